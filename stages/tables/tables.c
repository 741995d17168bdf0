/* What the rows and columns of a table mean: which row is the header, which column names the indicator, which rows are
 * groups, what the footnotes say. tables_grid.c finds the cells. */
#include "stages/tables.h"

#include <inttypes.h>
#include <stdio.h>

#include "stages/tables/tables_columns.h"

enum {
    TITLE_DISTANCE = 3, /* paragraphs between a table's title and its first cell: 单位：亿元 */
    MOST_NOTES = 4,
    MOST_UNIT_BYTES = 120, /* of a line 单位：亿元、万人、%: each row of the table copies it; a longer one is none */
};

/* ---- footnotes ---- */

/* 带*为五年年均增速，带【】为五年累计数: each clause gives the marks it names one meaning. */
static void read_note(struct table_reading *table, struct slice note) {
    const struct report *report = table->grid.report;
    bool star = false, bracket = false;
    for (size_t at = 0; at < note.size;) {
        size_t start = at, size;
        enum table_role role = table_role_at(report, note, at, &size);
        if (role == TABLE_ROLE_AVERAGE || role == TABLE_ROLE_CUMULATIVE) {
            struct mark_meaning meaning = {role == TABLE_ROLE_AVERAGE, role == TABLE_ROLE_CUMULATIVE};
            table->star = star ? meaning : table->star;
            table->bracket = bracket ? meaning : table->bracket;
            star = bracket = false;
        }
        uint32_t code = slice_next(note, &at);
        star |= code == '*' || code == 0xFF0A;
        bracket |= code == 0x3010 || code == '[' || code == 0x3014;
        if (code == 0x3002 || code == 0xFF1B || code == ';')
            star = bracket = false;
        at = start + size > at ? start + size : at;
    }
}

/* Reads the notes below the table; the paragraph behind the last one. */
static uint32_t read_notes(struct table_reading *table) {
    const struct report *report = table->grid.report;
    uint32_t at = table->grid.end, end = at;
    for (int n = 0; n < MOST_NOTES && at < report->paragraphs.count; n++, at++) {
        const struct paragraph *paragraph = &report->paragraphs.items[at];
        struct slice text = report_text(report, paragraph->span);
        size_t size;
        bool note = table_role_at(report, text, 0, &size) == TABLE_ROLE_NOTE;
        bool more = end > table->grid.end && text.size && text.start[0] >= '1' && text.start[0] <= '9';
        bool marked = slice_starts(text, SLICE("*")) || slice_starts(text, SLICE("【】"));
        if (paragraph->heading && !note)
            break;
        if (!note && !more && !marked)
            break;
        read_note(table, text);
        end = at + 1;
    }
    return end;
}

/* ---- cells ---- */

static bool has_bracketed_unit(struct slice name) {
    return table_unit_start(name) < name.size;
}

/* The only cell of a row that holds words beside its number, as that of a group does; NO_COLUMN where there is none. */
static size_t only_column(const struct table_reading *table, size_t row) {
    size_t found = NO_COLUMN;
    for (size_t column = 0; column < table->grid.rows.items[row].count; column++) {
        struct slice text = cell_text(table, row, column);
        if (text.size == 0 || (column == table->ordinal_column && !table_holds_words(text)))
            continue;
        if (found != NO_COLUMN || !(column == table->name_column || table_holds_words(text)))
            return NO_COLUMN;
        found = column;
    }
    return found;
}

/* #, 其中： and leading dashes mark a row as part of the one above. */
static struct slice without_part_mark(const struct table_reading *table, struct slice name, bool *part) {
    size_t size = 0;
    *part = false;
    if (slice_starts(name, SLICE("#")) || slice_starts(name, SLICE("-")))
        size = 1;
    else if (slice_starts(name, SLICE("＃")) || slice_starts(name, SLICE("—")))
        size = 3;
    else if (table_role_at(table->grid.report, name, 0, &size) != TABLE_ROLE_AMONG)
        return name;
    *part = true;
    name = slice_trim(slice_part(name, size, name.size));
    if (slice_starts(name, SLICE("：")))
        name = slice_trim(slice_part(name, 3, name.size));
    else if (slice_starts(name, SLICE(":")))
        name = slice_trim(slice_part(name, 1, name.size));
    return name;
}

