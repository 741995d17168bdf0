/* The patterns of clean: marks that converters and newspapers leave in a text, page furniture, labels of headings. It
 * decides nothing about paragraphs. */
#include "stages/clean/clean_marks.h"

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

    space = [ \t\u3000\u00A0];
    digit = [0-9０-９];
    chinese = [〇零一二三四五六七八九十百];
    numeral = digit+ | chinese+;
    open = [(（[【〔];
    close = [)）\]】〕];
    han = [\u4E00-\u9FFF];
    any = [^\x00];

    // 上接1版, 下转第二、三版, 紧接A1版
    page = "第"? [A-Za-zＡ-Ｚ]? space* numeral;
    jump = ("上接" | "下转" | "紧接" | "转接") space* page ([、，至—-] page)* space* [版页];
    arrow = [▲△▼▽◀▶←→■●◆★※];
    dash = [-－–—‐·•~～];
*/

static const unsigned char *first(struct slice text) {
    return (const unsigned char *)text.start;
}

enum { LONGEST_BOOKMARK_BYTES = 200 };

/* The bytes of [bookmark: …] whose opening is `head` bytes long: a converter's mark ends in the same line. */
static size_t bookmark_size(struct slice text, size_t head) {
    struct slice room = slice_part(text, head, head + LONGEST_BOOKMARK_BYTES);
    const char *end = room.size ? memchr(room.start, ']', room.size) : NULL;
    if (!end || memchr(room.start, '\n', (size_t)(end - room.start)))
        return 0;
    return head + (size_t)(end - room.start) + 1;
}

/* ---- inside a line ---- */

static struct mark mark_of(enum mark_kind kind, struct slice text, const unsigned char *cursor) {
    return (struct mark){kind, (size_t)(cursor - first(text)), 0};
}

static struct mark character_of(uint32_t code, struct slice text, const unsigned char *cursor) {
    return (struct mark){MARK_CHARACTER, (size_t)(cursor - first(text)), code};
}

/* The tag that begins the text, up to its >. */
static struct mark tag_of(enum mark_kind kind, struct slice text) {
    enum { LONGEST_TAG_BYTES = 300 };
    struct slice room = slice_part(text, 1, LONGEST_TAG_BYTES);
    const char *end = memchr(room.start, '>', room.size);
    size_t size = end ? (size_t)(end - room.start) : 0;
    if (!end || memchr(room.start, '<', size) || memchr(room.start, '\n', size))
        return (struct mark){0};
    return (struct mark){kind, size + 2, 0};
}

/* &#37; and &#x25; by their number. */
static struct mark numbered_character(struct slice text, const unsigned char *cursor) {
    uint32_t code = 0;
    bool hexadecimal = false;
    for (const unsigned char *at = first(text); at < cursor; at++) {
        bool digit = *at >= '0' && *at <= '9', letter = hexadecimal && (*at | 32) >= 'a' && (*at | 32) <= 'f';
        hexadecimal = hexadecimal || (*at | 32) == 'x';
        if (digit || letter)
            code = code * (hexadecimal ? 16 : 10) + (digit ? *at - 0U - '0' : (*at | 32U) - 'a' + 10U);
    }
    if (code == '\n' || code == '\r')
        return mark_of(MARK_NEWLINE, text, cursor);
    bool valid = code >= ' ' && code < 0x110000 && !(code >= 0xD800 && code < 0xE000);
    return valid ? character_of(code, text, cursor) : (struct mark){0};
}

/* \n before a small letter is part of a path, not the end of a line. */
static struct mark written_newline(struct slice text, const unsigned char *cursor, const unsigned char *limit) {
    bool word = cursor < limit && *cursor >= 'a' && *cursor <= 'z';
    return word ? (struct mark){0} : mark_of(MARK_NEWLINE, text, cursor);
}

