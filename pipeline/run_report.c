/* Reads the input, runs the stages and makes the rows, each within the limits of the run. Writes nothing. */
#include "pipeline/run_report.h"

#include <string.h>

#include "pipeline/fingerprint.h"
#include "pipeline/readings.h"
#include "pipeline/stages.h"
#include "stages/write/rows_check.h"
#include "stages/write/rows_text.h"

/* Ready for the rows of the report. Those that were taken over stand in CSV already. */
static void begin_texts(const struct run *run, struct run_report *one, struct rows_texts *texts) {
    rows_texts_begin(texts, &one->report, run->writings, run->writing_count);
    for (size_t i = 0; one->taken && i < run->writing_count; i++)
        if (run->writings[i].writer == &write_csv) {
            memcpy(one->texts[i], one->kept.texts, sizeof one->kept.texts);
            texts->skipped[i] = true;
        }
}

/* What one format makes of the report itself; what the run before made of it is taken as it is. */
static enum status format_whole(const struct writing *writing, struct run_report *one, struct slice texts[TABLES]) {
    const struct writer *writer = writing->writer;
    enum status status = STATUS_OK;
    if (one->taken && writer->name_page)
        texts[0] = one->page;
    else if (writer->format)
        status = writer->format(writing, &one->report, texts);
    if (writer->name_page && texts[0].size)
        sha256_of_bytes(texts[0], one->page_sha256);
    return status;
}

static enum status format_all(const struct run *run, struct run_report *one) {
    enum status status = STATUS_OK;
    *one->page_sha256 = '\0';
    for (size_t i = 0; i < run->writing_count && status == STATUS_OK; i++)
        status = format_whole(&run->writings[i], one, one->texts[i]);
    arena_empty(&one->report.scratch);
    return status;
}

enum status run_report_format(const struct run *run, struct run_report *one) {
    struct rows_texts texts;
    begin_texts(run, one, &texts);
    enum status status = rows_texts_make(&texts, one->texts);
    return status == STATUS_OK ? format_all(run, one) : status;
}

void run_report_drop_rows(struct report *report) {
    report->sections.count = report->cells.count = report->quantities.count = 0;
    report->targets.count = report->projects.count = report->sentences.count = 0;
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
    arena_empty(&report->scratch);
    arena_empty(&report->syntax);
    arena_empty(&report->arena);
    *report = (struct report){.arena = report->arena,
                              .scratch = report->scratch,
                              .syntax = report->syntax,
                              .lexicon = run->lexicon,
                              .failed = true};
    report->arena.limit = report->scratch.limit = report->syntax.limit = NULL;
    one->taken = NULL;
    report->document.name = input->key;
    memset(one->texts, 0, sizeof one->texts);
    if (limit)
        report_note(report, SEVERITY_ERROR, 0, "run", "too_much_memory",
                    "needs more than %zu MiB of memory, the limit that --max-memory sets; not converted",
                    run->most_memory_bytes >> 20);
    else
        note_refusal(run, report, refusal, fault);
}

/* The texts of a report whose rows are looked at: none where the rows are refused. */
struct checked_texts {
    struct rows_texts texts;
    struct rows_facts facts;
    size_t most_bytes; /* of the cells */
};

static enum status take_row(void *context, enum table_name table, const struct slice *cells) {
    struct checked_texts *checked = context;
    return checked->facts.bytes > checked->most_bytes ? STATUS_OK : rows_texts_add(&checked->texts, table, cells);
}

/* Makes the rows of what the stages left, and refuses the report where a format could not take them. */
static enum status make_rows(const struct run *run, const struct input *input, struct run_report *one) {
    struct checked_texts checked = {.most_bytes = run->most_output_bytes};
    if (count_of_rows(&one->report) > run->most_rows) {
        refuse(run, input, one, REFUSED_ROWS, NULL);
        return STATUS_OK;
    }
    begin_texts(run, one, &checked.texts);
    enum status status = rows_check(&one->report, &checked.facts, take_row, &checked);
    if (status != STATUS_OK)
        return status;
    if (checked.facts.fault[0])
        refuse(run, input, one, REFUSED_BROKEN, checked.facts.fault);
    else if (checked.facts.bytes > run->most_output_bytes)
        refuse(run, input, one, REFUSED_OUTPUT, NULL);
    else
        status = rows_texts_keep(&checked.texts, one->texts);
    arena_empty(&one->report.scratch);
    return status == STATUS_OK && !one->report.failed ? format_all(run, one) : status;
}

