/* The head of a phrase: what opens it and names nothing (times, 全区, 累计, 其中), then the verbs that govern its noun.
 */
#include "stages/targets/phrase_parts.h"

/* ---- what opens a phrase ---- */

/* Behind times, standards and scopes: 上年年初预算. */
static uint32_t behind_standards(const struct terms *terms, uint32_t at, uint32_t end) {
    while (at < end) {
        enum opener opener = term_at(terms, at)->opener;
        if (opener != OPENER_TIME && opener != OPENER_STANDARD && opener != OPENER_SCOPE && opener != OPENER_NATION)
            break;
        at++;
    }
    return at;
}

/* Behind a comparison before its subject: 比一九五二年 in 比一九五二年棉布产量增长; `at` where 年初的 and the like go
 * on. */
static uint32_t behind_leading_comparison(const struct terms *terms, uint32_t at, uint32_t end) {
    uint32_t next = behind_standards(terms, at + 1, end);
    return next > at + 1 && next < end && !term_at(terms, next)->of ? next : at;
}

/* Behind the opener at `at`; `at` for none. A commitment is kept, and that there is 分别. */
static uint32_t behind_opener(const struct terms *terms, uint32_t at, uint32_t end, struct phrase *phrase) {
    const struct term *term = term_at(terms, at);
    if (term->verbs & VERB_COMMITMENT) {
        phrase->commitment = term->text;
        return at + 1;
    }
    if (term->space)
        return at + 1;
    bool leads = term->compares || (term->classes & WORD_CLASS(REACH) && term->text.size == HAN_BYTES);
    if (leads && at + 1 < end && term_at(terms, at + 1)->opener == OPENER_TIME && !term_at(terms, at + 1)->verbs &&
        term->opener != OPENER_COMPARISON)
        return at + 2; /* 到2025年, 自2020年 */
    if (slice_equal(term->text, SLICE(ZH_EACH)))
        phrase->each = true;
    if (term->classes & WORD_CLASS(PAST)) { /* 比上年年初预算 */
        uint32_t behind = behind_standards(terms, at + 1, end);
        return behind > at + 1 && behind < end ? behind : at;
    }
    switch (term->opener) {
    case OPENER_NONE:
    case OPENER_PREPOSITION:
    case OPENER_STANDARD: return at;
    case OPENER_COMPARISON: return behind_leading_comparison(terms, at, end);
    default: return at + 1;
    }
}

/* Where the openers at the head end. An adverb opens only before a verb: 全面 in 全面推进, not 全面小康. */
uint32_t phrase_behind_openers(const struct terms *terms, struct term_range range, struct phrase *phrase) {
    uint32_t at = range.first, adverbs = range.end;
    bool adverb_last = false;
    while (at < range.end) {
        uint32_t next = behind_opener(terms, at, range.end, phrase);
        if (next == at)
            break;
        bool adverb = term_at(terms, at)->opener == OPENER_ADVERB && !(term_at(terms, at)->verbs & VERB_COMMITMENT);
        adverbs = adverb && !adverb_last ? at : adverbs;
        adverb_last = adverb;
        at = next;
    }
    bool before_verb = at == range.end || term_at(terms, at)->verbs & VERB_GOVERNING;
    return adverb_last && !before_verb ? adverbs : at;
}

/* ---- verbs ---- */

/* A verb right behind another may belong to the noun: 推进[补短板村], but 招募[留用]银龄人才. A noun is left long
 * enough. */
bool phrase_leaves_noun(const struct terms *terms, uint32_t at, uint32_t end) {
    enum { SHORTEST_OBJECT_CHARACTERS = 3 };
    return slice_characters(terms_text(terms, (struct term_range){at, end})) >= SHORTEST_OBJECT_CHARACTERS;
}

/* Behind the verbs at the head that govern a noun (新开、复航、加密 is one); `range.first` for none. */
uint32_t phrase_behind_verbs(const struct terms *terms, struct term_range range) {
    enum { MOST_CHAINED_VERBS = 8 }; /* a row copies them, so that a chain without end would cost its square */
    uint32_t at = range.first;
    if (at == range.end || !(term_at(terms, at)->verbs & VERB_GOVERNING))
        return at;
    at++;
    for (int verbs = 1; at < range.end && verbs < MOST_CHAINED_VERBS; verbs++) {
        uint32_t next = at + term_at(terms, at)->joint;
        if (next >= range.end || !(term_at(terms, next)->verbs & VERB_GOVERNING) ||
            (next == at && next + 1 < range.end && !phrase_leaves_noun(terms, next + 1, range.end)))
            break;
        at = next + 1;
    }
    return at;
}

#define DOING (WORD_CLASS(VERB) | WORD_CLASS(BUILD) | WORD_CLASS(CONSTRUCT) | WORD_CLASS(ADVANCE) | WORD_CLASS(FOSTER))

/* Whether a word says what is done or how: 突出, 抓好. */
bool phrase_is_doing(const struct term *term) {
    return term->opener != OPENER_PREPOSITION && (term->verbs & VERB_GOVERNING || term->opener == OPENER_ADVERB ||
                                                  term->classes & (DOING | WORD_CLASS(ADVERB)));
}

/* Behind the words at the head that say what is done, though no list knows them as verbs of numbers: 清理化解|乡村债务,
 * 改建|公厕. `range.first` where there are none, or what is left would be no noun. */
uint32_t phrase_behind_doing(const struct terms *terms, struct term_range range) {
    enum { SHORTEST_NOUN_CHARACTERS = 2 };
    struct lexicon_hit hit;
    uint32_t at = range.first;
    bool done = false;
    while (at < range.end && phrase_is_doing(term_at(terms, at)) && term_at(terms, at)->text.size > HAN_BYTES) {
        done |= term_at(terms, at)->opener != OPENER_ADVERB && term_at(terms, at)->classes & DOING;
        at++;
        if (at + 1 < range.end && term_at(terms, at)->joint && phrase_is_doing(term_at(terms, at + 1)))
            at++;
    }
    for (uint32_t i = at; i < range.end; i++)
        done &= !term_at(terms, i)->of; /* 用于水利建设的专项债券 */
    struct slice noun = terms_text(terms, (struct term_range){at, range.end});
    const struct lexicon *lexicon = terms->report->lexicon;
    bool whole = at == range.end || slice_characters(noun) < SHORTEST_NOUN_CHARACTERS || term_at(terms, at)->joint ||
                 lexicon_match(lexicon, LEXICON_ATTRIBUTES, TRIE_BACKWARD, noun, noun.size, &hit) ||
                 lexicon_match(lexicon, LEXICON_MEASURE_WORDS, TRIE_BACKWARD, noun, noun.size, &hit);
    return whole || !done ? range.first : at; /* 整县建成美丽乡村比例 */
}
