/* Takes words that name nothing off both ends of a phrase: openers before it, predicates, times and comparisons behind
 * it, by the lists openers and predicates of words.csv. */
#include "stages/targets/openers.h"
#include "stages/targets/phrase_parts.h"

static struct slice rest_of(struct slice text, size_t from) {
    return slice_part(text, from, text.size);
}

static struct slice without_end(struct slice text, size_t size) {
    return slice_part(text, 0, text.size - size);
}

static struct slice opener_kind(const struct lexicon *lexicon, struct lexicon_hit hit) {
    return lexicon_cell(lexicon, LEXICON_OPENERS, hit.row, OPENERS_KIND);
}

/* The kind of the opener that begins `text`, and its bytes. */
struct slice phrase_opener_at(const struct lexicon *lexicon, struct slice text, size_t *size) {
    struct lexicon_hit hit;
    *size = opener_time_size(text);
    if (*size)
        return SLICE("time");
    if (!lexicon_match(lexicon, LEXICON_OPENERS, TRIE_FORWARD, text, 0, &hit) ||
        phrase_compound_size(lexicon, text, TRIE_FORWARD) > hit.size)
        return (struct slice){0};
    *size = hit.size;
    return opener_kind(lexicon, hit);
}

/* Whether `text` is nothing but times, standards and scopes, as behind 比, 较 and 由: 上年末, 2020年, 全国平均水平. */
static bool is_standard(const struct lexicon *lexicon, struct slice text) {
    while (text.size) {
        size_t size;
        struct slice kind = phrase_opener_at(lexicon, text, &size);
        if (!size && slice_starts(text, SLICE(ZH_OF)))
            size = HAN_BYTES;
        if (!size || slice_equal(kind, SLICE("preposition")))
            return false;
        text = rest_of(text, size);
    }
    return true;
}

/* The bytes of a comparison before its subject: 比一九五二年 in 比一九五二年棉布产量增长; 0 where 年初的 and the like
 * go on. */
static size_t leading_comparison_size(const struct lexicon *lexicon, struct slice text, size_t word) {
    size_t end = word;
    for (size_t size = 1; size && end < text.size; end += size) {
        struct slice kind = phrase_opener_at(lexicon, rest_of(text, end), &size);
        bool standard = slice_equal(kind, SLICE("time")) || slice_equal(kind, SLICE("standard")) ||
                        slice_equal(kind, SLICE("scope")) || slice_equal(kind, SLICE("nation"));
        size = standard ? size : 0;
    }
    bool whole = end > word && end < text.size;
    return whole && !slice_starts(rest_of(text, end), SLICE(ZH_OF)) ? end : 0;
}

/* Whether the verb has one of the roles and at least so many bytes. */
static bool verb_reaches(const struct verb *verb, unsigned roles, size_t bytes) {
    return verb->roles & roles && verb->size >= bytes;
}

/* Whether an opener of the kind says nothing of a noun behind it. */
static bool opens_alone(struct slice kind) {
    return !slice_equal(kind, SLICE("preposition")) && !slice_equal(kind, SLICE("standard")) &&
           !slice_equal(kind, SLICE("comparing"));
}

/* How far the openers at the head of `text` reach. An adverb opens only before a verb: 全面 in 全面推进, not 全面小康.
 */
size_t phrase_openers_end(const struct lexicon *lexicon, struct slice text, struct phrase *phrase) {
    size_t end = 0, adverbs = SIZE_MAX;
    struct verb verb;
    for (;;) {
        struct slice rest = rest_of(text, end);
        size_t size = 0;
        struct slice kind = phrase_opener_at(lexicon, rest, &size);
        verb = phrase_verb_at(lexicon, rest);
        if (verb_reaches(&verb, VERB_COMMITMENT, size)) {
            if (phrase)
                phrase->commitment = slice_part(rest, 0, verb.size);
            size = verb.size;
            kind = SLICE("aspect");
        }
        bool adverb = slice_equal(kind, SLICE("adverb"));
        if (slice_equal(kind, SLICE("comparing"))) {
            size = leading_comparison_size(lexicon, rest, size);
            kind = SLICE("time");
        }
        bool opens = size && opens_alone(kind);
        if (!opens || verb_reaches(&verb, VERB_GOVERNING, size + 1))
            break;
        if (!adverb)
            adverbs = SIZE_MAX;
        else if (adverbs == SIZE_MAX)
            adverbs = end;
        if (phrase && slice_equal(slice_part(rest, 0, size), SLICE(ZH_EACH)))
            phrase->each = true;
        end += size;
    }
    bool before_verb = end == text.size || verb.roles & VERB_GOVERNING;
    return adverbs != SIZE_MAX && !before_verb ? adverbs : end;
}

struct slice phrase_skip_openers(const struct lexicon *lexicon, struct slice text) {
    return rest_of(text, phrase_openers_end(lexicon, text, NULL));
}

