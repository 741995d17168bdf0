/* Reads the files of the folder and hands their text on. Knows no lexicon but by its name. */
#include "pipeline/lexicon_folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/options.h"
#include "pipeline/paths.h"
#include "pipeline/side_file.h"

enum { MOST_LEXICON_BYTES = 1 << 20 }; /* four times the largest that is built in */

struct folder {
    const char *path;
    struct arena arena;
    LIST(struct lexicon_file) files;
    char *message;
    size_t message_size;
};

/* "FOLDER/NAME: what", the name on one line whatever it holds. */
static enum status fail(struct folder *folder, const char *name, const char *what) {
    const char *shown = name_as_line(&folder->arena, slice_from_string(name));
    snprintf(folder->message, folder->message_size, "%s%s%s: %s", folder->path, *name ? "/" : "", shown ? shown : "",
             what);
    return STATUS_INPUT;
}

/* The lexicon of that name; LEXICONS for none. */
static int find_lexicon(struct slice name) {
    int i = 0;
    while (i < LEXICONS && !slice_equal(name, slice_from_string(lexicon_sources[i].name)))
        i++;
    return i;
}

/* Whether a file of the name counts: a list that is made of words.csv has none. */
static bool is_lexicon(struct slice name) {
    int i = find_lexicon(name);
    return i < LEXICONS && lexicon_sources[i].bytes;
}

static enum status fail_unknown(struct folder *folder, const char *name) {
    const char *names[LEXICONS];
    char word[64], what[128];
    size_t count = 0;
    for (int i = 0; i < LEXICONS; i++)
        if (lexicon_sources[i].bytes)
            names[count++] = lexicon_sources[i].name;
    snprintf(word, sizeof word, "%.*s", (int)strcspn(name, "."), name);
    if (find_lexicon(slice_from_string(word)) < LEXICONS && !is_lexicon(slice_from_string(word)))
        return fail(folder, name, "its words are lines of words.csv now");
    const char *near = nearest_name(word, names, count);
    snprintf(what, sizeof what, "no lexicon has this name%s%s%s", near ? "; did you mean " : "", near ? near : "",
             near ? ".csv" : "");
    return fail(folder, name, what);
}

/* What only the build reads: the classes of words.csv, the lists that are made of them, and what code names. */
static bool is_of_build(struct slice name) {
    return slice_equal(name, SLICE("word_classes.csv")) || slice_equal(name, SLICE("word_lists.csv")) ||
           slice_equal(name, SLICE("named_words.csv"));
}

/* A CSV file, or a lexicon saved as something else (words.txt), was meant to count; schemas/ has JSON files, three
 * files for the build and a folder beside its lexicons. */
static bool is_meant(struct slice name, struct slice stem) {
    if (is_of_build(name))
        return false;
    return slice_ends(name, SLICE(".csv")) || slice_ends(name, SLICE(".CSV")) ||
           (is_lexicon(stem) && !slice_ends(name, SLICE(".json")));
}

static enum status add_file(struct folder *folder, const char *name) {
    struct slice whole = slice_from_string(name), stem = slice_part(whole, 0, strcspn(name, "."));
    if (!is_meant(whole, stem))
        return STATUS_OK;
    if (!is_lexicon(stem) || whole.size != stem.size + sizeof ".csv" - 1 || !slice_ends(whole, SLICE(".csv")))
        return fail_unknown(folder, name);
    struct slice pieces[] = {slice_from_string(folder->path), SLICE("/"), whole};
    struct slice path = arena_join(&folder->arena, pieces, 3), copy = arena_copy(&folder->arena, stem);
    struct lexicon_file *file = LIST_ADD(&folder->arena, &folder->files);
    if (!path.start || !copy.start || !file) {
        snprintf(folder->message, folder->message_size, "lexicons: out of memory");
        return STATUS_NO_MEMORY;
    }
    *file = (struct lexicon_file){.path = path.start, .name = copy};
    return side_file_read(path.start, MOST_LEXICON_BYTES, &folder->arena, &file->text, folder->message,
                          folder->message_size);
}

static enum status add_files(struct folder *folder, DIR *stream) {
    enum status status = STATUS_OK;
    for (const struct dirent *entry; status == STATUS_OK && (entry = readdir(stream));)
        if (entry->d_name[0] != '.')
            status = add_file(folder, entry->d_name);
    if (status == STATUS_OK && folder->files.count == 0)
        return fail(folder, "", "no lexicon in this folder: it should hold CSV files named as those of schemas/");
    return status;
}

enum status lexicon_folder_open(const char *path, struct lexicon **lexicon, char *message, size_t message_size) {
    if (!path)
        return lexicon_open(NULL, lexicon, message, message_size);
    struct folder folder = {.path = path, .message = message, .message_size = message_size};
    DIR *stream = opendir(path);
    enum status status = stream ? add_files(&folder, stream) : fail(&folder, "", strerror(errno));
    if (stream)
        closedir(stream);
    struct lexicon_overlay overlay = {folder.files.items, folder.files.count};
    if (status == STATUS_OK)
        status = lexicon_open(&overlay, lexicon, message, message_size);
    arena_free(&folder.arena);
    return status;
}
