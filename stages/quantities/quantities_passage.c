/* The lexicons before_number and after_number at a place of a paragraph. */
#include "stages/quantities/quantities_passage.h"

#include "stages/model/lexicon.h"

/* How many characters a comparing word may stand away from its number. */
enum { LONGEST_REACH = 6 };

static const char *const SAYINGS[] = {
    [SAYS_ABOVE] = ">",     [SAYS_AT_LEAST] = ">=", [SAYS_AT_MOST] = "<=",        [SAYS_BELOW] = "<",
    [SAYS_ABOUT] = "~",     [SAYS_PAST] = "past",   [SAYS_VALUE] = "value",       [SAYS_GAIN] = "gain",
    [SAYS_FIELD] = "field", [SAYS_START] = "start", [SAYS_CAPACITY] = "capacity", [SAYS_ORDINAL] = "ordinal",
    [SAYS_FIRST] = "first", [SAYS_NAME] = "name",   [SAYS_TITLE] = "title",       [SAYS_PERIOD] = "period",
    [SAYS_VAGUE] = "vague", [SAYS_MORE] = "more",   [SAYS_RANGE] = "range",       [SAYS_WORK] = "work",
    [SAYS_OWNER] = "owner", [SAYS_OF] = "of",       [SAYS_JOIN] = "join",         [SAYS_HALF] = "half",
    [SAYS_NONE] = "none"};

static const enum says *says_of_rows(struct report *report, enum lexicon_name name, int column) {
    size_t rows = lexicon_rows(report->lexicon, name);
    enum says *says = arena_room(&report->arena, (rows + 1) * sizeof *says);
    for (size_t i = 0; says && i < rows; i++)
        says[i] = (enum says)slice_number_among(lexicon_cell(report->lexicon, name, i, column), SAYINGS,
                                                sizeof SAYINGS / sizeof *SAYINGS);
    return says;
}

enum status sayings_read(struct report *report, struct sayings *sayings) {
    sayings->before = says_of_rows(report, LEXICON_BEFORE_NUMBER, BEFORE_NUMBER_SAYS);
    sayings->after = says_of_rows(report, LEXICON_AFTER_NUMBER, AFTER_NUMBER_SAYS);
    return sayings->before && sayings->after ? STATUS_OK : STATUS_NO_MEMORY;
}

enum says says_after(const struct passage *passage, size_t at, size_t *size) {
    struct lexicon_hit hit;
    const struct lexicon *lexicon = passage->report->lexicon;
    *size = 0;
    if (at >= passage->text.size ||
        !lexicon_match(lexicon, LEXICON_AFTER_NUMBER, TRIE_FORWARD, passage->text, at, &hit))
        return SAYS_NOTHING;
    *size = hit.size;
    return passage->sayings.after[hit.row];
}

static inline bool match_before(const struct passage *passage, size_t at, struct lexicon_hit *hit) {
    return at > passage->start &&
           lexicon_match(passage->report->lexicon, LEXICON_BEFORE_NUMBER, TRIE_BACKWARD, passage->text, at, hit);
}

enum says says_before(const struct passage *passage, size_t at, size_t *size) {
    struct lexicon_hit hit;
    *size = 0;
    if (!match_before(passage, at, &hit))
        return SAYS_NOTHING;
    *size = hit.size;
    return passage->sayings.before[hit.row];
}

enum says says_over(const struct passage *passage, size_t at) {
    const struct lexicon *lexicon = passage->report->lexicon;
    struct lexicon_hit hit;
    for (int i = 0; i < LONGEST_REACH && at > passage->start; i++) {
        if (!is_ideograph(slice_previous(passage->text, &at)))
            break;
        if (match_before(passage, at, &hit) &&
            slice_equal(lexicon_cell(lexicon, LEXICON_BEFORE_NUMBER, hit.row, BEFORE_NUMBER_REACH), SLICE("far")))
            return passage->sayings.before[hit.row];
    }
    return SAYS_NOTHING;
}

bool says_compare(enum says says) {
    return says >= SAYS_ABOVE && says <= SAYS_ABOUT;
}

uint32_t passage_code_before(const struct passage *passage, size_t at) {
    return at > passage->start ? slice_previous(passage->text, &at) : 0;
}
