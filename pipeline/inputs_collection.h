/* A table whose rows are reports: a CSV, JSON or XLSX file. One column holds the texts; others say what the reports do
 * not say of themselves. Readers of the formats fill the cells; what they mean is decided here. */
#ifndef BAOGAO_PIPELINE_INPUTS_COLLECTION_H
#define BAOGAO_PIPELINE_INPUTS_COLLECTION_H

#include "pipeline/inputs.h"

enum { MOST_COLLECTION_COLUMNS = 256 };

struct collection_cell {
    uint32_t row, column; /* indices */
    struct slice text;
};

struct collection {
    struct arena *arena;
    LIST(struct slice) columns;         /* their names */
    LIST(struct collection_cell) cells; /* row by row; those that hold something */
    LIST(uint32_t) numbers;             /* of each row, as its file counts it */
    bool failed;                        /* memory ran out */
};

/* The place of a column by its name, which is added where it is new; SIZE_MAX where there are too many. */
size_t collection_column(struct collection *collection, struct slice name);
/* A row begins. Cells may come for columns that are added later. */
void collection_begin_row(struct collection *collection, uint32_t number);
void collection_set(struct collection *collection, size_t column, struct slice text);

/* A report of the collection. */
struct collected {
    struct slice text;
    struct document given;
    uint32_t number;
};

/* What a collection is. */
struct collection_facts {
    LIST(struct collected) reports;
    struct slice text_column;
    char message[256]; /* for people: 10 reports in column 正文 (title 标题, region 省份, year 年份) */
};

/* Finds the column of the texts: the one named, else one whose name says so or, of the others, the longest, if it holds
 * sentences. False: the rows are no reports. */
bool collection_read(struct collection *collection, const struct lexicon *lexicon, const char *text_column,
                     struct collection_facts *facts);

/* The readers: each fills a collection from the bytes of a file. STATUS_INPUT: `problem` says why not. */
enum status collection_from_csv(struct collection *collection, struct slice text, char delimiter, const char **problem);
enum status collection_from_json(struct collection *collection, struct slice text, const char **problem);
enum status collection_from_xlsx(struct collection *collection, struct slice bytes, const char **problem);

#endif
