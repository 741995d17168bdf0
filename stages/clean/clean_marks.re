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

size_t clean_mark_size(struct slice text, size_t at, bool *jump) {
    text = slice_part(text, at, text.size);
    const unsigned char *cursor = first(text), *limit = cursor + text.size, *marker = cursor;
    /*!re2c
        // what is left of a web page: <br/>, </p>, <span style="…">, &nbsp;
        tag = "p" | "br" | "div" | "span" | "strong" | "b" | "em" | "font" | "center" | "u" | "html" | "body" | "head" |
              "h" [1-6] | "o:p" | "section" | "article" | "ul" | "ol" | "li" | "hr" | "img" | "a";
        "<" "/"? tag space* "/"? ">" { return (size_t)(cursor - first(text)); }
        "<" tag [ \t] [^<>\n\x00]{1,300} ">" { return (size_t)(cursor - first(text)); }
        "&" ("nbsp" | "ensp" | "emsp" | "thinsp" | "#160" | "#12288" | "#xa0" | "#x3000") ";" { return (size_t)(cursor - first(text)); }
        "[bookmark:" | "[image:" { return bookmark_size(text, (size_t)(cursor - first(text))); }
        open space* arrow? space* ("本报" | "接" | "转")? jump space* arrow? space* close {
            *jump = true;
            return (size_t)(cursor - first(text));
        }
        open space* [接转] "第"? page space* "版" space* close {
            *jump = true;
            return (size_t)(cursor - first(text));
        }
        * { return 0; }
    */
}

bool clean_line_is_mark(struct slice line, bool *jump) {
    const unsigned char *cursor = first(line), *limit = cursor + line.size, *marker = cursor;
    bool jumps = false;
    /*!re2c
        (arrow | space)* jump (arrow | space)* { jumps = true; goto matched; }
        space* dash+ space* digit{1,4} space* dash+ space* { goto matched; }
        space* "第" space* numeral space* "页" (space* [,，/、]? space* "共" space* numeral space* "页")? space* {
            goto matched;
        }
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
