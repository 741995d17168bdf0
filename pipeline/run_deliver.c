/* Calls the formats, link and the comparison with the run before, in an order that no thread changes. */
#include "pipeline/run_deliver.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "pipeline/fingerprint.h"

void delivery_close(struct delivery *delivery) {
    link_close(delivery->panel);
    if (delivery->compares)
        run_changes_close(&delivery->changes);
}

/* ---- into the formats ---- */

static enum status put_report(struct run *run, struct run_report *one) {
    for (size_t i = 0; i < run->writing_count; i++) {
        struct writing *writing = &run->writings[i];
        enum status status = writing->writer->report(writing, &one->report, one->texts[i]);
        if (status != STATUS_OK) {
            run->failed_writing = i;
            return status;
        }
    }
    return STATUS_OK;
}

static enum status put_linked(void *context, enum table_name table, const struct slice *cells) {
    struct run *run = context;
    for (size_t i = 0; i < run->writing_count; i++) {
        enum status status = run->writings[i].writer->linked(&run->writings[i], table, cells);
        if (status != STATUS_OK) {
            run->failed_writing = i;
            return status;
        }
    }
    run->rows[table]++;
    return STATUS_OK;
}

static void count_rows(struct run *run, const struct report *report) {
    for (enum table_name table = 0; table < TABLES; table++)
        if (!rows_are_linked(table))
            run->rows[table] += rows_count(report, table);
}

static const struct writing *find_csv(const struct run *run) {
    for (size_t i = 0; i < run->writing_count; i++)
        if (run->writings[i].writer == &write_csv)
            return &run->writings[i];
    return NULL;
}

/* A temporary file that cannot be written is told as the first format's. */
static enum status tell(struct run *run, enum status status) {
    struct writing *writing = &run->writings[0];
    if (status == STATUS_OUTPUT && !writing->message[0]) {
        run->failed_writing = 0;
        snprintf(writing->message, sizeof writing->message, "the temporary file of its changes: %s", strerror(errno));
    }
    return status;
}

enum status delivery_open(struct delivery *delivery, struct run *run) {
    const struct writing *csv = find_csv(run);
    *delivery = (struct delivery){.run = run, .compares = run->earlier && run->earlier->has_rows};
    for (size_t i = 0; csv && i < TABLES; i++)
        run->csv_begins[i] = csv->facts[i].bytes;
    enum status status = link_open(run->lexicon, &delivery->panel);
    if (status == STATUS_OK && delivery->compares)
        status = tell(run, run_changes_open(&delivery->changes, run->earlier, run->decides));
    return status;
}

/* ---- one report ---- */

/* The rows of the run before are of no use where another report has become the first with this text, or none. */
static void convert_instead(struct run *run, const struct input *input, struct run_report *one) {
    struct arena arena = one->report.arena;
    arena_empty(&arena);
    one->report = (struct report){.arena = arena};
    run_report_convert_anew(run, input, one);
}

/* The same text a second time keeps only its document and diagnostics. */
static enum status drop_twin(struct delivery *delivery, struct run_report *one, struct slice first) {
    struct report *report = &one->report;
    delivery->run->twins++;
    if (one->taken)
        return STATUS_OK; /* it was a twin of the same report then */
    report_note(report, SEVERITY_NOTE, 0, "link", "twin", "the same text as %.*s; converted once", (int)first.size,
                first.start);
    run_report_drop_rows(report);
    return run_report_format(delivery->run, one);
}

static enum status link_report(struct delivery *delivery, const struct input *input, struct run_report *one,
                               struct memory_report *facts) {
    enum status status = link_find_twin(delivery->panel, one->report.document.name, &one->identity, &facts->twin_of);
    if (status == STATUS_OK && one->taken && !slice_equal(facts->twin_of, one->taken->twin_of)) {
        convert_instead(delivery->run, input, one);
        status = one->status;
    }
    if (status != STATUS_OK || one->report.failed)
        return status;
    if (facts->twin_of.size)
        return drop_twin(delivery, one, facts->twin_of);
    if (one->taken)
        facts->claims = one->taken->claims;
    else
        status = link_read(delivery->panel, &one->report, &facts->claims);
    return status == STATUS_OK ? link_take(delivery->panel, &facts->claims) : status;
}