static enum motion motion_named(struct slice word) {
    static const char *const names[] = {"",      "up",    "down", "above",   "below",
                                        "level", "added", "rank", "portion", "work"};
    if (slice_equal(word, SLICE("saved")))
        return MOTION_DOWN; /* 造价节约15% */
    return (enum motion)slice_number_among(word, names, sizeof names / sizeof *names);
}

enum motion phrase_predicate_motion(const struct lexicon *lexicon, struct lexicon_hit hit) {
    return motion_named(lexicon_cell(lexicon, LEXICON_PREDICATES, hit.row, PREDICATES_MOTION));
}

/* Whether a word has a line of kind comparing; 在 and 连续 have others too. */
static bool compares(const struct lexicon *lexicon, struct lexicon_hit hit) {
    do {
        if (slice_equal(opener_kind(lexicon, hit), SLICE("comparing")))
            return true;
    } while (lexicon_next_same(lexicon, LEXICON_OPENERS, &hit));
    return false;
}

/* Whether a text may be a standard at its end: most nouns are seen to be none. */
static bool ends_as_standard(const struct lexicon *lexicon, struct slice text) {
    struct lexicon_hit hit;
    return lexicon_match(lexicon, LEXICON_OPENERS, TRIE_BACKWARD, text, text.size, &hit) ||
           slice_ends(text, SLICE(ZH_OF)) || opener_may_end_time(text);
}

/* The bytes of a comparison that ends `text`: 比上年末, 由年初的, 较2020年, 优于全国; 0 for none. `*motion` is what it
 * says. */
static size_t comparison_size(const struct lexicon *lexicon, struct slice text, enum motion *motion) {
    enum { LONGEST_COMPARISON_CHARACTERS = 14 };
    size_t at = ends_as_standard(lexicon, text) ? text.size : 0;
    for (int i = 0; i < LONGEST_COMPARISON_CHARACTERS && at > 0; i++) {
        struct lexicon_hit hit;
        slice_previous(text, &at);
        size_t word = 0;
        if (lexicon_match(lexicon, LEXICON_OPENERS, TRIE_FORWARD, text, at, &hit) && compares(lexicon, hit)) {
            *motion = MOTION_LEVEL;
            word = hit.size;
        } else if (lexicon_match(lexicon, LEXICON_PREDICATES, TRIE_FORWARD, text, at, &hit)) {
            *motion = phrase_predicate_motion(lexicon, hit);
            bool measured = *motion == MOTION_ABOVE || *motion == MOTION_BELOW;
            word = measured && hit.size > HAN_BYTES ? hit.size : 0; /* 最低标准 compares nothing */
        }
        if (word && at + word < text.size && is_standard(lexicon, rest_of(text, at + word)))
            return text.size - at;
    }
    return 0;
}

/* Whether the whole of `text` is a preposition. */
static bool is_preposition(const struct lexicon *lexicon, struct slice text) {
    struct lexicon_hit hit;
    return lexicon_find(lexicon, LEXICON_OPENERS, text, &hit) &&
           slice_equal(opener_kind(lexicon, hit), SLICE("preposition"));
}

/* Takes a comparison off the end of the phrase's noun; false where none stands there. */
static bool strip_comparison(const struct lexicon *lexicon, struct phrase *phrase) {
    enum motion said = MOTION_NONE;
    size_t size = comparison_size(lexicon, phrase->noun, &said);
    phrase->noun = without_end(phrase->noun, size);
    if (size && phrase->motion == MOTION_NONE)
        phrase->motion = said; /* 由年初的400万人 is a level */
    return size > 0;
}

/* Whether a predicate's motion takes the place of the one behind it: 增长 of 增长达到. */
static bool says_more(enum motion motion, enum motion behind) {
    bool moves = motion == MOTION_UP || motion == MOTION_DOWN || motion == MOTION_ABOVE || motion == MOTION_BELOW;
    return motion != MOTION_NONE && (behind == MOTION_NONE || (behind == MOTION_LEVEL && moves));
}

/* Takes one predicate, adverb or comparison off the end; false where none stands there. */
bool phrase_strip_predicate(const struct lexicon *lexicon, struct phrase *phrase) {
    struct slice *noun = &phrase->noun;
    struct lexicon_hit hit;
    if (is_preposition(lexicon, *noun)) /* 为3000户企业放贷: 为 is no predicate */
        return false;
    if (!lexicon_match(lexicon, LEXICON_PREDICATES, TRIE_BACKWARD, *noun, noun->size, &hit) ||
        phrase_compound_size(lexicon, *noun, TRIE_BACKWARD) > hit.size)
        return strip_comparison(lexicon, phrase);
    struct slice said = lexicon_cell(lexicon, LEXICON_PREDICATES, hit.row, PREDICATES_MOTION);
    enum motion motion = motion_named(said);
    if (slice_is_among(said, SLICE("event|tail|arranged")))
        return false;
    struct slice word = slice_part(*noun, noun->size - hit.size, noun->size);
    if (motion == MOTION_WORK && (phrase->verb.size || noun->size == hit.size))
        return false;
    if (slice_starts(word, SLICE(ZH_EACH)))
        phrase->each = true;
    if (says_more(motion, phrase->motion)) {
        phrase->motion = motion;
        phrase->predicate = word;
    }
    *noun = without_end(*noun, hit.size);
    return true;
}

