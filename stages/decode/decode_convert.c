/* Conversion with replacement: what does not fit becomes U+FFFD and is counted. Decides nothing about encodings. */
#include "stages/decode/decode_convert.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

static const char replacement[] = "\xEF\xBF\xBD";

/* Room for `more` bytes behind the text. */
static bool reserve(struct conversion *conversion, size_t more) {
    if (conversion->capacity - conversion->text.size >= more)
        return true;
    size_t capacity = conversion->capacity + conversion->capacity / 2 + more;
    char *bytes = capacity < more ? NULL : arena_room(conversion->arena, capacity);
    if (!bytes)
        return false;
    if (conversion->text.size)
        memcpy(bytes, conversion->text.start, conversion->text.size);
    conversion->text.start = bytes;
    conversion->capacity = capacity;
    return true;
}

static bool append(struct conversion *conversion, const char *bytes, size_t size) {
    if (size == 0)
        return true;
    if (!reserve(conversion, size))
        return false;
    /* the room is the conversion's own, taken from the arena by reserve */
    memcpy((char *)(uintptr_t)conversion->text.start + conversion->text.size, bytes, size);
    conversion->text.size += size;
    return true;
}

static bool append_bad(struct conversion *conversion) {
    if (conversion->replaced < BAD_PLACES)
        conversion->bad[conversion->replaced] = conversion->text.size;
    conversion->replaced++;
    return append(conversion, replacement, sizeof replacement - 1);
}

static enum status add_utf8(struct conversion *conversion, struct slice bytes) {
    for (size_t at = 0; at < bytes.size;) {
        size_t valid = utf8_valid(bytes, at);
        if (!append(conversion, bytes.start + at, valid))
            return STATUS_NO_MEMORY;
        at += valid;
        if (at < bytes.size && !append_bad(conversion))
            return STATUS_NO_MEMORY;
        at += at < bytes.size;
    }
    return STATUS_OK;
}

/* How bytes are read by iconv. */
struct reading_by_iconv {
    iconv_t converter;
    size_t unit; /* bytes that are passed over where they fit nothing */
    bool gb;
};

/* Windows writes € as the byte 0x80 into what is else GBK. */
static bool append_misfit(struct conversion *conversion, char byte, bool gb) {
    static const char euro[] = "€";
    return gb && byte == (char)0x80 ? append(conversion, euro, sizeof euro - 1) : append_bad(conversion);
}

static enum status add_iconv(struct conversion *conversion, struct slice bytes, const struct reading_by_iconv *by) {
    /* iconv's interface lacks const; it does not write to its input */
    char *in = (char *)(uintptr_t)bytes.start;
    size_t left = bytes.size;
    while (left > 0) {
        if (!reserve(conversion, left + left / 2 + 16))
            return STATUS_NO_MEMORY;
        char *out = (char *)(uintptr_t)conversion->text.start + conversion->text.size;
        size_t room = conversion->capacity - conversion->text.size, before = room;
        size_t result = iconv(by->converter, &in, &left, &out, &room);
        int error = errno;
        conversion->text.size += before - room;
        if (result != (size_t)-1 || error == E2BIG)
            continue;
        if (!append_misfit(conversion, *in, by->gb))
            return STATUS_NO_MEMORY;
        size_t skipped = left < by->unit ? left : by->unit;
        in += skipped;
        left -= skipped;
    }
    return STATUS_OK;
}

/* What ~ escapes in HZ. */
static bool is_hz_mark(char byte) {
    return byte == '{' || byte == '}' || byte == '~' || byte == '\n';
}

static bool is_graphic(char byte) {
    return byte > 0x20 && byte < 0x7F;
}

/* HZ as the eight-bit GB2312 it stands for: ~{ and ~} switch, ~~ is ~, ~ at a line's end joins lines. */
static struct slice hz_bytes(struct arena *arena, struct slice bytes) {
    char *out = arena_room(arena, bytes.size + 1);
    size_t size = 0;
    bool pairs = false;
    for (size_t at = 0; out && at < bytes.size; at++) {
        char byte = bytes.start[at], next = '\0';
        if (at + 1 < bytes.size)
            next = bytes.start[at + 1];
        if (byte == '~' && is_hz_mark(next)) {
            if (next == '~')
                out[size++] = '~';
            pairs = next == '{' || (next == '~' && pairs);
            at++;
        } else if (pairs && is_graphic(byte) && is_graphic(next)) {
            out[size++] = (char)(byte | (char)0x80);
            out[size++] = (char)(next | (char)0x80);
            at++;
        } else {
            pairs = pairs && byte != '\n';
            out[size++] = byte;
        }
    }
    return (struct slice){out, size};
}

/* Line by line: those that are UTF-8 as that, the others by the converter. */
static enum status add_mixed(struct conversion *conversion, struct slice bytes, const struct reading_by_iconv *by) {
    for (size_t from = 0; from < bytes.size;) {
        const char *feed = memchr(bytes.start + from, '\n', bytes.size - from);
        size_t to = feed ? (size_t)(feed - bytes.start) + 1 : bytes.size;
        struct slice line = slice_part(bytes, from, to);
        bool utf8 = utf8_valid(line, 0) == line.size || utf8_prevails(line);
        enum status status = utf8 ? add_utf8(conversion, line) : add_iconv(conversion, line, by);
        if (status != STATUS_OK)
            return status;
        from = to;
    }
    return STATUS_OK;
}

enum status conversion_add(struct conversion *conversion, struct slice bytes, const struct encoding *encoding) {
    if (encoding->form == FORM_UTF8 || encoding->form == FORM_UTF8_DAMAGED)
        return add_utf8(conversion, bytes);
    bool gb = encoding->form == FORM_HZ || encoding->form == FORM_MIXED;
    if (encoding->form == FORM_HZ)
        bytes = hz_bytes(conversion->arena, bytes);
    if (!bytes.start)
        return STATUS_NO_MEMORY;
    /* HKSCS holds all of Big5 and what Hong Kong and Taiwan added */
    const char *name = gb ? "GB18030" : strcmp(encoding->name, "BIG5") == 0 ? "BIG5-HKSCS" : encoding->name;
    iconv_t converter = iconv_open("UTF-8", name);
    if (converter == (iconv_t)-1)
        return errno == ENOMEM ? STATUS_NO_MEMORY : STATUS_INPUT;
    struct reading_by_iconv by = {converter, encoding->form == FORM_MIXED ? 1 : (size_t)encoding->unit,
                                  strcmp(name, "GB18030") == 0};
    enum status status =
        encoding->form == FORM_MIXED ? add_mixed(conversion, bytes, &by) : add_iconv(conversion, bytes, &by);
    iconv_close(converter);
    return status;
}

struct slice latin1_bytes(struct arena *arena, struct slice text) {
    /* Windows-1252 from 0x80 on */
    static const uint16_t specials[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                          0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                          0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                          0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};
    char *out = arena_room(arena, text.size + 1);
    size_t size = 0;
    for (size_t at = 0; out && at < text.size;) {
        uint32_t code = slice_next(text, &at);
        if (code >= 0x100) {
            size_t i = 0;
            while (i < 32 && specials[i] != code)
                i++;
            if (i == 32)
                return (struct slice){0};
            code = (uint32_t)(0x80 + i);
        }
        out[size++] = (char)code;
    }
    return (struct slice){out, size};
}
