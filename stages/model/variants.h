/* Traditional and variant characters: the simplified form of each, by OpenCC's t2s table, made at build time. Words are
 * matched by it; the text stays as written. */
#ifndef BAOGAO_MODEL_VARIANTS_H
#define BAOGAO_MODEL_VARIANTS_H

#include "stages/model/slice.h"

enum { FIRST_IDEOGRAPH = 0x4E00, LAST_IDEOGRAPH = 0x9FFF };
extern const uint16_t simplified_forms[LAST_IDEOGRAPH - FIRST_IDEOGRAPH + 1];

/* 縣 is 县; a character without another form is itself. */
static inline uint32_t variant_simplified(uint32_t code) {
    return code >= FIRST_IDEOGRAPH && code <= LAST_IDEOGRAPH ? simplified_forms[code - FIRST_IDEOGRAPH] : code;
}

#endif
