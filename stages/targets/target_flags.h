/* Words of a target's `flags`: what a reader should check. stages/targets.h lists them. */
#ifndef BAOGAO_STAGES_TARGET_FLAGS_H
#define BAOGAO_STAGES_TARGET_FLAGS_H

#include "stages/model/report.h"

/* Adds a word to a target's flags, once. False: out of memory. */
bool target_flag(struct report *report, struct target *target, struct slice word);

#endif
