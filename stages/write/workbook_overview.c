/* The first page: what was converted, how sure it is, where to find it. Reads the counts of the book and its sheets;
 * the charts beside it are drawn by workbook_charts.c. */
#include "stages/write/workbook.h"

#include <stdio.h>
#include <string.h>

enum { MARGIN_COLUMN, NAME_COLUMN, COUNT_COLUMN, REMARK_COLUMN, GAP_COLUMN, CHART_COLUMN };
enum { FIRST_TOPIC_ROW = 3 };

struct page {
    struct book *book;
    uint32_t row;
};

static void write_words(struct page *page, uint16_t column, const char *words, enum look look) {
    lxw_format *format = book_format(page->book, look, false, NUMBER_NONE);
    book_check(page->book, worksheet_write_string(page->book->overview, page->row, column, words, format));
}

static void write_topic(struct page *page, enum book_word_name name) {
    page->row += page->row > FIRST_TOPIC_ROW;
    write_words(page, NAME_COLUMN, book_word(page->book, name), LOOK_TOPIC);
    page->row++;
}

static void write_fact(struct page *page, enum book_word_name name, const char *fact) {
    write_words(page, NAME_COLUMN, book_word(page->book, name), LOOK_PLAIN);
    write_words(page, COUNT_COLUMN, fact, LOOK_PLAIN);
    page->row++;
}

static void write_number(struct page *page, uint16_t column, double value, enum look look, enum number_look number) {
    lxw_format *format = book_format(page->book, look, false, number);
    book_check(page->book, worksheet_write_number(page->book->overview, page->row, column, value, format));
}

static void write_count(struct page *page, enum book_word_name name, size_t count, enum look look) {
    write_words(page, NAME_COLUMN, book_word(page->book, name), LOOK_PLAIN);
    write_number(page, COUNT_COLUMN, (double)count, look, NUMBER_DECIMALS);
    page->row++;
}

/* A count with its share of `whole` beside it. */
static void write_share(struct page *page, enum book_word_name name, size_t count, size_t whole, enum look look) {
    if (whole) {
        /* as many digits as the cell shows: a spreadsheet would round the rest in its own way */
        size_t thousandths = (count * 1000 + whole / 2) / whole;
        write_number(page, REMARK_COLUMN, (double)thousandths / 1000, LOOK_REMARK, NUMBER_PERCENT);
    }
    write_count(page, name, count, look);
}

/* 1955—2026, though years come in any order. */
static void write_years(struct page *page) {
    const struct tally *years = &page->book->counts.years;
    struct slice first = {0}, last = {0};
    for (const struct tally_entry *year = years->first; year; year = year->next) {
        if (first.size == 0 || slice_compare(year->name, first) < 0)
            first = year->name;
        if (last.size == 0 || slice_compare(year->name, last) > 0)
            last = year->name;
    }
    char text[64];
    snprintf(text, sizeof text, "%.*s—%.*s", (int)first.size, first.start, (int)last.size, last.start);
    if (years->count > 1)
        write_words(page, REMARK_COLUMN, text, LOOK_REMARK);
    write_count(page, BOOK_YEARS_WORD, years->count, LOOK_STRONG);
}

static void write_converted(struct page *page) {
    const struct book *book = page->book;
    write_topic(page, BOOK_CONVERTED_WORD);
    write_count(page, BOOK_REPORTS_WORD, book->sheets[TABLE_DOCUMENTS].count, LOOK_STRONG);
    write_count(page, BOOK_REGIONS_WORD, book->counts.regions.count, LOOK_STRONG);
    write_years(page);
    write_count(page, BOOK_NUMBERS_WORD, book->sheets[TABLE_TARGETS].count, LOOK_STRONG);
    write_share(page, BOOK_GOALS_WORD, book->counts.goals, book->sheets[TABLE_TARGETS].count, LOOK_PLAIN);
    write_share(page, BOOK_RESULTS_WORD, book->counts.results, book->sheets[TABLE_TARGETS].count, LOOK_PLAIN);
    write_count(page, BOOK_PROJECTS_WORD, book->sheets[TABLE_PROJECTS].count, LOOK_STRONG);
    write_count(page, BOOK_SECTIONS_WORD, book->sheets[TABLE_SECTIONS].count, LOOK_STRONG);
    write_count(page, BOOK_CELLS_WORD, book->sheets[TABLE_CELLS].count, LOOK_STRONG);
}

