/* Reads the file with libcsv and keeps a sorted list of its rows. */
#include "pipeline/meta.h"

#include <csv.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stages/write/rows.h"

enum { MOST_META_COLUMNS = 16, FIRST_YEAR = 1949, LAST_YEAR = 2100 };

struct meta {
    struct arena arena;
    LIST(struct document) rows;
};

struct meta_reading {
    struct meta *meta;
    const char *path;
    struct document row;
    int columns[MOST_META_COLUMNS]; /* the column of documents that each column of the file is */
    size_t width;                   /* columns of the header row; before it, the most there may be */
    size_t column, line;
    char *message;
    size_t message_size;
    enum status status;
};

static void fail(struct meta_reading *reading, enum status status, const char *what, struct slice cell) {
    if (reading->status != STATUS_OK)
        return;
    reading->status = status;
    snprintf(reading->message, reading->message_size, "%s:%zu: %s%s%.*s", reading->path, reading->line, what,
             cell.size ? ": " : "", (int)(cell.size < 80 ? cell.size : 80), cell.size ? cell.start : "");
}

static void take_name(struct meta_reading *reading, struct slice cell) {
    static const int known[] = {DOCUMENTS_DOCUMENT, DOCUMENTS_TITLE, DOCUMENTS_REGION, DOCUMENTS_YEAR,
                                DOCUMENTS_REPORT_TYPE};
    if (reading->column == 0 && slice_starts(cell, SLICE("\xEF\xBB\xBF")))
        cell = slice_part(cell, 3, cell.size);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        const struct column *column = &tables[TABLE_DOCUMENTS].columns[known[i]];
        if (slice_equal(cell, slice_from_string(column->name)) || slice_equal(cell, slice_from_string(column->title))) {
            reading->columns[reading->column] = known[i];
            return;
        }
    }
    fail(reading, STATUS_INPUT, "not one of the columns document, title, region, year, report_type", cell);
}

static void take_fact(struct meta_reading *reading, struct slice cell) {
    struct document *row = &reading->row;
    struct decimal year;
    switch (reading->columns[reading->column]) {
    case DOCUMENTS_DOCUMENT: row->name = cell; break;
    case DOCUMENTS_TITLE: row->title = cell; break;
    case DOCUMENTS_REGION: row->region = cell; break;
    case DOCUMENTS_YEAR:
        year = decimal_from_text(cell);
        row->year = (int)year.digits;
        if (!year.known || year.scale != 0 || year.digits < FIRST_YEAR || year.digits > LAST_YEAR)
            fail(reading, STATUS_INPUT, "not a year", cell);
        break;
    default:
        if (!rows_find_report_type(cell, &row->type))
            fail(reading, STATUS_INPUT, "not a report type", cell);
    }
}

static void take_cell(void *bytes, size_t size, void *context) {
    struct meta_reading *reading = context;
    struct slice cell = slice_trim((struct slice){bytes, size});
    if (reading->column >= reading->width) {
        fail(reading, STATUS_INPUT, "more cells than the header row", cell);
    } else if (reading->line == 1) {
        take_name(reading, cell);
    } else if (cell.size) {
        struct slice copy = arena_copy(&reading->meta->arena, cell);
        if (copy.start)
            take_fact(reading, copy);
        else
            fail(reading, STATUS_NO_MEMORY, "out of memory", cell);
    }
    reading->column++;
}

static void end_row(int mark, void *context) {
    struct meta_reading *reading = context;
    (void)mark;
    if (reading->line > 1 && reading->row.name.size) {
        struct document *row = LIST_ADD(&reading->meta->arena, &reading->meta->rows);
        if (row)
            *row = reading->row;
        else
            fail(reading, STATUS_NO_MEMORY, "out of memory", (struct slice){0});
    } else if (reading->line > 1) {
        fail(reading, STATUS_INPUT, "a row without its document", (struct slice){0});
    }
    if (reading->line == 1)
        reading->width = reading->column;
    reading->row = (struct document){0};
    reading->column = 0;
    reading->line++;
}

static void read_rows(struct meta_reading *reading, FILE *file) {
    struct csv_parser parser;
    char bytes[4096];
    size_t size;
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL) != 0) {
        fail(reading, STATUS_NO_MEMORY, "out of memory", (struct slice){0});
        return;
    }
    while ((size = fread(bytes, 1, sizeof bytes, file)) > 0 && reading->status == STATUS_OK)
        if (csv_parse(&parser, bytes, size, take_cell, end_row, reading) != size)
            fail(reading, STATUS_INPUT, csv_strerror(csv_error(&parser)), (struct slice){0});
    if (reading->status == STATUS_OK && ferror(file))
        fail(reading, STATUS_INPUT, strerror(errno), (struct slice){0});
    if (reading->status == STATUS_OK && csv_fini(&parser, take_cell, end_row, reading) != 0)
        fail(reading, STATUS_INPUT, "a quote that does not end", (struct slice){0});
    csv_free(&parser);
}

static int compare_rows(const void *one, const void *other) {
    return slice_compare(((const struct document *)one)->name, ((const struct document *)other)->name);
}

enum status meta_open(const char *path, struct meta **meta, char *message, size_t message_size) {
    FILE *file = fopen(path, "rb");
    if (!file) {
        snprintf(message, message_size, "%s: %s", path, strerror(errno));
        return STATUS_INPUT;
    }
    *meta = calloc(1, sizeof **meta);
    struct meta_reading reading = {.meta = *meta,
                                   .path = path,
                                   .width = MOST_META_COLUMNS,
                                   .line = 1,
                                   .message = message,
                                   .message_size = message_size};
    if (*meta)
        read_rows(&reading, file);
    else
        fail(&reading, STATUS_NO_MEMORY, "out of memory", (struct slice){0});
    fclose(file);
    if (reading.status != STATUS_OK) {
        meta_free(*meta);
        *meta = NULL;
    } else if ((*meta)->rows.count) {
        qsort((*meta)->rows.items, (*meta)->rows.count, sizeof *(*meta)->rows.items, compare_rows);
    }
    return reading.status;
}

void meta_free(struct meta *meta) {
    if (!meta)
        return;
    arena_free(&meta->arena);
    free(meta);
}

void meta_give(const struct meta *meta, struct report *report) {
    if (!meta || !meta->rows.count)
        return;
    struct slice key = report->document.name;
    size_t slash = slice_find_last(key, SLICE("/"));
    struct document wanted[] = {{.name = key},
                                {.name = slash == SIZE_MAX ? key : slice_part(key, slash + 1, key.size)}};
    for (size_t i = 0; i < 2; i++) {
        const struct document *row =
            bsearch(&wanted[i], meta->rows.items, meta->rows.count, sizeof *meta->rows.items, compare_rows);
        if (row) {
            report->given = *row;
            return;
        }
    }
}
