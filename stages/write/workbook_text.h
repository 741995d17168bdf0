/* Text as a cell of a workbook can hold it. */
#ifndef BAOGAO_STAGES_WORKBOOK_TEXT_H
#define BAOGAO_STAGES_WORKBOOK_TEXT_H

#include "stages/model/slice.h"

/* NUL-terminated text, in room that is used again and again. */
struct cell_text {
    char *bytes;
    size_t capacity;
    size_t width; /* in characters as wide as a digit: a Chinese one takes two */
    bool cut;     /* the text was longer than asked: its beginning, closed by … */
};

/* Writes `text` into `room` as at most `most` UTF-16 units, which is how Excel counts. Characters that XML cannot hold
 * are shown by their pictures (U+0007 is ␇), bytes that are no UTF-8 and noncharacters become U+FFFD, and what Excel
 * would read as an escape (_x0041_) is escaped. False where memory ran out. */
bool cell_text_set(struct cell_text *room, struct slice text, size_t most);
void cell_text_free(struct cell_text *room);

#endif
