/* A clause as its projects' grammar sees it: verbs, and lists of names that each verb governs. */
#ifndef BAOGAO_STAGES_PROJECT_LISTS_H
#define BAOGAO_STAGES_PROJECT_LISTS_H

#include "stages/projects/project_names.h"
#include "stages/projects/project_verbs.h"

/* One member of a list. */
struct list_item {
    struct span span;        /* as written */
    struct span piece;       /* with what was taken from it: counts, money, a clause before it */
    struct slice name;       /* with what the list shares restored */
    struct name_signs signs; /* of `name` */
    struct name_signs own;   /* of what is written, before anything was restored */
    bool extent;             /* what stood behind measures one thing: 6000公里 */
    struct span shares;      /* what it shares with the next member behind 和 */
    bool counted;            /* a count stood before it: 3个泵站 */
    bool measured;           /* or behind it: 充电桩80个 */
    bool restored;           /* the name is longer than what is written */
};

enum list_close {
    CLOSE_PLAIN,    /* the list just ends */
    CLOSE_ETC,      /* 等 */
    CLOSE_PROJECTS, /* 等项目, 等重大工程, 等7个水电站 */
    CLOSE_OTHERS,   /* 等领域, 等产业: whatever it lists, it is no projects */
};

struct list_group {
    struct verb_phrase before, behind; /* bytes of the report's text; empty where there is none */
    size_t first, count;               /* its items */
    enum list_close close;
    bool counted;             /* the close counts them: 等“水盆子”1459个 */
    enum name_head kind_head; /* of what the close calls them */
    bool of_others;           /* the close calls them what no head says: 等救援物资装备 */
    bool of_kind; /* the close says what kind they are (等综合服务站), not only that they are projects */
};

struct project_list {
    LIST(struct list_item) items;
    LIST(struct list_group) groups;
    /* Given by the caller: */
    size_t least_bare; /* the fewest members that make a list without a verb worth reading */
    bool running;      /* in running text, or a box that describes: not all that is listed is a project */
};

/* Reads report.text[clause] into `list`, which is emptied first (its room is used again). A clause without a verb is
 * one group, and has CLOSE_OTHERS where it is not worth reading. Time is linear in the clause. */
enum status project_list_read(struct report *report, struct span clause, struct project_list *list);

#endif
