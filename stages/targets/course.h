/* The course of a report: what each sentence's words say of account or plan, and the place where the one turns into
 * the other, found without headings. */
#ifndef BAOGAO_STAGES_COURSE_H
#define BAOGAO_STAGES_COURSE_H

#include "stages/model/evidence.h"
#include "stages/targets/period_calendar.h"

struct course_sentence {
    uint32_t end;                /* the byte of the text behind it */
    uint32_t paragraph;          /* its index */
    struct evidence_facts facts; /* of the sentence alone */
    int32_t sum;                 /* of the weights of its facts */
};

struct course {
    const struct report *report;
    LIST(struct course_sentence) sentences; /* in the order of the text */
    size_t next;                            /* the sentence asked for last */
    size_t turn;                            /* the byte where the plan begins; 0: at once, the text's size: never */
    bool turns;                             /* the words say so clearly */
};

/* Reads every sentence of the paragraphs once; cells do not count. */
enum status course_read(struct course *course, struct report *report, const struct calendar *calendar);
/* Adds what the sentence at a byte of the text says, its paragraph and the course around it: facts of EVIDENCE_KIND.
 * Asked for in the order of the text. */
void course_add_facts(struct course *course, size_t text_offset, struct evidence_facts *facts);

#endif
