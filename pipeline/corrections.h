/* --corrections: a CSV file of what readers of the review pages found right, wrong or to be amended. Its columns are
 * document, table, key, field, was and is, as the pages save them; stages/correct.h says what they do. */
#ifndef BAOGAO_PIPELINE_CORRECTIONS_H
#define BAOGAO_PIPELINE_CORRECTIONS_H

#include "stages/model/report.h"

struct corrections;

/* On failure `message` names the file, the line and what is wrong there. Freed by corrections_free. */
enum status corrections_open(const char *path, struct corrections **corrections, char *message, size_t message_size);
void corrections_free(struct corrections *corrections);

/* Gives a report the corrections of its document, in the order of the file; the texts live as long as `corrections`.
 * May be called on any thread. `corrections` may be NULL, here and below. */
void corrections_give(const struct corrections *corrections, struct report *report);
/* Makes of an empty report one that says in a diagnostic that no report had the name of a correction's document: the
 * first such document from number `from` on. Gives where to look for the next; SIZE_MAX where there was none. */
size_t corrections_unmatched(const struct corrections *corrections, size_t from, struct report *report);

#endif
