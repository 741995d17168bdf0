/* The members of a list one by one: parted at 和 and 及, freed from counts, money, titles and clauses. Judges nothing.
 */
#include "stages/model/lexicon.h"
#include "stages/projects/project_cutting.h"
#include "stages/projects/project_facts.h"
#include "stages/targets/openers.h"

/* Spaces around a piece belong to no name. */
static struct span trim_span(const struct cutting *cutting, struct span span) {
    struct slice text = cutting_text(cutting, span), trimmed = slice_trim(text);
    if (trimmed.size == 0)
        return (struct span){span.end, span.end};
    span.start += (size_t)(trimmed.start - text.start);
    span.end = span.start + trimmed.size;
    return span;
}

struct name_signs cutting_signs(const struct cutting *cutting, struct span span) {
    return project_name_signs(cutting->lexicon, cutting_text(cutting, span));
}

enum name_head cutting_head(const struct cutting *cutting, struct span span) {
    return project_name_head(cutting->lexicon, cutting_text(cutting, span));
}

bool cutting_add_item(struct cutting *cutting, struct span span) {
    span = trim_span(cutting, span);
    if (span.start == span.end)
        return true;
    struct list_item *item = LIST_ADD(&cutting->report->scratch, &cutting->list->items);
    if (!item)
        return false;
    item->span = item->piece = span;
    item->name = cutting_text(cutting, span);
    cutting->group->count++;
    return true;
}

static struct list_item *last_item(struct cutting *cutting) {
    return &cutting->list->items.items[cutting->list->items.count - 1];
}

size_t cutting_find_conjunction(const struct cutting *cutting, struct span span, size_t *behind) {
    if (!cutting->marks.joins)
        return SIZE_MAX;
    struct slice text = slice_part(cutting->text, 0, span.end);
    for (size_t at = span.start; at < text.size;) {
        size_t start = at;
        uint32_t code = slice_next(text, &at);
        if (cutting_closing_of(code)) {
            at = cutting_behind_bracket(text, at, code);
            continue;
        }
        if (code != 0x4EE5 && code != 0x548C && code != 0x53CA) /* 以 和 及 */
            continue;
        size_t size = slice_starts_among(slice_part(text, start, text.size), SLICE(ZH_NAME_JOINTS));
        if (size && start > span.start && start + size < span.end) {
            *behind = start + size;
            return start;
        }
    }
    return SIZE_MAX;
}

bool cutting_is_name_head(enum name_head head) {
    return head == HEAD_MODIFIER || head == HEAD_THING || head == HEAD_NAME || head == HEAD_ACTION;
}

/* 配套设施, 附属工程, 三期: what belongs to the name before it. */
static bool starts_attached(const struct cutting *cutting, struct span span) {
    struct lexicon_hit hit;
    if (lexicon_match(cutting->lexicon, LEXICON_PROJECT_PHASES, TRIE_FORWARD, cutting->text, span.start, &hit) &&
        slice_equal(lexicon_cell(cutting->lexicon, LEXICON_PROJECT_PHASES, hit.row, PROJECT_PHASES_KIND),
                    SLICE("phase")))
        return true;
    size_t attached = project_head_size(cutting->lexicon, TRIE_FORWARD, cutting->text, span.start, SLICE("attached"));
    return attached > 0 && attached <= span.end - span.start;
}

/* 退牧还草和水源林补植工程: two works that share their last word. 保护和修复工程 is one. */
static bool is_listed_work(const struct name_signs *one, const struct name_signs *other, bool plain_and) {
    return plain_and && other->head == HEAD_MODIFIER && other->modifier_chars >= 5 && one->characters >= 4 &&
           one->head != HEAD_THING && one->head != HEAD_NAME && one->head != HEAD_MODIFIER && one->head != HEAD_SOFT;
}

