/* A sheet's part becomes three runs of deflate blocks, one behind the other: what stands before the rows, the rows as
 * they were deflated, and what stands behind them. All other parts are copied as they are. */
#include "stages/write/workbook_splice.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "stages/write/workbook_zip.h"

enum { PIECE_BYTES = 1 << 16 };

struct splice {
    FILE *from, *to;
    uint64_t written; /* bytes of `to` */
    unsigned char *directory;
    size_t directory_size;
    const struct sheet_parts *parts;
    enum status status;
    const char *problem; /* NULL while there is none */
};

static const char NO_ROOM[] = "there was no room for all of the workbook";
static const char BROKEN[] = "the workbook's parts cannot be read again";
static const char TOO_LARGE[] = "a sheet is larger than a package may hold (4 GiB)";

static bool fail_with(struct splice *splice, enum status status, const char *problem) {
    if (splice->status == STATUS_OK) {
        splice->status = status;
        splice->problem = problem;
    }
    return false;
}

static bool fail(struct splice *splice, const char *problem) {
    return fail_with(splice, STATUS_OUTPUT, problem);
}

static bool out_of_memory(struct splice *splice) {
    return fail_with(splice, STATUS_NO_MEMORY, "out of memory");
}

static bool write_bytes(struct splice *splice, const void *bytes, size_t size) {
    errno = 0;
    if (fwrite(bytes, 1, size, splice->to) != size)
        return fail(splice, errno ? strerror(errno) : NO_ROOM);
    splice->written += size;
    return true;
}

static bool copy_bytes(struct splice *splice, FILE *from, uint64_t size) {
    char piece[PIECE_BYTES];
    while (size > 0) {
        size_t wanted = size < PIECE_BYTES ? (size_t)size : PIECE_BYTES;
        if (fread(piece, 1, wanted, from) != wanted)
            return fail(splice, BROKEN);
        if (!write_bytes(splice, piece, wanted))
            return false;
        size -= wanted;
    }
    return true;
}

/* ---- one sheet ---- */

/* The part at the place of `from`, unpacked; NULL where it is broken or memory ran out. */
static char *unpack(struct splice *splice, size_t packed, size_t plain) {
    unsigned char *in = malloc(packed + 1);
    char *out = malloc(plain + 1);
    z_stream stream = {.next_in = in, .avail_in = (uInt)packed, .next_out = (unsigned char *)out};
    stream.avail_out = (uInt)plain;
    bool good = (in && out && inflateInit2(&stream, -MAX_WBITS) == Z_OK) || out_of_memory(splice);
    if (good) {
        good = fread(in, 1, packed, splice->from) == packed;
        good = good && inflate(&stream, Z_FINISH) == Z_STREAM_END && stream.total_out == plain;
        inflateEnd(&stream);
    }
    free(in);
    if (good)
        return out;
    free(out);
    return NULL;
}

