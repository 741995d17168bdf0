/* Reads verb phrases word by word from the list project_verbs of words.csv. Says nothing of names. */
#include "stages/projects/project_verbs.h"

#include "stages/model/lexicon.h"

/* What all lines of one word say together: 加快 is a verb before a name and an adverb in 加快建设 behind it. */
struct verb_word {
    size_t size;
    bool verb, works, lead;                   /* before a name */
    bool behind_end, behind_led, behind_lead; /* behind it */
    bool known_strength, aim;
    enum verb_strength strength;
    enum stage_code code;
};

HOT_INLINE bool cell_is(const struct lexicon *lexicon, const struct lexicon_hit *hit, int column, struct slice word) {
    return slice_equal(lexicon_cell(lexicon, LEXICON_PROJECT_VERBS, hit->row, column), word);
}

static bool read_strength(const struct lexicon *lexicon, const struct lexicon_hit *hit, enum verb_strength *strength) {
    static const char *const names[] = {"", "soft", "weak", "cause", "aim", "mid", "firm"};
    struct slice cell = lexicon_cell(lexicon, LEXICON_PROJECT_VERBS, hit->row, PROJECT_VERBS_STRENGTH);
    size_t number = slice_number_among(cell, names, sizeof names / sizeof *names);
    if (number == 0)
        return false;
    *strength = (enum verb_strength)(number - 1);
    return true;
}

static enum stage_code read_code(const struct lexicon *lexicon, const struct lexicon_hit *hit) {
    struct slice cell = lexicon_cell(lexicon, LEXICON_PROJECT_VERBS, hit->row, PROJECT_VERBS_STAGE_CODE);
    return (enum stage_code)slice_number_among(cell, stage_code_words, STAGE_CODE_WORDS);
}

static void take_line(const struct lexicon *lexicon, const struct lexicon_hit *hit, struct verb_word *word) {
    word->verb |= cell_is(lexicon, hit, PROJECT_VERBS_BEFORE, SLICE("verb"));
    word->works |= cell_is(lexicon, hit, PROJECT_VERBS_BEFORE, SLICE("works"));
    word->verb |= word->works;
    word->lead |= cell_is(lexicon, hit, PROJECT_VERBS_BEFORE, SLICE("lead"));
    word->behind_end |= cell_is(lexicon, hit, PROJECT_VERBS_AFTER, SLICE("end"));
    word->behind_led |= cell_is(lexicon, hit, PROJECT_VERBS_AFTER, SLICE("led"));
    word->behind_lead |= cell_is(lexicon, hit, PROJECT_VERBS_AFTER, SLICE("lead"));
    enum verb_strength strength;
    if (read_strength(lexicon, hit, &strength)) {
        word->aim |= strength == VERB_AIM;
        if (!word->known_strength || strength > word->strength)
            word->strength = strength;
        word->known_strength = true;
    }
    if (word->code == STAGE_UNKNOWN)
        word->code = read_code(lexicon, hit);
}

static bool read_word(const struct lexicon *lexicon, enum trie_way way, struct slice text, size_t at,
                      struct verb_word *word) {
    struct lexicon_hit hit;
    *word = (struct verb_word){0};
    if (!lexicon_match(lexicon, LEXICON_PROJECT_VERBS, way, text, at, &hit))
        return false;
    word->size = hit.size;
    do
        take_line(lexicon, &hit, word);
    while (lexicon_next_same(lexicon, LEXICON_PROJECT_VERBS, &hit));
    return true;
}

/* 开发 of 开发区, 规划 of 规划馆: a longer word of the language that is no verb here. */
static bool is_part_of_word(const struct lexicon *lexicon, struct slice text, size_t at, size_t size) {
    struct lexicon_hit hit;
    return lexicon_match(lexicon, LEXICON_COMMON_WORDS, TRIE_FORWARD, text, at, &hit) && hit.size > size;
}

