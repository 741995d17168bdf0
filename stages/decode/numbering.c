/* Counts and writes. Which paragraph belongs to which list is the readers' business. */
#include "stages/decode/numbering.h"

#include <stdio.h>

enum { LARGEST_CHINESE = 9999, LARGEST_ROMAN = 3999 };

static void add_code(struct text *text, uint32_t code) {
    char bytes[4];
    text_add(text, (struct slice){bytes, utf8_write(code, bytes)});
}

/* 〇 to 九, and 零 to 玖. */
static const uint32_t chinese_digits[] = {0x3007, 0x4E00, 0x4E8C, 0x4E09, 0x56DB,
                                          0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D};
static const uint32_t legal_digits[] = {0x96F6, 0x58F9, 0x8D30, 0x53C1, 0x8086, 0x4F0D, 0x9646, 0x67D2, 0x634C, 0x7396};

static void write_decimal(struct text *text, long number) {
    char digits[24];
    snprintf(digits, sizeof digits, "%ld", number);
    text_add_string(text, digits);
}

/* 二十一, 一百零五; a leading 一十 is 十 but in legal numbers. */
static void write_chinese(struct text *text, long number, bool legal) {
    static const uint32_t tens[] = {0, 0x5341, 0x767E, 0x5343}, legal_tens[] = {0, 0x62FE, 0x4F70, 0x4EDF};
    const uint32_t *digits = legal ? legal_digits : chinese_digits, *powers = legal ? legal_tens : tens;
    const long divisors[] = {1, 10, 100, 1000};
    if (number <= 0 || number > LARGEST_CHINESE) {
        write_decimal(text, number);
        return;
    }
    bool begun = false, gap = false;
    for (int power = 3; power >= 0; power--) {
        long digit = number / divisors[power] % 10;
        if (digit == 0) {
            gap = begun;
            continue;
        }
        if (gap)
            add_code(text, 0x96F6);
        if (!(digit == 1 && power == 1 && !begun && !legal))
            add_code(text, digits[digit]);
        if (power)
            add_code(text, powers[power]);
        begun = true;
        gap = false;
    }
}

static void write_digits(struct text *text, long number, const uint32_t *digits, uint32_t zero) {
    char decimal[24];
    int size = snprintf(decimal, sizeof decimal, "%ld", number);
    for (int i = 0; i < size; i++)
        if (decimal[i] >= '0' && decimal[i] <= '9')
            add_code(text, digits ? digits[decimal[i] - '0'] : zero + (uint32_t)(decimal[i] - '0'));
}

static void write_roman(struct text *text, long number, bool upper) {
    static const struct {
        long value;
        const char *upper, *lower;
    } parts[] = {{1000, "M", "m"}, {900, "CM", "cm"}, {500, "D", "d"},  {400, "CD", "cd"}, {100, "C", "c"},
                 {90, "XC", "xc"}, {50, "L", "l"},    {40, "XL", "xl"}, {10, "X", "x"},    {9, "IX", "ix"},
                 {5, "V", "v"},    {4, "IV", "iv"},   {1, "I", "i"}};
    if (number <= 0 || number > LARGEST_ROMAN)
        write_decimal(text, number);
    for (size_t i = 0; number > 0 && number <= LARGEST_ROMAN && i < sizeof parts / sizeof *parts; i++)
        for (; number >= parts[i].value; number -= parts[i].value)
            text_add_string(text, upper ? parts[i].upper : parts[i].lower);
}

/* a … z, aa … zz */
static void write_letter(struct text *text, long number, char first) {
    enum { LETTERS = 26, MOST_REPEATED = 8 };
    char letter = (char)(first + (number - 1) % LETTERS);
    for (long i = 0; number > 0 && i <= (number - 1) / LETTERS && i < MOST_REPEATED; i++)
        text_add(text, (struct slice){&letter, 1});
}

