/* A path longer than the system takes at once is opened folder by folder. Changes no working directory. */
#include "pipeline/paths.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "stages/model/text.h"

enum { PIECE_BYTES = 2048 }; /* below PATH_MAX everywhere */

/* The longest head of `path` that is whole names and fits a piece; 0 where one name alone is longer. */
static size_t head_size(const char *path, size_t size) {
    if (size < PIECE_BYTES)
        return size;
    for (size_t end = PIECE_BYTES - 1; end > 0; end--)
        if (path[end] == '/')
            return end;
    return 0;
}

int path_open(const char *path, int flags) {
    size_t size = strlen(path);
    int folder = AT_FDCWD;
    for (;;) {
        char piece[PIECE_BYTES];
        size_t head = head_size(path, size);
        if (head == 0 && size > 0) {
            errno = ENAMETOOLONG;
        } else {
            memcpy(piece, path, head);
            piece[head] = '\0';
        }
        bool last = head == size;
        int opened =
            head == 0 && size > 0 ? -1 : openat(folder, piece, last ? flags : O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        int error = errno;
        if (folder != AT_FDCWD)
            close(folder);
        errno = error;
        if (last || opened < 0)
            return opened;
        folder = opened;
        for (path += head, size -= head; *path == '/'; path++)
            size--;
        if (size == 0) { /* the path ends with a slash just here */
            path = ".";
            size = 1;
        }
    }
}

struct slice name_as_text(struct arena *arena, struct slice name) {
    size_t most = 3 * name.size + 1, size = 0; /* a bad byte becomes the three of U+FFFD */
    char *text = arena_room(arena, most);
    if (!text)
        return (struct slice){0};
    for (size_t at = 0; at < name.size;)
        size += utf8_write(slice_next(name, &at), text + size);
    text[size] = '\0';
    arena_resize(arena, text, most, size + 1); /* gives back the rest: a run holds all its names */
    return (struct slice){text, size};
}

const char *name_as_line(struct arena *arena, struct slice name) {
    struct text text = {.arena = arena};
    for (size_t at = 0; at < name.size;) {
        char shown[8];
        uint32_t code = slice_next(name, &at);
        bool control = code < 0x20 || (code >= 0x7F && code < 0xA0) || (code >= 0x2028 && code <= 0x202E);
        if (code == '\n' || code == '\t')
            text_add_string(&text, code == '\n' ? "\\n" : "\\t");
        else if (control && snprintf(shown, sizeof shown, code < 0x100 ? "\\x%02X" : "\\u%04X", (unsigned)code) > 0)
            text_add_string(&text, shown);
        else
            text_add(&text, (struct slice){shown, utf8_write(code, shown)});
    }
    text_add(&text, (struct slice){"", 1});
    return text.failed ? NULL : text.start;
}
