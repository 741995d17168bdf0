/* Whether a finished package holds all that was written. libxlsxwriter does not check its writes to temporary files, so
 * a full disk could leave sheets that end in the middle: the directory of the package tells their true sizes. */
#include "stages/workbook.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* PKWARE's APPNOTE, 4.3.12 and 4.3.16. */
enum {
    END_BYTES = 22,
    END_ENTRIES_AT = 10,
    END_DIRECTORY_SIZE_AT = 12,
    END_DIRECTORY_OFFSET_AT = 16,
    ENTRY_BYTES = 46,
    ENTRY_SIZE_AT = 24,
    ENTRY_NAME_SIZE_AT = 28,
    ENTRY_EXTRA_SIZE_AT = 30,
    ENTRY_COMMENT_SIZE_AT = 32,
    MOST_DIRECTORY_BYTES = 1 << 26,
};

static uint32_t number_at(const unsigned char *bytes, int size) {
    uint32_t number = 0;
    for (int i = size - 1; i >= 0; i--)
        number = number << 8 | bytes[i];
    return number;
}

/* xl/worksheets/sheet12.xml is 12; other names are 0. */
static size_t sheet_number(const unsigned char *name, size_t size) {
    char text[40];
    unsigned number = 0;
    int end = 0;
    if (size >= sizeof text)
        return 0;
    memcpy(text, name, size);
    text[size] = '\0';
    return sscanf(text, "xl/worksheets/sheet%u.xml%n", &number, &end) == 1 && (size_t)end == size ? number : 0;
}

static bool directory_holds(const unsigned char *directory, size_t size, size_t entries, const uint64_t *least_bytes,
                            size_t sheets) {
    size_t found = 0, at = 0;
    for (size_t i = 0; i < entries; i++) {
        if (at + ENTRY_BYTES > size)
            return false;
        const unsigned char *entry = directory + at;
        size_t name_size = number_at(entry + ENTRY_NAME_SIZE_AT, 2);
        if (at + ENTRY_BYTES + name_size > size)
            return false;
        size_t sheet = sheet_number(entry + ENTRY_BYTES, name_size);
        if (sheet > 0 && sheet <= sheets) {
            if (number_at(entry + ENTRY_SIZE_AT, 4) < least_bytes[sheet - 1])
                return false;
            found++;
        }
        at += ENTRY_BYTES + name_size + number_at(entry + ENTRY_EXTRA_SIZE_AT, 2) +
              number_at(entry + ENTRY_COMMENT_SIZE_AT, 2);
    }
    return found == sheets;
}

bool package_holds(const char *path, const uint64_t *least_bytes, size_t sheets) {
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    unsigned char end[END_BYTES], *directory = NULL;
    bool holds = false;
    if (fseek(file, -END_BYTES, SEEK_END) == 0 && fread(end, 1, END_BYTES, file) == END_BYTES &&
        memcmp(end, "PK\5\6", 4) == 0) {
        size_t size = number_at(end + END_DIRECTORY_SIZE_AT, 4);
        directory = size < MOST_DIRECTORY_BYTES ? malloc(size + 1) : NULL;
        if (directory && fseek(file, (long)number_at(end + END_DIRECTORY_OFFSET_AT, 4), SEEK_SET) == 0)
            holds = fread(directory, 1, size, file) == size &&
                    directory_holds(directory, size, number_at(end + END_ENTRIES_AT, 2), least_bytes, sheets);
    }
    free(directory);
    fclose(file);
    return holds;
}
