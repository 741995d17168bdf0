/* Which candidates are projects, and how sure: the evidence of schemas/evidence_projects.csv, seen on the candidate and
 * on what its clause says, beside what the readers recorded. */
#ifndef BAOGAO_STAGES_PROJECT_EVIDENCE_H
#define BAOGAO_STAGES_PROJECT_EVIDENCE_H

#include "stages/model/report.h"

/* Called when `projects` holds all candidates in the order of the text: adds to their `facts`, leaves `sum`, and keeps
 * those that are rows. Linear in the candidates. */
enum status projects_weigh(struct report *report);

#endif
