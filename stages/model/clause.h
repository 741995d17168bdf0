/* Sentences and clauses of a paragraph, as punctuation gives them: the frame in which numbers and names are read. */
#ifndef BAOGAO_MODEL_CLAUSE_H
#define BAOGAO_MODEL_CLAUSE_H

#include "stages/model/report.h"

enum clause_end {
    CLAUSE_COMMA,     /* ， and the ASCII comma that is no thousands separator */
    CLAUSE_SEMICOLON, /* ； */
    CLAUSE_COLON,     /* ：but not the one of a ratio between digits */
    CLAUSE_STOP,      /* 。！？ or the end of the paragraph */
};

/* The next clause of text[whole] at or after byte `*at`: its span without the mark that ends it and without spaces;
 * `*at` moves behind the mark. Marks inside 《》, “”, 「」 and brackets end nothing, as long as those close in the same
 * paragraph. False at the end. */
bool clause_next(const struct report *report, struct span whole, size_t *at, struct span *clause, enum clause_end *end);

/* What is quoted of a passage for one thing in it: the passage, or of one longer than `most_bytes` only so much around
 * the thing, so that a list of thousands is not quoted thousands of times. */
struct span clause_quote(struct slice text, struct span passage, struct span thing, size_t most_bytes);

#endif
