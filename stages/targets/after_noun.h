/* The noun behind a number: 建设3个区域中心, 9所学校入选名单. */
#ifndef BAOGAO_STAGES_AFTER_NOUN_H
#define BAOGAO_STAGES_AFTER_NOUN_H

#include "stages/model/report.h"

struct after_noun {
    struct slice noun; /* empty where none follows; 入选名单的学校 where only what happened tells them apart */
    struct slice bare; /* 学校 */
    size_t size;       /* the bytes of the text that it takes */
};

/* What a noun behind a number is to the words before the number. */
enum noun_relation {
    UNGOVERNED, /* nothing: the noun is a subject, 9所学校入选 */
    CAUSED,     /* 推动, 支持: the noun does something itself */
    PREPOSED,   /* 为, 向: what is done for the noun tells it apart */
    GOVERNED,   /* 建设: the noun is an object */
};

/* Reads the text from behind a number to the next number of the clause (`more`) or to its end. */
enum status after_noun_read(struct report *report, struct slice text, enum noun_relation relation, bool more,
                            struct after_noun *after);

#endif
