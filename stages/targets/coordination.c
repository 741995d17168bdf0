/* Splits coordinations at 、 and 和 outside brackets and gives shared heads and tails back, by the lexicons attributes,
 * contrasts and blends. Knows no numbers. */
#include "stages/targets/coordination.h"

#include "stages/model/lexicon.h"
#include "stages/targets/phrase.h"

static struct slice rest_of(struct slice text, size_t from) {
    return slice_part(text, from, text.size);
}

static enum status join(struct report *report, struct slice one, struct slice two, struct slice three,
                        struct slice *joined) {
    struct slice pieces[] = {one, two, three};
    *joined = arena_join(&report->arena, pieces, 3);
    return joined->start ? STATUS_OK : STATUS_NO_MEMORY;
}

/* A member may have a verb of its own: 接待游客、实现旅游收入分别增长. */
static struct slice without_verb(const struct lexicon *lexicon, struct slice noun) {
    enum { SHORTEST_NOUN_CHARACTERS = 3 };
    size_t verb = text_verb_size(lexicon, noun);
    struct slice rest = rest_of(noun, verb);
    return slice_characters(rest) >= SHORTEST_NOUN_CHARACTERS ? rest : noun;
}

static enum status add_noun(struct report *report, struct noun_list *list, struct slice noun) {
    if (list->nouns.count) {
        struct slice whole = noun;
        noun = without_verb(report->lexicon, noun);
        list->verbs = list->verbs || noun.size < whole.size;
    }
    struct slice *place = LIST_ADD(&report->scratch, &list->nouns);
    if (!place)
        return STATUS_NO_MEMORY;
    *place = slice_trim(noun);
    return STATUS_OK;
}

/* A joint at byte `at`: 、 always, 和 及 与 only where `words` and outside compounds (和美, 参与). */
static size_t joint_at(const struct lexicon *lexicon, struct slice noun, size_t at, bool words) {
    struct slice rest = rest_of(noun, at);
    if (slice_starts(rest, SLICE("、")))
        return sizeof "、" - 1;
    if (!words || at == 0)
        return 0;
    struct lexicon_hit hit;
    size_t joint = text_joint_size(rest);
    if (!joint || lexicon_match(lexicon, LEXICON_COMPOUNDS, TRIE_FORWARD, rest, 0, &hit) ||
        lexicon_match(lexicon, LEXICON_COMPOUNDS, TRIE_BACKWARD, noun, at + joint, &hit))
        return 0;
    return joint;
}

/* The bytes of the attributes that end a noun: 产量占比 in 粮食产量占比. */
static size_t attribute_size(const struct lexicon *lexicon, struct slice noun) {
    size_t end = noun.size;
    struct lexicon_hit hit;
    while (end && lexicon_match(lexicon, LEXICON_ATTRIBUTES, TRIE_BACKWARD, noun, end, &hit)) {
        bool plan = slice_equal(lexicon_cell(lexicon, LEXICON_ATTRIBUTES, hit.row, ATTRIBUTES_JOINS), SLICE("plan"));
        if (plan && end < noun.size) /* 预算收入 is one word of the budget */
            break;
        end -= hit.size;
    }
    return noun.size - end;
}

/* Whether the last character of `noun`, but for what all share, stands before byte `at` too: 类 in
 * 器材类、用品类和杂志类 零售额. */
static bool ends_alike(const struct lexicon *lexicon, struct slice noun, size_t at) {
    noun = slice_part(noun, 0, noun.size - attribute_size(lexicon, noun));
    size_t end = noun.size;
    if (!end)
        return false;
    slice_previous(noun, &end);
    return slice_ends(slice_part(noun, 0, at), rest_of(noun, end));
}

