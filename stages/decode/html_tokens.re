/* The tokenizer of web pages: one pass, no look back. An end that is missing is the end of the page, so that no part of
 * it is read twice. */
#include "stages/decode/html_tokens.h"

#include <ctype.h>
#include <string.h>

/*!re2c
    re2c:define:YYCTYPE = "unsigned char";
    re2c:api = custom;
    re2c:api:style = free-form;
    re2c:define:YYPEEK = "(cursor < limit ? *cursor : 0)";
    re2c:define:YYSKIP = "++cursor;";
    re2c:define:YYBACKUP = "marker = cursor;";
    re2c:define:YYRESTORE = "cursor = marker;";
    re2c:yyfill:enable = 0;
    re2c:flags:case-ranges = 1;

    white = [ \t\r\n\f];
    name = [A-Za-z][A-Za-z0-9:_-]*;
    any = [\x00-\U0010FFFF];
*/

static const unsigned char *first(struct slice text) {
    return (const unsigned char *)text.start;
}

/* ---- names ---- */

static enum html_tag tag_of(struct slice name, uint8_t *level) {
    const unsigned char *cursor = first(name), *limit = cursor + name.size, *marker = cursor;
    *level = 0;
    /*!re2c
        end = [\x00];
        'h' [1-6] end { *level = (uint8_t)(name.start[1] - '0'); return TAG_HEADING; }
        ('div' | 'section' | 'article' | 'main' | 'header' | 'footer' | 'nav' | 'aside' | 'body' | 'html' | 'center' |
         'form' | 'fieldset' | 'figure' | 'ul' | 'ol' | 'dl' | 'blockquote' | 'address' | 'details' | 'ucapcontent' |
         'founder-content') end { return TAG_BLOCK; }
        ('p' | 'li' | 'dt' | 'dd' | 'pre' | 'figcaption' | 'caption' | 'legend' | 'summary' | 'option') end { return TAG_P; }
        'br' end { return TAG_BR; }
        'hr' end { return TAG_BR; }
        'table' end { return TAG_TABLE; }
        'tr' end { return TAG_TR; }
        ('td' | 'th') end { return TAG_TD; }
        'title' end { return TAG_TITLE; }
        ('img' | 'input' | 'meta' | 'link' | 'col' | 'base' | 'area' | 'embed' | 'source' | 'track' | 'wbr' | 'param' | 'tbody' | 'thead' | 'tfoot' | 'colgroup') end { return TAG_VOID; }
        ('script' | 'style' | 'textarea' | 'xmp' | 'noscript' | 'iframe' | 'noembed' | 'noframes') end { return TAG_RAW; }
        ('select' | 'template' | 'svg' | 'object' | 'button' | 'datalist' | 'audio' | 'video' | 'canvas' | 'map' | 'math') end { return TAG_SKIP; }
        * { return TAG_INLINE; }
    */
}

/* ---- entities ---- */

static uint32_t number_of(struct slice digits, uint32_t base) {
    /* Windows-1252 is meant where a number is from 0x80 to 0x9F (HTML 13.2.5.80) */
    static const uint16_t windows[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                         0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                         0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                         0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};
    uint32_t code = 0;
    for (size_t i = 0; i < digits.size && code <= 0x10FFFF; i++) {
        unsigned char digit = (unsigned char)digits.start[i];
        code = code * base + (digit <= '9' ? digit - (uint32_t)'0' : (digit | 0x20U) - 'a' + 10U);
    }
    if (code >= 0x80 && code <= 0x9F && windows[code - 0x80])
        return windows[code - 0x80];
    return code == 0 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF) ? 0xFFFD : code;
}

