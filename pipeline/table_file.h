/* Rows of a table in memory: of one that an earlier run wrote as CSV, or of a report. */
#ifndef BAOGAO_PIPELINE_TABLE_FILE_H
#define BAOGAO_PIPELINE_TABLE_FILE_H

#include "schemas_generated.h"
#include "stages/model/arena.h"
#include "stages/model/status.h"

/* A row: a cell a column of the schema, whatever their order in the file; a column that the file does not have is
 * empty. */
struct file_row {
    const struct slice *cells;
    size_t number;          /* in the file, from 0 */
    struct slice key, name; /* for whoever compares: what it is found by, and what it is called */
};

struct table_file {
    struct arena arena;
    LIST(struct file_row) rows;
    bool found; /* the folder has this table */
};

/* A row_taker (stages/write/rows.h) over a struct table_file: adds a copy of the row. */
enum status table_file_take(void *file, enum table_name table, const struct slice *cells);

/* Reads FOLDER/TABLE.csv with headers in either language. A table that is not there has no rows; on failure `message`
 * names the file. */
enum status table_file_read(const char *folder, enum table_name table, struct table_file *file, char *message,
                            size_t message_size);

#endif
