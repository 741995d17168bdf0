/* What all libFuzzer targets share. Included once a target. */
#ifndef BAOGAO_FUZZ_TARGET_H
#define BAOGAO_FUZZ_TARGET_H

#include <stdint.h>
#include <stdlib.h>

#include "stages/model/lexicon.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Ends the target where what the program promises does not hold: libFuzzer keeps the input. */
static inline void demand(bool holds) {
    if (!holds)
        abort();
}

/* The lexicon that is built in, the same for every input. */
static inline const struct lexicon *shared_lexicon(void) {
    static struct lexicon *lexicon;
    char message[256];
    demand(lexicon || lexicon_open(NULL, &lexicon, message, sizeof message) == STATUS_OK);
    return lexicon;
}

#endif
