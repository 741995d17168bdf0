/* The sheet of a table: its header with notes, its rows as typed cells, and the next sheet where one is full. Reads
 * rows as text by the table's schema; knows nothing of what a table means beyond its looks. */
#include "stages/write/workbook.h"

#include <stdio.h>
#include <string.h>

#include "stages/write/labels.h"

enum { TITLE_MARGIN = 3 /* the filter's button, in characters */, NOTE_CHARACTERS_A_LINE = 20 };
enum { LINE_POINTS = 14, MOST_ROW_POINTS = 409 };

void sheet_name(const struct book *book, enum table_name table, uint32_t part, char out[SHEET_NAME_BYTES]) {
    const char *name = book->english ? tables[table].name : tables[table].title;
    if (part > 1)
        snprintf(out, SHEET_NAME_BYTES, "%s (%u)", name, (unsigned)part);
    else
        snprintf(out, SHEET_NAME_BYTES, "%s", name);
}

uint32_t sheet_part(const struct book *book, size_t index) {
    return (uint32_t)(index / (book->limits.rows - 1) + 1);
}

void sheet_write_note(struct book *book, lxw_worksheet *worksheet, uint32_t row, uint16_t column, const char *title,
                      const char *description) {
    char text[1024];
    snprintf(text, sizeof text, "%s\n%s", title, description);
    size_t lines = 2 + slice_characters(slice_from_string(description)) / NOTE_CHARACTERS_A_LINE;
    lxw_comment_options options = {.width = 240, .height = (uint16_t)(14 + 18 * lines), .font_size = 9};
    book_check(book, worksheet_write_comment_opt(worksheet, row, column, text, &options));
}

static void write_header(struct book *book, enum table_name table, lxw_worksheet *worksheet) {
    lxw_format *format = book_format(book, LOOK_HEADER, true, NUMBER_NONE);
    worksheet_set_row(worksheet, 0, 24, NULL);
    for (size_t i = 0; i < tables[table].column_count; i++) {
        const struct column *column = &tables[table].columns[i];
        const char *title = book->english ? column->name : column->title;
        book_check(book, worksheet_write_string(worksheet, 0, (uint16_t)i, title, format));
        if (!book->english) /* descriptions are Chinese, and the header is the name already */
            sheet_write_note(book, worksheet, 0, (uint16_t)i, column->name, column->description);
    }
    if (sheet_has_keys(table))
        book_check(book, worksheet_write_string(worksheet, 0, (uint16_t)tables[table].column_count,
                                                book_word(book, BOOK_KEY_WORD), format));
}

/* Characters as wide as digits: a Chinese one takes two. */
static int width_of(const struct book *book, const struct column *column) {
    struct slice title = slice_from_string(book->english ? column->name : column->title);
    int least = (int)(book->english ? title.size : slice_characters(title) * 2) + TITLE_MARGIN;
    return column->width > least ? column->width : least;
}

static void set_columns(struct book *book, enum table_name table, lxw_worksheet *worksheet) {
    enum { KEY_WIDTH = 12 };
    const struct column *columns = tables[table].columns;
    uint16_t count = (uint16_t)tables[table].column_count;
    for (size_t i = 0; i < tables[table].column_count; i++) {
        lxw_row_col_options options = {.hidden = columns[i].folded,
                                       .level = columns[i].folded,
                                       .collapsed = !columns[i].folded && i > 0 && columns[i - 1].folded};
        book_check(book, worksheet_set_column_opt(worksheet, (uint16_t)i, (uint16_t)i, width_of(book, &columns[i]),
                                                  NULL, &options));
    }
    if (!sheet_has_keys(table))
        return;
    lxw_row_col_options folded = {.hidden = LXW_TRUE, .level = 1};
    book_check(book, worksheet_set_column_opt(worksheet, count, count, KEY_WIDTH, NULL, &folded));
}

