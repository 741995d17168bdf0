/* What project_verbs, project_names and project_lists say of single phrases; whole sentences are in tests/cases. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "stages/model/lexicon.h"
#include "stages/projects/project_lists.h"

static struct lexicon *lexicon;

static int open_words(void **state) {
    char message[256];
    (void)state;
    return lexicon_open(NULL, &lexicon, message, sizeof message) != STATUS_OK;
}

static int close_words(void **state) {
    (void)state;
    lexicon_free(lexicon);
    return 0;
}

static struct name_signs signs_of(const char *name) {
    return project_name_signs(lexicon, slice_from_string(name));
}

static void an_adverb_and_a_verb_are_one_phrase(void **state) {
    struct slice text = SLICE("加快推进岑口大桥");
    struct verb_phrase phrase;
    (void)state;
    assert_true(project_verb_before(lexicon, text, 0, &phrase));
    assert_int_equal(phrase.end, sizeof "加快推进" - 1);
    assert_int_equal(phrase.code, STAGE_UNDERWAY);
}

static void a_word_that_begins_like_a_verb_is_none(void **state) {
    struct verb_phrase phrase;
    (void)state;
    assert_false(project_verb_before(lexicon, SLICE("开发区经济"), 0, &phrase));
    assert_false(project_verb_before(lexicon, SLICE("岑口大桥"), 0, &phrase));
}

static void a_verb_behind_needs_more_than_the_noun(void **state) {
    struct slice built = SLICE("岑口大桥建成通车"), noun = SLICE("岑口大桥建设");
    struct verb_phrase phrase;
    (void)state;
    assert_true(project_verb_behind(lexicon, built, built.size, &phrase));
    assert_int_equal(phrase.start, sizeof "岑口大桥" - 1);
    assert_int_equal(phrase.code, STAGE_COMPLETED);
    assert_false(project_verb_behind(lexicon, noun, noun.size, &phrase));
}

static void a_noun_of_building_before_the_verb_is_the_names(void **state) {
    struct slice text = SLICE("岑口大桥建设扎实推进");
    struct verb_phrase phrase;
    (void)state;
    assert_true(project_verb_behind(lexicon, text, text.size, &phrase));
    assert_int_equal(phrase.start, sizeof "岑口大桥建设" - 1);
}

static void what_no_common_word_explains_is_proper(void **state) {
    (void)state;
    assert_true(signs_of("墨溪水库").proper);
    assert_true(signs_of("G777改造").proper);
    assert_true(signs_of("第四水厂").proper);
    assert_true(signs_of("区图书馆").proper);
    assert_false(signs_of("城市地下综合管廊").proper);
    assert_false(signs_of("5G基站").proper);
}

static void the_head_tells_the_kind(void **state) {
    (void)state;
    assert_int_equal(signs_of("墨溪水库").head, HEAD_THING);
    assert_int_equal(signs_of("墨溪产业园二期").head, HEAD_NAME);
    assert_int_equal(signs_of("厨余垃圾处理项目").head, HEAD_MODIFIER);
    assert_int_equal(signs_of("道路改造").head, HEAD_ACTION);
    assert_int_equal(signs_of("护苗助学专项行动").head, HEAD_SOFT);
    assert_int_equal(signs_of("现代服务业").head, HEAD_NEVER);
    assert_int_equal(signs_of("墨溪“一点通”").head, HEAD_NONE);
}

static void vague_words_are_no_modifier(void **state) {
    (void)state;
    assert_int_equal(signs_of("重大项目").modifier_chars, 0);
    assert_int_equal(signs_of("厨余垃圾处理项目").modifier_chars, 6);
}

static void a_verb_or_a_clause_is_no_name(void **state) {
    (void)state;
    assert_true(signs_of("依托岑口大桥").phrase);
    assert_true(signs_of("功能完善的枢纽").phrase);
    assert_false(signs_of("甲地至乙地的铁路").phrase);
    assert_false(signs_of("“做大的梦”工程").phrase);
}

static void a_text_too_long_for_a_name_has_no_signs(void **state) {
    char text[3 * (LONGEST_NAME_CHARS + 1) + 1];
    (void)state;
    for (size_t i = 0; i <= LONGEST_NAME_CHARS; i++)
        for (size_t k = 0; k < 3; k++)
            text[3 * i + k] = "溪"[k];
    text[sizeof text - 1] = 0;
    struct name_signs signs = signs_of(text);
    assert_int_equal(signs.characters, LONGEST_NAME_CHARS + 1);
    assert_false(signs.proper);
}

static void counts_are_found_at_both_ends(void **state) {
    struct slice before = SLICE("3个泵站"), behind = SLICE("充电桩80个"), grade = SLICE("30万吨级航道");
    (void)state;
    assert_int_equal(project_count_before(lexicon, before), sizeof "3个" - 1);
    assert_int_equal(project_count_behind(behind), sizeof "充电桩" - 1);
    assert_int_equal(project_count_before(lexicon, grade), 0);
    assert_int_equal(project_count_behind(before), before.size);
}

static void a_tail_is_shared_at_a_word(void **state) {
    struct slice name = SLICE("岑口综合运输服务站");
    (void)state;
    assert_int_equal(project_shared_tail(lexicon, name, 2), sizeof "岑口" - 1);
    assert_int_equal(project_shared_tail(lexicon, SLICE("水库"), 2), 0);
}

static void a_list_of_empty_members_has_no_items(void **state) {
    struct report report = {.lexicon = lexicon, .text = SLICE("新建、、、、")};
    struct project_list list = {0};
    (void)state;
    assert_int_equal(project_list_read(&report, (struct span){0, report.text.size}, &list), STATUS_OK);
    assert_int_equal(list.items.count, 0);
    arena_free(&report.arena);
    arena_free(&report.scratch);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_adverb_and_a_verb_are_one_phrase),
        cmocka_unit_test(a_word_that_begins_like_a_verb_is_none),
        cmocka_unit_test(a_verb_behind_needs_more_than_the_noun),
        cmocka_unit_test(a_noun_of_building_before_the_verb_is_the_names),
        cmocka_unit_test(what_no_common_word_explains_is_proper),
        cmocka_unit_test(the_head_tells_the_kind),
        cmocka_unit_test(vague_words_are_no_modifier),
        cmocka_unit_test(a_verb_or_a_clause_is_no_name),
        cmocka_unit_test(a_text_too_long_for_a_name_has_no_signs),
        cmocka_unit_test(counts_are_found_at_both_ends),
        cmocka_unit_test(a_tail_is_shared_at_a_word),
        cmocka_unit_test(a_list_of_empty_members_has_no_items),
    };
    return cmocka_run_group_tests(tests, open_words, close_words);
}
