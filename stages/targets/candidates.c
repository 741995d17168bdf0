/* Proposes candidates out of the words, predicates and phrases around a number; candidate_owners.c finds owners. */
#include "stages/targets/candidates_parts.h"

#include "stages/clauses.h"
#include "stages/model/lexicon.h"

struct option *candidate_propose(struct options *options, struct slice name, unsigned evidence) {
    enum { LONGEST_NAME_BYTES = 150 };
    name = slice_trim(name);
    if (!name.size || name.size > LONGEST_NAME_BYTES)
        return NULL;
    size_t i = 0;
    while (i < options->count && !slice_equal(options->items[i].name, name))
        i++;
    if (i == MOST_OPTIONS)
        return NULL;
    if (i == options->count)
        options->items[options->count++] = (struct option){.name = name};
    evidence_add(&options->items[i].facts, evidence);
    return &options->items[i];
}

enum status candidate_propose_joined(struct options *options, struct slice one, struct slice two, unsigned evidence) {
    if (!one.size || !two.size || slice_starts(two, one) || slice_ends(one, two))
        return STATUS_OK;
    struct slice pieces[] = {one, two};
    struct slice joined = arena_join(&options->report->arena, pieces, 2);
    candidate_propose(options, joined, evidence);
    return joined.start ? STATUS_OK : STATUS_NO_MEMORY;
}

/* The words of the text that a name is; an empty range where it was joined of pieces or cuts a word. */
struct word_range candidate_words(const struct report *report, struct slice name) {
    const char *start = report->text.start;
    if (!name.size || name.start < start || name.start + name.size > start + report->text.size)
        return (struct word_range){0, 0};
    size_t from = (size_t)(name.start - start);
    uint32_t first = report_word(report, from), last = report_word(report, from + name.size - 1);
    if (last >= report->words.count || report->words.items[first].start != from)
        return (struct word_range){0, 0};
    return (struct word_range){first, last + 1};
}

/* Whether a word of that group of the list contrasts stands at byte `at`, which way it runs. */
static bool in_group(const struct lexicon *lexicon, struct slice text, size_t at, enum trie_way way,
                     struct slice group) {
    struct lexicon_hit hit;
    return lexicon_match(lexicon, LEXICON_CONTRASTS, way, text, at, &hit) &&
           slice_equal(lexicon_cell(lexicon, LEXICON_CONTRASTS, hit.row, CONTRASTS_GROUP), group);
}

/* The words from `first` on, up to a number or mark. */
static struct slice thing_from(const struct options *options, uint32_t first) {
    const struct report *report = options->report;
    uint32_t end = first;
    while (end < options->clause.end && report->words.items[end].kind != WORD_NUMBER &&
           report->words.items[end].kind != WORD_MARK)
        end++;
    return report_text(report, words_span(report, (struct word_range){first, end}));
}

/* Behind the verbs of a deed and the count of what it is done to: 危桥 of 改造四座危桥. `first` where no verb begins.
 */
static uint32_t behind_deed(const struct options *options, uint32_t first) {
    const struct report *report = options->report;
    uint32_t object = first, end = options->clause.end;
    while (object + 1 < end && report->words.items[object].classes & (VERBS | WORD_CLASS(JOINT)))
        object++;
    if (object == first || options->finding->quantity + 1 >= report->quantities.count)
        return object;
    const struct quantity *next = &report->quantities.items[options->finding->quantity + 1];
    return next->whole.start == report->words.items[object].start ? report_word(report, next->whole.end) : object;
}

/* 投资4300万元，改造背街小巷96条: the deed stands in the next clause. */
static enum status propose_next_deed(struct options *options, struct slice spent) {
    struct report *report = options->report;
    const struct clause *clause = &report->clauses.items[options->clause_index];
    if (options->clause_index + 1 >= report->sentences.items[clause->sentence].clauses_end ||
        clause->mark != MARK_COMMA || clause[1].predicates == clause[1].predicates_end)
        return STATUS_OK;
    const struct predicate *deed = &report->predicates.items[clause[1].predicates];
    bool counts = deed->verb.first == clause[1].body.first && deed->verb.end > deed->verb.first &&
                  deed->objects_end > deed->objects &&
                  report->phrases.items[deed->objects].count.end > report->phrases.items[deed->objects].count.first;
    if (!counts)
        return STATUS_OK;
    return candidate_propose_joined(options, phrase_text(report, deed->objects), spent, EVIDENCE_INDICATORS_SPENT_ON);
}

