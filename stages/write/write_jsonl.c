/* JSON Lines: every row of every table an object of its own on a line, with the table's name as `_table` (cells have a
 * column table); report by report, then the panel. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stages/write/row_json.h"
#include "stages/write/stream.h"

static enum status fail(struct writing *writing) {
    snprintf(writing->message, sizeof writing->message, "%s", strerror(errno));
    return STATUS_OUTPUT;
}

/* The rows of one report, on their way into a text. */
struct rows_text {
    struct text *text;
    const struct write_options *options;
};

static enum status take_row(void *context, enum table_name table, const struct slice *cells) {
    struct rows_text *rows = context;
    row_add_json(rows->text, table, cells, rows->options->headers, true);
    text_add(rows->text, SLICE("\n"));
    return rows->text->failed ? STATUS_NO_MEMORY : STATUS_OK;
}

static enum status open_jsonl(struct writing *writing) {
    writing->state = calloc(1, sizeof(struct stream));
    if (!writing->state)
        return STATUS_NO_MEMORY;
    return stream_open(writing->state, writing->paths[0]) ? STATUS_OK : fail(writing);
}

static enum status format_jsonl(const struct writing *writing, struct report *report, struct slice texts[TABLES]) {
    struct text text = {.arena = &report->arena};
    struct rows_text rows = {&text, writing->options};
    enum status status = STATUS_OK;
    if (rows_are_many(report))
        return STATUS_OK;
    for (enum table_name table = 0; table < TABLES && status == STATUS_OK; table++)
        status = rows_give(report, table, take_row, &rows);
    texts[0] = text_slice(&text);
    return status;
}

static enum status put(struct writing *writing, struct slice text) {
    return stream_put(writing->state, text) ? STATUS_OK : fail(writing);
}

/* A row on its way straight into the file. */
struct row_on_its_way {
    struct writing *writing;
    struct rows_text rows;
};

static enum status put_row(void *context, enum table_name table, const struct slice *cells) {
    struct row_on_its_way *row = context;
    enum status status = take_row(&row->rows, table, cells);
    if (status == STATUS_OK)
        status = put(row->writing, text_slice(row->rows.text));
    row->rows.text->size = 0;
    return status;
}

static enum status put_rows(struct writing *writing, struct report *report) {
    struct arena arena = {0};
    struct text text = {.arena = &arena};
    struct row_on_its_way row = {writing, {&text, writing->options}};
    enum status status = STATUS_OK;
    for (enum table_name table = 0; table < TABLES && status == STATUS_OK; table++)
        status = rows_give(report, table, put_row, &row);
    arena_free(&arena);
    return status;
}

static enum status put_report(struct writing *writing, struct report *report, const struct slice texts[TABLES]) {
    return rows_are_many(report) ? put_rows(writing, report) : put(writing, texts[0]);
}

static enum status put_panel(struct writing *writing, const struct slice *cells) {
    struct arena arena = {0};
    struct text text = {.arena = &arena};
    struct rows_text rows = {&text, writing->options};
    enum status status = take_row(&rows, TABLE_PANEL, cells);
    if (status == STATUS_OK)
        status = put(writing, text_slice(&text));
    arena_free(&arena);
    return status;
}

static enum status close_jsonl(struct writing *writing, bool complete) {
    struct stream *stream = writing->state;
    enum status status = STATUS_OK;
    if (stream && !stream_close(stream, &writing->facts[0]) && complete)
        status = fail(writing);
    free(stream);
    writing->state = NULL;
    return status;
}

const struct writer write_jsonl = {
    .name = "jsonl",
    .file = "reports.jsonl",
    .media_type = "application/x-ndjson",
    .streams = true,
    .open = open_jsonl,
    .format = format_jsonl,
    .report = put_report,
    .panel = put_panel,
    .close = close_jsonl,
};
