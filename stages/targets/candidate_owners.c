/* Finds whose side a bare noun is (规模, 办结率, 在校生), in the clauses before it in its sentence. */
#include "stages/clauses.h"
#include "stages/model/lexicon.h"
#include "stages/targets/candidates_parts.h"

struct slice candidate_without_event(const struct lexicon *lexicon, struct slice name) {
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

static bool holds_digit(struct slice name) {
    for (size_t i = 0; i < name.size; i++)
        if (name.start[i] >= '0' && name.start[i] <= '9')
            return true;
    return false;
}

/* What the clauses before speak of, the nearest that speaks of a thing: no number and no bare side. */
static enum status nearest_topic(struct chooser *chooser, const struct options *options, struct slice *topic) {
    enum { MOST_CLAUSES = 3 };
    const struct report *report = options->report;
    uint32_t first = report->sentences.items[report->clauses.items[options->clause_index].sentence].clauses;
    chooser->terms.report = options->report;
    for (uint32_t c = options->clause_index; c-- > first && options->clause_index - c <= MOST_CLAUSES;) {
        struct span clause = words_span(report, report->clauses.items[c].words);
        if (phrase_read_topic(&chooser->terms, clause, topic) != STATUS_OK)
            return STATUS_NO_MEMORY;
        if (topic->size && !is_bare_side(report->lexicon, *topic) && !holds_digit(*topic))
            return STATUS_OK;
    }
    *topic = (struct slice){0};
    return STATUS_OK;
}

static enum status propose_owner_before(struct chooser *chooser, struct options *options, struct slice read) {
    struct slice topic;
    enum status status = nearest_topic(chooser, options, &topic);
    return status == STATUS_OK ? candidate_propose_joined(options, topic, read, EVIDENCE_INDICATORS_OWNER_BEFORE)
                               : status;
}

/* 国内生产总值达到8000亿元，人均超过一万元: the average of what was spoken of. */
static enum status propose_average(const struct chooser *chooser, struct options *options, struct slice read) {
    struct lexicon_hit hit;
    bool average = read.size && lexicon_find(options->report->lexicon, LEXICON_OPENERS, read, &hit) &&
                   slice_ends(read, SLICE(ZH_EVENLY));
    if (!average || options->at >= chooser->sentence_end)
        return STATUS_OK;
    return candidate_propose_joined(options, read, chooser->whole, EVIDENCE_INDICATORS_AVERAGE_OF);
}

/* The group of a word that names one of several parts (在校生, 出口); empty for other names. */
static struct slice part_group(const struct lexicon *lexicon, struct slice name) {
    struct lexicon_hit hit;
    bool part = name.size && lexicon_find(lexicon, LEXICON_CONTRASTS, name, &hit);
    return part ? lexicon_cell(lexicon, LEXICON_CONTRASTS, hit.row, CONTRASTS_GROUP) : (struct slice){0};
}

/* 国家级企业技术中心2家、省级8家: what stands where the other of the two stood before. */
static enum status propose_contrast(const struct chooser *chooser, struct options *options, struct slice read,
                                    struct slice group) {
    const struct lexicon *lexicon = options->report->lexicon;
    struct slice before = chooser->chosen;
    for (size_t at = 0; at < before.size && options->at < chooser->sentence_end; slice_next(before, &at)) {
        struct lexicon_hit hit;
        if (!lexicon_match(lexicon, LEXICON_CONTRASTS, TRIE_FORWARD, before, at, &hit) ||
            !slice_equal(lexicon_cell(lexicon, LEXICON_CONTRASTS, hit.row, CONTRASTS_GROUP), group))
            continue;
        struct slice other = slice_part(before, at, at + hit.size);
        struct slice pieces[] = {slice_part(before, 0, at), read, slice_part(before, at + hit.size, before.size)};
        if (slice_equal(other, read) || !pieces[2].size)
            return STATUS_OK;
        struct slice joined = arena_join(&options->report->arena, pieces, 3);
        candidate_propose(options, joined, EVIDENCE_INDICATORS_CONTRAST);
        return joined.start ? STATUS_OK : STATUS_NO_MEMORY;
    }
    return STATUS_OK;
}

/* 小学120所，在校生9.5万人: the part goes on with what the sentence counted; 进出口总额90亿元，出口60亿元 with what
 * stands before the two. */
static enum status propose_part(struct chooser *chooser, struct options *options, struct slice read) {
    const struct lexicon *lexicon = options->report->lexicon;
    struct slice group = part_group(lexicon, read), whole = chooser->whole;
    size_t at = options->report->quantities.items[options->finding->quantity].mention.start;
    bool held = whole.size && (at < chooser->sentence_end || options->among);
    bool member = slice_equal(group, SLICE("member"));
    if (member && !held) /* 县医院通过验收，床位增加到800张 */
        return propose_owner_before(chooser, options, read);
    if (!group.size || !held)
        return STATUS_OK;
    if (member)
        return candidate_propose_joined(options, whole, read, EVIDENCE_INDICATORS_PART_OF_COUNTED);
    if (propose_contrast(chooser, options, read, group) != STATUS_OK)
        return STATUS_NO_MEMORY;
    bool among = options->among && !slice_equal(group, SLICE("trade"));
    if (among && candidate_propose_joined(options, read, whole, EVIDENCE_INDICATORS_PART_OF_AMONG) != STATUS_OK)
        return STATUS_NO_MEMORY;
    for (size_t from = 0; from < whole.size; slice_next(whole, &from)) {
        struct lexicon_hit hit;
        if (lexicon_match(lexicon, LEXICON_BLENDS, TRIE_FORWARD, whole, from, &hit) &&
            slice_find(lexicon_cell(lexicon, LEXICON_BLENDS, hit.row, BLENDS_PARTS), read, 0) != SIZE_MAX)
            return candidate_propose_joined(options, slice_part(whole, 0, from), read,
                                            EVIDENCE_INDICATORS_PART_OF_BLEND);
    }
    return STATUS_OK;
}

void candidates_remember(struct chooser *chooser, const struct options *options) {
    const struct report *report = options->report;
    const struct quantity *quantity = &report->quantities.items[options->finding->quantity];
    struct lexicon_hit hit;
    bool counts = lexicon_find(report->lexicon, LEXICON_UNITS, quantity->unit, &hit) &&
                  slice_equal(lexicon_cell(report->lexicon, LEXICON_UNITS, hit.row, UNITS_DIMENSION), SLICE("count"));
    bool part = part_group(report->lexicon, options->items[0].name).size > 0;
    if (quantity->mention.start >= chooser->sentence_end && !options->among)
        chooser->whole = (struct slice){0};
    if (!part && (counts || !chooser->whole.size || !slice_equal(quantity->unit, SLICE("%"))))
        chooser->whole = options->finding->indicator, chooser->unit = quantity->base_unit;
}

/* 食品类价格上涨1%，粮食类上涨2%: what the name before says behind the same ending. */
static enum status propose_same_ending(const struct chooser *chooser, struct options *options, struct slice read) {
    enum { SHORTEST_TAIL_CHARACTERS = 2, LONGEST_TAIL_CHARACTERS = 4, SHORTEST_CHARACTERS = 2 };
    const struct finding *finding = options->finding;
    struct slice before = chooser->chosen;
    size_t end = read.size;
    bool moves = finding->motion == MOTION_UP || finding->motion == MOTION_DOWN;
    if (finding->quantity == 0 || !moves || slice_characters(read) < SHORTEST_CHARACTERS || !before.size ||
        options->at >= chooser->sentence_end || is_attribute(options->report->lexicon, read))
        return STATUS_OK;
    slice_previous(read, &end);
    struct slice ending = slice_part(read, end, read.size);
    size_t found = slice_find_last(slice_part(before, 0, before.size - 1), ending);
    if (found == SIZE_MAX || found == 0)
        return STATUS_OK;
    struct slice tail = slice_part(before, found + ending.size, before.size);
    size_t length = slice_characters(tail);
    bool whole = coordination_has_attribute(options->report->lexicon, read) ||
                 !coordination_has_attribute(options->report->lexicon, tail);
    if (whole || length < SHORTEST_TAIL_CHARACTERS || length > LONGEST_TAIL_CHARACTERS)
        return STATUS_OK;
    return candidate_propose_joined(options, read, tail, EVIDENCE_INDICATORS_SAME_ENDING);
}

static bool names_place(const struct lexicon *lexicon, struct slice name) {
    struct lexicon_hit hit;
    return name.size && lexicon_match(lexicon, LEXICON_PLACES, TRIE_BACKWARD, name, name.size, &hit) &&
           hit.size < name.size;
}

/* The last place that a phrase of the clauses before names, in the sentence or the two before it in the paragraph:
 * 工业园 of 云溪工业园扩区建设，… */
static struct slice place_before(const struct options *options) {
    enum { MOST_CLAUSES = 6, MOST_SENTENCES = 2, LONGEST_PLACE_BYTES = 36 };
    const struct report *report = options->report;
    const struct report_sentence *sentences = report->sentences.items;
    uint32_t own = report->clauses.items[options->clause_index].sentence;
    for (uint32_t c = options->clause_index; c-- > 0 && options->clause_index - c <= MOST_CLAUSES;) {
        const struct clause *clause = &report->clauses.items[c];
        if (sentences[clause->sentence].paragraph != sentences[own].paragraph ||
            own - clause->sentence > MOST_SENTENCES)
            break;
        bool verb = clause->body.first < clause->body.end && /* 提质改造农村 names no place */
                    report->words.items[clause->body.first].classes & (VERBS | WORD_CLASS(CONSTRUCT));
        for (uint32_t i = clause->body.first; i < clause->body.end && !verb; i++) {
            struct slice name = report_text(report, words_span(report, (struct word_range){clause->body.first, i + 1}));
            if (name.size > LONGEST_PLACE_BYTES) /* a run without end is looked at once */
                break;
            if (names_place(report->lexicon, name))
                return name;
        }
    }
    return (struct slice){0};
}

static bool moves_in(const struct report *report, uint32_t word) {
    struct slice text = report_text(report, words_span(report, (struct word_range){word, word + 1}));
    return slice_equal(part_group(report->lexicon, text), SLICE("moving_in"));
}

/* 入园企业达到124家: whoever moved in moved into the place that was spoken of. */
static enum status propose_tenant(struct options *options, struct slice read) {
    struct word_range words = candidate_words(options->report, read);
    if (words.end == words.first)
        return STATUS_OK;
    if (words.first > options->clause.first && moves_in(options->report, words.first - 1))
        words.first--; /* 入驻企业42家 */
    if (!moves_in(options->report, words.first) || words.end < words.first + 2)
        return STATUS_OK;
    struct slice name = report_text(options->report, words_span(options->report, words));
    return candidate_propose_joined(options, place_before(options), name, EVIDENCE_INDICATORS_TENANT);
}

/* 年度投资6200亿元，其中交通900亿元: the part has the side of the whole that was counted, here 交通年度投资. */
static enum status propose_among(const struct chooser *chooser, struct options *options, struct slice read) {
    const struct lexicon *lexicon = options->report->lexicon;
    struct lexicon_hit side, own;
    struct slice whole = chooser->whole;
    bool named = lexicon_match(lexicon, LEXICON_ATTRIBUTES, TRIE_BACKWARD, whole, whole.size, &side);
    bool lacks = read.size && !coordination_has_attribute(lexicon, read) &&
                 !lexicon_match(lexicon, LEXICON_MEASURE_WORDS, TRIE_BACKWARD, read, read.size, &own);
    bool same = slice_equal(options->report->quantities.items[options->finding->quantity].base_unit, chooser->unit);
    if (!options->among || !named || !lacks || !same || options->finding->governing.size)
        return STATUS_OK;
    return candidate_propose_joined(options, read, slice_part(whole, whole.size - side.size, whole.size),
                                    EVIDENCE_INDICATORS_PART_OF_AMONG);
}

enum status candidates_with_owner(struct chooser *chooser, struct options *options) {
    const struct report *report = options->report;
    struct slice read = options->finding->indicator;
    if (part_group(report->lexicon, read).size)
        return propose_part(chooser, options, read);
    if (propose_tenant(options, read) != STATUS_OK || propose_among(chooser, options, read) != STATUS_OK)
        return STATUS_NO_MEMORY;
    if (propose_average(chooser, options, read) != STATUS_OK)
        return STATUS_NO_MEMORY;
    if (propose_same_ending(chooser, options, read) != STATUS_OK)
        return STATUS_NO_MEMORY;
    if (options->finding->governing.size || !is_bare_side(report->lexicon, read)) /* 新增吞吐能力: its own */
        return STATUS_OK;
    return propose_owner_before(chooser, options, read);
}
