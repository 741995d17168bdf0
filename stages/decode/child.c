/* posix_spawn of the launcher, in a process group of its own, with a pipe to read and a clock to watch. */
#define _GNU_SOURCE /* memfd_create, pipe2 */
#include "stages/decode/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "stages/model/text.h"

enum { MOST_ARGUMENTS = 24, NOT_INSTALLED = 127, RUN_AGAIN = 81, READ_BYTES = 1 << 16, PATH_BYTES = 512 };

#define SEARCH_PATH "/usr/bin:/bin:/usr/local/bin:/usr/lib/libreoffice/program:/usr/lib64/libreoffice/program"

struct slice child_describe(const char *program, char *out, size_t room) {
    struct slice search = SLICE(SEARCH_PATH);
    for (size_t from = 0; from < search.size;) {
        size_t end = slice_find(search, SLICE(":"), from);
        struct slice folder = slice_part(search, from, end);
        char path[PATH_BYTES];
        struct stat facts;
        snprintf(path, sizeof path, "%.*s/%s", (int)folder.size, folder.start, program);
        if (stat(path, &facts) == 0 && S_ISREG(facts.st_mode)) {
            int size = snprintf(out, room, "%s %lld %lld.%09ld ", path, (long long)facts.st_size,
                                (long long)facts.st_mtim.tv_sec, facts.st_mtim.tv_nsec);
            return (struct slice){out, size > 0 && (size_t)size < room ? (size_t)size : 0};
        }
        from = end == SIZE_MAX ? search.size : end + 1;
    }
    return (struct slice){out, 0};
}

/* The input as a file without a name, at its beginning. */
static int input_file(struct slice input) {
    int file = memfd_create("document", MFD_CLOEXEC);
    for (size_t at = 0; file >= 0 && at < input.size;) {
        ssize_t written = write(file, input.start + at, input.size - at);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0) {
            close(file);
            return -1;
        }
        at += (size_t)written;
    }
    if (file >= 0)
        lseek(file, 0, SEEK_SET);
    return file;
}

static pid_t spawn(const struct child *child, int input, int output) {
    const char *arguments[MOST_ARGUMENTS] = {"baogao", "--confined", child->profile};
    static const char search[] = "PATH=" SEARCH_PATH;
    char home[PATH_BYTES], folder[PATH_BYTES];
    const char *environment[] = {search, "LC_ALL=C.UTF-8", home, folder, NULL};
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    pid_t process = -1;
    snprintf(home, sizeof home, "HOME=%s", child->home ? child->home : "/nonexistent");
    snprintf(folder, sizeof folder, "TMPDIR=%s", child->home ? child->home : "/nonexistent");
    for (size_t i = 0; child->arguments[i] && i + 4 < MOST_ARGUMENTS; i++)
        arguments[i + 3] = child->arguments[i];
    if (posix_spawn_file_actions_init(&actions) != 0)
        return -1;
    if (posix_spawnattr_init(&attributes) != 0) {
        posix_spawn_file_actions_destroy(&actions);
        return -1;
    }
    bool ready =
        posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO) == 0 &&
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO) == 0 &&
        (child->errors ? posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO)
                       : posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)) == 0 &&
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP) == 0 &&
        posix_spawnattr_setpgroup(&attributes, 0) == 0;
    /* the interface lacks const; it does not write to the arguments */
    if (!ready || posix_spawn(&process, child->launcher, &actions, &attributes, (char *const *)(uintptr_t)arguments,
                              (char *const *)(uintptr_t)environment) != 0)
        process = -1;
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return process;
}

static long milliseconds_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Reads until the end of the output; what went wrong otherwise. */
static enum child_end read_output(const struct child *child, int pipe, struct text *output) {
    long deadline = milliseconds_now() + child->seconds * 1000L;
    for (;;) {
        struct pollfd wait = {.fd = pipe, .events = POLLIN};
        long left = deadline - milliseconds_now();
        int ready = left > 0 ? poll(&wait, 1, (int)left) : 0;
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready <= 0)
            return CHILD_TIMEOUT;
        char *room = text_room(output, READ_BYTES);
        if (!room)
            return CHILD_FAILED;
        ssize_t got = read(pipe, room, READ_BYTES);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return CHILD_DONE;
        output->size += (size_t)got;
        if (output->size > child->most_bytes)
            return CHILD_TOO_LARGE;
    }
}

/* How a child ended, by what waitpid gave. */
static enum child_end end_of_status(int status) {
    if (!WIFEXITED(status))
        return CHILD_FAILED;
    switch (WEXITSTATUS(status)) {
    case 0: return CHILD_DONE;
    case NOT_INSTALLED: return CHILD_MISSING;
    case RUN_AGAIN: return CHILD_AGAIN; /* as LibreOffice says it */
    default: return CHILD_FAILED;
    }
}

/* The group ends whatever happened; nobody of it outlives the call. */
static enum child_end wait_for(pid_t process, enum child_end end, const struct child *child) {
    int status = 0;
    pid_t waited;
    long deadline = milliseconds_now() + child->seconds * 1000L;
    if (end != CHILD_DONE)
        kill(-process, SIGKILL);
    while ((waited = waitpid(process, &status, end == CHILD_DONE ? WNOHANG : 0)) != process) {
        if (waited < 0 && errno != EINTR)
            break;
        if (waited == 0 && milliseconds_now() > deadline) {
            end = CHILD_TIMEOUT;
            kill(-process, SIGKILL);
        } else if (waited == 0) {
            struct timespec pause = {.tv_nsec = 1000000};
            nanosleep(&pause, NULL);
        }
    }
    kill(-process, SIGKILL);
    return end == CHILD_DONE ? end_of_status(status) : end;
}

enum status child_run(struct arena *arena, const struct child *child, struct slice *output, enum child_end *end) {
    int ends[2];
    struct text text = {.arena = arena};
    *output = (struct slice){0};
    *end = CHILD_FAILED;
    if (!child->launcher) {
        *end = CHILD_MISSING;
        return STATUS_OK;
    }
    int input = input_file(child->input);
    if (input < 0)
        return STATUS_NO_MEMORY;
    if (pipe2(ends, O_CLOEXEC) != 0) {
        close(input);
        return STATUS_NO_MEMORY;
    }
    pid_t process = spawn(child, input, ends[1]);
    close(input);
    close(ends[1]);
    if (process > 0)
        *end = wait_for(process, read_output(child, ends[0], &text), child);
    close(ends[0]);
    *output = text_slice(&text);
    return process <= 0 || text.failed ? STATUS_NO_MEMORY : STATUS_OK;
}
