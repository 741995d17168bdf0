/* baogao inspect --why: why a row is there, or is not. */
#ifndef BAOGAO_PIPELINE_INSPECT_WHY_H
#define BAOGAO_PIPELINE_INSPECT_WHY_H

#include "stages/model/report.h"

/* What is asked about: a line of the file, and a column of it where that is not 0; all of the report where line is 0.
 */
struct why_place {
    uint32_t line, column;
};

/* "12", "12:7" or "all"; false where the text is none of them. */
bool why_place_read(const char *text, struct why_place *place);

/* Prints each candidate at the place, those that lost too: what it is, whether it became a row, how sure, and each
 * piece of evidence with its weight. `report` was run with `explains`. The JSON form has a line a candidate, with all
 * evidence that holds, and is what tests/tools/fit.py reads. */
enum status why_print(struct report *report, struct why_place place);
enum status why_print_json(struct report *report, struct why_place place);

#endif
