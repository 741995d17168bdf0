/* What a counted subject does tells it apart: 实现“最多跑一次”的审批事项 of 128项审批事项实现“最多跑一次”. */
#include "stages/clauses.h"
#include "stages/targets/candidates_parts.h"

#define DEED_VERBS (VERBS | WORD_CLASS(STATE) | WORD_CLASS(SELECTING) | WORD_CLASS(REACH) | WORD_CLASS(BENEFIT))

static bool joins(const struct report *report, uint32_t word) {
    struct slice text = report_text(report, words_span(report, (struct word_range){word, word + 1}));
    return report->words.items[word].classes & WORD_CLASS(JOINT) || slice_equal(text, SLICE("、"));
}

/* Behind more counts and their nouns: 8所高校14个学科[入选名单], 12所中学、9所小学[入选名单]. */
static uint32_t behind_more_counts(const struct options *options, uint32_t word) {
    enum { MOST_COUNTS = 4 };
    const struct report *report = options->report;
    for (uint32_t next = options->finding->quantity + 1; next <= options->finding->quantity + MOST_COUNTS; next++) {
        uint32_t count = word;
        if (count < options->clause.end && joins(report, count))
            count++;
        if (next >= report->quantities.count || count >= options->clause.end ||
            report->quantities.items[next].whole.start != report->words.items[count].start)
            return word;
        word = report_word(report, report->quantities.items[next].whole.end);
        while (word < options->clause.end && !joins(report, word) &&
               !(report->words.items[word].classes & (DEED_VERBS | WORD_CLASS(PREPOSITION))))
            word = words_behind(report, word, options->clause.end);
    }
    return word;
}

/* Where the deed that begins at `first` ends: at the clause's end, or for a selecting verb at a number (获批贷款6亿元).
 * `first` where it is no deed that tells a subject apart: one that ends its way (建成投用), or without an object. */
static uint32_t deed_end(const struct options *options, uint32_t first, bool *selects) {
    const struct report *report = options->report;
    word_classes said = 0;
    uint32_t end = first;
    bool object = false;
    while (end < options->clause.end && report->words.items[end].kind != WORD_NUMBER) {
        word_classes classes = report->words.items[end].classes;
        object |= end > first && !(classes & DEED_VERBS);
        said |= end == first || !object ? classes : 0;
        end = words_behind(report, end, options->clause.end);
    }
    *selects = (said & WORD_CLASS(SELECTING)) != 0;
    bool numbers = end < options->clause.end && !*selects;
    return !object || numbers || said & (WORD_CLASS(COMPLETED) | WORD_CLASS(CAUSATIVE)) ? first : end;
}

enum status candidates_by_deed(struct options *options) {
    enum { SHORTEST_DEED_CHARACTERS = 4 };
    struct report *report = options->report;
    const struct quantity *quantity = &report->quantities.items[options->finding->quantity];
    struct slice name = options->items[0].name;
    struct word_range noun = candidate_words(report, name);
    const struct clause *clause = &report->clauses.items[options->clause_index];
    if (noun.end == noun.first || report->words.items[noun.first].start != quantity->whole.end ||
        report->words.items[clause->body.first].kind != WORD_NUMBER || options->finding->governing.size)
        return STATUS_OK;
    bool selects;
    uint32_t first = behind_more_counts(options, noun.end), end = deed_end(options, first, &selects);
    struct slice deed = report_text(report, words_span(report, (struct word_range){first, end}));
    if (slice_characters(deed) < SHORTEST_DEED_CHARACTERS)
        return STATUS_OK;
    struct slice pieces[] = {deed, SLICE(ZH_OF), name};
    struct slice joined = arena_join(&report->arena, pieces, 3);
    candidate_propose(options, joined, selects ? EVIDENCE_INDICATORS_SELECTED : EVIDENCE_INDICATORS_DID);
    return joined.start ? STATUS_OK : STATUS_NO_MEMORY;
}