/* Cuts only where members end alike: 家电和音像器材类、体育用品类和书报类 are three. */
static enum status split_alike(struct report *report, struct slice noun, struct noun_list *list) {
    size_t start = 0;
    list->nouns.count = 0;
    list->verbs = false;
    for (size_t at = 0; at < noun.size;) {
        size_t behind = text_behind_bracket(noun, at);
        size_t joint = behind > at ? 0 : joint_at(report->lexicon, noun, at, true);
        if (behind > at) {
            at = behind;
        } else if (joint && at > start && ends_alike(report->lexicon, noun, at)) {
            if (add_noun(report, list, slice_part(noun, start, at)) != STATUS_OK)
                return STATUS_NO_MEMORY;
            at += joint;
            start = at;
        } else {
            slice_next(noun, &at);
        }
    }
    return start < noun.size ? add_noun(report, list, rest_of(noun, start)) : STATUS_OK;
}

static enum status split(struct report *report, struct slice noun, bool words, struct noun_list *list) {
    size_t start = 0;
    list->nouns.count = 0;
    list->verbs = false;
    for (size_t at = 0; at < noun.size;) {
        size_t behind = text_behind_bracket(noun, at);
        size_t joint = behind > at ? 0 : joint_at(report->lexicon, noun, at, words);
        if (behind > at) {
            at = behind;
        } else if (joint) {
            if (at > start && add_noun(report, list, slice_part(noun, start, at)) != STATUS_OK)
                return STATUS_NO_MEMORY;
            at += joint;
            start = at;
        } else {
            slice_next(noun, &at);
        }
    }
    return start < noun.size ? add_noun(report, list, rest_of(noun, start)) : STATUS_OK;
}

bool coordination_has_attribute(const struct lexicon *lexicon, struct slice noun) {
    return attribute_size(lexicon, noun) > 0;
}

static bool is_attribute(const struct lexicon *lexicon, struct slice noun) {
    struct lexicon_hit hit;
    return lexicon_find(lexicon, LEXICON_ATTRIBUTES, noun, &hit);
}

/* One word for two things: 城乡居民收入 is 城镇居民收入 and 农村居民收入. */
static enum status split_blend(struct report *report, struct slice noun, size_t count, struct noun_list *list) {
    const struct lexicon *lexicon = report->lexicon;
    for (size_t at = 0; at < noun.size;) {
        struct lexicon_hit hit;
        if (!lexicon_match(lexicon, LEXICON_BLENDS, TRIE_FORWARD, noun, at, &hit)) {
            slice_next(noun, &at);
            continue;
        }
        struct slice parts = lexicon_cell(lexicon, LEXICON_BLENDS, hit.row, BLENDS_PARTS);
        for (size_t from = 0; from < parts.size;) {
            size_t space = slice_find(parts, SLICE(" "), from);
            size_t to = space == SIZE_MAX ? parts.size : space;
            struct slice whole;
            if (join(report, slice_part(noun, 0, at), slice_part(parts, from, to), rest_of(noun, at + hit.size),
                     &whole) != STATUS_OK ||
                add_noun(report, list, whole) != STATUS_OK)
                return STATUS_NO_MEMORY;
            from = to + 1;
        }
        if (list->nouns.count == count)
            return STATUS_OK;
        list->nouns.count = 0;
        return STATUS_OK;
    }
    return STATUS_OK;
}

/* What a list shares before and behind its members. */
struct shared {
    struct slice head, tail;
};

static struct slice group_of(const struct lexicon *lexicon, struct lexicon_hit hit) {
    return lexicon_cell(lexicon, LEXICON_CONTRASTS, hit.row, CONTRASTS_GROUP);
}

/* Where a word of `group` that contrasts with `word` ends in `noun`: behind 农村 for 城镇; 0 for none. */
static size_t behind_contrast(const struct lexicon *lexicon, struct slice noun, struct slice word, struct slice group) {
    for (size_t at = 0; at < noun.size;) {
        struct lexicon_hit hit;
        if (lexicon_match(lexicon, LEXICON_CONTRASTS, TRIE_FORWARD, noun, at, &hit) &&
            slice_equal(group_of(lexicon, hit), group) && !slice_equal(slice_part(noun, at, at + hit.size), word))
            return at + hit.size;
        slice_next(noun, &at);
    }
    return 0;
}

