/* From a numeral outwards: multiplier, 余 and 多, unit, range or ratio, the words that compare. Left to right, each
 * step looks a bounded way ahead. */
#include "stages/quantities/quantities_expression.h"

#include <string.h>

#include "stages/quantities/numerals.h"

static size_t skip_space(const struct passage *passage, size_t at) {
    return at < passage->text.size && passage->text.start[at] == ' ' ? at + 1 : at;
}

enum { LONGEST_LATIN_UNIT = 6, LONGEST_DENOMINATOR_BYTES = 8 };

/* The unit at byte `at`, unless a longer word stands there that is none: 成立 is no 成. Returns where it ends. */
static size_t read_unit(const struct passage *passage, struct expression *expression, size_t at) {
    expression->numeral_end = at;
    if (expression->given_unit.size || expression->kind >= NUMERAL_DOUBLING)
        return at;
    expression->unit.span = (struct span){at, at};
    size_t size, from = skip_space(passage, at);
    struct unit unit = unit_read(passage->report->lexicon, passage->text, from);
    if (!unit.known)
        return at;
    enum cue cue = cue_after(passage, from, &size);
    if (size >= unit.span.end - unit.span.start && cue != CUE_MORE)
        return at;
    expression->unit = unit;
    return unit.span.end;
}

/* Whether no word of the clause follows at byte `at`, or one such as 以上. */
static bool clause_ends(const struct passage *passage, size_t at) {
    size_t size;
    uint32_t next = passage_code(passage, at);
    enum cue behind = cue_after(passage, at, &size);
    return (!is_ideograph(next) && !is_latin(next) && !is_digit(next)) || behind == CUE_AT_LEAST ||
           behind == CUE_AT_MOST || behind == CUE_ABOUT;
}

/* Whether the letters or the character behind a number are its unit; `led`: a comparing word or 余 stands there;
 * `closes`: the clause ends behind them. */
static bool counts_as_unit(const struct expression *expression, bool latin, bool led, bool closes) {
    if (latin)
        return closes && (led || expression->head == CUE_VALUE || expression->power);
    return closes || (led && !expression->power);
}

/* A measure word that no line of the lexicon has: one character between a number and the end of the clause
 * (文化墙12幄，), or before a noun where a comparing word or 余 says that it counts (超过30幄帐篷); letters where a
 * word leads to the value (算力达到300Zops). Behind 万 a noun needs no measure word: 60万群众. */
static size_t read_unknown_unit(const struct passage *passage, struct expression *expression, size_t at) {
    size_t end = at, size;
    uint32_t first = passage_code(passage, at);
    bool latin = is_latin(first), led = cue_compare(expression->head) || expression->more;
    bool may_follow = latin || is_ideograph(first);
    if (expression->unit.known || expression->kind != NUMERAL_ARABIC || !may_follow ||
        cue_after(passage, at, &size) != CUE_NOTHING)
        return at;
    for (int i = 0; i < (latin ? LONGEST_LATIN_UNIT : 1) && is_latin(passage_code(passage, end)) == latin; i++)
        slice_next(passage->text, &end);
    if (!counts_as_unit(expression, latin, led, clause_ends(passage, end)))
        return at;
    expression->unit_unknown = true;
    expression->unit = (struct unit){.span = {at, end}, .base = slice_part(passage->text, at, end)};
    return end;
}

/* The unit in brackets directly before the number, or before the word that leads to it: 税收(万元)15.25,
 * 投资（亿元）达到1250.75. The bracket is part of the expression where the number follows it. */
