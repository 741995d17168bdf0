/* Words to numbers, matched character by character at a place of a text; traditional characters match simplified ones.
 * Built once, then read-only. */
#ifndef BAOGAO_MODEL_TRIE_H
#define BAOGAO_MODEL_TRIE_H

#include "model/arena.h"

enum trie_way { TRIE_FORWARD, TRIE_BACKWARD };

struct trie_edge {
    uint32_t node, code, next; /* next 0: a free place */
};

struct trie_node {
    uint64_t letters; /* bit code % 64 for each code that leads on: most characters lead nowhere, and are seen here */
    uint32_t value;   /* the number plus one of the word that ends here, 0 where none does */
};

struct trie {
    enum trie_way way;
    struct trie_edge *edges; /* open addressing on (node, code) */
    size_t edge_count, edge_capacity;
    LIST(struct trie_node) nodes;
};

/* The number of no word. */
#define TRIE_NONE UINT32_MAX

/* Adds a word with its number (below TRIE_NONE) and gives the number it has: a word given twice keeps its first one.
 * TRIE_NONE: out of memory. */
uint32_t trie_add(struct trie *trie, struct arena *arena, struct slice word, uint32_t number);
/* The longest word that begins at byte `from` of text (forward) or ends before byte `from` (backward): its number,
 * and in `*size` its bytes; TRIE_NONE where there is none. */
uint32_t trie_longest(const struct trie *trie, struct slice text, size_t from, size_t *size);
/* The lengths of all words at byte `from`: bit n for one of n characters, n up to `longest` (below 64). */
uint64_t trie_lengths(const struct trie *trie, struct slice text, size_t from, unsigned longest);
/* The number of exactly this word, or TRIE_NONE. */
uint32_t trie_find(const struct trie *trie, struct slice word);

#endif
