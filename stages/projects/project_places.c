/* 在甲地、乙地实施改造工程: the places stand before the verb, the object behind it names each of them. Reads the list
 * of places and makes a member of each; judges nothing. */
#include "stages/projects/project_cutting.h"

enum { LONGEST_PLACE_BYTES = 60, LONGEST_OBJECT_BYTES = 90 };

static struct span trim_mark(struct slice text, struct span span, struct slice mark) {
    struct slice piece = slice_part(text, span.start, span.end);
    size_t at = slice_find_last(piece, mark);
    if (at != SIZE_MAX && at > 0)
        span.end = span.start + at;
    return span;
}

static enum status name_place(struct cutting *cutting, struct list_item *item, struct span place, struct slice tail,
                              struct slice object) {
    struct slice pieces[] = {cutting_text(cutting, place), tail, object};
    item->name = arena_join(&cutting->report->arena, pieces, 3);
    if (!item->name.start)
        return STATUS_NO_MEMORY;
    item->signs = project_name_signs(cutting->lexicon, item->name);
    item->own = item->signs;
    item->restored = true;
    return STATUS_OK;
}

/* What the last place shares with those before it: 灌区 of 甲、乙、丙灌区. */
static struct slice shared_tail(const struct cutting *cutting, struct span before, struct span last) {
    struct slice name = cutting_text(cutting, last);
    size_t from = project_shared_tail(cutting->lexicon, name, slice_characters(cutting_text(cutting, before)));
    return from ? slice_part(name, from, name.size) : (struct slice){0};
}

/* One object and several places: a member for each. */
static enum status spread_places(struct cutting *cutting, struct span places) {
    struct list_item object = cutting->list->items.items[cutting->group->first];
    struct slice text = slice_part(cutting->text, 0, places.end), mark = SLICE("、");
    struct span place = places, previous = places;
    cutting->list->items.count--;
    cutting->group->count--;
    size_t begin = cutting->list->items.count;
    for (size_t at = places.start; at < places.end; at = place.end + mark.size) {
        size_t end = slice_find(text, mark, at);
        previous = place;
        place = (struct span){at, end == SIZE_MAX ? places.end : end};
        if (place.end <= place.start || place.end - place.start > LONGEST_PLACE_BYTES)
            continue;
        struct list_item *item = LIST_ADD(&cutting->report->scratch, &cutting->list->items);
        if (!item)
            return STATUS_NO_MEMORY;
        *item = object;
        item->span = place;
        cutting->group->count++;
    }
    struct slice tail = shared_tail(cutting, previous, place);
    for (size_t i = begin; i < cutting->list->items.count; i++) {
        struct list_item *item = &cutting->list->items.items[i];
        bool last = i + 1 == cutting->list->items.count;
        enum status status = name_place(cutting, item, item->span, last ? (struct slice){0} : tail, object.name);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

/* One place and bare things (小学2所): each is the place's. */
static enum status give_place(struct cutting *cutting, struct span place) {
    for (size_t i = 0; i < cutting->group->count; i++) {
        struct list_item *item = &cutting->list->items.items[cutting->group->first + i];
        bool bare = item->signs.head_start == 0 && (item->signs.head == HEAD_NAME || item->signs.head == HEAD_THING);
        if (!bare)
            continue;
        enum status status = name_place(cutting, item, place, (struct slice){0}, item->name);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

enum status cutting_name_places(struct cutting *cutting) {
    struct span places = trim_mark(cutting->text, cutting->places, SLICE(ZH_ETC));
    struct list_group *group = cutting->group;
    cutting->places = (struct span){0};
    if (places.end <= places.start || group->count == 0 ||
        !project_name_signs(cutting->lexicon, cutting_text(cutting, places)).proper)
        return STATUS_OK;
    const struct list_item *object = &cutting->list->items.items[group->first];
    if (slice_find(cutting_text(cutting, places), SLICE("、"), 0) == SIZE_MAX)
        return places.end - places.start <= LONGEST_PLACE_BYTES ? give_place(cutting, places) : STATUS_OK;
    bool spreads = group->count == 1 && object->signs.head == HEAD_MODIFIER && !object->signs.proper &&
                   !object->counted && !object->measured && object->name.size <= LONGEST_OBJECT_BYTES;
    return spreads ? spread_places(cutting, places) : STATUS_OK;
}
