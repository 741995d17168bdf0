/* Finds where a noun behind a number ends: at a joint, or at the verb whose subject it is (the list clause_verbs). */
#include "stages/targets/noun_behind.h"

static bool is_mark(const struct term *term) {
    return slice_is_among(term->text, SLICE("、|，"));
}

/* Where the item ends: before the joint to the next item. Without a next number a joint ends it only before a verb,
 * for a noun may be a list itself: 2项技术、装备. */
static uint32_t item_end(const struct terms *terms, struct term_range text, bool more) {
    uint32_t of = text.end;
    while (of > text.first && !term_at(terms, of - 1)->of)
        of--;
    for (uint32_t i = text.first; i < text.end; i++) {
        const struct term *term = term_at(terms, i);
        if (!term->joint && !is_mark(term))
            continue;
        bool described = of > i; /* 带动力强、覆盖面广的场景 */
        bool deed = i + 1 < text.end && term_at(terms, i + 1)->verbs & VERB_GOVERNING;
        bool shared = term_at(terms, text.end - 1)->predicate == PREDICATE_TAIL; /* 加快3条隧洞、水厂建设 */
        bool other = is_mark(term) && !described && (deed || shared);
        if (more ? is_mark(term) || i + 1 == text.end : other)
            return i;
    }
    return text.end;
}

/* A verb that has the noun as its subject, and the adverbs before it. */
struct clause_verb {
    uint32_t noun_end, start, end;
    bool selects; /* it tells the noun apart: 入选名单的学校 */
};

/* `preposed`: any verb that governs a noun will do, 为户放贷. */
static struct clause_verb find_clause_verb(const struct terms *terms, struct term_range item, bool preposed) {
    struct clause_verb verb = {item.end, item.end, item.end, false};
    for (uint32_t i = item.first; i < item.end; i++) {
        const struct term *term = term_at(terms, i);
        bool governs = preposed && i > item.first && term->verbs & VERB_GOVERNING && term->text.size > HAN_BYTES;
        if (!governs && (term->deed == DEED_NONE || (term->deed == DEED_ADVERB && i == item.first)))
            continue; /* 6起成功避险案例: an adjective */
        if (verb.noun_end == item.end)
            verb.noun_end = i;
        verb.start = i;
        verb.end = i + 1;
        verb.selects = governs || term->deed == DEED_SELECTS;
        if (governs || term->deed != DEED_ADVERB) /* 全部达到标准: an adverb, the verb follows */
            break;
    }
    return verb;
}

/* Where the verbs that end a subject begin: 公交线路[优化调整]. One of two characters may be part of its name. */
static uint32_t before_verbs(const struct terms *terms, struct term_range noun) {
    const word_classes doing = WORD_CLASS(CONSTRUCT) | WORD_CLASS(ADVANCE) | WORD_CLASS(FOSTER) | WORD_CLASS(VERB);
    uint32_t end = noun.end;
    while (end > noun.first + 1 && (term_at(terms, end - 1)->verbs || term_at(terms, end - 1)->classes & doing))
        end--;
    struct slice verbs = terms_text(terms, (struct term_range){end, noun.end});
    return verbs.size > 2 * (size_t)HAN_BYTES ? end : noun.end;
}

/* Where what a counted subject does begins, with an object behind it: 泵站[更新机组], 自然村[看上了电视]. A head noun
 * at the end makes a name of it: 农村公路改造项目. */
static uint32_t before_deed(const struct terms *terms, struct term_range noun) {
    const word_classes doing = WORD_CLASS(BUILD) | WORD_CLASS(CONSTRUCT) | WORD_CLASS(ADVANCE) | WORD_CLASS(VERB);
    const word_classes heads = WORD_CLASS(WORKS) | WORD_CLASS(STRUCTURE) | WORD_CLASS(SITE) | WORD_CLASS(SCHEME) |
                               WORD_CLASS(BODY) | WORD_CLASS(RELATIONAL) | WORD_CLASS(WORK_ACTION);
    const struct term *last = term_at(terms, noun.end - (noun.first < noun.end));
    bool named = last->classes & heads || last->verbs;
    for (uint32_t i = noun.first; i < noun.end; i++)
        named |= term_at(terms, i)->of;
    for (uint32_t i = noun.first + 1; i + 1 < noun.end && !named; i++)
        if (term_at(terms, i)->classes & doing && term_at(terms, i)->text.size > HAN_BYTES)
            return i;
    return noun.end;
}

