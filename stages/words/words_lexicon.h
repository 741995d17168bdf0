/* The classes of each row of schemas/words.csv as bits. */
#ifndef BAOGAO_STAGES_WORDS_LEXICON_H
#define BAOGAO_STAGES_WORDS_LEXICON_H

#include "stages/model/lexicon.h"
#include "stages/model/word_classes.h"

/* One number a row, from `arena`; NULL where memory ran out. A class that only
 * chooses the words of a list has no bit. */
word_classes *words_lexicon_read(const struct lexicon *lexicon, struct arena *arena);

/* What all rows of a word say together. */
word_classes words_lexicon_classes(const struct lexicon *lexicon, const word_classes *of_row, uint32_t word);

#endif
