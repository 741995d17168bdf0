#ifndef BAOGAO_STAGES_OUTLINE_H
#define BAOGAO_STAGES_OUTLINE_H

#include "model/report.h"

enum status stage_outline(struct report *report);

#endif
