/* The number of an expression: digits or Chinese numerals with 余, 多 and 万, 亿; 百分之, fractions, 翻番, 一半,
 * 两位数. */
#include <string.h>

#include "stages/quantities/numerals.h"
#include "stages/quantities/quantities_expression.h"

static size_t skip_space(const struct passage *passage, size_t at) {
    return at < passage->text.size && passage->text.start[at] == ' ' ? at + 1 : at;
}

/* 1亿3000万: the second number belongs to the first. Returns where it ends. */
static size_t read_second_part(const struct passage *passage, struct expression *expression, size_t at) {
    size_t end = at;
    while (is_digit(passage_code(passage, end)) && end - at < 5)
        end++;
    if (end == at || end - at > 4)
        return at;
    struct slice multiplier = multiplier_read(passage->report->lexicon, passage->text, end);
    int power = numeral_power(multiplier);
    if (!power || power >= expression->power)
        return at;
    struct decimal part = numeral_arabic(slice_part(passage->text, at, end));
    expression->value = decimal_add(expression->value, decimal_shift(part, power - expression->power));
    return end + multiplier.size;
}

void expression_give_unit(const struct passage *passage, struct expression *expression, struct slice unit) {
    expression->given_unit = unit;
    expression->unit = unit_read(passage->report->lexicon, unit, 0);
}

static size_t read_more(const struct passage *passage, struct expression *expression, size_t at) {
    size_t size;
    if (says_after(passage, at, &size) != SAYS_MORE)
        return at;
    expression->comparator = COMPARATOR_ABOVE;
    expression->more = true;
    return at + size;
}

/* 5,3000 is no number with separators: only what stands before the comma is read. */
static void cut_separators(const struct passage *passage, struct span *mention) {
    if (!is_digit(passage_code(passage, mention->end)))
        return;
    size_t comma = mention->start;
    while (comma < mention->end && is_digit(passage_code(passage, comma)))
        comma++;
    mention->end = comma;
}

static size_t read_arabic(const struct passage *passage, struct expression *expression) {
    cut_separators(passage, &expression->mention);
    expression->value = numeral_arabic(slice_part(passage->text, expression->mention.start, expression->mention.end));
    size_t at = read_more(passage, expression, skip_space(passage, expression->mention.end));
    expression->multiplier = multiplier_read(passage->report->lexicon, passage->text, at);
    expression->power = numeral_power(expression->multiplier);
    at += expression->multiplier.size;
    size_t second = expression->power >= 4 ? read_second_part(passage, expression, at) : at;
    return read_more(passage, expression, second);
}

/* 百亿, 万: the first 十百千 is the number, what follows its multiplier; 万 and 亿 alone stand for one. */
static void read_bare_multiplier(struct expression *expression, struct slice numeral) {
    size_t first = 0;
    slice_next(numeral, &first);
    int power = numeral_power(slice_part(numeral, 0, first));
    expression->bare_multiplier = true;
    expression->mention.end = expression->mention.start + first;
    expression->value = decimal_from_integer(power < 4 ? (power == 1 ? 10 : power == 2 ? 100 : 1000) : 1);
    expression->multiplier = power < 4 ? slice_part(numeral, first, numeral.size) : numeral;
    expression->power = numeral_power(expression->multiplier);
}

/* 三百零八万千瓦: the 千 at the end is the unit's. */
static void cut_unit(const struct passage *passage, struct span *mention) {
    size_t last = mention->end;
    slice_previous(passage->text, &last);
    if (last <= mention->start)
        return;
    struct unit unit = unit_read(passage->report->lexicon, passage->text, last);
    if (unit.known && unit.span.end > mention->end)
        mention->end = last;
}

static size_t read_chinese(const struct passage *passage, struct expression *expression) {
    cut_unit(passage, &expression->mention);
    struct slice numeral = slice_part(passage->text, expression->mention.start, expression->mention.end);
    size_t at = expression->mention.end, last = at;
    slice_previous(passage->text, &last);
    if (numeral_power(slice_part(passage->text, last, at))) /* 十几, 三百多; 统一来 has no such end */
        at = read_more(passage, expression, at);
    struct slice behind = multiplier_read(passage->report->lexicon, passage->text, at);
    int power = numeral_power(behind);
    struct numeral read = numeral_chinese(numeral, power);
    if (read.bare && read.value.known) {
        read_bare_multiplier(expression, numeral);
        return read_more(passage, expression, at);
    }
    expression->value = read.value;
    expression->value2 = read.upper;
    expression->range = read.upper.known;
    expression->power = read.power ? read.power : power;
    expression->multiplier = read.power == 12  ? SLICE("万亿")
                             : read.power == 8 ? SLICE("亿")
                             : read.power == 4 ? SLICE("万")
                                               : behind;
    return behind.size ? read_more(passage, expression, at + behind.size) : at;
}