/* Deflates a text as a run of its own; Z_SYNC_FLUSH leaves it open for more, Z_FINISH ends the part. */
static bool write_deflated(struct splice *splice, struct slice text, int flush) {
    unsigned char out[PIECE_BYTES];
    z_stream stream = {.next_in = (unsigned char *)text.start, .avail_in = (uInt)text.size};
    if (deflateInit2(&stream, DEFLATE_LEVEL, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return out_of_memory(splice);
    bool good = true;
    do {
        stream.next_out = out;
        stream.avail_out = PIECE_BYTES;
        deflate(&stream, flush);
        good = write_bytes(splice, out, PIECE_BYTES - stream.avail_out);
    } while (good && stream.avail_out == 0);
    deflateEnd(&stream);
    return good;
}

static uint32_t crc_of(struct slice text) {
    return (uint32_t)crc32_z(crc32(0, NULL, 0), (const unsigned char *)text.start, text.size);
}

/* Writes the sheet `xml` with its rows behind those that it has. */
static bool write_sheet(struct splice *splice, struct slice xml, const struct deflated *rows) {
    size_t at = slice_find(xml, SLICE("</sheetData>"), 0);
    if (at == SIZE_MAX)
        return fail(splice, BROKEN);
    if (fseek(rows->file, 0, SEEK_SET) != 0)
        return fail(splice, strerror(errno));
    return write_deflated(splice, slice_part(xml, 0, at), Z_SYNC_FLUSH) &&
           copy_bytes(splice, rows->file, rows->bytes) &&
           write_deflated(splice, slice_part(xml, at, xml.size), Z_FINISH);
}

static uint32_t sheet_crc(struct slice xml, const struct deflated *rows) {
    size_t at = slice_find(xml, SLICE("</sheetData>"), 0);
    struct slice before = slice_part(xml, 0, at), behind = slice_part(xml, at, xml.size);
    uLong crc = crc32_combine(crc_of(before), rows->crc, (z_off_t)rows->plain_bytes);
    return (uint32_t)crc32_combine(crc, crc_of(behind), (z_off_t)behind.size);
}

/* Goes back to the local header at `start`, whose sizes are known now. */
static bool set_sizes(struct splice *splice, uint64_t start, unsigned char *local, unsigned char *entry,
                      const struct deflated *rows, struct slice xml) {
    uint64_t names =
        LOCAL_BYTES + (uint64_t)zip_number(local + LOCAL_NAME_SIZE_AT, 2) + zip_number(local + LOCAL_EXTRA_SIZE_AT, 2);
    uint64_t packed = splice->written - start - names, plain = xml.size + rows->plain_bytes;
    if (packed > UINT32_MAX || plain > UINT32_MAX)
        return fail(splice, TOO_LARGE);
    uint32_t crc = sheet_crc(xml, rows);
    zip_set_number(local + LOCAL_CRC_AT, crc);
    zip_set_number(local + LOCAL_PACKED_SIZE_AT, (uint32_t)packed);
    zip_set_number(local + LOCAL_PLAIN_SIZE_AT, (uint32_t)plain);
    zip_set_number(entry + ENTRY_CRC_AT, crc);
    zip_set_number(entry + ENTRY_PACKED_SIZE_AT, (uint32_t)packed);
    zip_set_number(entry + ENTRY_PLAIN_SIZE_AT, (uint32_t)plain);
    if (fseek(splice->to, (long)start, SEEK_SET) != 0 || fwrite(local, 1, LOCAL_BYTES, splice->to) != LOCAL_BYTES ||
        fseek(splice->to, 0, SEEK_END) != 0)
        return fail(splice, strerror(errno));
    return true;
}

/* ---- the package ---- */

static const struct deflated *rows_of(const struct splice *splice, const unsigned char *entry) {
    size_t number = zip_sheet_number(entry);
    const struct deflated *rows =
        number >= 1 && number <= splice->parts->count ? splice->parts->items[number - 1] : NULL;
    return rows && rows->file ? rows : NULL;
}

static bool copy_entry(struct splice *splice, unsigned char *entry) {
    unsigned char local[LOCAL_BYTES];
    uint64_t start = splice->written;
    size_t packed = zip_number(entry + ENTRY_PACKED_SIZE_AT, 4);
    const struct deflated *rows = rows_of(splice, entry);
    if (start > UINT32_MAX)
        return fail(splice, TOO_LARGE);
    if (fseek(splice->from, (long)zip_number(entry + ENTRY_OFFSET_AT, 4), SEEK_SET) != 0 ||
        fread(local, 1, LOCAL_BYTES, splice->from) != LOCAL_BYTES)
        return fail(splice, BROKEN);
    zip_set_number(entry + ENTRY_OFFSET_AT, (uint32_t)start);
    size_t names = (size_t)zip_number(local + LOCAL_NAME_SIZE_AT, 2) + zip_number(local + LOCAL_EXTRA_SIZE_AT, 2);
    if (!write_bytes(splice, local, LOCAL_BYTES) || !copy_bytes(splice, splice->from, names))
        return false;
    if (!rows)
        return copy_bytes(splice, splice->from, packed);
    struct slice xml = {.size = zip_number(entry + ENTRY_PLAIN_SIZE_AT, 4)};
    char *unpacked = unpack(splice, packed, xml.size);
    xml.start = unpacked;
    bool good = unpacked ? write_sheet(splice, xml, rows) && set_sizes(splice, start, local, entry, rows, xml)
                         : fail(splice, BROKEN);
    free(unpacked);
    return good;
}

static bool read_directory(struct splice *splice, unsigned char end[END_BYTES]) {
    if (fseek(splice->from, -END_BYTES, SEEK_END) != 0 || fread(end, 1, END_BYTES, splice->from) != END_BYTES)
        return fail(splice, BROKEN);
    splice->directory_size = zip_number(end + END_DIRECTORY_SIZE_AT, 4);
    if (splice->directory_size > MOST_DIRECTORY_BYTES)
        return fail(splice, BROKEN);
    splice->directory = malloc(splice->directory_size + 1);
    if (!splice->directory)
        return out_of_memory(splice);
    bool read = fseek(splice->from, (long)zip_number(end + END_DIRECTORY_OFFSET_AT, 4), SEEK_SET) == 0 &&
                fread(splice->directory, 1, splice->directory_size, splice->from) == splice->directory_size;
    return read || fail(splice, BROKEN);
}

static bool copy_package(struct splice *splice) {
    unsigned char end[END_BYTES];
    bool good = read_directory(splice, end);
    for (size_t at = 0, size; good && at < splice->directory_size; at += size) {
        size = zip_entry_size(splice->directory + at, splice->directory_size - at);
        good = size ? copy_entry(splice, splice->directory + at) : fail(splice, BROKEN);
    }
    if (good && splice->written > UINT32_MAX)
        return fail(splice, TOO_LARGE);
    zip_set_number(end + END_DIRECTORY_OFFSET_AT, (uint32_t)splice->written);
    return good && write_bytes(splice, splice->directory, splice->directory_size) &&
           write_bytes(splice, end, END_BYTES);
}

enum status package_splice(const char *path, const struct sheet_parts *parts, const char **problem) {
    struct splice splice = {.from = fopen(path, "rb"), .parts = parts};
    /* What was open stays readable without its name. */
    splice.to = splice.from && remove(path) == 0 ? fopen(path, "wb") : NULL;
    if (splice.to)
        copy_package(&splice);
    else
        fail(&splice, strerror(errno));
    if (splice.to && fclose(splice.to) != 0)
        fail(&splice, strerror(errno));
    if (splice.from)
        fclose(splice.from);
    free(splice.directory);
    *problem = splice.problem;
    return splice.status;
}
