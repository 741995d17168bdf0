/* Words to numbers, matched character by character at a place of a text; traditional characters match simplified ones.
 * One trie holds the words of many sets, read forward and backward. Read-only; stages/model/trie_build makes it. */
#ifndef BAOGAO_MODEL_TRIE_H
#define BAOGAO_MODEL_TRIE_H

#include "stages/model/slice.h"

enum trie_way { TRIE_FORWARD, TRIE_BACKWARD };

/* A node of a double array: the one that letter n leads to is `children` + n, if its `letter` is n; no two nodes have
 * the same `children` but those without any, which have 0. The roots are the first nodes, one a way. Nodes are small,
 * because most of what a walk costs is to fetch them from memory. */
struct trie_node {
    uint32_t children;
    uint16_t letter; /* 0: a free place */
    uint16_t sets;   /* which of struct trie's `sets` */
};

/* What a node says of the sets: a bit for each that has a word ... */
struct trie_sets {
    uint32_t below; /* ... through this node or to it */
    uint32_t ends;  /* ... which ends here */
};

enum { TRIE_MOST_SETS = 32, TRIE_PAGE_CODES = 128, TRIE_PAGES = 0x110000 / TRIE_PAGE_CODES };

struct trie {
    const struct trie_node *nodes;
    const struct trie_sets *sets;
    const uint32_t *places; /* by node: of the words that end there the first one's place in `values` */
    const uint32_t *values; /* the words' numbers: a node's stand together, one for each bit of `ends`, lowest first */
    const uint32_t *begins; /* by way and letter: what `below` says of the node that it leads to from the root */
    uint32_t letter_count;  /* with the letter 0 */
    const uint16_t *pages;  /* by code point / TRIE_PAGE_CODES: which page of `letters` */
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
    return letter && trie->nodes[next].letter == letter ? next : 0;
}

HOT_INLINE const struct trie_sets *trie_sets_of(const struct trie *trie, uint32_t node) {
    return &trie->sets[trie->nodes[node].sets];
}

/* The number of the set's word that ends at a node, where one does: as many stand before it as sets of lower bits end
 * there. */
static inline uint32_t trie_value(const struct trie *trie, uint32_t node, unsigned set) {
    uint32_t before = trie_sets_of(trie, node)->ends & ((UINT32_C(1) << set) - 1);
    uint32_t place = trie->places[node];
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

/* The sets that have a word which begins (forward) or ends (backward) with this letter: a bit for each. Most letters
 * begin no word of most sets, and a table that is small answers that. */
HOT_INLINE uint32_t trie_beginning(const struct trie *trie, enum trie_way way, uint32_t letter) {
    return trie->begins[(way == TRIE_FORWARD ? 0 : trie->letter_count) + letter];
}

/* What trie_longest does from the second character on: `letter` is that of the first, `*size` comes as its bytes. */
NOT_INLINE uint32_t trie_longest_forward(const struct trie *trie, unsigned set, struct slice text, size_t from,
                                         uint32_t letter, size_t *size);
NOT_INLINE uint32_t trie_longest_backward(const struct trie *trie, unsigned set, struct slice text, size_t from,
                                          uint32_t letter, size_t *size);
/* The longest word of the set that begins at byte `from` of text (forward) or ends before it (backward): its number,
 * and in `*size` its bytes; TRIE_NONE and 0 where there is none. */
HOT_INLINE uint32_t trie_longest(const struct trie *trie, unsigned set, enum trie_way way, struct slice text,
                                 size_t from, size_t *size) {
    size_t at = from;
    *size = 0;
    if (from == (way == TRIE_FORWARD ? text.size : 0))
        return TRIE_NONE;
    uint32_t letter = trie_letter(trie, way == TRIE_FORWARD ? slice_next(text, &at) : slice_previous(text, &at));
    if (!(trie_beginning(trie, way, letter) >> set & 1))
        return TRIE_NONE;
    *size = way == TRIE_FORWARD ? at - from : from - at;
    return way == TRIE_FORWARD ? trie_longest_forward(trie, set, text, from, letter, size)
                               : trie_longest_backward(trie, set, text, from, letter, size);
}
/* The lengths of all words of the set that begin at byte `from`: bit n for one of n characters, n up to `longest`
 * (below 64). */
uint64_t trie_lengths(const struct trie *trie, unsigned set, struct slice text, size_t from, unsigned longest);
/* The number of exactly this word of the set, or TRIE_NONE. */
uint32_t trie_find(const struct trie *trie, unsigned set, struct slice word);

#endif
