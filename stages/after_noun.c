/* Finds where a noun behind a number ends: at a joint, or at the verb whose subject it is (schemas/clause_verbs.csv).
 */
#include "stages/after_noun.h"

#include "model/lexicon.h"
#include "stages/phrase.h"

static struct slice rest_of(struct slice text, size_t from) {
    return slice_part(text, from, text.size);
}

static bool is_compound(const struct lexicon *lexicon, struct slice text, size_t at, size_t *size) {
    struct lexicon_hit hit;
    bool found = lexicon_match(lexicon, LEXICON_COMPOUNDS, TRIE_FORWARD, text, at, &hit);
    *size = found ? hit.size : 0;
    return found;
}

/* Where the item ends: before the joint to the next item. Without a next number a joint ends it only before a verb,
 * for a noun may be a list itself: 2项技术、装备. */
static size_t item_end(const struct lexicon *lexicon, struct slice text, bool more) {
    for (size_t at = 0; at < text.size;) {
        size_t behind = phrase_behind_bracket(text, at), compound;
        if (behind > at) {
            at = behind;
            continue;
        }
        if (is_compound(lexicon, text, at, &compound)) {
            at += compound;
            continue;
        }
        struct slice rest = rest_of(text, at);
        size_t joint = phrase_joint_size(rest);
        bool mark = slice_starts(rest, SLICE("、")) || slice_starts(rest, SLICE("，"));
        bool last_joint = joint == rest.size;
        if (joint && (more ? mark || last_joint : phrase_verb_size(lexicon, rest_of(rest, joint)) > 0))
            return at;
        slice_next(text, &at);
    }
    return text.size;
}

/* A verb that has the noun as its subject; its place and whether it tells the noun apart. */
static size_t find_clause_verb(const struct lexicon *lexicon, struct slice noun, size_t *verb_size, bool *selects) {
    for (size_t at = 0; at < noun.size;) {
        size_t behind = phrase_behind_bracket(noun, at), compound;
        if (behind > at) {
            at = behind;
            continue;
        }
        struct lexicon_hit hit;
        bool verb = lexicon_match(lexicon, LEXICON_CLAUSE_VERBS, TRIE_FORWARD, noun, at, &hit);
        if (is_compound(lexicon, noun, at, &compound) && (!verb || compound > hit.size)) {
            at += compound;
        } else if (verb) {
            *verb_size = hit.size;
            *selects =
                slice_equal(lexicon_cell(lexicon, LEXICON_CLAUSE_VERBS, hit.row, CLAUSE_VERBS_SELECTS), SLICE("yes"));
            return at;
        } else {
            slice_next(noun, &at);
        }
    }
    return noun.size;
}

/* 3个社区建设: what is done to the things is no part of their name. */
static struct slice without_work(const struct lexicon *lexicon, struct slice noun) {
    struct lexicon_hit hit;
    if (lexicon_match(lexicon, LEXICON_PREDICATES, TRIE_BACKWARD, noun, noun.size, &hit) && hit.size < noun.size &&
        slice_equal(lexicon_cell(lexicon, LEXICON_PREDICATES, hit.row, PREDICATES_MOTION), SLICE("tail")))
        noun = slice_part(noun, 0, noun.size - hit.size);
    return noun;
}

enum status after_noun_read(struct report *report, struct slice text, bool governed, bool more,
                            struct after_noun *after) {
    const struct lexicon *lexicon = report->lexicon;
    size_t open = 0;
    while (open < text.size && (slice_starts(rest_of(text, open), SLICE(" "))))
        open++;
    if (slice_starts(rest_of(text, open), SLICE("的")))
        open += sizeof "的" - 1;
    *after = (struct after_noun){0};
    if (phrase_joint_size(rest_of(text, open)))
        return STATUS_OK;
    size_t end = open + item_end(lexicon, rest_of(text, open), more);
    struct slice item = slice_trim(slice_part(text, open, end));
    size_t verb_size = 0;
    bool selects = false;
    size_t verb = find_clause_verb(lexicon, item, &verb_size, &selects);
    after->noun = slice_part(item, 0, verb);
    after->size = verb < item.size ? open + verb : end;
    enum { SHORTEST_SELECTION_CHARACTERS = 3 };
    size_t object = slice_characters(rest_of(item, verb + verb_size));
    if (selects && !governed && after->noun.size && object >= SHORTEST_SELECTION_CHARACTERS) {
        struct slice pieces[] = {rest_of(item, verb), SLICE("的"), after->noun};
        after->noun = arena_join(&report->arena, pieces, 3);
        after->size = end;
        if (!after->noun.start)
            return STATUS_NO_MEMORY;
    } else {
        size_t others = slice_find(after->noun, SLICE("等"), 1);
        after->noun = without_work(lexicon, slice_part(after->noun, 0, others));
    }
    return STATUS_OK;
}
