/* A lexicon's CSV file as rows of cells in the order of the columns that this version knows. */
#ifndef BAOGAO_MODEL_LEXICON_ROWS_H
#define BAOGAO_MODEL_LEXICON_ROWS_H

#include "stages/model/lexicon.h"

enum { LEXICON_MOST_COLUMNS = 16 };

struct lexicon_row {
    struct slice cells[LEXICON_MOST_COLUMNS];
    size_t line; /* of the file, where the row ends */
};

struct lexicon_rows {
    LIST(struct lexicon_row) items;
};

/* Where a failure is told: "words.csv:12: …". */
struct lexicon_fault {
    const char *path;
    char *message;
    size_t message_size;
};

/* Writes the message and gives `status`. */
enum status lexicon_fail(const struct lexicon_fault *fault, size_t line, enum status status, const char *what,
                         struct slice cell);

/* Parses the bytes of a file into rows that stand in `arena`. The header row names columns of `source` in any order;
 * the first, the words, must be there, any other may be missing and is empty then. */
enum status lexicon_rows_read(struct slice bytes, const struct lexicon_source *source, struct arena *arena,
                              struct lexicon_rows *rows, const struct lexicon_fault *fault);

/* The word of the first column that begins at byte `*from`, which moves behind it: a|b|c. False behind the last. */
bool lexicon_next_word(struct slice words, size_t *from, struct slice *word);

#endif
