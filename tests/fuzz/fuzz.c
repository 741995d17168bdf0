/* A libFuzzer target: any bytes through the stages up to FUZZ_STAGE, and the rows of what they left. Built once a
 * stage; with FUZZ_STAGE "write" the rows go into the panel and the formats as well. Memory errors are the sanitizers'
 * to find; what the stages promise of their spans, and the schemas of the rows, is checked here. */
#include <stdio.h>
#include <string.h>

#include "pipeline/stages.h"
#include "stages/write/rows_check.h"
#include "tests/fuzz/target.h"
#include "tests/fuzz/written.h"

static enum status take_nothing(void *context, enum table_name table, const struct slice *cells) {
    size_t *bytes = context;
    for (size_t i = 0; i < tables[table].column_count; i++)
        for (size_t k = 0; k < cells[i].size; k++)
            *bytes += (unsigned char)cells[i].start[k];
    return STATUS_OK;
}

static bool span_holds(struct span span, size_t size) {
    return span.start <= span.end && span.end <= size;
}

/* Spans lie inside their texts, and the arrays are in the order that headers promise. */
static void check_report(const struct report *report) {
    for (size_t i = 0; i < report->paragraphs.count; i++) {
        demand(span_holds(report->paragraphs.items[i].span, report->text.size));
        demand(i == 0 || report->paragraphs.items[i - 1].span.end <= report->paragraphs.items[i].span.start);
    }
    for (size_t i = 0; i < report->furniture.count; i++)
        demand(span_holds(report->furniture.items[i].source, report->source.size));
    for (size_t i = 0; i < report->sections.count; i++)
        demand(report->sections.items[i].parent == NO_SECTION || report->sections.items[i].parent < i);
    for (size_t i = 0; i < report->quantities.count; i++) {
        demand(span_holds(report->quantities.items[i].mention, report->text.size));
        demand(i == 0 || report->quantities.items[i - 1].mention.start < report->quantities.items[i].mention.start);
    }
    for (size_t i = 0; i < report->targets.count; i++)
        demand(report->targets.items[i].quantity < report->quantities.count);
    for (size_t i = 0; i < report->projects.count; i++)
        demand(report->projects.items[i].name.size > 0 && report->projects.items[i].at < report->text.size);
}

/* The source, read at a row's line and column, is where the text was: one character is the other, or was folded. */
static void check_place(const struct report *report, size_t at) {
    struct place place = report_place(report, at);
    size_t source = report_source_offset(report, at), text = at;
    demand(place.line >= 1 && place.line <= report->line_starts.count && place.column >= 1);
    demand(source < report->source.size);
    size_t line = report->line_starts.items[place.line - 1];
    demand(line <= source && slice_characters(slice_part(report->source, line, source)) == place.column - 1);
    uint32_t written = slice_next(report->source, &source), read = slice_next(report->text, &text);
    demand(written == read || written >= 0x80);
}

/* What the rows promise: the schemas' own constraints, and that number and name stand where the row says, the number in
 * its quote. */
static void check_rows(struct report *report) {
    struct rows_facts facts;
    demand(rows_check(report, &facts, NULL, NULL) == STATUS_OK);
    if (facts.fault[0])
        fprintf(stderr, "%s\n", facts.fault);
    demand(facts.fault[0] == '\0');
    for (size_t i = 0; i < report->targets.count; i++) {
        const struct target *target = &report->targets.items[i];
        struct span mention = report->quantities.items[target->quantity].mention;
        check_place(report, mention.start);
        demand(span_holds(target->quote, report->text.size));
        demand(target->quote.start <= mention.start && mention.start < target->quote.end);
    }
    for (size_t i = 0; i < report->projects.count; i++) {
        check_place(report, report->projects.items[i].at);
        demand(span_holds(report->projects.items[i].quote, report->text.size));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct report report = {.lexicon = shared_lexicon()};
    report.bytes = (struct slice){(const char *)data, size};
    report.document.name = SLICE("fuzz.txt");
    if (stages_run(&report, FUZZ_STAGE) == STATUS_OK)
        check_report(&report);
    check_rows(&report);
    size_t bytes = 0;
    for (int table = 0; table < TABLES; table++)
        demand(rows_give(&report, (enum table_name)table, take_nothing, &bytes) == STATUS_OK);
    if (strcmp(FUZZ_STAGE, "write") == 0)
        written_check(&report);
    arena_free(&report.syntax);
    arena_free(&report.scratch);
    arena_free(&report.arena);
    return 0;
}
