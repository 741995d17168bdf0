/* What the two halves of reading a list share: project_lists cuts a clause into groups, project_shares makes each
 * group's names whole. Private to them. */
#ifndef BAOGAO_STAGES_PROJECT_CUTTING_H
#define BAOGAO_STAGES_PROJECT_CUTTING_H

#include "stages/project_lists.h"

struct cutting {
    struct report *report;
    const struct lexicon *lexicon;
    struct slice text; /* the report's, up to the clause's end */
    struct project_list *list;
    struct list_group *group; /* the one that is open */
    struct span places;       /* of 在… before its verb, empty where it has none */
};

/* What closes a bracket or quote; 0 where the character opens none. */
uint32_t cutting_closing_of(uint32_t open);
/* Behind a bracket that opens before `at`, or `at` where nothing closes it nearby. */
size_t cutting_behind_bracket(struct slice text, size_t at, uint32_t open);
struct slice cutting_text(const struct cutting *cutting, struct span span);
/* Adds a piece to the open group, in two where 和 or 及 parts two whole names; false: out of memory. */
bool cutting_add_piece(struct cutting *cutting, struct span piece, bool last);
/* Whether a piece closes its list (…等项目). */
bool cutting_closes(const struct cutting *cutting, struct span piece);
/* The open group has all its pieces: reads how it closes (等…项目), frees its names from counts, gives back what they
 * share. */
enum status cutting_close_group(struct cutting *cutting);
/* Gives the open group, whose names are whole, the places that stand before its verb. */
enum status cutting_name_places(struct cutting *cutting);

#endif