struct mark clean_mark_read(struct slice text, size_t at) {
    text = slice_part(text, at, text.size);
    const unsigned char *cursor = first(text), *limit = cursor + text.size, *marker = cursor;
    /*!re2c
        // what is left of a web page: <br/>, </p>, <span style="…">, &nbsp;
        block = "p" | "br" | "div" | "center" | "html" | "body" | "head" | "title" | "h" [1-6] | "section" | "article" |
                "ul" | "ol" | "li" | "hr" | "table" | "tbody" | "tr" | "td" | "th" | "dl" | "dt" | "dd" | "blockquote" | "pre" |
                "P" | "BR" | "DIV";
        inline = "span" | "strong" | "b" | "em" | "font" | "u" | "i" | "sup" | "sub" | "o:p" | "img" | "a" | "SPAN" | "B" | "FONT";
        "<" "/"? block [ \t/>] { return tag_of(MARK_BREAK, text); }
        "<" "/"? inline [ \t/>] { return tag_of(MARK_DROPPED, text); }
        entity = "&" "amp;"?;
        entity ("nbsp" | "ensp" | "emsp" | "thinsp") ";" { return mark_of(MARK_SPACE, text, cursor); }
        entity "#" digit{2,7} ";" | entity "#" [xX] [0-9A-Fa-f]{2,6} ";" { return numbered_character(text, cursor); }
        entity "mdash;" { return character_of(0x2014, text, cursor); }
        entity "ndash;" { return character_of(0x2013, text, cursor); }
        entity "minus;" { return character_of(0x2212, text, cursor); }
        entity "ldquo;" { return character_of(0x201C, text, cursor); }
        entity "rdquo;" { return character_of(0x201D, text, cursor); }
        entity "lsquo;" { return character_of(0x2018, text, cursor); }
        entity "rsquo;" { return character_of(0x2019, text, cursor); }
        entity "hellip;" { return character_of(0x2026, text, cursor); }
        entity "middot;" { return character_of(0xB7, text, cursor); }
        entity "bull;" { return character_of(0x2022, text, cursor); }
        entity "le;" | "\\" ("le" | "leq" | "leqslant") { return character_of(0x2264, text, cursor); }
        entity "ge;" | "\\" ("ge" | "geq" | "geqslant") { return character_of(0x2265, text, cursor); }
        entity "asymp;" | "\\approx" { return character_of(0x2248, text, cursor); }
        entity "times;" | "\\times" { return character_of(0xD7, text, cursor); }
        entity "permil;" { return character_of(0x2030, text, cursor); }
        entity "lt;" { return character_of('<', text, cursor); }
        entity "gt;" { return character_of('>', text, cursor); }
        entity "quot;" { return character_of('"', text, cursor); }
        entity "sim;" | "\\sim" { return character_of('~', text, cursor); }
        "&amp;" { return character_of('&', text, cursor); }
        // line ends and spaces written out: \r\n, \n, \t, \u3000
        "\\"{1,2} "r" "\\"{1,2} "n" { return mark_of(MARK_NEWLINE, text, cursor); }
        "\\"{1,2} [rn] { return written_newline(text, cursor, limit); }
        "\\" ("t" | "u3000" | "u00a0" | "xa0" | "u2002" | "u2003") { return mark_of(MARK_SPACE, text, cursor); }
        // Markdown: \%, **, $5\%$
        "\\" [%#&$_*~\-] { return (struct mark){MARK_DROPPED, 1, 0}; }
        "*"{2,3} { return mark_of(MARK_EMPHASIS, text, cursor); }
        "*" { return mark_of(MARK_NOTE, text, cursor); }
        "$" [ -#%-~]+ "$" { return mark_of(MARK_FORMULA, text, cursor); }
        // 〔1〕, [注2], ①
        [［[〔] space* "注"? space* digit{1,3} space* [］\]〕] | [①-⑳] { return mark_of(MARK_NOTE, text, cursor); }
        // 【1】, (注1)
        "【" "注"? digit{1,2} "】" | [(（] "注" digit{1,2} [）)] { return mark_of(MARK_NOTE, text, cursor); }
        "?"{2,} { return mark_of(MARK_LOST_SPACE, text, cursor); }
        "[bookmark:" | "[image:" {
            size_t size = bookmark_size(text, (size_t)(cursor - first(text)));
            return (struct mark){size ? MARK_DROPPED : MARK_NONE, size, 0};
        }
        open space* arrow? space* ("本报" | "接" | "转")? jump space* arrow? space* close {
            return mark_of(MARK_JUMP, text, cursor);
        }
        open space* [接转] "第"? page space* "版" space* close { return mark_of(MARK_JUMP, text, cursor); }
        * { return (struct mark){0}; }
    */
}

