/* The tables' rows: what the stages left in a report, as text by the columns of schemas/. Knows no file format. */
#ifndef BAOGAO_STAGES_ROWS_H
#define BAOGAO_STAGES_ROWS_H

#include "schemas_generated.h"
#include "stages/model/report.h"

/* More columns than any table has. */
enum { MOST_COLUMNS = 40 };

/* Takes one row: a cell a column of the table's schema, as text; empty is unknown. Numbers are plain decimals, booleans
 * true or false. The texts live as long as the call. */
typedef enum status row_taker(void *context, enum table_name table, const struct slice *cells);

/* Gives every row of a table that one report has, in order; none of a table that is made of all reports. Of a report
 * whose rows an earlier run made, those. */
enum status rows_give(struct report *report, enum table_name table, row_taker *take, void *context);

/* Whether the table is made of all reports of the run. */
static inline bool rows_are_linked(enum table_name table) {
    return table == TABLE_PANEL || table == TABLE_INDICATORS || table == TABLE_CHANGES;
}

/* How many rows of a table the report has. */
size_t rows_count(const struct report *report, enum table_name table);

/* Whether the rows of a report are so many that they are better written one by one than kept as text. */
bool rows_are_many(const struct report *report);

/* The report type of a word of documents.report_type; false where it is none. */
bool rows_find_report_type(struct slice word, enum report_type *type);

#endif
