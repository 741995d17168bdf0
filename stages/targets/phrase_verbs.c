/* Verbs of words.csv, the joints between words and the brackets around them. */
#include "stages/targets/phrase_parts.h"

static struct slice rest_of(struct slice text, size_t from) {
    return slice_part(text, from, text.size);
}

/* The bytes of a compound noun at the head or end: 建设用地 begins with a verb and is none. */
size_t phrase_compound_size(const struct lexicon *lexicon, struct slice text, enum trie_way way) {
    struct lexicon_hit hit;
    size_t from = way == TRIE_FORWARD ? 0 : text.size;
    return lexicon_match(lexicon, LEXICON_COMPOUNDS, way, text, from, &hit) ? hit.size : 0;
}

/* The verb that begins `text`, the first of its lines. */
static bool match_verb(const struct lexicon *lexicon, struct slice text, struct lexicon_hit *hit) {
    if (!lexicon_match(lexicon, LEXICON_VERBS, TRIE_FORWARD, text, 0, hit))
        return false;
    struct slice behind = rest_of(text, hit->size);
    struct lexicon_hit attribute; /* 拓展面积 is a noun */
    if (lexicon_match(lexicon, LEXICON_ATTRIBUTES, TRIE_FORWARD, text, 0, &attribute) && attribute.size > hit->size)
        return false;
    return phrase_compound_size(lexicon, text, TRIE_FORWARD) <= hit->size &&
           !slice_starts_among(behind, SLICE(ZH_NOUN_SUFFIXES)); /* 规范化管理, 补贴性培训, 建成后增加的能力 */
}

static unsigned role_named(struct slice word) {
    static const struct {
        struct slice word;
        enum verb_role role;
    } roles[] = {{{"object", 6}, VERB_OBJECT},
                 {{"object_inside", 13}, VERB_OBJECT_INSIDE},
                 {{"causative", 9}, VERB_CAUSATIVE},
                 {{"flow", 4}, VERB_FLOW},
                 {{"commitment", 10}, VERB_COMMITMENT}};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (slice_equal(word, roles[i].word))
            return roles[i].role;
    return 0;
}

struct verb phrase_verb_at(const struct lexicon *lexicon, struct slice text) {
    struct verb verb = {0};
    struct lexicon_hit hit;
    if (!match_verb(lexicon, text, &hit))
        return verb;
    verb.size = hit.size;
    do
        verb.roles |= role_named(lexicon_cell(lexicon, LEXICON_VERBS, hit.row, VERBS_ROLE));
    while (lexicon_next_same(lexicon, LEXICON_VERBS, &hit));
    return verb;
}

size_t phrase_verb_of_role(const struct lexicon *lexicon, struct slice text, unsigned roles) {
    struct verb verb = phrase_verb_at(lexicon, text);
    return verb.roles & roles ? verb.size : 0;
}

bool phrase_verb_is(const struct lexicon *lexicon, struct slice verb, enum verb_role role) {
    return verb.size && phrase_verb_of_role(lexicon, verb, role) == verb.size;
}

bool phrase_verb_flows(const struct lexicon *lexicon, struct slice verb, struct slice object) {
    enum { BARE_OBJECT_CHARACTERS = 2 };
    return object.size && slice_characters(object) <= BARE_OBJECT_CHARACTERS &&
           phrase_verb_is(lexicon, verb, VERB_FLOW);
}

bool phrase_verb_causes(const struct lexicon *lexicon, struct slice verb) {
    return phrase_verb_is(lexicon, verb, VERB_CAUSATIVE);
}

/* A verb right behind another may belong to the noun: 推进[补短板村], but 招募[留用]银龄人才. A noun is left long
 * enough. */
bool phrase_leaves_noun(struct slice text, size_t verb) {
    enum { SHORTEST_OBJECT_CHARACTERS = 3 };
    size_t at = verb;
    int characters = 0; /* no more are counted than are asked for: chains of verbs ask at each of them */
    for (; characters < SHORTEST_OBJECT_CHARACTERS && at < text.size; characters++)
        slice_next(text, &at);
    return characters == SHORTEST_OBJECT_CHARACTERS;
}

size_t phrase_joint_size(struct slice text) {
    return slice_starts_among(text, SLICE(ZH_CLAUSE_JOINTS "|" ZH_AND_WITH));
}

/* Nobody chains more verbs: 谋划、储备、申报、开工、建设…. The chain is copied into the row of each number of its list,
 * so that without a limit rows would grow with the square of the text. */
enum { MOST_CHAINED_VERBS = 8 };

size_t phrase_verb_size(const struct lexicon *lexicon, struct slice text) {
    size_t end = phrase_verb_of_role(lexicon, text, VERB_GOVERNING);
    for (size_t verbs = 1; end && end < text.size && verbs < MOST_CHAINED_VERBS; verbs++) {
        size_t joint = phrase_joint_size(rest_of(text, end));
        size_t skipped = end + joint;
        size_t next = phrase_verb_of_role(lexicon, rest_of(text, skipped), VERB_GOVERNING);
        if (!next || (!joint && !phrase_leaves_noun(rest_of(text, skipped), next) && skipped + next < text.size))
            break;
        end = skipped + next;
    }
    return end;
}

enum motion phrase_verb_motion(const struct lexicon *lexicon, struct slice verb) {
    static const char *const names[] = {[MOTION_UP] = "up", [MOTION_DOWN] = "down", [MOTION_ADDED] = "added"};
    struct lexicon_hit hit;
    if (!lexicon_find(lexicon, LEXICON_PREDICATES, verb, &hit))
        return MOTION_NONE;
    struct slice word = lexicon_cell(lexicon, LEXICON_PREDICATES, hit.row, PREDICATES_MOTION);
    return (enum motion)slice_number_among(word, names, sizeof names / sizeof *names);
}

/* A bracket that is not closed nearby opens nothing: the search stays short. */
enum { LONGEST_BRACKET_BYTES = 600 };

/* What closes a bracket; empty where the character opens none. */
static struct slice closing_of(uint32_t open) {
    switch (open) {
    case 0x201C: return SLICE("”");
    case 0xFF08: return SLICE("）");
    case 0x300A: return SLICE("》");
    case '(': return SLICE(")");
    case 0x300C: return SLICE("」");
    case 0x3010: return SLICE("】");
    default: return (struct slice){0};
    }
}

size_t phrase_behind_bracket(struct slice text, size_t from) {
    size_t inside = from;
    struct slice character = slice_part(text, from, from + HAN_BYTES);
    bool mark = character.size && !utf8_chinese_end(character, 0); /* most characters are none */
    struct slice close = mark ? closing_of(slice_next(text, &inside)) : (struct slice){0};
    if (!close.size)
        return from;
    size_t at = slice_find(slice_part(text, 0, from + LONGEST_BRACKET_BYTES), close, inside);
    return at == SIZE_MAX ? from : at + close.size;
}
