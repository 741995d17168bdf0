/* Looks at each finished target: its indicator, where that stands, the number, the clause around it, the period, and
 * the targets beside it. Decides nothing and changes no cell of the row. */
#include "stages/targets/target_evidence.h"

#include "stages/model/lexicon.h"
#include "stages/targets/coordination.h"
#include "stages/targets/phrase.h"

/* One target as the functions below look at it. */
struct sight {
    const struct report *report;
    size_t index; /* of the target */
    const struct target *target;
    const struct quantity *quantity;
    struct slice clause;   /* from the mark before the number to the mark behind it */
    struct slice before;   /* of the clause, up to the number */
    struct slice behind;   /* of the clause, from behind the number's unit */
    struct slice fore_run; /* of the quote, up to the number */
    struct evidence_facts *facts;
};

/* The first class whose limit a size does not pass; the last has no limit. */
struct size_class {
    size_t most;
    unsigned evidence;
};

static void add_class(struct evidence_facts *facts, const struct size_class *classes, size_t size) {
    while (size > classes->most)
        classes++;
    evidence_add(facts, classes->evidence);
}

/* Whether one of `words`, written a|b|c, stands in the text. */
static bool holds_any(struct slice text, struct slice words) {
    size_t size;
    return slice_find_among(text, words, &size) != SIZE_MAX;
}

static struct sight look_at(struct report *report, size_t index) {
    struct sight sight = {.report = report, .index = index, .target = &report->targets.items[index]};
    sight.facts = &report->targets.items[index].facts;
    sight.quantity = &report->quantities.items[sight.target->quantity];
    struct span whole = sight.quantity->whole, clause = report_clause(report, whole);
    sight.clause = report_text(report, clause);
    sight.before = slice_part(report->text, clause.start, whole.start);
    sight.behind = slice_trim(slice_part(report->text, whole.end, clause.end));
    sight.fore_run = slice_part(report->text, sight.target->quote.start, whole.start);
    return sight;
}

static bool ends_with_word(const struct lexicon *lexicon, enum lexicon_name name, struct slice text) {
    struct lexicon_hit hit;
    return text.size && lexicon_match(lexicon, name, TRIE_BACKWARD, text, text.size, &hit);
}

static bool begins_with_word(const struct lexicon *lexicon, enum lexicon_name name, struct slice text) {
    struct lexicon_hit hit;
    return text.size && lexicon_match(lexicon, name, TRIE_FORWARD, text, 0, &hit);
}

static bool is_word(const struct lexicon *lexicon, enum lexicon_name name, struct slice text) {
    struct lexicon_hit hit;
    return text.size && lexicon_find(lexicon, name, text, &hit);
}

static bool holds_digit(struct slice text) {
    for (size_t i = 0; i < text.size; i++)
        if (text.start[i] >= '0' && text.start[i] <= '9')
            return true;
    return false;
}

/* A verb, or a word of rising and falling, in the midst of a name: 优秀干部赴某地挂职锻炼. */
static bool holds_action(const struct lexicon *lexicon, struct slice name) {
    const uint32_t sought = LEXICON_BIT(LEXICON_VERBS) | LEXICON_BIT(LEXICON_PREDICATES);
    struct lexicon_hit hit;
    size_t at = 0;
    if (name.size)
        slice_next(name, &at);
    for (; at < name.size; slice_next(name, &at)) {
        uint32_t begins = lexicon_beginning_at(lexicon, TRIE_FORWARD, name, at) & sought;
        for (int i = 0; begins && i < 2; i++) {
            enum lexicon_name words = i ? LEXICON_PREDICATES : LEXICON_VERBS;
            if (lexicon_match(lexicon, words, TRIE_FORWARD, name, at, &hit) && at + hit.size < name.size &&
                hit.size > HAN_BYTES)
                return true;
        }
    }
    return false;
}

