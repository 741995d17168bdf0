/* One function a view; the columns shown come from the tables' schemas. */
#include "pipeline/inspect_views.h"

#include <inttypes.h>
#include <stdio.h>

#include "pipeline/grid.h"
#include "stages/write/row_json.h"

/* The columns of a table that a view shows, in this order, ended by -1. */
static const int FACTS[] = {
    DOCUMENTS_TITLE, DOCUMENTS_REPORT_TYPE,  DOCUMENTS_REGION,     DOCUMENTS_REGION_CODE, DOCUMENTS_REGION_LEVEL,
    DOCUMENTS_YEAR,  DOCUMENTS_PERIOD_START, DOCUMENTS_PERIOD_END, DOCUMENTS_PARTIAL,     -1};
static const int ENCODING[] = {
    DOCUMENTS_ENCODING, DOCUMENTS_ENCODING_CONFIDENCE, DOCUMENTS_BYTES, DOCUMENTS_CHARACTERS, DOCUMENTS_REPLACED, -1};
static const int QUANTITIES[] = {QUANTITIES_LINE,
                                 QUANTITIES_COL,
                                 QUANTITIES_CLASS,
                                 QUANTITIES_COMPARATOR,
                                 QUANTITIES_VALUE,
                                 QUANTITIES_VALUE2,
                                 QUANTITIES_UNIT,
                                 QUANTITIES_BASE_VALUE,
                                 QUANTITIES_BASE_VALUE2,
                                 QUANTITIES_BASE_UNIT,
                                 QUANTITIES_MEASURE,
                                 QUANTITIES_TEXT,
                                 -1};
static const int TOKENS[] = {TOKENS_LINE, TOKENS_TEXT, TOKENS_KINDS, -1};
static const int CLAUSES[] = {
    CLAUSES_LINE,  CLAUSES_SUBJECT, CLAUSES_CARRIED, CLAUSES_CAUSE,     CLAUSES_FRAME, CLAUSES_ADJUNCT,    CLAUSES_VERB,
    CLAUSES_COUNT, CLAUSES_OBJECT,  CLAUSES_TAIL,    CLAUSES_LIST_NAME, CLAUSES_TIME,  CLAUSES_COMMITMENT, -1};
static const int TARGETS[] = {TARGETS_LINE,         TARGETS_KIND,       TARGETS_INDICATOR, TARGETS_MEASURE,
                              TARGETS_COMPARATOR,   TARGETS_VALUE,      TARGETS_VALUE2,    TARGETS_UNIT,
                              TARGETS_PERIOD_START, TARGETS_PERIOD_END, TARGETS_ATTRIBUTE, TARGETS_FIRMNESS,
                              TARGETS_VERB,         TARGETS_FLAGS,      TARGETS_QUOTE,     -1};
static const int PROJECTS[] = {PROJECTS_LINE,        PROJECTS_CATEGORY,   PROJECTS_NAME,
                               PROJECTS_STAGE,       PROJECTS_STAGE_CODE, PROJECTS_AMOUNT,
                               PROJECTS_AMOUNT_UNIT, PROJECTS_QUOTE,      -1};

struct shown_table {
    struct grid grid;
    const int *columns;
};

static enum status take_columns(void *context, enum table_name table, const struct slice *cells) {
    struct shown_table *shown = context;
    (void)table;
    for (const int *column = shown->columns; *column >= 0; column++)
        if (!grid_add(&shown->grid, cells[*column]))
            return STATUS_NO_MEMORY;
    return STATUS_OK;
}

/* Rows below each other, under their columns' names. */
static enum status print_rows(struct report *report, enum table_name table, const int *columns) {
    struct shown_table shown = {.grid = {.arena = &report->arena}, .columns = columns};
    struct slice names[MOST_COLUMNS];
    for (size_t i = 0; i < tables[table].column_count; i++)
        names[i] = slice_from_string(tables[table].columns[i].name);
    while (columns[shown.grid.columns] >= 0)
        shown.grid.columns++;
    enum status status = take_columns(&shown, table, names);
    if (status == STATUS_OK)
        status = rows_give(report, table, take_columns, &shown);
    if (status == STATUS_OK)
        grid_print(&shown.grid, true, stdout);
    return status;
}

