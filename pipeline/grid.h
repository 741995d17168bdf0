/* Cells in aligned columns for a terminal: Chinese characters take two places. */
#ifndef BAOGAO_PIPELINE_GRID_H
#define BAOGAO_PIPELINE_GRID_H

#include <stdio.h>

#include "stages/model/arena.h"

enum { MOST_GRID_COLUMNS = 48, WIDEST_GRID_CELL = 60 };

struct grid {
    struct arena *arena;
    size_t columns;
    LIST(struct slice) cells; /* row by row */
};

/* Adds the next cell, copied on one line; false where memory ran out. */
bool grid_add(struct grid *grid, struct slice cell);
/* Prints the rows; a cell wider than WIDEST_GRID_CELL is cut with … unless it is in the last column. Columns without
 * any text but in the first row (`headed`) are left out. */
void grid_print(const struct grid *grid, bool headed, FILE *file);

#endif