/* The character that an entity stands for and its bytes; 0 where `text` begins none. */
static size_t entity(struct slice text, uint32_t *code) {
    const unsigned char *cursor = first(text), *limit = cursor + text.size, *marker = cursor;
    #define IS(value) return *code = (value), (size_t)(cursor - first(text))
    /*!re2c
        "&#" [0-9]{1,9} ";"? {
            size_t size = (size_t)(cursor - first(text));
            *code = number_of(slice_part(text, 2, size - (cursor[-1] == ';')), 10);
            return size;
        }
        "&#" [xX] [0-9a-fA-F]{1,8} ";"? {
            size_t size = (size_t)(cursor - first(text));
            *code = number_of(slice_part(text, 3, size - (cursor[-1] == ';')), 16);
            return size;
        }
        "&nbsp" ";"? { IS(0xA0); }
        ("&lt" | "&LT") ";"? { IS('<'); }
        ("&gt" | "&GT") ";"? { IS('>'); }
        ("&amp" | "&AMP") ";"? { IS('&'); }
        ("&quot" | "&QUOT") ";"? { IS('"'); }
        "&apos;" { IS('\''); }
        "&ldquo;" { IS(0x201C); }
        "&rdquo;" { IS(0x201D); }
        "&lsquo;" { IS(0x2018); }
        "&rsquo;" { IS(0x2019); }
        "&sbquo;" { IS(0x201A); }
        "&bdquo;" { IS(0x201E); }
        "&laquo" ";"? { IS(0xAB); }
        "&raquo" ";"? { IS(0xBB); }
        "&lsaquo;" { IS(0x2039); }
        "&rsaquo;" { IS(0x203A); }
        "&mdash;" { IS(0x2014); }
        "&ndash;" { IS(0x2013); }
        "&horbar;" { IS(0x2015); }
        "&minus;" { IS(0x2212); }
        "&hellip;" { IS(0x2026); }
        "&middot" ";"? { IS(0xB7); }
        "&bull;" { IS(0x2022); }
        "&ensp;" { IS(0x2002); }
        "&emsp;" { IS(0x2003); }
        "&thinsp;" { IS(0x2009); }
        "&shy" ";"? { IS(0xAD); }
        "&zwnj;" { IS(0x200C); }
        "&zwj;" { IS(0x200D); }
        "&lrm;" { IS(0x200E); }
        "&rlm;" { IS(0x200F); }
        "&times" ";"? { IS(0xD7); }
        "&divide" ";"? { IS(0xF7); }
        "&plusmn" ";"? { IS(0xB1); }
        "&deg" ";"? { IS(0xB0); }
        "&permil;" { IS(0x2030); }
        "&percnt;" { IS('%'); }
        "&yen" ";"? { IS(0xA5); }
        "&euro;" { IS(0x20AC); }
        "&pound" ";"? { IS(0xA3); }
        "&cent" ";"? { IS(0xA2); }
        "&sect" ";"? { IS(0xA7); }
        "&copy" ";"? { IS(0xA9); }
        "&reg" ";"? { IS(0xAE); }
        "&trade;" { IS(0x2122); }
        "&micro" ";"? { IS(0xB5); }
        "&sup1" ";"? { IS(0xB9); }
        "&sup2" ";"? { IS(0xB2); }
        "&sup3" ";"? { IS(0xB3); }
        "&frac12" ";"? { IS(0xBD); }
        "&frac14" ";"? { IS(0xBC); }
        "&frac34" ";"? { IS(0xBE); }
        ("&le;" | "&leq;") { IS(0x2264); }
        ("&ge;" | "&geq;") { IS(0x2265); }
        "&ne;" { IS(0x2260); }
        "&asymp;" { IS(0x2248); }
        "&sim;" { IS(0x223C); }
        "&infin;" { IS(0x221E); }
        "&radic;" { IS(0x221A); }
        "&larr;" { IS(0x2190); }
        "&uarr;" { IS(0x2191); }
        "&rarr;" { IS(0x2192); }
        "&darr;" { IS(0x2193); }
        "&alpha;" { IS(0x3B1); }
        "&beta;" { IS(0x3B2); }
        "&gamma;" { IS(0x3B3); }
        "&mu;" { IS(0x3BC); }
        "&Omega;" { IS(0x3A9); }
        "&lpar;" { IS('('); }
        "&rpar;" { IS(')'); }
        "&lsqb;" { IS('['); }
        "&rsqb;" { IS(']'); }
        "&num;" { IS('#'); }
        "&ast;" { IS('*'); }
        "&plus;" { IS('+'); }
        "&comma;" { IS(','); }
        "&period;" { IS('.'); }
        "&colon;" { IS(':'); }
        "&semi;" { IS(';'); }
        "&sol;" { IS('/'); }
        "&bsol;" { IS('\\'); }
        "&equals;" { IS('='); }
        "&Tab;" { IS('\t'); }
        "&NewLine;" { IS('\n'); }
        * { return 0; }
    */
    #undef IS
}

