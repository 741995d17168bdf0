/* How a report opens: what its title, or its greeting, and the lines below say of its kind, region and year. */
#ifndef BAOGAO_STAGES_OUTLINE_OPENINGS_H
#define BAOGAO_STAGES_OUTLINE_OPENINGS_H

#include "stages/outline/outline_parts.h"

struct opening {
    struct slice title;          /* empty: it opens without one */
    uint32_t first, body;        /* paragraphs: where it begins, and the first behind the title */
    uint32_t behind;             /* the paragraph behind the sentence that presents it */
    enum report_type type;       /* REPORT_UNKNOWN: nothing tells */
    size_t region;               /* a row as region_find gives it; SIZE_MAX: none of the list */
    struct slice region_written; /* the name in the title where the list has none */
    int year;                    /* 0: nothing tells */
    struct slice session;        /* the line that gives date and place, where dashes lead it */
    bool greets;                 /* 各位代表： */
    bool presents;               /* 我代表县人民政府，向大会报告工作，请予审议 */
    bool dated;                  /* a line of its head names a day */
    uint32_t ordinal;            /* of the first 一、 or 第一章 below it; 0: none */
    bool runs;                   /* sentences stand below it */
};

/* The opening whose title is `title`. */
struct opening opening_of_title(struct outline *outline, const struct outline_heading *title);
/* An opening at paragraph `i` that tells nothing. */
struct opening opening_of_nothing(uint32_t i);
/* Takes from the other what the opening does not tell. */
void opening_complete(struct opening *opening, struct opening other);
/* The opening without a title that begins with paragraph `i`. */
struct opening opening_of_line(struct outline *outline, uint32_t i);
/* Whether both tell their kind, region or year, and not the same. */
bool openings_differ(const struct opening *one, const struct opening *other);
/* Whether both tell their kind, region and year, and the same. */
bool openings_agree(const struct opening *one, const struct opening *other);

#endif
