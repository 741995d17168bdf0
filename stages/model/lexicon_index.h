/* What is read of the lexicons' cells once, when they are opened, because every report asks for it: the classes of
 * words as bits, and the rows of regions by their codes. */
#ifndef BAOGAO_MODEL_LEXICON_INDEX_H
#define BAOGAO_MODEL_LEXICON_INDEX_H

#include "stages/model/lexicon.h"
#include "stages/model/word_classes.h"

/* Fills `lexicon->index`, in the lexicon's arena; lexicon_open calls it. */
enum status lexicon_index(struct lexicon *lexicon);

/* What all rows of schemas/words.csv that have a word say together; `word` is a number of words. A class that this
 * version does not know counts for nothing. */
word_classes lexicon_word_classes(const struct lexicon *lexicon, uint32_t word);

/* The first row with a code of GB/T 2260, and the next one with the same; LEXICON_NO_ROW for none. The rows of
 * regions.csv are counted first, those of former_regions.csv behind them. */
#define LEXICON_NO_ROW UINT32_MAX
uint32_t lexicon_region_row(const struct lexicon *lexicon, struct slice code);
uint32_t lexicon_next_region_row(const struct lexicon *lexicon, uint32_t row);

#endif