/* The bytes of a head mark that ends at `cursor`, if a line begins behind it: with a Chinese character or an opening
 * mark, or, behind what can be nothing but a bullet, with a letter or digit too. */
static size_t head_mark(struct slice text, const unsigned char *cursor, bool bullet) {
    size_t size = (size_t)(cursor - first(text)), at = size;
    uint32_t next = at < text.size ? slice_next(text, &at) : 0;
    bool opens = next == 0x201C || next == 0x300A || next == 0x300C || next == 0xFF08 || next == 0x3010 || next == '*';
    bool word = (next >= '0' && next <= '9') || ((next | 32) >= 'a' && (next | 32) <= 'z');
    return (next >= 0x3400 && next <= 0x9FFF) || opens || (bullet && word) ? size : 0;
}

size_t clean_head_mark_size(struct slice text, size_t at) {
    text = slice_part(text, at, text.size);
    const unsigned char *cursor = first(text), *limit = cursor + text.size, *marker = cursor;
    /*!re2c
        bullet = [•●■◆★▲○◎□◇※▪▫◦‣⁃∙·►▶▷➢➤➣✓✔√❖❑❒✦✧✱✲✳☆♦◼◻⬤⚫⚪] | [\uF000-\uF0FF];
        gap = [ \t\u3000\u00A0\u2002\u2003];
        // the zeros of a year; but an item may begin so
        "○" [〇○零一二三四五六七八九] { return 0; }
        "○" [一二三四五六七八九十]{1,3} [是要、] { return sizeof "○" - 1; }
        bullet+ gap* { return head_mark(text, cursor, true); }
        // the letters that Wingdings shows as bullets, where the font was lost; the signs of Markdown
        ([lnuvqoØüþ§>] | [\-–—－*+]) gap+ { return head_mark(text, cursor, false); }
        "#"{1,6} gap+ { return head_mark(text, cursor, true); }
        "#"{2,6} { return head_mark(text, cursor, false); }
        * { return 0; }
    */
}

/* ---- whole lines ---- */

bool clean_line_is_mark(struct slice line, bool *jump) {
    const unsigned char *cursor = first(line), *limit = cursor + line.size, *marker = cursor;
    bool jumps = false;
    /*!re2c
        (arrow | space)* jump (arrow | space)* { jumps = true; goto matched; }
        space* dash+ space* digit{1,4} space* dash+ space* { goto matched; }
        space* "第" space* numeral space* "页" (space* [,，/、]? space* "共" space* numeral space* "页")? space* {
            goto matched;
        }
        space* ("Page" | "page" | "PAGE" | "页码" [:：]?) space* digit{1,4} (space* ("of" | "/" | "／") space* digit{1,4})? space* { goto matched; }
        space* digit{1,4} space* "of" space* digit{1,4} space* { goto matched; }
        // rules of Markdown and of typewriters
        space* ("-"{3,} | "="{3,} | "*"{3,} | "_"{3,} | "—"{3,} | "─"{3,} | "－"{3,} | "…"{4,}) space* { goto matched; }
        // what a browser prints above and below a page
        space* ("http" "s"? "://" | "www." | "file:///") [!-~]+ (space+ digit{1,4} "/" digit{1,4})? space* { goto matched; }
        space* digit{2,4} [/\-] digit{1,2} [/\-] digit{1,2} ([ ,，\t]+ | [上下] "午" | [ ,，\t]+ [上下] "午") digit{1,2} ":" digit{2} (":" digit{2})?
            (space* [AP] "M")? ([ \t\u3000]+ [^\n\x00。；]+)? { goto matched; }
        * { return false; }
    */
matched:
    if (cursor != limit)
        return false;
    *jump = *jump || jumps;
    return true;
}