/* Up to 等 and what it closes: 3届展会等活动 counts 展会; without what is done to the things: 3个社区建设. */
static struct term_range bare_noun(const struct terms *terms, struct term_range noun) {
    for (uint32_t i = noun.first + 1; i < noun.end; i++)
        if (slice_equal(term_at(terms, i)->text, SLICE(ZH_ETC)))
            noun.end = i;
    if (noun.end > noun.first + 1 && term_at(terms, noun.end - 1)->predicate == PREDICATE_TAIL)
        noun.end--;
    return noun;
}

/* What a noun and its clause are called together: 入选名单的学校; 获评优秀案例 where the noun is a 案例 itself. */
static struct slice select_noun(struct report *report, struct slice noun, struct slice object, struct slice clause) {
    if (slice_ends(object, noun))
        return object;
    struct slice pieces[] = {clause, SLICE(ZH_OF), noun};
    return arena_join(&report->arena, pieces, 3);
}

/* The text of a noun without a time inside it: 重点园区[2025年]产值. */
static enum status text_without_time(const struct terms *terms, struct term_range noun, struct slice *text) {
    *text = slice_trim(terms_text(terms, noun));
    for (uint32_t i = noun.first + 1; i + 1 < noun.end; i++) {
        if (term_at(terms, i)->opener != OPENER_TIME)
            continue;
        struct slice pieces[] = {terms_text(terms, (struct term_range){noun.first, i}),
                                 terms_text(terms, (struct term_range){i + 1, noun.end})};
        *text = arena_join(&terms->report->arena, pieces, 2);
        return text->start ? STATUS_OK : STATUS_NO_MEMORY;
    }
    return STATUS_OK;
}

static size_t byte_behind(const struct terms *terms, struct term_range range, size_t start) {
    struct slice text = terms_text(terms, range);
    return range.first < range.end ? (size_t)(text.start + text.size - terms->report->text.start) : start;
}

enum status noun_behind_read(struct terms *terms, struct span span, enum noun_relation relation, bool more,
                             struct noun_behind *behind) {
    enum { SHORTEST_SELECTION_CHARACTERS = 3 };
    *behind = (struct noun_behind){.end = span.start};
    if (terms_read(terms, span) != STATUS_OK)
        return STATUS_NO_MEMORY;
    struct term_range text = {0, (uint32_t)terms->items.count};
    while (text.first < text.end && (term_at(terms, text.first)->space || term_at(terms, text.first)->of))
        text.first++;
    if (text.first == text.end || term_at(terms, text.first)->joint)
        return STATUS_OK;
    struct term_range item = {text.first, item_end(terms, text, more)};
    if (more && item.end > item.first + 1 && term_at(terms, item.end - 1)->opener == OPENER_PREPOSITION)
        item.end--; /* 5家银行向12家企业…: the preposition belongs to the number behind it */
    struct clause_verb verb = {item.end, item.end, item.end, false};
    if (relation != GOVERNED)
        verb = find_clause_verb(terms, item, relation == PREPOSED);
    struct term_range noun = {item.first, verb.noun_end};
    struct slice object = slice_trim(terms_text(terms, (struct term_range){verb.end, item.end}));
    bool lasting = relation == PREPOSED || slice_characters(object) >= SHORTEST_SELECTION_CHARACTERS;
    if (relation == UNGOVERNED)
        noun.end = before_verbs(terms, noun);
    if (relation == UNGOVERNED && noun.end == item.end && !more)
        noun.end = before_deed(terms, noun);
    while (noun.end > noun.first + 1 && (term_at(terms, noun.end - 1)->opener == OPENER_TIME ||
                                         term_at(terms, noun.end - 1)->opener == OPENER_ADVERB))
        noun.end--; /* 污水处理率连续四年 */
    behind->bare = behind->noun = slice_trim(terms_text(terms, noun));
    behind->end = byte_behind(terms, (struct term_range){0, noun.end}, span.start);
    if (verb.selects && noun.first < noun.end && object.size && lasting) {
        struct slice clause = slice_trim(terms_text(terms, (struct term_range){verb.start, item.end}));
        behind->noun = select_noun(terms->report, behind->bare, object, clause);
        if (!more)
            behind->end = byte_behind(terms, item, span.start);
        return behind->noun.start ? STATUS_OK : STATUS_NO_MEMORY;
    }
    behind->bare = slice_trim(terms_text(terms, bare_noun(terms, noun)));
    return text_without_time(terms, bare_noun(terms, noun), &behind->noun);
}
