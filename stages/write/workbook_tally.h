/* Counts by name, in an arena: how many goals a region has, how many projects a category. Bounded: beyond `most` names
 * the rest is counted together. */
#ifndef BAOGAO_STAGES_WORKBOOK_TALLY_H
#define BAOGAO_STAGES_WORKBOOK_TALLY_H

#include "stages/model/arena.h"
#include "stages/model/slice.h"

enum { TALLY_COUNTS = 5 };

struct tally_entry {
    struct slice name;
    size_t counts[TALLY_COUNTS];
    struct tally_entry *next; /* the one that came after it */
};

struct tally {
    struct arena *arena;
    size_t most; /* names kept apart */
    struct tally_entry *first, *last;
    size_t count;
    struct tally_entry rest;    /* all other names */
    struct tally_entry **slots; /* open addressing, a power of two */
    size_t slot_count;
};

/* The entry of `name`, new where it was not met; NULL only where memory ran out. It stays where it is. */
struct tally_entry *tally_find(struct tally *tally, struct slice name);
/* The entries with the greatest sum of counts [first, last] first, equal ones by name; those with none are left out.
 * Gives how many were put into `out`, at most `most`. */
size_t tally_greatest(const struct tally *tally, size_t first, size_t last, const struct tally_entry **out,
                      size_t most);
size_t tally_sum(const struct tally_entry *entry, size_t first, size_t last);

#endif
