/* A noun behind its number: when it is one, and what stands before the number all the same. */
#include "stages/targets/indicator_item.h"

#include "stages/model/lexicon.h"
#include "stages/targets/noun_behind.h"

static bool is_classifier(const struct lexicon *lexicon, struct slice unit) {
    struct lexicon_hit hit;
    return lexicon_find(lexicon, LEXICON_UNITS, unit, &hit) &&
           slice_equal(lexicon_cell(lexicon, LEXICON_UNITS, hit.row, UNITS_DIMENSION), SLICE("count"));
}

/* How many names 、 joins: 青石、白桥 are two. */
static size_t count_names(struct slice noun) {
    size_t count = 1;
    for (size_t at = slice_find(noun, SLICE("、"), 0); at != SIZE_MAX; at = slice_find(noun, SLICE("、"), at + 1))
        count++;
    return count;
}

bool item_ends_with_joint(struct slice text) {
    return slice_ends_among(text, SLICE(ZH_LIST_JOINTS)) > 0;
}

/* The order that the words before the number suggest; it holds only where a noun follows the number. */
enum order item_order(const struct item *item) {
    const struct phrase *phrase = &item->phrase;
    const struct quantity *quantity = item_quantity(item, item->i);
    struct slice before = slice_trim(item->before);
    bool moves = phrase->motion == MOTION_UP || phrase->motion == MOTION_DOWN || phrase->motion == MOTION_RANK ||
                 phrase->motion == MOTION_ABOVE || phrase->motion == MOTION_BELOW;
    bool classifies = is_classifier(item->sentence->report->lexicon, quantity->unit);
    bool counts = quantity->measure == MEASURE_UNKNOWN || quantity->measure == MEASURE_LEVEL;
    if (!counts || phrase->each || (moves && !classifies))
        return ORDER_NOUN_FIRST;
    if (phrase->verbs_only && classifies && (moves || phrase->motion == MOTION_NONE))
        return ORDER_NUMBER_FIRST;
    if (!phrase->noun.size) {
        bool exists = phrase->motion == MOTION_LEVEL && slice_ends(phrase->predicate, SLICE(ZH_HAS)); /* 有30万人脱贫 */
        bool free = (phrase->motion == MOTION_NONE || exists) && (item->i == 0 || item->sentence->number_first);
        return phrase->verb.size || free ? ORDER_NUMBER_FIRST : ORDER_NOUN_FIRST;
    }
    if (phrase->motion != MOTION_NONE)
        return ORDER_NOUN_FIRST;
    if (slice_ends(before, SLICE(ZH_OF)))
        return ORDER_MODIFIED;
    if (slice_ends(phrase->noun, SLICE(ZH_ETC)) || item_ends_with_joint(before) || phrase->prepositional)
        return ORDER_NUMBER_FIRST;
    if (phrase->last_verb.size)
        return ORDER_OWNED;
    if (item->i + 1 < item->count || !classifies)
        return ORDER_NOUN_FIRST;
    size_t names = count_names(phrase->noun);
    bool counted = decimal_compare(quantity->value, decimal_from_integer((int64_t)names)) == 0; /* 青石、白桥2座水库 */
    return names > 1 && (phrase->verb.size || counted) ? ORDER_NUMBER_FIRST : ORDER_OWNED;
}

/* Where what belongs to quantity i ends: the next number, or the clause. */
static size_t limit_of(const struct item *item, size_t i) {
    size_t next = i + 1 < item->count ? item_quantity(item, i + 1)->whole.start : item->clause.end;
    size_t end = item_quantity(item, i)->whole.end;
    return next > end ? next : end;
}

/* 12类45件实事: the last of the numbers that stand side by side, the noun is behind it. */
static size_t last_adjacent(const struct item *item) {
    enum { MOST_ADJACENT = 4 }; /* a long run of numbers is no count of one thing */
    size_t last = item->i;
    while (last < item->i + MOST_ADJACENT && last + 1 < item->count &&
           item_quantity(item, last + 1)->whole.start == item_quantity(item, last)->whole.end)
        last++;
    return last;
}

/* What stands before a noun that follows its number: who has it, or the words up to 的. */
static struct slice head_before_number(struct item *item, enum order order) {
    struct sentence *sentence = item->sentence;
    struct slice owner = item->phrase.owner;
    if (item->described.size || order == ORDER_MODIFIED) {
        struct slice head = item->described.size ? item->described : slice_trim(item->before);
        return phrase_skip_openers(&sentence->terms, item_span(item, head), &head) == STATUS_OK ? head : owner;
    }
    if (order == ORDER_OWNED)
        owner = slice_part(item->phrase.noun, 0, item->phrase.noun.size - item->phrase.last_verb.size);
    else if (!owner.size && !item->phrase.verb.size)
        owner = sentence->owner;
    sentence->owner = order == ORDER_OWNED ? (struct slice){0} : owner;
    return item_without_region(sentence->report, owner);
}

/* What governs a noun behind its number. */
static enum noun_relation relation_of(const struct item *item, struct slice verb) {
    if (!verb.size)
        return item->phrase.prepositional ? PREPOSED : UNGOVERNED;
    bool caused = (term_of_word(item->sentence->report->lexicon, verb).verbs & VERB_CAUSATIVE) != 0;
    return caused || item->phrase.noun.size ? CAUSED : GOVERNED; /* 选派专家45名参与…: a clause follows the phrase */
}

/* 三分之二的行政村通电: what is shared stands behind 的. */
static struct slice without_of(struct slice noun) {
    return slice_starts(noun, SLICE(ZH_OF)) ? slice_trim(slice_part(noun, HAN_BYTES, noun.size)) : noun;
}

enum status item_read_number_first(struct item *item, enum order order, struct slice *indicator) {
    struct sentence *sentence = item->sentence;
    size_t closing = last_adjacent(item);
    size_t start = item_quantity(item, closing)->whole.end, end = limit_of(item, closing);
    bool last = closing + 1 == item->count;
    struct slice verb = item->phrase.verb;
    struct noun_behind after;
    if (!verb.size && item->i && sentence->number_first)
        verb = sentence->verb;
    enum status status =
        noun_behind_read(&sentence->terms, (struct span){start, end}, relation_of(item, verb), !last, &after);
    if (status != STATUS_OK)
        return status;
    bool share = slice_equal(item_quantity(item, item->i)->unit, SLICE("%"));
    if (share && slice_starts(after.noun, SLICE(ZH_IS))) /* 90%是好的: of what was spoken of */
        return STATUS_OK;
    if (share && last && after.noun.size) /* 80%以上街道建成生活圈: the share is of all that is said */
        after.noun = without_of(slice_trim(item_text(item, start, end)));
    struct lexicon_hit hit;
    if (lexicon_find(sentence->report->lexicon, LEXICON_PREDICATES, after.noun, &hit)) /* 突破百亿元大关 */
        return STATUS_OK;
    *indicator = item_without_region(sentence->report, after.noun);
    if (!indicator->size || (order != ORDER_NUMBER_FIRST && slice_characters(*indicator) < 2)) {
        *indicator = (struct slice){0};
        return STATUS_OK;
    }
    item->from = after.end;
    item->finding->behind = true;
    sentence->listed = after.bare;
    sentence->number_first = true;
    struct slice head = head_before_number(item, order);
    if (text_flows(sentence->report->lexicon, verb, *indicator))
        head = verb;
    return head.size ? item_join(item, head, *indicator, indicator) : STATUS_OK;
}
