/* Words to numbers, matched character by character at a place of a text; traditional characters match simplified ones.
 * Built once, then read-only. */
#ifndef BAOGAO_MODEL_TRIE_H
#define BAOGAO_MODEL_TRIE_H

#include "model/arena.h"

enum trie_way { TRIE_FORWARD, TRIE_BACKWARD };

struct trie_edge {
    uint32_t node, code, next; /* next 0: a free place */
};

struct trie {
    enum trie_way way;
    uint64_t *begins; /* a bit for each code point of the basic plane that begins a word: most characters begin none */
    struct trie_edge *edges; /* open addressing on (node, code) */
    size_t edge_count, edge_capacity;
    LIST(uint32_t) values; /* by node: the word's number plus one, 0 where no word ends */
};

/* The number of no word. */
#define TRIE_NONE UINT32_MAX

/* Adds a word with its number (below TRIE_NONE); a word given twice keeps its first number. False: out of memory. */
bool trie_add(struct trie *trie, struct arena *arena, struct slice word, uint32_t number);
/* The longest word that begins at byte `from` of text (forward) or ends before byte `from` (backward): its number,
 * and in `*size` its bytes; TRIE_NONE where there is none. */
uint32_t trie_longest(const struct trie *trie, struct slice text, size_t from, size_t *size);
/* The number of exactly this word, or TRIE_NONE. */
uint32_t trie_find(const struct trie *trie, struct slice word);

#endif
