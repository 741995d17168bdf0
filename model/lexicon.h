/* The facts of the CSV files in schemas: words with what is known of them. Compiled in, or read from a folder; built
 * once, then shared read-only between threads.
 *
 * The first column of each file holds the words, several joined by |; the other columns are named in the header row.
 * The build generates schemas_generated.h from the files: LEXICON_UNITS, UNITS_WORD, UNITS_DIMENSION … */
#ifndef BAOGAO_MODEL_LEXICON_H
#define BAOGAO_MODEL_LEXICON_H

#include "model/status.h"
#include "model/trie.h"
#include "schemas_generated.h"

struct lexicon;

/* A word of a lexicon at a place of a text. */
struct lexicon_hit {
    uint32_t row;  /* its row in the file, from 0 */
    uint32_t word; /* its number among the words: for lexicon_next_same */
    size_t size;   /* its bytes in the text */
};

/* Reads the lexicons that are compiled in; with `directory`, the files there take the place of those of the same name.
 * On failure `message` (of `message_size` bytes) names the file and line. The result is freed by lexicon_free. */
enum status lexicon_open(const char *directory, struct lexicon **lexicon, char *message, size_t message_size);
void lexicon_free(struct lexicon *lexicon);

size_t lexicon_rows(const struct lexicon *lexicon, enum lexicon_name name);
/* A cell; empty where the row has none. */
struct slice lexicon_cell(const struct lexicon *lexicon, enum lexicon_name name, size_t row, int column);

/* The longest word that begins at byte `from` (forward) or ends before it (backward; not of
 * common_words, indicators and regions). */
bool lexicon_match(const struct lexicon *lexicon, enum lexicon_name name, enum trie_way way, struct slice text,
                   size_t from, struct lexicon_hit *hit);
/* The words that begin at byte `from`: bit n for one of n characters, up to LONGEST_LENGTH of them. */
enum { LONGEST_LENGTH = 15 };
uint64_t lexicon_lengths(const struct lexicon *lexicon, enum lexicon_name name, struct slice text, size_t from);
/* Exactly this word. */
bool lexicon_find(const struct lexicon *lexicon, enum lexicon_name name, struct slice word, struct lexicon_hit *hit);
/* Moves to the next row that has the same word; false where there is none. */
bool lexicon_next_same(const struct lexicon *lexicon, enum lexicon_name name, struct lexicon_hit *hit);

#endif
