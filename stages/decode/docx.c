/* The body of a Word file. Deleted, hidden and moved text is none of the document's; nor is the contents list. */
#include "stages/decode/docx.h"

#include "stages/decode/document_body.h"

enum { MOST_FIELDS = 16 };

/* What a paragraph's properties say. */
struct properties {
    struct slice style, list;
    int list_level, outline; /* -1: not given */
    bool joins_next;         /* its end is deleted: the next paragraph goes on in it */
};

struct docx {
    struct report *report;
    struct docx_styles styles;
    struct body body;
    struct properties properties[MOST_NESTED_PARAGRAPHS];
    int depth, skipped_at; /* skipped_at: the depth of the element that is passed over whole; 0: none */
    bool in_run_properties, in_run, hidden, in_text, in_instruction;
    int fields, contents_field; /* open ones; contents_field: the number of the one that makes the contents list */
    int contents_part;          /* depth of the w:sdt that holds it; 0: none */
    bool row_deleted;
    uint32_t column_span;
    size_t deletions, boxes, notes;
    bool contents_dropped, failed;
};

static struct properties *properties_of(struct docx *docx) {
    size_t open = docx->body.paragraphs;
    return open > 0 && open <= MOST_NESTED_PARAGRAPHS ? &docx->properties[open - 1] : NULL;
}

static struct slice keep(struct docx *docx, struct slice text) {
    struct slice copy = arena_copy(&docx->report->scratch, text);
    docx->failed |= !copy.start;
    return copy;
}

static bool switched_on(const struct xml_element *element) {
    struct slice value = xml_attribute(element, "val");
    return !slice_equal(value, SLICE("0")) && !slice_equal(value, SLICE("false"));
}

/* A tracked change took away a piece of text, the end of a paragraph or, outside all of them, a row of a table. */
static void note_deletion(struct docx *docx, bool tracked) {
    struct properties *properties = properties_of(docx);
    if (!tracked)
        return;
    if (docx->in_run_properties && !docx->in_run && properties)
        properties->joins_next = true;
    else if (docx->body.paragraphs == 0 && docx->body.tables == 1)
        docx->row_deleted = true;
    docx->deletions += !docx->in_run_properties && (docx->body.paragraphs || docx->row_deleted);
}

/* Elements whose text is none of the document's; the first two are what a tracked change took away. */
static bool is_skipped(struct docx *docx, const struct xml_element *element) {
    static const char *const names[] = {"del",       "moveFrom",    "Fallback",     "rPrChange",
                                        "pPrChange", "tblPrChange", "sectPrChange", "rt"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!xml_is(element, names[i]))
            continue;
        note_deletion(docx, i < 2);
        return true;
    }
    return false;
}

/* ---- paragraphs ---- */

static void open_property(struct docx *docx, const struct xml_element *element) {
    struct properties *properties = properties_of(docx);
    if (!properties || docx->in_run_properties)
        return;
    if (xml_is(element, "pStyle"))
        properties->style = keep(docx, xml_attribute(element, "val"));
    else if (xml_is(element, "numId"))
        properties->list = keep(docx, xml_attribute(element, "val"));
    else if (xml_is(element, "ilvl"))
        properties->list_level = (int)xml_number(element, "val", 0);
    else if (xml_is(element, "outlineLvl"))
        properties->outline = (int)xml_number(element, "val", -1);
}

/* The level of a heading, from 1; 0 for body text. */
static int level_of_outline(int outline) {
    enum { OUTLINE_LEVELS = 9 };
    return outline >= 0 && outline < OUTLINE_LEVELS ? outline + 1 : 0;
}

/* The automatic number of a paragraph that stands by itself. */
static void write_label(struct docx *docx, const struct properties *properties, const struct docx_style *style,
                        struct text *label) {
    struct slice list = properties->list.start ? properties->list : style->list;
    bool empty = docx->body.texts[docx->body.paragraphs - 1].size == 0 && !docx->body.cell_open;
    if (list.size && !slice_equal(list, SLICE("0")) && !empty)
        docx_count(&docx->styles, list, properties->list_level >= 0 ? properties->list_level : style->list_level,
                   label);
}

static void end_paragraph(struct docx *docx) {
    const struct properties *properties = properties_of(docx);
    struct text label = {.arena = &docx->report->scratch};
    struct docx_style style = {.outline = -1};
    int outline = -1;
    if (properties) {
        style = docx_find_style(&docx->styles, properties->style);
        outline = properties->outline >= 0 ? properties->outline : style.outline;
    }
    bool contents = docx->contents_field || docx->contents_part || style.contents;
    bool dropped = contents || style.hidden || docx->row_deleted;
    docx->contents_dropped |= contents;
    if (properties && properties->joins_next && !dropped) {
        body_join_next(&docx->body);
        return;
    }
    if (properties && !dropped)
        write_label(docx, properties, &style, &label);
    docx->failed |= label.failed;
    body_end_paragraph(&docx->body, text_slice(&label), level_of_outline(outline), dropped);
}

