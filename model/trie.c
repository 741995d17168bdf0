/* A trie over code points, in their simplified forms, whose edges live in one hash table: one probe a character. */
#include "model/trie.h"

#include "model/variants.h"

static size_t edge_place(const struct trie *trie, uint32_t node, uint32_t code) {
    uint64_t mixed = (((uint64_t)node << 21) ^ code) * UINT64_C(0x9E3779B97F4A7C15);
    size_t place = (size_t)(mixed >> 32) & (trie->edge_capacity - 1);
    while (trie->edges[place].next && (trie->edges[place].node != node || trie->edges[place].code != code))
        place = (place + 1) & (trie->edge_capacity - 1);
    return place;
}

static bool edges_grow(struct trie *trie, struct arena *arena) {
    struct trie_edge *old = trie->edges;
    size_t count = trie->edge_capacity, capacity = count ? count * 2 : 256;
    struct trie_edge *edges = arena_take(arena, capacity * sizeof *edges);
    if (!edges)
        return false;
    trie->edges = edges;
    trie->edge_capacity = capacity;
    for (size_t i = 0; i < count; i++)
        if (old[i].next)
            edges[edge_place(trie, old[i].node, old[i].code)] = old[i];
    return true;
}

static uint32_t step(const struct trie *trie, uint32_t node, uint32_t code) {
    return trie->edges[edge_place(trie, node, code)].next;
}

/* The node after `code`, made where it is not there; 0 where memory ran out. */
static uint32_t step_or_add(struct trie *trie, struct arena *arena, uint32_t node, uint32_t code) {
    if (trie->edge_count * 2 >= trie->edge_capacity && !edges_grow(trie, arena))
        return 0;
    size_t place = edge_place(trie, node, code);
    if (trie->edges[place].next)
        return trie->edges[place].next;
    uint32_t *value = LIST_ADD(arena, &trie->values);
    if (!value)
        return 0;
    trie->edge_count++;
    trie->edges[place] = (struct trie_edge){node, code, (uint32_t)trie->values.count - 1};
    return trie->edges[place].next;
}

static uint32_t read_code(const struct trie *trie, struct slice text, size_t *at) {
    return variant_simplified(trie->way == TRIE_FORWARD ? slice_next(text, at) : slice_previous(text, at));
}

enum { BEGINS_WORDS = 0x10000 / 64 };

/* Whether a word may begin with `code`; false only where none does. */
static bool may_begin(const struct trie *trie, uint32_t code) {
    return code >= 0x10000 || (trie->begins[code / 64] >> (code % 64) & 1) != 0;
}

bool trie_add(struct trie *trie, struct arena *arena, struct slice word, uint32_t number) {
    if (trie->values.count == 0) { /* the root */
        uint32_t *value = LIST_ADD(arena, &trie->values);
        trie->begins = arena_take(arena, BEGINS_WORDS * sizeof *trie->begins);
        if (!value || !trie->begins)
            return false;
    }
    uint32_t node = 0;
    size_t at = trie->way == TRIE_FORWARD ? 0 : word.size, end = word.size - at;
    while (at != end) {
        uint32_t code = read_code(trie, word, &at);
        if (node == 0 && code < 0x10000)
            trie->begins[code / 64] |= UINT64_C(1) << (code % 64);
        node = step_or_add(trie, arena, node, code);
        if (!node)
            return false;
    }
    if (node && !trie->values.items[node])
        trie->values.items[node] = number + 1;
    return true;
}

uint32_t trie_longest(const struct trie *trie, struct slice text, size_t from, size_t *size) {
    uint32_t node = 0, found = 0;
    size_t at = from, end = trie->way == TRIE_FORWARD ? text.size : 0;
    *size = 0;
    while (trie->edge_count && at != end) {
        uint32_t code = read_code(trie, text, &at);
        if (node == 0 && !may_begin(trie, code))
            break;
        node = step(trie, node, code);
        if (!node)
            break;
        if (trie->values.items[node]) {
            found = trie->values.items[node];
            *size = at > from ? at - from : from - at;
        }
    }
    return found ? found - 1 : TRIE_NONE;
}

uint32_t trie_find(const struct trie *trie, struct slice word) {
    size_t size;
    uint32_t number = trie_longest(trie, word, trie->way == TRIE_FORWARD ? 0 : word.size, &size);
    return size == word.size ? number : TRIE_NONE;
}
