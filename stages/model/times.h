/* Words of time that are patterns: years, five-year plans, stretches of years. Every stage that reads a year in a text
 * reads it with this grammar. Words that are fixed (今年, 去年) are in schemas/periods.csv. */
#ifndef BAOGAO_MODEL_TIMES_H
#define BAOGAO_MODEL_TIMES_H

#include "stages/model/slice.h"

enum time_kind {
    TIME_NONE,
    TIME_YEARS, /* from year `start` to year `end`: 2025年, 2021—2025年, 一九五七年, “十四五”时期 */
    TIME_NAME, /* a five-year plan as a name, not as a stretch of years: “十四五”规划, “十五五”开局之年 */
    TIME_PAST,   /* the last `end` years: 过去五年, 五年来, 一年来; 0: some (近年来) */
    TIME_COMING, /* the next `end` years: 今后五年; 0: some */
    TIME_MONTHS, /* some months of a year: 1—11月, 前十个月 */
    TIME_THESE,  /* `end` years that a sentence or heading closes with: …极不平凡的五年 */
};

struct time_word {
    enum time_kind kind;
    int start, end;
    bool plan;   /* the years are a five-year plan's */
    bool passed; /* 刚刚过去的2025年 */
    bool since;  /* until now: 2012年以来, 自2020年起 */
    size_t
        size; /* bytes to pass: of the word, or, for TIME_NONE, of what cannot be one (a character, a run of digits) */
};

/* What stands at byte `at` (below text.size). A run of digits is one step, so that no year is found inside 12025. */
void time_scan(struct slice text, size_t at, struct time_word *word);
/* The next number at or after byte `*at`, which moves behind it: digit by digit (2025, 二〇二五) or with tens (十四);
 * -1 where there is none. */
int time_next_number(struct slice text, size_t *at);
/* Whether a word of time, or a digit, can begin with the character at byte `at` (below text.size). */
bool time_may_begin(struct slice text, size_t at);

#endif
