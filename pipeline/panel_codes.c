#include "pipeline/panel_codes.h"

#include <stdio.h>

#include "pipeline/options.h"
#include "schemas_generated.h"

enum { CODE_BYTES = 64 };

static bool is_known(const struct lexicon *lexicon, struct slice code) {
    for (size_t line = 0; line < lexicon_rows(lexicon, LEXICON_INDICATORS); line++)
        if (slice_equal(lexicon_cell(lexicon, LEXICON_INDICATORS, line, INDICATORS_CODE), code))
            return true;
    return false;
}

/* The code of the catalogue that is most like `code`; "" where none is. */
static void find_near(const struct lexicon *lexicon, struct slice code, char near[CODE_BYTES]) {
    char word[CODE_BYTES], names[2][CODE_BYTES] = {"", ""};
    snprintf(word, sizeof word, "%.*s", (int)code.size, code.start);
    for (size_t line = 0; line < lexicon_rows(lexicon, LEXICON_INDICATORS); line++) {
        struct slice other = lexicon_cell(lexicon, LEXICON_INDICATORS, line, INDICATORS_CODE);
        const char *pair[] = {names[0], names[1]};
        snprintf(names[1], sizeof names[1], "%.*s", (int)other.size, other.start);
        if (nearest_name(word, pair, 2) == names[1])
            snprintf(names[0], sizeof names[0], "%s", names[1]);
    }
    const char *best[] = {names[0]};
    snprintf(near, CODE_BYTES, "%s", nearest_name(word, best, 1) ? names[0] : "");
}

enum status panel_codes_check(const struct lexicon *lexicon, const char *codes, char *message, size_t message_size) {
    struct slice list = slice_from_string(codes ? codes : "");
    for (size_t from = 0; codes && from <= list.size;) {
        size_t comma = slice_find(list, SLICE(","), from), to = comma == SIZE_MAX ? list.size : comma;
        struct slice code = slice_trim(slice_part(list, from, to));
        from = to + 1;
        if (is_known(lexicon, code))
            continue;
        char near[CODE_BYTES];
        find_near(lexicon, code, near);
        snprintf(message, message_size,
                 "--panel: no indicator has the code \"%.*s\"%s%s; indicators.csv of a run lists all", (int)code.size,
                 code.start, *near ? ", but " : "", near);
        return STATUS_INPUT;
    }
    return STATUS_OK;
}