static enum status take_facts(void *context, enum table_name table, const struct slice *cells) {
    struct shown_table *shown = context;
    for (const int *column = shown->columns; *column >= 0; column++)
        if (cells[*column].size && (!grid_add(&shown->grid, slice_from_string(tables[table].columns[*column].name)) ||
                                    !grid_add(&shown->grid, cells[*column])))
            return STATUS_NO_MEMORY;
    return STATUS_OK;
}

/* One row, a line a column. */
static enum status print_facts(struct report *report, const int *columns) {
    struct shown_table shown = {.grid = {.arena = &report->arena, .columns = 2}, .columns = columns};
    enum status status = rows_give(report, TABLE_DOCUMENTS, take_facts, &shown);
    grid_print(&shown.grid, false, stdout);
    return status;
}

static void print_text(struct slice text) {
    fwrite(text.start ? text.start : "", 1, text.size, stdout);
}

static enum status print_decode(struct report *report) {
    enum status status = print_facts(report, ENCODING);
    for (size_t i = 0; i < report->line_starts.count; i++) {
        size_t end = i + 1 < report->line_starts.count ? report->line_starts.items[i + 1] : report->source.size;
        printf("%6zu  ", i + 1);
        print_text(slice_trim(slice_part(report->source, report->line_starts.items[i], end)));
        putchar('\n');
    }
    return status;
}

static enum status print_clean(struct report *report) {
    for (size_t i = 0; i < report->paragraphs.count; i++) {
        const struct paragraph *paragraph = &report->paragraphs.items[i];
        printf("%6" PRIu32 "%s  ", report_line(report, paragraph->span.start), paragraph->tab_led ? " |" : "  ");
        print_text(report_text(report, paragraph->span));
        putchar('\n');
    }
    return STATUS_OK;
}

static enum status print_outline(struct report *report) {
    static const char *const tenses[] = {"", "  [review]", "  [plan]"};
    enum status status = print_facts(report, FACTS);
    for (size_t i = 0; i < report->sections.count; i++) {
        const struct section *section = &report->sections.items[i];
        printf("%6" PRIu32 "  %*s", section->line, section->level > 0 ? 2 * section->level : 0, "");
        print_text(section->label);
        print_text(slice_from_string(section->label.size ? " " : ""));
        print_text(section->title);
        print_text(slice_from_string(section->kind == SECTION_FURNITURE ? "  [furniture]" : tenses[section->tense]));
        putchar('\n');
    }
    return status;
}

/* The cells of one table from `*at` on, which moves behind them; empty places of the grid stay empty. */
static enum status print_table(struct report *report, size_t *at) {
    const struct cell *cells = report->cells.items;
    size_t from = *at, columns = 0;
    while (*at < report->cells.count && slice_equal(cells[*at].table, cells[from].table)) {
        columns = cells[*at].column > columns ? cells[*at].column : columns;
        ++*at;
    }
    if (columns > MOST_GRID_COLUMNS)
        columns = MOST_GRID_COLUMNS;
    struct grid grid = {.arena = &report->arena, .columns = columns};
    printf("\n%.*s  ", (int)cells[from].table.size, cells[from].table.start);
    print_text(cells[from].title);
    putchar('\n');
    for (size_t i = from; i < *at; i++) {
        size_t place = (cells[i].row - 1) * columns + (cells[i].column - 1);
        while (cells[i].column <= columns && grid.cells.count < place)
            if (!grid_add(&grid, (struct slice){0}))
                return STATUS_NO_MEMORY;
        if (cells[i].column <= columns && grid.cells.count == place &&
            !grid_add(&grid, report_text(report, cells[i].span)))
            return STATUS_NO_MEMORY;
    }
    while (columns && grid.cells.count % columns)
        if (!grid_add(&grid, (struct slice){0}))
            return STATUS_NO_MEMORY;
    grid_print(&grid, false, stdout);
    return STATUS_OK;
}

