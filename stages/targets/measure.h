/* What a number says of its indicator: level, growth, change, share …, with the sign of falls and the comparator that a
 * whole list shares.
 *
 * Rules: the task's guidelines, "Numbers": 下降3% is growth -3; 增加16天 is change; 新增X个 is a level; an indicator
 * whose own name says the direction (能耗降低率) keeps its value as written. */
#ifndef BAOGAO_STAGES_MEASURE_H
#define BAOGAO_STAGES_MEASURE_H

#include "stages/targets/indicator.h"

/* Fills measure, value, value2, base values, unit and comparator of a target from its quantity and finding. */
void measure_decide(const struct lexicon *lexicon, const struct quantity *quantity, const struct finding *finding,
                    struct target *target);

/* Gives what closes a 分别 list to all its members: the comparator (5%、7%以上) and the unit (78.3、16.4万吨).
 * `targets` are those of the `count` findings. */
void measure_close_list(struct report *report, const struct finding *findings, struct target *targets, size_t count);

#endif
