/* Where a paragraph stands, and what its place makes of it: boxes, their run-in labels, lists of 民生实事. */
#ifndef BAOGAO_STAGES_PROJECT_BOXES_H
#define BAOGAO_STAGES_PROJECT_BOXES_H

#include "stages/model/clause.h"

enum project_setting {
    SETTING_TEXT,
    SETTING_BOX,      /* a box that describes: goals, zones, tasks */
    SETTING_PROJECTS, /* a box whose title promises projects: each item is one */
    SETTING_CITIZENS, /* a list of 民生实事: each deliverable is one */
};

/* The setting of a section's paragraphs; `category` is the title of a heading inside a box, else empty. */
enum project_setting project_setting(const struct report *report, uint32_t section, struct slice *category);
/* A heading that lists nothing; the points of a 民生实事 list are read although they are headings. */
bool project_is_heading(const struct report *report, const struct paragraph *paragraph);
/* Without a list number at the head: 1. （2） ①. */
struct span project_without_number(const struct report *report, struct span paragraph);
/* The clauses of a paragraph, as clause_next gives them, each with the byte behind its mark. */
struct project_clause {
    struct span span;
    enum clause_end end;
    size_t behind;
};
struct project_clauses {
    LIST(struct project_clause) list;
};
/* Whether the first clause of a paragraph is a run-in label (铁路：…). */
bool project_has_label(const struct report *report, const struct project_clauses *clauses, struct span body);
/* Whether a label names a project that its paragraph describes (南坪物流中心：依托…), as far as the label itself says.
 */
bool project_label_is_name(const struct report *report, struct span label, enum project_setting setting);
/* Whether a paragraph of a 民生实事 list is one of its points: it is numbered, or a point of the outline. */
bool project_is_deliverable(const struct report *report, const struct paragraph *paragraph);
/* Adds each deliverable of a paragraph of a 民生实事 list. */
enum status project_read_deliverables(struct report *report, uint32_t section, struct span body);
#endif
