/* Reads the clauses of a sentence in order, each number with the words before it; indicator_before.c and
 * indicator_behind.c find its noun, indicator_lists.c counts lists through, indicator_topic.c finds what is spoken of.
 * Decides neither measure nor period. */
#include "stages/targets/indicator_item.h"

#include <string.h>

#include "stages/model/lexicon.h"

enum { LONGEST_QUOTE_BYTES = 900 };

void sentence_begin(struct sentence *sentence, struct report *report, struct slice label) {
    struct sentence begun = {.report = report, .label = label};
    begun.unread = sentence->unread; /* their room is used again */
    begun.unread.count = 0;
    begun.terms = sentence->terms;
    begun.terms.report = report;
    *sentence = begun;
}

/* How many numbers from i on stand in one list without nouns between them: 5%、7%和9%. */
static size_t list_length(const struct item *item, size_t i) {
    size_t n = 1;
    while (i + n < item->count) {
        size_t end = item_quantity(item, i + n - 1)->whole.end;
        struct slice between = item_text(item, end, item_quantity(item, i + n)->whole.start);
        if (!between.size || !item_is_joint(between))
            break;
        n++;
    }
    return n;
}

/* Behind the last bracket that opens in `text` and stays open: 运输（商品车 gives the bytes up to 商品车. */
static size_t inside_bracket(struct slice text) {
    size_t inside = 0;
    for (size_t at = 0; (at = utf8_chinese_end(text, at)) < text.size;) {
        size_t behind = text_behind_bracket(text, at);
        if (behind > at) {
            at = behind;
            continue;
        }
        uint32_t code = slice_next(text, &at);
        if (code == CODE_OPEN_BRACKET || code == '(' || code == CODE_CLOSE_BRACKET || code == ')')
            inside = at;
    }
    return inside;
}

/* A share of a thing: 45%以上的面积达到要求, 100%集中监管 name it behind the number too. */
static enum status add_shared_thing(struct item *item, struct slice *indicator) {
    const struct quantity *quantity = item_quantity(item, item->i);
    if (!slice_equal(quantity->unit, SLICE("%")) || item->i + 1 < item->count)
        return STATUS_OK;
    struct slice after = slice_trim(item_text(item, quantity->whole.end, item->clause.end));
    if (slice_starts(after, SLICE(ZH_OF)))
        after = slice_part(after, HAN_BYTES, after.size);
    bool verb = (term_of_word(item->sentence->report->lexicon, after).verbs & VERB_GOVERNING) != 0; /* 按3%安排 */
    verb = verb || slice_starts(after, SLICE(ZH_COMPLETES)) ||
           slice_starts(after, SLICE(ZH_IS)); /* 超额3%完成计划, 90%是好的 */
    if (!after.size || verb || text_joint_size(after) || item->phrase.motion == MOTION_UP ||
        item->phrase.motion == MOTION_DOWN || after.size > LONGEST_NOUN_BYTES || inside_bracket(after))
        return STATUS_OK;
    return item_join(item, *indicator, after, indicator);
}

/* The subject is left out: the one before, or what the sentence speaks of. */
static struct slice inherited_subject(struct item *item) {
    struct sentence *sentence = item->sentence;
    struct slice topic = sentence_topic(sentence);
    item->finding->inherited = true;
    if (sentence->topic_measured)
        return topic;
    if (sentence->last.size)
        return sentence->last;
    item->finding->weak = true;
    return topic.size ? topic : sentence->label;
}

/* 20个重点项目完成投资9亿元: the noun behind the number before is the subject. */
static void take_subject_before(struct item *item) {
    struct sentence *sentence = item->sentence;
    bool list =
        item->i + 1 < item->count && !coordination_has_attribute(sentence->report->lexicon, item->phrase.noun) &&
        !slice_ends(item_quantity(item, item->i)->unit, SLICE(ZH_YUAN)); /* 完成民居改造90户、村庄绿化…: their own */
    if (item->i && sentence->number_first && !item->phrase.owner.size && !list &&
        !text_joint_size(slice_trim(item->before)))
        item->phrase.owner = sentence->listed;
}

/* The number before describes a thing: it gives no indicator to those behind it. */
static void forget_last_number(struct item *item) {
    if (!item->finding[-1].modifier)
        item->sentence->indicators.count--;
    item->finding[-1].modifier = true;
    item->sentence->last = item->last_before;
}

