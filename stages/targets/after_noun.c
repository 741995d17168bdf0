/* Finds where a noun behind a number ends: at a joint, or at the verb whose subject it is (the list clause_verbs).
 */
#include "stages/targets/after_noun.h"

#include "stages/model/lexicon.h"
#include "stages/targets/phrase.h"

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
    size_t of = slice_find_last(text, SLICE(ZH_OF));
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
        bool described = of != SIZE_MAX && of >= at; /* 带动力强、覆盖面广的场景 */
        bool other = mark && !described && !more && phrase_verb_size(lexicon, rest_of(rest, joint)) > 0;
        if (joint && (more ? mark || last_joint : other))
            return at;
        slice_next(text, &at);
    }
    return text.size;
}

/* A verb that has the noun as its subject. */
struct clause_verb {
    size_t noun_end; /* where its adverbs begin */
    size_t start, end;
    bool selects; /* it tells the noun apart: 入选名单的学校 */
};

/* Takes a verb, or an adverb before it; the noun ends before the first of them. */
static void take_clause_verb(struct clause_verb *verb, size_t at, size_t size, bool selects) {
    if (verb->noun_end == SIZE_MAX)
        verb->noun_end = at;
    verb->start = at;
    verb->end = at + size;
    verb->selects = selects;
}

/* `preposed`: any verb that governs a noun will do, 为户放贷. */
static void find_clause_verb(const struct lexicon *lexicon, struct slice item, bool preposed,
                             struct clause_verb *verb) {
    *verb = (struct clause_verb){.noun_end = SIZE_MAX, .start = item.size, .end = item.size};
    for (size_t at = 0; at < item.size;) {
        size_t behind = phrase_behind_bracket(item, at), compound;
        struct lexicon_hit hit;
        bool found = behind == at && lexicon_match(lexicon, LEXICON_CLAUSE_VERBS, TRIE_FORWARD, item, at, &hit);
        size_t governing = preposed && at ? phrase_verb_size(lexicon, rest_of(item, at)) : 0;
        if (behind > at) {
            at = behind;
        } else if (is_compound(lexicon, item, at, &compound) && (!found || compound > hit.size)) {
            at += compound;
        } else if (governing > HAN_BYTES) {
            *verb = (struct clause_verb){at, at, at + governing, true};
            return;
        } else if (found) {
            struct slice selects = lexicon_cell(lexicon, LEXICON_CLAUSE_VERBS, hit.row, CLAUSE_VERBS_SELECTS);
            bool adverb = slice_equal(selects, SLICE("skip"));
            if (adverb && at == 0) { /* 6起成功避险案例: an adjective */
                at += hit.size;
                continue;
            }
            take_clause_verb(verb, at, hit.size, slice_equal(selects, SLICE("yes")));
            if (!adverb)
                return;
            at += hit.size; /* 全部达到标准: an adverb, the verb follows */
        } else {
            slice_next(item, &at);
        }
    }
    if (verb->noun_end == SIZE_MAX)
        verb->noun_end = item.size;
}

/* What a noun and its clause are called together: 入选名单的学校; 获评优秀案例 where the noun is a 案例 itself. */
static struct slice select_noun(struct report *report, struct slice noun, struct slice object, struct slice clause) {
    if (slice_ends(object, noun))
        return object;
    struct slice pieces[] = {clause, SLICE(ZH_OF), noun};
    return arena_join(&report->arena, pieces, 3);
}

/* Up to 等 and what it closes: 3届展会等活动 counts 展会. */
static struct slice before_others(const struct lexicon *lexicon, struct slice noun) {
    for (size_t at = 0; at < noun.size;) {
        size_t behind = phrase_behind_bracket(noun, at), compound;
        if (behind > at)
            at = behind;
        else if (is_compound(lexicon, noun, at, &compound))
            at += compound;
        else if (at && slice_starts(rest_of(noun, at), SLICE(ZH_ETC)))
            return slice_part(noun, 0, at);
        else
            slice_next(noun, &at);
    }
    return noun;
}

/* 3个社区建设: what is done to the things is no part of their name. */
static struct slice without_work(const struct lexicon *lexicon, struct slice noun) {
    struct lexicon_hit hit;
    if (lexicon_match(lexicon, LEXICON_PREDICATES, TRIE_BACKWARD, noun, noun.size, &hit) && hit.size < noun.size &&
        slice_equal(lexicon_cell(lexicon, LEXICON_PREDICATES, hit.row, PREDICATES_MOTION), SLICE("tail")))
        noun = slice_part(noun, 0, noun.size - hit.size);
    return noun;
}

/* 5家银行向12家企业…: the preposition belongs to the number behind it. */
static size_t before_preposition(const struct lexicon *lexicon, struct slice item) {
    struct lexicon_hit hit;
    bool open = lexicon_match(lexicon, LEXICON_OPENERS, TRIE_BACKWARD, item, item.size, &hit) && hit.size < item.size &&
                slice_equal(lexicon_cell(lexicon, LEXICON_OPENERS, hit.row, OPENERS_KIND), SLICE("preposition"));
    return open ? item.size - hit.size : item.size;
}

enum status after_noun_read(struct report *report, struct slice text, enum noun_relation relation, bool more,
                            struct after_noun *after) {
    enum { SHORTEST_SELECTION_CHARACTERS = 3 };
    const struct lexicon *lexicon = report->lexicon;
    size_t open = 0;
    while (open < text.size && slice_starts(rest_of(text, open), SLICE(" ")))
        open++;
    if (slice_starts(rest_of(text, open), SLICE(ZH_OF)))
        open += HAN_BYTES;
    *after = (struct after_noun){0};
    if (phrase_joint_size(rest_of(text, open)))
        return STATUS_OK;
    size_t end = open + item_end(lexicon, rest_of(text, open), more);
    if (more)
        end = open + before_preposition(lexicon, slice_part(text, open, end));
    struct slice item = slice_trim(slice_part(text, open, end));
    struct clause_verb verb = {.noun_end = item.size, .start = item.size, .end = item.size};
    if (relation != GOVERNED)
        find_clause_verb(lexicon, item, relation == PREPOSED, &verb);
    after->noun = slice_part(item, 0, verb.noun_end);
    size_t trimmed = (size_t)(item.start - text.start); /* a tab may stand before it */
    after->size = verb.noun_end < item.size ? trimmed + verb.noun_end : end;
    after->bare = after->noun;
    struct slice object = rest_of(item, verb.end);
    bool lasting = relation == PREPOSED || slice_characters(object) >= SHORTEST_SELECTION_CHARACTERS;
    if (verb.selects && after->noun.size && object.size && lasting) {
        after->noun = select_noun(report, after->noun, object, rest_of(item, verb.start));
        after->size = more ? after->size : end;
        return after->noun.start ? STATUS_OK : STATUS_NO_MEMORY;
    }
    after->noun = without_work(lexicon, before_others(lexicon, after->noun));
    after->bare = after->noun;
    return STATUS_OK;
}
