/* The panel as a heat map: a row a region and year, a column an indicator, each cell what was promised and reached and
 * whether the promise was met. Takes the panel's rows as link gives them, region by region and year by year. */
#ifndef BAOGAO_STAGES_WRITE_REVIEW_MATRIX_H
#define BAOGAO_STAGES_WRITE_REVIEW_MATRIX_H

#include "stages/write/review.h"

struct matrix_cell {
    struct slice region, year, indicator, met, target, actual;
    size_t column; /* of the indicator, once the columns are chosen */
};

struct matrix_column {
    struct slice indicator;
    size_t cells;
};

struct review_matrix {
    struct arena arena;
    LIST(struct matrix_cell) cells;
};

/* Keeps what the heat map shows of a row. False where memory ran out. */
bool review_matrix_take(struct review_matrix *matrix, const struct slice *cells, const struct write_options *options);
/* The columns are the indicators with the most cells, MATRIX_COLUMNS of them at most; the rest stands in the list below
 * it. Nothing is written of an empty panel. False where memory ran out. */
enum { MATRIX_COLUMNS = 40 };
bool review_matrix_write(struct review_matrix *matrix, struct text *html, const struct write_options *options);
void review_matrix_free(struct review_matrix *matrix);

#endif
