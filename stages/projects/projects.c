/* Walks the paragraphs clause by clause, knows whether they stand in a box, a list of 民生实事 or running text, and
 * keeps of what project_lists reads that which is a project there. */
#include "stages/projects.h"

#include "stages/clauses.h"
#include "stages/model/clause.h"
#include "stages/model/lexicon.h"
#include "stages/projects/project_boxes.h"
#include "stages/projects/project_evidence.h"
#include "stages/projects/project_facts.h"
#include "stages/projects/project_lists.h"
#include "stages/projects/project_tables.h"
#include "stages/projects/project_undertakings.h"
#include "stages/tables/tables_grid.h"
#include "stages/targets/phrase.h"

enum { LONGEST_UNIT_LINE_BYTES = 45, LEAST_LISTED_NAMES = 3, LONGEST_QUOTE_BYTES = 3000 };

struct walk {
    struct report *report;
    struct project_list list;
    enum project_setting setting;
    uint32_t section;
    struct slice category;
    struct project_clauses clauses;    /* of the paragraph */
    struct span body;                  /* the part of it that is read */
    uint32_t first_clause, end_clause; /* of `report->clauses`: those of the paragraph */
    bool listing;                      /* the paragraph before announces deliverables, or is one of them */
    bool listing_stops;                /* it ends with 。: only a numbered one goes on */
    struct verb_phrase carried;        /* of the clause before, for the members that follow behind ， */
};

static enum verb_strength group_strength(const struct list_group *group) {
    bool behind = group->behind.end > group->behind.start;
    if (behind && group->behind.strength > group->before.strength)
        return group->behind.strength;
    return group->before.strength;
}

static bool is_governed(const struct list_group *group) {
    return group->before.end > group->before.start || group->behind.end > group->behind.start;
}

static bool is_nameable(const struct list_item *item) {
    return !item->signs.phrase && item->signs.head != HEAD_NEVER && item->signs.head != HEAD_VAGUE &&
           item->signs.characters >= 2 && item->signs.characters <= LONGEST_NAME_CHARS;
}

/* A box may be a bare list; its members then have to look like names by themselves. */
static bool is_listed_name(const struct list_group *group, const struct list_item *item) {
    return group->count >= LEAST_LISTED_NAMES && is_nameable(item) &&
           (item->signs.head == HEAD_MODIFIER ||
            (item->signs.proper && item->signs.head != HEAD_NONE && item->signs.head != HEAD_SOFT));
}

/* In a box every listed item is one; what a policy verb does to a branch of industry is none. */
static bool is_box_project(const struct list_group *group, const struct list_item *item) {
    const struct name_signs *signs = &item->signs;
    enum verb_strength strength = group_strength(group);
    bool bare_work = signs->head == HEAD_ACTION && signs->head_start == 0;
    if (!is_nameable(item) || bare_work || (group->of_others && signs->head == HEAD_NONE))
        return false;
    if (!is_governed(group) && group->count == 1 && signs->head_start == 0)
        return false; /* 机场。 before the sentences about airports */
    if (!is_governed(group))
        return (signs->head != HEAD_NONE && signs->head != HEAD_SOFT) || signs->proper;
    if (strength <= VERB_SOFT)
        return group->close == CLOSE_PROJECTS;
    if (signs->head == HEAD_SOFT)
        return strength >= VERB_MID;
    return signs->head != HEAD_NONE || signs->proper || group->close == CLOSE_PROJECTS ||
           (strength >= VERB_MID && signs->characters >= 3);
}

/* Whether evidence decides on the members of a list: in running text, and of what a verb governs in a box that
 * promises no projects. */
static bool is_weighed(const struct walk *walk, const struct list_group *group) {
    return walk->setting == SETTING_TEXT || (walk->setting == SETTING_BOX && is_governed(group));
}

static bool is_project(const struct walk *walk, const struct list_group *group, const struct list_item *item) {
    if (is_weighed(walk, group))
        return is_nameable(item) && (!group->counted || item->own.proper);
    return walk->setting == SETTING_PROJECTS ? is_box_project(group, item) : is_listed_name(group, item);
}

