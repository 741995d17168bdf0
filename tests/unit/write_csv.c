/* stages/write_csv: cells with quotes where they need them and a guard where a spreadsheet would run them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

#include "stages/write/rows_text.h"

/* The line of diagnostics that a message makes: document, line, severity, stage, code, message. */
static void check_message(struct slice message, bool raw, const char *wanted) {
    struct report report = {.document.name = SLICE("r.txt"), .failed = true};
    struct diagnostic diagnostic = {SEVERITY_NOTE, 3, "clean", "code", message};
    report.diagnostics.items = &diagnostic;
    report.diagnostics.count = 1;
    struct write_options options = {.raw_cells = raw};
    struct writing writing = {.writer = &write_csv, .options = &options, .paths[TABLE_DIAGNOSTICS] = "none"};
    struct rows_texts made;
    struct slice texts[1][TABLES] = {{{0}}};
    rows_texts_begin(&made, &report, &writing, 1);
    assert_int_equal(rows_texts_make(&made, texts), STATUS_OK);
    arena_free(&report.scratch);
    struct slice line = texts[0][TABLE_DIAGNOSTICS], head = SLICE("r.txt,3,,note,clean,code,");
    assert_true(slice_starts(line, head));
    assert_true(slice_ends(line, SLICE("\r\n")));
    assert_true(slice_equal(slice_part(line, head.size, line.size - 2), slice_from_string(wanted)));
    arena_free(&report.arena);
}

static void only_cells_that_need_quotes_have_them(void **state) {
    (void)state;
    check_message(SLICE("增长5%"), false, "增长5%");
    check_message(SLICE(""), false, "");
    check_message(SLICE("a,b"), false, "\"a,b\"");
    check_message(SLICE("a\"b"), false, "\"a\"\"b\"");
    check_message(SLICE("a\nb"), false, "\"a\nb\"");
    check_message(SLICE(" a"), false, "\" a\"");
}

static void text_that_a_spreadsheet_would_run_gets_an_apostrophe(void **state) {
    (void)state;
    check_message(SLICE("=1+1"), false, "'=1+1");
    check_message(SLICE("@x"), false, "'@x");
    check_message(SLICE("-x"), false, "'-x");
    check_message(SLICE("+5%"), false, "'+5%");
    check_message(SLICE("\tx"), false, "'\tx");
    check_message(SLICE("\rx"), false, "\"'\rx\"");
}

static void what_looks_guarded_is_guarded_once_more(void **state) {
    (void)state;
    check_message(SLICE("'=1"), false, "''=1");
    check_message(SLICE("''-1"), false, "'''-1");
    check_message(SLICE("'a"), false, "'a");
}

static void numbers_and_raw_cells_are_left_alone(void **state) {
    (void)state;
    check_message(SLICE("-12.5"), false, "-12.5");
    check_message(SLICE("5-6"), false, "5-6");
    check_message(SLICE("=1+1"), true, "=1+1");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_cells_that_need_quotes_have_them),
        cmocka_unit_test(text_that_a_spreadsheet_would_run_gets_an_apostrophe),
        cmocka_unit_test(what_looks_guarded_is_guarded_once_more),
        cmocka_unit_test(numbers_and_raw_cells_are_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
