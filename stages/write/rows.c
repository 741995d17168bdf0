/* One function a table: each column of its schema is one assignment here. */
#include "stages/write/rows.h"

#include <string.h>

#include "stages/model/regions.h"
#include "stages/write/rows_kept.h"
#include "stages/write/rows_reading.h"

enum { MOST_REASONS = 3, REASONS_BYTES = 300 };

/* A row in the making; `numbers` is the room of its printed numbers. */
struct row {
    struct report *report;
    uint32_t title;        /* for sections: the one of the title, NO_SECTION where there is none */
    const uint32_t *marks; /* for sections: characters of the text before byte 0, MARK_BYTES, 2 × MARK_BYTES … */
    struct slice cells[MOST_COLUMNS];
    char numbers[MOST_COLUMNS][DECIMAL_TEXT_BYTES];
    char reasons[REASONS_BYTES];
};

static struct slice word_of(const char *const *words, size_t number) {
    return slice_from_string(words[number]);
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
    row->cells[column] = value ? SLICE("true") : SLICE("false");
}

/* Adds a piece behind the first `size` bytes, where it has room; gives the size with it. */
static size_t add_reason(struct row *row, size_t size, struct slice piece) {
    if (piece.size > sizeof row->reasons - size)
        return size;
    memcpy(row->reasons + size, piece.start, piece.size);
    return size + piece.size;
}

/* How sure the row is, and the evidence that counted most: ＋指标紧接数字 －没有单位. */
static void put_confidence(struct row *row, int column, int why, enum evidence_table table,
                           const struct evidence_facts *facts, int32_t sum) {
    const struct lexicon *lexicon = row->report->lexicon;
    unsigned names[MOST_REASONS];
    size_t size = 0, count = evidence_strongest(lexicon, table, facts, names, MOST_REASONS);
    int confidence = evidence_confidence(lexicon, table, sum);
    put_decimal(row, column, decimal_shift(decimal_from_integer(confidence), -2));
    for (size_t i = 0; i < count; i++) {
        bool good = evidence_weight(lexicon, table, names[i]) > 0;
        size = add_reason(row, size, i ? SLICE(" ") : SLICE(""));
        size = add_reason(row, size, good ? SLICE("＋") : SLICE("－"));
        size = add_reason(row, size, evidence_words(lexicon, table, names[i]));
    }
    row->cells[why] = (struct slice){row->reasons, size};
}

enum { MARK_BYTES = 64 };

/* Bodies lie inside each other: the text is counted once for all of them. */
static bool mark_characters(struct row *row) {
    struct slice text = row->report->text;
    uint32_t *marks = arena_room(&row->report->arena, (text.size / MARK_BYTES + 1) * sizeof *marks);
    size_t characters = 0;
    for (size_t i = 0; marks && i <= text.size / MARK_BYTES; i++) {
        marks[i] = (uint32_t)characters;
        characters += slice_characters(slice_part(text, i * MARK_BYTES, (i + 1) * MARK_BYTES));
    }
    row->marks = marks;
    return marks != NULL;
}

static size_t characters_before(const struct row *row, size_t at) {
    struct slice text = row->report->text;
    size_t mark = (at < text.size ? at : text.size) / MARK_BYTES;
    return row->marks[mark] + slice_characters(slice_part(text, mark * MARK_BYTES, at));
}

static struct slice section_number(const struct report *report, uint32_t section) {
    return section < report->sections.count ? report->sections.items[section].number : (struct slice){0};
}

static uint32_t title_of(const struct report *report) {
    for (uint32_t i = 0; i < report->sections.count; i++)
        if (report->sections.items[i].kind == SECTION_TITLE)
            return i;
    return NO_SECTION;
}

