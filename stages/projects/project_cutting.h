/* What the parts of reading a list share: project_lists cuts a clause into groups, the others make each group's
 * names whole. Private to them. */
#ifndef BAOGAO_STAGES_PROJECT_CUTTING_H
#define BAOGAO_STAGES_PROJECT_CUTTING_H

#include "stages/projects/project_lists.h"

/* What stands anywhere in a clause: most clauses need not be looked through for what only few hold. */
struct clause_marks {
    bool lists; /* 、 */
    bool etc;   /* 等 */
    bool joins; /* 和, 及 or 以 */
};

struct cutting {
    struct report *report;
    const struct lexicon *lexicon;
    struct slice text; /* the report's, up to the clause's end */
    struct project_list *list;
    struct list_group *group; /* the one that is open */
    struct span places;       /* of 在… before its verb, empty where it has none */
    struct clause_marks marks;
};

/* What closes a bracket or quote; 0 where the character opens none. */
static inline uint32_t cutting_closing_of(uint32_t open) {
    switch (open) {
    case 0x201C: return 0x201D; /* “ ” */
    case 0x300A: return 0x300B; /* 《 》 */
    case 0x300C: return 0x300D; /* 「 」 */
    case 0xFF08: return 0xFF09; /* （ ） */
    case 0x3010: return 0x3011; /* 【 】 */
    case '(': return ')';
    default: return 0;
    }
}
/* Behind a bracket that opens before `at`, or `at` where nothing closes it nearby. */
size_t cutting_behind_bracket(struct slice text, size_t at, uint32_t open);
struct slice cutting_text(const struct cutting *cutting, struct span span);
struct name_signs cutting_signs(const struct cutting *cutting, struct span span);
enum name_head cutting_head(const struct cutting *cutting, struct span span);
/* A head that names of projects have: neither a policy's nor none. */
bool cutting_is_name_head(enum name_head head);

/* ---- project_members ---- */

/* Adds a piece to the open group as it is; a blank one is left out. False: out of memory. */
bool cutting_add_item(struct cutting *cutting, struct span span);
/* Adds a piece to the open group, in two where 和 or 及 parts two whole names; `last`: nothing follows it in the list.
 * False: out of memory. */
bool cutting_add_piece(struct cutting *cutting, struct span piece, bool last);
/* Where 和, 及 or 以及 stands outside brackets; SIZE_MAX where none does. `behind` is the byte after it. */
size_t cutting_find_conjunction(const struct cutting *cutting, struct span span, size_t *behind);
/* Frees the open group's names from counts, money, titles and clauses. */
void cutting_free_members(struct cutting *cutting);
/* Without a time and a count or a quantity at its end (年内, 12处, 35亿元). */
struct span cutting_without_figures(const struct cutting *cutting, struct span span);

/* ---- project_prospects ---- */

/* Whether a project could come of the open group, whose pieces are as they were cut, in running text. */
bool cutting_has_prospects(const struct cutting *cutting, enum verb_strength strength);

/* ---- project_closes ---- */

/* Whether a piece closes its list (…等项目). */
bool cutting_closes(const struct cutting *cutting, struct span piece);
/* Without the words that close a verb's object: …建设, …前期工作. */
struct span cutting_without_tail(const struct cutting *cutting, struct span span);
/* Reads the close of a list behind its last member, which is cut off there; what it calls the members goes to `class`.
 */
void cutting_read_close(const struct cutting *cutting, struct list_group *group, struct list_item *item,
                        struct span *class);

/* ---- project_shares ---- */

/* The open group has all its pieces: its close is read, its names are freed and made whole. */
enum status cutting_close_group(struct cutting *cutting);

/* ---- project_places ---- */

/* Gives the open group, whose names are whole, the places that stand before its verb. */
enum status cutting_name_places(struct cutting *cutting);

#endif
