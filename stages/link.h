/* link: over all reports of a run, the panel: one indicator's target and actual by region and year.
 *
 * Keeps its own copy of what it needs, a row for each region, year and indicator that was met, and a hash for each
 * report; no report or claim need outlive the call that gives it. Reports are given in document order: the same order
 * gives the same panel. Not for use from two threads at once.
 *
 * Of several claims for one cell wins, in this order: a target from the report of its year and an actual from the
 * report of the year after; the exact number before a bound (突破…) for an actual; the passage of the expected targets
 * (主要预期目标是…) before other places; what is said without 其中; the earlier one. The words of target_why in
 * schemas/panel.json stand in this order, and pipeline/spark/ takes it from there. Averages, sums and growth over
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

/* The name of an earlier report of the run with the same text, be it in another encoding; empty where there is none.
 * The caller leaves a twin out of link_take and gives no rows of it but the document's and its diagnostics. Call it
 * once a report, before link_take. */
enum status link_find_twin(struct panel *panel, struct slice document, const struct text_identity *identity,
                           struct slice *first);

/* What one target says for a cell of the panel, in the catalogue's unit. */
struct link_claim {
    struct slice indicator_code;
    int year; /* 0: it has no cell and is only counted; nothing more is known of it */
    enum target_kind kind;
    unsigned rank; /* what speaks against it: the lowest wins */
    enum comparator comparator;
    struct decimal value, value2, confidence;
    struct slice printed; /* the number as written, with its unit */
    uint32_t row;         /* its `target` in the document, from 1 */
};

/* All that the panel needs of a report. */
struct link_claims {
    struct slice document, region_code, region;
    enum region_level region_level;
    LIST(struct link_claim) items;
};

/* Finds a report's targets with an indicator code, and of those with a period and a value that are said of the whole
 * region what they say; where the report's region or year is not known they are only counted. What it leaves lies in
 * the report's arena. May be called on any thread. */
enum status link_read(const struct panel *panel, struct report *report, struct link_claims *claims);
/* Takes what a report says, read just now or in an earlier run. */
enum status link_take(struct panel *panel, const struct link_claims *claims);

/* Gives the rows of the panel by the columns of schemas/panel.json, sorted by region_code, region, year and
 * indicator_code, then those of the indicators in the catalogue's order. The gap is given where the actual is exact and
 * the target no range. Nothing may be taken afterwards. */
enum status link_give(struct panel *panel, row_taker *take, void *context);

/* Gives the claims that have a cell by the columns of schemas/claims.json, for those who join reports elsewhere. */
enum status link_give_claims(const struct lexicon *lexicon, const struct link_claims *claims, row_taker *take,
                             void *context);

#endif
