/* stages/numerals and stages/units: what a numeral is worth, and a unit in its base. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

#include "stages/model/lexicon.h"
#include "stages/quantities/numerals.h"
#include "stages/quantities/units.h"

static void check_numeral(const char *text, int more, const char *value, int power) {
    char out[DECIMAL_TEXT_BYTES];
    struct numeral numeral = numeral_chinese(slice_from_string(text), more);
    assert_string_equal(decimal_print(numeral.value, out).start, value);
    assert_int_equal(numeral.power, power);
}

static void a_chinese_numeral_is_read_in_its_largest_multiplier(void **state) {
    (void)state;
    check_numeral("零", 0, "0", 0);
    check_numeral("十", 0, "10", 0);
    check_numeral("二十五", 0, "25", 0);
    check_numeral("一百零五", 0, "105", 0);
    check_numeral("两千三百", 0, "2300", 0);
    check_numeral("一万五千", 0, "1.5", 4);
    check_numeral("三万五", 0, "3.5", 4);
    check_numeral("三百一十六亿五千万", 0, "316.5", 8);
    check_numeral("一万亿", 0, "1", 12);
    check_numeral("一万五千亿", 0, "1.5", 12);
    check_numeral("六万万", 0, "6", 8);
    check_numeral("五亿零三百", 4, "5.03", 8);
    check_numeral("二〇二五", 0, "2025", 0);
    check_numeral("九十六点八", 0, "96.8", 0);
}

static void what_is_no_numeral_has_no_value(void **state) {
    (void)state;
    const char *wrong[] = {"", "点五", "五点", "七五三百", "一点百", "万一", "九千九百九十九万亿亿亿", "年"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(numeral_chinese(slice_from_string(wrong[i]), 0).value.known);
}

static void two_digits_side_by_side_give_both_ends(void **state) {
    char out[DECIMAL_TEXT_BYTES];
    (void)state;
    struct numeral numeral = numeral_chinese(SLICE("七八十"), 0);
    assert_string_equal(decimal_print(numeral.value, out).start, "70");
    assert_string_equal(decimal_print(numeral.upper, out).start, "80");
    assert_false(numeral_chinese(SLICE("七九十"), 0).value.known);
}

static void digits_beyond_eighteen_are_not_known(void **state) {
    (void)state;
    assert_true(numeral_arabic(SLICE("123456789012345678")).known);
    assert_false(numeral_arabic(SLICE("1234567890123456789")).known);
}

static void check_base(const struct lexicon *lexicon, const char *unit_text, const char *value, int power,
                       const char *wanted, const char *base_wanted) {
    char out[DECIMAL_TEXT_BYTES];
    struct arena arena = {0};
    struct slice text = slice_from_string(unit_text);
    struct unit unit = unit_read(lexicon, text, 0);
    assert_true(unit.known);
    assert_int_equal(unit.span.end, text.size);
    struct decimal base = unit_base_value(&unit, decimal_from_text(slice_from_string(value)), power);
    assert_string_equal(decimal_print(base, out).start, wanted);
    assert_true(slice_equal(unit_base_name(&unit, text, &arena), slice_from_string(base_wanted)));
    arena_free(&arena);
}

static void a_unit_is_worth_its_factor_in_the_base_unit(void **state) {
    struct lexicon *lexicon;
    char message[256];
    (void)state;
    assert_int_equal(lexicon_open(NULL, &lexicon, message, sizeof message), STATUS_OK);
    check_base(lexicon, "亩", "3", 0, "2000", "平方米");
    check_base(lexicon, "亩", "1", 0, "666.67", "平方米");
    check_base(lexicon, "公顷", "2.5", 4, "250000000", "平方米");
    check_base(lexicon, "斤", "12", 8, "600000", "吨");
    check_base(lexicon, "‰", "6.5", 0, "0.65", "%");
    check_base(lexicon, "元/人·年", "15", 4, "150000", "元/人·年");
    check_base(lexicon, "微克每立方米", "32", 0, "32", "微克/立方米");
    check_base(lexicon, "千瓦", "999999999999999999", 4, "", "千瓦");
    lexicon_free(lexicon);
}

static void a_multiplier_is_none_where_a_unit_begins(void **state) {
    struct lexicon *lexicon;
    char message[256];
    (void)state;
    assert_int_equal(lexicon_open(NULL, &lexicon, message, sizeof message), STATUS_OK);
    assert_int_equal(multiplier_read(lexicon, SLICE("千瓦时"), 0).size, 0);
    assert_int_equal(multiplier_read(lexicon, SLICE("万千瓦时"), 0).size, strlen("万"));
    assert_int_equal(multiplier_read(lexicon, SLICE("千亿元"), 0).size, strlen("千亿"));
    assert_int_equal(multiplier_read(lexicon, SLICE("元"), 0).size, 0);
    lexicon_free(lexicon);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_chinese_numeral_is_read_in_its_largest_multiplier),
        cmocka_unit_test(what_is_no_numeral_has_no_value),
        cmocka_unit_test(two_digits_side_by_side_give_both_ends),
        cmocka_unit_test(digits_beyond_eighteen_are_not_known),
        cmocka_unit_test(a_unit_is_worth_its_factor_in_the_base_unit),
        cmocka_unit_test(a_multiplier_is_none_where_a_unit_begins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
