/* The raw rows and cells of one table, as the stage's files share them; no other stage reads it. */
#ifndef BAOGAO_STAGES_TABLES_GRID_H
#define BAOGAO_STAGES_TABLES_GRID_H

#include "stages/model/report.h"

struct grid_cell {
    struct span span;  /* may reach over lines where the cell was wrapped */
    struct slice text; /* joined */
};

struct grid_row {
    size_t first, count; /* among the cells */
};

struct grid {
    struct report *report;
    uint32_t first, end; /* paragraphs [first, end) hold it */
    uint32_t searched;   /* no table begins before this paragraph */
    bool some_led;       /* a tab leads some of its lines only: there it stands for an empty first cell */
    LIST(struct grid_cell) cells;
    LIST(struct grid_row) rows;
    size_t columns; /* of most rows */
};

enum table_role {
    TABLE_ROLE_NONE,
    TABLE_ROLE_AVERAGE,
    TABLE_ROLE_CUMULATIVE,
    TABLE_ROLE_NOTE,
    TABLE_ROLE_EXPECTED,
    TABLE_ROLE_BINDING,
    TABLE_ROLE_ORDINAL,
    TABLE_ROLE_UNIT,
    TABLE_ROLE_ATTRIBUTE,
    TABLE_ROLE_AMONG,
    TABLE_ROLE_CONTINUED,
    TABLE_ROLE_NAME,     /* 指标: the column that names the rows */
    TABLE_ROLE_CATEGORY, /* 类别: the column that groups them */
    TABLE_ROLE_GROWTH,   /* 年均增速, 比上年增长: the column tells rates */
    TABLE_ROLE_CHANGE,   /* 增减: it does where its unit is % */
};

/* The role of the word of schemas/tables.csv at byte `at`; `*size` is its bytes. */
enum table_role table_role_at(const struct report *report, struct slice text, size_t at, size_t *size);
/* Whether a word of that role stands in `text`. */
bool table_has_role(const struct report *report, struct slice text, enum table_role role);

/* Whether a cell holds words rather than a figure: 5.5左右 and — are figures. */
bool table_holds_words(struct slice text);

/* The table that begins at paragraph `first`, if one does: `grid->end` is `first` where there is none. */
enum status grid_read(struct report *report, uint32_t first, struct grid *grid);
/* Gives rows that leave out their first cell, because it is that of the row above, an empty one. */
enum status grid_restore_first_cells(struct grid *grid);

#endif
