/* The body of an OpenDocument text. Tracked deletions, comments and the contents list are none of its text. */
#include "stages/decode/odt.h"

#include "stages/decode/document_body.h"
#include "stages/model/xml.h"

enum { MOST_NESTED_LISTS = 10, MOST_SPACES = 64 };

struct open_list {
    struct list *list;
    bool labelled; /* the item's first paragraph has the number */
};

struct odt {
    struct report *report;
    struct odt_lists lists;
    struct odt_list_reader list_reader;
    struct body body;
    struct open_list open[MOST_NESTED_LISTS];
    size_t nested;         /* lists */
    int depth, skipped_at; /* as in a Word file */
    int heading_level[MOST_NESTED_PARAGRAPHS];
    enum body_place outside_note;
    uint32_t repeated; /* how often the open cell stands in its row */
    size_t deletions, boxes, notes, contents;
    bool in_body, failed;
};

/* ---- lists ---- */

static void begin_list(struct odt *odt, const struct xml_element *element) {
    struct slice name = xml_attribute(element, "style-name");
    size_t number = odt->nested++;
    if (number >= MOST_NESTED_LISTS)
        return;
    struct list *outer = number ? odt->open[number - 1].list : NULL;
    struct list *list = name.size ? odt_find_list(&odt->lists, name) : outer;
    bool goes_on = slice_equal(xml_attribute(element, "continue-numbering"), SLICE("true")) ||
                   xml_attribute(element, "continue-list").size;
    odt->open[number] = (struct open_list){list ? list : outer, true};
    for (int i = 0; number == 0 && list && !goes_on && i < LIST_LEVELS; i++)
        list->begun[i] = false;
}

static void begin_item(struct odt *odt, const struct xml_element *element) {
    if (odt->nested == 0 || odt->nested > MOST_NESTED_LISTS)
        return;
    struct open_list *open = &odt->open[odt->nested - 1];
    long start = xml_number(element, "start-value", -1);
    open->labelled = false;
    if (start >= 0 && open->list)
        list_restart(open->list, (int)odt->nested - 1, start);
}

static void add_label(struct odt *odt, int heading, struct text *label) {
    struct list *list = NULL;
    int level = 0;
    if (odt->nested > 0 && odt->nested <= MOST_NESTED_LISTS) {
        struct open_list *open = &odt->open[odt->nested - 1];
        if (!open->labelled)
            list = open->list;
        open->labelled = true;
        level = (int)odt->nested - 1;
    } else if (heading > 0 && odt->nested == 0) {
        list = odt_find_list(&odt->lists, (struct slice){0});
        level = heading - 1;
    }
    if (list && level < LIST_LEVELS)
        list_count(list, level, label);
}

/* ---- paragraphs and tables ---- */

static void begin_paragraph(struct odt *odt, const struct xml_element *element) {
    size_t number = odt->body.paragraphs;
    if (number < MOST_NESTED_PARAGRAPHS) {
        long level = xml_is(element, "h") ? xml_number(element, "outline-level", 1) : 0;
        odt->heading_level[number] = level > 0 && level <= LIST_LEVELS ? (int)level : 0;
    }
    body_begin_paragraph(&odt->body);
}

static void end_paragraph(struct odt *odt) {
    struct text label = {.arena = &odt->report->scratch};
    size_t number = odt->body.paragraphs;
    int level = number > 0 && number <= MOST_NESTED_PARAGRAPHS ? odt->heading_level[number - 1] : 0;
    add_label(odt, level, &label);
    odt->failed |= label.failed;
    body_end_paragraph(&odt->body, text_slice(&label), level, false);
}

static uint32_t span_of(const struct xml_element *element, const char *name) {
    long span = xml_number(element, name, 1);
    return span < 1 ? 1 : span > MOST_TABLE_ROWS ? MOST_TABLE_ROWS : (uint32_t)span;
}

static void begin_cell(struct odt *odt, const struct xml_element *element) {
    if (odt->body.tables == 1)
        odt->repeated = span_of(element, "number-columns-repeated");
    body_begin_cell(&odt->body, span_of(element, "number-columns-spanned"), span_of(element, "number-rows-spanned"));
}

static void add_spaces(struct odt *odt, const struct xml_element *element) {
    long count = xml_number(element, "c", 1);
    for (long i = 0; i < count && i < MOST_SPACES; i++)
        body_add_text(&odt->body, SLICE(" "));
}

/* ---- events ---- */

/* Text, a paragraph or a section that is not shown. */
static bool is_hidden(const struct odt *odt, const struct xml_element *element) {
    bool styled = xml_is(element, "span") || xml_is(element, "p") || xml_is(element, "h");
    if (styled)
        return odt_hides(&odt->lists, xml_attribute(element, "style-name"));
    return xml_is(element, "section") && slice_equal(xml_attribute(element, "display"), SLICE("none"));
}

