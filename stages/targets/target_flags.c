/* Joins words with a space between. */
#include "stages/targets/target_flags.h"

bool target_flag(struct report *report, struct target *target, struct slice word) {
    if (slice_find(target->flags, word, 0) != SIZE_MAX)
        return true;
    struct slice pieces[] = {target->flags, SLICE(" "), word};
    bool first = target->flags.size == 0;
    target->flags = first ? word : arena_join(&report->arena, pieces, 3);
    return target->flags.start != NULL;
}
