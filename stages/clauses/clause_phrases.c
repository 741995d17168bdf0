/* A noun phrase: its counts, its head, and what other members of its list lend it. */
#include "stages/clauses/clauses_parts.h"

#include "stages/model/arena.h"

static bool is_space(const struct parse *parse, uint32_t word) {
    return word_is_mark(parse, word, ' ') || word_is_mark(parse, word, 0x3000);
}

/* Behind the quantity that begins at `at`; `at` where none does. */
static uint32_t count_end(const struct parse *parse, uint32_t at, uint32_t end) {
    uint32_t next = at;
    while (next < end && parse->counted[next])
        next++;
    if (next > at || next >= end)
        return next;
    /* 一批, 两条 */
    if (next + 1 < end && word_has(parse, next, WORD_CLASS(NUMERAL)) && word_has(parse, next + 1, WORD_CLASS(MEASURE)))
        return next + 2;
    return at;
}

/* Where the quantity begins that ends at `end`; `end` where none does. */
static uint32_t count_start(const struct parse *parse, uint32_t first, uint32_t end) {
    uint32_t at = end;
    while (at > first && parse->counted[at - 1])
        at--;
    return at;
}

static uint32_t find_head(const struct parse *parse, struct word_range core) {
    uint32_t head = core.first, next;
    for (uint32_t i = core.first; i < core.end; i = next) {
        next = words_behind(parse->report, i, core.end);
        bool quote = word_is_mark(parse, i, 0x201C) || word_is_mark(parse, i, 0x300A); /* “ 《 */
        bool bracket = parse->words[i].kind == WORD_MARK && !quote;
        if (!bracket && (!word_has(parse, i, WORD_CLASS(PHASE)) || i == core.first))
            head = quote && next > i + 2 ? next - 2 : i; /* of a quote the last word in it */
    }
    return head;
}

static uint32_t find_relative(const struct parse *parse, struct word_range core) {
    uint32_t behind = core.first;
    for (uint32_t i = core.first; i < core.end; i = words_behind(parse->report, i, core.end))
        if (word_has(parse, i, WORD_CLASS(RELATIVE)) && i > core.first && i + 1 < core.end)
            behind = i + 1;
    return behind;
}

bool add_phrase(struct parse *parse, enum phrase_role role, struct word_range words) {
    while (words.first < words.end && is_space(parse, words.first))
        words.first++;
    while (words.end > words.first && is_space(parse, words.end - 1))
        words.end--;
    if (words.first == words.end)
        return false;
    struct report *report = parse->report;
    struct noun_phrase *phrase = LIST_ADD(&report->syntax, &report->phrases);
    if (!phrase) {
        parse->failed = true;
        return false;
    }
    *phrase = (struct noun_phrase){.role = role, .predicate = parse->predicate, .words = words, .core = words};
    phrase->tail_lender = phrase->front_lender = NO_INDEX;
    uint32_t behind = count_end(parse, words.first, words.end), before = count_start(parse, words.first, words.end);
    phrase->count = (struct word_range){words.first, words.first};
    bool describes = behind < words.end && word_has(parse, behind, WORD_CLASS(RELATIVE)); /* 12亿元的甲项目 */
    if (behind > words.first && behind < words.end && !describes) {
        phrase->count.end = phrase->core.first = behind;
    } else if (before < words.end && before > words.first) {
        phrase->count = (struct word_range){before, words.end};
        phrase->core.end = before;
    }
    phrase->head = find_head(parse, phrase->core);
    phrase->relative_end = find_relative(parse, phrase->core);
    return true;
}

/* ---- what members share ---- */

static size_t range_bytes(const struct parse *parse, struct word_range words) {
    return words.end > words.first ? parse->words[words.end - 1].end - parse->words[words.first].start : 0;
}

