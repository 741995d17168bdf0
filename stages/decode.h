#ifndef BAOGAO_STAGES_DECODE_H
#define BAOGAO_STAGES_DECODE_H

#include "model/report.h"

enum status stage_decode(struct report *report);

#endif
