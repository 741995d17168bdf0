/* One numeric expression on its way to a quantity: what its words say, before anyone decides whether it measures. */
#ifndef BAOGAO_STAGES_QUANTITIES_EXPRESSION_H
#define BAOGAO_STAGES_QUANTITIES_EXPRESSION_H

#include "stages/quantities/quantities_passage.h"
#include "stages/quantities/quantities_scanner.h"
#include "stages/quantities/units.h"

struct expression {
    enum numeral_token kind;
    struct span mention, whole;
    size_t signed_start; /* of the number with its sign and the bracket of its unit */
    struct decimal value, value2;
    int power;               /* of the multiplier */
    struct slice multiplier; /* 万, 千亿 */
    struct unit unit;
    struct slice given_unit; /* where it is not the text's: a ratio's rest, %, one shared from a neighbour */
    enum cue head, tail;     /* the word before the number, and the one behind number and unit */
    enum comparator comparator;
    enum measure measure;
    bool bare_multiplier;          /* 百亿, 万: no digit */
    bool range, ratio, closed;     /* closed: the comparator stands behind: 以上 */
    bool rank, more, unit_unknown; /* more: 余 or 多 follows */
    bool rate;                     /* 一天, 一度 follows: so much in each */
    bool repeated;                 /* the same numeral follows: 三十万三十万 */
    size_t numeral_end;            /* behind number and multiplier */
};

/* Reads the expression of a token that is a numeral; its class is not its business. False: out of memory. */
bool expression_read(const struct passage *passage, const struct token *token, struct expression *expression);

/* The number and its multiplier, of any kind of numeral: value, value2, power, and the unit where the numeral gives it
 * (百分之, 三分之一). Returns the byte behind. */
size_t expression_read_number(const struct passage *passage, struct expression *expression);

/* 一天, 一个月, 一度 at byte `at`: what a number before it is told for. */
bool expression_is_rate(const struct passage *passage, size_t at);

/* A unit that the text writes elsewhere or not at all: % of 百分之. */
void expression_give_unit(const struct passage *passage, struct expression *expression, struct slice unit);

/* Does it measure, or what else is it? Reads the expression and the text around it. */
enum quantity_class expression_class(const struct passage *passage, const struct expression *expression);
/* 第5位, 全国第一, 排名前三: a place among others? */
bool expression_is_rank(const struct passage *passage, const struct expression *expression);
/* Is it a number with neither unit nor anything else that says what it is? A neighbour may tell: 4、6个百分点. */
bool expression_is_bare(const struct expression *expression);

#endif
