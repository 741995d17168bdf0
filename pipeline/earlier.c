/* Opens the files that the run before left and holds them against what it remembered. Writes nothing. */
#include "pipeline/earlier.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pipeline/destination.h"
#include "pipeline/fingerprint.h"
#include "pipeline/readings.h"

static bool is_same(const char *one, const char *other) {
    return *one && strcmp(one, other) == 0;
}

static bool decides_the_same(const struct memory_run *one, const struct memory_run *other) {
    return is_same(one->program_sha256, other->program_sha256) && is_same(one->options_sha256, other->options_sha256) &&
           is_same(one->lexicon_sha256, other->lexicon_sha256) && one->raw_cells == other->raw_cells;
}

static const char *path_of(struct arena *arena, const char *folder, struct slice name) {
    struct slice pieces[] = {slice_from_string(folder), SLICE("/"), name, {"", 1}};
    return arena_join(arena, pieces, 4).start;
}

/* Whether an open file holds what its hash says; it is read from its begin once more afterwards. */
static bool has_hash(int file, const char *sha256) {
    char bytes[1 << 16], found[SHA256_TEXT_BYTES];
    struct sha256 hash;
    ssize_t size;
    sha256_begin(&hash);
    while ((size = read(file, bytes, sizeof bytes)) > 0)
        sha256_add(&hash, (struct slice){bytes, (size_t)size});
    sha256_end(&hash, found);
    return size == 0 && strcmp(found, sha256) == 0;
}

static bool open_tables(struct earlier *earlier, const char *folder) {
    for (enum table_name table = 0; table < TABLES; table++) {
        char name[64];
        snprintf(name, sizeof name, "%s.csv", tables[table].name);
        const char *path = path_of(&earlier->memory.arena, folder, slice_from_string(name));
        earlier->files[table] = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
        if (earlier->files[table] < 0 || !has_hash(earlier->files[table], earlier->memory.run.csv_sha256[table]))
            return false;
    }
    return true;
}

enum status earlier_open(struct earlier *earlier, const char *folder, const struct memory_run *run) {
    *earlier = (struct earlier){.folder = folder};
    for (size_t i = 0; i < TABLES; i++)
        earlier->files[i] = -1;
    enum status status = folder ? memory_read(folder, &earlier->memory) : STATUS_INPUT;
    if (status != STATUS_OK)
        return status == STATUS_INPUT ? STATUS_OK : status;
    const struct memory_run *then = &earlier->memory.run;
    earlier->has_rows = then->has_csv && open_tables(earlier, folder);
    earlier->may_take = earlier->has_rows && decides_the_same(then, run);
    earlier->same_sides = is_same(then->sides_sha256, run->sides_sha256);
    return STATUS_OK;
}

void earlier_close(struct earlier *earlier) {
    for (size_t i = 0; i < TABLES; i++)
        if (earlier->files[i] >= 0)
            close(earlier->files[i]);
    memory_free(&earlier->memory);
}

static struct slice read_part(int file, size_t start, size_t size, struct arena *arena) {
    char *bytes = arena_room(arena, size + 1);
    for (size_t at = 0; bytes && at < size;) {
        ssize_t got = pread(file, bytes + at, size - at, (off_t)(start + at));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return (struct slice){0};
        at += (size_t)got;
    }
    return (struct slice){bytes, bytes ? size : 0};
}

struct slice earlier_text(const struct earlier *earlier, const struct memory_report *report, enum table_name table,
                          struct arena *arena) {
    return read_part(earlier->files[table], report->csv_starts[table], report->csv_sizes[table], arena);
}

struct slice earlier_page(const struct earlier *earlier, const char *name, const char *sha256, struct arena *arena) {
    const char *path = path_of(arena, earlier->folder, slice_from_string(name));
    int file = path && *sha256 ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    struct stat facts;
    struct slice page = {0};
    char found[SHA256_TEXT_BYTES] = "";
    if (file >= 0 && fstat(file, &facts) == 0 && S_ISREG(facts.st_mode))
        page = read_part(file, 0, (size_t)facts.st_size, arena);
    if (file >= 0)
        close(file);
    if (page.start)
        sha256_of_bytes(page, found);
    return is_same(found, sha256) ? page : (struct slice){0};
}

