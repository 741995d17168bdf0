/* One pass over a page's tokens with a stack of open elements and no tree. Elements that never end, ends without an
 * element and elements in the wrong place cost no more than others: what is open is counted by name, so that an end is
 * looked for only where there is one. */
#include "stages/decode/html.h"

#include <ctype.h>

#include "stages/decode/html_tokens.h"
#include "stages/model/text.h"

enum { MOST_OPEN = 512, NAME_SLOTS = 64 };

/* What an element changes while it is open; each has what was before it. */
struct surroundings {
    uint32_t container;
    uint32_t table, cell; /* index plus 1; 0: none */
    uint8_t level;
    bool hidden, kept, title; /* kept: white space stands as written */
};

struct open_element {
    enum html_tag tag;
    struct slice name;
    struct surroundings outside;
    size_t lines; /* of the page when it began */
};

struct parser {
    struct html_page *page;
    struct text text;
    struct surroundings now;
    struct open_element open[MOST_OPEN];
    size_t depth, beyond;       /* beyond: open elements that found no room */
    uint32_t named[NAME_SLOTS]; /* how many open elements have a name of that slot */
    size_t line_start, line_byte;
    enum { SPACE_NONE, SPACE_IN_LINE, SPACE_WITH_FEED } space; /* before what comes next */
    uint32_t stops;                                            /* in the line so far */
    bool blank;                                                /* an empty paragraph or line stood before it */
    bool failed;
};

static size_t slot_of(struct slice name) {
    size_t slot = name.size * 7;
    for (size_t i = 0; i < name.size && i < 4; i++)
        slot = slot * 31 + (size_t)tolower((unsigned char)name.start[i]);
    return slot % NAME_SLOTS;
}

static bool same_name(struct slice one, struct slice other) {
    if (one.size != other.size)
        return false;
    for (size_t i = 0; i < one.size; i++)
        if (tolower((unsigned char)one.start[i]) != tolower((unsigned char)other.start[i]))
            return false;
    return true;
}

/* ---- lines ---- */

static void end_line(struct parser *parser) {
    struct html_page *page = parser->page;
    size_t start = parser->line_start, end = parser->text.size;
    parser->space = SPACE_NONE;
    if (start == end || parser->failed)
        return;
    struct html_line *line = LIST_ADD(&page->report->scratch, &page->lines);
    if (!line) {
        parser->failed = true;
        return;
    }
    *line = (struct html_line){.start = start,
                               .end = end,
                               .byte = parser->line_byte,
                               .container = parser->now.container,
                               .cell = parser->now.cell,
                               .level = parser->now.level,
                               .hidden = parser->now.hidden,
                               .title = parser->now.title,
                               .blank_before = parser->blank};
    parser->blank = false;
    if (!line->hidden && !line->title)
        page->containers.items[line->container].stops += parser->stops;
    parser->line_start = end;
    parser->stops = 0;
}

/* A line break of the source between Chinese characters is no space. */
static void end_spaces(struct parser *parser, unsigned char next) {
    bool begins = parser->text.size == parser->line_start;
    unsigned char before = begins ? ' ' : (unsigned char)parser->text.start[parser->text.size - 1];
    bool latin = before < 0x80 && next < 0x80;
    if (!begins && (parser->space == SPACE_IN_LINE || (parser->space == SPACE_WITH_FEED && latin)))
        text_add(&parser->text, SLICE(" "));
    parser->space = SPACE_NONE;
}

static void add_text(struct parser *parser, struct slice text, size_t byte) {
    end_spaces(parser, (unsigned char)text.start[0]);
    if (parser->text.size == parser->line_start)
        parser->line_byte = byte;
    for (size_t at = 0; at + 2 < text.size; at++)
        parser->stops += memcmp(text.start + at, "。", 3) == 0;
    text_add(&parser->text, text);
}