/* The money of a deed: 投资3亿元修建县乡道路 is 县乡道路投资, 投入2亿元用于校舍建设 is 校舍建设投入. */
static enum status propose_spending(struct options *options) {
    const struct report *report = options->report;
    const struct lexicon *lexicon = report->lexicon;
    const struct quantity *quantity = &report->quantities.items[options->finding->quantity];
    struct slice before = slice_part(report->text, 0, quantity->whole.start);
    uint32_t first = report_word(report, quantity->whole.end), end = options->clause.end;
    bool invests = in_group(lexicon, before, before.size, TRIE_BACKWARD, SLICE("investing"));
    bool spends = invests || in_group(lexicon, before, before.size, TRIE_BACKWARD, SLICE("spending"));
    if (!slice_ends(quantity->unit, SLICE(ZH_YUAN)) || !spends)
        return STATUS_OK;
    uint32_t word = report_word(report, quantity->whole.start);
    struct slice spent = report_text(report, words_span(report, (struct word_range){word - 1, word}));
    if (first >= end)
        return invests && slice_equal(options->finding->indicator, spent) ? propose_next_deed(options, spent)
                                                                          : STATUS_OK;
    if (in_group(lexicon, report->text, report->words.items[first].start, TRIE_FORWARD, SLICE("use")))
        return candidate_propose_joined(options, thing_from(options, first + 1), spent, EVIDENCE_INDICATORS_SPENT_ON);
    while (first < end && report->words.items[first].classes & (WORD_CLASS(JOINT) | WORD_CLASS(ADVERB)))
        first++;
    uint32_t object = behind_deed(options, first);
    if (object == first || !invests)
        return STATUS_OK;
    return candidate_propose_joined(options, thing_from(options, object), spent, EVIDENCE_INDICATORS_SPENT_ON);
}

static bool is_verb(const struct report *report, uint32_t word) {
    struct lexicon_hit hit;
    struct slice text = report_text(report, words_span(report, (struct word_range){word, word + 1}));
    return report->words.items[word].classes & (WORD_CLASS(STATE) | WORD_CLASS(VERB) | WORD_CLASS(PREDICATE)) ||
           lexicon_find(report->lexicon, LEXICON_VERBS, text, &hit) ||
           lexicon_find(report->lexicon, LEXICON_CLAUSE_VERBS, text, &hit);
}

/* 学前、义务阶段巩固率分别达到96%、99%: the subject that stands where the number stands in its list, made whole. */
static void propose_by_turn(struct options *options, const struct predicate *predicate) {
    const struct finding *finding = options->finding;
    uint32_t subjects = predicate->subjects_end - predicate->subjects;
    if (finding->lists < 2 || subjects != finding->lists)
        return;
    struct slice name = phrase_text(options->report, predicate->subjects + (uint32_t)finding->list);
    if (name.size > finding->indicator.size && slice_starts(name, finding->indicator))
        candidate_propose(options, name, EVIDENCE_INDICATORS_BY_TURN);
}

/* Whether a word says that what follows is an average: 年均, 人均. */
static bool averages(const struct report *report, uint32_t word) {
    struct lexicon_hit hit;
    struct slice text = report_text(report, words_span(report, (struct word_range){word, word + 1}));
    if (slice_find(text, SLICE(ZH_EVENLY), 0) == SIZE_MAX)
        return false;
    return (lexicon_find(report->lexicon, LEXICON_PERIODS, text, &hit) &&
            slice_equal(lexicon_cell(report->lexicon, LEXICON_PERIODS, hit.row, PERIODS_ROLE), SLICE("average"))) ||
           (lexicon_find(report->lexicon, LEXICON_OPENERS, text, &hit) &&
            slice_equal(lexicon_cell(report->lexicon, LEXICON_OPENERS, hit.row, OPENERS_KIND), SLICE("standard")));
}

/* 带动900户[贫困户]年均增收2000元: the average is of the next number. 总投资3亿元的[重点项目]82项: the money describes.
 */