static void see_name(const struct sight *sight) {
    static const struct size_class lengths[] = {
        {0, EVIDENCE_TARGETS_NO_INDICATOR},    {2, EVIDENCE_TARGETS_TWO_CHARACTERS},
        {4, EVIDENCE_TARGETS_FOUR_CHARACTERS}, {8, EVIDENCE_TARGETS_EIGHT_CHARACTERS},
        {14, EVIDENCE_TARGETS_LONG_INDICATOR}, {SIZE_MAX, EVIDENCE_TARGETS_ENDLESS_INDICATOR}};
    const struct lexicon *lexicon = sight->report->lexicon;
    struct slice name = sight->target->indicator;
    struct evidence_facts *facts = sight->facts;
    add_class(facts, lengths, slice_characters(name));
    evidence_add_if(facts, EVIDENCE_TARGETS_IN_CATALOGUE, sight->target->indicator_code.size);
    evidence_add_if(facts, EVIDENCE_TARGETS_INDICATOR_HOLDS_DIGIT, holds_digit(name));
    evidence_add_if(facts, EVIDENCE_TARGETS_INDICATOR_HOLDS_OF, slice_find(name, SLICE(ZH_OF), 0) != SIZE_MAX);
    evidence_add_if(facts, EVIDENCE_TARGETS_INDICATOR_IS_JOINT, holds_any(name, SLICE(ZH_LIST_JOINTS)));
    evidence_add_if(facts, EVIDENCE_TARGETS_INDICATOR_HOLDS_MARK, holds_any(name, SLICE("，|；|：|。|（|）|“|”")));
    evidence_add_if(facts, EVIDENCE_TARGETS_INDICATOR_BEGINS_WITH_VERB, text_verb_size(lexicon, name) > 0);
    evidence_add_if(facts, EVIDENCE_TARGETS_INDICATOR_ENDS_WITH_VERB, ends_with_word(lexicon, LEXICON_VERBS, name));
    evidence_add_if(facts, EVIDENCE_TARGETS_INDICATOR_ENDS_WITH_PREDICATE,
                    ends_with_word(lexicon, LEXICON_PREDICATES, name));
    evidence_add_if(facts, EVIDENCE_TARGETS_INDICATOR_HOLDS_ACTION, holds_action(lexicon, name));
    evidence_add_if(facts, EVIDENCE_TARGETS_INDICATOR_ENDS_WITH_CLASS, slice_ends(name, SLICE(ZH_KIND)));
    evidence_add_if(facts, EVIDENCE_TARGETS_INDICATOR_IS_RATE, ends_with_word(lexicon, LEXICON_MEASURE_WORDS, name));
    evidence_add_if(facts, EVIDENCE_TARGETS_INDICATOR_NAMES_SIDE, coordination_has_attribute(lexicon, name));
    evidence_add_if(facts, EVIDENCE_TARGETS_INDICATOR_IS_ONLY_SIDE, is_word(lexicon, LEXICON_ATTRIBUTES, name));
    evidence_add_if(facts, EVIDENCE_TARGETS_INDICATOR_IS_PROJECT, ends_with_word(lexicon, LEXICON_PROJECT_HEADS, name));
    evidence_add_if(facts, EVIDENCE_TARGETS_INDICATOR_BEGINS_WITH_OPENER,
                    begins_with_word(lexicon, LEXICON_OPENERS, name));
    evidence_add_if(facts, EVIDENCE_TARGETS_INDICATOR_BEGINS_WITH_PLACE,
                    begins_with_word(lexicon, LEXICON_REGIONS, name) ||
                        begins_with_word(lexicon, LEXICON_PLACES, name));
}

/* Whether the clause goes on behind the number with a noun of its own. */
static bool noun_follows(const struct sight *sight) {
    size_t at = 0;
    return sight->behind.size && slice_next(sight->behind, &at) >= CODE_FIRST_HAN;
}

