/* stages/phrase, noun_behind, coordination and openers: the parts that a number's indicator is made of. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "stages/targets.h"
#include "stages/targets/coordination.h"
#include "stages/targets/noun_behind.h"
#include "stages/targets/openers.h"
#include "stages/targets/phrase.h"
#include "stages/targets/target_flags.h"
#include "stages/words.h"

static struct report report;

static int open_report(void **state) {
    struct lexicon *lexicon;
    char message[200];
    (void)state;
    if (lexicon_open(NULL, &lexicon, message, sizeof message) != STATUS_OK)
        return -1;
    report = (struct report){.lexicon = lexicon};
    return 0;
}

static int close_report(void **state) {
    (void)state;
    lexicon_free((struct lexicon *)report.lexicon);
    arena_free(&report.arena);
    arena_free(&report.scratch);
    return 0;
}

static void assert_text(struct slice found, const char *wanted) {
    if (!slice_equal(found, slice_from_string(wanted)))
        print_error("wants %s, found %.*s\n", wanted, (int)found.size, found.start);
    assert_true(slice_equal(found, slice_from_string(wanted)));
}

static struct terms terms;

/* Reads a text as the words of a report's only paragraph. */
static struct span read_words(const char *text) {
    report.text = slice_from_string(text);
    report.words.count = report.words.capacity = report.paragraph_words.count = report.paragraph_words.capacity = 0;
    report.paragraphs.count = 0;
    struct paragraph *paragraph = LIST_ADD(&report.scratch, &report.paragraphs);
    assert_non_null(paragraph);
    paragraph->span = (struct span){0, report.text.size};
    terms.report = &report;
    assert_int_equal(stage_words(&report), STATUS_OK);
    return paragraph->span;
}

static struct phrase read_phrase(const char *text, bool rank) {
    struct phrase phrase;
    assert_int_equal(phrase_read(&terms, read_words(text), rank, &phrase), STATUS_OK);
    return phrase;
}

static void check_phrase(const char *text, const char *owner, const char *verb, const char *noun, enum motion motion) {
    struct phrase phrase = read_phrase(text, false);
    assert_text(phrase.owner, owner);
    assert_text(phrase.verb, verb);
    assert_text(phrase.noun, noun);
    assert_int_equal(phrase.motion, motion);
}

static void a_phrase_has_owner_verb_and_noun(void **state) {
    (void)state;
    check_phrase("园区新增规上企业", "园区", "新增", "规上企业", MOTION_NONE);
    check_phrase("新建农村公路", "", "新建", "农村公路", MOTION_NONE);
    check_phrase("全市粮食产量达到", "", "", "粮食产量", MOTION_LEVEL);
    check_phrase("同比增长", "", "", "", MOTION_UP);
    check_phrase("税收收入比上年下降", "", "", "税收收入", MOTION_DOWN);
    check_phrase("接待游客", "", "接待", "接待游客", MOTION_NONE);
}

static void a_limit_gives_way_to_the_movement_before_it(void **state) {
    (void)state;
    check_phrase("一般性支出下降超", "", "", "一般性支出", MOTION_DOWN);
    check_phrase("储备增加至", "", "", "储备", MOTION_LEVEL);
}

static void an_empty_phrase_has_no_parts(void **state) {
    (void)state;
    check_phrase("", "", "", "", MOTION_NONE);
    check_phrase("、", "", "", "", MOTION_NONE);
    check_phrase("的", "", "", "", MOTION_NONE);
}

static void a_commitment_is_told(void **state) {
    struct phrase phrase;
    (void)state;
    phrase = read_phrase("确保参保率达到", false);
    assert_text(phrase.commitment, "确保");
    assert_text(phrase.noun, "参保率");
    phrase = read_phrase("人均收入分别增长", false);
    assert_true(phrase.each);
}

static void only_a_rank_takes_places_off(void **state) {
    struct phrase phrase;
    (void)state;
    phrase = read_phrase("吞吐量居全国第", true);
    assert_text(phrase.noun, "吞吐量");
    assert_int_equal(phrase.motion, MOTION_RANK);
    phrase = read_phrase("建设面向全国", false);
    assert_text(phrase.noun, "面向全国");
}

static void a_bracket_is_skipped_where_it_closes(void **state) {
    (void)state;
    assert_int_equal(text_behind_bracket(SLICE("“一网”通办"), 0), sizeof "“一网”" - 1);
    assert_int_equal(text_behind_bracket(SLICE("“一网通办"), 0), 0);
    assert_int_equal(text_behind_bracket(SLICE("通办"), 0), 0);
}

