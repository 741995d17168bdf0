/* Reads the clauses of a sentence in order; phrase.c cuts a phrase into its parts, coordination.c splits and restores
 * nouns, after_noun.c reads nouns that follow their number. Decides neither measure nor period. */
#include "stages/indicator.h"

#include <string.h>

#include "model/lexicon.h"
#include "stages/after_noun.h"

enum { LONGEST_NOUN_BYTES = 150, LONGEST_QUOTE_BYTES = 900 };

/* One quantity in its clause. */
struct item {
    struct sentence *sentence;
    struct span clause;
    const uint32_t *quantities; /* of the clause */
    size_t count, i;
    size_t from;              /* byte of the text behind what the item before took */
    size_t before_from;       /* where `before` begins in the text */
    struct slice last_before; /* the sentence's indicator before the item before */
    struct slice before;
    struct phrase phrase;
    struct finding *finding;
};

void sentence_begin(struct sentence *sentence, struct report *report, struct slice label) {
    memset(sentence, 0, sizeof *sentence);
    sentence->report = report;
    sentence->label = label;
}

static const struct quantity *quantity_of(const struct item *item, size_t i) {
    return &item->sentence->report->quantities.items[item->quantities[i]];
}

static struct slice text_between(const struct item *item, size_t from, size_t to) {
    return from < to ? slice_part(item->sentence->report->text, from, to) : (struct slice){0};
}

/* Where what belongs to quantity i ends: the next number, or the clause. */
static size_t limit_of(const struct item *item, size_t i) {
    size_t next = i + 1 < item->count ? quantity_of(item, i + 1)->whole.start : item->clause.end;
    size_t end = quantity_of(item, i)->whole.end;
    return next > end ? next : end;
}

/* Only a joint or nothing: what stands between the numbers of a list without nouns. */
static bool is_joint(struct slice text) {
    text = slice_trim(text);
    if (slice_ends(text, SLICE("第"))) /* 第1位、第4位 */
        text = slice_part(text, 0, text.size - (sizeof "第" - 1));
    return phrase_joint_size(text) == text.size;
}

/* How many numbers from i on stand in one list without nouns between them: 5%、7%和9%. */
static size_t list_length(const struct item *item, size_t i) {
    size_t n = 1;
    while (i + n < item->count) {
        size_t end = quantity_of(item, i + n - 1)->whole.end;
        struct slice between = text_between(item, end, quantity_of(item, i + n)->whole.start);
        if (!between.size || !is_joint(between))
            break;
        n++;
    }
    return n;
}

/* Behind the last bracket that opens in `text` and stays open: 运输（商品车 gives the bytes up to 商品车. */
static size_t inside_bracket(struct slice text) {
    size_t inside = 0;
    for (size_t at = 0; at < text.size;) {
        size_t behind = phrase_behind_bracket(text, at);
        if (behind > at) {
            at = behind;
            continue;
        }
        uint32_t code = slice_next(text, &at);
        if (code == 0xFF08 || code == '(' || code == 0xFF09 || code == ')')
            inside = at;
    }
    return inside;
}

static enum status join(struct report *report, struct slice one, struct slice two, struct slice *joined) {
    struct slice pieces[] = {one, two};
    *joined = arena_join(&report->arena, pieces, 2);
    return joined->start ? STATUS_OK : STATUS_NO_MEMORY;
}

/* The report's own region before a noun says no more than 全市. */
static struct slice without_region(const struct report *report, struct slice noun) {
    struct slice region = report->document.region;
    if (region.size && noun.size > region.size && slice_starts(noun, region))
        return slice_part(noun, region.size, noun.size);
    return noun;
}

/* 占全国23.9% is 占全国比重 of the subject before; 对经济增长贡献率 belongs to it too. */
static enum status complete_relation(struct item *item, struct slice *noun) {
    struct report *report = item->sentence->report;
    struct slice subject = item->sentence->last.size ? item->sentence->last : item->sentence->label;
    struct lexicon_hit hit;
    bool portion = slice_starts(*noun, SLICE("占")), inner = slice_find(*noun, SLICE("占"), 1) != SIZE_MAX;
    bool share = slice_equal(quantity_of(item, item->i)->unit, SLICE("%"));
    bool named = lexicon_match(report->lexicon, LEXICON_MEASURE_WORDS, TRIE_BACKWARD, *noun, noun->size, &hit);
    if (inner && share && !named && !portion)
        return join(report, *noun, SLICE("比重"), noun);
    if (!portion && !slice_starts(*noun, SLICE("对")))
        return STATUS_OK;
    if (portion && !named && join(report, *noun, SLICE("比重"), noun) != STATUS_OK)
        return STATUS_NO_MEMORY;
    if (!subject.size || (!portion && !named))
        return STATUS_OK;
    item->finding->inherited = true;
    return join(report, subject, *noun, noun);
}