static enum status read_input(const struct run *run, const struct input *input, struct run_report *one) {
    struct report *report = &one->report;
    enum status status = input_read(input, run->most_bytes, report);
    meta_give(run->meta, report);
    corrections_give(run->corrections, report);
    if (run->memory) {
        sha256_of_bytes(report->bytes, one->bytes_sha256);
        fingerprint_of_input(input, report, one->bytes_sha256, one->input_sha256);
        fingerprint_of_corrections(report, one->corrections_sha256);
    }
    return status;
}

/* The document and the diagnostics of the run before as those of this report. */
struct taking {
    struct report *report;
    bool of_sides; /* one of them names a line of --meta or --corrections */
};

static enum status take_diagnostic(void *context, enum table_name table, const struct slice *cells) {
    struct taking *taking = context;
    struct report *report = taking->report;
    struct diagnostic *diagnostic = LIST_ADD(&report->arena, &report->diagnostics);
    struct slice stage[] = {cells[DIAGNOSTICS_STAGE], {"", 1}}, code[] = {cells[DIAGNOSTICS_CODE], {"", 1}};
    (void)table;
    if (!diagnostic)
        return STATUS_NO_MEMORY;
    diagnostic->line = (uint32_t)decimal_from_text(cells[DIAGNOSTICS_LINE]).digits;
    diagnostic->severity =
        (enum severity)slice_number_among(cells[DIAGNOSTICS_SEVERITY], severity_words, SEVERITY_WORDS);
    diagnostic->stage = arena_join(&report->arena, stage, 2).start;
    diagnostic->code = arena_join(&report->arena, code, 2).start;
    diagnostic->message = arena_copy(&report->arena, cells[DIAGNOSTICS_MESSAGE]);
    taking->of_sides = taking->of_sides || slice_equal(cells[DIAGNOSTICS_STAGE], SLICE("meta")) ||
                       slice_equal(cells[DIAGNOSTICS_STAGE], SLICE("correct"));
    return diagnostic->stage && diagnostic->code && diagnostic->message.start ? STATUS_OK : STATUS_NO_MEMORY;
}

/* What formats ask of a report beside its rows. */
static enum status take_document(void *context, enum table_name table, const struct slice *cells) {
    struct report *report = ((struct taking *)context)->report;
    (void)table;
    report->document.title = arena_copy(&report->arena, cells[DOCUMENTS_TITLE]);
    report->document.region = arena_copy(&report->arena, cells[DOCUMENTS_REGION]);
    report->document.year = (int)decimal_from_text(cells[DOCUMENTS_YEAR]).digits;
    return report->document.title.start && report->document.region.start ? STATUS_OK : STATUS_NO_MEMORY;
}

/* The page of a format that has pages, and the reading. False: this run has to make them. */
static bool take_files(const struct run *run, const struct memory_report *then, struct run_report *one) {
    for (size_t i = 0; i < run->writing_count; i++) {
        const struct writer *writer = run->writings[i].writer;
        char name[PAGE_NAME_BYTES], path[sizeof name + 64];
        if (!writer->name_page)
            continue;
        writer->name_page(one->report.document.name, name);
        snprintf(path, sizeof path, "%s/%s", writer->file, name);
        one->page = earlier_page(run->earlier, path, then->page_sha256, &one->report.arena);
        if (!one->page.start)
            return false;
    }
    memcpy(one->reading_sha256, then->reading_sha256, sizeof one->reading_sha256);
    return !run->readings || reading_is_there(run->readings, one->report.document.name, then->reading_sha256);
}

