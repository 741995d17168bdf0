/* A queue of pieces that one thread takes in order, so that each stream gets its own in theirs. The bytes that come out
 * are the same whoever deflates. */
#include "stages/write/workbook_deflate.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <xlsxwriter.h>
#include <zlib.h>

enum { MOST_PIECES = 16, OUT_BYTES = 1 << 16, MEMORY_LEVEL = 8 };

struct piece {
    size_t stream;
    char *bytes;
    size_t size;
};

struct stream {
    struct deflated result;
    z_stream zlib;
};

struct deflater {
    char *folder;
    struct stream **streams; /* each at its place: zlib keeps the address */
    size_t count;
    int error; /* errno of the first failure, 0 for none */
    bool threaded, ended;
    pthread_t thread;
    pthread_mutex_t lock; /* of the queue, and of `streams` and `error` while the thread runs */
    pthread_cond_t changed;
    struct piece queue[MOST_PIECES];
    size_t taken, given; /* pieces */
};

/* 0, or why the bytes could not be written. errno itself stays as it is: whoever uses libxlsxwriter looks at it later.
 */
static int write_bytes(FILE *file, const unsigned char *bytes, size_t size) {
    int before = errno;
    errno = 0;
    int error = fwrite(bytes, 1, size, file) == size ? 0 : errno ? errno : EIO;
    errno = before;
    return error;
}

/* Deflates what zlib has been given and writes what comes out; 0, or an errno. */
static int write_out(struct stream *stream, int flush) {
    unsigned char out[OUT_BYTES];
    do {
        stream->zlib.next_out = out;
        stream->zlib.avail_out = OUT_BYTES;
        if (deflate(&stream->zlib, flush) == Z_STREAM_ERROR)
            return EINVAL;
        size_t size = OUT_BYTES - stream->zlib.avail_out;
        int error = write_bytes(stream->result.file, out, size);
        if (error)
            return error;
        stream->result.bytes += size;
    } while (stream->zlib.avail_out == 0);
    return 0;
}

static int begin(const struct deflater *deflater, struct stream *stream) {
    FILE *file = lxw_tmpfile(deflater->folder);
    if (!file)
        return errno ? errno : EIO;
    if (deflateInit2(&stream->zlib, DEFLATE_LEVEL, Z_DEFLATED, -MAX_WBITS, MEMORY_LEVEL, Z_DEFAULT_STRATEGY) != Z_OK) {
        fclose(file);
        return ENOMEM;
    }
    stream->result.file = file;
    stream->result.crc = (uint32_t)crc32(0, NULL, 0);
    return 0;
}

static int take(const struct deflater *deflater, struct stream *stream, const struct piece *piece) {
    int error = stream->result.file ? 0 : begin(deflater, stream);
    if (error)
        return error;
    stream->result.crc = (uint32_t)crc32_z(stream->result.crc, (const unsigned char *)piece->bytes, piece->size);
    stream->result.plain_bytes += piece->size;
    stream->zlib.next_in = (unsigned char *)piece->bytes;
    stream->zlib.avail_in = (uInt)piece->size;
    return write_out(stream, Z_NO_FLUSH);
}

static void *work(void *context) {
    struct deflater *deflater = context;
    pthread_mutex_lock(&deflater->lock);
    for (;;) {
        while (deflater->taken == deflater->given && !deflater->ended)
            pthread_cond_wait(&deflater->changed, &deflater->lock);
        if (deflater->taken == deflater->given)
            break;
        struct piece piece = deflater->queue[deflater->taken % MOST_PIECES];
        struct stream *stream = deflater->streams[piece.stream];
        int error = deflater->error;
        pthread_mutex_unlock(&deflater->lock);
        if (!error)
            error = take(deflater, stream, &piece);
        free(piece.bytes);
        pthread_mutex_lock(&deflater->lock);
        deflater->error = error;
        deflater->taken++;
        pthread_cond_broadcast(&deflater->changed);
    }
    pthread_mutex_unlock(&deflater->lock);
    return NULL;
}

struct deflater *deflater_open(char *folder, bool threaded) {
    struct deflater *deflater = calloc(1, sizeof *deflater);
    if (!deflater)
        return NULL;
    deflater->folder = folder;
    pthread_mutex_init(&deflater->lock, NULL);
    pthread_cond_init(&deflater->changed, NULL);
    deflater->threaded = threaded && pthread_create(&deflater->thread, NULL, work, deflater) == 0;
    return deflater;
}

size_t deflater_add(struct deflater *deflater) {
    struct stream *stream = calloc(1, sizeof *stream);
    pthread_mutex_lock(&deflater->lock);
    struct stream **streams =
        stream ? realloc(deflater->streams, (deflater->count + 1) * sizeof(struct stream *)) : NULL;
    size_t number = SIZE_MAX;
    if (streams) {
        number = deflater->count++;
        deflater->streams = streams;
        streams[number] = stream;
    } else {
        free(stream);
    }
    pthread_mutex_unlock(&deflater->lock);
    return number;
}

void deflater_give(struct deflater *deflater, size_t stream, char *bytes, size_t size) {
    struct piece piece = {stream, bytes, size};
    if (!deflater->threaded) {
        if (!deflater->error)
            deflater->error = take(deflater, deflater->streams[stream], &piece);
        free(bytes);
        return;
    }
    pthread_mutex_lock(&deflater->lock);
    while (deflater->given - deflater->taken == MOST_PIECES)
        pthread_cond_wait(&deflater->changed, &deflater->lock);
    deflater->queue[deflater->given++ % MOST_PIECES] = piece;
    pthread_cond_broadcast(&deflater->changed);
    pthread_mutex_unlock(&deflater->lock);
}

static void join(struct deflater *deflater) {
    if (!deflater->threaded)
        return;
    pthread_mutex_lock(&deflater->lock);
    deflater->ended = true;
    pthread_cond_broadcast(&deflater->changed);
    pthread_mutex_unlock(&deflater->lock);
    pthread_join(deflater->thread, NULL);
    deflater->threaded = false;
}

bool deflater_end(struct deflater *deflater) {
    join(deflater);
    for (size_t i = 0; i < deflater->count && !deflater->error; i++) {
        struct stream *stream = deflater->streams[i];
        if (!stream->result.file)
            continue;
        deflater->error = write_out(stream, Z_SYNC_FLUSH);
        if (!deflater->error && fflush(stream->result.file) != 0)
            deflater->error = errno ? errno : EIO;
    }
    errno = deflater->error;
    return deflater->error == 0;
}

const struct deflated *deflater_stream(const struct deflater *deflater, size_t stream) {
    return &deflater->streams[stream]->result;
}

void deflater_free(struct deflater *deflater) {
    if (!deflater)
        return;
    join(deflater);
    for (size_t i = 0; i < deflater->count; i++) {
        struct stream *stream = deflater->streams[i];
        if (stream->result.file) {
            deflateEnd(&stream->zlib);
            fclose(stream->result.file);
        }
        free(stream);
    }
    free(deflater->streams);
    pthread_cond_destroy(&deflater->changed);
    pthread_mutex_destroy(&deflater->lock);
    free(deflater);
}
