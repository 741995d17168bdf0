/* List styles of OpenDocument texts as lists of levels (OpenDocument 1.3, 16.29 to 16.34). */
#include "stages/decode/odt.h"
#include "stages/model/xml.h"

enum { MOST_LISTS = 4096, MOST_HIDDEN = 64 };

static struct slice keep(struct odt_list_reader *reader, struct slice text) {
    struct slice copy = arena_copy(&reader->report->scratch, text);
    reader->failed |= !copy.start;
    return copy;
}

struct list *odt_find_list(const struct odt_lists *lists, struct slice name) {
    for (size_t i = 0; i < lists->lists.count; i++)
        if (slice_equal(lists->lists.items[i].id, name))
            return &lists->lists.items[i];
    return NULL;
}

static enum number_format format_of(struct slice form) {
    size_t at = 0;
    if (form.size == 0)
        return NUMBER_NONE;
    switch (slice_next(form, &at)) {
    case 0x4E00: return NUMBER_CHINESE;
    case 0x58F9: return NUMBER_LEGAL;
    case 0x2460: return NUMBER_CIRCLE;
    case 0x7532: return NUMBER_STEM;
    case 0x5B50: return NUMBER_BRANCH;
    case 0x3280: return NUMBER_CIRCLED_CHINESE;
    case 0xFF11: return NUMBER_WIDE;
    case 'I': return NUMBER_UPPER_ROMAN;
    case 'i': return NUMBER_LOWER_ROMAN;
    case 'A': return NUMBER_UPPER_LETTER;
    case 'a': return NUMBER_LOWER_LETTER;
    default: return NUMBER_DECIMAL;
    }
}

/* 第%1%章, as newer programs write it: a place is a number between two %. */
static void add_places(struct text *text, struct slice form) {
    for (size_t i = 0; i < form.size; i++) {
        bool place = i + 2 < form.size && form.start[i] == '%' && form.start[i + 2] == '%';
        text_add(text, slice_part(form, i, i + (place ? 2 : 1)));
        i += place ? 2 : 0;
    }
}

static void begin_level(struct odt_list_reader *reader, const struct xml_element *element) {
    struct list *list = &reader->lists->lists.items[reader->list - 1];
    long level = xml_number(element, "level", 1), shown = xml_number(element, "display-levels", 1);
    reader->level = level >= 1 && level <= LIST_LEVELS ? (int)level - 1 : 0;
    struct list_level *own = &list->levels[reader->level];
    struct slice form = xml_attribute(element, "num-list-format");
    struct text text = {.arena = &reader->report->scratch};
    own->start = xml_number(element, "start-value", 1);
    own->format =
        xml_is(element, "list-level-style-bullet") ? NUMBER_BULLET : format_of(xml_attribute(element, "num-format"));
    if (form.start) {
        add_places(&text, form);
    } else if (own->format != NUMBER_NONE) {
        text_add(&text, xml_attribute(element, "num-prefix"));
        for (long i = reader->level - shown + 1; i <= reader->level; i++) {
            char place[] = {'%', (char)('1' + i), '\0'};
            if (i < 0 || i > 8)
                continue;
            text_add_string(&text, place);
            if (i < reader->level)
                text_add(&text, SLICE("."));
        }
        text_add(&text, xml_attribute(element, "num-suffix"));
    }
    own->text = text_slice(&text);
    reader->failed |= text.failed;
}

bool odt_hides(const struct odt_lists *lists, struct slice style) {
    for (size_t i = 0; style.size && i < lists->hidden.count; i++)
        if (slice_equal(lists->hidden.items[i], style))
            return true;
    return false;
}

static void hide(struct odt_list_reader *reader) {
    if (reader->style.size == 0 || reader->lists->hidden.count >= MOST_HIDDEN)
        return;
    struct slice *room = LIST_ADD(&reader->report->scratch, &reader->lists->hidden);
    if (room)
        *room = reader->style;
    reader->failed |= !room;
}

/* A style hides by itself or as the one it is made from. */
static void open_style(struct odt_list_reader *reader, const struct xml_element *element) {
    if (xml_is(element, "style")) {
        reader->style = keep(reader, xml_attribute(element, "name"));
        if (odt_hides(reader->lists, xml_attribute(element, "parent-style-name")))
            hide(reader);
    } else if (xml_is(element, "text-properties") && slice_equal(xml_attribute(element, "display"), SLICE("none"))) {
        hide(reader);
    }
}

void odt_open_list_style(struct odt_list_reader *reader, const struct xml_element *element) {
    open_style(reader, element);
    bool outline = xml_is(element, "outline-style");
    if (outline || xml_is(element, "list-style")) {
        struct slice name = outline ? (struct slice){0} : xml_attribute(element, "name");
        struct list *list =
            reader->lists->lists.count < MOST_LISTS ? LIST_ADD(&reader->report->scratch, &reader->lists->lists) : NULL;
        if (!list)
            return;
        *list = (struct list){.id = keep(reader, name)};
        reader->list = reader->lists->lists.count;
    } else if (reader->list &&
               (xml_is(element, "list-level-style-number") || xml_is(element, "outline-level-style") ||
                xml_is(element, "list-level-style-bullet") || xml_is(element, "list-level-style-image"))) {
        begin_level(reader, element);
    } else if (reader->list && xml_is(element, "list-level-label-alignment")) {
        struct list *list = &reader->lists->lists.items[reader->list - 1];
        list->levels[reader->level].close = slice_equal(xml_attribute(element, "label-followed-by"), SLICE("nothing"));
    }
}

void odt_close_list_style(struct odt_list_reader *reader, const struct xml_element *element) {
    if (xml_is(element, "outline-style") || xml_is(element, "list-style"))
        reader->list = 0;
    if (xml_is(element, "style"))
        reader->style = (struct slice){0};
}
