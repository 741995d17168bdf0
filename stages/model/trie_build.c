/* Adds words to a trie whose edges live in one hash table, then lays its nodes into a double array: each node's
 * children go where the first of them finds a free place that has free places for all others as well. */
#include "stages/model/trie_build.h"

#include <string.h>

#include "stages/model/variants.h"

enum { ROOTS = 2 };

/* A page of letters that are none yet. */
static bool add_page(struct trie_builder *builder) {
    for (size_t i = 0; i < TRIE_PAGE_CODES; i++) {
        uint16_t *letter = LIST_ADD(builder->arena, &builder->letters);
        if (!letter)
            return false;
    }
    return true;
}

bool trie_builder_open(struct trie_builder *builder, struct arena *arena) {
    *builder = (struct trie_builder){.arena = arena};
    builder->pages = arena_take(arena, TRIE_PAGES * sizeof *builder->pages);
    for (size_t way = 0; way < ROOTS; way++) {
        struct trie_build_node *root = LIST_ADD(arena, &builder->nodes);
        if (!root)
            return false;
    }
    return builder->pages && add_page(builder); /* page 0: no letters */
}

/* The place of a code point's letter; its page is made where it has none. NULL: out of memory. */
static uint16_t *letter_place(struct trie_builder *builder, uint32_t code) {
    uint16_t *page = &builder->pages[code / TRIE_PAGE_CODES];
    if (*page == 0) {
        size_t pages = builder->letters.count / TRIE_PAGE_CODES;
        if (!add_page(builder))
            return NULL;
        *page = (uint16_t)pages;
    }
    return &builder->letters.items[*page * TRIE_PAGE_CODES + code % TRIE_PAGE_CODES];
}

/* The letter of a code point, a new one where it has none; 0 where there is no room. */
static uint32_t letter_of(struct trie_builder *builder, uint32_t code) {
    uint16_t *letter = letter_place(builder, variant_simplified(code));
    if (!letter || (*letter == 0 && builder->last_letter == UINT16_MAX))
        return 0;
    if (*letter == 0)
        *letter = (uint16_t)++builder->last_letter;
    return *letter;
}

static size_t edge_place(const struct trie_builder *builder, uint32_t node, uint32_t letter) {
    uint64_t mixed = (((uint64_t)node << 21) ^ letter) * UINT64_C(0x9E3779B97F4A7C15);
    size_t place = (size_t)(mixed >> 32) & (builder->edge_capacity - 1);
    const struct trie_build_edge *edges = builder->edges;
    while (edges[place].next && (edges[place].node != node || edges[place].letter != letter))
        place = (place + 1) & (builder->edge_capacity - 1);
    return place;
}

static bool edges_grow(struct trie_builder *builder) {
    struct trie_build_edge *old = builder->edges;
    size_t count = builder->edge_capacity, capacity = count ? count * 2 : 256;
    struct trie_build_edge *edges = arena_take(builder->arena, capacity * sizeof *edges);
    if (!edges)
        return false;
    builder->edges = edges;
    builder->edge_capacity = capacity;
    for (size_t i = 0; i < count; i++)
        if (old[i].next)
            edges[edge_place(builder, old[i].node, old[i].letter)] = old[i];
    return true;
}

/* The node after `letter`, made where it is not there; 0 where memory ran out. */
static uint32_t step_or_add(struct trie_builder *builder, uint32_t node, uint32_t letter) {
    if (builder->edge_count * 2 >= builder->edge_capacity && !edges_grow(builder))
        return 0;
    size_t place = edge_place(builder, node, letter);
    if (builder->edges[place].next)
        return builder->edges[place].next;
    struct trie_build_node *child = LIST_ADD(builder->arena, &builder->nodes);
    if (!child)
        return 0;
    struct trie_build_node *parent = &builder->nodes.items[node];
    uint32_t number = (uint32_t)builder->nodes.count - 1;
    *child = (struct trie_build_node){.letter = letter, .next_sibling = parent->first_child};
    parent->first_child = number;
    parent->children++;
    builder->edge_count++;
    builder->edges[place] = (struct trie_build_edge){node, letter, number};
    return number;
}

