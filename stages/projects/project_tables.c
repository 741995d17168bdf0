/* Reads project tables row by row from `cells`; what a column holds comes from schemas/project_columns.csv. Tables of
 * indicators have no column of names and give nothing. */
#include "stages/projects/project_tables.h"

#include <string.h>

#include "stages/model/lexicon.h"
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
        if (!lexicon_match(report->lexicon, LEXICON_PROJECT_COLUMNS, TRIE_FORWARD, title, at, &hit) ||
            hit.size <= longest)
            continue;
        struct slice cell = lexicon_cell(report->lexicon, LEXICON_PROJECT_COLUMNS, hit.row, PROJECT_COLUMNS_ROLE);
        longest = hit.size;
        role = (enum column_role)slice_number_among(cell, names, sizeof names / sizeof *names);
    }
    return role;
}

/* The unit in the brackets of a column's title; empty where it has none. */
static struct slice unit_of(struct slice title) {
    size_t end = title.size, open = slice_find_last(title, SLICE("（")), mark = sizeof "（" - 1;
    if (open == SIZE_MAX) {
        open = slice_find_last(title, SLICE("("));
        mark = 1;
    }
    if (open == SIZE_MAX)
        return (struct slice){0};
    size_t close = slice_find(title, SLICE("）"), open);
    if (close == SIZE_MAX)
        close = slice_find(title, SLICE(")"), open);
    return slice_part(title, open + mark, close == SIZE_MAX ? end : close);
}

/* The last year of 2026—2028 or 2027年6月. */
static int last_year(struct slice text) {
    int year = 0;
    for (size_t at = 0; at + 4 <= text.size; at++) {
        int found = 0;
        size_t i = 0;
        while (i < 4 && text.start[at + i] >= '0' && text.start[at + i] <= '9')
            found = found * 10 + (text.start[at + i++] - '0');
        if (i == 4 && found >= 1900 && found < 2100)
            year = found;
    }
    return year;
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
        project->quote = cell->span;
        project->section = cell->section;
        if (project->category.size == 0)
            project->category = cell->group;
        break;
    case ROLE_AMOUNT:
        project->amount = decimal_from_text(text);
        project->amount_unit = project->amount.known ? unit_of(cell->column_head) : (struct slice){0};
        if (project->amount.known && !project->amount_unit.size && slice_ends(cell->row_head, SLICE("）")))
            project->amount_unit = unit_of(cell->row_head); /* of a line 单位：亿元 above the table */
        break;
    case ROLE_YEAR: project->year = last_year(text); break;
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
