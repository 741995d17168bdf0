/* Where things stand in a package: PKWARE's APPNOTE, 4.3.7, 4.3.12 and 4.3.16. Numbers have their low byte first. */
#ifndef BAOGAO_STAGES_WORKBOOK_ZIP_H
#define BAOGAO_STAGES_WORKBOOK_ZIP_H

#include <stddef.h>
#include <stdint.h>

#include "stages/model/slice.h"

enum {
    END_BYTES = 22,
    END_ENTRIES_AT = 10,
    END_DIRECTORY_SIZE_AT = 12,
    END_DIRECTORY_OFFSET_AT = 16,
    ENTRY_BYTES = 46,
    ENTRY_METHOD_AT = 10,
    ENTRY_CRC_AT = 16,
    ENTRY_PACKED_SIZE_AT = 20,
    ENTRY_PLAIN_SIZE_AT = 24,
    ENTRY_NAME_SIZE_AT = 28,
    ENTRY_EXTRA_SIZE_AT = 30,
    ENTRY_COMMENT_SIZE_AT = 32,
    ENTRY_OFFSET_AT = 42,
    LOCAL_BYTES = 30,
    LOCAL_CRC_AT = 14,
    LOCAL_PACKED_SIZE_AT = 18,
    LOCAL_PLAIN_SIZE_AT = 22,
    LOCAL_NAME_SIZE_AT = 26,
    LOCAL_EXTRA_SIZE_AT = 28,
    METHOD_DEFLATED = 8,
    MOST_DIRECTORY_BYTES = 1 << 26,
};

static inline uint32_t zip_number(const unsigned char *bytes, int size) {
    uint32_t number = 0;
    for (int i = size - 1; i >= 0; i--)
        number = number << 8 | bytes[i];
    return number;
}

static inline void zip_set_number(unsigned char *bytes, uint32_t number) {
    for (int i = 0; i < 4; i++)
        bytes[i] = (unsigned char)(number >> 8 * i);
}

/* The bytes of the directory's entry that begins at `entry`, with `left` bytes from there on; 0 where it reaches beyond
 * them. */
static inline size_t zip_entry_size(const unsigned char *entry, size_t left) {
    if (left < ENTRY_BYTES)
        return 0;
    size_t size = ENTRY_BYTES + (size_t)zip_number(entry + ENTRY_NAME_SIZE_AT, 2) +
                  zip_number(entry + ENTRY_EXTRA_SIZE_AT, 2) + zip_number(entry + ENTRY_COMMENT_SIZE_AT, 2);
    return size <= left ? size : 0;
}

/* The number of the sheet that xl/worksheets/sheet3.xml is, from 1; 0 for any other part. */
static inline size_t zip_sheet_number(const unsigned char *entry) {
    struct slice name = {(const char *)entry + ENTRY_BYTES, zip_number(entry + ENTRY_NAME_SIZE_AT, 2)};
    struct slice folder = SLICE("xl/worksheets/sheet");
    size_t number = 0;
    if (!slice_starts(name, folder))
        return 0;
    for (size_t i = folder.size; i < name.size && name.start[i] >= '0' && name.start[i] <= '9'; i++)
        number = number * 10 + (size_t)(name.start[i] - '0');
    return number;
}

#endif