static void times_open_a_phrase(void **state) {
    (void)state;
    assert_int_equal(opener_time_size(SLICE("到2030年，产值")), sizeof "到2030年，" - 1);
    assert_int_equal(opener_time_size(SLICE("“十四五”期间产值")), sizeof "“十四五”期间" - 1);
    assert_int_equal(opener_time_size(SLICE("2021—2025年产值")), sizeof "2021—2025年" - 1);
    assert_int_equal(opener_time_size(SLICE("3.产值")), sizeof "3." - 1);
    assert_int_equal(opener_time_size(SLICE("产值")), 0);
    assert_int_equal(opener_time_size(SLICE("")), 0);
}

static void check_behind(const char *text, enum noun_relation relation, const char *noun) {
    struct noun_behind behind;
    struct span span = read_words(text);
    assert_int_equal(noun_behind_read(&terms, span, relation, false, &behind), STATUS_OK);
    assert_text(behind.noun, noun);
    assert_true(behind.end <= span.end);
}

static void a_noun_behind_ends_at_its_verb(void **state) {
    (void)state;
    check_behind("学校入选全省名单", UNGOVERNED, "入选全省名单的学校");
    check_behind("实验室揭牌运行", UNGOVERNED, "实验室");
    check_behind("旅游提升示范村", GOVERNED, "旅游提升示范村");
    check_behind("左右", UNGOVERNED, "左右");
    check_behind("、增长", UNGOVERNED, "");
    check_behind("", GOVERNED, "");
}

static void check_members(const char *noun, size_t count, size_t found, const char *first, const char *last) {
    struct noun_list list;
    assert_int_equal(coordination_split(&report, slice_from_string(noun), count, &list), STATUS_OK);
    assert_int_equal(list.nouns.count, found);
    assert_text(list.nouns.items[0], first);
    assert_text(list.nouns.items[found - 1], last);
}

static void members_get_what_they_share(void **state) {
    (void)state;
    check_members("城镇和农村居民收入", 2, 2, "城镇居民收入", "农村居民收入");
    check_members("甲业、乙业、丙业增加值", 3, 3, "甲业增加值", "丙业增加值");
    check_members("案件起数、死亡人数", 2, 2, "案件起数", "案件死亡人数");
    check_members("城乡居民收入", 2, 2, "城镇居民收入", "农村居民收入");
}

static void a_list_of_another_length_is_joint(void **state) {
    (void)state;
    check_members("甲业、乙业、丙业增加值", 2, 1, "甲业、乙业、丙业增加值", "甲业、乙业、丙业增加值");
    check_members("和美乡村", 2, 1, "和美乡村", "和美乡村");
}

static void a_side_gets_its_thing_back(void **state) {
    struct slice noun = SLICE("产量");
    bool restored;
    (void)state;
    assert_int_equal(coordination_restore_owner(&report, SLICE("水果种植面积"), &noun, &restored), STATUS_OK);
    assert_true(restored);
    assert_text(noun, "水果产量");
    noun = SLICE("水果产量");
    assert_int_equal(coordination_restore_owner(&report, SLICE("蔬菜产量"), &noun, &restored), STATUS_OK);
    assert_false(restored);
    assert_text(noun, "水果产量");
}

static void a_flag_is_kept_once(void **state) {
    struct target target = {0};
    (void)state;
    assert_true(target_flag(&report, &target, SLICE("indicator_weak")));
    assert_true(target_flag(&report, &target, SLICE("unit_unknown")));
    assert_true(target_flag(&report, &target, SLICE("indicator_weak")));
    assert_text(target.flags, "indicator_weak unit_unknown");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_phrase_has_owner_verb_and_noun),
        cmocka_unit_test(a_limit_gives_way_to_the_movement_before_it),
        cmocka_unit_test(an_empty_phrase_has_no_parts),
        cmocka_unit_test(a_commitment_is_told),
        cmocka_unit_test(only_a_rank_takes_places_off),
        cmocka_unit_test(a_bracket_is_skipped_where_it_closes),
        cmocka_unit_test(times_open_a_phrase),
        cmocka_unit_test(a_noun_behind_ends_at_its_verb),
        cmocka_unit_test(members_get_what_they_share),
        cmocka_unit_test(a_list_of_another_length_is_joint),
        cmocka_unit_test(a_side_gets_its_thing_back),
        cmocka_unit_test(a_flag_is_kept_once),
    };
    return cmocka_run_group_tests(tests, open_report, close_report);
}
