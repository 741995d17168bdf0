/* Frames of fields on a pipe, as convert --stream takes and gives them. A field is a line `NAME SIZE`, SIZE bytes of
 * any kind and a line feed; which field ends a frame is the caller's business. Nothing is trusted: memory grows with
 * the bytes that came, not with the size that was told. */
#ifndef BAOGAO_PIPELINE_FRAMES_H
#define BAOGAO_PIPELINE_FRAMES_H

#include <stdio.h>

#include "stages/model/arena.h"
#include "stages/model/status.h"

enum { FIELD_NAME_BYTES = 32, FRAMES_MESSAGE_BYTES = 128 };

struct frames {
    FILE *file;
    uintmax_t read_bytes;
    char name[FIELD_NAME_BYTES]; /* of the field under way, NUL-terminated */
    size_t size;                 /* and of its value */
    char message[FRAMES_MESSAGE_BYTES];
};

enum frame_step { FRAME_FIELD, FRAME_INPUT_ENDS, FRAME_BROKEN };

/* The head of the next field. FRAME_INPUT_ENDS: no byte stands there any more. FRAME_BROKEN: what stands there is no
 * head, and nothing behind it can be read; `message` says why, and where. */
enum frame_step frames_next(struct frames *frames);
/* The value of the field under way. One of more than `most_bytes` is passed over, and its `start` is NULL. STATUS_INPUT
 * is as FRAME_BROKEN; STATUS_NO_MEMORY passes the value over. */
enum status frames_read(struct frames *frames, struct arena *arena, size_t most_bytes, struct slice *value);

/* Writes a field; false: it could not be written, as errno says. */
bool frames_put(FILE *file, const char *name, struct slice value);

#endif