/* The bytes of a time that ends `text`: 一九五四年 in 上升到一九五四年. */
static size_t time_at_end(struct slice text) {
    enum { LONGEST_TIME_CHARACTERS = 14 };
    bool possible = slice_ends_among(text, SLICE(ZH_TIME_ENDINGS)) > 0;
    size_t at = text.size, found = 0;
    for (int i = 0; possible && i < LONGEST_TIME_CHARACTERS && at > 0; i++) {
        slice_previous(text, &at);
        if (opener_time_size(rest_of(text, at)) == text.size - at)
            found = text.size - at;
    }
    struct slice time = rest_of(text, text.size - found);
    return found - slice_starts_among(time, SLICE(ZH_RANGE_ENDS)); /* 上升到 keeps its 到 */
}

/* Times, scopes and adverbs that stand behind the noun: 利润总额五年分别增长. */
static bool strip_adverbial(const struct lexicon *lexicon, struct phrase *phrase) {
    struct slice *noun = &phrase->noun;
    struct lexicon_hit hit;
    size_t time = time_at_end(*noun);
    *noun = without_end(*noun, time);
    if (!time && phrase->rank && slice_ends(*noun, SLICE(ZH_BEFORE_TIME))) { /* 稳居全省前二 */
        *noun = without_end(*noun, HAN_BYTES);
        return true;
    }
    if (time)
        return true;
    if (!lexicon_match(lexicon, LEXICON_OPENERS, TRIE_BACKWARD, *noun, noun->size, &hit) ||
        phrase_compound_size(lexicon, *noun, TRIE_BACKWARD) > hit.size)
        return false;
    struct slice kind = opener_kind(lexicon, hit);
    bool place =
        slice_equal(kind, SLICE("standard")) || slice_equal(kind, SLICE("nation")) || slice_equal(kind, SLICE("scope"));
    if (!slice_equal(kind, SLICE("time")) && !slice_equal(kind, SLICE("aspect")) && !(place && phrase->rank))
        return false; /* a rank is one among places: 居全国第5位 */
    *noun = without_end(*noun, hit.size);
    return true;
}

/* Noun endings that name nothing: 的, a space. */
struct slice phrase_trim_noun(struct slice noun) {
    noun = slice_trim(noun);
    if (!slice_ends(noun, SLICE(ZH_OF)) && !slice_starts(noun, SLICE(ZH_OF)))
        return noun;
    if (slice_ends(noun, SLICE(ZH_OF)))
        noun = without_end(noun, HAN_BYTES);
    if (slice_starts(noun, SLICE(ZH_OF)))
        noun = rest_of(noun, HAN_BYTES);
    return slice_trim(noun);
}

struct slice phrase_without_contrast(const struct lexicon *lexicon, struct slice noun) {
    size_t ending = slice_ends_among(noun, SLICE(ZH_COMPARISONS));
    if (!ending)
        return noun;
    enum motion motion = MOTION_NONE;
    struct slice said = without_end(noun, ending);
    size_t comparison = comparison_size(lexicon, said, &motion);
    return comparison ? phrase_trim_noun(without_end(said, comparison)) : noun;
}

struct slice phrase_without_arrangement(const struct lexicon *lexicon, struct slice noun) {
    struct lexicon_hit hit;
    bool arranged =
        lexicon_match(lexicon, LEXICON_PREDICATES, TRIE_BACKWARD, noun, noun.size, &hit) && hit.size < noun.size &&
        slice_equal(lexicon_cell(lexicon, LEXICON_PREDICATES, hit.row, PREDICATES_MOTION), SLICE("arranged"));
    if (!arranged)
        return noun;
    noun = without_end(noun, hit.size);
    bool future = slice_ends(noun, SLICE(ZH_WILL)); /* 省财政将安排 */
    return future ? without_end(noun, HAN_BYTES) : noun;
}

/* `noun` without all that may be taken off its end. */
struct slice phrase_strip_end(const struct lexicon *lexicon, struct phrase *phrase, struct slice noun) {
    phrase->noun = noun;
    while (phrase->noun.size && (phrase_strip_predicate(lexicon, phrase) || strip_adverbial(lexicon, phrase)))
        phrase->noun = phrase_trim_noun(phrase->noun);
    return phrase->noun;
}

bool phrase_is_prepositional(const struct lexicon *lexicon, struct slice text) {
    size_t size;
    bool opens = lexicon_beginning_at(lexicon, TRIE_FORWARD, text, 0) & LEXICON_BIT(LEXICON_OPENERS);
    return opens && slice_equal(phrase_opener_at(lexicon, text, &size), SLICE("preposition")) && size;
}