/* The verb as written; 力争 stays with the verb behind the name (力争…建成), 确保 and 推动 do not. */
static enum status write_stage(struct walk *walk, const struct list_group *group, struct slice *stage) {
    struct slice before = slice_part(walk->report->text, group->before.start, group->before.end);
    struct slice behind = slice_part(walk->report->text, group->behind.start, group->behind.end);
    *stage = behind.size ? behind : before;
    if (behind.size && group->before.strength == VERB_AIM) {
        struct slice pieces[] = {before, behind};
        *stage = arena_join(&walk->report->arena, pieces, 2);
        return stage->start ? STATUS_OK : STATUS_NO_MEMORY;
    }
    return STATUS_OK;
}

/* The sentence of a name. */
static struct span quote_of(const struct report *report, struct span name) {
    uint32_t clause = clause_of_word(report, report_word(report, name.start));
    struct span sentence =
        clause == NO_INDEX ? name : report->sentences.items[report->clauses.items[clause].sentence].span;
    return clause_quote(report->text, sentence, name, LONGEST_QUOTE_BYTES);
}

static enum status add_project(struct walk *walk, const struct list_group *group, const struct list_item *item,
                               struct slice stage) {
    struct project *project = LIST_ADD(&walk->report->scratch, &walk->report->projects);
    if (!project)
        return STATUS_NO_MEMORY;
    bool behind = group->behind.end > group->behind.start;
    *project = (struct project){
        .section = walk->section,
        .category = walk->category,
        .name = item->name,
        .stage = stage,
        .stage_code = behind && group->behind.code ? group->behind.code : group->before.code,
        .quote = quote_of(walk->report, item->span),
        .at = item->span.start,
        .end = item->span.end,
    };
    if (is_weighed(walk, group)) {
        evidence_add(&project->facts, EVIDENCE_PROJECTS_LISTED);
        evidence_add_if(&project->facts, EVIDENCE_PROJECTS_COUNTED, item->counted || group->counted);
        evidence_add_if(&project->facts, EVIDENCE_PROJECTS_MEASURED, item->measured);
        evidence_add_if(&project->facts, EVIDENCE_PROJECTS_CLOSE_NAMES_PROJECTS, group->close == CLOSE_PROJECTS);
    }
    return STATUS_OK;
}

static enum status take_group(struct walk *walk, struct list_group *group) {
    if (group->close == CLOSE_OTHERS || group->count == 0)
        return STATUS_OK;
    const struct list_item *items = &walk->list.items.items[group->first];
    size_t projects = 0;
    for (size_t i = 0; i < group->count; i++)
        projects += is_project(walk, group, &items[i]);
    /* 一批公路、铁路: what no name tells apart. */
    bool plain = !is_governed(group) && (items->own.phrase || projects * 5 < group->count * 3);
    if (projects == 0 || (plain && !is_weighed(walk, group)))
        return STATUS_OK;
    struct slice stage;
    enum status status = write_stage(walk, group, &stage);
    for (size_t i = 0; status == STATUS_OK && i < group->count; i++)
        if (is_project(walk, group, &items[i]))
            status = add_project(walk, group, &items[i], stage);
    return status;
}

static enum status take_clause(struct walk *walk, struct span clause, bool carries) {
    enum status status = project_list_read(walk->report, clause, &walk->list);
    for (size_t i = 0; status == STATUS_OK && i < walk->list.groups.count; i++) {
        struct list_group *group = &walk->list.groups.items[i];
        bool bare = group->before.end == group->before.start && group->behind.end == group->behind.start;
        if (i == 0 && bare && carries && walk->setting == SETTING_PROJECTS)
            group->before = walk->carried;
        status = take_group(walk, group);
        if (group->count > 0)
            walk->carried = group->before;
    }
    return status;
}

/* How many members a list without a verb needs: see is_project. */
static size_t least_bare(enum project_setting setting) {
    switch (setting) {
    case SETTING_PROJECTS: return 1;
    case SETTING_BOX: return LEAST_LISTED_NAMES;
    default: return SIZE_MAX;
    }
}

/* Reads the clauses from number `first` on, up to number `end`, of `body`. */
static enum status take_body(struct walk *walk, struct span body, size_t first, size_t end) {
    walk->list.least_bare = least_bare(walk->setting);
    walk->list.running = walk->setting != SETTING_PROJECTS;
    walk->body = body;
    walk->carried = (struct verb_phrase){0};
    enum status status = STATUS_OK;
    enum clause_end previous = CLAUSE_STOP;
    for (size_t i = first; status == STATUS_OK && i < end; i++) {
        const struct project_clause *clause = &walk->clauses.list.items[i];
        status = take_clause(walk, clause->span, previous == CLAUSE_COMMA);
        previous = clause->end;
    }
    return status;
}

