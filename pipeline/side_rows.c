/* Reads with libcsv, line by line, so that each failure names its own line. */
#include "pipeline/side_rows.h"

#include <csv.h>
#include <stdio.h>

#include "pipeline/paths.h"

void side_rows_fail(struct side_rows *rows, enum status status, const char *what, struct slice cell) {
    enum { SHOWN_BYTES = 80 };
    struct arena arena = {0};
    if (rows->status != STATUS_OK)
        return;
    const char *shown = name_as_line(&arena, slice_part(cell, 0, SHOWN_BYTES));
    rows->status = status;
    snprintf(rows->message, rows->message_size, "%s:%zu: %s%s%s", rows->path, rows->line, what, cell.size ? ": " : "",
             shown ? shown : "");
    arena_free(&arena);
}

static void take_cell(void *bytes, size_t size, void *context) {
    struct side_rows *rows = context;
    struct slice cell = {bytes, size};
    if (rows->status != STATUS_OK)
        return;
    if (rows->column >= (rows->header_read ? rows->width : rows->reader->most_columns))
        side_rows_fail(rows, STATUS_INPUT, "more cells than the header row", cell);
    else if (rows->header_read)
        rows->reader->take_cell(rows, rows->column, cell);
    else
        rows->reader->take_name(rows, rows->column, slice_trim(cell));
    rows->column++;
}

static void end_row(int mark, void *context) {
    struct side_rows *rows = context;
    (void)mark;
    if (rows->status != STATUS_OK)
        return;
    if (rows->header_read) {
        rows->reader->end_row(rows);
    } else {
        rows->width = rows->column;
        rows->header_read = true;
        rows->reader->end_header(rows, rows->width);
    }
    rows->column = 0;
}

enum status side_rows_read(struct side_rows *rows, struct slice text) {
    const struct slice none = {0};
    struct csv_parser parser;
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL) != 0) {
        side_rows_fail(rows, STATUS_NO_MEMORY, "out of memory", none);
        return rows->status;
    }
    for (size_t at = 0; at < text.size && rows->status == STATUS_OK;) {
        size_t end = slice_find(text, SLICE("\n"), at), next = end == SIZE_MAX ? text.size : end + 1;
        rows->line++;
        if (csv_parse(&parser, text.start + at, next - at, take_cell, end_row, rows) != next - at)
            side_rows_fail(rows, STATUS_INPUT, csv_strerror(csv_error(&parser)), none);
        at = next;
    }
    if (rows->status == STATUS_OK && csv_fini(&parser, take_cell, end_row, rows) != 0)
        side_rows_fail(rows, STATUS_INPUT, "a quote that does not end", none);
    csv_free(&parser);
    char what[160];
    snprintf(what, sizeof what, "no header row; it names the columns %s", rows->reader->columns);
    if (!rows->header_read)
        side_rows_fail(rows, STATUS_INPUT, what, none);
    return rows->status;
}
