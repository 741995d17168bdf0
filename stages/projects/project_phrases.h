/* Candidates: phrases that could name an undertaking, with the evidence for and against each. */
#ifndef BAOGAO_STAGES_PROJECT_PHRASES_H
#define BAOGAO_STAGES_PROJECT_PHRASES_H

#include "stages/clauses.h"

struct project_candidate {
    uint32_t phrase;
    struct word_range own;   /* the words of the name that stand where the name stands */
    struct word_range verb;  /* the verb whose text is the stage; empty for none */
    struct word_range cause; /* 力促 in front of a verb behind the name: the same */
    struct word_range tail;  /* 前期工作 behind the name: it belongs to the stage */
    enum stage_code code;
    struct slice name; /* made whole */
    struct evidence_facts facts;
    int32_t sum;
};

/* Reads the candidate that a subject or an object is; `own` (NULL: what the phrase says) is what stands of its name.
 * False: no name is left of it, or memory ran out. */
bool project_read_candidate(struct report *report, uint32_t phrase, const struct word_range *own,
                            struct project_candidate *candidate);
/* The subject or object that holds a word; NO_INDEX for none. */
uint32_t project_phrase_at(const struct report *report, uint32_t word);
/* What a verb says: its stage. */
enum stage_code project_stage_of(const struct report *report, struct word_range verb);

#endif
