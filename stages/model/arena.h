/* Memory of one report: handed out in order, freed all at once. Not for sharing between threads. */
#ifndef BAOGAO_MODEL_ARENA_H
#define BAOGAO_MODEL_ARENA_H

#include <stdbool.h>
#include <stddef.h>

#include "stages/model/slice.h"

struct arena_block;

/* How much the arenas that share it may hold together; beyond it memory has run out for them, and it was `reached`. */
struct arena_limit {
    size_t most_bytes, held_bytes;
    bool reached;
};

struct arena {
    struct arena_block *last;
    size_t used_bytes;         /* all that was handed out */
    struct arena_limit *limit; /* NULL: none */
};

/* Room for `size` bytes, aligned for any type and zeroed; NULL where memory ran out. */
void *arena_take(struct arena *arena, size_t size);
/* The same room as it was left, not zeroed. */
void *arena_room(struct arena *arena, size_t size);
/* Room for `size` bytes that begins as the `old_size` bytes at `room` did, which the arena gave: in their place where
 * nothing was taken behind them, else elsewhere. Room of more than 4 MiB has a block to itself, and only grows. */
void *arena_resize(struct arena *arena, void *room, size_t old_size, size_t size);
/* A copy of `text`; its start is NULL only where memory ran out. */
struct slice arena_copy(struct arena *arena, struct slice text);
/* The pieces one after the other as one text; its start is NULL only where memory ran out. */
struct slice arena_join(struct arena *arena, const struct slice *pieces, size_t count);
void arena_free(struct arena *arena);
/* Takes all back and keeps one block (of at most 2 MiB) for what comes next: the system need not find it again. It no
 * longer counts towards the limit, whatever is put into it. */
void arena_empty(struct arena *arena);

/* A growing array in an arena. LIST_ADD gives the address of a new zeroed last item, NULL where memory ran out. */
#define LIST(type)                                                                                                     \
    struct {                                                                                                           \
        type *items;                                                                                                   \
        size_t count, capacity;                                                                                        \
    }
#define LIST_ADD(arena, list)                                                                                          \
    (((list)->items && (list)->count < (list)->capacity) ||                                                            \
             list_grow((arena), (void **)&(list)->items, &(list)->capacity, sizeof *(list)->items)                     \
         ? (memset(&(list)->items[(list)->count], 0, sizeof *(list)->items), &(list)->items[(list)->count++])          \
         : NULL)
/* Room for so many items at once, for an empty list whose length can be guessed; false where memory ran out. */
#define LIST_RESERVE(arena, list, count)                                                                               \
    list_reserve((arena), (void **)&(list)->items, &(list)->capacity, (count), sizeof *(list)->items)
bool list_reserve(struct arena *arena, void **items, size_t *capacity, size_t count, size_t item_size);
/* Doubles the room of a full list; what is added is not zeroed. */
bool list_grow(struct arena *arena, void **items, size_t *capacity, size_t item_size);
/* A complete list moves from the arena it grew in to this one, where it has room for no more. False, and an empty list,
 * where memory ran out. */
#define LIST_KEEP(arena, list)                                                                                         \
    list_keep((arena), (void **)&(list)->items, &(list)->count, &(list)->capacity, sizeof *(list)->items)
bool list_keep(struct arena *arena, void **items, size_t *count, size_t *capacity, size_t item_size);

#endif
