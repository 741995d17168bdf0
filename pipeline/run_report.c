/* Reads the input, runs the stages and makes the rows, each within the limits of the run. Writes nothing. */
#include "pipeline/run_report.h"

#include <string.h>

#include "pipeline/readings.h"
#include "pipeline/stages.h"
#include "stages/write/rows_check.h"

enum status run_report_format(const struct run *run, struct run_report *one) {
    enum status status = STATUS_OK;
    for (size_t i = 0; i < run->writing_count && status == STATUS_OK; i++)
        if (run->writings[i].writer->format)
            status = run->writings[i].writer->format(&run->writings[i], &one->report, one->texts[i]);
    arena_free(&one->report.scratch);
    return status;
}

void run_report_drop_rows(struct report *report) {
    report->sections.count = report->cells.count = report->quantities.count = 0;
    report->targets.count = report->projects.count = report->sentences.count = report->predicates.count =
        report->paragraph_words.count = 0;
}

static size_t count_of_rows(const struct report *report) {
    return report->sections.count + report->sentences.count + report->cells.count + report->targets.count +
           report->projects.count + report->diagnostics.count;
}

/* Why a report is given back though it could be read. */
enum refusal { REFUSED_MEMORY, REFUSED_ROWS, REFUSED_OUTPUT, REFUSED_BROKEN };

static void note_refusal(const struct run *run, struct report *report, enum refusal refusal, const char *fault) {
    switch (refusal) {
    case REFUSED_ROWS:
        report_note(report, SEVERITY_ERROR, 0, "run", "too_many_rows",
                    "more than %zu rows, the limit that --max-rows sets; not converted", run->most_rows);
        break;
    case REFUSED_OUTPUT:
        report_note(report, SEVERITY_ERROR, 0, "run", "too_much_output",
                    "rows of more than %zu MiB, the limit that --max-output sets; not converted",
                    run->most_output_bytes >> 20);
        break;
    case REFUSED_BROKEN:
        report_note(report, SEVERITY_ERROR, 0, "run", "broken_row",
                    "%s; not converted: please report this as a fault of baogao", fault);
        break;
    default: report_note(report, SEVERITY_ERROR, 0, "run", "no_memory", "out of memory; not converted");
    }
}

/* The report has, or needs, what it may not: all of it is given back but its name, and why. */
static void refuse(const struct run *run, const struct input *input, struct run_report *one, enum refusal refusal,
                   const char *fault) {
    struct report *report = &one->report;
    bool limit = one->memory.reached && refusal == REFUSED_MEMORY;
    arena_free(&report->scratch);
    arena_empty(&report->arena);
    *report = (struct report){.arena = report->arena, .lexicon = run->lexicon, .failed = true};
    report->document.name = input->key;
    memset(one->texts, 0, sizeof one->texts);
    if (limit)
        report_note(report, SEVERITY_ERROR, 0, "run", "too_much_memory",
                    "needs more than %zu MiB of memory, the limit that --max-memory sets; not converted",
                    run->most_memory_bytes >> 20);
    else
        note_refusal(run, report, refusal, fault);
}

/* Looks at what the stages left and refuses the report where a format could not take it. */
static enum status check_rows(const struct run *run, const struct input *input, struct run_report *one) {
    struct rows_facts facts;
    if (count_of_rows(&one->report) > run->most_rows) {
        refuse(run, input, one, REFUSED_ROWS, NULL);
        return STATUS_OK;
    }
    enum status status = rows_check(&one->report, &facts);
    arena_free(&one->report.scratch);
    if (status != STATUS_OK)
        return status;
    if (facts.fault[0])
        refuse(run, input, one, REFUSED_BROKEN, facts.fault);
    else if (facts.bytes > run->most_output_bytes)
        refuse(run, input, one, REFUSED_OUTPUT, NULL);
    return STATUS_OK;
}

/* Through all stages and into the rows of the formats, as far as the limits let it. */
static void convert_within_limits(const struct run *run, const struct input *input, struct run_report *one) {
    struct report *report = &one->report;
    enum status status = input_read(input, run->most_bytes, report);
    meta_give(run->meta, report);
    corrections_give(run->corrections, report);
    if (status == STATUS_OK) {
        report->forced_encoding = run->forced_encoding;
        report->launcher = run->launcher;
        status = stages_run(report, NULL);
        meta_check(run->meta, report);
        one->identity = link_identify(report);
        if (status == STATUS_OK && run->readings)
            reading_write(run->readings, report);
    }
    if (status == STATUS_OK)
        status = check_rows(run, input, one);
    if (status == STATUS_INPUT) {
        report->failed = true;
        run_report_drop_rows(report);
    } else if (status != STATUS_OK) {
        refuse(run, input, one, REFUSED_MEMORY, NULL);
    }
    one->status = run_report_format(run, one);
    if (one->status != STATUS_NO_MEMORY || report->failed)
        return;
    refuse(run, input, one, REFUSED_MEMORY, NULL);
    one->status = run_report_format(run, one);
}

void run_report_convert(const struct run *run, const struct input *input, struct run_report *one) {
    struct report *report = &one->report;
    *report = (struct report){.arena = report->arena, .lexicon = run->lexicon};
    one->memory = (struct arena_limit){.most_bytes = run->most_memory_bytes};
    report->arena.limit = report->scratch.limit = &one->memory;
    memset(one->texts, 0, sizeof one->texts);
    convert_within_limits(run, input, one);
    report->arena.limit = report->scratch.limit = NULL; /* what a format still needs is little */
}