/* Writes the report and learns how many bytes of each CSV file are its. */
static enum status put_and_measure(struct run *run, struct run_report *one, struct memory_report *facts) {
    const struct writing *csv = find_csv(run);
    for (size_t i = 0; csv && i < TABLES; i++)
        facts->csv_sizes[i] = csv->facts[i].bytes;
    enum status status = put_report(run, one);
    for (enum table_name table = 0; table < TABLES; table++) {
        facts->csv_sizes[table] =
            csv && !rows_are_linked(table) ? csv->facts[table].bytes - facts->csv_sizes[table] : 0;
        facts->counts[table] = rows_count(&one->report, table);
    }
    return status;
}

static enum status compare_report(struct delivery *delivery, struct run_report *one,
                                  const struct memory_report *facts) {
    if (!delivery->compares)
        return STATUS_OK;
    if (one->taken) {
        run_changes_pass(&delivery->changes, one->taken);
        return STATUS_OK;
    }
    return tell(delivery->run, run_changes_compare(&delivery->changes, &one->report, facts));
}

enum status delivery_report(struct delivery *delivery, const struct input *input, struct run_report *one) {
    struct run *run = delivery->run;
    struct memory_report facts = {.key = one->report.document.name, .identity = one->identity};
    enum status status = one->status;
    if (status == STATUS_OK && !one->report.failed)
        status = link_report(delivery, input, one, &facts);
    if (status == STATUS_OK)
        status = put_and_measure(run, one, &facts);
    facts.key = one->report.document.name;
    facts.failed = one->report.failed;
    memcpy(facts.input_sha256, one->input_sha256, sizeof facts.input_sha256);
    memcpy(facts.corrections_sha256, one->corrections_sha256, sizeof facts.corrections_sha256);
    memcpy(facts.bytes_sha256, one->bytes_sha256, sizeof facts.bytes_sha256);
    memcpy(facts.page_sha256, one->page_sha256, sizeof facts.page_sha256);
    memcpy(facts.reading_sha256, one->reading_sha256, sizeof facts.reading_sha256);
    if (status == STATUS_OK)
        status = compare_report(delivery, one, &facts);
    if (status == STATUS_OK && run->memory && !memory_add(run->memory, &facts))
        status = STATUS_NO_MEMORY;
    run->done++;
    run->failed += one->report.failed;
    run->taken += one->taken != NULL;
    count_rows(run, &one->report);
    if (status == STATUS_OK && run->listener)
        run->listener(run->listener_context, run, input, &one->report);
    return status;
}

/* ---- after all reports ---- */

static size_t unmatched_meta(const struct run *run, size_t from, struct report *report) {
    return meta_unmatched(run->meta, from, report);
}

static size_t unmatched_corrections(const struct run *run, size_t from, struct report *report) {
    return corrections_unmatched(run->corrections, from, report);
}

/* What `find` makes of rows that no report matched is told as diagnostics of the documents they name. */
static enum status put_unmatched(struct run *run, size_t (*find)(const struct run *, size_t, struct report *)) {
    enum status status = STATUS_OK;
    for (size_t next = 0; status == STATUS_OK;) {
        struct run_report one = {.report.lexicon = run->lexicon};
        next = find(run, next, &one.report);
        if (next == SIZE_MAX)
            return status;
        status = run_report_format(run, &one);
        if (status == STATUS_OK)
            status = put_report(run, &one);
        count_rows(run, &one.report);
        struct input input = {.path = one.report.document.name.start, .key = one.report.document.name};
        if (status == STATUS_OK && run->listener)
            run->listener(run->listener_context, run, &input, &one.report);
        arena_free(&one.report.scratch);
        arena_free(&one.report.arena);
    }
    return status;
}

static enum status take_linked(void *context, enum table_name table, const struct slice *cells) {
    struct delivery *delivery = context;
    enum status status = put_linked(delivery->run, table, cells);
    if (status == STATUS_OK && delivery->compares && table == TABLE_PANEL)
        status = tell(delivery->run, run_changes_take_panel(&delivery->changes, cells));
    return status;
}

enum status delivery_end(struct delivery *delivery) {
    struct run *run = delivery->run;
    enum status status = put_unmatched(run, unmatched_meta);
    if (status == STATUS_OK)
        status = put_unmatched(run, unmatched_corrections);
    if (status == STATUS_OK && delivery->compares)
        status = tell(run, run_changes_end_reports(&delivery->changes, run->gone_listener, run->listener_context));
    if (status == STATUS_OK)
        status = link_give(delivery->panel, take_linked, delivery);
    if (status == STATUS_OK && delivery->compares)
        status = tell(run, run_changes_end(&delivery->changes, put_linked, run));
    return status;
}
