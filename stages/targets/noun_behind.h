/* The noun behind a number: 建设3个区域中心, 9所学校入选名单. */
#ifndef BAOGAO_STAGES_NOUN_BEHIND_H
#define BAOGAO_STAGES_NOUN_BEHIND_H

#include "stages/targets/terms.h"

struct noun_behind {
    struct slice noun; /* empty where none follows; 入选名单的学校 where only what happened tells them apart */
    struct slice bare; /* 学校 */
    size_t end;        /* the byte behind what it takes of the text */
};

/* What a noun behind a number is to the words before the number. */
enum noun_relation {
    UNGOVERNED, /* nothing: the noun is a subject, 9所学校入选 */
    CAUSED,     /* 推动, 支持: the noun does something itself */
    PREPOSED,   /* 为, 向: what is done for the noun tells it apart */
    GOVERNED,   /* 建设: the noun is an object */
};

/* Reads from behind a number to the next number of the clause (`more`) or to its end. */
enum status noun_behind_read(struct terms *terms, struct span span, enum noun_relation relation, bool more,
                             struct noun_behind *behind);

#endif
