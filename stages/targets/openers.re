/* What opens a phrase as a pattern: times (到2025年, “十四五”时期, 2021—2025年, 5年) and list numbers (1. （2）). Reads the head of a text; decides nothing else. */
#include "stages/targets/openers.h"

#include <string.h>

enum { LONGEST_TIME_BYTES = 120 };

size_t opener_time_size(struct slice text) {
    unsigned char room[LONGEST_TIME_BYTES + 1];
    size_t size = text.size < LONGEST_TIME_BYTES ? text.size : LONGEST_TIME_BYTES;
    if (!size)
        return 0;
    memcpy(room, text.start, size);
    room[size] = 0;
    const unsigned char *YYCURSOR = room;
    const unsigned char *YYMARKER;
    /*!re2c
        re2c:define:YYCTYPE = "unsigned char";
        re2c:yyfill:enable = 0;

        digits = [0-9]{1,4} | [零〇○一二两三四五六七八九十]{1,4};
        dash = "—" | "－" | "-" | "–" | "~" | "～" | "至" | "到" | "——";
        before = "到" | "至" | "截至" | "截止" | "截止到" | "截至到" | "在" | "从" | "自" | "于" | "力争到" | "确保到" | "预计到";
        year = digits "年" ("度" | "底" | "末" | "初" | "以来" | "间" | "内" | "前" | "来" | "中，" | "年底" | "时" | "代")?;
        plan = ["“”] [一二三四五六七八九十]{1,3} "五" ["“”] ("时期" | "期间" | "末" | "期末" | "以来" | "规划" | "前四年" | "前三年" | "收官之年")?;
        month = digits ("月" | "月份") ("末" | "底" | "初" | "份")? ("前" | "以前")?;
        day = digits "日";
        tail = "，" | "," | "、";

        before? (year | digits dash year) (month day?)? tail?   { return (size_t)(YYCURSOR - room); }
        before? month day? tail?                                { return (size_t)(YYCURSOR - room); }
        [①-⑳] | "——" | "──"                                   { return (size_t)(YYCURSOR - room); }
        [0-9]{1,3} [.．、] " "?                                 { return (size_t)(YYCURSOR - room); }
        ("（" | "(") digits ("）" | ")") "、"?                        { return (size_t)(YYCURSOR - room); }
        before? plan tail?                                      { return (size_t)(YYCURSOR - room); }
        *                                                       { return 0; }
    */
}

bool opener_may_end_time(struct slice text) {
    unsigned char room[5] = {0};
    size_t at = text.size;
    if (at == 0)
        return false;
    slice_previous(text, &at);
    memcpy(room, text.start + at, text.size - at);
    const unsigned char *YYCURSOR = room;
    const unsigned char *YYMARKER;
    /*!re2c
        [年度底末初来间内前中时代月份日期划] | tail | ["“”①-⑳—─.． ）)]  { return true; }
        *                                                               { return false; }
    */
}
