/* What a Word file says of its styles and lists. */
#include "stages/decode/docx.h"

#include <ctype.h>
#include <stdlib.h>

enum {
    MOST_BASES = 20,
    NO_OUTLINE = -1,
    OUTLINE_OF_BASE = -2,
    LEVEL_NOT_GIVEN = -1,
    START_NOT_GIVEN = -1,
    BODY_LEVEL = 9
};

struct styles_reader {
    struct report *report;
    struct docx_styles *found;
    struct docx_style *style;
    struct list *list;
    struct docx_list *number;
    int level; /* of the list, or of what a number overrides */
    bool failed;
};

static struct slice keep(struct styles_reader *reader, struct slice text) {
    struct slice copy = arena_copy(&reader->report->scratch, text);
    reader->failed |= !copy.start;
    return copy;
}

static bool switched_on(const struct xml_element *element) {
    struct slice value = xml_attribute(element, "val");
    return !slice_equal(value, SLICE("0")) && !slice_equal(value, SLICE("false"));
}

/* ---- styles ---- */

static bool names_contents(struct slice name) {
    static const char start[] = "toc ";
    for (size_t i = 0; i < sizeof start - 1; i++)
        if (i >= name.size || tolower((unsigned char)name.start[i]) != start[i])
            return false;
    return true;
}

static void begin_style(struct styles_reader *reader, const struct xml_element *element) {
    struct docx_style *style = LIST_ADD(&reader->report->scratch, &reader->found->styles);
    reader->style = style;
    if (!style) {
        reader->failed = true;
        return;
    }
    *style = (struct docx_style){.id = keep(reader, xml_attribute(element, "styleId")),
                                 .outline = OUTLINE_OF_BASE,
                                 .list_level = LEVEL_NOT_GIVEN};
    if (slice_equal(xml_attribute(element, "type"), SLICE("paragraph")) &&
        slice_equal(xml_attribute(element, "default"), SLICE("1")))
        reader->found->normal = style->id;
}

static void open_style(void *context, const struct xml_element *element) {
    struct styles_reader *reader = context;
    struct docx_style *style = reader->style;
    if (xml_is(element, "style")) {
        begin_style(reader, element);
        return;
    }
    if (!style)
        return;
    if (xml_is(element, "name"))
        style->contents = names_contents(xml_attribute(element, "val"));
    else if (xml_is(element, "basedOn"))
        style->based_on = keep(reader, xml_attribute(element, "val"));
    else if (xml_is(element, "outlineLvl"))
        style->outline = (int)xml_number(element, "val", NO_OUTLINE);
    else if (xml_is(element, "numId"))
        style->list = keep(reader, xml_attribute(element, "val"));
    else if (xml_is(element, "ilvl"))
        style->list_level = (int)xml_number(element, "val", 0);
    else if (xml_is(element, "vanish"))
        style->hidden = switched_on(element);
}

static void close_style(void *context, const struct xml_element *element) {
    struct styles_reader *reader = context;
    if (xml_is(element, "style"))
        reader->style = NULL;
}

static void pass_text(void *context, struct slice text) {
    (void)context, (void)text;
}

/* Styles, lists and numbers begin with their id and stand in its order. */
static int compare_ids(const void *one, const void *other) {
    return slice_compare(*(const struct slice *)one, *(const struct slice *)other);
}

static void *find_id(struct slice id, void *items, size_t count, size_t size) {
    return count ? bsearch(&id, items, count, size, compare_ids) : NULL;
}

static void sort_ids(void *items, size_t count, size_t size) {
    if (count)
        qsort(items, count, size, compare_ids);
}

struct docx_style docx_find_style(const struct docx_styles *styles, struct slice id) {
    struct docx_style found = {.outline = OUTLINE_OF_BASE, .list_level = LEVEL_NOT_GIVEN};
    if (id.size == 0)
        id = styles->normal;
    for (int step = 0; step < MOST_BASES && id.size; step++) {
        const struct docx_style *style =
            find_id(id, styles->styles.items, styles->styles.count, sizeof *styles->styles.items);
        if (!style)
            break;
        found.contents |= style->contents;
        found.hidden |= style->hidden;
        if (found.outline == OUTLINE_OF_BASE)
            found.outline = style->outline;
        if (!found.list.start)
            found.list = style->list;
        if (found.list_level == LEVEL_NOT_GIVEN)
            found.list_level = style->list_level;
        id = style->based_on;
    }
    if (found.outline < 0 || found.outline >= BODY_LEVEL)
        found.outline = NO_OUTLINE;
    if (found.list_level == LEVEL_NOT_GIVEN)
        found.list_level = 0;
    return found;
}

/* ---- lists ---- */