/* 总投资34亿元的15个项目: the money describes the projects. */
static bool take_described(struct item *item) {
    struct slice noun = slice_trim(item->before);
    struct slice behind = item_text(item, item_quantity(item, item->i)->whole.end, item->clause.end);
    if (!item->i || !slice_equal(noun, SLICE(ZH_OF)) || !utf8_chinese_end(behind, 0) || item->before_from >= item->from)
        return false;
    struct lexicon_hit hit;
    struct slice whole = item_text(item, item->before_from, item_quantity(item, item->i - 1)->whole.start);
    const struct lexicon *lexicon = item->sentence->report->lexicon;
    if (lexicon_match(lexicon, LEXICON_ATTRIBUTES, TRIE_BACKWARD, whole, whole.size, &hit))
        whole = slice_part(whole, 0, whole.size - hit.size);
    forget_last_number(item);
    item->before = slice_part(whole, whole.size, whole.size);
    item->described = slice_ends(whole, SLICE(ZH_ETC)) ? whole : (struct slice){0};
    item->sentence->number_first = true;
    item->sentence->verb = (struct slice){0};
    return true;
}

/* 年收入10万元以上的村: a number with 的 behind it belongs to the noun of this number. Where one such number follows
 * the other without end, each would be read with all before it, in time by the square of their number. */
static void take_modifier(struct item *item) {
    enum { LONGEST_MODIFIED_BYTES = 600 };
    if (take_described(item))
        return;
    struct slice noun = slice_trim(item->before);
    if (!item->i || !slice_starts(noun, SLICE(ZH_OF)) || noun.size == HAN_BYTES || item_ends_with_joint(noun) ||
        item->before_from >= item->from)
        return;
    struct slice whole = item_text(item, item->before_from, item_quantity(item, item->i)->signed_start);
    if (whole.size > LONGEST_MODIFIED_BYTES)
        return;
    forget_last_number(item);
    item->before = whole;
}

/* Whether a noun ends with how much was spent on a thing or how great it is: 总投资, 年产. */
static bool ends_as_size(const struct lexicon *lexicon, struct slice noun) {
    struct lexicon_hit hit;
    if (lexicon_match(lexicon, LEXICON_CONTRASTS, TRIE_BACKWARD, noun, noun.size, &hit))
        return slice_equal(lexicon_cell(lexicon, LEXICON_CONTRASTS, hit.row, CONTRASTS_GROUP), SLICE("investing"));
    if (lexicon_match(lexicon, LEXICON_ATTRIBUTES, TRIE_BACKWARD, noun, noun.size, &hit))
        return slice_equal(lexicon_cell(lexicon, LEXICON_ATTRIBUTES, hit.row, ATTRIBUTES_JOINS), SLICE("work"));
    return lexicon_match(lexicon, LEXICON_BEFORE_NUMBER, TRIE_BACKWARD, noun, noun.size, &hit) &&
           slice_equal(lexicon_cell(lexicon, LEXICON_BEFORE_NUMBER, hit.row, BEFORE_NUMBER_CUE), SLICE("capacity"));
}

/* 总投资35亿元的墨溪电站开工: the number only describes the thing behind it. 完成投资5亿元的目标 claims it. */
static bool only_describes(const struct item *item) {
    const struct phrase *phrase = &item->phrase;
    const struct lexicon *lexicon = item->sentence->report->lexicon;
    struct slice behind = item_text(item, item_quantity(item, item->i)->whole.end, item->clause.end);
    bool of = slice_starts(behind, SLICE(ZH_OF)) && utf8_chinese_end(behind, 0) > HAN_BYTES;
    bool claimed = phrase->motion != MOTION_NONE || phrase->commitment.size ||
                   (phrase->verb.size && term_of_word(lexicon, phrase->verb).motion != MOTION_NONE);
    return of && !claimed && phrase->noun.size && ends_as_size(lexicon, phrase->noun);
}

/* A number whose phrase names no noun: it goes on with what was said before. */
static enum status read_left_out(struct item *item, struct slice *indicator) {
    const struct phrase *phrase = &item->phrase;
    size_t list = item_list_left(item);
    bool pairs = list > 1 && list == item->sentence->members.nouns.count && !phrase->verb.size;
    if (!(phrase->each && list > 1) && !pairs) {
        *indicator = inherited_subject(item);
        return add_shared_thing(item, indicator);
    }
    enum status status = item_repeat_list(item, (struct slice){0}, list);
    *indicator = status == STATUS_OK ? item_take_member(item) : *indicator;
    item->finding->inherited = true;
    return status;
}

