/* One quantity in its clause, as the files of indicator.h share it; for them alone. */
#ifndef BAOGAO_STAGES_INDICATOR_ITEM_H
#define BAOGAO_STAGES_INDICATOR_ITEM_H

#include "stages/targets/indicator.h"

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
    struct slice described; /* the names whose money the number before told: 甲、乙等总投资3亿元的5个项目 */
};

/* Where the noun stands. */
enum order {
    ORDER_NOUN_FIRST,
    ORDER_NUMBER_FIRST, /* 建设3个中心; 甲、乙等3个中心; 向3个县下放权限 */
    ORDER_MODIFIED,     /* 县级重点的3个中心: what ends with 的 is part of the noun */
    ORDER_OWNED, /* 园区3个中心, 市财政投入5亿元资金: the subject stands before, its thing behind */
};

/* A longer one is no noun. */
enum { LONGEST_NOUN_BYTES = 150 };

/* Whether a noun ends in what is measured of things: 率, 面积. */
bool item_names_measure(const struct lexicon *lexicon, struct slice noun);

/* Keeps a clause without numbers: what it speaks of may be asked for. */
enum status sentence_keep_clause(struct sentence *sentence, struct span clause);

/* What the sentence speaks of so far, where it is not a number's indicator; empty where it says nothing. Fills
 * topic_measured and topic_start too. */
struct slice sentence_topic(struct sentence *sentence);

const struct quantity *item_quantity(const struct item *item, size_t i);
struct slice item_text(const struct item *item, size_t from, size_t to);
/* Where a part of the text stands in it. */
struct span item_span(const struct item *item, struct slice part);
/* Only a joint or nothing: what stands between the numbers of a list without nouns. */
bool item_is_joint(struct slice text);
bool item_ends_with_joint(struct slice text);
/* Whether a joint links it to the item before. */
bool item_continues(const struct item *item);
/* How many numbers from this one on stand in one list without nouns between them: 5%、7%和9%. */
size_t item_list_left(const struct item *item);
enum status item_join(struct item *item, struct slice one, struct slice two, struct slice *joined);
/* The report's own region before a noun says no more than 全市. */
struct slice item_without_region(const struct report *report, struct slice noun);

/* Keeps the members of a list for its numbers. Bare sides of one thing (营业收入、利润) get the thing back. */
enum status item_open_list(struct item *item, struct slice noun, size_t count);
/* The indicators said last are the members: …，分别增长5%、7%. With an attribute it is each one's: 分别完成目标任务的….
 */
enum status item_repeat_list(struct item *item, struct slice attribute, size_t count);
/* The member of the open list for this number; the one joint noun where the list has no member for each. */
struct slice item_take_member(struct item *item);

/* The order that the words before the number suggest; it holds only where a noun follows the number. */
enum order item_order(const struct item *item);
/* The noun that stands before its number, made whole. */
enum status item_read_noun_first(struct item *item, struct slice *indicator);
/* The noun that stands behind its number; what it takes is not before the next number. Empty where none is there. */
enum status item_read_number_first(struct item *item, enum order order, struct slice *indicator);

#endif
