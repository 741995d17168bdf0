/* The rows that show how a report was read: its words, and its clauses with subject, verb and object. */
#ifndef BAOGAO_STAGES_ROWS_READING_H
#define BAOGAO_STAGES_ROWS_READING_H

#include "stages/write/rows.h"

/* The row of a paragraph's words and that of a predicate; `cells` are empty but for the document. */
enum status reading_give_words(struct report *report, size_t paragraph, struct slice *cells, row_taker *take,
                               void *context);
enum status reading_give_predicate(struct report *report, size_t predicate, struct slice *cells, row_taker *take,
                                   void *context);

#endif