/* Behind 、 or 和 between two verbs (新建、改扩建; 建设和提档改造); `at` itself where none stands there. */
static size_t behind_conjunction(struct slice text, size_t at) {
    return at + slice_starts_among(slice_part(text, at, text.size), SLICE(ZH_VERB_JOINTS));
}

static void take_verb(struct verb_phrase *phrase, const struct verb_word *word, size_t end) {
    bool first = phrase->end == phrase->start;
    if (first || word->strength > phrase->strength)
        phrase->strength = word->strength;
    if (word->code != STAGE_UNKNOWN)
        phrase->code = word->code;
    phrase->end = end;
}

/* Whether the word may stand behind a name. */
static bool stands_behind(const struct verb_word *word) {
    return word->behind_end || word->behind_led || word->behind_lead;
}

/* Whether a word goes on with a verb phrase; `joined`: behind 、 or 和; `works`: behind 实施, whose object is a work,
 * so that the next word may be of the work's name: 实施续建配套工程. */
static bool goes_on_with(const struct verb_word *word, bool joined, bool works) {
    if (works && !stands_behind(word))
        return false;
    return word->verb || (word->lead && !joined);
}

bool project_verb_before(const struct lexicon *lexicon, struct slice text, size_t from, struct verb_phrase *phrase) {
    enum {
        LONGEST_VERBS_BYTES = 150
    }; /* 谋划推进开工建设 has 24; every verb of a chain is read with those behind it */
    *phrase = (struct verb_phrase){.start = from, .end = from};
    size_t leads_end = from;
    enum verb_strength leads = VERB_SOFT;
    bool works = false;
    for (size_t at = from; at < text.size && at - from < LONGEST_VERBS_BYTES;) {
        struct verb_word word;
        size_t next = phrase->end > from && at == phrase->end ? behind_conjunction(text, at) : at;
        if (!read_word(lexicon, TRIE_FORWARD, text, next, &word) || is_part_of_word(lexicon, text, next, word.size))
            break;
        if (!goes_on_with(&word, next != at, works))
            break;
        works = word.works;
        at = next + word.size;
        if (at == from + word.size)
            phrase->aims = word.aim;
        if (word.verb) {
            take_verb(phrase, &word, at);
        } else if (word.strength == VERB_AIM || word.strength == VERB_CAUSE) {
            leads_end = at;
            leads = word.strength;
        }
    }
    if (phrase->end == from && leads_end > from) {
        phrase->end = leads_end;
        phrase->strength = leads;
    }
    return phrase->end > from;
}

/* 工程建设扎实推进: the 建设 is the name's. Gives where the verb phrase that begins at byte `start` does so. */
static size_t behind_name(const struct lexicon *lexicon, struct slice text, size_t start) {
    struct verb_word word, next;
    if (!read_word(lexicon, TRIE_FORWARD, text, start, &word) || !word.behind_led || word.behind_end)
        return start;
    size_t behind = start + word.size;
    bool leads = behind < text.size && read_word(lexicon, TRIE_FORWARD, text, behind, &next) && next.behind_lead &&
                 !next.behind_end && !next.behind_led;
    return leads ? behind : start;
}

bool project_verb_behind(const struct lexicon *lexicon, struct slice text, size_t to, struct verb_phrase *phrase) {
    *phrase = (struct verb_phrase){.start = to, .end = to};
    struct slice whole = slice_part(text, 0, to);
    struct verb_word word;
    bool complete = false;
    for (size_t at = to; at > 0 && read_word(lexicon, TRIE_BACKWARD, whole, at, &word); at -= word.size) {
        bool last = at == to;
        if (!stands_behind(&word) || (last && !word.behind_end && !word.behind_led))
            break;
        complete |= word.behind_end || (!last && word.behind_lead);
        if (phrase->start == to || word.strength > phrase->strength)
            phrase->strength = word.strength;
        if (phrase->code == STAGE_UNKNOWN)
            phrase->code = word.code;
        phrase->start = at - word.size;
    }
    if (!complete)
        return false;
    phrase->start = behind_name(lexicon, whole, phrase->start);
    return phrase->start < to;
}
