/* When and whether, for a number in a table: by the head of its column. */
#ifndef BAOGAO_STAGES_PERIOD_CELL_H
#define BAOGAO_STAGES_PERIOD_CELL_H

#include "stages/targets/period_frame.h"

/* The cell that holds a byte of the text; NULL where none does. */
const struct cell *cell_at(const struct report *report, size_t text_offset);

/* Dates a target whose number stands in a cell: kind, period, average, cumulative, expected, binding. */
void cell_date(const struct calendar *calendar, const struct cell *cell, struct frame frame, struct target *target);

#endif
