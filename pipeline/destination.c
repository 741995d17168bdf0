/* Names the files of each format, waits where another run writes, and copies to standard output what cannot stream.
 * Knows no format. */
#include "pipeline/destination.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "pipeline/options.h"
#include "stages/write/write_datapackage.h"

/* Written last: it says what is there. */
#define DESCRIPTION "datapackage.json"

static bool is_stream(const struct destination *destination) {
    return strcmp(destination->name, "-") == 0;
}

static int fail(struct destination *destination, const char *file, const char *reason) {
    bool stream = is_stream(destination);
    output_abandon(&destination->set, false);
    messages_print(destination->messages, SEVERITY_ERROR, "failed", "%s%s%s: %s",
                   stream ? "standard output" : destination->name, file && !stream ? "/" : "",
                   file && !stream ? file : "", reason);
    return EXIT_OUTPUT;
}

/* output_set's messages name the file themselves. */
static int fail_set(struct destination *destination) {
    output_abandon(&destination->set, false);
    messages_print(destination->messages, SEVERITY_ERROR, "failed", "%s", destination->set.message);
    return EXIT_OUTPUT;
}

static int name_files(struct destination *destination) {
    for (size_t i = 0; i < destination->writing_count; i++) {
        struct writing *writing = &destination->writings[i];
        for (enum table_name table = 0; table < (writing->writer->file ? 1 : TABLES); table++) {
            char name[64];
            snprintf(name, sizeof name, "%s.%s", tables[table].name, writing->writer->name);
            writing->paths[table] = output_path(&destination->set, writing->writer->file ? writing->writer->file : name,
                                                writing->writer->index != NULL);
            if (!writing->paths[table])
                return fail(destination, NULL, "out of memory");
        }
    }
    return EXIT_DONE;
}

/* What can stream does; any other format is made in a folder of its own first. */
static int open_stream(struct destination *destination) {
    struct writing *writing = &destination->writings[0];
    if (writing->writer->streams) {
        writing->paths[writing->writer->file ? 0 : destination->table] = "-";
        return EXIT_DONE;
    }
    if (output_open_temporary(&destination->set) != STATUS_OK)
        return fail_set(destination);
    return name_files(destination);
}

int destination_open(struct destination *destination) {
    if (is_stream(destination))
        return open_stream(destination);
    bool busy;
    enum status status = output_open(&destination->set, destination->name, false, &busy);
    if (busy) {
        messages_print(destination->messages, SEVERITY_WARNING, "waiting",
                       "%s: another run is writing there; waiting for it", destination->name);
        status = output_open(&destination->set, destination->name, true, &busy);
    }
    return status == STATUS_OK ? name_files(destination) : fail_set(destination);
}

static const char *last_name(const char *path) {
    const char *slash = path ? strrchr(path, '/') : NULL;
    return slash ? slash + 1 : NULL;
}

int destination_fail(struct destination *destination, const struct run *run, enum status status) {
    const struct writing *writing = &destination->writings[run->failed_writing];
    if (status == STATUS_NO_MEMORY)
        return fail(destination, NULL, "out of memory");
    return fail(destination, last_name(writing->paths[writing->failed_file]), writing->message);
}

/* The complete file, piece by piece. */
static int copy_to_stream(struct destination *destination, const char *path) {
    char bytes[1 << 16];
    FILE *file = fopen(path, "rb");
    bool good = file != NULL;
    for (size_t size; good && (size = fread(bytes, 1, sizeof bytes, file)) > 0;)
        good = fwrite(bytes, 1, size, stdout) == size;
    good = good && !ferror(file) && fflush(stdout) == 0;
    int error = errno;
    if (file)
        fclose(file);
    if (!good)
        return fail(destination, NULL, strerror(error));
    output_abandon(&destination->set, false); /* the folder was only for this */
    return EXIT_DONE;
}

/* The description that the run before left; empty where there is none. */
static struct slice read_old_description(struct destination *destination, struct arena *arena) {
    enum { MOST_BYTES = 1 << 20 };
    struct slice pieces[] = {slice_from_string(destination->name), SLICE("/" DESCRIPTION), {"", 1}};
    struct slice path = arena_join(arena, pieces, 3);
    char *bytes = arena_room(arena, MOST_BYTES);
    FILE *file = path.start && bytes ? fopen(path.start, "rb") : NULL;
    struct slice description = {bytes, file ? fread(bytes, 1, MOST_BYTES, file) : 0};
    if (file)
        fclose(file);
    return description;
}

