/* Evidence: what speaks for a candidate being right, or against it.
 *
 * A piece of evidence is a line of schemas/evidence_TABLE.csv: its name, its weight, an example with the right answer,
 * and what it says to people. The build makes a C name of each: the line `quoted_name` of evidence_projects.csv is
 * EVIDENCE_PROJECTS_QUOTED_NAME. A stage records which pieces hold as it decides,
 *
 *     evidence_add_if(&candidate.facts, EVIDENCE_PROJECTS_QUOTED_NAME, signs->quoted);
 *     candidate.sum = evidence_sum(report->lexicon, EVIDENCE_PROJECTS, &candidate.facts);
 *
 * and takes the candidate with the greatest sum, or every one above zero. A sum of 0 is a chance of one half before
 * calibration. What a sum was worth on annotated reports that took no part in the fit is schemas/confidence.csv;
 * evidence_confidence reads it. The weights are made by tests/tools/fit.py; nobody needs it to change one.
 *
 * To add a piece: one line in the CSV file (weight 0 until it is fitted) and one evidence_add_if. The example is a text
 * (¶ ends a paragraph) and the right answer what its row says (`name=墨溪水库`, several joined by |), or `none` where
 * the piece speaks of a candidate that must lose. A test reads every example: the row is there, and the piece holds. */
#ifndef BAOGAO_MODEL_EVIDENCE_H
#define BAOGAO_MODEL_EVIDENCE_H

#include "enums_generated.h"
#include "stages/model/slice.h"
#include "stages/model/status.h"

enum { EVIDENCE_SUM_ONE = 1000, CONFIDENCE_ONE = 100, CONFIDENCE_TO_CHECK = 70, CONFIDENCE_MOST_STEPS = 64 };

/* Which pieces hold: a bit for each line of one table. */
struct evidence_facts {
    uint64_t bits[EVIDENCE_MOST / 64];
};

/* `name` is one of the table that the facts are of: EVIDENCE_TARGETS_…, EVIDENCE_PROJECTS_… */
static inline void evidence_add(struct evidence_facts *facts, unsigned name) {
    facts->bits[name / 64] |= UINT64_C(1) << name % 64;
}

static inline void evidence_add_if(struct evidence_facts *facts, unsigned name, bool holds) {
    facts->bits[name / 64] |= (uint64_t)holds << name % 64;
}

static inline bool evidence_holds(const struct evidence_facts *facts, unsigned name) {
    return facts->bits[name / 64] >> name % 64 & 1;
}

/* The evidence as numbers, ready when the lexicons are open; for the functions below alone. */
struct evidence_step {
    int32_t sum, confidence;
};
struct evidence_weights {
    int32_t weights[EVIDENCE_MOST]; /* in thousandths */
    struct evidence_step steps[CONFIDENCE_MOST_STEPS];
    size_t step_count;
};

struct lexicon;

/* Reads the weights of all tables from the lexicon's sheets; lexicon_open calls it. On failure `message` names the file
 * and the line. */
enum status evidence_weigh(struct lexicon *lexicon, char *message, size_t message_size);

/* The weights of what holds, in thousandths; the line `always` counts in every sum. */
int32_t evidence_sum(const struct lexicon *lexicon, enum evidence_table table, const struct evidence_facts *facts);

/* How many of 100 rows with such a sum are right, 0 to 100 (a person should check rows below CONFIDENCE_TO_CHECK): read
 * from confidence.csv, straight between its lines. */
int evidence_confidence(const struct lexicon *lexicon, enum evidence_table table, int32_t sum);

/* The weight of one piece, in thousandths; its name; and what it says to people. */
int32_t evidence_weight(const struct lexicon *lexicon, enum evidence_table table, unsigned name);
struct slice evidence_name(enum evidence_table table, unsigned name);
struct slice evidence_words(const struct lexicon *lexicon, enum evidence_table table, unsigned name);

/* The pieces that hold, those that count most first (their weight's size; those of equal weight in the order of the
 * file), no more than `most`; gives how many. Pieces of weight 0 and `always` are left out. */
size_t evidence_strongest(const struct lexicon *lexicon, enum evidence_table table, const struct evidence_facts *facts,
                          unsigned *names, size_t most);

#endif
