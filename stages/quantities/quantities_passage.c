/* The lexicons before_number and after_number at a place of a paragraph. */
#include "stages/quantities/quantities_passage.h"

#include "stages/model/lexicon.h"

/* How many characters a comparing word may stand away from its number. */
enum { LONGEST_REACH = 6 };

static const char *const CUES[] = {
    [CUE_ABOVE] = ">",     [CUE_AT_LEAST] = ">=", [CUE_AT_MOST] = "<=",        [CUE_BELOW] = "<",
    [CUE_ABOUT] = "~",     [CUE_PAST] = "past",   [CUE_VALUE] = "value",       [CUE_GAIN] = "gain",
    [CUE_FIELD] = "field", [CUE_START] = "start", [CUE_CAPACITY] = "capacity", [CUE_ORDINAL] = "ordinal",
    [CUE_FIRST] = "first", [CUE_NAME] = "name",   [CUE_TITLE] = "title",       [CUE_PERIOD] = "period",
    [CUE_VAGUE] = "vague", [CUE_MORE] = "more",   [CUE_RANGE] = "range",       [CUE_WORK] = "work",
    [CUE_OWNER] = "owner", [CUE_OF] = "of",       [CUE_JOIN] = "join",         [CUE_HALF] = "half",
    [CUE_NONE] = "none"};

static const enum cue *cue_of_rows(struct report *report, enum lexicon_name name, int column) {
    size_t rows = lexicon_rows(report->lexicon, name);
    enum cue *cues = arena_room(&report->arena, (rows + 1) * sizeof *cues);
    for (size_t i = 0; cues && i < rows; i++)
        cues[i] = (enum cue)slice_number_among(lexicon_cell(report->lexicon, name, i, column), CUES,
                                               sizeof CUES / sizeof *CUES);
    return cues;
}

enum status number_cues_read(struct report *report, struct number_cues *cues) {
    cues->before = cue_of_rows(report, LEXICON_BEFORE_NUMBER, BEFORE_NUMBER_CUE);
    cues->after = cue_of_rows(report, LEXICON_AFTER_NUMBER, AFTER_NUMBER_CUE);
    return cues->before && cues->after ? STATUS_OK : STATUS_NO_MEMORY;
}

enum cue cue_after(const struct passage *passage, size_t at, size_t *size) {
    struct lexicon_hit hit;
    const struct lexicon *lexicon = passage->report->lexicon;
    *size = 0;
    if (at >= passage->text.size ||
        !lexicon_match(lexicon, LEXICON_AFTER_NUMBER, TRIE_FORWARD, passage->text, at, &hit))
        return CUE_NOTHING;
    *size = hit.size;
    return passage->cues.after[hit.row];
}

static inline bool match_before(const struct passage *passage, size_t at, struct lexicon_hit *hit) {
    return at > passage->start &&
           lexicon_match(passage->report->lexicon, LEXICON_BEFORE_NUMBER, TRIE_BACKWARD, passage->text, at, hit);
}

enum cue cue_before(const struct passage *passage, size_t at, size_t *size) {
    struct lexicon_hit hit;
    *size = 0;
    if (!match_before(passage, at, &hit))
        return CUE_NOTHING;
    *size = hit.size;
    return passage->cues.before[hit.row];
}

enum cue cue_over(const struct passage *passage, size_t at) {
    const struct lexicon *lexicon = passage->report->lexicon;
    struct lexicon_hit hit;
    for (int i = 0; i < LONGEST_REACH && at > passage->start; i++) {
        if (!is_ideograph(slice_previous(passage->text, &at)))
            break;
        if (match_before(passage, at, &hit) &&
            slice_equal(lexicon_cell(lexicon, LEXICON_BEFORE_NUMBER, hit.row, BEFORE_NUMBER_REACH), SLICE("far")))
            return passage->cues.before[hit.row];
    }
    return CUE_NOTHING;
}

bool cue_compare(enum cue cue) {
    return cue >= CUE_ABOVE && cue <= CUE_ABOUT;
}

uint32_t passage_code_before(const struct passage *passage, size_t at) {
    return at > passage->start ? slice_previous(passage->text, &at) : 0;
}
