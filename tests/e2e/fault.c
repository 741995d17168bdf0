/* Preloaded into baogao by tests: makes the n-th call of one function on an output file fail, or sends a signal there.
 * FAULT_CALL names the function, FAULT_AT is n (from 1), FAULT_ERRNO what errno becomes, FAULT_SIGNAL the signal to
 * send instead. Where it struck, it makes the file FAULT_MARK. Output files are those with .baogao in their path. Calls
 * of read count on a file named faulty; with FAULT_CHANGE they do not fail, but the file grows. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static bool is_output_path(const char *path) {
    return path && strstr(path, ".baogao");
}

static void find_path(int file, char path[PATH_MAX + 1]) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t size = readlink(link, path, PATH_MAX);
    path[size > 0 ? size : 0] = '\0';
}

static bool is_output_file(int file) {
    char path[PATH_MAX + 1];
    find_path(file, path);
    return is_output_path(path);
}

/* Whether this call of `name` is the one to fail; where a signal is asked for, it is sent and time given to act on it.
 */
static bool strikes(const char *name) {
    static int calls;
    const char *wanted = getenv("FAULT_CALL"), *at = getenv("FAULT_AT"), *number = getenv("FAULT_SIGNAL");
    const char *path = getenv("FAULT_MARK"), *error = getenv("FAULT_ERRNO");
    if (!wanted || !at || !path || strcmp(wanted, name) != 0 ||
        __atomic_add_fetch(&calls, 1, __ATOMIC_SEQ_CST) != atoi(at))
        return false;
    int mark = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
    if (mark >= 0)
        close(mark);
    if (number) {
        kill(getpid(), atoi(number));
        nanosleep(&(struct timespec){.tv_nsec = 30000000}, NULL);
        return false;
    }
    errno = error ? atoi(error) : EIO;
    return true;
}

#define REAL(name) ((__typeof__(&(name)))dlsym(RTLD_NEXT, #name))

FILE *fopen(const char *path, const char *mode) {
    return is_output_path(path) && *mode == 'w' && strikes("fopen") ? NULL : REAL(fopen)(path, mode);
}

/* glibc's mark of a stream that failed, which ferror looks at. */
enum { ERROR_SEEN = 0x20 };

size_t fwrite(const void *bytes, size_t size, size_t count, FILE *file) {
    if (!is_output_file(fileno(file)) || !strikes("fwrite"))
        return REAL(fwrite)(bytes, size, count, file);
    file->_flags |= ERROR_SEEN;
    return 0;
}

int fclose(FILE *file) {
    bool writing = (fcntl(fileno(file), F_GETFL) & O_ACCMODE) != O_RDONLY;
    bool failing = writing && is_output_file(fileno(file)) && strikes("fclose");
    int error = errno;
    int result = REAL(fclose)(file);
    if (failing)
        errno = error;
    return failing ? EOF : result;
}

static bool change(const char *path) {
    FILE *file = REAL(fopen)(path, "a");
    return file && fputc('\n', file) != EOF && REAL(fclose)(file) == 0;
}

ssize_t read(int file, void *bytes, size_t size) {
    char path[PATH_MAX + 1];
    find_path(file, path);
    bool strike = strstr(path, "/faulty") && strikes("read");
    if (strike && !(getenv("FAULT_CHANGE") && change(path)))
        return -1;
    return REAL(read)(file, bytes, size);
}

ssize_t write(int file, const void *bytes, size_t size) {
    return is_output_file(file) && strikes("write") ? -1 : REAL(write)(file, bytes, size);
}

ssize_t pwrite64(int file, const void *bytes, size_t size, off64_t at) {
    return is_output_file(file) && strikes("write") ? -1 : REAL(pwrite64)(file, bytes, size, at);
}

int fsync(int file) {
    return strikes("fsync") ? -1 : REAL(fsync)(file);
}

int mkdirat(int folder, const char *path, mode_t mode) {
    return strikes("mkdirat") ? -1 : REAL(mkdirat)(folder, path, mode);
}

int renameat(int from, const char *old, int to, const char *fresh) {
    return strikes("renameat") ? -1 : REAL(renameat)(from, old, to, fresh);
}

int linkat(int from, const char *old, int to, const char *fresh, int flags) {
    /* Some file systems have no links: that is no fault, but another way to the same end. */
    return strikes("linkat") ? -1 : REAL(linkat)(from, old, to, fresh, flags);
}
