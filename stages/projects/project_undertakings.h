/* Undertakings that the lists of project_lists do not give: the clauses' subjects and objects, weighed as candidates.
 */
#ifndef BAOGAO_STAGES_PROJECT_UNDERTAKINGS_H
#define BAOGAO_STAGES_PROJECT_UNDERTAKINGS_H

#include "stages/clauses.h"

/* Adds a project for each candidate of clauses [first, end) that the evidence speaks for (schemas/
 * evidence_undertakings.csv) and that no row from `first_row` on stands in. The rows from there on are left in the
 * order of the text. */
enum status project_add_undertakings(struct report *report, uint32_t first, uint32_t end, struct slice category,
                                     size_t first_row);

/* 办好10件民生实事，包括：…；…。 in one paragraph: of the clauses [first, end) the first deliverable; `end` where there
 * is no such list. */
uint32_t project_find_deeds(const struct report *report, uint32_t first, uint32_t end);
/* Whether clauses [first, end), a whole paragraph, end with a colon that announces paragraphs of deliverables:
 * 办好以下民生实事： */
bool project_announces_deeds(const struct report *report, uint32_t first, uint32_t end);
/* Whether a clause begins with a list number. */
bool project_is_listed_deed(const struct report *report, uint32_t clause);
/* Adds each deliverable of clauses [first, end): a verb with its object and its count. A clause without a verb behind a
 * list number is the category of what follows (（1）便利就医，…). */
enum status project_read_deeds(struct report *report, uint32_t first, uint32_t end);

#endif