/* ECMA-376 17.18.59. */
static enum number_format format_of(struct slice name) {
    static const struct {
        const char *name;
        enum number_format format;
    } known[] = {{"none", NUMBER_NONE},
                 {"bullet", NUMBER_BULLET},
                 {"chineseCounting", NUMBER_CHINESE},
                 {"chineseCountingThousand", NUMBER_CHINESE},
                 {"taiwaneseCounting", NUMBER_CHINESE},
                 {"taiwaneseCountingThousand", NUMBER_CHINESE},
                 {"japaneseCounting", NUMBER_CHINESE},
                 {"ideographDigital", NUMBER_DIGITS},
                 {"taiwaneseDigital", NUMBER_DIGITS},
                 {"japaneseDigitalTenThousand", NUMBER_DIGITS},
                 {"chineseLegalSimplified", NUMBER_LEGAL},
                 {"ideographLegalTraditional", NUMBER_LEGAL},
                 {"decimalEnclosedCircle", NUMBER_CIRCLE},
                 {"decimalEnclosedCircleChinese", NUMBER_CIRCLE},
                 {"ideographEnclosedCircle", NUMBER_CIRCLED_CHINESE},
                 {"ideographTraditional", NUMBER_STEM},
                 {"ideographZodiac", NUMBER_BRANCH},
                 {"decimalEnclosedParen", NUMBER_ROUND},
                 {"decimalEnclosedFullstop", NUMBER_STOPPED},
                 {"decimalZero", NUMBER_TWO},
                 {"numberInDash", NUMBER_DASHED},
                 {"decimalFullWidth", NUMBER_WIDE},
                 {"decimalFullWidth2", NUMBER_WIDE},
                 {"upperRoman", NUMBER_UPPER_ROMAN},
                 {"lowerRoman", NUMBER_LOWER_ROMAN},
                 {"upperLetter", NUMBER_UPPER_LETTER},
                 {"lowerLetter", NUMBER_LOWER_LETTER}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (slice_equal(name, slice_from_string(known[i].name)))
            return known[i].format;
    return NUMBER_DECIMAL;
}

static int level_of(const struct xml_element *element) {
    long level = xml_number(element, "ilvl", 0);
    return level >= 0 && level < LIST_LEVELS ? (int)level : 0;
}

static void begin_list(struct styles_reader *reader, const struct xml_element *element) {
    reader->list = LIST_ADD(&reader->report->scratch, &reader->found->lists);
    reader->failed |= !reader->list;
    if (!reader->list)
        return;
    reader->list->id = keep(reader, xml_attribute(element, "abstractNumId"));
    for (int i = 0; i < LIST_LEVELS; i++)
        reader->list->levels[i].start = 1;
}

static void begin_number(struct styles_reader *reader, const struct xml_element *element) {
    reader->list = NULL;
    reader->number = LIST_ADD(&reader->report->scratch, &reader->found->numbers);
    reader->failed |= !reader->number;
    if (!reader->number)
        return;
    reader->number->id = keep(reader, xml_attribute(element, "numId"));
    for (int i = 0; i < LIST_LEVELS; i++)
        reader->number->starts[i] = START_NOT_GIVEN;
}

static void open_level_part(struct styles_reader *reader, const struct xml_element *element) {
    struct list_level *level = &reader->list->levels[reader->level];
    if (xml_is(element, "lvl"))
        reader->level = level_of(element);
    else if (xml_is(element, "start"))
        level->start = xml_number(element, "val", 1);
    else if (xml_is(element, "numFmt"))
        level->format = format_of(xml_attribute(element, "val"));
    else if (xml_is(element, "lvlText"))
        level->text = keep(reader, xml_attribute(element, "val"));
    else if (xml_is(element, "suff"))
        level->close = slice_equal(xml_attribute(element, "val"), SLICE("nothing"));
    else if (xml_is(element, "isLgl"))
        level->decimal = switched_on(element);
}

static void open_number(void *context, const struct xml_element *element) {
    struct styles_reader *reader = context;
    if (xml_is(element, "abstractNum"))
        begin_list(reader, element);
    else if (xml_is(element, "num"))
        begin_number(reader, element);
    else if (reader->list)
        open_level_part(reader, element);
    else if (reader->number && xml_is(element, "abstractNumId"))
        reader->number->list = keep(reader, xml_attribute(element, "val"));
    else if (reader->number && xml_is(element, "lvlOverride"))
        reader->level = level_of(element);
    else if (reader->number && xml_is(element, "startOverride"))
        reader->number->starts[reader->level] = xml_number(element, "val", 1);
}

static void close_number(void *context, const struct xml_element *element) {
    struct styles_reader *reader = context;
    if (xml_is(element, "abstractNum"))
        reader->list = NULL;
    if (xml_is(element, "num"))
        reader->number = NULL;
}

void docx_count(struct docx_styles *styles, struct slice number, int level, struct text *label) {
    struct docx_list *own =
        find_id(number, styles->numbers.items, styles->numbers.count, sizeof *styles->numbers.items);
    struct list *list =
        own ? find_id(own->list, styles->lists.items, styles->lists.count, sizeof *styles->lists.items) : NULL;
    if (!list)
        return;
    level = level < 0 || level >= LIST_LEVELS ? 0 : level;
    if (own->starts[level] != START_NOT_GIVEN && !own->used[level])
        list_restart(list, level, own->starts[level]);
    own->used[level] = true;
    list_count(list, level, label);
}

enum status docx_read_styles(struct report *report, const struct zip *zip, struct docx_styles *styles) {
    struct styles_reader reader = {.report = report, .found = styles};
    const struct {
        struct slice name;
        struct xml_reader events;
    } parts[] = {{SLICE("word/styles.xml"), {open_style, close_style, pass_text, &reader}},
                 {SLICE("word/numbering.xml"), {open_number, close_number, pass_text, &reader}}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        struct zip_problem damage;
        struct xml_problem problem;
        struct slice content;
        const struct zip_member *member = zip_find(zip, parts[i].name);
        if (!member)
            continue;
        enum status status = zip_read(&report->scratch, zip, member, &content, &damage);
        if (status == STATUS_OK)
            status = xml_read(&report->scratch, content, &parts[i].events, &problem);
        if (status == STATUS_NO_MEMORY || reader.failed)
            return STATUS_NO_MEMORY;
        if (status == STATUS_INPUT)
            report_note(report, SEVERITY_WARNING, 0, "decode", "part_damaged",
                        "%s cannot be read: numbers and levels of headings may be missing", parts[i].name.start);
    }
    sort_ids(styles->styles.items, styles->styles.count, sizeof *styles->styles.items);
    sort_ids(styles->numbers.items, styles->numbers.count, sizeof *styles->numbers.items);
    sort_ids(styles->lists.items, styles->lists.count, sizeof *styles->lists.items);
    return STATUS_OK;
}
