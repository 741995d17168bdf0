/* What each character of the source asks for, and what a form of a character stands for: full-width, small and vertical
 * forms, radicals, private-use characters of GBK. It knows characters only, no lines. */
#include "stages/clean/clean_characters.h"

#include <utf8proc.h>

#include "stages/model/slice.h"

bool clean_is_space(uint32_t code) {
    return code == ' ' || code == '\t' || code == 0xA0 || code == 0x3000 || (code >= 0x2000 && code <= 0x200A) ||
           code == 0x202F || code == 0x205F || code == 0x1680 || code == GBK_SPACE;
}

struct code_range {
    uint32_t first, last;
};

static bool is_in_ranges(uint32_t code, const struct code_range *ranges, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (code >= ranges[i].first && code <= ranges[i].last)
            return true;
    return false;
}

static bool is_invisible(uint32_t code) {
    static const struct code_range ranges[] = {{0x80, 0x9F},     {0xAD, 0xAD},      {0x180E, 0x180E}, {0x200B, 0x200F},
                                               {0x202A, 0x202E}, {0x2060, 0x206F},  {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF},
                                               {0xFFF9, 0xFFFB}, {0xE0000, 0xE01FF}};
    return code >= ranges[0].first && is_in_ranges(code, ranges, sizeof ranges / sizeof *ranges);
}

static bool is_break(uint32_t code) {
    return code == 0x85 || code == 0x2028 || code == 0x2029;
}

/* ---- forms ---- */

/* What the radicals U+2E80 to U+2EF3 stand for, which PDF files give in place of the characters (Unicode's
 * EquivalentUnifiedIdeograph.txt); 0 where it names none. */
static const uint16_t radicals[] = {
    0,      0x5382, 0x4E5B, 0x4E5A, 0x4E59, 0x4EBB, 0x5182, 0,      0x5200, 0x5202, 0x535C, 0x353E, 0x5C0F,
    0x5C0F, 0x5140, 0x5C23, 0x5C22, 0,      0x5DF3, 0x5E7A, 0x5F51, 0,      0x5FC4, 0x5FC3, 0x624C, 0x6535,
    0,      0x65E1, 0x65E5, 0x6708, 0x6B7A, 0x6BCD, 0x6C11, 0x6C35, 0x6C3A, 0x706C, 0x722B, 0x722B, 0x4E2C,
    0x725B, 0x72AD, 0x738B, 0,      0x76EE, 0x793A, 0x793B, 0,      0x7CF9, 0x7E9F, 0x7F53, 0x7F52, 0x34C1,
    0x5197, 0,      0x7F8A, 0,      0,      0x8002, 0x8080, 0x807F, 0x8089, 0,      0x8279, 0x8279, 0x8279,
    0x864E, 0x8864, 0x8980, 0x897F, 0x89C1, 0x89D2, 0,      0x8BA0, 0x8D1D, 0,      0x8F66, 0x8FB6, 0x8FB6,
    0x8FB6, 0x9091, 0x9485, 0x9577, 0x9578, 0x957F, 0x95E8, 0,      0x961D, 0x96E8, 0x9752, 0x97E6, 0x9875,
    0x98CE, 0x98DE, 0x98DF, 0,      0x98E0, 0x9963, 0,      0x9A6C, 0x9AA8, 0x9B3C, 0x9C7C, 0x9E1F, 0x5364,
    0x9EA6, 0x9EC4, 0x9EFE, 0x6589, 0x9F50, 0x6B6F, 0x9F7F, 0x7ADC, 0x9F99, 0x9F9C, 0x4E80, 0x9F9F,
};

/* The vertical forms U+FE10 to U+FE19 in the order of their codes. */
static const uint16_t vertical_marks[] = {0xFF0C, 0x3001, 0x3002, 0xFF1A, 0xFF1B,
                                          0xFF01, 0xFF1F, 0x3016, 0x3017, 0x2026};
/* The same marks in the order of the private-use characters U+E78D to U+E796, which GB18030 gave them before 2022. */
static const uint16_t private_marks[] = {0xFF0C, 0x3002, 0x3001, 0xFF1A, 0xFF1B,
                                         0xFF01, 0xFF1F, 0x3016, 0x3017, 0x2026};
/* The vertical brackets U+FE35 to U+FE44. */
static const uint16_t vertical_brackets[] = {0xFF08, 0xFF09, '{',    '}',    0x3014, 0x3015, 0x3010, 0x3011,
                                             0x300A, 0x300B, 0x3008, 0x3009, 0x300C, 0x300D, 0x300E, 0x300F};