/* The number that the set's word at a node has; TRIE_NONE where it has none there. */
static uint32_t known_value(const struct trie_builder *builder, const struct trie_build_node *node, uint32_t set) {
    for (uint32_t end = node->last_end; end; end = builder->ends.items[end - 1].before)
        if (builder->ends.items[end - 1].set == set)
            return builder->ends.items[end - 1].value;
    return TRIE_NONE;
}

uint32_t trie_add(struct trie_builder *builder, unsigned set, enum trie_way way, struct slice word, uint32_t number) {
    uint32_t node = (uint32_t)way, bit = UINT32_C(1) << set;
    size_t at = way == TRIE_FORWARD ? 0 : word.size, end = word.size - at;
    while (at != end) {
        uint32_t letter = letter_of(builder, way == TRIE_FORWARD ? slice_next(word, &at) : slice_previous(word, &at));
        node = letter ? step_or_add(builder, node, letter) : 0;
        if (!node)
            return TRIE_NONE;
        builder->nodes.items[node].sets.below |= bit;
    }
    struct trie_build_node *last = &builder->nodes.items[node];
    if (last->sets.ends & bit)
        return known_value(builder, last, set);
    struct trie_build_end *added = LIST_ADD(builder->arena, &builder->ends);
    if (!added)
        return TRIE_NONE;
    *added = (struct trie_build_end){set, number, last->last_end};
    last->sets.ends |= bit;
    last->last_end = (uint32_t)builder->ends.count;
    return number;
}

/* Every other form of a character has the letter of its simplified form. */
static bool add_variants(struct trie_builder *builder) {
    for (uint32_t code = FIRST_IDEOGRAPH; code <= LAST_IDEOGRAPH; code++) {
        uint32_t known = variant_simplified(code);
        uint16_t page = builder->pages[known / TRIE_PAGE_CODES];
        uint16_t letter = builder->letters.items[page * TRIE_PAGE_CODES + known % TRIE_PAGE_CODES];
        uint16_t *place = known == code || letter == 0 ? NULL : letter_place(builder, code);
        if (place)
            *place = letter;
        else if (known != code && letter != 0)
            return false;
    }
    return true;
}

/* The double array under way. */
struct layout {
    struct trie_builder *builder;
    LIST(struct trie_node) nodes;
    LIST(bool) leads; /* by number: some node's children begin there */
    LIST(struct trie_sets) sets;
    uint16_t *sets_slots; /* their numbers in open addressing; 0: a free slot */
    uint32_t *places;
    LIST(uint32_t) values;
    uint32_t first_free; /* no free place lies before it */
    uint32_t *place;     /* of each of the builder's nodes */
};

/* Room for node numbers up to `last`. */
static bool layout_reach(struct layout *layout, size_t last) {
    while (layout->nodes.count <= last) {
        if (!LIST_ADD(layout->builder->arena, &layout->nodes) || !LIST_ADD(layout->builder->arena, &layout->leads))
            return false;
    }
    return true;
}

static bool children_fit(const struct layout *layout, uint32_t first, uint32_t children) {
    const struct trie_build_node *nodes = layout->builder->nodes.items;
    if (children == 0 || layout->leads.items[children])
        return false;
    for (uint32_t child = first; child; child = nodes[child].next_sibling)
        if (layout->nodes.items[children + nodes[child].letter].letter)
            return false;
    return true;
}

/* Finds where a node's children go and puts them there. */
static bool place_children(struct layout *layout, uint32_t number) {
    const struct trie_build_node *nodes = layout->builder->nodes.items;
    uint32_t first = nodes[number].first_child, last_letter = layout->builder->last_letter, children = 0;
    if (!first)
        return true;
    while (layout->nodes.items[layout->first_free].letter)
        if (!layout_reach(layout, ++layout->first_free + last_letter))
            return false;
    for (uint32_t free = layout->first_free;; free++) {
        if (!layout_reach(layout, (size_t)free + last_letter + 1))
            return false;
        children = free - nodes[first].letter;
        if (free >= nodes[first].letter && children_fit(layout, first, children))
            break;
    }
    layout->nodes.items[layout->place[number]].children = children;
    layout->leads.items[children] = true;
    for (uint32_t child = first; child; child = nodes[child].next_sibling) {
        layout->place[child] = children + nodes[child].letter;
        layout->nodes.items[layout->place[child]].letter = (uint16_t)nodes[child].letter;
    }
    return true;
}

