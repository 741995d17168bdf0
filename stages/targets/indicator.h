/* Whose number it is: the indicator of each quantity of running text, by the structure of its sentence.
 *
 * Read clause by clause. What a clause leaves out (the subject of 增长5.5%, the verb of the second item of a list, the
 * members that 分别 counts through) is carried from the clauses before it in the same sentence. */
#ifndef BAOGAO_STAGES_INDICATOR_H
#define BAOGAO_STAGES_INDICATOR_H

#include "stages/model/clause.h"
#include "stages/targets/coordination.h"
#include "stages/targets/phrase.h"

/* What is found of one quantity. */
struct finding {
    uint32_t quantity; /* its index */
    struct slice indicator;
    struct slice verb;      /* as written: 确保, 力争新增, 控制在 */
    struct slice governing; /* the verb alone that has the noun as object */
    enum motion motion;
    struct span quote;  /* from the clause of the subject to the clause of the number */
    size_t list, lists; /* which of how many numbers of one list without nouns between them: 5%、7%以上 */
    bool behind;        /* the noun stands behind the number */
    bool each;          /* the list is counted through with 分别 */
    bool inherited;     /* the subject stands in a clause or item before */
    bool shared;        /* a shared head or tail was given back */
    bool modifier;      /* the number belongs to the noun of the next: 年收入10万元以上的村占95% */
    bool exchanged;     /* another candidate than the reader's was chosen */
    bool contested;     /* there were other candidates */
    bool weak;          /* no noun was found, or one too long to be one */
};

/* What a sentence has said so far. */
struct sentence {
    struct report *report;
    struct terms terms;       /* of the phrase that is read */
    struct slice label;       /* the run-in label of the paragraph: 茶产业：… */
    LIST(struct span) unread; /* clauses without numbers whose topic was not read yet; most are never read */
    size_t before_number;     /* how many of them stand before the last number */
    struct slice topic;       /* what a clause without numbers spoke of; see sentence_topic */
    bool topic_measured; /* it is newer than `last` and a thing that is measured: …的比重，由5%上升到9% */
    struct slice last;   /* the indicator before */
    size_t topic_start;
    size_t last_start;   /* where the clause of its noun begins */
    struct slice listed; /* the noun of the item before in a list */
    struct slice commitment, verb, owner;
    enum motion motion;
    bool each;
    bool number_first;             /* 建设3个中心: the noun stands behind its number */
    LIST(struct slice) indicators; /* of this sentence, for 分别 in a clause of its own */
    struct noun_list members;
    size_t next_member, members_left;
};

/* Begins a sentence; `label` as above, empty for none. The struct is zeroed before the first. */
void sentence_begin(struct sentence *sentence, struct report *report, struct slice label);

/* Finds for the measured quantities quantities[0, count), all inside `clause`; `findings` has room for `count`. */
enum status indicator_read_clause(struct sentence *sentence, struct span clause, const uint32_t *quantities,
                                  size_t count, struct finding *findings);

#endif
