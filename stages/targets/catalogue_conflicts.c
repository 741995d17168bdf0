/* Sorts the targets with a code by what they are of, and compares each with the first of its kind. */
#include "stages/targets/catalogue_conflicts.h"

#include <stdlib.h>

#include "stages/targets/catalogue_scope.h"
#include "stages/targets/target_flags.h"

struct statement {
    struct target *target;
};

static int compare_statements(const void *one, const void *other) {
    const struct target *a = ((const struct statement *)one)->target, *b = ((const struct statement *)other)->target;
    int order = slice_compare(a->indicator_code, b->indicator_code);
    if (!order)
        order = (a->period_end > b->period_end) - (a->period_end < b->period_end);
    if (!order)
        order = (a->kind > b->kind) - (a->kind < b->kind);
    if (!order)
        order = (a->comparator > b->comparator) - (a->comparator < b->comparator);
    if (!order)
        order = (b->expected > a->expected) - (b->expected < a->expected);
    return order ? order : (a->quantity > b->quantity) - (a->quantity < b->quantity);
}

static bool same_thing(const struct target *one, const struct target *other) {
    return slice_equal(one->indicator_code, other->indicator_code) && one->period_end == other->period_end &&
           one->kind == other->kind && one->comparator == other->comparator &&
           slice_equal(one->base_unit, other->base_unit);
}

static bool same_value(const struct target *one, const struct target *other) {
    if (!one->base_value.known || !other->base_value.known || decimal_compare(one->base_value, other->base_value) == 0)
        return true;
    if (one->measure != MEASURE_LEVEL)
        return false;
    struct decimal difference = decimal_add(one->base_value, decimal_negate(other->base_value));
    struct decimal zero = decimal_from_integer(0), hundredfold = decimal_shift(difference, 2);
    if (decimal_compare(difference, zero) < 0)
        hundredfold = decimal_negate(hundredfold);
    return hundredfold.known && decimal_compare(hundredfold, one->base_value) <= 0;
}

enum status catalogue_flag_conflicts(struct report *report) {
    size_t count = 0;
    struct statement *sorted = arena_take(&report->scratch, (report->targets.count + 1) * sizeof *sorted);
    if (!sorted)
        return STATUS_NO_MEMORY;
    for (size_t i = 0; i < report->targets.count; i++) {
        struct target *target = &report->targets.items[i];
        if (target->indicator_code.size && target->period_end && target->period_start == target->period_end &&
            !target->average && !target->cumulative &&
            slice_find(target->flags, SLICE("part_of_year"), 0) == SIZE_MAX &&
            target_scope(report, target) == SCOPE_WHOLE)
            sorted[count++].target = target;
    }
    qsort(sorted, count, sizeof *sorted, compare_statements);
    for (size_t i = 1, first = 0; i < count; i++) {
        if (!same_thing(sorted[first].target, sorted[i].target))
            first = i;
        else if (!same_value(sorted[first].target, sorted[i].target) &&
                 !target_flag(report, sorted[i].target, SLICE("conflict")))
            return STATUS_NO_MEMORY;
    }
    return STATUS_OK;
}
