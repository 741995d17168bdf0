/* A web page: its lines, tables and containers, as one pass over its tokens finds them. Only decode reads this. */
#ifndef BAOGAO_STAGES_DECODE_HTML_H
#define BAOGAO_STAGES_DECODE_HTML_H

#include "stages/model/report.h"

/* What ends lines where a browser does. */
struct html_line {
    size_t start, end; /* bytes of the page's text */
    size_t byte;       /* of the decoded file */
    uint32_t container;
    uint32_t cell;     /* its index plus 1; 0: in none */
    uint8_t level;     /* of a heading */
    bool hidden;       /* by its style, or of an element that shows no text */
    bool title;        /* of <title> */
    bool blank_before; /* an empty paragraph or line */
};

/* An element that may be the one around the page's content. They stand in the order in which they open. */
struct html_container {
    uint32_t parent, last; /* last: the newest container inside it, or itself */
    uint32_t stops;        /* the 。 in it */
    struct slice name, id, class;
};

struct html_table {
    uint32_t container;
    size_t first_line, first_cell, cell_end;
    uint32_t rows;
    bool holds_table; /* then it only lays the page out */
};

struct html_cell {
    uint32_t table, row; /* row from 1 */
    uint32_t row_span, column_span;
    size_t first_line, line_end;
    size_t byte;
};

struct html_page {
    struct report *report;
    struct slice text; /* of all lines, one after the other */
    LIST(struct html_line) lines;
    LIST(struct html_container) containers;
    LIST(struct html_table) tables;
    LIST(struct html_cell) cells;
    bool too_deep; /* elements beyond the limit were flattened */
};

/* Reads the page. False where memory ran out. */
bool html_parse(struct html_page *page, struct slice source);

/* Makes the report's source, which is a page, its reading: the content, and around it lines of BLOCK_OUTSIDE. */
enum status html_read(struct report *report);

#endif
