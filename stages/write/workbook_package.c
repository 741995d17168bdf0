/* Whether a finished package holds all that was written. libxlsxwriter does not check its writes to temporary files, so
 * on a full disk parts could end in the middle or have holes where there was no room for a while: each part, unpacked,
 * must close what it opens; the rows of a sheet are not read where it is known how many bytes they must have. Short of
 * memory, it leaves out relationships: every part must be the target of one. */
#include "stages/write/workbook.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "stages/write/workbook_zip.h"

enum {
    PIECE_BYTES = 1 << 15,
    MOST_DEPTH = 64,
    NAME_BYTES = 48,
};

/* What unpacking a part has told so far. */
struct part {
    size_t bytes;
    bool in_tag, in_rows, broken;
    bool counted;         /* how many bytes its rows have is known */
    char tag[NAME_BYTES]; /* its first bytes */
    size_t tag_start, tag_size;
    char last;                 /* byte of the tag */
    uint64_t open[MOST_DEPTH]; /* hashes of the names of open elements */
    size_t depth, elements, relationships;
    size_t rows_start, rows_end; /* of sheetData */
};

static struct slice tag_name(const struct part *part) {
    size_t from = part->tag[0] == '/', kept = part->tag_size < NAME_BYTES ? part->tag_size : NAME_BYTES, end = from;
    while (end < kept && !strchr(" \t\r\n/", part->tag[end]))
        end++;
    return (struct slice){part->tag + from, end - from};
}

static uint64_t hash_of(struct slice name) {
    uint64_t hash = UINT64_C(0xCBF29CE484222325); /* FNV-1a */
    for (size_t i = 0; i < name.size; i++)
        hash = (hash ^ (unsigned char)name.start[i]) * UINT64_C(0x100000001B3);
    return hash;
}

/* The tag before `end` opens an element or closes the one that was opened last. */
static void take_tag(struct part *part, size_t end) {
    struct slice name = tag_name(part);
    bool rows = slice_equal(name, SLICE("sheetData"));
    if (part->tag_size == 0 || part->tag[0] == '?') {
        part->broken = part->broken || part->tag_size == 0;
    } else if (part->tag[0] == '/') {
        part->broken = part->broken || part->depth == 0 || part->open[--part->depth] != hash_of(name);
        part->rows_end = rows ? part->tag_start : part->rows_end;
    } else {
        part->elements++;
        part->relationships += slice_equal(name, SLICE("Relationship"));
        part->rows_start = rows ? end : part->rows_start;
        part->in_rows = rows && part->counted && part->last != '/';
        if (part->last == '/')
            part->rows_end = rows ? end : part->rows_end;
        else if (part->depth == MOST_DEPTH)
            part->broken = true;
        else
            part->open[part->depth++] = hash_of(name);
    }
}

static void add_to_tag(struct part *part, const char *bytes, size_t size) {
    for (size_t i = 0; i < size && part->tag_size + i < NAME_BYTES; i++)
        part->tag[part->tag_size + i] = bytes[i];
    part->tag_size += size;
    if (size)
        part->last = bytes[size - 1];
    part->broken = part->broken || memchr(bytes, '<', size);
}

/* The bytes of rows before the tag that ends them; where that does not show, the last are left for later. */
static size_t take_rows(struct part *part, struct slice bytes) {
    struct slice close = SLICE("</sheetD");
    size_t end = slice_find(bytes, close, 0);
    part->in_rows = end == SIZE_MAX;
    if (part->in_rows)
        end = bytes.size < close.size ? 0 : bytes.size - close.size + 1;
    return end;
}

/* Gives how many bytes were taken: all, or in rows but for a few. */
static size_t take_bytes(struct part *part, const char *bytes, size_t size) {
    size_t at = 0, start = part->bytes;
    while (at < size) {
        if (part->in_rows)
            at += take_rows(part, (struct slice){bytes + at, size - at});
        if (part->in_rows)
            break;
        const char *mark = memchr(bytes + at, part->in_tag ? '>' : '<', size - at);
        size_t to = mark ? (size_t)(mark - bytes) : size;
        if (part->in_tag)
            add_to_tag(part, bytes + at, to - at);
        at = to + (mark != NULL);
        if (!mark)
            continue;
        if (part->in_tag)
            take_tag(part, start + at);
        part->in_tag = !part->in_tag;
        part->tag_start = start + to;
        part->tag_size = part->in_tag ? 0 : part->tag_size;
    }
    part->bytes += at;
    return at;
}

/* Unpacks what stands at the file's place, `packed` bytes. */
static bool unpack(FILE *file, size_t packed, struct part *part) {
    unsigned char in[PIECE_BYTES], out[PIECE_BYTES];
    z_stream stream = {0};
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK)
        return false;
    int result = Z_OK;
    size_t left = 0; /* bytes of `out` that were not taken yet */
    while (result == Z_OK && packed > 0) {
        size_t wanted = packed < PIECE_BYTES ? packed : PIECE_BYTES;
        if (fread(in, 1, wanted, file) != wanted)
            break;
        packed -= wanted;
        stream.next_in = in;
        stream.avail_in = (uInt)wanted;
        do {
            stream.next_out = out + left;
            stream.avail_out = (uInt)(PIECE_BYTES - left);
            result = inflate(&stream, Z_NO_FLUSH);
            size_t size = PIECE_BYTES - stream.avail_out, taken = take_bytes(part, (const char *)out, size);
            left = size - taken;
            memmove(out, out + taken, left);
        } while (result == Z_OK && stream.avail_out == 0);
        if (result == Z_BUF_ERROR && stream.avail_in == 0)
            result = Z_OK; /* the piece ended just where `out` was full: no fault, the next piece goes on */
    }
    inflateEnd(&stream);
    return result == Z_STREAM_END;
}

