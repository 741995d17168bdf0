/* Collects the facts of a run. */
#include "pipeline/run_facts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/options.h"
#include "stages/model/lexicon_hash.h"

void run_facts_add_option(struct run_facts *facts, const char *name, const char *value) {
    char option[RUN_OPTIONS_BYTES];
    const char *slash = value ? strrchr(value, '/') : NULL;
    size_t used = strlen(facts->options);
    int size = snprintf(option, sizeof option, "%s--%s%s%s", used ? " " : "", name, value ? " " : "",
                        slash && slash[1] ? slash + 1
                        : value           ? value
                                          : "");
    if (size > 0 && used + (size_t)size < sizeof facts->options)
        memcpy(facts->options + used, option, (size_t)size + 1);
}

int64_t run_facts_time(void) {
    const char *text = getenv("SOURCE_DATE_EPOCH");
    size_t seconds;
    return text && option_number(text, 1, INT32_MAX, &seconds) ? (int64_t)seconds : 0;
}

void run_facts_complete(struct run_facts *facts, const struct lexicon *lexicon, size_t inputs, int64_t time_seconds) {
    facts->version = BAOGAO_VERSION;
    facts->inputs = inputs;
    facts->time_seconds = time_seconds;
    lexicon_hash(lexicon, facts->lexicon_sha256);
}
