/* Which words of a clause are its verbs: those in front of a list, those behind a subject. */
#include "stages/clauses/clauses_parts.h"

#define LEADING (WORD_CLASS(ADVERB) | WORD_CLASS(LEADING))
#define FUNCTION_WORDS                                                                                                 \
    (WORD_CLASS(PREPOSITION) | WORD_CLASS(HANDLING) | WORD_CLASS(SOURCE) | WORD_CLASS(BENEFICIARY) | WORD_CLASS(JOINT))
#define STATEMENTS                                                                                                     \
    (WORD_CLASS(RISE) | WORD_CLASS(FALL) | WORD_CLASS(REACH) | WORD_CLASS(BEYOND) | WORD_CLASS(BENEATH) |              \
     WORD_CLASS(RANK) | WORD_CLASS(PORTION))

/* What a thing does or gets, with an object or without. */
#define BECOMING (WORD_CLASS(COMPLETED) | WORD_CLASS(CLOSING) | WORD_CLASS(SELECTING) | WORD_CLASS(STATE))

static bool is_joint_of_verbs(const struct parse *parse, uint32_t at) {
    return word_is_mark(parse, at, 0x3001) || word_has(parse, at, WORD_CLASS(JOINT)); /* 、 */
}

/* Whether a noun follows that ends the piece and makes the verb part of its name: 培训|中心, 改造|工程. */
static bool is_modifier(const struct parse *parse, uint32_t verb, uint32_t end) {
    if (verb + 1 >= end || !word_has(parse, verb + 1, NAME_HEADS))
        return false;
    if (word_has(parse, verb, WORD_CLASS(BUILD)) && !word_has(parse, verb + 1, WORD_CLASS(WORKS)))
        return false;
    bool ends = verb + 2 >= end || parse->words[verb + 2].kind == WORD_MARK ||
                word_has(parse, verb + 2, VERBS_BEHIND | LEADING | WORD_CLASS(JOINT));
    bool own =
        !word_has(parse, verb, VERBS_OF_WORKS | WORD_CLASS(CLOSING)) || word_has(parse, verb, WORD_CLASS(WORK_ACTION));
    return ends && own;
}

/* 实施|续建配套改造工程: behind a verb, words of works up to their head noun are the name. */
static bool names_works(const struct parse *parse, uint32_t at, uint32_t end) {
    uint32_t next = at;
    while (next < end && word_has(parse, next, WORD_CLASS(WORK_ACTION)))
        next++;
    return next > at && next < end && word_has(parse, next, NAME_HEADS) &&
           (next + 1 >= end || parse->words[next + 1].kind == WORD_MARK ||
            word_has(parse, next + 1, WORD_CLASS(JOINT)));
}

/* A verb that a conjunction joins to the one before: 新建、改扩建, 建设和改造. `at` is the conjunction. */
static bool joins_verbs(const struct parse *parse, uint32_t at, uint32_t end) {
    uint32_t next = at + 1;
    if (!is_joint_of_verbs(parse, at))
        return false;
    while (next < end && word_has(parse, next, LEADING) && !word_has(parse, next, VERBS_IN_FRONT))
        next++;
    return next + 1 < end && word_has(parse, next, VERBS_OF_WORKS | WORD_CLASS(CLOSING)) &&
           !is_modifier(parse, next, end) && !word_is_mark(parse, next + 1, 0x3001);
}

/* Nobody chains more words of verbs and adverbs; each item of a list looks at the whole chain again. */
enum { MOST_WORDS_IN_FRONT = 16 };

struct word_range verbs_in_front(const struct parse *parse, uint32_t at, uint32_t end) {
    struct word_range verbs = {at, at};
    bool found = false;
    for (uint32_t i = at; i < end && i - at < MOST_WORDS_IN_FRONT;) {
        bool verb = word_has(parse, i, VERBS_IN_FRONT);
        if (verb && (is_modifier(parse, i, end) || (found && names_works(parse, i, end))))
            break;
        if (verb) {
            found = true;
            verbs.end = ++i;
        } else if (word_has(parse, i, LEADING | WORD_CLASS(OPENING) | WORD_CLASS(CUMULATIVE) | WORD_CLASS(DONE)) ||
                   (found && i == verbs.end && joins_verbs(parse, i, end))) {
            i++;
        } else {
            break;
        }
        if (found && i == verbs.end && i < end && word_has(parse, i, WORD_CLASS(ASPECT)))
            break;
    }
    if (!found)
        verbs.end = at;
    return verbs;
}

