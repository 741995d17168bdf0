/* ZIP files in memory: their members and what they hold, behind limits. A member's name is a name, never a path. */
#ifndef BAOGAO_MODEL_ZIP_H
#define BAOGAO_MODEL_ZIP_H

#include "stages/model/arena.h"
#include "stages/model/status.h"

enum {
    MOST_ZIP_MEMBERS = 10000,
    MOST_ZIP_PART_BYTES = 64 << 20,
    MOST_ZIP_RATIO = 200, /* of a member larger than FREE_ZIP_BYTES */
    FREE_ZIP_BYTES = 1 << 20,
};

struct zip_member {
    struct slice name; /* as written */
    bool utf8;         /* the file says that the name is UTF-8 */
    bool encrypted;
    uint64_t size, packed, directory_at, number;
};

struct zip {
    struct slice bytes;
    LIST(struct zip_member) members;
};

/* Why a ZIP file or a member is refused: zip_damaged, zip_members, zip_part, zip_ratio, zip_encrypted. */
struct zip_problem {
    const char *code;
    char message[200];
};

/* Lists the members. STATUS_INPUT: `problem` says why not. */
enum status zip_open(struct arena *arena, struct slice bytes, struct zip *zip, struct zip_problem *problem);
/* The member of a name; NULL where there is none. */
const struct zip_member *zip_find(const struct zip *zip, struct slice name);
/* What a member holds. */
enum status zip_read(struct arena *arena, const struct zip *zip, const struct zip_member *member, struct slice *content,
                     struct zip_problem *problem);
static inline bool zip_is(struct slice bytes) {
    return slice_starts(bytes, (struct slice){"PK\x03\x04", 4});
}

#endif