/* Whether a member has no head of its own: an unknown name, a place, a modifier. */
static bool lacks_head(const struct parse *parse, const struct noun_phrase *phrase) {
    const struct word *head = &parse->words[phrase->head];
    if (head->kind == WORD_UNKNOWN && (head->classes & WORD_CLASS(PLACE_ENDING)))
        return true; /* 永师路 among kindergartens to be */
    return !(head->classes & NOUN_HEADS) && head->kind != WORD_LATIN && head->kind != WORD_MARK;
}

/* The word where what a phrase could lend the end of another begins: the cut that leaves it as long as the other is. */
static uint32_t lends_from(const struct report *report, uint32_t lender, uint32_t borrower) {
    const struct noun_phrase *last = &report->phrases.items[lender];
    const struct word *words = report->words.items;
    struct span other = words_span(report, report->phrases.items[borrower].core);
    size_t bytes = other.end - other.start, best_distance = SIZE_MAX;
    uint32_t best = last->core.end;
    for (uint32_t i = last->core.first + 1; i <= last->head && i < last->core.end; i++) {
        size_t own = words[i].start - words[last->core.first].start;
        size_t distance = own > bytes ? own - bytes : bytes - own;
        if (words[i].kind == WORD_MARK || words[i].kind == WORD_UNKNOWN || distance >= best_distance)
            continue;
        best_distance = distance;
        best = i;
    }
    return best;
}

static bool can_lend(const struct parse *parse, const struct noun_phrase *phrase) {
    return (parse->words[phrase->head].classes & NOUN_HEADS) && phrase->head > phrase->core.first;
}

/* Whether a list's name says what each member is: 幼儿园, 灌区改造工程; 重大产业项目 says it of none. */
static bool names_a_kind(const struct parse *parse, const struct noun_phrase *name) {
    const word_classes vague = WORD_CLASS(VAGUE) | WORD_CLASS(POLICY) | WORD_CLASS(NUMERAL) | WORD_CLASS(MEASURE) |
                               WORD_CLASS(CLOSING) | WORD_CLASS(COMMITMENT);
    uint32_t telling = 0;
    if (word_has(parse, name->head, WORD_CLASS(STRUCTURE) | WORD_CLASS(SITE)))
        return true;
    for (uint32_t i = name->relative_end; i < name->head; i++)
        if (!word_has(parse, i, vague) && !parse->counted[i])
            telling += word_has(parse, i, WORD_CLASS(WORK_ACTION)) ? 2 : 1; /* 生态修复|项目 */
    return word_has(parse, name->head, WORD_CLASS(WORKS) | WORD_CLASS(WORK_ACTION)) &&
           telling >= (word_has(parse, name->head, WORD_CLASS(WORKS)) ? 2 : 1);
}

static uint32_t last_character(const struct parse *parse, struct word_range words) {
    size_t end = parse->words[words.end - 1].end;
    return slice_previous(parse->report->text, &end);
}

/* Whether a member is by itself what the list's name calls it: 刘口路 and 支七街 of 等乡村道路. */
static bool is_of_kind(const struct parse *parse, const struct noun_phrase *phrase, const struct noun_phrase *name) {
    static const uint32_t roads[] = {0x8DEF, 0x8857, 0x9053, 0x5DF7}; /* 路 街 道 巷 */
    uint32_t own = last_character(parse, phrase->core), kind = last_character(parse, name->core);
    if (range_bytes(parse, phrase->core) <= (size_t)2 * HAN_BYTES)
        return false;
    for (size_t i = 0; i < sizeof roads / sizeof *roads && kind == roads[0]; i++)
        if (own == roads[i])
            return true;
    return own == kind;
}

enum { LONGEST_BARE_NAME_BYTES = 18, LONGEST_LENT_NAME_BYTES = 9 };

