/* How sure a target's row is: the evidence of schemas/evidence_targets.csv that can be seen on the finished row, beside
 * what the readers recorded as they decided. */
#ifndef BAOGAO_STAGES_TARGET_EVIDENCE_H
#define BAOGAO_STAGES_TARGET_EVIDENCE_H

#include "stages/model/report.h"

/* Called when the targets are named and dated: adds to `facts` what the row shows and leaves `sum`. Time is linear in
 * the targets and their quotes. */
enum status targets_weigh(struct report *report);

#endif
