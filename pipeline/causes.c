/* Compares hashes; looks at no row. */
#include "pipeline/causes.h"

#include <string.h>

const char cause_text[] = "text", cause_correction[] = "correction";

const char *cause_of_run(const struct memory_run *then, const struct memory_run *now) {
    if (strcmp(then->lexicon_sha256, now->lexicon_sha256) != 0)
        return "lexicon";
    return strcmp(then->program_sha256, now->program_sha256) != 0 ? "program" : "options";
}

const char *cause_of_report(const struct memory_report *then, const struct memory_report *now, const char *of_run) {
    if (!then || strcmp(then->bytes_sha256, now->bytes_sha256) != 0)
        return cause_text;
    return strcmp(then->corrections_sha256, now->corrections_sha256) != 0 ? cause_correction : of_run;
}
