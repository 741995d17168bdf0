/* Candidates out of the frame of the number's predicate: what 把 and 将 bring before the verb, what stands behind a
 * verb for those that 为 and 对 name. */
#include "stages/clauses.h"
#include "stages/model/lexicon.h"
#include "stages/targets/candidates_parts.h"

/* 把基础养老金提高到每人每月125元: the frame brings what is measured. 为农民工追回工资1560万元: the object alone, not
 * whose it is. */
void candidates_in_frame(struct options *options, const struct predicate *predicate) {
    struct report *report = options->report;
    if (predicate->frame.end == predicate->frame.first || predicate->objects_end == predicate->objects)
        return;
    size_t number = report->quantities.items[options->finding->quantity].whole.start;
    const struct noun_phrase *first = &report->phrases.items[predicate->objects];
    bool changes = words_classes(report, predicate->verb) & (WORD_CLASS(REACH) | WORD_CLASS(RISE) | WORD_CLASS(FALL));
    bool measured = words_classes(report, predicate->frame) & (WORD_CLASS(BENEFICIARY) | WORD_CLASS(MEASURE));
    if (changes && !measured && first->words.end <= predicate->verb.first &&
        report->words.items[predicate->verb.first].start < number) {
        candidate_propose(options, phrase_text(report, predicate->objects), EVIDENCE_INDICATORS_FRAMED);
        return;
    }
    struct slice read = options->finding->indicator;
    if (!(words_classes(report, predicate->frame) & WORD_CLASS(BENEFICIARY)))
        return;
    for (uint32_t i = predicate->objects; i < predicate->objects_end; i++) {
        const struct noun_phrase *object = &report->phrases.items[i];
        bool counts = object->count.end > object->count.first &&
                      report->words.items[object->count.first].start <= number &&
                      number < report->words.items[object->count.end - 1].end;
        struct slice name = phrase_text(report, i);
        if (counts && name.size < read.size && slice_ends(read, name))
            candidate_propose(options, name, EVIDENCE_INDICATORS_BESIDE_ADJUNCT);
    }
}
