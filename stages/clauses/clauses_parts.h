/* What the files of the clauses stage give each other; no other stage reads it. */
#ifndef BAOGAO_STAGES_CLAUSES_PARTS_H
#define BAOGAO_STAGES_CLAUSES_PARTS_H

#include "stages/clauses.h"

/* What a parse has at hand. */
struct parse {
    struct report *report;
    const struct word *words; /* of the report */
    const uint8_t *counted;   /* by word: not 0 in a quantity that measures something */
    uint32_t clause;          /* the one that is read */
    uint32_t end;             /* behind its last word */
    uint32_t predicate;       /* the one that takes members; NO_INDEX for none */
    uint32_t statement;       /* the last predicate whose verb stands behind its subject; NO_INDEX for none */
    bool failed;              /* memory ran out */
};

/* Classes of verbs that stand in front of what they govern. */
#define VERBS_OF_WORKS (WORD_CLASS(BUILD) | WORD_CLASS(CONSTRUCT) | WORD_CLASS(ADVANCE) | WORD_CLASS(FOSTER))
#define VERBS_IN_FRONT                                                                                                 \
    (VERBS_OF_WORKS | WORD_CLASS(COMMITMENT) | WORD_CLASS(ASSURANCE) | WORD_CLASS(VERB) | WORD_CLASS(CAUSATIVE) |      \
     WORD_CLASS(CLOSING))
#define VERBS_BEHIND (WORD_CLASS(CLOSING) | WORD_CLASS(CLOSING_LED))
#define NAME_HEADS (WORD_CLASS(WORKS) | WORD_CLASS(STRUCTURE) | WORD_CLASS(SITE))
#define NOUN_HEADS                                                                                                     \
    (NAME_HEADS | WORD_CLASS(WORK_ACTION) | WORD_CLASS(SCHEME) | WORD_CLASS(POLICY) | WORD_CLASS(RELATIONAL))

static inline bool word_has(const struct parse *parse, uint32_t word, word_classes classes) {
    return (parse->words[word].classes & classes) != 0;
}

/* Whether a word is this mark. */
bool word_is_mark(const struct parse *parse, uint32_t word, uint32_t code);

/* ---- clause_verbs ---- */

/* The verbs with their adverbs that begin at `at`, before `end`: 加快推进, 新建、改扩建. Empty where none does, or
 * where nothing is left for them to govern. */
struct word_range verbs_in_front(const struct parse *parse, uint32_t at, uint32_t end);
/* The verb inside [at, end) that has what stands before it as its subject: 顺利投产, 增长, 获评. Empty for none. In a
 * list that a verb of works governs (`governed`) a bare 提升 at the end names the work. */
struct word_range verb_behind_subject(const struct parse *parse, uint32_t at, uint32_t end, bool governed);
/* Behind list numbers, times, 全市, 同时 at the head of a clause; `*time` is the first time among them. */
uint32_t behind_opening(const struct parse *parse, uint32_t at, struct word_range *time);

/* ---- clause_lists ---- */

/* The predicates and phrases of words [at, parse->end). */
void read_predicates(struct parse *parse, uint32_t at);

/* ---- clause_phrases ---- */

/* Adds a phrase of the open predicate; false where the range holds no words or memory ran out. */
bool add_phrase(struct parse *parse, enum phrase_role role, struct word_range words);
/* Gives the phrases [first, end) of one list what they share, when the list is complete; `list_name` is the phrase
 * behind its 等, NO_INDEX for none; or behind a count (`counted`: 甲、乙12个加油站), which completes every member. */
void share_ends(struct parse *parse, uint32_t first, uint32_t end, uint32_t list_name, bool counted);

#endif
