/* A value from its own unit into the catalogue's: 1.2 万亿元 is 12000 亿元, 220 亿斤 is 1100 万吨. Only link reads it.
 */
#ifndef BAOGAO_STAGES_UNIT_CONVERT_H
#define BAOGAO_STAGES_UNIT_CONVERT_H

#include "stages/model/decimal.h"
#include "stages/model/lexicon.h"

/* What turns values of one unit into another: the number that both are multiples of. */
struct unit_ratio {
    int64_t times, over; /* both at least 1 */
    int power;           /* of ten */
};

/* False where the units measure different things, another currency among them. Things that are counted (家, 户, 个) are
 * one unit. A number by the head or the year (元/人·年) stands for the unit above its line where `to` has no such line.
 */
bool unit_ratio_find(const struct lexicon *lexicon, struct slice from, struct slice to, struct unit_ratio *ratio);
/* Exact, or with four decimals more than the value has; not known where it overflows. */
struct decimal unit_ratio_apply(const struct unit_ratio *ratio, struct decimal value);

#endif