static enum status give_document(struct row *row, row_taker *take, void *context) {
    const struct report *report = row->report;
    const struct document *document = &report->document;
    row->cells[DOCUMENTS_TITLE] = document->title;
    row->cells[DOCUMENTS_REPORT_TYPE] = word_of(report_type_words, document->type);
    row->cells[DOCUMENTS_REGION] = document->region;
    row->cells[DOCUMENTS_REGION_CODE] = document->region_code;
    row->cells[DOCUMENTS_REGION_LEVEL] = word_of(region_level_words, document->region_level);
    struct region_names names = region_names_of(report->lexicon, document->region_code, document->region);
    row->cells[DOCUMENTS_PROVINCE] = names.province;
    row->cells[DOCUMENTS_PREFECTURE] = names.prefecture;
    put_known(row, DOCUMENTS_YEAR, (size_t)document->year);
    put_known(row, DOCUMENTS_PERIOD_START, (size_t)document->period_start);
    put_known(row, DOCUMENTS_PERIOD_END, (size_t)document->period_end);
    put_flag(row, DOCUMENTS_PARTIAL, document->partial);
    row->cells[DOCUMENTS_FORMAT] = document->format;
    put_known(row, DOCUMENTS_PAGES, document->pages);
    row->cells[DOCUMENTS_READER] = document->reader;
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
    row->cells[DOCUMENTS_SHA256] = slice_from_string(document->sha256);
    return take(context, TABLE_DOCUMENTS, row->cells);
}

/* What nothing else stands above stands below the title, where the report has one. */
static struct slice parent_number(const struct row *row, const struct section *section) {
    const struct report *report = row->report;
    if (section->parent != NO_SECTION || section->kind == SECTION_TITLE || section->kind == SECTION_FURNITURE)
        return section_number(report, section->parent);
    return section_number(report, row->title);
}

static enum status give_section(struct row *row, size_t i, row_taker *take, void *context) {
    const struct report *report = row->report;
    const struct section *section = &report->sections.items[i];
    row->cells[SECTIONS_SECTION] = section->number;
    put_count(row, SECTIONS_ORDINAL, i + 1);
    row->cells[SECTIONS_PARENT] = parent_number(row, section);
    put_count(row, SECTIONS_LEVEL, (size_t)section->level);
    row->cells[SECTIONS_KIND] = word_of(section_kind_words, section->kind);
    row->cells[SECTIONS_LABEL] = section->label;
    row->cells[SECTIONS_TITLE] = section->title;
    row->cells[SECTIONS_TENSE] = word_of(tense_words, section->tense);
    put_known(row, SECTIONS_LINE, section->line);
    put_known(row, SECTIONS_LINE_END, section->line_end);
    put_known(row, SECTIONS_PAGE, report_page(report, section->line));
    put_count(row, SECTIONS_CHARACTERS,
              characters_before(row, section->body.end) - characters_before(row, section->body.start));
    return take(context, TABLE_SECTIONS, row->cells);
}

