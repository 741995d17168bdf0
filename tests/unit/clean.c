/* stages/clean: what becomes of the layouts, and that no character is lost. With file names as arguments it checks that
 * of those files instead, as far as they are text: unit_clean samples/... */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "pipeline/stages.h"
#include "stages/model/lexicon.h"

static struct lexicon *lexicon;

static int open_lexicon(void **state) {
    (void)state;
    char message[256];
    return lexicon_open(NULL, &lexicon, message, sizeof message) == STATUS_OK ? 0 : -1;
}

static int close_lexicon(void **state) {
    (void)state;
    lexicon_free(lexicon);
    return 0;
}

/* ---- nothing is lost ---- */

/* Characters that stand for another by a table of this project or by what stands around them: &mdash;, radicals, small
 * and vertical forms, private-use characters of GBK, points, the signs of a year. */
static bool stands_for_another(struct slice from) {
    size_t at = 0;
    uint32_t code = from.size ? slice_next(from, &at) : 0;
    return code == '&' || code == '\\' || (code >= 0x2E80 && code <= 0x2EF3) || (code >= 0xFE10 && code <= 0xFE6B) ||
           (code >= 0xE000 && code <= 0xF8FF) || (code >= 0xFF61 && code <= 0xFF65) || code == 0xB7 || code == 0x30FB ||
           code == 0x2027 || code == 'o' || code == 'O' || code == 0xFF2F || code == 0xFF4F || code == 0x25CB ||
           code == 0x25EF || code == 0x3007 || code == 0x96F6 || (code >= 0x4E00 && code <= 0x9FA5);
}

/* A folded character of the text is what Unicode's compatibility form makes of the source's, or a space for layout. */
static bool is_fold(struct slice from, struct slice to) {
    bool entity = from.size == 1 && (from.start[0] == '&' || from.start[0] == '\\');
    if (stands_for_another(from) && (entity || to.size <= from.size))
        return true;
    if (to.size == 1 && to.start[0] == ' ')
        return true;
    utf8proc_uint8_t *form = NULL;
    utf8proc_ssize_t size = utf8proc_map((const utf8proc_uint8_t *)from.start, (utf8proc_ssize_t)from.size, &form,
                                         UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE);
    bool same = size == (utf8proc_ssize_t)to.size && memcmp(form, to.start, to.size) == 0;
    free(form);
    return same;
}

/* The source so far rebuilt: its size; the furniture used. */
struct rebuilding {
    const struct report *report;
    size_t reached, furniture;
};

static bool pass_furniture(struct rebuilding *rebuilding, size_t to) {
    const struct report *report = rebuilding->report;
    while (rebuilding->furniture < report->furniture.count && rebuilding->reached < to) {
        struct span span = report->furniture.items[rebuilding->furniture++].source;
        if (span.start != rebuilding->reached || span.end <= span.start)
            return false;
        rebuilding->reached = span.end;
    }
    return rebuilding->reached == to;
}

/* The piece [at, to) of the text, which one run of the map holds. */
static bool pass_piece(struct rebuilding *rebuilding, const struct map_run *run, size_t at, size_t to) {
    const struct report *report = rebuilding->report;
    struct slice text = slice_part(report->text, at, to);
    size_t from = report_source_offset(report, at), end = from + text.size;
    if (run->folded) {
        end = from;
        slice_next(report->source, &end);
    }
    struct slice source = slice_part(report->source, from, end);
    bool right = pass_furniture(rebuilding, from) && (run->folded ? is_fold(source, text) : slice_equal(source, text));
    rebuilding->reached = end;
    return right;
}

static bool is_whole(const struct report *report) {
    struct rebuilding rebuilding = {.report = report};
    size_t run = 0;
    for (size_t i = 0; i < report->paragraphs.count; i++) {
        struct span span = report->paragraphs.items[i].span;
        if (span.end >= report->text.size || report->text.start[span.end] != '\n')
            return false;
        for (size_t at = span.start; at < span.end;) {
            while (run + 1 < report->map.count && report->map.items[run + 1].text_start <= at)
                run++;
            size_t to = run + 1 < report->map.count ? report->map.items[run + 1].text_start : span.end;
            to = to < span.end ? to : span.end;
            if (!pass_piece(&rebuilding, &report->map.items[run], at, to))
                return false;
            at = to;
        }
    }
    return pass_furniture(&rebuilding, report->source.size) && rebuilding.furniture == report->furniture.count;
}

/* ---- paragraphs ---- */

static void run_stages(struct report *report, struct slice bytes) {
    *report = (struct report){.lexicon = lexicon, .bytes = bytes};
    assert_int_equal(stages_run(report, "clean"), STATUS_OK);
    assert_true(is_whole(report));
}

/* The source gives these paragraphs, each followed by a /. */
static void gives(const char *source, const char *wanted) {
    struct report report;
    char given[4096] = "";
    size_t size = 0;
    run_stages(&report, slice_from_string(source));
    for (size_t i = 0; i < report.paragraphs.count && size < sizeof given - 1; i++) {
        struct slice text = report_text(&report, report.paragraphs.items[i].span);
        size += (size_t)snprintf(given + size, sizeof given - size, "%.*s/", (int)text.size, text.start);
    }
    assert_string_equal(given, wanted);
    arena_free(&report.scratch);
    arena_free(&report.arena);
}

