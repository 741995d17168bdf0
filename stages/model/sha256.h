/* SHA-256 as lower-case hexadecimal digits (FIPS 180-4; by nettle). */
#ifndef BAOGAO_MODEL_SHA256_H
#define BAOGAO_MODEL_SHA256_H

#include <nettle/sha2.h>
#include <stdio.h>

#include "stages/model/slice.h"

enum { SHA256_TEXT_BYTES = 65 }; /* with its NUL */

/* Of bytes that come piece by piece. */
struct sha256 {
    struct sha256_ctx state;
    uintmax_t bytes;
};

void sha256_begin(struct sha256 *hash);
void sha256_add(struct sha256 *hash, struct slice bytes);
void sha256_end(struct sha256 *hash, char out[SHA256_TEXT_BYTES]);

void sha256_of_bytes(struct slice bytes, char out[SHA256_TEXT_BYTES]);
/* Of all that is left to read of a file, and its size; false where reading fails. */
bool sha256_of_file(FILE *file, char out[SHA256_TEXT_BYTES], uintmax_t *size_bytes);

#endif