/* Where the last character of `member` stands again in `last`, before its end: behind 业 in 零售业销售额. */
static size_t behind_same_ending(struct slice member, struct slice last) {
    size_t end = member.size;
    if (!end)
        return 0;
    slice_previous(member, &end);
    struct slice ending = rest_of(member, end);
    struct slice inner = slice_part(last, 0, last.size - 1);
    size_t found = slice_find_last(inner, ending);
    return found == SIZE_MAX || found == 0 || found + ending.size >= last.size ? 0 : found + ending.size;
}

/* What the members share, `last` being the last one up to a relation that belongs to all: 产值占工业比重. */
static struct shared find_shared(const struct lexicon *lexicon, const struct noun_list *list, struct slice last) {
    struct slice first = list->nouns.items[0];
    struct slice before_last = list->nouns.items[list->nouns.count - 2];
    struct shared shared = {0};
    struct lexicon_hit hit;
    size_t attribute = attribute_size(lexicon, last);
    if (lexicon_match(lexicon, LEXICON_CONTRASTS, TRIE_BACKWARD, before_last, before_last.size, &hit)) {
        size_t behind =
            behind_contrast(lexicon, last, slice_part(before_last, before_last.size - hit.size, before_last.size),
                            group_of(lexicon, hit));
        bool heading = lexicon_match(lexicon, LEXICON_CONTRASTS, TRIE_BACKWARD, first, first.size, &hit);
        if (behind) {
            shared.tail = rest_of(last, behind);
            shared.head = heading ? slice_part(first, 0, first.size - hit.size) : shared.head;
            return shared;
        }
    }
    size_t own = attribute_size(lexicon, first);
    if (own) {
        shared.head = slice_part(first, 0, first.size - own);
        return shared;
    }
    size_t behind = behind_same_ending(before_last, last);
    if (behind)
        shared.tail = rest_of(last, behind);
    else if (attribute && attribute < last.size)
        shared.tail = rest_of(last, last.size - attribute);
    return shared;
}

/* Whether a noun ends as a whole measured thing does, so that nothing is missing behind it. */
static bool ends_whole(const struct lexicon *lexicon, struct slice noun, struct slice tail) {
    enum { SHORTEST_INDICATOR_CHARACTERS = 4 };
    struct lexicon_hit hit;
    return slice_ends(noun, tail) || attribute_size(lexicon, noun) > 0 ||
           (slice_characters(noun) >= SHORTEST_INDICATOR_CHARACTERS && /* 生产总值和财政收入, but 棉花和油料产量 */
            lexicon_find(lexicon, LEXICON_INDICATORS, noun, &hit)) ||
           lexicon_match(lexicon, LEXICON_MEASURE_WORDS, TRIE_BACKWARD, noun, noun.size, &hit);
}

/* Whether a noun behind the first has lost the shared head: one of contrasts, or an attribute alone. */
static bool lacks_head(const struct lexicon *lexicon, struct slice noun, const struct shared *shared) {
    if (!shared->head.size || slice_starts(noun, shared->head))
        return false;
    return shared->tail.size || is_attribute(lexicon, noun);
}

/* The bytes of 增速 and the like at the end of a noun: the growth of every member. */
static size_t growth_size(const struct lexicon *lexicon, struct slice noun) {
    struct lexicon_hit hit;
    bool grows = lexicon_match(lexicon, LEXICON_ATTRIBUTES, TRIE_BACKWARD, noun, noun.size, &hit) &&
                 slice_equal(lexicon_cell(lexicon, LEXICON_ATTRIBUTES, hit.row, ATTRIBUTES_JOINS), SLICE("subject"));
    return grows ? hit.size : 0;
}