static void add_space(struct parser *parser, struct slice text) {
    bool feed = memchr(text.start, '\n', text.size) != NULL;
    if (parser->now.kept && feed)
        end_line(parser);
    else if (feed && parser->space == SPACE_NONE)
        parser->space = SPACE_WITH_FEED;
    else if (!feed)
        parser->space = SPACE_IN_LINE;
}

static void add_character(struct parser *parser, uint32_t code, size_t byte) {
    char bytes[4];
    if (code == '\n' || code == '\t' || code == '\r')
        code = ' ';
    add_text(parser, (struct slice){bytes, utf8_write(code, bytes)}, byte);
}

/* ---- elements ---- */

static void close_last(struct parser *parser) {
    struct open_element *last = &parser->open[--parser->depth];
    struct html_page *page = parser->page;
    if (last->tag != TAG_INLINE)
        end_line(parser);
    if (last->tag == TAG_TD && parser->now.cell)
        page->cells.items[parser->now.cell - 1].line_end = page->lines.count;
    if (last->tag == TAG_TABLE && parser->now.table)
        page->tables.items[parser->now.table - 1].cell_end = page->cells.count;
    parser->named[slot_of(last->name)]--;
    parser->now = last->outside;
}

/* Closes what is open above the newest element of one of two kinds. */
static void close_above(struct parser *parser, enum html_tag one, enum html_tag other) {
    while (parser->depth && parser->open[parser->depth - 1].tag != one && parser->open[parser->depth - 1].tag != other)
        close_last(parser);
}

static bool push(struct parser *parser, const struct html_token *token) {
    if (parser->depth == MOST_OPEN) {
        parser->beyond++;
        parser->page->too_deep = true;
        return false;
    }
    parser->open[parser->depth++] =
        (struct open_element){token->tag, token->name, parser->now, parser->page->lines.count};
    parser->named[slot_of(token->name)]++;
    return true;
}

static void enter_container(struct parser *parser, const struct html_token *token) {
    struct html_page *page = parser->page;
    struct html_container *container = LIST_ADD(&page->report->scratch, &page->containers);
    if (!container) {
        parser->failed = true;
        return;
    }
    uint32_t number = (uint32_t)(page->containers.count - 1);
    *container = (struct html_container){
        .parent = parser->now.container, .last = number, .name = token->name, .id = token->id, .class = token->class};
    parser->now.container = number;
}

static void enter_table(struct parser *parser) {
    struct html_page *page = parser->page;
    if (parser->now.table)
        page->tables.items[parser->now.table - 1].holds_table = true;
    struct html_table *table = LIST_ADD(&page->report->scratch, &page->tables);
    if (!table) {
        parser->failed = true;
        return;
    }
    *table = (struct html_table){.container = parser->now.container,
                                 .first_line = page->lines.count,
                                 .first_cell = page->cells.count,
                                 .cell_end = SIZE_MAX};
    parser->now.table = (uint32_t)page->tables.count;
    parser->now.cell = 0;
}

static void enter_cell(struct parser *parser, const struct html_token *token) {
    struct html_page *page = parser->page;
    if (!parser->now.table)
        return;
    struct html_table *table = &page->tables.items[parser->now.table - 1];
    table->rows += table->rows == 0;
    struct html_cell *cell = LIST_ADD(&page->report->scratch, &page->cells);
    if (!cell) {
        parser->failed = true;
        return;
    }
    *cell = (struct html_cell){.table = parser->now.table - 1,
                               .row = table->rows,
                               .row_span = token->row_span,
                               .column_span = token->column_span,
                               .first_line = page->lines.count,
                               .line_end = SIZE_MAX,
                               .byte = token->byte};
    parser->now.cell = (uint32_t)page->cells.count;
}

