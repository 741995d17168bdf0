/* Word files (.docx): the paragraphs with their automatic numbers, the tables, the notes. Only decode reads this. */
#ifndef BAOGAO_STAGES_DECODE_DOCX_H
#define BAOGAO_STAGES_DECODE_DOCX_H

#include "stages/decode/numbering.h"
#include "stages/decode/reading.h"
#include "stages/model/xml.h"
#include "stages/model/zip.h"

struct docx_style {
    struct slice id, based_on;
    bool contents; /* toc 1: a line of the contents list */
    bool hidden;
    int outline;       /* from 0; -1: none; -2: as the style it is based on */
    struct slice list; /* numId; start NULL: none of its own */
    int list_level;    /* -1: not given */
};

/* A numId: a list, perhaps with numbers of its own to begin with. */
struct docx_list {
    struct slice id, list;
    long starts[LIST_LEVELS]; /* -1: as the list's */
    bool used[LIST_LEVELS];
};

struct docx_styles {
    LIST(struct docx_style) styles;
    struct slice normal; /* the style of paragraphs that name none */
    LIST(struct list) lists;
    LIST(struct docx_list) numbers;
};

/* Reads word/styles.xml and word/numbering.xml, as far as they are there and whole: a file without them is read
 * without numbers. */
enum status docx_read_styles(struct report *report, const struct zip *zip, struct docx_styles *styles);
/* What a style gives a paragraph, through all that it is based on. */
struct docx_style docx_find_style(const struct docx_styles *styles, struct slice id);
/* Counts a paragraph of a list; its label is added to `label`. */
void docx_count(struct docx_styles *styles, struct slice number, int level, struct text *label);

/* Makes the reading. STATUS_INPUT with a diagnostic where the file cannot be read. */
enum status docx_read(struct report *report, const struct zip *zip);

#endif
