/* What the members of a list share is given back to each: the tail of 甲、乙水库, the head of 甲县剧院、图书馆. Judges
 * nothing. */
#include <string.h>

#include "stages/projects/project_cutting.h"

enum { LONGEST_SHARED_BYTES = 90, LONGEST_BARE_CHARS = 6 };

static enum status join_names(struct cutting *cutting, struct list_item *item, struct slice head, struct slice tail) {
    struct slice pieces[] = {head, tail};
    struct slice joined = arena_join(&cutting->report->arena, pieces, 2);
    if (!joined.start)
        return STATUS_NO_MEMORY;
    item->name = joined;
    item->signs = project_name_signs(cutting->lexicon, joined);
    item->restored = true;
    return STATUS_OK;
}

/* 机场 among the filling stations to be, 荷塘路 among the police stations: a place that could have a project's name. */
static bool is_place(const struct name_signs *signs, struct slice name) {
    return signs->head == HEAD_NAME && (signs->head_start == 0 || name.size - signs->head_start <= HAN_BYTES);
}

/* Whether a member is a whole name before a tail of this kind: 甲乙扩能 is one among 工程, but none among 高速公路. */
static bool is_whole(const struct list_item *item, enum name_head tail) {
    switch (item->signs.head) {
    case HEAD_NONE:
    case HEAD_VAGUE: return false;
    case HEAD_NAME: return tail == HEAD_NAME || tail == HEAD_MODIFIER ? !is_place(&item->signs, item->name) : false;
    case HEAD_THING: return tail != HEAD_ACTION;
    case HEAD_ACTION: return tail == HEAD_MODIFIER || tail == HEAD_ACTION;
    default: return item->name.size - item->signs.head_start > HAN_BYTES; /* the 节 of a town's name */
    }
}

