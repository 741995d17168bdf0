/* When and whether: is a number a commitment or an achievement, for which years, how firmly.
 *
 * Reads targets (quantity, indicator, measure, verb, quote), the outline's tenses, the cells and the document's facts.
 * Leaves in each target kind, period, average, cumulative, expected, binding and firmness. */
#ifndef BAOGAO_STAGES_PERIOD_H
#define BAOGAO_STAGES_PERIOD_H

#include "model/report.h"

/* Called at the end of stage_targets, in the order of the text. */
enum status targets_date(struct report *report);

#endif
