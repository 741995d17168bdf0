#ifndef BAOGAO_STAGES_TARGETS_H
#define BAOGAO_STAGES_TARGETS_H

#include "model/report.h"

enum status stage_targets(struct report *report);

#endif
