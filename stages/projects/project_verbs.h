/* The verbs that govern projects: 加快推进 before a name, 建成投用 behind it. */
#ifndef BAOGAO_STAGES_PROJECT_VERBS_H
#define BAOGAO_STAGES_PROJECT_VERBS_H

#include "stages/model/report.h"

/* How much a verb says that its object is a project. */
enum verb_strength {
    VERB_SOFT,  /* 办好, 加强: of events and policies */
    VERB_WEAK,  /* 推进: of anything */
    VERB_CAUSE, /* 确保: of the verb behind the name */
    VERB_AIM,   /* 力争: the same, and belongs to the stage */
    VERB_MID,   /* 建设, 实施 */
    VERB_FIRM,  /* 新建, 竣工 */
};

struct verb_phrase {
    size_t start, end; /* bytes of the text it was sought in; equal: there is none */
    enum verb_strength strength;
    enum stage_code code;
    bool aims; /* it begins with 力争, 计划 … */
};

/* The phrase that begins at byte `from`: adverbs and verbs (加快推进, 新建、改扩建, 力争启动). A lone 力争 or 确保 is
 * one too: its verb stands behind the name. */
bool project_verb_before(const struct lexicon *lexicon, struct slice text, size_t from, struct verb_phrase *phrase);
/* The phrase that ends at byte `to` and says what became of the name before it (相继开通, 尽快投产满产). */
bool project_verb_behind(const struct lexicon *lexicon, struct slice text, size_t to, struct verb_phrase *phrase);

#endif
