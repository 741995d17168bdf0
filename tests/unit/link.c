/* stages/link: what several reports say of one region meets in one row. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "pipeline/stages.h"
#include "stages/link.h"
#include "stages/model/lexicon.h"

enum { MOST_ROWS = 16, ROW_BYTES = 512 };

/* The rows as lines, without what is empty: region year code unit, of target and actual why comparator value value2
 * document row, then gap met claims. */
struct rows {
    char lines[MOST_ROWS][ROW_BYTES];
    size_t count;
};

static struct lexicon *lexicon;

static int open_lexicon(void **state) {
    char message[256];
    (void)state;
    return lexicon_open(NULL, &lexicon, message, sizeof message) == STATUS_OK ? 0 : -1;
}

static int free_lexicon(void **state) {
    (void)state;
    lexicon_free(lexicon);
    return 0;
}

static enum status keep_row(void *context, enum table_name table, const struct slice *cells) {
    struct rows *rows = context;
    static const int COLUMNS[] = {
        PANEL_REGION, PANEL_YEAR,    PANEL_INDICATOR_CODE,  PANEL_UNIT,       PANEL_TARGET_WHY, PANEL_TARGET_COMPARATOR,
        PANEL_TARGET, PANEL_TARGET2, PANEL_TARGET_DOCUMENT, PANEL_TARGET_ROW, PANEL_ACTUAL_WHY, PANEL_ACTUAL_COMPARATOR,
        PANEL_ACTUAL, PANEL_ACTUAL2, PANEL_ACTUAL_DOCUMENT, PANEL_ACTUAL_ROW, PANEL_GAP,        PANEL_MET,
        PANEL_CLAIMS};
    if (table == TABLE_INDICATORS)
        return STATUS_OK;
    assert_int_equal(table, TABLE_PANEL);
    assert_true(rows->count < MOST_ROWS);
    char *line = rows->lines[rows->count++];
    size_t used = 0;
    for (size_t i = 0; i < sizeof COLUMNS / sizeof *COLUMNS; i++)
        if (cells[COLUMNS[i]].size)
            used += (size_t)snprintf(line + used, ROW_BYTES - used, "%s%.*s", used ? " " : "",
                                     (int)cells[COLUMNS[i]].size, cells[COLUMNS[i]].start);
    return STATUS_OK;
}

/* Takes a report of that text and year into the panel, and forgets it. */
static bool take_report(struct panel *panel, const char *name, int year, const char *text) {
    struct report report = {.lexicon = lexicon};
    char copy[4096];
    struct slice first;
    struct link_claims claims;
    report.bytes = slice_from_string(text);
    snprintf(copy, sizeof copy, "%s", name);
    report.document.name = slice_from_string(copy);
    assert_int_equal(stages_run(&report, NULL), STATUS_OK);
    report.document.year = year;
    report.document.region = SLICE("甲县");
    report.document.region_code = SLICE("990101");
    struct text_identity identity = link_identify(&report);
    assert_int_equal(link_find_twin(panel, report.document.name, &identity, &first), STATUS_OK);
    if (!first.size) {
        assert_int_equal(link_read(panel, &report, &claims), STATUS_OK);
        assert_int_equal(link_take(panel, &claims), STATUS_OK);
    }
    bool twin = first.size > 0;
    arena_free(&report.syntax);
    arena_free(&report.scratch);
    arena_free(&report.arena);
    memset(copy, 'x', sizeof copy);
    return twin;
}

static void check_rows(struct panel *panel, const char *const *wanted, size_t count) {
    struct rows rows = {.count = 0};
    assert_int_equal(link_give(panel, keep_row, &rows), STATUS_OK);
    for (size_t i = 0; i < rows.count && i < count; i++)
        assert_string_equal(rows.lines[i], wanted[i]);
    assert_int_equal(rows.count, count);
    link_close(panel);
}