static void write_trust(struct page *page) {
    const struct book *book = page->book;
    const struct book_counts *counts = &book->counts;
    size_t unlinked = 0;
    for (size_t table = 0; table < TABLES; table++)
        unlinked += book->sheets[table].unlinked;
    write_topic(page, BOOK_TRUST_WORD);
    write_share(page, BOOK_CATALOGUED_WORD, counts->catalogued, book->sheets[TABLE_TARGETS].count, LOOK_PLAIN);
    write_share(page, BOOK_DOUBTFUL_WORD, counts->doubtful, book->sheets[TABLE_TARGETS].count,
                counts->doubtful ? LOOK_CHECK : LOOK_PLAIN);
    write_share(page, BOOK_DOUBTFUL_CELLS_WORD, counts->doubtful_cells, book->panel.count,
                counts->doubtful_cells ? LOOK_CHECK : LOOK_PLAIN);
    write_share(page, BOOK_PARTIAL_WORD, counts->partial, book->sheets[TABLE_DOCUMENTS].count, LOOK_PLAIN);
    write_count(page, BOOK_ERRORS_WORD, counts->severities[SEVERITY_ERROR],
                counts->severities[SEVERITY_ERROR] ? LOOK_ERROR : LOOK_PLAIN);
    write_count(page, BOOK_WARNINGS_WORD, counts->severities[SEVERITY_WARNING],
                counts->severities[SEVERITY_WARNING] ? LOOK_CHECK : LOOK_PLAIN);
    write_count(page, BOOK_NOTES_WORD, counts->severities[SEVERITY_NOTE], LOOK_PLAIN);
    if (counts->cut)
        write_count(page, BOOK_CUT_WORD, counts->cut, LOOK_CHECK);
    if (unlinked)
        write_count(page, BOOK_UNLINKED_WORD, unlinked, LOOK_CHECK);
}

static void write_sheet_link(struct page *page, const char *name) {
    char address[SHEET_NAME_BYTES + 16];
    snprintf(address, sizeof address, "internal:'%s'!A1", name);
    book_check(page->book, worksheet_write_url_opt(page->book->overview, page->row, NAME_COLUMN, address,
                                                   book_format(page->book, LOOK_LINK, false, NUMBER_NONE), name, NULL));
}

/* What a reader who comes later must know to make the same tables. */
static void write_run(struct page *page) {
    const struct run_facts *run = &page->book->run;
    char time[RUN_TIME_BYTES], hash[20];
    if (!run->version)
        return;
    write_topic(page, BOOK_RUN_WORD);
    write_fact(page, BOOK_VERSION_WORD, run->version);
    if (*run->options)
        write_fact(page, BOOK_OPTIONS_WORD, run->options);
    snprintf(hash, sizeof hash, "%.12s", run->lexicon_sha256);
    write_fact(page, BOOK_LEXICON_WORD, hash);
    write_count(page, BOOK_INPUTS_WORD, run->inputs, LOOK_PLAIN);
    if (run_time_print(run, time))
        write_fact(page, BOOK_TIME_WORD, time);
}

static void write_sheet_links(struct page *page) {
    struct book *book = page->book;
    write_topic(page, BOOK_SHEETS_WORD);
    write_sheet_link(page, book_word(book, BOOK_HEADLINE_WORD));
    write_words(page, REMARK_COLUMN, book_word(book, BOOK_HEADLINE_TITLE_WORD), LOOK_REMARK);
    page->row++;
    for (size_t table = 0; table < TABLES; table++) {
        for (uint32_t part = 1; part <= book->sheets[table].part; part++) {
            char name[SHEET_NAME_BYTES];
            sheet_name(book, (enum table_name)table, part, name);
            write_sheet_link(page, name);
            if (part == 1) {
                write_number(page, COUNT_COLUMN, (double)book->sheets[table].count, LOOK_PLAIN, NUMBER_DECIMALS);
                write_words(page, REMARK_COLUMN, book->english ? "" : tables[table].description, LOOK_REMARK);
            }
            page->row++;
        }
    }
}

void book_write_overview(struct book *book) {
    struct page page = {.book = book};
    lxw_worksheet *worksheet = book->overview;
    static const double WIDTHS[] = {2, 30, 11, 46, 3};
    for (size_t i = 0; i < sizeof WIDTHS / sizeof *WIDTHS; i++)
        worksheet_set_column(worksheet, (lxw_col_t)i, (lxw_col_t)i, WIDTHS[i], NULL);
    write_words(&page, NAME_COLUMN, book_word(book, BOOK_TITLE_WORD), LOOK_NAME);
    page.row++;
    write_words(&page, NAME_COLUMN, book_word(book, BOOK_SUBTITLE_WORD), LOOK_MUTED);
    page.row = FIRST_TOPIC_ROW;
    write_converted(&page);
    write_trust(&page);
    write_sheet_links(&page);
    write_run(&page);
    worksheet_gridlines(worksheet, LXW_HIDE_ALL_GRIDLINES);
    book_set_up_print(book, worksheet, 0);
    worksheet_fit_to_pages(worksheet, 1, 1);
    worksheet_set_row(worksheet, 0, 30, NULL);
    worksheet_set_row(worksheet, 1, 18, NULL);
    worksheet_activate(worksheet);
    book_write_charts(book, FIRST_TOPIC_ROW, CHART_COLUMN);
}
