/* Reads a clause as predicates: a verb and the members of the list that it governs. */
#include "stages/clauses/clauses_parts.h"

#define FRAMES (WORD_CLASS(PREPOSITION) | WORD_CLASS(HANDLING) | WORD_CLASS(SOURCE) | WORD_CLASS(BENEFICIARY))

static struct predicate *open_predicate(const struct parse *parse) {
    return parse->predicate == NO_INDEX ? NULL : &parse->report->predicates.items[parse->predicate];
}

static struct predicate *begin_predicate(struct parse *parse, struct word_range verb) {
    struct report *report = parse->report;
    struct predicate *predicate = LIST_ADD(&report->syntax, &report->predicates);
    if (!predicate) {
        parse->failed = true;
        return NULL;
    }
    uint32_t phrases = (uint32_t)report->phrases.count;
    *predicate = (struct predicate){.clause = parse->clause, .verb = verb, .adjunct = NO_INDEX};
    predicate->list_name = NO_INDEX;
    predicate->cause = predicate->frame = predicate->tail = (struct word_range){verb.first, verb.first};
    predicate->subjects = predicate->subjects_end = predicate->objects = predicate->objects_end = phrases;
    parse->predicate = (uint32_t)report->predicates.count - 1;
    return predicate;
}

/* 遗址发掘、保护与利用: what follows the first member are bare works on the same thing, and one name with it. */
static void merge_works(const struct parse *parse, struct predicate *predicate) {
    uint32_t first = predicate->objects, end = predicate->objects_end;
    if (end < first + 2 || predicate->etc || predicate->list_name != NO_INDEX || end != parse->report->phrases.count)
        return;
    struct noun_phrase *phrases = parse->report->phrases.items;
    for (uint32_t i = first; i < end; i++) {
        bool bare = phrases[i].core.end == phrases[i].core.first + 1;
        bool work = word_has(parse, phrases[i].head, WORD_CLASS(WORK_ACTION)) ||
                    (!word_has(parse, phrases[i].head, NAME_HEADS) && parse->words[phrases[i].head].kind == WORD_KNOWN);
        if (i == first ? bare : !bare || !work || phrases[i].words.end - phrases[i].words.first > 1)
            return;
    }
    if (!word_has(parse, phrases[end - 1].head, WORD_CLASS(WORK_ACTION)))
        return;
    phrases[first].words.end = phrases[first].core.end = phrases[end - 1].words.end;
    phrases[first].head = phrases[end - 1].head;
    predicate->objects_end = first + 1;
    parse->report->phrases.count = first + 1;
}

/* A list is complete: its members get what they share. */
static void end_list(struct parse *parse) {
    struct predicate *predicate = open_predicate(parse);
    if (!predicate)
        return;
    uint32_t list_name = predicate->list_name;
    bool counted = !predicate->etc;
    merge_works(parse, predicate);
    share_ends(parse, predicate->subjects, predicate->subjects_end, list_name, counted);
    share_ends(parse, predicate->objects, predicate->objects_end, list_name, counted);
}

static void add_object(struct parse *parse, struct word_range words) {
    if (add_phrase(parse, PHRASE_OBJECT, words))
        open_predicate(parse)->objects_end = (uint32_t)parse->report->phrases.count;
}

static bool is_proper(const struct word *word) {
    return word->kind == WORD_PLACE || (word->kind == WORD_UNKNOWN && word->end - word->start > HAN_BYTES);
}

/* 和, 与, 以及; 及 and 暨 attach what follows to what stands before. */
static bool joins_equals(const struct parse *parse, uint32_t joint) {
    size_t at = parse->words[joint].start;
    uint32_t code = slice_next(parse->report->text, &at);
    return code != 0x53CA && code != 0x66A8; /* 及 暨 */
}

