/* stages/model/text: a text that grows, and JSON strings in it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

#include "stages/model/text.h"

static void check_json(struct slice value, const char *wanted) {
    struct arena arena = {0};
    struct text text = {.arena = &arena};
    text_add_json(&text, value);
    text_add(&text, (struct slice){"", 1});
    assert_false(text.failed);
    assert_string_equal(text.start, wanted);
    arena_free(&arena);
}

static void json_strings_escape_what_json_must(void **state) {
    (void)state;
    check_json(SLICE(""), "\"\"");
    check_json(SLICE("增长5%"), "\"增长5%\"");
    check_json(SLICE("a\"b\\c"), "\"a\\\"b\\\\c\"");
    check_json(SLICE("\n\r\t\x01\x7F"), "\"\\n\\r\\t\\u0001\\u007f\"");
    check_json((struct slice){"a\0b", 3}, "\"a\\u0000b\"");
}

static void bytes_that_are_no_utf8_become_the_replacement_character(void **state) {
    (void)state;
    check_json(SLICE("a\xFF\xE4\xB8"
                     "b"),
               "\"a\uFFFD\uFFFD\uFFFD"
               "b\"");
    check_json(SLICE("\uFFFD"), "\"\uFFFD\"");
}

static void a_text_keeps_what_it_had_when_it_grows(void **state) {
    (void)state;
    struct arena arena = {0};
    struct text text = {.arena = &arena};
    for (size_t i = 0; i < 100000; i++)
        text_add(&text, (struct slice){&"0123456789"[i % 10], 1});
    assert_int_equal(text.size, 100000);
    for (size_t i = 0; i < text.size; i++)
        assert_int_equal(text.start[i], '0' + (int)(i % 10));
    arena_free(&arena);
}

static void a_size_that_overflows_fails_and_stays_failed(void **state) {
    (void)state;
    struct arena arena = {0};
    struct text text = {.arena = &arena};
    text_add(&text, SLICE("kept"));
    assert_null(text_room(&text, SIZE_MAX - 1));
    assert_true(text.failed);
    text_add(&text, SLICE(" lost"));
    assert_true(slice_equal(text_slice(&text), SLICE("kept")));
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_strings_escape_what_json_must),
        cmocka_unit_test(bytes_that_are_no_utf8_become_the_replacement_character),
        cmocka_unit_test(a_text_keeps_what_it_had_when_it_grows),
        cmocka_unit_test(a_size_that_overflows_fails_and_stays_failed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