/* The small forms U+FE50 to U+FE6B; 0 where no character is. */
static const uint16_t small_forms[] = {0xFF0C, 0x3001, 0xFF0E, 0,      0xFF1B, 0xFF1A, 0xFF1F, 0xFF01, 0x2014, 0xFF08,
                                       0xFF09, '{',    '}',    0x3014, 0x3015, '#',    '&',    '*',    '+',    '-',
                                       '<',    '>',    '=',    0,      '\\',   '$',    '%',    '@'};
/* The half-width marks U+FF61 to U+FF64. */
static const uint16_t half_marks[] = {0x3002, 0x300C, 0x300D, 0x3001};

#define IN_TABLE(table, first, code) ((code) >= (first) && (code) - (first) < sizeof(table) / sizeof *(table))

static uint32_t form_in_table(uint32_t code) {
    if (IN_TABLE(radicals, 0x2E80, code))
        return radicals[code - 0x2E80];
    if (IN_TABLE(vertical_marks, 0xFE10, code))
        return vertical_marks[code - 0xFE10];
    if (IN_TABLE(private_marks, 0xE78D, code))
        return private_marks[code - 0xE78D];
    if (IN_TABLE(vertical_brackets, 0xFE35, code))
        return vertical_brackets[code - 0xFE35];
    if (IN_TABLE(small_forms, 0xFE50, code))
        return small_forms[code - 0xFE50];
    if (IN_TABLE(half_marks, 0xFF61, code))
        return half_marks[code - 0xFF61];
    return 0;
}

/* Forms of a character that mean the character itself and that Unicode gives back: full-width ５Ａ％, the radicals ⽅
 * and compatibility ideographs that PDF files give, ⒈, mathematical digits. Chinese punctuation stays as written, so （
 * is not ( afterwards. */
static bool is_compatible(uint32_t code) {
    static const struct code_range ranges[] = {{0x2488, 0x249B}, {0x2F00, 0x2FD5},   {0xF900, 0xFAFF},
                                               {0xFF05, 0xFF05}, {0xFF10, 0xFF19},   {0xFF21, 0xFF3A},
                                               {0xFF41, 0xFF5A}, {0x1D7CE, 0x1D7FF}, {0x2F800, 0x2FA1F}};
    return is_in_ranges(code, ranges, sizeof ranges / sizeof *ranges);
}

size_t clean_write_form(uint32_t code, char bytes[CLEAN_FORM_BYTES]) {
    uint32_t form = form_in_table(code);
    if (form)
        return utf8_write(form, bytes);
    if (code == GBK_LARGE_CIRCLE)
        return utf8_write(CHINESE_ZERO, bytes);
    if (!is_compatible(code))
        return 0;
    if (code >= 0xFF00 && code <= 0xFFEF)
        return utf8_write(code - 0xFEE0, bytes);
    utf8proc_int32_t to[4];
    int boundary = 0;
    size_t size = 0;
    utf8proc_ssize_t count =
        utf8proc_decompose_char((utf8proc_int32_t)code, to, 4, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT, &boundary);
    if (count < 1 || count > CLEAN_FORM_BYTES / 4 || to[0] == (utf8proc_int32_t)code)
        return 0;
    for (utf8proc_ssize_t i = 0; i < count; i++)
        size += utf8_write((uint32_t)to[i], bytes + size);
    return size;
}

/* ---- kinds ---- */

enum glyph clean_glyph(uint32_t code) {
    switch (code) {
    case 0x3002:
    case 0xFF01:
    case 0xFF1F:
    case '!': return GLYPH_STOP;
    case 0xFF0C:
    case 0x3001:
    case 0xFF1B:
    case 0xFF1A: return GLYPH_PAUSE;
    case 0x201C:
    case 0x300A:
    case 0x300C:
    case 0x300E: return GLYPH_OPEN;
    case 0x201D:
    case 0x300B:
    case 0x300D:
    case 0x300F:
    case 0xFF09: return GLYPH_CLOSE;
    case 0xFF08:
    case 0x3010:
    case 0x3014:
    case '(':
    case '[': return GLYPH_BRACKET;
    case 0xFF3B:
    case '<':
    case '&':
    case '\\':
    case '*':
    case '$':
    case '?': return GLYPH_MARK;
    default: break;
    }
    if (code >= 0x2460 && code <= 0x2473) /* ① */
        return GLYPH_MARK;
    if (clean_is_space(code))
        return GLYPH_SPACE;
    if (is_break(code))
        return GLYPH_BREAK;
    if (is_invisible(code))
        return GLYPH_INVISIBLE;
    if (code == 0xB7 || code == 0xFF0E || code == 0xFE52 || code == 0x30FB || code == 0xFF65 || code == 0x2027)
        return GLYPH_POINT;
    return is_compatible(code) || form_in_table(code) || code == GBK_LARGE_CIRCLE ? GLYPH_FOLD : GLYPH_PLAIN;
}
