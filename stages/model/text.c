/* The room doubles when it is full, so that adding stays linear; what the text outgrew stays in the arena. */
#include "stages/model/text.h"

#include <stdio.h>
#include <string.h>

enum { FIRST_CAPACITY = 4096 };

char *text_room(struct text *text, size_t more) {
    if (text->failed)
        return NULL;
    if (text->start && text->capacity - text->size >= more)
        return text->start + text->size;
    size_t wanted = text->capacity ? text->capacity : FIRST_CAPACITY;
    while (wanted - text->size < more && wanted <= SIZE_MAX / 2)
        wanted *= 2;
    char *room = wanted - text->size < more ? NULL : arena_resize(text->arena, text->start, text->capacity, wanted);
    if (!room) {
        text->failed = true;
        return NULL;
    }
    text->start = room;
    text->capacity = wanted;
    return room + text->size;
}

void text_add(struct text *text, struct slice piece) {
    char *room = text_room(text, piece.size);
    if (room && piece.size) {
        memcpy(room, piece.start, piece.size);
        text->size += piece.size;
    }
}

void text_add_string(struct text *text, const char *piece) {
    text_add(text, slice_from_string(piece));
}

struct slice text_slice(const struct text *text) {
    return (struct slice){text->start, text->size};
}

static void add_escape(struct text *text, uint32_t code) {
    char escape[8];
    switch (code) {
    case '"': text_add(text, SLICE("\\\"")); break;
    case '\\': text_add(text, SLICE("\\\\")); break;
    case '\n': text_add(text, SLICE("\\n")); break;
    case '\r': text_add(text, SLICE("\\r")); break;
    case '\t': text_add(text, SLICE("\\t")); break;
    default: snprintf(escape, sizeof escape, "\\u%04x", (unsigned)code); text_add_string(text, escape);
    }
}

void text_add_json(struct text *text, struct slice value) {
    text_add(text, SLICE("\""));
    size_t plain = 0;
    for (size_t at = 0; at < value.size;) {
        size_t from = at;
        uint32_t code = slice_next(value, &at);
        bool bad_byte = code == 0xFFFD && at == from + 1;
        if (code >= 0x20 && code != '"' && code != '\\' && code != 0x7F && !bad_byte)
            continue;
        text_add(text, slice_part(value, plain, from));
        if (bad_byte)
            text_add(text, SLICE("\xEF\xBF\xBD"));
        else
            add_escape(text, code);
        plain = at;
    }
    text_add(text, slice_part(value, plain, value.size));
    text_add(text, SLICE("\""));
}
