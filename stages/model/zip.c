/* minizip over memory. Sizes that a file claims are only believed as far as the limits go; reading stops there. */
#include "stages/model/zip.h"

#include <minizip/unzip.h>
#include <stdio.h>

enum { LONGEST_NAME = 1024, FLAG_ENCRYPTED = 1, FLAG_UTF8 = 1 << 11 };

/* ---- minizip's files ---- */

struct memory_file {
    struct slice bytes;
    uint64_t at;
};

static voidpf ZCALLBACK open_file(voidpf opaque, const void *name, int mode) {
    (void)name, (void)mode;
    return opaque;
}

static uLong ZCALLBACK read_file(voidpf opaque, voidpf stream, void *room, uLong size) {
    struct memory_file *file = stream;
    (void)opaque;
    uint64_t left = file->at < file->bytes.size ? file->bytes.size - file->at : 0;
    if (size > left)
        size = (uLong)left;
    if (size)
        memcpy(room, file->bytes.start + file->at, size);
    file->at += size;
    return size;
}

static uLong ZCALLBACK write_file(voidpf opaque, voidpf stream, const void *bytes, uLong size) {
    (void)opaque, (void)stream, (void)bytes, (void)size;
    return 0;
}

static ZPOS64_T ZCALLBACK tell_file(voidpf opaque, voidpf stream) {
    (void)opaque;
    return ((struct memory_file *)stream)->at;
}

static long ZCALLBACK seek_file(voidpf opaque, voidpf stream, ZPOS64_T offset, int origin) {
    struct memory_file *file = stream;
    (void)opaque;
    uint64_t base = origin == ZLIB_FILEFUNC_SEEK_CUR   ? file->at
                    : origin == ZLIB_FILEFUNC_SEEK_END ? file->bytes.size
                                                       : 0;
    if (offset > file->bytes.size || base > file->bytes.size || base + offset > file->bytes.size)
        return -1;
    file->at = base + offset;
    return 0;
}

static int ZCALLBACK close_file(voidpf opaque, voidpf stream) {
    (void)opaque, (void)stream;
    return 0;
}

static unzFile open_zip(struct memory_file *file) {
    zlib_filefunc64_def functions = {open_file, read_file,  write_file, tell_file,
                                     seek_file, close_file, close_file, file};
    return unzOpen2_64("", &functions);
}

/* ---- members ---- */

static enum status refuse(struct zip_problem *problem, const char *code, const char *message) {
    problem->code = code;
    snprintf(problem->message, sizeof problem->message, "%s", message);
    return STATUS_INPUT;
}

static enum status add_member(struct arena *arena, unzFile file, struct zip *zip, struct zip_problem *problem) {
    char name[LONGEST_NAME];
    unz_file_info64 info;
    unz64_file_pos position;
    if (unzGetCurrentFileInfo64(file, &info, name, sizeof name, NULL, 0, NULL, 0) != UNZ_OK ||
        unzGetFilePos64(file, &position) != UNZ_OK)
        return refuse(problem, "zip_damaged", "a damaged ZIP file: its directory cannot be read");
    struct zip_member *member = LIST_ADD(arena, &zip->members);
    size_t size = info.size_filename < sizeof name ? info.size_filename : sizeof name - 1;
    struct slice copy = arena_copy(arena, (struct slice){name, size});
    if (!member || !copy.start)
        return STATUS_NO_MEMORY;
    *member = (struct zip_member){.name = copy,
                                  .utf8 = info.flag & FLAG_UTF8,
                                  .encrypted = info.flag & FLAG_ENCRYPTED,
                                  .size = info.uncompressed_size,
                                  .packed = info.compressed_size,
                                  .directory_at = position.pos_in_zip_directory,
                                  .number = position.num_of_file};
    return STATUS_OK;
}

static enum status list_members(struct arena *arena, unzFile file, struct zip *zip, struct zip_problem *problem) {
    unz_global_info64 info;
    if (unzGetGlobalInfo64(file, &info) == UNZ_OK && info.number_entry > MOST_ZIP_MEMBERS)
        return refuse(problem, "zip_members", "more than 10000 members in the ZIP file; not read");
    int found = unzGoToFirstFile(file);
    while (found == UNZ_OK) {
        if (zip->members.count == MOST_ZIP_MEMBERS)
            return refuse(problem, "zip_members", "more than 10000 members in the ZIP file; not read");
        enum status status = add_member(arena, file, zip, problem);
        if (status != STATUS_OK)
            return status;
        found = unzGoToNextFile(file);
    }
    return found == UNZ_END_OF_LIST_OF_FILE
               ? STATUS_OK
               : refuse(problem, "zip_damaged", "a damaged ZIP file: its directory is cut");
}

enum status zip_open(struct arena *arena, struct slice bytes, struct zip *zip, struct zip_problem *problem) {
    struct memory_file memory = {.bytes = bytes};
    *zip = (struct zip){.bytes = bytes};
    *problem = (struct zip_problem){0};
    unzFile file = open_zip(&memory);
    if (!file)
        return refuse(problem, "zip_damaged", "a damaged ZIP file: it has no directory");
    enum status status = list_members(arena, file, zip, problem);
    unzClose(file);
    return status;
}

const struct zip_member *zip_find(const struct zip *zip, struct slice name) {
    for (size_t i = 0; i < zip->members.count; i++)
        if (slice_equal(zip->members.items[i].name, name))
            return &zip->members.items[i];
    return NULL;
}

/* ---- content ---- */

static enum status check_member(const struct zip_member *member, struct zip_problem *problem) {
    if (member->encrypted)
        return refuse(problem, "zip_encrypted", "encrypted with a password; not read");
    if (member->size > MOST_ZIP_PART_BYTES)
        return refuse(problem, "zip_part", "a part of more than 64 MiB; not read");
    if (member->size > FREE_ZIP_BYTES && member->size / MOST_ZIP_RATIO > member->packed)
        return refuse(problem, "zip_ratio", "a part that unpacks to more than 200 times its size; not read");
    return STATUS_OK;
}

static enum status unpack(struct arena *arena, unzFile file, const struct zip_member *member, struct slice *content,
                          struct zip_problem *problem) {
    size_t size = (size_t)member->size, got = 0;
    char *room = arena_room(arena, size + 1);
    if (!room)
        return STATUS_NO_MEMORY;
    while (got <= size) {
        int more = unzReadCurrentFile(file, room + got, (unsigned)(size + 1 - got));
        if (more <= 0)
            break;
        got += (size_t)more;
    }
    if (got != size || unzCloseCurrentFile(file) != UNZ_OK)
        return refuse(problem, "zip_damaged", "a damaged ZIP file: a part is not what its directory says");
    *content = (struct slice){room, size};
    return STATUS_OK;
}

enum status zip_read(struct arena *arena, const struct zip *zip, const struct zip_member *member, struct slice *content,
                     struct zip_problem *problem) {
    struct memory_file memory = {.bytes = zip->bytes};
    unz64_file_pos position = {member->directory_at, member->number};
    *problem = (struct zip_problem){0};
    enum status status = check_member(member, problem);
    if (status != STATUS_OK)
        return status;
    unzFile file = open_zip(&memory);
    if (!file)
        return refuse(problem, "zip_damaged", "a damaged ZIP file: it has no directory");
    if (unzGoToFilePos64(file, &position) != UNZ_OK || unzOpenCurrentFile(file) != UNZ_OK)
        status = refuse(problem, "zip_damaged", "a damaged ZIP file: a part cannot be opened");
    else
        status = unpack(arena, file, member, content, problem);
    unzClose(file);
    return status;
}