struct slice earlier_table(const struct earlier *earlier, enum table_name table, struct arena *arena) {
    size_t begins = earlier->memory.run.csv_begins[table];
    struct stat facts;
    if (fstat(earlier->files[table], &facts) != 0 || (size_t)facts.st_size < begins)
        return (struct slice){0};
    return read_part(earlier->files[table], begins, (size_t)facts.st_size - begins, arena);
}

const struct memory_report *earlier_find(const struct earlier *earlier, struct slice key, const char *input_sha256) {
    const struct memory_report *report = earlier->may_take ? memory_find(&earlier->memory, key) : NULL;
    return report && !report->failed && is_same(input_sha256, report->input_sha256) ? report : NULL;
}

/* ---- nothing changed ---- */

static bool is_before(const struct timespec *one, const struct timespec *other) {
    return one->tv_sec < other->tv_sec || (one->tv_sec == other->tv_sec && one->tv_nsec <= other->tv_nsec);
}

/* A file of the run has its size, and was not written after what was written last. */
static bool is_as_left(const char *folder, const struct memory_file *file, const struct timespec *last) {
    struct arena arena = {0};
    const char *path = path_of(&arena, folder, file->name);
    struct stat facts;
    bool same = path && stat(path, &facts) == 0 && S_ISREG(facts.st_mode) && is_before(&facts.st_mtim, last) &&
                (size_t)facts.st_size == file->bytes;
    arena_free(&arena);
    return same;
}

static bool files_are_as_left(const char *folder, const struct memory *memory) {
    struct arena arena = {0};
    const char *path = path_of(&arena, folder, SLICE(MEMORY_FILE));
    struct stat last;
    bool same = memory->run.files.count && path && stat(path, &last) == 0;
    for (size_t i = 0; same && i < memory->run.files.count; i++)
        same = is_as_left(folder, &memory->run.files.items[i], &last.st_mtim);
    arena_free(&arena);
    return same;
}

static bool input_is_as_it_was(const struct run *run, const struct input *input, const struct memory_report *then) {
    struct report report = {.failed = false};
    char sha256[SHA256_TEXT_BYTES], bytes_sha256[SHA256_TEXT_BYTES];
    if (!slice_equal(input->key, then->key) || strcmp(input->path, "-") == 0)
        return false; /* standard input is read once */
    bool read = input_read(input, run->most_bytes, &report) != STATUS_NO_MEMORY;
    meta_give(run->meta, &report);
    corrections_give(run->corrections, &report);
    sha256_of_bytes(report.bytes, bytes_sha256);
    fingerprint_of_input(input, &report, bytes_sha256, sha256);
    arena_free(&report.scratch);
    arena_free(&report.arena);
    bool has_reading =
        !run->readings || then->failed || reading_is_there(run->readings, input->key, then->reading_sha256);
    return read && is_same(sha256, then->input_sha256) && has_reading;
}

bool earlier_is_current(const struct destination *destination, const struct run *run, const struct memory_run *now,
                        size_t *failed) {
    struct memory memory;
    size_t count = run->inputs->items.count;
    bool same = memory_read(destination->name, &memory) == STATUS_OK && decides_the_same(&memory.run, now) &&
                is_same(memory.run.sides_sha256, now->sides_sha256) &&
                is_same(memory.run.formats_sha256, now->formats_sha256) && memory.reports.count == count &&
                files_are_as_left(destination->name, &memory);
    for (size_t i = 0; i < count && same; i++)
        same = input_is_as_it_was(run, &run->inputs->items.items[i], &memory.reports.items[i]);
    *failed = memory.run.failed;
    memory_free(&memory);
    return same;
}
