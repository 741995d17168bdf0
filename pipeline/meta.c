/* Keeps a sorted list of the rows of the file. */
#include "pipeline/meta.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "pipeline/side_file.h"
#include "pipeline/side_rows.h"
#include "stages/model/lexicon.h"
#include "stages/write/rows.h"

enum { MOST_META_COLUMNS = 16, MOST_META_BYTES = 64 << 20, FIRST_YEAR = 1949, LAST_YEAR = 2100 };

/* A row of the file. */
struct meta_row {
    struct document facts;
    size_t line;
    atomic_bool matched; /* a report has its name */
};

struct meta {
    const char *path;
    struct arena arena;
    LIST(struct meta_row) rows;
};

/* The row that is read. */
struct meta_reading {
    struct meta *meta;
    struct document row;
    int columns[MOST_META_COLUMNS]; /* the column of documents that each column of the file is */
};

int meta_find_column(struct slice name) {
    static const int known[] = {DOCUMENTS_DOCUMENT, DOCUMENTS_TITLE, DOCUMENTS_REGION, DOCUMENTS_YEAR,
                                DOCUMENTS_REPORT_TYPE};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        const struct column *column = &tables[TABLE_DOCUMENTS].columns[known[i]];
        if (slice_equal(name, slice_from_string(column->name)) || slice_equal(name, slice_from_string(column->title)))
            return known[i];
    }
    return -1;
}

static void take_name(struct side_rows *rows, size_t column, struct slice name) {
    struct meta_reading *reading = rows->context;
    int known = meta_find_column(name);
    for (size_t before = 0; before < column; before++)
        if (known >= 0 && reading->columns[before] == known)
            side_rows_fail(rows, STATUS_INPUT, "a column twice", name);
    reading->columns[column] = known;
    if (known < 0)
        side_rows_fail(rows, STATUS_INPUT, "not one of the columns document, title, region, year, report_type", name);
}

/* The report type of a word of documents.report_type, or of what people read in its place: 政府工作报告. */
static bool find_type(struct slice word, enum report_type *type) {
    const struct column *column = &tables[TABLE_DOCUMENTS].columns[DOCUMENTS_REPORT_TYPE];
    for (size_t i = 0; i < column->label_count; i++)
        if (slice_equal(word, slice_from_string(column->labels[i].text)))
            word = slice_from_string(column->labels[i].code);
    return rows_find_report_type(word, type);
}

const char *meta_set_fact(struct document *facts, int column, struct slice cell) {
    struct decimal year;
    switch (column) {
    case DOCUMENTS_DOCUMENT: facts->name = cell; return NULL;
    case DOCUMENTS_TITLE: facts->title = cell; return NULL;
    case DOCUMENTS_REGION: facts->region = cell; return NULL;
    case DOCUMENTS_YEAR:
        year = decimal_from_text(cell);
        if (!year.known || year.scale != 0 || year.digits < FIRST_YEAR || year.digits > LAST_YEAR)
            return "not a year";
        facts->year = (int)year.digits;
        return NULL;
    default: return find_type(cell, &facts->type) ? NULL : "not a report type";
    }
}

static void take_cell(struct side_rows *rows, size_t column, struct slice cell) {
    struct meta_reading *reading = rows->context;
    cell = slice_trim(cell);
    if (!cell.size)
        return;
    struct slice copy = arena_copy(&reading->meta->arena, cell);
    if (!copy.start) {
        side_rows_fail(rows, STATUS_NO_MEMORY, "out of memory", cell);
        return;
    }
    const char *wrong = meta_set_fact(&reading->row, reading->columns[column], copy);
    if (wrong)
        side_rows_fail(rows, STATUS_INPUT, wrong, copy);
}

static void add_row(struct side_rows *rows) {
    struct meta_reading *reading = rows->context;
    struct meta_row *row = LIST_ADD(&reading->meta->arena, &reading->meta->rows);
    if (!row) {
        side_rows_fail(rows, STATUS_NO_MEMORY, "out of memory", (struct slice){0});
        return;
    }
    row->facts = reading->row;
    row->line = rows->line;
}

static void end_header(struct side_rows *rows, size_t width) {
    const struct meta_reading *reading = rows->context;
    for (size_t i = 0; i < width; i++)
        if (reading->columns[i] == DOCUMENTS_DOCUMENT)
            return;
    side_rows_fail(rows, STATUS_INPUT, "the header row must name the column", SLICE("document"));
}

static bool is_blank(const struct document *row) {
    return !row->title.size && !row->region.size && !row->year && !row->type;
}

