/* Nouns that share a number list: 城镇和农村常住居民人均可支配收入 are two, with the parts they share given back to
 * each. */
#ifndef BAOGAO_STAGES_COORDINATION_H
#define BAOGAO_STAGES_COORDINATION_H

#include "stages/model/report.h"

struct noun_list {
    LIST(struct slice) nouns;
    bool verbs; /* a member had one of its own, so that nothing is shared: 接待游客、实现收入 */
};

/* The members of a coordination that is to have `count` of them, whole. Where it cannot have so many, `list` has the
 * one noun that is joint to all. */
enum status coordination_split(struct report *report, struct slice noun, size_t count, struct noun_list *list);

/* `noun` with the head that it shares with the member before it: behind 国家级绿色工厂, 绿色工业园区 is
 * 国家级绿色工业园区. */
enum status coordination_restore_head(struct report *report, struct slice before, struct slice *noun);

/* Whether `noun` ends with what a result is held against: 年度计划, 调整预算. */
bool coordination_names_plan(const struct lexicon *lexicon, struct slice noun);

/* A noun that names only a side of a thing (产量, 合同额, 办结率), with the thing of the indicator before it:
 * behind 粮食种植面积, 产量 is 粮食产量 and 增速 is 粮食种植面积. Other nouns stay. `*restored` tells. */
enum status coordination_restore_owner(struct report *report, struct slice before, struct slice *noun, bool *restored);

/* Whether a noun names a side of a thing at its end: 建设用地面积, 规上产值. */
bool coordination_has_attribute(const struct lexicon *lexicon, struct slice noun);

#endif
