/* The place that a target speaks of where it is only part of the report's region: 兰州新区, 天水市, 高新区. */
#ifndef BAOGAO_STAGES_SUBJECT_REGION_H
#define BAOGAO_STAGES_SUBJECT_REGION_H

#include "stages/model/report.h"

/* Fills `subject_region` of the targets of running text. A place at the head of a sentence holds for its later clauses
 * until one says of whom it speaks itself (全省, another place). */
enum status targets_place(struct report *report);

#endif
