/* Makes sections of headings: level, parent, number path, body. Reads `outline.headings`; leaves `report.sections` and
 * the section of every paragraph.
 *
 * Headings rank by their numbering (章 above 节 above 一、 above （一）); one without number takes the rank that its
 * place gives it. A numbering that starts again at 1 below a deeper heading opens a level of its own. */
#include <inttypes.h>
#include <stdio.h>

#include "stages/outline/outline_parts.h"

enum {
    MOST_LEVELS = 12,
    FORMS = 6,
    RANK_TOP = 5,
    RANK_CHAPTER = 20,
    RANK_PART = 40,
    RANK_SUBPART = 50,
    RANK_POINT = 60,
    RANK_BRACKETED = 70,
    RANK_CIRCLED = 75,
    RANK_TOPIC = 78, /* a topic sentence on a line of its own: 一是 may stand below it */
    RANK_ITEM = 80,
    RANK_BOX = 90,
    RANK_LEAD = 95,
};

struct open_section {
    uint32_t section; /* its index */
    int rank;
    enum label_style style;
    enum section_kind kind;
    uint32_t ordinal;
    uint32_t children;
    int level;      /* of a heading without number, by the file's format; 0: none */
    bool announced; /* one of a numbered list of 民生实事 */
    bool framed;    /* 【聚力兴业】 */
    bool topic;
};

struct tree {
    struct outline *outline;
    struct open_section open[MOST_LEVELS];
    int depth; /* open levels */
    uint32_t roots, titles;
    size_t box_end;        /* where the open box ends; 0 for none */
    bool items_hold_leads; /* a topic stands below an item of the open list */
    bool forms[FORMS];     /* which of 篇, 章, 节, 一、, （一） the report uses, by rank */
};

static int rank_of(const struct outline_heading *heading) {
    switch (heading->style) {
    case LABEL_ANNEX: return RANK_TOP;
    case LABEL_VOLUME: return RANK_CHAPTER - 10;
    case LABEL_DIVISION: return RANK_CHAPTER - 5;
    case LABEL_CHAPTER: return RANK_CHAPTER;
    case LABEL_SECTION: return RANK_CHAPTER + 10;
    case LABEL_PART:
    case LABEL_BARE_PART: return RANK_PART;
    case LABEL_SUBPART: return RANK_SUBPART;
    case LABEL_POINT: return RANK_POINT;
    case LABEL_DECIMAL: return RANK_POINT + 5;
    case LABEL_BRACKETED_POINT: return RANK_BRACKETED;
    case LABEL_CIRCLED_POINT: return RANK_CIRCLED;
    case LABEL_ITEM:
    case LABEL_DEMAND:
    case LABEL_ORDER: return RANK_ITEM;
    case LABEL_BOX:
    case LABEL_TABLE: return RANK_BOX;
    default: break;
    }
    if (heading->topic)
        return RANK_TOPIC;
    return heading->kind == SECTION_LEAD ? RANK_LEAD : 0;
}

/* A topic sentence, run in or on a line of its own. */
static bool is_topic(const struct outline_heading *heading) {
    return heading->topic || heading->kind == SECTION_LEAD;
}

static void close_to(struct tree *tree, int depth, size_t at) {
    struct report *report = tree->outline->report;
    while (tree->depth > depth) {
        struct section *section = &report->sections.items[tree->open[--tree->depth].section];
        if (section->body.end == 0)
            section->body.end = at;
    }
}

/* The open level with this numbering: the one whose next ordinal this is, else the deepest; -1 for none. */
static int sibling_of(const struct tree *tree, const struct outline_heading *heading) {
    int deepest = -1;
    for (int i = tree->depth; i-- > 0;) {
        if (tree->open[i].style != heading->style || tree->open[i].kind != heading->kind)
            continue;
        if (deepest < 0)
            deepest = i;
        if (heading->ordinal && tree->open[i].ordinal + 1 == heading->ordinal)
            return i;
    }
    return deepest;
}

