/* Rows as text, one after the other: what CSV and JSON Lines share. */
#ifndef BAOGAO_STAGES_ROWS_TEXT_H
#define BAOGAO_STAGES_ROWS_TEXT_H

#include "stages/model/text.h"
#include "stages/write.h"
#include "stages/write/rows.h"

struct rows_text {
    struct text *text;
    const struct write_options *options;
};

struct text_format {
    row_taker *add_row;                                                                    /* to a struct rows_text */
    enum status (*put)(struct writing *writing, enum table_name table, struct slice text); /* into the table's file */
};

/* All rows of a report straight into the files, each by itself. */
enum status rows_text_put_report(struct writing *writing, const struct text_format *format, struct report *report);
enum status rows_text_put_row(struct writing *writing, const struct text_format *format, enum table_name table,
                              const struct slice *cells);

#endif
