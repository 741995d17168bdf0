/* The sheet 面板: a line for the targets and one for the actuals of each region and year, the newest first; an
 * indicator a column. Only indicators with a few cells or asked for with --panel have one: panel.csv has them all. */
#include "stages/write/workbook_panel.h"

#include <stdio.h>
#include <string.h>

enum { KEY_COLUMNS = 4 /* code, region, year, kind */, LEAST_CELLS = 3, WIDTH = 12, HEADER_POINTS = 62 };

struct matrix {
    struct panel_view view;
    struct panel_indicator **shown;
    size_t count;
    const char **headers; /* of all columns, NUL-terminated */
};

/* Is the code one of those that --panel names, with commas between? */
static bool is_asked_for(const struct book *book, struct slice code) {
    struct slice list = slice_from_string(book->panel_codes);
    for (size_t from = 0; from < list.size;) {
        size_t comma = slice_find(list, SLICE(","), from);
        size_t to = comma == SIZE_MAX ? list.size : comma;
        if (slice_equal(slice_trim(slice_part(list, from, to)), code))
            return true;
        from = to + 1;
    }
    return false;
}

static void choose_indicators(struct matrix *matrix) {
    struct book *book = matrix->view.book;
    bool asked = slice_from_string(book->panel_codes).size > 0;
    uint32_t room = book->limits.columns - KEY_COLUMNS;
    for (size_t i = 0; i < matrix->view.indicator_count; i++) {
        struct panel_indicator *indicator = &matrix->view.indicators[i];
        indicator->shown = asked ? is_asked_for(book, indicator->code) : indicator->known >= LEAST_CELLS;
    }
    matrix->count = panel_list_shown(&matrix->view, matrix->shown);
    while (matrix->count > room)
        matrix->shown[--matrix->count]->shown = false;
    for (size_t i = 0; i < matrix->count; i++)
        matrix->shown[i]->column = (uint16_t)(KEY_COLUMNS + i);
}

static bool make_headers(struct matrix *matrix) {
    static const enum panel_column KEYS[] = {PANEL_REGION_CODE, PANEL_REGION, PANEL_YEAR};
    struct book *book = matrix->view.book;
    matrix->headers = arena_take(&book->arena, (KEY_COLUMNS + matrix->count) * sizeof *matrix->headers);
    if (!matrix->headers) {
        book_fail(book, STATUS_NO_MEMORY, "out of memory");
        return false;
    }
    for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++) {
        const struct column *column = &tables[TABLE_PANEL].columns[KEYS[i]];
        matrix->headers[i] = book->english ? column->name : column->title;
    }
    matrix->headers[KEY_COLUMNS - 1] = book_word(book, BOOK_KIND_WORD);
    for (size_t i = 0; i < matrix->count; i++)
        matrix->headers[KEY_COLUMNS + i] = panel_title(&matrix->view, matrix->shown[i]).start;
    return book->status == STATUS_OK;
}

static void write_headers(const struct matrix *matrix) {
    static const int WIDTHS[KEY_COLUMNS] = {10, 20, 8, 8};
    struct book *book = matrix->view.book;
    struct sheet *sheet = &book->sheets[TABLE_PANEL];
    lxw_format *format = book_format(book, LOOK_HEADER, true, NUMBER_NONE);
    worksheet_set_row(sheet->worksheet, 0, HEADER_POINTS, NULL);
    for (size_t i = 0; i < KEY_COLUMNS + matrix->count; i++) {
        uint16_t column = (uint16_t)i;
        worksheet_set_column(sheet->worksheet, column, column, i < KEY_COLUMNS ? WIDTHS[i] : WIDTH, NULL);
        book_check(book, worksheet_write_string(sheet->worksheet, 0, column, matrix->headers[i], format));
    }
    sheet_write_note(book, sheet->worksheet, 0, KEY_COLUMNS - 1, book_word(book, BOOK_KIND_WORD),
                     book_word(book, BOOK_PANEL_NOTE_WORD));
    worksheet_freeze_panes(sheet->worksheet, 1, KEY_COLUMNS);
    book_set_up_print(book, sheet->worksheet, 1);
    worksheet_fit_to_pages(sheet->worksheet, 0, 0); /* as many pages across as it takes, keys on each */
    worksheet_repeat_columns(sheet->worksheet, 0, KEY_COLUMNS - 1);
    sheet->row = 1;
}