/* 甲 to 癸, 子 to 亥 */
static const uint32_t stems[] = {0x7532, 0x4E59, 0x4E19, 0x4E01, 0x620A, 0x5DF1, 0x5E9A, 0x8F9B, 0x58EC, 0x7678};
static const uint32_t branches[] = {0x5B50, 0x4E11, 0x5BC5, 0x536F, 0x8FB0, 0x5DF3,
                                    0x5348, 0x672A, 0x7533, 0x9149, 0x620C, 0x4EA5};

static void write_one_of(struct text *text, long number, const uint32_t *codes, long count) {
    if (number >= 1 && number <= count)
        add_code(text, codes[number - 1]);
    else
        write_decimal(text, number);
}

static void write_framed(struct text *text, const char *before, long number, const char *behind) {
    text_add_string(text, before);
    write_decimal(text, number);
    text_add_string(text, behind);
}

static void write_circled_chinese(struct text *text, long number) {
    if (number >= 1 && number <= 10)
        add_code(text, 0x3280 + (uint32_t)number - 1);
    else
        write_decimal(text, number);
}

static void write_circle(struct text *text, long number) {
    if (number >= 1 && number <= 20)
        add_code(text, 0x2460 + (uint32_t)number - 1);
    else
        write_decimal(text, number);
}

void number_write(struct text *text, enum number_format format, long number) {
    switch (format) {
    case NUMBER_DECIMAL: write_decimal(text, number); break;
    case NUMBER_CHINESE: write_chinese(text, number, false); break;
    case NUMBER_LEGAL: write_chinese(text, number, true); break;
    case NUMBER_DIGITS: write_digits(text, number, chinese_digits, 0); break;
    case NUMBER_WIDE: write_digits(text, number, NULL, 0xFF10); break;
    case NUMBER_CIRCLE: write_circle(text, number); break;
    case NUMBER_ROUND: write_framed(text, "(", number, ")"); break;
    case NUMBER_STOPPED: write_framed(text, "", number, "."); break;
    case NUMBER_TWO: write_framed(text, number >= 0 && number < 10 ? "0" : "", number, ""); break;
    case NUMBER_DASHED: write_framed(text, "- ", number, " -"); break;
    case NUMBER_STEM: write_one_of(text, number, stems, sizeof stems / sizeof *stems); break;
    case NUMBER_BRANCH: write_one_of(text, number, branches, sizeof branches / sizeof *branches); break;
    case NUMBER_CIRCLED_CHINESE: write_circled_chinese(text, number); break;
    case NUMBER_UPPER_ROMAN:
    case NUMBER_LOWER_ROMAN: write_roman(text, number, format == NUMBER_UPPER_ROMAN); break;
    case NUMBER_UPPER_LETTER:
    case NUMBER_LOWER_LETTER: write_letter(text, number, format == NUMBER_UPPER_LETTER ? 'A' : 'a'); break;
    case NUMBER_NONE:
    case NUMBER_BULLET: break;
    }
}

static void write_label(const struct list *list, const struct list_level *level, struct text *label) {
    struct slice form = level->text;
    for (size_t i = 0; i < form.size; i++) {
        bool place = form.start[i] == '%' && i + 1 < form.size && form.start[i + 1] >= '1' && form.start[i + 1] <= '9';
        if (!place) {
            text_add(label, slice_part(form, i, i + 1));
            continue;
        }
        int shown = form.start[++i] - '1';
        const struct list_level *of = &list->levels[shown];
        number_write(label, level->decimal && of->format != NUMBER_NONE ? NUMBER_DECIMAL : of->format,
                     list->begun[shown] ? list->counts[shown] : of->start);
    }
}

void list_count(struct list *list, int level, struct text *label) {
    const struct list_level *own = &list->levels[level];
    list->counts[level] = list->begun[level] ? list->counts[level] + 1 : own->start;
    list->begun[level] = true;
    for (int below = level + 1; below < LIST_LEVELS; below++)
        list->begun[below] = false;
    if (own->format == NUMBER_BULLET)
        return; /* a mark of layout, often of a font of symbols */
    size_t before = label->size;
    write_label(list, own, label);
    if (label->size > before && !own->close)
        text_add(label, SLICE(" "));
}

void list_restart(struct list *list, int level, long number) {
    list->counts[level] = number - 1;
    list->begun[level] = true;
}
