/* Of whom a number is said: of the report's whole region, or of a part of it or of others. */
#ifndef BAOGAO_STAGES_CATALOGUE_SCOPE_H
#define BAOGAO_STAGES_CATALOGUE_SCOPE_H

#include "stages/model/report.h"

enum scope {
    SCOPE_WHOLE, /* nothing says otherwise */
    SCOPE_AMONG, /* 其中 before it in its clause: a part of what was said before, be it of the whole region */
    SCOPE_PART, /* another place (某市, 高新区), another level (全国 in a province's report), or part of a year */
};

/* Reads the target's clause and the head of its sentence, no more than a fixed way back. */
enum scope target_scope(const struct report *report, const struct target *target);

#endif
