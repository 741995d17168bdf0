/* What the codes in a cell mean to a Chinese reader, as the tables' schemas say it. */
#ifndef BAOGAO_STAGES_WRITE_LABELS_H
#define BAOGAO_STAGES_WRITE_LABELS_H

#include "stages/model/text.h"
#include "stages/write/rows.h"

/* The label of a code of the column, 目标 of target; the code itself where the schema has none. */
struct slice column_label(const struct column *column, struct slice code);
/* Adds the meanings of flags, which stand with spaces between, as the column's description gives them
 * ("unit_unknown 单位不识，…"); a flag itself where it does not. */
void add_flag_meanings(struct text *text, const struct column *column, struct slice flags);

#endif
