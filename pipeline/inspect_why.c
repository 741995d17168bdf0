/* Finds the candidates at a place and prints them: for people as an account, for programs as JSON Lines. */
#include "pipeline/inspect_why.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stages/clauses.h"
#include "stages/model/lexicon.h"
#include "stages/model/text.h"
#include "stages/write/rows_reading.h"

bool why_place_read(const char *text, struct why_place *place) {
    char *end = NULL;
    *place = (struct why_place){0, 0};
    if (strcmp(text, "all") == 0)
        return true;
    if (*text < '1' || *text > '9')
        return false;
    unsigned long line = strtoul(text, &end, 10), column = 0;
    if (*end == ':' && end[1] >= '1' && end[1] <= '9')
        column = strtoul(end + 1, &end, 10);
    *place = (struct why_place){(uint32_t)line, (uint32_t)column};
    return *end == '\0' && line < UINT32_MAX && column < UINT32_MAX;
}

/* Whether the characters from one byte of the text to another hold the column of the line. */
static bool holds_column(const struct report *report, struct span span, struct why_place place) {
    struct place from = report_place(report, span.start), to = report_place(report, span.end);
    bool behind = from.line < place.line || (from.line == place.line && from.column <= place.column);
    bool before = to.line > place.line || (to.line == place.line && to.column > place.column);
    return behind && before;
}

static bool is_at(const struct report *report, const struct candidate *candidate, struct why_place place) {
    if (!place.line)
        return true;
    if (place.column) /* anywhere in its clause */
        return holds_column(report, report_clause(report, candidate->span), place);
    return report_line(report, candidate->span.start) == place.line;
}

static void print_slice(struct slice text) {
    fwrite(text.start ? text.start : "", 1, text.size, stdout);
}

/* How sure a sum makes one that a row is right. */
static double confidence_of(const struct report *report, const struct candidate *candidate) {
    return evidence_confidence(report->lexicon, candidate->table, candidate->sum) / (double)CONFIDENCE_ONE;
}

/* The chance of what a sum chose between two, whichever it is: a sum below zero speaks for the other one. */
static double chance_of_chosen(int32_t sum) {
    return 1 / (1 + exp(-fabs(sum / (double)EVIDENCE_SUM_ONE)));
}

/* Whether what is taken is a row of the table of that name: others only decide something of a row. */
static bool has_rows(enum evidence_table table) {
    return table == EVIDENCE_TARGETS || table == EVIDENCE_PROJECTS;
}

static bool is_in_clause(const struct report *report, uint32_t clause, struct span span) {
    struct span words = words_span(report, report->clauses.items[clause].words);
    return words.start <= span.start && span.start < words.end;
}

static void print_piece(const struct report *report, enum evidence_table table, unsigned name) {
    double weight = evidence_weight(report->lexicon, table, name) / (double)EVIDENCE_SUM_ONE;
    struct slice id = evidence_name(table, name);
    printf("    %+7.3f  %-32.*s  ", weight, (int)id.size, id.start);
    print_slice(evidence_words(report->lexicon, table, name));
    putchar('\n');
}

/* A candidate to print. */
struct shown {
    const struct candidate *candidate;
    size_t row;   /* its number in the table, 0 where it lost */
    size_t order; /* in which the stages found it */
};

static enum status print_predicate(void *context, enum table_name table, const struct slice *cells) {
    const char *separator = "  read as ";
    (void)context;
    for (size_t i = 0; i < tables[table].column_count; i++) {
        if (i == CLAUSES_DOCUMENT || i == CLAUSES_LINE || !cells[i].size)
            continue;
        printf("%s%s ", separator, tables[table].columns[i].name);
        print_slice(cells[i]);
        separator = ", ";
    }
    putchar('\n');
    return STATUS_OK;
}

/* The clause of a candidate, with its place, and each of its verbs with what it governs. */
static enum status print_clause(struct report *report, struct span span) {
    struct place place = report_place(report, span.start);
    uint32_t found = clause_of_word(report, report_word(report, span.start));
    enum status status = STATUS_OK;
    printf("\n%" PRIu32 ":%" PRIu32 "  ", place.line, place.column);
    print_slice(report_text(report, report_clause(report, span)));
    putchar('\n');
    if (found == NO_INDEX || !is_in_clause(report, found, span))
        return STATUS_OK; /* a cell of a table */
    const struct clause *clause = &report->clauses.items[found];
    for (size_t i = clause->predicates; i < clause->predicates_end && status == STATUS_OK; i++) {
        struct slice cells[MOST_COLUMNS] = {{0}};
        status = reading_give_predicate(report, i, cells, print_predicate, NULL);
    }
    return status;
}

/* What a sum means in the table that it is of. */
static const char *meaning_of_sum(enum evidence_table table) {
    switch (table) {
    case EVIDENCE_KIND: return "above zero is a target, below it an actual";
    case EVIDENCE_INDICATORS: return "the greatest of a number's candidates is taken";
    case EVIDENCE_TARGETS:
    case EVIDENCE_PROJECTS: return "the confidence is read from it";
    default: return "above zero is taken";
    }
}

