/* Whom a thing reaches: 食用菌产值达到4亿元，带动贫困户9000户 counts 食用菌带动贫困户. Looks at the clause before the
 * number's, or at what stands before the verb in its own. */
#include "stages/clauses.h"
#include "stages/model/lexicon.h"
#include "stages/targets/candidates_parts.h"

/* The verbs that end before word `end`, and whether one says whom something reaches (带动, 惠及). */
static struct word_range verbs_before(const struct options *options, uint32_t end, bool *reaches) {
    const struct word *words = options->report->words.items;
    struct word_range verbs = {end, end};
    *reaches = false;
    while (verbs.first > options->clause.first &&
           words[verbs.first - 1].classes & (VERBS | WORD_CLASS(BENEFIT) | WORD_CLASS(CUMULATIVE))) {
        verbs.first--;
        *reaches |= (words[verbs.first].classes & WORD_CLASS(BENEFIT)) != 0;
    }
    while (verbs.first < verbs.end && words[verbs.first].classes & (WORD_CLASS(ADVERB) | WORD_CLASS(CUMULATIVE)))
        verbs.first++; /* 累计带动 */
    return verbs;
}

/* The verb that says whom something reaches, where it stands before the noun or the count of the noun (带动9000户
 * [贫困户]) or opens the name itself ([受益]人口). An empty range where there is none. */
static struct word_range reaching_verb(const struct options *options, struct word_range noun) {
    const struct report *report = options->report;
    const struct quantity *quantity = &report->quantities.items[options->finding->quantity];
    uint32_t end = noun.first;
    bool reaches;
    if (report->words.items[end].start == quantity->whole.end)
        end = report_word(report, quantity->whole.start);
    else if (report->words.items[end].classes & WORD_CLASS(BENEFIT) && end + 1 < noun.end)
        return (struct word_range){end, end + 1};
    struct word_range verbs = verbs_before(options, end, &reaches);
    return reaches ? verbs : (struct word_range){0, 0};
}

static bool holds_digit(struct slice name) {
    for (size_t i = 0; i < name.size; i++)
        if (name.start[i] >= '0' && name.start[i] <= '9')
            return true;
    return false;
}

/* A topic without the side of it that a number told: 食用菌 of 食用菌年产值. */
static struct slice without_side(const struct lexicon *lexicon, struct slice name) {
    struct lexicon_hit hit;
    if (lexicon_match(lexicon, LEXICON_ATTRIBUTES, TRIE_BACKWARD, name, name.size, &hit) && hit.size < name.size)
        return slice_part(name, 0, name.size - hit.size);
    return name;
}

/* What a predicate speaks of: what is done in it, else its subject. */
static struct slice topic_of_predicate(const struct options *options, const struct predicate *predicate) {
    struct report *report = options->report;
    struct slice names[2] = {{0}, {0}};
    if (predicate->objects_end > predicate->objects)
        names[0] = predicate->list_name != NO_INDEX ? phrase_text(report, predicate->list_name)
                                                    : phrase_text(report, predicate->objects_end - 1);
    if (predicate->subjects_end > predicate->subjects)
        names[1] = phrase_text(report, predicate->subjects_end - 1);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct slice name = without_side(report->lexicon, candidate_without_event(report->lexicon, names[i]));
        if (name.size && !holds_digit(name))
            return name;
    }
    return (struct slice){0};
}

/* The topic of what stands before the verb in its clause, else of the clause before. */
static struct slice topic_before(const struct options *options, uint32_t verb) {
    const struct report *report = options->report;
    const struct clause *clause = &report->clauses.items[options->clause_index];
    uint32_t own = predicate_of_word(report, options->clause_index, verb);
    if (own != NO_INDEX && own > clause->predicates)
        return topic_of_predicate(options, &report->predicates.items[own - 1]);
    if (own != NO_INDEX && report->predicates.items[own].subjects_end > report->predicates.items[own].subjects &&
        report->phrases.items[report->predicates.items[own].subjects].words.end <= verb)
        return topic_of_predicate(options, &report->predicates.items[own]);
    if (options->clause_index == report->sentences.items[clause->sentence].clauses)
        return (struct slice){0};
    const struct clause *before = clause - 1;
    return before->predicates_end > before->predicates
               ? topic_of_predicate(options, &report->predicates.items[before->predicates_end - 1])
               : (struct slice){0};
}

enum status candidates_reached(struct options *options) {
    enum { LONGEST_TOPIC_CHARACTERS = 20 };
    struct report *report = options->report;
    struct word_range noun = candidate_words(report, options->items[0].name);
    if (noun.end == noun.first)
        return STATUS_OK;
    struct word_range verb = reaching_verb(options, noun);
    if (verb.end == verb.first)
        return STATUS_OK;
    struct slice topic = topic_before(options, verb.first);
    if (!topic.size || slice_characters(topic) > LONGEST_TOPIC_CHARACTERS)
        return STATUS_OK;
    size_t count = options->count;
    for (size_t i = 0; i < count; i++) { /* each name that the noun may have, 贫困户 and 贫困户年均增收 */
        struct slice name = options->items[i].name;
        struct slice said =
            verb.first == noun.first ? (struct slice){0} : report_text(report, words_span(report, verb));
        struct slice pieces[] = {topic, said, name};
        if (!candidate_words(report, name).end)
            continue;
        struct slice joined = arena_join(&report->arena, pieces, 3);
        struct option *option = candidate_propose(options, joined, EVIDENCE_INDICATORS_REACHED);
        if (!joined.start)
            return STATUS_NO_MEMORY;
        if (option)
            for (size_t b = 0; b < sizeof option->facts.bits / sizeof *option->facts.bits; b++)
                option->facts.bits[b] |= options->items[i].facts.bits[b];
    }
    return STATUS_OK;
}
