/* The number of an expression: digits or Chinese numerals with 余, 多 and 万, 亿; 百分之, fractions, 翻番, 一半,
 * 两位数. */
#include <string.h>

#include "stages/quantities/numerals.h"
#include "stages/quantities/quantities_expression.h"

static size_t skip_space(const struct passage *passage, size_t at) {
    return at < passage->text.size && passage->text.start[at] == ' ' ? at + 1 : at;
}

/* A number of several parts, each a few digits with multipliers of its own: 1亿2千3百万, 3万4000, 1千零20万. */
struct parts {
    struct decimal high;    /* what 万 and 亿 have closed */
    struct decimal section; /* what 百 and 千 have closed since */
    int power, last_power;  /* of the largest and the last 万 or 亿 */
    size_t end;             /* behind the last part that fits; 0: none does */
};

static struct decimal zero(void) {
    return decimal_from_integer(0);
}

/* A part of `digits` with `multiplier`. False where it does not go on with the number. */
static bool take_part(struct parts *parts, struct decimal digits, struct slice multiplier) {
    int small = 0, large = 0;
    for (size_t at = 0; at < multiplier.size;) {
        size_t from = at;
        slice_next(multiplier, &at);
        int power = numeral_power(slice_part(multiplier, from, at));
        *(power < 4 ? &small : &large) += power;
    }
    if (large && parts->last_power && large >= parts->last_power)
        return false;
    parts->section = decimal_add(parts->section, decimal_shift(digits, small));
    if (large) {
        parts->high = decimal_add(parts->high, decimal_shift(parts->section, large));
        parts->section = zero();
        parts->power = parts->power ? parts->power : large;
        parts->last_power = large;
    }
    return parts->section.known && parts->high.known;
}

/* Digits at byte `at`, with 零 before them or not, and no more than a part has. `end` is behind them. */
static struct decimal part_digits(const struct passage *passage, size_t at, size_t *end) {
    enum { MOST_PART_DIGITS = 4 };
    size_t from = passage_has(passage, at, SLICE(ZH_ZERO)) ? at + strlen(ZH_ZERO) : at;
    *end = from;
    while (is_digit(passage_code(passage, *end)) && *end - from <= MOST_PART_DIGITS)
        ++*end;
    if (*end == from || *end - from > MOST_PART_DIGITS || passage_code(passage, *end) == '.')
        return (struct decimal){0};
    return numeral_arabic(slice_part(passage->text, from, *end));
}

/* 3万4000人: four digits without a multiplier close the number behind 万, where a unit of no time follows. */
static bool closes_number(const struct passage *passage, const struct parts *parts, size_t from, size_t end) {
    enum { FULL_SECTION_DIGITS = 4 };
    struct unit unit = unit_read(passage->report->lexicon, passage->text, end);
    return parts->last_power == FULL_SECTION_DIGITS && end - from == FULL_SECTION_DIGITS && unit.known &&
           !unit_is(&unit, SLICE("time")) && !unit_is(&unit, SLICE("date"));
}

/* The multiplier that writes a power of ten: 万 for 4, 亿 for 8, 万亿 above; empty for any other. */
static struct slice multiplier_of(int power) {
    return power == 4   ? SLICE(ZH_TEN_THOUSAND)
           : power == 8 ? SLICE(ZH_HUNDRED_MILLION)
           : power > 8  ? SLICE(ZH_TRILLION)
                        : (struct slice){0};
}

/* The parts behind the first, which ends at `at`. Returns where the number ends, `at` where it has but one part. */
static size_t read_parts(const struct passage *passage, struct expression *expression, size_t at) {
    enum { MOST_PARTS = 6 };
    struct parts parts = {.high = zero(), .section = zero()};
    if (!expression->power || !take_part(&parts, expression->value, expression->multiplier))
        return at;
    size_t end = at;
    for (int i = 0; i < MOST_PARTS; i++) {
        size_t behind;
        struct decimal digits = part_digits(passage, end, &behind);
        if (!digits.known)
            break;
        struct slice multiplier = multiplier_read(passage->report->lexicon, passage->text, behind);
        if (!multiplier.size && !closes_number(passage, &parts, end, behind))
            break;
        if (!take_part(&parts, digits, multiplier))
            break;
        end = behind + multiplier.size;
    }
    if (end == at)
        return at;
    expression->power = parts.power;
    expression->value = decimal_shift(decimal_add(parts.high, parts.section), -parts.power);
    expression->multiplier = multiplier_of(parts.power);
    return end;
}

