/* stages/write/rows_check: rows that a database would refuse are found before any format sees them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "stages/model/lexicon_read.h"
#include "stages/write/rows_check.h"

/* A report of two sections and two projects, all as they should be. */
struct sound {
    struct report report;
    struct section sections[2];
    struct project projects[2];
    size_t line_starts[1];
};

static void make_sound(struct sound *sound) {
    *sound = (struct sound){
        .sections = {{.kind = SECTION_TITLE, .parent = NO_SECTION, .number = SLICE("1"), .title = SLICE("松谷县")},
                     {.kind = SECTION_PART, .level = 1, .parent = 0, .number = SLICE("1.1"), .label = SLICE("一、")}},
        .projects = {{.section = 1, .name = SLICE("松谷湖水库")}, {.section = 1, .name = SLICE("墨溪大桥")}},
    };
    struct report *report = &sound->report;
    report->lexicon = &compiled_lexicon;
    report->document.name = SLICE("松谷县.txt");
    report->document.encoding = SLICE("UTF-8");
    report->source = report->text = SLICE("松谷湖水库、墨溪大桥\n");
    report->sections.items = sound->sections;
    report->projects.items = sound->projects;
    report->sections.count = report->projects.count = 2;
    report->line_starts.items = sound->line_starts;
    report->line_starts.count = 1;
    assert_int_equal(report_index_source(report), STATUS_OK);
}

static void expect_fault(struct sound *sound, const char *fault) {
    struct rows_facts facts;
    assert_int_equal(rows_check(&sound->report, &facts, NULL, NULL), STATUS_OK);
    assert_string_equal(facts.fault, fault);
    arena_free(&sound->report.scratch);
    arena_free(&sound->report.arena);
}

static void sound_rows_have_no_fault(void **state) {
    struct sound sound;
    (void)state;
    make_sound(&sound);
    expect_fault(&sound, "");
}

static void an_empty_name_is_found(void **state) {
    struct sound sound;
    (void)state;
    make_sound(&sound);
    sound.projects[1].name = SLICE("");
    expect_fault(&sound, "row 2 of projects: name is empty");
}

static void half_a_character_is_found(void **state) {
    struct sound sound;
    (void)state;
    make_sound(&sound);
    sound.projects[0].name = SLICE("\xBE\xB9湖水库");
    expect_fault(&sound, "row 1 of projects: name is not UTF-8");
    make_sound(&sound);
    sound.projects[0].name = SLICE("松谷湖水\xE5\xBA");
    expect_fault(&sound, "row 1 of projects: name is not UTF-8");
}

static void a_replacement_character_of_the_text_is_no_fault(void **state) {
    struct sound sound;
    (void)state;
    make_sound(&sound);
    sound.projects[0].name = SLICE("松谷湖\uFFFD水库");
    expect_fault(&sound, "");
}

static void control_characters_are_found(void **state) {
    static const struct slice WITH[] = {SLICE("一、\0"), SLICE("一、\x1B"), SLICE("一、\x7F"), SLICE("一、\xC2\x85")};
    (void)state;
    for (size_t i = 0; i < sizeof WITH / sizeof *WITH; i++) {
        struct sound sound;
        make_sound(&sound);
        sound.sections[1].label = WITH[i];
        expect_fault(&sound, "row 2 of sections: label holds a control character");
    }
}

static void the_name_of_a_file_may_hold_all_but_nul(void **state) {
    struct sound sound;
    (void)state;
    make_sound(&sound);
    sound.report.document.name = SLICE("new\nline\x1B.txt");
    expect_fault(&sound, "");
    make_sound(&sound);
    sound.report.document.name = SLICE("a\0b");
    expect_fault(&sound, "row 1 of documents: document holds a control character");
}

static void a_key_given_twice_is_found(void **state) {
    struct sound sound;
    (void)state;
    make_sound(&sound);
    sound.sections[1].number = sound.sections[0].number;
    expect_fault(&sound, "row 2 of sections: section is not unique");
}

static void a_section_that_is_not_there_is_found(void **state) {
    struct sound sound;
    (void)state;
    make_sound(&sound);
    struct slice cells[MOST_COLUMNS] = {
        [PROJECTS_DOCUMENT] = SLICE("a.txt"), [PROJECTS_PROJECT] = SLICE("1"), [PROJECTS_NAME] = SLICE("松谷湖水库")};
    char fault[ROWS_FAULT_BYTES];
    assert_false(rows_find_fault(TABLE_PROJECTS, cells, fault));
    sound.sections[1].parent = 1; /* its own parent: there is such a row */
    expect_fault(&sound, "");
}

static void cells_are_of_their_columns_type(void **state) {
    static const struct {
        int column;
        struct slice cell;
        const char *fault;
    } WRONG[] = {
        {TARGETS_KIND, SLICE("goal"), "kind is none of its words"},
        {TARGETS_VALUE, SLICE("5.5.5"), "value is no number"},
        {TARGETS_VALUE, SLICE("5."), "value is no number"},
        {TARGETS_VALUE, SLICE("-"), "value is no number"},
        {TARGETS_LINE, SLICE("1.5"), "line is no whole number"},
        {TARGETS_AVERAGE, SLICE("yes"), "average is neither true nor false"},
    };
    char fault[ROWS_FAULT_BYTES];
    (void)state;
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
        struct slice cells[MOST_COLUMNS] = {
            [TARGETS_DOCUMENT] = SLICE("a.txt"), [TARGETS_TARGET] = SLICE("1"),      [TARGETS_KIND] = SLICE("target"),
            [TARGETS_VALUE] = SLICE("-5.5"),     [TARGETS_AVERAGE] = SLICE("true"),  [TARGETS_MENTION] = SLICE("5.5"),
            [TARGETS_QUOTE] = SLICE("增长5.5%"), [TARGETS_INDICATOR] = SLICE("产值")};
        assert_false(rows_find_fault(TABLE_TARGETS, cells, fault));
        cells[WRONG[i].column] = WRONG[i].cell;
        assert_true(rows_find_fault(TABLE_TARGETS, cells, fault));
        assert_string_equal(fault, WRONG[i].fault);
    }
}

static void bytes_of_all_cells_are_counted(void **state) {
    struct sound sound;
    struct rows_facts one, more;
    (void)state;
    make_sound(&sound);
    assert_int_equal(rows_check(&sound.report, &one, NULL, NULL), STATUS_OK);
    sound.projects[0].category = SLICE("水利");
    assert_int_equal(rows_check(&sound.report, &more, NULL, NULL), STATUS_OK);
    assert_int_equal(more.bytes - one.bytes, sizeof "水利" - 1);
    arena_free(&sound.report.scratch);
    arena_free(&sound.report.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sound_rows_have_no_fault),
        cmocka_unit_test(an_empty_name_is_found),
        cmocka_unit_test(half_a_character_is_found),
        cmocka_unit_test(a_replacement_character_of_the_text_is_no_fault),
        cmocka_unit_test(control_characters_are_found),
        cmocka_unit_test(the_name_of_a_file_may_hold_all_but_nul),
        cmocka_unit_test(a_key_given_twice_is_found),
        cmocka_unit_test(a_section_that_is_not_there_is_found),
        cmocka_unit_test(cells_are_of_their_columns_type),
        cmocka_unit_test(bytes_of_all_cells_are_counted),
    };
    return cmocka_run_group_tests_name("rows_check", tests, NULL, NULL);
}
