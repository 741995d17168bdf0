/* The grammar of what can be a number: where in a paragraph numerals stand, and which of them are dates, ordinals or
 * codes by their form alone. It knows no unit and no context: quantities.c and quantities_class.c do. */
#ifndef BAOGAO_STAGES_QUANTITIES_SCANNER_H
#define BAOGAO_STAGES_QUANTITIES_SCANNER_H

#include "stages/model/report.h"

enum numeral_token {
    NUMERAL_ARABIC,   /* 1,234.5 */
    NUMERAL_CHINESE,  /* 三百二十, 一点五, 百亿 */
    NUMERAL_PERCENT,  /* 百分之五点五, 千分之3 */
    NUMERAL_FRACTION, /* 三分之二, 1/3 */
    NUMERAL_DOUBLING, /* 翻番, 翻两番 */
    NUMERAL_HALF,     /* 一半, 过半 */
    NUMERAL_PLACES,   /* 两位数 */
    NUMERAL_DATE,     /* 2025年, 2021—2025年, 3月5日, 二〇三五年 */
    NUMERAL_ORDINAL,  /* 第3, 第十四, （2） */
    NUMERAL_CODE,     /* PM2.5, 1+3+7, 7×24, 〔2024〕, 1.2.3 */
    NUMERAL_QUOTE,    /* an opening mark: “ or 《 */
    NUMERAL_NONE,     /* the end of the paragraph */
};

struct token {
    enum numeral_token kind;
    struct span span;
};

/* The next token at or after byte `at` of a paragraph that ends at byte `end`, where a line feed stands. */
struct token quantities_scan(struct slice text, size_t at, size_t end);

#endif
