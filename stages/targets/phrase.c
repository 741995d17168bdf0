/* Reads a phrase: its ends come off first (phrase_ends.c), then its verbs (phrase_verbs.c) part owner and noun. Knows
 * nothing of other phrases of the sentence. */
#include "stages/targets/phrase_parts.h"

static struct slice rest_of(struct slice text, size_t from) {
    return slice_part(text, from, text.size);
}

static struct slice without_end(struct slice text, size_t size) {
    return slice_part(text, 0, text.size - size);
}

/* A name that ends as a rate does is whole: 城镇新建绿色建筑占比. */
static bool ends_as_measure(const struct lexicon *lexicon, struct slice noun) {
    struct lexicon_hit hit;
    return lexicon_match(lexicon, LEXICON_MEASURE_WORDS, TRIE_BACKWARD, noun, noun.size, &hit);
}

/* The verbs at byte `at` of a noun that begin the noun's real head, `verb` bytes the first: 园区[新增]企业;
 * 在城东[修建]学校, where a preposition tells that a verb must come. */
static size_t inner_verb(const struct lexicon *lexicon, struct slice noun, size_t at, size_t verb, bool prepositional) {
    struct slice rest = rest_of(noun, at), before = slice_part(noun, 0, at);
    if (!at || slice_ends(before, SLICE("、")))
        return 0;
    if (!verb && prepositional)
        verb = phrase_verb_of_role(lexicon, rest, VERB_GOVERNING);
    size_t chain = verb ? phrase_verb_size(lexicon, rest) : 0;
    return chain < rest.size ? chain : 0;
}

/* A verb inside the noun makes what stands before it the owner. One before 的 belongs to a clause about the noun. */
static void split_at_verb(const struct lexicon *lexicon, struct phrase *phrase) {
    const uint32_t words = LEXICON_BIT(LEXICON_VERBS) | LEXICON_BIT(LEXICON_COMPOUNDS);
    struct slice noun = phrase->noun;
    bool governed = phrase->verb.size && !phrase_verb_causes(lexicon, phrase->verb);
    if (governed || ends_as_measure(lexicon, noun)) /* 建成专利培育中心5家: what is built is one noun */
        return;
    size_t of = slice_find_last(noun, SLICE(ZH_OF));
    bool prepositional = phrase_is_prepositional(lexicon, noun);
    for (size_t at = 0; at < noun.size;) {
        size_t behind = phrase_behind_bracket(noun, at);
        if (behind > at) {
            at = behind;
            continue;
        }
        if (!(lexicon_beginning_at(lexicon, TRIE_FORWARD, noun, at) & words)) {
            slice_next(noun, &at);
            continue;
        }
        struct slice rest = rest_of(noun, at);
        size_t compound = phrase_compound_size(lexicon, rest, TRIE_FORWARD);
        size_t inside = at ? phrase_verb_of_role(lexicon, rest, VERB_OBJECT_INSIDE) : 0;
        bool described = of != SIZE_MAX && of >= at;
        size_t verb = described ? 0 : inner_verb(lexicon, noun, at, inside, prepositional);
        if (inside == rest.size)
            phrase->last_verb = rest;
        if (verb) {
            phrase->owner = slice_part(noun, 0, at);
            phrase->verb = slice_part(noun, at, at + verb);
            phrase->noun = rest_of(noun, at + verb);
            prepositional = false;
            at += verb;
        } else if (compound) {
            at += compound;
        } else {
            slice_next(noun, &at);
        }
    }
}

/* An owner is a noun: 在城东新区 gives 城东新区; 通过技术改造 is none. */
static struct slice owner_noun(const struct lexicon *lexicon, struct slice owner) {
    enum { LONGEST_OWNER_BYTES = 75 };
    struct phrase inner = {0};
    owner = phrase_strip_end(lexicon, &inner, owner);
    if (slice_starts(owner, SLICE(ZH_AT)))
        return phrase_skip_openers(lexicon, rest_of(owner, HAN_BYTES));
    size_t size;
    bool adverbial = slice_equal(phrase_opener_at(lexicon, owner, &size), SLICE("adverb")); /* 集中资源打造 */
    bool prepositional = phrase_is_prepositional(lexicon, owner);
    return adverbial || prepositional || owner.size > LONGEST_OWNER_BYTES ? (struct slice){0} : owner;
}

/* Whether what stands behind a mark has a verb of its own, that goes on no chain of verbs:
 * 建设展示馆、精准服务企业60家, but 新开、复航、加密航线44条. In a 分别 list both sides count. */