enum { SETS_SLOTS = 1 << 17 };

/* The number of what a node says of the sets; false where there is none left, or no memory. */
static bool number_sets(struct layout *layout, struct trie_sets sets, uint16_t *number) {
    uint64_t mixed = ((uint64_t)sets.below << 32 | sets.ends) * UINT64_C(0x9E3779B97F4A7C15);
    size_t slot = (size_t)(mixed >> 32) % SETS_SLOTS;
    for (; (*number = layout->sets_slots[slot]); slot = (slot + 1) % SETS_SLOTS)
        if (layout->sets.items[*number].below == sets.below && layout->sets.items[*number].ends == sets.ends)
            return true;
    struct trie_sets *added = layout->sets.count > UINT16_MAX ? NULL : LIST_ADD(layout->builder->arena, &layout->sets);
    if (!added)
        return false;
    *added = sets;
    *number = layout->sets_slots[slot] = (uint16_t)(layout->sets.count - 1);
    return true;
}

/* What a node says of its words, and their numbers in the order of their sets. */
static bool put_values(struct layout *layout, uint32_t number) {
    const struct trie_build_node *node = &layout->builder->nodes.items[number];
    struct trie_node *placed = &layout->nodes.items[layout->place[number]];
    if (!number_sets(layout, node->sets, &placed->sets))
        return false;
    layout->places[layout->place[number]] = (uint32_t)layout->values.count;
    for (uint32_t set = 0; node->sets.ends && set < TRIE_MOST_SETS; set++) {
        if (!(node->sets.ends >> set & 1))
            continue;
        uint32_t *value = LIST_ADD(layout->builder->arena, &layout->values);
        if (!value)
            return false;
        *value = known_value(layout->builder, node, set);
    }
    return true;
}

/* By way and letter the sets that have a word which begins so. */
static uint32_t *beginnings(const struct layout *layout) {
    const struct trie_builder *builder = layout->builder;
    size_t letters = (size_t)builder->last_letter + 1;
    uint32_t *begins = arena_take(builder->arena, ROOTS * letters * sizeof *begins);
    for (size_t way = 0; begins && way < ROOTS; way++)
        for (uint32_t child = builder->nodes.items[way].first_child; child;
             child = builder->nodes.items[child].next_sibling)
            begins[way * letters + builder->nodes.items[child].letter] = builder->nodes.items[child].sets.below;
    return begins;
}

bool trie_finish(struct trie_builder *builder, struct trie *trie, struct trie_sizes *sizes) {
    struct layout layout = {.builder = builder};
    layout.place = arena_take(builder->arena, builder->nodes.count * sizeof *layout.place);
    layout.sets_slots = arena_take(builder->arena, SETS_SLOTS * sizeof *layout.sets_slots);
    bool begun = layout.place && layout.sets_slots && LIST_ADD(builder->arena, &layout.sets); /* of free places */
    if (!begun || !add_variants(builder) || !layout_reach(&layout, (size_t)ROOTS + builder->last_letter))
        return false;
    for (uint32_t way = 0; way < ROOTS; way++) {
        layout.place[way] = way;
        layout.nodes.items[way].letter = UINT16_MAX; /* the place is not free */
    }
    /* Nodes stand behind their parents, so each has its place when its turn comes. */
    for (uint32_t number = 0; number < builder->nodes.count; number++)
        if (!place_children(&layout, number))
            return false;
    layout.places = arena_take(builder->arena, layout.nodes.count * sizeof *layout.places);
    const uint32_t *begins = beginnings(&layout);
    if (!layout.places || !begins)
        return false;
    for (uint32_t number = 0; number < builder->nodes.count; number++)
        if (!put_values(&layout, number))
            return false;
    *trie = (struct trie){.nodes = layout.nodes.items,
                          .sets = layout.sets.items,
                          .places = layout.places,
                          .values = layout.values.items,
                          .begins = begins,
                          .letter_count = builder->last_letter + 1,
                          .pages = builder->pages,
                          .letters = builder->letters.items};
    *sizes = (struct trie_sizes){layout.nodes.count, layout.sets.count, layout.values.count, builder->letters.count};
    return true;
}
