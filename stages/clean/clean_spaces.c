/* The spaces of a line: which of them keep words, numbers or columns apart, which set digits apart, which part
 * paragraphs, and which are layout. Reads the source around a gap a bounded way, the whole line once. */
#include <string.h>

#include "stages/clean/clean_fold.h"
#include "stages/clean/clean_marks.h"

/* ---- labels ---- */

static bool is_chinese_numeral(uint32_t code) {
    static const uint32_t numerals[] = {0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341};
    for (size_t i = 0; i < sizeof numerals / sizeof *numerals; i++)
        if (code == numerals[i])
            return true;
    return false;
}

/* Whether the line so far is a label that only its space sets off from the title: 一　总则, 第一章　总则, 专栏1 … */
static bool is_label(struct slice line) {
    enum { LONGEST_LABEL_BYTES = 24, LONGEST_NUMERAL_BYTES = 9 };
    if (line.size == 0 || line.size > LONGEST_LABEL_BYTES)
        return false;
    size_t size = 0;
    enum line_form form = clean_line_form(line, &size);
    if (size == line.size && (form == FORM_CHAPTER || form == FORM_SECTION || form == FORM_BOX))
        return true;
    for (size_t at = 0; at < line.size;)
        if (!is_chinese_numeral(slice_next(line, &at)))
            return false;
    return line.size <= LONGEST_NUMERAL_BYTES;
}

/* The label of a heading: 一、 （一） 第一章. */
static bool is_heading_form(enum line_form form) {
    return form == FORM_CHAPTER || form == FORM_SECTION || form == FORM_PART || form == FORM_SUBPART;
}

/* ---- digits set apart ---- */

/* A number with gaps in it: its groups of digits before the point and behind it. */
struct spaced_number {
    size_t end;
    int groups, shortest, longest; /* of the whole part: how many, and their digits; the first group aside */
    int first, digits;             /* digits of the first group, and of the whole part */
    int fraction_groups, longest_fraction;
    int value;
    bool gapped; /* a space stands in it */
};

static bool is_number_space(uint32_t code) {
    return clean_is_space(code) && code != '\t';
}

static bool is_point(uint32_t code) {
    return code == '.' || code == 0xFF0E || code == 0xFE52;
}

static void add_group(struct spaced_number *number, int digits, bool fraction) {
    if (fraction) {
        number->fraction_groups++;
        number->longest_fraction = digits > number->longest_fraction ? digits : number->longest_fraction;
        return;
    }
    if (number->groups++ == 0) {
        number->first = digits;
    } else {
        number->longest = digits > number->longest ? digits : number->longest;
        number->shortest = number->groups == 2 || digits < number->shortest ? digits : number->shortest;
    }
    number->digits += digits;
}

/* The number whose first digit stands at byte `at`. */
static struct spaced_number read_spaced_number(struct slice source, size_t at) {
    enum { MOST_GROUPS = 24, WIDEST_GAP = 2, MOST_VALUE_DIGITS = 6 };
    struct spaced_number number = {.end = at};
    bool fraction = false, gap_before = false;
    for (int i = 0; i < MOST_GROUPS && at < source.size; i++) {
        int digits = 0, gap = 0;
        size_t next = at;
        while (next < source.size && clean_is_digit(slice_next(source, &next))) {
            size_t low = next - 1;
            if (++digits + number.digits <= MOST_VALUE_DIGITS && !fraction)
                number.value = number.value * 10 + (((unsigned char)source.start[low] & 0x0F));
            at = next;
        }
        if (digits == 0)
            break;
        add_group(&number, digits, fraction);
        number.gapped = number.gapped || gap_before;
        number.end = at;
        gap_before = false;
        for (next = at; next < source.size && gap <= WIDEST_GAP; at = next) {
            uint32_t code = slice_next(source, &next);
            if (is_point(code) && !fraction)
                fraction = true;
            else if (is_number_space(code))
                gap++;
            else
                break;
            gap_before = gap > 0;
        }
        if (gap > WIDEST_GAP)
            break;
    }
    return number;
}

