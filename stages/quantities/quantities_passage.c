/* The lexicons before_number and after_number at a place of a paragraph. */
#include "stages/quantities/quantities_passage.h"

#include "model/lexicon.h"

/* How many characters a comparing word may stand away from its number. */
enum { LONGEST_REACH = 6 };

static const char *const SAYINGS[] = {
    [SAYS_ABOVE] = ">",     [SAYS_AT_LEAST] = ">=", [SAYS_AT_MOST] = "<=",        [SAYS_BELOW] = "<",
    [SAYS_ABOUT] = "~",     [SAYS_PAST] = "past",   [SAYS_VALUE] = "value",       [SAYS_GAIN] = "gain",
    [SAYS_FIELD] = "field", [SAYS_START] = "start", [SAYS_CAPACITY] = "capacity", [SAYS_ORDINAL] = "ordinal",
    [SAYS_FIRST] = "first", [SAYS_NAME] = "name",   [SAYS_TITLE] = "title",       [SAYS_PERIOD] = "period",
    [SAYS_VAGUE] = "vague", [SAYS_MORE] = "more",   [SAYS_RANGE] = "range",       [SAYS_WORK] = "work",
    [SAYS_OF] = "of",       [SAYS_JOIN] = "join",   [SAYS_HALF] = "half",         [SAYS_NONE] = "none"};

static enum says saying(struct slice word) {
    return (enum says)slice_number_among(word, SAYINGS, sizeof SAYINGS / sizeof *SAYINGS);
}

enum says says_after(const struct passage *passage, size_t at, size_t *size) {
    struct lexicon_hit hit;
    const struct lexicon *lexicon = passage->report->lexicon;
    *size = 0;
    if (at >= passage->text.size ||
        !lexicon_match(lexicon, LEXICON_AFTER_NUMBER, TRIE_FORWARD, passage->text, at, &hit))
        return SAYS_NOTHING;
    *size = hit.size;
    return saying(lexicon_cell(lexicon, LEXICON_AFTER_NUMBER, hit.row, AFTER_NUMBER_SAYS));
}

static bool match_before(const struct passage *passage, size_t at, struct lexicon_hit *hit) {
    return at > passage->start &&
           lexicon_match(passage->report->lexicon, LEXICON_BEFORE_NUMBER, TRIE_BACKWARD, passage->text, at, hit);
}

enum says says_before(const struct passage *passage, size_t at, size_t *size) {
    struct lexicon_hit hit;
    *size = 0;
    if (!match_before(passage, at, &hit))
        return SAYS_NOTHING;
    *size = hit.size;
    return saying(lexicon_cell(passage->report->lexicon, LEXICON_BEFORE_NUMBER, hit.row, BEFORE_NUMBER_SAYS));
}

enum says says_over(const struct passage *passage, size_t at) {
    const struct lexicon *lexicon = passage->report->lexicon;
    struct lexicon_hit hit;
    for (int i = 0; i < LONGEST_REACH && is_ideograph(passage_code_before(passage, at)); i++) {
        slice_previous(passage->text, &at);
        if (match_before(passage, at, &hit) &&
            slice_equal(lexicon_cell(lexicon, LEXICON_BEFORE_NUMBER, hit.row, BEFORE_NUMBER_REACH), SLICE("far")))
            return saying(lexicon_cell(lexicon, LEXICON_BEFORE_NUMBER, hit.row, BEFORE_NUMBER_SAYS));
    }
    return SAYS_NOTHING;
}

bool says_compare(enum says says) {
    return says >= SAYS_ABOVE && says <= SAYS_ABOUT;
}

uint32_t passage_code(const struct passage *passage, size_t at) {
    return at < passage->text.size ? slice_next(passage->text, &at) : 0;
}

uint32_t passage_code_before(const struct passage *passage, size_t at) {
    return at > passage->start ? slice_previous(passage->text, &at) : 0;
}

bool passage_has(const struct passage *passage, size_t at, const char *mark) {
    return slice_starts(slice_part(passage->text, at, passage->text.size), slice_from_string(mark));
}

bool is_ideograph(uint32_t code) {
    return code >= 0x4E00 && code <= 0x9FFF;
}

bool is_latin(uint32_t code) {
    return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z');
}

bool is_digit(uint32_t code) {
    return code >= '0' && code <= '9';
}