/* Elements whose end may be left out end where the next of their kind begins. */
static void close_implied(struct parser *parser, const struct html_token *token) {
    const struct open_element *last = parser->depth ? &parser->open[parser->depth - 1] : NULL;
    if (token->tag == TAG_P && last && last->tag == TAG_P && same_name(last->name, token->name))
        close_last(parser);
    if (token->tag == TAG_TR && parser->now.table)
        close_above(parser, TAG_TABLE, TAG_TABLE);
    if (token->tag == TAG_TD && parser->now.table)
        close_above(parser, TAG_TR, TAG_TABLE);
}

/* What the element changes while it is open. */
static void enter(struct parser *parser, const struct html_token *token) {
    parser->now.hidden = parser->now.hidden || token->hidden || token->tag == TAG_SKIP;
    switch (token->tag) {
    case TAG_BLOCK: enter_container(parser, token); break;
    case TAG_TABLE:
        enter_container(parser, token);
        enter_table(parser);
        break;
    case TAG_TR:
        if (parser->now.table)
            parser->page->tables.items[parser->now.table - 1].rows++;
        break;
    case TAG_TD:
        enter_container(parser, token);
        enter_cell(parser, token);
        break;
    case TAG_HEADING: parser->now.level = token->level; break;
    case TAG_TITLE: parser->now.title = true; break;
    case TAG_P: parser->now.kept = parser->now.kept || same_name(token->name, SLICE("pre")); break;
    default: break;
    }
}

static void open_element(struct parser *parser, const struct html_token *token) {
    bool inline_element = token->tag == TAG_INLINE;
    parser->blank = parser->blank || (token->tag == TAG_BR && parser->text.size == parser->line_start);
    if (!inline_element && token->tag != TAG_VOID)
        end_line(parser);
    if (token->tag == TAG_BR || token->tag == TAG_VOID || token->tag == TAG_RAW)
        return;
    if (inline_element && !token->hidden && !parser->now.hidden)
        return;
    close_implied(parser, token);
    if (push(parser, token))
        enter(parser, token);
}

static void close_element(struct parser *parser, const struct html_token *token) {
    if (token->tag != TAG_INLINE && token->tag != TAG_VOID)
        end_line(parser);
    if (parser->beyond && token->tag != TAG_INLINE) {
        parser->beyond--;
        return;
    }
    if (parser->named[slot_of(token->name)] == 0)
        return;
    size_t i = parser->depth;
    while (i > 0 && !same_name(parser->open[i - 1].name, token->name)) {
        /* </div> in a cell ends nothing outside its table */
        if (parser->open[i - 1].tag == TAG_TABLE && token->tag != TAG_TABLE)
            return;
        i--;
    }
    if (token->tag == TAG_P && i > 0 && parser->open[i - 1].lines == parser->page->lines.count)
        parser->blank = true;
    while (i > 0 && parser->depth >= i)
        close_last(parser);
}

static void take_token(struct parser *parser, const struct html_token *token) {
    switch (token->kind) {
    case HTML_TEXT: add_text(parser, token->text, token->byte); break;
    case HTML_SPACE: add_space(parser, token->text); break;
    case HTML_CHARACTER: add_character(parser, token->code, token->byte); break;
    case HTML_OPEN: open_element(parser, token); break;
    case HTML_CLOSE: close_element(parser, token); break;
    case HTML_END: break;
    }
}

bool html_parse(struct html_page *page, struct slice source) {
    struct parser *parser = arena_take(&page->report->scratch, sizeof *parser);
    struct html_scanner scanner = {.page = source};
    if (!parser)
        return false;
    parser->page = page;
    parser->text.arena = &page->report->scratch;
    enter_container(parser, &(struct html_token){.name = SLICE("page")});
    while (!parser->failed && !parser->text.failed) {
        struct html_token token = html_next(&scanner);
        if (token.kind == HTML_END)
            break;
        take_token(parser, &token);
    }
    while (parser->depth)
        close_last(parser);
    end_line(parser);
    page->text = text_slice(&parser->text);
    return !parser->failed && !parser->text.failed;
}
