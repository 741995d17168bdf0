/* Hashes with nettle, bytes at hand or a file read once. Keeps nothing. */
#include "model/sha256.h"

#include <nettle/base16.h>
#include <nettle/sha2.h>

enum { READ_BYTES = 1 << 16 };

static void finish(struct sha256_ctx *state, char out[SHA256_TEXT_BYTES]) {
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_digest(state, sizeof digest, digest);
    base16_encode_update(out, sizeof digest, digest);
    out[SHA256_TEXT_BYTES - 1] = '\0';
}

void sha256_of_bytes(struct slice bytes, char out[SHA256_TEXT_BYTES]) {
    struct sha256_ctx state;
    sha256_init(&state);
    if (bytes.size)
        sha256_update(&state, bytes.size, (const uint8_t *)bytes.start);
    finish(&state, out);
}

bool sha256_of_file(FILE *file, char out[SHA256_TEXT_BYTES], uintmax_t *size_bytes) {
    struct sha256_ctx state;
    uint8_t bytes[READ_BYTES];
    size_t size;
    *size_bytes = 0;
    sha256_init(&state);
    while ((size = fread(bytes, 1, sizeof bytes, file)) > 0) {
        sha256_update(&state, size, bytes);
        *size_bytes += size;
    }
    finish(&state, out);
    return !ferror(file);
}