/* Extends a verb over the adverbs and verbs in front of it: 已|顺利|投产. */
static uint32_t verb_start(const struct parse *parse, uint32_t at, uint32_t verb) {
    const word_classes leads = LEADING | VERBS_BEHIND | WORD_CLASS(OPENING) | WORD_CLASS(COMMITMENT);
    const word_classes others = NAME_HEADS | WORD_CLASS(TIME) | WORD_CLASS(BODY) | WORD_CLASS(SCOPE) |
                                WORD_CLASS(PREPOSITION) | WORD_CLASS(HANDLING);
    for (; verb > at + 1 && word_has(parse, verb - 1, leads) && !word_has(parse, verb - 1, others); verb--) {
        bool dated = verb > at + 2 && word_has(parse, verb - 2, WORD_CLASS(TIME)); /* 10月底|建设完工 */
        if (word_has(parse, verb - 1, WORD_CLASS(TAIL)) && !dated)
            break;
    }
    return verb;
}

/* Whether a verb that says what became of a thing closes its clause at `at`: nothing follows, or a place does. */
static bool closes(const struct parse *parse, uint32_t at, uint32_t end) {
    if (at + 1 >= end || word_is_mark(parse, at + 1, 0x3001))
        return true;
    bool goes_on = word_has(parse, at + 1, WORD_CLASS(JOINT)) && at + 2 < end &&
                   word_has(parse, at + 2, LEADING | WORD_CLASS(CLOSING) | WORD_CLASS(OPENING));
    return goes_on || parse->words[at + 1].kind == WORD_PLACE || parse->words[at + 1].kind == WORD_UNKNOWN ||
           word_has(parse, at + 1, WORD_CLASS(ASPECT) | WORD_CLASS(SCOPE) | WORD_CLASS(BODY) | WORD_CLASS(PREPOSITION));
}

/* 达到|3000万元|的大桥: the value describes the noun behind it. */
static bool value_describes(const struct parse *parse, uint32_t at, uint32_t end) {
    while (at < end && (parse->counted[at] || parse->words[at].kind == WORD_NUMBER))
        at++;
    return at + 1 < end && word_has(parse, at, WORD_CLASS(RELATIVE));
}

/* Whether the word states a value or a state of the subject before it. */
static bool states(const struct parse *parse, uint32_t at, uint32_t end, bool governed) {
    const word_classes changes = WORD_CLASS(RISE) | WORD_CLASS(FALL);
    if (parse->counted[at] || word_has(parse, at - 1, WORD_CLASS(RELATIVE)))
        return false; /* 500多万元; 投资3亿元的|新增水库 */
    if (at + 1 >= end)
        return !governed && word_has(parse, at, changes);
    /* 综合楼|完成|主体工程, 水厂|具备|运营条件, 复线|贯通|带动…: behind a thing, what became of it. */
    bool thing = word_has(parse, at - 1, NAME_HEADS | WORD_CLASS(PHASE) | WORD_CLASS(TIME));
    if (!governed && thing && word_has(parse, at, BECOMING) &&
        !word_has(parse, at, NAME_HEADS | WORD_CLASS(TAIL) | WORD_CLASS(PREPOSITION)) &&
        !word_has(parse, at + 1, WORD_CLASS(JOINT)))
        return true;
    bool value = parse->counted[at + 1] || parse->words[at + 1].kind == WORD_NUMBER;
    bool marked = word_has(parse, at + 1, WORD_CLASS(ASPECT) | STATEMENTS | WORD_CLASS(OPENING));
    if (word_has(parse, at, STATEMENTS) && (value || marked))
        return !value_describes(parse, at + 1, end);
    return word_has(parse, at, WORD_CLASS(SELECTING)) && !word_has(parse, at + 1, NAME_HEADS);
}

/* 水库|年底前完工, 学校|抓紧做好…: behind a thing, words of time or manner begin what is said of it, unless another
 * thing ends the piece. */
static bool begins_statement(const struct parse *parse, uint32_t at, uint32_t end) {
    const word_classes manner = WORD_CLASS(ADVERB) | WORD_CLASS(LEADING) | WORD_CLASS(TIME);
    return word_has(parse, at, manner) &&
           !word_has(parse, at, NAME_HEADS | WORD_CLASS(WORK_ACTION) | WORD_CLASS(PREPOSITION)) &&
           word_has(parse, at - 1, NAME_HEADS | WORD_CLASS(PHASE) | WORD_CLASS(WORK_ACTION)) && at + 1 < end &&
           !word_has(parse, end - 1, NAME_HEADS | WORD_CLASS(TAIL)) && !parse->counted[end - 1];
}

/* Whether the word at `i` says what became of the subject before it: 投产, 顺利|运行. */
static bool is_closing(const struct parse *parse, uint32_t at, uint32_t i, uint32_t end) {
    if (!closes(parse, i, end))
        return false;
    if (word_has(parse, i, WORD_CLASS(CLOSING)))
        return !word_has(parse, i, NAME_HEADS);
    return word_has(parse, i, WORD_CLASS(CLOSING_LED)) && i > at + 1 && word_has(parse, i - 1, LEADING | VERBS_BEHIND);
}

