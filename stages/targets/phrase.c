/* Reads a phrase: what opens it comes off its head, then its verb; predicates, times and comparisons come off its end;
 * a verb inside parts owner and noun. Knows nothing of other phrases of the sentence. */
#include "stages/targets/phrase_parts.h"

/* ---- the noun ---- */

/* A name that ends as a rate does is whole: 城镇新建绿色建筑占比. */
static bool ends_as_measure(const struct lexicon *lexicon, struct slice noun) {
    struct lexicon_hit hit;
    return lexicon_match(lexicon, LEXICON_MEASURE_WORDS, TRIE_BACKWARD, noun, noun.size, &hit);
}

/* Behind the last 的 of a range; its beginning for none. */
static uint32_t behind_last_of(const struct terms *terms, struct term_range range) {
    uint32_t at = range.end;
    while (at > range.first && !term_at(terms, at - 1)->of)
        at--;
    return at;
}

/* A verb inside the noun makes what stands before it the owner: 园区[新增]企业; in 在城东[修建]学校 a preposition tells
 * that a verb must come. One before 的 belongs to a clause about the noun. */
static void split_at_verb(const struct terms *terms, struct term_range noun, struct phrase *phrase) {
    struct term_range whole = noun;
    bool governed = phrase->verb.size && !phrase->causes;
    if (governed || noun.first == noun.end || ends_as_measure(terms->report->lexicon, terms_text(terms, noun)))
        return; /* 建成专利培育中心5家: what is built is one noun */
    bool prepositional = term_at(terms, noun.first)->opener == OPENER_PREPOSITION;
    for (uint32_t i = behind_last_of(terms, noun); i < noun.end; i++) {
        unsigned roles = term_at(terms, i)->verbs & (prepositional ? VERB_GOVERNING : VERB_OBJECT_INSIDE);
        if (!roles || i == whole.first || slice_equal(term_at(terms, i - 1)->text, SLICE("、")))
            continue;
        uint32_t behind = phrase_behind_verbs(terms, (struct term_range){i, noun.end});
        if (behind == noun.end) {
            if (i + 1 == noun.end && roles & VERB_OBJECT_INSIDE)
                phrase->last_verb = term_at(terms, i)->text;
            if (prepositional && term_at(terms, whole.first)->text.size > HAN_BYTES) { /* 围绕需求布局设立9个驿站 */
                phrase->owner = terms_text(terms, (struct term_range){whole.first, i});
                phrase->verb = terms_text(terms, (struct term_range){i, behind});
                phrase->noun = phrase->last_verb = (struct slice){0};
                return;
            }
            continue;
        }
        phrase->owner = terms_text(terms, (struct term_range){whole.first, i});
        phrase->verb = terms_text(terms, (struct term_range){i, behind});
        phrase->noun = terms_text(terms, terms_trim(terms, (struct term_range){behind, noun.end}));
        prepositional = false;
        i = behind - 1;
    }
}

static struct term_range range_of(const struct terms *terms, struct slice text) {
    struct term_range range = {0, 0};
    if (text.size == 0)
        return range;
    while (range.first < terms->items.count && term_at(terms, range.first)->text.start < text.start)
        range.first++;
    range.end = range.first;
    while (range.end < terms->items.count && term_at(terms, range.end)->text.start < text.start + text.size)
        range.end++;
    return range;
}

/* An owner is a noun: in 在城东新区 it is 城东新区; 通过技术改造 is none. */
static struct slice owner_noun(const struct terms *terms, struct slice owner) {
    enum { LONGEST_OWNER_BYTES = 75 };
    struct phrase inner = {0};
    if (!owner.size)
        return owner;
    struct term_range range = phrase_strip_end(terms, range_of(terms, owner), &inner);
    if (range.first == range.end)
        return (struct slice){0};
    const struct term *first = term_at(terms, range.first);
    if (slice_equal(first->text, SLICE(ZH_AT))) {
        range.first++;
        range.first = phrase_behind_openers(terms, range, &inner);
        return terms_text(terms, range);
    }
    owner = terms_text(terms, range);
    bool adverbial = first->opener == OPENER_ADVERB || first->opener == OPENER_PREPOSITION; /* 集中资源打造 */
    return adverbial || owner.size > LONGEST_OWNER_BYTES ? (struct slice){0} : owner;
}

