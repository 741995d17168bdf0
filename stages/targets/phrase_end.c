/* The end of a phrase: predicates, times and comparisons between what is measured and the number. */
#include "stages/targets/phrase_parts.h"

/* Whether all of the range is times, standards and scopes, as behind 比, 较 and 由: 上年末, 2020年, 全国平均水平. */
static bool is_standard(const struct terms *terms, struct term_range range) {
    for (uint32_t i = range.first; i < range.end; i++) {
        const struct term *term = term_at(terms, i);
        if (!term->of && (term->opener == OPENER_NONE || term->opener == OPENER_PREPOSITION))
            return false;
    }
    return range.first < range.end;
}

/* Where the comparison that ends the noun begins: 比上年末, 由年初的, 较2020年, 优于全国; its end for none. `*motion`
 * is what it says. */
static uint32_t comparison_start(const struct ending *ending, enum motion *motion) {
    enum { MOST_TERMS = 7 };
    const struct term_range noun = ending->noun;
    for (uint32_t i = noun.end; i-- > noun.first && noun.end - i <= MOST_TERMS;) {
        const struct term *term = term_at(ending->terms, i);
        bool measured = (term->motion == MOTION_ABOVE || term->motion == MOTION_BELOW ||
                         slice_ends(term->text, SLICE(ZH_AT))) && /* 稳定在全国1/10 */
                        term->text.size > HAN_BYTES;
        if ((term->compares || measured) && is_standard(ending->terms, (struct term_range){i + 1, noun.end})) {
            *motion = term->compares ? MOTION_LEVEL : term->motion;
            return i;
        }
        if (!term->of && term->opener == OPENER_NONE)
            break;
    }
    return noun.end;
}

/* Takes a comparison off; false where none stands there. */
bool phrase_strip_comparison(struct ending *ending) {
    enum motion said = MOTION_NONE;
    uint32_t start = comparison_start(ending, &said);
    if (start == ending->noun.end)
        return false;
    ending->noun.end = start;
    if (ending->phrase->motion == MOTION_NONE)
        ending->phrase->motion = said; /* 由年初的400万人 is a level */
    return true;
}

/* Whether a predicate's motion takes the place of the one behind it: 增长 of 增长达到. */
static bool replaces(enum motion motion, enum motion behind) {
    bool moves = motion == MOTION_UP || motion == MOTION_DOWN || motion == MOTION_ABOVE || motion == MOTION_BELOW;
    return motion != MOTION_NONE && (behind == MOTION_NONE || (behind == MOTION_LEVEL && moves));
}

/* Takes one predicate, adverb or comparison off; false where none stands there. */
bool phrase_strip_predicate(struct ending *ending) {
    struct phrase *phrase = ending->phrase;
    const struct term *last = term_at(ending->terms, ending->noun.end - 1);
    bool only = ending->noun.end == ending->noun.first + 1;
    if (only && last->opener == OPENER_PREPOSITION) /* 为3000户企业放贷: 为 is no predicate */
        return false;
    if (last->predicate == PREDICATE_NONE)
        return phrase_strip_comparison(ending);
    if (last->predicate > PREDICATE_ADVERB || (last->motion == MOTION_WORK && (phrase->verb.size || only)))
        return false;
    if (slice_starts(last->text, SLICE(ZH_EACH)))
        phrase->each = true;
    if (replaces(last->motion, phrase->motion)) {
        phrase->motion = last->motion;
        phrase->predicate = last->text;
    }
    ending->noun.end--;
    return true;
}

/* Takes a time, scope or adverb off: 利润总额五年分别增长. */
static bool strip_adverbial(struct ending *ending) {
    const struct term *last = term_at(ending->terms, ending->noun.end - 1);
    bool rank = ending->phrase->rank; /* one among places: 居全国第5位, 稳居全省前二 */
    bool place = last->opener == OPENER_STANDARD || last->opener == OPENER_NATION || last->opener == OPENER_SCOPE;
    bool before = slice_equal(last->text, SLICE(ZH_BEFORE_TIME));
    bool manner = last->opener == OPENER_PREPOSITION && ending->phrase->motion != MOTION_NONE &&
                  ending->noun.end > ending->noun.first + 1; /* 生产总值按增长5%安排 */
    if (last->opener != OPENER_TIME && last->opener != OPENER_ASPECT && !manner && !(rank && (place || before)))
        return false;
    ending->noun.end--;
    return true;
}

/* Without all that may be taken off the end; the phrase learns predicate and motion. */
struct term_range phrase_strip_end(const struct terms *terms, struct term_range noun, struct phrase *phrase) {
    struct ending ending = {terms, noun, phrase};
    while (ending.noun.first < ending.noun.end && (phrase_strip_predicate(&ending) || strip_adverbial(&ending)))
        ending.noun = terms_trim(terms, ending.noun);
    return ending.noun;
}

/* Where a fact holds is no part of what it is about: 产值[在上年基数上]增长, [在调整初期]由36%降到28%. */
struct term_range phrase_without_circumstance(const struct terms *terms, struct term_range noun) {
    if (!slice_ends_among(terms_text(terms, noun), SLICE(ZH_CIRCUMSTANCES)))
        return noun;
    for (uint32_t i = noun.end; i-- > noun.first;)
        if (slice_equal(term_at(terms, i)->text, SLICE(ZH_AT)))
            return (struct term_range){noun.first, i};
    return noun;
}