/* 一、 again at 1 below 第一，…: the list belongs to what stands between. */
static bool opens_level(const struct tree *tree, const struct outline_heading *heading, int sibling) {
    if (heading->ordinal != 1 || sibling < 0 || tree->open[sibling].ordinal == 0 || tree->depth >= MOST_LEVELS - 2)
        return false;
    const struct open_section *top = &tree->open[tree->depth - 1];
    bool between = tree->depth - 1 > sibling && top->style != LABEL_NONE;
    return between && heading->style != LABEL_ITEM && heading->style != LABEL_DEMAND;
}

/* 2027年工作安排: what is numbered 一、 below stands in it. A review may end where 一、 begins. */
static bool divides_report(const struct outline_heading *heading) {
    return (heading->roles & HEADING_ROLE(ROLE_PLAN)) && !(heading->roles & HEADING_ROLE(ROLE_REVIEW)) &&
           slice_find(heading->title, SLICE(ZH_YEAR), 0) != SIZE_MAX;
}

/* The level that the file's format gives a heading without number; 0: none. */
static int level_of(const struct tree *tree, const struct outline_heading *heading) {
    const struct report *report = tree->outline->report;
    const struct block *block = report_block(report, &report->paragraphs.items[heading->first]);
    bool bare = heading->kind == SECTION_HEADING && heading->style == LABEL_NONE && !heading->topic;
    return bare && block && block->kind == BLOCK_HEADING ? block->level : 0;
}

/* Beside or below the last heading without number that has a level of the format too; -1 where none is open. */
static int level_depth(const struct tree *tree, const struct outline_heading *heading, int *rank) {
    int depth = -1, level = level_of(tree, heading);
    for (int i = tree->depth; level && depth < 0 && i-- > 0;) {
        const struct open_section *open = &tree->open[i];
        if (open->level == 0 || (open->level > level && i > 0 && tree->open[i - 1].level >= level))
            continue;
        bool below = open->level < level;
        *rank = open->rank + below;
        depth = i + below;
    }
    return depth;
}

/* A heading without number: by the levels of the format, beside the last of its kind, else beside the numbered headings
 * of its place. */
static int plain_depth(const struct tree *tree, const struct outline_heading *heading, int *rank) {
    bool framed = slice_starts(heading->title, SLICE("【"));
    int levelled = level_depth(tree, heading, rank);
    if (levelled >= 0)
        return levelled;
    for (int i = tree->depth; i-- > 0;)
        if (tree->open[i].style == LABEL_NONE && tree->open[i].kind == SECTION_HEADING && !tree->open[i].topic &&
            (framed || !tree->open[i].framed)) {
            bool below = framed && !tree->open[i].framed; /* 【…】 divides what a bare heading opens */
            *rank = tree->open[i].rank + below;
            return i + below;
        }
    int depth = tree->depth;
    while (depth > 0 && tree->open[depth - 1].rank >= RANK_SUBPART)
        depth--;
    *rank = depth == 0                                ? (divides_report(heading) ? RANK_PART - 5 : RANK_PART)
            : tree->open[depth - 1].rank >= RANK_PART ? RANK_SUBPART
                                                      : RANK_PART - 5;
    return depth;
}

/* The depth of the open item; the depth of all where none is open. */
static int item_depth(const struct tree *tree) {
    int depth = tree->depth;
    while (depth > 0 && tree->open[depth - 1].kind != SECTION_ITEM)
        depth--;
    return depth > 0 ? depth - 1 : tree->depth;
}

/* A topic after the last of 一是…六是 belongs to the item only where the items before it held topics too, or where
 * another item is to come. */
static bool leaves_item(const struct tree *tree, const struct outline_heading *heading) {
    int depth = item_depth(tree);
    return depth < tree->depth && heading->next_item != tree->open[depth].ordinal + 1 && !tree->items_hold_leads;
}

/* The open levels that a heading of this rank stands under. */
static int depth_under(const struct tree *tree, const struct outline_heading *heading, int floor, int rank) {
    int depth = tree->depth;
    while (depth > floor && (tree->open[depth - 1].rank >= rank || (is_topic(heading) && tree->open[depth - 1].topic)))
        depth--; /* topics do not nest */
    if (depth != floor + 1 || rank > RANK_PART)
        return depth;
    bool foreword = tree->open[floor].style == LABEL_NONE && tree->open[floor].rank == RANK_TOP;
    return foreword ? floor : depth; /* a foreword holds no chapters */
}

