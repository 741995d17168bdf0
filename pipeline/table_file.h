/* A table that an earlier run wrote as CSV, read back. */
#ifndef BAOGAO_PIPELINE_TABLE_FILE_H
#define BAOGAO_PIPELINE_TABLE_FILE_H

#include "schemas_generated.h"
#include "stages/model/arena.h"
#include "stages/model/status.h"

enum { TABLE_FILE_COLUMNS = 48 };

/* A row: a cell a column of the schema, whatever their order in the file; a column that the file does not have is
 * empty. */
struct file_row {
    struct slice cells[TABLE_FILE_COLUMNS];
    size_t number;    /* in the file, from 0 */
    struct slice key; /* for whoever compares */
};

struct table_file {
    struct arena arena;
    LIST(struct file_row) rows;
    bool found; /* the folder has this table */
};

/* Reads FOLDER/TABLE.csv with headers in either language. A table that is not there has no rows; on failure `message`
 * names the file. */
enum status table_file_read(const char *folder, enum table_name table, struct table_file *file, char *message,
                            size_t message_size);

#endif
