/* A web page as tokens: what the page's bytes are, not what they mean. */
#ifndef BAOGAO_STAGES_DECODE_HTML_TOKENS_H
#define BAOGAO_STAGES_DECODE_HTML_TOKENS_H

#include "stages/model/slice.h"

/* The elements that are told apart; all others are inline. */
enum html_tag {
    TAG_INLINE,
    TAG_BLOCK, /* ends a line: div, section, ul … ; may hold the page's content */
    TAG_P,     /* ends a line as well; holds no content but its own: p, li, dt, dd, pre … */
    TAG_HEADING,
    TAG_BR,
    TAG_TABLE,
    TAG_TR,
    TAG_TD,
    TAG_TITLE,
    TAG_VOID, /* has no end tag: img, input … */
    TAG_RAW,  /* its text is no markup and not shown: script, style */
    TAG_SKIP, /* what it holds is not shown: select, template … */
    HTML_TAGS,
};

enum html_token_kind {
    HTML_END, /* of the page */
    HTML_TEXT,
    HTML_SPACE,     /* white space that a browser shows as one space, or not at all */
    HTML_CHARACTER, /* an entity; `code` is its character */
    HTML_OPEN,
    HTML_CLOSE,
};

struct html_token {
    enum html_token_kind kind;
    enum html_tag tag;
    struct slice name; /* the element's, as written */
    struct slice text; /* of HTML_TEXT and HTML_SPACE */
    uint32_t code;
    size_t byte;   /* where it begins */
    uint8_t level; /* of TAG_HEADING */
    bool hidden;
    uint32_t column_span, row_span; /* of TAG_TD */
    struct slice id, class;
};

struct html_scanner {
    struct slice page;
    size_t at;
};

/* The next token; comments, declarations and the text of script and style are passed over. The page's end is met in at
 * most as many calls as it has bytes. */
struct html_token html_next(struct html_scanner *scanner);

/* Whether text is a web page or a piece of one rather than text in which some tags are left. */
bool html_is_page(struct slice text);

#endif
