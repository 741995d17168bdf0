/* The words of a passage as terms: each with what it can do in a phrase about a number. A time (到2025年底), a bracket
 * or a quote is one term. */
#ifndef BAOGAO_STAGES_TERMS_H
#define BAOGAO_STAGES_TERMS_H

#include "stages/model/lexicon.h"
#include "stages/model/report.h"

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

/* What a word that opens a phrase says (the list openers of words.csv). */
enum opener {
    OPENER_NONE,
    OPENER_LINK,        /* 其中, 同时 */
    OPENER_SCOPE,       /* 全市 */
    OPENER_NATION,      /* 全国 */
    OPENER_TIME,        /* 今年; and every time that is a pattern */
    OPENER_ASPECT,      /* 累计, 约 */
    OPENER_ADVERB,      /* 全面 */
    OPENER_PREPOSITION, /* 为, 围绕 */
    OPENER_STANDARD,    /* 计划: what a number is compared with */
    OPENER_COMPARISON,  /* 比, 较 */
};

/* What a verb does (the list verbs); one may have several roles. */
enum verb_role {
    VERB_COMMITMENT = 1,
    VERB_OBJECT = 2,
    VERB_OBJECT_INSIDE = 4,
    VERB_CAUSATIVE = 8,
    VERB_FLOW = 16,
    VERB_GOVERNING = VERB_OBJECT | VERB_OBJECT_INSIDE | VERB_CAUSATIVE | VERB_FLOW,
};

/* Whether a word may stand between what is measured and the number, and what it is if not. */
enum predicate_part {
    PREDICATE_NONE,
    PREDICATE_VERB,     /* 增长, 达到: its motion tells */
    PREDICATE_ADVERB,   /* 同比 */
    PREDICATE_TAIL,     /* 建设 in 3个社区建设 */
    PREDICATE_EVENT,    /* 行动 */
    PREDICATE_ARRANGED, /* 安排 */
};

/* What a word behind a counted noun does to it (the list clause_verbs). */
enum deed {
    DEED_NONE,
    DEED_ADVERB,  /* 全部 */
    DEED_STATE,   /* 揭牌 */
    DEED_SELECTS, /* 入选: it tells the noun apart */
};

struct term {
    struct slice text;
    word_classes classes;
    enum word_kind kind;
    enum opener opener;
    bool compares; /* it may begin a comparison, whatever else it opens */
    unsigned verbs;
    enum predicate_part predicate;
    enum motion motion;
    enum deed deed;
    bool joint; /* 、 or a word that only joins */
    bool of;    /* 的 */
    bool space;
};

struct term_range {
    uint32_t first, end;
};

/* Their room is used again from passage to passage. */
struct terms {
    struct report *report;
    LIST(struct term) items;
};

/* Reads bytes [span) of the report's text. */
enum status terms_read(struct terms *terms, struct span span);
/* What a single word can do. */
struct term term_of_word(const struct lexicon *lexicon, struct slice word);

static inline struct term *term_at(const struct terms *terms, uint32_t index) {
    return &terms->items.items[index];
}
/* The text of a range; empty at its first term's place for an empty one. */
struct slice terms_text(const struct terms *terms, struct term_range range);
/* The range without 的 and spaces at its ends. */
struct term_range terms_trim(const struct terms *terms, struct term_range range);

/* The bytes of the verb that begins a text and governs what follows; 0 for none. */
size_t text_verb_size(const struct lexicon *lexicon, struct slice text);
/* 接待, 发送: a verb of people and goods on the move, part of the name when its object is a bare word. */
bool text_flows(const struct lexicon *lexicon, struct slice verb, struct slice object);
/* Whether the word joins (、 和 及): its bytes at the head of the text, 0 for none. */
size_t text_joint_size(struct slice text);
/* The byte behind the bracket or quote that opens at `from`; `from` where none opens there or none closes. */
size_t text_behind_bracket(struct slice text, size_t from);

#endif