/* The indicator with its unit: 其中 rows that have no unit of their own take name and unit of the row above them. */
static enum status row_head(struct table_reading *table, size_t row, struct slice *head) {
    struct arena *arena = &table->grid.report->arena;
    bool part;
    struct slice name = without_part_mark(table, cell_text(table, row, table->name_column), &part);
    struct slice unit = table->unit_column != NO_COLUMN ? cell_text(table, row, table->unit_column) : table->unit;
    *head = name;
    if (part && !has_bracketed_unit(name) && has_bracketed_unit(table->parent)) {
        size_t bracket = table_unit_start(table->parent);
        struct slice pieces[] = {slice_part(table->parent, 0, bracket), SLICE("："), name,
                                 slice_part(table->parent, bracket, table->parent.size)};
        *head = arena_join(arena, pieces, 4);
    } else if (unit.size && !has_bracketed_unit(name) && name.size) {
        struct slice pieces[] = {name, SLICE("（"), unit, SLICE("）")};
        *head = arena_join(arena, pieces, 4);
    }
    if (!part) {
        table->parent = *head;
        if (table->group_of_parts)
            table->group = (struct slice){0};
    }
    return head->start || name.size == 0 ? STATUS_OK : STATUS_NO_MEMORY;
}

/* 一 综合发展质效, all else empty: a group; 6 创新效率 over # rows too. */
static bool take_group(struct table_reading *table, size_t row) {
    size_t column = only_column(table, row);
    struct slice name = column == NO_COLUMN ? (struct slice){0} : cell_text(table, row, column);
    bool part;
    without_part_mark(table, name, &part);
    if (name.size == 0 || part)
        return false;
    bool chinese = false;
    struct slice ordinal =
        table->ordinal_column != NO_COLUMN ? cell_text(table, row, table->ordinal_column) : (struct slice){0};
    table->group = name;
    table->parent = name;
    table->group_of_parts = table_is_ordinal(ordinal, &chinese) && !chinese;
    return true;
}

/* The rows of a category are a group; those that leave its cell out belong to the one above. */
static void take_category(struct table_reading *table, size_t row) {
    struct slice name =
        table->category_column != NO_COLUMN ? cell_text(table, row, table->category_column) : (struct slice){0};
    if (name.size == 0)
        return;
    table->group = name;
    table->group_of_parts = false;
}

static void mark_cell(const struct table_reading *table, struct slice text, struct cell *cell) {
    if (slice_find(text, SLICE("*"), 0) != SIZE_MAX || slice_find(text, SLICE("＊"), 0) != SIZE_MAX) {
        cell->average |= table->star.average;
        cell->cumulative |= table->star.cumulative;
    }
    if (slice_find(text, SLICE("【"), 0) != SIZE_MAX || slice_find(text, SLICE("["), 0) != SIZE_MAX ||
        slice_find(text, SLICE("〔"), 0) != SIZE_MAX) {
        cell->average |= table->bracket.average;
        cell->cumulative |= table->bracket.cumulative || cell->growth; /* a sum in a column 年均增速[累计] */
    }
}

/* Whether a column says what a row is: its name, number, group, unit or attribute. */
static bool column_describes(const struct table_reading *table, size_t column) {
    return column == table->name_column || column == table->ordinal_column || column == table->category_column ||
           column == table->unit_column || column == table->attribute_column;
}

static enum status add_row_cells(struct table_reading *table, size_t row, struct slice head, bool group) {
    struct report *report = table->grid.report;
    const struct grid_row *at = &table->grid.rows.items[row];
    bool header = row < table->header_rows;
    struct slice attribute =
        table->attribute_column != NO_COLUMN ? cell_text(table, row, table->attribute_column) : (struct slice){0};
    for (size_t column = 0; column < at->count; column++) {
        const struct grid_cell *raw = &table->grid.cells.items[at->first + column];
        struct cell *cell = LIST_ADD(&report->arena, &report->cells);
        if (!cell)
            return STATUS_NO_MEMORY;
        *cell = (struct cell){
            .table = table->number,
            .section = table->section,
            .title = table->title,
            .row = (uint32_t)row + 1,
            .column = (uint32_t)column + 1,
            .header = header,
            .row_head = header ? (struct slice){0} : head,
            .column_head = !header && column < MOST_COLUMNS_OF_TABLE ? table->heads[column] : (struct slice){0},
            .group = header || (group && column == table->name_column) ? (struct slice){0} : table->group,
            .describes = column_describes(table, column),
            .growth = !header && column < MOST_COLUMNS_OF_TABLE && table->growth[column],
            .span = raw->span,
            .text = raw->text,
        };
        if (header)
            continue;
        mark_cell(table, raw->text, cell);
        if (table_has_role(report, attribute, TABLE_ROLE_BINDING))
            cell->attribute = ATTRIBUTE_BINDING;
        else if (table_has_role(report, attribute, TABLE_ROLE_EXPECTED))
            cell->attribute = ATTRIBUTE_EXPECTED;
    }
    return STATUS_OK;
}

static enum status add_cells(struct table_reading *table) {
    for (size_t row = 0; row < table->grid.rows.count; row++) {
        struct slice head = {0};
        bool group = row >= table->header_rows && take_group(table, row);
        enum status status = STATUS_OK;
        if (group)
            head = table->group;
        else if (row >= table->header_rows) {
            take_category(table, row);
            status = row_head(table, row, &head);
        }
        if (status == STATUS_OK)
            status = add_row_cells(table, row, head, group);
        if (status != STATUS_OK)
            return status;
    }
    for (uint32_t i = table->grid.first; i < table->grid.end; i++)
        table->grid.report->paragraphs.items[i].cell = true;
    return STATUS_OK;
}

