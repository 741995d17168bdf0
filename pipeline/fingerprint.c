/* Hashes; compares nothing. */
#include "pipeline/fingerprint.h"

#include <stdio.h>
#include <string.h>

#include "program_hash_generated.h"
#include "stages/decode.h"

const char fingerprint_of_program[] = PROGRAM_SHA256;

void fingerprint_begin(struct fingerprint *fingerprint) {
    sha256_begin(&fingerprint->hash);
}

void fingerprint_add_number(struct fingerprint *fingerprint, size_t number) {
    char text[24];
    int size = snprintf(text, sizeof text, "%zu ", number);
    sha256_add(&fingerprint->hash, (struct slice){text, (size_t)size});
}

void fingerprint_add(struct fingerprint *fingerprint, struct slice bytes) {
    fingerprint_add_number(fingerprint, bytes.size);
    sha256_add(&fingerprint->hash, bytes);
}

void fingerprint_add_text(struct fingerprint *fingerprint, const char *text) {
    fingerprint_add_number(fingerprint, text != NULL);
    if (text)
        fingerprint_add(fingerprint, slice_from_string(text));
}

void fingerprint_add_file(struct fingerprint *fingerprint, const char *path) {
    char hash[SHA256_TEXT_BYTES] = "";
    uintmax_t size;
    FILE *file = path ? fopen(path, "rb") : NULL;
    fingerprint_add_text(fingerprint, path);
    fingerprint_add_text(fingerprint, file && sha256_of_file(file, hash, &size) ? hash : NULL);
    if (file)
        fclose(file);
}

void fingerprint_end(struct fingerprint *fingerprint, char out[SHA256_TEXT_BYTES]) {
    sha256_end(&fingerprint->hash, out);
}

static void add_corrections(struct fingerprint *fingerprint, const struct report *report) {
    fingerprint_add_number(fingerprint, report->correction_count);
    for (size_t i = 0; i < report->correction_count; i++) {
        const struct correction *correction = &report->corrections[i];
        fingerprint_add(fingerprint, correction->table);
        fingerprint_add(fingerprint, correction->key);
        fingerprint_add(fingerprint, correction->field);
        fingerprint_add(fingerprint, correction->was);
        fingerprint_add(fingerprint, correction->is);
    }
}

void fingerprint_of_corrections(const struct report *report, char out[SHA256_TEXT_BYTES]) {
    struct fingerprint fingerprint;
    fingerprint_begin(&fingerprint);
    add_corrections(&fingerprint, report);
    fingerprint_end(&fingerprint, out);
}

void fingerprint_of_input(const struct input *input, const struct report *report, const char *bytes_sha256,
                          char out[SHA256_TEXT_BYTES]) {
    struct fingerprint fingerprint;
    char readers[DECODE_READERS_BYTES];
    fingerprint_begin(&fingerprint);
    fingerprint_add(&fingerprint, input->key);
    fingerprint_add_text(&fingerprint, input->note);
    fingerprint_add_text(&fingerprint, input->problem);
    fingerprint_add_text(&fingerprint, input->member ? input->member->format : NULL);
    fingerprint_add_text(&fingerprint, bytes_sha256);
    fingerprint_add(&fingerprint, decode_readers(report->bytes, readers));
    fingerprint_add(&fingerprint, report->given.title);
    fingerprint_add(&fingerprint, report->given.region);
    fingerprint_add_number(&fingerprint, (size_t)report->given.year);
    fingerprint_add_number(&fingerprint, (size_t)report->given.type);
    add_corrections(&fingerprint, report);
    for (size_t i = 0; i < report->diagnostics.count; i++)
        fingerprint_add(&fingerprint, report->diagnostics.items[i].message);
    fingerprint_end(&fingerprint, out);
    if (strcmp(input->path, "-") == 0)
        *out = '\0';
}