/* What may stand behind a number whose digits are set apart. */
static bool is_behind_number(uint32_t code) {
    return code == '%' || code == 0xFF05 || code == 0xFE6A || code == 0x2030 || clean_is_han(code);
}

/* What stands behind a decimal and never begins the name of a list's member: %, 亿, 万, 倍. */
static bool is_behind_decimal(uint32_t code) {
    return code == '%' || code == 0xFF05 || code == 0xFE6A || code == 0x2030 || code == 0x4EBF || code == 0x4E07 ||
           code == 0x500D;
}

/* 1 2 . 3: no row of numbers is of three digits. */
static bool has_many_single_digits(const struct spaced_number *number) {
    enum { MANY = 3 };
    return number->first == 1 && number->longest <= 1 && number->longest_fraction <= 1 &&
           number->groups + number->fraction_groups >= MANY;
}

/* 1 2 3, and 1 .5 where the line sets its digits apart. */
static bool is_single_digits(const struct folding *folding, const struct spaced_number *number, uint32_t word) {
    if (number->first != 1)
        return false;
    if (number->groups > 1 && number->longest <= 1)
        return clean_is_han(word) || folding->spaces_digits;
    return number->groups == 1 && number->fraction_groups == 1 && folding->spaces_digits;
}

/* 12 345 678 */
static bool is_in_thousands(const struct spaced_number *number) {
    enum { THOUSAND_DIGITS = 3 };
    return number->groups > 1 && number->first <= THOUSAND_DIGITS && number->shortest == THOUSAND_DIGITS &&
           number->longest == THOUSAND_DIGITS && number->fraction_groups <= 1;
}

static bool ends_line(uint32_t code) {
    return code == '\n' || code == '\r';
}

static bool is_year(int value) {
    enum { FIRST_YEAR = 1900, LAST_YEAR = 2099 };
    return value >= FIRST_YEAR && value <= LAST_YEAR;
}

/* The digits of no year: `lead` and `word` stand before them, `next` behind. */
static bool is_set_apart(const struct folding *folding, const struct spaced_number *number, uint32_t lead,
                         uint32_t word, uint32_t next) {
    if (is_single_digits(folding, number, word))
        return is_behind_number(next);
    if (number->groups == 1 && number->fraction_groups == 1)
        return (clean_is_han(word) || word == '-') && is_behind_decimal(next);
    return is_in_thousands(number) && clean_is_han(lead) && is_behind_number(next);
}

/* Whether the gaps of the number are layout. `before` stands directly before it, `word` before the spaces before it. */
static bool is_one_number(const struct folding *folding, const struct spaced_number *number, uint32_t before,
                          uint32_t word) {
    enum { YEAR_DIGITS = 4 };
    size_t at = number->end;
    uint32_t next = '\n';
    while (at < folding->source.size && is_number_space(next = slice_next(folding->source, &at)))
        continue;
    bool closes = ends_line(next) || at >= folding->source.size;
    bool many = has_many_single_digits(number);
    if (!number->gapped)
        return false;
    if (many && !closes)
        return true;
    if (closes)
        return many && folding->spaces_digits && clean_is_han(before);
    if (next == 0x5E74 && number->fraction_groups == 0 && number->digits == YEAR_DIGITS) /* 年 */
        return is_year(number->value);
    bool prose = folding->line.pause || folding->line.stops > 0; /* and no row of numbers */
    return is_set_apart(folding, number, prose ? word : before, word, next);
}

