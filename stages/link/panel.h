/* The panel's memory, shared by the files of link: claims.c reads what a report says for its cells, link.c fills them,
 * panel_rows.c prints them, claim_rows.c what one report says. Nobody else reads it. */
#ifndef BAOGAO_STAGES_PANEL_H
#define BAOGAO_STAGES_PANEL_H

#include "stages/link.h"
#include "stages/link/catalogue_index.h"
#include "stages/model/report.h"

/* What speaks for one claim of a cell against another, the strongest first. The sum of what it lacks is its rank. */
enum claim_lack {
    LACKS_WHOLE = 1,      /* it is said 其中 of a part */
    LACKS_HEADLINE = 2,   /* it stands outside the passage of the expected targets */
    LACKS_EXACT = 4,      /* an actual that only passed a bound (突破…) */
    LACKS_OWN_REPORT = 8, /* a target from another report than its year's, an actual from another than the year after */
};

/* What a report said for a cell, in the catalogue's unit. */
struct claim {
    size_t count;             /* claims for the cell; 0: none, and nothing else is known */
    unsigned rank, next_rank; /* the winner's, and the lowest of those that lost */
    enum comparator comparator;
    struct decimal value, value2;
    struct decimal confidence;
    struct slice document, printed; /* printed: the number as written, with its unit */
    uint32_t row;                   /* its `target` in the document, from 1 */
};

struct panel_cell {
    struct slice region_code, region;
    enum region_level region_level;
    struct indicator *indicator;
    int year;
    struct claim target, actual;
};

struct met_text {
    struct text_identity identity;
    struct slice document;
};

/* Open addressing: an item's index plus one, 0 for a free place. */
struct places {
    uint32_t *items;
    size_t size; /* a power of two */
};

struct panel {
    struct arena arena;
    const struct lexicon *lexicon;
    struct catalogue_index catalogue;
    LIST(struct panel_cell) cells;
    LIST(struct met_text) texts;
    struct places cell_places, text_places;
};

/* ---- goals.c ---- */

enum met { MET_UNKNOWN, MET_YES, MET_NO };

/* Was the goal reached? The comparator says where the goal lies, the direction which way is better for an exact or an
 * approximate one. A bound on a negative number is one on how far it falls: 下降3.4%以上 is reached by -4.8. */
enum met goal_is_met(enum direction direction, const struct claim *target, const struct claim *actual);

#endif