static bool begins_clause(const struct lexicon *lexicon, struct slice text, size_t mark, struct slice behind) {
    enum { LONGEST_VERB_CHARACTERS = 2 };
    size_t said = phrase_openers_end(lexicon, behind, NULL);
    return phrase_verb_of_role(lexicon, rest_of(behind, said), VERB_GOVERNING) > 0 &&
           phrase_verb_size(lexicon, text) < mark &&
           slice_characters(slice_part(text, 0, mark)) > LONGEST_VERB_CHARACTERS &&
           slice_find(text, SLICE(ZH_EACH), 0) == SIZE_MAX;
}

/* A clause of its own before the last 、 speaks of another thing: 粉尘浓度下降、优良天数300天. With only a predicate
 * behind the mark it is the subject's: 产量稳中有升、突破50万吨. */
static struct slice behind_other_clause(const struct lexicon *lexicon, struct slice text) {
    size_t mark = slice_find_last(text, SLICE("、"));
    if (mark == SIZE_MAX || mark == 0)
        return text;
    struct phrase before = {.noun = slice_part(text, 0, mark)}, after = {0};
    struct slice behind = rest_of(text, mark + sizeof "、" - 1);
    bool clause = phrase_strip_predicate(lexicon, &before) && before.motion != MOTION_NONE && before.noun.size;
    bool other = clause || begins_clause(lexicon, text, mark, behind);
    return other && phrase_strip_end(lexicon, &after, behind).size ? behind : text;
}

/* Behind 新建、美化提升 a verb with words of its own before it goes on: what follows it is the noun. */
static struct slice behind_marks(const struct lexicon *lexicon, struct slice noun) {
    enum { LONGEST_ADVERB_CHARACTERS = 4 };
    if (!slice_starts(noun, SLICE("、")))
        return noun;
    noun = rest_of(noun, sizeof "、" - 1);
    size_t at = 0;
    for (int i = 0; i < LONGEST_ADVERB_CHARACTERS && at < noun.size; i++) {
        size_t verb = phrase_verb_of_role(lexicon, rest_of(noun, at), VERB_GOVERNING);
        if (verb && at + verb < noun.size)
            return rest_of(noun, at + verb);
        slice_next(noun, &at);
    }
    return noun;
}

/* 接待游客, 扶持创业: the verb names the measured thing together with its bare object. */
static void keep_flow(const struct lexicon *lexicon, struct phrase *phrase) {
    size_t mark = slice_find(phrase->noun, SLICE("、"), 0);
    struct slice object = slice_part(phrase->noun, 0, mark == SIZE_MAX ? phrase->noun.size : mark);
    bool together = phrase->verb.size && phrase->verb.start + phrase->verb.size == phrase->noun.start;
    if (together && phrase_verb_flows(lexicon, phrase->verb, object))
        phrase->noun = (struct slice){phrase->verb.start, phrase->verb.size + phrase->noun.size};
}

/* Times and such words between a verb and its noun: 推进2024年度任务, 实施新一轮行动. */
static struct slice behind_times(const struct lexicon *lexicon, struct slice noun) {
    for (;;) {
        size_t size;
        struct slice kind = phrase_opener_at(lexicon, noun, &size);
        if (!size || size >= noun.size || !(slice_equal(kind, SLICE("time")) || slice_equal(kind, SLICE("aspect"))))
            return noun;
        noun = rest_of(noun, size);
    }
}

/* Where a fact holds is no part of what it is about: 产值[在上年基数上]增长, [在调整初期]由36%降到28%. */
static struct slice without_circumstance(struct slice noun) {
    size_t at = slice_find_last(noun, SLICE(ZH_AT));
    bool ends = at != SIZE_MAX && slice_ends_among(noun, SLICE(ZH_CIRCUMSTANCES));
    return ends ? slice_part(noun, 0, at) : noun;
}

/* A predicate without a noun is in the lexicon of verbs too: 增长, 完成. What is left before one is its subject, though
 * it may be a verb elsewhere: 储备增加至. */
