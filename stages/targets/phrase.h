/* The words before a number, by their part in the sentence: 力争园区累计新建光伏电站达到 has the commitment 力争, the
 * owner 园区, the verb 新建, the noun 光伏电站 and the predicate 达到. */
#ifndef BAOGAO_STAGES_PHRASE_H
#define BAOGAO_STAGES_PHRASE_H

#include "stages/model/lexicon.h"

/* What a predicate says of the number behind it (the list predicates of words.csv). */
enum motion {
    MOTION_NONE,
    MOTION_UP,      /* 增长, 提高: a rise by the number */
    MOTION_DOWN,    /* 下降, 减少 */
    MOTION_ABOVE,   /* 高于全国: a lead by the number */
    MOTION_BELOW,   /* 低于 */
    MOTION_LEVEL,   /* 达到, 突破, 提高到: the number itself */
    MOTION_ADDED,   /* 新增: a level, of what is new */
    MOTION_RANK,    /* 居 */
    MOTION_PORTION, /* 占 */
    MOTION_WORK,    /* 开工, 开行: what happens to the thing counted */
};

struct phrase {
    struct slice commitment; /* 确保, 力争 */
    struct slice owner;      /* who or where: 园区新增企业6户 */
    struct slice verb;       /* 新建, 新开、复航、加密 */
    struct slice noun;       /* what is measured; empty where it is left out */
    struct slice predicate;
    struct slice last_verb; /* one that ends the noun: 市财政[投入]5亿元资金 */
    enum motion motion;
    bool each;          /* 分别 */
    bool prepositional; /* the noun begins with one that no verb follows: 向3个县下放 */
    bool rank;          /* the number is a rank */
};

/* 一般公共预算支出安排545亿元: without the verb at its end, where no thing follows the number. */
struct slice phrase_without_arrangement(const struct lexicon *lexicon, struct slice noun);
/* 快于全部投资13.8个百分点: where `text` is only a comparison, what stands behind 快于 is no noun of the number; the
 * subject goes on. For numbers in points. */
void phrase_leave_comparison(const struct lexicon *lexicon, struct slice text, struct phrase *phrase);
/* Reads the text before a number, from the last mark or number on. `rank`: the number is one, so that places before it
 * (居全国第) name nothing. Every slice is a part of `text` or empty; verb and noun overlap in 接待游客. */
void phrase_read(const struct lexicon *lexicon, struct slice text, bool rank, struct phrase *phrase);

/* A verb that governs a noun behind it begins `text`: its bytes (新开、复航、加密 is one), 0 for none. */
size_t phrase_verb_size(const struct lexicon *lexicon, struct slice text);
/* What a verb does to the number of its object: 压减 is MOTION_DOWN. */
enum motion phrase_verb_motion(const struct lexicon *lexicon, struct slice verb);
/* 接待, 发送: a verb of people and goods on the move, part of the name when its object is a bare word. */
bool phrase_verb_flows(const struct lexicon *lexicon, struct slice verb, struct slice object);
/* 推动, 支持: a verb whose object does something itself. */
bool phrase_verb_causes(const struct lexicon *lexicon, struct slice verb);
/* Whether it says what is to be done and names no thing: 今年要抓好三件大事. */
bool phrase_is_clause(const struct lexicon *lexicon, struct slice text);
/* What a clause without numbers speaks of: 开展[农村公路]提升行动. */
struct slice phrase_read_topic(const struct lexicon *lexicon, struct slice clause);
/* `text` without what opens a phrase and names nothing: times, 全区, 累计, 其中, 和. */
struct slice phrase_skip_openers(const struct lexicon *lexicon, struct slice text);
/* Whether a word that only joins (、 和 及) begins `text`; its bytes, 0 for none. */
size_t phrase_joint_size(struct slice text);

/* The byte behind the bracket or quote that opens at `from`; `from` where none opens there or none closes. */
size_t phrase_behind_bracket(struct slice text, size_t from);

#endif
