/* Which facts a run was read with. */
#ifndef BAOGAO_MODEL_LEXICON_HASH_H
#define BAOGAO_MODEL_LEXICON_HASH_H

#include "stages/model/lexicon.h"
#include "stages/model/sha256.h"

/* The SHA-256 of all cells of all lexicons: those with the same facts have the same, compiled in or read. */
void lexicon_hash(const struct lexicon *lexicon, char out[SHA256_TEXT_BYTES]);

#endif