/* 百分之五点五, 千分之3; the mention of an Arabic number is its digits. */
static size_t read_percent(const struct passage *passage, struct expression *expression) {
    struct span mention = expression->mention;
    const size_t head = strlen("百分之");
    struct slice number = slice_part(passage->text, mention.start + head, mention.end);
    expression_give_unit(passage, expression,
                         passage_has(passage, mention.start, SLICE("百"))   ? SLICE("%")
                         : passage_has(passage, mention.start, SLICE("千")) ? SLICE("‰")
                                                                            : SLICE("‱"));
    if (is_digit(passage_code(passage, mention.start + head))) {
        expression->value = numeral_arabic(number);
        expression->mention.start += head;
        return mention.end;
    }
    struct numeral read = numeral_chinese(number, 0);
    expression->value = decimal_shift(read.value, read.power);
    expression->value.known = read.value.known && !(read.bare && number.size > strlen("百"));
    expression->value2 = read.upper;
    expression->range = read.upper.known;
    return read_more(passage, expression, mention.end);
}

/* A part of a hundred, to two places: 三分之二 is 66.67 %. */
static struct decimal hundredths(struct decimal part, struct decimal whole) {
    const int64_t most = INT64_C(1000000000000);
    if (!part.known || !whole.known || part.scale || whole.scale || whole.digits <= 0 || part.digits < 0 ||
        part.digits > most || part.digits >= whole.digits)
        return (struct decimal){0};
    struct decimal value = decimal_from_integer((part.digits * 20000 + whole.digits) / (2 * whole.digits));
    value.scale = 2;
    return value;
}

static size_t read_fraction(const struct passage *passage, struct expression *expression) {
    struct slice text = slice_part(passage->text, expression->mention.start, expression->mention.end);
    size_t slash = slice_find(text, SLICE("/"), 0);
    expression_give_unit(passage, expression, SLICE("%"));
    if (slash != SIZE_MAX) {
        expression->value = hundredths(numeral_arabic(slice_part(text, 0, slash)),
                                       numeral_arabic(slice_part(text, slash + 1, text.size)));
        return expression->mention.end;
    }
    struct slice mark = SLICE("分之");
    size_t at = slice_find(text, mark, 0);
    struct numeral whole = numeral_chinese(slice_part(text, 0, at), 0);
    struct numeral part = numeral_chinese(slice_part(text, at + mark.size, text.size), 0);
    expression->value = hundredths(decimal_shift(part.value, part.power), decimal_shift(whole.value, whole.power));
    return read_more(passage, expression, expression->mention.end);
}

/* 翻番 and 翻一番 are 2 times, 翻两番 4. */
static size_t read_doubling(const struct passage *passage, struct expression *expression) {
    int64_t value = 2, times = 1;
    for (size_t at = expression->mention.start; at < expression->mention.end;) {
        size_t from = at;
        slice_next(passage->text, &at);
        struct numeral read = numeral_chinese(slice_part(passage->text, from, at), 0);
        times = read.value.known ? read.value.digits : times;
    }
    while (--times > 0)
        value *= 2;
    expression->value = decimal_from_integer(value);
    expression->measure = MEASURE_MULTIPLE;
    return expression->mention.end;
}

static size_t read_half(const struct passage *passage, struct expression *expression) {
    expression->value = decimal_from_integer(50);
    expression_give_unit(passage, expression, SLICE("%"));
    if (passage_has(passage, expression->mention.start, SLICE("过")))
        expression->comparator = COMPARATOR_ABOVE;
    if (passage_has(passage, expression->mention.start, SLICE("近")))
        expression->comparator = COMPARATOR_ABOUT;
    return expression->mention.end;
}

/* 两位数 is 10 and more, 个位数 below 10. */
static size_t read_places(const struct passage *passage, struct expression *expression) {
    size_t start = expression->mention.start;
    bool one = passage_has(passage, start, SLICE("个")) || passage_has(passage, start, SLICE("個"));
    int64_t value = passage_has(passage, start, SLICE("三"))   ? 100
                    : passage_has(passage, start, SLICE("四")) ? 1000
                                                               : 10;
    expression->value = decimal_from_integer(value);
    expression->comparator = one ? COMPARATOR_BELOW : COMPARATOR_AT_LEAST;
    return expression->mention.end;
}

size_t expression_read_number(const struct passage *passage, struct expression *expression) {
    switch (expression->kind) {
    case NUMERAL_ARABIC: return read_arabic(passage, expression);
    case NUMERAL_CHINESE: return read_chinese(passage, expression);
    case NUMERAL_PERCENT: return read_percent(passage, expression);
    case NUMERAL_FRACTION: return read_fraction(passage, expression);
    case NUMERAL_DOUBLING: return read_doubling(passage, expression);
    case NUMERAL_HALF: return read_half(passage, expression);
    case NUMERAL_PLACES: return read_places(passage, expression);
    default: return expression->mention.end;
    }
}