/* ---- the stage ---- */

/* The table's title: the 表 or 专栏 section that begins right above it; a line 单位：亿元 may stand between. */
static void find_title(struct table_reading *table) {
    const struct report *report = table->grid.report;
    table->section = report->paragraphs.items[table->grid.first].section;
    for (uint32_t back = 1; back <= TITLE_DISTANCE && back <= table->grid.first; back++) {
        const struct paragraph *paragraph = &report->paragraphs.items[table->grid.first - back];
        struct slice text = report_text(report, paragraph->span);
        size_t size;
        if (paragraph->heading && paragraph->section < report->sections.count) {
            const struct section *section = &report->sections.items[paragraph->section];
            if (section->kind == SECTION_TABLE || section->kind == SECTION_BOX)
                table->title = section->title;
            return;
        }
        if (table_role_at(report, text, 0, &size) == TABLE_ROLE_UNIT && size < text.size) {
            struct slice unit = slice_trim(slice_part(text, size, text.size));
            size_t colon = slice_starts(unit, SLICE("：")) ? 3 : slice_starts(unit, SLICE(":")) ? 1 : 0;
            unit = slice_trim(slice_part(unit, colon, unit.size));
            table->unit = colon && unit.size <= MOST_UNIT_BYTES ? unit : (struct slice){0};
        }
    }
}

/* A table's section ends below its notes: what follows belongs to the section around it. */
static void end_section(const struct table_reading *table, uint32_t end) {
    struct report *report = table->grid.report;
    if (table->section >= report->sections.count)
        return;
    struct section *section = &report->sections.items[table->section];
    if (section->kind != SECTION_TABLE)
        return;
    size_t bytes = report->paragraphs.items[end - 1].span.end;
    for (uint32_t i = end; i < report->paragraphs.count && report->paragraphs.items[i].section == table->section; i++)
        report->paragraphs.items[i].section = section->parent;
    if (bytes < section->body.end) {
        section->body.end = bytes;
        section->line_end = report_line(report, bytes ? bytes - 1 : 0);
    }
}

static enum status read_table(struct table_reading *table, size_t ordinal, uint32_t *end) {
    char number[24];
    int size = snprintf(number, sizeof number, "%zu", ordinal);
    table->number = arena_copy(&table->grid.report->arena, (struct slice){number, (size_t)size});
    if (!table->number.start)
        return STATUS_NO_MEMORY;
    find_title(table);
    enum status status = table_read_columns(table);
    if (status != STATUS_OK)
        return status;
    *end = read_notes(table);
    status = add_cells(table);
    end_section(table, *end);
    return status;
}

/* A line of several cells becomes one paragraph a cell, so that later stages read each by itself. */
static enum status divide_rows(struct report *report) {
    LIST(struct paragraph) divided = {0};
    size_t next = 0;
    for (size_t i = 0; i < report->paragraphs.count; i++) {
        struct paragraph paragraph = report->paragraphs.items[i];
        struct span line = paragraph.span;
        size_t first = divided.count;
        while (next < report->cells.count && report->cells.items[next].span.end <= line.start)
            next++;
        for (; paragraph.cell && next < report->cells.count && report->cells.items[next].span.end <= line.end; next++) {
            if (report->cells.items[next].text.size == 0)
                continue;
            struct paragraph *part = LIST_ADD(&report->arena, &divided);
            if (!part)
                return STATUS_NO_MEMORY;
            *part = paragraph;
            part->span = report->cells.items[next].span;
            paragraph.blank_before = false;
        }
        struct paragraph *whole = divided.count == first ? LIST_ADD(&report->arena, &divided) : &divided.items[first];
        if (!whole)
            return STATUS_NO_MEMORY;
        if (divided.count == first + 1) /* a cell alone keeps its line, wrapped or led by a tab */
            *whole = report->paragraphs.items[i];
    }
    report->paragraphs.items = divided.items;
    report->paragraphs.count = divided.count;
    report->paragraphs.capacity = divided.capacity;
    return STATUS_OK;
}

enum status stage_tables(struct report *report) {
    size_t tables = 0;
    for (uint32_t i = 0; i < report->paragraphs.count;) {
        struct grid grid;
        enum status status = grid_read(report, i, &grid);
        if (status != STATUS_OK)
            return status;
        if (grid.end == i) {
            i = grid.searched;
            continue;
        }
        struct table_reading table = {.grid = grid, .section = NO_SECTION};
        status = read_table(&table, ++tables, &i);
        if (status != STATUS_OK)
            return status;
    }
    return tables ? divide_rows(report) : STATUS_OK;
}
