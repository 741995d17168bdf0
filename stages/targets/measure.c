/* Decides by the expression, then by the indicator's name, then by the predicate. Reads no text but the unit. */
#include "stages/targets/measure.h"

#include "stages/model/lexicon.h"
#include "stages/targets/terms.h"

static enum measure measure_named(struct slice word) {
    return (enum measure)slice_number_among(word, measure_words, MEASURE_WORDS);
}

/* What the end of an indicator's name says: 增速, 占比, 收入比, 排名. */
static enum measure measure_of_name(const struct lexicon *lexicon, struct slice indicator) {
    struct lexicon_hit hit;
    size_t colon = slice_find_last(indicator, SLICE("："));
    if (colon != SIZE_MAX && colon > 0) /* 排放总量减少率：氨氮 */
        indicator = slice_part(indicator, 0, colon);
    if (!lexicon_match(lexicon, LEXICON_MEASURE_WORDS, TRIE_BACKWARD, indicator, indicator.size, &hit))
        return MEASURE_UNKNOWN;
    return measure_named(lexicon_cell(lexicon, LEXICON_MEASURE_WORDS, hit.row, MEASURE_WORDS_MEASURE));
}

static bool is_proportion(struct slice unit) {
    return slice_equal(unit, SLICE("%")) || slice_equal(unit, SLICE("‰")) || slice_equal(unit, SLICE(ZH_TENTH)) ||
           slice_equal(unit, SLICE("％"));
}

static enum measure measure_of_proportion(const struct lexicon *lexicon, struct slice indicator, enum motion motion) {
    switch (motion) {
    case MOTION_UP:
    case MOTION_DOWN: return MEASURE_GROWTH;
    case MOTION_ABOVE:
    case MOTION_BELOW: return MEASURE_CHANGE;
    default: return measure_of_name(lexicon, indicator) == MEASURE_GROWTH ? MEASURE_GROWTH : MEASURE_SHARE;
    }
}

static enum measure measure_of_amount(enum motion motion) {
    switch (motion) {
    case MOTION_UP:
    case MOTION_DOWN:
    case MOTION_ABOVE:
    case MOTION_BELOW: return MEASURE_CHANGE;
    case MOTION_RANK: return MEASURE_RANK;
    default: return MEASURE_LEVEL;
    }
}

/* 失业率低于4.6%: a limit of the number itself; points, and what is compared with another (低于全省1.2%), are a lead.
 */
static bool is_limit(const struct quantity *quantity, enum motion motion) {
    bool sides = motion == MOTION_ABOVE || motion == MOTION_BELOW;
    bool limits = quantity->comparator == COMPARATOR_BELOW || quantity->comparator == COMPARATOR_ABOVE ||
                  quantity->comparator == COMPARATOR_AT_LEAST || quantity->comparator == COMPARATOR_AT_MOST;
    return sides && limits && quantity->measure == MEASURE_UNKNOWN;
}

/* The direction of a number: of its predicate, else of the verb that has its noun as object (压减企业30%). */
static enum motion direction_of(const struct lexicon *lexicon, const struct finding *finding) {
    if (finding->motion != MOTION_NONE || !finding->governing.size)
        return finding->motion;
    struct term verb = term_of_word(lexicon, finding->governing);
    enum motion motion = verb.motion;
    if (motion != MOTION_UP && motion != MOTION_DOWN && motion != MOTION_ADDED)
        return MOTION_NONE;
    bool object = verb.verbs & VERB_OBJECT;
    return motion == MOTION_UP && object ? MOTION_NONE : motion; /* 提升供水站500处: the things, not a rise by 500 */
}

static void negate(struct target *target) {
    target->value = decimal_negate(target->value);
    target->value2 = decimal_negate(target->value2);
    target->base_value = decimal_negate(target->base_value);
    target->base_value2 = decimal_negate(target->base_value2);
}

/* A number without unit is what its indicator is called: 城乡居民收入比, 排名, 得分. */
static void take_named_measure(enum measure named, struct target *target) {
    if (named == MEASURE_RATIO || named == MEASURE_RANK || named == MEASURE_SCORE)
        target->measure = named;
    if (named == MEASURE_RATIO)
        target->unit = SLICE(":1");
}

void measure_decide(const struct lexicon *lexicon, const struct quantity *quantity, const struct finding *finding,
                    struct target *target) {
    enum motion motion = direction_of(lexicon, finding);
    if (is_limit(quantity, motion))
        motion = MOTION_LEVEL;
    target->value = quantity->value;
    target->value2 = quantity->value2;
    target->base_value = quantity->base_value;
    target->base_value2 = quantity->base_value2;
    target->unit = quantity->unit;
    target->base_unit = quantity->base_unit;
    target->comparator = quantity->comparator;
    if (quantity->measure != MEASURE_UNKNOWN)
        target->measure = quantity->measure;
    else if (is_proportion(quantity->unit))
        target->measure = measure_of_proportion(lexicon, finding->indicator, motion);
    else
        target->measure = measure_of_amount(motion);
    if (target->measure == MEASURE_LEVEL && !quantity->unit.size)
        take_named_measure(measure_of_name(lexicon, finding->indicator), target);
    bool falls = motion == MOTION_DOWN || motion == MOTION_BELOW;
    bool moves = target->measure == MEASURE_GROWTH || target->measure == MEASURE_CHANGE;
    if (falls && moves && target->value.known && target->value.digits > 0)
        negate(target);
}

/* The unit of the last number of a list, for one that has none of its own: 达到78.3、16.4万吨. */
static void share_unit(const struct target *last, struct target *target) {
    bool begun = last->unit.size > target->unit.size && slice_starts(last->unit, target->unit); /* 3.5个、3个百分点 */
    if (!begun)
        return;
    target->unit = last->unit;
    target->measure = last->measure;
    target->base_unit = last->base_unit;
}

void measure_close_list(struct report *report, const struct finding *findings, struct target *targets, size_t count) {
    (void)report;
    for (size_t i = 0; i < count;) {
        size_t lists = findings[i].lists;
        const struct target *last = &targets[i + lists - 1];
        for (size_t n = 0; n + 1 < lists; n++) {
            struct target *target = &targets[i + n];
            share_unit(last, target);
            if (findings[i].each && target->comparator == COMPARATOR_EQUAL)
                target->comparator = last->comparator == COMPARATOR_RANGE ? COMPARATOR_EQUAL : last->comparator;
        }
        i += lists;
    }
}