static enum status read_indicator(struct item *item, struct slice *indicator) {
    const struct phrase *phrase = &item->phrase;
    enum status status = STATUS_OK;
    *indicator = (struct slice){0};
    enum order order = item_order(item);
    if (order != ORDER_NOUN_FIRST)
        status = item_read_number_first(item, order, indicator);
    if (indicator->size && (phrase->motion == MOTION_DOWN || phrase->verbs_only))
        item->phrase.motion = MOTION_NONE; /* 精简10类事项: the things, no fall by 10 */
    if (status != STATUS_OK || indicator->size)
        return status;
    bool open = phrase->prepositional && phrase->noun.size == HAN_BYTES; /* 去年为12% */
    if (!phrase->noun.size || open)
        return read_left_out(item, indicator);
    take_subject_before(item);
    item->sentence->number_first = false;
    status = item_read_noun_first(item, indicator);
    return status == STATUS_OK ? add_shared_thing(item, indicator) : status;
}

/* The commitment or verb as a reader would name it: both where they stand together (力争新增). */
static struct slice verb_written(struct item *item) {
    struct sentence *sentence = item->sentence;
    struct phrase *phrase = &item->phrase;
    if (phrase->commitment.size)
        sentence->commitment = phrase->commitment;
    if (phrase->commitment.size && phrase->verb.size &&
        phrase->commitment.start + phrase->commitment.size == phrase->verb.start)
        return (struct slice){phrase->commitment.start, phrase->commitment.size + phrase->verb.size};
    if (phrase->commitment.size)
        return phrase->commitment;
    if (phrase->verb.size)
        return phrase->verb;
    bool telling = phrase->motion == MOTION_LEVEL || phrase->motion == MOTION_ADDED || phrase->motion == MOTION_RANK ||
                   phrase->motion == MOTION_WORK;
    if (telling && phrase->predicate.size > HAN_BYTES && !slice_equal(phrase->predicate, SLICE(ZH_REACHES)))
        return phrase->predicate;
    if (sentence->commitment.size)
        return sentence->commitment;
    return phrase->motion == MOTION_NONE ? sentence->verb : (struct slice){0};
}

/* From `start` to the end of the clause. */
static struct span quote_of(const struct item *item, size_t start) {
    return clause_quote(item->sentence->report->text, (struct span){start, item->clause.end},
                        item_quantity(item, item->i)->whole, LONGEST_QUOTE_BYTES);
}

/* Behind the number of a heading or list member that stands before the words: 2.3本年到位资金10亿元. */
static size_t behind_item_number(const struct item *item, const struct quantity *quantity) {
    const struct report *report = item->sentence->report;
    if (quantity == report->quantities.items || quantity[-1].class != QUANTITY_ORDINAL)
        return item->from;
    struct slice number = report_text(report, quantity[-1].whole);
    bool listed = number.size && memchr(number.start, '.', number.size);
    return listed && quantity[-1].whole.end > item->from ? quantity[-1].whole.end : item->from;
}

/* The words before the number that are its own: behind what the item before took, and inside a bracket of its own. */
static void cut_before(struct item *item) {
    const struct quantity *quantity = item_quantity(item, item->i);
    item->before = item_text(item, behind_item_number(item, quantity), quantity->signed_start);
    if (item->i) /* 2650亿元（不含东山，下同）、增长9%: the bracket belongs to the number before */
        item->before = slice_part(item->before, text_behind_bracket(item->before, 0), item->before.size);
    size_t inside = inside_bracket(item->before);
    item->before = slice_part(item->before, inside, item->before.size);
    item->described = (struct slice){0};
    take_modifier(item);
    item->before_from = (size_t)(item->before.start - item->sentence->report->text.start);
    item->last_before = item->sentence->last;
    item->from = quantity->whole.end;
}

/* 增长6%，力争7%: a commitment alone aims higher at what was said just before. */
static enum motion carried_motion(const struct item *item) {
    const struct sentence *sentence = item->sentence;
    const struct phrase *phrase = &item->phrase;
    bool alone = !phrase->noun.size && !phrase->verb.size && phrase->commitment.size;
    bool still = phrase->motion == MOTION_NONE || phrase->motion == MOTION_LEVEL;
    bool moved = sentence->motion == MOTION_UP || sentence->motion == MOTION_DOWN;
    bool reaches = slice_find(item->before, SLICE(ZH_TO), 0) != SIZE_MAX; /* 提高2%，力争达到60% */
    bool share = slice_equal(item_quantity(item, item->i)->unit, SLICE("%"));
    return alone && still && moved && share && !reaches ? sentence->motion : MOTION_NONE;
}

