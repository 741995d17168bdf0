/* JSON Lines: every row of every table an object of its own on a line, with the table's name as `_table` (cells have a
 * column table); report by report, then the panel. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stages/write/row_json.h"
#include "stages/write/rows_text.h"
#include "stages/write/stream.h"

static enum status fail(struct writing *writing) {
    snprintf(writing->message, sizeof writing->message, "%s", strerror(errno));
    return STATUS_OUTPUT;
}

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

/* All tables stand in one file. */
static enum status put(struct writing *writing, enum table_name table, struct slice text) {
    (void)table;
    return stream_put(writing->state, text) ? STATUS_OK : fail(writing);
}

static const struct text_format json_format = {take_row, put};

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
    .text = &json_format,
    .open = open_jsonl,
    .report = rows_text_put_report,
    .linked = rows_text_put_row,
    .close = close_jsonl,
};