/* Makes of the rows of the run before the report's. False: the input is another, or they cannot be read. */
static bool take_over(const struct run *run, const struct input *input, struct run_report *one) {
    struct report *report = &one->report;
    const struct earlier *earlier = run->earlier;
    const struct memory_report *then = earlier_find(earlier, input->key, one->input_sha256);
    struct taking taking = {.report = report};
    if (!then || !take_files(run, then, one))
        return false;
    one->kept.raw = earlier->memory.run.raw_cells;
    memcpy(one->kept.counts, then->counts, sizeof one->kept.counts);
    for (enum table_name table = 0; table < TABLES; table++) {
        one->kept.texts[table] = earlier_text(earlier, then, table, &report->arena);
        if (!one->kept.texts[table].start)
            return false;
    }
    size_t read = report->diagnostics.count; /* they are among those of the run before */
    if (rows_kept_give(&one->kept, TABLE_DIAGNOSTICS, take_diagnostic, &taking) != STATUS_OK ||
        (taking.of_sides && !earlier->same_sides) ||
        rows_kept_give(&one->kept, TABLE_DOCUMENTS, take_document, &taking) != STATUS_OK) {
        report->diagnostics.count = read;
        return false;
    }
    if (read) /* a list without items has no place */
        report->diagnostics.items += read;
    report->diagnostics.count -= read;
    report->diagnostics.capacity = report->diagnostics.count;
    report->kept = &one->kept;
    one->taken = then;
    one->identity = then->identity;
    return true;
}

/* Through all stages and into the rows of the formats, as far as the limits let it. */
static void convert_within_limits(const struct run *run, const struct input *input, struct run_report *one,
                                  bool may_take) {
    struct report *report = &one->report;
    enum status status = read_input(run, input, one);
    if (status == STATUS_OK && may_take && take_over(run, input, one)) {
        one->status = run_report_format(run, one);
        return;
    }
    if (status == STATUS_OK) {
        report->forced_encoding = run->forced_encoding;
        report->launcher = run->launcher;
        status = stages_run(report, NULL);
        meta_check(run->meta, report);
        one->identity = link_identify(report);
        report_drop_syntax(report);
        if (status == STATUS_OK && run->readings && reading_write(run->readings, report))
            sha256_of_bytes(report->source, one->reading_sha256);
    }
    if (status == STATUS_OK)
        status = make_rows(run, input, one);
    if (status == STATUS_INPUT) {
        report->failed = true;
        run_report_drop_rows(report);
    } else if (status != STATUS_OK) {
        refuse(run, input, one, REFUSED_MEMORY, NULL);
    }
    one->status = report->failed ? run_report_format(run, one) : STATUS_OK;
}

static void convert(const struct run *run, const struct input *input, struct run_report *one,
                    struct thread_memory *memory, bool may_take) {
    struct report *report = &one->report;
    *report = (struct report){
        .arena = report->arena, .scratch = memory->scratch, .syntax = memory->syntax, .lexicon = run->lexicon};
    one->taken = NULL;
    one->page = (struct slice){0};
    *one->reading_sha256 = '\0';
    one->identity = (struct text_identity){""};
    one->memory = (struct arena_limit){.most_bytes = run->most_memory_bytes};
    report->arena.limit = report->scratch.limit = report->syntax.limit = &one->memory;
    memset(one->texts, 0, sizeof one->texts);
    convert_within_limits(run, input, one, may_take);
    report->arena.limit = report->scratch.limit = report->syntax.limit = NULL; /* what a format still needs is little */
    *memory = (struct thread_memory){report->scratch, report->syntax};
    report->scratch = report->syntax = (struct arena){0};
}

void thread_memory_free(struct thread_memory *memory) {
    arena_free(&memory->scratch);
    arena_free(&memory->syntax);
}

void run_report_convert(const struct run *run, const struct input *input, struct run_report *one,
                        struct thread_memory *memory) {
    convert(run, input, one, memory, run->earlier != NULL);
}

void run_report_convert_anew(const struct run *run, const struct input *input, struct run_report *one) {
    struct thread_memory memory = {0};
    arena_empty(&one->report.arena);
    convert(run, input, one, &memory, false);
    thread_memory_free(&memory);
}