static void print_candidate(const struct report *report, const struct shown *shown) {
    unsigned names[EVIDENCE_MOST];
    const struct candidate *candidate = shown->candidate;
    enum evidence_table table = candidate->table;
    printf("  %s: ", evidence_tables[table].name);
    if (candidate->quantity != NO_QUANTITY) {
        print_slice(report_text(report, report->quantities.items[candidate->quantity].whole));
        printf(table == EVIDENCE_KIND ? " is " : " is of ");
    }
    print_slice(candidate->name.size ? candidate->name : SLICE("(nothing)"));
    if (!shown->row)
        printf("; not taken\n");
    else if (has_rows(table))
        printf("; row %zu, confidence %.2f\n", shown->row, confidence_of(report, candidate));
    else if (table == EVIDENCE_KIND)
        printf("; taken, chance %.2f\n", chance_of_chosen(candidate->sum));
    else
        printf("; taken\n");
    size_t count = evidence_strongest(report->lexicon, table, &candidate->facts, names, EVIDENCE_MOST);
    if (evidence_weight(report->lexicon, table, evidence_tables[table].always))
        print_piece(report, table, evidence_tables[table].always);
    for (size_t i = 0; i < count; i++)
        print_piece(report, table, names[i]);
    printf("    %+7.3f  sum: %s\n", candidate->sum / (double)EVIDENCE_SUM_ONE, meaning_of_sum(table));
}

static enum status print_candidate_json(struct report *report, const struct candidate *candidate, size_t row) {
    struct text text = {.arena = &report->arena};
    enum evidence_table table = candidate->table;
    struct place place = report_place(report, candidate->span.start);
    text_add_json(&text, candidate->name);
    struct slice name = text_slice(&text);
    printf("{\"table\":\"%s\",\"line\":%" PRIu32 ",\"col\":%" PRIu32 ",\"name\":%.*s", evidence_tables[table].name,
           place.line, place.column, (int)name.size, name.start ? name.start : "\"\"");
    if (candidate->quantity != NO_QUANTITY)
        printf(",\"quantity\":%" PRIu32, candidate->quantity);
    if (row)
        printf(",\"row\":%zu", row);
    printf(",\"sum\":%.3f", candidate->sum / (double)EVIDENCE_SUM_ONE);
    if (has_rows(table))
        printf(",\"confidence\":%.2f", confidence_of(report, candidate));
    printf(",\"evidence\":[");
    const char *separator = "";
    for (unsigned i = 0; i < evidence_tables[table].count; i++) {
        if (!evidence_holds(&candidate->facts, i))
            continue;
        printf("%s\"%s\"", separator, evidence_tables[table].names[i]);
        separator = ",";
    }
    printf("]}\n");
    return text.failed ? STATUS_NO_MEMORY : STATUS_OK;
}

/* By place, those of one place as the stages found them. */
static int compare_shown(const void *one, const void *other) {
    const struct shown *a = one, *b = other;
    size_t x = a->candidate->span.start, y = b->candidate->span.start;
    if (x != y)
        return x < y ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

/* The candidates at the place, in the order they are printed; candidates that were taken stand in the order of their
 * rows. NULL where memory ran out. */
static struct shown *find_shown(struct report *report, struct why_place place, size_t *count) {
    size_t rows[EVIDENCE_TABLES] = {0};
    struct shown *shown = arena_take(&report->arena, (report->candidates.count + 1) * sizeof *shown);
    *count = 0;
    for (size_t i = 0; shown && i < report->candidates.count; i++) {
        const struct candidate *candidate = &report->candidates.items[i];
        size_t row = candidate->taken ? ++rows[candidate->table] : 0;
        if (is_at(report, candidate, place))
            shown[(*count)++] = (struct shown){candidate, row, i};
    }
    if (shown)
        qsort(shown, *count, sizeof *shown, compare_shown);
    return shown;
}

enum status why_print(struct report *report, struct why_place place) {
    size_t count;
    struct span clause = {0, 0};
    struct shown *shown = find_shown(report, place, &count);
    enum status status = shown ? STATUS_OK : STATUS_NO_MEMORY;
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        struct span span = report_clause(report, shown[i].candidate->span);
        if (i == 0 || span.start != clause.start)
            status = print_clause(report, shown[i].candidate->span);
        clause = span;
        print_candidate(report, &shown[i]);
    }
    if (!count)
        printf("no candidate stands there\n");
    return status;
}

enum status why_print_json(struct report *report, struct why_place place) {
    size_t count;
    struct shown *shown = find_shown(report, place, &count);
    enum status status = shown ? STATUS_OK : STATUS_NO_MEMORY;
    for (size_t i = 0; i < count && status == STATUS_OK; i++)
        status = print_candidate_json(report, shown[i].candidate, shown[i].row);
    return status;
}
