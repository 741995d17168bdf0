/* Which years a report speaks of: what 今年, 去年, 五年来 mean in it, and what its review and its plan are about. */
#ifndef BAOGAO_STAGES_PERIOD_CALENDAR_H
#define BAOGAO_STAGES_PERIOD_CALENDAR_H

#include "model/report.h"
#include "stages/targets/period_time.h"

/* 0: not known. */
struct years {
    int start, end;
};

/* What a word of schemas/periods.csv is for. */
enum period_role {
    ROLE_NONE,         /* shields a longer word from a shorter one: 年均浓度 is no average over years */
    ROLE_YEAR,         /* 今年: 0, 去年: -1 */
    ROLE_YEAR_START,   /* 年初: of the year that is spoken of */
    ROLE_CENTURY,      /* 本世纪末: 100, 本世纪中叶: 50 */
    ROLE_PART_YEAR,    /* 上半年: what follows is of a part of the year */
    ROLE_WHOLE_YEAR,   /* 全年: what follows is of all of it again */
    ROLE_BASE,         /* 比: the year behind it is what is compared with */
    ROLE_BASE_BEHIND,  /* 不变价: the year before it is what is compared with */
    ROLE_TIMES,        /* 倍, 总和: the years not far before it are what is compared with */
    ROLE_SINCE_BEHIND, /* 起: the year before it begins what is spoken of */
    ROLE_START,        /* 从: the number behind it may be where a change began */
    ROLE_REACH,        /* 到: the number behind it is where a change leads */
    ROLE_RECORD,       /* 首次: the years before it say how rare it is, not when it was */
    ROLE_AVERAGE,      /* 年均 */
    ROLE_CUMULATIVE,   /* 累计 */
    ROLE_DONE,         /* 已, 目前, 截至: what follows is reached, in a plan too */
    ROLE_PAST,         /* 同比, 了: a sign of an account where the outline gives none */
    ROLE_FIRM,         /* 确保 */
    ROLE_AIM,          /* 力争; 1: a commitment even in an account */
    ROLE_EXPECTED,     /* 预期目标 */
    ROLE_BINDING,      /* 约束性 */
    ROLE_GOAL,         /* of a column: 目标, 计划 */
    ROLE_RESULT,       /* of a column: 完成, 预计 */
    ROLE_ADDRESS,      /* 各位代表 */
    ROLE_SESSION,      /* 会议: the date in its sentence is when the report was given */
};

struct period_word {
    enum period_role role;
    int value;
    size_t size;
};

/* The longest word of schemas/periods.csv at byte `at`. */
bool period_word(const struct report *report, struct slice text, size_t at, struct period_word *word);

/* Whether a text holds a word of that role; whether one begins at a byte of it. */
bool period_role_in(const struct report *report, struct slice text, enum period_role role);
bool period_role_at(const struct report *report, struct slice text, size_t at, enum period_role role);

struct calendar {
    int year;          /* the report's; 0: not known, then only years written in full are */
    int this_year;     /* what 今年 means: a report given in December may speak of the year that ends */
    bool given;        /* the day it was given is stated */
    bool many_years;   /* a five-year plan: levels are those at the end */
    struct years past; /* of the review: the year before; of a five-year plan the five years before */
    struct years plan;
};

/* Reads the document's facts and the lines before its first part. */
struct calendar calendar_of(const struct report *report);
/* The years of a word; all 0 where it names none, or the report's year is not known. */
struct years calendar_years(const struct calendar *calendar, const struct time_word *word);
struct years calendar_relative(const struct calendar *calendar, const struct period_word *word, enum tense tense);

#endif