/* A member that a list's name completes: it has no head that things have. */
static bool takes_name(const struct parse *parse, const struct noun_phrase *phrase, bool counted) {
    bool headless = counted || lacks_head(parse, phrase) ||
                    !(parse->words[phrase->head].classes & (NAME_HEADS | WORD_CLASS(SCHEME) | WORD_CLASS(POLICY)));
    return headless && parse->words[phrase->head].kind != WORD_MARK && parse->words[phrase->head].kind != WORD_LATIN &&
           range_bytes(parse, phrase->core) <= LONGEST_BARE_NAME_BYTES;
}

/* Whether a member takes the end of the one behind it: an unknown name of some length stands by itself. */
static bool takes_tail(const struct parse *parse, const struct noun_phrase *phrase) {
    size_t bytes = range_bytes(parse, phrase->core);
    bool unknown = false;
    for (uint32_t i = phrase->core.first; i < phrase->core.end; i++)
        if (word_has(parse, i, WORD_CLASS(REACH)) && i > phrase->core.first)
            return lacks_head(parse, phrase) && bytes <= LONGEST_BARE_NAME_BYTES; /* 墨溪至岑口 */
        else
            unknown |= parse->words[i].kind == WORD_UNKNOWN || parse->words[i].kind == WORD_PLACE;
    return lacks_head(parse, phrase) && bytes > 0 &&
           bytes <= (unknown ? LONGEST_LENT_NAME_BYTES : LONGEST_BARE_NAME_BYTES);
}

/* 墨溪、岑口水库: the next member that has a head lends it to those before it. */
static void share_tail(struct parse *parse, uint32_t first, uint32_t end) {
    struct noun_phrase *phrases = parse->report->phrases.items;
    uint32_t lender = NO_INDEX;
    for (uint32_t i = end; i-- > first;) {
        struct noun_phrase *phrase = &phrases[i];
        if (!lacks_head(parse, phrase)) {
            lender = can_lend(parse, phrase) ? i : NO_INDEX;
        } else if (lender != NO_INDEX && takes_tail(parse, phrase)) {
            uint32_t start = lends_from(parse->report, lender, i);
            while (start < phrases[lender].head && word_has(parse, start, WORD_CLASS(NUMERAL) | WORD_CLASS(MEASURE)))
                start++; /* 粮食、花卉五大市场 */
            phrase->tail_lender = start < phrases[lender].core.end ? lender : NO_INDEX;
            phrase->tail_first = start;
        }
    }
}

/* 扩建工程, 提升改造项目: what is done to things, whose names it completes. */
static bool works_on_things(const struct parse *parse, const struct noun_phrase *name) {
    if (word_has(parse, name->head, WORD_CLASS(WORK_ACTION)) && !word_has(parse, name->head, WORD_CLASS(TAIL)))
        return name->head > name->core.first; /* 老旧小区改造 */
    bool works = name->head > name->core.first && word_has(parse, name->head, WORD_CLASS(WORKS));
    for (uint32_t i = name->core.first; i < name->head; i++)
        works &= word_has(parse, i, WORD_CLASS(WORK_ACTION)) && !word_has(parse, i, WORD_CLASS(POLICY) | NAME_HEADS);
    return works;
}

/* 昌东、白雪等公办幼儿园: the list's name completes its members. */
static void share_list_name(struct parse *parse, uint32_t first, uint32_t end, uint32_t list_name, bool counted) {
    struct noun_phrase *phrases = parse->report->phrases.items;
    bool bare = !counted && phrases[list_name].head == phrases[list_name].core.first; /* …路、…街等道路 */
    bool done = works_on_things(parse, &phrases[list_name]);
    for (uint32_t i = first; i < end; i++)
        if ((takes_name(parse, &phrases[i], counted) ||
             (done && word_has(parse, phrases[i].head, WORD_CLASS(STRUCTURE) | WORD_CLASS(SITE)))) &&
            !is_of_kind(parse, &phrases[i], &phrases[list_name]) &&
            !(bare && word_has(parse, phrases[i].head, WORD_CLASS(SITE)))) {
            bool joined = i + 1 < end && word_has(parse, phrases[i].words.end, WORD_CLASS(JOINT)) &&
                          !lacks_head(parse, &phrases[i + 1]) && can_lend(parse, &phrases[i + 1]);
            if (joined) { /* 甲和乙专业市场、丙等基地 */
                share_tail(parse, i, i + 2);
                continue;
            }
            phrases[i].tail_lender = list_name;
            phrases[i].tail_first = phrases[list_name].core.first;
        }
}