/* Neither side is a phrase or too short for a name. */
static bool may_be_names(const struct name_signs *one, const struct name_signs *other) {
    enum { FEWEST_CHARACTERS = 2, FEWEST_OF_LAST = 3 };
    return !one->phrase && !other->phrase && one->characters >= FEWEST_CHARACTERS &&
           other->characters >= FEWEST_OF_LAST;
}

/* A scheme beside a name that is sure to be one. */
static bool parts_schemes(const struct name_signs *one, const struct name_signs *other) {
    return (cutting_is_name_head(one->head) && one->proper) ||
           (cutting_is_name_head(other->head) && other->modifier_chars >= 4);
}

/* 改造和水库: what is done on one side, a thing on the other. */
static bool is_action_only(const struct name_signs *one, const struct name_signs *other) {
    return one->head == HEAD_ACTION && other->head != HEAD_ACTION;
}

/* B和C at the end of a list of names. */
static bool parts_last_members(const struct name_signs *one, const struct name_signs *other) {
    return (cutting_is_name_head(one->head) || one->proper || one->characters >= 4) &&
           cutting_is_name_head(other->head) &&
           (other->proper || other->modifier_chars >= 2 || other->head == HEAD_THING);
}

/* Two names with heads of their own on both sides of 和. */
static bool parts_whole_names(const struct name_signs *one, const struct name_signs *other) {
    return (other->proper || other->modifier_chars >= 3) &&
           (one->proper || other->proper || one->head == HEAD_THING || one->head == HEAD_MODIFIER);
}

/* Whether both sides of a conjunction are names: 骨干工程和南坪水库, but not 保护和修复, nor a thing with 配套设施. In
 * a list the last 和 parts members even where they are short (A、B和C). */
static bool parts_names(const struct cutting *cutting, struct span left, struct span right, bool plain_and,
                        bool in_list) {
    struct name_signs one = cutting_signs(cutting, left), other = cutting_signs(cutting, right);
    if (starts_attached(cutting, right) || !may_be_names(&one, &other))
        return false;
    if (one.head == HEAD_SOFT || other.head == HEAD_SOFT)
        return plain_and && parts_schemes(&one, &other);
    if (is_listed_work(&one, &other, plain_and))
        return true;
    if (is_action_only(&one, &other))
        return false;
    if (in_list)
        return parts_last_members(&one, &other);
    bool heads = cutting_is_name_head(one.head) && cutting_is_name_head(other.head);
    if (!heads || one.modifier_chars < 2)
        return false;
    if (plain_and)
        return parts_whole_names(&one, &other);
    bool proper = one.proper && other.proper;
    return one.head == HEAD_MODIFIER || proper;
}

bool cutting_add_piece(struct cutting *cutting, struct span piece, bool last) {
    size_t behind = 0, at = cutting_find_conjunction(cutting, piece, &behind);
    if (at == SIZE_MAX)
        return cutting_add_item(cutting, piece);
    struct span left = {piece.start, at}, right = {behind, piece.end};
    bool plain_and = slice_equal(slice_part(cutting->text, at, behind), SLICE(ZH_AND));
    if (plain_and)
        left = cutting_without_tail(cutting, left);
    bool in_list = last && plain_and && cutting->group->count > 0;
    /* The close of a list is read first: 和 behind 等 is the class's. */
    if ((!last && cutting_closes(cutting, piece)) || !parts_names(cutting, left, right, plain_and, in_list))
        return cutting_add_item(cutting, piece);
    struct name_signs one = cutting_signs(cutting, left), other = cutting_signs(cutting, right);
    if (!cutting_add_item(cutting, left))
        return false;
    if (is_listed_work(&one, &other, plain_and))
        last_item(cutting)->shares = (struct span){right.start + other.head_start, right.end};
    return cutting_add_item(cutting, right);
}