/* Whether both sides of 和 are members; else it joins modifiers within one name (医疗和养老服务中心). */
static bool parts_members(const struct parse *parse, uint32_t first, uint32_t joint, uint32_t end) {
    uint32_t next = joint + 1, last = joint - 1;
    if (joint == first || next >= end || (next + 1 == end && word_has(parse, next, VERBS_BEHIND)))
        return false; /* 竣工并投产 is one verb */
    bool actions = word_has(parse, last, WORD_CLASS(WORK_ACTION)) && word_has(parse, next, WORD_CLASS(WORK_ACTION));
    if (actions && !word_has(parse, next, WORD_CLASS(BUILD)))
        return false; /* 保护与开发 */
    struct word_range verbs = verbs_in_front(parse, next, end);
    if (verbs.end > verbs.first && verbs.end < end &&
        word_has(parse, verbs.end - 1, VERBS_OF_WORKS | WORD_CLASS(CLOSING)))
        return true;
    const struct word *left = &parse->words[last], *right = &parse->words[next];
    if (is_proper(&parse->words[first]) && is_proper(right))
        return true; /* 墨岑电器和砚坪新材料 */
    if (!joins_equals(parse, joint))
        return false; /* 中心及户外设施, 中心暨基地 */
    if (last > first && word_has(parse, last, WORD_CLASS(TAIL)) && word_has(parse, last - 1, NAME_HEADS))
        return true; /* 美术馆建设和… */
    if (word_has(parse, next, WORD_CLASS(ATTACHED)) || word_has(parse, next, WORD_CLASS(PHASE)))
        return false;
    if ((left->classes & NOUN_HEADS & ~WORD_CLASS(WORK_ACTION)) || left->kind == WORD_PLACE ||
        left->kind == WORD_NUMBER || parse->counted[last] || (left->kind == WORD_MARK && left->partner != NO_WORD))
        return true;
    if (left->classes & (WORD_CLASS(WORK_ACTION) | WORD_CLASS(PHASE)))
        return (left->classes & WORD_CLASS(PHASE)) && end - next > 2;
    return left->kind == WORD_UNKNOWN && (right->kind == WORD_UNKNOWN || right->kind == WORD_PLACE);
}

/* The end of the member that begins at `at`: a 、 or a 和 between members, outside brackets and quotes. */
static uint32_t member_end(const struct parse *parse, uint32_t at) {
    uint32_t first = at;
    while (at < parse->end) {
        if (word_is_mark(parse, at, 0x3001) || /* 、 */
            (at > first && word_has(parse, at, WORD_CLASS(JOINT)) && parts_members(parse, first, at, parse->end)))
            return at;
        at = words_behind(parse->report, at, parse->end);
    }
    return at;
}

/* The 等 that closes a list inside a member; the member's end for none. */
static uint32_t find_etc(const struct parse *parse, struct word_range member) {
    uint32_t found = member.end;
    for (uint32_t i = member.first; i < member.end; i = words_behind(parse->report, i, member.end))
        if (i > member.first && word_has(parse, i, WORD_CLASS(ETC)))
            found = i;
    return found;
}

static bool starts_with_one(const struct parse *parse, uint32_t word) {
    size_t at = parse->words[word].start;
    return slice_next(parse->report->text, &at) == 0x4E00; /* 一批 */
}

/* Where a count inside a member begins that has a thing behind it: 临江|3个加油站; the member's end for none. */
static uint32_t find_count(const struct parse *parse, struct word_range member) {
    for (uint32_t i = member.first + 1; i < member.end; i = words_behind(parse->report, i, member.end)) {
        uint32_t next = i;
        while (next < member.end && (parse->counted[next] || word_has(parse, next, WORD_CLASS(NUMERAL))))
            next++;
        bool some = next == i && word_has(parse, i, WORD_CLASS(VAGUE)) && starts_with_one(parse, i);
        if (some && word_has(parse, member.end - 1, NAME_HEADS))
            return i;
        next += next == i + 1 && word_has(parse, i, WORD_CLASS(NUMERAL)) && next < member.end; /* 两个, 一批 */
        if (next > i + 1 && next < member.end && !word_has(parse, next, WORD_CLASS(RELATIVE)) &&
            word_has(parse, next - 1, WORD_CLASS(MEASURE)) && word_has(parse, member.end - 1, NAME_HEADS))
            return i;
    }
    return member.end;
}

/* Takes the words behind a list's last member that belong to its verb: …建设, …前期工作. */
static void take_tail(struct parse *parse, struct word_range *member) {
    struct predicate *predicate = open_predicate(parse);
    uint32_t end = member->end;
    while (end > member->first + 1 && word_has(parse, end - 1, WORD_CLASS(TAIL)))
        end--;
    if (end < member->end && predicate->verb.end > predicate->verb.first) {
        predicate->tail = (struct word_range){end, member->end};
        member->end = end;
    }
}

/* One member without verbs of its own. */
static void take_member(struct parse *parse, struct word_range member) {
    struct predicate *predicate = open_predicate(parse);
    if (!predicate)
        predicate = begin_predicate(parse, (struct word_range){member.first, member.first});
    if (!predicate)
        return;
    uint32_t etc = find_etc(parse, member);
    struct word_range name = {etc + 1, member.end};
    bool last = member.end >= parse->end || !word_is_mark(parse, member.end, 0x3001); /* 、 */
    if (last)
        take_tail(parse, etc < member.end ? &name : &member);
    bool counts = etc >= member.end && predicate->objects_end > predicate->objects;
    if (counts) { /* 甲、乙12个加油站: a count closes a list as 等 does */
        etc = find_count(parse, member);
        name = (struct word_range){etc, member.end};
    }
    member.end = etc < member.end ? etc : member.end;
    add_object(parse, member);
    predicate = open_predicate(parse);
    if (name.first > name.end || (counts && name.first == name.end) || parse->failed)
        return;
    predicate->etc = !counts;
    if (name.first < name.end && add_phrase(parse, PHRASE_LIST_NAME, name))
        open_predicate(parse)->list_name = (uint32_t)parse->report->phrases.count - 1;
}

