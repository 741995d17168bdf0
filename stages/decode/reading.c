/* Lines and their blocks; tables laid out cell by cell. */
#include "stages/decode/reading.h"

#include <string.h>

void reading_open(struct reading *reading, struct report *report) {
    *reading = (struct reading){.report = report, .text = {.arena = &report->arena}};
}

/* What ends a line for whoever reads the source. */
static bool is_break(uint32_t code) {
    return code == '\n' || code == '\r' || code == 0x0B || code == 0x0C || code == 0x85 || code == 0x2028 ||
           code == 0x2029;
}

static bool is_white(uint32_t code) {
    return code == ' ' || code == '\t' || code == 0xA0 || code == 0x3000 || is_break(code);
}

bool reading_is_blank(struct slice text) {
    for (size_t at = 0; at < text.size;)
        if (!is_white(slice_next(text, &at)))
            return false;
    return true;
}

/* Adds `text` with a space in place of each break; a tab at its head is left out, for it would make a cell. */
static void add_clean(struct text *out, struct slice text) {
    size_t kept = 0, at = 0;
    while (at < text.size && (text.start[at] == '\t' || text.start[at] == ' '))
        kept = ++at;
    while (at < text.size) {
        size_t from = at;
        if (!is_break(slice_next(text, &at)))
            continue;
        text_add(out, slice_part(text, kept, from));
        text_add(out, SLICE(" "));
        kept = at;
    }
    text_add(out, slice_part(text, kept, text.size));
}

/* The end of the paragraph that begins at byte `from` of a cell's text. */
static size_t paragraph_end(struct slice text, size_t from) {
    const char *feed = from < text.size ? memchr(text.start + from, '\n', text.size - from) : NULL;
    return feed ? (size_t)(feed - text.start) : text.size;
}

/* Whether a bracket that a number stands in is open at the end: ≤【160 and 0】 are one number. */
static bool is_open(struct slice text) {
    size_t open = slice_find_last(text, SLICE("【")), close = slice_find_last(text, SLICE("】"));
    return open != SIZE_MAX && (close == SIZE_MAX || close < open);
}

/* The paragraphs of a cell in one line. A space keeps words of Latin letters apart; Chinese needs none. */
static void add_joined(struct text *out, struct slice text) {
    for (size_t from = 0; from < text.size;) {
        size_t end = paragraph_end(text, from);
        bool latin = !is_open(slice_part(text, 0, from)) && from > 0 && out->size > 0 &&
                     (unsigned char)out->start[out->size - 1] < 0x80 && out->start[out->size - 1] > ' ' &&
                     (unsigned char)text.start[from] < 0x80;
        if (latin && !memchr(".:/-", out->start[out->size - 1], 4)) /* 6.5:2. over 5:1 is one ratio */
            text_add(out, SLICE(" "));
        add_clean(out, slice_part(text, from, end));
        from = end + 1;
    }
}

static void end_line(struct reading *reading, struct block block) {
    struct block *room = LIST_ADD(&reading->report->arena, &reading->blocks);
    text_add(&reading->text, SLICE("\n"));
    if (room)
        *room = block;
    else
        reading->text.failed = true;
}

void reading_add(struct reading *reading, struct block block, struct slice text) {
    if (reading_is_blank(text))
        return;
    add_clean(&reading->text, text);
    end_line(reading, block);
}

void reading_add_blank(struct reading *reading) {
    if (reading->blocks.count && reading->blocks.items[reading->blocks.count - 1].kind != BLOCK_BLANK)
        end_line(reading, (struct block){.kind = BLOCK_BLANK, .real_end = true});
}

/* ---- tables ---- */

bool table_add_row(struct reading *reading, struct table_rows *rows) {
    size_t *start = LIST_ADD(&reading->report->scratch, &rows->row_starts);
    if (start)
        *start = rows->cells.count;
    reading->text.failed |= !start;
    return start != NULL;
}

bool table_add_cell(struct reading *reading, struct table_rows *rows, struct table_cell cell) {
    if (rows->row_starts.count == 0 && !table_add_row(reading, rows))
        return false;
    struct table_cell *room = LIST_ADD(&reading->report->scratch, &rows->cells);
    if (room)
        *room = cell;
    reading->text.failed |= !room;
    return room != NULL;
}

/* A table on its way into the reading. */
struct layout {
    struct reading *reading;
    const struct table_rows *rows;
    uint32_t covered[MOST_TABLE_COLUMNS]; /* for how many more rows a cell above covers the column */
    uint32_t table, row, column;          /* the place of the next cell, from 0 */
    bool writes;                          /* else the columns are only counted */
    size_t beyond;                        /* cells that found no place */
};

