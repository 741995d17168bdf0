/* Reads the numbering at the head of a line. Only what the label itself shows is decided here: whether its line is a
 * heading is for outline_headings.c. */
#include "stages/outline/outline_labels.h"

#include <string.h>

/* Longer than any label with its spaces; what is cut off cannot be part of one. */
enum { HEAD_BYTES = 96 };

/* 三十二 and 32 are 32; 0 where the text holds no numeral. */
static uint32_t ordinal_of(const unsigned char *text, const unsigned char *limit) {
    uint32_t total = 0, digit = 0;
    const unsigned char *YYCURSOR = text, *YYMARKER;
    while (YYCURSOR < limit) {
        /*!re2c
        re2c:define:YYCTYPE = "unsigned char";
        re2c:yyfill:enable = 0;

        [0-9]         { digit = digit * 10 + (uint32_t)(YYCURSOR[-1] - '0'); continue; }
        [〇○零]       { digit = digit * 10; continue; }
        [一壹㈠①⑴] { digit = digit * 10 + 1; continue; }
        [二贰貳两㈡②⑵] { digit = digit * 10 + 2; continue; }
        [三叁參㈢③⑶] { digit = digit * 10 + 3; continue; }
        [四肆㈣④⑷]   { digit = digit * 10 + 4; continue; }
        [五伍㈤⑤⑸]   { digit = digit * 10 + 5; continue; }
        [六陆陸㈥⑥⑹] { digit = digit * 10 + 6; continue; }
        [七柒㈦⑦⑺]   { digit = digit * 10 + 7; continue; }
        [八捌㈧⑧⑻]   { digit = digit * 10 + 8; continue; }
        [九玖㈨⑨⑼]   { digit = digit * 10 + 9; continue; }
        [十拾]        { total += (digit ? digit : 1) * 10; digit = 0; continue; }
        [㈩⑩⑽]       { digit = digit * 10 + 10; continue; }
        [⑪⑾]          { digit = 11; continue; }
        [⑫⑿]          { digit = 12; continue; }
        "百"          { total += (digit ? digit : 1) * 100; digit = 0; continue; }
        *             { continue; }
        */
    }
    return total + digit;
}

/* Bytes of the spaces, colons and such that layout puts between a label and its title. */
static size_t gap_after(const unsigned char *text) {
    const unsigned char *YYCURSOR = text, *YYMARKER;
    /*!re2c
    [ \t：:、.．\u3000\u00A0\u2002\u2003]+ { return (size_t)(YYCURSOR - text); }
    *                                          { return 0; }
    */
}

struct label label_read(struct slice text) {
    unsigned char head[HEAD_BYTES + 1] = {0};
    memcpy(head, text.start, text.size < HEAD_BYTES ? text.size : HEAD_BYTES);
    const unsigned char *YYCURSOR = head, *YYMARKER, *YYCTXMARKER;
    enum label_style style = LABEL_NONE;
    /*!re2c
    cn = [〇○零一二三四五六七八九十百壹贰叁肆伍陆柒捌玖拾貳參陸];
    sp = [ \t\u3000\u00A0\u2002\u2003];
    num = cn+ | [0-9]+;
    open = [（(〔];
    close = [）)〕];

    "第" sp* num sp* [篇编編]       { style = LABEL_VOLUME; goto found; }
    "第" sp* num sp* "部分"         { style = LABEL_DIVISION; goto found; }
    "第" sp* num sp* "章"           { style = LABEL_CHAPTER; goto found; }
    "第" sp* num sp* [节節]         { style = LABEL_SECTION; goto found; }
    "第" num "节能"                 { goto found; } // 第一节能…: no section

    cn+ sp* [、．.]                 { style = LABEL_PART; goto found; }
    cn "、" cn [、产產季期线線类類] { goto found; } // 一、二、三产业; 一、二产业
    cn+ sp                          { style = LABEL_BARE_PART; goto found; }

    open sp* cn+ sp* close          { style = LABEL_SUBPART; goto found; }
    cn+ close                       { style = LABEL_SUBPART; goto found; } // 一）
    [㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩]          { style = LABEL_SUBPART; goto found; }

    [0-9]+ sp* [.．、]              { style = LABEL_POINT; goto found; }
    [0-9]+ ([.．] [0-9]+)+ sp*      { style = LABEL_DECIMAL; goto found; } // or a number: 1.5 万
    open sp* [0-9]+ sp* close       { style = LABEL_BRACKETED_POINT; goto found; }
    [0-9]+ close                    { style = LABEL_BRACKETED_POINT; goto found; }
    [⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿]         { style = LABEL_BRACKETED_POINT; goto found; }
    [①②③④⑤⑥⑦⑧⑨⑩⑪⑫]          { style = LABEL_CIRCLED_POINT; goto found; }

    cn+ "是"                        { style = LABEL_ITEM; goto found; }
    cn+ "要"                        { style = LABEL_DEMAND; goto found; }
    cn+ "要" [素点點件義义]         { goto found; } // 三要素, 十要点 are nouns
    "第" cn+ ([，、：,] | "是")     { style = LABEL_ORDER; goto found; }
    "第" cn+ "、" cn                { goto found; } // 第三、四季度
    "其" cn [，、是]                { style = LABEL_ORDER; goto found; }

    [专專] sp* [栏欄] sp* num       { style = LABEL_BOX; goto found; }
    [专專] sp* [栏欄] / ([：:] | sp) { style = LABEL_BOX; goto found; }
    "附"? "表" sp* num              { style = LABEL_TABLE; goto found; }
    "附"? "表" sp* [0-9]+ [-—－–.] [0-9]+ { style = LABEL_TABLE; goto found; }
    "附" [件录錄] sp* num           { style = LABEL_ANNEX; goto found; }
    "附" [件录錄]? / [：:]          { style = LABEL_ANNEX; goto found; }
    "附" [件录錄] / (sp | "\x00")   { style = LABEL_ANNEX; goto found; }

    *                               { goto found; }
    */
found:
    if (style == LABEL_NONE)
        return (struct label){0};
    size_t read = (size_t)(YYCURSOR - head), rest = read + gap_after(YYCURSOR);
    size_t size = slice_trim(slice_part(text, 0, read)).size;
    return (struct label){style, ordinal_of(head, YYCURSOR), size, rest < text.size ? rest : text.size};
}
