/* Reads byte by byte what a line should be, and whole what its size covers. */
#include "pipeline/frames.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>

#include "stages/model/text.h"

enum { PIECE_BYTES = 1 << 16 };

static enum frame_step broken(struct frames *frames, const char *what) {
    snprintf(frames->message, sizeof frames->message, "byte %ju: %s", frames->read_bytes, what);
    return FRAME_BROKEN;
}

static int next_byte(struct frames *frames) {
    int byte = getc(frames->file);
    frames->read_bytes += byte != EOF;
    return byte;
}

/* A name of small letters, digits and _; gives the byte behind it. */
static int read_name(struct frames *frames, int byte) {
    size_t size = 0;
    while (((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '_') &&
           size + 1 < FIELD_NAME_BYTES) {
        frames->name[size++] = (char)byte;
        byte = next_byte(frames);
    }
    frames->name[size] = '\0';
    return size ? byte : EOF;
}

/* Decimal digits up to the line's end; false where the number is none, or none that a size can be. */
static bool read_size(struct frames *frames) {
    int byte = next_byte(frames), digits = 0;
    frames->size = 0;
    for (; byte >= '0' && byte <= '9'; byte = next_byte(frames), digits++) {
        size_t digit = (size_t)(byte - '0');
        if (frames->size > (SIZE_MAX - digit) / 10)
            return false;
        frames->size = frames->size * 10 + digit;
    }
    return digits && byte == '\n';
}

enum frame_step frames_next(struct frames *frames) {
    int byte = next_byte(frames);
    if (byte == EOF && ferror(frames->file))
        return broken(frames, strerror(errno));
    if (byte == EOF)
        return FRAME_INPUT_ENDS;
    if (read_name(frames, byte) != ' ' || !read_size(frames))
        return broken(frames, feof(frames->file) ? "the input ends inside a field" : "a field begins NAME SIZE");
    return FRAME_FIELD;
}

/* Up to the field's end, into `text` where that is not NULL and has memory. */
static bool read_value(struct frames *frames, struct text *text) {
    char passed[PIECE_BYTES];
    for (size_t left = frames->size; left;) {
        size_t wanted = left < PIECE_BYTES ? left : PIECE_BYTES;
        char *room = text ? text_room(text, wanted) : NULL;
        size_t got = fread(room ? room : passed, 1, wanted, frames->file);
        frames->read_bytes += got;
        if (room)
            text->size += got;
        if (got < wanted)
            return false;
        left -= got;
    }
    return true;
}

enum status frames_read(struct frames *frames, struct arena *arena, size_t most_bytes, struct slice *value) {
    struct text text = {.arena = arena};
    bool kept = frames->size <= most_bytes;
    *value = (struct slice){0};
    if (!read_value(frames, kept ? &text : NULL)) {
        broken(frames, ferror(frames->file) ? strerror(errno) : "the input ends inside a field");
        return STATUS_INPUT;
    }
    if (next_byte(frames) != '\n') {
        broken(frames, "a line feed ends a field");
        return STATUS_INPUT;
    }
    if (text.failed)
        return STATUS_NO_MEMORY;
    if (kept)
        *value = text.size ? text_slice(&text) : SLICE("");
    return STATUS_OK;
}

bool frames_put(FILE *file, const char *name, struct slice value) {
    return fprintf(file, "%s %zu\n", name, value.size) > 0 &&
           (value.size == 0 || fwrite(value.start, 1, value.size, file) == value.size) && putc('\n', file) != EOF;
}
