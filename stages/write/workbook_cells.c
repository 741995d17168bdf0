/* Sends each cell where the rows of its sheet go, and brings both together in the package at the end. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "stages/write/workbook.h"
#include "stages/write/workbook_splice.h"

void book_add_rows(struct book *book, lxw_worksheet *worksheet) {
    struct row_stream *rows = book->deflater ? row_stream_open(worksheet, book->deflater) : NULL;
    while (rows && book->rows.count <= worksheet->index)
        if (!LIST_ADD(&book->arena, &book->rows))
            break;
    if (rows && book->rows.count > worksheet->index) {
        book->rows.items[worksheet->index] = rows;
        return;
    }
    row_stream_free(rows);
    book_fail(book, STATUS_NO_MEMORY, "out of memory");
}

/* Where the rows of a worksheet behind its headers go; NULL for libxlsxwriter. */
static struct row_stream *rows_of(const struct book *book, const lxw_worksheet *worksheet, uint32_t row) {
    return row > 0 && worksheet->index < book->rows.count ? book->rows.items[worksheet->index] : NULL;
}

void cell_put_text(struct book *book, lxw_worksheet *worksheet, uint32_t row, uint16_t column, const char *text,
                   lxw_format *format) {
    struct row_stream *rows = rows_of(book, worksheet, row);
    if (rows)
        row_put_text(rows, row, column, text, format);
    else
        book_check(book, worksheet_write_string(worksheet, row, column, text, format));
}

void cell_put_number(struct book *book, lxw_worksheet *worksheet, uint32_t row, uint16_t column, double value,
                     lxw_format *format) {
    struct row_stream *rows = rows_of(book, worksheet, row);
    if (rows)
        row_put_number(rows, row, column, value, format);
    else
        book_check(book, worksheet_write_number(worksheet, row, column, value, format));
}

void cell_put_boolean(struct book *book, lxw_worksheet *worksheet, uint32_t row, uint16_t column, bool value,
                      lxw_format *format) {
    struct row_stream *rows = rows_of(book, worksheet, row);
    if (rows)
        row_put_boolean(rows, row, column, value, format);
    else
        book_check(book, worksheet_write_boolean(worksheet, row, column, value, format));
}

void cell_put_formula(struct book *book, lxw_worksheet *worksheet, uint32_t row, uint16_t column, const char *formula,
                      const char *result, lxw_format *format) {
    struct row_stream *rows = rows_of(book, worksheet, row);
    if (rows)
        row_put_formula(rows, row, column, formula, result, format);
    else
        book_check(book, worksheet_write_formula_str(worksheet, row, column, formula, format, result));
}

void cell_put_number_formula(struct book *book, lxw_worksheet *worksheet, uint32_t row, uint16_t column,
                             const char *formula, double result, lxw_format *format) {
    struct row_stream *rows = rows_of(book, worksheet, row);
    if (rows)
        row_put_number_formula(rows, row, column, formula, result, format);
    else
        book_check(book, worksheet_write_formula_num(worksheet, row, column, formula, format, result));
}

void row_put_height(struct book *book, lxw_worksheet *worksheet, uint32_t row, unsigned points) {
    struct row_stream *rows = rows_of(book, worksheet, row);
    if (rows)
        row_set_height(rows, points);
    else
        book_check(book, worksheet_set_row(worksheet, row, (double)points, NULL));
}

void book_end_rows(struct book *book, lxw_worksheet *worksheet) {
    struct row_stream *rows = rows_of(book, worksheet, 1);
    if (worksheet->optimize_tmpfile)
        lxw_worksheet_write_single_row(worksheet);
    if (rows && !row_stream_end(rows))
        book_fail(book, STATUS_NO_MEMORY, "out of memory");
}

void book_splice_rows(struct book *book, const char *path) {
    const char *problem = "out of memory";
    struct sheet_parts parts = {.count = book->rows.count};
    parts.items = arena_take(&book->arena, (parts.count + 1) * sizeof(void *));
    for (size_t i = 0; parts.items && i < parts.count; i++)
        if (book->rows.items[i])
            parts.items[i] = deflater_stream(book->deflater, row_stream_number(book->rows.items[i]));
    enum status status = parts.items ? package_splice(path, &parts, &problem) : STATUS_NO_MEMORY;
    if (status != STATUS_OK)
        book_fail(book, status, problem);
}

void book_free_rows(struct book *book) {
    for (size_t i = 0; i < book->rows.count; i++)
        row_stream_free(book->rows.items[i]);
    deflater_free(book->deflater);
    free(book->folder);
}