static void write_keys(const struct matrix *matrix, const struct slice *cells, enum book_word_name kind,
                       enum look look) {
    struct book *book = matrix->view.book;
    const struct sheet *sheet = &book->sheets[TABLE_PANEL];
    sheet_write_text(book, sheet->worksheet, sheet->row, 0, cells[PANEL_REGION_CODE],
                     book_format(book, LOOK_PLAIN, false, NUMBER_NONE));
    sheet_write_text(book, sheet->worksheet, sheet->row, 1, cells[PANEL_REGION],
                     book_format(book, LOOK_STRONG, false, NUMBER_NONE));
    sheet_write_number(book, sheet->worksheet, sheet->row, 2, cells[PANEL_YEAR], LOOK_PLAIN, NUMBER_PLAIN, 0);
    sheet_write_text(book, sheet->worksheet, sheet->row, KEY_COLUMNS - 1, slice_from_string(book_word(book, kind)),
                     book_format(book, look, false, NUMBER_NONE));
}

/* The targets or the actuals of one region in one year; no line where none of those shown has any. A row once left is
 * on its way to the disk: cells come from left to right. */
static void write_line(const struct matrix *matrix, size_t first, size_t end, bool actuals) {
    struct book *book = matrix->view.book;
    struct sheet *sheet = &book->sheets[TABLE_PANEL];
    bool begun = false;
    for (size_t i = first; i < end; i++) {
        const struct panel_row *row = matrix->view.rows[i];
        const struct panel_indicator *indicator = panel_indicator_of(&matrix->view, row);
        if (!indicator->shown || !row->cells[actuals ? PANEL_ACTUAL : PANEL_TARGET].size)
            continue;
        if (!begun)
            write_keys(matrix, row->cells, actuals ? BOOK_ACTUAL_WORD : BOOK_TARGET_WORD,
                       actuals ? LOOK_ACTUAL : LOOK_TARGET);
        begun = true;
        if (actuals)
            panel_write_actual(&matrix->view, sheet->worksheet, sheet->row, indicator->column, row);
        else
            panel_write_target(&matrix->view, sheet->worksheet, sheet->row, indicator->column, row);
    }
    sheet->row += begun;
    sheet->count += begun;
}

static void finish_sheet(const struct matrix *matrix) {
    sheet_add_table(matrix->view.book, TABLE_PANEL, matrix->headers, KEY_COLUMNS + matrix->count);
}

void book_write_panel(struct book *book) {
    struct matrix matrix = {.shown = NULL};
    if (!panel_view_open(&matrix.view, book))
        return;
    matrix.shown = arena_take(&book->arena, (matrix.view.indicator_count + 1) * sizeof(void *));
    if (!matrix.shown) {
        book_fail(book, STATUS_NO_MEMORY, "out of memory");
        return;
    }
    choose_indicators(&matrix);
    if (!make_headers(&matrix))
        return;
    write_headers(&matrix);
    for (size_t first = 0, end; first < matrix.view.row_count && book->status == STATUS_OK; first = end) {
        end = panel_group_end(&matrix.view, first);
        for (int actuals = 0; actuals < 2; actuals++) {
            if (book->sheets[TABLE_PANEL].row == book->limits.rows) {
                finish_sheet(&matrix);
                sheet_add(book, TABLE_PANEL);
                write_headers(&matrix);
            }
            write_line(&matrix, first, end, actuals);
        }
    }
    finish_sheet(&matrix);
}
