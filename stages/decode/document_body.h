/* The body of a document in the making, as Word and ODF files give it in events: paragraphs, tables, notes and text
 * boxes in the order of the reading. Text boxes follow the paragraph that they hang on; notes stand at the end. */
#ifndef BAOGAO_STAGES_DECODE_DOCUMENT_BODY_H
#define BAOGAO_STAGES_DECODE_DOCUMENT_BODY_H

#include "stages/decode/reading.h"
#include "stages/model/xml.h"
#include "stages/model/zip.h"

enum { MOST_NESTED_PARAGRAPHS = 8 };

enum body_place { PLACE_BODY, PLACE_BOX, PLACE_NOTE };

/* A paragraph that was read while another, or a table, was open. */
struct kept_paragraph {
    struct slice text;
    struct block block;
};

struct body {
    struct report *report;
    struct reading reading;
    struct text texts[MOST_NESTED_PARAGRAPHS]; /* of the open paragraphs; a text box may stand in one */
    size_t paragraphs;                         /* that are open */
    size_t tables;                             /* that are open, one in another */
    struct table_rows rows;                    /* of the outermost */
    struct text cell;
    uint32_t column_span, row_span;
    bool cell_open;
    enum body_place place;
    size_t joined; /* 1 more than the place of a paragraph whose end is no end; 0: none */
    LIST(struct kept_paragraph) boxes, notes;
    bool failed;
};

/* Reads a part of the document's package; one that is not there (NULL) is empty. STATUS_INPUT with a diagnostic. */
enum status body_read_part(struct report *report, const struct zip *zip, const struct zip_member *member,
                           const struct xml_reader *events);
/* Says what of the document is no text of it, where there is any. */
void body_note_apart(struct report *report, size_t deletions, size_t boxes, size_t notes, bool contents);

void body_open(struct body *body, struct report *report);
void body_begin_paragraph(struct body *body);
/* Text of the innermost open paragraph; a line feed ends a line in it. */
void body_add_text(struct body *body, struct slice text);
/* The paragraph goes where it belongs: label first. `dropped`: it is no text of the document. */
void body_end_paragraph(struct body *body, struct slice label, int level, bool dropped);
/* The paragraph ends, but its text goes on with that of the next in its place. */
void body_join_next(struct body *body);
void body_begin_table(struct body *body);
void body_end_table(struct body *body);
void body_begin_row(struct body *body);
void body_begin_cell(struct body *body, uint32_t column_span, uint32_t row_span);
/* `times`: that many cells have its text. */
void body_end_cell(struct body *body, uint32_t times);
/* Adds the notes and makes the reading. */
enum status body_close(struct body *body);

#endif