/* The subject of a clause whose predicate has more behind it: 产量 in 产量跨过40万吨大关. */
static struct term_range before_predicate(const struct terms *terms, struct term_range range) {
    uint32_t end = range.first + (range.first < range.end);
    while (end < range.end &&
           (term_at(terms, end)->predicate != PREDICATE_VERB || term_at(terms, end)->motion == MOTION_NONE ||
            term_at(terms, end)->text.size <= HAN_BYTES))
        end++;
    range.end = end;
    return terms_trim(terms, range);
}

/* Whether what stands behind a mark has a verb of its own, that goes on no chain of verbs:
 * 建设展示馆、精准服务企业60家, but 新开、复航、加密航线44条. In a 分别 list both sides count. */
static bool begins_clause(const struct terms *terms, struct term_range range, uint32_t mark) {
    enum { LONGEST_VERB_CHARACTERS = 2 };
    struct phrase inner = {0};
    struct term_range before = {range.first, mark};
    uint32_t said = phrase_behind_openers(terms, (struct term_range){mark + 1, range.end}, &inner);
    bool verb = said < range.end && term_at(terms, said)->verbs & VERB_GOVERNING;
    if (!verb || phrase_behind_verbs(terms, range) >= mark ||
        slice_characters(terms_text(terms, before)) <= LONGEST_VERB_CHARACTERS)
        return false;
    return slice_find(terms_text(terms, range), SLICE(ZH_EACH), 0) == SIZE_MAX;
}

/* A clause of its own before the last 、 speaks of another thing: 粉尘浓度下降、优良天数300天. With only a predicate
 * behind the mark it is the subject's: 产量稳中有升、突破50万吨. */
static struct term_range behind_other_clause(const struct terms *terms, struct term_range range) {
    uint32_t mark = range.end;
    while (mark > range.first && !slice_equal(term_at(terms, mark - 1)->text, SLICE("、")))
        mark--;
    if (mark <= range.first + 1)
        return range;
    struct phrase before = {0}, after = {0};
    struct ending ending = {terms, {range.first, mark - 1}, &before};
    struct term_range behind = {mark, range.end};
    bool clause =
        phrase_strip_predicate(&ending) && before.motion != MOTION_NONE && ending.noun.first < ending.noun.end;
    bool other = clause || begins_clause(terms, range, mark - 1);
    struct term_range left = phrase_strip_end(terms, behind, &after);
    return other && left.first < left.end ? behind : range;
}

/* Behind 新建、美化提升 a verb with words of its own before it goes on: what follows it is the noun. */
static struct term_range behind_marks(const struct terms *terms, struct term_range noun) {
    enum { MOST_ADVERBS = 2 };
    if (noun.first == noun.end || !slice_equal(term_at(terms, noun.first)->text, SLICE("、")))
        return noun;
    noun.first++;
    for (uint32_t i = noun.first; i + 1 < noun.end && i <= noun.first + MOST_ADVERBS; i++)
        if (term_at(terms, i)->verbs & VERB_GOVERNING)
            return (struct term_range){i + 1, noun.end};
    return noun;
}

/* Times and such words between a verb and its noun: 推进2024年度任务, 实施新一轮行动. */
static struct term_range behind_times(const struct terms *terms, struct term_range noun) {
    while (noun.first + 1 < noun.end &&
           (term_at(terms, noun.first)->opener == OPENER_TIME || term_at(terms, noun.first)->opener == OPENER_ASPECT))
        noun.first++;
    return noun;
}

/* 用三年时间使[贫困人口]减少到: what is caused is measured. */
static struct slice behind_cause(const struct terms *terms, struct slice noun) {
    struct term_range range = range_of(terms, noun);
    for (uint32_t i = range.first + 1; i < range.end; i++)
        if (slice_equal(term_at(terms, i)->text, SLICE(ZH_CAUSES)))
            return terms_text(terms, terms_trim(terms, (struct term_range){i + 1, range.end}));
    return noun;
}