/* Where the number that the space at `at` stands in ends, if its gaps are layout; else `at`. */
static size_t spaced_digits_end(const struct folding *folding) {
    enum { LONGEST_GROUP = 16 };
    struct slice source = folding->source;
    size_t start = folding->at, line = folding->line.source.start;
    uint32_t before = 0;
    for (int i = 0; i < LONGEST_GROUP && start > line; i++) {
        size_t at = start;
        before = slice_previous(source, &at);
        if (!clean_is_digit(before) && !(i == 0 && is_point(before)))
            break;
        start = at;
        before = 0;
    }
    if (start == folding->at || !clean_is_digit(slice_next(source, &(size_t){start})))
        return folding->at;
    uint32_t word = before;
    for (size_t at = start; at > line && is_number_space(word = slice_previous(source, &at));)
        continue;
    struct spaced_number number = read_spaced_number(source, start);
    return number.end > folding->at && is_one_number(folding, &number, before, word) ? number.end : folding->at;
}

bool clean_finds_spaced_digits(struct slice source) {
    enum { ENOUGH = 2 };
    int found = 0;
    for (size_t at = 0; at + 4 < source.size && found < ENOUGH; at++) {
        const char *space = memchr(source.start + at, ' ', source.size - at);
        if (!space)
            break;
        at = (size_t)(space - source.start);
        if (at == 0 || at + 3 >= source.size)
            continue;
        bool row = clean_is_digit((unsigned char)space[-1]) && clean_is_digit((unsigned char)space[1]) &&
                   space[2] == ' ' && clean_is_digit((unsigned char)space[3]);
        bool alone = at < 2 || !clean_is_digit((unsigned char)space[-2]);
        found += row && alone;
    }
    return found == ENOUGH;
}

/* ---- gaps between paragraphs ---- */

/* A run of spaces between two characters. */
struct gap {
    uint32_t before, next, columns;
    size_t end;
};

static struct gap read_gap(struct slice source, size_t at, uint32_t before) {
    struct gap gap = {.before = before, .end = at};
    while (gap.end < source.size) {
        size_t next = gap.end;
        gap.next = slice_next(source, &next);
        if (!is_number_space(gap.next))
            return gap;
        gap.columns += gap.next == 0x3000 || gap.next == GBK_SPACE ? 2 : 1;
        gap.end = next;
    }
    gap.next = '\n';
    return gap;
}

/* The gap stands behind the end of a sentence or an address. */
static bool is_behind_stop(const struct gap *gap) {
    enum glyph glyph = clean_glyph(gap->before);
    return glyph == GLYPH_STOP || gap->before == '?' || gap->before == 0xFF1A || gap->before == 0xFF1B ||
           gap->before == 0x201D;
}

static enum line_form form_behind(struct slice source, const struct gap *gap) {
    enum { LABEL_BYTES = 48 };
    size_t size;
    return clean_line_form(slice_part(source, gap->end, gap->end + LABEL_BYTES), &size);
}

static bool begins_part(struct slice source, const struct gap *gap) {
    enum line_form form = form_behind(source, gap);
    return is_heading_form(form) || form == FORM_ADDRESS;
}

/* Reads the whole line that the first gap stands in. */
static enum gap_meaning gaps_of_line(const struct folding *folding) {
    enum { WIDE_COLUMNS = 4, LONG_LINE_BYTES = 300, SHORT_LINE_BYTES = 60 };
    struct slice source = folding->source;
    size_t stops = 0, wide = 0, parts = 0, wide_parts = 0, at = folding->line.source.start;
    uint32_t before = 0;
    while (at < source.size) {
        size_t next = at;
        uint32_t code = slice_next(source, &next);
        if (code == '\n' || code == '\r')
            break;
        if (!is_number_space(code)) {
            before = code;
            at = next;
            continue;
        }
        struct gap gap = read_gap(source, at, before);
        bool part = before && begins_part(source, &gap);
        stops += is_behind_stop(&gap);
        wide += is_behind_stop(&gap) && gap.columns >= WIDE_COLUMNS;
        parts += part;
        wide_parts += part && gap.columns >= WIDE_COLUMNS;
        at = gap.end;
    }
    size_t size = at - folding->line.source.start;
    if (folding->line.tab_led || size < SHORT_LINE_BYTES)
        return GAPS_ARE_LAYOUT;
    if (wide > 0 || wide_parts > 1)
        return GAPS_WIDE_PART;
    return stops >= 3 && parts >= 2 && size >= LONG_LINE_BYTES ? GAPS_NARROW_PART : GAPS_ARE_LAYOUT;
}

