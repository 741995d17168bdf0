/* Whether a finished package holds all that was written. libxlsxwriter does not check its writes to temporary files, so
 * a full disk could leave parts that end in the middle: each part, unpacked, must end with the end of its root. */
#include "stages/write/workbook.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

/* PKWARE's APPNOTE, 4.3.7, 4.3.12 and 4.3.16. */
enum {
    END_BYTES = 22,
    END_ENTRIES_AT = 10,
    END_DIRECTORY_SIZE_AT = 12,
    END_DIRECTORY_OFFSET_AT = 16,
    ENTRY_BYTES = 46,
    ENTRY_METHOD_AT = 10,
    ENTRY_PACKED_SIZE_AT = 20,
    ENTRY_NAME_SIZE_AT = 28,
    ENTRY_EXTRA_SIZE_AT = 30,
    ENTRY_COMMENT_SIZE_AT = 32,
    ENTRY_OFFSET_AT = 42,
    LOCAL_BYTES = 30,
    LOCAL_NAME_SIZE_AT = 26,
    LOCAL_EXTRA_SIZE_AT = 28,
    METHOD_DEFLATED = 8,
    MOST_DIRECTORY_BYTES = 1 << 26,
    PIECE_BYTES = 1 << 15,
    EDGE_BYTES = 512, /* the root's name stands in the first so many bytes of a part, its end in the last */
};

/* The first and the last bytes of a part. */
struct edges {
    char first[EDGE_BYTES], last[EDGE_BYTES];
    size_t first_size, last_size;
};

static uint32_t number_at(const unsigned char *bytes, int size) {
    uint32_t number = 0;
    for (int i = size - 1; i >= 0; i--)
        number = number << 8 | bytes[i];
    return number;
}

static void keep_edges(struct edges *edges, const unsigned char *bytes, size_t size) {
    size_t room = EDGE_BYTES - edges->first_size;
    size_t taken = size < room ? size : room;
    memcpy(edges->first + edges->first_size, bytes, taken);
    edges->first_size += taken;
    if (size >= EDGE_BYTES) {
        memcpy(edges->last, bytes + size - EDGE_BYTES, EDGE_BYTES);
        edges->last_size = EDGE_BYTES;
        return;
    }
    size_t kept = edges->last_size + size > EDGE_BYTES ? EDGE_BYTES - size : edges->last_size;
    memmove(edges->last, edges->last + edges->last_size - kept, kept);
    memcpy(edges->last + kept, bytes, size);
    edges->last_size = kept + size;
}

/* Whether the part ends with </name> of its first element. */
static bool is_whole(const struct edges *edges) {
    struct slice first = {edges->first, edges->first_size},
                 last = slice_trim((struct slice){edges->last, edges->last_size});
    size_t at = slice_starts(first, SLICE("<?")) ? slice_find(first, SLICE("?>"), 0) : 0;
    at = at == SIZE_MAX ? at : slice_find(first, SLICE("<"), at);
    if (at == SIZE_MAX)
        return false;
    size_t end = ++at;
    while (end < first.size && !strchr(" \t\r\n/>", first.start[end]))
        end++;
    size_t name = end - at;
    return last.size > name + 3 && last.start[last.size - 1] == '>' &&
           slice_equal(slice_part(last, last.size - 3 - name, last.size - 1 - name), SLICE("</")) &&
           slice_equal(slice_part(last, last.size - 1 - name, last.size - 1), slice_part(first, at, end));
}

/* Unpacks what stands at the file's place, `packed` bytes. */
static bool unpack(FILE *file, size_t packed, struct edges *edges) {
    unsigned char in[PIECE_BYTES], out[PIECE_BYTES];
    z_stream stream = {0};
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK)
        return false;
    int result = Z_OK;
    while (result == Z_OK && packed > 0) {
        size_t wanted = packed < PIECE_BYTES ? packed : PIECE_BYTES;
        if (fread(in, 1, wanted, file) != wanted)
            break;
        packed -= wanted;
        stream.next_in = in;
        stream.avail_in = (uInt)wanted;
        do {
            stream.next_out = out;
            stream.avail_out = PIECE_BYTES;
            result = inflate(&stream, Z_NO_FLUSH);
            keep_edges(edges, out, PIECE_BYTES - stream.avail_out);
        } while (result == Z_OK && stream.avail_out == 0);
    }
    inflateEnd(&stream);
    return result == Z_STREAM_END;
}

static bool part_is_whole(FILE *file, const unsigned char *entry) {
    unsigned char local[LOCAL_BYTES];
    struct edges edges = {.first_size = 0};
    if (number_at(entry + ENTRY_METHOD_AT, 2) != METHOD_DEFLATED ||
        fseek(file, (long)number_at(entry + ENTRY_OFFSET_AT, 4), SEEK_SET) != 0 ||
        fread(local, 1, LOCAL_BYTES, file) != LOCAL_BYTES)
        return false;
    long behind = (long)number_at(local + LOCAL_NAME_SIZE_AT, 2) + (long)number_at(local + LOCAL_EXTRA_SIZE_AT, 2);
    return fseek(file, behind, SEEK_CUR) == 0 && unpack(file, number_at(entry + ENTRY_PACKED_SIZE_AT, 4), &edges) &&
           is_whole(&edges);
}

static bool parts_are_whole(FILE *file, const unsigned char *directory, size_t size, size_t entries) {
    size_t at = 0;
    for (size_t i = 0; i < entries; i++) {
        if (at + ENTRY_BYTES > size || !part_is_whole(file, directory + at))
            return false;
        const unsigned char *entry = directory + at;
        at += ENTRY_BYTES + number_at(entry + ENTRY_NAME_SIZE_AT, 2) + number_at(entry + ENTRY_EXTRA_SIZE_AT, 2) +
              number_at(entry + ENTRY_COMMENT_SIZE_AT, 2);
    }
    return entries > 0;
}

bool package_is_whole(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    unsigned char end[END_BYTES], *directory = NULL;
    bool whole = false;
    if (fseek(file, -END_BYTES, SEEK_END) == 0 && fread(end, 1, END_BYTES, file) == END_BYTES &&
        memcmp(end, "PK\5\6", 4) == 0) {
        size_t size = number_at(end + END_DIRECTORY_SIZE_AT, 4);
        directory = size < MOST_DIRECTORY_BYTES ? malloc(size + 1) : NULL;
        if (directory && fseek(file, (long)number_at(end + END_DIRECTORY_OFFSET_AT, 4), SEEK_SET) == 0)
            whole = fread(directory, 1, size, file) == size &&
                    parts_are_whole(file, directory, size, number_at(end + END_ENTRIES_AT, 2));
    }
    free(directory);
    fclose(file);
    return whole;
}
