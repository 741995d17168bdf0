/* Is a numeric expression a measurement, or a date, an ordinal, a name, a slogan, a time? Decided by the words around
 * it and the dimension of its unit; the text is looked at a bounded way on both sides. */
#include "stages/quantities/quantities_class.h"

#include <string.h>

#include "stages/model/lexicon.h"
#include "stages/quantities/numerals.h"

/* How far a capacity may stand before what has it: 年产20万吨高性能纤维全产业链项目. */
enum { LONGEST_WORK_CHARACTERS = 20, LONGEST_FIGURE_CELL_BYTES = 96 };

bool expression_is_led(const struct expression *expression) {
    return cue_compare(expression->head) || expression->head == CUE_VALUE || expression->head == CUE_START ||
           expression->head == CUE_GAIN;
}

bool expression_has_unit(const struct expression *expression) {
    return expression->unit.known || expression->given_unit.size > 0;
}

bool expression_is_bare(const struct expression *expression) {
    return expression->kind <= NUMERAL_CHINESE && !expression_has_unit(expression) && expression->power == 0;
}

int64_t expression_whole_value(const struct expression *expression) {
    struct decimal value =
        expression->value.known ? decimal_shift(expression->value, expression->power) : expression->value;
    return !value.known || value.scale ? -1 : value.digits;
}

static bool looks_like_year(const struct expression *expression) {
    int64_t value = expression_whole_value(expression);
    return expression->mention.end - expression->mention.start == 4 && value >= 1900 && value < 2100 &&
           expression->kind == NUMERAL_ARABIC;
}

/* 1. or 2、 at the head of a paragraph or behind a colon, a semicolon or a full stop. */
static bool is_list_number(const struct passage *passage, const struct expression *expression) {
    uint32_t next = passage_code(passage, expression->mention.end);
    uint32_t before = passage_code_before(passage, expression->mention.start);
    bool marked = next == '.' || next == 0xFF0E || next == 0x3001 || next == ')' || next == 0xFF09;
    bool opens = before == 0 || before == 0xFF1B || before == 0xFF1A || before == 0x3002 || before == ' ';
    return marked && opens && expression_whole_value(expression) >= 0 && expression_whole_value(expression) < 200;
}

static bool counts_parts(const struct expression *expression) {
    return unit_is(&expression->unit, SLICE("count")) || unit_is(&expression->unit, SLICE("people")) ||
           expression->unit_unknown;
}

/* 2.3 before a heading or a member of a list, at the head of a paragraph, behind a stop, or right behind the unit or
 * bracket of the number before: …3541.07万元2.3本年到位资金…. A measure word behind it counts no parts of things. */
static bool is_item_number(const struct passage *passage, const struct expression *expression) {
    enum { LONGEST_ITEM_NUMBER = 5, WORD_BYTES = 3 };
    size_t size = expression->mention.end - expression->mention.start;
    size_t unit = expression->unit.span.end - expression->unit.span.start;
    uint32_t before = passage_code_before(passage, expression->mention.start);
    uint32_t next = passage_code(passage, expression->mention.end);
    if (expression->value.scale == 0 || size > LONGEST_ITEM_NUMBER || expression->power ||
        expression->given_unit.size || !is_ideograph(next))
        return false;
    bool opens = before == 0 || before == 0x3002 || before == 0xFF1B; /* 。； */
    bool glued = before == '%' || (is_ideograph(before) && expression->mention.start == passage->number_end);
    return (opens || glued) && (unit == 0 || (counts_parts(expression) && unit == WORD_BYTES));
}

/* Part of a code: letters, signs or digits stand right beside it. */
static bool is_code(const struct passage *passage, const struct expression *expression) {
    uint32_t before = passage_code_before(passage, expression->mention.start);
    uint32_t next = passage_code(passage, expression->mention.end);
    size_t size;
    bool led = cue_before(passage, expression->mention.start, &size) == CUE_VALUE;
    if ((is_latin(before) && !led) || before == '+' || before == '_' || before == '#' || before == '@' ||
        is_digit(before))
        return true;
    return (is_latin(next) && expression->unit.span.end == expression->unit.span.start) || next == '_' || next == '#' ||
           next == '@' || next == '+';
}

