/* The rows of a table's sheet behind its headers, written as the XML that libxlsxwriter would write. They never go
 * through libxlsxwriter, which prints each cell with printf into a temporary file and copies and deflates that file at
 * the end: these are deflated as they come (workbook_deflate.h), and stand in the package when it is complete
 * (workbook_splice.h). */
#ifndef BAOGAO_STAGES_WORKBOOK_ROWS_H
#define BAOGAO_STAGES_WORKBOOK_ROWS_H

#include <xlsxwriter.h>

#include "stages/model/slice.h"
#include "stages/write/workbook_deflate.h"

/* Of one sheet. A row stays open until the next one begins, as libxlsxwriter has it: formats get their numbers in the
 * order in which rows are closed. */
struct row_stream;

/* NULL where memory ran out. Its memory is freed by row_stream_free. */
struct row_stream *row_stream_open(lxw_worksheet *worksheet, struct deflater *deflater);
void row_stream_free(struct row_stream *rows);

/* The cells of a row are given from left to right, rows from top to bottom. The texts are NUL-terminated, as
 * cell_text_set leaves them; a formula begins with =. */
void row_put_text(struct row_stream *rows, uint32_t row, uint16_t column, const char *text, lxw_format *format);
void row_put_number(struct row_stream *rows, uint32_t row, uint16_t column, double value, lxw_format *format);
void row_put_boolean(struct row_stream *rows, uint32_t row, uint16_t column, bool value, lxw_format *format);
void row_put_formula(struct row_stream *rows, uint32_t row, uint16_t column, const char *formula, const char *result,
                     lxw_format *format);
void row_put_number_formula(struct row_stream *rows, uint32_t row, uint16_t column, const char *formula, double result,
                            lxw_format *format);
/* Of the open row, in points. */
void row_set_height(struct row_stream *rows, unsigned points);

/* A cell of the open row: the XML behind its address and its look, and the look; empty where it has none. */
struct slice row_open_cell(const struct row_stream *rows, uint16_t column, const lxw_format **format);

/* Closes the last row and gives everything to the deflater. False where memory ran out at any time. */
bool row_stream_end(struct row_stream *rows);
/* Which sheet it is, and which of the deflater's streams holds its rows. */
const lxw_worksheet *row_stream_sheet(const struct row_stream *rows);
size_t row_stream_number(const struct row_stream *rows);

#endif