/* 接待游客, 扶持创业: the verb names the measured thing together with its bare object. */
static void keep_flow(const struct lexicon *lexicon, struct phrase *phrase) {
    size_t mark = slice_find(phrase->noun, SLICE("、"), 0);
    struct slice object = slice_part(phrase->noun, 0, mark == SIZE_MAX ? phrase->noun.size : mark);
    bool together = phrase->verb.size && phrase->verb.start + phrase->verb.size == phrase->noun.start;
    if (together && text_flows(lexicon, phrase->verb, object))
        phrase->noun = (struct slice){phrase->verb.start, phrase->verb.size + phrase->noun.size};
}

/* ---- the phrase ---- */

/* A predicate without a noun is in the lexicon of verbs too: 增长, 完成. What is left before one is its subject, though
 * it may be a verb elsewhere: 储备增加至. */
static void read_bare_predicate(const struct terms *terms, struct term_range said, struct phrase *phrase) {
    enum { LONGEST_LIMIT_CHARACTERS = 2 };
    struct phrase bare = {0};
    struct term_range subject = phrase_strip_end(terms, terms_trim(terms, said), &bare);
    bool left = subject.first < subject.end;
    bool chain = false;
    for (uint32_t i = said.first; i < said.end; i++)
        chain |= slice_equal(term_at(terms, i)->text, SLICE("、"));
    if (bare.motion == MOTION_NONE || (left && chain)) /* 新建、改造提升24个 */
        return;
    bool moves = bare.motion == MOTION_UP || bare.motion == MOTION_DOWN ||
                 slice_characters(bare.predicate) > LONGEST_LIMIT_CHARACTERS;
    if (left && !moves) /* 接待超: the verb of what was said before */
        return;
    if (left) {
        phrase->noun = terms_text(terms, subject);
        phrase->verb = (struct slice){0};
    }
    phrase->motion = bare.motion;
    phrase->predicate = bare.predicate;
}

/* Behind the verb of `said` that governs the noun; `item`: a joint stands before it. */
static uint32_t behind_governing(const struct terms *terms, struct term_range said, bool item) {
    uint32_t behind = phrase_behind_verbs(terms, said);
    if (behind == said.first)
        return behind;
    if (behind < said.end && item && !phrase_leaves_noun(terms, behind, said.end) &&
        !(term_at(terms, said.first)->verbs & VERB_OBJECT_INSIDE))
        return said.first; /* an item of a list has its verb before the list: 、入户便道80公里 */
    bool joined = behind < said.end && slice_equal(term_at(terms, behind)->text, SLICE(ZH_AND));
    return joined ? said.first : behind; /* 运输和邮电部门: a noun among nouns */
}

/* Whether the range is only what a verb leads to: 为, 成, 至. */
static bool is_reach(const struct terms *terms, struct term_range range) {
    return range.end == range.first + 1 && term_at(terms, range.first)->classes & WORD_CLASS(REACH) &&
           term_at(terms, range.first)->text.size == HAN_BYTES &&
           (term_at(terms, range.first)->opener == OPENER_NONE ||
            term_at(terms, range.first)->opener == OPENER_PREPOSITION);
}

/* The noun behind its verb (`behind` the words that say what is done), without what may come off its end. */
static struct term_range noun_behind_verb(const struct terms *terms, struct term_range said, uint32_t behind,
                                          struct phrase *phrase) {
    struct term_range noun = terms_trim(terms, (struct term_range){behind, said.end});
    phrase->verb = terms_text(terms, (struct term_range){said.first, behind});
    phrase->causes = behind == said.first + 1 && term_at(terms, said.first)->verbs & VERB_CAUSATIVE;
    noun = behind_marks(terms, noun);
    if (is_reach(terms, noun)) { /* 由14家归并为6家: the subject goes on */
        phrase->predicate = terms_text(terms, said);
        phrase->motion = MOTION_LEVEL;
        phrase->verb = (struct slice){0};
        return (struct term_range){said.end, said.end};
    }
    noun = phrase_strip_end(terms, behind_times(terms, noun), phrase);
    bool moves = phrase->motion == MOTION_UP || phrase->motion == MOTION_DOWN;
    bool subject = moves && behind == said.first + 1 && term_at(terms, said.first)->verbs & VERB_OBJECT;
    if (noun.first < noun.end && subject) { /* 办理时限缩短12天: its verb is part of the name */
        noun.first = said.first;
        phrase->verb = (struct slice){0};
    }
    phrase->noun = terms_text(terms, noun);
    if (!phrase->noun.size)
        read_bare_predicate(terms, said, phrase);
    return range_of(terms, phrase->noun);
}