#define CHECK_ROWS(panel, ...)                                                                                         \
    do {                                                                                                               \
        const char *const wanted[] = {__VA_ARGS__};                                                                    \
        check_rows(panel, wanted, sizeof wanted / sizeof *wanted);                                                     \
    } while (0)

static struct panel *open_panel(void) {
    struct panel *panel;
    assert_int_equal(link_open(lexicon, &panel), STATUS_OK);
    return panel;
}

/* Lines as long as a report's are, so that none of the short ones looks cut off. */
#define OPENING                                                                                                                            \
    "现在，我代表人民政府向大会报告工作，请予审议，也请政协各位委员和列席的同志们提出宝贵意见" \
    "，欢迎全县人民和社会各界监督批评，帮助我们把今后的各项工作做得更好。\n"
#define GENERAL                                                                                                                               \
    "面对复杂严峻的形势和艰巨繁重的任务，全县上下团结一心、迎难而上，着力稳增长、促改革、调结构" \
    "、惠民生、防风险，经济运行总体平稳，社会大局和谐稳定，人民生活持续改善。\n"
#define FIRST "2023年甲县政府工作报告\n" OPENING "一、2022年工作回顾\n" GENERAL "二、2023年工作安排\n" GENERAL
#define SECOND "2024年甲县政府工作报告\n" OPENING "一、2023年工作回顾\n" GENERAL
#define AFTER "\n二、2024年工作安排\n" GENERAL

static void a_target_meets_what_the_next_report_says_was_reached(void **state) {
    (void)state;
    struct panel *panel = open_panel();
    take_report(panel, "2023.txt", 2023, FIRST "地区生产总值增长6.5%左右。\n");
    take_report(panel, "2024.txt", 2024, SECOND "地区生产总值增长5.8%。" AFTER);
    CHECK_ROWS(panel, "甲县 2023 gdp_growth % only ~ 6.5 2023.txt 1 only = 5.8 2024.txt 1 -0.7 no 2");
}

static void the_order_of_the_reports_changes_no_cell(void **state) {
    (void)state;
    struct panel *panel = open_panel();
    take_report(panel, "2024.txt", 2024, SECOND "地区生产总值增长5.8%。" AFTER);
    take_report(panel, "2023.txt", 2023, FIRST "地区生产总值增长6.5%左右。\n");
    CHECK_ROWS(panel, "甲县 2023 gdp_growth % only ~ 6.5 2023.txt 1 only = 5.8 2024.txt 1 -0.7 no 2");
}

static void an_actual_in_another_magnitude_is_converted(void **state) {
    (void)state;
    struct panel *panel = open_panel();
    take_report(panel, "2023.txt", 2023, FIRST "城镇新增就业1.2万人。\n");
    take_report(panel, "2024.txt", 2024, SECOND "城镇新增就业12600人。" AFTER);
    CHECK_ROWS(panel, "甲县 2023 urban_new_jobs 万人 only = 1.2 2023.txt 1 only = 1.26 2024.txt 1 0.06 yes 2");
}

static void units_that_are_no_power_of_ten_apart_meet_in_the_catalogues(void **state) {
    (void)state;
    struct panel *panel = open_panel();
    take_report(panel, "2023.txt", 2023, FIRST "粮食产量2亿斤。\n");
    take_report(panel, "2024.txt", 2024, SECOND "粮食产量11万吨。" AFTER);
    CHECK_ROWS(panel, "甲县 2023 grain_output 万吨 only = 10 2023.txt 1 only = 11 2024.txt 1 1 yes 2");
}

static void an_actual_in_another_currency_is_left_out(void **state) {
    (void)state;
    struct panel *panel = open_panel();
    take_report(panel, "2023.txt", 2023, FIRST "进出口总额20亿元。\n");
    take_report(panel, "2024.txt", 2024, SECOND "进出口总额3亿美元。" AFTER);
    CHECK_ROWS(panel, "甲县 2023 trade 亿元 only = 20 2023.txt 1 1");
}

