/* What a report says of a project beside its name and its verb: money, year, promise or achievement, sector. */
#ifndef BAOGAO_STAGES_PROJECT_FACTS_H
#define BAOGAO_STAGES_PROJECT_FACTS_H

#include "stages/model/report.h"

/* Called when the rows stand in the order of the text. Fills of each project what is not known yet: the money told
 * before it (投资50亿元建设甲), in a bracket or behind it (甲总投资8.5亿元); the year written in its sentence; kind as
 * numbers have it; the sector of its name's last known word, or of its category's (schemas/project_facts.csv). */
enum status projects_read_facts(struct report *report);

/* The first sum of money in a span; false where there is none. */
bool project_take_amount(const struct report *report, struct span span, struct project *project);
/* The last year that a text writes out (2026—2028, 2027年6月); 0 for none. */
int project_last_year(struct slice text);

#endif