static void read_unit_before(const struct passage *passage, struct expression *expression) {
    enum { LONGEST_UNIT_BYTES = 36 };
    size_t at = expression->whole.start, size;
    bool adjacent = true;
    if (expression->head == CUE_VALUE && at == expression->mention.start) {
        cue_before(passage, at, &size);
        at -= size;
        adjacent = false;
    }
    struct slice text = slice_part(
        passage->text, at > passage->start + LONGEST_UNIT_BYTES ? at - LONGEST_UNIT_BYTES : passage->start, at);
    bool wide = slice_ends(text, SLICE("）"));
    if (!wide && !slice_ends(text, SLICE(")")))
        return;
    struct slice open = wide ? SLICE("（") : SLICE("(");
    size_t from = slice_find_last(text, open);
    if (from == SIZE_MAX)
        return;
    struct slice inner = slice_part(text, from + open.size, text.size - open.size);
    struct slice multiplier = multiplier_read(passage->report->lexicon, inner, 0);
    struct unit unit = unit_read(passage->report->lexicon, inner, multiplier.size);
    if (!unit.known || unit.span.end != inner.size)
        return;
    expression->given_unit = inner;
    expression->multiplier = multiplier;
    expression->power = numeral_power(multiplier);
    expression->unit = unit;
    if (adjacent)
        expression->whole.start = expression->signed_start = at - text.size + from;
}

/* 12.5/10万: of so many. Returns where the denominator ends, `at` where there is none. */
static size_t read_denominator(const struct passage *passage, struct expression *expression, size_t at) {
    size_t mark = passage_has(passage, at, SLICE("/"))    ? strlen("/")
                  : passage_has(passage, at, SLICE("／")) ? strlen("／")
                                                          : 0;
    size_t end = at + mark;
    while (mark && end - at < LONGEST_DENOMINATOR_BYTES && is_digit(passage_code(passage, end)))
        end++;
    if (!mark)
        return at;
    struct slice multiplier = multiplier_read(passage->report->lexicon, passage->text, end);
    if (numeral_power(multiplier) < (end == at + mark ? 4 : 1))
        return at;
    end = unit_read(passage->report->lexicon, passage->text, end + multiplier.size).span.end;
    expression->unit = (struct unit){.span = {at, end}, .base = slice_part(passage->text, at, end), .known = true};
    return end;
}

static size_t dash_size(const struct passage *passage, size_t at) {
    switch (passage_code(passage, at)) {
    case '-':
    case '~': return 1;
    case 0x2014: return passage_has(passage, at, SLICE("——")) ? strlen("——") : strlen("—");
    case 0x2013: /* – */
    case 0xFF0D: /* － */
    case 0xFF5E: /* ～ */
    case 0x301C: /* 〜 */
    case 0x2212: /* − */ return strlen("–");
    default: return 0;
    }
}

/* The numeral that begins just at byte `at`, with its unit. */
static bool read_neighbour(const struct passage *passage, size_t at, struct expression *neighbour, size_t *end) {
    if (at >= passage->text.size)
        return false;
    struct token token = quantities_scan(passage->text, at, passage->text.size);
    if (token.span.start != at || token.kind > NUMERAL_PERCENT)
        return false;
    *neighbour = (struct expression){.kind = token.kind, .mention = token.span};
    *end = read_unit(passage, neighbour, expression_read_number(passage, neighbour));
    return neighbour->value.known && !neighbour->bare_multiplier;
}

/* The two ends of a range in one multiplier and one unit: 3000元至1万元, 5—6万人. False where they do not fit. */
static bool join_range(struct expression *low, const struct expression *high) {
    bool has_unit = low->unit.known || low->given_unit.size;
    if (has_unit && !slice_equal(low->unit.base, high->unit.base))
        return false;
    if (!has_unit && low->power == 0 && decimal_compare(low->value, high->value) < 0) {
        low->power = high->power;
        low->multiplier = high->multiplier;
    }
    struct decimal upper = decimal_shift(high->value, high->power - low->power);
    if (!upper.known || decimal_compare(low->value, upper) >= 0)
        return false;
    low->value2 = upper;
    low->unit = has_unit && high->unit.known ? low->unit : high->unit;
    if (high->given_unit.size)
        low->given_unit = high->given_unit;
    low->range = true;
    return true;
}

/* 五、六倍: one Chinese digit without a unit. */
static bool is_one_digit(const struct passage *passage, const struct expression *expression) {
    struct slice mention = slice_part(passage->text, expression->mention.start, expression->mention.end);
    return expression->kind == NUMERAL_CHINESE && slice_characters(mention) == 1 && expression->power == 0;
}