static void begin_paragraph(struct docx *docx) {
    body_begin_paragraph(&docx->body);
    struct properties *properties = properties_of(docx);
    if (properties)
        *properties = (struct properties){.list_level = -1, .outline = -1};
}

/* ---- fields ---- */

static void open_field_mark(struct docx *docx, const struct xml_element *element) {
    struct slice kind = xml_attribute(element, "fldCharType");
    if (slice_equal(kind, SLICE("begin"))) {
        docx->fields++;
    } else if (slice_equal(kind, SLICE("end")) && docx->fields > 0) {
        if (docx->contents_field == docx->fields)
            docx->contents_field = 0;
        docx->fields--;
    }
}

static bool names_contents(struct slice instruction) {
    struct slice trimmed = slice_trim(instruction);
    return slice_starts(trimmed, SLICE("TOC")) && (trimmed.size == 3 || trimmed.start[3] == ' ');
}

/* ---- tables ---- */

static void begin_cell_text(struct docx *docx) {
    if (docx->body.tables == 1 && !docx->body.cell_open && !docx->row_deleted)
        body_begin_cell(&docx->body, docx->column_span, 1);
}

static void open_table_part(struct docx *docx, const struct xml_element *element) {
    if (xml_is(element, "tbl")) {
        body_begin_table(&docx->body);
    } else if (xml_is(element, "tr")) {
        docx->row_deleted = docx->row_deleted && docx->body.tables > 1;
        body_begin_row(&docx->body);
    } else if (xml_is(element, "gridBefore") && docx->body.tables == 1) {
        long count = xml_number(element, "val", 0);
        for (long i = 0; i < count && i < MOST_TABLE_COLUMNS; i++) {
            body_begin_cell(&docx->body, 1, 1);
            body_end_cell(&docx->body, 1);
        }
    } else if (xml_is(element, "tc") && docx->body.tables == 1) {
        docx->column_span = 1;
        begin_cell_text(docx);
    } else if (xml_is(element, "gridSpan") && docx->body.tables == 1) {
        long span = xml_number(element, "val", 1);
        docx->body.column_span = span > 0 && span <= MOST_TABLE_COLUMNS ? (uint32_t)span : 1;
    }
}

/* ---- events ---- */

/* What a run holds beside its text; false where the element is none of it. */
static bool open_in_run(struct docx *docx, const struct xml_element *element) {
    struct slice space = {0};
    if (!docx->in_run)
        return false;
    if (xml_is(element, "vanish") && docx->in_run_properties)
        docx->hidden = switched_on(element);
    else if (xml_is(element, "rStyle") && docx->in_run_properties)
        docx->hidden = docx_find_style(&docx->styles, xml_attribute(element, "val")).hidden;
    else if (xml_is(element, "tab"))
        space = SLICE("\t");
    else if (xml_is(element, "br") || xml_is(element, "cr"))
        space = SLICE("\n");
    else
        return false;
    body_add_text(&docx->body, docx->hidden ? (struct slice){0} : space);
    return true;
}

static void open_inside(struct docx *docx, const struct xml_element *element) {
    if (open_in_run(docx, element))
        return;
    if (xml_is(element, "p"))
        begin_paragraph(docx);
    else if (xml_is(element, "rPr"))
        docx->in_run_properties = true;
    else if (xml_is(element, "r"))
        docx->in_run = true, docx->hidden = false;
    else if (xml_is(element, "t"))
        docx->in_text = true;
    else if (xml_is(element, "noBreakHyphen"))
        body_add_text(&docx->body, SLICE("-"));
    else if (xml_is(element, "fldChar"))
        open_field_mark(docx, element);
    else if (xml_is(element, "instrText"))
        docx->in_instruction = true;
    else if (xml_is(element, "docPartGallery") &&
             slice_equal(xml_attribute(element, "val"), SLICE("Table of Contents")))
        docx->contents_part = docx->depth;
    else
        open_property(docx, element);
}

/* Text boxes stand in the paragraph they hang on. */
static void open_box(struct docx *docx) {
    docx->body.place = PLACE_BOX;
    docx->boxes++;
}

static bool is_word(const struct xml_element *element) {
    return slice_find(element->space, SLICE("wordprocessingml"), 0) != SIZE_MAX;
}

