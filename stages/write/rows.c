/* One function a table: each column of its schema is one assignment here. */
#include "stages/rows.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* A row in the making; `numbers` is the room of its printed numbers. */
struct row {
    struct report *report;
    struct slice cells[MOST_COLUMNS];
    char numbers[MOST_COLUMNS][DECIMAL_TEXT_BYTES];
};

static const char *const TYPE_NAMES[] = {"", "work_report", "plan_report", "five_year_plan", "budget_report", "other"};
static const char *const LEVEL_NAMES[] = {"", "nation", "province", "prefecture", "county"};
static const char *const SECTION_NAMES[] = {"title", "chapter", "section", "part",    "subpart", "point",
                                            "item",  "box",     "table",   "heading", "lead",    "furniture"};
static const char *const TENSE_NAMES[] = {"", "review", "plan"};
static const char *const CLASS_NAMES[] = {"measured", "year", "ordinal", "name", "phrase", "duration"};
static const char *const KIND_NAMES[] = {"target", "actual"};
static const char *const MEASURE_NAMES[] = {"",      "level",    "growth", "change", "share",
                                            "ratio", "multiple", "rank",   "score"};
static const char *const COMPARATOR_NAMES[] = {"=", ">=", ">", "<=", "<", "~", "range"};
static const char *const FIRMNESS_NAMES[] = {"", "firm", "aim", "soft"};
static const char *const STAGE_NAMES[] = {"", "planned", "starting", "underway", "completed"};
static const char *const SEVERITY_NAMES[] = {"note", "warning", "error"};

static void put_name(struct row *row, int column, const char *name) {
    row->cells[column] = slice_from_string(name);
}

static void put_decimal(struct row *row, int column, struct decimal value) {
    row->cells[column] = decimal_print(value, row->numbers[column]);
}

static void put_count(struct row *row, int column, size_t value) {
    put_decimal(row, column, decimal_from_integer((int64_t)value));
}

/* Years and lines: 0 is unknown. */
static void put_known(struct row *row, int column, size_t value) {
    if (value)
        put_count(row, column, value);
}

static void put_flag(struct row *row, int column, bool value) {
    put_name(row, column, value ? "true" : "false");
}

static struct slice section_number(const struct report *report, uint32_t section) {
    return section < report->sections.count ? report->sections.items[section].number : (struct slice){0};
}

static enum status give_document(struct row *row, row_taker *take, void *context) {
    const struct report *report = row->report;
    const struct document *document = &report->document;
    row->cells[DOCUMENTS_TITLE] = document->title;
    put_name(row, DOCUMENTS_REPORT_TYPE, TYPE_NAMES[document->type]);
    row->cells[DOCUMENTS_REGION] = document->region;
    row->cells[DOCUMENTS_REGION_CODE] = document->region_code;
    put_name(row, DOCUMENTS_REGION_LEVEL, LEVEL_NAMES[document->region_level]);
    put_known(row, DOCUMENTS_YEAR, (size_t)document->year);
    put_known(row, DOCUMENTS_PERIOD_START, (size_t)document->period_start);
    put_known(row, DOCUMENTS_PERIOD_END, (size_t)document->period_end);
    put_flag(row, DOCUMENTS_PARTIAL, document->partial);
    row->cells[DOCUMENTS_ENCODING] = document->encoding;
    put_decimal(row, DOCUMENTS_ENCODING_CONFIDENCE,
                decimal_shift(decimal_from_integer((int64_t)(document->encoding_confidence * 100 + 0.5)), -2));
    put_count(row, DOCUMENTS_BYTES, document->bytes);
    put_count(row, DOCUMENTS_CHARACTERS, document->characters);
    put_count(row, DOCUMENTS_REPLACED, document->replaced);
    put_count(row, DOCUMENTS_LINES_DROPPED, document->lines_dropped);
    put_count(row, DOCUMENTS_SECTIONS, report->sections.count);
    put_count(row, DOCUMENTS_PROJECTS, report->projects.count);
    put_count(row, DOCUMENTS_TARGETS, report->targets.count);
    size_t warnings = 0;
    for (size_t i = 0; i < report->diagnostics.count; i++)
        warnings += report->diagnostics.items[i].severity != SEVERITY_NOTE;
    put_count(row, DOCUMENTS_WARNINGS, warnings);
    put_name(row, DOCUMENTS_SHA256, document->sha256);
    return take(context, TABLE_DOCUMENTS, row->cells);
}

