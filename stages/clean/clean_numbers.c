/* Signs in numbers that only look like digits or points: 二00六年, 2OO5年, 5·5%. Looks a bounded way around them. */
#include "stages/clean/clean_fold.h"

enum { YEAR_CHARACTERS = 4, NO_DIGIT = -1 };

/* The digit that a character of a year stands for. */
static int year_digit(uint32_t code) {
    static const uint32_t digits[] = {CHINESE_ZERO, 0x4E00, 0x4E8C, 0x4E09, 0x56DB,
                                      0x4E94,       0x516D, 0x4E03, 0x516B, 0x4E5D};
    if (code >= '0' && code <= '9')
        return (int)(code - '0');
    if (code >= 0xFF10 && code <= 0xFF19)
        return (int)(code - 0xFF10);
    if (code == 'o' || code == 'O' || code == 0xFF2F || code == 0xFF4F || code == 0x25CB || code == GBK_LARGE_CIRCLE ||
        code == 0x96F6) /* ○ ◯ 零 */
        return 0;
    for (int i = 0; i < 10; i++)
        if (code == digits[i])
            return i;
    return NO_DIGIT;
}

static bool is_letter_zero(uint32_t code) {
    return code == 'o' || code == 'O' || code == 0xFF2F || code == 0xFF4F;
}

/* What follows a year: 年, or what joins it to the next: 二00六—二0一0年. */
static bool follows_year(uint32_t code) {
    return code == 0x5E74 || code == 0x2014 || code == '-' || code == 0xFF0D || code == 0xFF5E || code == 0x81F3 ||
           code == 0x5230;
}

/* Four characters that read as a year of the last or this century, of which some are odd. */
static bool is_odd_year(const uint32_t *codes, uint32_t next) {
    bool han = false, arabic = false, letter = false;
    for (int i = 0; i < YEAR_CHARACTERS; i++) {
        bool zero = is_letter_zero(codes[i]);
        letter = letter || zero;
        han = han || codes[i] == CHINESE_ZERO || clean_is_han(codes[i]);
        arabic = arabic || zero || clean_is_digit(codes[i]);
    }
    int first = year_digit(codes[0]), second = year_digit(codes[1]);
    bool century = (first == 1 && second == 9) || (first == 2 && second == 0);
    return century && arabic && (han || letter) && follows_year(next);
}

/* Whether the ASCII character at byte `at` has a Chinese one beside it, not before byte `least`. */
static bool stands_by_chinese(struct slice source, size_t at, size_t least) {
    bool before = at > least && (unsigned char)source.start[at - 1] >= 0x80;
    return before || (at + 1 < source.size && (unsigned char)source.start[at + 1] >= 0x80);
}

bool clean_pass_year(struct folding *folding) {
    struct slice source = folding->source;
    size_t start = folding->at, end = folding->at, least = folding->plain, starts[YEAR_CHARACTERS];
    if (source.start[start] == '0' && !stands_by_chinese(source, start, least))
        return false;
    uint32_t codes[YEAR_CHARACTERS];
    for (int i = 0; i + 1 < YEAR_CHARACTERS && start > least; i++) {
        size_t at = start;
        if (year_digit(slice_previous(source, &at)) == NO_DIGIT)
            break;
        start = at;
    }
    end = start;
    for (int i = 0; i < YEAR_CHARACTERS; i++) {
        if (end >= source.size)
            return false;
        starts[i] = end;
        codes[i] = slice_next(source, &end);
        if (year_digit(codes[i]) == NO_DIGIT)
            return false;
    }
    size_t behind = end;
    if (end <= folding->at || behind >= source.size || !is_odd_year(codes, slice_next(source, &behind)))
        return false;
    folding->at = start;
    if (folding->plain < start) {
        clean_end_spaces(folding, folding->plain);
        clean_keep(folding, folding->plain, start);
    }
    clean_end_spaces(folding, start);
    for (int i = 0; i < YEAR_CHARACTERS; i++)
        clean_write(folding, starts[i], &(char){(char)('0' + year_digit(codes[i]))}, 1);
    folding->at = folding->plain = end;
    return true;
}

/* What follows a decimal and no date: %, 亿, 万, 倍, 个. 5·12 is a day. */
static bool follows_decimal(uint32_t code) {
    return code == '%' || code == 0xFF05 || code == 0xFE6A || code == 0x2030 || code == 0x4EBF || code == 0x4E07 ||
           code == 0x500D || code == 0x4E2A;
}

/* ．and ﹒ are a point between digits, · only where what follows the digits shows that it is one: 5·5%. */
bool clean_is_point(const struct folding *folding, size_t size) {
    enum { MOST_DECIMALS = 6 };
    struct slice source = folding->source, before = folding_text(folding);
    size_t at = folding->at, next = at + size;
    uint32_t sign = slice_next(source, &at), follows = next < source.size ? slice_next(source, &next) : 0;
    if (before.size == 0 || !clean_is_digit((unsigned char)before.start[before.size - 1]))
        return false;
    bool spaced = folding->at < folding->spaced_digits_end;
    if (folding->space_columns && !spaced)
        return false;
    if (sign == 0xFF0E || sign == 0xFE52)
        return clean_is_digit(follows) || (spaced && clean_is_space(follows));
    for (int i = 0; i < MOST_DECIMALS && clean_is_digit(follows); i++)
        follows = next < source.size ? slice_next(source, &next) : 0;
    return at < source.size && clean_is_digit(slice_next(source, &at)) && follows_decimal(follows);
}