static enum status add_member(struct sentence *sentence, struct slice noun) {
    struct slice *member = LIST_ADD(&sentence->report->arena, &sentence->members.nouns);
    if (!member)
        return STATUS_NO_MEMORY;
    *member = noun;
    return STATUS_OK;
}

/* The indicators said last, one for each number: …，分别增长5%、7%. With an attribute it is each one's:
 * 分别完成目标任务的…. */
static enum status repeat_members(struct sentence *sentence, struct slice attribute, size_t count) {
    size_t first = sentence->indicators.count - count;
    for (size_t i = 0; i < count; i++) {
        bool restored;
        struct slice whole = attribute.size ? attribute : sentence->indicators.items[first + i];
        enum status status = STATUS_OK;
        if (attribute.size)
            status =
                coordination_restore_owner(sentence->report, sentence->indicators.items[first + i], &whole, &restored);
        if (status == STATUS_OK)
            status = add_member(sentence, whole);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

/* Keeps the members of a list for its numbers. Bare sides of one thing (营业收入、利润) get the thing back. */
static enum status open_list(struct item *item, struct slice noun, size_t count) {
    struct sentence *sentence = item->sentence;
    sentence->members = (struct noun_list){0};
    sentence->next_member = 0;
    sentence->members_left = count;
    if (!noun.size)
        return sentence->indicators.count >= count ? repeat_members(sentence, noun, count) : STATUS_OK;
    enum status status = coordination_split(sentence->report, noun, count, &sentence->members);
    for (size_t i = 0; i < sentence->members.nouns.count && status == STATUS_OK; i++) {
        bool restored;
        struct slice *member = &sentence->members.nouns.items[i];
        status = coordination_restore_owner(sentence->report, sentence->last, member, &restored);
    }
    return status;
}

/* The member of the open list for this number; the one joint noun where the list has no member for each. */
static struct slice take_member(struct item *item) {
    struct sentence *sentence = item->sentence;
    size_t count = sentence->members.nouns.count;
    item->finding->shared = count > 1;
    sentence->members_left--;
    if (!count)
        return sentence->last;
    size_t member = sentence->next_member < count ? sentence->next_member++ : count - 1;
    return sentence->members.nouns.items[member];
}

/* A label that is a place: 河东片区, 临港产业园. */
static bool names_place(const struct lexicon *lexicon, struct slice label) {
    struct lexicon_hit hit;
    return lexicon_match(lexicon, LEXICON_PLACES, TRIE_BACKWARD, label, label.size, &hit) && hit.size < label.size;
}

/* The noun stands before its number. */
static enum status read_noun_first(struct item *item, struct slice *indicator) {
    struct sentence *sentence = item->sentence;
    struct report *report = sentence->report;
    struct phrase *phrase = &item->phrase;
    struct slice noun = without_region(report, phrase->noun);
    bool continues = item->i > 0 && !phrase->verb.size && phrase_joint_size(slice_trim(item->before)) > 0;
    bool restored = false;
    enum status status = complete_relation(item, &noun);
    if (status == STATUS_OK && continues && sentence->listed.size && phrase->motion == MOTION_NONE)
        status = coordination_restore_head(report, sentence->listed, &noun);
    struct slice before = sentence->last.size ? sentence->last : sentence->label;
    size_t list = list_length(item, item->i);
    struct slice bare = noun;
    bool adds = phrase_verb_motion(report->lexicon, phrase->verb) == MOTION_ADDED; /* 新增产能: its own */
    bool several = list > 1 && slice_find(noun, SLICE("、"), 0) != SIZE_MAX;
    if (status == STATUS_OK && !adds && !several)
        status = coordination_restore_owner(report, phrase->owner.size ? phrase->owner : before, &noun, &restored);
    if (restored)
        item->finding->inherited = !phrase->owner.size;
    if (restored && slice_equal(noun, before)) /* 增速 names no side but the growth */
        phrase->motion = MOTION_UP;
    if (restored || item->finding->inherited)
        phrase->owner = (struct slice){0};
    sentence->listed = noun;
    if (names_place(report->lexicon, sentence->label) && !phrase->owner.size && !item->finding->inherited &&
        coordination_has_attribute(report->lexicon, noun))
        phrase->owner = sentence->label; /* 河东片区：规划建设用地面积3公顷 */
    struct slice owner = without_region(report, phrase->owner);
    bool same_clause = item->i > 0 && phrase_joint_size(slice_trim(item->before)) > 0;
    if (same_clause && !owner.size && !restored && !item->finding->inherited)
        owner = sentence->owner;
    else
        sentence->owner = owner;
    if (status == STATUS_OK && owner.size)
        status = join(report, owner, noun, &noun);
    if (status == STATUS_OK && list > 1) {
        bool repeats = restored && phrase->each && sentence->indicators.count >= list;
        status = open_list(item, repeats ? (struct slice){0} : noun, list);
        if (status == STATUS_OK && repeats) {
            sentence->members = (struct noun_list){0};
            status = repeat_members(sentence, bare, list);
        }
        noun = status == STATUS_OK ? take_member(item) : noun;
    }
    *indicator = noun;
    return status;
}

/* Where the noun stands. */
enum order {
    ORDER_NOUN_FIRST,
    ORDER_NUMBER_FIRST, /* 建设3个中心; 甲、乙等3个中心; 向3个县下放权限 */
    ORDER_MODIFIED,     /* 县级重点的3个中心: what ends with 的 is part of the noun */
    ORDER_OWNED, /* 园区3个中心, 市财政投入5亿元资金: the subject stands before, its thing behind */
};

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

static bool ends_with_joint(struct slice text) {
    static const char *const joints[] = {"、", "和", "及", "与"};
    for (size_t i = 0; i < sizeof joints / sizeof *joints; i++)
        if (slice_ends(text, slice_from_string(joints[i])))
            return true;
    return false;
}

/* The order that the words before the number suggest; it holds only where a noun follows the number. */
static enum order order_of(const struct item *item) {
    const struct phrase *phrase = &item->phrase;
    const struct quantity *quantity = quantity_of(item, item->i);
    struct slice before = slice_trim(item->before);
    bool moves = phrase->motion == MOTION_UP || phrase->motion == MOTION_DOWN || phrase->motion == MOTION_RANK ||
                 phrase->motion == MOTION_ABOVE || phrase->motion == MOTION_BELOW;
    bool counts = quantity->measure == MEASURE_UNKNOWN || quantity->measure == MEASURE_LEVEL;
    if (!counts || phrase->each || (moves && !is_classifier(item->sentence->report->lexicon, quantity->unit)))
        return ORDER_NOUN_FIRST;
    if (!phrase->noun.size) {
        bool free = phrase->motion == MOTION_NONE && (item->i == 0 || item->sentence->number_first);
        return phrase->verb.size || free ? ORDER_NUMBER_FIRST : ORDER_NOUN_FIRST;
    }
    if (phrase->motion != MOTION_NONE)
        return ORDER_NOUN_FIRST;
    if (slice_ends(before, SLICE("的")))
        return ORDER_MODIFIED;
    if (slice_ends(phrase->noun, SLICE("等")) || ends_with_joint(before) || phrase->prepositional)
        return ORDER_NUMBER_FIRST;
    if (phrase->last_verb.size)
        return ORDER_OWNED;
    if (item->i + 1 < item->count || !is_classifier(item->sentence->report->lexicon, quantity->unit))
        return ORDER_NOUN_FIRST;
    size_t names = count_names(phrase->noun);
    bool counted = decimal_compare(quantity->value, decimal_from_integer((int64_t)names)) == 0; /* 青石、白桥2座水库 */
    return names > 1 && (phrase->verb.size || counted) ? ORDER_NUMBER_FIRST : ORDER_OWNED;
}

/* What stands before a noun that follows its number: who has it, or the words up to 的. */
static struct slice head_before_number(struct item *item, enum order order) {
    struct sentence *sentence = item->sentence;
    struct slice owner = item->phrase.owner;
    if (order == ORDER_MODIFIED)
        return phrase_skip_openers(sentence->report->lexicon, slice_trim(item->before));
    if (order == ORDER_OWNED)
        owner = slice_part(item->phrase.noun, 0, item->phrase.noun.size - item->phrase.last_verb.size);
    else if (!owner.size && !item->phrase.verb.size)
        owner = sentence->owner;
    sentence->owner = order == ORDER_OWNED ? (struct slice){0} : owner;
    return without_region(sentence->report, owner);
}

/* The noun stands behind its number; what it takes is not before the next number. Empty where none is there. */
static enum status read_number_first(struct item *item, enum order order, struct slice *indicator) {
    struct sentence *sentence = item->sentence;
    size_t start = quantity_of(item, item->i)->whole.end, end = limit_of(item, item->i);
    struct after_noun after;
    const struct lexicon *lexicon = sentence->report->lexicon;
    struct slice verb = item->phrase.verb;
    if (!verb.size && item->i && sentence->number_first)
        verb = sentence->verb;
    enum government government = GOVERNED;
    if (!verb.size)
        government = item->phrase.prepositional ? PREPOSED : UNGOVERNED;
    else if (phrase_verb_causes(lexicon, verb) || item->phrase.noun.size)
        government = CAUSED; /* 选派专家45名参与…: what follows a whole phrase is a clause */
    bool last = item->i + 1 == item->count;
    enum status status = after_noun_read(sentence->report, text_between(item, start, end), government, !last, &after);
    bool share = slice_equal(quantity_of(item, item->i)->unit, SLICE("%"));
    if (share && last && after.noun.size) /* 80%以上街道建成生活圈: the share is of all that is said */
        after.noun = slice_trim(text_between(item, start, end));
    *indicator = status == STATUS_OK ? without_region(sentence->report, after.noun) : (struct slice){0};
    bool bare = slice_characters(*indicator) < 2 && order != ORDER_NUMBER_FIRST;
    if (bare || !indicator->size) {
        *indicator = (struct slice){0};
        return status;
    }
    item->from = start + after.size;
    sentence->listed = after.bare;
    sentence->number_first = true;
    struct slice head = head_before_number(item, order);
    if (phrase_verb_flows(lexicon, verb, *indicator))
        head = verb;
    return head.size ? join(sentence->report, head, *indicator, indicator) : STATUS_OK;
}

/* A share of a thing: 45%以上的面积达到要求, 100%集中监管 name it behind the number too. */
static enum status add_shared_thing(struct item *item, struct slice *indicator) {
    const struct quantity *quantity = quantity_of(item, item->i);
    if (!slice_equal(quantity->unit, SLICE("%")) || item->i + 1 < item->count)
        return STATUS_OK;
    struct slice after = slice_trim(text_between(item, quantity->whole.end, item->clause.end));
    if (slice_starts(after, SLICE("的")))
        after = slice_part(after, sizeof "的" - 1, after.size);
    if (!after.size || phrase_joint_size(after) || item->phrase.motion == MOTION_UP ||
        item->phrase.motion == MOTION_DOWN || after.size > LONGEST_NOUN_BYTES || inside_bracket(after))
        return STATUS_OK;
    return join(item->sentence->report, *indicator, after, indicator);
}

/* The subject is left out: the one before, or what the sentence speaks of. */
static struct slice inherited_subject(struct item *item) {
    struct sentence *sentence = item->sentence;
    item->finding->inherited = true;
    if (sentence->topic_measured)
        return sentence->topic;
    if (sentence->last.size)
        return sentence->last;
    item->finding->weak = true;
    return sentence->topic.size ? sentence->topic : sentence->label;
}

/* 20个重点项目完成投资9亿元: the noun behind the number before is the subject. */
static void take_subject_before(struct item *item) {
    struct sentence *sentence = item->sentence;
    if (item->i && sentence->number_first && !item->phrase.owner.size && !phrase_joint_size(slice_trim(item->before)))
        item->phrase.owner = sentence->listed;
}

/* 年收入10万元以上的村: a number with 的 behind it belongs to the noun of this number. */
static void take_modifier(struct item *item) {
    struct slice noun = slice_trim(item->before);
    if (!item->i || !slice_starts(noun, SLICE("的")) || noun.size == sizeof "的" - 1 || ends_with_joint(noun) ||
        item->before_from >= item->from)
        return;
    struct sentence *sentence = item->sentence;
    item->finding[-1].modifier = true;
    item->before = text_between(item, item->before_from, quantity_of(item, item->i)->mention.start);
    sentence->last = item->last_before;
    sentence->indicators.count--;
}

static enum status read_indicator(struct item *item, struct slice *indicator) {
    struct sentence *sentence = item->sentence;
    const struct phrase *phrase = &item->phrase;
    enum status status = STATUS_OK;
    *indicator = (struct slice){0};
    enum order order = order_of(item);
    if (order != ORDER_NOUN_FIRST) {
        status = read_number_first(item, order, indicator);
        if (status != STATUS_OK || indicator->size)
            return status;
    }
    if (phrase->noun.size) {
        take_subject_before(item);
        sentence->number_first = false;
        status = read_noun_first(item, indicator);
        return status == STATUS_OK ? add_shared_thing(item, indicator) : status;
    }
    size_t list = list_length(item, item->i);
    if (phrase->each && list > 1) {
        status = open_list(item, (struct slice){0}, list);
        *indicator = status == STATUS_OK ? take_member(item) : *indicator;
        item->finding->inherited = true;
        return status;
    }
    *indicator = inherited_subject(item);
    return add_shared_thing(item, indicator);
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
    if (telling && phrase->predicate.size > sizeof "达" - 1 && !slice_equal(phrase->predicate, SLICE("达到")))
        return phrase->predicate;
    if (sentence->commitment.size)
        return sentence->commitment;
    return phrase->motion == MOTION_NONE ? sentence->verb : (struct slice){0};
}

/* From `start` to the end of the clause; of a very long clause only what stands around the number, so that a list of
 * thousands is not quoted thousands of times. */
static struct span quote_of(const struct item *item, size_t start) {
    struct slice text = item->sentence->report->text;
    struct span number = quantity_of(item, item->i)->whole, quote = {start, item->clause.end};
    if (quote.end - quote.start <= LONGEST_QUOTE_BYTES)
        return quote;
    if (number.start > quote.start + LONGEST_QUOTE_BYTES / 2)
        quote.start = number.start - LONGEST_QUOTE_BYTES / 2;
    if (quote.end > number.end + LONGEST_QUOTE_BYTES / 2)
        quote.end = number.end + LONGEST_QUOTE_BYTES / 2;
    while (quote.start < number.start && ((unsigned char)text.start[quote.start] & 0xC0) == 0x80)
        quote.start++;
    while (quote.end > number.end && ((unsigned char)text.start[quote.end] & 0xC0) == 0x80)
        quote.end--;
    return quote;
}

static enum status read_item(struct item *item) {
    struct sentence *sentence = item->sentence;
    struct finding *finding = item->finding;
    const struct quantity *quantity = quantity_of(item, item->i);
    size_t start = quantity->mention.start;
    item->before = text_between(item, item->from, start);
    size_t inside = inside_bracket(item->before);
    item->before = slice_part(item->before, inside, item->before.size);
    take_modifier(item);
    item->before_from = (size_t)(item->before.start - sentence->report->text.start);
    item->last_before = sentence->last;
    item->from = quantity->whole.end;
    struct slice indicator;
    enum status status = STATUS_OK;
    bool in_list = sentence->members_left > 0 && is_joint(item->before);
    if (in_list) {
        indicator = take_member(item);
        finding->motion = sentence->motion;
        finding->each = sentence->each;
        finding->verb = item[0].sentence->commitment.size ? sentence->commitment : sentence->verb;
    } else {
        sentence->members_left = 0;
        phrase_read(sentence->report->lexicon, item->before, quantity->measure == MEASURE_RANK, &item->phrase);
        status = read_indicator(item, &indicator);
        finding->motion = item->phrase.motion;
        finding->each = item->phrase.each;
        bool joined = item->i > 0 && !item->phrase.verb.size && item->phrase.motion == MOTION_NONE;
        if (!joined)
            sentence->verb = item->phrase.verb;
        finding->verb = verb_written(item);
        sentence->motion = item->phrase.motion;
        sentence->each = item->phrase.each;
    }
    finding->governing = sentence->verb;
    if (indicator.size > LONGEST_QUOTE_BYTES) /* a list that is no name; as many copies of it as it has members */
        indicator = (struct slice){0};
    finding->indicator = indicator;
    finding->weak = finding->weak || !indicator.size || indicator.size > LONGEST_NOUN_BYTES;
    if (!finding->inherited)
        sentence->last_start = item->clause.start;
    else if (sentence->topic_measured || !sentence->last.size)
        sentence->last_start = sentence->topic.size ? sentence->topic_start : item->clause.start;
    sentence->topic_measured = false;
    finding->quote = quote_of(item, finding->inherited ? sentence->last_start : item->clause.start);
    sentence->last = indicator;
    struct slice *said = status == STATUS_OK ? LIST_ADD(&sentence->report->arena, &sentence->indicators) : NULL;
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

static bool is_measured(const struct lexicon *lexicon, struct slice noun) {
    struct lexicon_hit hit;
    return coordination_has_attribute(lexicon, noun) ||
           lexicon_match(lexicon, LEXICON_MEASURE_WORDS, TRIE_BACKWARD, noun, noun.size, &hit);
}

enum status indicator_read_clause(struct sentence *sentence, struct span clause, const uint32_t *quantities,
                                  size_t count, struct finding *findings) {
    if (!count) {
        struct slice topic = phrase_read_topic(sentence->report->lexicon, report_text(sentence->report, clause));
        if (topic.size && topic.size <= LONGEST_NOUN_BYTES) {
            sentence->topic = topic;
            sentence->topic_measured = is_measured(sentence->report->lexicon, topic);
            sentence->topic_start = clause.start;
        }
        return STATUS_OK;
    }
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
    return STATUS_OK;
}
