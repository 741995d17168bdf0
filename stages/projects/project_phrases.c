/* Makes a candidate of a phrase: trims its name, finds its verb, states the evidence. The weights are data. */
#include "stages/projects/project_phrases.h"

#include "stages/model/lexicon.h"
#include "stages/projects/phrase_signs.h"

/* How much a verb says that its object is a project; EVIDENCE_… are in the same order. */
enum governing_verb {
    GOVERNING_NONE,
    GOVERNING_BUILD,
    GOVERNING_CONSTRUCT,
    GOVERNING_ADVANCE,
    GOVERNING_FOSTER,
    GOVERNING_OTHER,
    GOVERNING_CLOSING,
    GOVERNING_SELECTING,
    GOVERNING_KINDS
};

#define PLAIN_AND_PROPER(name)                                                                                         \
    { EVIDENCE_UNDERTAKINGS_##name##_PLAIN, EVIDENCE_UNDERTAKINGS_##name##_PROPER }

static const unsigned HEAD_FACTS[PHRASE_HEADS][2] = {PLAIN_AND_PROPER(HEAD_NONE),      PLAIN_AND_PROPER(HEAD_WORKS),
                                                     PLAIN_AND_PROPER(HEAD_STRUCTURE), PLAIN_AND_PROPER(HEAD_SITE),
                                                     PLAIN_AND_PROPER(HEAD_ACTION),    PLAIN_AND_PROPER(HEAD_SCHEME),
                                                     PLAIN_AND_PROPER(HEAD_POLICY),    PLAIN_AND_PROPER(HEAD_VAGUE)};
static const unsigned VERB_FACTS[GOVERNING_KINDS][2] = {
    PLAIN_AND_PROPER(VERB_NONE),    PLAIN_AND_PROPER(VERB_BUILD),    PLAIN_AND_PROPER(VERB_CONSTRUCT),
    PLAIN_AND_PROPER(VERB_ADVANCE), PLAIN_AND_PROPER(VERB_FOSTER),   PLAIN_AND_PROPER(VERB_OTHER),
    PLAIN_AND_PROPER(VERB_CLOSING), PLAIN_AND_PROPER(VERB_SELECTING)};
/* ---- the name ---- */

static word_classes classes_at(const struct report *report, uint32_t word) {
    return report->words.items[word].classes;
}

static bool is_mark_at(const struct report *report, uint32_t word, uint32_t code) {
    size_t at = report->words.items[word].start;
    return report->words.items[word].kind == WORD_MARK && slice_next(report->text, &at) == code;
}

/* A bracket at the end that holds a number describes the project; it is no part of the name: 水库（总投资35亿元）. */
static struct word_range without_figures_in_bracket(const struct report *report, struct word_range name) {
    if (name.end == name.first)
        return name;
    uint32_t open = report->words.items[name.end - 1].partner;
    if (open == NO_WORD || open <= name.first || open >= name.end ||
        !(is_mark_at(report, open, 0xFF08) || is_mark_at(report, open, '(')))
        return name;
    for (uint32_t i = open + 1; i + 1 < name.end; i++)
        if (report->words.items[i].kind == WORD_NUMBER)
            return (struct word_range){name.first, open};
    return name;
}

/* 全省首个, 全国最大 at the head say how great the thing is. */
static struct word_range without_superlative(const struct report *report, struct word_range name) {
    const word_classes around = WORD_CLASS(SCOPE) | WORD_CLASS(SUPERLATIVE) | WORD_CLASS(RELATIVE);
    uint32_t at = name.first;
    bool found = false;
    for (; at + 1 < name.end && (classes_at(report, at) & around); at++)
        found |= (classes_at(report, at) & WORD_CLASS(SUPERLATIVE)) != 0;
    return found ? (struct word_range){at, name.end} : name;
}

/* 甲电站|四台机组: a count behind a thing begins a part of it. */
static bool begins_part(const struct report *report, uint32_t at, uint32_t end) {
    const word_classes things = WORD_CLASS(SITE) | WORD_CLASS(STRUCTURE) | WORD_CLASS(WORKS) | WORD_CLASS(PHASE);
    bool number = report->words.items[at].kind == WORD_NUMBER || (classes_at(report, at) & WORD_CLASS(NUMERAL));
    return number && at + 2 < end && (classes_at(report, at + 1) & WORD_CLASS(MEASURE)) &&
           (classes_at(report, at - 1) & things);
}

/* 甲中心在我市|落地, 甲高铁年内|通车: what stands between a subject and its verb. */
static struct word_range without_circumstance(const struct report *report, struct word_range name) {
    const word_classes trailing = WORD_CLASS(ADVERB) | WORD_CLASS(OPENING) | WORD_CLASS(TAIL);
    for (uint32_t i = name.first + 1; i < name.end; i = words_behind(report, i, name.end))
        if (begins_part(report, i, name.end) || (classes_at(report, i) & (WORD_CLASS(TIME) | WORD_CLASS(PREPOSITION)) &&
                                                 !(classes_at(report, i) & (WORD_CLASS(VERB) | WORD_CLASS(JOINT))))) {
            name.end = i;
            break;
        }
    while (name.end > name.first + 1 && (classes_at(report, name.end - 1) & trailing) &&
           !(classes_at(report, name.end - 1) & WORD_CLASS(SITE)))
        name.end--;
    return name;
}

/* 重点工程甲乙铁路: of a name with a title before it, the name. */
static struct word_range without_title(const struct report *report, struct word_range name) {
    for (uint32_t i = name.first; i + 2 < name.end; i++)
        if ((classes_at(report, i) & WORD_CLASS(TITLE)) && i > name.first)
            return (struct word_range){i + 1, name.end};
    return name;
}

static struct word_range without_count(const struct report *report, struct word_range name) {
    uint32_t at = name.first;
    while (at + 1 < name.end && (report->words.items[at].kind == WORD_NUMBER ||
                                 (classes_at(report, at) & (WORD_CLASS(MEASURE) | WORD_CLASS(NUMERAL)))))
        at++;
    return (struct word_range){at, name.end};
}

/* 甲铁路、乙隧道的|征地拆迁: behind the 的 stands only what is done. */
static bool is_work_only(const struct report *report, struct word_range words) {
    const word_classes work = WORD_CLASS(WORK_ACTION) | WORD_CLASS(TAIL) | WORD_CLASS(RELATIONAL) | WORD_CLASS(JOINT);
    for (uint32_t i = words.first; i < words.end; i++)
        if (!(classes_at(report, i) & work) || (classes_at(report, i) & (WORD_CLASS(WORKS) | WORD_CLASS(SITE))))
            return false;
    return words.end > words.first;
}

/* Of 多年谋划的甲工程 the part behind 的, where it is a name with a proper part or a quote. */
static struct word_range without_relative(const struct report *report, const struct noun_phrase *phrase,
                                          struct word_range name) {
    struct word_range rest = {phrase->relative_end, name.end};
    if (rest.first <= name.first || rest.first >= rest.end)
        return name;
    if (is_work_only(report, rest))
        return (struct word_range){name.first, rest.first - 1};
    for (uint32_t i = name.first; i < rest.first; i++)
        if (report->words.items[i].kind == WORD_NUMBER || (classes_at(report, i) & WORD_CLASS(MEASURE)))
            return without_count(report, rest); /* 投资3亿元的甲工程 */
    struct phrase_signs signs = phrase_signs_read(report, rest, (struct word_range){0, 0}, phrase->head);
    return signs.proper || signs.quoted || signs.coded ? rest : name;
}

static struct word_range trim_name(const struct report *report, const struct noun_phrase *phrase) {
    struct word_range name = without_figures_in_bracket(report, phrase->core);
    if (phrase->role == PHRASE_SUBJECT)
        name = without_circumstance(report, name);
    name = without_relative(report, phrase, name);
    name = without_superlative(report, name);
    return without_title(report, name);
}

/* What another phrase lends the end of the name. */
static struct word_range lent_end(const struct report *report, const struct noun_phrase *phrase) {
    if (phrase->tail_lender == NO_INDEX)
        return (struct word_range){0, 0};
    const struct noun_phrase *lender = &report->phrases.items[phrase->tail_lender];
    struct word_range lent = {phrase->tail_first, trim_name(report, lender).end};
    while (lent.first + 1 < lent.end && (classes_at(report, lent.first) & WORD_CLASS(VAGUE)))
        lent.first++; /* 甲、乙等大中型|水电站 */
    return lent;
}

static struct slice whole_name(struct report *report, const struct noun_phrase *phrase, struct word_range own,
                               struct word_range lent) {
    struct slice pieces[3];
    size_t count = 0;
    if (phrase->front_lender != NO_INDEX) {
        const struct noun_phrase *lender = &report->phrases.items[phrase->front_lender];
        pieces[count++] = report_text(
            report, words_span(report, (struct word_range){trim_name(report, lender).first, phrase->front_end}));
    }
    pieces[count++] = report_text(report, words_span(report, own));
    if (lent.end > lent.first)
        pieces[count++] = report_text(report, words_span(report, lent));
    return count == 1 ? pieces[0] : arena_join(&report->arena, pieces, count);
}

/* ---- the verb ---- */

enum stage_code project_stage_of(const struct report *report, struct word_range verb) {
    static const struct {
        word_classes class;
        enum stage_code code;
    } stages[] = {{WORD_CLASS(COMPLETED), STAGE_COMPLETED},
                  {WORD_CLASS(STARTING), STAGE_STARTING},
                  {WORD_CLASS(UNDERWAY), STAGE_UNDERWAY},
                  {WORD_CLASS(PLANNED), STAGE_PLANNED}};
    for (uint32_t i = verb.end; i > verb.first; i--)
        for (size_t k = 0; k < sizeof stages / sizeof *stages; k++)
            if (classes_at(report, i - 1) & stages[k].class)
                return stages[k].code;
    return STAGE_UNKNOWN;
}

static enum governing_verb kind_of_verb(const struct report *report, struct word_range verb, bool behind) {
    word_classes classes = words_classes(report, verb);
    if (verb.end == verb.first)
        return GOVERNING_NONE;
    if (behind && (classes & (WORD_CLASS(CLOSING) | WORD_CLASS(CLOSING_LED))) && !(classes & WORD_CLASS(ADVANCE)))
        return GOVERNING_CLOSING;
    if (behind && (classes & WORD_CLASS(SELECTING)))
        return GOVERNING_SELECTING;
    if (classes & (WORD_CLASS(BUILD)))
        return GOVERNING_BUILD;
    if (classes & WORD_CLASS(CONSTRUCT))
        return GOVERNING_CONSTRUCT;
    if (classes & WORD_CLASS(ADVANCE))
        return GOVERNING_ADVANCE;
    return !behind && (classes & WORD_CLASS(FOSTER)) ? GOVERNING_FOSTER : GOVERNING_OTHER;
}

/* 还|新建, 共|建成: words that open a clause are no part of the verb. */
static struct word_range without_opening(const struct report *report, struct word_range verb) {
    const word_classes opening = WORD_CLASS(OPENING) | WORD_CLASS(CUMULATIVE) | WORD_CLASS(TIME) | WORD_CLASS(SCOPE);
    const word_classes kept = WORD_CLASS(ADVERB) | WORD_CLASS(LEADING) | WORD_CLASS(CLOSING) | WORD_CLASS(BUILD);
    while (verb.first + 1 < verb.end && (classes_at(report, verb.first) & opening) &&
           !(classes_at(report, verb.first) & kept))
        verb.first++;
    return verb;
}

/* 建成投用|并率先首飞: what a second predicate says. */
static struct word_range without_second(const struct report *report, struct word_range verb) {
    for (uint32_t i = verb.first + 1; i + 2 < verb.end; i++)
        if ((classes_at(report, i) & WORD_CLASS(JOINT)) && (classes_at(report, i + 1) & WORD_CLASS(ADVERB)))
            verb.end = i;
    return verb;
}

#define VERBS_OF_PROJECTS                                                                                              \
    (WORD_CLASS(BUILD) | WORD_CLASS(CONSTRUCT) | WORD_CLASS(ADVANCE) | WORD_CLASS(FOSTER) | WORD_CLASS(SELECTING))

/* Whether a verb stands alone, or with whom it is done: 尽早开工, 与县政府签订协议. */
static bool stands_alone(const struct report *report, const struct predicate *predicate) {
    if (predicate->objects_end > predicate->objects || predicate->subjects_end > predicate->subjects + 1)
        return false;
    const word_classes with = WORD_CLASS(JOINT) | WORD_CLASS(PREPOSITION);
    return predicate->subjects_end == predicate->subjects ||
           (classes_at(report, report->phrases.items[predicate->subjects].words.first) & with);
}

/* 紧盯甲、乙等项目，尽早开工建设: of a verb that builds nothing, the one that stands alone in a later clause of its
 * sentence; the verb itself where none does. */
static struct word_range verb_alone(const struct report *report, const struct predicate *predicate) {
    const struct clause *clause = &report->clauses.items[predicate->clause];
    enum { MOST_CLAUSES_BETWEEN = 16 }; /* work stays linear in a sentence of thousands */
    uint32_t end = report->sentences.items[clause->sentence].clauses_end;
    if (end - predicate->clause > MOST_CLAUSES_BETWEEN)
        end = predicate->clause + MOST_CLAUSES_BETWEEN;
    for (uint32_t i = predicate->clause + 1; i < end && report->clauses.items[i - 1].mark == MARK_COMMA; i++) {
        const struct clause *later = &report->clauses.items[i];
        if (later->predicates_end != later->predicates + 1)
            continue;
        const struct predicate *alone = &report->predicates.items[later->predicates];
        if (stands_alone(report, alone) && (words_classes(report, alone->verb) & WORD_CLASS(CLOSING)))
            return alone->verb;
    }
    return predicate->verb;
}

static void read_verb(const struct report *report, const struct predicate *predicate, bool subject,
                      struct project_candidate *candidate) {
    const word_classes closing = WORD_CLASS(CLOSING) | WORD_CLASS(CLOSING_LED);
    bool caused = predicate->cause.end > predicate->cause.first && subject;
    candidate->verb = predicate->verb;
    if (caused && !(words_classes(report, predicate->verb) & closing))
        candidate->verb = predicate->cause; /* 推动甲纳入国家规划 */
    else if (!caused && !(words_classes(report, predicate->verb) & (VERBS_OF_PROJECTS | closing)))
        candidate->verb = verb_alone(report, predicate);
    candidate->verb = without_second(report, without_opening(report, candidate->verb));
    word_classes cause = words_classes(report, predicate->cause);
    /* 力促, 力争, 计划; not 确保 */
    bool urges = ((cause & WORD_CLASS(ASSURANCE)) != 0) != ((cause & WORD_CLASS(COMMITMENT)) != 0);
    candidate->cause = urges ? predicate->cause : (struct word_range){0, 0};
    candidate->code = project_stage_of(report, predicate->verb);
    if (candidate->code == STAGE_UNKNOWN)
        candidate->code = project_stage_of(report, predicate->cause);
    if (predicate->subjects_end > predicate->subjects && predicate->objects_end == predicate->objects + 1) {
        const struct noun_phrase *object = &report->phrases.items[predicate->objects];
        const word_classes state = WORD_CLASS(TAIL) | WORD_CLASS(RELATIONAL) | WORD_CLASS(POLICY);
        if ((classes_at(report, object->words.end - 1) & state) && object->words.first == candidate->verb.end)
            candidate->verb.end = object->words.end; /* 完成主体工程建设, 具备运营条件 */
    }
    bool preparing = !caused && !predicate->etc && (words_classes(report, predicate->tail) & WORD_CLASS(PLANNED));
    candidate->tail = preparing ? predicate->tail : (struct word_range){0, 0};
}

/* ---- evidence ---- */

#define FACT(name, holds) evidence_add_if(&candidate->facts, EVIDENCE_UNDERTAKINGS_##name, (holds))

static void state_name(struct project_candidate *candidate, const struct phrase_signs *signs) {
    evidence_add(&candidate->facts, HEAD_FACTS[signs->head][signs->proper]);
    FACT(NAME_TINY, signs->characters <= 3);
    FACT(NAME_SHORT, signs->characters >= 4 && signs->characters <= 6);
    FACT(NAME_LONG, signs->characters >= 14 && signs->characters <= 22);
    FACT(NAME_ENDLESS, signs->characters > 22);
    FACT(NO_MODIFIER, signs->modifier_chars == 0);
    FACT(SHORT_MODIFIER, signs->modifier_chars > 0 && signs->modifier_chars <= 2);
    FACT(LONG_MODIFIER, signs->modifier_chars >= 5);
    FACT(PROPER_FIRST, signs->proper_first);
    FACT(HOLDS_PLACE, signs->place);
    FACT(HOLDS_QUOTE, signs->quoted);
    FACT(HOLDS_CODE, signs->coded);
    FACT(HOLDS_PHASE, signs->phase);
    FACT(HOLDS_CLAUSE, signs->clause);
    FACT(HOLDS_JOINT, signs->joint);
    FACT(HOLDS_BRACKET, signs->bracket);
    FACT(ENDS_WITH_TAIL, signs->tail);
    FACT(OF_GOVERNMENT, signs->own_government);
    FACT(ENDS_WITH_PLACE, signs->ends_with_place);
    FACT(BEGINS_VAGUELY, signs->vague_first);
    FACT(HOLDS_NEGATION, signs->negated);
    FACT(BEGINS_WITH_VERB, signs->verb_first);
    FACT(WORKS_LONG_MODIFIER, signs->head == PHRASE_HEAD_WORKS && signs->modifier_chars >= 4);
}

static void state_verb(const struct report *report, const struct predicate *predicate, bool behind, bool proper,
                       struct project_candidate *candidate) {
    enum governing_verb kind = kind_of_verb(report, candidate->verb, behind);
    evidence_add(&candidate->facts, VERB_FACTS[kind][proper]);
    word_classes cause = words_classes(report, predicate->cause);
    FACT(CAUSED, predicate->cause.end > predicate->cause.first);
    FACT(COMMITTED,
         (words_classes(report, predicate->verb) | cause) & (WORD_CLASS(COMMITMENT) | WORD_CLASS(ASSURANCE)));
    FACT(FRAMED, predicate->frame.end > predicate->frame.first);
    FACT(TAIL_FOLLOWS, predicate->tail.end > predicate->tail.first);
    FACT(STAGE_PLANNED, candidate->code == STAGE_PLANNED);
    FACT(STAGE_STARTING, candidate->code == STAGE_STARTING);
    FACT(STAGE_UNDERWAY, candidate->code == STAGE_UNDERWAY);
    FACT(STAGE_COMPLETED, candidate->code == STAGE_COMPLETED);
}

/* What a list's name calls its members: of 在建项目进度, 重点工程建设 the word before what is said of it. */
static enum phrase_head called_head(const struct report *report, uint32_t list_name) {
    const struct noun_phrase *name = &report->phrases.items[list_name];
    uint32_t head = name->head;
    while (head > name->core.first && (classes_at(report, head) & (WORD_CLASS(TAIL) | WORD_CLASS(RELATIONAL))))
        head--;
    return phrase_head_of(classes_at(report, head));
}

/* What the other members of its list and the list's name say. */
static void state_list(const struct report *report, const struct predicate *predicate, bool subject,
                       struct project_candidate *candidate) {
    uint32_t first = subject ? predicate->subjects : predicate->objects;
    uint32_t end = subject ? predicate->subjects_end : predicate->objects_end;
    FACT(ALONE, end - first == 1);
    FACT(LIST_OF_TWO, end - first == 2);
    FACT(LONG_LIST, end - first > 4);
    enum phrase_head called =
        predicate->list_name == NO_INDEX ? PHRASE_HEAD_NONE : called_head(report, predicate->list_name);
    FACT(ETC, predicate->etc);
    FACT(CALLED_WORKS, called == PHRASE_HEAD_WORKS);
    FACT(CALLED_THINGS, called == PHRASE_HEAD_STRUCTURE || called == PHRASE_HEAD_SITE);
    FACT(CALLED_OTHERS,
         predicate->list_name != NO_INDEX &&
             (called == PHRASE_HEAD_POLICY || called == PHRASE_HEAD_NONE || called == PHRASE_HEAD_SCHEME));
    const struct noun_phrase *last = &report->phrases.items[end - 1];
    enum phrase_head last_head = phrase_head_of(classes_at(report, last->head));
    FACT(LAST_IS_POLICY, end - first > 1 && (last_head == PHRASE_HEAD_POLICY || last_head == PHRASE_HEAD_SCHEME));
    FACT(LAST_IS_THING, end - first > 1 && (last_head == PHRASE_HEAD_STRUCTURE || last_head == PHRASE_HEAD_SITE ||
                                            last_head == PHRASE_HEAD_WORKS));
    uint32_t sibling = candidate->phrase > first ? candidate->phrase - 1 : candidate->phrase + 1;
    if (sibling < end && end - first > 1) {
        struct word_range core = report->phrases.items[sibling].core;
        struct phrase_signs signs =
            phrase_signs_read(report, core, (struct word_range){0, 0}, report->phrases.items[sibling].head);
        FACT(SIBLING_PROPER, signs.proper);
        FACT(SIBLING_CLAUSE, signs.clause || signs.verb_first);
    }
}

/* What two pieces say together beyond what each says. */
#define BOTH(one, other)                                                                                               \
    { EVIDENCE_UNDERTAKINGS_##one##_AND_##other, EVIDENCE_UNDERTAKINGS_##one, EVIDENCE_UNDERTAKINGS_##other }
static const unsigned PAIRS[][3] = {
    BOTH(VERB_CONSTRUCT_PROPER, ETC),
    BOTH(NAME_SHORT, MADE_WHOLE),
    BOTH(NAME_SHORT, SIBLING_PROPER),
    BOTH(VERB_CONSTRUCT_PROPER, ALONE),
    BOTH(HEAD_NONE_PROPER, LAST_IS_THING),
    BOTH(VERB_CLOSING_PLAIN, LIST_OF_TWO),
    BOTH(WORKS_LONG_MODIFIER, STAGE_UNDERWAY),
    BOTH(WORKS_LONG_MODIFIER, ALONE),
    BOTH(NAME_SHORT, CALLED_WORKS),
    BOTH(HEAD_SITE_PLAIN, ALONE),
    BOTH(LONG_LIST, CALLED_THINGS),
    BOTH(VERB_NONE_PROPER, SIBLING_CLAUSE),
    BOTH(TAIL_FOLLOWS, ETC),
    BOTH(HEAD_NONE_PROPER, STAGE_UNDERWAY),
    BOTH(HEAD_SITE_PLAIN, CALLED_OTHERS),
    BOTH(VERB_BUILD_PROPER, CALLED_THINGS),
    BOTH(TAIL_FOLLOWS, STAGE_STARTING),
    BOTH(HEAD_NONE_PROPER, HOLDS_CODE),
    BOTH(SHORT_MODIFIER, MADE_WHOLE),
    BOTH(HEAD_NONE_PROPER, NAME_SHORT),
    BOTH(VERB_CONSTRUCT_PROPER, NAME_SHORT),
    BOTH(VERB_NONE_PLAIN, SHORT_MODIFIER),
    BOTH(HEAD_NONE_PLAIN, LAST_IS_THING),
    BOTH(HEAD_SITE_PROPER, NAME_LONG),
    BOTH(HEAD_SITE_PROPER, TAIL_FOLLOWS),
    BOTH(HEAD_NONE_PLAIN, BEHIND_RELATIVE),
    BOTH(NO_MODIFIER, SIBLING_PROPER),
    BOTH(ETC, MADE_WHOLE),
    BOTH(HEAD_ACTION_PROPER, ALONE),
    BOTH(NAME_SHORT, ETC),
    BOTH(HEAD_NONE_PROPER, CALLED_WORKS),
    BOTH(HEAD_SITE_PROPER, ETC),
    BOTH(HEAD_NONE_PROPER, ALONE),
};

static void state_pairs(struct evidence_facts *facts) {
    for (size_t i = 0; i < sizeof PAIRS / sizeof *PAIRS; i++)
        evidence_add_if(facts, PAIRS[i][0], evidence_holds(facts, PAIRS[i][1]) && evidence_holds(facts, PAIRS[i][2]));
}

static void state_evidence(struct report *report, const struct noun_phrase *phrase, const struct phrase_signs *signs,
                           struct project_candidate *candidate) {
    const struct predicate *predicate = &report->predicates.items[phrase->predicate];
    bool subject = phrase->role == PHRASE_SUBJECT;
    candidate->facts = (struct evidence_facts){0};
    FACT(ALWAYS, true);
    state_name(candidate, signs);
    state_verb(report, predicate, subject, signs->proper, candidate);
    state_list(report, predicate, subject, candidate);
    bool counted = phrase->count.end > phrase->count.first;
    bool in_front = counted && phrase->count.first == phrase->words.first;
    FACT(COUNT_IN_FRONT, in_front);
    FACT(COUNT_BEHIND, counted && !in_front);
    FACT(MADE_WHOLE, phrase->tail_lender != NO_INDEX);
    FACT(FRONT_LENT, phrase->front_lender != NO_INDEX);
    FACT(BEHIND_RELATIVE, candidate->own.first > phrase->core.first);
    FACT(OBJECT_OF_STATEMENT, !subject && predicate->subjects_end > predicate->subjects);
    state_pairs(&candidate->facts);
}

/* 谋划多年、惠及万人的甲工程: what stands before a member with 的 belongs to its relative clause. */
static bool belongs_to_relative(const struct report *report, uint32_t index) {
    const struct noun_phrase *phrase = &report->phrases.items[index], *next = phrase + 1;
    return index + 1 < report->phrases.count && next->predicate == phrase->predicate && next->role == phrase->role &&
           next->relative_end > next->core.first && phrase->relative_end == phrase->core.first &&
           phrase->words.end + 1 == next->words.first && trim_name(report, next).first > next->core.first;
}

static uint32_t last_noun(const struct report *report, struct word_range words) {
    uint32_t head = words.first;
    for (uint32_t i = words.first; i < words.end; i = words_behind(report, i, words.end)) {
        bool bracket = is_mark_at(report, i, 0xFF08) || is_mark_at(report, i, '(');
        uint32_t behind = words_behind(report, i, words.end);
        if (!bracket && !(classes_at(report, i) & WORD_CLASS(PHASE)))
            head = behind > i + 2 ? behind - 2 : i; /* of a quote the last word in it */
    }
    return head;
}

/* 水库、泵站等水利设施1459个: what a count behind the list's name counts has no name of its own. */
static bool is_counted_kind(const struct report *report, const struct noun_phrase *phrase) {
    uint32_t name = report->predicates.items[phrase->predicate].list_name;
    return name != NO_INDEX && report->phrases.items[name].count.first > report->phrases.items[name].core.first;
}

bool project_read_candidate(struct report *report, uint32_t index, const struct word_range *own,
                            struct project_candidate *candidate) {
    const struct noun_phrase *phrase = &report->phrases.items[index];
    const struct predicate *predicate = &report->predicates.items[phrase->predicate];
    *candidate = (struct project_candidate){.phrase = index, .own = own ? *own : trim_name(report, phrase)};
    if (candidate->own.end <= candidate->own.first || belongs_to_relative(report, index))
        return false;
    struct word_range lent = lent_end(report, phrase);
    uint32_t head = phrase->tail_lender != NO_INDEX ? report->phrases.items[phrase->tail_lender].head : phrase->head;
    if (phrase->tail_lender == NO_INDEX && phrase->front_lender != NO_INDEX)
        head = report->phrases.items[phrase->front_lender].head;
    if ((own || head >= candidate->own.end) && phrase->tail_lender == NO_INDEX && phrase->front_lender == NO_INDEX)
        head = last_noun(report, candidate->own);
    struct phrase_signs signs = phrase_signs_read(report, candidate->own, lent, head);
    if (is_counted_kind(report, phrase) && !signs.proper)
        return false;
    read_verb(report, predicate, phrase->role == PHRASE_SUBJECT, candidate);
    state_evidence(report, phrase, &signs, candidate);
    candidate->name = slice_trim(whole_name(report, phrase, candidate->own, lent));
    candidate->sum = evidence_sum(report->lexicon, EVIDENCE_UNDERTAKINGS, &candidate->facts);
    return candidate->name.size > 0 && candidate->name.start;
}

/* The last phrase of [first, end) that begins at or before a word. */
static uint32_t phrase_before(const struct report *report, uint32_t first, uint32_t end, uint32_t word) {
    uint32_t low = first, high = end;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (report->phrases.items[middle].words.first <= word)
            low = middle + 1;
        else
            high = middle;
    }
    bool holds = low > first && report->phrases.items[low - 1].words.end > word;
    return holds ? low - 1 : NO_INDEX;
}

uint32_t project_phrase_at(const struct report *report, uint32_t word) {
    uint32_t clause = clause_of_word(report, word);
    uint32_t index = clause == NO_INDEX ? NO_INDEX : predicate_of_word(report, clause, word);
    if (index == NO_INDEX)
        return NO_INDEX;
    const struct predicate *predicate = &report->predicates.items[index];
    uint32_t found = phrase_before(report, predicate->subjects, predicate->subjects_end, word);
    return found != NO_INDEX ? found : phrase_before(report, predicate->objects, predicate->objects_end, word);
}
