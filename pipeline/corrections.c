/* Reads the text of the file with libcsv and keeps its rows by document. */
#include "pipeline/corrections.h"

#include <csv.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "pipeline/paths.h"
#include "pipeline/side_file.h"

enum { MOST_CORRECTIONS_BYTES = 256 << 20, CORRECTION_COLUMNS = 6, MOST_FILE_COLUMNS = 64 };

/* In the order of the members of struct correction. */
static const char *const COLUMNS[CORRECTION_COLUMNS] = {"document", "table", "key", "field", "was", "is"};

struct corrections {
    const char *path;
    struct arena arena;
    LIST(struct correction) rows; /* by document, then by line of the file */
    atomic_bool *matched;         /* by row: its document was converted; set for a document's first row alone */
};

struct corrections_reading {
    struct corrections *corrections;
    struct slice cells[CORRECTION_COLUMNS];
    int columns[MOST_FILE_COLUMNS]; /* the number in COLUMNS of each column of the file; -1 for one that is not read */
    size_t width, column, line;
    bool header_read;
    char *message;
    size_t message_size;
    enum status status;
};

static void fail(struct corrections_reading *reading, enum status status, const char *what) {
    if (reading->status != STATUS_OK)
        return;
    reading->status = status;
    snprintf(reading->message, reading->message_size, "%s:%zu: %s", reading->corrections->path, reading->line, what);
}

static void take_name(struct corrections_reading *reading, struct slice cell) {
    int number = -1;
    for (int i = 0; i < CORRECTION_COLUMNS; i++)
        if (slice_equal(cell, slice_from_string(COLUMNS[i])))
            number = i;
    reading->columns[reading->column] = number;
}

static void take_cell(void *bytes, size_t size, void *context) {
    struct corrections_reading *reading = context;
    struct slice cell = {bytes, size};
    if (reading->column >= (reading->header_read ? reading->width : MOST_FILE_COLUMNS)) {
        fail(reading, STATUS_INPUT, "more cells than the header row");
    } else if (!reading->header_read) {
        take_name(reading, slice_trim(cell));
    } else if (reading->columns[reading->column] >= 0) {
        struct slice copy = arena_copy(&reading->corrections->arena, cell);
        if (!copy.start)
            fail(reading, STATUS_NO_MEMORY, "out of memory");
        reading->cells[reading->columns[reading->column]] = copy;
    }
    reading->column++;
}

static void end_header(struct corrections_reading *reading) {
    unsigned seen = 0;
    reading->width = reading->column;
    reading->header_read = true;
    for (size_t i = 0; i < reading->width; i++)
        seen |= reading->columns[i] >= 0 ? 1U << reading->columns[i] : 0;
    if (seen != (1U << CORRECTION_COLUMNS) - 1)
        fail(reading, STATUS_INPUT, "the header row must name document, table, key, field, was and is");
}

static void add_row(struct corrections_reading *reading) {
    const struct slice *cells = reading->cells;
    if (cells[0].size == 0) {
        fail(reading, STATUS_INPUT, "a correction without its document");
        return;
    }
    struct correction *row = LIST_ADD(&reading->corrections->arena, &reading->corrections->rows);
    if (row)
        *row = (struct correction){cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], reading->line};
    else
        fail(reading, STATUS_NO_MEMORY, "out of memory");
}

static bool is_empty(const struct corrections_reading *reading) {
    for (int i = 0; i < CORRECTION_COLUMNS; i++)
        if (reading->cells[i].size)
            return false;
    return true;
}

static void end_row(int mark, void *context) {
    struct corrections_reading *reading = context;
    (void)mark;
    if (reading->status != STATUS_OK)
        return;
    if (!reading->header_read)
        end_header(reading);
    else if (!is_empty(reading))
        add_row(reading);
    for (int i = 0; i < CORRECTION_COLUMNS; i++)
        reading->cells[i] = (struct slice){0};
    reading->column = 0;
}

