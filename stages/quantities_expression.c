/* From a numeral outwards: multiplier, 余 and 多, unit, range or ratio, the words that compare. Left to right, each
 * step looks a bounded way ahead. */
#include "stages/quantities_expression.h"

#include <string.h>

#include "model/lexicon.h"
#include "stages/numerals.h"

static const struct {
    const char *word;
    enum says says;
} SAYINGS[] = {
    {">", SAYS_ABOVE},         {">=", SAYS_AT_LEAST}, {"<=", SAYS_AT_MOST},  {"<", SAYS_BELOW},
    {"~", SAYS_ABOUT},         {"past", SAYS_PAST},   {"value", SAYS_VALUE}, {"start", SAYS_START},
    {"ordinal", SAYS_ORDINAL}, {"first", SAYS_FIRST}, {"name", SAYS_NAME},   {"title", SAYS_TITLE},
    {"period", SAYS_PERIOD},   {"vague", SAYS_VAGUE}, {"more", SAYS_MORE},   {"range", SAYS_RANGE},
    {"work", SAYS_WORK},       {"of", SAYS_OF},       {"join", SAYS_JOIN},   {"none", SAYS_NONE},
};

static enum says saying(struct slice word) {
    for (size_t i = 0; i < sizeof SAYINGS / sizeof *SAYINGS; i++)
        if (slice_equal(word, slice_from_string(SAYINGS[i].word)))
            return SAYINGS[i].says;
    return SAYS_NOTHING;
}

enum says says_after(const struct passage *passage, size_t at, size_t *size) {
    struct lexicon_hit hit;
    const struct lexicon *lexicon = passage->report->lexicon;
    *size = 0;
    if (at >= passage->text.size ||
        !lexicon_match(lexicon, LEXICON_AFTER_NUMBER, TRIE_FORWARD, passage->text, at, &hit))
        return SAYS_NOTHING;
    *size = hit.size;
    return saying(lexicon_cell(lexicon, LEXICON_AFTER_NUMBER, hit.row, AFTER_NUMBER_SAYS));
}

enum says says_before(const struct passage *passage, size_t at, size_t *size) {
    struct lexicon_hit hit;
    const struct lexicon *lexicon = passage->report->lexicon;
    *size = 0;
    if (at <= passage->start || !lexicon_match(lexicon, LEXICON_BEFORE_NUMBER, TRIE_BACKWARD, passage->text, at, &hit))
        return SAYS_NOTHING;
    *size = hit.size;
    return saying(lexicon_cell(lexicon, LEXICON_BEFORE_NUMBER, hit.row, BEFORE_NUMBER_SAYS));
}

static bool stands_at(const struct passage *passage, size_t at, const char *mark) {
    return slice_starts(slice_part(passage->text, at, passage->text.size), slice_from_string(mark));
}

static size_t skip_space(const struct passage *passage, size_t at) {
    return at < passage->text.size && passage->text.start[at] == ' ' ? at + 1 : at;
}

/* ---- the number itself ---- */

static bool is_digit_at(const struct passage *passage, size_t at) {
    return at < passage->text.size && passage->text.start[at] >= '0' && passage->text.start[at] <= '9';
}

