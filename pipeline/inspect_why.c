/* Finds the candidates at a place and prints them: for people as an account, for programs as JSON Lines. */
#include "pipeline/inspect_why.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stages/model/lexicon.h"
#include "stages/model/text.h"

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

/* How sure a sum makes one: of what became a row that the row is right, of what did not that it should have. */
static double confidence_of(const struct report *report, const struct candidate *candidate) {
    return evidence_confidence(report->lexicon, candidate->table, candidate->sum) / (double)CONFIDENCE_ONE;
}

static void print_piece(const struct report *report, enum evidence_table table, unsigned name) {
    double weight = evidence_weight(report->lexicon, table, name) / (double)EVIDENCE_SUM_ONE;
    struct slice id = evidence_name(table, name);
    printf("    %+7.3f  %-32.*s  ", weight, (int)id.size, id.start);
    print_slice(evidence_words(report->lexicon, table, name));
    putchar('\n');
}

/* `row`: its number in the table, 0 where it lost. */
static void print_candidate(const struct report *report, const struct candidate *candidate, size_t row) {
    unsigned names[EVIDENCE_MOST];
    enum evidence_table table = candidate->table;
    struct place place = report_place(report, candidate->span.start);
    printf("\n%" PRIu32 ":%" PRIu32 "  ", place.line, place.column);
    print_slice(report_text(report, report_clause(report, candidate->span)));
    printf("\n  %s: ", evidence_tables[table].name);
    if (candidate->quantity != NO_QUANTITY) {
        print_slice(report_text(report, report->quantities.items[candidate->quantity].whole));
        printf(" is of ");
    }
    print_slice(candidate->name.size ? candidate->name : SLICE("(nothing)"));
    if (row)
        printf("; row %zu, confidence %.2f\n", row, confidence_of(report, candidate));
    else
        printf("; lost, confidence %.2f\n", confidence_of(report, candidate));
    size_t count = evidence_strongest(report->lexicon, table, &candidate->facts, names, EVIDENCE_MOST);
    print_piece(report, table, evidence_tables[table].always);
    for (size_t i = 0; i < count; i++)
        print_piece(report, table, names[i]);
    printf("    %+7.3f  sum\n", candidate->sum / (double)EVIDENCE_SUM_ONE);
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
    printf(",\"sum\":%.3f,\"confidence\":%.2f,\"evidence\":[", candidate->sum / (double)EVIDENCE_SUM_ONE,
           confidence_of(report, candidate));
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

/* Candidates that were taken stand in the order of their rows. */
static enum status print_all(struct report *report, struct why_place place, bool json) {
    size_t rows[EVIDENCE_TABLES] = {0}, printed = 0;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < report->candidates.count && status == STATUS_OK; i++) {
        const struct candidate *candidate = &report->candidates.items[i];
        size_t row = candidate->taken ? ++rows[candidate->table] : 0;
        if (!is_at(report, candidate, place))
            continue;
        printed++;
        if (json)
            status = print_candidate_json(report, candidate, row);
        else
            print_candidate(report, candidate, row);
    }
    if (!printed && !json)
        printf("no candidate stands there\n");
    return status;
}

enum status why_print(struct report *report, struct why_place place) {
    return print_all(report, place, false);
}

enum status why_print_json(struct report *report, struct why_place place) {
    return print_all(report, place, true);
}