/* The clause is the first of its sentence, so that nothing in the sentence can own what it names. */
static bool opens_sentence(const struct sight *sight) {
    size_t at = (size_t)(sight->clause.start - sight->report->text.start);
    if (!at)
        return true;
    uint32_t code = slice_previous(sight->report->text, &at);
    return code == '\n' || code == CODE_FULL_STOP || code == CODE_EXCLAMATION;
}

/* The indicator stands before its number in the clause, `at` bytes behind the clause's begin. */
static void see_before(const struct sight *sight, size_t at) {
    static const struct size_class ways[] = {{0, EVIDENCE_TARGETS_STANDS_AT_NUMBER},
                                             {3, EVIDENCE_TARGETS_STANDS_NEAR_NUMBER},
                                             {10, EVIDENCE_TARGETS_STANDS_FAR_FROM_NUMBER},
                                             {SIZE_MAX, EVIDENCE_TARGETS_STANDS_VERY_FAR}};
    enum { SHORT_NAME = 4 };
    struct slice name = sight->target->indicator, lead = slice_part(sight->before, 0, at);
    struct slice way = slice_part(sight->before, at + name.size, sight->before.size);
    struct evidence_facts *facts = sight->facts;
    /* 食用菌产业壮大，种植面积发展到2万亩: the name lacks its owner */
    bool ownerless = !at && !opens_sentence(sight) && !sight->target->indicator_code.size;
    bool side = evidence_holds(facts, EVIDENCE_TARGETS_INDICATOR_NAMES_SIDE) ||
                evidence_holds(facts, EVIDENCE_TARGETS_INDICATOR_IS_RATE);
    add_class(facts, ways, slice_characters(way));
    evidence_add_if(facts, EVIDENCE_TARGETS_OPENS_CLAUSE, at == 0);
    evidence_add_if(facts, EVIDENCE_TARGETS_SIDE_WITHOUT_OWNER, ownerless && side);
    evidence_add_if(facts, EVIDENCE_TARGETS_SHORT_WITHOUT_OWNER,
                    ownerless && !side && slice_characters(name) <= SHORT_NAME);
    evidence_add_if(facts, EVIDENCE_TARGETS_VERB_BEFORE_INDICATOR,
                    ends_with_word(sight->report->lexicon, LEXICON_VERBS, lead));
    evidence_add_if(facts, EVIDENCE_TARGETS_NOUN_BEHIND_YET_BEFORE, noun_follows(sight));
}

/* Where the indicator stands. */
static void see_place(const struct sight *sight) {
    struct slice name = sight->target->indicator;
    struct evidence_facts *facts = sight->facts;
    if (!name.size)
        return;
    size_t at = slice_find_last(sight->before, name), behind = slice_find(sight->behind, name, 0);
    if (at != SIZE_MAX) {
        see_before(sight, at);
        return;
    }
    evidence_add_if(facts, EVIDENCE_TARGETS_STANDS_BEHIND, behind == 0);
    evidence_add_if(facts, EVIDENCE_TARGETS_STANDS_LATER, behind != 0 && behind != SIZE_MAX);
    if (behind != SIZE_MAX) {
        evidence_add_if(facts, EVIDENCE_TARGETS_BEHIND_TO_THE_END, behind + name.size == sight->behind.size);
        return;
    }
    bool earlier = slice_find(sight->fore_run, name, 0) != SIZE_MAX;
    evidence_add_if(facts, EVIDENCE_TARGETS_STANDS_IN_CLAUSE_BEFORE, earlier);
    evidence_add_if(facts, EVIDENCE_TARGETS_MADE_WHOLE, !earlier);
    evidence_add_if(facts, EVIDENCE_TARGETS_NOUN_BEHIND_YET_ELSEWHERE, noun_follows(sight));
}