/* Behind the verbs of a chain that begins at `verb`: 竣工|投产, 竣工|并|投产. */
static uint32_t chain_end(const struct parse *parse, uint32_t verb, uint32_t end) {
    uint32_t last = verb + 1;
    while (last < end && word_has(parse, last, VERBS_BEHIND))
        last++;
    bool joined =
        last + 2 == end && word_has(parse, last, WORD_CLASS(JOINT)) && word_has(parse, last + 1, VERBS_BEHIND);
    return joined && word_has(parse, verb, WORD_CLASS(CLOSING)) ? end : last;
}

struct word_range verb_behind_subject(const struct parse *parse, uint32_t at, uint32_t end, bool governed) {
    for (uint32_t i = words_behind(parse->report, at, end); i < end; i = words_behind(parse->report, i, end)) {
        if (is_closing(parse, at, i, end))
            return (struct word_range){verb_start(parse, at, i), chain_end(parse, i, end)};
        if (states(parse, i, end, governed))
            return (struct word_range){verb_start(parse, at, i), i + 1};
    }
    for (uint32_t i = words_behind(parse->report, at, end); i < end && !governed;
         i = words_behind(parse->report, i, end))
        if (begins_statement(parse, i, end))
            return (struct word_range){i, end};
    return (struct word_range){at, at};
}

/* Behind a year or month with what belongs to it: 2027年底前. `at` where none stands there. */
static uint32_t behind_date(const struct parse *parse, uint32_t at) {
    uint32_t next = at;
    if (next + 1 < parse->end && word_has(parse, next, WORD_CLASS(REACH)) && parse->words[next + 1].kind == WORD_NUMBER)
        next++; /* 到 */
    if (next + 1 >= parse->end || parse->words[next].kind != WORD_NUMBER || parse->counted[next] ||
        parse->words[next].end - parse->words[next].start > 4)
        return at;
    struct slice unit =
        report_text(parse->report, (struct span){parse->words[next + 1].start, parse->words[next + 1].end});
    if (!slice_starts_among(unit, SLICE(ZH_TIME_UNITS)))
        return at;
    next += 2;
    while (next < parse->end &&
           (word_has(parse, next, WORD_CLASS(TIME)) ||
            slice_equal(report_text(parse->report, (struct span){parse->words[next].start, parse->words[next].end}),
                        SLICE(ZH_BEFORE_TIME))))
        next++;
    return next;
}

/* 01城市更新: two digits that begin with 0 number an item of a box. */
static bool is_padded_number(const struct parse *parse, uint32_t at) {
    const struct word *word = &parse->words[at];
    return word->kind == WORD_NUMBER && word->end - word->start == 2 && parse->report->text.start[word->start] == '0';
}

/* Behind （一）, ①, 1. or 一是 at the head of a clause. */
static uint32_t behind_list_number(const struct parse *parse, uint32_t at) {
    uint32_t partner = parse->words[at].partner;
    if (partner != NO_WORD && partner > at && partner <= at + 2 && partner + 1 < parse->end)
        return partner + 1;
    size_t byte = parse->words[at].start;
    uint32_t code = slice_next(parse->report->text, &byte);
    if (code >= 0x2460 && code <= 0x2473) /* ① to ⑳ */
        return at + 1;
    if (is_padded_number(parse, at))
        return at + 1;
    bool number = parse->words[at].kind == WORD_NUMBER || word_has(parse, at, WORD_CLASS(NUMERAL));
    if (number && at + 2 < parse->end &&
        (word_is_mark(parse, at + 1, '.') || word_is_mark(parse, at + 1, 0xFF0E) ||
         word_is_mark(parse, at + 1, 0x3001)))
        return at + 2;
    return at;
}

uint32_t behind_opening(const struct parse *parse, uint32_t at, struct word_range *time) {
    *time = (struct word_range){at, at};
    if (at < parse->end)
        at = behind_list_number(parse, at);
    while (at + 1 < parse->end && word_is_mark(parse, at, ' '))
        at++;
    while (at < parse->end) {
        uint32_t next = behind_date(parse, at);
        bool is_time = next > at || word_has(parse, at, WORD_CLASS(TIME));
        if (next == at &&
            word_has(parse, at, WORD_CLASS(TIME) | WORD_CLASS(OPENING) | WORD_CLASS(SCOPE) | WORD_CLASS(AMONG)) &&
            !word_has(parse, at, VERBS_IN_FRONT))
            next = at + 1;
        if (next > at && is_time && time->end == time->first)
            *time = (struct word_range){at, next};
        if (next == at || next >= parse->end)
            break;
        at = next;
    }
    return at;
}