/* How many of the open levels stay open above the heading; its rank comes out too. */
static int depth_of(const struct tree *tree, const struct outline_heading *heading, int floor, int *rank) {
    *rank = heading->top ? RANK_TOP : rank_of(heading);
    int depth = tree->depth;
    if (*rank == 0) {
        depth = plain_depth(tree, heading, rank);
        depth = depth < MOST_LEVELS ? depth : MOST_LEVELS - 1;
        return depth < floor ? floor : depth;
    }
    if (heading->in_box)
        return floor;
    if (heading->kind == SECTION_LEAD && leaves_item(tree, heading))
        return item_depth(tree);
    int sibling = is_topic(heading) ? -1 : sibling_of(tree, heading);
    if (opens_level(tree, heading, sibling)) {
        *rank = tree->open[depth - 1].rank + 1;
        return depth;
    }
    if (sibling >= floor) {
        *rank = tree->open[sibling].rank;
        return sibling;
    }
    depth = depth_under(tree, heading, floor, *rank);
    return depth < MOST_LEVELS ? depth : MOST_LEVELS - 1;
}

/* s2.3.1: the letter keeps spreadsheets from reading a key as a number (1.10) or a date. */
static enum status number_section(struct report *report, struct section *section, struct slice parent,
                                  uint32_t ordinal) {
    char digits[16];
    int size = snprintf(digits, sizeof digits, "%" PRIu32, ordinal);
    struct slice pieces[] = {parent, parent.size ? SLICE(".") : SLICE("s"), {digits, (size_t)size}};
    section->number = arena_join(&report->arena, pieces, 3);
    return section->number.start ? STATUS_OK : STATUS_NO_MEMORY;
}

static struct section *add_section(struct tree *tree, const struct outline_heading *heading) {
    struct report *report = tree->outline->report;
    struct section *section = LIST_ADD(&report->scratch, &report->sections);
    if (!section)
        return NULL;
    *section = (struct section){
        .kind = heading->kind,
        .parent = NO_SECTION,
        .label = heading->label,
        .title = heading->title,
        .heading = heading->span,
        .body = {heading->span.start, heading->end},
        .citizens = heading->citizens,
        .line = report_line(report, heading->span.start),
    };
    return section;
}

/* The level of a heading that nothing stands above: a fragment that begins with （四） and goes on with 三、 begins one
 * level down. */
static int level_of_orphan(const struct tree *tree, const struct outline_heading *heading, int rank) {
    int level = 1;
    if (heading->style == LABEL_NONE && !is_topic(heading))
        return level;
    for (int form = 1; form < FORMS && form * 10 < rank; form++)
        level += tree->forms[form];
    return level;
}

/* Tells each heading which item comes next below the same numbered heading. */
static void find_next_items(struct outline *outline) {
    uint32_t next = 0;
    for (size_t i = outline->headings.count; i-- > 0;) {
        struct outline_heading *heading = &outline->headings.items[i];
        heading->next_item = next;
        if (heading->kind == SECTION_ITEM)
            next = heading->ordinal;
        else if (!is_topic(heading))
            next = 0;
    }
}

static void note_forms(struct tree *tree) {
    for (size_t i = 0; i < tree->outline->headings.count; i++) {
        const struct outline_heading *heading = &tree->outline->headings.items[i];
        int rank = rank_of(heading);
        if (heading->style != LABEL_NONE && rank % 10 == 0 && rank / 10 < FORMS)
            tree->forms[rank / 10] = true;
    }
}

static enum status add_title(struct tree *tree, const struct outline_heading *heading) {
    struct section *section = add_section(tree, heading);
    if (!section)
        return STATUS_NO_MEMORY;
    section->number = tree->titles++ ? SLICE("s0.1") : SLICE("s0");
    section->body.end = tree->outline->report->text.size;
    return STATUS_OK;
}

/* The levels that a heading inside a box leaves open. */
static int floor_of(const struct tree *tree, const struct outline_heading *heading) {
    if (!tree->box_end || heading->span.start >= tree->box_end)
        return 0;
    int floor = tree->depth;
    while (floor > 0 && tree->open[floor - 1].kind != SECTION_BOX)
        floor--;
    return floor;
}

