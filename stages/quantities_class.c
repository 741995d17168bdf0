/* Is a numeric expression a measurement, or a date, an ordinal, a name, a slogan, a time? Decided by the words around
 * it and the dimension of its unit; the text is looked at a bounded way on both sides. */
#include "stages/quantities_expression.h"

#include "model/lexicon.h"
#include "stages/numerals.h"

/* How far a capacity may stand before what has it: 年产20万吨高性能纤维全产业链项目. */
enum { LONGEST_WORK_CHARACTERS = 20, MOST_UNKNOWN_UNIT_CHARACTERS = 2 };

static uint32_t code_at(const struct passage *passage, size_t at) {
    return at < passage->text.size ? slice_next(passage->text, &at) : 0;
}

static uint32_t code_before(const struct passage *passage, size_t at) {
    return at > passage->start ? slice_previous(passage->text, &at) : 0;
}

static bool is_ideograph(uint32_t code) {
    return code >= 0x4E00 && code <= 0x9FFF;
}

static bool is_latin(uint32_t code) {
    return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z');
}

static bool is_digit(uint32_t code) {
    return code >= '0' && code <= '9';
}

static bool is_comparing(enum says says) {
    return says >= SAYS_ABOVE && says <= SAYS_ABOUT;
}

/* Does the word before lead to a value: 达到, 增长, 超过? */
static bool is_led(const struct expression *expression) {
    return is_comparing(expression->head) || expression->head == SAYS_VALUE || expression->head == SAYS_START;
}

static bool has_unit(const struct expression *expression) {
    return expression->unit.known || expression->given_unit.size > 0;
}

bool expression_is_bare(const struct expression *expression) {
    return expression->kind <= NUMERAL_CHINESE && !has_unit(expression) && expression->power == 0;
}

static int64_t whole_value(const struct expression *expression) {
    struct decimal value =
        expression->value.known ? decimal_shift(expression->value, expression->power) : expression->value;
    return !value.known || value.scale ? -1 : value.digits;
}

static bool looks_like_year(const struct expression *expression) {
    int64_t value = whole_value(expression);
    return expression->mention.end - expression->mention.start == 4 && value >= 1900 && value < 2100 &&
           expression->kind == NUMERAL_ARABIC;
}

/* 1. or 2、 at the head of a paragraph or behind a colon, a semicolon or a full stop. */
static bool is_list_number(const struct passage *passage, const struct expression *expression) {
    uint32_t next = code_at(passage, expression->mention.end);
    uint32_t before = code_before(passage, expression->mention.start);
    bool marked = next == '.' || next == 0xFF0E || next == 0x3001 || next == ')' || next == 0xFF09;
    bool opens = before == 0 || before == 0xFF1B || before == 0xFF1A || before == 0x3002 || before == ' ';
    return marked && opens && whole_value(expression) >= 0 && whole_value(expression) < 200;
}

/* Part of a code: letters, signs or digits stand right beside it. */
static bool is_code(const struct passage *passage, const struct expression *expression) {
    uint32_t before = code_before(passage, expression->mention.start);
    uint32_t next = code_at(passage, expression->mention.end);
    size_t size;
    bool led = says_before(passage, expression->mention.start, &size) == SAYS_VALUE;
    if ((is_latin(before) && !led) || before == '+' || before == '_' || before == '#' || before == '@' ||
        is_digit(before))
        return true;
    return (is_latin(next) && !expression->unit.known && !is_led(expression)) || next == '_' || next == '#' ||
           next == '@' || next == '+';
}

/* Behind 以上 stands what is counted by something else: 亿元以上项目, 产值5000万元以上的企业. Shares and counts are
 * not meant: 80%以上街道建成…, 10家以上企业. */
static bool is_modifier(const struct passage *passage, const struct expression *expression) {
    size_t size;
    if (!expression->closed || expression->tail == SAYS_ABOUT || unit_is(&expression->unit, "share"))
        return false;
    uint32_t next = code_at(passage, expression->whole.end);
    bool of = says_after(passage, expression->whole.end, &size) == SAYS_OF;
    if (!is_ideograph(next) || next == 0x548C || next == 0x7528) /* 和, 用于 */
        return false;
    return of || !(unit_is(&expression->unit, "count") || unit_is(&expression->unit, "people") ||
                   unit_is(&expression->unit, "points") || unit_is(&expression->unit, "multiple"));
}

/* The capacity of a work that is named behind it: 20万吨纤维项目, 9兆瓦发电机组. */
static bool is_capacity(const struct passage *passage, const struct expression *expression) {
    static const char *const DIMENSIONS[] = {"mass", "power", "energy", "volume", "area", "count"};
    bool capacity = false;
    for (size_t i = 0; i < sizeof DIMENSIONS / sizeof *DIMENSIONS; i++)
        capacity |= unit_is(&expression->unit, DIMENSIONS[i]);
    (void)capacity;
    size_t at = expression->whole.end;
    if (!capacity || unit_is(&expression->unit, "count") || expression->closed || is_led(expression))
        return false;
    for (int i = 0; i < LONGEST_WORK_CHARACTERS && at < passage->text.size; i++) {
        size_t size;
        if (says_after(passage, at, &size) == SAYS_WORK)
            return true;
        uint32_t code = slice_next(passage->text, &at);
        if (!is_ideograph(code) && !is_latin(code))
            return false;
    }
    return false;
}