static enum status give_section(struct row *row, size_t i, row_taker *take, void *context) {
    const struct report *report = row->report;
    const struct section *section = &report->sections.items[i];
    row->cells[SECTIONS_SECTION] = section->number;
    row->cells[SECTIONS_PARENT] = section_number(report, section->parent);
    put_count(row, SECTIONS_LEVEL, (size_t)section->level);
    put_name(row, SECTIONS_KIND, SECTION_NAMES[section->kind]);
    row->cells[SECTIONS_LABEL] = section->label;
    row->cells[SECTIONS_TITLE] = section->title;
    put_name(row, SECTIONS_TENSE, TENSE_NAMES[section->tense]);
    put_known(row, SECTIONS_LINE, section->line);
    put_known(row, SECTIONS_LINE_END, section->line_end);
    put_count(row, SECTIONS_CHARACTERS, slice_characters(report_text(report, section->body)));
    return take(context, TABLE_SECTIONS, row->cells);
}

static enum status give_project(struct row *row, size_t i, row_taker *take, void *context) {
    const struct report *report = row->report;
    const struct project *project = &report->projects.items[i];
    struct place place = report_place(report, project->at);
    put_count(row, PROJECTS_PROJECT, i + 1);
    row->cells[PROJECTS_SECTION] = section_number(report, project->section);
    row->cells[PROJECTS_CATEGORY] = project->category;
    row->cells[PROJECTS_NAME] = project->name;
    row->cells[PROJECTS_STAGE] = project->stage;
    put_name(row, PROJECTS_STAGE_CODE, STAGE_NAMES[project->stage_code]);
    put_known(row, PROJECTS_YEAR, (size_t)project->year);
    put_decimal(row, PROJECTS_AMOUNT, project->amount);
    row->cells[PROJECTS_AMOUNT_UNIT] = project->amount_unit;
    row->cells[PROJECTS_QUOTE] = report_text(report, project->quote);
    put_known(row, PROJECTS_LINE, place.line);
    put_known(row, PROJECTS_COL, place.column);
    return take(context, TABLE_PROJECTS, row->cells);
}

static enum status give_target(struct row *row, size_t i, row_taker *take, void *context) {
    const struct report *report = row->report;
    const struct target *target = &report->targets.items[i];
    const struct quantity *quantity = &report->quantities.items[target->quantity];
    struct place place = report_place(report, quantity->mention.start);
    put_count(row, TARGETS_TARGET, i + 1);
    row->cells[TARGETS_SECTION] = section_number(report, quantity->section);
    row->cells[TARGETS_INDICATOR] = target->indicator;
    row->cells[TARGETS_INDICATOR_CODE] = target->indicator_code;
    row->cells[TARGETS_INDICATOR_NAME] = target->indicator_name;
    put_name(row, TARGETS_KIND, KIND_NAMES[target->kind]);
    put_name(row, TARGETS_MEASURE, MEASURE_NAMES[target->measure]);
    put_name(row, TARGETS_COMPARATOR, COMPARATOR_NAMES[target->comparator]);
    put_decimal(row, TARGETS_VALUE, target->value);
    put_decimal(row, TARGETS_VALUE2, target->value2);
    row->cells[TARGETS_UNIT] = target->unit;
    put_decimal(row, TARGETS_BASE_VALUE, target->base_value);
    put_decimal(row, TARGETS_BASE_VALUE2, target->base_value2);
    row->cells[TARGETS_BASE_UNIT] = target->base_unit;
    put_known(row, TARGETS_PERIOD_START, (size_t)target->period_start);
    put_known(row, TARGETS_PERIOD_END, (size_t)target->period_end);
    put_flag(row, TARGETS_AVERAGE, target->average);
    put_flag(row, TARGETS_CUMULATIVE, target->cumulative);
    put_name(row, TARGETS_ATTRIBUTE, target->binding ? "binding" : target->expected ? "expected" : "");
    row->cells[TARGETS_VERB] = target->verb;
    put_name(row, TARGETS_FIRMNESS, FIRMNESS_NAMES[target->firmness]);
    row->cells[TARGETS_MENTION] = report_text(report, quantity->mention);
    row->cells[TARGETS_QUOTE] = report_text(report, target->quote);
    put_known(row, TARGETS_LINE, place.line);
    put_known(row, TARGETS_COL, place.column);
    row->cells[TARGETS_FLAGS] = target->flags;
    return take(context, TABLE_TARGETS, row->cells);
}