static void see_unit(const struct sight *sight) {
    const struct target *target = sight->target;
    struct evidence_facts *facts = sight->facts;
    bool percent = slice_equal(target->unit, SLICE("%")), points = slice_equal(target->unit, SLICE(ZH_POINTS));
    evidence_add_if(facts, EVIDENCE_TARGETS_NO_UNIT, !target->unit.size);
    evidence_add_if(facts, EVIDENCE_TARGETS_UNIT_UNKNOWN, target->unit.size && sight->quantity->unit_unknown);
    evidence_add_if(facts, EVIDENCE_TARGETS_UNIT_PERCENT, percent);
    evidence_add_if(facts, EVIDENCE_TARGETS_UNIT_POINTS, points);
    evidence_add_if(facts, EVIDENCE_TARGETS_UNIT_MONEY, slice_ends(target->unit, SLICE(ZH_YUAN)));
    evidence_add_if(facts, EVIDENCE_TARGETS_UNIT_COUNT,
                    !percent && !points && slice_equal(target->unit, target->base_unit) &&
                        slice_characters(target->unit) == 1);
}

static void see_number(const struct sight *sight) {
    static const unsigned measures[] = {
        [MEASURE_LEVEL] = EVIDENCE_TARGETS_MEASURE_LEVEL,   [MEASURE_GROWTH] = EVIDENCE_TARGETS_MEASURE_GROWTH,
        [MEASURE_CHANGE] = EVIDENCE_TARGETS_MEASURE_CHANGE, [MEASURE_SHARE] = EVIDENCE_TARGETS_MEASURE_SHARE,
        [MEASURE_RATIO] = EVIDENCE_TARGETS_MEASURE_RATIO,   [MEASURE_MULTIPLE] = EVIDENCE_TARGETS_MEASURE_MULTIPLE,
        [MEASURE_RANK] = EVIDENCE_TARGETS_MEASURE_RANK,     [MEASURE_SCORE] = EVIDENCE_TARGETS_MEASURE_SCORE};
    const struct target *target = sight->target;
    struct evidence_facts *facts = sight->facts;
    struct slice mention = report_text(sight->report, sight->quantity->mention);
    enum { FEW = 10, MANY = 100 };
    bool whole = target->value.known && target->value.scale == 0;
    if (target->measure != MEASURE_UNKNOWN)
        evidence_add(facts, measures[target->measure]);
    evidence_add_if(facts, EVIDENCE_TARGETS_VALUE_BELOW_TEN, whole && target->value.digits < FEW);
    evidence_add_if(facts, EVIDENCE_TARGETS_VALUE_HAS_POINT, target->value.known && target->value.scale > 0);
    evidence_add_if(facts, EVIDENCE_TARGETS_VALUE_OVER_HUNDRED, whole && target->value.digits > MANY);
    evidence_add_if(facts, EVIDENCE_TARGETS_CHINESE_NUMERALS, !holds_digit(mention));
    evidence_add_if(facts, EVIDENCE_TARGETS_COMPARATOR_TOLD, target->comparator != COMPARATOR_EQUAL);
    evidence_add_if(facts, EVIDENCE_TARGETS_COMPARATOR_RANGE, target->comparator == COMPARATOR_RANGE);
}

/* Measured numbers around this one in its clause. */
static size_t numbers_in(const struct sight *sight) {
    enum { MOST_LOOKED_AT = 12 };
    const struct report *report = sight->report;
    size_t start = (size_t)(sight->clause.start - report->text.start), end = start + sight->clause.size, count = 0;
    size_t at = sight->target->quantity;
    for (size_t i = at; i > 0 && at - i < MOST_LOOKED_AT && report->quantities.items[i - 1].mention.start >= start; i--)
        count += report->quantities.items[i - 1].class == QUANTITY_MEASURED;
    for (size_t i = at; i < report->quantities.count && i - at < MOST_LOOKED_AT; i++) {
        if (report->quantities.items[i].mention.start >= end)
            break;
        count += report->quantities.items[i].class == QUANTITY_MEASURED;
    }
    return count;
}