static void a_line_is_a_paragraph(void **state) {
    (void)state;
    gives("一、总体要求\n坚持稳中求进。\n二、重点任务\n", "一、总体要求/坚持稳中求进。/二、重点任务/");
    gives("坚持稳中求进。", "坚持稳中求进。/");
    gives("甲。\r\n\r\n乙。\r丙。\xE2\x80\xA8丁。", "甲。/乙。/丙。/丁。/");
}

static void full_width_digits_and_letters_are_plain(void **state) {
    (void)state;
    gives("增长５．１％，ＰＭ２．５下降。", "增长5.1%，PM2.5下降。/");
    gives("（一）要点．说明－１／２", "（一）要点．说明－1／2/");
}

static void radicals_and_digits_of_pdf_files_are_the_characters(void **state) {
    (void)state;
    gives("⼈⼝⼤县增长𝟓%", "人口大县增长5%/");
}

static void digits_set_apart_stand_together(void **state) {
    (void)state;
    gives("1 9 9 8 年增长 1 5 . 3 %。", "1998年增长15.3%。/");
    gives("完成 12 34 5 项", "完成12 34 5项/");
    gives("1 2 3\n4 5 6\n表", "1 2 3/4 5 6/表/");
}

static void layout_spaces_go_and_telling_spaces_stay(void **state) {
    (void)state;
    gives("一、 工作回顾", "一、工作回顾/");
    gives("增长 5.5%、 7%，共 3 个", "增长5.5%、7%，共3个/");
    gives("第一章　　总则", "第一章 总则/");
    gives("一　总体要求", "一 总体要求/");
    gives("专栏12  2025年实事", "专栏12 2025年实事/");
    gives("Green  Valley\xC2\xA0Park 项目", "Green Valley Park项目/");
}

static void invisible_characters_go(void **state) {
    (void)state;
    gives("增\xE2\x80\x8B长\xEF\xBB\xBF 5\xC2\xAD%\x01", "增长5%/");
}

static void a_nul_hides_nothing_behind_it(void **state) {
    (void)state;
    struct report report;
    run_stages(&report, SLICE("前面\0后面"));
    struct slice text = report_text(&report, report.paragraphs.items[0].span);
    assert_true(slice_equal(text, SLICE("前面后面")));
    arena_free(&report.scratch);
    arena_free(&report.arena);
}

static void a_tab_leads_a_cell(void **state) {
    (void)state;
    struct report report;
    run_stages(&report, SLICE("\t指标\n\t\n\n\t5\n"));
    assert_int_equal(report.paragraphs.count, 3);
    for (size_t i = 0; i < 3; i++)
        assert_true(report.paragraphs.items[i].tab_led);
    struct span empty = report.paragraphs.items[1].span;
    assert_int_equal(empty.start, empty.end);
    assert_int_equal(report_place(&report, empty.start).line, 2);
    assert_true(report.paragraphs.items[2].blank_before);
    arena_free(&report.scratch);
    arena_free(&report.arena);
}

static void marks_go_wherever_they_stand(void **state) {
    (void)state;
    gives("[bookmark: _Toc1][bookmark: _Toc2]第一章 总则\n[bookmark: _Toc3]\n发展[bookmark: x]经济。",
          "第一章 总则/发展经济。/");
    gives("（上接1版）继续推进。\n（下转第3版）", "继续推进。/");
    gives("▲上接第一版\n继续推进。\n— 12 —\n再推进。", "继续推进。/再推进。/");
    gives("[附注]保留。", "[附注]保留。/");
}

static void a_jump_mark_makes_the_report_partial(void **state) {
    (void)state;
    struct report report;
    run_stages(&report, SLICE("继续推进。（下转第3版）\n"));
    assert_true(report.document.partial);
    arena_free(&report.scratch);
    arena_free(&report.arena);
}

static void a_newspaper_column_becomes_paragraphs(void **state) {
    (void)state;
    gives("（一）扩大有效投资，推动项目建设提\n质增效\n坚持项目为王，新开工重大项目12\n0个以上，完成投资300亿元。实施\n"
          "强链补链行动，新增规上企业20家。\n"
          "　　提振消费信心。发展夜间经济，办好\n展会20场，零售额增长6%。\n",
          "（一）扩大有效投资，推动项目建设提质增效/坚持项目为王，新开工重大项目120个以上，完成投资300亿元。"
          "实施强链补链行动，新增规上企业20家。/提振消费信心。发展夜间经济，办好展会20场，零售额增长6%。/");
}

static void blank_lines_after_every_line_mean_nothing(void **state) {
    (void)state;
    gives("坚持项目为王，新开工重大项目一百\n\n二十个以上，完成投资三百亿元。实\n\n施强链补链行动，新增规上企业二十\n\n"
          "家，培育一批龙头企\n\n业。\n",
          "坚持项目为王，新开工重大项目一百二十个以上，完成投资三百亿元。实施强链补链行动，新增规上企业二十家，"
          "培育一批龙头企业。/");
}

