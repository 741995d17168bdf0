/* Blocks that double up to a ceiling, so that a report costs few calls of malloc. What is larger than the ceiling has a
 * block to itself, so that a long list or text grows where it stands and leaves no copies behind. */
#include "stages/model/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct arena_block {
    struct arena_block *before, *after;
    size_t size, used;
    size_t counted_bytes; /* towards the arena's limit */
    alignas(max_align_t) char bytes[];
};

enum { FIRST_BLOCK_BYTES = 1 << 16, LARGEST_BLOCK_BYTES = 1 << 22, MOST_KEPT_BYTES = 1 << 21 };

/* Whether so much more may be held; then it counts. */
static bool may_hold(struct arena *arena, size_t more) {
    struct arena_limit *limit = arena->limit;
    if (!limit)
        return true;
    if (limit->held_bytes > limit->most_bytes || more > limit->most_bytes - limit->held_bytes) {
        limit->reached = true;
        return false;
    }
    limit->held_bytes += more;
    return true;
}

static struct arena_block *block_add(struct arena *arena, size_t least) {
    size_t size = arena->last ? arena->last->size * 2 : FIRST_BLOCK_BYTES;
    if (size > LARGEST_BLOCK_BYTES)
        size = LARGEST_BLOCK_BYTES;
    if (size < least)
        size = least;
    if (size > SIZE_MAX - sizeof(struct arena_block) || !may_hold(arena, size))
        return NULL;
    struct arena_block *block = malloc(sizeof *block + size);
    if (!block)
        return NULL;
    *block = (struct arena_block){.before = arena->last, .size = size, .counted_bytes = arena->limit ? size : 0};
    if (arena->last)
        arena->last->after = block;
    arena->last = block;
    return block;
}

/* The block that `room` fills becomes larger; what is added is not zeroed. Gives its room, NULL where memory ran out.
 */
static void *block_grow(struct arena *arena, void *room, size_t size) {
    struct arena_block *old = (struct arena_block *)((char *)room - offsetof(struct arena_block, bytes));
    struct arena_block *before = old->before, *after = old->after;
    size_t old_size = old->size;
    if (size > SIZE_MAX - sizeof *old || !may_hold(arena, size - old_size))
        return NULL;
    struct arena_block *block = realloc(old, sizeof *block + size);
    if (!block)
        return NULL;
    if (before)
        before->after = block;
    *(after ? &after->before : &arena->last) = block;
    block->size = block->used = size;
    block->counted_bytes += arena->limit ? size - old_size : 0;
    arena->used_bytes += size - old_size;
    return block->bytes;
}

static size_t rounded(size_t size) {
    size_t alignment = alignof(max_align_t);
    return (size + alignment - 1) / alignment * alignment;
}

void *arena_room(struct arena *arena, size_t size) {
    if (size > SIZE_MAX - alignof(max_align_t))
        return NULL;
    size_t taken = rounded(size);
    struct arena_block *block = arena->last;
    if (!block || block->size - block->used < taken)
        block = block_add(arena, taken);
    if (!block)
        return NULL;
    void *room = block->bytes + block->used;
    block->used += taken;
    arena->used_bytes += taken;
    return room;
}

void *arena_resize(struct arena *arena, void *room, size_t old_size, size_t size) {
    if (old_size > LARGEST_BLOCK_BYTES && size > old_size)
        return block_grow(arena, room, size);
    struct arena_block *block = arena->last;
    size_t taken = rounded(old_size);
    bool last = room && block && (char *)room + taken == block->bytes + block->used;
    size_t least = last ? block->used - taken : 0; /* of the block without it */
    if (last && size <= block->size - least && rounded(size) <= block->size - least) {
        block->used = least + rounded(size);
        arena->used_bytes += rounded(size) - taken;
        return room;
    }
    void *other = arena_room(arena, size);
    if (other && room && old_size)
        memcpy(other, room, old_size < size ? old_size : size);
    return other;
}

void *arena_take(struct arena *arena, size_t size) {
    void *room = arena_room(arena, size);
    return room ? memset(room, 0, size) : NULL;
}

struct slice arena_copy(struct arena *arena, struct slice text) {
    return arena_join(arena, &text, 1);
}

struct slice arena_join(struct arena *arena, const struct slice *pieces, size_t count) {
    size_t size = 0;
    for (size_t i = 0; i < count; i++)
        size += pieces[i].size;
    char *room = arena_room(arena, size + 1);
    if (!room)
        return (struct slice){0};
    room[size] = '\0';
    char *end = room;
    for (size_t i = 0; i < count; i++) {
        if (pieces[i].size)
            memcpy(end, pieces[i].start, pieces[i].size);
        end += pieces[i].size;
    }
    return (struct slice){room, size};
}

/* The block no longer counts towards the limit. */
static void release(struct arena *arena, struct arena_block *block) {
    if (arena->limit)
        arena->limit->held_bytes -= block->counted_bytes;
    block->counted_bytes = 0;
}

void arena_free(struct arena *arena) {
    while (arena->last) {
        struct arena_block *before = arena->last->before;
        release(arena, arena->last);
        free(arena->last);
        arena->last = before;
    }
    arena->used_bytes = 0;
}

void arena_empty(struct arena *arena) {
    struct arena_block *kept = NULL;
    for (struct arena_block *block = arena->last, *before; block; block = before) {
        before = block->before;
        release(arena, block);
        if (!kept && block->size <= MOST_KEPT_BYTES)
            kept = block;
        else
            free(block);
    }
    if (kept)
        *kept = (struct arena_block){.size = kept->size};
    *arena = (struct arena){.last = kept, .limit = arena->limit};
}

bool list_reserve(struct arena *arena, void **items, size_t *capacity, size_t count, size_t item_size) {
    void *room = count <= SIZE_MAX / item_size ? arena_room(arena, count * item_size) : NULL;
    if (!room)
        return false;
    *items = room;
    *capacity = count;
    return true;
}

bool list_grow(struct arena *arena, void **items, size_t *capacity, size_t item_size) {
    if (*capacity > SIZE_MAX / item_size / 2)
        return false;
    size_t wanted = *capacity ? *capacity * 2 : 16;
    void *room = arena_resize(arena, *items, *capacity * item_size, wanted * item_size);
    if (!room)
        return false;
    *items = room;
    *capacity = wanted;
    return true;
}

bool list_keep(struct arena *arena, void **items, size_t *count, size_t *capacity, size_t item_size) {
    void *room = *count ? arena_room(arena, *count * item_size) : NULL;
    bool kept = room || *count == 0;
    if (room)
        memcpy(room, *items, *count * item_size);
    else
        *count = 0;
    *items = room;
    *capacity = *count;
    return kept;
}