static void a_range_gives_both_ends_and_no_gap(void **state) {
    (void)state;
    struct panel *panel = open_panel();
    take_report(panel, "2023.txt", 2023, FIRST "地区生产总值增长6%—7%。\n");
    take_report(panel, "2024.txt", 2024, SECOND "地区生产总值增长5.8%。" AFTER);
    CHECK_ROWS(panel, "甲县 2023 gdp_growth % only range 6 7 2023.txt 1 only = 5.8 2024.txt 1 no 2");
}

static void a_bound_that_was_passed_gives_no_gap_and_yields_to_the_number(void **state) {
    (void)state;
    struct panel *panel = open_panel();
    take_report(panel, "2023.txt", 2023, FIRST "地区生产总值达到200亿元。\n");
    take_report(panel, "2024.txt", 2024, SECOND "地区生产总值突破200亿元。" AFTER);
    CHECK_ROWS(panel, "甲县 2023 gdp 亿元 only = 200 2023.txt 1 only > 200 2024.txt 1 yes 2");
    panel = open_panel();
    take_report(panel, "2024.txt", 2024, SECOND "地区生产总值突破200亿元。\n实现地区生产总值203亿元。" AFTER);
    CHECK_ROWS(panel, "甲县 2023 gdp 亿元 exact = 203 2024.txt 2 2");
}

static void the_headline_passage_wins(void **state) {
    (void)state;
    struct panel *panel = open_panel();
    take_report(panel, "2023.txt", 2023,
                FIRST "城镇新增就业确保900人。\n今年经济社会发展主要预期目标是：城镇新增就业1000人。\n");
    CHECK_ROWS(panel, "甲县 2023 urban_new_jobs 万人 headline = 0.1 2023.txt 2 2");
}

static void a_part_of_the_region_has_no_cell(void **state) {
    (void)state;
    struct panel *panel = open_panel();
    take_report(panel, "2023.txt", 2023,
                FIRST "高新区地区生产总值增长9%。\n全国城镇调查失业率5.2%。\n河口片区固定资产投资增长8%。\n");
    struct rows rows = {.count = 0};
    assert_int_equal(link_give(panel, keep_row, &rows), STATUS_OK);
    assert_int_equal(rows.count, 0);
    link_close(panel);
}

static void averages_and_stretches_have_no_cell(void **state) {
    (void)state;
    struct panel *panel = open_panel();
    take_report(panel, "2024.txt", 2024, SECOND "五年来，地区生产总值年均增长7%，粮食产量稳定在9万吨。" AFTER);
    struct rows rows = {.count = 0};
    assert_int_equal(link_give(panel, keep_row, &rows), STATUS_OK);
    assert_int_equal(rows.count, 0);
    link_close(panel);
}

static void a_part_of_the_year_has_no_cell(void **state) {
    (void)state;
    struct panel *panel = open_panel();
    take_report(panel, "2024.txt", 2024, SECOND "1—9月，地区生产总值增长4%。" AFTER);
    struct rows rows = {.count = 0};
    assert_int_equal(link_give(panel, keep_row, &rows), STATUS_OK);
    assert_int_equal(rows.count, 0);
    link_close(panel);
}

static void check_conversion(const char *goal, const char *reached, const char *wanted) {
    struct panel *panel = open_panel();
    char first[2048], second[2048];
    snprintf(first, sizeof first, FIRST "%s。\n", goal);
    snprintf(second, sizeof second, SECOND "%s。" AFTER, reached);
    take_report(panel, "2023.txt", 2023, first);
    take_report(panel, "2024.txt", 2024, second);
    check_rows(panel, &wanted, 1);
}

