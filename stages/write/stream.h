/* A file that a format writes from front to end through one large buffer, hashed on its way: nothing need be read back.
 * What fails leaves its reason in errno. */
#ifndef BAOGAO_STAGES_STREAM_H
#define BAOGAO_STAGES_STREAM_H

#include <stdio.h>

#include "stages/write.h"

struct stream {
    FILE *file;        /* NULL: not open */
    char *buffer;      /* NULL on standard output */
    size_t held_bytes; /* in it, not yet given to the file */
    struct sha256 hash;
};

/* Makes the file; "-" is standard output, which is not closed in the end. */
bool stream_open(struct stream *stream, const char *path);
bool stream_put(struct stream *stream, struct slice text);
/* Ends it and leaves its facts; true as well for one that is not open. */
bool stream_close(struct stream *stream, struct file_facts *facts);

#endif
