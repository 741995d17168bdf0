/* The temporary files of libxlsxwriter, in place of its own function: that one sets errno to 0, and with it would go
 * what errno keeps of memory that ran out (see book_check). A program's function stands before that of a library. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <xlsxwriter.h>

/* A file without a name in the folder; NULL and errno where there is none to be had. errno stays as it was else. */
#if defined(__GNUC__)
__attribute__((visibility("default")))
#endif
FILE *
lxw_tmpfile(char *folder) {
    static const char NAME[] = "/rows-XXXXXX";
    int before = errno;
    size_t size = strlen(folder) + sizeof NAME;
    char *path = malloc(size);
    if (!path)
        return NULL;
    snprintf(path, size, "%s%s", folder, NAME);
    int number = mkstemp(path);
    FILE *file = number < 0 || unlink(path) != 0 ? NULL : fdopen(number, "w+b");
    int error = errno;
    if (!file && number >= 0)
        close(number);
    free(path);
    errno = file ? before : error;
    return file;
}
