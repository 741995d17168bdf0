/* pipeline/paths: names of any bytes, shown and kept as text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

#include "pipeline/paths.h"

static void a_name_as_text_is_utf8(void **state) {
    (void)state;
    struct arena arena = {0};
    assert_true(slice_equal(name_as_text(&arena, SLICE("2026松谷县.txt")), SLICE("2026松谷县.txt")));
    assert_true(slice_equal(name_as_text(&arena, SLICE("a\xFF.txt")), SLICE("a\uFFFD.txt")));
    assert_true(slice_equal(name_as_text(&arena, SLICE("a\nb")), SLICE("a\nb")));
    arena_free(&arena);
}

static void a_name_as_line_moves_no_cursor(void **state) {
    (void)state;
    struct arena arena = {0};
    assert_string_equal(name_as_line(&arena, SLICE("松谷县 1.txt")), "松谷县 1.txt");
    assert_string_equal(name_as_line(&arena, SLICE("a\nb\tc\x1B[2J")), "a\\nb\\tc\\x1B[2J");
    assert_string_equal(name_as_line(&arena, SLICE("a\u202Eb")), "a\\u202Eb");
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_as_text_is_utf8),
        cmocka_unit_test(a_name_as_line_moves_no_cursor),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
