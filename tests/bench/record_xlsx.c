/* Preloaded into baogao by bench.py: writes what it asks of libxlsxwriter (xlsx_calls.h) into the file that XLSX_CALLS
 * names, and does it. What the library calls of itself is not written down. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

#include "tests/bench/xlsx_calls.h"

enum { MOST_OBJECTS = 4096 };

static FILE *file;
static const void *sheets[MOST_OBJECTS], *formats[MOST_OBJECTS];
static uint16_t sheet_count, format_count;
static int depth; /* of calls inside calls */

#define REAL(name) ((__typeof__(&(name)))dlsym(RTLD_NEXT, #name))
/* Calls the library and leaves what it gives in `result`. */
#define PASS(result, name, ...)                                                                                        \
    do {                                                                                                               \
        static __typeof__(&(name)) real;                                                                               \
        real = real ? real : REAL(name);                                                                               \
        depth++;                                                                                                       \
        (result) = real(__VA_ARGS__);                                                                                  \
        depth--;                                                                                                       \
    } while (0)

static uint16_t number_of(const void *const *objects, uint16_t count, const void *object) {
    for (uint16_t i = 0; i < count; i++)
        if (objects[i] == object)
            return i;
    return UINT16_MAX;
}

static uint16_t sheet_of(const lxw_worksheet *sheet) {
    return number_of(sheets, sheet_count, sheet);
}

static uint16_t format_of(const lxw_format *format) {
    return (uint16_t)(format ? number_of(formats, format_count, format) + 1 : 0);
}

static void record(struct call call, const char *text, const char *other) {
    if (depth)
        return;
    if (!file)
        file = fopen(getenv("XLSX_CALLS"), "wb");
    if (!file)
        abort();
    call.text_size = text ? (uint32_t)strlen(text) : NO_TEXT;
    call.other_size = other ? (uint32_t)strlen(other) : NO_TEXT;
    fwrite(&call, sizeof call, 1, file);
    if (text)
        fwrite(text, 1, call.text_size + 1, file);
    if (other)
        fwrite(other, 1, call.other_size + 1, file);
}

lxw_error workbook_close(lxw_workbook *book) {
    lxw_error error;
    if (file && fclose(file) != 0)
        abort();
    file = NULL;
    PASS(error, workbook_close, book);
    return error;
}

lxw_worksheet *workbook_add_worksheet(lxw_workbook *book, const char *name) {
    lxw_worksheet *sheet;
    record((struct call){.kind = CALL_ADD_SHEET, .number = book->options.constant_memory}, name, NULL);
    PASS(sheet, workbook_add_worksheet, book, name);
    if (sheet_count == MOST_OBJECTS)
        abort();
    sheets[sheet_count++] = sheet;
    return sheet;
}

lxw_format *workbook_add_format(lxw_workbook *book) {
    lxw_format *format;
    record((struct call){.kind = CALL_ADD_FORMAT}, NULL, NULL);
    PASS(format, workbook_add_format, book);
    if (depth == 0 && format_count == MOST_OBJECTS)
        abort();
    if (depth == 0)
        formats[format_count++] = format;
    return format;
}

/* ---- formats ---- */

#define FORMAT_FLAG(name, kind_of)                                                                                     \
    void name(lxw_format *format) {                                                                                    \
        record((struct call){.kind = (kind_of), .format = format_of(format)}, NULL, NULL);                             \
        REAL(name)(format);                                                                                            \
    }
#define FORMAT_NUMBER(name, type, kind_of)                                                                             \
    void name(lxw_format *format, type value) {                                                                        \
        record((struct call){.kind = (kind_of), .format = format_of(format), .number = value}, NULL, NULL);            \
        REAL(name)(format, value);                                                                                     \
    }
#define FORMAT_TEXT(name, kind_of)                                                                                     \
    void name(lxw_format *format, const char *value) {                                                                 \
        record((struct call){.kind = (kind_of), .format = format_of(format)}, value, NULL);                            \
        REAL(name)(format, value);                                                                                     \
    }