/* Whether the projects from index `first` on are what a paragraph is about, or only stand in its prose. */
static bool names_fill(const struct report *report, size_t first, struct span body) {
    size_t bytes = 0;
    for (size_t i = first; i < report->projects.count; i++)
        bytes += report->projects.items[i].name.size;
    return bytes * 5 > (body.end - body.start) * 2;
}

static enum status add_label(struct walk *walk, struct span label) {
    struct verb_phrase verb;
    struct slice text = slice_part(walk->report->text, 0, label.end);
    if (!project_verb_before(walk->report->lexicon, text, label.start, &verb) || verb.strength < VERB_MID)
        verb = (struct verb_phrase){.start = label.start, .end = label.start};
    struct list_group group = {.before = verb, .count = 1};
    struct list_item item = {.span = {verb.end, label.end}, .piece = label};
    item.name = report_text(walk->report, item.span);
    return add_project(walk, &group, &item, report_text(walk->report, (struct span){verb.start, verb.end}));
}

/* A paragraph with a run-in label: the label names its projects' category, or the one project that the paragraph
 * describes. That is so where a sober reading finds few names in it. */
static enum status take_labelled(struct walk *walk, struct span body) {
    struct report *report = walk->report;
    const struct project_clauses *clauses = &walk->clauses;
    struct span label = clauses->list.items->span;
    body.start = clauses->list.items->behind;
    size_t first = report->projects.count;
    enum project_setting setting = walk->setting;
    struct slice outer = walk->category;
    bool named = setting != SETTING_TEXT && project_label_is_name(report, label, setting);
    if (named) {
        walk->category = outer;
        enum status status = add_label(walk, label);
        walk->category = report_text(report, label);
        walk->setting = SETTING_BOX;
        if (status == STATUS_OK)
            status = take_body(walk, body, 1, clauses->list.count);
        if (status != STATUS_OK || !names_fill(report, first + 1, body))
            return status;
        report->projects.count = first;
    }
    walk->setting = setting;
    struct slice said = report_text(report, label);
    struct terms terms = {.report = report};
    bool deed; /* 今年要抓好三件大事：… */
    if (phrase_is_clause(&terms, label, &deed) != STATUS_OK)
        return STATUS_NO_MEMORY;
    walk->category = deed ? outer : said;
    return take_body(walk, body, 1, clauses->list.count);
}

static enum status read_clauses(struct walk *walk, struct span body) {
    struct project_clause clause;
    walk->clauses.list.count = 0;
    for (size_t at = body.start; clause_next(walk->report, body, &at, &clause.span, &clause.end);) {
        struct project_clause *added = LIST_ADD(&walk->report->scratch, &walk->clauses.list);
        if (!added)
            return STATUS_NO_MEMORY;
        clause.behind = at;
        *added = clause;
    }
    return STATUS_OK;
}

/* Whether the paragraph is one of the deliverables that one before it announces (办好以下民生实事：). */
static bool goes_on_listing(struct walk *walk) {
    const struct report *report = walk->report;
    if (walk->end_clause == walk->first_clause)
        return false;
    bool numbered = project_is_listed_deed(report, walk->first_clause);
    bool goes_on = walk->listing && (numbered || !walk->listing_stops);
    walk->listing = goes_on || project_announces_deeds(report, walk->first_clause, walk->end_clause);
    walk->listing_stops = report->clauses.items[walk->end_clause - 1].mark == MARK_STOP;
    return goes_on;
}

/* 单位：亿元 */
static bool is_unit_line(const struct report *report, struct span body) {
    size_t size;
    return table_role_at(report, report_text(report, body), 0, &size) == TABLE_ROLE_UNIT &&
           body.end - body.start <= LONGEST_UNIT_LINE_BYTES;
}

