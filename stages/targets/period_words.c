/* Roles and values are read from their cells once a report; characters are judged when first met. */
#include "stages/targets/period_words.h"

#include "stages/model/lexicon.h"
#include "stages/model/times.h"

static const char *const ROLES[] = {[ROLE_NONE] = "none",
                                    [ROLE_YEAR] = "year",
                                    [ROLE_CENTURY] = "century",
                                    [ROLE_BASE] = "base",
                                    [ROLE_START] = "start",
                                    [ROLE_REACH] = "reach",
                                    [ROLE_TIMES] = "times",
                                    [ROLE_PART_YEAR] = "part_year",
                                    [ROLE_WHOLE_YEAR] = "whole_year",
                                    [ROLE_RECORD] = "record",
                                    [ROLE_AVERAGE] = "average",
                                    [ROLE_CUMULATIVE] = "cumulative",
                                    [ROLE_DONE] = "done",
                                    [ROLE_PAST] = "past",
                                    [ROLE_FIRM] = "firm",
                                    [ROLE_AIM] = "aim",
                                    [ROLE_EXPECTED] = "expected",
                                    [ROLE_BINDING] = "binding",
                                    [ROLE_GOAL] = "goal",
                                    [ROLE_RESULT] = "result",
                                    [ROLE_BASE_BEHIND] = "base_behind",
                                    [ROLE_SINCE_BEHIND] = "since_behind",
                                    [ROLE_SESSION] = "session",
                                    [ROLE_ADDRESS] = "address",
                                    [ROLE_YEAR_START] = "start_of_year",
                                    [ROLE_COMING] = "coming",
                                    [ROLE_MODAL] = "modal",
                                    [ROLE_PLANNING] = "planning",
                                    [ROLE_ACCOUNT] = "account"};

struct period_words *period_words_open(struct report *report) {
    const struct lexicon *lexicon = report->lexicon;
    size_t rows = lexicon_rows(lexicon, LEXICON_PERIODS);
    struct period_words *words = arena_take(&report->scratch, sizeof *words);
    struct period_word *read = arena_take(&report->scratch, (rows + 1) * sizeof *read);
    if (!words || !read)
        return NULL;
    words->lexicon = lexicon;
    words->rows = read;
    for (size_t i = 0; i < rows; i++) {
        struct slice role = lexicon_cell(lexicon, LEXICON_PERIODS, i, PERIODS_ROLE);
        struct decimal value = decimal_from_text(lexicon_cell(lexicon, LEXICON_PERIODS, i, PERIODS_VALUE));
        read[i].role = (enum period_role)slice_number_among(role, ROLES, sizeof ROLES / sizeof *ROLES);
        read[i].value = value.known ? (int)value.digits : 0;
    }
    return words;
}

bool period_word(const struct period_words *words, struct slice text, size_t at, struct period_word *word) {
    struct lexicon_hit hit;
    if (!lexicon_match(words->lexicon, LEXICON_PERIODS, TRIE_FORWARD, text, at, &hit))
        return false;
    *word = words->rows[hit.row];
    word->size = hit.size;
    return true;
}

bool period_role_at(const struct period_words *words, struct slice text, size_t at, enum period_role role) {
    struct period_word word;
    return at < text.size && period_word(words, text, at, &word) && word.role == role;
}

bool period_role_in(struct period_words *words, struct slice text, enum period_role role) {
    for (size_t at = 0; (at = period_place(words, text, at, text.size)) < text.size;) {
        struct period_word word;
        size_t behind = at;
        uint32_t code = slice_next(text, &behind);
        if (period_beginning(words, text, at, code) & MAY_BE_WORD && period_word(words, text, at, &word)) {
            if (word.role == role)
                return true;
            behind = at + word.size;
        }
        at = behind;
    }
    return false;
}

static bool is_mark(uint32_t code) {
    switch (code) {
    case CODE_ENUMERATION_COMMA:
    case CODE_FULL_STOP:
    case CODE_OPEN_TITLE:
    case CODE_AND:
    case CODE_EXCLAMATION:
    case CODE_OPEN_BRACKET:
    case CODE_CLOSE_BRACKET:
    case CODE_COMMA:
    case CODE_COLON:
    case CODE_SEMICOLON:
    case '!':
    case '(':
    case ')':
    case ',':
    case ';': return true;
    default: return false;
    }
}

unsigned period_learn(struct period_words *words, struct slice text, size_t at, uint32_t code) {
    bool word = lexicon_beginning(words->lexicon, TRIE_FORWARD, code) & LEXICON_BIT(LEXICON_PERIODS);
    unsigned learned = BEGINS_NOTHING;
    if (word || is_mark(code))
        learned |= MAY_BE_WORD;
    if (time_may_begin(text, at))
        learned |= MAY_BE_TIME;
    if (code < LEARNED_CODES)
        words->learned[code / CODES_EACH] |= (uint64_t)learned << code % CODES_EACH * 4;
    return learned;
}
