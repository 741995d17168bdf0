/* Words to numbers, matched character by character at a place of a text; traditional characters match simplified ones.
 * One trie holds the words of many sets, read forward and backward. Read-only; model/trie_build makes it. */
#ifndef BAOGAO_MODEL_TRIE_H
#define BAOGAO_MODEL_TRIE_H

#include "model/slice.h"

enum trie_way { TRIE_FORWARD, TRIE_BACKWARD };

/* A node of a double array: the one that letter n leads to is `children` + n, if that one's `parent` says so. The roots
 * are the first nodes, one a way. */
struct trie_node {
    uint32_t children;
    uint32_t parent; /* the number plus one of the node before; 0: a free place */
    uint32_t below;  /* a bit for each set that has a word through this node or to it */
    uint32_t ends;   /* a bit for each set that has a word which ends here */
    uint32_t values; /* the first of the words' numbers, one for each bit of `ends`, the lowest bit's first */
};

enum { TRIE_MOST_SETS = 32, TRIE_PAGE_CODES = 128, TRIE_PAGES = 0x110000 / TRIE_PAGE_CODES };

struct trie {
    const struct trie_node *nodes;
    const uint32_t *values;
    const uint16_t *pages; /* by code point / TRIE_PAGE_CODES: which page of `letters` */
    const uint16_t
        *letters; /* by page and code point: the letter, the same for all forms of a character; 0: of no word */
};

/* The number of no word. */
#define TRIE_NONE UINT32_MAX

HOT_INLINE uint32_t trie_letter(const struct trie *trie, uint32_t code) {
    return trie->letters[trie->pages[code / TRIE_PAGE_CODES] * TRIE_PAGE_CODES + code % TRIE_PAGE_CODES];
}

/* The node that a letter leads to; 0 (a root, to which nothing leads) for none. */
HOT_INLINE uint32_t trie_follow(const struct trie *trie, uint32_t node, uint32_t letter) {
    uint32_t next = trie->nodes[node].children + letter;
    return letter && trie->nodes[next].parent == node + 1 ? next : 0;
}

/* The number of the set's word that ends at a node, where one does: as many stand before it as sets of lower bits end
 * there. */
static inline uint32_t trie_value(const struct trie *trie, uint32_t node, unsigned set) {
    uint32_t before = trie->nodes[node].ends & ((UINT32_C(1) << set) - 1);
    uint32_t place = trie->nodes[node].values;
    for (; before; before &= before - 1)
        place++;
    return trie->values[place];
}

/* The node that the character at `*at` leads to, which moves past it; 0 for none. */
HOT_INLINE uint32_t trie_step(const struct trie *trie, enum trie_way way, uint32_t node, struct slice text,
                              size_t *at) {
    return trie_follow(trie, node,
                       trie_letter(trie, way == TRIE_FORWARD ? slice_next(text, at) : slice_previous(text, at)));
}

/* The sets that have a word which begins (forward) or ends (backward) with this code point: a bit for each. */
HOT_INLINE uint32_t trie_beginning(const struct trie *trie, enum trie_way way, uint32_t code) {
    uint32_t node = trie_follow(trie, (uint32_t)way, trie_letter(trie, code));
    return node ? trie->nodes[node].below : 0;
}

/* The longest word of the set that begins at byte `from` of text, below its end (forward), or ends before byte `from`,
 * above 0 (backward): its number, and in `*size` its bytes; TRIE_NONE and 0 where there is none. */
uint32_t trie_longest_forward(const struct trie *trie, unsigned set, struct slice text, size_t from, size_t *size);
uint32_t trie_longest_backward(const struct trie *trie, unsigned set, struct slice text, size_t from, size_t *size);
/* The lengths of all words of the set that begin at byte `from`: bit n for one of n characters, n up to `longest`
 * (below 64). */
uint64_t trie_lengths(const struct trie *trie, unsigned set, struct slice text, size_t from, unsigned longest);
/* The number of exactly this word of the set, or TRIE_NONE. */
uint32_t trie_find(const struct trie *trie, unsigned set, struct slice word);

#endif