/* 水库二期、三期: the phrase before lends a phase what stands before its own. */
static void share_front(struct parse *parse, uint32_t index) {
    struct noun_phrase *phrase = &parse->report->phrases.items[index];
    if (index == 0 || !word_has(parse, phrase->core.first, WORD_CLASS(PHASE)) ||
        phrase->core.end > phrase->core.first + 1)
        return;
    const struct noun_phrase *before = phrase - 1;
    const struct report *report = parse->report;
    if (report->predicates.items[before->predicate].clause != report->predicates.items[phrase->predicate].clause)
        return;
    uint32_t end = before->core.end;
    while (end > before->core.first && word_has(parse, end - 1, WORD_CLASS(PHASE)))
        end--;
    if (end == before->core.first && before->front_lender != NO_INDEX) {
        phrase->front_lender = before->front_lender;
        phrase->front_end = before->front_end;
    } else if (end > before->core.first) {
        phrase->front_lender = index - 1;
        phrase->front_end = end;
    }
}

/* 甲县剧院、图书馆: a bare thing takes the place or name that the member before it begins with. */
static void share_place(struct parse *parse, uint32_t first, uint32_t index) {
    struct noun_phrase *phrase = &parse->report->phrases.items[index];
    if (index == first || phrase->core.end != phrase->core.first + 1 || phrase->count.end > phrase->count.first ||
        !word_has(parse, phrase->core.first, NAME_HEADS) || parse->words[phrase->core.first].kind != WORD_KNOWN)
        return;
    const struct noun_phrase *before = phrase - 1;
    const struct word *opening = &parse->words[before->core.first];
    if (before->front_lender != NO_INDEX && before->core.end == before->core.first + 1) {
        phrase->front_lender = before->front_lender;
        phrase->front_end = before->front_end;
    } else if ((opening->kind == WORD_UNKNOWN || opening->kind == WORD_PLACE) &&
               before->core.end > before->core.first + 1 && before->count.end == before->count.first) {
        phrase->front_lender = index - 1;
        phrase->front_end = before->core.first + 1;
    }
}

void share_ends(struct parse *parse, uint32_t first, uint32_t end, uint32_t list_name, bool counted) {
    for (uint32_t i = first; i < end; i++) {
        share_front(parse, i);
        share_place(parse, first, i);
    }
    if (list_name != NO_INDEX && end > first && names_a_kind(parse, &parse->report->phrases.items[list_name]))
        share_list_name(parse, first, end, list_name, counted);
    else
        share_tail(parse, first, end);
}

struct slice phrase_text(struct report *report, uint32_t index) {
    const struct noun_phrase *phrase = &report->phrases.items[index];
    struct slice pieces[3] = {{0}};
    size_t count = 0;
    if (phrase->front_lender != NO_INDEX) {
        const struct noun_phrase *lender = &report->phrases.items[phrase->front_lender];
        pieces[count++] =
            report_text(report, words_span(report, (struct word_range){lender->core.first, phrase->front_end}));
    }
    pieces[count++] = report_text(report, words_span(report, phrase->core));
    if (phrase->tail_lender != NO_INDEX) {
        const struct noun_phrase *lender = &report->phrases.items[phrase->tail_lender];
        pieces[count++] =
            report_text(report, words_span(report, (struct word_range){phrase->tail_first, lender->core.end}));
    }
    return count == 1 ? pieces[0] : arena_join(&report->arena, pieces, count);
}
