/* The catalogue: which indicator of schemas/indicators.csv a target's is, if any.
 *
 * Reads a target's indicator (made whole), verb, measure and unit; leaves indicator_code and indicator_name, both empty
 * where the catalogue has no line that surely means the same thing: a wrong code is worse than none. A line is meant
 * when one of its words is the whole indicator, as it stands, without modifiers (全省, 总量, 增速;
 * indicator_affixes) or in the wording the catalogue uses (wordings.csv: 规上 for 规模以上), and its measure and
 * the dimension of its unit are the target's. Things added in a year have lines of their own with their verb
 * (新增高新技术企业).
 *
 * Then flags statements that contradict each other (catalogue_conflicts.h).
 */
#ifndef BAOGAO_STAGES_CATALOGUE_H
#define BAOGAO_STAGES_CATALOGUE_H

#include "stages/model/report.h"

/* Called at the end of stage_targets, after targets_date. */
enum status targets_catalogue(struct report *report);

#endif
