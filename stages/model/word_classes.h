/* The classes that the stage words reads from schemas/words.csv, as bits: what a word may be in a sentence. The names
 * and what they mean stand in schemas/word_classes.csv. */
#ifndef BAOGAO_MODEL_WORD_CLASSES_H
#define BAOGAO_MODEL_WORD_CLASSES_H

#include <stdint.h>

#include "enums_generated.h"

_Static_assert((int)ALL_WORD_CLASSES <= 64, "a bit for each class");

typedef uint64_t word_classes;
#define WORD_CLASS(name) (UINT64_C(1) << CLASS_##name)

#endif
