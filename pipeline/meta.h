/* --meta: a CSV file of what the reports do not say of themselves, in any encoding that reports may have. Its header
 * row names its columns: document (the key or the file's last name), title, region, year, report_type (also by their
 * Chinese titles, as are the types). An empty cell leaves a fact to the text. */
#ifndef BAOGAO_PIPELINE_META_H
#define BAOGAO_PIPELINE_META_H

#include "stages/model/report.h"

struct meta;

/* On failure `message` names the file, the line and what is wrong there. Freed by meta_free. */
enum status meta_open(const char *path, struct meta **meta, char *message, size_t message_size);
void meta_free(struct meta *meta);

/* The column of TABLE_DOCUMENTS that a name of a column means, in either language: of those that may be given; -1 for
 * others. */
int meta_find_column(struct slice name);
/* Sets the fact of such a column from a cell that is not empty; gives what is wrong with the cell, NULL: nothing. The
 * fact is part of the cell. */
const char *meta_set_fact(struct document *facts, int column, struct slice cell);

/* Sets report->given from the row of the report's name; the texts live as long as `meta`. May be called on any thread.
 * `meta` may be NULL, here and below. */
void meta_give(const struct meta *meta, struct report *report);
/* Notes in the report where the region given is none of the list, or the name of several. */
void meta_check(const struct meta *meta, struct report *report);
/* Makes of an empty report one that says in a diagnostic that no report had the name of a row: the first such row from
 * number `from` on. Gives where to look for the next; SIZE_MAX where there was none. */
size_t meta_unmatched(const struct meta *meta, size_t from, struct report *report);

#endif