static void propose_cuts(struct options *options) {
    const struct report *report = options->report;
    struct slice read = options->finding->indicator;
    struct word_range words = candidate_words(report, read);
    const struct quantity *quantity = &report->quantities.items[options->finding->quantity];
    bool behind = words.end > words.first && report->words.items[words.first].start >= quantity->whole.end;
    bool invested = in_group(report->lexicon, read, 0, TRIE_FORWARD, SLICE("investing"));
    for (uint32_t i = words.first + 1; i < words.end; i++) {
        const struct word *word = &report->words.items[i];
        if (behind && averages(report, i)) {
            candidate_propose(options, report_text(report, words_span(report, (struct word_range){words.first, i})),
                              EVIDENCE_INDICATORS_BEFORE_AVERAGE);
            return;
        }
        bool money = invested && slice_ends(slice_part(report->text, 0, word->start), SLICE(ZH_YUAN));
        if (word->classes & WORD_CLASS(RELATIVE) && money && i + 1 < words.end)
            candidate_propose(options, report_text(report, words_span(report, (struct word_range){i + 1, words.end})),
                              EVIDENCE_INDICATORS_DESCRIBED_BY_MONEY);
    }
}

/* 引进河谷产业园、视觉研发等项目128个: the names are examples of what is counted. */
static void propose_behind_examples(struct options *options) {
    enum { SHORTEST_NAME_CHARACTERS = 2 };
    const struct report *report = options->report;
    struct word_range words = candidate_words(report, options->finding->indicator);
    uint32_t first = words.end;
    bool proper = false; /* 银行、保险等机构 says of which kind they are */
    for (uint32_t i = words.first; i < words.end; i = words_behind(report, i, words.end)) {
        proper |= first == words.end &&
                  (report->words.items[i].kind == WORD_UNKNOWN || report->words.items[i].kind == WORD_PLACE);
        if (report->words.items[i].classes & WORD_CLASS(ETC))
            first = i + 1;
    }
    struct slice name = report_text(report, words_span(report, (struct word_range){first, words.end}));
    if (first < words.end && proper && options->finding->governing.size &&
        slice_characters(name) >= SHORTEST_NAME_CHARACTERS)
        candidate_propose(options, name, EVIDENCE_INDICATORS_BEHIND_EXAMPLES);
}

/* 油菜籽等14种农产品产量居第1位: the examples and their count say which products are meant. */
static void propose_with_examples(struct options *options) {
    const struct report *report = options->report;
    struct word_range words = candidate_words(report, options->finding->indicator);
    if (words.end == words.first || options->finding->quantity == 0)
        return;
    const struct quantity *count = &report->quantities.items[options->finding->quantity - 1];
    uint32_t first = report->clauses.items[options->clause_index].body.first;
    uint32_t counted = report_word(report, count->whole.start);
    if (count->whole.end != report->words.items[words.first].start || counted <= first ||
        !(report->words.items[counted - 1].classes & WORD_CLASS(ETC)))
        return;
    struct word_range whole = {first, words.end};
    candidate_propose(options, report_text(report, words_span(report, whole)), EVIDENCE_INDICATORS_WITH_EXAMPLES);
}

/* A noun behind a count whose verb or place stands before it: 光纤覆盖2万个[行政村]. */
static enum status propose_behind_count(struct options *options) {
    const struct report *report = options->report;
    const struct quantity *quantity = &report->quantities.items[options->finding->quantity];
    struct slice read = options->finding->indicator;
    struct word_range words = candidate_words(report, read);
    uint32_t first = report_word(report, quantity->whole.end), end = first;
    struct lexicon_hit hit;
    bool counts = lexicon_find(report->lexicon, LEXICON_UNITS, quantity->base_unit, &hit) &&
                  slice_equal(lexicon_cell(report->lexicon, LEXICON_UNITS, hit.row, UNITS_DIMENSION), SLICE("count"));
    bool before = words.end > words.first && is_verb(report, words.end - 1) &&
                  report->words.items[words.end - 1].end == quantity->whole.start;
    if (!counts || !before || first >= options->clause.end)
        return STATUS_OK;
    while (end < options->clause.end && !is_verb(report, end) && report->words.items[end].kind != WORD_MARK &&
           report->words.items[end].kind != WORD_NUMBER && !(report->words.items[end].classes & WORD_CLASS(RELATIVE)))
        end++;
    if (end != options->clause.end)
        return STATUS_OK;
    return candidate_propose_joined(options, read,
                                    report_text(report, words_span(report, (struct word_range){first, end})),
                                    EVIDENCE_INDICATORS_BEHIND_COUNT);
}

static size_t best_option(const struct options *options) {
    size_t best = 0;
    for (size_t i = 1; i < options->count; i++)
        if (options->items[i].sum > options->items[best].sum)
            best = i;
    return best;
}