/* A dash, 至 or 到 and another number; 和 only with 之间 behind. Returns where the range ends, or `at`. */
static size_t read_range(const struct passage *passage, struct expression *expression, size_t at) {
    size_t mark = dash_size(passage, at), end, size;
    struct slice rest = slice_part(passage->text, at, passage->text.size);
    size_t pair = mark ? 0 : slice_starts_among(rest, SLICE(ZH_PAIR_JOINTS));
    bool between = pair > 0;
    if (between)
        mark = pair;
    else if (!mark && expression->head != CUE_START)
        mark = slice_starts_among(rest, SLICE(ZH_RANGE_JOINTS));
    struct expression high;
    if (!mark || !read_neighbour(passage, at + mark, &high, &end))
        return at;
    if (expression->given_unit.size && !high.given_unit.size && !high.unit.known)
        expression_give_unit(passage, &high, expression->given_unit); /* 百分之二至三 */
    if (between && cue_after(passage, end, &size) != CUE_RANGE)
        return at;
    if (!join_range(expression, &high))
        return at;
    if (high.numeral_end > expression->numeral_end)
        expression->numeral_end = high.numeral_end;
    return end;
}

/* 五、六倍, 三、四百万担: one digit stands for the same place as the next. Returns where it ends, or `at`. */
static size_t read_alternation(const struct passage *passage, struct expression *expression, size_t at) {
    struct expression high, low = *expression;
    size_t end;
    if (!is_one_digit(passage, expression) || !passage_has(passage, at, SLICE("、")) ||
        !read_neighbour(passage, at + strlen("、"), &high, &end) || !high.unit.known || high.value.scale)
        return at;
    int64_t lead = high.value.digits, place = 1;
    for (; lead > 0 && lead % 10 == 0; lead /= 10)
        place *= 10;
    if (lead != expression->value.digits + 1)
        return at;
    low.value.digits *= place;
    if (!join_range(&low, &high))
        return at;
    *expression = low;
    expression->numeral_end = high.numeral_end;
    return end;
}

static size_t ratio_mark(const struct passage *passage, size_t at) {
    switch (passage_code(passage, at)) {
    case ':': return 1;
    case 0xFF1A: /* ： */
    case 0x2236: /* ∶ */
    case 0xFE30: /* ︰ */
    case 0x6BD4: /* 比 */ return strlen("：");
    default: return 0;
    }
}

/* The parts of a ratio behind the first, each with one colon before it. False: out of memory. */
static bool write_ratio(const struct passage *passage, struct expression *expression, size_t end, size_t parts) {
    size_t from = parts == 2 ? expression->mention.end : expression->mention.start, size = 0;
    char *unit = arena_take(&passage->report->arena, end - from);
    if (!unit)
        return false;
    for (size_t at = from; at < end;) {
        size_t mark = ratio_mark(passage, at);
        unit[size++] = (char)(mark ? ':' : passage->text.start[at]);
        at += mark ? mark : 1;
    }
    expression->given_unit = (struct slice){unit, size};
    if (parts > 2)
        expression->value = (struct decimal){0};
    expression->ratio = true;
    expression->measure = MEASURE_RATIO;
    return true;
}

/* 2.15:1, 6∶2∶2. Returns where it ends, `from` where there is none, SIZE_MAX where memory ran out. */
static size_t read_ratio(const struct passage *passage, struct expression *expression) {
    size_t end = expression->mention.end, parts = 1;
    for (;;) {
        size_t mark = ratio_mark(passage, end);
        if (!mark || !is_digit(passage_code(passage, end + mark)))
            break;
        struct token token = quantities_scan(passage->text, end + mark, passage->text.size);
        if (token.kind != NUMERAL_ARABIC)
            break;
        end = token.span.end;
        parts++;
    }
    if (parts == 1)
        return expression->mention.end;
    return write_ratio(passage, expression, end, parts) ? end : SIZE_MAX;
}

/* ---- the words that compare ---- */

static bool comparator_of(enum cue cue, bool bare, enum comparator *comparator) {
    switch (cue) {
    case CUE_PAST:
        if (!bare)
            return false;
        *comparator = COMPARATOR_ABOVE;
        return true;
    case CUE_ABOVE: *comparator = COMPARATOR_ABOVE; return true;
    case CUE_AT_LEAST: *comparator = COMPARATOR_AT_LEAST; return true;
    case CUE_AT_MOST: *comparator = COMPARATOR_AT_MOST; return true;
    case CUE_BELOW: *comparator = COMPARATOR_BELOW; return true;
    case CUE_ABOUT: *comparator = COMPARATOR_ABOUT; return true;
    default: return false;
    }
}

