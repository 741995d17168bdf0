/* Hashes of all that decides what a run writes: of its options, of each input, of the program. */
#ifndef BAOGAO_PIPELINE_FINGERPRINT_H
#define BAOGAO_PIPELINE_FINGERPRINT_H

#include "pipeline/inputs.h"
#include "stages/model/sha256.h"

/* Values hashed one after the other, each apart from its neighbours. */
struct fingerprint {
    struct sha256 hash;
};

void fingerprint_begin(struct fingerprint *fingerprint);
void fingerprint_add(struct fingerprint *fingerprint, struct slice bytes);
void fingerprint_add_text(struct fingerprint *fingerprint, const char *text); /* NULL is another than "" */
void fingerprint_add_number(struct fingerprint *fingerprint, size_t number);
/* The path as given and the bytes behind it; NULL: there is none. */
void fingerprint_add_file(struct fingerprint *fingerprint, const char *path);
void fingerprint_end(struct fingerprint *fingerprint, char out[SHA256_TEXT_BYTES]);

/* Of what this program was built from: a new build of one version may read otherwise. */
extern const char fingerprint_of_program[];

/* Of all of an input that decides its report's rows: its name and bytes, the programs that read it, what --meta and
 * --corrections say of it, and what reading it found wrong. `report` was just read, and `bytes_sha256` is the hash of
 * its bytes. Empty for standard input, which cannot be read twice. */
void fingerprint_of_input(const struct input *input, const struct report *report, const char *bytes_sha256,
                          char out[SHA256_TEXT_BYTES]);
/* Of the corrections alone. */
void fingerprint_of_corrections(const struct report *report, char out[SHA256_TEXT_BYTES]);

#endif
