/* Base64, quoted-printable and the encoded words of headers. What is decoded is never longer than what was written. */
#include "stages/model/mime.h"
#include "stages/model/text.h"

/* The value of a digit of base64; -1 for others. */
static int base64_value(char byte) {
    if (byte >= 'A' && byte <= 'Z')
        return byte - 'A';
    if (byte >= 'a' && byte <= 'z')
        return byte - 'a' + 26;
    if (byte >= '0' && byte <= '9')
        return byte - '0' + 52;
    return byte == '+' ? 62 : byte == '/' ? 63 : -1;
}

struct slice base64_decode(struct arena *arena, struct slice text) {
    char *room = arena_room(arena, text.size + 1);
    size_t size = 0;
    unsigned bits = 0, count = 0;
    for (size_t i = 0; room && i < text.size; i++) {
        int value = base64_value(text.start[i]);
        if (text.start[i] == '=')
            bits = count = 0; /* what follows begins anew */
        if (value < 0)
            continue;
        bits = bits << 6 | (unsigned)value;
        count += 6;
        if (count < 8)
            continue;
        count -= 8;
        room[size++] = (char)(unsigned char)(bits >> count & 0xFF);
    }
    return (struct slice){room, size};
}

static int hex_value(char byte) {
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    byte = (char)(byte | 0x20);
    return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

/* The byte that two hexadecimal digits at `at` write; -1 where none stand there. */
static int hex_byte(struct slice text, size_t at) {
    if (at + 2 > text.size)
        return -1;
    int high = hex_value(text.start[at]), low = hex_value(text.start[at + 1]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/* Bytes behind a = at a line's end that are left out with it; 0 where the line goes on. */
static size_t soft_break(struct slice text, size_t at) {
    size_t to = at;
    while (to < text.size && (text.start[to] == ' ' || text.start[to] == '\t'))
        to++;
    if (to < text.size && text.start[to] == '\r')
        to++;
    if (to < text.size && text.start[to] == '\n')
        return to + 1 - at;
    return to == text.size ? to - at : 0;
}

struct slice quoted_printable_decode(struct arena *arena, struct slice text, bool underscores) {
    char *room = arena_room(arena, text.size + 1);
    size_t size = 0;
    for (size_t at = 0; room && at < text.size; at++) {
        char byte = text.start[at];
        if (underscores && byte == '_')
            byte = ' ';
        if (byte == '=') {
            int code = hex_byte(text, at + 1);
            size_t left_out = code < 0 ? soft_break(text, at + 1) : 0;
            at += code < 0 ? left_out : 2;
            if (code < 0 && (left_out || at + 1 >= text.size))
                continue;
            if (code >= 0)
                byte = (char)(unsigned char)code;
        }
        room[size++] = byte;
    }
    return (struct slice){room, size};
}

struct slice percent_decode(struct arena *arena, struct slice text) {
    char *room = arena_room(arena, text.size + 1);
    size_t size = 0;
    for (size_t at = 0; room && at < text.size; at++) {
        int code = text.start[at] == '%' ? hex_byte(text, at + 1) : -1;
        room[size] = text.start[at];
        if (code >= 0)
            room[size] = (char)(unsigned char)code;
        size++;
        at += code < 0 ? 0 : 2;
    }
    return (struct slice){room, size};
}

/* Up to the next ? in a word of a header; the text's end where none follows. */
static struct slice word_part(struct slice text, size_t *at) {
    size_t from = *at, to = from;
    while (to < text.size && text.start[to] != '?')
        to++;
    *at = to < text.size ? to + 1 : to;
    return slice_part(text, from, to);
}

struct slice encoded_words_decode(struct arena *arena, struct slice text, struct slice *charset) {
    struct text made = {.arena = arena};
    size_t kept = 0;
    for (size_t at = slice_find(text, SLICE("=?"), 0); at != SIZE_MAX; at = slice_find(text, SLICE("=?"), at)) {
        size_t behind = at + 2;
        struct slice name = word_part(text, &behind), coding = word_part(text, &behind),
                     word = word_part(text, &behind);
        bool closed = behind < text.size && text.start[behind] == '=' && coding.size == 1;
        if (!closed) {
            at += 2;
            continue;
        }
        bool base64 = (*coding.start | 0x20) == 'b';
        struct slice between = slice_part(text, kept, at);
        if (kept == 0 || slice_trim(between).size) /* white space between two words is none */
            text_add(&made, between);
        struct slice decoded = base64 ? base64_decode(arena, word) : quoted_printable_decode(arena, word, true);
        made.failed |= !decoded.start;
        text_add(&made, decoded);
        if (charset->size == 0)
            *charset = name;
        at = kept = behind + 1;
    }
    if (kept == 0)
        return text;
    text_add(&made, slice_part(text, kept, text.size));
    return made.failed ? (struct slice){0} : text_slice(&made);
}