/* The sentence that holds a byte of the text, from 1; 0 for none. */
static size_t sentence_at(const struct report *report, size_t at) {
    size_t low = 0, high = report->sentences.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (report->sentences.items[middle].span.start <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low && at < report->sentences.items[low - 1].span.end ? low : 0;
}

static enum status give_sentence(struct row *row, size_t i, row_taker *take, void *context) {
    const struct report *report = row->report;
    const struct report_sentence *sentence = &report->sentences.items[i];
    put_count(row, SENTENCES_SENTENCE, i + 1);
    row->cells[SENTENCES_SECTION] = section_number(report, report->paragraphs.items[sentence->paragraph].section);
    row->cells[SENTENCES_TEXT] = slice_trim(report_text(report, sentence->span));
    row->cells[SENTENCES_TENSE] = word_of(tense_words, sentence->tense);
    uint32_t line = report_line(report, sentence->span.start);
    put_known(row, SENTENCES_LINE, line);
    put_known(row, SENTENCES_PAGE, report_page(report, line));
    put_known(row, SENTENCES_LINE_END, report_line(report, sentence->span.end - 1));
    return take(context, TABLE_SENTENCES, row->cells);
}

static enum status give_project(struct row *row, size_t i, row_taker *take, void *context) {
    const struct report *report = row->report;
    const struct project *project = &report->projects.items[i];
    struct place place = report_place(report, project->at);
    put_count(row, PROJECTS_PROJECT, i + 1);
    row->cells[PROJECTS_SECTION] = section_number(report, project->section);
    put_known(row, PROJECTS_SENTENCE, sentence_at(report, project->at));
    row->cells[PROJECTS_CATEGORY] = project->category;
    row->cells[PROJECTS_SECTOR] = word_of(project_sector_words, project->sector);
    row->cells[PROJECTS_NAME] = project->name;
    row->cells[PROJECTS_STAGE] = project->stage;
    row->cells[PROJECTS_STAGE_CODE] = word_of(stage_code_words, project->stage_code);
    if (project->kind_known)
        row->cells[PROJECTS_KIND] = word_of(target_kind_words, project->kind);
    put_known(row, PROJECTS_YEAR, (size_t)project->year);
    put_decimal(row, PROJECTS_AMOUNT, project->amount);
    put_decimal(row, PROJECTS_AMOUNT_BASE, project->amount_base);
    row->cells[PROJECTS_AMOUNT_UNIT] = project->amount_unit;
    put_confidence(row, PROJECTS_CONFIDENCE, PROJECTS_WHY, EVIDENCE_PROJECTS, &project->facts, project->sum);
    if (project->corrected)
        row->cells[PROJECTS_FLAGS] = SLICE("corrected");
    row->cells[PROJECTS_QUOTE] = report_text(report, project->quote);
    put_known(row, PROJECTS_LINE, place.line);
    put_known(row, PROJECTS_COL, place.column);
    put_known(row, PROJECTS_PAGE, report_page(report, place.line));
    return take(context, TABLE_PROJECTS, row->cells);
}

static enum status give_target(struct row *row, size_t i, row_taker *take, void *context) {
    const struct report *report = row->report;
    const struct target *target = &report->targets.items[i];
    const struct quantity *quantity = &report->quantities.items[target->quantity];
    struct place place = report_place(report, quantity->mention.start);
    put_count(row, TARGETS_TARGET, i + 1);
    row->cells[TARGETS_SECTION] = section_number(report, quantity->section);
    put_known(row, TARGETS_SENTENCE, sentence_at(report, quantity->mention.start));
    row->cells[TARGETS_SUBJECT_REGION] = target->subject_region;
    row->cells[TARGETS_INDICATOR] = target->indicator;
    row->cells[TARGETS_INDICATOR_CODE] = target->indicator_code;
    row->cells[TARGETS_INDICATOR_NAME] = target->indicator_name;
    row->cells[TARGETS_KIND] = word_of(target_kind_words, target->kind);
    row->cells[TARGETS_MEASURE] = word_of(measure_words, target->measure);
    row->cells[TARGETS_COMPARATOR] = word_of(comparator_words, target->comparator);
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
    if (target->binding)
        row->cells[TARGETS_ATTRIBUTE] = SLICE("binding");
    else if (target->expected)
        row->cells[TARGETS_ATTRIBUTE] = SLICE("expected");
    row->cells[TARGETS_VERB] = target->verb;
    row->cells[TARGETS_FIRMNESS] = word_of(firmness_words, target->firmness);
    put_confidence(row, TARGETS_CONFIDENCE, TARGETS_WHY, EVIDENCE_TARGETS, &target->facts, target->sum);
    row->cells[TARGETS_MENTION] = report_text(report, quantity->mention);
    row->cells[TARGETS_QUOTE] = report_text(report, target->quote);
    put_known(row, TARGETS_LINE, place.line);
    put_known(row, TARGETS_COL, place.column);
    put_known(row, TARGETS_PAGE, report_page(report, place.line));
    row->cells[TARGETS_FLAGS] = target->flags;
    return take(context, TABLE_TARGETS, row->cells);
}

static enum status give_quantity(struct row *row, size_t i, row_taker *take, void *context) {
    const struct report *report = row->report;
    const struct quantity *quantity = &report->quantities.items[i];
    struct place place = report_place(report, quantity->mention.start);
    put_count(row, QUANTITIES_QUANTITY, i + 1);
    row->cells[QUANTITIES_CLASS] = word_of(quantity_class_words, quantity->class);
    row->cells[QUANTITIES_MENTION] = report_text(report, quantity->mention);
    row->cells[QUANTITIES_TEXT] = report_text(report, quantity->whole);
    row->cells[QUANTITIES_COMPARATOR] = word_of(comparator_words, quantity->comparator);
    put_decimal(row, QUANTITIES_VALUE, quantity->value);
    put_decimal(row, QUANTITIES_VALUE2, quantity->value2);
    row->cells[QUANTITIES_UNIT] = quantity->unit;
    put_decimal(row, QUANTITIES_BASE_VALUE, quantity->base_value);
    put_decimal(row, QUANTITIES_BASE_VALUE2, quantity->base_value2);
    row->cells[QUANTITIES_BASE_UNIT] = quantity->base_unit;
    row->cells[QUANTITIES_MEASURE] = word_of(measure_words, quantity->measure);
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
    uint32_t line = report_line(report, cell->span.start);
    put_known(row, CELLS_LINE, line);
    put_known(row, CELLS_PAGE, report_page(report, line));
    return take(context, TABLE_CELLS, row->cells);
}

static enum status give_diagnostic(struct row *row, size_t i, row_taker *take, void *context) {
    const struct diagnostic *diagnostic = &row->report->diagnostics.items[i];
    put_known(row, DIAGNOSTICS_LINE, diagnostic->line);
    put_known(row, DIAGNOSTICS_PAGE, report_page(row->report, diagnostic->line));
    row->cells[DIAGNOSTICS_SEVERITY] = word_of(severity_words, diagnostic->severity);
    row->cells[DIAGNOSTICS_STAGE] = slice_from_string(diagnostic->stage);
    row->cells[DIAGNOSTICS_CODE] = slice_from_string(diagnostic->code);
    row->cells[DIAGNOSTICS_MESSAGE] = diagnostic->message;
    return take(context, TABLE_DIAGNOSTICS, row->cells);
}

static enum status give_row(struct row *row, enum table_name table, size_t i, row_taker *take, void *context) {
    memset(row->cells, 0, tables[table].column_count * sizeof *row->cells);
    row->cells[0] = row->report->document.name; /* every table of a report begins with its document */
    switch (table) {
    case TABLE_DOCUMENTS: return give_document(row, take, context);
    case TABLE_SECTIONS: return give_section(row, i, take, context);
    case TABLE_PROJECTS: return give_project(row, i, take, context);
    case TABLE_TARGETS: return give_target(row, i, take, context);
    case TABLE_QUANTITIES: return give_quantity(row, i, take, context);
    case TABLE_TOKENS: return reading_give_words(row->report, i, row->cells, take, context);
    case TABLE_CLAUSES: return reading_give_predicate(row->report, i, row->cells, take, context);
    case TABLE_SENTENCES: return give_sentence(row, i, take, context);
    case TABLE_CELLS: return give_cell(row, i, take, context);
    case TABLE_DIAGNOSTICS: return give_diagnostic(row, i, take, context);
    default: return STATUS_OK;
    }
}

size_t rows_count(const struct report *report, enum table_name table) {
    if (report->kept)
        return report->kept->counts[table];
    switch (table) {
    case TABLE_DOCUMENTS: return report->failed ? 0 : 1;
    case TABLE_SECTIONS: return report->sections.count;
    case TABLE_PROJECTS: return report->projects.count;
    case TABLE_TARGETS: return report->targets.count;
    case TABLE_QUANTITIES: return report->quantities.count;
    case TABLE_TOKENS: return report->paragraph_words.count ? report->paragraphs.count : 0;
    case TABLE_CLAUSES: return report->predicates.count;
    case TABLE_SENTENCES: return report->sentences.count;
    case TABLE_CELLS: return report->cells.count;
    case TABLE_DIAGNOSTICS: return report->diagnostics.count;
    default: return 0;
    }
}

enum status rows_give(struct report *report, enum table_name table, row_taker *take, void *context) {
    if (report->kept)
        return rows_kept_give(report->kept, table, take, context);
    struct row row = {.report = report, .title = title_of(report)};
    size_t count = rows_count(report, table);
    if (table == TABLE_SECTIONS && count && !mark_characters(&row))
        return STATUS_NO_MEMORY;
    for (size_t i = 0; i < count; i++) {
        enum status status = give_row(&row, table, i, take, context);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

bool rows_are_many(const struct report *report) {
    enum { MOST_ROWS_KEPT = 1 << 15 };
    size_t count = 0;
    for (enum table_name table = 0; table < TABLES; table++)
        count += rows_count(report, table);
    return count > MOST_ROWS_KEPT;
}

bool rows_find_report_type(struct slice word, enum report_type *type) {
    size_t number = slice_number_among(word, report_type_words, REPORT_TYPE_WORDS);
    if (number)
        *type = (enum report_type)number;
    return number > 0;
}