/* 水库（总投资35亿元）: the bracket tells of the project, it names it not. */
static void free_from_money(const struct cutting *cutting, struct list_item *item) {
    struct slice text = cutting_text(cutting, item->span);
    if (!slice_ends(text, SLICE("）")) && !slice_ends(text, SLICE(")")))
        return;
    size_t open = slice_find_last(text, SLICE("（"));
    if (open == SIZE_MAX)
        open = slice_find_last(text, SLICE("("));
    if (open == SIZE_MAX || open == 0)
        return;
    size_t money = slice_find(text, SLICE(ZH_YUAN), open);
    bool digit = false;
    for (size_t i = open; money != SIZE_MAX && i < money; i++)
        digit |= text.start[i] >= '0' && text.start[i] <= '9';
    if (digit) {
        item->span.end = item->span.start + open;
        item->name = cutting_text(cutting, item->span);
    }
}

/* Whether `text` is nothing but a time: 年内, 6月底前. */
static bool is_time(const struct lexicon *lexicon, struct slice text) {
    struct lexicon_hit hit;
    return opener_time_size(text) == text.size ||
           (lexicon_find(lexicon, LEXICON_OPENERS, text, &hit) &&
            slice_equal(lexicon_cell(lexicon, LEXICON_OPENERS, hit.row, OPENERS_KIND), SLICE("time")));
}

/* 确保甲乙高铁年内通车: the time before the verb behind is no part of the name. */
static struct span without_time(const struct cutting *cutting, struct span span) {
    enum { LONGEST_TIME_CHARACTERS = 8 };
    struct lexicon_hit hit;
    struct slice text = cutting_text(cutting, span);
    if (!opener_may_end_time(text) &&
        !lexicon_match(cutting->lexicon, LEXICON_OPENERS, TRIE_BACKWARD, text, text.size, &hit))
        return span;
    size_t at = text.size, time = text.size;
    for (int i = 0; i < LONGEST_TIME_CHARACTERS && at > 0; i++) {
        slice_previous(text, &at);
        if (at > 0 && is_time(cutting->lexicon, slice_part(text, at, text.size)))
            time = at;
    }
    return (struct span){span.start, span.start + time};
}

/* The byte where a quantity begins that ends the name (引进资金九亿元, 修建公路一百二十华里); the span's end for none.
 */
static size_t quantity_behind(const struct report *report, struct span name) {
    enum { LONGEST_NUMBER_BYTES = 60 };
    size_t from = name.end - name.start > LONGEST_NUMBER_BYTES ? name.end - LONGEST_NUMBER_BYTES : name.start;
    for (size_t i = report_first_quantity(report, from); i < report->quantities.count; i++) {
        const struct quantity *quantity = &report->quantities.items[i];
        if (quantity->mention.start >= name.end)
            break;
        bool extent = slice_ends(quantity->unit, SLICE(ZH_YUAN)) || slice_ends(quantity->unit, SLICE(ZH_LI));
        if (quantity->class == QUANTITY_MEASURED && extent && quantity->whole.end >= name.end)
            return quantity->whole.start > name.start ? quantity->whole.start : name.end;
    }
    return name.end;
}

/* Where the count or the quantity begins that ends a name; the span's end for none. */
static size_t figure_behind(const struct cutting *cutting, struct span span) {
    struct slice text = cutting_text(cutting, span);
    size_t behind = project_count_behind(text);
    return behind < text.size ? span.start + behind : quantity_behind(cutting->report, span);
}

struct span cutting_without_figures(const struct cutting *cutting, struct span span) {
    span = without_time(cutting, span);
    return (struct span){span.start, figure_behind(cutting, span)};
}

static void free_from_counts(struct cutting *cutting, struct list_item *item) {
    size_t before = project_count_before(cutting->lexicon, item->name);
    if (before > 0 && before < item->name.size) {
        item->span.start += before;
        item->counted = true;
    }
    item->name = cutting_text(cutting, item->span);
    size_t behind = figure_behind(cutting, item->span) - item->span.start;
    if (behind < item->name.size && behind > 0) {
        item->measured = true;
        item->extent = project_is_extent(item->name);
        item->span.end = item->span.start + behind;
        item->name = cutting_text(cutting, item->span);
    }
}

