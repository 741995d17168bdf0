/* For the readers of projects alone: time words at the head of a phrase, as patterns; those that are fixed words are in
 * the list openers of words.csv. */
#ifndef BAOGAO_STAGES_OPENERS_H
#define BAOGAO_STAGES_OPENERS_H

#include "stages/model/slice.h"

/* The bytes of the time that `text` begins with (到2025年, “十四五”期间, 5年来, 12月末, with a comma behind it); 0 for
 * none. */
size_t opener_time_size(struct slice text);

/* Whether a time could end with the last character of `text`: a look before opener_time_size is asked for parts of it.
 */
bool opener_may_end_time(struct slice text);

#endif