/* What a member lacks at its end. */
static struct slice missing_tail(const struct lexicon *lexicon, const struct noun_list *list, size_t i,
                                 struct slice tail) {
    struct slice noun = list->nouns.items[i], whole = list->nouns.items[list->nouns.count - 1];
    struct slice growth = rest_of(whole, whole.size - growth_size(lexicon, whole));
    if (i + 1 < list->nouns.count && tail.size && !ends_whole(lexicon, noun, tail))
        return tail;
    return slice_ends(noun, growth) ? (struct slice){0} : growth; /* 工业投资和技改投资增速 */
}

static enum status give_shared(struct report *report, struct noun_list *list) {
    const struct lexicon *lexicon = report->lexicon;
    if (list->verbs)
        return STATUS_OK;
    struct slice whole = list->nouns.items[list->nouns.count - 1];
    size_t relation = slice_find(whole, SLICE(ZH_SHARE_OF), 0);
    bool related = relation != SIZE_MAX && relation > 0;
    struct shared shared = find_shared(lexicon, list, related ? slice_part(whole, 0, relation) : whole);
    if (related)
        shared.tail = rest_of(whole, shared.tail.size ? (size_t)(shared.tail.start - whole.start) : relation);
    for (size_t i = 0; i < list->nouns.count; i++) {
        struct slice *noun = &list->nouns.items[i];
        struct slice tail = missing_tail(lexicon, list, i, shared.tail);
        struct slice head = i && lacks_head(lexicon, *noun, &shared) ? shared.head : (struct slice){0};
        if ((head.size || tail.size) && join(report, head, *noun, tail, noun) != STATUS_OK)
            return STATUS_NO_MEMORY;
    }
    return STATUS_OK;
}

/* 第一、二、三产业 is one word, though 、 parts it. */
static bool holds_listed_blend(const struct lexicon *lexicon, struct slice noun) {
    for (size_t at = 0; at < noun.size; slice_next(noun, &at)) {
        struct lexicon_hit hit;
        if (lexicon_match(lexicon, LEXICON_BLENDS, TRIE_FORWARD, noun, at, &hit) &&
            slice_find(slice_part(noun, at, at + hit.size), SLICE("、"), 0) != SIZE_MAX)
            return true;
    }
    return false;
}

enum status coordination_split(struct report *report, struct slice noun, size_t count, struct noun_list *list) {
    *list = (struct noun_list){0};
    if (count > 1 && holds_listed_blend(report->lexicon, noun)) {
        enum status status = split_blend(report, noun, count, list);
        if (status != STATUS_OK || list->nouns.count == count)
            return status;
        list->nouns.count = 0;
    }
    if (count > 1) {
        enum status status = split(report, noun, false, list);
        if (status == STATUS_OK && list->nouns.count != count)
            status = split(report, noun, true, list);
        if (status == STATUS_OK && list->nouns.count != count)
            status = split_alike(report, noun, list);
        if (status == STATUS_OK && list->nouns.count == count)
            return give_shared(report, list);
        list->nouns.count = 0;
        if (status == STATUS_OK)
            status = split_blend(report, noun, count, list);
        if (status != STATUS_OK || list->nouns.count)
            return status;
    }
    return add_noun(report, list, noun);
}

/* Kinds of places that 示范镇3个、先行村20个 sets side by side. */
static bool is_settlement(struct slice noun) {
    return slice_ends_among(noun, SLICE(ZH_SETTLEMENTS)) > 0;
}

/* Behind 省级和美乡村引领镇, 先行村 stands where 引领镇 stood: the head ends as many characters before the end. */
static size_t parallel_head(struct slice before, struct slice noun) {
    enum { PARALLEL_CHARACTERS = 3, SHORTEST_HEAD_CHARACTERS = 4 };
    if (slice_characters(noun) != PARALLEL_CHARACTERS || !is_settlement(noun) || !is_settlement(before))
        return 0;
    size_t at = before.size;
    for (int i = 0; i < PARALLEL_CHARACTERS && at > 0; i++)
        slice_previous(before, &at);
    return slice_characters(slice_part(before, 0, at)) >= SHORTEST_HEAD_CHARACTERS ? at : 0;
}