/* The noun of a phrase that no known verb opens; `item`: a joint stands before it. */
static struct term_range noun_without_verb(const struct terms *terms, struct term_range said, bool item,
                                           struct phrase *phrase) {
    struct term_range noun = phrase_strip_end(terms, behind_marks(terms, terms_trim(terms, said)), phrase);
    if (phrase->motion != MOTION_NONE)
        return phrase_strip_end(terms, phrase_without_circumstance(terms, noun), phrase);
    uint32_t behind = item ? noun.first : phrase_behind_doing(terms, noun);
    if (behind > noun.first)
        phrase->verb = terms_text(terms, (struct term_range){said.first, behind});
    noun.first = behind;
    return noun;
}

static void read_noun(const struct terms *terms, struct term_range said, bool item, struct phrase *phrase) {
    uint32_t behind = behind_governing(terms, said, item);
    struct term_range noun = behind > said.first ? noun_behind_verb(terms, said, behind, phrase)
                                                 : noun_without_verb(terms, said, item, phrase);
    if (noun.first < noun.end && slice_equal(term_at(terms, noun.end - 1)->text, SLICE("、"))) {
        struct phrase inner = {0}; /* 产量跨过40万吨、突破50万吨: the subject stands before the mark */
        noun.end--;
        noun = phrase_strip_end(terms, before_predicate(terms, noun), &inner);
    }
    phrase->noun = terms_text(terms, noun);
    split_at_verb(terms, noun, phrase);
}

static void read_terms(const struct terms *terms, struct phrase *phrase) {
    struct term_range text = {0, (uint32_t)terms->items.count};
    while (text.first < text.end && term_at(terms, text.first)->space)
        text.first++;
    bool item = text.first < text.end && term_at(terms, text.first)->joint;
    text = behind_other_clause(terms, text);
    struct term_range said = {phrase_behind_openers(terms, text, phrase), text.end};
    read_noun(terms, said, item, phrase);
    phrase->owner = owner_noun(terms, phrase->owner);
    phrase->noun = behind_cause(terms, phrase->noun);
    struct term_range noun = terms_trim(terms, range_of(terms, phrase->noun));
    phrase->noun = terms_text(terms, noun);
    phrase->verbs_only = noun.first < noun.end;
    for (uint32_t i = noun.first; i < noun.end; i++)
        phrase->verbs_only &= phrase_is_doing(term_at(terms, i));
    phrase->prepositional = noun.first < noun.end && term_at(terms, noun.first)->opener == OPENER_PREPOSITION;
    keep_flow(terms->report->lexicon, phrase);
}

enum status phrase_read(struct terms *terms, struct span span, bool rank, struct phrase *phrase) {
    *phrase = (struct phrase){.rank = rank};
    enum status status = terms_read(terms, span);
    if (status == STATUS_OK)
        read_terms(terms, phrase);
    return status;
}

void phrase_leave_comparison(const struct terms *terms, struct phrase *phrase) {
    struct phrase inner = {0};
    struct term_range all = terms_trim(terms, (struct term_range){0, (uint32_t)terms->items.count});
    uint32_t said = phrase_behind_openers(terms, all, &inner);
    if (phrase->verb.size || phrase->motion != MOTION_NONE || said == all.end)
        return;
    for (uint32_t i = said; i < all.end; i++) {
        const struct term *term = term_at(terms, i);
        if (term->text.size <= HAN_BYTES || (term->motion != MOTION_ABOVE && term->motion != MOTION_BELOW))
            continue;
        struct term_range noun = phrase_strip_end(terms, terms_trim(terms, (struct term_range){said, i}), &inner);
        *phrase = (struct phrase){.motion = term->motion,
                                  .predicate = term->text,
                                  .commitment = phrase->commitment,
                                  .noun = terms_text(terms, noun),
                                  .each = inner.each,
                                  .rank = phrase->rank};
        return;
    }
}

/* ---- what others ask ---- */

