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
    if (stream->buffer)
        setvbuf(stream->file, stream->buffer, _IOFBF, BUFFER_BYTES);
    return stream->file != NULL; /* without the memory the system's own small buffer does */
}

bool stream_put(struct stream *stream, struct slice text) {
    sha256_add(&stream->hash, text);
    return text.size == 0 || fwrite(text.start, 1, text.size, stream->file) == text.size;
}

bool stream_close(struct stream *stream, struct file_facts *facts) {
    if (!stream->file)
        return true;
    bool good = (stream->file == stdout ? fflush(stream->file) : fclose(stream->file)) == 0;
    int error = errno;
    free(stream->buffer);
    stream->file = NULL;
    facts->known = good;
    facts->bytes = stream->hash.bytes;
    sha256_end(&stream->hash, facts->sha256);
    errno = error;
    return good;
}
