/* One file a report, opened folder by folder below DIR. */
#include "pipeline/readings.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pipeline/paths.h"
#include "stages/model/sha256.h"

enum { LONGEST_NAME = 250, FOLDER_MODE = 0777, FILE_MODE = 0666 };

/* A part of a key as a name of one file or folder: . and .. are no names, nor is one with control characters. */
static bool name_of(struct slice part, const char *ending, char *name) {
    size_t size = part.size + strlen(ending);
    if (part.size == 0 || size > LONGEST_NAME)
        return false;
    memcpy(name, part.start, part.size);
    for (size_t i = 0; i < part.size; i++)
        if ((unsigned char)part.start[i] < 0x20 || part.start[i] == 0x7F)
            name[i] = '_';
    memcpy(name + part.size, ending, strlen(ending) + 1);
    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        memset(name, '_', part.size);
    return true;
}

enum { FLAGS_TO_WRITE = O_WRONLY | O_CREAT | O_TRUNC, FLAGS_TO_READ = O_RDONLY };

static int enter_folder(int folder, const char *name, int flags) {
    if (flags == FLAGS_TO_WRITE && mkdirat(folder, name, FOLDER_MODE) != 0 && errno != EEXIST)
        return -1;
    return openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/* The file of a key below an open folder, which is closed; -1 and errno on failure. */
static int open_file(int folder, struct slice key, int flags) {
    char name[LONGEST_NAME + 1];
    for (size_t from = 0; folder >= 0;) {
        size_t slash = slice_find(key, SLICE("/"), from);
        bool last = slash == SIZE_MAX;
        struct slice part = slice_part(key, from, last ? key.size : slash);
        int opened = -1;
        if (part.size == 0 && !last) { /* // */
            from = slash + 1;
            continue;
        }
        errno = ENAMETOOLONG;
        if (name_of(part, last ? ".txt" : "", name))
            opened = last ? openat(folder, name, flags | O_NOFOLLOW | O_CLOEXEC, FILE_MODE)
                          : enter_folder(folder, name, flags);
        int error = errno;
        close(folder);
        errno = error;
        if (last)
            return opened;
        folder = opened;
        from = slash + 1;
    }
    return -1;
}

static bool write_all(int file, struct slice text) {
    for (size_t at = 0; at < text.size;) {
        ssize_t written = write(file, text.start + at, text.size - at);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        at += (size_t)written;
    }
    return true;
}

bool reading_write(const char *folder, struct report *report) {
    if (mkdir(folder, FOLDER_MODE) != 0 && errno != EEXIST) {
        report_note(report, SEVERITY_WARNING, 0, "run", "reading_not_written", "%s: %s", folder, strerror(errno));
        return false;
    }
    int root = path_open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int file = root < 0 ? -1 : open_file(root, report->document.name, FLAGS_TO_WRITE);
    bool written = file >= 0 && write_all(file, report->source);
    int error = errno;
    if (file >= 0 && close(file) != 0) {
        written = false;
        error = errno;
    }
    if (!written)
        report_note(report, SEVERITY_WARNING, 0, "run", "reading_not_written", "the reading cannot be written: %s",
                    strerror(error));
    return written;
}

bool reading_is_there(const char *folder, struct slice key, const char *sha256) {
    char found[SHA256_TEXT_BYTES];
    uintmax_t size;
    int root = path_open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int number = root < 0 ? -1 : open_file(root, key, FLAGS_TO_READ);
    FILE *file = number < 0 ? NULL : fdopen(number, "rb");
    if (!file) {
        if (number >= 0)
            close(number);
        return false;
    }
    bool same = sha256_of_file(file, found, &size) && strcmp(found, sha256) == 0;
    fclose(file);
    return same;
}