bool unit_counts(const struct unit *unit) {
    return unit_is(unit, SLICE("count")) || unit_is(unit, SLICE("people")) || unit_is(unit, SLICE("animals"));
}
bool unit_is_share(const struct unit *unit) {
    return unit_is(unit, SLICE("share")) || unit_is(unit, SLICE("points")) || unit_is(unit, SLICE("multiple"));
}

/* What the capacity of a work is told in. */
static bool is_output(const struct unit *unit) {
    return unit_is(unit, SLICE("mass")) || unit_is(unit, SLICE("power")) || unit_is(unit, SLICE("energy")) ||
           unit_is(unit, SLICE("volume")) || unit_is(unit, SLICE("area")) || unit_is(unit, SLICE("animals"));
}

/* Companies or works stand behind, within a few characters: 工业企业, 大项目. */
static bool is_owner(const struct passage *passage, size_t at) {
    enum { LONGEST_KIND_CHARACTERS = 5 };
    for (int i = 0; i < LONGEST_KIND_CHARACTERS && is_ideograph(passage_code(passage, at)); i++) {
        size_t size;
        enum cue cue = cue_after(passage, at, &size);
        if (cue == CUE_WORK || cue == CUE_OWNER)
            return true;
        slice_next(passage->text, &at);
    }
    return false;
}

/* With a comparator, what stands behind may be what is counted elsewhere: 亿元以上项目, 总投资超过10亿元的企业. */
static bool is_modifier(const struct passage *passage, const struct expression *expression) {
    size_t size;
    bool compared = expression->closed ? expression->tail != CUE_ABOUT
                                       : cue_compare(expression->head) || expression->head == CUE_PAST;
    if (!compared || unit_is_share(&expression->unit) || expression->given_unit.size)
        return false;
    uint32_t next = passage_code(passage, expression->whole.end);
    enum cue behind = cue_after(passage, expression->whole.end, &size);
    if (behind == CUE_OF)
        return is_ideograph(passage_code(passage, expression->whole.end + size));
    bool grade = unit_is(&expression->unit, SLICE("money")) && /* 过百亿元企业, 过10亿元企业 */
                 (expression->bare_multiplier || is_owner(passage, expression->whole.end));
    if (!(expression->closed || grade) || !is_ideograph(next) || behind == CUE_NONE || behind == CUE_JOIN)
        return false;
    if (unit_is(&expression->unit, SLICE("people"))) /* 300人以上自然村 */
        return is_owner(passage, expression->whole.end);
    return !unit_counts(&expression->unit);
}

/* What the size of a work is told in: 30万吨, 600兆瓦, 10万锭, 1780毫米. */
static bool is_size_of_work(const struct passage *passage, const struct expression *expression) {
    struct slice unit = slice_part(passage->text, expression->unit.span.start, expression->unit.span.end);
    return is_output(&expression->unit) || slice_is_among(unit, SLICE(ZH_SIZE_UNITS));
}

/* The capacity of a work that is named behind it: 20万吨纤维项目, 15兆瓦发电机组. An area is one only behind 年产:
 * 完成30万平方米旧房改造工程 says what is done. */
static bool is_capacity(const struct passage *passage, const struct expression *expression) {
    size_t at = expression->whole.end, size;
    bool area = unit_is(&expression->unit, SLICE("area")) && expression->head != CUE_CAPACITY;
    bool led = expression_is_led(expression) && !expression->bare_multiplier; /* 新增千亿斤粮食田间工程 */
    if (!is_size_of_work(passage, expression) || area || expression->closed || led)
        return false;
    for (int i = 0; i < LONGEST_WORK_CHARACTERS && at < passage->text.size; i++) {
        if (cue_after(passage, at, &size) == CUE_WORK)
            return true;
        uint32_t code = slice_next(passage->text, &at);
        bool listed = expression->head == CUE_CAPACITY && (code == 0x3001 || is_digit(code));
        if (!is_ideograph(code) && !is_latin(code) && !listed)
            return false;
    }
    return false;
}

/* The word that ends at byte `at` of the paragraph, and the one that begins there; NULL outside it. */
static const struct word *word_before(const struct passage *passage, size_t at) {
    const struct report *report = passage->report;
    uint32_t i = at > passage->start ? report_word(report, at - 1) : NO_WORD;
    return i < report->words.count ? &report->words.items[i] : NULL;
}