/* ---- attributes ---- */

static uint32_t span_of(struct slice value) {
    enum { LARGEST = 65534 }; /* HTML 4.9.11 */
    uint32_t number = 0;
    for (size_t i = 0; i < value.size && value.start[i] >= '0' && value.start[i] <= '9' && number <= LARGEST; i++)
        number = number * 10 + (uint32_t)(value.start[i] - '0');
    return number > LARGEST ? LARGEST : number;
}

/* display:none, visibility:hidden or a size of 0 in a style, however it is spaced. */
static bool hides(struct slice style) {
    enum { LONGEST_STYLE = 4096 };
    if (style.size == 0)
        return false;
    style = slice_part(style, 0, LONGEST_STYLE);
    const unsigned char *cursor = first(style), *limit = cursor + style.size, *marker = cursor;
    while (cursor < limit) {
        /*!re2c
            'display' white* ':' white* 'none'              { return true; }
            'visibility' white* ':' white* 'hidden'         { return true; }
            'font-size' white* ':' white* "0" [a-z%]* white* (";" | [!]) { return true; }
            'font-size' white* ':' white* "0" [a-z%]*       { if (cursor >= limit) return true; continue; }
            *                                               { continue; }
        */
    }
    return false;
}

static void take_attribute(struct html_token *token, struct slice name, struct slice value) {
    const unsigned char *cursor = first(name), *limit = cursor + name.size, *marker = cursor;
    /*!re2c
        'colspan' end { token->column_span = span_of(value); return; }
        'rowspan' end { token->row_span = span_of(value); return; }
        'style' end   { token->hidden = token->hidden || hides(value); return; }
        'hidden' end  { token->hidden = true; return; }
        'id' end      { token->id = value; return; }
        'class' end   { token->class = value; return; }
        *             { return; }
    */
}

/* Behind the value that begins at byte `at`, with the value without its quotes. */
static size_t pass_value(struct slice page, size_t at, struct slice *value) {
    char quote = at < page.size ? page.start[at] : '\0';
    if (quote == '"' || quote == '\'') {
        const char *end = memchr(page.start + at + 1, quote, page.size - at - 1);
        size_t to = end ? (size_t)(end - page.start) : page.size;
        *value = slice_part(page, at + 1, to);
        return end ? to + 1 : to;
    }
    size_t to = at;
    while (to < page.size && page.start[to] != '>' && !isspace((unsigned char)page.start[to]))
        to++;
    *value = slice_part(page, at, to);
    return to;
}

/* Behind the attributes and the > that ends the tag. */
static size_t pass_attributes(struct slice page, size_t at, struct html_token *token) {
    while (at < page.size && page.start[at] != '>') {
        size_t from = at;
        while (at < page.size && page.start[at] != '>' && page.start[at] != '=' && page.start[at] != '/' &&
               !isspace((unsigned char)page.start[at]))
            at++;
        struct slice name = slice_part(page, from, at), value = {0};
        while (at < page.size && isspace((unsigned char)page.start[at]))
            at++;
        if (name.size && at < page.size && page.start[at] == '=') {
            at++;
            while (at < page.size && isspace((unsigned char)page.start[at]))
                at++;
            at = pass_value(page, at, &value);
        }
        if (name.size)
            take_attribute(token, name, value);
        at += at == from; /* a stray / or = */
    }
    return at < page.size ? at + 1 : at;
}

/* ---- tokens ---- */

static size_t behind(struct slice page, size_t at, struct slice mark) {
    size_t found = slice_find(page, mark, at);
    return found == SIZE_MAX ? page.size : found + mark.size;
}

/* Where </name begins; the page's end where it does not. */
static size_t raw_end(struct slice page, size_t at, struct slice name) {
    while (at < page.size) {
        at = slice_find(page, SLICE("</"), at);
        if (at == SIZE_MAX)
            break;
        size_t i = 0;
        while (i < name.size && at + 2 + i < page.size &&
               tolower((unsigned char)page.start[at + 2 + i]) == tolower((unsigned char)name.start[i]))
            i++;
        if (i == name.size)
            return at;
        at += 2;
    }
    return page.size;
}