static void end_row(struct side_rows *rows) {
    struct meta_reading *reading = rows->context;
    if (reading->row.name.size)
        add_row(rows);
    else if (!is_blank(&reading->row))
        side_rows_fail(rows, STATUS_INPUT, "a row without its document", (struct slice){0});
    reading->row = (struct document){0};
}

static const struct side_rows_reader READER = {
    MOST_META_COLUMNS, "document, title, region, year, report_type", take_name, end_header, take_cell, end_row};

static int compare_rows(const void *one, const void *other) {
    return slice_compare(((const struct meta_row *)one)->facts.name, ((const struct meta_row *)other)->facts.name);
}

static void sort_rows(struct meta *meta, struct side_rows *rows) {
    if (meta->rows.count)
        qsort(meta->rows.items, meta->rows.count, sizeof *meta->rows.items, compare_rows);
    for (size_t i = 1; i < meta->rows.count; i++) {
        const struct meta_row *one = &meta->rows.items[i - 1], *other = &meta->rows.items[i];
        if (!slice_equal(one->facts.name, other->facts.name))
            continue;
        rows->line = one->line > other->line ? one->line : other->line;
        side_rows_fail(rows, STATUS_INPUT, "a second row for a document", one->facts.name);
    }
}

enum status meta_open(const char *path, struct meta **meta, char *message, size_t message_size) {
    *meta = calloc(1, sizeof **meta);
    if (!*meta) {
        snprintf(message, message_size, "%s: out of memory", path);
        return STATUS_NO_MEMORY;
    }
    (*meta)->path = path;
    struct meta_reading reading = {.meta = *meta};
    struct side_rows rows = {
        .reader = &READER, .context = &reading, .path = path, .message = message, .message_size = message_size};
    struct slice text;
    rows.status = side_file_read(path, MOST_META_BYTES, &(*meta)->arena, &text, message, message_size);
    if (rows.status == STATUS_OK)
        side_rows_read(&rows, text);
    if (rows.status == STATUS_OK)
        sort_rows(*meta, &rows);
    if (rows.status != STATUS_OK) {
        meta_free(*meta);
        *meta = NULL;
    }
    return rows.status;
}

void meta_free(struct meta *meta) {
    if (!meta)
        return;
    arena_free(&meta->arena);
    free(meta);
}

static struct meta_row *find_row(const struct meta *meta, struct slice name) {
    struct meta_row wanted = {.facts.name = name};
    return bsearch(&wanted, meta->rows.items, meta->rows.count, sizeof *meta->rows.items, compare_rows);
}

/* An empty cell leaves what a collection's columns gave. */
static void give(const struct document *row, struct document *given) {
    struct document before = *given;
    *given = *row;
    given->title = row->title.size ? row->title : before.title;
    given->region = row->region.size ? row->region : before.region;
    given->year = row->year ? row->year : before.year;
    given->type = row->type ? row->type : before.type;
}

void meta_give(const struct meta *meta, struct report *report) {
    if (!meta || !meta->rows.count)
        return;
    struct slice key = report->document.name;
    size_t slash = slice_find_last(key, SLICE("/"));
    struct meta_row *row = find_row(meta, key);
    if (!row && slash != SIZE_MAX)
        row = find_row(meta, slice_part(key, slash + 1, key.size));
    if (!row)
        return;
    give(&row->facts, &report->given);
    atomic_store(&row->matched, true);
}

void meta_check(const struct meta *meta, struct report *report) {
    struct slice region = report->given.region;
    struct lexicon_hit hit;
    if (!meta || !region.size || report->document.region_code.size)
        return;
    bool several = lexicon_find(report->lexicon, LEXICON_REGIONS, region, &hit) &&
                   lexicon_next_same(report->lexicon, LEXICON_REGIONS, &hit);
    const struct meta_row *row = find_row(meta, report->given.name);
    if (!row)
        return; /* a collection's column gave it */
    report_note(report, several ? SEVERITY_WARNING : SEVERITY_NOTE, 0, "meta",
                several ? "region_ambiguous" : "region_unknown", "%s:%zu: %s: %.*s", meta->path, row->line,
                several ? "several regions have this name; give it with its province" : "no region of the list",
                (int)region.size, region.start);
}

size_t meta_unmatched(const struct meta *meta, size_t from, struct report *report) {
    while (meta && from < meta->rows.count && atomic_load(&meta->rows.items[from].matched))
        from++;
    if (!meta || from >= meta->rows.count)
        return SIZE_MAX;
    const struct meta_row *row = &meta->rows.items[from];
    report->document.name = row->facts.name;
    report->failed = true;
    report_note(report, SEVERITY_WARNING, 0, "meta", "no_document", "%s:%zu: no report of this name", meta->path,
                row->line);
    return from + 1;
}
