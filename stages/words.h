/* Every paragraph as words: reads paragraphs, leaves `words` and `paragraph_words`. No character is left out: a
 * paragraph's words stand one behind the other from its first byte to its last.
 *
 * What holds of a word: WORD_KNOWN is a word of schemas/words.csv, with its classes, or one of common_words, with none;
 * WORD_PLACE the full name of a division (regions); WORD_UNKNOWN a run of Chinese characters of neither, most often
 * (part of) a proper name, with
 * the classes of a place or thing that its last character says (湾, 库); WORD_NUMBER digits with the points and
 * separators inside; WORD_LATIN letters; WORD_MARK one mark of punctuation, or a run of spaces. A run of characters is
 * cut so that the fewest characters are left over, then into the fewest words. An opening bracket or quote and its
 * closing one have each other's index as `partner`; all other words, and marks that nobody closes nearby, have NO_WORD.
 *
 * Work is linear in the text. */
#ifndef BAOGAO_STAGES_WORDS_H
#define BAOGAO_STAGES_WORDS_H

#include "stages/model/report.h"

enum status stage_words(struct report *report);

#endif
