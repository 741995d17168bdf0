/* Two statements of one report that give different values for the same thing. */
#ifndef BAOGAO_STAGES_CATALOGUE_CONFLICTS_H
#define BAOGAO_STAGES_CATALOGUE_CONFLICTS_H

#include "stages/model/report.h"

/* Adds the flag `conflict` to a target whose value is not that of an earlier one with the same code, kind and year,
 * both said of the whole region with the same comparing word; levels may differ by a hundredth (5.3万亿元, 52886亿元).
 * Where one stands in the passage of the expected targets, it is the other that is flagged. Sorts: n log n. */
enum status catalogue_flag_conflicts(struct report *report);

#endif