/* Whether a character that may end or begin a title stands at the gap: no digit or Latin letter, whose spaces are
 * layout. */
static bool is_word_edge(uint32_t code) {
    return clean_is_han(code) || code == 0x201C || code == 0x201D || code == 0x300A || code == 0x300B ||
           code == 0xFF08 || code == 0xFF09;
}

/* Whether a space stands between two Chinese characters of source[from, to). */
static bool holds_gap(struct slice source, size_t from, size_t to) {
    uint32_t before = 0;
    for (size_t at = from; at < to;) {
        uint32_t code = slice_next(source, &at);
        size_t next = at;
        if (is_number_space(code) && at < to && clean_is_han(before) && clean_is_han(slice_next(source, &next)))
            return true;
        before = code;
    }
    return false;
}

/* The text behind the gap is a sentence, and no other gap stands in it. */
static bool sentence_follows(struct slice source, const struct gap *gap) {
    enum { READ_BYTES = 600, LEAST_SENTENCE_BYTES = 45 };
    size_t at = gap->end, limit = gap->end + READ_BYTES < source.size ? gap->end + READ_BYTES : source.size;
    while (at < limit) {
        size_t start = at;
        uint32_t code = slice_next(source, &at);
        if (clean_glyph(code) == GLYPH_STOP || code == '\\')
            return source.size - gap->end >= LEAST_SENTENCE_BYTES && !holds_gap(source, gap->end, start);
        if (code == '\n' || code == '\r' || code == '\t')
            return false;
    }
    return at >= gap->end + READ_BYTES && !holds_gap(source, gap->end, at);
}

/* Whether gaps, stops or pauses stand behind byte `from`; behind a label commas do not count. */
static bool is_divided(struct slice text, size_t from) {
    bool label = from > 0;
    for (size_t at = from; at < text.size;) {
        uint32_t code = slice_next(text, &at);
        enum glyph glyph = clean_glyph(code);
        bool comma = label && (code == 0xFF0C || code == 0x3001);
        if (code == ' ' || code == '\t' || glyph == GLYPH_STOP || (glyph == GLYPH_PAUSE && !comma))
            return true;
    }
    return false;
}

/* A heading and its text stand on one line: （一）工业结构继续优化　　规模以上工业增加值增长17.8%，…. `text` is the
 * line so far, of which `label` bytes are its label. */
static bool gap_ends_title(const struct folding *folding, struct slice text, size_t label, const struct gap *gap) {
    enum { WIDE_COLUMNS = 4, LONGEST_TITLE_BYTES = 130, LEAST_TITLE_BYTES = 12 };
    bool wide = gap->columns >= WIDE_COLUMNS, narrow_parts = folding->gaps == GAPS_NARROW_PART;
    if (text.size > LONGEST_TITLE_BYTES || text.size < label + LEAST_TITLE_BYTES || !(wide || label || narrow_parts))
        return false;
    if (!wide && holds_gap(folding->source, folding->line.source.start, folding->at))
        return false; /* 加快 城市 建设 is set in spaces */
    bool digit = clean_is_digit(gap->next) && (wide || narrow_parts);
    if (!is_word_edge(gap->before) || !(is_word_edge(gap->next) || digit))
        return false;
    return !is_divided(text, label) && sentence_follows(folding->source, gap);
}

static bool is_label_form(enum line_form form) {
    return form != FORM_NONE && form != FORM_ADDRESS;
}

static bool ends_cell(uint32_t code) {
    return ends_line(code) || code == '\t';
}

/* Whether a sentence ends before the gap or a part begins behind it; with `both`, both. */
static bool gap_parts(const struct folding *folding, const struct gap *gap, bool both) {
    bool stop = is_behind_stop(gap);
    if (stop != both)
        return stop;
    return begins_part(folding->source, gap);
}

