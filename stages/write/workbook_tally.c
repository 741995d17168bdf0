/* Counts by name: an open hash over entries in an arena. Order never depends on the hash. */
#include "stages/write/workbook_tally.h"

#include <string.h>

/* FNV-1a. */
static size_t hash_of(struct slice name) {
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < name.size; i++)
        hash = (hash ^ (unsigned char)name.start[i]) * 1099511628211u;
    return (size_t)hash;
}

static struct tally_entry **slot_of(const struct tally *tally, struct slice name) {
    size_t at = hash_of(name) & (tally->slot_count - 1);
    while (tally->slots[at] && !slice_equal(tally->slots[at]->name, name))
        at = (at + 1) & (tally->slot_count - 1);
    return &tally->slots[at];
}

static bool grow(struct tally *tally) {
    size_t count = tally->slot_count ? tally->slot_count * 2 : 64;
    struct tally_entry **slots = arena_take(tally->arena, count * sizeof(void *));
    if (!slots)
        return false;
    tally->slots = slots;
    tally->slot_count = count;
    for (struct tally_entry *entry = tally->first; entry; entry = entry->next)
        *slot_of(tally, entry->name) = entry;
    return true;
}

struct tally_entry *tally_find(struct tally *tally, struct slice name) {
    if (tally->count * 2 >= tally->slot_count && !grow(tally))
        return NULL;
    struct tally_entry **slot = slot_of(tally, name);
    if (*slot)
        return *slot;
    if (tally->count >= tally->most)
        return &tally->rest;
    struct tally_entry *entry = arena_take(tally->arena, sizeof *entry);
    if (!entry)
        return NULL;
    entry->name = arena_copy(tally->arena, name);
    if (name.size && !entry->name.start)
        return NULL;
    if (tally->last)
        tally->last->next = entry;
    else
        tally->first = entry;
    tally->last = *slot = entry;
    tally->count++;
    return entry;
}

size_t tally_sum(const struct tally_entry *entry, size_t first, size_t last) {
    size_t sum = 0;
    for (size_t i = first; i <= last; i++)
        sum += entry->counts[i];
    return sum;
}

static bool stands_before(const struct tally_entry *one, const struct tally_entry *other, size_t first, size_t last) {
    size_t a = tally_sum(one, first, last), b = tally_sum(other, first, last);
    return a != b ? a > b : slice_compare(one->name, other->name) < 0;
}

size_t tally_greatest(const struct tally *tally, size_t first, size_t last, const struct tally_entry **out,
                      size_t most) {
    size_t count = 0;
    for (const struct tally_entry *entry = tally->first; entry; entry = entry->next) {
        if (!tally_sum(entry, first, last))
            continue;
        size_t at = count;
        while (at > 0 && stands_before(entry, out[at - 1], first, last))
            at--;
        if (at == most)
            continue;
        count += count < most;
        memmove(&out[at + 1], &out[at], (count - at - 1) * sizeof(void *));
        out[at] = entry;
    }
    return count;
}