/* 1亿3000万: the second number belongs to the first. Returns where it ends. */
static size_t read_second_part(const struct passage *passage, struct expression *expression, size_t at) {
    size_t end = at;
    while (is_digit_at(passage, end) && end - at < 5)
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

static void give_unit(const struct passage *passage, struct expression *expression, struct slice unit) {
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
    if (!is_digit_at(passage, mention->end))
        return;
    size_t comma = mention->start;
    while (comma < mention->end && is_digit_at(passage, comma))
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

static size_t read_chinese(const struct passage *passage, struct expression *expression) {
    struct slice numeral = slice_part(passage->text, expression->mention.start, expression->mention.end);
    size_t at = read_more(passage, expression, expression->mention.end);
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
    return read_more(passage, expression, at + behind.size);
}

/* 百分之五点五, 千分之3; the mention of an Arabic number is its digits. */
static size_t read_percent(const struct passage *passage, struct expression *expression) {
    struct span mention = expression->mention;
    const size_t head = strlen("百分之");
    struct slice number = slice_part(passage->text, mention.start + head, mention.end);
    give_unit(passage, expression,
              stands_at(passage, mention.start, "百")   ? SLICE("%")
              : stands_at(passage, mention.start, "千") ? SLICE("‰")
                                                        : SLICE("‱"));
    if (is_digit_at(passage, mention.start + head)) {
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
    give_unit(passage, expression, SLICE("%"));
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
    give_unit(passage, expression, SLICE("%"));
    if (stands_at(passage, expression->mention.start, "过"))
        expression->comparator = COMPARATOR_ABOVE;
    if (stands_at(passage, expression->mention.start, "近"))
        expression->comparator = COMPARATOR_ABOUT;
    return expression->mention.end;
}

/* 两位数 is 10 and more, 个位数 below 10. */
static size_t read_places(const struct passage *passage, struct expression *expression) {
    size_t start = expression->mention.start;
    bool one = stands_at(passage, start, "个") || stands_at(passage, start, "個");
    int64_t value = stands_at(passage, start, "三") ? 100 : stands_at(passage, start, "四") ? 1000 : 10;
    expression->value = decimal_from_integer(value);
    expression->comparator = one ? COMPARATOR_BELOW : COMPARATOR_AT_LEAST;
    return expression->mention.end;
}

static size_t read_numeral(const struct passage *passage, struct expression *expression) {
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

/* ---- what follows it ---- */

/* The unit at byte `at`, unless a longer word stands there that is none: 成立 is no 成. Returns where it ends. */
static size_t read_unit(const struct passage *passage, struct expression *expression, size_t at) {
    expression->numeral_end = at;
    if (expression->given_unit.size || expression->kind >= NUMERAL_DOUBLING)
        return at;
    expression->unit.span = (struct span){at, at};
    size_t size, from = skip_space(passage, at);
    struct unit unit = unit_read(passage->report->lexicon, passage->text, from);
    enum says says = says_after(passage, from, &size);
    if (!unit.known || (size >= unit.span.end - unit.span.start && says != SAYS_MORE))
        return at;
    expression->unit = unit;
    return unit.span.end;
}

static size_t dash_size(const struct passage *passage, size_t at) {
    static const char *const DASHES[] = {"——", "—", "－", "-", "–", "～", "~", "〜", "−"};
    for (size_t i = 0; i < sizeof DASHES / sizeof *DASHES; i++)
        if (stands_at(passage, at, DASHES[i]))
            return strlen(DASHES[i]);
    return 0;
}

/* The numeral that begins just at byte `at`, with its unit. */
static bool read_neighbour(const struct passage *passage, size_t at, struct expression *neighbour, size_t *end) {
    if (at >= passage->text.size)
        return false;
    struct token token = quantities_scan(passage->text, at, passage->text.size);
    if (token.span.start != at || token.kind > NUMERAL_PERCENT)
        return false;
    *neighbour = (struct expression){.kind = token.kind, .mention = token.span};
    *end = read_unit(passage, neighbour, read_numeral(passage, neighbour));
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

/* A dash, 至 or 到 and another number; 和 only with 之间 behind. Returns where the range ends, or `at`. */
static size_t read_range(const struct passage *passage, struct expression *expression, size_t at) {
    size_t mark = dash_size(passage, at), end, size;
    bool between = !mark && (stands_at(passage, at, "和") || stands_at(passage, at, "与"));
    if (!mark &&
        (between || ((stands_at(passage, at, "至") || stands_at(passage, at, "到")) && expression->head != SAYS_START)))
        mark = strlen("至");
    struct expression high;
    if (!mark || !read_neighbour(passage, at + mark, &high, &end))
        return at;
    if (expression->given_unit.size && !high.given_unit.size && !high.unit.known)
        give_unit(passage, &high, expression->given_unit); /* 百分之二至三 */
    if (between && says_after(passage, end, &size) != SAYS_RANGE)
        return at;
    if (!join_range(expression, &high))
        return at;
    if (high.numeral_end > expression->numeral_end)
        expression->numeral_end = high.numeral_end;
    return end;
}

static size_t ratio_mark(const struct passage *passage, size_t at) {
    static const char *const MARKS[] = {":", "：", "∶", "︰", "比"};
    for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++)
        if (stands_at(passage, at, MARKS[i]))
            return strlen(MARKS[i]);
    return 0;
}

/* The parts of a ratio behind the first, each with one colon before it. False: out of memory. */
static bool write_ratio(const struct passage *passage, struct expression *expression, size_t end, size_t parts) {
    size_t from = parts == 2 ? expression->mention.end : expression->mention.start, size = 0;
    char *unit = arena_take(&passage->report->arena, end - from);
    if (!unit)
        return false;
    for (size_t at = from; at < end;) {
        size_t mark = ratio_mark(passage, at);
        unit[size++] = mark ? ':' : passage->text.start[at];
        at += mark ? mark : 1;
    }
    expression->given_unit = (struct slice){unit, size};
    if (parts > 2)
        expression->value = (struct decimal){0};
    expression->ratio = true;
    expression->measure = MEASURE_RATIO;
    return true;
}

/* 1.95:1, 6∶2∶2. Returns where it ends, `from` where there is none, SIZE_MAX where memory ran out. */
static size_t read_ratio(const struct passage *passage, struct expression *expression) {
    size_t end = expression->mention.end, parts = 1;
    for (;;) {
        size_t mark = ratio_mark(passage, end);
        if (!mark || !is_digit_at(passage, end + mark))
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

static bool comparator_of(enum says says, bool bare, enum comparator *comparator) {
    switch (says) {
    case SAYS_PAST:
        if (!bare)
            return false;
        *comparator = COMPARATOR_ABOVE;
        return true;
    case SAYS_ABOVE: *comparator = COMPARATOR_ABOVE; return true;
    case SAYS_AT_LEAST: *comparator = COMPARATOR_AT_LEAST; return true;
    case SAYS_AT_MOST: *comparator = COMPARATOR_AT_MOST; return true;
    case SAYS_BELOW: *comparator = COMPARATOR_BELOW; return true;
    case SAYS_ABOUT: *comparator = COMPARATOR_ABOUT; return true;
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

static void read_head(const struct passage *passage, struct expression *expression) {
    size_t at = expression->mention.start, size, start = at;
    if (expression->kind == NUMERAL_PERCENT)
        at = start = expression->whole.start;
    if (has_minus(passage, at, &start))
        expression->value = decimal_negate(expression->value);
    for (at = start; at > passage->start;) { /* ≤【1600】, > 51 */
        size_t previous = at;
        uint32_t code = slice_previous(passage->text, &previous);
        if (code != ' ' && code != 0x3010)
            break;
        at = previous;
    }
    expression->head = says_before(passage, at, &size);
    if (comparator_of(expression->head, expression->bare_multiplier, &expression->comparator))
        start = at - size;
    expression->whole.start = start;
}

/* 以上, 左右 behind number and unit; a second 多: 2倍多. */
static size_t read_tail(const struct passage *passage, struct expression *expression, size_t at) {
    size_t size;
    if (stands_at(passage, at, "】"))
        at += strlen("】");
    expression->tail = says_after(passage, at, &size);
    if (comparator_of(expression->tail, false, &expression->comparator)) {
        expression->closed = true;
        return at + size;
    }
    if (expression->tail == SAYS_RANGE && expression->range)
        return at + size;
    if (expression->tail == SAYS_MORE &&
        (unit_is(&expression->unit, "multiple") || unit_is(&expression->unit, "money"))) {
        if (expression->comparator == COMPARATOR_EQUAL)
            expression->comparator = COMPARATOR_ABOVE;
        return at + size;
    }
    return at;
}

static void set_measure(struct expression *expression) {
    if (unit_is(&expression->unit, "points"))
        expression->measure = MEASURE_CHANGE;
    else if (unit_is(&expression->unit, "multiple"))
        expression->measure = MEASURE_MULTIPLE;
    else if (unit_is(&expression->unit, "score"))
        expression->measure = MEASURE_SCORE;
}

bool expression_read(const struct passage *passage, const struct token *token, struct expression *expression) {
    *expression = (struct expression){.kind = token->kind, .mention = token->span, .whole = token->span};
    size_t at = read_numeral(passage, expression);
    read_head(passage, expression);
    size_t ratio = token->kind == NUMERAL_ARABIC && !expression->power ? read_ratio(passage, expression) : 0;
    if (ratio == SIZE_MAX)
        return false;
    if (expression->ratio) {
        expression->numeral_end = at = ratio;
        expression->unit.span = (struct span){at, at};
    } else {
        at = read_unit(passage, expression, at);
        at = read_range(passage, expression, at);
    }
    set_measure(expression);
    at = read_tail(passage, expression, at);
    if (expression->range && expression->comparator != COMPARATOR_ABOVE)
        expression->comparator = COMPARATOR_RANGE;
    expression->whole.end = at;
    return true;
}