void sheet_add(struct book *book, enum table_name table) {
    struct sheet *sheet = &book->sheets[table];
    char name[SHEET_NAME_BYTES];
    sheet_name(book, table, ++sheet->part, name);
    sheet->worksheet = workbook_add_worksheet(book->file, name);
    if (!sheet->worksheet) {
        book_fail(book, STATUS_OUTPUT, "the folder takes no temporary files");
        return;
    }
    worksheet_set_comments_author(sheet->worksheet, "baogao");
    worksheet_ignore_errors(sheet->worksheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576");
    if (table == TABLE_PANEL)
        return; /* its columns are known at the end */
    book_add_rows(book, sheet->worksheet);
    sheet->row = 1;
    set_columns(book, table, sheet->worksheet);
    write_header(book, table, sheet->worksheet);
    worksheet_freeze_panes(sheet->worksheet, 1, 1);
    book_set_up_print(book, sheet->worksheet, 1);
}

/* libxlsxwriter knows tables of sheets in memory only, for it would write their headers: here they stand already, and
 * what it writes besides goes nowhere. */
void sheet_add_table(struct book *book, enum table_name table, const char *const *headers, size_t count) {
    const struct sheet *sheet = &book->sheets[table];
    lxw_table_column *columns = arena_take(&book->arena, count * sizeof *columns);
    lxw_table_column **list = arena_take(&book->arena, (count + 1) * sizeof(void *));
    char name[SHEET_NAME_BYTES];
    if (!columns || !list) {
        book_fail(book, STATUS_NO_MEMORY, "out of memory");
        return;
    }
    for (size_t i = 0; i < count; i++) {
        columns[i].header = (char *)headers[i]; /* copied, not changed */
        list[i] = &columns[i];
    }
    snprintf(name, sizeof name, sheet->part > 1 ? "%s_%u" : "%s",
             book->english ? tables[table].name : tables[table].title, (unsigned)sheet->part);
    lxw_table_options options = {.name = name,
                                 .columns = list,
                                 .style_type = LXW_TABLE_STYLE_TYPE_LIGHT,
                                 .style_type_number = 1}; /* grey bands */
    uint32_t last = sheet->row > 1 ? sheet->row - 1 : 1;
    uint8_t optimize = sheet->worksheet->optimize;
    sheet->worksheet->optimize = LXW_FALSE;
    book_check(book, worksheet_add_table(sheet->worksheet, 0, 0, last, (uint16_t)(count - 1), &options));
    sheet->worksheet->optimize = optimize;
}

void sheet_finish(struct book *book, enum table_name table) {
    const char *headers[MOST_COLUMNS + 1];
    size_t count = tables[table].column_count;
    for (size_t i = 0; i < count; i++)
        headers[i] = book->english ? tables[table].columns[i].name : tables[table].columns[i].title;
    headers[count] = book_word(book, BOOK_KEY_WORD);
    sheet_add_table(book, table, headers, count + sheet_has_keys(table));
}

void sheet_write_text(struct book *book, lxw_worksheet *worksheet, uint32_t row, uint16_t column, struct slice text,
                      lxw_format *format) {
    if (!cell_text_set(&book->text, text, book->limits.characters)) {
        book_fail(book, STATUS_NO_MEMORY, "out of memory");
        return;
    }
    cell_put_text(book, worksheet, row, column, book->text.bytes, format);
}

/* Decimals that a cell prints: "2.40" has two. */
static int decimals_of(struct slice text) {
    size_t point = slice_find(text, SLICE("."), 0);
    return point == SIZE_MAX ? 0 : (int)(text.size - point - 1);
}

/* A double holds 15 significant digits, and so does Excel. */
static bool fits_double(struct decimal value) {
    const int64_t most = 999999999999999;
    return value.known && value.digits >= -most && value.digits <= most && value.scale <= MOST_DECIMALS;
}

/* Both are exact, so their quotient is the double nearest to the decimal. */
static double nearest_double(struct decimal value) {
    static const double POWERS[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    return (double)value.digits / POWERS[value.scale];
}

void sheet_write_number(struct book *book, lxw_worksheet *worksheet, uint32_t row, uint16_t column, struct slice text,
                        enum look look, enum number_look number, int decimals) {
    struct decimal value = decimal_from_text(text);
    if (!fits_double(value)) {
        sheet_write_text(book, worksheet, row, column, text, book_format(book, look, false, NUMBER_NONE));
        return;
    }
    if (decimals < value.scale)
        decimals = (unsigned char)value.scale;
    if (number == NUMBER_DECIMALS)
        number += (enum number_look)(decimals < MOST_DECIMALS ? decimals : MOST_DECIMALS);
    else if (number >= NUMBER_GOALS)
        number += (enum number_look)(COMPARATOR_WORDS * (decimals < MOST_DECIMALS ? decimals : MOST_DECIMALS));
    cell_put_number(book, worksheet, row, column, nearest_double(value), book_format(book, look, false, number));
}

void sheet_write_goal(struct book *book, lxw_worksheet *worksheet, uint32_t row, uint16_t column,
                      const struct goal *goal, const struct sheet_link *link) {
    struct decimal value = decimal_from_text(goal->text);
    enum number_look number = (enum number_look)(NUMBER_GOALS + goal->comparator);
    if (!fits_double(value)) {
        sheet_write_number(book, worksheet, row, column, goal->text, goal->look, number, 0);
        return;
    }
    int decimals = (unsigned char)value.scale;
    lxw_format *format = goal->upper.size ? book_range_format(book, goal->look, decimals, goal->upper) : NULL;
    if (!format)
        format = book_format(book, goal->look, false, (enum number_look)((int)number + COMPARATOR_WORDS * decimals));
    if (!link ||
        !sheet_write_linked_number(book, worksheet, row, column, nearest_double(value), goal->text, format, link))
        cell_put_number(book, worksheet, row, column, nearest_double(value), format);
}

/* The schema's number format: "0" and "0.00" stand for themselves, "#,##0" shows the decimals that were printed. */
static enum number_look number_look_of(const struct column *column) {
    return column->format[0] == '#' ? NUMBER_DECIMALS : column->format[1] == '.' ? NUMBER_FIXED : NUMBER_PLAIN;
}

static struct slice label_of(const struct book *book, const struct column *column, struct slice code) {
    return book->english ? code : column_label(column, code);
}

/* 增长5.50% prints two decimals though its value is 5.5. */
static int printed_decimals(enum table_name table, size_t column, const struct slice *cells) {
    return table == TABLE_TARGETS && column == TARGETS_VALUE ? decimals_of(cells[TARGETS_MENTION]) : 0;
}

static void write_reader_text(struct book *book, enum table_name table, size_t i, struct slice cell, enum look look) {
    const struct sheet *sheet = &book->sheets[table];
    struct arena arena = {0};
    struct text text = {.arena = &arena};
    add_reader_text(&text, table, i, cell, book->lexicon);
    if (text.failed)
        book_fail(book, STATUS_NO_MEMORY, "out of memory");
    else
        sheet_write_text(book, sheet->worksheet, sheet->row, (uint16_t)i, text_slice(&text),
                         book_format(book, look, tables[table].columns[i].wrap, NUMBER_NONE));
    arena_free(&arena);
}

static void write_cell(struct book *book, enum table_name table, size_t i, const struct slice *cells) {
    const struct column *column = &tables[table].columns[i];
    const struct sheet *sheet = &book->sheets[table];
    enum look look = look_of_cell(table, i, cells);
    if (cell_is_translated(table, i, book->english)) {
        write_reader_text(book, table, i, cells[i], look);
    } else if (column->type == COLUMN_NUMBER || column->type == COLUMN_INTEGER) {
        sheet_write_number(book, sheet->worksheet, sheet->row, (uint16_t)i, cells[i], look, number_look_of(column),
                           printed_decimals(table, i, cells));
    } else if (column->type == COLUMN_BOOLEAN && book->english) {
        cell_put_boolean(book, sheet->worksheet, sheet->row, (uint16_t)i, cells[i].start[0] == 't',
                         book_format(book, look, false, NUMBER_NONE));
    } else {
        sheet_write_text(book, sheet->worksheet, sheet->row, (uint16_t)i, label_of(book, column, cells[i]),
                         book_format(book, look, column->wrap, NUMBER_NONE));
    }
}

/* A number stays one. */
static bool write_link(struct book *book, enum table_name table, const struct slice *cells,
                       const struct cell_link *link) {
    struct sheet *sheet = &book->sheets[table];
    size_t i = link->column;
    bool written;
    if (tables[table].columns[i].type == COLUMN_INTEGER)
        written = sheet_write_linked_number(book, sheet->worksheet, sheet->row, (uint16_t)i,
                                            nearest_double(decimal_from_text(cells[i])), cells[i],
                                            book_format(book, LOOK_LINK, false, NUMBER_PLAIN), &link->to);
    else
        written = sheet_write_link(book, sheet->worksheet, sheet->row, (uint16_t)i, cells[i],
                                   book_format(book, LOOK_LINK, false, NUMBER_NONE), &link->to);
    sheet->unlinked += !written;
    return written;
}

static const struct cell_link *link_at(const struct cell_link *links, size_t count, size_t column) {
    for (size_t i = 0; i < count; i++)
        if (links[i].column == column)
            return &links[i];
    return NULL;
}

static void write_key(struct book *book, enum table_name table, const struct slice *cells) {
    const struct sheet *sheet = &book->sheets[table];
    struct arena arena = {0};
    struct slice key = sheet_key(&arena, cells[0], cells[1]);
    if (!key.start)
        book_fail(book, STATUS_NO_MEMORY, "out of memory");
    else
        sheet_write_text(book, sheet->worksheet, sheet->row, (uint16_t)tables[table].column_count, key,
                         book_format(book, LOOK_MUTED, false, NUMBER_NONE));
    arena_free(&arena);
}

/* A row of the diagnostics for each cell whose text did not fit: its address and where the rest is. */
static void note_cut_cells(struct book *book, enum table_name table, uint64_t cut, const struct slice *cells) {
    for (size_t i = 0; i < tables[table].column_count; i++) {
        if (!(cut >> i & 1))
            continue;
        book->counts.cut++;
        book->counts.severities[SEVERITY_NOTE] += table != TABLE_DIAGNOSTICS;
        if (table == TABLE_DIAGNOSTICS)
            continue; /* the row itself is there, closed by … */
        char name[SHEET_NAME_BYTES], cell[16], message[512];
        const struct sheet *sheet = &book->sheets[table];
        sheet_name(book, table, sheet->part, name);
        lxw_rowcol_to_cell(cell, sheet->row - 1, (lxw_col_t)i);
        int size = snprintf(message, sizeof message, "%s%s!%s", book_word(book, BOOK_CUT_MESSAGE_WORD), name, cell);
        struct slice note[DIAGNOSTICS_COLUMNS] = {[DIAGNOSTICS_DOCUMENT] = cells[0],
                                                  [DIAGNOSTICS_SEVERITY] = SLICE("note"),
                                                  [DIAGNOSTICS_STAGE] = SLICE("write"),
                                                  [DIAGNOSTICS_CODE] = SLICE("cell_cut"),
                                                  [DIAGNOSTICS_MESSAGE] = {message, (size_t)size}};
        sheet_write_row(book, TABLE_DIAGNOSTICS, note, NULL, 0);
    }
}

/* Lines of the text that was written last into a wrapped column. */
static size_t lines_of(const struct book *book, const struct column *column) {
    size_t width = (size_t)column->width - 1; /* a Chinese character does not break in two */
    return column->wrap ? (book->text.width + width - 1) / width : 1;
}

/* Excel finds the height of a wrapped row by itself, most other programs do not. */
static void set_height(struct book *book, const struct sheet *sheet, size_t lines) {
    size_t points = LINE_POINTS * lines;
    if (lines > 1)
        row_put_height(book, sheet->worksheet, sheet->row,
                       (unsigned)(points < MOST_ROW_POINTS ? points : MOST_ROW_POINTS));
}

void sheet_write_row(struct book *book, enum table_name table, const struct slice *cells, const struct cell_link *links,
                     size_t link_count) {
    struct sheet *sheet = &book->sheets[table];
    if (sheet->row == book->limits.rows)
        sheet_finish(book, table);
    if (!sheet->worksheet || sheet->row == book->limits.rows)
        sheet_add(book, table);
    if (book->status != STATUS_OK)
        return;
    uint64_t cut = 0;
    size_t lines = 1;
    for (size_t i = 0; i < tables[table].column_count && book->status == STATUS_OK; i++) {
        if (cells[i].size == 0)
            continue;
        book->text.cut = false;
        book->text.width = 0;
        const struct cell_link *link = link_at(links, link_count, i);
        if (!(link && write_link(book, table, cells, link)))
            write_cell(book, table, i, cells);
        cut |= (uint64_t)book->text.cut << i;
        size_t needed = lines_of(book, &tables[table].columns[i]);
        lines = needed > lines ? needed : lines;
    }
    if (sheet_has_keys(table))
        write_key(book, table, cells);
    set_height(book, sheet, lines);
    book_check(book, LXW_NO_ERROR);
    book_check(book, LXW_NO_ERROR);
    sheet->row++;
    sheet->count++;
    if (cut)
        note_cut_cells(book, table, cut, cells);
}
