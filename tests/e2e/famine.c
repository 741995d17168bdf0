/* Preloaded into baogao by tests: the n-th allocation that libxlsxwriter asks for fails. FAMINE_AT is n (from 1); where
 * it struck, it makes the file FAMINE_MARK. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *room, size_t size);

/* Whether the caller is a function of libxlsxwriter. */
static bool is_of_workbook(const void *caller) {
    static __thread bool asking; /* dladdr may allocate */
    Dl_info found;
    if (asking)
        return false;
    asking = true;
    bool is = dladdr(caller, &found) && found.dli_fname && strstr(found.dli_fname, "xlsxwriter");
    asking = false;
    return is;
}

static bool strikes(const void *caller) {
    static int calls, wanted;
    if (wanted == 0) {
        const char *at = getenv("FAMINE_AT");
        wanted = at ? atoi(at) : -1;
    }
    if (wanted < 0 || !is_of_workbook(caller) || __atomic_add_fetch(&calls, 1, __ATOMIC_SEQ_CST) != wanted)
        return false;
    const char *path = getenv("FAMINE_MARK");
    int mark = path ? open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0666) : -1;
    if (mark >= 0)
        close(mark);
    errno = ENOMEM;
    return true;
}

void *malloc(size_t size) {
    return strikes(__builtin_return_address(0)) ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
    return strikes(__builtin_return_address(0)) ? NULL : __libc_calloc(count, size);
}

void *realloc(void *room, size_t size) {
    return strikes(__builtin_return_address(0)) ? NULL : __libc_realloc(room, size);
}
