/* stages/model/trie: the longest word at a place, both ways, in any form of its characters; model/trie_build makes it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "stages/model/trie_build.h"

enum { DISTRICTS, OFFICES };

static const char *const WORDS[] = {"县", "县城", "人民政府"};

static struct trie trie_of(struct arena *arena) {
    struct trie_builder builder;
    struct trie trie;
    struct trie_sizes sizes;
    assert_true(trie_builder_open(&builder, arena));
    for (uint32_t i = 0; i < 3; i++)
        for (int way = TRIE_FORWARD; way <= TRIE_BACKWARD; way++)
            assert_int_equal(trie_add(&builder, DISTRICTS, (enum trie_way)way, slice_from_string(WORDS[i]), i), i);
    assert_int_equal(trie_add(&builder, OFFICES, TRIE_FORWARD, SLICE("县政府"), 7), 7);
    assert_int_equal(trie_add(&builder, OFFICES, TRIE_FORWARD, SLICE("县"), 8), 8);
    assert_int_equal(trie_add(&builder, OFFICES, TRIE_FORWARD, SLICE("𠮷野"), 9), 9);   /* beyond the basic plane */
    assert_int_equal(trie_add(&builder, DISTRICTS, TRIE_FORWARD, SLICE("县城"), 5), 1); /* its first number */
    assert_true(trie_finish(&builder, &trie, &sizes));
    return trie;
}

static void the_longest_word_wins(void **state) {
    (void)state;
    struct arena arena = {0};
    struct trie trie = trie_of(&arena);
    size_t size;
    assert_int_equal(trie_longest(&trie, DISTRICTS, TRIE_FORWARD, SLICE("县城关"), 0, &size), 1);
    assert_int_equal(size, 6);
    assert_int_equal(trie_longest(&trie, DISTRICTS, TRIE_FORWARD, SLICE("县里"), 0, &size), 0);
    assert_int_equal(trie_longest(&trie, DISTRICTS, TRIE_FORWARD, SLICE("城"), 0, &size), TRIE_NONE);
    arena_free(&arena);
}

static void each_set_has_its_own_words(void **state) {
    (void)state;
    struct arena arena = {0};
    struct trie trie = trie_of(&arena);
    size_t size;
    assert_int_equal(trie_longest(&trie, OFFICES, TRIE_FORWARD, SLICE("县政府"), 0, &size), 7);
    assert_int_equal(trie_longest(&trie, DISTRICTS, TRIE_FORWARD, SLICE("县政府"), 0, &size), 0);
    assert_int_equal(trie_find(&trie, OFFICES, SLICE("县")), 8);
    assert_int_equal(trie_find(&trie, OFFICES, SLICE("县城")), TRIE_NONE);
    assert_int_equal(trie_find(&trie, OFFICES, SLICE("𠮷野")), 9);
    assert_int_equal(trie_beginning(&trie, TRIE_FORWARD, trie_letter(&trie, 0x53BF)), 1 << DISTRICTS | 1 << OFFICES);
    assert_int_equal(trie_beginning(&trie, TRIE_BACKWARD, trie_letter(&trie, 0x5E9C)), 1 << DISTRICTS);
    assert_int_equal(trie_beginning(&trie, TRIE_FORWARD, trie_letter(&trie, 'a')), 0);
    arena_free(&arena);
}

static void words_are_matched_backward_from_where_they_end(void **state) {
    (void)state;
    struct arena arena = {0};
    struct trie trie = trie_of(&arena);
    struct slice text = SLICE("某县人民政府");
    size_t size;
    assert_int_equal(trie_longest(&trie, DISTRICTS, TRIE_BACKWARD, text, text.size, &size), 2);
    assert_int_equal(size, 12);
    assert_int_equal(trie_longest(&trie, DISTRICTS, TRIE_BACKWARD, text, 3, &size), TRIE_NONE);
    arena_free(&arena);
}

static void traditional_characters_match_simplified_words(void **state) {
    (void)state;
    struct arena arena = {0};
    struct trie trie = trie_of(&arena);
    size_t size;
    assert_int_equal(trie_longest(&trie, DISTRICTS, TRIE_FORWARD, SLICE("縣城"), 0, &size), 1);
    assert_int_equal(trie_find(&trie, DISTRICTS, SLICE("縣")), 0);
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_longest_word_wins),
        cmocka_unit_test(each_set_has_its_own_words),
        cmocka_unit_test(words_are_matched_backward_from_where_they_end),
        cmocka_unit_test(traditional_characters_match_simplified_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
