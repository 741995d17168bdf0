/* What phrase.c, phrase_head.c and phrase_end.c share; for them alone. */
#ifndef BAOGAO_STAGES_PHRASE_PARTS_H
#define BAOGAO_STAGES_PHRASE_PARTS_H

#include "stages/targets/phrase.h"

/* ---- phrase_head ---- */

/* Where the openers at the head end; the phrase learns of commitments and 分别. */
uint32_t phrase_behind_openers(const struct terms *terms, struct term_range range, struct phrase *phrase);
/* Behind the verbs at the head that govern a noun (新开、复航、加密 is one); `range.first` for none. */
uint32_t phrase_behind_verbs(const struct terms *terms, struct term_range range);
/* Whether what stands behind a verb is long enough to be a noun without a second one: 推进[补短板村], but
 * 招募[留用]银龄人才. */
bool phrase_leaves_noun(const struct terms *terms, uint32_t at, uint32_t end);
/* Whether a word says what is done or how: 突出, 抓好. */
bool phrase_is_doing(const struct term *term);
/* Behind the words that say so at the head, though no list knows them as verbs of numbers; `range.first` for none. */
uint32_t phrase_behind_doing(const struct terms *terms, struct term_range range);

/* ---- phrase_end ---- */

/* What is taken off an end, and what is left. */
struct ending {
    const struct terms *terms;
    struct term_range noun;
    struct phrase *phrase;
};

/* Takes one predicate, adverb or comparison off the end; false where none stands there. */
bool phrase_strip_predicate(struct ending *ending);
/* The same for a comparison. */
bool phrase_strip_comparison(struct ending *ending);
/* Without all that may be taken off the end; the phrase learns predicate and motion. */
struct term_range phrase_strip_end(const struct terms *terms, struct term_range noun, struct phrase *phrase);
/* Without where a fact holds: 产值[在上年基数上]增长. */
struct term_range phrase_without_circumstance(const struct terms *terms, struct term_range noun);

#endif
