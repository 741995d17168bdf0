/* Hashes with nettle: bytes at hand, bytes that come piece by piece, or a file read once. */
#include "stages/model/sha256.h"

#include <nettle/base16.h>

enum { READ_BYTES = 1 << 16 };

void sha256_begin(struct sha256 *hash) {
    hash->bytes = 0;
    sha256_init(&hash->state);
}

void sha256_add(struct sha256 *hash, struct slice bytes) {
    if (bytes.size)
        sha256_update(&hash->state, bytes.size, (const uint8_t *)bytes.start);
    hash->bytes += bytes.size;
}

void sha256_end(struct sha256 *hash, char out[SHA256_TEXT_BYTES]) {
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_digest(&hash->state, sizeof digest, digest);
    base16_encode_update(out, sizeof digest, digest);
    out[SHA256_TEXT_BYTES - 1] = '\0';
}

void sha256_of_bytes(struct slice bytes, char out[SHA256_TEXT_BYTES]) {
    struct sha256 hash;
    sha256_begin(&hash);
    sha256_add(&hash, bytes);
    sha256_end(&hash, out);
}

bool sha256_of_file(FILE *file, char out[SHA256_TEXT_BYTES], uintmax_t *size_bytes) {
    struct sha256 hash;
    char bytes[READ_BYTES];
    size_t size;
    sha256_begin(&hash);
    while ((size = fread(bytes, 1, sizeof bytes, file)) > 0)
        sha256_add(&hash, (struct slice){bytes, size});
    *size_bytes = hash.bytes;
    sha256_end(&hash, out);
    return !ferror(file);
}
