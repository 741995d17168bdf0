/* One item of a clause: its text, and the list of members that the numbers behind 分别 are counted through. */
#include "stages/clauses.h"
#include "stages/model/lexicon.h"
#include "stages/targets/indicator_item.h"

const struct quantity *item_quantity(const struct item *item, size_t i) {
    return &item->sentence->report->quantities.items[item->quantities[i]];
}

struct slice item_text(const struct item *item, size_t from, size_t to) {
    return from < to ? slice_part(item->sentence->report->text, from, to) : (struct slice){0};
}

struct span item_span(const struct item *item, struct slice part) {
    size_t start = part.size ? (size_t)(part.start - item->sentence->report->text.start) : 0;
    return (struct span){start, start + part.size};
}

/* Only a joint or nothing: what stands between the numbers of a list without nouns. */
bool item_is_joint(struct slice text) {
    text = slice_trim(text);
    if (slice_ends(text, SLICE(ZH_ORDINAL))) /* 第1位、第4位 */
        text = slice_part(text, 0, text.size - HAN_BYTES);
    return text_joint_size(text) == text.size;
}

enum status item_join(struct item *item, struct slice one, struct slice two, struct slice *joined) {
    struct slice pieces[] = {one, two};
    *joined = arena_join(&item->sentence->report->arena, pieces, 2);
    return joined->start ? STATUS_OK : STATUS_NO_MEMORY;
}

bool item_continues(const struct item *item) {
    return item->i > 0 && text_joint_size(slice_trim(item->before)) > 0;
}

size_t item_list_left(const struct item *item) {
    return item->finding->lists - item->finding->list;
}

static void start_list(struct sentence *sentence, size_t count) {
    sentence->members = (struct noun_list){0};
    sentence->next_member = 0;
    sentence->members_left = count;
}

static enum status add_member(struct sentence *sentence, struct slice noun) {
    struct slice *member = LIST_ADD(&sentence->report->scratch, &sentence->members.nouns);
    if (!member)
        return STATUS_NO_MEMORY;
    *member = noun;
    return STATUS_OK;
}

enum status item_repeat_list(struct item *item, struct slice attribute, size_t count) {
    struct sentence *sentence = item->sentence;
    start_list(sentence, count);
    if (sentence->indicators.count < count) /* 产值和税收翻番，分别达到…: said as one */
        return coordination_split(sentence->report, sentence->last, count, &sentence->members);
    size_t first = sentence->indicators.count - count;
    for (size_t i = 0; i < count; i++) {
        bool restored;
        struct slice said = sentence->indicators.items[first + i], whole = attribute.size ? attribute : said;
        enum status status = STATUS_OK;
        if (attribute.size)
            status = coordination_restore_owner(sentence->report, said, &whole, &restored);
        if (status == STATUS_OK)
            status = add_member(sentence, whole);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

/* 发展甲、乙、丙三大产业，年产值分别达到…: a bare side is each member's of the list in the clause before. */
static enum status share_noun(struct item *item, struct slice noun, size_t count) {
    struct sentence *sentence = item->sentence;
    struct report *report = sentence->report;
    struct lexicon_hit hit;
    uint32_t clause = clause_of_word(report, report_word(report, item->clause.start));
    bool side = lexicon_find(report->lexicon, LEXICON_ATTRIBUTES, noun, &hit);
    if (!side || clause == NO_INDEX ||
        clause == report->sentences.items[report->clauses.items[clause].sentence].clauses)
        return STATUS_OK;
    const struct clause *before = &report->clauses.items[clause - 1];
    for (uint32_t p = before->predicates; p < before->predicates_end; p++) {
        const struct predicate *predicate = &report->predicates.items[p];
        if (predicate->objects_end - predicate->objects != count)
            continue;
        sentence->members.nouns.count = 0;
        for (uint32_t i = predicate->objects; i < predicate->objects_end; i++) {
            struct slice whole;
            if (item_join(item, phrase_text(report, i), noun, &whole) != STATUS_OK ||
                add_member(sentence, whole) != STATUS_OK)
                return STATUS_NO_MEMORY;
        }
    }
    return STATUS_OK;
}

enum status item_open_list(struct item *item, struct slice noun, size_t count) {
    struct sentence *sentence = item->sentence;
    start_list(sentence, count);
    enum status status = coordination_split(sentence->report, noun, count, &sentence->members);
    if (status == STATUS_OK && sentence->members.nouns.count < count && item->phrase.each)
        status = share_noun(item, noun, count);
    for (size_t i = 0; i < sentence->members.nouns.count && status == STATUS_OK; i++) {
        bool restored;
        struct slice *member = &sentence->members.nouns.items[i];
        status = coordination_restore_owner(sentence->report, sentence->last, member, &restored);
    }
    return status;
}

/* The member of the open list for this number; the one joint noun where the list has no member for each. */
struct slice item_take_member(struct item *item) {
    struct sentence *sentence = item->sentence;
    size_t count = sentence->members.nouns.count;
    item->finding->shared = count > 1;
    sentence->members_left--;
    if (!count)
        return sentence->last;
    size_t member = sentence->next_member < count ? sentence->next_member++ : count - 1;
    return sentence->members.nouns.items[member];
}

/* The report's own region before a noun says no more than 全市. */
struct slice item_without_region(const struct report *report, struct slice noun) {
    struct slice region = report->document.region;
    if (region.size && noun.size > region.size && slice_starts(noun, region))
        return slice_part(noun, region.size, noun.size);
    return noun;
}
