/* What a number measures, chosen among the phrases that could be it: candidates with the evidence of
 * schemas/evidence_indicators.csv.
 *
 * The reader's own answer is one candidate; the others come out of the clause's predicates and phrases, and of the
 * clauses before it in its sentence. */
#ifndef BAOGAO_STAGES_CANDIDATES_H
#define BAOGAO_STAGES_CANDIDATES_H

#include "stages/targets/indicator.h"

/* What was chosen for the numbers before, so that what goes on with them goes on with the choice. */
struct chooser {
    struct report *report;
    struct terms terms;        /* of the clause that is read */
    struct slice read, chosen; /* of the number before: what the reader said, and what was taken */
    struct slice whole; /* the last indicator of the sentence that is no part of another: 小学 of 小学120所，在校生… */
    struct slice unit;   /* in which it was counted */
    size_t sentence_end; /* the byte behind the sentence of the number before */
};

/* Puts the best candidate into `finding->indicator`. Called for the numbers of running text in their order. Looks at no
 * more than the last phrases of the last clauses, so work is linear in the numbers. */
enum status candidates_choose(struct chooser *chooser, struct finding *finding);

#endif
