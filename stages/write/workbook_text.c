/* Text as a cell of a workbook can hold it: reads any bytes, leaves NUL-terminated UTF-8 that XML and Excel accept. */
#include "stages/write/workbook_text.h"

#include <stdlib.h>
#include <string.h>

enum {
    ESCAPE_BYTES = 7,      /* _xHHHH_ */
    MOST_BYTES_A_UNIT = 3, /* of UTF-8 a UTF-16 unit; an escaped underscore is seven units of one byte */
    FIRST_WIDE = 0x1100,   /* Hangul, kana, Chinese and their punctuation stand behind it, for the eye's purposes */
    CONTROL_PICTURES = 0x2400,
    DELETE_PICTURE = 0x2421,
    ELLIPSIS = 0x2026,
};

static bool is_hexadecimal(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

static bool escape_at(struct slice text, size_t at) {
    if (at + ESCAPE_BYTES > text.size || text.start[at + 1] != 'x' || text.start[at + 6] != '_')
        return false;
    for (size_t i = at + 2; i < at + 6; i++)
        if (!is_hexadecimal(text.start[i]))
            return false;
    return true;
}

/* What stands for a character that XML 1.0 has no place for; tab and line feed it has, a carriage return it would
 * make a line feed of. */
static uint32_t shown(uint32_t code) {
    if (code < 0x20 && code != '\t' && code != '\n')
        return CONTROL_PICTURES + code;
    if (code == 0x7F)
        return DELETE_PICTURE;
    return code == 0xFFFE || code == 0xFFFF ? 0xFFFD : code;
}

static bool reserve(struct cell_text *room, size_t size) {
    if (size <= room->capacity)
        return true;
    char *bytes = realloc(room->bytes, size * 2);
    if (!bytes)
        return false;
    room->bytes = bytes;
    room->capacity = size * 2;
    return true;
}

/* Whether nothing in the text needs another form, as in nearly all texts: of ASCII what shows but for _, and of three
 * bytes what stands behind U+2000 and is no noncharacter. Gives its width. */
static bool is_plain(struct slice text, size_t *width) {
    size_t at = 0, wide = 0;
    while (at < text.size) {
        const unsigned char *bytes = (const unsigned char *)text.start + at;
        if (bytes[0] >= 0x20 && bytes[0] < 0x7F && bytes[0] != '_') {
            at++;
            continue;
        }
        bool noncharacter = bytes[0] == 0xEF && text.size - at >= 3 && bytes[1] == 0xBF && bytes[2] >= 0xBE;
        if (bytes[0] < 0xE2 || bytes[0] == 0xED || bytes[0] > 0xEF || text.size - at < 3 ||
            !utf8_continues_twice(bytes) || noncharacter)
            return false;
        at += 3;
        wide++;
    }
    *width = text.size - wide;
    return true;
}

bool cell_text_set(struct cell_text *room, struct slice text, size_t most) {
    /* Every input byte gives at most seven bytes, and `most` units end it before that does. */
    size_t bound = text.size < most ? text.size * ESCAPE_BYTES : most * MOST_BYTES_A_UNIT + ESCAPE_BYTES;
    if (!reserve(room, bound + 1))
        return false;
    room->cut = false;
    if (text.size > 0 && text.size <= most && is_plain(text, &room->width)) {
        memcpy(room->bytes, text.start, text.size);
        room->bytes[text.size] = '\0';
        return true;
    }
    room->width = 0;
    size_t size = 0, units = 0, size_before_last = 0; /* the end of what leaves room for the ellipsis */
    for (size_t at = 0; at < text.size;) {
        size_t next = at;
        uint32_t code =
            (unsigned char)text.start[at] < 0x80 ? (unsigned char)text.start[next++] : slice_next(text, &next);
        bool escape = code == '_' && escape_at(text, at);
        size_t step = escape ? ESCAPE_BYTES : code >= 0x10000 ? 2 : 1;
        if (units + step > most) {
            size = size_before_last + utf8_write(ELLIPSIS, room->bytes + size_before_last);
            room->cut = true;
            break;
        }
        units += step;
        room->width += code >= FIRST_WIDE ? 2 : 1;
        if (escape) {
            memcpy(room->bytes + size, "_x005F_", ESCAPE_BYTES);
            size += ESCAPE_BYTES;
        } else if (code >= 0x20 && code < 0x7F) {
            room->bytes[size++] = (char)code;
        } else {
            size += utf8_write(shown(code), room->bytes + size);
        }
        if (units < most)
            size_before_last = size;
        at = next;
    }
    room->bytes[size] = '\0';
    return true;
}

void cell_text_free(struct cell_text *room) {
    free(room->bytes);
    *room = (struct cell_text){0};
}