/* 昌东、白雪等公办幼儿园: the members that are not whole names by themselves get the tail. */
static enum status restore_tail(struct cutting *cutting, size_t first, size_t last, struct span tail) {
    struct name_signs signs = cutting_signs(cutting, tail);
    struct span works = {tail.start, tail.start + signs.head_start};
    /* 扩建工程, 修复项目: works on the members, whatever they are. */
    if (signs.head == HEAD_MODIFIER && cutting_signs(cutting, works).head == HEAD_ACTION)
        signs.head = HEAD_ACTION;
    for (size_t i = first; i < last && tail.end - tail.start <= LONGEST_SHARED_BYTES; i++) {
        struct list_item *item = &cutting->list->items.items[i];
        if (item->own.phrase || is_whole(item, signs.head) || item->name.size > LONGEST_SHARED_BYTES)
            continue;
        enum status status = join_names(cutting, item, item->name, cutting_text(cutting, tail));
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

/* 石桥、龙井综合服务站: the tail stands in the last member itself. */
static enum status share_last_tail(struct cutting *cutting, struct list_group *group) {
    size_t last = group->first + group->count - 1, bare = 0, longest = 0;
    struct list_item *item = &cutting->list->items.items[last];
    if (group->count < 2 || !cutting_is_name_head(item->signs.head) || item->signs.phrase)
        return STATUS_OK;
    for (size_t i = group->first; i < last; i++) {
        const struct list_item *member = &cutting->list->items.items[i];
        if (member->measured)
            return STATUS_OK; /* 造林20万亩、修复工程12处 share nothing */
        bare += member->signs.head == HEAD_NONE;
        if (member->signs.characters > longest)
            longest = member->signs.characters;
    }
    if (bare * 2 < last - group->first || longest > LONGEST_BARE_CHARS)
        return STATUS_OK;
    size_t previous = cutting->list->items.items[last - 1].signs.characters;
    size_t from = project_shared_tail(cutting->lexicon, item->name, previous);
    if (from == 0)
        return STATUS_OK;
    return restore_tail(cutting, group->first, last, (struct span){item->span.start + from, item->span.end});
}

/* What the first member says of place for those after it: 南坪大剧院、美术馆; 甲至乙的铁路、快速路. */
static size_t shared_head_bytes(const struct list_item *first) {
    size_t of = slice_find(first->name, SLICE(ZH_OF), 0);
    if (of != SIZE_MAX && !first->signs.phrase)
        return of + HAN_BYTES;
    size_t chars = slice_characters(slice_part(first->name, 0, first->signs.head_start));
    bool short_name = first->signs.head == HEAD_THING && first->signs.proper && chars >= 2 && chars <= 4;
    return short_name ? first->signs.head_start : 0;
}

static enum status share_first_head(struct cutting *cutting, struct list_group *group) {
    struct slice first = cutting->list->items.items[group->first].name;
    size_t bytes = shared_head_bytes(&cutting->list->items.items[group->first]);
    for (size_t i = 1; bytes > 0 && i < group->count; i++) {
        struct list_item *item = &cutting->list->items.items[group->first + i];
        bool whole = slice_ends(slice_part(first, 0, bytes), SLICE(ZH_OF)) || item->signs.head_start == 0;
        if (item->signs.proper || !cutting_is_name_head(item->signs.head) || !whole)
            continue;
        enum status status = join_names(cutting, item, slice_part(first, 0, bytes), item->name);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

/* 甲改造和乙保护工程: the first of two works takes the last word of the second. */
static enum status share_joined(struct cutting *cutting, struct list_group *group) {
    for (size_t i = group->first; i < group->first + group->count; i++) {
        struct list_item *item = &cutting->list->items.items[i];
        if (item->shares.end <= item->shares.start)
            continue;
        enum status status = join_names(cutting, item, item->name, cutting_text(cutting, item->shares));
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

static enum status share_names(struct cutting *cutting, struct list_group *group, struct span class) {
    enum status status = share_joined(cutting, group);
    if (status != STATUS_OK)
        return status;
    if (class.end > class.start)
        return restore_tail(cutting, group->first, group->first + group->count, class);
    if (group->close != CLOSE_PROJECTS)
        status = share_last_tail(cutting, group);
    return status == STATUS_OK ? share_first_head(cutting, group) : status;
}

/* Whether anything could come of the group: a verb governs it, or it is long enough without one (each of its pieces
 * makes two members at most), and in running text its names end as names of projects do. */
static bool is_worth_reading(const struct cutting *cutting) {
    const struct list_group *group = cutting->group;
    bool behind = group->behind.end > group->behind.start;
    if (group->before.end == group->before.start && !behind &&
        group->count < cutting->list->least_bare - cutting->list->least_bare / 2)
        return false;
    enum verb_strength strength =
        behind && group->behind.strength > group->before.strength ? group->behind.strength : group->before.strength;
    return !cutting->list->running || cutting_has_prospects(cutting, strength);
}

/* The open group's pieces, as they were cut, become its members. */
static bool part_pieces(struct cutting *cutting) {
    struct list_group *group = cutting->group;
    struct project_list *list = cutting->list;
    size_t pieces = group->count, end = list->items.count;
    for (size_t i = 0; i < pieces; i++)
        if (!cutting_add_piece(cutting, list->items.items[group->first + i].span, false))
            return false;
    /* The members stand behind the pieces, and move into their place. */
    group->count -= pieces;
    memmove(&list->items.items[group->first], &list->items.items[end], group->count * sizeof *list->items.items);
    list->items.count = group->first + group->count;
    return true;
}

enum status cutting_close_group(struct cutting *cutting) {
    struct list_group *group = cutting->group;
    if (group->count == 0)
        return STATUS_OK;
    if (!is_worth_reading(cutting)) {
        group->close = CLOSE_OTHERS;
        return STATUS_OK;
    }
    if (!part_pieces(cutting))
        return STATUS_NO_MEMORY;
    struct list_item *last = &cutting->list->items.items[group->first + group->count - 1];
    struct span class = {0};
    cutting_read_close(cutting, group, last, &class);
    struct span piece = last->span;
    cutting->list->items.count--;
    group->count--;
    if (!cutting_add_piece(cutting, piece, true))
        return STATUS_NO_MEMORY;
    if (group->count == 0)
        return STATUS_OK;
    cutting_free_members(cutting);
    enum status status = share_names(cutting, group, class);
    return status == STATUS_OK ? cutting_name_places(cutting) : status;
}
