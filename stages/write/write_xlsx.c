/* The workbook as a format: the rows of each report go to the sheets of their tables, with links between a number or a
 * project and its section; the panel is kept for the end. What stands on the sheets is the business of workbook_*.c. */
#include <stdio.h>
#include <string.h>

#include "stages/write/labels.h"
#include "stages/write/review.h"
#include "stages/write/workbook_panel.h"

/* Of a section, by its number: its row, and the row of its first number or project for the way back; rows from 1, 0 is
 * none. */
enum { SECTION_ROW, LANDING_TABLE, LANDING_ROW };

/* One report's rows on their way: `before` says how many rows each table had. Only rows are looked at: they may be
 * those of an earlier run. */
struct batch {
    struct book *book;
    const struct report *report;
    size_t before[TABLES], row;
    struct tally sections; /* by SECTION_… and LANDING_… */
    struct arena arena;    /* of them, and of the links' keys */
    struct tally_entry *region;
};

/* The column of a table whose cell jumps between a section and its rows; -1 where none does. */
static int section_column(enum table_name table) {
    return table == TABLE_SECTIONS   ? SECTIONS_SECTION
           : table == TABLE_TARGETS  ? TARGETS_SECTION
           : table == TABLE_PROJECTS ? PROJECTS_SECTION
                                     : -1;
}

/* Where each section stands, and where it is left for: its first number, or its first project, or its report. */
static enum status note_section(void *context, enum table_name table, const struct slice *cells) {
    struct batch *batch = context;
    size_t row = ++batch->row;
    struct slice number = cells[section_column(table)];
    struct tally_entry *section = number.size ? tally_find(&batch->sections, number) : NULL;
    if (!section)
        return number.size ? STATUS_NO_MEMORY : STATUS_OK;
    if (table == TABLE_SECTIONS) {
        section->counts[SECTION_ROW] = row;
    } else if (!section->counts[LANDING_ROW]) {
        section->counts[LANDING_TABLE] = table;
        section->counts[LANDING_ROW] = row;
    }
    return STATUS_OK;
}

static enum status note_sections(struct batch *batch, struct report *report) {
    static const enum table_name TOLD[] = {TABLE_SECTIONS, TABLE_TARGETS, TABLE_PROJECTS};
    enum status status = STATUS_OK;
    batch->sections = (struct tally){.arena = &batch->arena, .most = SIZE_MAX};
    for (size_t i = 0; i < sizeof TOLD / sizeof *TOLD && status == STATUS_OK; i++) {
        batch->row = 0;
        status = rows_give(report, TOLD[i], note_section, batch);
    }
    return status;
}

static void count_report(struct batch *batch, const struct slice *cells) {
    struct book_counts *counts = &batch->book->counts;
    counts->partial += slice_equal(cells[DOCUMENTS_PARTIAL], SLICE("true"));
    if (cells[DOCUMENTS_YEAR].size && !tally_find(&counts->years, cells[DOCUMENTS_YEAR]))
        book_fail(batch->book, STATUS_NO_MEMORY, "out of memory");
    if (cells[DOCUMENTS_REGION].size == 0)
        return;
    batch->region = tally_find(&counts->regions, cells[DOCUMENTS_REGION]);
    if (batch->region)
        batch->region->counts[REGION_REPORTS]++;
    else
        book_fail(batch->book, STATUS_NO_MEMORY, "out of memory");
}

static void count_target(struct batch *batch, const struct slice *cells) {
    struct book_counts *counts = &batch->book->counts;
    bool goal = slice_equal(cells[TARGETS_KIND], slice_from_string(target_kind_words[KIND_TARGET]));
    size_t firmness = slice_number_among(cells[TARGETS_FIRMNESS], firmness_words, FIRMNESS_WORDS);
    counts->goals += goal;
    counts->results += cells[TARGETS_KIND].size && !goal;
    counts->doubtful += review_is_doubtful(cells[TARGETS_CONFIDENCE]);
    counts->catalogued += cells[TARGETS_INDICATOR_CODE].size > 0;
    if (batch->region && goal && firmness != FIRMNESS_NONE)
        batch->region->counts[REGION_FIRM + (firmness - FIRMNESS_FIRM)]++;
}

static void count_project(struct batch *batch, const struct slice *cells) {
    const struct column *column = &tables[TABLE_PROJECTS].columns[PROJECTS_SECTOR];
    struct slice sector = cells[PROJECTS_SECTOR];
    struct tally_entry *entry =
        tally_find(&batch->book->counts.sectors, batch->book->english ? sector : column_label(column, sector));
    if (entry)
        entry->counts[slice_number_among(cells[PROJECTS_STAGE_CODE], stage_code_words, STAGE_CODE_WORDS)]++;
    else
        book_fail(batch->book, STATUS_NO_MEMORY, "out of memory");
}

static void count_diagnostic(struct batch *batch, const struct slice *cells) {
    batch->book->counts.severities[slice_number_among(cells[DIAGNOSTICS_SEVERITY], severity_words, SEVERITY_WORDS)]++;
}

enum { MOST_LINKS = 2 };

