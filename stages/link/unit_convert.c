/* Reads a unit as magnitude, unit of units.csv and denominator, and compares two of them. */
#include "stages/link/unit_convert.h"

#include <string.h>

struct counted_unit {
    struct slice base, dimension;
    struct slice per; /* 人·年 of 元/人·年 */
    struct decimal factor_over, factor_under;
    int power;
};

/* 十 百 千 万 亿 in front of a unit; 0 for any other character. */
static int power_of_character(uint32_t code) {
    switch (code) {
    case 0x5341: return 1;
    case 0x767E: return 2;
    case 0x5343: return 3;
    case 0x4E07: return 4;
    case 0x4EBF: return 8;
    default: return 0;
    }
}

static bool read_factor(struct slice factor, struct counted_unit *unit) {
    size_t slash = slice_find(factor, SLICE("/"), 0);
    struct decimal one = decimal_from_integer(1);
    unit->factor_over =
        factor.size ? decimal_from_text(slice_part(factor, 0, slash < factor.size ? slash : factor.size)) : one;
    unit->factor_under = slash < factor.size ? decimal_from_text(slice_part(factor, slash + 1, factor.size)) : one;
    return unit->factor_over.known && unit->factor_over.digits > 0 && unit->factor_under.known &&
           unit->factor_under.digits > 0;
}

/* 套（间） is counted as 套. */
static struct slice without_bracket(struct slice text) {
    size_t bracket = slice_find(text, SLICE("（"), 0);
    return bracket && bracket < text.size ? slice_part(text, 0, bracket) : text;
}

static bool read_unit(const struct lexicon *lexicon, struct slice text, struct counted_unit *unit) {
    struct lexicon_hit hit;
    size_t slash = slice_find(text, SLICE("/"), 0), at = 0;
    *unit =
        (struct counted_unit){.per = slash < text.size ? slice_part(text, slash + 1, text.size) : (struct slice){0}};
    struct slice name = without_bracket(slice_part(text, 0, slash < text.size ? slash : text.size));
    while (at < name.size) {
        struct slice rest = slice_part(name, at, name.size);
        if (lexicon_find(lexicon, LEXICON_UNITS, rest, &hit)) {
            struct slice base = lexicon_cell(lexicon, LEXICON_UNITS, hit.row, UNITS_BASE);
            unit->base = base.size ? base : rest;
            unit->dimension = lexicon_cell(lexicon, LEXICON_UNITS, hit.row, UNITS_DIMENSION);
            return read_factor(lexicon_cell(lexicon, LEXICON_UNITS, hit.row, UNITS_FACTOR), unit);
        }
        int power = power_of_character(slice_next(name, &at));
        if (!power)
            return false;
        unit->power += power;
    }
    return false;
}

static bool same_thing(const struct counted_unit *from, const struct counted_unit *to) {
    if (to->per.size && !slice_equal(from->per, to->per))
        return false;
    bool counts = slice_equal(from->dimension, SLICE("count")) && slice_equal(to->dimension, SLICE("count"));
    return counts || slice_equal(from->base, to->base);
}

bool unit_ratio_find(const struct lexicon *lexicon, struct slice from, struct slice to, struct unit_ratio *ratio) {
    struct counted_unit one, other;
    *ratio = (struct unit_ratio){1, 1, 0};
    if (slice_equal(from, to) || (from.size == 0 && slice_equal(to, SLICE(":1")))) /* 2.4 is 2.4:1 */
        return true;
    if (!read_unit(lexicon, from, &one) || !read_unit(lexicon, to, &other) || !same_thing(&one, &other))
        return false;
    ratio->power = one.power - other.power;
    if (decimal_compare(one.factor_over, other.factor_over) == 0 &&
        decimal_compare(one.factor_under, other.factor_under) == 0)
        return true;
    const int64_t most = INT64_C(1) << 31; /* of each factor: the product of two fits */
    if (one.factor_over.digits > most || one.factor_under.digits > most || other.factor_over.digits > most ||
        other.factor_under.digits > most)
        return false;
    ratio->times = one.factor_over.digits * other.factor_under.digits;
    ratio->over = one.factor_under.digits * other.factor_over.digits;
    ratio->power += other.factor_over.scale + one.factor_under.scale - one.factor_over.scale - other.factor_under.scale;
    return true;
}

struct decimal unit_ratio_apply(const struct unit_ratio *ratio, struct decimal value) {
    enum { MORE_DECIMALS = 4, MOST_SCALE = 18 };
    const int64_t most = INT64_C(999999999999999999);
    const struct decimal unknown = {0};
    if (!value.known || value.digits > most / ratio->times || value.digits < -(most / ratio->times))
        return unknown;
    value.digits *= ratio->times;
    for (int i = 0; i < MORE_DECIMALS && value.digits % ratio->over; i++) {
        if (value.digits > most / 10 || value.digits < -(most / 10) || value.scale == MOST_SCALE)
            return unknown;
        value.digits *= 10;
        value.scale++;
    }
    int64_t half = value.digits % ratio->over == 0 ? 0 : value.digits < 0 ? -(ratio->over / 2) : ratio->over / 2;
    value.digits = (value.digits + half) / ratio->over;
    return decimal_shift(value, ratio->power);
}
