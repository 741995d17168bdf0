/* What a stage left in a report, printed for people. */
#ifndef BAOGAO_PIPELINE_INSPECT_VIEWS_H
#define BAOGAO_PIPELINE_INSPECT_VIEWS_H

#include "stages/model/report.h"

struct view {
    const char *stage; /* by its name in the array of stages */
    /* To standard output. */
    enum status (*print)(struct report *report);
    enum status (*print_json)(struct report *report);
};

extern const struct view views[];
extern const size_t view_count;

#endif