/* A number of an open list has what the list has; any other is read from its phrase. */
static enum status read_phrase(struct item *item, struct slice *indicator) {
    struct sentence *sentence = item->sentence;
    struct finding *finding = item->finding;
    enum status status = STATUS_OK;
    if (sentence->members_left > 0 && item_is_joint(item->before)) {
        *indicator = item_take_member(item);
        finding->verb = sentence->commitment.size ? sentence->commitment : sentence->verb;
    } else {
        bool rank = item_quantity(item, item->i)->measure == MEASURE_RANK;
        sentence->members_left = 0;
        if (phrase_read(&sentence->terms, item_span(item, item->before), rank, &item->phrase) != STATUS_OK)
            return STATUS_NO_MEMORY;
        if (slice_equal(item_quantity(item, item->i)->unit, SLICE(ZH_POINTS)))
            phrase_leave_comparison(&sentence->terms, &item->phrase);
        enum motion carried = carried_motion(item);
        status = read_indicator(item, indicator);
        bool joined = item->i > 0 && !item->phrase.verb.size && item->phrase.motion == MOTION_NONE;
        if (!joined)
            sentence->verb = item->phrase.verb;
        finding->verb = verb_written(item);
        sentence->motion = carried ? carried : item->phrase.motion;
        sentence->each = item->phrase.each;
    }
    finding->motion = sentence->motion;
    finding->each = sentence->each;
    finding->governing = sentence->verb;
    return status;
}

/* Where the clause of the subject begins. */
static void find_subject_start(const struct item *item) {
    struct sentence *sentence = item->sentence;
    struct slice topic = item->finding->inherited ? sentence_topic(sentence) : (struct slice){0};
    if (!item->finding->inherited)
        sentence->last_start = item->clause.start;
    else if (sentence->topic_measured || !sentence->last.size)
        sentence->last_start = topic.size ? sentence->topic_start : item->clause.start;
    sentence->topic_measured = false;
    sentence->before_number = sentence->unread.count;
}

static enum status read_item(struct item *item) {
    struct sentence *sentence = item->sentence;
    struct finding *finding = item->finding;
    struct slice indicator = {0};
    cut_before(item);
    enum status status = read_phrase(item, &indicator);
    if (indicator.size > LONGEST_QUOTE_BYTES) /* a list that is no name; as many copies of it as it has members */
        indicator = (struct slice){0};
    finding->indicator = indicator;
    if (only_describes(item)) {
        finding->modifier = true;
        return STATUS_OK;
    }
    finding->weak = finding->weak || !indicator.size || indicator.size > LONGEST_NOUN_BYTES;
    find_subject_start(item);
    finding->quote = quote_of(item, finding->inherited ? sentence->last_start : item->clause.start);
    bool held = finding->inherited && item->last_before.size && /* 为预算的98%，下降1%: the subject goes on */
                coordination_names_plan(sentence->report->lexicon, indicator);
    sentence->last = held ? item->last_before : indicator;
    struct slice *said = status == STATUS_OK ? LIST_ADD(&sentence->report->scratch, &sentence->indicators) : NULL;
    if (!said)
        return status == STATUS_OK ? STATUS_NO_MEMORY : status;
    *said = indicator;
    return STATUS_OK;
}

/* Which number of which list, for all findings of the clause. */
static void number_lists(const struct item *item, struct finding *findings) {
    for (size_t i = 0; i < item->count;) {
        size_t lists = list_length(item, i);
        for (size_t n = 0; n < lists; n++) {
            findings[i + n].list = n;
            findings[i + n].lists = lists;
        }
        i += lists;
    }
}

/* 38个乡镇污水处理率达到95%: the count is the size of the next number's subject and claims nothing. */
static void leave_sizes(const struct item *item, struct finding *findings) {
    const struct lexicon *lexicon = item->sentence->report->lexicon;
    for (size_t i = 0; i + 1 < item->count; i++) {
        struct slice name = findings[i].indicator;
        if (findings[i].behind && !findings[i].verb.size && findings[i + 1].inherited &&
            slice_equal(findings[i + 1].indicator, name) && item_names_measure(lexicon, name))
            findings[i].modifier = true;
    }
}

enum status indicator_read_clause(struct sentence *sentence, struct span clause, const uint32_t *quantities,
                                  size_t count, struct finding *findings) {
    if (!count)
        return sentence_keep_clause(sentence, clause);
    sentence->owner = (struct slice){0};
    struct item item = {.sentence = sentence, .clause = clause, .quantities = quantities, .count = count};
    item.from = clause.start;
    sentence->number_first = false;
    sentence->members_left = 0;
    memset(findings, 0, count * sizeof *findings);
    number_lists(&item, findings);
    for (size_t i = 0; i < count; i++) {
        item.i = i;
        item.finding = &findings[i];
        findings[i].quantity = quantities[i];
        enum status status = read_item(&item);
        if (status != STATUS_OK)
            return status;
    }
    leave_sizes(&item, findings);
    return STATUS_OK;
}
