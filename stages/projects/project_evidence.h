/* How sure a project's row is: the evidence of schemas/evidence_projects.csv that can be seen on the finished row,
 * beside what the readers recorded as they decided. */
#ifndef BAOGAO_STAGES_PROJECT_EVIDENCE_H
#define BAOGAO_STAGES_PROJECT_EVIDENCE_H

#include "stages/model/report.h"

/* Called when all projects are found: adds to `facts` what the row shows and leaves `sum`. Linear in the names. */
enum status projects_weigh(struct report *report);

#endif