static bool is_note_of_text(const struct xml_element *element) {
    bool note = xml_is(element, "footnote") || xml_is(element, "endnote");
    struct slice type = xml_attribute(element, "type");
    return note && (type.size == 0 || slice_equal(type, SLICE("normal")));
}

static void open_element(void *context, const struct xml_element *element) {
    struct docx *docx = context;
    docx->depth++;
    if (docx->skipped_at)
        return;
    if (is_skipped(docx, element)) {
        docx->skipped_at = docx->depth;
        return;
    }
    bool math = xml_is(element, "t") && slice_find(element->space, SLICE("/math"), 0) != SIZE_MAX;
    if (math)
        docx->in_text = true;
    if (!is_word(element))
        return;
    if (xml_is(element, "txbxContent"))
        open_box(docx);
    else if (is_note_of_text(element) && docx->body.place == PLACE_NOTE && docx->depth == 2)
        docx->notes++;
    else if ((xml_is(element, "footnote") || xml_is(element, "endnote")) && docx->depth == 2)
        docx->skipped_at = docx->depth; /* the line over the notes */
    open_table_part(docx, element);
    open_inside(docx, element);
}

static void close_word(struct docx *docx, const struct xml_element *element) {
    if (xml_is(element, "p"))
        end_paragraph(docx);
    else if (xml_is(element, "rPr"))
        docx->in_run_properties = false;
    else if (xml_is(element, "r"))
        docx->in_run = docx->hidden = false;
    else if (xml_is(element, "instrText"))
        docx->in_instruction = false;
    else if (xml_is(element, "tc"))
        body_end_cell(&docx->body, 1);
    else if (xml_is(element, "tr"))
        docx->row_deleted = docx->row_deleted && docx->body.tables > 1;
    else if (xml_is(element, "tbl"))
        body_end_table(&docx->body);
    else if (xml_is(element, "txbxContent"))
        docx->body.place = PLACE_BODY;
    else if (xml_is(element, "sdt") && docx->contents_part > docx->depth)
        docx->contents_part = 0;
}

static void close_element(void *context, const struct xml_element *element) {
    struct docx *docx = context;
    int depth = docx->depth--;
    if (docx->skipped_at) {
        if (docx->skipped_at == depth)
            docx->skipped_at = 0;
        return;
    }
    if (xml_is(element, "t"))
        docx->in_text = false;
    if (is_word(element))
        close_word(docx, element);
}

static void take_text(void *context, struct slice text) {
    struct docx *docx = context;
    if (docx->skipped_at)
        return;
    if (docx->in_instruction && docx->fields && !docx->contents_field && names_contents(text))
        docx->contents_field = docx->fields;
    if (docx->in_text && !docx->hidden)
        body_add_text(&docx->body, text);
}

/* ---- parts ---- */

static enum status read_part(struct docx *docx, const struct zip *zip, const struct zip_member *member) {
    struct xml_reader events = {open_element, close_element, take_text, docx};
    docx->depth = 0;
    return body_read_part(docx->report, zip, member, &events);
}

/* word/document.xml; some programs number it. */
static const struct zip_member *find_document(const struct zip *zip) {
    for (size_t i = 0; i < zip->members.count; i++) {
        struct slice name = zip->members.items[i].name;
        if (slice_starts(name, SLICE("word/document")) && slice_ends(name, SLICE(".xml")))
            return &zip->members.items[i];
    }
    return NULL;
}

static enum status read_notes(struct docx *docx, const struct zip *zip) {
    const struct slice names[] = {SLICE("word/footnotes.xml"), SLICE("word/endnotes.xml")};
    docx->body.place = PLACE_NOTE;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct zip_member *member = zip_find(zip, names[i]);
        enum status status = member ? read_part(docx, zip, member) : STATUS_OK;
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

enum status docx_read(struct report *report, const struct zip *zip) {
    struct docx *docx = arena_take(&report->scratch, sizeof *docx);
    const struct zip_member *document = find_document(zip);
    if (!docx)
        return STATUS_NO_MEMORY;
    if (!document)
        return report_refuse(report, "decode", "not_text", "no document is in this Word file");
    docx->report = report;
    body_open(&docx->body, report);
    enum status status = docx_read_styles(report, zip, &docx->styles);
    if (status == STATUS_OK)
        status = read_part(docx, zip, document);
    if (status == STATUS_OK)
        status = read_notes(docx, zip);
    if (status != STATUS_OK || docx->failed)
        return status == STATUS_OK ? STATUS_NO_MEMORY : status;
    body_note_apart(report, docx->deletions, docx->boxes, docx->notes, docx->contents_dropped);
    report->document.format = SLICE("docx");
    return body_close(&docx->body);
}