/* How many cells the row has. */
static size_t cells_of(const struct table_rows *rows, size_t row) {
    size_t end = row + 1 < rows->row_starts.count ? rows->row_starts.items[row + 1] : rows->cells.count;
    return end - rows->row_starts.items[row];
}

static void put_cell(struct layout *layout, const struct table_cell *cell, struct slice text) {
    if (layout->writes) {
        struct block block = {.kind = BLOCK_CELL,
                              .real_end = true,
                              .table = layout->table,
                              .row = layout->row + 1,
                              .column = layout->column + 1,
                              .row_span = cell->row_span,
                              .column_span = cell->column_span,
                              .page = cell->page,
                              .byte = cell->byte};
        text_add(&layout->reading->text, SLICE("\t"));
        add_joined(&layout->reading->text, text);
        end_line(layout->reading, block);
    }
    layout->column++;
}

/* Empty cells stand where a cell of a row above reaches down. */
static void pass_covered(struct layout *layout, const struct table_cell *cell) {
    static const struct table_cell nothing = {.row_span = 1, .column_span = 1};
    while (layout->column < MOST_TABLE_COLUMNS && layout->covered[layout->column] > 0) {
        layout->covered[layout->column]--;
        put_cell(layout, cell ? cell : &nothing, (struct slice){0});
    }
}

static void place_cell(struct layout *layout, const struct table_cell *cell) {
    pass_covered(layout, cell);
    uint32_t columns = cell->column_span ? cell->column_span : 1, rows = cell->row_span ? cell->row_span : 1;
    if (layout->column >= MOST_TABLE_COLUMNS) {
        layout->beyond++;
        if (layout->writes)
            put_cell(layout, cell, cell->text); /* stands in the row all the same */
        return;
    }
    for (uint32_t i = 0; i < columns && layout->column < MOST_TABLE_COLUMNS; i++) {
        layout->covered[layout->column] = rows - 1;
        put_cell(layout, cell, i == 0 ? cell->text : (struct slice){0});
    }
}

/* Runs over all rows; the widest is returned. */
static uint32_t run_over(struct layout *layout) {
    uint32_t widest = 0;
    memset(layout->covered, 0, sizeof layout->covered);
    for (size_t row = 0; row < layout->rows->row_starts.count; row++) {
        size_t first = layout->rows->row_starts.items[row], count = cells_of(layout->rows, row);
        layout->row = (uint32_t)(row % MOST_TABLE_ROWS);
        layout->table += row > 0 && layout->row == 0; /* the rest is a table of its own */
        layout->column = 0;
        for (size_t i = 0; i < count; i++)
            place_cell(layout, &layout->rows->cells.items[first + i]);
        pass_covered(layout, NULL);
        widest = layout->column > widest ? layout->column : widest;
        if (layout->writes && count)
            reading_add_blank(layout->reading);
    }
    return widest;
}

/* One column: the cells are paragraphs. */
static void add_box(struct reading *reading, const struct table_rows *rows) {
    for (size_t i = 0; i < rows->cells.count; i++) {
        const struct table_cell *cell = &rows->cells.items[i];
        struct block block = {.real_end = true, .page = cell->page, .byte = cell->byte};
        for (size_t from = 0, end; from < cell->text.size; from = end + 1) {
            end = paragraph_end(cell->text, from);
            reading_add(reading, block, slice_part(cell->text, from, end));
        }
    }
}

void reading_add_table(struct reading *reading, const struct table_rows *rows) {
    struct layout layout = {.reading = reading, .rows = rows, .table = reading->tables + 1};
    uint32_t widest = run_over(&layout);
    if (widest < 2) {
        add_box(reading, rows);
        return;
    }
    if (layout.beyond || rows->row_starts.count > MOST_TABLE_ROWS)
        report_note(reading->report, SEVERITY_WARNING, (uint32_t)reading->blocks.count + 1, "decode", "table_limit",
                    "a table of more than %d columns or %d rows: spans are not followed beyond",
                    (int)MOST_TABLE_COLUMNS, (int)MOST_TABLE_ROWS);
    reading_add_blank(reading);
    layout.writes = true;
    layout.beyond = 0;
    layout.table = reading->tables + 1;
    run_over(&layout);
    reading->tables = layout.table;
}

enum status reading_close(struct reading *reading) {
    struct report *report = reading->report;
    if (reading->text.failed)
        return STATUS_NO_MEMORY;
    report->source = text_slice(&reading->text);
    report->blocks.items = reading->blocks.items;
    report->blocks.count = reading->blocks.count;
    report->blocks.capacity = reading->blocks.capacity;
    report->line_starts.count = 0;
    return report_index_source(report);
}
