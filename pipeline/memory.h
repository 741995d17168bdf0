/* What a run leaves for the next one in the hidden file .baogao-memory beside its tables: which input gave which rows
 * of the CSV files, and what decided them. With it the next run takes over the rows of reports that are as they were,
 * says what changed, and ends at once where nothing did.
 *
 * The file holds numbers and texts with their sizes, and in the end its own hash: one that is cut, changed or of
 * another version of this layout is no memory. */
#ifndef BAOGAO_PIPELINE_MEMORY_H
#define BAOGAO_PIPELINE_MEMORY_H

#include "stages/link.h"
#include "stages/model/text.h"
#include "stages/write.h"

#define MEMORY_FILE ".baogao-memory"

/* A file that a run left: reports.xlsx, review/index.html. */
struct memory_file {
    struct slice name;
    size_t bytes;
};

/* What decided all rows of a run, as hashes, and its facts. */
struct memory_run {
    char program_sha256[SHA256_TEXT_BYTES]; /* of what it was built from */
    char options_sha256[SHA256_TEXT_BYTES]; /* of all options that decide what is written, but for the formats */
    char lexicon_sha256[SHA256_TEXT_BYTES];
    char sides_sha256[SHA256_TEXT_BYTES]; /* of --meta and --corrections as files */
    char formats_sha256[SHA256_TEXT_BYTES];
    bool raw_cells;
    size_t failed;
    LIST(struct memory_file) files;
    bool has_csv;              /* the next two are known */
    size_t csv_begins[TABLES]; /* bytes of the header row */
    char csv_sha256[TABLES][SHA256_TEXT_BYTES];
};

/* What is remembered of a report. */
struct memory_report {
    struct slice key, twin_of;            /* the name of the report with the same text that came first; empty: none */
    char input_sha256[SHA256_TEXT_BYTES]; /* of all of the input that decides the report's rows */
    char bytes_sha256[SHA256_TEXT_BYTES];
    char corrections_sha256[SHA256_TEXT_BYTES];
    /* Of its page in a format that has a file a report, and of its reading; empty: there is none. */
    char page_sha256[SHA256_TEXT_BYTES], reading_sha256[SHA256_TEXT_BYTES];
    struct text_identity identity;
    bool failed;
    size_t counts[TABLES];                        /* rows */
    size_t csv_starts[TABLES], csv_sizes[TABLES]; /* bytes of the CSV files; starts are found again by the sizes */
    struct link_claims claims;
};

struct memory {
    struct arena arena;
    struct memory_run run;
    LIST(struct memory_report) reports; /* in the order of the inputs */
    struct memory_report **by_key;      /* sorted */
};

/* Reads FOLDER/.baogao-memory. STATUS_INPUT where there is none to use; STATUS_NO_MEMORY. memory_free must follow. */
enum status memory_read(const char *folder, struct memory *memory);
void memory_free(struct memory *memory);
/* NULL where the run had no such report. */
const struct memory_report *memory_find(const struct memory *memory, struct slice key);

/* A memory in the making: reports are added in input order. */
struct memory_writing {
    struct arena arena;
    struct text reports;
};
/* False where memory ran out. */
bool memory_add(struct memory_writing *writing, const struct memory_report *report);
/* Writes the file; false and errno where that fails. */
bool memory_write(struct memory_writing *writing, const struct memory_run *run, const char *path);

#endif
