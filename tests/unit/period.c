/* stages/period_time: words of time that are patterns. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "stages/model/times.h"

static void check_word(const char *text, enum time_kind kind, int start, int end) {
    struct time_word word;
    time_scan(slice_from_string(text), 0, &word);
    assert_true(kind == TIME_NONE || time_may_begin(slice_from_string(text), 0));
    if (word.kind != kind || word.start != start || word.end != end)
        print_error("%s: kind %d, %d to %d\n", text, (int)word.kind, word.start, word.end);
    assert_int_equal(word.kind, kind);
    assert_int_equal(word.start, start);
    assert_int_equal(word.end, end);
}

static void years_are_read_in_all_numerals(void **state) {
    (void)state;
    check_word("2025年", TIME_YEARS, 2025, 2025);
    check_word("2025 年底", TIME_YEARS, 2025, 2025);
    check_word("二〇二五年", TIME_YEARS, 2025, 2025);
    check_word("二○三五年", TIME_YEARS, 2035, 2035);
    check_word("一九五七年", TIME_YEARS, 1957, 1957);
}

static void spans_of_years_have_two_ends(void **state) {
    (void)state;
    check_word("2021—2025年", TIME_YEARS, 2021, 2025);
    check_word("2021年至2025年", TIME_YEARS, 2021, 2025);
    check_word("1979到1983年", TIME_YEARS, 1979, 1983);
    check_word("2024-26年", TIME_YEARS, 2024, 2026);
}

static void five_year_plans_have_their_years(void **state) {
    (void)state;
    check_word("“一五”时期", TIME_YEARS, 1953, 1957);
    check_word("“三五”", TIME_YEARS, 1966, 1970);
    check_word("“九五”期间", TIME_YEARS, 1996, 2000);
    check_word("“十五”期间", TIME_YEARS, 2001, 2005);
    check_word("“十四五”时期", TIME_YEARS, 2021, 2025);
    check_word("十五五时期", TIME_YEARS, 2026, 2030);
    check_word("“十三五”末", TIME_YEARS, 2020, 2020);
    check_word("“十四五”前三年", TIME_YEARS, 2021, 2023);
    check_word("第十四个五年规划", TIME_YEARS, 2021, 2025);
}

static void a_plans_name_is_no_stretch_of_years(void **state) {
    (void)state;
    check_word("“十四五”规划", TIME_NAME, 2021, 2025);
    check_word("“十五五”开局之年", TIME_NAME, 2026, 2030);
}

static void stretches_count_years(void **state) {
    (void)state;
    check_word("五年来", TIME_PAST, 0, 5);
    check_word("过去五年", TIME_PAST, 0, 5);
    check_word("近3年", TIME_PAST, 0, 3);
    check_word("一年来", TIME_PAST, 0, 1);
    check_word("近年来", TIME_PAST, 0, 0);
    check_word("今后五年", TIME_COMING, 0, 5);
    check_word("未来三年", TIME_COMING, 0, 3);
    check_word("極不平凡", TIME_NONE, 0, 0);
    check_word("的五年", TIME_THESE, 0, 5);
}

static void traditional_characters_say_the_same(void **state) {
    (void)state;
    check_word("五年來", TIME_PAST, 0, 5);
    check_word("過去五年", TIME_PAST, 0, 5);
    check_word("近幾年來", TIME_PAST, 0, 0);
    check_word("今後三年", TIME_COMING, 0, 3);
    check_word("「八五」計劃時期", TIME_YEARS, 1991, 1995);
}

static void other_numbers_are_no_time(void **state) {
    (void)state;
    const char *others[] = {"2025人", "12025年", "1995.5万人", "三年行动", "五年规划", "十五个", "3000年", "1200年"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        struct time_word word;
        time_scan(slice_from_string(others[i]), 0, &word);
        if (word.kind != TIME_NONE)
            print_error("%s\n", others[i]);
        assert_int_equal(word.kind, TIME_NONE);
        assert_true(word.size > 0);
    }
}

static void a_broken_character_is_one_step(void **state) {
    (void)state;
    struct time_word word;
    time_scan((struct slice){"\xE5\xB9", 2}, 0, &word);
    assert_int_equal(word.kind, TIME_NONE);
    assert_true(word.size >= 1 && word.size <= 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(years_are_read_in_all_numerals),
        cmocka_unit_test(spans_of_years_have_two_ends),
        cmocka_unit_test(five_year_plans_have_their_years),
        cmocka_unit_test(a_plans_name_is_no_stretch_of_years),
        cmocka_unit_test(stretches_count_years),
        cmocka_unit_test(traditional_characters_say_the_same),
        cmocka_unit_test(other_numbers_are_no_time),
        cmocka_unit_test(a_broken_character_is_one_step),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
