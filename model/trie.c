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

/* The node after `code`, 0 where there is none. */
static uint32_t step(const struct trie *trie, uint32_t node, uint32_t code) {
    if (!(trie->nodes.items[node].letters >> (code % 64) & 1))
        return 0;
    return trie->edges[edge_place(trie, node, code)].next;
}

/* The node after `code`, made where it is not there; 0 where memory ran out. */
static uint32_t step_or_add(struct trie *trie, struct arena *arena, uint32_t node, uint32_t code) {
    if (trie->edge_count * 2 >= trie->edge_capacity && !edges_grow(trie, arena))
        return 0;
    size_t place = edge_place(trie, node, code);
    if (trie->edges[place].next)
        return trie->edges[place].next;
    struct trie_node *next = LIST_ADD(arena, &trie->nodes);
    if (!next)
        return 0;
    trie->edge_count++;
    trie->nodes.items[node].letters |= UINT64_C(1) << (code % 64);
    trie->edges[place] = (struct trie_edge){node, code, (uint32_t)trie->nodes.count - 1};
    return trie->edges[place].next;
}

static uint32_t read_code(const struct trie *trie, struct slice text, size_t *at) {
    return variant_simplified(trie->way == TRIE_FORWARD ? slice_next(text, at) : slice_previous(text, at));
}

uint32_t trie_add(struct trie *trie, struct arena *arena, struct slice word, uint32_t number) {
    if (trie->nodes.count == 0) {
        struct trie_node *root = LIST_ADD(arena, &trie->nodes);
        if (!root)
            return TRIE_NONE;
    }
    uint32_t node = 0;
    size_t at = trie->way == TRIE_FORWARD ? 0 : word.size, end = word.size - at;
    while (at != end) {
        node = step_or_add(trie, arena, node, read_code(trie, word, &at));
        if (!node)
            return TRIE_NONE;
    }
    uint32_t *value = &trie->nodes.items[node].value;
    if (node && !*value)
        *value = number + 1;
    return node ? *value - 1 : number;
}

uint32_t trie_longest(const struct trie *trie, struct slice text, size_t from, size_t *size) {
    uint32_t node = 0, found = 0;
    size_t at = from, end = trie->way == TRIE_FORWARD ? text.size : 0;
    *size = 0;
    while (trie->edge_count && at != end) {
        node = step(trie, node, read_code(trie, text, &at));
        if (!node)
            break;
        if (trie->nodes.items[node].value) {
            found = trie->nodes.items[node].value;
            *size = at > from ? at - from : from - at;
        }
    }
    return found ? found - 1 : TRIE_NONE;
}

uint64_t trie_lengths(const struct trie *trie, struct slice text, size_t from, unsigned longest) {
    uint32_t node = 0;
    uint64_t lengths = 0;
    size_t at = from, end = trie->way == TRIE_FORWARD ? text.size : 0;
    for (unsigned length = 1; length <= longest && trie->edge_count && at != end; length++) {
        node = step(trie, node, read_code(trie, text, &at));
        if (!node)
            break;
        lengths |= (uint64_t)(trie->nodes.items[node].value != 0) << length;
    }
    return lengths;
}

uint32_t trie_find(const struct trie *trie, struct slice word) {
    size_t size;
    uint32_t number = trie_longest(trie, word, trie->way == TRIE_FORWARD ? 0 : word.size, &size);
    return size == word.size ? number : TRIE_NONE;
}
