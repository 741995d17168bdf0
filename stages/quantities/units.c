/* Units by the lexicon `units`, with denominators (万元/人, 微克每立方米) and alternatives in brackets (套（间）). */
#include "stages/quantities/units.h"

#include <string.h>

#include "stages/model/lexicon.h"
#include "stages/quantities/numerals.h"

enum { LONGEST_MULTIPLIER = 3, MOST_DENOMINATORS = 3 };

static bool is_ascii_letter(uint32_t code) {
    return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z');
}

/* A Latin unit ends where the letters end: 5G is no gram, 30 km is a length. */
static bool ends_as_word(struct slice text, struct slice word, size_t end) {
    bool latin = word.size > 0 && is_ascii_letter((unsigned char)word.start[word.size - 1]);
    if (!latin || end >= text.size)
        return true;
    unsigned char next = (unsigned char)text.start[end];
    return !is_ascii_letter(next) && !(next >= '0' && next <= '9');
}

static bool match_word(const struct lexicon *lexicon, struct slice text, size_t at, struct lexicon_hit *hit) {
    return at < text.size && lexicon_match(lexicon, LEXICON_UNITS, TRIE_FORWARD, text, at, hit) &&
           ends_as_word(text, slice_part(text, at, at + hit->size), at + hit->size);
}

/* What separates a unit from its denominator: / ／ · 每. Its size, 0 for none. */
static size_t denominator_mark(struct slice text, size_t at) {
    if (at >= text.size)
        return 0;
    switch (slice_next(text, &at)) {
    case '/': return strlen("/");
    case 0xFF0F: return strlen("／");
    case 0xB7: return strlen("·");
    case 0x6BCF: return strlen(ZH_EVERY);
    default: return 0;
    }
}

struct slice multiplier_read(const struct lexicon *lexicon, struct slice text, size_t at) {
    struct lexicon_hit hit;
    size_t end = at;
    for (int i = 0; i < LONGEST_MULTIPLIER && end < text.size; i++) {
        size_t next = end;
        slice_next(text, &next);
        if (!numeral_power(slice_part(text, end, next)) || match_word(lexicon, text, end, &hit))
            break;
        end = next;
    }
    return slice_part(text, at, end);
}

/* The end of the denominators that stand at byte `at`. */
static size_t denominators_end(const struct lexicon *lexicon, struct slice text, size_t at) {
    for (int i = 0; i < MOST_DENOMINATORS; i++) {
        size_t mark = denominator_mark(text, at);
        if (!mark)
            break;
        size_t from = at + mark, multiplier = multiplier_read(lexicon, text, from).size; /* 张/千人 */
        struct lexicon_hit hit;
        if (match_word(lexicon, text, from, &hit))
            at = from + hit.size;
        else if (multiplier && match_word(lexicon, text, from + multiplier, &hit))
            at = from + multiplier + hit.size;
        else
            break;
    }
    return at;
}

/* A second measure word in brackets: 6条（个）, 1.8万套（间）. */
static size_t bracket_end(const struct lexicon *lexicon, struct slice text, size_t at) {
    struct slice open = SLICE("（"), close = SLICE("）");
    struct lexicon_hit hit;
    if (!slice_starts(slice_part(text, at, text.size), open) || !match_word(lexicon, text, at + open.size, &hit))
        return at;
    size_t end = at + open.size + hit.size;
    return slice_starts(slice_part(text, end, text.size), close) ? end + close.size : at;
}

struct unit unit_read(const struct lexicon *lexicon, struct slice text, size_t at) {
    struct unit unit = {.span = {at, at}};
    struct lexicon_hit hit;
    if (!match_word(lexicon, text, at, &hit))
        return unit;
    unit.known = true;
    unit.dimension = lexicon_cell(lexicon, LEXICON_UNITS, hit.row, UNITS_DIMENSION);
    unit.base = lexicon_cell(lexicon, LEXICON_UNITS, hit.row, UNITS_BASE);
    unit.factor = lexicon_cell(lexicon, LEXICON_UNITS, hit.row, UNITS_FACTOR);
    unit.span.end = at + hit.size;
    if (!unit.base.size)
        unit.base = slice_part(text, at, unit.span.end);
    size_t end = denominators_end(lexicon, text, unit.span.end);
    unit.span.end = end > unit.span.end ? end : bracket_end(lexicon, text, unit.span.end);
    return unit;
}

/* value × numerator, where it fits. */
static struct decimal times(struct decimal value, int64_t factor) {
    int64_t limit = INT64_C(999999999999999999) / (factor ? factor : 1);
    if (!value.known || value.digits > limit || value.digits < -limit)
        return (struct decimal){0};
    value.digits *= factor;
    return value;
}

/* value ÷ divisor, to two places more than the value has where it does not come out even. */
static struct decimal divided(struct decimal value, int64_t divisor) {
    struct decimal fine = value;
    for (int i = 0; i < 2 && value.digits % divisor != 0; i++) {
        fine = times(fine, 10);
        if (!fine.known || fine.scale >= 18)
            return (struct decimal){0};
        fine.scale++;
    }
    int64_t half = fine.digits < 0 ? -divisor / 2 : divisor / 2;
    fine.digits = (fine.digits + (fine.digits % divisor ? half : 0)) / divisor;
    return fine;
}

struct decimal unit_base_value(const struct unit *unit, struct decimal value, int power) {
    struct decimal base = value.known ? decimal_shift(value, power) : value;
    if (!base.known)
        return (struct decimal){0};
    if (!unit->factor.size)
        return base;
    struct slice factor = unit->factor;
    size_t slash = slice_find(factor, SLICE("/"), 0);
    struct decimal over = decimal_from_text(slice_part(factor, 0, slash == SIZE_MAX ? factor.size : slash));
    if (!over.known)
        return (struct decimal){0};
    base = times(base, over.digits);
    base = base.known ? decimal_shift(base, -over.scale) : base;
    if (slash == SIZE_MAX || !base.known)
        return base;
    struct decimal under = decimal_from_text(slice_part(factor, slash + 1, factor.size));
    return under.known && under.digits > 0 && under.scale == 0 ? divided(base, under.digits) : (struct decimal){0};
}

struct slice unit_base_name(const struct unit *unit, struct slice text, struct arena *arena) {
    struct slice whole = slice_part(text, unit->span.start, unit->span.end);
    size_t at = 0;
    while (at < whole.size && !denominator_mark(whole, at))
        slice_next(whole, &at);
    if (at == whole.size || at == 0)
        return unit->base;
    size_t mark = denominator_mark(whole, at);
    struct slice pieces[] = {unit->base, SLICE("/"), slice_part(whole, at + mark, whole.size)};
    return arena_join(arena, pieces, 3);
}
