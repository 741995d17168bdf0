/* The catalogue: which indicator of schemas/indicators.csv a target's is, if any.
 *
 * Reads a target's indicator (made whole), measure and unit; leaves indicator_code and indicator_name, both empty where
 * the catalogue has no line that surely means the same thing: a wrong code is worse than none. */
#ifndef BAOGAO_STAGES_CATALOGUE_H
#define BAOGAO_STAGES_CATALOGUE_H

#include "model/report.h"

/* Called at the end of stage_targets, after targets_date. */
enum status targets_catalogue(struct report *report);

#endif
