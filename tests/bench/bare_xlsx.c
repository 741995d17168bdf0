/* The peer of the workbook: a bare libxlsxwriter program in constant memory. It makes the calls that record_xlsx.c
 * wrote down (xlsx_calls.h) from memory, so that its sheets are those of baogao to the byte, and nothing else. usage:
 * bare_xlsx CALLS BOOK.xlsx   prints the seconds from the first call to the closed file; reading the calls is not
 * counted. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <xlsxwriter.h>

#include "tests/bench/xlsx_calls.h"

enum { MOST_OBJECTS = 4096 };

struct book {
    lxw_workbook *file;
    lxw_worksheet *sheets[MOST_OBJECTS];
    lxw_format *formats[MOST_OBJECTS]; /* from 1 */
    size_t sheet_count, format_count;
};

static char *read_calls(const char *path, size_t *size) {
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0)
        abort();
    *size = (size_t)ftell(file);
    rewind(file);
    char *bytes = malloc(*size + 1);
    if (!bytes || fread(bytes, 1, *size, file) != *size)
        abort();
    fclose(file);
    return bytes;
}

static void add_object(struct book *book, const struct call *call, const char *text) {
    if (call->kind == CALL_ADD_FORMAT) {
        book->formats[++book->format_count] = workbook_add_format(book->file);
        return;
    }
    book->file->options.constant_memory = call->number != 0;
    book->sheets[book->sheet_count++] = workbook_add_worksheet(book->file, text);
}

static void set_format(lxw_format *format, const struct call *call, const char *text) {
    switch (call->kind) {
    case CALL_FORMAT_ALIGN: format_set_align(format, (uint8_t)call->number); break;
    case CALL_FORMAT_BOLD: format_set_bold(format); break;
    case CALL_FORMAT_FG_COLOR: format_set_fg_color(format, (lxw_color_t)call->number); break;
    case CALL_FORMAT_FONT_COLOR: format_set_font_color(format, (lxw_color_t)call->number); break;
    case CALL_FORMAT_FONT_NAME: format_set_font_name(format, text); break;
    case CALL_FORMAT_FONT_SIZE: format_set_font_size(format, call->number); break;
    case CALL_FORMAT_INDENT: format_set_indent(format, (uint8_t)call->number); break;
    case CALL_FORMAT_ITALIC: format_set_italic(format); break;
    case CALL_FORMAT_NUM_FORMAT: format_set_num_format(format, text); break;
    case CALL_FORMAT_PATTERN: format_set_pattern(format, (uint8_t)call->number); break;
    default: format_set_text_wrap(format);
    }
}

static void write_comment(lxw_worksheet *sheet, const struct call *call, const char *text) {
    lxw_comment_options options = {
        .width = (uint16_t)call->number, .height = (uint16_t)call->number2, .font_size = call->number3};
    worksheet_write_comment_opt(sheet, call->row, call->column, text, &options);
}

static void set_column(lxw_worksheet *sheet, const struct call *call, lxw_format *format) {
    lxw_row_col_options options = {
        .hidden = call->flags & 1, .collapsed = call->flags >> 1 & 1, .level = (uint8_t)(call->flags >> LEVEL_SHIFT)};
    worksheet_set_column_opt(sheet, call->column, call->last_column, call->number, format, &options);
}

static void set_sheet(lxw_worksheet *sheet, const struct call *call, const char *text) {
    switch (call->kind) {
    case CALL_AUTOFILTER:
        worksheet_autofilter(sheet, call->row, call->column, call->last_row, call->last_column);
        break;
    case CALL_FREEZE: worksheet_freeze_panes(sheet, (lxw_row_t)call->number, (lxw_col_t)call->number2); break;
    case CALL_IGNORE_ERRORS: worksheet_ignore_errors(sheet, (uint8_t)call->number, text); break;
    case CALL_AUTHOR: worksheet_set_comments_author(sheet, text); break;
    case CALL_LANDSCAPE: worksheet_set_landscape(sheet); break;
    case CALL_PAPER: worksheet_set_paper(sheet, (uint8_t)call->number); break;
    case CALL_MARGINS: worksheet_set_margins(sheet, call->number, call->number2, call->number3, call->number4); break;
    case CALL_FIT: worksheet_fit_to_pages(sheet, (uint16_t)call->number, (uint16_t)call->number2); break;
    case CALL_FOOTER: worksheet_set_footer(sheet, text); break;
    case CALL_REPEAT_ROWS: worksheet_repeat_rows(sheet, call->row, call->last_row); break;
    case CALL_REPEAT_COLUMNS: worksheet_repeat_columns(sheet, call->column, call->last_column); break;
    case CALL_GRIDLINES: worksheet_gridlines(sheet, (uint8_t)call->number); break;
    case CALL_HIDE: worksheet_hide(sheet); break;
    default: worksheet_activate(sheet);
    }
}

static void make(struct book *book, const struct call *call, const char *text, const char *other) {
    lxw_worksheet *sheet = book->sheets[call->sheet];
    lxw_format *format = book->formats[call->format];
    switch (call->kind) {
    case CALL_ADD_SHEET:
    case CALL_ADD_FORMAT: add_object(book, call, text); break;
    case CALL_STRING: worksheet_write_string(sheet, call->row, call->column, text, format); break;
    case CALL_NUMBER: worksheet_write_number(sheet, call->row, call->column, call->number, format); break;
    case CALL_BOOLEAN: worksheet_write_boolean(sheet, call->row, call->column, call->number != 0, format); break;
    case CALL_BLANK: worksheet_write_blank(sheet, call->row, call->column, format); break;
    case CALL_URL: worksheet_write_url_opt(sheet, call->row, call->column, text, format, other, NULL); break;
    case CALL_COMMENT: write_comment(sheet, call, text); break;
    case CALL_MERGE:
        worksheet_merge_range(sheet, call->row, call->column, call->last_row, call->last_column, text, format);
        break;
    case CALL_ROW: worksheet_set_row(sheet, call->row, call->number, format); break;
    case CALL_COLUMN: set_column(sheet, call, format); break;
    default:
        if (call->kind < CALL_STRING)
            set_format(format, call, text);
        else
            set_sheet(sheet, call, text);
    }
}

static const char *next_text(const char **at, uint32_t size) {
    const char *text = *at;
    if (size == NO_TEXT)
        return NULL;
    *at += (size_t)size + 1;
    return text;
}

static void make_all(struct book *book, const char *bytes, size_t size) {
    for (const char *at = bytes; at < bytes + size;) {
        struct call call;
        memcpy(&call, at, sizeof call);
        at += sizeof call;
        const char *text = next_text(&at, call.text_size);
        make(book, &call, text, next_text(&at, call.other_size));
    }
}

int main(int argc, char **argv) {
    if (argc != 3)
        return 2;
    size_t size;
    char *bytes = read_calls(argv[1], &size);
    static struct book book;
    struct timespec begin, end;
    timespec_get(&begin, TIME_UTC);
    lxw_workbook_options options = {.constant_memory = LXW_TRUE};
    book.file = workbook_new_opt(argv[2], &options);
    if (!book.file)
        return 3;
    make_all(&book, bytes, size);
    if (workbook_close(book.file) != LXW_NO_ERROR)
        return 3;
    timespec_get(&end, TIME_UTC);
    printf("%.6f\n", (double)(end.tv_sec - begin.tv_sec) + (double)(end.tv_nsec - begin.tv_nsec) / 1e9);
    free(bytes);
    return 0;
}