/* A minus sign belongs to the number unless it joins it to something before: 1-2, A-5, 12%-15%. */
static bool has_minus(const struct passage *passage, size_t at, size_t *start) {
    if (at <= passage->start)
        return false;
    size_t sign = at;
    uint32_t code = slice_previous(passage->text, &sign);
    if (code != '-' && code != 0x2212 && code != 0xFF0D)
        return false;
    *start = sign;
    if (sign <= passage->start)
        return true;
    uint32_t before = slice_previous(passage->text, &sign);
    return !((before >= '0' && before <= '9') || (before | 32) - 'a' < 26 || before == '%' || before == '-' ||
             before == 0xFF05);
}

/* 增速为负1.1%, 转为正2.5%: a sign in words, behind a word that leads to a value or the name of a rate. 减负100亿元 has
 * none. */
static bool has_sign_word(const struct passage *passage, size_t at, size_t *start, bool *negative) {
    static const uint32_t leads[] = {0x4E3A, 0x7531, 0x81F3, 0x5230, 0x662F, 0x4ECE,  /* 为由至到是从 */
                                     0x901F, 0x5E45, 0x7387, 0x503C, 0x957F, 0x8FBE}; /* 速幅率值长达 */
    size_t sign = at;
    uint32_t code = at > passage->start ? slice_previous(passage->text, &sign) : 0;
    if (code != 0x8D1F && code != 0x6B63) /* 负 正 */
        return false;
    uint32_t before = passage_code_before(passage, sign);
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++)
        if (before == leads[i]) {
            *start = sign;
            *negative = code == 0x8D1F;
            return true;
        }
    return false;
}

static void read_head(const struct passage *passage, struct expression *expression) {
    size_t at = expression->mention.start, size, start = at;
    if (expression->kind == NUMERAL_PERCENT)
        at = start = expression->whole.start;
    bool negative = true;
    if (has_minus(passage, at, &start) || has_sign_word(passage, at, &start, &negative))
        expression->value = negative ? decimal_negate(expression->value) : expression->value;
    expression->signed_start = start;
    for (at = start; at > passage->start;) { /* ≤【1600】, > 51 */
        size_t previous = at;
        uint32_t code = slice_previous(passage->text, &previous);
        if (code != ' ' && code != 0x3010)
            break;
        at = previous;
    }
    expression->head = cue_before(passage, at, &size);
    if (comparator_of(expression->head, expression->bare_multiplier, &expression->comparator))
        start = at - size;
    else if (expression->comparator == COMPARATOR_EQUAL)
        comparator_of(cue_over(passage, at), false, &expression->comparator);
    expression->whole.start = start;
}

/* 一成二 is 1.2 成: a digit behind tenths, with no unit of its own. Returns where it ends; `at` for none. */
static size_t read_hundredth(const struct passage *passage, struct expression *expression, size_t at) {
    bool tenths = unit_is(&expression->unit, SLICE("share")) && slice_equal(expression->unit.factor, SLICE("10"));
    if (!tenths || expression->kind != NUMERAL_CHINESE || expression->value.scale || at >= passage->text.size)
        return at;
    size_t end = at;
    slice_next(passage->text, &end);
    struct numeral digit = numeral_chinese(slice_part(passage->text, at, end), 0);
    size_t size;
    bool closes = !is_ideograph(passage_code(passage, end)) || cue_compare(cue_after(passage, end, &size));
    if (!digit.value.known || digit.bare || digit.power || !closes)
        return at;
    expression->value = decimal_add(expression->value, (struct decimal){true, 1, digit.value.digits});
    return end;
}

/* 三分之二强, 三成弱: a little more or less. */
static bool has_rest_word(const struct passage *passage, const struct expression *expression, size_t at) {
    uint32_t code = passage_code(passage, at);
    bool part = expression->kind == NUMERAL_FRACTION || expression->kind == NUMERAL_HALF ||
                (unit_is(&expression->unit, SLICE("share")) && expression->kind == NUMERAL_CHINESE);
    return part && (code == 0x5F3A || code == 0x5F31) && /* 强 弱 */
           !is_ideograph(passage_code(passage, at + strlen(ZH_A_LITTLE_MORE)));
}

