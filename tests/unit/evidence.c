/* The evidence of schemas/evidence_*.csv: every line's example, and how sums become confidence. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "pipeline/stages.h"
#include "stages/model/lexicon.h"
#include "stages/write/rows.h"

/* Looks for the row of an example. */
struct search {
    struct report *report;
    struct slice right; /* name=墨溪水库|stage=开工建设 */
    enum evidence_table table;
    unsigned evidence;
    size_t row;
    bool row_is_there, holds;
};

static bool cell_is(enum table_name table, const struct slice *cells, struct slice wanted) {
    size_t sign = slice_find(wanted, SLICE("="), 0);
    for (size_t i = 0; i < tables[table].column_count; i++)
        if (slice_equal(slice_part(wanted, 0, sign), slice_from_string(tables[table].columns[i].name)))
            return slice_equal(slice_part(wanted, sign + 1, wanted.size), cells[i]);
    fail_msg("%.*s: no such column", (int)wanted.size, wanted.start);
    return false;
}

static enum status take_row(void *context, enum table_name table, const struct slice *cells) {
    struct search *search = context;
    size_t row = search->row++;
    for (size_t from = 0; from <= search->right.size;) {
        size_t bar = slice_find(search->right, SLICE("|"), from);
        size_t to = bar == SIZE_MAX ? search->right.size : bar;
        if (!cell_is(table, cells, slice_part(search->right, from, to)))
            return STATUS_OK;
        from = to + 1;
    }
    const struct evidence_facts *facts =
        table == TABLE_TARGETS ? &search->report->targets.items[row].facts : &search->report->projects.items[row].facts;
    search->row_is_there = true;
    search->holds |=
        search->evidence == evidence_tables[search->table].always || evidence_holds(facts, search->evidence);
    return STATUS_OK;
}

/* Among the candidates: those that lost where the right answer is none, else those whose name is right. */
static void search_candidates(struct search *search, struct slice right) {
    bool none = slice_equal(right, SLICE("none"));
    struct slice name = slice_part(right, slice_find(right, SLICE("="), 0) + 1, right.size);
    for (size_t i = 0; i < search->report->candidates.count; i++) {
        const struct candidate *candidate = &search->report->candidates.items[i];
        if (candidate->table != search->table || (none ? candidate->taken : !slice_equal(candidate->name, name)))
            continue;
        search->row_is_there |= none || candidate->taken;
        search->holds |= search->evidence == evidence_tables[search->table].always ||
                         evidence_holds(&candidate->facts, search->evidence);
    }
}

/* The example's text: ¶ ends a paragraph. */
static struct slice example_text(struct arena *arena, struct slice example) {
    const struct slice mark = SLICE("¶");
    struct slice text = {0};
    for (size_t from = 0; from <= example.size;) {
        size_t at = slice_find(example, mark, from);
        size_t to = at == SIZE_MAX ? example.size : at;
        struct slice pieces[] = {text, slice_part(example, from, to), SLICE("\n")};
        text = arena_join(arena, pieces, 3);
        from = to + mark.size;
    }
    return text;
}

/* Whether the example gives its right answer, and the evidence holds in it. */
static bool check_example(const struct lexicon *lexicon, enum evidence_table table, unsigned evidence) {
    enum lexicon_name sheet = evidence_tables[table].lexicon;
    struct report report = {.lexicon = lexicon, .explains = true};
    struct search search = {.report = &report, .table = table, .evidence = evidence};
    enum { COLUMN_EXAMPLE = 2, COLUMN_RIGHT = 3 };
    search.right = lexicon_cell(lexicon, sheet, evidence, COLUMN_RIGHT);
    report.document.name = SLICE("example.txt");
    report.bytes = example_text(&report.arena, lexicon_cell(lexicon, sheet, evidence, COLUMN_EXAMPLE));
    assert_int_equal(stages_run(&report, NULL), STATUS_OK);
    bool none = slice_equal(search.right, SLICE("none"));
    for (int i = 0; i < ALL_TABLES && !none; i++)
        if (strcmp(tables[i].name, evidence_tables[table].name) == 0)
            assert_int_equal(rows_give(&report, (enum table_name)i, take_row, &search), STATUS_OK);
    search_candidates(&search, search.right);
    arena_free(&report.syntax);
    arena_free(&report.scratch);
    arena_free(&report.arena);
    if (search.row_is_there && search.holds)
        return true;
    print_error("%s: %s: %s\n", evidence_tables[table].name, evidence_tables[table].names[evidence],
                search.row_is_there ? "does not hold in its example" : "its example does not give the right answer");
    return false;
}

static void every_example_gives_its_right_answer(void **state) {
    bool good = true;
    for (int table = 0; table < EVIDENCE_TABLES; table++)
        for (unsigned i = 0; i < evidence_tables[table].count; i++)
            good &= check_example(*state, (enum evidence_table)table, i);
    assert_true(good);
}

static void a_sum_is_the_weights_of_what_holds(void **state) {
    const struct lexicon *lexicon = *state;
    for (int i = 0; i < EVIDENCE_TABLES; i++) {
        enum evidence_table table = (enum evidence_table)i;
        struct evidence_facts facts = {{0}};
        unsigned last = (unsigned)evidence_tables[i].count - 1;
        int32_t always = evidence_weight(lexicon, table, evidence_tables[i].always);
        assert_int_equal(evidence_sum(lexicon, table, &facts), always);
        evidence_add(&facts, last);
        int32_t more = last == evidence_tables[i].always ? 0 : evidence_weight(lexicon, table, last);
        assert_int_equal(evidence_sum(lexicon, table, &facts), always + more);
    }
}

static void confidence_rises_with_the_sum(void **state) {
    for (int table = 0; table < EVIDENCE_TABLES; table++) {
        int before = 0;
        for (int32_t sum = -20000; sum <= 20000; sum += 250) {
            int confidence = evidence_confidence(*state, (enum evidence_table)table, sum);
            assert_true(confidence >= before && confidence <= CONFIDENCE_ONE);
            before = confidence;
        }
        assert_true(before > CONFIDENCE_ONE / 2);
    }
}

static int open_lexicon(void **state) {
    char message[256];
    struct lexicon *lexicon;
    int failed = lexicon_open(NULL, &lexicon, message, sizeof message) != STATUS_OK;
    *state = lexicon;
    return failed;
}

static int close_lexicon(void **state) {
    lexicon_free(*state);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_example_gives_its_right_answer),
        cmocka_unit_test(a_sum_is_the_weights_of_what_holds),
        cmocka_unit_test(confidence_rises_with_the_sum),
    };
    return cmocka_run_group_tests(tests, open_lexicon, close_lexicon);
}
