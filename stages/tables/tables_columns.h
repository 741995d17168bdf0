/* A table while its rows and columns are read, and what its columns are for; no other stage reads it. */
#ifndef BAOGAO_STAGES_TABLES_COLUMNS_H
#define BAOGAO_STAGES_TABLES_COLUMNS_H

#include "stages/tables/tables_grid.h"

enum { MOST_COLUMNS_OF_TABLE = 64, NO_COLUMN = MOST_COLUMNS_OF_TABLE };

/* What the footnotes give a mark. */
struct mark_meaning {
    bool average, cumulative;
};

struct table_reading {
    struct grid grid;
    struct slice number, title, unit; /* unit: of a line 单位：… above the table */
    uint32_t section;
    size_t header_rows;
    size_t ordinal_column, name_column, unit_column, attribute_column;
    size_t category_column; /* 类别: what the rows of a group have in common */
    struct slice heads[MOST_COLUMNS_OF_TABLE];
    bool growth[MOST_COLUMNS_OF_TABLE]; /* the column tells rates of growth: 年均增速 */
    struct mark_meaning star, bracket;
    struct slice group, parent; /* the group row above; the row that # rows belong to */
    bool group_of_parts;        /* the group is a numbered row over its # rows: it ends with them */
};

static inline struct slice cell_text(const struct table_reading *table, size_t row, size_t column) {
    const struct grid_row *at = &table->grid.rows.items[row];
    return column < at->count ? table->grid.cells.items[at->first + column].text : (struct slice){0};
}

/* 一, 二 … or 1, 2 …: one numeral and nothing else. */
bool table_is_ordinal(struct slice text, bool *chinese);
/* The bracket at the end of 地区生产总值（亿元）: where it begins; its size where it has none. */
size_t table_unit_start(struct slice name);

/* Finds the header rows, the columns' titles and what each column is for. */
enum status table_read_columns(struct table_reading *table);

#endif