/* The members of the open list become the subjects of the verb that stands behind them. */
static void give_subjects(struct parse *parse, struct word_range verb) {
    struct predicate *predicate = open_predicate(parse);
    predicate->cause = predicate->verb;
    predicate->verb = verb;
    predicate->subjects = predicate->objects;
    predicate->subjects_end = predicate->objects_end;
    predicate->objects = predicate->objects_end = (uint32_t)parse->report->phrases.count;
    for (uint32_t i = predicate->subjects; i < predicate->subjects_end; i++)
        parse->report->phrases.items[i].role = PHRASE_SUBJECT;
}

/* Whether the verb in front of a list leaves room for another one behind it: 推动甲投产; 新建甲 does not. */
static bool awaits_verb(const struct parse *parse, const struct predicate *predicate) {
    word_classes strong = WORD_CLASS(BUILD) | WORD_CLASS(CONSTRUCT);
    word_classes classes = words_classes(parse->report, predicate->verb);
    return !(classes & strong) || (classes & (WORD_CLASS(ASSURANCE) | WORD_CLASS(COMMITMENT)));
}

/* Without a time at the end: 物流园|10月底, 大桥|年内. */
static uint32_t before_time(const struct parse *parse, uint32_t first, uint32_t end) {
    while (end > first + 1) {
        bool number = parse->words[end - 1].kind == WORD_NUMBER && !parse->counted[end - 1];
        struct slice text =
            report_text(parse->report, (struct span){parse->words[end - 1].start, parse->words[end - 1].end});
        bool dated = parse->words[end - 2].kind == WORD_NUMBER &&
                     (slice_starts(text, SLICE(ZH_YEAR)) || slice_starts(text, SLICE(ZH_MONTH)));
        if (!word_has(parse, end - 1, WORD_CLASS(TIME)) && !number && !dated)
            break;
        end--;
    }
    return end;
}

/* A member whose verb stands behind it. What follows the verb in the same member is its object. */
static void take_subject(struct parse *parse, struct word_range member, struct word_range verb) {
    struct predicate *predicate = open_predicate(parse);
    if (predicate && !awaits_verb(parse, predicate)) {
        end_list(parse);
        parse->predicate = NO_INDEX;
    }
    take_member(parse, (struct word_range){member.first, before_time(parse, member.first, verb.first)});
    if (parse->failed || !open_predicate(parse))
        return;
    struct word_range cause = open_predicate(parse)->verb;
    end_list(parse);
    give_subjects(parse, verb);
    parse->statement = parse->predicate;
    uint32_t at = verb.end;
    while (at < member.end && word_has(parse, at, WORD_CLASS(ASPECT)))
        at++;
    if (at < member.end)
        add_object(parse, (struct word_range){at, member.end});
    /* The verb in front goes on governing what follows: 推动甲投产、乙开工. */
    if (member.end + 1 < parse->end && !parse->counted[member.end + 1] && cause.end > cause.first && !parse->failed)
        begin_predicate(parse, cause);
    else
        parse->predicate = NO_INDEX;
}

/* The next word from `at` on that begins a verb, behind at least one word. */
static uint32_t find_verb(const struct parse *parse, uint32_t at) {
    for (uint32_t i = words_behind(parse->report, at, parse->end); i < parse->end;
         i = words_behind(parse->report, i, parse->end)) {
        struct word_range verbs = verbs_in_front(parse, i, parse->end);
        bool reaches =
            word_has(parse, i, WORD_CLASS(REACH)) && !word_has(parse, i, WORD_CLASS(BENEFICIARY)); /* 以甲为轴线 */
        if ((verbs.end > verbs.first && verbs.end < parse->end) || reaches)
            return i;
    }
    return parse->end;
}

/* 将甲由A提高到B: the word 由 between a preposition's noun and its verb; `verb` for none. */
static uint32_t find_source(const struct parse *parse, uint32_t at, uint32_t verb) {
    while (at < verb && !word_has(parse, at, WORD_CLASS(SOURCE)))
        at = words_behind(parse->report, at, verb);
    return at;
}

/* 为甲提供乙, 在甲建设乙, 把甲建成乙: the words from the preposition at `at` to the verb. Gives the word behind the
 * verb. */
