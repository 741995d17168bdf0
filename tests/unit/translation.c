/* stages/write/translation: a diagnostic's message in Chinese. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

#include "stages/write/translation.h"

static void check(const char *message, const char *wanted) {
    struct arena arena = {0};
    struct text text = {.arena = &arena};
    add_translation(&text, slice_from_string(message));
    assert_true(slice_equal(text_slice(&text), slice_from_string(wanted)));
    arena_free(&arena);
}

static void parts_stand_where_the_chinese_has_them(void **state) {
    (void)state;
    check("a byte that is no GB18030 became U+FFFD at column 128", "第 128 列有一个字节不属于 GB18030，换成 U+FFFD");
    check("row 3 of targets: value is no number", "targets第3行：value 不是数");
}

static void a_part_that_is_a_message_is_translated(void **state) {
    (void)state;
    check("the reading cannot be written: Permission denied", "读数无法写出：没有权限");
}

static void what_the_table_does_not_have_stays(void **state) {
    (void)state;
    check("a damaged workbook and more", "a damaged workbook and more");
    check("a damaged work", "a damaged work");
    check("", "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_stand_where_the_chinese_has_them),
        cmocka_unit_test(a_part_that_is_a_message_is_translated),
        cmocka_unit_test(what_the_table_does_not_have_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