static struct html_token open_tag(struct html_scanner *scanner, size_t name_end) {
    struct slice page = scanner->page;
    struct html_token token = {.kind = HTML_OPEN, .byte = scanner->at};
    token.name = slice_part(page, scanner->at + 1, name_end);
    token.tag = tag_of(token.name, &token.level);
    scanner->at = pass_attributes(page, name_end, &token);
    if (token.tag == TAG_RAW)
        scanner->at = raw_end(page, scanner->at, token.name);
    return token;
}

static struct html_token close_tag(struct html_scanner *scanner, size_t name_end) {
    struct html_token token = {.kind = HTML_CLOSE, .byte = scanner->at}, ignored = {0};
    token.name = slice_part(scanner->page, scanner->at + 2, name_end);
    token.tag = tag_of(token.name, &token.level);
    scanner->at = pass_attributes(scanner->page, name_end, &ignored);
    return token;
}

/* Text up to what may be markup or white space. */
static struct html_token text_run(struct html_scanner *scanner, size_t from) {
    size_t at = from + 1;
    while (at < scanner->page.size && !memchr("<& \t\r\n\f", scanner->page.start[at], 7))
        at++;
    scanner->at = at;
    return (struct html_token){.kind = HTML_TEXT, .text = slice_part(scanner->page, from, at), .byte = from};
}

struct html_token html_next(struct html_scanner *scanner) {
    struct slice page = scanner->page;
    while (scanner->at < page.size) {
        const unsigned char *start = first(page) + scanner->at, *cursor = start, *limit = first(page) + page.size,
                            *marker = cursor;
        struct html_token token = {.byte = scanner->at};
        size_t size;
        /*!re2c
            "<!--"        { scanner->at = behind(page, scanner->at + 2, SLICE("-->")); continue; }
            "<![CDATA["   { scanner->at += 9; continue; }
            "<" [!?]      { scanner->at = behind(page, scanner->at, SLICE(">")); continue; }
            "<" name      { return open_tag(scanner, (size_t)(cursor - first(page))); }
            "</" name     { return close_tag(scanner, (size_t)(cursor - first(page))); }
            "&"           {
                size = entity(slice_part(page, scanner->at, page.size), &token.code);
                if (size == 0)
                    return text_run(scanner, scanner->at);
                token.kind = HTML_CHARACTER;
                scanner->at += size;
                return token;
            }
            white+        {
                token.kind = HTML_SPACE;
                token.text = slice_part(page, scanner->at, (size_t)(cursor - first(page)));
                scanner->at = (size_t)(cursor - first(page));
                return token;
            }
            *             { return text_run(scanner, scanner->at); }
        */
    }
    return (struct html_token){.kind = HTML_END, .byte = page.size};
}

bool html_is_page(struct slice text) {
    enum { HEAD_BYTES = 1 << 16 };
    struct html_scanner scanner = {.page = slice_part(slice_trim(text), 0, HEAD_BYTES)};
    struct slice page = scanner.page;
    const unsigned char *cursor = first(page), *limit = cursor + page.size, *marker = cursor;
    if (page.size == 0)
        return false;
    /*!re2c
        ('<!doctype' white+ 'html' | '<html' | '<head' | '<body') [ \t\r\n>] { return true; }
        ("<!--" | "<?xml" | '<meta' | '<title') { goto tagged; }
        "<" ('div' | 'p' | 'table' | 'span' | 'section' | 'article' | 'font' | 'center' | 'ul' | 'h' [1-6] | 'style' | 'script') [ \t\r\n>] { goto tagged; }
        * { return false; }
    */
tagged:;
    /* a tag may be left in a text; a page has one that closes for most that open */
    enum { LEAST_CLOSED = 1, MOST_TOKENS = 4000 };
    size_t opened = 0, closed = 0;
    for (int i = 0; i < MOST_TOKENS; i++) {
        struct html_token token = html_next(&scanner);
        if (token.kind == HTML_END)
            break;
        bool block = token.tag == TAG_BLOCK || token.tag == TAG_P || token.tag == TAG_TABLE || token.tag == TAG_TITLE ||
                     token.tag == TAG_HEADING || token.tag == TAG_INLINE;
        opened += token.kind == HTML_OPEN && block;
        closed += token.kind == HTML_CLOSE && block;
    }
    return closed >= LEAST_CLOSED && closed * 3 >= opened;
}