/* The bytes of the rows of the sheet that a part is; ROWS_UNKNOWN for any other part. */
static size_t expected_rows(const unsigned char *entry, const struct sheet_rows *sheets) {
    size_t number = zip_sheet_number(entry);
    return number >= 1 && number <= sheets->count ? sheets->items[number - 1] : ROWS_UNKNOWN;
}

static bool part_is_whole(FILE *file, const unsigned char *entry, const struct sheet_rows *sheets,
                          size_t *relationships) {
    unsigned char local[LOCAL_BYTES];
    size_t rows = expected_rows(entry, sheets);
    struct part part = {.counted = rows != ROWS_UNKNOWN};
    if (zip_number(entry + ENTRY_METHOD_AT, 2) != METHOD_DEFLATED ||
        fseek(file, (long)zip_number(entry + ENTRY_OFFSET_AT, 4), SEEK_SET) != 0 ||
        fread(local, 1, LOCAL_BYTES, file) != LOCAL_BYTES)
        return false;
    long behind = (long)zip_number(local + LOCAL_NAME_SIZE_AT, 2) + (long)zip_number(local + LOCAL_EXTRA_SIZE_AT, 2);
    if (fseek(file, behind, SEEK_CUR) != 0 || !unpack(file, zip_number(entry + ENTRY_PACKED_SIZE_AT, 4), &part))
        return false;
    *relationships = part.relationships;
    return !part.broken && !part.in_tag && !part.in_rows && part.depth == 0 && part.elements > 0 &&
           (!part.counted || part.rows_end - part.rows_start == rows);
}

/* One check of a package, by one thread or two: each takes the next part that none has taken. */
struct check {
    const char *path;
    const unsigned char *directory;
    size_t size, entries; /* of the directory */
    const struct sheet_rows *sheets;
    atomic_size_t taken;
    atomic_size_t relationships;
    atomic_bool broken;
};

/* The package begins at the parts that nothing is the target of. */
static bool is_target(const unsigned char *entry) {
    struct slice name = {(const char *)entry + ENTRY_BYTES, zip_number(entry + ENTRY_NAME_SIZE_AT, 2)};
    struct slice end = SLICE(".rels");
    bool relates = name.size > end.size && memcmp(name.start + name.size - end.size, end.start, end.size) == 0;
    return !relates && !slice_equal(name, SLICE("[Content_Types].xml"));
}

/* As many relationships as parts that are the target of one; a file without any relationships is no package. */
static bool parts_are_related(const struct check *check) {
    size_t at = 0, targets = 0;
    for (size_t i = 0; i < check->entries; i++) {
        targets += is_target(check->directory + at);
        at += zip_entry_size(check->directory + at, check->size - at);
    }
    return targets == check->entries || targets == atomic_load(&check->relationships);
}

static void *check_parts(void *context) {
    struct check *check = context;
    FILE *file = fopen(check->path, "rb");
    bool whole = file && check->entries > 0;
    size_t at = 0, relationships = 0, mine = atomic_fetch_add(&check->taken, 1);
    for (size_t i = 0; whole && i < check->entries; i++) {
        const unsigned char *entry = check->directory + at;
        size_t size = zip_entry_size(entry, check->size - at);
        whole = size > 0 && (i != mine || part_is_whole(file, entry, check->sheets, &relationships));
        if (i == mine)
            atomic_fetch_add(&check->relationships, relationships);
        mine = i == mine ? atomic_fetch_add(&check->taken, 1) : mine;
        at += size;
    }
    if (file)
        fclose(file);
    if (!whole)
        atomic_store(&check->broken, true);
    return NULL;
}

static bool parts_are_whole(struct check *check, size_t threads) {
    pthread_t second;
    bool two = threads > 1 && pthread_create(&second, NULL, check_parts, check) == 0;
    check_parts(check);
    if (two)
        pthread_join(second, NULL);
    return !atomic_load(&check->broken) && parts_are_related(check);
}

bool package_is_whole(const char *path, const struct sheet_rows *sheets, size_t threads) {
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    unsigned char end[END_BYTES], *directory = NULL;
    bool read = false;
    struct check check = {.path = path, .sheets = sheets};
    if (fseek(file, -END_BYTES, SEEK_END) == 0 && fread(end, 1, END_BYTES, file) == END_BYTES &&
        memcmp(end, "PK\5\6", 4) == 0) {
        check.size = zip_number(end + END_DIRECTORY_SIZE_AT, 4);
        check.entries = zip_number(end + END_ENTRIES_AT, 2);
        check.directory = directory = check.size < MOST_DIRECTORY_BYTES ? malloc(check.size + 1) : NULL;
        read = directory && fseek(file, (long)zip_number(end + END_DIRECTORY_OFFSET_AT, 4), SEEK_SET) == 0 &&
               fread(directory, 1, check.size, file) == check.size;
    }
    fclose(file);
    bool whole = read && parts_are_whole(&check, threads);
    free(directory);
    return whole;
}