/* 民生实事 of a heading above */
static bool in_citizens_list(const struct report *report, const struct open_section *parent) {
    return parent && report->sections.items[parent->section].citizens;
}

static bool is_held_by_item(const struct tree *tree, const struct open_section *parent) {
    return parent && (parent->kind == SECTION_ITEM || tree->items_hold_leads);
}

/* The next of numbered headings of which the first was announced. */
static bool continues_announced(const struct tree *tree, const struct outline_heading *heading, int depth) {
    const struct open_section *open = &tree->open[depth];
    return depth < tree->depth && open->announced && open->style == heading->style &&
           open->ordinal + 1 == heading->ordinal;
}

static enum status add_heading(struct tree *tree, const struct outline_heading *heading) {
    struct report *report = tree->outline->report;
    int floor = floor_of(tree, heading), rank;
    int depth = depth_of(tree, heading, floor, &rank);
    bool announced = heading->announced || continues_announced(tree, heading, depth);
    close_to(tree, depth, heading->span.start);
    uint32_t index = (uint32_t)report->sections.count;
    struct section *section = add_section(tree, heading);
    if (!section)
        return STATUS_NO_MEMORY;
    struct open_section *parent = depth ? &tree->open[depth - 1] : NULL;
    uint32_t ordinal = parent ? ++parent->children : ++tree->roots;
    section->level = parent ? report->sections.items[parent->section].level + 1 : level_of_orphan(tree, heading, rank);
    section->parent = parent ? parent->section : NO_SECTION;
    section->citizens |= announced || in_citizens_list(report, parent);
    tree->open[depth] = (struct open_section){index,
                                              rank,
                                              heading->style,
                                              heading->kind,
                                              heading->ordinal,
                                              0,
                                              level_of(tree, heading),
                                              announced,
                                              slice_starts(heading->title, SLICE("【")),
                                              is_topic(heading)};
    tree->depth = depth + 1;
    bool table = heading->kind == SECTION_TABLE;
    if (table || heading->kind == SECTION_BOX)
        tree->box_end = table || heading->end ? heading->end : report->text.size;
    if (heading->kind != SECTION_ITEM)
        tree->items_hold_leads = is_topic(heading) && is_held_by_item(tree, parent);
    return number_section(report, section, parent ? report->sections.items[parent->section].number : (struct slice){0},
                          ordinal);
}

/* Leads end with their paragraph, boxes with their frame: what follows belongs to the heading above them. */
static void close_ended(struct tree *tree, size_t at) {
    const struct report *report = tree->outline->report;
    for (int i = 0; i < tree->depth; i++) {
        size_t end = report->sections.items[tree->open[i].section].body.end;
        if (end && end <= at) {
            close_to(tree, i, at);
            return;
        }
    }
}

enum status outline_build_tree(struct outline *outline) {
    struct report *report = outline->report;
    struct tree tree = {.outline = outline};
    size_t next = 0;
    note_forms(&tree);
    find_next_items(outline);
    uint32_t title = NO_SECTION;
    for (uint32_t i = 0; i < report->paragraphs.count; i++) {
        struct paragraph *paragraph = &report->paragraphs.items[i];
        close_ended(&tree, paragraph->span.start);
        while (next < outline->headings.count && outline->headings.items[next].first <= i) {
            const struct outline_heading *heading = &outline->headings.items[next++];
            enum status status =
                heading->kind == SECTION_TITLE ? add_title(&tree, heading) : add_heading(&tree, heading);
            if (status != STATUS_OK)
                return status;
            if (heading->kind == SECTION_TITLE)
                title = (uint32_t)report->sections.count - 1;
        }
        const struct outline_heading *last = next ? &outline->headings.items[next - 1] : NULL;
        paragraph->section = tree.depth ? tree.open[tree.depth - 1].section : title;
        paragraph->heading = last && i >= last->first && i <= last->last && !(last->run_in && i == last->last);
    }
    close_to(&tree, 0, report->text.size);
    for (size_t i = 0; i < report->sections.count; i++) {
        struct section *section = &report->sections.items[i];
        section->line_end = section->line;
        if (section->body.end > section->body.start)
            section->line_end = report_line(report, section->body.end - 1);
    }
    return STATUS_OK;
}
