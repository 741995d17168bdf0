/* The facts of the CSV files in schemas: words with what is known of them. Compiled in, or read from a folder; built
 * once, then shared read-only between threads.
 *
 * The first column of each file holds the words, several joined by |; the other columns are named in the header row.
 * The lists of word_lists.csv (verbs, openers) are looked up like files; their words are those of words.csv. The build
 * generates schemas_generated.h from the files: LEXICON_UNITS, UNITS_WORD, UNITS_DIMENSION … */
#ifndef BAOGAO_MODEL_LEXICON_H
#define BAOGAO_MODEL_LEXICON_H

#include "schemas_generated.h"
#include "stages/model/arena.h"
#include "stages/model/evidence.h"
#include "stages/model/status.h"
#include "stages/model/trie.h"

/* A CSV file's place in the arrays that all of them share. */
struct lexicon_sheet {
    uint32_t first_cell, rows, columns;
};

struct lexicon_word {
    uint32_t row, next_same; /* next_same: the next word of the same letters in this sheet plus one; 0 for none */
};

struct lexicon_text {
    uint32_t start, size; /* bytes of `bytes` */
};

/* What lexicon_index.h reads of the cells; for its functions alone. */
struct lexicon_index {
    const uint64_t *classes;  /* by row of words.csv */
    uint32_t *region_of_slot; /* by hash of the code: the first row that has it, plus one; 0: free */
    uint32_t *next_region;    /* by row: the next with the same code, plus one; 0: none */
    size_t region_slots;      /* a power of two */
};

/* All of them: one trie, whose sets are the lexicons and whose numbers those of `words`. The members are for the
 * functions below alone. */
struct lexicon {
    struct trie trie;
    const struct lexicon_word *words;
    const struct lexicon_text *cells; /* sheet by sheet, row by row, without the headers */
    const char *bytes;                /* of the cells, a NUL behind each */
    struct lexicon_sheet sheets[LEXICONS];
    struct evidence_weights evidence[EVIDENCE_TABLES];
    struct lexicon_index index;
    struct arena arena; /* holds the index, and the arrays where they were read rather than compiled in */
};

_Static_assert((int)LEXICONS_OF_WORDS <= (int)TRIE_MOST_SETS, "a bit for each lexicon");

/* A word of a lexicon at a place of a text. */
struct lexicon_hit {
    uint32_t row;  /* its row in the file, from 0 */
    uint32_t word; /* its number among the words: for lexicon_next_same */
    size_t size;   /* its bytes in the text */
};

/* A file of --lexicon: words.csv, whose words go before those that are built in. */
struct lexicon_file {
    const char *path;  /* for messages */
    struct slice name; /* of the lexicon: verbs */
    struct slice text; /* UTF-8 */
};
struct lexicon_overlay {
    const struct lexicon_file *files;
    size_t count;
};

/* The lexicons that are compiled in, with `overlay` (NULL: none) over them word by word: lexicon_merge.h says how.
 * Files of names that are no lexicon's are the caller's to refuse. On failure `message` (of `message_size` bytes) names
 * the file and line. The result is freed by lexicon_free. */
enum status lexicon_open(const struct lexicon_overlay *overlay, struct lexicon **lexicon, char *message,
                         size_t message_size);
void lexicon_free(struct lexicon *lexicon);

static inline size_t lexicon_rows(const struct lexicon *lexicon, enum lexicon_name name) {
    return lexicon->sheets[name].rows;
}

/* A cell; empty where the row has none. */
static inline struct slice lexicon_cell(const struct lexicon *lexicon, enum lexicon_name name, size_t row, int column) {
    const struct lexicon_sheet *sheet = &lexicon->sheets[name];
    if (row >= sheet->rows)
        return SLICE("");
    const struct lexicon_text *cell = &lexicon->cells[sheet->first_cell + row * sheet->columns + (size_t)column];
    return (struct slice){lexicon->bytes + cell->start, cell->size};
}

/* The lexicons of which a word begins (forward) or ends (backward) with the code point, in any of its forms: a bit for
 * each, LEXICON_BIT(LEXICON_VERBS). Most characters begin no word of most lexicons. */
#define LEXICON_BIT(name) (UINT32_C(1) << (name))
HOT_INLINE uint32_t lexicon_beginning(const struct lexicon *lexicon, enum trie_way way, uint32_t code) {
    return trie_beginning(&lexicon->trie, way, trie_letter(&lexicon->trie, code));
}
/* The same for the character that begins at byte `from`, or ends before it; no bit at the end of the text. */
HOT_INLINE uint32_t lexicon_beginning_at(const struct lexicon *lexicon, enum trie_way way, struct slice text,
                                         size_t from) {
    if (from == (way == TRIE_FORWARD ? text.size : 0))
        return 0;
    return lexicon_beginning(lexicon, way, way == TRIE_FORWARD ? slice_next(text, &from) : slice_previous(text, &from));
}

/* The longest word that begins at byte `from` (forward) or ends before it (backward; not of common_words, indicators
 * and regions). */
HOT_INLINE bool lexicon_match(const struct lexicon *lexicon, enum lexicon_name name, enum trie_way way,
                              struct slice text, size_t from, struct lexicon_hit *hit) {
    uint32_t word = trie_longest(&lexicon->trie, name, way, text, from, &hit->size);
    if (word == TRIE_NONE)
        return false;
    hit->word = word;
    hit->row = lexicon->words[word].row;
    return true;
}

/* The word of the lexicon that ends at a node of the trie, where one does; `hit->size` is left to the caller. */
static inline void lexicon_take(const struct lexicon *lexicon, enum lexicon_name name, uint32_t node,
                                struct lexicon_hit *hit) {
    hit->word = trie_value(&lexicon->trie, node, name);
    hit->row = lexicon->words[hit->word].row;
}

/* The words that begin at byte `from`: bit n for one of n characters, up to LONGEST_LENGTH of them. */
enum { LONGEST_LENGTH = 15 };
uint64_t lexicon_lengths(const struct lexicon *lexicon, enum lexicon_name name, struct slice text, size_t from);
/* Exactly this word. */
bool lexicon_find(const struct lexicon *lexicon, enum lexicon_name name, struct slice word, struct lexicon_hit *hit);
/* Moves to the next row that has the same word; false where there is none. */
bool lexicon_next_same(const struct lexicon *lexicon, enum lexicon_name name, struct lexicon_hit *hit);

#endif
