/* What the codes in a cell mean to a Chinese reader, as the tables' schemas say it. */
#ifndef BAOGAO_STAGES_WRITE_LABELS_H
#define BAOGAO_STAGES_WRITE_LABELS_H

#include "stages/model/lexicon.h"
#include "stages/model/text.h"
#include "stages/write/rows.h"

/* The label of a code of the column, 目标 of target; the code itself where the schema has none. */
struct slice column_label(const struct column *column, struct slice code);
/* Whether a cell of the column holds more than one word to translate, for add_reader_text. */
bool cell_is_translated(enum table_name table, size_t column, bool english);
/* Adds such a cell in the reader's language. Chinese: flags and stages by their meanings, as the column's description
 * gives them ("unit_unknown 单位不识，…"), and messages; English: why a row is there. What has no translation stays as
 * it is. `lexicon` has the words of the evidence. */
void add_reader_text(struct text *text, enum table_name table, size_t column, struct slice cell,
                     const struct lexicon *lexicon);

#endif
