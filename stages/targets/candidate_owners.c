/* Finds whose side a bare noun is (规模, 办结率, 在校生), in the clauses before it in its sentence. */
#include "stages/clauses.h"
#include "stages/model/lexicon.h"
#include "stages/targets/candidates_parts.h"

/* 行动 and 工程 at the end of what was done: 开展[欠薪隐患排查]行动，办结率… */
static struct slice without_event(const struct lexicon *lexicon, struct slice name) {
    struct lexicon_hit hit;
    if (lexicon_match(lexicon, LEXICON_PREDICATES, TRIE_BACKWARD, name, name.size, &hit) && hit.size < name.size &&
        slice_equal(lexicon_cell(lexicon, LEXICON_PREDICATES, hit.row, PREDICATES_MOTION), SLICE("event")))
        return slice_part(name, 0, name.size - hit.size);
    return name;
}

static bool is_attribute(const struct lexicon *lexicon, struct slice name) {
    struct lexicon_hit hit;
    return name.size && lexicon_find(lexicon, LEXICON_ATTRIBUTES, name, &hit);
}

/* A noun that is a side of a thing and names no thing: 总产; 办结率, the rate of a verb. */
static bool is_bare_side(const struct lexicon *lexicon, struct slice name) {
    struct lexicon_hit hit;
    if (is_attribute(lexicon, name))
        return true;
    if (!lexicon_match(lexicon, LEXICON_MEASURE_WORDS, TRIE_BACKWARD, name, name.size, &hit))
        return false;
    return lexicon_find(lexicon, LEXICON_VERBS, slice_part(name, 0, name.size - hit.size), &hit);
}

/* The words of a range before its first unknown one that does not open it, no more than `name`, which opens it too. */
static struct slice before_unknown(const struct report *report, struct word_range words, struct slice name) {
    uint32_t end = words.first + 1;
    while (end < words.end && report->words.items[end].kind != WORD_UNKNOWN)
        end = words_behind(report, end, words.end);
    struct slice known = report_text(report, words_span(report, (struct word_range){words.first, end}));
    return known.size < name.size ? known : name;
}

/* What a clause speaks of: its subject, else what its verb is done to. Empty where it is only a number or a side. */
static struct slice topic_of_clause(const struct options *options, uint32_t index) {
    struct report *report = options->report;
    const struct clause *clause = &report->clauses.items[index];
    for (uint32_t p = clause->predicates_end; p-- > clause->predicates;) {
        const struct predicate *predicate = &report->predicates.items[p];
        bool subject = predicate->subjects_end > predicate->subjects;
        uint32_t phrase = subject ? predicate->subjects_end - 1 : predicate->objects_end - 1;
        if (!subject && predicate->objects_end == predicate->objects)
            continue;
        struct word_range core = report->phrases.items[phrase].core;
        struct slice name = candidate_before_predicate(report, core);
        bool verbless = predicate->verb.end == predicate->verb.first;
        if (verbless) /* the verb is one that no list has: 粮食再获丰收 */
            name = before_unknown(report, core, name);
        struct slice whole = report_text(report, words_span(report, core));
        if (name.size == whole.size)
            name = phrase_text(report, phrase);
        return without_event(report->lexicon, name);
    }
    return (struct slice){0};
}

static bool holds_digit(struct slice name) {
    for (size_t i = 0; i < name.size; i++)
        if (name.start[i] >= '0' && name.start[i] <= '9')
            return true;
    return false;
}

static struct slice nearest_topic(const struct options *options) {
    enum { MOST_CLAUSES = 3 };
    const struct report *report = options->report;
    uint32_t first = report->sentences.items[report->clauses.items[options->clause_index].sentence].clauses;
    for (uint32_t c = options->clause_index; c-- > first && options->clause_index - c <= MOST_CLAUSES;) {
        struct slice topic = topic_of_clause(options, c);
        if (topic.size && !is_bare_side(report->lexicon, topic) && !holds_digit(topic))
            return topic;
    }
    return (struct slice){0};
}

enum status candidates_with_owner(struct chooser *chooser, struct options *options) {
    const struct report *report = options->report;
    struct slice read = options->finding->indicator;
    (void)chooser;
    if (options->finding->governing.size || !is_bare_side(report->lexicon, read)) /* 新增吞吐能力: its own */
        return STATUS_OK;
    return candidate_propose_joined(options, nearest_topic(options), read, EVIDENCE_INDICATORS_OWNER_BEFORE);
}
