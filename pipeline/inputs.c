/* Walks the folders and reads the files. Knows nothing of what the files hold. */
#define _XOPEN_SOURCE 700 /* tsearch */
#include "pipeline/inputs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pipeline/inputs_documents.h"
#include "pipeline/memory.h"
#include "pipeline/paths.h"

/* What tells one file from another, whatever its name. */
struct identity {
    dev_t device;
    ino_t file;
};

struct walk {
    struct inputs *inputs;
    const struct inputs_search *search;
    void *folders;         /* tree of identities: entered, or left out */
    void *keys;            /* tree of slices */
    struct slice left_out; /* names of the folder under way, with commas between, that are no reports */
    struct slice expanded; /* the key of the file that is looked into, which one of its documents may have */
    size_t levels;         /* folders under way, each inside the one before */
    enum status status;
};

/* Every level costs a path longer than the one before: deeper folders are refused by name. */
enum { MOST_LEVELS = 256 };

static int compare_identities(const void *one, const void *other) {
    const struct identity *a = one, *b = other;
    if (a->device != b->device)
        return a->device < b->device ? -1 : 1;
    return a->file == b->file ? 0 : a->file < b->file ? -1 : 1;
}

static int compare_keys(const void *one, const void *other) {
    return slice_compare(*(const struct slice *)one, *(const struct slice *)other);
}

static int compare_names(const void *one, const void *other) {
    return strcmp(*(const char *const *)one, *(const char *const *)other);
}

/* Adds what stands at `item` to a tree unless its like is there. False: it was there, or memory ran out. */
static bool tree_add(struct walk *walk, void **tree, const void *item, int (*compare)(const void *, const void *)) {
    const void *const *found = tsearch(item, tree, compare);
    if (!found)
        walk->status = STATUS_NO_MEMORY;
    return found && *found == item;
}

static bool enter(struct walk *walk, const struct stat *facts) {
    struct identity *identity = arena_take(&walk->inputs->arena, sizeof *identity);
    if (!identity) {
        walk->status = STATUS_NO_MEMORY;
        return false;
    }
    *identity = (struct identity){facts->st_dev, facts->st_ino};
    return tree_add(walk, &walk->folders, identity, compare_identities);
}

/* `wanted`, which stays where it is, or where another input has that key already the path, or the path with a number:
 * a.txt (2). */
static struct slice choose_key(struct walk *walk, struct slice wanted, const char *path) {
    struct arena *arena = &walk->inputs->arena;
    struct slice *key = arena_take(arena, sizeof *key);
    if (!key)
        return (struct slice){0};
    struct slice whole = slice_from_string(path);
    *key = name_as_text(arena, wanted);
    if (slice_equal(*key, wanted)) { /* as nearly always: a run holds all its names, and holds them once */
        arena_resize(arena, (char *)key->start, key->size + 1, 0);
        *key = wanted;
    }
    for (unsigned attempt = 0;; attempt++) {
        char number[16] = "";
        if (attempt > 1)
            snprintf(number, sizeof number, " (%u)", attempt);
        struct slice pieces[] = {whole, slice_from_string(number)};
        if (attempt > 0)
            *key = name_as_text(arena, arena_join(arena, pieces, 2));
        if (!key->start || tree_add(walk, &walk->keys, key, compare_keys) || walk->status != STATUS_OK)
            return *key;
    }
}

/* `key_start` is where in the path the key begins. */
static struct input *add_input(struct walk *walk, const char *path, size_t key_start) {
    struct inputs *inputs = walk->inputs;
    struct input *input = LIST_ADD(&inputs->arena, &inputs->items);
    struct slice copy = arena_copy(&inputs->arena, slice_from_string(path));
    if (!input || !copy.start) {
        walk->status = STATUS_NO_MEMORY;
        return NULL;
    }
    bool standard_input = strcmp(path, "-") == 0;
    input->path = copy.start;
    input->key = choose_key(walk, standard_input ? SLICE("stdin") : slice_part(copy, key_start, copy.size), path);
    if (!input->key.start)
        walk->status = STATUS_NO_MEMORY;
    return input;
}

static void add_problem(struct walk *walk, const char *path, size_t key_start, const char *code, const char *problem) {
    struct input *input = add_input(walk, path, key_start);
    struct slice copy = arena_copy(&walk->inputs->arena, slice_from_string(problem));
    if (!input || !copy.start) {
        walk->status = STATUS_NO_MEMORY;
        return;
    }
    input->code = code;
    input->problem = copy.start;
}

/* ---- files that hold documents ---- */

