/* A goal is the values that reach it, an actual the values it may have; both are stretches of the number line. */
#include "stages/link/panel.h"

/* From `least` to `most`; not known is without an end. `open` leaves the ends out. */
struct stretch {
    struct decimal least, most;
    bool open;
};

static const struct decimal WITHOUT_END = {0};

/* What still counts as 左右: a tenth of the goal. 4.9 for 5%左右 is neither surely reached nor surely missed. */
static struct decimal tenth_of(struct decimal value) {
    struct decimal part = decimal_shift(value, -1);
    return part.digits < 0 ? decimal_negate(part) : part;
}

static bool is_bound_from_below(const struct claim *claim) {
    bool at_least = claim->comparator == COMPARATOR_AT_LEAST || claim->comparator == COMPARATOR_ABOVE;
    return claim->value.digits < 0 ? !at_least : at_least;
}

static struct stretch stretch_of_actual(const struct claim *actual) {
    switch (actual->comparator) {
    case COMPARATOR_EQUAL:
    case COMPARATOR_ABOUT: return (struct stretch){actual->value, actual->value, false};
    case COMPARATOR_RANGE: return (struct stretch){actual->value, actual->value2, false};
    default:
        return is_bound_from_below(actual) ? (struct stretch){actual->value, WITHOUT_END, false}
                                           : (struct stretch){WITHOUT_END, actual->value, false};
    }
}

/* The values that reach the goal; false where nobody can say which do. */
static bool stretch_of_goal(enum direction direction, const struct claim *target, struct stretch *goal) {
    struct decimal value = target->value, upper = target->comparator == COMPARATOR_RANGE ? target->value2 : value;
    switch (target->comparator) {
    case COMPARATOR_EQUAL:
    case COMPARATOR_ABOUT:
    case COMPARATOR_RANGE:
        if (direction == DIRECTION_NONE && target->comparator != COMPARATOR_RANGE)
            return false;
        *goal = (struct stretch){direction == DIRECTION_DOWN ? WITHOUT_END : value,
                                 direction == DIRECTION_UP ? WITHOUT_END : upper, false};
        return true;
    default: break;
    }
    bool strict = target->comparator == COMPARATOR_ABOVE || target->comparator == COMPARATOR_BELOW;
    *goal = is_bound_from_below(target) ? (struct stretch){value, WITHOUT_END, strict}
                                        : (struct stretch){WITHOUT_END, value, strict};
    return true;
}

/* Is `value` on the wrong side of an end? An end that is not known has no wrong side. */
static bool is_below(struct decimal value, struct decimal least, bool open) {
    return least.known && decimal_compare(value, least) < (open ? 1 : 0);
}

static bool is_above(struct decimal value, struct decimal most, bool open) {
    return most.known && decimal_compare(value, most) > (open ? -1 : 0);
}

static bool lies_within(const struct stretch *actual, const struct stretch *goal) {
    if ((goal->least.known && !actual->least.known) || (goal->most.known && !actual->most.known))
        return false;
    return !is_below(actual->least, goal->least, goal->open) && !is_above(actual->most, goal->most, goal->open);
}

static bool lies_apart(const struct stretch *actual, const struct stretch *goal) {
    return (actual->most.known && is_below(actual->most, goal->least, goal->open)) ||
           (actual->least.known && is_above(actual->least, goal->most, goal->open));
}

enum met goal_is_met(enum direction direction, const struct claim *target, const struct claim *actual) {
    struct stretch goal;
    if (!target->count || !actual->count || !stretch_of_goal(direction, target, &goal))
        return MET_UNKNOWN;
    struct stretch reached = stretch_of_actual(actual);
    if (lies_within(&reached, &goal))
        return MET_YES;
    if (target->comparator == COMPARATOR_ABOUT) {
        struct decimal some = tenth_of(target->value);
        goal.least = goal.least.known ? decimal_add(goal.least, decimal_negate(some)) : goal.least;
        goal.most = goal.most.known ? decimal_add(goal.most, some) : goal.most;
    }
    return lies_apart(&reached, &goal) ? MET_NO : MET_UNKNOWN;
}
