/* Bytes of a known encoding to UTF-8. */
#ifndef BAOGAO_STAGES_DECODE_CONVERT_H
#define BAOGAO_STAGES_DECODE_CONVERT_H

#include "stages/decode/decode_encoding.h"
#include "stages/model/arena.h"
#include "stages/model/status.h"

enum { BAD_PLACES = 10 };

struct conversion {
    struct arena *arena;
    struct slice text; /* the UTF-8 */
    size_t capacity;
    size_t replaced;        /* bytes that became U+FFFD (units, for UTF-16 and UTF-32) */
    size_t bad[BAD_PLACES]; /* where in the text the first of them stand */
};

/* Appends `bytes` to the conversion's text. STATUS_INPUT: iconv does not know the encoding. */
enum status conversion_add(struct conversion *conversion, struct slice bytes, const struct encoding *encoding);
/* The bytes that were taken for Latin-1 (or Windows-1252) and written as UTF-8; their start is NULL where the text
 * holds other characters, or memory ran out. */
struct slice latin1_bytes(struct arena *arena, struct slice text);

#endif
