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

size_t utf8_valid(struct slice bytes, size_t from) {
    const unsigned char *at = (const unsigned char *)bytes.start + from;
    const unsigned char *end = (const unsigned char *)bytes.start + bytes.size;
    const unsigned char *start = at;
    while (at < end) {
        unsigned char lead = *at;
        if (lead < 0x80) {
            at++;
        } else if (lead >= 0xE1 && lead != 0xED && lead < 0xF0) { /* most of Chinese text */
            if (end - at < 3 || (at[1] & 0xC0) != 0x80 || (at[2] & 0xC0) != 0x80)
                break;
            at += 3;
        } else {
            size_t next = (size_t)(at - (const unsigned char *)bytes.start), before = next;
            if (slice_next(bytes, &next) == 0xFFFD && next == before + 1)
                break;
            at += next - before;
        }
    }
    return (size_t)(at - start);
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

static bool in_chinese_text(uint32_t code) {
    return (code >= 0x4E00 && code <= 0x9FFF) || (code >= 0x20 && code <= 0x7E) || code == '\n' || code == '\r' ||
           code == '\t' || (code >= 0x3000 && code <= 0x303F) || (code >= 0xFF00 && code <= 0xFFEF) ||
           (code >= 0x2010 && code <= 0x2040) || (code >= 0x2460 && code <= 0x25FF) || code == 0xA0 || code == 0xB7;
}

/* The share of units of `unit` bytes that Chinese text has; `big`: the high byte first. */
static double wide_share(struct slice sample, int unit, bool big) {
    size_t count = sample.size / (size_t)unit, fitting = 0;
    const unsigned char *bytes = (const unsigned char *)sample.start;
    for (size_t i = 0; i < count; i++, bytes += unit) {
        uint32_t code = 0;
        for (int k = 0; k < unit; k++)
            code = (code << 8) | bytes[big ? k : unit - 1 - k];
        fitting += in_chinese_text(code);
    }
    return count ? (double)fitting / (double)count : 0;
}

static struct encoding find_wide(struct slice sample) {
    static const struct {
        const char *name;
        int unit;
        bool big;
    } forms[] = {{"UTF-32LE", 4, false}, {"UTF-32BE", 4, true}, {"UTF-16LE", 2, false}, {"UTF-16BE", 2, true}};
    struct encoding best = {0};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        double share = wide_share(sample, forms[i].unit, forms[i].big);
        if (share > 0.85 && share > best.confidence)
            best = encoding_of(FORM_ICONV, forms[i].name, forms[i].unit, share);
    }
    return best;
}

/* ---- encodings of two bytes ---- */

/* From the first byte that is not ASCII on. */
static struct slice telling_part(struct slice bytes) {
    size_t at = 0;
    while (at < bytes.size && (unsigned char)bytes.start[at] < 0x80)
        at++;
    return slice_part(bytes, at, at + SAMPLE_BYTES);
}

double gb_share(struct slice bytes, size_t *pairs) {
    const unsigned char *at = (const unsigned char *)bytes.start, *end = at + bytes.size;
    size_t common = 0, all = 0;
    while (at < end) {
        unsigned char lead = at[0], trail = end - at > 1 ? at[1] : 0;
        if (lead < 0x80) {
            at++;
            continue;
        }
        all++;
        if (lead == 0x80 || lead == 0xFF || trail < 0x30 || trail == 0x7F || trail == 0xFF ||
            (trail < 0x40 && trail > 0x39)) {
            at += end - at > 1 ? 1 : 0;
            all -= end - at <= 1; /* a pair that the sample cuts */
            at += end - at <= 1;
            continue;
        }
        bool four = trail < 0x40;
        bool simplified = trail >= 0xA1 && ((lead >= 0xB0 && lead <= 0xD7) || (lead >= 0xA1 && lead <= 0xA3));
        common += simplified || (four && lead <= 0x84);
        at += four ? 4 : 2;
    }
    *pairs = all;
    return all ? (double)common / (double)all : 0;
}

double big5_share(struct slice bytes, size_t *pairs) {
    const unsigned char *at = (const unsigned char *)bytes.start, *end = at + bytes.size;
    size_t common = 0, all = 0;
    while (at < end) {
        unsigned char lead = at[0], trail = end - at > 1 ? at[1] : 0;
        if (lead < 0x80) {
            at++;
            continue;
        }
        if (end - at < 2)
            break;
        all++;
        bool pair =
            lead >= 0x81 && lead <= 0xFE && ((trail >= 0x40 && trail <= 0x7E) || (trail >= 0xA1 && trail <= 0xFE));
        /* level 1, and of the symbols those that texts have: ，、。；：？！（）「」 */
        common += pair && ((lead >= 0xA4 && lead <= 0xC6) || (lead == 0xA1 && trail <= 0x7E));
        at += pair ? 2 : 1;
    }
    *pairs = all;
    return all ? (double)common / (double)all : 0;
}

/* Whether pairs that fit GB2312 are rather Korean or Japanese: no character from the second half of the pinyin order,
 * or much kana. */
static bool looks_foreign(struct slice sample) {
    size_t all = 0, late = 0, kana = 0;
    for (size_t at = 0; at + 1 < sample.size;) {
        unsigned char lead = (unsigned char)sample.start[at];
        if (lead < 0x80) {
            at++;
            continue;
        }
        all++;
        late += lead >= 0xC9 && lead <= 0xD7;
        kana += lead == 0xA4 || lead == 0xA5;
        at += 2;
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

/* Whether more than this share of the bytes are such as no text has. */
static bool has_controls(struct slice sample, size_t percent) {
    size_t controls = 0;
    for (size_t i = 0; i < sample.size; i++) {
        unsigned char byte = (unsigned char)sample.start[i];
        controls += byte < 0x20 && !(byte >= '\t' && byte <= '\r') && byte != 0x1A && byte != 0x1B;
    }
    return controls * 100 > sample.size * percent;
}

static struct encoding find_legacy(struct slice bytes) {
    enum { ACCEPTED_PERCENT = 60 };
    struct slice sample = telling_part(bytes);
    if (has_controls(slice_part(bytes, 0, SAMPLE_BYTES), 2))
        return (struct encoding){0};
    size_t pairs = 0;
    double gb = gb_share(sample, &pairs), big5 = big5_share(sample, &pairs);
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

static bool is_ascii(struct slice bytes) {
    unsigned char any = 0;
    for (size_t i = 0; i < bytes.size; i++)
        any |= (unsigned char)bytes.start[i];
    return any < 0x80;
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
    bool zeros = memchr(sample.start, 0, sample.size) != NULL;
    if (!valid || zeros)
        found = find_wide(sample);
    if (found.form != FORM_UNKNOWN)
        return found;
    if (valid && is_ascii(sample) && is_hz(bytes))
        return encoding_of(FORM_HZ, "HZ", 1, 0.9);
    /* a NUL now and then is damage, many are another kind of file */
    if (valid && !has_controls(sample, 30))
        return encoding_of(FORM_UTF8, "UTF-8", 1, 1);
    if (!valid)
        found = find_by_lines(bytes);
    return found.form != FORM_UNKNOWN ? found : find_legacy(bytes);
}
