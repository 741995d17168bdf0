/* The stages in their order, and one report through them. */
#ifndef BAOGAO_PIPELINE_STAGES_H
#define BAOGAO_PIPELINE_STAGES_H

#include "stages/model/report.h"

struct stage {
    const char *name;
    enum status (*run)(struct report *report);
};

extern const struct stage stages[];
extern const size_t stage_count;

/* Runs the stages up to and with `last` (all, where it is NULL); stops at the first that fails. */
enum status stages_run(struct report *report, const char *last);

#endif
