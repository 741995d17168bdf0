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

/* The texts of one report in all formats that are text: each row is made once and added to each of them. */
struct rows_texts {
    struct report *report;
    const struct writing *writings;
    size_t count;
    bool skipped[MOST_FORMATS]; /* no text is made in this format: it has none, or the caller has it already */
    struct text texts[MOST_FORMATS];
    size_t ends[MOST_FORMATS][TABLES]; /* of each table's rows; 0 where it has none */
};

/* Ready for the rows of the report, none of which is added where rows_are_many. */
void rows_texts_begin(struct rows_texts *texts, struct report *report, const struct writing *writings, size_t count);
/* A row_taker for a struct rows_texts; the tables come in their order. Takes memory from the report's scratch. */
enum status rows_texts_add(void *texts, enum table_name table, const struct slice *cells);
/* Leaves the texts that are complete in the report's arena, by format and table. */
enum status rows_texts_keep(struct rows_texts *texts, struct slice kept[][TABLES]);
/* Both for all rows of the report. */
enum status rows_texts_make(struct rows_texts *texts, struct slice kept[][TABLES]);

/* A report's rows into the files of a format that is text: `texts`, or where rows_are_many each row by itself. */
enum status rows_text_put_report(struct writing *writing, struct report *report, const struct slice texts[TABLES]);
enum status rows_text_put_row(struct writing *writing, enum table_name table, const struct slice *cells);

#endif
