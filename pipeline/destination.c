/* Names the files of each format, waits where another run writes, and copies to standard output what cannot stream.
 * Knows no format. */
#include "pipeline/destination.h"

#include <errno.h>
#include <stdio.h>
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

/* What the next run looks at to see that nobody touched the files. A folder of pages is not listed: then none are. */
static void list_files(struct destination *destination) {
    struct memory_run *run = destination->decides;
    run->file_count = 0;
    for (size_t i = 0; i < destination->set.files.count; i++) {
        const struct output_file *file = &destination->set.files.items[i];
        struct stat facts;
        if (!file->path || strcmp(file->name, MEMORY_FILE) == 0)
            continue;
        if (file->folder || run->file_count == MEMORY_FILES || stat(file->path, &facts) != 0) {
            run->file_count = 0;
            return;
        }
        struct memory_file *listed = &run->files[run->file_count++];
        snprintf(listed->name, sizeof listed->name, "%s", file->name);
        listed->bytes = (size_t)facts.st_size;
    }
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