/* Behind 国家级绿色工厂, 绿色工业园区 takes up 绿色: the head is what stands before it. */
static size_t repeated_head(struct slice before, struct slice noun) {
    enum { SHARED_CHARACTERS = 2 };
    size_t end = 0;
    for (int i = 0; i < SHARED_CHARACTERS && end < noun.size; i++)
        slice_next(noun, &end);
    size_t found = slice_find(before, slice_part(noun, 0, end), 0);
    bool repeated = end < noun.size && found != SIZE_MAX && found + end < before.size;
    return repeated ? found : 0;
}

/* Behind 每百户居民家庭拥有汽车, 电脑 is counted by the same households: the head ends behind the verb. */
static size_t rate_head(struct slice before, struct slice noun) {
    size_t size, at = slice_find_among(before, SLICE(ZH_OWNS), &size);
    if (!slice_starts_among(before, SLICE(ZH_EVERY_ONE)) || slice_starts(noun, SLICE(ZH_EVERY)) ||
        slice_starts(noun, SLICE(ZH_PER_HEAD)))
        return 0;
    return at != SIZE_MAX && at + size < before.size ? at + size : 0;
}

enum status coordination_restore_head(struct report *report, struct slice before, struct slice *noun) {
    size_t head = repeated_head(before, *noun);
    if (!head)
        head = parallel_head(before, *noun);
    if (!head)
        head = rate_head(before, *noun);
    struct slice shared = slice_part(before, 0, head);
    for (size_t at = 0; at < shared.size; slice_next(shared, &at))
        if (joint_at(report->lexicon, shared, at, true))
            return STATUS_OK; /* 机构及社区养老设施、养老床位: the head is one of several */
    return head ? join(report, shared, *noun, (struct slice){0}, noun) : STATUS_OK;
}

/* 总量和增速: attributes only; the row of the last. */
static bool only_attributes(const struct lexicon *lexicon, struct slice noun, struct lexicon_hit *hit) {
    for (size_t from = 0; from < noun.size;) {
        if (!lexicon_match(lexicon, LEXICON_ATTRIBUTES, TRIE_FORWARD, noun, from, hit))
            return false;
        from += hit->size;
        if (from < noun.size && !text_joint_size(rest_of(noun, from)))
            return false;
        from += text_joint_size(rest_of(noun, from));
    }
    return noun.size > 0;
}

bool coordination_names_plan(const struct lexicon *lexicon, struct slice noun) {
    struct lexicon_hit hit;
    return lexicon_match(lexicon, LEXICON_ATTRIBUTES, TRIE_BACKWARD, noun, noun.size, &hit) &&
           slice_equal(lexicon_cell(lexicon, LEXICON_ATTRIBUTES, hit.row, ATTRIBUTES_JOINS), SLICE("plan"));
}

enum status coordination_restore_owner(struct report *report, struct slice before, struct slice *noun, bool *restored) {
    const struct lexicon *lexicon = report->lexicon;
    struct lexicon_hit hit;
    *restored = false;
    if (!before.size || !only_attributes(lexicon, *noun, &hit))
        return STATUS_OK;
    struct slice joins = lexicon_cell(lexicon, LEXICON_ATTRIBUTES, hit.row, ATTRIBUTES_JOINS);
    bool whole = slice_equal(joins, SLICE("whole")) || slice_equal(joins, SLICE("plan"));
    if (slice_equal(joins, SLICE("subject"))) {
        *restored = true;
        *noun = before;
        return STATUS_OK;
    }
    size_t own = attribute_size(lexicon, before);
    struct slice owner = whole || own == before.size ? before : slice_part(before, 0, before.size - own);
    if (slice_ends(owner, *noun))
        return STATUS_OK;
    *restored = true;
    return join(report, owner, *noun, (struct slice){0}, noun);
}