static void a_code_has_one_unit_whatever_was_printed(void **state) {
    (void)state;
    check_conversion("地区生产总值达到1.2万亿元", "实现地区生产总值12300亿元",
                     "甲县 2023 gdp 亿元 only = 12000 2023.txt 1 only = 12300 2024.txt 1 300 yes 2");
    check_conversion("高标准农田面积达到50万亩", "高标准农田面积505000亩",
                     "甲县 2023 good_farmland 万亩 only = 50 2023.txt 1 only = 50.5 2024.txt 1 0.5 yes 2");
    check_conversion("高新技术企业达到20户", "高新技术企业达到21家",
                     "甲县 2023 high_tech_firms 家 only = 20 2023.txt 1 only = 21 2024.txt 1 1 yes 2");
    check_conversion("城乡居民收入比缩小到2.1:1", "城乡居民收入比缩小到2.15",
                     "甲县 2023 income_ratio :1 only = 2.1 2023.txt 1 only = 2.15 2024.txt 1 0.05 no 2");
    check_conversion("高速公路通车里程达到120公里", "高速公路通车里程达到118500米",
                     "甲县 2023 expressways 公里 only = 120 2023.txt 1 only = 118.5 2024.txt 1 -1.5 no 2");
}

static void a_fall_is_met_by_a_deeper_one(void **state) {
    (void)state;
    check_conversion("单位地区生产总值能耗下降3.4%以上", "单位地区生产总值能耗下降4.8%",
                     "甲县 2023 energy_intensity_change % only >= -3.4 2023.txt 1 only = -4.8 2024.txt 1 -1.4 yes 2");
    check_conversion("单位地区生产总值能耗下降3.4%以上", "单位地区生产总值能耗下降2%",
                     "甲县 2023 energy_intensity_change % only >= -3.4 2023.txt 1 only = -2 2024.txt 1 1.4 no 2");
    check_conversion("单位地区生产总值能耗下降3%", "单位地区生产总值能耗下降3.5%",
                     "甲县 2023 energy_intensity_change % only = -3 2023.txt 1 only = -3.5 2024.txt 1 -0.5 yes 2");
}

static void the_comparator_says_where_the_goal_lies(void **state) {
    (void)state;
    check_conversion("居民消费价格涨幅控制在3%以内", "居民消费价格上涨0.2%",
                     "甲县 2023 cpi_growth % only <= 3 2023.txt 1 only = 0.2 2024.txt 1 -2.8 yes 2");
    check_conversion("城镇调查失业率控制在5.5%以内", "城镇调查失业率5.6%",
                     "甲县 2023 surveyed_unemployment % only <= 5.5 2023.txt 1 only = 5.6 2024.txt 1 0.1 no 2");
    check_conversion("地区生产总值增长6%以上", "地区生产总值增长6%",
                     "甲县 2023 gdp_growth % only >= 6 2023.txt 1 only = 6 2024.txt 1 0 yes 2");
    check_conversion("地区生产总值增长5%—6%", "地区生产总值增长5.5%",
                     "甲县 2023 gdp_growth % only range 5 6 2023.txt 1 only = 5.5 2024.txt 1 yes 2");
}

/* 4.9 for 5%左右 is neither surely met nor surely missed, nor is a goal over 200 by an actual over 190. */
static void what_nobody_can_say_is_empty(void **state) {
    (void)state;
    check_conversion("地区生产总值增长5%左右", "地区生产总值增长4.9%",
                     "甲县 2023 gdp_growth % only ~ 5 2023.txt 1 only = 4.9 2024.txt 1 -0.1 2");
    check_conversion("地区生产总值达到200亿元", "地区生产总值突破190亿元",
                     "甲县 2023 gdp 亿元 only = 200 2023.txt 1 only > 190 2024.txt 1 2");
    check_conversion("地区生产总值增长5%左右", "地区生产总值增长4%",
                     "甲县 2023 gdp_growth % only ~ 5 2023.txt 1 only = 4 2024.txt 1 -1 no 2");
}

static void a_sum_of_years_has_no_cell(void **state) {
    (void)state;
    struct panel *panel = open_panel();
    take_report(panel, "2024.txt", 2024, SECOND "五年来，城镇新增就业累计6万人，累计建成高标准农田30万亩。" AFTER);
    struct rows rows = {.count = 0};
    assert_int_equal(link_give(panel, keep_row, &rows), STATUS_OK);
    assert_int_equal(rows.count, 0);
    link_close(panel);
}