static const struct word *word_behind(const struct passage *passage, size_t at) {
    const struct report *report = passage->report;
    uint32_t i = at < passage->text.size ? report_word(report, at) : NO_WORD;
    return i < report->words.count && report->words.items[i].start < passage->text.size ? &report->words.items[i]
                                                                                        : NULL;
}

/* A proper name, or what ends the name of a company or a place. */
static bool is_proper(const struct passage *passage, const struct word *word) {
    const word_classes named = WORD_CLASS(STRUCTURE) | WORD_CLASS(SITE) | WORD_CLASS(PLACE_ENDING);
    struct slice text = slice_part(passage->text, word->start, word->end);
    if (word->kind == WORD_UNKNOWN)
        return !slice_ends_among(text, SLICE(ZH_AMOUNT_VERBS));
    if (word->kind == WORD_PLACE)
        return true;
    return word->kind == WORD_KNOWN && ((word->classes & named) || slice_ends_among(text, SLICE(ZH_OWNER_ENDS)));
}

/* 松钢120吨转炉, 海晨集团年产5万吨电解锌: a name before it and a noun behind it, without a verb between: what the
 * owner's work can do. */
static bool is_owned_work(const struct passage *passage, const struct expression *expression) {
    size_t size, at = expression->mention.start;
    bool sized = is_size_of_work(passage, expression) && !unit_is(&expression->unit, SLICE("area"));
    if (!sized || expression->closed || expression_is_led(expression) || expression->comparator != COMPARATOR_EQUAL)
        return false;
    if (expression->head == CUE_CAPACITY) {
        cue_before(passage, at, &size);
        at -= size;
    }
    const struct word *before = word_before(passage, at), *behind = word_behind(passage, expression->whole.end);
    if (!before || !behind || !is_proper(passage, before))
        return false;
    return behind->kind == WORD_UNKNOWN || (behind->kind == WORD_KNOWN && !(behind->classes & ~WORD_CLASS(WORKS)));
}

/* Whether a word before it says that a number is a value. */
static bool is_value_of_time(const struct expression *expression) {
    bool compared = cue_compare(expression->head) && expression->head != CUE_ABOUT;
    bool decimal = expression->value.scale > 0; /* 从10.2年提高到10.8年 */
    return expression->kind == NUMERAL_ARABIC && (expression->head == CUE_VALUE || compared || decimal);
}

/* 用28天处置疫情; 至少用三个月时间 is an amount. */
static bool is_spent(const struct passage *passage, const struct expression *expression) {
    struct slice before = slice_part(passage->text, passage->start, expression->mention.start);
    return slice_ends(before, SLICE(ZH_SPENDS)) && !expression->closed;
}

/* 90分钟, 3小时: how long a way or a wait is, where something says so. */
static bool is_value_of_hours(const struct expression *expression) {
    bool gained = expression->head == CUE_GAIN && expression->kind == NUMERAL_ARABIC;
    return gained || expression->head == CUE_START || expression->closed || expression->tail == CUE_VALUE;
}

/* 5年来, 15分钟生活圈, 30天内 */
static bool is_duration(const struct passage *passage, const struct expression *expression) {
    bool spent = is_spent(passage, expression);
    bool value = is_value_of_time(expression) || (spent && expression->comparator == COMPARATOR_AT_LEAST);
    bool follows = expression->tail == CUE_PERIOD || expression->tail == CUE_MORE;
    if (unit_is(&expression->unit, SLICE("time")))
        return !value || follows;
    if (unit_is(&expression->unit, SLICE("hours")))
        return !value && !is_value_of_hours(expression);
    return unit_is(&expression->unit, SLICE("days")) &&
           (follows || expression->head == CUE_PERIOD || (spent && !value));
}

/* Times measure where a word leads to them: 缩短至3小时, 达到11.8年; otherwise they tell when: 5年来, 15分钟生活圈. */
static enum quantity_class class_of_time(const struct passage *passage, const struct expression *expression) {
    if (is_duration(passage, expression))
        return QUANTITY_DURATION;
    if (unit_is(&expression->unit, SLICE("age")) && expression->value.scale == 0 &&
        (!expression_is_led(expression) || expression->head == CUE_BELOW)) /* 65岁以上老年人 */
        return QUANTITY_NAME;
    return QUANTITY_MEASURED;
}