static void read_bare_predicate(const struct lexicon *lexicon, struct slice text, struct phrase *phrase) {
    enum { LONGEST_LIMIT_CHARACTERS = 2 };
    struct phrase bare = {0};
    struct slice subject = phrase_strip_end(lexicon, &bare, phrase_trim_noun(text));
    struct lexicon_hit hit;
    bool chain = slice_find(text, SLICE("、"), 0) != SIZE_MAX && phrase_verb_size(lexicon, text) == text.size;
    bool verb = subject.size && (chain || lexicon_find(lexicon, LEXICON_VERBS, text, &hit)); /* 新建、改造提升24个 */
    if (bare.motion == MOTION_NONE || verb)
        return;
    bool moves = bare.motion == MOTION_UP || bare.motion == MOTION_DOWN ||
                 slice_characters(bare.predicate) > LONGEST_LIMIT_CHARACTERS;
    if (subject.size && !moves) /* 接待超: the verb of what was said before */
        return;
    if (subject.size) {
        phrase->noun = subject;
        phrase->verb = (struct slice){0};
    }
    phrase->motion = bare.motion;
    phrase->predicate = bare.predicate;
}

/* Whether `text` is one predicate of two words and more: 调整为, though 调整 is a verb with an object elsewhere. */
static bool names_predicate(const struct lexicon *lexicon, struct slice text) {
    struct lexicon_hit hit;
    return lexicon_find(lexicon, LEXICON_PREDICATES, text, &hit) && text.size > phrase_verb_size(lexicon, text) &&
           phrase_predicate_motion(lexicon, hit) == MOTION_LEVEL;
}

/* The subject of a clause whose predicate has more behind it: 产量 in 产量跨过40万吨大关. */
static struct slice before_predicate(const struct lexicon *lexicon, struct slice clause) {
    size_t at = 0;
    while (at < clause.size) {
        struct lexicon_hit hit;
        bool predicate = at && lexicon_match(lexicon, LEXICON_PREDICATES, TRIE_FORWARD, clause, at, &hit) &&
                         hit.size > HAN_BYTES && phrase_predicate_motion(lexicon, hit) != MOTION_NONE;
        if (predicate)
            return phrase_trim_noun(slice_part(clause, 0, at));
        slice_next(clause, &at);
    }
    return phrase_trim_noun(clause);
}

/* 龙头企业发展壮大 speaks of 龙头企业. */
static struct slice without_verbs_behind(const struct lexicon *lexicon, struct slice noun) {
    enum { SHORTEST_TOPIC_CHARACTERS = 3 };
    struct lexicon_hit hit;
    while (lexicon_match(lexicon, LEXICON_VERBS, TRIE_BACKWARD, noun, noun.size, &hit) && hit.size > HAN_BYTES &&
           slice_characters(without_end(noun, hit.size)) >= SHORTEST_TOPIC_CHARACTERS)
        noun = without_end(noun, hit.size);
    return noun;
}

struct slice phrase_read_topic(const struct lexicon *lexicon, struct slice clause) {
    struct phrase phrase;
    struct lexicon_hit hit;
    phrase_read(lexicon, clause, false, &phrase);
    if (phrase.prepositional) /* 就全国来说 speaks of nothing */
        return (struct slice){0};
    struct slice noun = before_predicate(lexicon, phrase_without_contrast(lexicon, phrase.noun));
    if (lexicon_match(lexicon, LEXICON_PREDICATES, TRIE_BACKWARD, noun, noun.size, &hit) && hit.size < noun.size &&
        slice_equal(lexicon_cell(lexicon, LEXICON_PREDICATES, hit.row, PREDICATES_MOTION), SLICE("event")))
        noun = without_end(noun, hit.size);
    return without_verbs_behind(lexicon, noun);
}

void phrase_leave_comparison(const struct lexicon *lexicon, struct slice text, struct phrase *phrase) {
    struct lexicon_hit hit;
    struct slice said = phrase_skip_openers(lexicon, slice_trim(text));
    if (phrase->verb.size || phrase->motion != MOTION_NONE ||
        !lexicon_match(lexicon, LEXICON_PREDICATES, TRIE_FORWARD, said, 0, &hit) || hit.size <= HAN_BYTES)
        return;
    enum motion motion = phrase_predicate_motion(lexicon, hit);
    if (motion != MOTION_ABOVE && motion != MOTION_BELOW)
        return;
    *phrase = (struct phrase){.motion = motion,
                              .predicate = slice_part(said, 0, hit.size),
                              .commitment = phrase->commitment,
                              .rank = phrase->rank};
}

