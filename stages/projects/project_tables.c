/* Reads project tables row by row from `cells`; what a column holds comes from schemas/project_facts.csv. Tables of
 * indicators have no column of names and give nothing. */
#include "stages/projects/project_tables.h"

#include <string.h>

#include "stages/model/lexicon.h"
#include "stages/projects/project_facts.h"
#include "stages/projects/project_verbs.h"
#include "stages/tables/tables_grid.h"

enum column_role { ROLE_NONE, ROLE_NAME, ROLE_AMOUNT, ROLE_YEAR, ROLE_STAGE, ROLE_CATEGORY };

/* The role of the longest known word in a column's title: 总投资（亿元）. */
static enum column_role role_of(const struct report *report, struct slice title) {
    static const char *const names[] = {"", "name", "amount", "year", "stage", "category"};
    size_t longest = 0;
    enum column_role role = ROLE_NONE;
    for (size_t at = 0; at < title.size; slice_next(title, &at)) {
        struct lexicon_hit hit;
        if (!lexicon_match(report->lexicon, LEXICON_PROJECT_FACTS, TRIE_FORWARD, title, at, &hit) ||
            hit.size <= longest)
            continue;
        struct slice cell = lexicon_cell(report->lexicon, LEXICON_PROJECT_FACTS, hit.row, PROJECT_FACTS_COLUMN);
        longest = hit.size;
        role = (enum column_role)slice_number_among(cell, names, sizeof names / sizeof *names);
    }
    return role;
}

static void take_stage(const struct report *report, struct slice text, struct project *project) {
    struct verb_phrase verb;
    project->stage = text;
    if (project_verb_before(report->lexicon, text, 0, &verb) ||
        project_verb_behind(report->lexicon, text, text.size, &verb))
        project->stage_code = verb.code;
}

static void take_cell(const struct report *report, const struct cell *cell, struct project *project) {
    struct slice text = slice_trim(report_text(report, cell->span));
    if (text.size == 0)
        return;
    switch (role_of(report, cell->column_head)) {
    case ROLE_NAME:
        project->name = text;
        project->at = cell->span.start;
        project->end = cell->span.end;
        project->quote = cell->span;
        project->section = cell->section;
        if (project->category.size == 0)
            project->category = cell->group;
        break;
    case ROLE_AMOUNT: project_take_amount(report, cell->span, project); break;
    case ROLE_YEAR: project->year = project_last_year(text); break;
    case ROLE_STAGE: take_stage(report, text, project); break;
    case ROLE_CATEGORY: project->category = text; break;
    default: break;
    }
}

static bool same_row(const struct cell *one, const struct cell *other) {
    return one->row == other->row && slice_equal(one->table, other->table);
}

enum status project_tables_read(struct report *report, size_t *next, size_t until) {
    while (*next < report->cells.count && report->cells.items[*next].span.start < until) {
        const struct cell *first = &report->cells.items[*next];
        struct project project = {.section = first->section};
        for (; *next < report->cells.count && same_row(first, &report->cells.items[*next]); *next += 1)
            if (!report->cells.items[*next].header)
                take_cell(report, &report->cells.items[*next], &project);
        size_t size;
        bool sum = table_role_at(report, project.name, 0, &size) == TABLE_ROLE_CUMULATIVE && size == project.name.size;
        if (project.name.size == 0 || sum) /* 合计 is no project */
            continue;
        struct project *added = LIST_ADD(&report->scratch, &report->projects);
        if (!added)
            return STATUS_NO_MEMORY;
        *added = project;
    }
    return STATUS_OK;
}