/* By what its unit measures. */
static enum quantity_class class_of_unit(const struct passage *passage, const struct expression *expression) {
    bool tenths = unit_is(&expression->unit, SLICE("share")) && slice_equal(expression->unit.factor, SLICE("10"));
    if (unit_is(&expression->unit, SLICE("date")) || (tenths && looks_like_year(expression))) /* 2024成… */
        return QUANTITY_YEAR;
    if (unit_is(&expression->unit, SLICE("grade")) || unit_is(&expression->unit, SLICE("class")))
        return QUANTITY_NAME;
    enum quantity_class class = class_of_time(passage, expression);
    if (class != QUANTITY_MEASURED)
        return class;
    if (expression->head == CUE_PERIOD)
        return QUANTITY_DURATION;
    if (expression->tail == CUE_NAME || is_modifier(passage, expression) || is_capacity(passage, expression) ||
        is_owned_work(passage, expression))
        return QUANTITY_NAME;
    return QUANTITY_MEASURED;
}

/* In a cell that holds nothing else. */
static bool fills_cell(const struct passage *passage, const struct expression *expression) {
    if (!passage->cell || passage->text.size - passage->start > LONGEST_FIGURE_CELL_BYTES)
        return false;
    for (size_t at = passage->start; at < passage->text.size;) {
        if (at == expression->whole.start)
            at = expression->whole.end;
        if (at >= passage->text.size)
            break;
        uint32_t code = slice_next(passage->text, &at);
        if (is_ideograph(code) || is_latin(code) || is_digit(code))
            return false;
    }
    return true;
}

/* 上年=100, 以2020年为100: what an index is measured by. */
static bool is_index_base(const struct passage *passage, const struct expression *expression) {
    size_t size, at = expression->mention.start;
    if (expression_whole_value(expression) != 100 || cue_before(passage, at, &size) != CUE_VALUE)
        return false;
    uint32_t before = passage_code_before(passage, at - size);
    return before == 0x5E74 || before == 0x6708 || before == 0x671F; /* 年 月 期 */
}

/* Whether words around a number without unit make it a value; `followed`: by a Chinese character. */
static bool is_said(const struct expression *expression, bool followed) {
    bool noun = followed && expression->head == CUE_GAIN;
    return (expression_is_led(expression) && !noun) || expression->unit_unknown || expression->closed ||
           expression->range || expression->comparator != COMPARATOR_EQUAL;
}

/* A number without a unit: a value where a word leads to it or it has decimals, otherwise a name. */
static enum quantity_class class_of_bare(const struct passage *passage, const struct expression *expression) {
    bool named = expression->tail == CUE_NAME || expression->tail == CUE_TITLE || expression->tail == CUE_PERIOD;
    bool followed = is_ideograph(passage_code(passage, expression->whole.end));
    if (looks_like_year(expression) && !(fills_cell(passage, expression) && passage->cell->row_head.size))
        return QUANTITY_YEAR;
    if (named || is_modifier(passage, expression) || is_index_base(passage, expression))
        return QUANTITY_NAME;
    if (fills_cell(passage, expression) || is_said(expression, followed) || (expression->value.scale > 0 && !followed))
        return QUANTITY_MEASURED;
    return QUANTITY_NAME;
}

/* 8:30, 17:15 where no word says that it is a ratio: two digits behind the colon, hours before it. */
static bool is_clock(const struct passage *passage, const struct expression *expression) {
    struct slice rest = expression->given_unit;
    return !passage->cell && !expression_is_led(expression) && expression->value.known &&
           expression->value.scale == 0 && expression->value.digits <= 24 && rest.size == strlen(":00") &&
           rest.start[1] >= '0' && rest.start[1] <= '5';
}

/* The column of a table that numbers its rows: 序号. */
static bool is_serial(const struct passage *passage) {
    struct lexicon_hit hit;
    const struct lexicon *lexicon = passage->report->lexicon;
    return passage->cell && passage->cell->column_head.size &&
           lexicon_find(lexicon, LEXICON_BEFORE_NUMBER, passage->cell->column_head, &hit) &&
           slice_equal(lexicon_cell(lexicon, LEXICON_BEFORE_NUMBER, hit.row, BEFORE_NUMBER_CUE), SLICE("ordinal"));
}