static void see_clause(const struct sight *sight) {
    static const struct size_class counts[] = {{1, EVIDENCE_TARGETS_ONLY_NUMBER},
                                               {2, EVIDENCE_TARGETS_TWO_NUMBERS},
                                               {SIZE_MAX, EVIDENCE_TARGETS_MANY_NUMBERS}};
    static const struct size_class lengths[] = {{12, EVIDENCE_TARGETS_SHORT_CLAUSE},
                                                {30, EVIDENCE_TARGETS_MIDDLING_CLAUSE},
                                                {SIZE_MAX, EVIDENCE_TARGETS_LONG_CLAUSE}};
    struct evidence_facts *facts = sight->facts;
    struct slice before = slice_trim(sight->before);
    add_class(facts, counts, numbers_in(sight));
    evidence_add_if(facts, EVIDENCE_TARGETS_OPENS_SENTENCE, opens_sentence(sight));
    add_class(facts, lengths, slice_characters(sight->clause));
    evidence_add_if(facts, EVIDENCE_TARGETS_NUMBER_OPENS_CLAUSE, !before.size);
    evidence_add_if(facts, EVIDENCE_TARGETS_NOUN_FOLLOWS, noun_follows(sight));
    evidence_add_if(facts, EVIDENCE_TARGETS_OF_FOLLOWS, slice_starts(sight->behind, SLICE(ZH_OF)));
    evidence_add_if(facts, EVIDENCE_TARGETS_JOINT_BEFORE, text_joint_size(before) > 0);
    evidence_add_if(facts, EVIDENCE_TARGETS_LIST_AROUND, slice_find(sight->clause, SLICE("、"), 0) != SIZE_MAX);
    evidence_add_if(facts, EVIDENCE_TARGETS_BRACKET_AROUND, slice_find(sight->clause, SLICE("（"), 0) != SIZE_MAX);
    evidence_add_if(facts, EVIDENCE_TARGETS_EACH, slice_find(sight->clause, SLICE(ZH_EACH), 0) != SIZE_MAX);
    evidence_add_if(facts, EVIDENCE_TARGETS_AMONG, slice_find(sight->clause, SLICE(ZH_AMONG), 0) != SIZE_MAX);
    evidence_add_if(facts, EVIDENCE_TARGETS_REACH_BEFORE, slice_ends_among(before, SLICE(ZH_RANGE_ENDS)) > 0);
    evidence_add_if(facts, EVIDENCE_TARGETS_PREDICATE_BEFORE,
                    ends_with_word(sight->report->lexicon, LEXICON_PREDICATES, before));
    evidence_add_if(facts, EVIDENCE_TARGETS_VERB_BEFORE_NUMBER,
                    ends_with_word(sight->report->lexicon, LEXICON_VERBS, before));
    evidence_add_if(facts, EVIDENCE_TARGETS_QUOTE_OF_MORE_CLAUSES,
                    sight->fore_run.size > sight->before.size && sight->before.size);
}

static bool has_flag(const struct target *target, const char *flag) {
    return slice_find(target->flags, slice_from_string(flag), 0) != SIZE_MAX;
}

static void see_verb(const struct sight *sight) {
    const struct target *target = sight->target;
    struct evidence_facts *facts = sight->facts;
    evidence_add_if(facts, EVIDENCE_TARGETS_VERB_TOLD, target->verb.size);
    evidence_add_if(facts, EVIDENCE_TARGETS_VERB_IN_CLAUSE,
                    target->verb.size && slice_find(sight->clause, target->verb, 0) != SIZE_MAX);
    evidence_add_if(facts, EVIDENCE_TARGETS_FIRM, target->firmness == FIRMNESS_FIRM);
    evidence_add_if(facts, EVIDENCE_TARGETS_AIM, target->firmness == FIRMNESS_AIM);
    evidence_add_if(facts, EVIDENCE_TARGETS_WEAK, has_flag(target, "indicator_weak"));
    evidence_add_if(facts, EVIDENCE_TARGETS_INHERITED, has_flag(target, "subject_inherited"));
    evidence_add_if(facts, EVIDENCE_TARGETS_SHARED, has_flag(target, "shared_parts"));
    evidence_add_if(facts, EVIDENCE_TARGETS_CONFLICT, has_flag(target, "conflict"));
}

