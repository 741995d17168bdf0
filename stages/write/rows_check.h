/* Whether the rows of a report are what the schemas promise, before any format sees them: text is UTF-8 without control
 * characters, required cells are filled, cells are of their column's type and vocabulary, keys are unique and lead
 * somewhere. A row that is not would break the load of a database, and with it the rows of all other reports. */
#ifndef BAOGAO_STAGES_ROWS_CHECK_H
#define BAOGAO_STAGES_ROWS_CHECK_H

#include "stages/write/rows.h"

enum { ROWS_FAULT_BYTES = 160 };

struct rows_facts {
    size_t bytes;                 /* of all cells of all rows */
    char fault[ROWS_FAULT_BYTES]; /* the first row that breaks its schema: "row 3 of projects: name is empty"; or "" */
};

/* Looks at all rows of a report that it would give to a format and passes each on to `take`, which may be NULL; takes
 * memory from its scratch. Not looked at: the document of a row, which other reports may need, and that no other report
 * has it. */
enum status rows_check(struct report *report, struct rows_facts *facts, row_taker *take, void *context);

/* The same for one row alone, without keys: what is wrong with it, to be told; false where nothing is. */
bool rows_find_fault(enum table_name table, const struct slice *cells, char fault[ROWS_FAULT_BYTES]);

#endif
