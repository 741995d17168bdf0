/* The grammar of numerals, as quantities_scanner.h tells it. Only a grammar and the loop over it.
 *
 * No rule matches a line feed, so a scan that begins inside a paragraph ends inside it. A rule that repeats accepts at
 * every step of its repetition: what was scanned is never scanned again by the next call. */
#include "stages/quantities/quantities_scanner.h"

/*!rules:re2c
    re2c:define:YYCTYPE = "unsigned char";
    re2c:yyfill:enable = 0;

    digit = [0-9];
    letter = [A-Za-z];
    point = [.．];
    arabic = digit+ (point digit+)? | digit{1,3} ([,，] digit{3})+ (point digit+)?;
    han_digit = [零〇○一二两兩三四五六七八九];
    han = [零〇○一二两兩三四五六七八九十百千万萬亿億];
    chinese = han+ ([点點] han_digit+)?;
    small = [一二三四五六七八九十]{1,3};

    dash = [\-—–－~～至到] | "——";
    era = "1"[6-9] | "20" | "21";
    year = era digit{2};
    han_year = han_digit{4};
    day = digit{1,2} | small;
    clock = digit{1,2} [:：] [0-5] digit ([:：] [0-5] digit)?;

    /* What begins no rule below, which is nearly all of a text, is passed as one. */
    opener = [0-9A-Za-z零〇○一二两兩三四五六七八九十百千万萬亿億翻过半近个個双第（(［〔[“《「『\n\x00];
    dull = [^] \ opener;

    dull+ { continue; }
    * { continue; }
    "\n" { break; }

    arabic { kind = NUMERAL_ARABIC; break; }
    chinese { kind = NUMERAL_CHINESE; break; }
    [百千万]"分之" (chinese | arabic | han+ "·" han_digit+) { kind = NUMERAL_PERCENT; break; }
    (chinese | digit+ [百千万萬亿億]+) "分之" (chinese | arabic) | digit{1,2} "/" digit{1,4} { kind = NUMERAL_FRACTION; break; }
    "翻" "了"? [一二两兩三四五]? "番" { kind = NUMERAL_DOUBLING; break; }
    "一半" | "过半" | "半数" | "近半" { kind = NUMERAL_HALF; break; }
    [个個两兩双三四] "位数" { kind = NUMERAL_PLACES; break; }

    (year | han_year) (dash (year | han_year | digit{2}))? "年" [度代]? { kind = NUMERAL_DATE; break; }
    year dash year [）》)] { kind = NUMERAL_DATE; break; }
    (digit{2} | small) "年代" | (digit{1,2} | small) "世纪" { kind = NUMERAL_DATE; break; }
    day "月" ([份底末初中上下] | day [日号] ([ ]* clock)?)? { kind = NUMERAL_DATE; break; }
    day [日号] [ ]* clock { kind = NUMERAL_DATE; break; }
    year [\-./] digit{1,2} [\-./] digit{1,2} ([ ]* clock)? { kind = NUMERAL_DATE; break; }
    digit{1,2} [时点] (digit{1,2} "分"?)? ([0-5] digit)? { kind = NUMERAL_DATE; break; }
    clock dash clock { kind = NUMERAL_DATE; break; }
    "0" digit [:：] [0-5] digit | digit{1,2} [:：] "0" digit { kind = NUMERAL_DATE; break; }

    "第" (arabic | chinese) { kind = NUMERAL_ORDINAL; break; }
    [（(] (digit{1,2} | small) [）)] { kind = NUMERAL_ORDINAL; break; }
    [［〔[] digit+ [］〕\]] (digit+ "号")? { kind = NUMERAL_CODE; break; }
    (digit+ | small) ([+＋] (digit+ | letter+ | small))+ { kind = NUMERAL_CODE; break; }
    digit+ [×✕*] digit+ { kind = NUMERAL_CODE; break; }
    digit+ (point digit+){2,} { kind = NUMERAL_CODE; break; }
    digit{1,2} "·" digit{1,2} { kind = NUMERAL_CODE; break; }
    digit{3,4} "-" digit{7,8} { kind = NUMERAL_CODE; break; }
    letter+ ([.\-]? (letter | digit)+)* { kind = NUMERAL_CODE; break; }
    [“《「『] { kind = NUMERAL_QUOTE; break; }
*/

struct token quantities_scan(struct slice text, size_t at, size_t end) {
    const unsigned char *YYCURSOR = (const unsigned char *)text.start + at, *YYMARKER = YYCURSOR;
    const unsigned char *limit = (const unsigned char *)text.start + end;
    enum numeral_token kind = NUMERAL_NONE;
    const unsigned char *start = YYCURSOR;
    for (;;) {
        start = YYCURSOR;
        if (start >= limit)
            break;
        /*!use:re2c*/
    }
    size_t from = (size_t)(start - (const unsigned char *)text.start);
    size_t to = (size_t)(YYCURSOR - (const unsigned char *)text.start);
    return (struct token){kind, {from, to < end ? to : end}};
}