static enum tense tense_of(const struct report *report, uint32_t section) {
    return section < report->sections.count ? report->sections.items[section].tense : TENSE_UNKNOWN;
}

/* Whether it is told as promised or achieved, beside the tense of its section. */
static void see_kind(const struct sight *sight) {
    const struct target *target = sight->target;
    struct evidence_facts *facts = sight->facts;
    enum tense tense = tense_of(sight->report, sight->quantity->section);
    bool goal = target->kind == KIND_TARGET;
    int32_t clear = target->kind_sum < 0 ? -target->kind_sum : target->kind_sum;
    enum { CLOSE_CALL = 2 * EVIDENCE_SUM_ONE, CLEAR_CALL = 6 * EVIDENCE_SUM_ONE };
    evidence_add_if(facts, EVIDENCE_TARGETS_KIND_CLOSE, clear && clear < CLOSE_CALL);
    evidence_add_if(facts, EVIDENCE_TARGETS_KIND_CLEAR, clear > CLEAR_CALL);
    evidence_add(facts, goal ? EVIDENCE_TARGETS_IS_GOAL : EVIDENCE_TARGETS_IS_RESULT);
    evidence_add_if(facts, EVIDENCE_TARGETS_GOAL_IN_PLAN, goal && tense == TENSE_PLAN);
    evidence_add_if(facts, EVIDENCE_TARGETS_GOAL_IN_REVIEW, goal && tense == TENSE_REVIEW);
    evidence_add_if(facts, EVIDENCE_TARGETS_GOAL_WITHOUT_TENSE, goal && tense == TENSE_UNKNOWN);
    evidence_add_if(facts, EVIDENCE_TARGETS_RESULT_IN_PLAN, !goal && tense == TENSE_PLAN);
    evidence_add_if(facts, EVIDENCE_TARGETS_RESULT_IN_REVIEW, !goal && tense == TENSE_REVIEW);
    evidence_add_if(facts, EVIDENCE_TARGETS_RESULT_WITHOUT_TENSE, !goal && tense == TENSE_UNKNOWN);
    evidence_add_if(facts, EVIDENCE_TARGETS_AVERAGE, target->average);
    evidence_add_if(facts, EVIDENCE_TARGETS_CUMULATIVE, target->cumulative);
    evidence_add_if(facts, EVIDENCE_TARGETS_ATTRIBUTE, target->expected || target->binding);
}

/* The years of the number, beside the report's. */
static void see_period(const struct sight *sight) {
    const struct target *target = sight->target;
    struct evidence_facts *facts = sight->facts;
    int year = sight->report->document.year;
    evidence_add_if(facts, EVIDENCE_TARGETS_PERIOD_INHERITED, has_flag(target, "period_inherited"));
    evidence_add_if(facts, EVIDENCE_TARGETS_PART_OF_YEAR, has_flag(target, "part_of_year"));
    evidence_add_if(facts, EVIDENCE_TARGETS_PERIOD_UNKNOWN, !target->period_end);
    evidence_add_if(facts, EVIDENCE_TARGETS_PERIOD_IS_REPORTS, target->period_end && target->period_end == year);
    evidence_add_if(facts, EVIDENCE_TARGETS_PERIOD_IS_YEAR_BEFORE,
                    target->period_end && target->period_end == year - 1);
    evidence_add_if(facts, EVIDENCE_TARGETS_PERIOD_IS_LATER, year && target->period_end > year);
    evidence_add_if(facts, EVIDENCE_TARGETS_PERIOD_IS_OLDER, target->period_end && target->period_end < year - 1);
    evidence_add_if(facts, EVIDENCE_TARGETS_PERIOD_IS_LONG, target->period_start < target->period_end);
    evidence_add_if(facts, EVIDENCE_TARGETS_LATER_YEAR_NOT_IN_CLAUSE,
                    year && target->period_end > year && slice_find(sight->clause, SLICE(ZH_YEAR), 0) == SIZE_MAX);
    evidence_add_if(facts, EVIDENCE_TARGETS_YEAR_IN_CLAUSE, slice_find(sight->clause, SLICE(ZH_YEAR), 0) != SIZE_MAX);
}

