/* Targets of table cells: the row's head gives indicator and unit, the cell the value. */
#ifndef BAOGAO_STAGES_TARGET_CELLS_H
#define BAOGAO_STAGES_TARGET_CELLS_H

#include "stages/model/report.h"

/* Adds a target for each measured quantity of the cell whose paragraph is `paragraph`. `*cell` and `*next` are the next
 * cell and quantity to look at, both in the order of the text; they move on. Heads, numbering and notes give none. */
enum status targets_of_cell(struct report *report, struct span paragraph, size_t *cell, size_t *next);

#endif