/* 用三年时间使[贫困人口]减少到: what is caused is measured. 使用率 is a compound. */
static struct slice behind_cause(const struct lexicon *lexicon, struct slice noun) {
    if (slice_find(noun, SLICE(ZH_CAUSES), 0) == SIZE_MAX)
        return noun;
    for (size_t at = 0; at < noun.size;) {
        struct slice rest = rest_of(noun, at);
        size_t compound = phrase_compound_size(lexicon, rest, TRIE_FORWARD);
        size_t behind = phrase_behind_bracket(noun, at);
        if (at && !compound && slice_starts(rest, SLICE(ZH_CAUSES)))
            return phrase_trim_noun(rest_of(rest, HAN_BYTES));
        if (behind > at)
            at = behind;
        else if (compound)
            at += compound;
        else
            slice_next(noun, &at);
    }
    return noun;
}

/* 为, 成, 至: what a verb leads to. */
static bool is_reach(const struct lexicon *lexicon, struct slice text) {
    struct lexicon_hit hit;
    return text.size && lexicon_find(lexicon, LEXICON_PERIODS, text, &hit) &&
           slice_equal(lexicon_cell(lexicon, LEXICON_PERIODS, hit.row, PERIODS_ROLE), SLICE("reach"));
}

/* The bytes of the verb that begins `said` and governs the noun behind it; `item`: a joint stands before it. */
static size_t governing_verb_size(const struct lexicon *lexicon, struct slice said, bool item) {
    size_t verb = names_predicate(lexicon, said) ? 0 : phrase_verb_size(lexicon, said);
    if (verb < said.size && item && !phrase_leaves_noun(said, verb) &&
        !phrase_verb_of_role(lexicon, said, VERB_OBJECT_INSIDE))
        verb = 0; /* an item of a list has its verb before the list: 、入户便道80公里 */
    bool joined = slice_starts(rest_of(said, verb), SLICE(ZH_AND)) &&
                  !phrase_compound_size(lexicon, rest_of(said, verb), TRIE_FORWARD); /* 创建[和美]乡村 */
    return joined ? 0 : verb; /* 运输和邮电部门: a noun among nouns */
}

void phrase_read(const struct lexicon *lexicon, struct slice text, bool rank, struct phrase *phrase) {
    *phrase = (struct phrase){.rank = rank};
    text = slice_trim(text);
    bool item = phrase_joint_size(text) > 0;
    text = behind_other_clause(lexicon, text);
    struct slice said = rest_of(text, phrase_openers_end(lexicon, text, phrase));
    size_t verb = governing_verb_size(lexicon, said, item);
    phrase->verb = slice_part(said, 0, verb);
    phrase->noun = behind_marks(lexicon, phrase_trim_noun(rest_of(said, verb)));
    if (verb && is_reach(lexicon, phrase->noun)) { /* 由14家归并为6家: the subject goes on */
        *phrase =
            (struct phrase){.rank = rank, .predicate = said, .motion = MOTION_LEVEL, .commitment = phrase->commitment};
        return;
    }
    phrase->noun = verb ? behind_times(lexicon, phrase->noun) : phrase->noun;
    phrase->noun = phrase_strip_end(lexicon, phrase, phrase->noun);
    if (phrase->motion != MOTION_NONE && !verb)
        phrase->noun = phrase_strip_end(lexicon, phrase, without_circumstance(phrase->noun));
    bool moves = phrase->motion == MOTION_UP || phrase->motion == MOTION_DOWN;
    if (verb && phrase->noun.size && moves && phrase_verb_is(lexicon, phrase->verb, VERB_OBJECT)) {
        /* 办理时限缩短12天: a subject, its verb is part of the name */
        phrase->noun = slice_part(said, 0, (size_t)(phrase->noun.start - said.start) + phrase->noun.size);
        phrase->verb = (struct slice){0};
    }
    if (verb && !phrase->noun.size)
        read_bare_predicate(lexicon, said, phrase);
    if (slice_ends(phrase->noun, SLICE("、"))) /* 产量跨过40万吨、突破50万吨: the subject stands before the mark */
        phrase->noun = phrase_strip_end(lexicon, &(struct phrase){0},
                                        before_predicate(lexicon, without_end(phrase->noun, sizeof "、" - 1)));
    split_at_verb(lexicon, phrase);
    phrase->owner = owner_noun(lexicon, phrase->owner);
    phrase->noun = behind_cause(lexicon, phrase->noun);
    phrase->noun = phrase_trim_noun(phrase->noun);
    phrase->prepositional = phrase_is_prepositional(lexicon, phrase->noun);
    keep_flow(lexicon, phrase);
}

bool phrase_is_clause(const struct lexicon *lexicon, struct slice text) {
    struct phrase phrase;
    phrase_read(lexicon, text, false, &phrase);
    return phrase.verb.size || phrase.commitment.size;
}
