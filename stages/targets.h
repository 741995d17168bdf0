#ifndef BAOGAO_STAGES_TARGETS_H
#define BAOGAO_STAGES_TARGETS_H

#include "model/report.h"

enum status stage_targets(struct report *report);

/* Adds a word to a target's flags (what a reader should check), once. False: out of memory. */
bool target_flag(struct report *report, struct target *target, struct slice word);

#endif
