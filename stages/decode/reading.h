/* The reading of a file in the making: `source` line by line, and a block beside each line. Readers of formats add
 * lines; nobody else knows how a reading is laid out.
 *
 * A line is a paragraph or a cell. A cell begins with a tab and a blank line stands between the rows of a table: the
 * form in which a plain text file gives tables best, so that the reading, saved as text, gives the same tables. */
#ifndef BAOGAO_STAGES_DECODE_READING_H
#define BAOGAO_STAGES_DECODE_READING_H

#include "stages/model/report.h"
#include "stages/model/text.h"

enum { MOST_TABLE_COLUMNS = 64, MOST_TABLE_ROWS = 10000 };

struct reading {
    struct report *report;
    struct text text;
    LIST(struct block) blocks;
    uint32_t tables; /* that were added so far */
};

/* A cell of a table in the making; its place is found by those before it. */
struct table_cell {
    struct slice text;              /* with a line feed between its paragraphs */
    uint32_t row_span, column_span; /* 0 counts as 1 */
    uint32_t page;
    size_t byte;
};

/* The rows of a table, each a run of cells in order. A cell that spans rows moves those below it to the right. */
struct table_rows {
    LIST(struct table_cell) cells;
    LIST(size_t) row_starts; /* the index of each row's first cell */
};

void reading_open(struct reading *reading, struct report *report);
/* Adds a line. What would end a line or begin a cell in `text` becomes a space; a text of white space adds nothing. */
void reading_add(struct reading *reading, struct block block, struct slice text);
/* A blank line, where none stands before: between the rows of a table, or for an empty paragraph. */
void reading_add_blank(struct reading *reading);
/* Nothing but white space. */
bool reading_is_blank(struct slice text);

/* A row begins; false where memory ran out. */
bool table_add_row(struct reading *reading, struct table_rows *rows);
/* A cell of the row that began last. */
bool table_add_cell(struct reading *reading, struct table_rows *rows, struct table_cell cell);
/* Adds the whole table. One column makes no table: a box, whose cells are paragraphs. What is beyond MOST_TABLE_COLUMNS
 * or MOST_TABLE_ROWS becomes paragraphs, with the diagnostic table_limit. */
void reading_add_table(struct reading *reading, const struct table_rows *rows);

/* Makes the lines the report's source, with its blocks and index. */
enum status reading_close(struct reading *reading);

#endif