FORMAT_FLAG(format_set_bold, CALL_FORMAT_BOLD)
FORMAT_FLAG(format_set_italic, CALL_FORMAT_ITALIC)
FORMAT_FLAG(format_set_text_wrap, CALL_FORMAT_TEXT_WRAP)
FORMAT_NUMBER(format_set_align, uint8_t, CALL_FORMAT_ALIGN)
FORMAT_NUMBER(format_set_fg_color, lxw_color_t, CALL_FORMAT_FG_COLOR)
FORMAT_NUMBER(format_set_font_color, lxw_color_t, CALL_FORMAT_FONT_COLOR)
FORMAT_NUMBER(format_set_font_size, double, CALL_FORMAT_FONT_SIZE)
FORMAT_NUMBER(format_set_indent, uint8_t, CALL_FORMAT_INDENT)
FORMAT_NUMBER(format_set_pattern, uint8_t, CALL_FORMAT_PATTERN)
FORMAT_TEXT(format_set_font_name, CALL_FORMAT_FONT_NAME)
FORMAT_TEXT(format_set_num_format, CALL_FORMAT_NUM_FORMAT)

/* ---- cells ---- */

static struct call cell_call(enum call_kind kind, const lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
                             const lxw_format *format) {
    return (struct call){
        .kind = (uint8_t)kind, .sheet = sheet_of(sheet), .row = row, .column = column, .format = format_of(format)};
}

lxw_error worksheet_write_string(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const char *string,
                                 lxw_format *format) {
    lxw_error error;
    record(cell_call(CALL_STRING, sheet, row, column, format), string, NULL);
    PASS(error, worksheet_write_string, sheet, row, column, string, format);
    return error;
}

lxw_error worksheet_write_number(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, double number,
                                 lxw_format *format) {
    lxw_error error;
    struct call call = cell_call(CALL_NUMBER, sheet, row, column, format);
    call.number = number;
    record(call, NULL, NULL);
    PASS(error, worksheet_write_number, sheet, row, column, number, format);
    return error;
}

lxw_error worksheet_write_boolean(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, int value,
                                  lxw_format *format) {
    lxw_error error;
    struct call call = cell_call(CALL_BOOLEAN, sheet, row, column, format);
    call.number = value;
    record(call, NULL, NULL);
    PASS(error, worksheet_write_boolean, sheet, row, column, value, format);
    return error;
}

lxw_error worksheet_write_blank(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, lxw_format *format) {
    lxw_error error;
    record(cell_call(CALL_BLANK, sheet, row, column, format), NULL, NULL);
    PASS(error, worksheet_write_blank, sheet, row, column, format);
    return error;
}

lxw_error worksheet_write_url_opt(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const char *url,
                                  lxw_format *format, const char *string, const char *tooltip) {
    lxw_error error;
    record(cell_call(CALL_URL, sheet, row, column, format), url, string);
    PASS(error, worksheet_write_url_opt, sheet, row, column, url, format, string, tooltip);
    return error;
}

lxw_error worksheet_write_comment_opt(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const char *string,
                                      lxw_comment_options *options) {
    lxw_error error;
    struct call call = cell_call(CALL_COMMENT, sheet, row, column, NULL);
    call.number = options->width;
    call.number2 = options->height;
    call.number3 = options->font_size;
    record(call, string, NULL);
    PASS(error, worksheet_write_comment_opt, sheet, row, column, string, options);
    return error;
}

lxw_error worksheet_merge_range(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, lxw_row_t last_row,
                                lxw_col_t last_column, const char *string, lxw_format *format) {
    lxw_error error;
    struct call call = cell_call(CALL_MERGE, sheet, row, column, format);
    call.last_row = last_row;
    call.last_column = last_column;
    record(call, string, NULL);
    PASS(error, worksheet_merge_range, sheet, row, column, last_row, last_column, string, format);
    return error;
}

/* ---- rows, columns and sheets ---- */

lxw_error worksheet_set_row(lxw_worksheet *sheet, lxw_row_t row, double height, lxw_format *format) {
    lxw_error error;
    struct call call = cell_call(CALL_ROW, sheet, row, 0, format);
    call.number = height;
    record(call, NULL, NULL);
    PASS(error, worksheet_set_row, sheet, row, height, format);
    return error;
}

lxw_error worksheet_set_column_opt(lxw_worksheet *sheet, lxw_col_t column, lxw_col_t last_column, double width,
                                   lxw_format *format, lxw_row_col_options *options) {
    lxw_error error;
    struct call call = cell_call(CALL_COLUMN, sheet, 0, column, format);
    call.last_column = last_column;
    call.number = width;
    if (options)
        call.flags = (uint8_t)(options->hidden | options->collapsed << 1 | options->level << LEVEL_SHIFT);
    record(call, NULL, NULL);
    PASS(error, worksheet_set_column_opt, sheet, column, last_column, width, format, options);
    return error;
}

