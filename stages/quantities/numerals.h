/* Numbers as they are written, ５,３００.5 or 二百七十一万六千, to exact decimals. Reads only the numeral itself: no
 * unit, no context. */
#ifndef BAOGAO_STAGES_NUMERALS_H
#define BAOGAO_STAGES_NUMERALS_H

#include "stages/model/decimal.h"

struct numeral {
    struct decimal value; /* in 10^power */
    int power;            /* 4 (万), 8 (亿) or 12 (万亿), where the numeral itself goes that far; else 0 */
    struct decimal upper; /* known where two digits side by side give a range: 七八十 is 70 to 80 */
    bool bare;            /* only 百千万亿, no digit and no 十: 百, 万亿 */
};

/* Digits with thousands separators (ASCII or full-width commas) and a point (ASCII or full-width). */
struct decimal numeral_arabic(struct slice text);

/* A Chinese numeral: 一百二十三, 二〇二五, 两千, 一点五, 五亿零三百. `more` is a multiplier that stands behind the
 * numeral with a word between (五亿零三百多万: 4), else 0; it holds for what follows the last 万 or 亿. The value is
 * not known where the characters are no number or it is too large. */
struct numeral numeral_chinese(struct slice text, int more);

/* The power of a multiplier: 万 4, 千亿 11, 百 2; 0 where it is none. */
int numeral_power(struct slice multiplier);

#endif
