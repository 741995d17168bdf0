/* The grammars of the outline: labels at the head of a line, years and dates in a text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "stages/outline/document_years.h"
#include "stages/outline/outline_labels.h"

static void expect_label(const char *text, enum label_style style, uint32_t ordinal, const char *label) {
    struct slice line = slice_from_string(text);
    struct label found = label_read(line);
    assert_int_equal(found.style, style);
    assert_int_equal(found.ordinal, ordinal);
    assert_true(slice_equal(slice_part(line, 0, found.size), slice_from_string(label)));
}

static void labels_of_all_forms_are_read(void **state) {
    (void)state;
    expect_label("第二十三章 总则", LABEL_CHAPTER, 23, "第二十三章");
    expect_label("第3节 总则", LABEL_SECTION, 3, "第3节");
    expect_label("十二、总则", LABEL_PART, 12, "十二、");
    expect_label("（十）总则", LABEL_SUBPART, 10, "（十）");
    expect_label("(四) 总则", LABEL_SUBPART, 4, "(四)");
    expect_label("10.总则", LABEL_POINT, 10, "10.");
    expect_label("（12）总则", LABEL_BRACKETED_POINT, 12, "（12）");
    expect_label("③总则", LABEL_CIRCLED_POINT, 3, "③");
    expect_label("三是总则", LABEL_ITEM, 3, "三是");
    expect_label("第四，总则", LABEL_ORDER, 4, "第四，");
    expect_label("专栏21：总则", LABEL_BOX, 21, "专栏21");
    expect_label("表2 总则", LABEL_TABLE, 2, "表2");
    expect_label("附件1", LABEL_ANNEX, 1, "附件1");
}

static void look_alikes_have_no_label(void **state) {
    (void)state;
    expect_label("一、二、三产业", LABEL_NONE, 0, "");
    expect_label("第一节能公司", LABEL_NONE, 0, "");
    expect_label("第三、四季度", LABEL_NONE, 0, "");
    expect_label("三要素", LABEL_NONE, 0, "");
    expect_label("2025年", LABEL_NONE, 0, "");
    expect_label("", LABEL_NONE, 0, "");
}

static struct year_mention first_year(const char *text) {
    size_t at = 0;
    return year_next(slice_from_string(text), &at);
}

static void years_are_read_in_both_scripts(void **state) {
    (void)state;
    assert_int_equal(first_year("到2030年").year, 2030);
    assert_int_equal(first_year("二〇二六年一月").year, 2026);
    assert_int_equal(first_year("二〇二五年十二月").month, 12);
    assert_int_equal(first_year("一九五五年").year, 1955);
    assert_int_equal(first_year("（2021—2025年）").last, 2025);
}

static void five_year_periods_have_their_years(void **state) {
    (void)state;
    assert_int_equal(first_year("“十四五”时期").year, 2021);
    assert_int_equal(first_year("“十四五”时期").last, 2025);
    assert_int_equal(first_year("第一个五年计划").year, 1953);
    assert_int_equal(first_year("第十五个五年规划").year, 2026);
}

static void other_numbers_are_no_years(void **state) {
    (void)state;
    assert_int_equal(first_year("12025年").kind, YEAR_NONE);
    assert_int_equal(first_year("增长2026万元").kind, YEAR_NONE);
    assert_int_equal(first_year("“两个”确立").kind, YEAR_NONE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(labels_of_all_forms_are_read),   cmocka_unit_test(look_alikes_have_no_label),
        cmocka_unit_test(years_are_read_in_both_scripts), cmocka_unit_test(five_year_periods_have_their_years),
        cmocka_unit_test(other_numbers_are_no_years),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