static bool is_put(uint32_t code) {
    return code == 0x653E || code == 0x6446 || code == 0x7F6E; /* 放 摆 置 */
}

/* Whether the words around a place in an order say among whom it is: 全国第一, 前三. */
static bool is_among_others(const struct passage *passage, const struct expression *expression, uint32_t left) {
    size_t size;
    if (expression->head == CUE_FIRST)
        return is_ideograph(left);
    enum cue field = cue_before(passage, expression->mention.start - strlen(ZH_ORDINAL), &size);
    return field == CUE_FIELD || field == CUE_VALUE;
}

/* 第5位, 全国第一, 排名前三: a place among others, not 第五届 or 第一，…; the words before and behind tell. */
bool expression_is_rank(const struct passage *passage, const struct expression *expression) {
    struct slice text = passage->text;
    size_t before = expression->mention.start - strlen(ZH_ORDINAL), behind = expression->whole.end;
    bool whole = !expression->power && !expression->value.scale;
    bool placed = whole && (expression->head == CUE_ORDINAL || expression->head == CUE_FIRST);
    if (!placed || before <= passage->start || expression->mention.start < passage->quote_end)
        return false;
    uint32_t left = slice_previous(text, &before);
    if (left == 0x5728 && is_put(passage_code_before(passage, before))) /* 放在第一位, 摆在首位 */
        return false;
    uint32_t right = passage_code(passage, behind);
    struct slice unit = slice_part(text, expression->unit.span.start, expression->unit.span.end);
    if (slice_is_among(unit, SLICE(ZH_PLACE_UNITS)))
        return true;
    if (is_ideograph(right) || is_latin(right) || right == 0x201D) /* ” */
        return false;
    return unit.size == 0 && expression->tail == CUE_NOTHING && is_among_others(passage, expression, left);
}

/* 工程过半: how far works are, where no share is named: 占比过半. */
static bool is_progress(const struct passage *passage, const struct expression *expression) {
    struct lexicon_hit hit;
    size_t start = expression->mention.start;
    return expression->kind == NUMERAL_HALF && passage_has(passage, start, SLICE(ZH_PAST_HALF)) &&
           !lexicon_match(passage->report->lexicon, LEXICON_MEASURE_WORDS, TRIE_BACKWARD, passage->text, start, &hit);
}

enum quantity_class expression_class(const struct passage *passage, const struct expression *expression) {
    if (is_progress(passage, expression))
        return QUANTITY_PHRASE;
    if (expression->kind == NUMERAL_DOUBLING)
        return QUANTITY_MEASURED;
    if (expression->kind == NUMERAL_PLACES) /* 两位数增长: no figure is told */
        return QUANTITY_PHRASE;
    if (expression->mention.start < passage->quote_end || passage->title)
        return QUANTITY_NAME;
    if (expression->rank)
        return QUANTITY_MEASURED;
    if (expression->head == CUE_ORDINAL || is_serial(passage))
        return QUANTITY_ORDINAL;
    if (expression->ratio)
        return is_clock(passage, expression) ? QUANTITY_YEAR : QUANTITY_MEASURED;
    if (!expression->value.known || expression->head == CUE_NAME)
        return QUANTITY_NAME;
    if (expression->kind == NUMERAL_ARABIC && !passage->cell &&
        (is_list_number(passage, expression) || is_item_number(passage, expression)))
        return QUANTITY_ORDINAL;
    if (expression->kind == NUMERAL_ARABIC && is_code(passage, expression))
        return QUANTITY_NAME;
    enum quantity_class class = class_of_unit(passage, expression);
    if (class != QUANTITY_MEASURED)
        return class;
    if (expression->head == CUE_FIRST && expression_is_bare(expression))
        return QUANTITY_NAME;
    if (expression->kind == NUMERAL_CHINESE)
        return expression_class_of_chinese(passage, expression);
    return expression_is_bare(expression) ? class_of_bare(passage, expression) : QUANTITY_MEASURED;
}
