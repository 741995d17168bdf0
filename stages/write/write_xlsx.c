/* The workbook as a format: the rows of each report go to the sheets of their tables, with links between a number or a
 * project and its section; the panel is kept for the end. What stands on the sheets is the business of workbook_*.c. */
#include <stdio.h>
#include <string.h>

#include "stages/write/labels.h"
#include "stages/write/review.h"
#include "stages/write/workbook_panel.h"

/* The first number or project of a section, for the way back. */
struct landing {
    enum table_name table;
    size_t row; /* of the report, from 0 */
    bool known;
};

/* One report's rows on their way: `before` says how many rows each table had. */
struct batch {
    struct book *book;
    const struct report *report;
    size_t before[TABLES], row;
    struct landing *landings; /* one a section */
    struct arena keys;        /* of the links */
    struct tally_entry *region;
};

static void land(struct batch *batch, uint32_t section, enum table_name table, size_t row) {
    if (section < batch->report->sections.count && !batch->landings[section].known)
        batch->landings[section] = (struct landing){table, row, true};
}

static uint32_t section_of_target(const struct report *report, size_t target) {
    return report->quantities.items[report->targets.items[target].quantity].section;
}

/* Where each section is left for: its first number, or its first project, or its report. */
static enum status find_landings(struct batch *batch) {
    struct report *report = (struct report *)batch->report;
    batch->landings = arena_take(&report->arena, report->sections.count * sizeof *batch->landings);
    if (!batch->landings)
        return STATUS_NO_MEMORY;
    for (size_t i = 0; i < report->targets.count; i++)
        land(batch, section_of_target(report, i), TABLE_TARGETS, i);
    for (size_t i = 0; i < report->projects.count; i++)
        land(batch, report->projects.items[i].section, TABLE_PROJECTS, i);
    return STATUS_OK;
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

static void count_target(struct batch *batch, const struct target *target) {
    struct book_counts *counts = &batch->book->counts;
    counts->goals += target->kind == KIND_TARGET;
    counts->results += target->kind == KIND_ACTUAL;
    counts->doubtful +=
        evidence_confidence(batch->report->lexicon, EVIDENCE_TARGETS, target->sum) < CONFIDENCE_TO_CHECK;
    counts->catalogued += target->indicator_code.size > 0;
    if (batch->region && target->kind == KIND_TARGET && target->firmness != FIRMNESS_NONE)
        batch->region->counts[REGION_FIRM + (target->firmness - FIRMNESS_FIRM)]++;
}

static void count_project(struct batch *batch, const struct project *project) {
    const struct column *column = &tables[TABLE_PROJECTS].columns[PROJECTS_SECTOR];
    struct slice sector = slice_from_string(project_sector_words[project->sector]);
    struct tally_entry *entry =
        tally_find(&batch->book->counts.sectors, batch->book->english ? sector : column_label(column, sector));
    if (entry)
        entry->counts[project->stage_code]++;
    else
        book_fail(batch->book, STATUS_NO_MEMORY, "out of memory");
}

enum { MOST_LINKS = 2 };

/* Between a section and its rows: where the row jumps to in the book; false where it jumps nowhere. */
static bool find_row_link(struct batch *batch, enum table_name table, size_t row, struct cell_link *link) {
    const struct report *report = batch->report;
    struct slice document = report->document.name, number = {0};
    char digits[DECIMAL_TEXT_BYTES];
    if (table == TABLE_SECTIONS) {
        struct landing landing = batch->landings[row];
        if (landing.known)
            number = decimal_print(decimal_from_integer((int64_t)landing.row + 1), digits);
        else
            landing.table = TABLE_DOCUMENTS;
        link->to = (struct sheet_link){.table = landing.table, .index = batch->before[landing.table] + landing.row};
    } else {
        uint32_t section = table == TABLE_TARGETS    ? section_of_target(report, row)
                           : table == TABLE_PROJECTS ? report->projects.items[row].section
                                                     : NO_SECTION;
        if (section >= report->sections.count)
            return false;
        number = report->sections.items[section].number;
        link->to = (struct sheet_link){.table = TABLE_SECTIONS, .index = batch->before[TABLE_SECTIONS] + section};
    }
    link->column = table == TABLE_SECTIONS  ? SECTIONS_SECTION
                   : table == TABLE_TARGETS ? TARGETS_SECTION
                                            : PROJECTS_SECTION;
    link->to.key = sheet_key(&batch->keys, document, number);
    return link->to.key.start != NULL;
}

/* To the row's place on the report's page; false where there is none. */
static bool find_page_link(struct batch *batch, enum table_name table, size_t row, struct cell_link *link) {
    char name[REVIEW_NAME_BYTES], address[REVIEW_NAME_BYTES + 64], place[REVIEW_PLACE_BYTES] = "";
    if (!batch->book->review_pages || batch->report->failed ||
        (table != TABLE_DOCUMENTS && table != TABLE_TARGETS && table != TABLE_PROJECTS))
        return false;
    review_page_name(batch->report->document.name, name);
    if (table != TABLE_DOCUMENTS)
        review_place(table, row, place);
    int size = snprintf(address, sizeof address, "%s/%s%s%s", write_html.file, name, *place ? "#" : "", place);
    *link = (struct cell_link){.column = table == TABLE_DOCUMENTS ? 0 : 1,
                               .to.address = arena_copy(&batch->keys, (struct slice){address, (size_t)size})};
    return link->to.address.start != NULL;
}

static enum status take_row(void *context, enum table_name table, const struct slice *cells) {
    struct batch *batch = context;
    size_t row = batch->row++;
    switch (table) {
    case TABLE_DOCUMENTS: count_report(batch, cells); break;
    case TABLE_TARGETS: count_target(batch, &batch->report->targets.items[row]); break;
    case TABLE_PROJECTS: count_project(batch, &batch->report->projects.items[row]); break;
    case TABLE_DIAGNOSTICS: batch->book->counts.severities[batch->report->diagnostics.items[row].severity]++; break;
    default: break;
    }
    struct cell_link links[MOST_LINKS] = {0};
    size_t count = find_row_link(batch, table, row, &links[0]);
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
    enum status status = find_landings(&batch);
    for (enum table_name table = 0; table < TABLES && status == STATUS_OK; table++) {
        batch.row = 0;
        status = book_has_sheet(table) ? rows_give(report, table, take_row, &batch) : STATUS_OK;
    }
    arena_free(&batch.keys);
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
    .whole = true,
    .open = xlsx_open,
    .report = xlsx_report,
    .linked = xlsx_linked,
    .close = xlsx_close,
};