/* Line by line, so that each failure names its own. */
static void read_rows(struct corrections_reading *reading, struct slice text) {
    struct csv_parser parser;
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL) != 0) {
        fail(reading, STATUS_NO_MEMORY, "out of memory");
        return;
    }
    for (size_t at = 0; at < text.size && reading->status == STATUS_OK;) {
        size_t end = slice_find(text, SLICE("\n"), at), next = end == SIZE_MAX ? text.size : end + 1;
        reading->line++;
        if (csv_parse(&parser, text.start + at, next - at, take_cell, end_row, reading) != next - at)
            fail(reading, STATUS_INPUT, csv_strerror(csv_error(&parser)));
        at = next;
    }
    if (reading->status == STATUS_OK && csv_fini(&parser, take_cell, end_row, reading) != 0)
        fail(reading, STATUS_INPUT, "a quote that does not end");
    csv_free(&parser);
    if (!reading->header_read)
        fail(reading, STATUS_INPUT, "no header row; it names document, table, key, field, was and is");
}

static int compare_rows(const void *one, const void *other) {
    const struct correction *a = one, *b = other;
    int order = slice_compare(a->document, b->document);
    return order ? order : (a->file_line > b->file_line) - (a->file_line < b->file_line);
}

static enum status read_file(struct corrections *corrections, char *message, size_t message_size) {
    struct corrections_reading reading = {.corrections = corrections, .message = message, .message_size = message_size};
    struct slice text;
    reading.status =
        side_file_read(corrections->path, MOST_CORRECTIONS_BYTES, &corrections->arena, &text, message, message_size);
    if (reading.status == STATUS_OK)
        read_rows(&reading, text);
    if (corrections->rows.count)
        qsort(corrections->rows.items, corrections->rows.count, sizeof *corrections->rows.items, compare_rows);
    corrections->matched = arena_take(&corrections->arena, (corrections->rows.count + 1) * sizeof(atomic_bool));
    if (!corrections->matched)
        fail(&reading, STATUS_NO_MEMORY, "out of memory");
    return reading.status;
}

enum status corrections_open(const char *path, struct corrections **corrections, char *message, size_t message_size) {
    *corrections = calloc(1, sizeof **corrections);
    if (!*corrections) {
        snprintf(message, message_size, "%s: out of memory", path);
        return STATUS_NO_MEMORY;
    }
    (*corrections)->path = path;
    enum status status = read_file(*corrections, message, message_size);
    if (status != STATUS_OK) {
        corrections_free(*corrections);
        *corrections = NULL;
    }
    return status;
}

void corrections_free(struct corrections *corrections) {
    if (!corrections)
        return;
    arena_free(&corrections->arena);
    free(corrections);
}

/* The first row whose document is not before `document`. */
static size_t first_row(const struct corrections *corrections, struct slice document) {
    size_t from = 0, to = corrections->rows.count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (slice_compare(corrections->rows.items[middle].document, document) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

/* Behind the rows of the document of row `first`. */
static size_t behind_document(const struct corrections *corrections, size_t first) {
    size_t end = first;
    while (end < corrections->rows.count &&
           slice_equal(corrections->rows.items[end].document, corrections->rows.items[first].document))
        end++;
    return end;
}

void corrections_give(const struct corrections *corrections, struct report *report) {
    if (!corrections)
        return;
    size_t first = first_row(corrections, report->document.name);
    if (first == corrections->rows.count ||
        !slice_equal(corrections->rows.items[first].document, report->document.name))
        return;
    atomic_store(&corrections->matched[first], true);
    report->corrections = &corrections->rows.items[first];
    report->correction_count = behind_document(corrections, first) - first;
}

size_t corrections_unmatched(const struct corrections *corrections, size_t from, struct report *report) {
    while (corrections && from < corrections->rows.count && atomic_load(&corrections->matched[from]))
        from = behind_document(corrections, from);
    if (!corrections || from >= corrections->rows.count)
        return SIZE_MAX;
    const struct correction *row = &corrections->rows.items[from];
    report->document.name = row->document;
    report->failed = true;
    report_note(report, SEVERITY_WARNING, 0, "correct", "no_document", "%s:%zu: no report of this name",
                corrections->path, row->file_line);
    return behind_document(corrections, from);
}