static enum quantity_class class_of_time(const struct expression *expression) {
    bool measured = expression->head == SAYS_VALUE || is_comparing(expression->head);
    if (unit_is(&expression->unit, "time") && !(measured && expression->tail != SAYS_PERIOD))
        return QUANTITY_DURATION;
    if (unit_is(&expression->unit, "hours") && !measured && !expression->closed && expression->tail != SAYS_VALUE)
        return QUANTITY_DURATION;
    if (unit_is(&expression->unit, "days") && (expression->tail == SAYS_PERIOD || expression->head == SAYS_PERIOD))
        return QUANTITY_DURATION;
    if (unit_is(&expression->unit, "age") && (!measured || expression->closed))
        return QUANTITY_NAME;
    return QUANTITY_MEASURED;
}

/* By what its unit measures. */
static enum quantity_class class_of_unit(const struct passage *passage, const struct expression *expression) {
    if (unit_is(&expression->unit, "date"))
        return QUANTITY_YEAR;
    if (unit_is(&expression->unit, "grade") || unit_is(&expression->unit, "class"))
        return QUANTITY_NAME;
    enum quantity_class class = class_of_time(expression);
    if (class != QUANTITY_MEASURED)
        return class;
    if (expression->head == SAYS_PERIOD)
        return QUANTITY_DURATION;
    if (expression->tail == SAYS_NAME || is_modifier(passage, expression) || is_capacity(passage, expression))
        return QUANTITY_NAME;
    return QUANTITY_MEASURED;
}

/* A number without a unit: a value where a word leads to it or it has decimals, otherwise a name. */
static enum quantity_class class_of_bare(const struct passage *passage, const struct expression *expression) {
    if (looks_like_year(expression))
        return QUANTITY_YEAR;
    if (expression->tail == SAYS_NAME || expression->tail == SAYS_PERIOD || is_modifier(passage, expression))
        return QUANTITY_NAME;
    bool said =
        is_led(expression) || expression->closed || expression->range || expression->comparator != COMPARATOR_EQUAL;
    if (passage->cell || said || (expression->value.known && expression->value.scale > 0))
        return QUANTITY_MEASURED;
    return QUANTITY_NAME;
}

/* 三百万吨, 一百二十三个: where Chinese numerals count. 一个, 三项 and 十大 are words, not counts. */
static enum quantity_class class_of_chinese(const struct passage *passage, const struct expression *expression) {
    static const char *const COUNTED[] = {"count", "people", "score", "days"};
    static const char *const ALWAYS[] = {"share", "multiple", "points"};
    int64_t value = whole_value(expression);
    if (expression->head == SAYS_VAGUE || !expression->value.known || !has_unit(expression))
        return QUANTITY_PHRASE;
    if (expression->bare_multiplier && expression->mention.end == expression->numeral_end && value >= 10 &&
        !is_comparing(expression->head) && expression->head != SAYS_PAST && expression->head != SAYS_VALUE)
        return passage->chinese && value < 100 ? QUANTITY_MEASURED : QUANTITY_PHRASE;
    if (expression->bare_multiplier && !is_comparing(expression->head) && expression->head != SAYS_PAST &&
        expression->head != SAYS_VALUE)
        return QUANTITY_PHRASE;
    for (size_t i = 0; i < sizeof ALWAYS / sizeof *ALWAYS; i++)
        if (unit_is(&expression->unit, ALWAYS[i]))
            return QUANTITY_MEASURED;
    bool counted = false;
    for (size_t i = 0; i < sizeof COUNTED / sizeof *COUNTED; i++)
        counted |= unit_is(&expression->unit, COUNTED[i]);
    if (!counted)
        return value == 1 && expression->power == 0 ? QUANTITY_PHRASE : QUANTITY_MEASURED;
    bool large = expression->power >= 4 || (value >= 100 && expression->mention.end - expression->mention.start > 6);
    return large || expression->comparator == COMPARATOR_ABOVE || (passage->chinese && value >= 10) ? QUANTITY_MEASURED
                                                                                                    : QUANTITY_PHRASE;
}

enum quantity_class expression_class(const struct passage *passage, const struct expression *expression) {
    if (expression->kind == NUMERAL_DOUBLING)
        return QUANTITY_MEASURED;
    if (expression->mention.start < passage->quote_end)
        return QUANTITY_NAME;
    if (expression->head == SAYS_ORDINAL)
        return QUANTITY_ORDINAL;
    if (expression->ratio)
        return QUANTITY_MEASURED;
    if (!expression->value.known || expression->head == SAYS_NAME)
        return QUANTITY_NAME;
    if (expression->kind == NUMERAL_ARABIC && is_list_number(passage, expression) && !passage->cell)
        return QUANTITY_ORDINAL;
    if (expression->kind == NUMERAL_ARABIC && is_code(passage, expression))
        return QUANTITY_NAME;
    enum quantity_class class = class_of_unit(passage, expression);
    if (class != QUANTITY_MEASURED)
        return class;
    if (expression->head == SAYS_FIRST)
        return QUANTITY_NAME;
    if (expression->kind == NUMERAL_CHINESE)
        return class_of_chinese(passage, expression);
    return expression_is_bare(expression) ? class_of_bare(passage, expression) : QUANTITY_MEASURED;
}
