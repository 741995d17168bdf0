/* Reads years and dates in running text: 2026年, 二〇二六年一月二十七日, “十四五”, 第十四个五年规划. No other numbers. */
#include "stages/outline/document_years.h"

#include <string.h>

/* 二 and 2 are 2; 十 is 10; -1 for anything else. */
static int digit_of(uint32_t code) {
    static const uint32_t numerals[] = {0x96F6, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94,
                                        0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341};
    if (code >= '0' && code <= '9')
        return (int)(code - '0');
    if (code == 0x3007 || code == 0x25CB || code == 'O') /* 〇 and what stands in for it */
        return 0;
    for (int i = 0; i <= 10; i++)
        if (code == numerals[i])
            return i;
    return -1;
}

/* 2026, 二〇二六, 十四, 12: the first number in the text; 0 where none is. */
static int number_in(struct slice text) {
    int value = 0;
    bool begun = false, tens = false;
    for (size_t at = 0; at < text.size;) {
        int digit = digit_of(slice_next(text, &at));
        if (digit < 0 && begun)
            break;
        if (digit < 0)
            continue;
        begun = true;
        if (digit == 10) {
            value = value ? value * 10 : 10;
            tens = true;
        } else {
            value = tens ? value + digit : value * 10 + digit;
        }
    }
    return value;
}

/* The years of the nth five-year plan: the first ran 1953 to 1957, from the third (1966) on they follow one another. */
static struct year_mention plan_years(int ordinal, size_t end) {
    static const int early[] = {0, 1953, 1958};
    int start = ordinal < 3 ? early[ordinal] : 1966 + 5 * (ordinal - 3);
    return (struct year_mention){.kind = YEAR_FIVE_YEAR, .year = start, .last = start + 4, .end = end};
}

enum { WINDOW_BYTES = 64 };

/* What begins at `text`; kind YEAR_NONE where it is no year. Ends at a NUL. */
static struct year_mention read_here(const unsigned char *text) {
    const unsigned char *YYCURSOR = text, *YYMARKER;
    struct year_mention mention = {.kind = YEAR_NONE};
    struct slice whole;
    /*!re2c
    re2c:define:YYCTYPE = "unsigned char";
    re2c:yyfill:enable = 0;

    sp = " "?;
    n = [〇○零一二三四五六七八九];
    cn = [一二三四五六七八九十];
    arabic = ("19" | "20") [0-9] [0-9];
    chinese = ("一九" | "二" [〇○零O]) [〇○零O一二三四五六七八九] [〇○零O一二三四五六七八九];
    year = arabic | chinese;
    month = [0-9]{1,2} | cn{1,2};

    year sp "年" sp month sp "月"  { mention.kind = YEAR_DATE; goto found; }
    year sp "年"                   { mention.kind = YEAR_ALONE; goto found; }
    year sp "年"? sp ([-—－–~～至到]|"——") sp year sp "年"? { mention.kind = YEAR_RANGE; goto found; }
    "第" cn{1,2} "个五年"          { mention.kind = YEAR_FIVE_YEAR; goto found; }
    [“"] cn{1,2} "五" [”"]         { mention.kind = YEAR_FIVE_YEAR; goto found; }
    *                              { return mention; }
    */
found:
    whole = (struct slice){(const char *)text, (size_t)(YYCURSOR - text)};
    mention.end = whole.size;
    mention.year = number_in(whole);
    if (mention.kind == YEAR_FIVE_YEAR) {
        /* “十四五”: the last 五 is 五年 */
        bool quoted = text[0] == '"' || text[0] == 0xE2;
        int ordinal = quoted ? number_in(slice_part(whole, 0, whole.size - (text[0] == '"' ? 4 : 6))) : mention.year;
        return ordinal >= 1 && ordinal < 40 ? plan_years(ordinal, whole.size) : (struct year_mention){.kind = YEAR_NONE};
    }
    if (mention.kind == YEAR_DATE) {
        size_t behind = slice_find(whole, SLICE("年"), 0);
        mention.month = number_in(slice_part(whole, behind, whole.size));
    }
    if (mention.kind == YEAR_RANGE) {
        size_t at = 0;
        for (int digits = 0; digits < 4 && at < whole.size;)
            digits += digit_of(slice_next(whole, &at)) >= 0;
        mention.last = number_in(slice_part(whole, at, whole.size));
    }
    return mention;
}

struct year_mention year_next(struct slice text, size_t *at) {
    unsigned char window[WINDOW_BYTES + 1];
    while (*at < text.size) {
        unsigned char byte = (unsigned char)text.start[*at];
        bool may_begin = byte == '1' || byte == '2' || byte == '"' || byte == 0xE4 || byte == 0xE7 || byte == 0xE2;
        bool within = *at > 0 && byte >= '0' && byte <= '9' && text.start[*at - 1] >= '0' && text.start[*at - 1] <= '9';
        if (may_begin && !within) {
            size_t size = text.size - *at < WINDOW_BYTES ? text.size - *at : WINDOW_BYTES;
            memcpy(window, text.start + *at, size);
            window[size] = 0;
            struct year_mention mention = read_here(window);
            if (mention.kind != YEAR_NONE) {
                mention.start = *at;
                mention.end += *at;
                *at = mention.end;
                return mention;
            }
        }
        slice_next(text, at);
    }
    return (struct year_mention){.kind = YEAR_NONE};
}
