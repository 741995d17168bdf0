/* The words before a number, by their part in the sentence: 力争园区累计新建光伏电站达到 has the commitment 力争, the
 * owner 园区, the verb 新建, the noun 光伏电站 and the predicate 达到. */
#ifndef BAOGAO_STAGES_PHRASE_H
#define BAOGAO_STAGES_PHRASE_H

#include "stages/targets/terms.h"

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
    bool verbs_only;    /* the noun is nothing but verbs: 扩容 of 扩容提升20个食堂 */
    bool causes;        /* the verb's object does something itself: 推动 */
};

/* Reads bytes [span) of the text, from the last mark or number to the number. `rank`: the number is one, so that places
 * before it (居全国第) name nothing. Every slice is a part of the text or empty; verb and noun overlap in 接待游客. */
enum status phrase_read(struct terms *terms, struct span span, bool rank, struct phrase *phrase);
/* 增速快于全部投资13.8个百分点: what stands behind 快于 is no noun of the number; without one before it the subject
 * goes on. For numbers in points, behind phrase_read. */
void phrase_leave_comparison(const struct terms *terms, struct phrase *phrase);
/* What a clause without numbers speaks of: 开展[农村公路]提升行动. */
enum status phrase_read_topic(struct terms *terms, struct span clause, struct slice *topic);
/* The text without what opens a phrase and names nothing: times, 全区, 累计, 其中, 和. */
enum status phrase_skip_openers(struct terms *terms, struct span span, struct slice *rest);
/* 一般公共预算支出安排545亿元: without the verb at its end, where no thing follows the number. */
struct slice phrase_without_arrangement(const struct lexicon *lexicon, struct slice noun);
/* Whether it says what is to be done and names no thing: 今年要抓好三件大事. */
enum status phrase_is_clause(struct terms *terms, struct span span, bool *is);

#endif
