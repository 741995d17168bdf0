/* SHA-256 as lower-case hexadecimal digits (FIPS 180-4; by nettle). */
#ifndef BAOGAO_MODEL_SHA256_H
#define BAOGAO_MODEL_SHA256_H

#include <stdio.h>

#include "model/slice.h"

enum { SHA256_TEXT_BYTES = 65 }; /* with its NUL */

void sha256_of_bytes(struct slice bytes, char out[SHA256_TEXT_BYTES]);
/* Of all that is left to read of a file, and its size; false where reading fails. */
bool sha256_of_file(FILE *file, char out[SHA256_TEXT_BYTES], uintmax_t *size_bytes);

#endif
