/* Makes a trie of words: when the program is built, of the lexicons that are compiled in; when it runs, of those of
 * --lexicon. */
#ifndef BAOGAO_MODEL_TRIE_BUILD_H
#define BAOGAO_MODEL_TRIE_BUILD_H

#include "stages/model/arena.h"
#include "stages/model/trie.h"

struct trie_build_edge {
    uint32_t node, letter, next; /* next 0: a free place */
};

struct trie_build_node {
    uint32_t letter, first_child, next_sibling, children; /* nodes, 0 for none; children: how many */
    struct trie_sets sets;
    uint32_t last_end; /* of its words, plus one */
};

struct trie_build_end {
    uint32_t set, value;
    uint32_t before; /* another word of the node, plus one; 0 for none */
};

/* A trie that grows, in an arena. Begins as trie_builder_open leaves it. */
struct trie_builder {
    struct arena *arena;
    struct trie_build_edge *edges; /* open addressing on (node, letter) */
    size_t edge_count, edge_capacity;
    LIST(struct trie_build_node) nodes; /* the roots first, one a way */
    LIST(struct trie_build_end) ends;
    uint16_t *pages;        /* TRIE_PAGES of them, as in struct trie */
    LIST(uint16_t) letters; /* page by page */
    uint32_t last_letter;
};

/* The finished arrays, in the builder's arena, and their sizes, for who writes them down. */
struct trie_sizes {
    size_t nodes, sets, values, letters; /* letters: places of code points, not struct trie's `letter_count` */
};

/* False: out of memory. The same for the others. */
bool trie_builder_open(struct trie_builder *builder, struct arena *arena);
/* Adds a word (not empty) of a set with its number (below TRIE_NONE) and gives the number it has: a word given twice to
 * a set keeps its first one. TRIE_NONE: out of memory, or of letters (there is room for 65,535). */
uint32_t trie_add(struct trie_builder *builder, unsigned set, enum trie_way way, struct slice word, uint32_t number);
/* False also where nodes differ in what they say of the sets in more than 65,535 ways. */
bool trie_finish(struct trie_builder *builder, struct trie *trie, struct trie_sizes *sizes);

#endif