static void rows_stand_in_order(void **state) {
    (void)state;
    struct panel *panel = open_panel();
    take_report(panel, "2024.txt", 2024,
                SECOND "森林覆盖率达到41%。"
                       "\n二、2024年工作安排\n森林覆盖率达到42%，地区生产总值增长6%。\n");
    CHECK_ROWS(panel, "甲县 2023 forest_coverage % only = 41 2024.txt 1 1",
               "甲县 2024 forest_coverage % only = 42 2024.txt 2 1", "甲县 2024 gdp_growth % only = 6 2024.txt 3 1");
}

static void a_report_without_a_year_gives_no_rows(void **state) {
    (void)state;
    struct panel *panel = open_panel();
    take_report(panel, "a.txt", 0, FIRST "地区生产总值增长6%。\n");
    struct rows rows = {.count = 0};
    assert_int_equal(link_give(panel, keep_row, &rows), STATUS_OK);
    assert_int_equal(rows.count, 0);
    link_close(panel);
}

static void the_same_text_twice_is_a_twin(void **state) {
    (void)state;
    struct panel *panel = open_panel();
    assert_false(take_report(panel, "a.txt", 2023, FIRST "地区生产总值增长6%。\n"));
    assert_false(take_report(panel, "b.txt", 2023, FIRST "地区生产总值增长7%。\n"));
    assert_true(take_report(panel, "c.txt", 2023, "\xEF\xBB\xBF" FIRST "地区生产总值增长6%。\n"));
    CHECK_ROWS(panel, "甲县 2023 gdp_growth % first = 6 a.txt 1 2");
}

/* More than the first room of the tables. */
static void many_reports_are_told_apart(void **state) {
    (void)state;
    struct panel *panel = open_panel();
    for (int i = 0; i < 200; i++) {
        char text[256], name[32];
        snprintf(name, sizeof name, "%d.txt", i);
        snprintf(text, sizeof text, "甲县政府工作报告\n粮食产量%d万吨。\n", i + 1);
        assert_false(take_report(panel, name, 2023, text));
        assert_true(take_report(panel, "twin.txt", 2023, text));
    }
    link_close(panel);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_target_meets_what_the_next_report_says_was_reached),
        cmocka_unit_test(the_order_of_the_reports_changes_no_cell),
        cmocka_unit_test(an_actual_in_another_magnitude_is_converted),
        cmocka_unit_test(units_that_are_no_power_of_ten_apart_meet_in_the_catalogues),
        cmocka_unit_test(an_actual_in_another_currency_is_left_out),
        cmocka_unit_test(a_range_gives_both_ends_and_no_gap),
        cmocka_unit_test(a_bound_that_was_passed_gives_no_gap_and_yields_to_the_number),
        cmocka_unit_test(the_headline_passage_wins),
        cmocka_unit_test(a_part_of_the_region_has_no_cell),
        cmocka_unit_test(averages_and_stretches_have_no_cell),
        cmocka_unit_test(a_part_of_the_year_has_no_cell),
        cmocka_unit_test(a_code_has_one_unit_whatever_was_printed),
        cmocka_unit_test(a_fall_is_met_by_a_deeper_one),
        cmocka_unit_test(the_comparator_says_where_the_goal_lies),
        cmocka_unit_test(what_nobody_can_say_is_empty),
        cmocka_unit_test(a_sum_of_years_has_no_cell),
        cmocka_unit_test(rows_stand_in_order),
        cmocka_unit_test(a_report_without_a_year_gives_no_rows),
        cmocka_unit_test(the_same_text_twice_is_a_twin),
        cmocka_unit_test(many_reports_are_told_apart),
    };
    return cmocka_run_group_tests(tests, open_lexicon, free_lexicon);
}
