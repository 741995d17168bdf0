/* Reads datapackage.json and looks at the files it lists; opens no table. */
#include "pipeline/unchanged.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define DESCRIPTION "datapackage.json"

void fingerprint_begin(struct fingerprint *fingerprint) {
    sha256_begin(&fingerprint->hash);
    fingerprint->known = true;
    fingerprint_add_file(fingerprint, "/proc/self/exe"); /* a new build of one version may read otherwise */
}

static void add_bytes(struct fingerprint *fingerprint, struct slice bytes) {
    fingerprint_add_number(fingerprint, bytes.size);
    sha256_add(&fingerprint->hash, bytes);
}

void fingerprint_add_text(struct fingerprint *fingerprint, const char *text) {
    fingerprint_add_number(fingerprint, text != NULL);
    if (text)
        add_bytes(fingerprint, slice_from_string(text));
}

void fingerprint_add_number(struct fingerprint *fingerprint, size_t number) {
    char text[24];
    int size = snprintf(text, sizeof text, "%zu ", number);
    sha256_add(&fingerprint->hash, (struct slice){text, (size_t)size});
}

void fingerprint_add_file(struct fingerprint *fingerprint, const char *path) {
    char hash[SHA256_TEXT_BYTES] = "";
    uintmax_t size;
    FILE *file = path ? fopen(path, "rb") : NULL;
    fingerprint->known = fingerprint->known && (!path || (file && sha256_of_file(file, hash, &size)));
    if (file)
        fclose(file);
    fingerprint_add_text(fingerprint, hash);
}

void fingerprint_add_inputs(struct fingerprint *fingerprint, const struct inputs *inputs, size_t most_bytes) {
    fingerprint_add_number(fingerprint, inputs->items.count);
    for (size_t i = 0; i < inputs->items.count && fingerprint->known; i++) {
        const struct input *input = &inputs->items.items[i];
        struct report report = {.failed = false};
        fingerprint->known =
            strcmp(input->path, "-") != 0 && input_read(input, most_bytes, &report) != STATUS_NO_MEMORY;
        add_bytes(fingerprint, input->key);
        fingerprint_add_text(fingerprint, input->note);
        add_bytes(fingerprint, report.bytes);
        add_bytes(fingerprint, report.given.title);
        add_bytes(fingerprint, report.given.region);
        fingerprint_add_number(fingerprint, (size_t)report.given.year);
        fingerprint_add_number(fingerprint, (size_t)report.given.type);
        for (size_t k = 0; k < report.diagnostics.count; k++)
            add_bytes(fingerprint, report.diagnostics.items[k].message);
        arena_free(&report.scratch);
        arena_free(&report.arena);
    }
}

void fingerprint_end(struct fingerprint *fingerprint, char out[SHA256_TEXT_BYTES]) {
    sha256_end(&fingerprint->hash, out);
    if (!fingerprint->known)
        *out = '\0';
}

/* The number behind `name` in the description, from byte `*at` on, which moves behind it; SIZE_MAX where it is not. */
static size_t number_behind(struct slice description, const char *name, size_t *at) {
    size_t found = slice_find(description, slice_from_string(name), *at);
    if (found == SIZE_MAX)
        return SIZE_MAX;
    *at = found + strlen(name);
    size_t number = 0;
    for (; *at < description.size && description.start[*at] >= '0' && description.start[*at] <= '9'; *at += 1)
        number = number * 10 + (size_t)(description.start[*at] - '0');
    return number;
}

static bool is_before(const struct timespec *one, const struct timespec *other) {
    return one->tv_sec < other->tv_sec || (one->tv_sec == other->tv_sec && one->tv_nsec <= other->tv_nsec);
}

/* A file of the run has its size, and was written before the description, which comes last. */
static bool is_as_described(const struct destination *destination, struct slice description, const char *name,
                            const struct stat *described) {
    struct arena arena = {0};
    char listed[96];
    snprintf(listed, sizeof listed, "\"path\": \"%s\"", name);
    size_t at = slice_find(description, slice_from_string(listed), 0);
    struct slice pieces[] = {slice_from_string(destination->name), SLICE("/"), slice_from_string(name), {"", 1}};
    struct slice path = arena_join(&arena, pieces, 4);
    struct stat facts;
    bool same = at != SIZE_MAX && path.start && stat(path.start, &facts) == 0 && S_ISREG(facts.st_mode) &&
                is_before(&facts.st_mtim, &described->st_mtim) &&
                number_behind(description, "\"bytes\": ", &at) == (size_t)facts.st_size;
    arena_free(&arena);
    return same;
}

static bool all_are_as_described(const struct destination *destination, struct slice description,
                                 const struct stat *described) {
    for (size_t i = 0; i < destination->writing_count; i++) {
        const struct writer *writer = destination->writings[i].writer;
        if (writer->index) /* a folder of files, which are not listed one by one */
            return false;
        for (enum table_name table = 0; table < (writer->file ? 1 : TABLES); table++) {
            char name[64];
            snprintf(name, sizeof name, "%s.%s", tables[table].name, writer->name);
            if (!is_as_described(destination, description, writer->file ? writer->file : name, described))
                return false;
        }
    }
    return true;
}

bool unchanged_find(const struct destination *destination, const char *fingerprint, size_t *failed) {
    enum { MOST_BYTES = 1 << 20 };
    struct arena arena = {0};
    char wanted[SHA256_TEXT_BYTES + 24];
    struct slice pieces[] = {slice_from_string(destination->name), SLICE("/" DESCRIPTION), {"", 1}};
    struct slice path = arena_join(&arena, pieces, 3);
    char *bytes = arena_room(&arena, MOST_BYTES);
    FILE *file = *fingerprint && path.start && bytes ? fopen(path.start, "rb") : NULL;
    struct slice description = {bytes, file ? fread(bytes, 1, MOST_BYTES, file) : 0};
    struct stat described;
    snprintf(wanted, sizeof wanted, "\"fingerprint\": \"%s\"", fingerprint);
    size_t at = slice_find(description, slice_from_string(wanted), 0);
    bool unchanged = file && at != SIZE_MAX && fstat(fileno(file), &described) == 0;
    *failed = unchanged ? number_behind(description, "\"failed\": ", &at) : SIZE_MAX;
    unchanged = unchanged && *failed != SIZE_MAX && all_are_as_described(destination, description, &described);
    if (file)
        fclose(file);
    arena_free(&arena);
    return unchanged;
}