void expression_give_unit(const struct passage *passage, struct expression *expression, struct slice unit) {
    expression->given_unit = unit;
    expression->unit = unit_read(passage->report->lexicon, unit, 0);
}

static size_t read_more(const struct passage *passage, struct expression *expression, size_t at) {
    size_t size;
    if (cue_after(passage, at, &size) != CUE_MORE)
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

/* 3万多亿, 2千多亿: behind 余 or 多 stands the rest of the multiplier. Returns where it ends. */
static size_t read_rest(const struct passage *passage, struct expression *expression, size_t at) {
    struct slice rest = multiplier_read(passage->report->lexicon, passage->text, at);
    int power = numeral_power(rest);
    if (power < 4 || !expression->more || !expression->power || expression->power > 4)
        return at;
    if (expression->power == 4) {
        if (power != 8)
            return at;
        expression->power += power;
        expression->multiplier = multiplier_of(expression->power);
    } else {
        expression->value = decimal_shift(expression->value, expression->power);
        expression->multiplier = rest;
        expression->power = power;
    }
    return at + rest.size;
}

static size_t read_arabic(const struct passage *passage, struct expression *expression) {
    cut_separators(passage, &expression->mention);
    expression->value = numeral_arabic(slice_part(passage->text, expression->mention.start, expression->mention.end));
    size_t at = read_more(passage, expression, skip_space(passage, expression->mention.end));
    expression->multiplier = multiplier_read(passage->report->lexicon, passage->text, at);
    expression->power = numeral_power(expression->multiplier);
    at = read_parts(passage, expression, at + expression->multiplier.size);
    return read_rest(passage, expression, read_more(passage, expression, at));
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

/* 两万一天, 五千一个月: the 一 at the end begins what the number is told for. */
bool expression_is_rate(const struct passage *passage, size_t at) {
    if (!passage_has(passage, at, SLICE(ZH_ONE)))
        return false;
    struct unit unit = unit_read(passage->report->lexicon, passage->text, at + strlen(ZH_ONE));
    return unit_is(&unit, SLICE("time")) || unit_is(&unit, SLICE("days")) || unit_is(&unit, SLICE("hours")) ||
           unit_is(&unit, SLICE("date")) || unit_is(&unit, SLICE("energy"));
}

static void cut_rate(const struct passage *passage, struct expression *expression) {
    size_t last = expression->mention.end, power = last;
    slice_previous(passage->text, &last);
    if (last > expression->mention.start && expression_is_rate(passage, last)) {
        power = last;
        slice_previous(passage->text, &power);
        if (numeral_power(slice_part(passage->text, power, last)) > 1)
            expression->mention.end = last;
    }
    expression->rate = expression_is_rate(passage, expression->mention.end);
}

/* 三十万三十万: a number said twice is read once at a time. */
static bool cut_repeat(const struct passage *passage, struct span *mention) {
    size_t half = (mention->end - mention->start) / 2;
    struct slice one = slice_part(passage->text, mention->start, mention->start + half);
    struct slice other = slice_part(passage->text, mention->start + half, mention->end);
    size_t last = one.size;
    if (last && slice_equal(one, other) && slice_characters(one) > 1) {
        slice_previous(one, &last);
        if (numeral_power(slice_part(one, last, one.size)) >= 4) {
            mention->end = mention->start + half;
            return true;
        }
    }
    return false;
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
    expression->repeated = cut_repeat(passage, &expression->mention);
    cut_rate(passage, expression);
    struct slice numeral = slice_part(passage->text, expression->mention.start, expression->mention.end);
    size_t at = expression->mention.end, last = at;
    slice_previous(passage->text, &last);
    if (numeral_power(slice_part(passage->text, last, at))) /* 十几, 三百多; 统一来 has no such end */
        at = read_more(passage, expression, at);
    struct slice behind = multiplier_read(passage->report->lexicon, passage->text, at);
    int power = numeral_power(behind);
    struct numeral read = numeral_chinese(numeral, 0);
    bool beyond = power == 8 && read.power == 4; /* 一万三千多亿 */
    if (power && !beyond)
        read = numeral_chinese(numeral, power);
    if (beyond)
        read.power += power;
    if (read.bare && read.value.known) {
        read_bare_multiplier(expression, numeral);
        return read_more(passage, expression, at);
    }
    expression->value = read.value;
    expression->value2 = read.upper;
    expression->range = read.upper.known;
    expression->power = read.power ? read.power : power;
    struct slice multiplier = multiplier_of(read.power);
    expression->multiplier = multiplier.size ? multiplier : behind;
    return behind.size ? read_more(passage, expression, at + behind.size) : at;
}

/* 百分之五点五, 千分之3; the mention of an Arabic number is its digits. */
static size_t read_percent(const struct passage *passage, struct expression *expression) {
    struct span mention = expression->mention;
    const size_t head = strlen(ZH_PERCENT_OF);
    struct slice number = slice_part(passage->text, mention.start + head, mention.end);
    expression_give_unit(passage, expression,
                         passage_has(passage, mention.start, SLICE(ZH_HUNDRED))    ? SLICE("%")
                         : passage_has(passage, mention.start, SLICE(ZH_THOUSAND)) ? SLICE("‰")
                                                                                   : SLICE("‱"));
    if (is_digit(passage_code(passage, mention.start + head))) {
        expression->value = numeral_arabic(number);
        expression->mention.start += head;
        return mention.end;
    }
    struct numeral read = numeral_chinese(number, 0);
    expression->value = decimal_shift(read.value, read.power);
    expression->value.known = read.value.known && !(read.bare && number.size > strlen(ZH_HUNDRED));
    expression->value2 = read.upper;
    expression->range = read.upper.known;
    return read_more(passage, expression, mention.end);
}

/* A part of a hundred: exact where it comes out even, as of 十万, else to two places: 三分之二 is 66.67 %. */
static struct decimal hundredths(struct decimal part, struct decimal whole) {
    const int64_t most = INT64_C(1000000000000);
    if (!part.known || !whole.known || whole.scale || whole.digits <= 0 || part.digits < 0 || part.digits > most ||
        decimal_compare(part, whole) >= 0)
        return (struct decimal){0};
    int power = 0;
    int64_t rest = whole.digits;
    for (; rest % 10 == 0; rest /= 10)
        power++;
    if (rest == 1)
        return decimal_shift(part, 2 - power);
    if (part.scale)
        return (struct decimal){0};
    struct decimal value = decimal_from_integer((part.digits * 20000 + whole.digits) / (2 * whole.digits));
    value.scale = 2;
    return value;
}

/* 十, 10万: what stands before 分之. */
static struct decimal read_denominator(struct slice text) {
    size_t digits = 0;
    while (digits < text.size && is_digit((unsigned char)text.start[digits]))
        digits++;
    if (digits)
        return decimal_shift(numeral_arabic(slice_part(text, 0, digits)),
                             numeral_power(slice_part(text, digits, text.size)));
    struct numeral whole = numeral_chinese(text, 0);
    return decimal_shift(whole.value, whole.power);
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
    struct slice mark = SLICE(ZH_PARTS_OF);
    size_t at = slice_find(text, mark, 0);
    struct slice above = slice_part(text, at + mark.size, text.size);
    struct numeral part = numeral_chinese(above, 0);
    struct decimal value =
        is_digit((unsigned char)above.start[0]) ? numeral_arabic(above) : decimal_shift(part.value, part.power);
    expression->value = hundredths(value, read_denominator(slice_part(text, 0, at)));
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
    if (passage_has(passage, expression->mention.start, SLICE(ZH_PAST_HALF)))
        expression->comparator = COMPARATOR_ABOVE;
    if (passage_has(passage, expression->mention.start, SLICE(ZH_NEAR_HALF)))
        expression->comparator = COMPARATOR_ABOUT;
    return expression->mention.end;
}

/* 两位数 is 10 and more, 个位数 below 10. */
static size_t read_places(const struct passage *passage, struct expression *expression) {
    size_t start = expression->mention.start;
    bool one = slice_starts_among(slice_part(passage->text, start, expression->mention.end), SLICE(ZH_SINGLE)) > 0;
    int64_t value = passage_has(passage, start, SLICE(ZH_THREE))  ? 100
                    : passage_has(passage, start, SLICE(ZH_FOUR)) ? 1000
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
