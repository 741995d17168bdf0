/* stages/link/unit_convert: values from one unit into another, exact or not at all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "stages/link/unit_convert.h"

static struct lexicon *lexicon;

/* Besides the units that are built in one that is too large to multiply, and its like. */
static int open_lexicon(void **state) {
    static const char units[] = "word,base,factor,dimension\n巨斗,吨,3000000000,mass\n小斗,吨,7,mass\n"
                                "甲斗,吨,2147483648,mass\n双亩,平方米,10000/3,area\n";
    const struct lexicon_file files[] = {{.name = SLICE("units"), .text = {units, sizeof units - 1}}};
    const struct lexicon_overlay overlay = {files, 1};
    char message[256];
    (void)state;
    return lexicon_open(&overlay, &lexicon, message, sizeof message) == STATUS_OK ? 0 : -1;
}

static int close_lexicon(void **state) {
    (void)state;
    lexicon_free(lexicon);
    return 0;
}

/* What the value is in the other unit; "" where it is not known, "-" where the units measure different things. */
static void gives(const char *value, const char *from, const char *to, const char *wanted) {
    struct unit_ratio ratio;
    char digits[DECIMAL_TEXT_BYTES], found[DECIMAL_TEXT_BYTES] = "-";
    if (unit_ratio_find(lexicon, slice_from_string(from), slice_from_string(to), &ratio)) {
        struct slice printed =
            decimal_print(unit_ratio_apply(&ratio, decimal_from_text(slice_from_string(value))), digits);
        memcpy(found, printed.size ? printed.start : "", printed.size);
        found[printed.size] = '\0';
    }
    assert_string_equal(found, wanted);
}

static void magnitudes_are_powers_of_ten(void **state) {
    (void)state;
    gives("1.2", "万亿元", "亿元", "12000");
    gives("350", "万元", "亿元", "0.035");
    gives("-3", "千万元", "万元", "-3000");
    gives("5", "百万人", "万人", "500");
    gives("4", "十万吨", "吨", "400000");
    gives("7", "亿元", "亿元", "7");
}

static void units_of_one_thing_are_multiplied_and_divided(void **state) {
    (void)state;
    gives("220", "亿斤", "万吨", "1100");
    gives("3", "吨", "公斤", "3000");
    gives("3", "亩", "公顷", "0.2");
    gives("6", "双亩", "公顷", "2");
    gives("2", "公顷", "双亩", "6");
}

static void what_does_not_come_out_even_has_four_decimals_more_and_is_rounded(void **state) {
    (void)state;
    gives("1", "双亩", "公顷", "0.3333");
    gives("2", "双亩", "公顷", "0.6667");
    gives("-2", "双亩", "公顷", "-0.6667");
    gives("1", "吨", "小斗", "0.1429");
    gives("-1", "吨", "小斗", "-0.1429");
}

static void different_things_are_not_converted(void **state) {
    (void)state;
    gives("1", "亿美元", "亿元", "-");
    gives("1", "吨", "公顷", "-");
    gives("1", "甲乙丙", "元", "-");
    gives("1", "元", "甲乙丙", "-");
    gives("1", "元/人", "元/户", "-");
}

static void what_is_counted_is_one_unit_and_a_line_in_a_unit_may_be_left_out(void **state) {
    (void)state;
    gives("3", "家", "户", "3");
    gives("3", "万套（间）", "套", "30000");
    gives("800", "元/人", "元", "800");
    gives("2.4", "", ":1", "2.4");
    gives("2.4", "", "元", "-");
}

static void what_is_too_large_is_not_known(void **state) {
    (void)state;
    gives("1", "甲斗", "小斗", "306783378.2857");
    gives("1", "巨斗", "小斗", "-");
    gives("1", "小斗", "巨斗", "-");
    gives("7", "巨斗", "巨斗", "7");
    gives("999999999999999999", "小斗", "吨", "");
    gives("-999999999999999999", "小斗", "吨", "");
    gives("142857142857142857", "小斗", "吨", "999999999999999999");
    gives("999999999999999998", "吨", "小斗", "");
    gives("", "小斗", "吨", "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(magnitudes_are_powers_of_ten),
        cmocka_unit_test(units_of_one_thing_are_multiplied_and_divided),
        cmocka_unit_test(what_does_not_come_out_even_has_four_decimals_more_and_is_rounded),
        cmocka_unit_test(different_things_are_not_converted),
        cmocka_unit_test(what_is_counted_is_one_unit_and_a_line_in_a_unit_may_be_left_out),
        cmocka_unit_test(what_is_too_large_is_not_known),
    };
    return cmocka_run_group_tests(tests, open_lexicon, close_lexicon);
}