static bool is_written(const struct destination *destination, const char *name) {
    for (size_t i = 0; i < destination->set.files.count; i++)
        if (strcmp(destination->set.files.items[i].name, name) == 0)
            return true;
    return false;
}

/* A file of the run before in a format that this one does not write would tell of other reports. Only what its
 * description lists goes away. */
static enum status remove_old_file(struct destination *destination, struct slice description, const char *name,
                                   const char *index) {
    char listed[96];
    snprintf(listed, sizeof listed, "\"path\": \"%s%s%s\"", name, index ? "/" : "", index ? index : "");
    if (is_written(destination, name) || slice_find(description, slice_from_string(listed), 0) == SIZE_MAX)
        return STATUS_OK;
    return output_remove(&destination->set, name, index != NULL);
}

static enum status remove_old_files(struct destination *destination) {
    struct arena arena = {0};
    struct slice description = read_old_description(destination, &arena);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < writer_count; i++)
        for (enum table_name table = 0; table < (writers[i]->file ? 1 : TABLES) && status == STATUS_OK; table++) {
            char name[64];
            snprintf(name, sizeof name, "%s.%s", tables[table].name, writers[i]->name);
            status = remove_old_file(destination, description, writers[i]->file ? writers[i]->file : name,
                                     writers[i]->index);
        }
    arena_free(&arena);
    return status;
}

/* Adds a file, or those of a folder, to what the next run looks at to see that nobody touched them. */
static bool list_file(struct arena *arena, struct memory_run *run, struct slice name, const char *path) {
    struct memory_file *file = LIST_ADD(arena, &run->files);
    struct stat facts;
    if (!file || stat(path, &facts) != 0)
        return false;
    *file = (struct memory_file){arena_copy(arena, name), (size_t)facts.st_size};
    return file->name.start != NULL;
}

static bool list_folder(struct arena *arena, struct memory_run *run, const struct output_file *folder) {
    DIR *stream = opendir(folder->path);
    bool good = stream != NULL;
    for (const struct dirent *entry; good && (entry = readdir(stream));) {
        struct slice name = slice_from_string(entry->d_name), slash = SLICE("/");
        struct slice below[] = {slice_from_string(folder->name), slash, name};
        struct slice place[] = {slice_from_string(folder->path), slash, name, {"", 1}};
        struct slice listed = arena_join(arena, below, 3), path = arena_join(arena, place, 4);
        if (entry->d_name[0] != '.')
            good = listed.start && path.start && list_file(arena, run, listed, path.start);
    }
    if (stream)
        closedir(stream);
    return good;
}

static int compare_files(const void *one, const void *other) {
    return slice_compare(((const struct memory_file *)one)->name, ((const struct memory_file *)other)->name);
}

/* None are listed where they cannot all be. */
static void list_files(struct destination *destination) {
    struct memory_run *run = destination->decides;
    struct arena *arena = &destination->memory->arena;
    bool good = true;
    for (size_t i = 0; good && i < destination->set.files.count; i++) {
        const struct output_file *file = &destination->set.files.items[i];
        if (file->path && strcmp(file->name, MEMORY_FILE) != 0)
            good = file->folder ? list_folder(arena, run, file)
                                : list_file(arena, run, slice_from_string(file->name), file->path);
    }
    if (!good)
        run->files.count = 0;
    if (run->files.count) /* a folder gives its files in any order */
        qsort(run->files.items, run->files.count, sizeof *run->files.items, compare_files);
}

int destination_complete(struct destination *destination) {
    const char *first = destination->writings[0].paths[0];
    if (is_stream(destination))
        return destination->writings[0].writer->streams ? EXIT_DONE : copy_to_stream(destination, first);
    char message[WRITE_MESSAGE_BYTES];
    const char *memory = output_path(&destination->set, MEMORY_FILE, false);
    const char *path = output_path(&destination->set, DESCRIPTION, false);
    if (!memory || !path || remove_old_files(destination) != STATUS_OK)
        return fail(destination, NULL, "out of memory");
    if (write_datapackage(path, destination->writings, destination->writing_count, message, sizeof message) !=
        STATUS_OK) {
        output_abandon(&destination->set, false);
        messages_print(destination->messages, SEVERITY_ERROR, "failed", "%s/%s", destination->name, message);
        return EXIT_OUTPUT;
    }
    list_files(destination);
    if (!memory_write(destination->memory, destination->decides, memory))
        return fail(destination, MEMORY_FILE, strerror(errno));
    return output_complete(&destination->set) == STATUS_OK ? EXIT_DONE : fail_set(destination);
}