/* What stands before a list of deliverables in its paragraph, then the list. */
static enum status take_before_deeds(struct walk *walk, struct span body, uint32_t deeds) {
    const struct report *report = walk->report;
    size_t listed = words_span(report, report->clauses.items[deeds].words).start, before = 0;
    while (before < walk->clauses.list.count && walk->clauses.list.items[before].span.start < listed)
        before++;
    enum status status = take_body(walk, (struct span){body.start, listed}, 0, before);
    return status == STATUS_OK ? project_read_deeds(walk->report, deeds, walk->end_clause) : status;
}

static enum status take_text(struct walk *walk, struct span body) {
    struct report *report = walk->report;
    enum status status = read_clauses(walk, body);
    if (status != STATUS_OK)
        return status;
    size_t count = walk->clauses.list.count, first_row = report->projects.count;
    uint32_t deeds = project_find_deeds(report, walk->first_clause, walk->end_clause);
    if (deeds < walk->end_clause && walk->setting == SETTING_TEXT)
        return take_before_deeds(walk, body, deeds);
    if (!project_has_label(report, &walk->clauses, body))
        status = take_body(walk, body, 0, count);
    else if (walk->clauses.list.items->span.end > walk->clauses.list.items->span.start)
        status = take_labelled(walk, body);
    else
        status = take_body(walk, body, 1, count); /* ：first */
    if (status != STATUS_OK || walk->setting != SETTING_TEXT)
        return status;
    return project_add_undertakings(report, walk->first_clause, walk->end_clause, walk->category, first_row);
}

static enum status take_paragraph(struct walk *walk, const struct paragraph *paragraph) {
    struct report *report = walk->report;
    walk->setting = project_setting(report, paragraph->section, &walk->category);
    walk->section = paragraph->section;
    bool listing = goes_on_listing(walk);
    if (listing && walk->setting == SETTING_TEXT)
        return project_read_deeds(report, walk->first_clause, walk->end_clause);
    struct span body = project_without_number(report, paragraph->span);
    if (walk->setting == SETTING_CITIZENS) {
        if (project_is_deliverable(report, paragraph))
            return project_read_deliverables(report, paragraph->section, body);
        if (listing)
            return project_read_deeds(report, walk->first_clause, walk->end_clause);
        walk->setting = SETTING_BOX; /* what tells of a deliverable */
    }
    return is_unit_line(report, body) ? STATUS_OK : take_text(walk, body);
}

/* The clauses of a paragraph; `*sentence` moves from its first sentence to behind its last. */
static void find_clauses(struct walk *walk, uint32_t paragraph, size_t *sentence) {
    const struct report *report = walk->report;
    walk->first_clause = walk->end_clause = 0;
    while (*sentence < report->sentences.count && report->sentences.items[*sentence].paragraph < paragraph)
        *sentence += 1;
    if (*sentence < report->sentences.count && report->sentences.items[*sentence].paragraph == paragraph)
        walk->first_clause = report->sentences.items[*sentence].clauses;
    walk->end_clause = walk->first_clause;
    for (; *sentence < report->sentences.count && report->sentences.items[*sentence].paragraph == paragraph;
         *sentence += 1)
        walk->end_clause = report->sentences.items[*sentence].clauses_end;
}

/* 1.新建学校。2.: a number that nothing follows names no project. */
static void drop_nameless(struct report *report) {
    size_t kept = 0;
    for (size_t i = 0; i < report->projects.count; i++)
        if (report->projects.items[i].name.size)
            report->projects.items[kept++] = report->projects.items[i];
    report->projects.count = kept;
}

enum status stage_projects(struct report *report) {
    struct walk walk = {.report = report};
    enum status status = STATUS_OK;
    size_t cell = 0, sentence = 0;
    for (size_t i = 0; status == STATUS_OK && i < report->paragraphs.count; i++) {
        const struct paragraph *paragraph = &report->paragraphs.items[i];
        find_clauses(&walk, (uint32_t)i, &sentence);
        if (paragraph->cell)
            status = project_tables_read(report, &cell, paragraph->span.end);
        else if (!report_is_note(report, paragraph) && !project_is_heading(report, paragraph))
            status = take_paragraph(&walk, paragraph);
    }
    drop_nameless(report);
    if (status == STATUS_OK)
        status = projects_weigh(report);
    if (status == STATUS_OK)
        status = projects_read_facts(report);
    return LIST_KEEP(&report->arena, &report->projects) ? status : STATUS_NO_MEMORY;
}
