/* One FILE with a buffer of its own. Knows no format. */
#include "stages/write/stream.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { BUFFER_BYTES = 1 << 16 };

bool stream_open(struct stream *stream, const char *path) {
    *stream = (struct stream){0};
    sha256_begin(&stream->hash);
    if (strcmp(path, "-") == 0) {
        stream->file = stdout;
        return true;
    }
    stream->file = fopen(path, "wb");
    stream->buffer = stream->file ? malloc(BUFFER_BYTES) : NULL;
    return stream->file != NULL; /* without the memory the system's own small buffer does */
}

static bool put_now(struct stream *stream, struct slice text) {
    return text.size == 0 || fwrite(text.start, 1, text.size, stream->file) == text.size;
}

static bool put_held(struct stream *stream) {
    struct slice held = {stream->buffer, stream->held_bytes};
    stream->held_bytes = 0;
    return put_now(stream, held);
}

bool stream_put(struct stream *stream, struct slice text) {
    sha256_add(&stream->hash, text);
    if (!stream->buffer)
        return put_now(stream, text);
    if (text.size > BUFFER_BYTES - stream->held_bytes && !put_held(stream))
        return false;
    if (text.size > BUFFER_BYTES)
        return put_now(stream, text);
    if (text.size)
        memcpy(stream->buffer + stream->held_bytes, text.start, text.size);
    stream->held_bytes += text.size;
    return true;
}

bool stream_close(struct stream *stream, struct file_facts *facts) {
    if (!stream->file)
        return true;
    bool held = put_held(stream);
    int error = errno;
    bool good = (stream->file == stdout ? fflush(stream->file) : fclose(stream->file)) == 0;
    error = held ? errno : error;
    good = good && held;
    free(stream->buffer);
    stream->file = NULL;
    facts->known = good;
    facts->bytes = stream->hash.bytes;
    sha256_end(&stream->hash, facts->sha256);
    errno = error;
    return good;
}
