/* Sends each paragraph where it belongs. A table in a table is text of the cell around it. */
#include "stages/decode/document_body.h"

enum status body_read_part(struct report *report, const struct zip *zip, const struct zip_member *member,
                           const struct xml_reader *events) {
    struct zip_problem damage = {0};
    struct xml_problem problem = {0};
    struct slice content;
    if (!member)
        return STATUS_OK;
    enum status status = zip_read(&report->scratch, zip, member, &content, &damage);
    if (status == STATUS_INPUT)
        return report_refuse(report, "decode", damage.code, damage.message);
    if (status == STATUS_OK)
        status = xml_read(&report->scratch, content, events, &problem);
    return status == STATUS_INPUT ? report_refuse(report, "decode", problem.code, problem.message) : status;
}

void body_note_apart(struct report *report, size_t deletions, size_t boxes, size_t notes, bool contents) {
    if (deletions || boxes || notes || contents)
        report_note(report, SEVERITY_NOTE, 0, "decode", "document_parts",
                    "%zu deletions left out, %zu text boxes and %zu notes kept apart%s", deletions, boxes, notes,
                    contents ? ", contents list dropped" : "");
}

void body_open(struct body *body, struct report *report) {
    *body = (struct body){.report = report, .cell.arena = &report->scratch};
    for (size_t i = 0; i < MOST_NESTED_PARAGRAPHS; i++)
        body->texts[i].arena = &report->scratch;
    reading_open(&body->reading, report);
}

void body_begin_paragraph(struct body *body) {
    if (body->paragraphs < MOST_NESTED_PARAGRAPHS && body->joined != body->paragraphs + 1)
        body->texts[body->paragraphs].size = 0;
    if (body->joined == body->paragraphs + 1)
        body->joined = 0;
    body->paragraphs++;
}

void body_join_next(struct body *body) {
    if (body->paragraphs > 0)
        body->joined = body->paragraphs--;
}

/* What was to go on has nothing to go on with. */
static void end_joined(struct body *body) {
    if (body->joined != body->paragraphs + 1)
        return;
    body_begin_paragraph(body);
    body_end_paragraph(body, (struct slice){0}, 0, false);
}

void body_add_text(struct body *body, struct slice text) {
    if (body->paragraphs > 0 && body->paragraphs <= MOST_NESTED_PARAGRAPHS)
        text_add(&body->texts[body->paragraphs - 1], text);
}

static void keep(struct body *body, struct slice text, struct block block) {
    struct slice copy = arena_copy(&body->report->scratch, text);
    struct kept_paragraph *room = block.kind == BLOCK_NOTE ? LIST_ADD(&body->report->scratch, &body->notes)
                                                           : LIST_ADD(&body->report->scratch, &body->boxes);
    if (room && copy.start)
        *room = (struct kept_paragraph){copy, block};
    else
        body->failed = true;
}

/* The lines of a paragraph: one that a line break cuts may go on in the next. */
static void add_lines(struct body *body, struct slice text, struct block block) {
    for (size_t from = 0; from < text.size;) {
        size_t feed = slice_find(text, SLICE("\n"), from), end = feed == SIZE_MAX ? text.size : feed;
        block.real_end = feed == SIZE_MAX;
        reading_add(&body->reading, block, slice_part(text, from, end));
        from = end + 1;
    }
}

static void add_to_cell(struct body *body, struct slice label, struct slice text) {
    if (slice_trim(text).size == 0 && label.size == 0)
        return;
    if (body->cell.size)
        text_add(&body->cell, SLICE("\n"));
    text_add(&body->cell, label);
    text_add(&body->cell, text);
}

/* Text boxes wait for the end of what they hang on. */
static void release_boxes(struct body *body) {
    if (body->paragraphs || body->tables)
        return;
    for (size_t i = 0; i < body->boxes.count; i++)
        add_lines(body, body->boxes.items[i].text, body->boxes.items[i].block);
    body->boxes.count = 0;
}

/* A paragraph with text, where it belongs. */
static void place_paragraph(struct body *body, struct slice label, struct slice text, struct block block) {
    struct slice pieces[] = {label, text};
    struct slice whole = arena_join(&body->report->scratch, pieces, 2);
    body->failed |= !whole.start;
    if (body->place != PLACE_BODY)
        keep(body, whole, block);
    else if (body->cell_open)
        add_to_cell(body, label, text);
    else
        add_lines(body, whole, block);
}

/* One without text: a column of automatic numbers, or a blank line. */
static void place_empty(struct body *body, struct slice label) {
    if (body->cell_open)
        add_to_cell(body, label, (struct slice){0});
    else if (body->place == PLACE_BODY && body->tables == 0)
        reading_add_blank(&body->reading);
}

void body_end_paragraph(struct body *body, struct slice label, int level, bool dropped) {
    static const enum block_kind kinds[] = {BLOCK_PARAGRAPH, BLOCK_TEXT_BOX, BLOCK_NOTE};
    if (body->paragraphs == 0)
        return;
    bool fits = --body->paragraphs < MOST_NESTED_PARAGRAPHS;
    struct slice text = fits ? text_slice(&body->texts[body->paragraphs]) : (struct slice){0};
    struct block block = {.kind = kinds[body->place], .level = (uint8_t)level};
    if (level && body->place == PLACE_BODY)
        block.kind = BLOCK_HEADING;
    body->failed |= fits && body->texts[body->paragraphs].failed;
    if (!dropped && slice_trim(text).size)
        place_paragraph(body, label, text, block);
    else if (!dropped && fits)
        place_empty(body, label);
    release_boxes(body);
}

void body_begin_table(struct body *body) {
    end_joined(body);
    if (body->place == PLACE_BODY && body->tables++ == 0)
        body->rows = (struct table_rows){0};
}

void body_end_table(struct body *body) {
    if (body->place != PLACE_BODY || body->tables == 0)
        return;
    if (--body->tables == 0)
        reading_add_table(&body->reading, &body->rows);
    release_boxes(body);
}

void body_begin_row(struct body *body) {
    if (body->place == PLACE_BODY && body->tables == 1)
        table_add_row(&body->reading, &body->rows);
}

void body_begin_cell(struct body *body, uint32_t column_span, uint32_t row_span) {
    if (body->place != PLACE_BODY || body->tables != 1)
        return;
    body->cell.size = 0;
    body->cell_open = true;
    body->column_span = column_span;
    body->row_span = row_span;
}

void body_end_cell(struct body *body, uint32_t times) {
    end_joined(body);
    if (body->place != PLACE_BODY || body->tables != 1 || !body->cell_open)
        return;
    struct slice text = arena_copy(&body->report->scratch, text_slice(&body->cell));
    struct table_cell cell = {.text = text, .column_span = body->column_span, .row_span = body->row_span};
    body->failed |= !text.start || body->cell.failed;
    for (uint32_t i = 0; i < times && i < MOST_TABLE_COLUMNS; i++)
        table_add_cell(&body->reading, &body->rows, cell);
    body->cell_open = false;
}

enum status body_close(struct body *body) {
    body->paragraphs = body->tables = 0;
    end_joined(body);
    release_boxes(body);
    for (size_t i = 0; i < body->notes.count; i++)
        add_lines(body, body->notes.items[i].text, body->notes.items[i].block);
    return body->failed ? STATUS_NO_MEMORY : reading_close(&body->reading);
}
