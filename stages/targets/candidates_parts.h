/* What candidates.c and candidate_owners.c share; for them alone. */
#ifndef BAOGAO_STAGES_CANDIDATES_PARTS_H
#define BAOGAO_STAGES_CANDIDATES_PARTS_H

#include "stages/model/evidence.h"
#include "stages/targets/candidates.h"

enum { MOST_OPTIONS = 12 };

/* Words that say what is done: with a noun behind them they are no part of it. */
#define VERBS                                                                                                          \
    (WORD_CLASS(VERB) | WORD_CLASS(ADVERB) | WORD_CLASS(BUILD) | WORD_CLASS(CONSTRUCT) | WORD_CLASS(ADVANCE) |         \
     WORD_CLASS(FOSTER))

struct option {
    struct slice name;
    struct evidence_facts facts;
    int32_t sum;
};

/* The candidates of one number; the first is the reader's answer. */
struct options {
    struct report *report;
    struct finding *finding;
    size_t at;         /* the byte of the text where the number begins */
    struct slice kept; /* what the next number goes on with, where that is not what was chosen */
    bool among;        /* 其中 stands before it in its sentence */
    uint32_t clause_index;
    struct word_range clause; /* its words */
    struct option items[MOST_OPTIONS];
    size_t count;
};

/* Adds a name, or what speaks for one that is there; NULL where it cannot be one or there is no room. */
struct option *candidate_propose(struct options *options, struct slice name, unsigned evidence);
enum status candidate_propose_joined(struct options *options, struct slice one, struct slice two, unsigned evidence);
/* The words of the text that a name is; an empty range where it was joined of pieces or cuts a word. */
struct word_range candidate_words(const struct report *report, struct slice name);

/* 行动 and 工程 at the end of what was done: 开展[欠薪隐患排查]行动，办结率… */
struct slice candidate_without_event(const struct lexicon *lexicon, struct slice name);

/* Candidates that say by what a noun is reached: 食用菌产值达到4亿元，带动贫困户9000户. Called when the others stand.
 */
enum status candidates_reached(struct options *options);

/* A counted subject with what it does: 128项审批事项实现“最多跑一次”. */
enum status candidates_by_deed(struct options *options);

/* What the frame of the number's predicate brings: 把基础养老金提高到125元. */
void candidates_in_frame(struct options *options, const struct predicate *predicate);

/* Candidates that give a bare noun its owner back. */
enum status candidates_with_owner(struct chooser *chooser, struct options *options);

/* Keeps what later parts in the sentence may belong to. */
void candidates_remember(struct chooser *chooser, const struct options *options);

#endif