/* Between a section and its rows: where the row jumps to in the book; false where it jumps nowhere. */
static bool find_row_link(struct batch *batch, enum table_name table, const struct slice *cells,
                          struct cell_link *link) {
    int column = section_column(table);
    const struct tally_entry *section =
        column >= 0 && cells[column].size ? tally_find(&batch->sections, cells[column]) : NULL;
    struct slice number = {0};
    char digits[DECIMAL_TEXT_BYTES];
    if (!section || !section->counts[SECTION_ROW])
        return false;
    if (table != TABLE_SECTIONS) {
        number = section->name;
        link->to = (struct sheet_link){.table = TABLE_SECTIONS,
                                       .index = batch->before[TABLE_SECTIONS] + section->counts[SECTION_ROW] - 1};
    } else if (section->counts[LANDING_ROW]) {
        enum table_name landing = (enum table_name)section->counts[LANDING_TABLE];
        number = decimal_print(decimal_from_integer((int64_t)section->counts[LANDING_ROW]), digits);
        link->to =
            (struct sheet_link){.table = landing, .index = batch->before[landing] + section->counts[LANDING_ROW] - 1};
    } else {
        link->to = (struct sheet_link){.table = TABLE_DOCUMENTS, .index = batch->before[TABLE_DOCUMENTS]};
    }
    link->column = (size_t)column;
    link->to.key = sheet_key(&batch->arena, batch->report->document.name, number);
    return link->to.key.start != NULL;
}

/* To the row's place on the report's page; false where there is none. */
static bool find_page_link(struct batch *batch, enum table_name table, size_t row, struct cell_link *link) {
    char name[PAGE_NAME_BYTES], address[PAGE_NAME_BYTES + 64], place[REVIEW_PLACE_BYTES] = "";
    if (!batch->book->review_pages || batch->report->failed ||
        (table != TABLE_DOCUMENTS && table != TABLE_TARGETS && table != TABLE_PROJECTS))
        return false;
    review_page_name(batch->report->document.name, name);
    if (table != TABLE_DOCUMENTS)
        review_place(table, row, place);
    int size = snprintf(address, sizeof address, "%s/%s%s%s", write_html.file, name, *place ? "#" : "", place);
    *link = (struct cell_link){.column = table == TABLE_DOCUMENTS ? 0 : 1,
                               .to.address = arena_copy(&batch->arena, (struct slice){address, (size_t)size})};
    return link->to.address.start != NULL;
}

static enum status take_row(void *context, enum table_name table, const struct slice *cells) {
    struct batch *batch = context;
    size_t row = batch->row++;
    switch (table) {
    case TABLE_DOCUMENTS: count_report(batch, cells); break;
    case TABLE_TARGETS: count_target(batch, cells); break;
    case TABLE_PROJECTS: count_project(batch, cells); break;
    case TABLE_DIAGNOSTICS: count_diagnostic(batch, cells); break;
    default: break;
    }
    struct cell_link links[MOST_LINKS] = {0};
    size_t count = find_row_link(batch, table, cells, &links[0]);
    count += find_page_link(batch, table, row, &links[count]);
    sheet_write_row(batch->book, table, cells, links, count);
    return batch->book->status;
}

static enum status xlsx_failed(struct writing *writing, const struct book *book) {
    if (book->status != STATUS_OK)
        memcpy(writing->message, book->message, sizeof writing->message);
    return book->status;
}

static enum status xlsx_open(struct writing *writing) {
    struct book *book = NULL;
    enum status status = book_open(&book, writing->paths[0], writing->options, &BOOK_LIMITS);
    writing->state = book;
    return book ? xlsx_failed(writing, book) : status;
}

static enum status xlsx_report(struct writing *writing, struct report *report, const struct slice texts[TABLES]) {
    (void)texts;
    struct book *book = writing->state;
    struct batch batch = {.book = book, .report = report};
    book->lexicon = report->lexicon;
    for (size_t table = 0; table < TABLES; table++)
        batch.before[table] = book->sheets[table].count;
    enum status status = note_sections(&batch, report);
    for (enum table_name table = 0; table < TABLES && status == STATUS_OK; table++) {
        batch.row = 0;
        status = book_has_sheet(table) ? rows_give(report, table, take_row, &batch) : STATUS_OK;
    }
    arena_free(&batch.arena);
    if (status != STATUS_OK && book->status == STATUS_OK)
        book_fail(book, status, "out of memory");
    return xlsx_failed(writing, book);
}

/* The panel is kept for the end, when its columns are known. */
static enum status keep_panel_row(struct writing *writing, const struct slice *cells) {
    struct book *book = writing->state;
    struct panel_row *row = LIST_ADD(&book->arena, &book->panel);
    for (size_t i = 0; row && i < PANEL_COLUMNS; i++) {
        row->cells[i] = arena_copy(&book->arena, cells[i]);
        if (!row->cells[i].start && cells[i].size)
            row = NULL;
    }
    if (row)
        book->counts.doubtful_cells += panel_is_doubtful(row->cells);
    else
        book_fail(book, STATUS_NO_MEMORY, "out of memory");
    return xlsx_failed(writing, book);
}

static enum status xlsx_linked(struct writing *writing, enum table_name table, const struct slice *cells) {
    struct book *book = writing->state;
    if (table == TABLE_PANEL)
        return keep_panel_row(writing, cells);
    sheet_write_row(book, table, cells, NULL, 0);
    return xlsx_failed(writing, book);
}

static enum status xlsx_close(struct writing *writing, bool complete) {
    struct book *book = writing->state;
    writing->state = NULL;
    return book ? book_close(book, complete, writing->message) : STATUS_OK;
}

const struct writer write_xlsx = {
    .name = "xlsx",
    .file = "reports.xlsx",
    .media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    .open = xlsx_open,
    .report = xlsx_report,
    .linked = xlsx_linked,
    .close = xlsx_close,
};
