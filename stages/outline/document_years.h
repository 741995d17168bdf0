/* Years and dates in running text. */
#ifndef BAOGAO_STAGES_DOCUMENT_YEARS_H
#define BAOGAO_STAGES_DOCUMENT_YEARS_H

#include "stages/model/slice.h"

struct year_mention {
    enum {
        YEAR_NONE,
        YEAR_ALONE,     /* 2026年 */
        YEAR_DATE,      /* 2026年2月, with the month */
        YEAR_RANGE,     /* 2021—2025年 */
        YEAR_FIVE_YEAR, /* “十四五”, 第十四个五年 */
    } kind;
    int year, last; /* `last` of a range and of a five-year period, else 0 */
    int month;
    size_t start, end; /* bytes */
};

/* The next mention at or after byte `*at`, which moves behind it; kind YEAR_NONE at the end. Linear. */
struct year_mention year_next(struct slice text, size_t *at);

#endif