bool clean_line_is_time(struct slice line) {
    const unsigned char *cursor = first(line), *limit = cursor + line.size, *marker = cursor;
    /*!re2c
        day = digit{4} space* [-/.] space* digit{1,2} space* [-/.] space* digit{1,2};
        date = digit{4} "年" digit{1,2} "月" digit{1,2} "日";
        clock = digit{1,2} ([:：] digit{2}){1,2} | digit{1,2} "时" digit{1,2} "分" (digit{1,2} "秒")?;
        (space | [[(（【])* (day | day space* clock | date space* clock) (space | [\])）】])* { return cursor == limit; }
        * { return false; }
    */
}

bool clean_line_names_day(struct slice line) {
    const unsigned char *cursor = first(line), *limit = cursor + line.size, *marker = cursor;
    /*!re2c
        [^\n\x00年]* "年" digit{1,2} "月" digit{1,2} "日" { return cursor <= limit; }
        * { return false; }
    */
}

bool clean_line_is_caption(struct slice line) {
    const unsigned char *cursor = first(line), *limit = cursor + line.size, *marker = cursor;
    /*!re2c
        name = han{2,4} | han (space | "\u3000")+ han;
        names = name ((space | "、")+ name)*;
        any* "记者" space+ names space* [）)]? { return cursor == limit; }
        any* ("记者" | "通讯员" | "图片") [:： ]* names space* ("摄" | "摄影" | "/摄" | "文/图") space* [）)]? { return cursor == limit; }
        any* [（(] space* names space* ("摄" | "摄影") space* [）)] { return cursor == limit; }
        * { return false; }
    */
}

enum line_form clean_line_form(struct slice line, size_t *size) {
    const unsigned char *cursor = first(line), *limit = cursor + line.size, *marker = cursor;
    enum line_form form = FORM_NONE;
    /*!re2c
        "第" space* numeral space* [章编篇] { form = FORM_CHAPTER; goto labelled; }
        "第" space* numeral space* ("节" | "部分") { form = FORM_SECTION; goto labelled; }
        chinese+ space* "、" { form = FORM_PART; goto labelled; }
        // 一、二、三产业 and 二、三级 are lists inside a sentence; 二、十四五时期 is a heading
        chinese+ "、" chinese+ ("、" | [产级类期线轮批等版]) { return FORM_NONE; }
        [(（] space* chinese+ space* [)）] { form = FORM_SUBPART; goto labelled; }
        ("专栏" | "附表" | "附件" | "附图") space* numeral? { form = FORM_BOX; goto labelled; }
        [表图] space* numeral { form = FORM_BOX; goto labelled; }
        digit{1,3} space* [.．、] | [(（] space* digit{1,3} space* [)）] { form = FORM_POINT; goto labelled; }
        [①-⑳] { form = FORM_POINT; goto labelled; }
        // 2.4万人 is a number
        digit{1,3} [.．] digit { return FORM_NONE; }
        chinese{1,2} [是要] | "第" chinese{1,2} [，,] { form = FORM_ITEM; goto labelled; }
        "——" | "──" | "--" | [●■◆★▲○◎□◇※·•] { form = FORM_DASH; goto labelled; }
        ("各位" ("代表" | "委员") | "同志们" | "主席、各位代表") space* [:：,，!！] { form = FORM_ADDRESS; goto labelled; }
        * { return FORM_NONE; }
    */
labelled:
    *size = (size_t)(cursor - first(line));
    return form;
}