static bool take_document(void *context, const struct input *found) {
    struct walk *walk = context;
    struct input *input = LIST_ADD(&walk->inputs->arena, &walk->inputs->items);
    if (input) {
        *input = *found;
        if (found->key.start != walk->expanded.start || found->key.size != walk->expanded.size)
            input->key = choose_key(walk, found->key, found->key.start);
    }
    if (!input || !input->key.start)
        walk->status = STATUS_NO_MEMORY;
    return walk->status == STATUS_OK;
}

/* The documents in a file take its place; a file that cannot be looked into stays, and says so when it is read. */
static void expand(struct walk *walk, const struct input *input) {
    struct input whole = *input;
    struct documents documents = {
        .inputs = walk->inputs, .search = walk->search, .take = take_document, .context = walk};
    if (!documents_may_hold(whole.key) || strcmp(whole.path, "-") == 0)
        return;
    walk->inputs->items.count--;
    walk->expanded = whole.key;
    enum status status = documents_find(&documents, &whole);
    if (status == STATUS_NO_MEMORY)
        walk->status = status;
    else if (status == STATUS_INPUT && walk->status == STATUS_OK) /* none: it is a document itself */
        walk->inputs->items.items[walk->inputs->items.count++] = whole;
}

struct names {
    struct arena arena;
    LIST(const char *) items;
    bool of_output; /* a run of this program left its tables there */
};

/* The names in a folder, sorted; errno is left in `*error`. */
static bool read_names(const char *path, struct names *names, int *error) {
    int folder = path_open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *stream = folder < 0 ? NULL : fdopendir(folder);
    bool good = stream != NULL;
    *error = errno;
    while (good) {
        errno = 0;
        const struct dirent *entry = readdir(stream);
        *error = errno;
        if (!entry)
            break;
        names->of_output = names->of_output || strcmp(entry->d_name, MEMORY_FILE) == 0;
        if (entry->d_name[0] == '.')
            continue;
        const char **name = LIST_ADD(&names->arena, &names->items);
        struct slice copy = arena_copy(&names->arena, slice_from_string(entry->d_name));
        good = name && copy.start;
        *error = good ? 0 : ENOMEM;
        if (good)
            *name = copy.start;
    }
    if (stream)
        closedir(stream);
    else if (folder >= 0)
        close(folder);
    if (*error == 0 && names->items.count)
        qsort(names->items.items, names->items.count, sizeof *names->items.items, compare_names);
    return *error == 0;
}

static void walk_path(struct walk *walk, const char *path, size_t key_start, bool named);

/* One note for all of an input folder's files that are no reports, at the first report that was found behind `first`
 * inputs.
 */
static void note_left_out(struct walk *walk, struct slice list, size_t first) {
    struct inputs *inputs = walk->inputs;
    struct slice pieces[] = {SLICE("left out, no reports: "), list, {"", 1}};
    struct slice note = list.size ? arena_join(&inputs->arena, pieces, 3) : (struct slice){0};
    if (list.size && !note.start)
        walk->status = STATUS_NO_MEMORY;
    for (size_t i = first; note.start && i < inputs->items.count; i++)
        if (!inputs->items.items[i].note && !inputs->items.items[i].problem) {
            inputs->items.items[i].note = note.start;
            return;
        }
}

static void add_left_out(struct walk *walk, struct slice name) {
    struct arena *arena = &walk->inputs->arena;
    struct slice *list = &walk->left_out;
    struct slice pieces[] = {*list, list->size ? SLICE(", ") : SLICE(""), name_as_text(arena, name)};
    *list = arena_join(arena, pieces, 3);
    if (!list->start)
        walk->status = STATUS_NO_MEMORY;
}

/* What stands in a folder; keys begin where `key_start` says. */
static void walk_names(struct walk *walk, const char *path, size_t key_start, struct names *names) {
    size_t size = strlen(path);
    bool slash = size && path[size - 1] == '/';
    walk->levels++;
    for (size_t i = 0; i < names->items.count && walk->status == STATUS_OK; i++) {
        struct slice pieces[] = {
            {path, size}, slice_from_string(slash ? "" : "/"), slice_from_string(names->items.items[i])};
        struct slice inner = arena_join(&names->arena, pieces, 3);
        if (!inner.start)
            walk->status = STATUS_NO_MEMORY;
        else
            walk_path(walk, inner.start, key_start, false);
    }
    walk->levels--;
}

/* A folder that the command line names: keys begin inside it. */
static void walk_named_folder(struct walk *walk, const char *path, size_t key_start) {
    struct names names = {0};
    size_t first = walk->inputs->items.count, size = strlen(path);
    int error = 0;
    walk->left_out = (struct slice){0};
    if (!read_names(path, &names, &error))
        add_problem(walk, path, key_start, "unreadable", strerror(error));
    else if (names.items.count == 0)
        add_problem(walk, path, key_start, "empty_folder", "no file in this folder");
    else
        walk_names(walk, path, size + !(size && path[size - 1] == '/'), &names);
    note_left_out(walk, walk->left_out, first);
    arena_free(&names.arena);
}

