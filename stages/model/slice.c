/* Byte runs and their code points. Reads and compares; owns nothing. */
#include "stages/model/slice.h"

#include <string.h>

struct slice slice_from_string(const char *string) {
    return (struct slice){string, string ? strlen(string) : 0};
}

static bool is_space(uint32_t code) {
    return code == ' ' || (code >= '\t' && code <= '\r') || code == 0x3000 || code == 0xA0;
}

/* Whether a space may begin, or end, with the byte: 20, C2 A0, E3 80 80. */
static bool may_begin_space(char byte) {
    return (unsigned char)byte <= ' ' || byte == '\xC2' || byte == '\xE3';
}

static bool may_end_space(char byte) {
    return (unsigned char)byte <= ' ' || byte == '\xA0' || byte == '\x80';
}

struct slice slice_trim(struct slice text) {
    size_t from = 0, to = text.size;
    while (from < to && may_begin_space(text.start[from])) {
        size_t next = from;
        if (!is_space(slice_next(text, &next)))
            break;
        from = next;
    }
    while (to > from && may_end_space(text.start[to - 1])) {
        size_t before = to;
        if (!is_space(slice_previous(text, &before)))
            break;
        to = before;
    }
    return slice_part(text, from, to);
}

int slice_compare(struct slice one, struct slice other) {
    size_t shared = one.size < other.size ? one.size : other.size;
    int order = shared ? memcmp(one.start, other.start, shared) : 0;
    return order ? order : (one.size > other.size) - (one.size < other.size);
}

size_t slice_number_among(struct slice word, const char *const *words, size_t count) {
    for (size_t i = 1; i < count && word.size; i++)
        if (words[i] && words[i][0] == word.start[0] && slice_equal(slice_from_string(words[i]), word))
            return i;
    return 0;
}

/* The word of a|b|c that begins at byte `*from`, which moves behind it; false behind the last. */
static bool next_among(struct slice words, size_t *from, struct slice *word) {
    if (*from >= words.size)
        return false;
    size_t bar = slice_find(words, SLICE("|"), *from), to = bar == SIZE_MAX ? words.size : bar;
    *word = slice_part(words, *from, to);
    *from = to + 1;
    return true;
}

size_t slice_starts_among(struct slice text, struct slice words) {
    struct slice word;
    for (size_t from = 0; next_among(words, &from, &word);)
        if (slice_starts(text, word))
            return word.size;
    return 0;
}

size_t slice_ends_among(struct slice text, struct slice words) {
    struct slice word;
    for (size_t from = 0; next_among(words, &from, &word);)
        if (slice_ends(text, word))
            return word.size;
    return 0;
}

size_t slice_find_among(struct slice text, struct slice words, size_t *size) {
    struct slice word;
    for (size_t from = 0; next_among(words, &from, &word);) {
        size_t at = slice_find(text, word, 0);
        *size = word.size;
        if (at != SIZE_MAX)
            return at;
    }
    return SIZE_MAX;
}

bool slice_is_among(struct slice text, struct slice words) {
    struct slice word;
    for (size_t from = 0; next_among(words, &from, &word);)
        if (slice_equal(text, word))
            return true;
    return false;
}

size_t slice_find(struct slice text, struct slice needle, size_t from) {
    if (needle.size == 0)
        return from <= text.size ? from : SIZE_MAX;
    size_t last = needle.size - 1; /* in Chinese text the last byte of a character is rarer than its first */
    while (from + needle.size <= text.size) {
        const char *hit = memchr(text.start + from + last, needle.start[last], text.size - from - last);
        if (!hit)
            return SIZE_MAX;
        from = (size_t)(hit - text.start) - last;
        if (memcmp(text.start + from, needle.start, needle.size) == 0)
            return from;
        from++;
    }
    return SIZE_MAX;
}

size_t slice_find_last(struct slice text, struct slice needle) {
    if (needle.size == 0)
        return text.size;
    char last = needle.start[needle.size - 1];
    for (size_t end = text.size; end >= needle.size; end--)
        if (text.start[end - 1] == last && memcmp(text.start + end - needle.size, needle.start, needle.size) == 0)
            return end - needle.size;
    return SIZE_MAX;
}

/* The length a lead byte announces; 0 where it can lead nothing. */
static size_t sequence_size(unsigned char lead) {
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead < 0xE0)
        return 2;
    if (lead >= 0xE0 && lead < 0xF0)
        return 3;
    return lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
}

/* Whether three bytes are one of the characters from U+E000 on: ，：（ and such. */
static bool is_late(const unsigned char *bytes) {
    return (bytes[0] == 0xEE || bytes[0] == 0xEF) && utf8_continues_twice(bytes);
}

struct utf8_read slice_next_any(struct slice text, size_t at) {
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    static const unsigned char mask[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    const struct utf8_read none = {0xFFFD, 1};
    const unsigned char *bytes = (const unsigned char *)text.start + at;
    if (text.size - at >= 3 && is_late(bytes))
        return (struct utf8_read){utf8_common(bytes), 3};
    size_t size = sequence_size(bytes[0]);
    if (size == 0 || size > text.size - at)
        return none;
    uint32_t code = bytes[0] & mask[size];
    for (size_t i = 1; i < size; i++) {
        if ((bytes[i] & 0xC0) != 0x80)
            return none;
        code = (code << 6) | (bytes[i] & 0x3F);
    }
    if (code < least[size] || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
        return none;
    return (struct utf8_read){code, (uint32_t)size};
}

struct utf8_read slice_previous_any(struct slice text, size_t at) {
    if (at >= 3 && is_late((const unsigned char *)text.start + at - 3))
        return (struct utf8_read){utf8_common((const unsigned char *)text.start + at - 3), 3};
    for (size_t back = 1; back <= 4 && back <= at; back++) {
        if (((unsigned char)text.start[at - back] & 0xC0) == 0x80)
            continue;
        size_t next = at - back;
        uint32_t code = slice_next(text, &next);
        if (next != at)
            break;
        return (struct utf8_read){code, (uint32_t)back};
    }
    return (struct utf8_read){0xFFFD, 1};
}

size_t slice_characters(struct slice text) {
    const uint64_t ones = UINT64_C(0x0101010101010101); /* the lowest bit of each of eight bytes */
    size_t count = 0, i = 0;
    for (uint64_t eight; i + sizeof eight <= text.size; i += sizeof eight) {
        memcpy(&eight, text.start + i, sizeof eight);
        uint64_t continuing = eight >> 7 & ~eight >> 6 & ones; /* bytes of the form 10…… */
        count += sizeof eight - (size_t)(continuing * ones >> 56);
    }
    for (; i < text.size; i++)
        count += ((unsigned char)text.start[i] & 0xC0) != 0x80;
    return count;
}

size_t utf8_write(uint32_t code, char *out) {
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        out[0] = (char)(0xC0 | (code >> 6));
        out[1] = (char)(0x80 | (code & 0x3F));
        return 2;
    }
    if (code < 0x10000) {
        out[0] = (char)(0xE0 | (code >> 12));
        out[1] = (char)(0x80 | ((code >> 6) & 0x3F));
        out[2] = (char)(0x80 | (code & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | (code >> 18));
    out[1] = (char)(0x80 | ((code >> 12) & 0x3F));
    out[2] = (char)(0x80 | ((code >> 6) & 0x3F));
    out[3] = (char)(0x80 | (code & 0x3F));
    return 4;
}
