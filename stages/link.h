/* link: over all reports of a run, the panel: one indicator's target and actual by region and year.
 *
 * Keeps its own copy of what it needs, a cell for each region, year and indicator that was met, and a hash for each
 * report; no report need outlive the call that gives it. Reports are given in document order: the same order gives the
 * same panel. Not for use from two threads at once. */
#ifndef BAOGAO_STAGES_LINK_H
#define BAOGAO_STAGES_LINK_H

#include "stages/rows.h"

struct panel;

/* An empty panel, freed by link_close; the lexicon must outlive it. */
enum status link_open(const struct lexicon *lexicon, struct panel **panel);
void link_close(struct panel *panel);

/* Whether an earlier report of the run has the same text, be it under another name or in another encoding: then a note
 * with the first one's name (code `twin`) is added to `report`, and the caller leaves the report out of link_take and
 * gives no rows of it but the document's and its diagnostics. Call it once a report, before link_take. */
enum status link_twin(struct panel *panel, struct report *report, bool *twin);

/* Takes a report's targets with an indicator code, a period and a value that are said of the whole region; nothing
 * where the report's region or year is not known. */
enum status link_take(struct panel *panel, const struct report *report);

/* Gives the rows of the panel by the columns of schemas/panel.json, sorted by region_code, region, year and
 * indicator_code. */
enum status link_give(struct panel *panel, row_taker *take, void *context);

#endif
