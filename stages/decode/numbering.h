/* Automatic numbers of paragraphs, as Word and ODF files have them: lists of levels with formats and counters. */
#ifndef BAOGAO_STAGES_DECODE_NUMBERING_H
#define BAOGAO_STAGES_DECODE_NUMBERING_H

#include "stages/model/text.h"

enum { LIST_LEVELS = 10 };

enum number_format {
    NUMBER_DECIMAL,
    NUMBER_NONE, /* the level counts and shows nothing */
    NUMBER_BULLET,
    NUMBER_CHINESE,         /* 一 十 十一 二十 */
    NUMBER_DIGITS,          /* 一 一〇 一一: digit by digit */
    NUMBER_LEGAL,           /* 壹 贰 叁 */
    NUMBER_CIRCLE,          /* ① */
    NUMBER_WIDE,            /* １ */
    NUMBER_ROUND,           /* (1) */
    NUMBER_STOPPED,         /* 1. */
    NUMBER_TWO,             /* 01 */
    NUMBER_DASHED,          /* - 1 - */
    NUMBER_STEM,            /* 甲 乙 */
    NUMBER_BRANCH,          /* 子 丑 */
    NUMBER_CIRCLED_CHINESE, /* ㊀ */
    NUMBER_UPPER_ROMAN,
    NUMBER_LOWER_ROMAN,
    NUMBER_UPPER_LETTER,
    NUMBER_LOWER_LETTER,
};

struct list_level {
    long start;
    enum number_format format;
    struct slice text; /* 第%1章: %1 to %9 stand for the numbers of levels 1 to 9 */
    bool close;        /* nothing stands between the number and the text */
    bool decimal;      /* all numbers in it are decimal */
};

struct list {
    struct slice id;
    struct list_level levels[LIST_LEVELS];
    long counts[LIST_LEVELS]; /* of the newest paragraph of each level */
    bool begun[LIST_LEVELS];
};

/* Writes a number. */
void number_write(struct text *text, enum number_format format, long number);
/* Counts one paragraph of `level` (from 0) and writes its label. */
void list_count(struct list *list, int level, struct text *label);
/* The next paragraph of the level has this number. */
void list_restart(struct list *list, int level, long number);

#endif