static void walk_folder(struct walk *walk, const char *path, size_t key_start) {
    struct names names = {0};
    int error = 0;
    if (walk->levels == MOST_LEVELS)
        add_problem(walk, path, key_start, "too_deep", "too many folders inside each other; what it holds is not read");
    else if (!read_names(path, &names, &error))
        add_problem(walk, path, key_start, "unreadable", strerror(error));
    else if (names.of_output)
        add_left_out(walk, slice_part(slice_from_string(path), key_start, SIZE_MAX));
    else
        walk_names(walk, path, key_start, &names);
    arena_free(&names.arena);
}

/* The facts of a path of any length, and whether it is there at all. Not opened for reading before it is known to be a
 * file or folder: opening a device may do something. */
static bool path_facts(const char *path, struct stat *facts, int *error) {
    if (stat(path, facts) == 0)
        return true;
    *error = errno;
    if (errno != ENAMETOOLONG)
        return false;
    int file = path_open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    *error = errno;
    bool known = file >= 0 && fstat(file, facts) == 0;
    if (file >= 0)
        close(file);
    return known;
}

const char *input_kind_problem(mode_t mode) {
    return S_ISDIR(mode)    ? "a folder, not a file"
           : S_ISFIFO(mode) ? "a pipe, not a file; to read from a pipe give -"
           : S_ISSOCK(mode) ? "a socket, not a file"
                            : "a device, not a file";
}

/* `named`: the command line names it; else a folder holds it. */
static void walk_path(struct walk *walk, const char *path, size_t key_start, bool named) {
    struct stat facts;
    int error = 0;
    if (!path_facts(path, &facts, &error)) {
        add_problem(walk, path, key_start, "unreadable", strerror(error));
        return;
    }
    struct identity identity = {facts.st_dev, facts.st_ino};
    if (S_ISDIR(facts.st_mode)) {
        if (!enter(walk, &facts))
            return;
        if (named)
            walk_named_folder(walk, path, key_start);
        else
            walk_folder(walk, path, key_start);
    } else if (!S_ISREG(facts.st_mode)) {
        add_problem(walk, path, key_start, "not_a_file", input_kind_problem(facts.st_mode));
    } else if (!named && tfind(&identity, &walk->folders, compare_identities)) {
        return;
    } else if (!named && name_is_no_report(slice_from_string(path))) {
        add_left_out(walk, slice_part(slice_from_string(path), key_start, SIZE_MAX));
    } else {
        struct input *input = add_input(walk, path, key_start);
        if (input) {
            input->bytes = (size_t)facts.st_size;
            expand(walk, input);
        }
    }
}

/* Where the key of a path of the command line begins: a file's at its last name, a folder's files' inside it. */
static size_t last_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash && slash[1] ? (size_t)(slash + 1 - path) : 0;
}

/* The items stand in the arena. */
static void tree_free(void **tree, int (*compare)(const void *, const void *)) {
    while (*tree)
        tdelete(**(const void ***)tree, tree, compare);
}

enum status inputs_find(struct inputs *inputs, char *const *given, size_t count, const struct inputs_search *search) {
    struct walk walk = {.inputs = inputs, .search = search};
    struct stat facts;
    for (size_t i = 0; i < sizeof search->left_out / sizeof *search->left_out; i++)
        if (search->left_out[i] && stat(search->left_out[i], &facts) == 0)
            enter(&walk, &facts);
    for (size_t i = 0; i < count && walk.status == STATUS_OK; i++) {
        if (strcmp(given[i], "-") == 0)
            add_input(&walk, given[i], 0);
        else
            walk_path(&walk, given[i], last_name(given[i]), true);
    }
    tree_free(&walk.folders, compare_identities);
    tree_free(&walk.keys, compare_keys);
    return walk.status;
}

enum status inputs_expand(struct inputs *inputs, const struct input *given, const struct inputs_search *search) {
    struct walk walk = {.inputs = inputs, .search = search};
    struct input *input = LIST_ADD(&inputs->arena, &inputs->items);
    if (!input)
        return STATUS_NO_MEMORY;
    *input = *given;
    if (!input->problem)
        expand(&walk, given);
    tree_free(&walk.keys, compare_keys);
    return walk.status;
}

void inputs_free(struct inputs *inputs) {
    for (size_t i = 0; i < inputs->held.count; i++)
        arena_free(&inputs->held.items[i]);
    arena_free(&inputs->arena);
    *inputs = (struct inputs){0};
}
