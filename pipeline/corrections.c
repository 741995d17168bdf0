/* Keeps the rows of the file by document. */
#include "pipeline/corrections.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "pipeline/side_file.h"
#include "pipeline/side_rows.h"

enum { MOST_CORRECTIONS_BYTES = 256 << 20, CORRECTION_COLUMNS = 6, MOST_FILE_COLUMNS = 64 };

/* In the order of the members of struct correction. */
static const char *const COLUMNS[CORRECTION_COLUMNS] = {"document", "table", "key", "field", "was", "is"};

struct corrections {
    const char *path;
    struct arena arena;
    LIST(struct correction) rows; /* by document, then by line of the file */
    atomic_bool *matched;         /* by row: its document was converted; set for a document's first row alone */
};

/* The row that is read. */
struct corrections_reading {
    struct corrections *corrections;
    struct slice cells[CORRECTION_COLUMNS];
    int columns[MOST_FILE_COLUMNS]; /* the number in COLUMNS of each column of the file; -1 for one that is not read */
};

static void take_name(struct side_rows *rows, size_t column, struct slice name) {
    struct corrections_reading *reading = rows->context;
    reading->columns[column] = -1;
    for (int i = 0; i < CORRECTION_COLUMNS; i++)
        if (slice_equal(name, slice_from_string(COLUMNS[i])))
            reading->columns[column] = i;
}

static void end_header(struct side_rows *rows, size_t width) {
    const struct corrections_reading *reading = rows->context;
    unsigned seen = 0;
    for (size_t i = 0; i < width; i++)
        seen |= reading->columns[i] >= 0 ? 1U << reading->columns[i] : 0;
    if (seen != (1U << CORRECTION_COLUMNS) - 1)
        side_rows_fail(rows, STATUS_INPUT, "the header row must name document, table, key, field, was and is",
                       (struct slice){0});
}

static void take_cell(struct side_rows *rows, size_t column, struct slice cell) {
    struct corrections_reading *reading = rows->context;
    if (reading->columns[column] < 0)
        return;
    struct slice copy = arena_copy(&reading->corrections->arena, cell);
    if (!copy.start)
        side_rows_fail(rows, STATUS_NO_MEMORY, "out of memory", (struct slice){0});
    reading->cells[reading->columns[column]] = copy;
}

static void add_row(struct side_rows *rows, const struct slice *cells) {
    struct corrections *corrections = ((struct corrections_reading *)rows->context)->corrections;
    if (cells[0].size == 0) {
        side_rows_fail(rows, STATUS_INPUT, "a correction without its document", (struct slice){0});
        return;
    }
    struct correction *row = LIST_ADD(&corrections->arena, &corrections->rows);
    if (row)
        *row = (struct correction){cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], rows->line};
    else
        side_rows_fail(rows, STATUS_NO_MEMORY, "out of memory", (struct slice){0});
}

static bool is_empty(const struct corrections_reading *reading) {
    for (int i = 0; i < CORRECTION_COLUMNS; i++)
        if (reading->cells[i].size)
            return false;
    return true;
}

static void end_row(struct side_rows *rows) {
    struct corrections_reading *reading = rows->context;
    if (!is_empty(reading))
        add_row(rows, reading->cells);
    for (int i = 0; i < CORRECTION_COLUMNS; i++)
        reading->cells[i] = (struct slice){0};
}

static const struct side_rows_reader READER = {
    MOST_FILE_COLUMNS, "document, table, key, field, was and is", take_name, end_header, take_cell, end_row};

static int compare_rows(const void *one, const void *other) {
    const struct correction *a = one, *b = other;
    int order = slice_compare(a->document, b->document);
    return order ? order : (a->file_line > b->file_line) - (a->file_line < b->file_line);
}

static enum status read_file(struct corrections *corrections, char *message, size_t message_size) {
    struct corrections_reading reading = {.corrections = corrections};
    struct side_rows rows = {.reader = &READER,
                             .context = &reading,
                             .path = corrections->path,
                             .message = message,
                             .message_size = message_size};
    struct slice text;
    rows.status =
        side_file_read(corrections->path, MOST_CORRECTIONS_BYTES, &corrections->arena, &text, message, message_size);
    if (rows.status == STATUS_OK)
        side_rows_read(&rows, text);
    if (corrections->rows.count)
        qsort(corrections->rows.items, corrections->rows.count, sizeof *corrections->rows.items, compare_rows);
    corrections->matched = arena_take(&corrections->arena, (corrections->rows.count + 1) * sizeof(atomic_bool));
    if (!corrections->matched)
        side_rows_fail(&rows, STATUS_NO_MEMORY, "out of memory", (struct slice){0});
    return rows.status;
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
