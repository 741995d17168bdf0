/* A text that grows at its end, in an arena. After an allocation failed it takes nothing more and says `failed`. */
#ifndef BAOGAO_MODEL_TEXT_H
#define BAOGAO_MODEL_TEXT_H

#include "stages/model/arena.h"

struct text {
    struct arena *arena;
    char *start;
    size_t size, capacity;
    bool failed;
};

/* Room for `more` bytes behind the end, to be filled and added to `size` by the caller; NULL where memory ran out. */
char *text_room(struct text *text, size_t more);
void text_add(struct text *text, struct slice piece);
void text_add_string(struct text *text, const char *piece);
struct slice text_slice(const struct text *text);

/* `value` as a JSON string with its quotes (RFC 8259); bytes that are no UTF-8 become U+FFFD. */
void text_add_json(struct text *text, struct slice value);

#endif
