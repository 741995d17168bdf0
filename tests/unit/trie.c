/* model/trie: the longest word at a place, both ways, in any form of its characters. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/trie.h"

static struct trie trie_of(struct arena *arena, enum trie_way way, const char *const *words, uint32_t count) {
    struct trie trie = {.way = way};
    for (uint32_t i = 0; i < count; i++)
        assert_int_equal(trie_add(&trie, arena, slice_from_string(words[i]), i), i);
    return trie;
}

static const char *const WORDS[] = {"县", "县城", "人民政府"};

static void the_longest_word_wins(void **state) {
    (void)state;
    struct arena arena = {0};
    struct trie trie = trie_of(&arena, TRIE_FORWARD, WORDS, 3);
    size_t size;
    assert_int_equal(trie_longest(&trie, SLICE("县城关"), 0, &size), 1);
    assert_int_equal(size, 6);
    assert_int_equal(trie_longest(&trie, SLICE("县里"), 0, &size), 0);
    assert_int_equal(trie_longest(&trie, SLICE("城"), 0, &size), TRIE_NONE);
    arena_free(&arena);
}

static void a_backward_trie_matches_what_ends_at_a_place(void **state) {
    (void)state;
    struct arena arena = {0};
    struct trie trie = trie_of(&arena, TRIE_BACKWARD, WORDS, 3);
    struct slice text = SLICE("某县人民政府");
    size_t size;
    assert_int_equal(trie_longest(&trie, text, text.size, &size), 2);
    assert_int_equal(size, 12);
    assert_int_equal(trie_longest(&trie, text, 3, &size), TRIE_NONE);
    arena_free(&arena);
}

static void traditional_characters_match_simplified_words(void **state) {
    (void)state;
    struct arena arena = {0};
    struct trie trie = trie_of(&arena, TRIE_FORWARD, WORDS, 3);
    size_t size;
    assert_int_equal(trie_longest(&trie, SLICE("縣城"), 0, &size), 1);
    assert_int_equal(trie_find(&trie, SLICE("縣")), 0);
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_longest_word_wins),
        cmocka_unit_test(a_backward_trie_matches_what_ends_at_a_place),
        cmocka_unit_test(traditional_characters_match_simplified_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
