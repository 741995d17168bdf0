/* Whether a number in Chinese numerals measures: 一个, 三项 and 十大 are words, 三百万吨 and 建成两所学校 count. */
#include "stages/quantities/quantities_class.h"

#include "stages/model/lexicon.h"
#include "stages/quantities/numerals.h"

/* 三〇六片区: digits without 十百千 are read out, as in a name; 七八 is a range. */
static bool is_read_out(const struct passage *passage, const struct expression *expression) {
    struct slice mention = slice_part(passage->text, expression->mention.start, expression->mention.end);
    size_t characters = slice_characters(mention), at = 0;
    while (at < mention.size) {
        size_t from = at;
        uint32_t code = slice_next(mention, &at);
        if (numeral_power(slice_part(mention, from, at)) || code == 0x70B9 || code == 0x9EDE)
            return false;
    }
    return characters > 1 && !expression->range;
}

/* 几十, 数百: the word before takes the digit's place. */
static bool is_vague(const struct passage *passage, const struct expression *expression) {
    size_t at = expression->mention.start, from = at;
    slice_next(passage->text, &at);
    return expression->head == CUE_VAGUE && numeral_power(slice_part(passage->text, from, at)) > 0;
}

/* A unit of one character is part of a word behind a small number: 三方, 一度, 十分. */
static bool is_doubtful(const struct passage *passage, const struct expression *expression, int64_t value) {
    size_t size = expression->unit.span.end - expression->unit.span.start;
    bool small = expression->power == 0 && value >= 0 && value < 10;
    struct slice mention = slice_part(passage->text, expression->mention.start, expression->mention.end);
    struct slice unit = slice_part(passage->text, expression->unit.span.start, expression->unit.span.end);
    bool name =
        numeral_power(mention) > 0 && slice_equal(unit, SLICE(ZH_LI)) && !expression_is_led(expression); /* 十里长街 */
    if (name && is_ideograph(passage_code(passage, expression->whole.end)))
        return true;
    return (value == 1 && expression->power == 0) || (unit_is(&expression->unit, SLICE("score")) && value <= 10) ||
           (small && size <= 3 && !passage->chinese);
}

/* 五千一个月, 三毛一度 */
static bool is_priced(const struct expression *expression, int64_t value) {
    return expression->rate && (expression_has_unit(expression) || value >= 1000 || expression->power >= 4);
}

/* A numeral that counts no things: 十二届, 几十, 三〇六片区, 百 of 百家争鸣. */
static bool counts_nothing(const struct passage *passage, const struct expression *expression) {
    bool led = expression_is_led(expression) || expression->head == CUE_PAST;
    bool closes =
        !is_ideograph(passage_code(passage, expression->whole.end)) || expression->repeated; /* 人口六千五百万， */
    bool uncounted = !expression_has_unit(expression) &&
                     !(expression->power >= 4 && (expression->more || passage->chinese || closes));
    bool bare = expression->bare_multiplier && !led && !expression->more;
    return uncounted || bare || unit_is(&expression->unit, SLICE("session")) || is_vague(passage, expression) ||
           is_read_out(passage, expression);
}

/* Large enough to be counted and no word: 一百五十个, 十七八个, 四五家. */
static bool is_large(const struct passage *passage, const struct expression *expression, int64_t value) {
    enum { LONG_NUMERAL_BYTES = 6 };
    bool long_enough = expression->mention.end - expression->mention.start > LONG_NUMERAL_BYTES;
    bool tens = value >= 10 && (passage->chinese || cue_compare(expression->head));
    return tens || expression->power >= 4 || expression->more || (value >= 100 && long_enough) || value >= 1000 ||
           expression->range;
}

enum quantity_class expression_class_of_chinese(const struct passage *passage, const struct expression *expression) {
    int64_t value = expression_whole_value(expression);
    if (is_priced(expression, value) || expression_counts_few(passage, expression))
        return QUANTITY_MEASURED;
    if (counts_nothing(passage, expression))
        return QUANTITY_PHRASE;
    if (unit_is_share(&expression->unit) || expression->bare_multiplier ||
        !expression_has_unit(expression)) /* 三千八百多万城镇职工 */
        return QUANTITY_MEASURED;
    if (!unit_counts(&expression->unit) && !unit_is(&expression->unit, SLICE("days")))
        return is_doubtful(passage, expression, value) ? QUANTITY_PHRASE : QUANTITY_MEASURED;
    return is_large(passage, expression, value) ? QUANTITY_MEASURED : QUANTITY_PHRASE;
}
