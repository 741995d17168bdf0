/* Judges bytes: marks at their head, validity, how many of them are what Chinese text has. */
#include "stages/decode/decode_encoding.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <uchardet.h>

enum { SAMPLE_BYTES = 1 << 16 };

static struct encoding encoding_of(enum encoding_form form, const char *name, int unit, double confidence) {
    struct encoding encoding = {.form = form, .unit = unit, .confidence = confidence};
    snprintf(encoding.name, sizeof encoding.name, "%s", name);
    return encoding;
}

/* ---- names and signatures ---- */

struct encoding encoding_named(const char *name) {
    static const struct {
        const char *given, *name;
        int unit;
    } aliases[] = {{"gbk", "GB18030", 1},      {"gb2312", "GB18030", 1},   {"gb18030", "GB18030", 1},
                   {"cp936", "GB18030", 1},    {"euccn", "GB18030", 1},    {"big5", "BIG5", 1},
                   {"cp950", "BIG5", 1},       {"big5hkscs", "BIG5", 1},   {"utf16", "UTF-16LE", 2},
                   {"utf16le", "UTF-16LE", 2}, {"utf16be", "UTF-16BE", 2}, {"utf32", "UTF-32LE", 4},
                   {"utf32le", "UTF-32LE", 4}, {"utf32be", "UTF-32BE", 4}, {"ucs2", "UTF-16LE", 2},
                   {"latin1", "ISO-8859-1", 1}};
    char plain[32] = "";
    size_t size = 0;
    for (const char *at = name; *at && size + 1 < sizeof plain; at++)
        if (isalnum((unsigned char)*at))
            plain[size++] = (char)tolower((unsigned char)*at);
    if (strcmp(plain, "utf8") == 0 || strcmp(plain, "ascii") == 0 || strcmp(plain, "usascii") == 0)
        return encoding_of(FORM_UTF8_DAMAGED, "UTF-8", 1, 1);
    if (strncmp(plain, "hz", 2) == 0)
        return encoding_of(FORM_HZ, "HZ", 1, 1);
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
        if (strcmp(plain, aliases[i].given) == 0)
            return encoding_of(FORM_ICONV, aliases[i].name, aliases[i].unit, 1);
    return encoding_of(FORM_ICONV, name, 1, 1);
}

