/* Units of measure: what stands behind a number, and what it is worth in the base unit of its dimension. */
#ifndef BAOGAO_STAGES_UNITS_H
#define BAOGAO_STAGES_UNITS_H

#include "stages/model/report.h"

/* A unit as it stands in the text. */
struct unit {
    struct span span;       /* with a denominator and a bracket: 微克/立方米, 条（个）; empty for none */
    struct slice dimension; /* of the lexicon: mass, money, count …; empty where no line has it */
    struct slice base;      /* base unit; empty where there is none */
    struct slice factor;    /* 0.5 or 2000/3 */
    bool known;             /* a line of the lexicon has it */
};

/* The multiplier at byte `at`: 万, 千亿; empty where there is none, or a unit begins with its character: 千瓦, 百帕. */
struct slice multiplier_read(const struct lexicon *lexicon, struct slice text, size_t at);
/* The unit at byte `at` of `text` (which ends with the paragraph); its span is empty where none is there. */
struct unit unit_read(const struct lexicon *lexicon, struct slice text, size_t at);
/* Of the dimension? */
static inline bool unit_is(const struct unit *unit, struct slice dimension) {
    return slice_equal(unit->dimension, dimension);
}
/* `value` times 10^power in the base unit; not known where it cannot be told exactly to two places beyond the value's.
 */
struct decimal unit_base_value(const struct unit *unit, struct decimal value, int power);
/* The base unit's name, with the denominator (元/人); its start is NULL only where memory ran out. */
struct slice unit_base_name(const struct unit *unit, struct slice text, struct arena *arena);

#endif