bool clean_gap_ends_line(struct folding *folding) {
    enum { WIDE_COLUMNS = 4, NAME_BYTES = 12 };
    struct slice text = folding_text(folding);
    if (text.size == 0 || folding->space_columns || folding->source.start[folding->at] == '\t')
        return false;
    if (folding->gaps == GAPS_UNKNOWN)
        folding->gaps = gaps_of_line(folding);
    size_t label = 0, last = text.size;
    enum line_form form = clean_line_form(text, &label);
    if (is_label(text) || (is_label_form(form) && label == text.size))
        return false;
    struct gap gap = read_gap(folding->source, folding->at, slice_previous(text, &last));
    if (ends_cell(gap.next))
        return false;
    if (folding->gaps == GAPS_WIDE_PART && gap.columns >= WIDE_COLUMNS)
        return gap_parts(folding, &gap, false) || text.size > NAME_BYTES;
    if (gap_parts(folding, &gap, folding->gaps != GAPS_NARROW_PART)) /* …。 （二）… in any line */
        return true;
    if (!is_heading_form(form) && form != FORM_POINT)
        label = 0;
    return gap_ends_title(folding, text, label, &gap);
}

/* ---- one gap ---- */

static bool is_ideograph(uint32_t code) {
    return code >= 0x4E00 && code <= 0x9FFF;
}

/* Whether the spaces before the character `next` keep words, numbers or columns apart: GDP growth, 2025 2026, a row of
 * names. All others are layout: 一、 工作回顾, 增长 5.5%. */
static bool space_means(const struct folding *folding, uint32_t next) {
    struct slice before = folding_text(folding);
    if (before.size == 0 || folding->space_start < folding->spaced_digits_end)
        return false;
    size_t at = before.size;
    uint32_t previous = slice_previous(before, &at);
    if (previous == '\t')
        return false;
    bool word_before = clean_is_digit(previous) || clean_is_letter(previous);
    bool word_next = clean_is_digit(next) || clean_is_letter(next);
    if (word_next && (word_before || (previous < 0x80 && memchr("%.,;:)", (int)previous, 6))))
        return true;
    if (is_label(before))
        return true;
    return folding->space_columns > 2 && is_ideograph(previous) && is_ideograph(next) && before.size > 6;
}

void clean_end_spaces(struct folding *folding, size_t at) {
    if (folding->space_columns == 0)
        return;
    size_t next = at;
    if (space_means(folding, slice_next(folding->source, &next))) {
        if (folding->source.start[folding->space_start] == ' ')
            clean_keep(folding, folding->space_start, folding->space_start + 1);
        else
            clean_write(folding, folding->space_start, " ", 1);
    }
    folding->space_columns = 0;
}

/* The first space behind a digit or point: whether it stands in a number whose digits are set apart. */
static void look_for_digits(struct folding *folding) {
    struct slice before = folding_text(folding);
    unsigned char last = (unsigned char)before.start[before.size - 1];
    if (folding->at < folding->spaced_digits_end || !(clean_is_digit(last) || last == '.') || is_label(before))
        return;
    size_t end = spaced_digits_end(folding);
    if (end > folding->at)
        folding->spaced_digits_end = end;
}

void clean_pass_space(struct folding *folding, uint32_t code, size_t size) {
    bool in_line = folding_text(folding).size > 0;
    if (code == '\t' && in_line) {
        folding->space_columns = 0;
        clean_keep(folding, folding->at, folding->at + 1); /* a tab inside a line separates cells */
    } else if (in_line) {
        if (folding->space_columns == 0) {
            folding->space_start = folding->at;
            look_for_digits(folding);
        }
        folding->space_columns += code == 0x3000 || code == GBK_SPACE ? 2 : 1;
    } else {
        folding->line.tab_led = folding->line.tab_led || (code == '\t' && folding->indent_columns == 0);
        folding->indent_columns += code == 0x3000 || code == GBK_SPACE ? 2 : code != '\t';
    }
    folding->at += size;
    folding->plain = folding->at;
}