/* 2倍多, 三成多: 多 behind the unit. */
static bool takes_more(const struct expression *expression) {
    return expression->kind == NUMERAL_DOUBLING || expression->kind == NUMERAL_FRACTION ||
           unit_is(&expression->unit, SLICE("multiple")) || unit_is(&expression->unit, SLICE("money")) ||
           (unit_is(&expression->unit, SLICE("share")) && expression->kind == NUMERAL_CHINESE);
}

/* 以上, 左右 behind number and unit; a second 多: 2倍多. */
static size_t read_tail(const struct passage *passage, struct expression *expression, size_t at) {
    size_t size;
    if (passage_has(passage, at, SLICE("】")))
        at += strlen("】");
    at = read_hundredth(passage, expression, at);
    expression->tail = cue_after(passage, at, &size);
    if (has_rest_word(passage, expression, at)) {
        expression->comparator = passage_code(passage, at) == 0x5F3A ? COMPARATOR_ABOVE : COMPARATOR_BELOW;
        expression->tail = CUE_NOTHING;
        return at + strlen(ZH_A_LITTLE_MORE);
    }
    if (comparator_of(expression->tail, false, &expression->comparator)) {
        expression->closed = true;
        return at + size;
    }
    if (expression->tail == CUE_RANGE && expression->range)
        return at + size;
    if (expression->tail == CUE_HALF && expression->kind == NUMERAL_CHINESE &&
        !unit_is(&expression->unit, SLICE("count"))) {
        expression->value = decimal_add(expression->value, (struct decimal){true, 1, 5}); /* 二斤半 */
        return at + size;
    }
    if (expression->tail == CUE_MORE && takes_more(expression)) {
        if (expression->comparator == COMPARATOR_EQUAL)
            expression->comparator = COMPARATOR_ABOVE;
        return at + size;
    }
    return at;
}

static void set_measure(struct expression *expression) {
    if (unit_is(&expression->unit, SLICE("points")))
        expression->measure = MEASURE_CHANGE;
    else if (unit_is(&expression->unit, SLICE("multiple")))
        expression->measure = MEASURE_MULTIPLE;
    else if (unit_is(&expression->unit, SLICE("score")) &&
             expression->unit.span.end - expression->unit.span.start == expression->unit.base.size) /* no 分/千瓦时 */
        expression->measure = MEASURE_SCORE;
}

/* Unit and range behind a number, or the unit before it. Returns where they end. */
static size_t read_measure(const struct passage *passage, struct expression *expression, size_t at) {
    at = read_unit(passage, expression, at);
    at = read_range(passage, expression, at);
    if (!expression->range && !expression->unit.known)
        at = read_alternation(passage, expression, at);
    if (!expression->unit.known && !expression->given_unit.size)
        at = read_unknown_unit(passage, expression, read_denominator(passage, expression, at));
    bool without_unit = !expression->unit.known && !expression->unit_unknown;
    if (expression->kind == NUMERAL_ARABIC && !expression->power && without_unit && !expression->range)
        read_unit_before(passage, expression);
    expression->rate = expression->rate || expression_is_rate(passage, at);
    return at;
}

bool expression_read(const struct passage *passage, const struct token *token, struct expression *expression) {
    *expression = (struct expression){.kind = token->kind, .mention = token->span, .whole = token->span};
    size_t at = expression_read_number(passage, expression);
    read_head(passage, expression);
    size_t ratio = token->kind == NUMERAL_ARABIC && !expression->power ? read_ratio(passage, expression) : 0;
    if (ratio == SIZE_MAX)
        return false;
    if (expression->ratio) {
        expression->numeral_end = at = ratio;
        expression->unit.span = (struct span){at, at};
    } else {
        at = read_measure(passage, expression, at);
    }
    set_measure(expression);
    at = read_tail(passage, expression, at);
    if (expression->range && expression->comparator != COMPARATOR_ABOVE)
        expression->comparator = COMPARATOR_RANGE;
    expression->whole.end = at;
    return true;
}
