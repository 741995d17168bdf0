/* What the words of a name say: what its head is, and whether it is the name of one thing. */
#ifndef BAOGAO_STAGES_PHRASE_SIGNS_H
#define BAOGAO_STAGES_PHRASE_SIGNS_H

#include "stages/clauses.h"

/* What the head noun of a name asks for before the name is taken for a project. */
enum phrase_head {
    PHRASE_HEAD_NONE,      /* it ends with no head the lexicon knows */
    PHRASE_HEAD_WORKS,     /* 工程, 项目: a modifier that says something */
    PHRASE_HEAD_STRUCTURE, /* 水库, 变电站: a firm verb is enough */
    PHRASE_HEAD_SITE,      /* 中心, 公路: a proper name */
    PHRASE_HEAD_ACTION,    /* 改造, 治理: a proper name, or a list of works */
    PHRASE_HEAD_SCHEME,    /* 行动, 示范区: none but in a box of projects */
    PHRASE_HEAD_POLICY,    /* 产业, 水平: a policy, whatever stands before it */
    PHRASE_HEAD_VAGUE,     /* 重点, 基础设施: no name at all */
    PHRASE_HEADS
};

struct phrase_signs {
    enum phrase_head head;
    bool proper;       /* an unknown word, a place, a code, a phase */
    bool proper_first; /* the proper part stands at its head */
    bool place;        /* the full name of a division */
    bool quoted;       /* it holds “…” */
    bool coded;        /* it holds letters or digits */
    bool phase;        /* 二期 */
    bool clause;       /* it holds a verb or 的: more than a name */
    bool joint;        /* 和, 及 */
    bool listed;       /* a 、 */
    bool bracket;
    bool negated;
    bool own_government;   /* it begins with 国家, 省, 县: the one of the whole state or of this government */
    bool ends_with_place;  /* 数字重庆 */
    bool vague_first;      /* 一批…, 各类… */
    bool tail;             /* it ends with 建设, 工作 */
    bool verb_first;       /* it begins with a verb */
    size_t modifier_chars; /* characters before the head that are more than vague words */
    size_t characters;
};

/* The signs of words [own) with `head` as the head noun; `lent` is what another phrase lends the name. */
struct phrase_signs phrase_signs_read(const struct report *report, struct word_range own, struct word_range lent,
                                      uint32_t head);
/* The head that a word is. */
enum phrase_head phrase_head_of(word_classes classes);

#endif
