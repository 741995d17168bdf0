/* The rows of a CSV file that is given beside the reports: --meta, --corrections. */
#ifndef BAOGAO_PIPELINE_SIDE_ROWS_H
#define BAOGAO_PIPELINE_SIDE_ROWS_H

#include <stdbool.h>

#include "stages/model/slice.h"
#include "stages/model/status.h"

struct side_rows;

/* What the file's own reader does with the cells. Each function may call side_rows_fail, which ends the reading. */
struct side_rows_reader {
    size_t most_columns;
    const char *columns; /* for messages: "document, title" */
    void (*take_name)(struct side_rows *rows, size_t column, struct slice name);
    void (*end_header)(struct side_rows *rows, size_t width);
    void (*take_cell)(struct side_rows *rows, size_t column, struct slice cell); /* a copy is the reader's to make */
    void (*end_row)(struct side_rows *rows);
};

struct side_rows {
    const struct side_rows_reader *reader;
    void *context;    /* the reader's */
    const char *path; /* for messages */
    char *message;
    size_t message_size, line; /* line: of the file, where the row ends */
    enum status status;
    size_t width, column; /* for side_rows_read alone, with the next */
    bool header_read;
};

/* Keeps the first failure: its status and "path:line: what: cell". */
void side_rows_fail(struct side_rows *rows, enum status status, const char *what, struct slice cell);

/* Gives the cells of `text` to the reader row by row. The caller sets the members up to message_size. */
enum status side_rows_read(struct side_rows *rows, struct slice text);

#endif