lxw_error worksheet_set_column(lxw_worksheet *sheet, lxw_col_t column, lxw_col_t last_column, double width,
                               lxw_format *format) {
    return worksheet_set_column_opt(sheet, column, last_column, width, format, NULL);
}

lxw_error worksheet_autofilter(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, lxw_row_t last_row,
                               lxw_col_t last_column) {
    lxw_error error;
    struct call call = cell_call(CALL_AUTOFILTER, sheet, row, column, NULL);
    call.last_row = last_row;
    call.last_column = last_column;
    record(call, NULL, NULL);
    PASS(error, worksheet_autofilter, sheet, row, column, last_row, last_column);
    return error;
}

lxw_error worksheet_ignore_errors(lxw_worksheet *sheet, uint8_t type, const char *range) {
    lxw_error error;
    record((struct call){.kind = CALL_IGNORE_ERRORS, .sheet = sheet_of(sheet), .number = type}, range, NULL);
    PASS(error, worksheet_ignore_errors, sheet, type, range);
    return error;
}

lxw_error worksheet_set_footer(lxw_worksheet *sheet, const char *string) {
    lxw_error error;
    record((struct call){.kind = CALL_FOOTER, .sheet = sheet_of(sheet)}, string, NULL);
    PASS(error, worksheet_set_footer, sheet, string);
    return error;
}

lxw_error worksheet_repeat_rows(lxw_worksheet *sheet, lxw_row_t row, lxw_row_t last_row) {
    lxw_error error;
    record((struct call){.kind = CALL_REPEAT_ROWS, .sheet = sheet_of(sheet), .row = row, .last_row = last_row}, NULL,
           NULL);
    PASS(error, worksheet_repeat_rows, sheet, row, last_row);
    return error;
}

lxw_error worksheet_repeat_columns(lxw_worksheet *sheet, lxw_col_t column, lxw_col_t last_column) {
    lxw_error error;
    struct call call = cell_call(CALL_REPEAT_COLUMNS, sheet, 0, column, NULL);
    call.last_column = last_column;
    record(call, NULL, NULL);
    PASS(error, worksheet_repeat_columns, sheet, column, last_column);
    return error;
}

static void record_sheet(enum call_kind kind, const lxw_worksheet *sheet, double number, double number2) {
    record((struct call){.kind = (uint8_t)kind, .sheet = sheet_of(sheet), .number = number, .number2 = number2}, NULL,
           NULL);
}

void worksheet_freeze_panes(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column) {
    record_sheet(CALL_FREEZE, sheet, row, column);
    REAL(worksheet_freeze_panes)(sheet, row, column);
}

void worksheet_set_comments_author(lxw_worksheet *sheet, const char *author) {
    record((struct call){.kind = CALL_AUTHOR, .sheet = sheet_of(sheet)}, author, NULL);
    REAL(worksheet_set_comments_author)(sheet, author);
}

void worksheet_set_landscape(lxw_worksheet *sheet) {
    record_sheet(CALL_LANDSCAPE, sheet, 0, 0);
    REAL(worksheet_set_landscape)(sheet);
}

void worksheet_set_paper(lxw_worksheet *sheet, uint8_t type) {
    record_sheet(CALL_PAPER, sheet, type, 0);
    REAL(worksheet_set_paper)(sheet, type);
}

void worksheet_set_margins(lxw_worksheet *sheet, double left, double right, double top, double bottom) {
    record((struct call){.kind = CALL_MARGINS,
                         .sheet = sheet_of(sheet),
                         .number = left,
                         .number2 = right,
                         .number3 = top,
                         .number4 = bottom},
           NULL, NULL);
    REAL(worksheet_set_margins)(sheet, left, right, top, bottom);
}

void worksheet_fit_to_pages(lxw_worksheet *sheet, uint16_t width, uint16_t height) {
    record_sheet(CALL_FIT, sheet, width, height);
    REAL(worksheet_fit_to_pages)(sheet, width, height);
}

void worksheet_gridlines(lxw_worksheet *sheet, uint8_t option) {
    record_sheet(CALL_GRIDLINES, sheet, option, 0);
    REAL(worksheet_gridlines)(sheet, option);
}

void worksheet_hide(lxw_worksheet *sheet) {
    record_sheet(CALL_HIDE, sheet, 0, 0);
    REAL(worksheet_hide)(sheet);
}

void worksheet_activate(lxw_worksheet *sheet) {
    record_sheet(CALL_ACTIVATE, sheet, 0, 0);
    REAL(worksheet_activate)(sheet);
}
