/* Whether a run would give what the run before gave: then nothing need be done. */
#ifndef BAOGAO_PIPELINE_UNCHANGED_H
#define BAOGAO_PIPELINE_UNCHANGED_H

#include "pipeline/destination.h"

/* All that decides what a run writes, hashed piece by piece. */
struct fingerprint {
    struct sha256 hash;
    bool known; /* false: something of it cannot be read twice */
};

void fingerprint_begin(struct fingerprint *fingerprint);
void fingerprint_add_text(struct fingerprint *fingerprint, const char *text); /* NULL is another than "" */
void fingerprint_add_number(struct fingerprint *fingerprint, size_t number);
/* The bytes of a file, --meta for one; NULL: there is none. */
void fingerprint_add_file(struct fingerprint *fingerprint, const char *path);
/* The name and the bytes of every input, or why it has none. Standard input cannot be read twice. */
void fingerprint_add_inputs(struct fingerprint *fingerprint, const struct inputs *inputs, size_t most_bytes);
/* As text; empty where it is not known. */
void fingerprint_end(struct fingerprint *fingerprint, char out[SHA256_TEXT_BYTES]);

/* Whether the folder holds what a run of this fingerprint wrote, all files as they were then; `*failed` is how many
 * inputs failed in it. */
bool unchanged_find(const struct destination *destination, const char *fingerprint, size_t *failed);

#endif