/* What goes on with the number before goes on with what was chosen for it. */
static enum status follow_choice(struct chooser *chooser, size_t at, struct finding *finding) {
    struct slice read = chooser->read;
    if (at >= chooser->sentence_end || !read.size || slice_equal(read, chooser->chosen) ||
        !slice_starts(finding->indicator, read) || !finding->inherited)
        return STATUS_OK;
    struct slice pieces[] = {chooser->chosen, slice_part(finding->indicator, read.size, finding->indicator.size)};
    finding->indicator = arena_join(&chooser->report->arena, pieces, 2);
    return finding->indicator.start ? STATUS_OK : STATUS_NO_MEMORY;
}

/* What goes on where an average follows: the name that it ends, with what reached it. */
static struct slice name_to_keep(const struct options *options) {
    for (size_t i = options->count; i-- > 0;)
        if (evidence_holds(&options->items[i].facts, EVIDENCE_INDICATORS_READ))
            return options->items[i].name;
    return options->items[0].name;
}

static enum status choose(struct options *options, struct finding *finding) {
    struct report *report = options->report;
    for (size_t i = 0; i < options->count; i++)
        options->items[i].sum = evidence_sum(report->lexicon, EVIDENCE_INDICATORS, &options->items[i].facts);
    size_t best = best_option(options);
    for (size_t i = 0; i < options->count; i++) {
        const struct option *option = &options->items[i];
        struct candidate candidate = {.table = EVIDENCE_INDICATORS,
                                      .span = report->quantities.items[finding->quantity].mention,
                                      .name = option->name,
                                      .quantity = finding->quantity,
                                      .facts = option->facts,
                                      .sum = option->sum,
                                      .taken = i == best};
        if (!report_explain(report, &candidate))
            return STATUS_NO_MEMORY;
    }
    finding->exchanged = best > 0;
    finding->contested = options->count > 1;
    finding->indicator = options->items[best].name;
    if (evidence_holds(&options->items[best].facts, EVIDENCE_INDICATORS_BEFORE_AVERAGE))
        options->kept = name_to_keep(options);
    return STATUS_OK;
}

/* Whether 其中 stands in the clauses of the sentence up to the number's. */
static bool follows_among(const struct report *report, uint32_t clause, uint32_t word) {
    enum { MOST_WORDS = 60 };
    uint32_t first = report->sentences.items[report->clauses.items[clause].sentence].words.first;
    for (uint32_t i = word; i-- > first && word - i < MOST_WORDS;)
        if (report->words.items[i].classes & WORD_CLASS(AMONG))
            return true;
    return false;
}

enum status candidates_choose(struct chooser *chooser, struct finding *finding) {
    struct report *report = chooser->report;
    size_t at = report->quantities.items[finding->quantity].mention.start;
    struct slice read = finding->indicator;
    uint32_t word = report_word(report, at), clause = clause_of_word(report, word);
    if (follow_choice(chooser, at, finding) != STATUS_OK)
        return STATUS_NO_MEMORY;
    if (clause == NO_INDEX || words_span(report, report->clauses.items[clause].words).end < at)
        return STATUS_OK;
    struct options options = {.report = report, .finding = finding, .count = 1};
    options.at = at;
    options.among = follows_among(report, clause, word);
    options.clause_index = clause;
    options.clause = report->clauses.items[clause].words;
    /* The reader's is the first, also where it is empty. */
    options.items[0] = (struct option){.name = finding->indicator};
    evidence_add(&options.items[0].facts, EVIDENCE_INDICATORS_READ);
    uint32_t own = predicate_of_word(report, clause, word);
    enum status status = propose_spending(&options);
    if (own != NO_INDEX && status == STATUS_OK) {
        propose_by_turn(&options, &report->predicates.items[own]);
        candidates_in_frame(&options, &report->predicates.items[own]);
    }
    propose_cuts(&options);
    propose_behind_examples(&options);
    propose_with_examples(&options);
    if (status == STATUS_OK)
        status = propose_behind_count(&options);
    if (status == STATUS_OK)
        status = candidates_with_owner(chooser, &options);
    if (status == STATUS_OK)
        status = candidates_by_deed(&options);
    if (status == STATUS_OK)
        status = candidates_reached(&options);
    if (status == STATUS_OK)
        status = choose(&options, finding);
    candidates_remember(chooser, &options);
    chooser->read = read;
    chooser->chosen = options.kept.size ? options.kept : finding->indicator;
    chooser->sentence_end = report->sentences.items[report->clauses.items[clause].sentence].span.end;
    return status;
}
