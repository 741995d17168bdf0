#ifndef BAOGAO_STAGES_QUANTITIES_H
#define BAOGAO_STAGES_QUANTITIES_H

#include "model/report.h"

enum status stage_quantities(struct report *report);

#endif
