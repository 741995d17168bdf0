/* link: over all reports of a run, the panel: one indicator's target and actual by region and year.
 *
 * Keeps its own copy of what it needs, a row for each region, year and indicator that was met, and a hash for each
 * report; no report need outlive the call that gives it. Reports are given in document order: the same order gives the
 * same panel. Not for use from two threads at once.
 *
 * Of several claims for one cell wins, in this order: a target from the report of its year and an actual from the
 * report of the year after; the exact number before a bound (突破…) for an actual; the passage of the expected targets
 * (主要预期目标是…) before other places; what is said without 其中; the earlier one. Averages, sums and growth over
 * several years, and what is of some months only or said of a part of the region (catalogue_scope.h) have no cell. A
 * code has one unit, the catalogue's: values are converted into it, and what is measured in something else (亿美元 for
 * 亿元) has no cell. */
#ifndef BAOGAO_STAGES_LINK_H
#define BAOGAO_STAGES_LINK_H

#include "stages/model/sha256.h"
#include "stages/write/rows.h"

struct panel;

/* An empty panel, freed by link_close. The lexicon is the one the reports are read with, and outlives the panel. */
enum status link_open(const struct lexicon *lexicon, struct panel **panel);
void link_close(struct panel *panel);

/* What tells a report's text from any other. Made of a report that has gone through the stages, on any thread. */
struct text_identity {
    char sha256[SHA256_TEXT_BYTES];
};
struct text_identity link_identify(const struct report *report);

/* Whether an earlier report of the run has the same text, be it under another name or in another encoding: then a note
 * with the first one's name (code `twin`) is added to `report`, and the caller leaves the report out of link_take and
 * gives no rows of it but the document's and its diagnostics. Call it once a report, before link_take. */
enum status link_twin(struct panel *panel, struct report *report, const struct text_identity *identity, bool *twin);

/* Takes a report's targets with an indicator code, a period and a value that are said of the whole region; where the
 * report's region or year is not known they are only counted. */
enum status link_take(struct panel *panel, const struct report *report);

/* Gives the rows of the panel by the columns of schemas/panel.json, sorted by region_code, region, year and
 * indicator_code, then those of the indicators in the catalogue's order. The gap is given where the actual is exact and
 * the target no range. Nothing may be taken afterwards. */
enum status link_give(struct panel *panel, row_taker *take, void *context);

#endif
