/* What phrase.c, phrase_verbs.c and phrase_ends.c share; for them alone. */
#ifndef BAOGAO_STAGES_PHRASE_PARTS_H
#define BAOGAO_STAGES_PHRASE_PARTS_H

#include "stages/targets/phrase.h"

/* The bytes of a compound noun (the list compounds of words.csv) at the head or end: 建设用地 begins with a verb and is
 * none. */
size_t phrase_compound_size(const struct lexicon *lexicon, struct slice text, enum trie_way way);

/* What a verb does, by the list verbs of words.csv; one may have several roles. */
enum verb_role {
    VERB_COMMITMENT = 1,
    VERB_OBJECT = 2,
    VERB_OBJECT_INSIDE = 4,
    VERB_CAUSATIVE = 8,
    VERB_FLOW = 16,
    VERB_GOVERNING = VERB_OBJECT | VERB_OBJECT_INSIDE | VERB_CAUSATIVE | VERB_FLOW,
};

struct verb {
    size_t size;    /* its bytes; 0 for none */
    unsigned roles; /* of enum verb_role */
};

/* The verb that begins `text`. */
struct verb phrase_verb_at(const struct lexicon *lexicon, struct slice text);
/* The bytes of the verb of one of these roles that begins `text`; 0 for none. */
size_t phrase_verb_of_role(const struct lexicon *lexicon, struct slice text, unsigned roles);
/* Whether `verb` is just one verb of the role. */
bool phrase_verb_is(const struct lexicon *lexicon, struct slice verb, enum verb_role role);
/* Whether what stands behind the first `verb` bytes is long enough to be a noun without them: 推进[补短板村], but
 * 招募[留用]银龄人才. */
bool phrase_leaves_noun(struct slice text, size_t verb);

/* The kind of the opener that begins `text` (the list openers of words.csv), and its bytes; 0 for none. */
struct slice phrase_opener_at(const struct lexicon *lexicon, struct slice text, size_t *size);
/* How far the openers at the head of `text` reach; `phrase`, unless NULL, learns of commitments and 分别. */
size_t phrase_openers_end(const struct lexicon *lexicon, struct slice text, struct phrase *phrase);
/* Whether a preposition begins `text`. */
bool phrase_is_prepositional(const struct lexicon *lexicon, struct slice text);

enum motion phrase_predicate_motion(const struct lexicon *lexicon, struct lexicon_hit hit);
/* Takes one predicate or comparison off the end of the phrase's noun; false where none stands there. */
bool phrase_strip_predicate(const struct lexicon *lexicon, struct phrase *phrase);
/* `noun` without all that may be taken off its end; the phrase learns predicate and motion and keeps it as its noun. */
struct slice phrase_strip_end(const struct lexicon *lexicon, struct phrase *phrase, struct slice noun);
/* 轻工业产值同一九五七年相比 without what it is compared with. */
struct slice phrase_without_contrast(const struct lexicon *lexicon, struct slice noun);
/* Without 的 at its ends. */
struct slice phrase_trim_noun(struct slice noun);

#endif
