#ifndef BAOGAO_STAGES_CLEAN_H
#define BAOGAO_STAGES_CLEAN_H

#include "model/report.h"

enum status stage_clean(struct report *report);

#endif