static enum status print_tables(struct report *report) {
    enum status status = STATUS_OK;
    for (size_t at = 0; at < report->cells.count && status == STATUS_OK;)
        status = print_table(report, &at);
    return status;
}

static enum status print_quantities(struct report *report) {
    return print_rows(report, TABLE_QUANTITIES, QUANTITIES);
}

static enum status print_words(struct report *report) {
    return print_rows(report, TABLE_TOKENS, TOKENS);
}

static enum status print_clauses(struct report *report) {
    return print_rows(report, TABLE_CLAUSES, CLAUSES);
}

static enum status print_targets(struct report *report) {
    return print_rows(report, TABLE_TARGETS, TARGETS);
}

static enum status print_projects(struct report *report) {
    return print_rows(report, TABLE_PROJECTS, PROJECTS);
}

static enum status print_json_row(void *context, enum table_name table, const struct slice *cells) {
    struct text text = {.arena = context};
    row_add_json(&text, table, cells, HEADERS_ENGLISH, true);
    print_text(text_slice(&text));
    putchar('\n');
    return text.failed ? STATUS_NO_MEMORY : STATUS_OK;
}

/* A text with its line: {"line": 3, "text": "…"}. */
static void print_json_text(struct report *report, uint32_t line, struct slice words) {
    struct text text = {.arena = &report->arena};
    text_add_json(&text, words);
    printf("{\"line\":%" PRIu32 ",\"text\":%.*s}\n", line, (int)text.size, text.start ? text.start : "\"\"");
}

static enum status print_decode_json(struct report *report) {
    for (size_t i = 0; i < report->line_starts.count; i++) {
        size_t end = i + 1 < report->line_starts.count ? report->line_starts.items[i + 1] : report->source.size;
        print_json_text(report, (uint32_t)i + 1, slice_part(report->source, report->line_starts.items[i], end));
    }
    return STATUS_OK;
}

static enum status print_clean_json(struct report *report) {
    for (size_t i = 0; i < report->paragraphs.count; i++) {
        struct span span = report->paragraphs.items[i].span;
        print_json_text(report, report_line(report, span.start), report_text(report, span));
    }
    return STATUS_OK;
}

static enum status print_outline_json(struct report *report) {
    enum status status = rows_give(report, TABLE_DOCUMENTS, print_json_row, &report->arena);
    return status == STATUS_OK ? rows_give(report, TABLE_SECTIONS, print_json_row, &report->arena) : status;
}

static enum status print_tables_json(struct report *report) {
    return rows_give(report, TABLE_CELLS, print_json_row, &report->arena);
}

static enum status print_quantities_json(struct report *report) {
    return rows_give(report, TABLE_QUANTITIES, print_json_row, &report->arena);
}

static enum status print_words_json(struct report *report) {
    return rows_give(report, TABLE_TOKENS, print_json_row, &report->arena);
}

static enum status print_clauses_json(struct report *report) {
    return rows_give(report, TABLE_CLAUSES, print_json_row, &report->arena);
}

static enum status print_targets_json(struct report *report) {
    return rows_give(report, TABLE_TARGETS, print_json_row, &report->arena);
}

static enum status print_projects_json(struct report *report) {
    return rows_give(report, TABLE_PROJECTS, print_json_row, &report->arena);
}

const struct view views[] = {
    {"decode", print_decode, print_decode_json},       {"clean", print_clean, print_clean_json},
    {"outline", print_outline, print_outline_json},    {"tables", print_tables, print_tables_json},
    {"words", print_words, print_words_json},          {"quantities", print_quantities, print_quantities_json},
    {"clauses", print_clauses, print_clauses_json},    {"targets", print_targets, print_targets_json},
    {"projects", print_projects, print_projects_json},
};
const size_t view_count = sizeof views / sizeof *views;
