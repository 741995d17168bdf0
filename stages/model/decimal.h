/* A number as a report prints it: exact, never a float. 2.40 is digits 240, scale 2. */
#ifndef BAOGAO_MODEL_DECIMAL_H
#define BAOGAO_MODEL_DECIMAL_H

#include <stdbool.h>
#include <stdint.h>

#include "stages/model/slice.h"

struct decimal {
    bool known;     /* false: there is no value */
    int8_t scale;   /* digits after the point, 0 to 18 */
    int64_t digits; /* the number times 10^scale */
};

enum { DECIMAL_TEXT_BYTES = 24 };

struct decimal decimal_from_integer(int64_t value);
/* "-1234.50" (an optional minus, ASCII digits, one point); not known where the text is none or over 18 digits. */
struct decimal decimal_from_text(struct slice text);
/* The value times 10^power; not known where it overflows. */
struct decimal decimal_shift(struct decimal value, int power);
struct decimal decimal_negate(struct decimal value);
struct decimal decimal_add(struct decimal one, struct decimal other); /* not known where it overflows */
int decimal_compare(struct decimal one, struct decimal other);
/* Plain decimal without trailing zeros after the point ("2.4"), NUL-terminated; empty where not known. */
struct slice decimal_print(struct decimal value, char out[DECIMAL_TEXT_BYTES]);

#endif