static uint32_t take_frame(struct parse *parse, uint32_t at) {
    uint32_t verb = find_verb(parse, at + 1);
    if (verb >= parse->end)
        return at;
    struct word_range verbs = verbs_in_front(parse, verb, parse->end);
    if (verbs.end == verbs.first)
        verbs.end = verb + 1;
    struct predicate *predicate = begin_predicate(parse, verbs);
    if (!predicate)
        return at;
    predicate->frame = (struct word_range){at, at + 1};
    uint32_t source = word_has(parse, at, WORD_CLASS(HANDLING)) ? find_source(parse, at + 1, verb) : at;
    bool adjunct = source < verb && add_phrase(parse, PHRASE_ADJUNCT, (struct word_range){source + 1, verb});
    predicate = open_predicate(parse);
    uint32_t phrases = (uint32_t)parse->report->phrases.count;
    predicate->adjunct = adjunct ? phrases - 1 : NO_INDEX;
    predicate->subjects = predicate->subjects_end = predicate->objects = predicate->objects_end = phrases;
    if (source > at)
        add_object(parse, (struct word_range){at + 1, source});
    return verbs.end;
}

/* 投资3亿元|建设甲: a sum in front of the verb is an adjunct. Gives the word behind the verb. */
static uint32_t take_sum(struct parse *parse, uint32_t at) {
    uint32_t verb = at;
    while (verb < parse->end && verb < at + 3 && !parse->counted[verb])
        verb++;
    uint32_t sum = verb;
    while (verb < parse->end && parse->counted[verb])
        verb++;
    struct word_range verbs = verb < parse->end ? verbs_in_front(parse, verb, parse->end) : (struct word_range){at, at};
    bool money =
        sum < verb && slice_ends(report_text(parse->report, words_span(parse->report, (struct word_range){sum, verb})),
                                 SLICE(ZH_YUAN));
    if (!money || verbs.end == verbs.first || verbs.end >= parse->end || !begin_predicate(parse, verbs))
        return at;
    if (add_phrase(parse, PHRASE_ADJUNCT, (struct word_range){at, verb})) {
        struct predicate *predicate = open_predicate(parse);
        uint32_t phrases = (uint32_t)parse->report->phrases.count;
        predicate->adjunct = phrases - 1;
        predicate->subjects = predicate->subjects_end = predicate->objects = predicate->objects_end = phrases;
    }
    return verbs.end;
}

/* Behind 了, 着: they belong to the verb before. */
static uint32_t behind_aspect(const struct parse *parse, uint32_t at) {
    while (at < parse->end && word_has(parse, at, WORD_CLASS(ASPECT)))
        at++;
    return at;
}

/* The verb that opens a member: a new predicate. Gives the word behind it. */
static uint32_t take_verb(struct parse *parse, uint32_t at) {
    struct word_range verbs = verbs_in_front(parse, at, parse->end);
    if (verbs.end == verbs.first)
        return at;
    end_list(parse);
    begin_predicate(parse, verbs);
    return verbs.end;
}

/* Whether a member is one more value of the verb before: 分别增长5%、7%. */
static bool continues_values(const struct parse *parse, struct word_range member) {
    const struct predicate *predicates = parse->report->predicates.items;
    if (!predicates || parse->statement == NO_INDEX || !parse->counted[member.first])
        return false;
    const struct predicate *statement = &predicates[parse->statement];
    return statement->objects_end > statement->objects && statement->objects_end == parse->report->phrases.count &&
           parse->statement + 1 == parse->report->predicates.count;
}

static void add_value(struct parse *parse, struct word_range member) {
    parse->predicate = parse->statement;
    add_object(parse, member);
    parse->predicate = NO_INDEX;
}

void read_predicates(struct parse *parse, uint32_t at) {
    bool first = true;
    parse->statement = NO_INDEX;
    while (at < parse->end && !parse->failed) {
        if (!first && at + 1 < parse->end && word_has(parse, at, WORD_CLASS(JOINT)))
            at++; /* 、以及 */
        uint32_t behind = at;
        if (first && word_has(parse, at, FRAMES))
            behind = take_frame(parse, at);
        if (first && behind == at)
            behind = take_sum(parse, at);
        if (behind == at)
            behind = take_verb(parse, at);
        if (behind > at)
            behind = behind_aspect(parse, behind);
        first = false;
        struct word_range member = {behind, member_end(parse, behind)};
        if (member.end == member.first && behind > at) { /* 投产、 : a verb alone */
            at = member.end + 1;
            continue;
        }
        const struct predicate *open = open_predicate(parse);
        bool governed = open && open->verb.end > open->verb.first && !awaits_verb(parse, open);
        struct word_range verb = verb_behind_subject(parse, member.first, member.end, governed);
        if (member.first < member.end && verb.end > verb.first)
            take_subject(parse, member, verb);
        else if (member.first < member.end && continues_values(parse, member))
            add_value(parse, member);
        else if (member.first < member.end)
            take_member(parse, member);
        at = member.end + 1;
    }
    end_list(parse);
}
