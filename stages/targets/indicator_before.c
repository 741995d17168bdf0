/* A noun before its number: whose it is, and what it leaves to the words before it. */
#include "stages/targets/indicator_item.h"

#include "stages/model/lexicon.h"

/* 农户将占总数的三分之一: 农户占总数比重 */
static enum status name_share(struct item *item, struct slice *noun) {
    struct slice left = slice_part(*noun, 0, slice_find(*noun, SLICE(ZH_SHARE_OF), 1)), right = *noun;
    right = slice_part(right, left.size, right.size);
    if (slice_ends(left, SLICE(ZH_WILL)))
        left = slice_part(left, 0, left.size - HAN_BYTES);
    enum status status = item_join(item, left, right, noun);
    return status == STATUS_OK ? item_join(item, *noun, SLICE(ZH_SHARE), noun) : status;
}

/* 占全国23.9% is 占全国比重 of the subject before; 对经济增长贡献率 belongs to it too. */
static enum status complete_relation(struct item *item, struct slice *noun) {
    struct report *report = item->sentence->report;
    struct slice subject = item->sentence->last.size ? item->sentence->last : item->sentence->label;
    struct lexicon_hit hit;
    bool portion = slice_starts(*noun, SLICE(ZH_SHARE_OF)),
         inner = slice_find(*noun, SLICE(ZH_SHARE_OF), 1) != SIZE_MAX;
    bool share = slice_equal(item_quantity(item, item->i)->unit, SLICE("%"));
    bool named = lexicon_match(report->lexicon, LEXICON_MEASURE_WORDS, TRIE_BACKWARD, *noun, noun->size, &hit);
    if (inner && share && !named && !portion)
        return name_share(item, noun);
    if (!portion && !slice_starts(*noun, SLICE(ZH_TOWARDS)))
        return STATUS_OK;
    if (portion && !named && item_join(item, *noun, SLICE(ZH_SHARE), noun) != STATUS_OK)
        return STATUS_NO_MEMORY;
    if (!subject.size || (!portion && !named))
        return STATUS_OK;
    item->finding->inherited = true;
    return item_join(item, subject, *noun, noun);
}

/* 为预算的101.2%: 为 leads to what the subject is held against. */
static struct slice without_copula(const struct lexicon *lexicon, struct slice noun) {
    struct slice rest = slice_starts(noun, SLICE(ZH_AS)) ? slice_part(noun, HAN_BYTES, noun.size) : noun;
    return rest.size < noun.size && coordination_names_plan(lexicon, rest) ? rest : noun;
}

/* A label that is a place: 河东片区, 临港产业园. */
static bool names_place(const struct lexicon *lexicon, struct slice label) {
    struct lexicon_hit hit;
    return lexicon_match(lexicon, LEXICON_PLACES, TRIE_BACKWARD, label, label.size, &hit) && hit.size < label.size;
}

/* Whose side a bare attribute is: the indicator before, or for one of a work the work that a clause since then named
 * (开工建设电站，总投资9亿元). */
static struct slice owner_before(const struct item *item, struct slice noun) {
    struct sentence *sentence = item->sentence;
    struct lexicon_hit hit;
    bool side = item->i == 0 && lexicon_find(sentence->report->lexicon, LEXICON_ATTRIBUTES, noun, &hit) &&
                slice_equal(lexicon_cell(sentence->report->lexicon, LEXICON_ATTRIBUTES, hit.row, ATTRIBUTES_JOINS),
                            SLICE("work"));
    struct slice topic = side ? sentence_topic(sentence) : (struct slice){0};
    if (topic.size && (!sentence->last.size || sentence->topic_start > sentence->last_start))
        return topic;
    return sentence->last.size ? sentence->last : sentence->label;
}

/* Gives a noun back what it leaves to the words before: the head of its list, or the thing it is a side of. */
static enum status restore_noun(struct item *item, struct slice *noun, bool *restored) {
    struct sentence *sentence = item->sentence;
    struct report *report = sentence->report;
    struct phrase *phrase = &item->phrase;
    bool continues = item_continues(item) && !phrase->verb.size && phrase->motion == MOTION_NONE;
    bool adds = term_of_word(report->lexicon, phrase->verb).motion == MOTION_ADDED; /* 新增产能: its own */
    bool several = item_list_left(item) > 1 && slice_find(*noun, SLICE("、"), 0) != SIZE_MAX;
    struct slice before = owner_before(item, *noun);
    enum status status = complete_relation(item, noun);
    if (status == STATUS_OK && continues && sentence->listed.size)
        status = coordination_restore_head(report, sentence->listed, noun);
    if (status == STATUS_OK && !adds && !several)
        status = coordination_restore_owner(report, phrase->owner.size ? phrase->owner : before, noun, restored);
    if (*restored)
        item->finding->inherited = !phrase->owner.size;
    if (*restored && slice_equal(*noun, before)) /* 增速 names no side but the growth */
        phrase->motion = MOTION_UP;
    return status;
}

/* Who has it: said in the phrase, or with the item before, or a label that is a place (河东片区：规划用地面积3公顷). */
static struct slice find_owner(struct item *item, struct slice noun, bool restored) {
    struct sentence *sentence = item->sentence;
    struct report *report = sentence->report;
    struct slice owner = item->phrase.owner;
    if (restored || item->finding->inherited)
        owner = (struct slice){0};
    else if (!owner.size && names_place(report->lexicon, sentence->label) &&
             coordination_has_attribute(report->lexicon, noun))
        owner = sentence->label;
    owner = item_without_region(report, owner);
    if (item_continues(item) && !owner.size && !restored && !item->finding->inherited)
        return sentence->owner;
    sentence->owner = owner;
    return owner;
}

enum status item_read_noun_first(struct item *item, struct slice *indicator) {
    struct sentence *sentence = item->sentence;
    const struct lexicon *lexicon = sentence->report->lexicon;
    struct slice said = without_copula(lexicon, phrase_without_arrangement(lexicon, item->phrase.noun));
    said = item_without_region(sentence->report, said);
    struct slice noun = said;
    size_t list = item_list_left(item);
    bool restored = false;
    enum status status = restore_noun(item, &noun, &restored);
    if (status != STATUS_OK)
        return status;
    sentence->listed = noun;
    struct slice owner = find_owner(item, noun, restored);
    if (owner.size)
        status = item_join(item, owner, noun, &noun);
    if (status == STATUS_OK && list > 1) {
        bool repeats = restored && item->phrase.each && sentence->indicators.count >= list;
        status = repeats ? item_repeat_list(item, said, list) : item_open_list(item, noun, list);
        noun = status == STATUS_OK ? item_take_member(item) : noun;
    }
    *indicator = noun;
    return status;
}