static enum status give_quantity(struct row *row, size_t i, row_taker *take, void *context) {
    const struct report *report = row->report;
    const struct quantity *quantity = &report->quantities.items[i];
    struct place place = report_place(report, quantity->mention.start);
    put_count(row, QUANTITIES_QUANTITY, i + 1);
    put_name(row, QUANTITIES_CLASS, CLASS_NAMES[quantity->class]);
    row->cells[QUANTITIES_MENTION] = report_text(report, quantity->mention);
    row->cells[QUANTITIES_TEXT] = report_text(report, quantity->whole);
    put_name(row, QUANTITIES_COMPARATOR, COMPARATOR_NAMES[quantity->comparator]);
    put_decimal(row, QUANTITIES_VALUE, quantity->value);
    put_decimal(row, QUANTITIES_VALUE2, quantity->value2);
    row->cells[QUANTITIES_UNIT] = quantity->unit;
    put_decimal(row, QUANTITIES_BASE_VALUE, quantity->base_value);
    put_decimal(row, QUANTITIES_BASE_VALUE2, quantity->base_value2);
    row->cells[QUANTITIES_BASE_UNIT] = quantity->base_unit;
    put_name(row, QUANTITIES_MEASURE, MEASURE_NAMES[quantity->measure]);
    put_known(row, QUANTITIES_LINE, place.line);
    put_known(row, QUANTITIES_COL, place.column);
    return take(context, TABLE_QUANTITIES, row->cells);
}

static enum status give_cell(struct row *row, size_t i, row_taker *take, void *context) {
    const struct report *report = row->report;
    const struct cell *cell = &report->cells.items[i];
    row->cells[CELLS_TABLE] = cell->table;
    row->cells[CELLS_TITLE] = cell->title;
    put_known(row, CELLS_ROW, cell->row);
    put_known(row, CELLS_COL, cell->column);
    row->cells[CELLS_ROW_HEAD] = cell->row_head;
    row->cells[CELLS_COL_HEAD] = cell->column_head;
    row->cells[CELLS_TEXT] = cell->text;
    put_known(row, CELLS_LINE, report_place(report, cell->span.start).line);
    return take(context, TABLE_CELLS, row->cells);
}

static enum status give_diagnostic(struct row *row, size_t i, row_taker *take, void *context) {
    const struct diagnostic *diagnostic = &row->report->diagnostics.items[i];
    put_known(row, DIAGNOSTICS_LINE, diagnostic->line);
    put_name(row, DIAGNOSTICS_SEVERITY, SEVERITY_NAMES[diagnostic->severity]);
    put_name(row, DIAGNOSTICS_STAGE, diagnostic->stage);
    put_name(row, DIAGNOSTICS_CODE, diagnostic->code);
    row->cells[DIAGNOSTICS_MESSAGE] = diagnostic->message;
    return take(context, TABLE_DIAGNOSTICS, row->cells);
}

static enum status give_row(struct row *row, enum table_name table, size_t i, row_taker *take, void *context) {
    memset(row->cells, 0, sizeof row->cells);
    row->cells[0] = row->report->document.name; /* every table of a report begins with its document */
    switch (table) {
    case TABLE_DOCUMENTS: return give_document(row, take, context);
    case TABLE_SECTIONS: return give_section(row, i, take, context);
    case TABLE_PROJECTS: return give_project(row, i, take, context);
    case TABLE_TARGETS: return give_target(row, i, take, context);
    case TABLE_QUANTITIES: return give_quantity(row, i, take, context);
    case TABLE_CELLS: return give_cell(row, i, take, context);
    case TABLE_DIAGNOSTICS: return give_diagnostic(row, i, take, context);
    default: return STATUS_OK;
    }
}

static size_t row_count(const struct report *report, enum table_name table) {
    switch (table) {
    case TABLE_DOCUMENTS: return report->failed ? 0 : 1;
    case TABLE_SECTIONS: return report->sections.count;
    case TABLE_PROJECTS: return report->projects.count;
    case TABLE_TARGETS: return report->targets.count;
    case TABLE_QUANTITIES: return report->quantities.count;
    case TABLE_CELLS: return report->cells.count;
    case TABLE_DIAGNOSTICS: return report->diagnostics.count;
    default: return 0;
    }
}

enum status rows_give(struct report *report, enum table_name table, row_taker *take, void *context) {
    struct row row = {.report = report};
    size_t count = row_count(report, table);
    for (size_t i = 0; i < count; i++) {
        enum status status = give_row(&row, table, i, take, context);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

bool rows_find_report_type(struct slice word, enum report_type *type) {
    size_t number = slice_number_among(word, TYPE_NAMES, sizeof TYPE_NAMES / sizeof *TYPE_NAMES);
    if (number)
        *type = (enum report_type)number;
    return number > 0;
}
