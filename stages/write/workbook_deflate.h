/* Deflates the rows of sheets while they are made, on a thread of its own where there is one, into nameless files: what
 * lies on disk until the workbook is complete is a tenth of the XML. */
#ifndef BAOGAO_STAGES_WORKBOOK_DEFLATE_H
#define BAOGAO_STAGES_WORKBOOK_DEFLATE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* One stream of deflate blocks (RFC 1951) that end at a byte; the last of them is not marked as the last. */
struct deflated {
    FILE *file; /* NULL: nothing was given */
    uint64_t plain_bytes, bytes;
    uint32_t crc; /* of the plain bytes */
};

struct deflater;

/* zlib's. One less than its usual one: the file is 4 % larger, and deflating takes two thirds of the time. */
enum { DEFLATE_LEVEL = 5 };

/* NULL where memory ran out; where the system has no thread, the caller's does the work. The files stand in `folder`,
 * which has to live as long. */
struct deflater *deflater_open(char *folder, bool threaded);
/* A new stream; its number. SIZE_MAX where memory ran out. */
size_t deflater_add(struct deflater *deflater);
/* Takes `size` bytes, which malloc gave and this frees, to the end of a stream. */
void deflater_give(struct deflater *deflater, size_t stream, char *bytes, size_t size);
/* Ends all streams. False where memory or the room on the disk ran out: errno says which. */
bool deflater_end(struct deflater *deflater);
/* What a stream became, after deflater_end. */
const struct deflated *deflater_stream(const struct deflater *deflater, size_t stream);
void deflater_free(struct deflater *deflater);

#endif
