/* Rows that an earlier run wrote of a report as CSV, read back: the other way of write_csv. */
#ifndef BAOGAO_STAGES_ROWS_KEPT_H
#define BAOGAO_STAGES_ROWS_KEPT_H

#include "stages/write/rows.h"

/* A report's rows by table, as write_csv wrote them, without header rows. */
struct kept_rows {
    struct slice texts[TABLES];
    size_t counts[TABLES];
    bool raw; /* written with raw_cells: no apostrophe was put before any cell */
};

/* Gives the rows of one table as rows_give gave them when they were written. STATUS_INPUT where the text is no CSV of
 * the table's columns. */
enum status rows_kept_give(const struct kept_rows *kept, enum table_name table, row_taker *take, void *context);

/* The same for any text of such rows. */
enum status rows_kept_read(struct slice text, bool raw, enum table_name table, row_taker *take, void *context);

#endif