const char *binary_kind(struct slice bytes) {
    static const struct {
        struct slice head;
        const char *kind;
    } kinds[] = {
        {{"\x89PNG\r\n\x1A\n", 8}, "PNG image"},
        {{"\xFF\xD8\xFF", 3}, "JPEG image"},
        {{"GIF8", 4}, "GIF image"},
        {{"%PDF-", 5}, "PDF document"},
        {{"PK\x03\x04", 4}, "ZIP archive or Office document (docx, xlsx, ofd)"},
        {{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8}, "Office document of the old form (doc, xls, wps)"},
        {{"{\\rtf", 5}, "RTF document"},
        {{"\x1F\x8B\x08", 3}, "gzip archive"},
        {{"7z\xBC\xAF\x27\x1C", 6}, "7z archive"},
        {{"Rar!\x1A\x07", 6}, "RAR archive"},
        {{"\x7F"
          "ELF",
          4},
         "ELF program"},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (slice_starts(bytes, kinds[i].head))
            return kinds[i].kind;
    return NULL;
}

/* ---- UTF-8 ---- */

/* The next eight bytes, the first lowest. */
static uint64_t eight_bytes(const unsigned char *at) {
    return at[0] | (uint64_t)at[1] << 8 | (uint64_t)at[2] << 16 | (uint64_t)at[3] << 24 | (uint64_t)at[4] << 32 |
           (uint64_t)at[5] << 40 | (uint64_t)at[6] << 48 | (uint64_t)at[7] << 56;
}

/* Whether they begin with a character of three bytes, 1110xxxx 10xxxxxx 10xxxxxx, that is neither overlong (E0 80) nor
 * half of a pair of UTF-16 (ED A0). */
static bool begin_with_three(uint64_t eight) {
    uint64_t lead_and_sixth_bit = eight & 0x200F;
    return (eight & 0xC0C0F0) == 0x8080E0 && lead_and_sixth_bit != 0 && lead_and_sixth_bit != 0x200D;
}

/* Whether they begin with two characters from U+4000 to U+BFFF, as most of Chinese is: the leads E4 to EB less 4 are
 * 11100xxx. */
static bool begin_with_two_common(uint64_t eight) {
    return ((eight - 0x04000004) & 0xC0C0F8C0C0F8) == 0x8080E08080E0;
}

size_t utf8_valid(struct slice bytes, size_t from) {
    const unsigned char *start = (const unsigned char *)bytes.start;
    size_t at = from, eights_end = bytes.size < 8 ? 0 : bytes.size - 7;
    while (at < bytes.size) {
        while (at < eights_end && begin_with_two_common(eight_bytes(start + at)))
            at += 6;
        if (at < eights_end && begin_with_three(eight_bytes(start + at))) {
            at += 3;
            continue;
        }
        size_t before = at;
        if (slice_next(bytes, &at) == 0xFFFD && at == before + 1) {
            at = before;
            break;
        }
    }
    return at - from;
}

bool utf8_prevails(struct slice line) {
    enum { ENOUGH = 16 }; /* then the rest of a long line need not be looked at */
    size_t good = 0, bad = 0;
    for (size_t at = 0; at < line.size && bad < good + ENOUGH && good < bad + ENOUGH;) {
        if ((unsigned char)line.start[at] < 0x80) {
            at++;
            continue;
        }
        size_t before = at;
        if (slice_next(line, &at) == 0xFFFD && at == before + 1) {
            bad++; /* what is left of a character counts once */
            for (int k = 0; k < 2 && (unsigned char)line.start[before] >= 0xE0 && at < line.size &&
                            ((unsigned char)line.start[at] & 0xC0) == 0x80;
                 k++)
                at++;
        } else
            good += at - before >= 3; /* two bytes that fit are chance in a pair of GBK */
    }
    return good > bad;
}

/* ---- UTF-16 and UTF-32 ---- */

static bool is_text_of_ascii(uint32_t code) {
    return (code >= 0x20 && code <= 0x7E) || code == '\n' || code == '\r' || code == '\t';
}

static bool in_chinese_text(uint32_t code) {
    if (code > 0x303F)
        return (code >= 0x4E00 && code <= 0x9FFF) || (code >= 0xFF00 && code <= 0xFFEF);
    return is_text_of_ascii(code) || code >= 0x3000 || (code >= 0x2010 && code <= 0x2040) ||
           (code >= 0x2460 && code <= 0x25FF) || code == 0xA0 || code == 0xB7;
}

/* The unit of two or four bytes; `big`: the high byte first. */
static uint32_t unit_at(const unsigned char *bytes, int unit, bool big) {
    uint32_t first = bytes[0], second = bytes[1];
    if (unit == 2)
        return big ? first << 8 | second : second << 8 | first;
    uint32_t third = bytes[2], fourth = bytes[3];
    return big ? first << 24 | second << 16 | third << 8 | fourth : fourth << 24 | third << 16 | second << 8 | first;
}

/* The share of units of `unit` bytes that Chinese text has, 0 where it is too low. */
static double wide_share(struct slice sample, int unit, bool big) {
    enum { STRANGE_PERCENT = 15 };
    size_t count = sample.size / (size_t)unit, strange = 0, too_many = (count * STRANGE_PERCENT + 99) / 100;
    const unsigned char *bytes = (const unsigned char *)sample.start;
    for (size_t i = 0; i < count; i++, bytes += unit) {
        strange += !in_chinese_text(unit_at(bytes, unit, big));
        if (strange == too_many)
            return 0;
    }
    return count ? (double)(count - strange) / (double)count : 0;
}

/* `zeros`: a zero byte stands in the sample, as in every character of UTF-32. */
static struct encoding find_wide(struct slice sample, bool zeros) {
    static const struct {
        const char *name;
        int unit;
        bool big;
    } forms[] = {{"UTF-32LE", 4, false}, {"UTF-32BE", 4, true}, {"UTF-16LE", 2, false}, {"UTF-16BE", 2, true}};
    struct encoding best = {0};
    for (size_t i = zeros ? 0 : 2; i < sizeof forms / sizeof *forms; i++) {
        double share = wide_share(sample, forms[i].unit, forms[i].big);
        if (share > best.confidence)
            best = encoding_of(FORM_ICONV, forms[i].name, forms[i].unit, share);
    }
    return best;
}

/* ---- encodings of two bytes ---- */

/* Bytes before the first that is not ASCII. */
static size_t ascii_size(struct slice bytes) {
    size_t at = 0;
    while (at < bytes.size && (unsigned char)bytes.start[at] < 0x80)
        at++;
    return at;
}

static struct slice telling_part(struct slice bytes) {
    size_t from = ascii_size(bytes);
    return slice_part(bytes, from, from + SAMPLE_BYTES);
}

/* GB2312 level 1, and of its symbols ，。“”１ and such: what texts consist of. */
static bool is_simplified(unsigned char lead, unsigned char trail) {
    return trail >= 0xA1 && trail < 0xFF && ((lead >= 0xB0 && lead <= 0xD7) || (lead >= 0xA1 && lead <= 0xA3));
}

double gb_share(struct slice bytes, size_t *pairs) {
    const unsigned char *start = (const unsigned char *)bytes.start;
    size_t common = 0, others = 0;
    for (size_t at = 0; at + 1 < bytes.size;) {
        unsigned char lead = start[at], trail = start[at + 1];
        if (is_simplified(lead, trail)) {
            common++;
            at += 2;
        } else if (lead < 0x80) {
            at++;
        } else if (lead == 0x80 || lead == 0xFF || trail < 0x30 || trail == 0x7F || trail == 0xFF ||
                   (trail < 0x40 && trail > 0x39)) {
            others++;
            at++;
        } else {
            bool four = trail < 0x40;
            common += four && lead <= 0x84;
            others += !(four && lead <= 0x84);
            at += four ? 4 : 2;
        }
    }
    *pairs = common + others; /* without one that the sample cuts */
    return *pairs ? (double)common / (double)*pairs : 0;
}

static bool is_big5_pair(unsigned char lead, unsigned char trail) {
    return lead >= 0x81 && lead <= 0xFE && ((trail >= 0x40 && trail <= 0x7E) || (trail >= 0xA1 && trail <= 0xFE));
}

/* The share for Big5; 0 once it is sure to stay below `least`. */
static double big5_share(struct slice bytes, double least) {
    const unsigned char *start = (const unsigned char *)bytes.start;
    size_t common = 0, all = 0;
    for (size_t at = 0; at + 1 < bytes.size;) {
        unsigned char lead = start[at], trail = start[at + 1];
        if (lead < 0x80) {
            at++;
            continue;
        }
        all++;
        bool pair = is_big5_pair(lead, trail);
        at += pair ? 2 : 1;
        /* level 1, and of the symbols those that texts have: ，、。；：？！（）「」 */
        if (pair && ((lead >= 0xA4 && lead <= 0xC6) || (lead == 0xA1 && trail <= 0x7E)))
            common++;
        else if ((double)(common + bytes.size - at) < least * (double)(all + bytes.size - at))
            return 0;
    }
    return all ? (double)common / (double)all : 0;
}

/* Whether pairs that fit GB2312 are rather Korean or Japanese: no character from the second half of the pinyin order,
 * or much kana. */
static bool looks_foreign(struct slice sample) {
    const unsigned char *start = (const unsigned char *)sample.start;
    size_t all = 0, late = 0, kana = 0;
    for (size_t at = 0; at + 1 < sample.size; at++) {
        size_t from = at;
        for (; at + 1 < sample.size && start[at] >= 0x80; at += 2) {
            late += start[at] >= 0xC9 && start[at] <= 0xD7;
            kana += start[at] == 0xA4 || start[at] == 0xA5;
        }
        all += (at - from) / 2;
    }
    return all > 20 && (late * 20 < all || kana * 5 > all);
}

static struct encoding ask_uchardet(struct slice sample) {
    struct encoding found = {0};
    uchardet_t detector = uchardet_new();
    if (!detector)
        return found;
    if (uchardet_handle_data(detector, sample.start, sample.size) == 0) {
        uchardet_data_end(detector);
        const char *name = uchardet_get_charset(detector);
        if (name[0] && strcmp(name, "UTF-8") != 0 && strcmp(name, "ASCII") != 0) {
            found = encoding_named(name);
            found.confidence = 0.5;
        }
    }
    uchardet_delete(detector);
    return found;
}

static bool is_control(unsigned char byte) {
    return byte < 0x20 && !(byte >= '\t' && byte <= '\r') && byte != 0x1A && byte != 0x1B;
}

/* Whether more than this share of the bytes are such as no text has. */
static bool has_controls(struct slice sample, size_t percent) {
    const uint64_t ones = UINT64_C(0x0101010101010101); /* the lowest bit of each of eight bytes */
    size_t controls = 0, i = 0;
    for (uint64_t two[2]; i + sizeof two <= sample.size; i += sizeof two) {
        memcpy(two, sample.start + i, sizeof two);
        uint64_t low = ((two[0] - 0x20 * ones) & ~two[0]) | ((two[1] - 0x20 * ones) & ~two[1]);
        if (low & 0x80 * ones) /* one of them is below 0x20 */
            for (size_t k = i; k < i + sizeof two; k++)
                controls += is_control((unsigned char)sample.start[k]);
    }
    for (; i < sample.size; i++)
        controls += is_control((unsigned char)sample.start[i]);
    return controls * 100 > sample.size * percent;
}

static struct encoding find_legacy(struct slice bytes) {
    enum { ACCEPTED_PERCENT = 60 };
    struct slice sample = telling_part(bytes);
    if (has_controls(slice_part(bytes, 0, SAMPLE_BYTES), 2))
        return (struct encoding){0};
    size_t pairs = 0;
    double gb = gb_share(sample, &pairs), big5 = big5_share(sample, gb);
    double best = gb >= big5 ? gb : big5;
    if (best * 100 < ACCEPTED_PERCENT || (gb >= big5 && looks_foreign(sample))) {
        struct encoding other = ask_uchardet(sample);
        if (other.form != FORM_UNKNOWN || best * 100 < ACCEPTED_PERCENT / 2.0)
            return other;
    }
    return encoding_of(FORM_ICONV, gb >= big5 ? "GB18030" : "BIG5", 1, best);
}

/* ---- HZ ---- */

/* ~{ opens and ~} closes pairs of seven-bit GB2312. */
static bool is_hz(struct slice bytes) {
    size_t open = slice_find(bytes, SLICE("~{"), 0);
    if (open == SIZE_MAX)
        return false;
    size_t at = open + 2;
    while (at + 1 < bytes.size && bytes.start[at] >= 0x21 && bytes.start[at] <= 0x77 && bytes.start[at + 1] >= 0x21)
        at += 2;
    return at > open + 2 && at + 1 < bytes.size && bytes.start[at] == '~' && bytes.start[at + 1] == '}';
}

/* ---- together ---- */

static struct encoding find_mark(struct slice bytes) {
    if (slice_starts(bytes, SLICE("\xEF\xBB\xBF")))
        return encoding_of(FORM_UTF8_DAMAGED, "UTF-8", 1, 1);
    if (slice_starts(bytes, (struct slice){"\xFF\xFE\0\0", 4}) && bytes.size % 4 == 0)
        return encoding_of(FORM_ICONV, "UTF-32LE", 4, 1);
    if (slice_starts(bytes, (struct slice){"\0\0\xFE\xFF", 4}))
        return encoding_of(FORM_ICONV, "UTF-32BE", 4, 1);
    if (slice_starts(bytes, SLICE("\xFF\xFE")))
        return encoding_of(FORM_ICONV, "UTF-16LE", 2, 1);
    if (slice_starts(bytes, SLICE("\xFE\xFF")))
        return encoding_of(FORM_ICONV, "UTF-16BE", 2, 1);
    if (slice_starts(bytes, SLICE("\x84\x31\x95\x33")))
        return encoding_of(FORM_ICONV, "GB18030", 1, 1);
    return (struct encoding){0};
}

/* Of bytes that are not valid UTF-8: how many lines are of which encoding. */
static struct encoding find_by_lines(struct slice bytes) {
    size_t whole = 0, damaged = 0, other = 0;
    for (size_t from = 0; from < bytes.size;) {
        const char *feed = memchr(bytes.start + from, '\n', bytes.size - from);
        size_t to = feed ? (size_t)(feed - bytes.start) + 1 : bytes.size;
        struct slice line = slice_part(bytes, from, to);
        if (utf8_valid(line, 0) == line.size)
            whole += utf8_prevails(line);
        else if (utf8_prevails(line))
            damaged++;
        else
            other++;
        from = to;
    }
    if (whole + damaged == 0)
        return (struct encoding){0};
    double all = (double)(whole + damaged + other);
    if (other == 0)
        return encoding_of(FORM_UTF8_DAMAGED, "UTF-8", 1, ((double)whole + 0.5 * (double)damaged) / all);
    return encoding_of(FORM_MIXED, "UTF-8 + GB18030", 1, (double)(whole > other ? whole : other) / all);
}

struct encoding encoding_find(struct slice bytes) {
    struct encoding found = find_mark(bytes);
    if (found.form != FORM_UNKNOWN)
        return found;
    struct slice sample = slice_part(bytes, 0, SAMPLE_BYTES);
    bool valid = utf8_valid(bytes, 0) == bytes.size;
    bool zeros = sample.size > 0 && memchr(sample.start, 0, sample.size);
    if (!valid || zeros)
        found = find_wide(sample, zeros);
    if (found.form != FORM_UNKNOWN)
        return found;
    if (valid && ascii_size(sample) == sample.size && is_hz(bytes))
        return encoding_of(FORM_HZ, "HZ", 1, 0.9);
    /* a NUL now and then is damage, many are another kind of file */
    if (valid && !has_controls(sample, 30))
        return encoding_of(FORM_UTF8, "UTF-8", 1, 1);
    if (!valid)
        found = find_by_lines(bytes);
    return found.form != FORM_UNKNOWN ? found : find_legacy(bytes);
}