/* 轻工业产值同一九五七年相比 without what it is compared with. */
static struct term_range without_contrast(const struct terms *terms, struct term_range noun) {
    struct phrase inner = {0};
    struct term_range before = {noun.first, noun.end - (noun.first < noun.end)};
    if (before.end == noun.end || !slice_is_among(term_at(terms, before.end)->text, SLICE(ZH_COMPARISONS)))
        return noun;
    struct ending ending = {terms, before, &inner};
    return phrase_strip_comparison(&ending) ? terms_trim(terms, ending.noun) : noun;
}

/* The subject before what happens to it: 粮食 in 粮食再获丰收, 县医院 in 县医院通过验收. */
static struct term_range before_deed(const struct terms *terms, struct term_range noun) {
    const word_classes becoming = WORD_CLASS(REACH) | WORD_CLASS(STATE) | WORD_CLASS(SELECTING);
    uint32_t end = noun.first + (noun.first < noun.end);
    while (end < noun.end && term_at(terms, end)->deed < DEED_STATE &&
           !(term_at(terms, end)->verbs && term_at(terms, end)->classes & becoming))
        end++;
    while (end < noun.end && end > noun.first + 1 && term_at(terms, end - 1)->opener == OPENER_ADVERB)
        end--;
    return (struct term_range){noun.first, end};
}

/* 龙头企业发展壮大 speaks of 龙头企业, 隐患排查行动 of 隐患排查. */
static struct term_range without_end_of_topic(const struct terms *terms, struct term_range noun) {
    enum { SHORTEST_TOPIC_CHARACTERS = 3 };
    if (noun.end > noun.first + 1 && term_at(terms, noun.end - 1)->predicate == PREDICATE_EVENT)
        return (struct term_range){noun.first, noun.end - 1};
    while (noun.end > noun.first + 1 && term_at(terms, noun.end - 1)->verbs &&
           term_at(terms, noun.end - 1)->text.size > HAN_BYTES &&
           slice_characters(terms_text(terms, (struct term_range){noun.first, noun.end - 1})) >=
               SHORTEST_TOPIC_CHARACTERS)
        noun.end--;
    return noun;
}

enum status phrase_read_topic(struct terms *terms, struct span clause, struct slice *topic) {
    struct phrase phrase;
    *topic = (struct slice){0};
    enum status status = phrase_read(terms, clause, false, &phrase);
    if (status != STATUS_OK || phrase.prepositional) /* 就全国来说 speaks of nothing */
        return status;
    struct slice subject = phrase.owner.size ? phrase.owner : phrase.noun; /* 粮食生产实现增收 */
    struct term_range noun = without_contrast(terms, range_of(terms, subject));
    noun = before_deed(terms, before_predicate(terms, noun));
    *topic = terms_text(terms, without_end_of_topic(terms, noun));
    return STATUS_OK;
}

enum status phrase_skip_openers(struct terms *terms, struct span span, struct slice *rest) {
    struct phrase inner = {0};
    enum status status = terms_read(terms, span);
    struct term_range all = {0, (uint32_t)terms->items.count};
    all.first = phrase_behind_openers(terms, all, &inner);
    *rest = terms_text(terms, all);
    return status;
}

struct slice phrase_without_arrangement(const struct lexicon *lexicon, struct slice noun) {
    struct lexicon_hit hit;
    bool arranged =
        lexicon_match(lexicon, LEXICON_PREDICATES, TRIE_BACKWARD, noun, noun.size, &hit) && hit.size < noun.size &&
        slice_equal(lexicon_cell(lexicon, LEXICON_PREDICATES, hit.row, PREDICATES_MOTION), SLICE("arranged"));
    if (!arranged)
        return noun;
    noun = slice_part(noun, 0, noun.size - hit.size);
    bool future = slice_ends(noun, SLICE(ZH_WILL)); /* 省财政将安排 */
    return future ? slice_part(noun, 0, noun.size - HAN_BYTES) : noun;
}

enum status phrase_is_clause(struct terms *terms, struct span span, bool *is) {
    struct phrase phrase;
    enum status status = phrase_read(terms, span, false, &phrase);
    *is = phrase.verb.size || phrase.commitment.size;
    return status;
}
