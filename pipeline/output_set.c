/* Renames, locks and syncs. Knows nothing of what the files hold. */
#include "pipeline/output_set.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define NEW_FOLDER ".baogao-new"
#define OLD_FOLDER ".baogao-old"
#define DONE_FOLDER ".baogao-done"
#define ABSENT "absent " /* in OLD_FOLDER, before a name: there was no such file */

enum { MOST_SWEEPS = 100 };

void output_prepare(struct output_set *set) {
    *set = (struct output_set){.folder_file = -1, .created_from = SIZE_MAX};
    pthread_mutex_init(&set->lock, NULL);
}

static enum status fail(struct output_set *set, const char *name) {
    snprintf(set->message, sizeof set->message, "%s%s%s: %s", set->folder, name ? "/" : "", name ? name : "",
             strerror(errno));
    return STATUS_OUTPUT;
}

/* Calls `visit` for each name in a folder inside the output folder. */
static bool each_name(int parent, const char *folder, bool (*visit)(int parent, int folder, const char *name)) {
    int file = openat(parent, folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *stream = file < 0 ? NULL : fdopendir(file);
    if (!stream) {
        bool absent = file < 0 && errno == ENOENT;
        if (file >= 0)
            close(file);
        return absent;
    }
    bool good = true;
    for (const struct dirent *entry; (entry = readdir(stream));)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            good = visit(parent, dirfd(stream), entry->d_name) && good;
    closedir(stream);
    return good;
}

static bool remove_name(int parent, int folder, const char *name);

/* A file, or a folder of pages with its files; one that is not there is gone already. */
static bool remove_entry(int folder, const char *name) {
    if (unlinkat(folder, name, 0) == 0 || errno == ENOENT)
        return true;
    if (errno != EISDIR && errno != EPERM)
        return false;
    return each_name(folder, name, remove_name) && unlinkat(folder, name, AT_REMOVEDIR) == 0;
}

static bool remove_name(int parent, int folder, const char *name) {
    (void)parent;
    return remove_entry(folder, name);
}

/* Removes a hidden folder with its files. Another thread may still add one meanwhile: then once more. */
static bool sweep(int parent, const char *folder) {
    for (int i = 0; i < MOST_SWEEPS; i++) {
        if (!each_name(parent, folder, remove_name))
            return false;
        if (unlinkat(parent, folder, AT_REMOVEDIR) == 0 || errno == ENOENT)
            return true;
    }
    return false;
}

/* One file of OLD_FOLDER back to where it was. Where it still is there under its own name too, the rename of one file
 * onto itself leaves both names, so the second one is removed. */
static bool restore_name(int parent, int folder, const char *name) {
    size_t mark = strlen(ABSENT);
    struct stat facts;
    if (strncmp(name, ABSENT, mark) == 0)
        return remove_entry(parent, name + mark) && unlinkat(folder, name, 0) == 0;
    if (fstatat(folder, name, &facts, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(facts.st_mode))
        return remove_entry(parent, name) && renameat(folder, name, parent, name) == 0;
    return renameat(folder, name, parent, name) == 0 && (unlinkat(folder, name, 0) == 0 || errno == ENOENT);
}

static bool restore(int parent) {
    return each_name(parent, OLD_FOLDER, restore_name) && sweep(parent, OLD_FOLDER);
}

/* mkdir for every part of the path that is missing. */
static bool make_folders(struct output_set *set, const char *folder) {
    size_t size = strlen(folder);
    char *path = set->part = set->part ? set->part : arena_take(&set->arena, size + 1);
    if (!path) {
        errno = ENOMEM;
        return false;
    }
    for (size_t end = 1; end <= size; end++) {
        if (end < size && folder[end] != '/')
            continue;
        memcpy(path, folder, end);
        path[end] = '\0';
        int error = mkdir(path, 0777) == 0 ? 0 : errno;
        if (error == 0 && set->created_from == SIZE_MAX)
            set->created_from = end - 1;
        if (error && error != EEXIST && access(path, F_OK) != 0) {
            errno = error; /* why it could not be made, not that it is missing */
            return false;
        }
    }
    return true;
}

/* Takes away the folders this run made, the innermost first, as far as they are empty. */
static void remove_folders(struct output_set *set) {
    size_t size = strlen(set->folder);
    char *path = set->part;
    for (size_t end = size; set->created_from != SIZE_MAX && end > set->created_from; end--) {
        if (end < size && set->folder[end] != '/')
            continue;
        memcpy(path, set->folder, end);
        path[end] = '\0';
        if (rmdir(path) != 0)
            return;
    }
}

/* Opens and locks the folder; another run may remove it just then, hence the look whether it is still the same. */
static enum status lock_folder(struct output_set *set, bool wait, bool *busy) {
    for (;;) {
        struct stat held, named;
        pthread_mutex_lock(&set->lock);
        bool made = make_folders(set, set->folder);
        int file = made ? open(set->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
        set->folder_file = file;
        pthread_mutex_unlock(&set->lock);
        if (file < 0)
            return fail(set, NULL);
        if (flock(file, wait ? LOCK_EX : LOCK_EX | LOCK_NB) != 0) {
            *busy = errno == EWOULDBLOCK;
            enum status status = fail(set, NULL);
            close(file);
            set->folder_file = -1;
            return status;
        }
        if (fstat(file, &held) == 0 && stat(set->folder, &named) == 0 && held.st_dev == named.st_dev &&
            held.st_ino == named.st_ino)
            return STATUS_OK;
        close(file);
    }
}

enum status output_open(struct output_set *set, const char *folder, bool wait, bool *busy) {
    *busy = false;
    set->folder = folder;
    enum status status = lock_folder(set, wait, busy);
    if (status != STATUS_OK)
        return status;
    pthread_mutex_lock(&set->lock);
    if (!restore(set->folder_file) || !sweep(set->folder_file, DONE_FOLDER) || !sweep(set->folder_file, NEW_FOLDER) ||
        mkdirat(set->folder_file, NEW_FOLDER, 0777) != 0)
        status = fail(set, NULL);
    else
        set->state = OUTPUT_OPEN;
    pthread_mutex_unlock(&set->lock);
    return status;
}

enum status output_open_temporary(struct output_set *set) {
    const char *parent = getenv("TMPDIR");
    struct slice pieces[] = {slice_from_string(parent && *parent ? parent : "/tmp"), SLICE("/baogao-XXXXXX")};
    struct slice path = arena_join(&set->arena, pieces, 2);
    bool busy;
    if (!path.start)
        return STATUS_NO_MEMORY;
    char *folder = arena_take(&set->arena, path.size + 1);
    if (!folder)
        return STATUS_NO_MEMORY;
    memcpy(folder, path.start, path.size);
    pthread_mutex_lock(&set->lock);
    set->folder = folder;
    bool made = mkdtemp(folder) != NULL;
    if (made)
        set->created_from = pieces[0].size;
    pthread_mutex_unlock(&set->lock);
    return made ? output_open(set, folder, false, &busy) : fail(set, NULL);
}

const char *output_path(struct output_set *set, const char *name, bool folder) {
    struct slice pieces[] = {slice_from_string(set->folder), SLICE("/" NEW_FOLDER "/"), slice_from_string(name)};
    struct slice path = arena_join(&set->arena, pieces, 3);
    struct output_file *file = LIST_ADD(&set->arena, &set->files);
    if (!file || !path.start)
        return NULL;
    *file = (struct output_file){path.start + pieces[0].size + pieces[1].size, path.start, folder};
    return path.start;
}

enum status output_remove(struct output_set *set, const char *name, bool folder) {
    struct stat facts;
    if (fstatat(set->folder_file, name, &facts, AT_SYMLINK_NOFOLLOW) != 0 || (S_ISDIR(facts.st_mode) && !folder))
        return STATUS_OK;
    struct slice pieces[] = {slice_from_string(name), {"", 1}};
    struct slice copy = arena_join(&set->arena, pieces, 2);
    struct output_file *file = LIST_ADD(&set->arena, &set->files);
    if (!file || !copy.start)
        return STATUS_NO_MEMORY;
    *file = (struct output_file){copy.start, NULL, folder};
    return STATUS_OK;
}

static bool sync_name(int parent, int folder, const char *name) {
    (void)parent;
    int file = openat(folder, name, O_RDONLY | O_CLOEXEC);
    bool good = file >= 0 && fsync(file) == 0;
    if (file >= 0)
        good = close(file) == 0 && good;
    return good;
}

/* A file, or a folder with all its files. */
static bool sync_file(const char *path) {
    struct stat facts;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    bool good = file >= 0 && fstat(file, &facts) == 0;
    if (good && S_ISDIR(facts.st_mode))
        good = each_name(AT_FDCWD, path, sync_name);
    good = good && fsync(file) == 0;
    int error = errno;
    if (file >= 0)
        good = close(file) == 0 && good;
    if (error)
        errno = error;
    return good;
}

/* Keeps the file that stands at `name` in OLD_FOLDER, or a mark that there is none; a folder only where one is to
 * take its place or it goes away. */
static bool keep_old(int parent, int old, const char *name, bool folder) {
    struct stat facts;
    char mark[256];
    if (fstatat(parent, name, &facts, AT_SYMLINK_NOFOLLOW) != 0) {
        snprintf(mark, sizeof mark, ABSENT "%s", name);
        int file = errno == ENOENT ? openat(old, mark, O_WRONLY | O_CREAT | O_CLOEXEC, 0666) : -1;
        return file >= 0 && close(file) == 0;
    }
    if (S_ISDIR(facts.st_mode) && !folder) {
        errno = EISDIR;
        return false;
    }
    if (S_ISDIR(facts.st_mode))
        return renameat(parent, name, old, name) == 0;
    /* Some file systems have no hard links; there the name is missing until the new file takes it. */
    return linkat(parent, name, old, name, 0) == 0 || renameat(parent, name, old, name) == 0;
}

/* The new file stands where the old one did; of one that goes away the name may be free already. */
static bool take_place(int parent, int fresh, const struct output_file *file) {
    if (file->path)
        return renameat(fresh, file->name, parent, file->name) == 0;
    return remove_entry(parent, file->name);
}

static enum status exchange(struct output_set *set) {
    int parent = set->folder_file;
    if (mkdirat(parent, OLD_FOLDER, 0777) != 0)
        return fail(set, NULL);
    int old = openat(parent, OLD_FOLDER, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int fresh = openat(parent, NEW_FOLDER, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    enum status status = old < 0 || fresh < 0 ? fail(set, NULL) : STATUS_OK;
    for (size_t i = 0; i < set->files.count && status == STATUS_OK; i++) {
        const struct output_file *file = &set->files.items[i];
        if (!keep_old(parent, old, file->name, file->folder) || !take_place(parent, fresh, file))
            status = fail(set, file->name);
    }
    if (status == STATUS_OK && fsync(parent) != 0)
        status = fail(set, NULL);
    if (status == STATUS_OK && renameat(parent, OLD_FOLDER, parent, DONE_FOLDER) != 0)
        status = fail(set, NULL);
    if (old >= 0)
        close(old);
    if (fresh >= 0)
        close(fresh);
    return status;
}

enum status output_complete(struct output_set *set) {
    enum status status = STATUS_OK;
    for (size_t i = 0; i < set->files.count && status == STATUS_OK; i++)
        if (set->files.items[i].path && !sync_file(set->files.items[i].path))
            status = fail(set, set->files.items[i].name);
    if (status != STATUS_OK)
        return status;
    pthread_mutex_lock(&set->lock);
    status = exchange(set);
    if (status == STATUS_OK) {
        set->state = OUTPUT_COMPLETE;
        sweep(set->folder_file, DONE_FOLDER);
        sweep(set->folder_file, NEW_FOLDER);
    } else {
        restore(set->folder_file);
    }
    pthread_mutex_unlock(&set->lock);
    return status;
}

bool output_abandon(struct output_set *set, bool ends) {
    pthread_mutex_lock(&set->lock);
    bool abandoned = set->state != OUTPUT_COMPLETE;
    if (set->state == OUTPUT_OPEN)
        sweep(set->folder_file, NEW_FOLDER);
    if (abandoned && set->folder)
        remove_folders(set);
    set->state = abandoned ? OUTPUT_NONE : set->state;
    if (!abandoned || !ends)
        pthread_mutex_unlock(&set->lock);
    return abandoned;
}

void output_free(struct output_set *set) {
    if (set->folder_file >= 0)
        close(set->folder_file);
    pthread_mutex_destroy(&set->lock);
    arena_free(&set->arena);
}