/* What the targets of the same paragraph beside it say. */
static void see_neighbours(const struct sight *sight) {
    enum { WAY_BYTES = 600 };
    const struct report *report = sight->report;
    const struct target *target = sight->target, *others[2] = {NULL, NULL};
    struct evidence_facts *facts = sight->facts;
    size_t place = sight->quantity->mention.start;
    if (sight->index > 0)
        others[0] = target - 1;
    if (sight->index + 1 < report->targets.count)
        others[1] = target + 1;
    for (int i = 0; i < 2; i++) {
        size_t there = others[i] ? report->quantities.items[others[i]->quantity].mention.start : SIZE_MAX;
        if (!others[i] || (there > place ? there - place : place - there) > WAY_BYTES)
            continue;
        evidence_add_if(facts, EVIDENCE_TARGETS_NEIGHBOUR_OF_OTHER_KIND, others[i]->kind != target->kind);
        evidence_add_if(facts, EVIDENCE_TARGETS_NEIGHBOUR_OF_OTHER_YEAR, others[i]->period_end != target->period_end);
        evidence_add_if(facts, EVIDENCE_TARGETS_NEIGHBOUR_OF_SAME_INDICATOR,
                        target->indicator.size && slice_equal(others[i]->indicator, target->indicator));
    }
}

static void see_report(const struct sight *sight) {
    const struct report *report = sight->report;
    const struct paragraph *paragraph = report_paragraph(report, sight->quantity->mention.start);
    struct evidence_facts *facts = sight->facts;
    uint32_t section = sight->quantity->section;
    enum section_kind kind = section < report->sections.count ? report->sections.items[section].kind : SECTION_TITLE;
    evidence_add_if(facts, EVIDENCE_TARGETS_IN_TABLE, paragraph && paragraph->cell);
    evidence_add_if(facts, EVIDENCE_TARGETS_IN_HEADING, paragraph && paragraph->heading);
    evidence_add_if(facts, EVIDENCE_TARGETS_IN_BOX, kind == SECTION_BOX);
    evidence_add_if(facts, EVIDENCE_TARGETS_UNDER_TITLE, kind == SECTION_TITLE);
    evidence_add_if(facts, EVIDENCE_TARGETS_REPORT_UNKNOWN, report->document.type == REPORT_UNKNOWN);
    evidence_add_if(facts, EVIDENCE_TARGETS_REPORT_OF_FIVE_YEARS, report->document.type == REPORT_FIVE_YEAR);
    evidence_add_if(facts, EVIDENCE_TARGETS_REPORT_WITHOUT_YEAR, !report->document.year);
}

static bool weigh(struct report *report, size_t index) {
    struct sight sight = look_at(report, index);
    struct target *target = &report->targets.items[index];
    see_name(&sight);
    see_place(&sight);
    see_unit(&sight);
    see_number(&sight);
    see_clause(&sight);
    see_verb(&sight);
    see_kind(&sight);
    see_period(&sight);
    see_neighbours(&sight);
    see_report(&sight);
    target->sum = evidence_sum(report->lexicon, EVIDENCE_TARGETS, &target->facts);
    struct candidate candidate = {.table = EVIDENCE_TARGETS,
                                  .span = sight.quantity->mention,
                                  .name = target->indicator,
                                  .quantity = target->quantity,
                                  .facts = target->facts,
                                  .sum = target->sum,
                                  .taken = true};
    return report_explain(report, &candidate);
}

enum status targets_weigh(struct report *report) {
    for (size_t i = 0; i < report->targets.count; i++)
        if (!weigh(report, i))
            return STATUS_NO_MEMORY;
    return STATUS_OK;
}
