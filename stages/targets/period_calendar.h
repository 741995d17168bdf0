/* Which years a report speaks of: what 今年, 去年, 五年来 mean in it, and what its review and its plan are about. */
#ifndef BAOGAO_STAGES_PERIOD_CALENDAR_H
#define BAOGAO_STAGES_PERIOD_CALENDAR_H

#include "stages/model/report.h"
#include "stages/model/times.h"
#include "stages/targets/period_words.h"

/* 0: not known. */
struct years {
    int start, end;
};

struct calendar {
    struct period_words *words;
    int year;          /* the report's; 0: not known, then only years written in full are */
    int this_year;     /* what 今年 means: a report given in December may speak of the year that ends */
    bool given;        /* the day it was given is stated */
    bool past_only;    /* a 统计公报: every figure is what was reached */
    bool many_years;   /* a five-year plan: levels are those at the end */
    struct years past; /* of the review: the year before; of a five-year plan the five years before */
    struct years plan;
};

/* Reads the document's facts and the lines before its first part; `words` stay the caller's. */
struct calendar calendar_of(const struct report *report, struct period_words *words);
/* The years of a word; all 0 where it names none, or the report's year is not known. */
struct years calendar_years(const struct calendar *calendar, const struct time_word *word);
struct years calendar_relative(const struct calendar *calendar, const struct period_word *word, enum tense tense);

#endif
