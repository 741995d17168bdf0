/* Verbs of schemas/verbs.csv, the joints between words and the brackets around them. */
#include "stages/phrase_parts.h"

static struct slice rest_of(struct slice text, size_t from) {
    return slice_part(text, from, text.size);
}

/* The bytes of a compound noun at the head or end: 建设用地 begins with a verb and is none. */
size_t phrase_compound_size(const struct lexicon *lexicon, struct slice text, enum trie_way way) {
    struct lexicon_hit hit;
    size_t from = way == TRIE_FORWARD ? 0 : text.size;
    return lexicon_match(lexicon, LEXICON_COMPOUNDS, way, text, from, &hit) ? hit.size : 0;
}

/* The verb that begins `text`; with `role` one of that role only. */
size_t phrase_verb_of_role(const struct lexicon *lexicon, struct slice text, struct slice role) {
    struct lexicon_hit hit;
    if (!lexicon_match(lexicon, LEXICON_VERBS, TRIE_FORWARD, text, 0, &hit))
        return 0;
    struct slice behind = rest_of(text, hit.size);
    struct lexicon_hit attribute; /* 拓展面积 is a noun */
    if (lexicon_match(lexicon, LEXICON_ATTRIBUTES, TRIE_FORWARD, text, 0, &attribute) && attribute.size > hit.size)
        return 0;
    if (phrase_compound_size(lexicon, text, TRIE_FORWARD) > hit.size || slice_starts(behind, SLICE("化")) ||
        slice_starts(behind, SLICE("性"))) /* 规范化管理, 补贴性培训 */
        return 0;
    do {
        if (slice_equal(lexicon_cell(lexicon, LEXICON_VERBS, hit.row, VERBS_ROLE), role))
            return hit.size;
    } while (lexicon_next_same(lexicon, LEXICON_VERBS, &hit));
    return 0;
}

size_t phrase_governing_size(const struct lexicon *lexicon, struct slice text) {
    size_t size = phrase_verb_of_role(lexicon, text, SLICE("object"));
    if (!size)
        size = phrase_verb_of_role(lexicon, text, SLICE("object_inside"));
    if (!size)
        size = phrase_verb_of_role(lexicon, text, SLICE("causative"));
    return size ? size : phrase_verb_of_role(lexicon, text, SLICE("flow"));
}

bool phrase_verb_is(const struct lexicon *lexicon, struct slice verb, struct slice role) {
    return verb.size && phrase_verb_of_role(lexicon, verb, role) == verb.size;
}

bool phrase_verb_flows(const struct lexicon *lexicon, struct slice verb, struct slice object) {
    enum { BARE_OBJECT_CHARACTERS = 2 };
    return object.size && slice_characters(object) <= BARE_OBJECT_CHARACTERS &&
           phrase_verb_is(lexicon, verb, SLICE("flow"));
}

bool phrase_verb_causes(const struct lexicon *lexicon, struct slice verb) {
    return phrase_verb_is(lexicon, verb, SLICE("causative"));
}

/* A verb right behind another may belong to the noun: 推进[补短板村], but 招募[留用]银龄人才. A noun is left long
 * enough. */
bool phrase_leaves_noun(struct slice text, size_t verb) {
    enum { SHORTEST_OBJECT_CHARACTERS = 3 };
    return slice_characters(rest_of(text, verb)) >= SHORTEST_OBJECT_CHARACTERS;
}

size_t phrase_joint_size(struct slice text) {
    static const char *const joints[] = {"、", "以及", "和", "及", "与", "并", "或"};
    for (size_t i = 0; i < sizeof joints / sizeof *joints; i++) {
        struct slice joint = slice_from_string(joints[i]);
        if (slice_starts(text, joint))
            return joint.size;
    }
    return 0;
}

size_t phrase_verb_size(const struct lexicon *lexicon, struct slice text) {
    size_t end = phrase_governing_size(lexicon, text);
    while (end && end < text.size) {
        size_t joint = phrase_joint_size(rest_of(text, end));
        size_t skipped = end + joint;
        size_t next = phrase_governing_size(lexicon, rest_of(text, skipped));
        if (!next || (!joint && !phrase_leaves_noun(rest_of(text, skipped), next) && skipped + next < text.size))
            break;
        end = skipped + next;
    }
    return end;
}

enum motion phrase_verb_motion(const struct lexicon *lexicon, struct slice verb) {
    static const struct {
        const char *word;
        enum motion motion;
    } motions[] = {{"up", MOTION_UP}, {"down", MOTION_DOWN}, {"added", MOTION_ADDED}};
    struct lexicon_hit hit;
    if (!lexicon_find(lexicon, LEXICON_PREDICATES, verb, &hit))
        return MOTION_NONE;
    struct slice word = lexicon_cell(lexicon, LEXICON_PREDICATES, hit.row, PREDICATES_MOTION);
    for (size_t i = 0; i < sizeof motions / sizeof *motions; i++)
        if (slice_equal(word, slice_from_string(motions[i].word)))
            return motions[i].motion;
    return MOTION_NONE;
}

/* A bracket that is not closed nearby opens nothing: the search stays short. */
enum { LONGEST_BRACKET_BYTES = 600 };

size_t phrase_behind_bracket(struct slice text, size_t from) {
    static const char *const pairs[][2] = {{"“", "”"}, {"（", "）"}, {"《", "》"},
                                           {"(", ")"}, {"「", "」"}, {"【", "】"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct slice open = slice_from_string(pairs[i][0]), close = slice_from_string(pairs[i][1]);
        if (slice_starts(rest_of(text, from), open)) {
            struct slice near = slice_part(text, 0, from + LONGEST_BRACKET_BYTES);
            size_t at = slice_find(near, close, from + open.size);
            return at == SIZE_MAX ? from : at + close.size;
        }
    }
    return from;
}
