/* One lexicon over another, word by word. */
#ifndef BAOGAO_MODEL_LEXICON_MERGE_H
#define BAOGAO_MODEL_LEXICON_MERGE_H

#include "stages/model/lexicon_rows.h"

/* Puts the rows `above` over those `below`, which become the result: a word that `above` has leaves its rows below, and
 * its rows above are added; a row left without words goes. A row above takes the place of a
 * row below with the same first cell, so that a whole copy of a file keeps its order. A row above whose first cell
 * begins with - only takes its words away: -力争|确保.
 *
 * Refused are cells above that cannot be meant: no number where all below are numbers, a word where all below are of a
 * few fixed words of ASCII letters. */
enum status lexicon_merge(struct lexicon_rows *below, const struct lexicon_rows *above,
                          const struct lexicon_source *source, struct arena *arena, const struct lexicon_fault *fault);

#endif
