/* What changed between the rows of one table in two runs. A row is found again by what it says, not by its number or
 * line: a number by its quote and mention, and where its sentence was edited by what it measures; a project by its
 * quote and name, then by its name; a report by its document; a cell of the panel by region, year and indicator. */
#ifndef BAOGAO_PIPELINE_CHANGES_H
#define BAOGAO_PIPELINE_CHANGES_H

#include "pipeline/table_file.h"

/* The tables that are compared, in this order. */
enum { COMPARED_TABLES = 4 };
extern const enum table_name changes_tables[COMPARED_TABLES];

struct change {
    enum table_name table;
    struct slice key;                   /* of the row, of the new one where there are both */
    const char *column;                 /* "": the whole row came or is gone */
    struct slice was, is;               /* cells; of a whole row the word row where it is there */
    const struct file_row *old, *fresh; /* NULL: there is none */
};

typedef enum status change_taker(void *context, const struct change *change);

/* Gives all changes of a table's rows. Sorts the rows of both; takes memory from their arenas. */
enum status changes_find(enum table_name table, struct table_file *old, struct table_file *fresh, change_taker *take,
                         void *context);

#endif