/* 通道重点工程甲乙铁路: of a name with a title before it, the name. */
static void free_from_title(struct cutting *cutting, struct list_item *item) {
    for (size_t next = 0, size; next < item->name.size;) {
        size_t at = next;
        uint32_t begins = lexicon_beginning(cutting->lexicon, TRIE_FORWARD, slice_next(item->name, &next));
        if (!(begins & LEXICON_BIT(LEXICON_PROJECT_OPENINGS)) ||
            !project_opening(cutting->lexicon, item->name, at, SLICE("title"), &size) || at + size >= item->name.size)
            continue;
        struct span rest = {item->span.start + at + size, item->span.end};
        struct name_signs signs = cutting_signs(cutting, rest);
        if (!signs.proper || !cutting_is_name_head(signs.head) || signs.phrase || signs.modifier_chars < 2 ||
            !signs.proper_first)
            continue;
        item->span = rest;
        item->name = cutting_text(cutting, rest);
        item->signs = signs;
        return;
    }
}

/* 多年谋划、惠及千万人的引沅工程: of a name with a clause before it the part behind the last 的, where that is a proper
 * name. */
static bool free_from_clause(struct cutting *cutting, struct list_item *item) {
    if (!item->signs.phrase)
        return false;
    size_t of = slice_find_last(item->name, SLICE(ZH_OF));
    if (of == SIZE_MAX || of + HAN_BYTES >= item->name.size)
        return false;
    struct span rest = {item->span.start + of + HAN_BYTES, item->span.end};
    struct name_signs signs = cutting_signs(cutting, rest);
    if (!signs.proper || !cutting_is_name_head(signs.head) || signs.phrase)
        return false;
    item->span = rest;
    item->name = cutting_text(cutting, rest);
    item->signs = signs;
    return true;
}

/* The members before the one whose clause was taken off belong to that clause. */
static void give_to_clause(struct cutting *cutting, size_t index) {
    for (size_t i = cutting->group->first; i < index; i++)
        cutting->list->items.items[i].signs.phrase = cutting->list->items.items[i].own.phrase = true;
}

/* 遗址发掘、保护与利用: what follows the first are bare works of the same thing, and one name with it. */
static void merge_works(struct cutting *cutting, struct list_group *group) {
    struct list_item *items = &cutting->list->items.items[group->first];
    enum { LONGEST_WORK_BYTES = 5 * HAN_BYTES };
    if (group->count < 2 || group->close != CLOSE_PLAIN || items->span.end - items->span.start <= LONGEST_WORK_BYTES)
        return;
    for (size_t i = 1; i < group->count; i++)
        if (items[i].span.end - items[i].span.start > LONGEST_WORK_BYTES)
            return;
    for (size_t i = 1; i < group->count; i++) {
        struct name_signs signs = cutting_signs(cutting, items[i].span);
        bool work = !signs.proper && (signs.head == HEAD_ACTION || (signs.head == HEAD_NONE && signs.characters == 2));
        if (!work || (i + 1 == group->count && signs.head != HEAD_ACTION))
            return;
    }
    items->span.end = items[group->count - 1].span.end;
    items->piece = items->span;
    items->name = cutting_text(cutting, items->span);
    cutting->list->items.count -= group->count - 1;
    group->count = 1;
}

void cutting_free_members(struct cutting *cutting) {
    struct list_group *group = cutting->group;
    merge_works(cutting, group);
    for (size_t i = group->first; i < group->first + group->count; i++) {
        struct list_item *item = &cutting->list->items.items[i];
        free_from_money(cutting, item);
        item->span = without_time(cutting, item->span);
        item->name = cutting_text(cutting, item->span);
        free_from_counts(cutting, item);
        item->signs = project_name_signs(cutting->lexicon, item->name);
        if (free_from_clause(cutting, item))
            give_to_clause(cutting, i);
        free_from_title(cutting, item);
        item->own = item->signs;
    }
}
