/* One field of one row becomes what a reader says it is. Private to the stage correct. */
#ifndef BAOGAO_STAGES_CORRECT_AMEND_H
#define BAOGAO_STAGES_CORRECT_AMEND_H

#include "stages/model/report.h"

enum amendment {
    AMENDMENT_DONE,
    AMENDMENT_UNKNOWN, /* the table has no such field that can be amended, or the value cannot be one of it */
    AMENDMENT_NO_MEMORY,
};

/* `field` is a column's name, or "row" with `is` "right". Words of closed columns are the code or the Chinese label. */
enum amendment amend_target(struct report *report, size_t row, struct slice field, struct slice is);
enum amendment amend_project(struct report *report, size_t row, struct slice field, struct slice is);

#endif
