/* OpenDocument texts (.odt). Only decode reads this. */
#ifndef BAOGAO_STAGES_DECODE_ODT_H
#define BAOGAO_STAGES_DECODE_ODT_H

#include "stages/decode/numbering.h"
#include "stages/model/report.h"
#include "stages/model/zip.h"

/* What the reader needs of the styles: lists by the name of their style; the headings' has no name. */
struct odt_lists {
    LIST(struct list) lists;
    LIST(struct slice) hidden; /* the names of styles whose text is not shown */
};

/* What of a styles part makes lists; `open` and `close` of an xml_reader call them for every element. */
struct odt_list_reader {
    struct report *report;
    struct odt_lists *lists;
    size_t list; /* index plus 1 of the list being read; 0: none */
    int level;
    struct slice style; /* the name of the style being read */
    bool failed;
};

struct xml_element;
void odt_open_list_style(struct odt_list_reader *reader, const struct xml_element *element);
void odt_close_list_style(struct odt_list_reader *reader, const struct xml_element *element);
/* The list of a style; NULL where there is none. */
struct list *odt_find_list(const struct odt_lists *lists, struct slice name);

/* Whether the style of that name hides its text. */
bool odt_hides(const struct odt_lists *lists, struct slice style);

/* Makes the reading. STATUS_INPUT with a diagnostic where the file cannot be read. */
enum status odt_read(struct report *report, const struct zip *zip);

#endif
