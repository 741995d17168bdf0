/* A run of bytes inside a longer text, never NUL-terminated; it may hold NUL. Text is UTF-8 unless a name says
 * otherwise. */
#ifndef BAOGAO_MODEL_SLICE_H
#define BAOGAO_MODEL_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* What runs at every character is compiled into its callers, what follows only sometimes is not: compilers that can be
 * told so are. */
#if defined(__GNUC__)
#define HOT_INLINE static inline __attribute__((always_inline))
#define NOT_INLINE __attribute__((noinline))
#else
#define HOT_INLINE static inline
#define NOT_INLINE
#endif

struct slice {
    const char *start;
    size_t size;
};

/* The bytes of a Chinese character of common use in UTF-8. */
enum { HAN_BYTES = 3 };

/* A string literal as a slice. */
#define SLICE(literal) ((struct slice){(literal), sizeof(literal) - 1})

struct slice slice_from_string(const char *string); /* NULL gives an empty slice */
/* Bytes [from, to), clamped to the text. */
static inline struct slice slice_part(struct slice text, size_t from, size_t to) {
    if (to > text.size)
        to = text.size;
    if (from > to)
        from = to;
    return (struct slice){from ? text.start + from : text.start, to - from}; /* an empty text may have no start */
}
struct slice slice_trim(struct slice text); /* without ASCII white space and ideographic spaces at both ends */
static inline bool slice_equal(struct slice one, struct slice other) {
    return one.size == other.size && (other.size == 0 || memcmp(one.start, other.start, other.size) == 0);
}
int slice_compare(struct slice one, struct slice other); /* as memcmp, the shorter first */
/* The number of `word` among the words of an enumeration, whose first is no word: 0 where it is none of them. A word
 * that is NULL is skipped. */
size_t slice_number_among(struct slice word, const char *const *words, size_t count);
static inline bool slice_starts(struct slice text, struct slice prefix) {
    return text.size >= prefix.size && (prefix.size == 0 || memcmp(text.start, prefix.start, prefix.size) == 0);
}
static inline bool slice_ends(struct slice text, struct slice suffix) {
    return text.size >= suffix.size &&
           (suffix.size == 0 || memcmp(text.start + text.size - suffix.size, suffix.start, suffix.size) == 0);
}

/* The bytes of the first of `words`, written a|b|c, that begins or ends the text; 0 for none. */
size_t slice_starts_among(struct slice text, struct slice words);
size_t slice_ends_among(struct slice text, struct slice words);
/* Where the first of `words`, written a|b|c, that stands in the text does so, and its bytes; SIZE_MAX for none. */
size_t slice_find_among(struct slice text, struct slice words, size_t *size);
/* Whether the text is one of `words`, written a|b|c. */
bool slice_is_among(struct slice text, struct slice words);

/* Where `needle` first stands in `text` at or after byte `from`; SIZE_MAX where it does not. */
size_t slice_find(struct slice text, struct slice needle, size_t from);
/* Where `needle` last stands in `text`; SIZE_MAX where it does not. */
size_t slice_find_last(struct slice text, struct slice needle);

/* Whether the two bytes behind a lead byte are continuation bytes. */
static inline bool utf8_continues_twice(const unsigned char *bytes) {
    uint16_t behind; /* both, whichever comes first */
    memcpy(&behind, bytes + 1, sizeof behind);
    return (behind & 0xC0C0) == 0x8080;
}
/* Whether three bytes are one of the characters from U+1000 to U+CFFF, which most of Chinese is, and which it is: what
 * marks them as lead and continuation is taken off in one step. */
static inline bool utf8_is_common(const unsigned char *bytes) {
    return (unsigned)bytes[0] - 0xE1 < 0xED - 0xE1 && utf8_continues_twice(bytes);
}
static inline uint32_t utf8_common(const unsigned char *bytes) {
    return ((uint32_t)bytes[0] << 12) + ((uint32_t)bytes[1] << 6) + bytes[2] - (0xE0U << 12) - (0x80U << 6) - 0x80U;
}

/* A code point and how many bytes it has; by value, so that who asks need not have a place in memory for it. */
struct utf8_read {
    uint32_t code, size;
};

/* The code point at byte `*at`, which moves past it. A byte that begins no valid sequence gives U+FFFD and moves one
 * byte, so a loop always ends. `*at` must be below text.size. ASCII and most Chinese characters take the short way. */
NOT_INLINE struct utf8_read slice_next_any(struct slice text, size_t at);
HOT_INLINE uint32_t slice_next(struct slice text, size_t *at) {
    const unsigned char *bytes = (const unsigned char *)text.start + *at;
    if (bytes[0] < 0x80) {
        *at += 1;
        return bytes[0];
    }
    if (text.size - *at >= 3 && utf8_is_common(bytes)) {
        *at += 3;
        return utf8_common(bytes);
    }
    struct utf8_read read = slice_next_any(text, *at);
    *at += read.size;
    return read.code;
}
/* Behind the characters U+4000 to U+9FFF that stand one after the other at byte `at` of valid UTF-8. */
static inline size_t utf8_chinese_end(struct slice text, size_t at) {
    size_t leads_end = text.size < 3 ? 0 : text.size - 2;
    while (at < leads_end && (unsigned)(unsigned char)text.start[at] - 0xE4 <= 0xE9 - 0xE4)
        at += 3;
    return at;
}
/* The code point before byte `*at`, which moves to its first byte. `*at` must be above 0. */
NOT_INLINE struct utf8_read slice_previous_any(struct slice text, size_t at);
HOT_INLINE uint32_t slice_previous(struct slice text, size_t *at) {
    const unsigned char *end = (const unsigned char *)text.start + *at;
    if (end[-1] < 0x80) {
        *at -= 1;
        return end[-1];
    }
    if (*at >= 3 && utf8_is_common(end - 3)) {
        *at -= 3;
        return utf8_common(end - 3);
    }
    struct utf8_read read = slice_previous_any(text, *at);
    *at -= read.size;
    return read.code;
}
size_t slice_characters(struct slice text); /* code points */
/* Writes a code point as UTF-8 into `out` (4 bytes of room) and returns its size. */
size_t utf8_write(uint32_t code, char *out);

#endif