static void a_page_break_inside_a_sentence_is_mended(void **state) {
    (void)state;
    gives("发展特色产业。建设青禾、白岭等\n\n园区，培育龙头企业。\n",
          "发展特色产业。建设青禾、白岭等园区，培育龙头企业。/");
    gives("第二章 以创新为牵引，\n打造产业高地\n\n坚持创新发展。\n",
          "第二章 以创新为牵引，打造产业高地/坚持创新发展。/");
}

static void lists_of_short_lines_are_not_joined(void **state) {
    (void)state;
    gives("青禾水库\n白岭水库\n石桥水库\n松河水库\n", "青禾水库/白岭水库/石桥水库/松河水库/");
    gives("省长　张　三\n各位代表：\n现在报告工作。", "省长张三/各位代表：/现在报告工作。/");
}

static void two_words_of_letters_keep_a_space_between_lines(void **state) {
    (void)state;
    gives("建设国际合作平台，引进一批Green\nValley项目，推动绿色低碳发展，打\n造示范园区。",
          "建设国际合作平台，引进一批Green Valley项目，推动绿色低碳发展，打造示范园区。/");
}

static void chrome_goes_before_and_behind(void **state) {
    (void)state;
    gives("下载\n打印\n【字号：\n大\n中\n小\n】\n政府工作报告\n来源：\n青禾日报\n时间：2025-01-"
          "02\n各位代表：\n现在报告工作。\n相关报道：\n"
          "青禾县两会开幕\n",
          "政府工作报告/各位代表：/现在报告工作。/");
    gives("当前位置：\n首页\n>\n政务公开\n政府工作报告\n一、回顾\n打印服务中心建成。\n【\n打印本页\n】\n",
          "政府工作报告/一、回顾/打印服务中心建成。/");
    gives("政府工作报告\n张三作报告。本报记者 李四 摄\n一、回顾\n成绩显著。\n", "政府工作报告/一、回顾/成绩显著。/");
}

static void chrome_words_inside_the_report_stay(void **state) {
    (void)state;
    gives("一、回顾\n成绩显著。\n收藏\n来源：统计局\n二、安排\n继续努力。\n",
          "一、回顾/成绩显著。/收藏/来源：统计局/二、安排/继续努力。/");
}

static void dropped_lines_are_counted(void **state) {
    (void)state;
    struct report report;
    run_stages(&report, SLICE("打印\n政府工作报告\n（上接1版）\n继续推进。\n责任编辑：张三\n"));
    assert_int_equal(report.document.lines_dropped, 3);
    arena_free(&report.scratch);
    arena_free(&report.arena);
}

/* ---- files ---- */

static bool check_file(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0)
        return false;
    long size = ftell(file);
    rewind(file);
    char *bytes = malloc((size_t)size + 1);
    bool read = bytes && fread(bytes, 1, (size_t)size, file) == (size_t)size;
    fclose(file);
    struct report report = {.lexicon = lexicon, .bytes = {bytes, (size_t)size}};
    enum status status = read ? stages_run(&report, "clean") : STATUS_INPUT;
    bool whole = read && (status == STATUS_INPUT || (status == STATUS_OK && is_whole(&report)));
    if (!whole)
        fprintf(stderr, "%s: the source is not whole\n", path);
    arena_free(&report.scratch);
    arena_free(&report.arena);
    free(bytes);
    return whole;
}

int main(int argc, char **argv) {
    if (argc > 1) {
        int lost = open_lexicon(NULL) != 0;
        for (int i = 1; i < argc && lexicon; i++)
            lost += !check_file(argv[i]);
        close_lexicon(NULL);
        return lost ? 1 : 0;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_is_a_paragraph),
        cmocka_unit_test(full_width_digits_and_letters_are_plain),
        cmocka_unit_test(radicals_and_digits_of_pdf_files_are_the_characters),
        cmocka_unit_test(digits_set_apart_stand_together),
        cmocka_unit_test(layout_spaces_go_and_telling_spaces_stay),
        cmocka_unit_test(invisible_characters_go),
        cmocka_unit_test(a_nul_hides_nothing_behind_it),
        cmocka_unit_test(a_tab_leads_a_cell),
        cmocka_unit_test(marks_go_wherever_they_stand),
        cmocka_unit_test(a_jump_mark_makes_the_report_partial),
        cmocka_unit_test(a_newspaper_column_becomes_paragraphs),
        cmocka_unit_test(blank_lines_after_every_line_mean_nothing),
        cmocka_unit_test(a_page_break_inside_a_sentence_is_mended),
        cmocka_unit_test(lists_of_short_lines_are_not_joined),
        cmocka_unit_test(two_words_of_letters_keep_a_space_between_lines),
        cmocka_unit_test(chrome_goes_before_and_behind),
        cmocka_unit_test(chrome_words_inside_the_report_stay),
        cmocka_unit_test(dropped_lines_are_counted),
    };
    return cmocka_run_group_tests(tests, open_lexicon, close_lexicon);
}