static bool is_skipped(struct odt *odt, const struct xml_element *element) {
    bool contents = xml_is(element, "table-of-content");
    odt->contents += contents;
    return contents || xml_is(element, "tracked-changes") || xml_is(element, "annotation") ||
           xml_is(element, "note-citation") || xml_is(element, "hidden-text") ||
           xml_is(element, "covered-table-cell") || xml_is(element, "forms") || xml_is(element, "desc") ||
           xml_is(element, "title") || xml_is(element, "ruby-text") || is_hidden(odt, element);
}

static void open_table_part(struct odt *odt, const struct xml_element *element) {
    if (xml_is(element, "table"))
        body_begin_table(&odt->body);
    else if (xml_is(element, "table-row"))
        body_begin_row(&odt->body);
    else if (xml_is(element, "table-cell"))
        begin_cell(odt, element);
}

static void open_text_part(struct odt *odt, const struct xml_element *element) {
    if (xml_is(element, "p") || xml_is(element, "h"))
        begin_paragraph(odt, element);
    else if (xml_is(element, "list"))
        begin_list(odt, element);
    else if (xml_is(element, "list-item"))
        begin_item(odt, element);
    else if (xml_is(element, "s"))
        add_spaces(odt, element);
    else if (xml_is(element, "tab"))
        body_add_text(&odt->body, SLICE("\t"));
    else if (xml_is(element, "line-break"))
        body_add_text(&odt->body, SLICE("\n"));
    else if (xml_is(element, "note-body"))
        odt->outside_note = odt->body.place, odt->body.place = PLACE_NOTE, odt->notes++;
    else if (xml_is(element, "text-box"))
        odt->body.place = PLACE_BOX, odt->boxes++;
}

static void open_element(void *context, const struct xml_element *element) {
    struct odt *odt = context;
    odt->depth++;
    odt->deletions += xml_is(element, "deletion");
    if (odt->skipped_at)
        return;
    odt_open_list_style(&odt->list_reader, element);
    if (xml_is(element, "text") && slice_find(element->space, SLICE("office"), 0) != SIZE_MAX)
        odt->in_body = true;
    if (!odt->in_body)
        return;
    if (is_skipped(odt, element)) {
        odt->skipped_at = odt->depth;
        return;
    }
    open_table_part(odt, element);
    open_text_part(odt, element);
}

static void close_element(void *context, const struct xml_element *element) {
    struct odt *odt = context;
    int depth = odt->depth--;
    if (odt->skipped_at) {
        if (odt->skipped_at == depth)
            odt->skipped_at = 0;
        return;
    }
    odt_close_list_style(&odt->list_reader, element);
    if (!odt->in_body)
        return;
    if (xml_is(element, "p") || xml_is(element, "h"))
        end_paragraph(odt);
    else if (xml_is(element, "list"))
        odt->nested -= odt->nested > 0;
    else if (xml_is(element, "table-cell"))
        body_end_cell(&odt->body, odt->repeated);
    else if (xml_is(element, "table"))
        body_end_table(&odt->body);
    else if (xml_is(element, "note-body"))
        odt->body.place = odt->outside_note;
    else if (xml_is(element, "text-box"))
        odt->body.place = PLACE_BODY;
}

/* White space collapses as in HTML; a line feed of the file is none of the text's. */
static void take_text(void *context, struct slice text) {
    struct odt *odt = context;
    if (odt->skipped_at || !odt->in_body)
        return;
    for (size_t from = 0; from < text.size;) {
        size_t at = from;
        while (at < text.size && text.start[at] != '\n' && text.start[at] != '\t' && text.start[at] != '\r')
            at++;
        body_add_text(&odt->body, slice_part(text, from, at));
        from = at + 1;
    }
}

static enum status read_part(struct odt *odt, const struct zip *zip, struct slice name) {
    struct xml_reader events = {open_element, close_element, take_text, odt};
    odt->depth = 0;
    return body_read_part(odt->report, zip, zip_find(zip, name), &events);
}

enum status odt_read(struct report *report, const struct zip *zip) {
    struct odt *odt = arena_take(&report->scratch, sizeof *odt);
    if (!odt)
        return STATUS_NO_MEMORY;
    odt->report = report;
    odt->list_reader = (struct odt_list_reader){.report = report, .lists = &odt->lists};
    body_open(&odt->body, report);
    enum status status = read_part(odt, zip, SLICE("styles.xml"));
    if (status == STATUS_OK)
        status = read_part(odt, zip, SLICE("content.xml"));
    if (status != STATUS_OK || odt->failed || odt->list_reader.failed)
        return status == STATUS_OK ? STATUS_NO_MEMORY : status;
    body_note_apart(report, odt->deletions, odt->boxes, odt->notes, odt->contents);
    report->document.format = SLICE("odt");
    return body_close(&odt->body);
}
