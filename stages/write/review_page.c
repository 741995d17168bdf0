/* The page of one report: outline, text and rows. The text is cut where a number or name begins or ends, so that marks
 * that overlap make no broken markup; the innermost one is shown. */
#include <stdlib.h>
#include <string.h>

#include "stages/write/html.h"
#include "stages/write/labels.h"
#include "stages/write/review.h"

/* A row's words in the text. */
struct mark {
    size_t start, end;
    uint32_t row; /* from 1 */
    enum table_name table;
    struct slice kind;
    bool doubtful;
};

struct page {
    struct text *html, rows; /* rows: the list beside the text, made first because it tells which marks are doubtful */
    struct report *report;
    const struct write_options *options;
    struct mark *marks; /* sorted by start, longer ones first */
    size_t mark_count;
};

/* `row` counts from 1, as in a mark. */
static void add_place(struct text *html, enum table_name table, uint32_t row) {
    char place[REVIEW_PLACE_BYTES];
    review_place(table, row - 1, place);
    text_add_string(html, place);
}

static struct slice cell_named(enum table_name table, const struct slice *cells, const char *name) {
    int column = review_column(table, name);
    return column < 0 ? (struct slice){0} : cells[column];
}

/* How far the text at `start` spells the name: a name made whole goes on in other words. */
static size_t common_end(struct slice text, size_t start, struct slice name) {
    size_t size = 0;
    while (size < name.size && start + size < text.size && text.start[start + size] == name.start[size])
        size++;
    while (size && start + size < text.size && ((unsigned char)text.start[start + size] & 0xC0) == 0x80)
        size--;
    size_t end = start + size;
    if (size == 0 && start < text.size)
        slice_next(text, &end);
    return end;
}

static void add_value(struct page *page, enum table_name table, size_t column, struct slice cell) {
    struct text translated = {.arena = page->html->arena};
    if (cell_is_translated(table, column, page->options->headers == HEADERS_ENGLISH))
        add_reader_text(&translated, table, column, cell, page->report->lexicon);
    page->rows.failed = page->rows.failed || translated.failed;
    html_add(&page->rows, translated.size ? text_slice(&translated)
                                          : review_label(page->options, &tables[table].columns[column], cell));
}

/* The cells of a row as lines of text, "title：value": the script makes fields of them when the row comes near the
 * window, for a page may have a hundred thousand rows. */
static void add_cells(struct page *page, enum table_name table, const struct slice *cells) {
    struct text *rows = &page->rows;
    text_add(rows, SLICE("<p>"));
    for (size_t i = 0, shown = 0; i < tables[table].column_count; i++) {
        const struct column *column = &tables[table].columns[i];
        if (cells[i].size == 0 || !column->reviewed)
            continue;
        text_add(rows, shown++ ? SLICE("\n") : SLICE(""));
        html_add_string(rows, review_title(page->options, column));
        text_add(rows, SLICE("："));
        add_value(page, table, i, cells[i]);
    }
    text_add(rows, SLICE("</p>"));
}

/* Which field a title in these lines stands for, for the script: "indicator：指标", a line a column. */
static void add_fields(struct page *page, enum table_name table) {
    struct text fields = {.arena = page->html->arena};
    for (size_t i = 0; i < tables[table].column_count; i++) {
        const struct column *column = &tables[table].columns[i];
        if (!column->reviewed)
            continue;
        text_add(&fields, fields.size ? SLICE("\n") : SLICE(""));
        text_add_string(&fields, column->name);
        text_add(&fields, SLICE("："));
        text_add_string(&fields, review_title(page->options, column));
    }
    page->html->failed = page->html->failed || fields.failed;
    html_add_attribute(page->html, table == TABLE_TARGETS ? "data-targets" : "data-projects", text_slice(&fields));
}

/* What the filters ask of a row, and what a correction names it by: its place and words. */
static void add_row_attributes(struct page *page, enum table_name table, const struct slice *cells,
                               const struct mark *mark) {
    static const char *const FILTERS[][2] = {
        {"data-confidence", "confidence"}, {"data-code", "indicator_code"}, {"data-flags", "flags"},
        {"data-section", "section"},       {"data-line", "line"},           {"data-col", "col"}};
    struct text *rows = &page->rows;
    html_add_attribute(rows, "data-table", slice_from_string(tables[table].name));
    html_add_attribute(rows, "data-kind", mark->kind);
    for (size_t i = 0; i < sizeof FILTERS / sizeof *FILTERS; i++)
        html_add_attribute(rows, FILTERS[i][0], cell_named(table, cells, FILTERS[i][1]));
    html_add_attribute(rows, "data-mention", table == TABLE_TARGETS ? cells[TARGETS_MENTION] : cells[PROJECTS_NAME]);
    if (mark->doubtful)
        text_add(rows, SLICE(" data-doubtful"));
}

/* What the row is called, and its number as printed: links to its place. */
static void add_row_head(struct page *page, enum table_name table, const struct slice *cells, uint32_t row) {
    struct text *rows = &page->rows;
    text_add(rows, SLICE("<a class=\"place\" href=\"#"));
    add_place(rows, table, row);
    text_add(rows, SLICE("\">"));
    html_add(rows, table == TABLE_TARGETS ? cells[TARGETS_INDICATOR] : cells[PROJECTS_NAME]);
    text_add(rows, SLICE(" <b>"));
    if (table == TABLE_TARGETS) {
        html_add(rows,
                 review_label(page->options, &tables[table].columns[TARGETS_COMPARATOR], cells[TARGETS_COMPARATOR]));
        html_add(rows, cells[TARGETS_VALUE]);
        if (cells[TARGETS_VALUE2].size) {
            text_add(rows, SLICE("–"));
            html_add(rows, cells[TARGETS_VALUE2]);
        }
        html_add(rows, cells[TARGETS_UNIT]);
    } else {
        html_add(rows, cells[PROJECTS_STAGE]);
    }
    text_add(rows, SLICE("</b></a>"));
}

static struct mark mark_of_row(const struct page *page, enum table_name table, uint32_t row,
                               const struct slice *cells) {
    const struct report *report = page->report;
    struct mark mark = {
        .row = row, .table = table, .doubtful = review_is_doubtful(cell_named(table, cells, "confidence"))};
    if (table == TABLE_TARGETS) {
        struct span span = report->quantities.items[report->targets.items[row - 1].quantity].mention;
        mark.start = span.start;
        mark.end = span.end;
        mark.kind = cells[TARGETS_KIND];
    } else {
        mark.start = report->projects.items[row - 1].at;
        mark.end = common_end(report->text, mark.start, cells[PROJECTS_NAME]);
        mark.kind = SLICE("project");
    }
    return mark;
}

static enum status take_row(void *context, enum table_name table, const struct slice *cells) {
    struct page *page = context;
    uint32_t row = page->mark_count && page->marks[page->mark_count - 1].table == table
                       ? page->marks[page->mark_count - 1].row + 1
                       : 1;
    struct mark *mark = &page->marks[page->mark_count++];
    *mark = mark_of_row(page, table, row, cells);
    text_add(&page->rows, SLICE("<li id=\"r-"));
    add_place(&page->rows, table, row);
    text_add(&page->rows, SLICE("\" tabindex=\"-1\""));
    add_row_attributes(page, table, cells, mark);
    text_add(&page->rows, SLICE(">"));
    add_row_head(page, table, cells, row);
    add_cells(page, table, cells);
    text_add(&page->rows, SLICE("</li>\n"));
    return page->rows.failed ? STATUS_NO_MEMORY : STATUS_OK;
}

static int compare_marks(const void *one, const void *other) {
    const struct mark *a = one, *b = other;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    if (a->end != b->end)
        return a->end > b->end ? -1 : 1;
    return a->table != b->table ? (int)a->table - (int)b->table : (int)a->row - (int)b->row;
}

/* The place that a row's link leads to; it stands even where another mark covers the row's words. */
static void add_anchor(struct text *html, const struct mark *mark) {
    text_add(html, SLICE("<span class=\"anchor\" id=\""));
    add_place(html, mark->table, mark->row);
    text_add(html, SLICE("\"></span>"));
}

static void add_piece(struct page *page, const struct mark *mark, size_t from, size_t to) {
    if (from >= to)
        return;
    struct slice piece = slice_part(page->report->text, from, to);
    if (!mark) {
        html_add(page->html, piece);
        return;
    }
    text_add(page->html, SLICE("<a class=\"mark "));
    html_add(page->html, mark->kind);
    text_add(page->html, mark->doubtful ? SLICE(" doubtful\" href=\"#r-") : SLICE("\" href=\"#r-"));
    add_place(page->html, mark->table, mark->row);
    text_add(page->html, SLICE("\">"));
    html_add(page->html, piece);
    text_add(page->html, SLICE("</a>"));
}

/* The marks that stand open where the text is written: the last that began is shown, and gives the rest back to the one
 * it began in. A third one in both hides the first. */
struct open_marks {
    const struct mark *outer, *inner;
};

static void close_marks(struct open_marks *open, size_t at) {
    if (!open->inner || open->inner->end > at)
        return;
    open->inner = open->outer && open->outer->end > at ? open->outer : NULL;
    open->outer = NULL;
}

static void begin_mark(struct page *page, struct open_marks *open, const struct mark *mark, size_t at) {
    add_anchor(page->html, mark);
    if (mark->end <= at)
        return;
    open->outer = open->inner;
    open->inner = mark;
}

/* The text of [from, to) with its marks; `*next` is the first mark that does not begin before it. */
static void add_marked(struct page *page, size_t from, size_t to, size_t *next) {
    struct open_marks open = {NULL, NULL};
    const struct mark *marks = page->marks;
    for (size_t at = from; at < to;) {
        size_t stop = to;
        if (*next < page->mark_count && marks[*next].start < stop)
            stop = marks[*next].start;
        if (open.inner && open.inner->end < stop)
            stop = open.inner->end;
        add_piece(page, open.inner, at, stop);
        at = stop > at ? stop : at;
        close_marks(&open, at);
        for (; at < to && *next < page->mark_count && marks[*next].start <= at; (*next)++)
            begin_mark(page, &open, &marks[*next], at);
    }
}

/* h2 for the title, h6 for what lies deep. */
static const char *heading_tag(const struct section *section) {
    static const char *const TAGS[] = {"h2", "h3", "h4", "h5", "h6"};
    size_t last = sizeof TAGS / sizeof *TAGS - 1;
    return TAGS[(size_t)section->level < last ? (size_t)section->level : last];
}

/* The section whose heading begins with a paragraph, NULL for none; `*next` moves on. */
static const struct section *heading_at(const struct report *report, struct span paragraph, size_t *next) {
    while (*next < report->sections.count) {
        const struct section *section = &report->sections.items[*next];
        if (section->kind == SECTION_FURNITURE || section->heading.start < paragraph.start) {
            (*next)++;
            continue;
        }
        return section->heading.start == paragraph.start ? section : NULL;
    }
    return NULL;
}

static void add_text(struct page *page) {
    struct report *report = page->report;
    size_t next_mark = 0, next_section = 0;
    for (size_t i = 0; i < report->paragraphs.count; i++) {
        const struct paragraph *paragraph = &report->paragraphs.items[i];
        const struct section *section = heading_at(report, paragraph->span, &next_section);
        const char *tag = section && paragraph->heading ? heading_tag(section) : "p";
        text_add(page->html, SLICE("<"));
        text_add_string(page->html, tag);
        if (section)
            html_add_attribute(page->html, "id", section->number);
        text_add(page->html, SLICE(" data-line=\""));
        html_add_number(page->html, report_line(report, paragraph->span.start));
        text_add(page->html, SLICE("\">"));
        add_marked(page, paragraph->span.start, paragraph->span.end, &next_mark);
        text_add(page->html, SLICE("</"));
        text_add_string(page->html, tag);
        text_add(page->html, SLICE(">\n"));
    }
}

static enum status take_section(void *context, enum table_name table, const struct slice *cells) {
    struct page *page = context;
    (void)table;
    if (slice_equal(cells[SECTIONS_KIND], SLICE("furniture")))
        return STATUS_OK;
    text_add(page->html, SLICE("<li"));
    html_add_attribute(page->html, "data-level", cells[SECTIONS_LEVEL]);
    text_add(page->html, SLICE("><a href=\"#"));
    html_add(page->html, cells[SECTIONS_SECTION]);
    text_add(page->html, SLICE("\">"));
    html_add(page->html, cells[SECTIONS_LABEL]);
    html_add(page->html, cells[SECTIONS_TITLE]);
    text_add(page->html, SLICE("</a></li>\n"));
    return page->html->failed ? STATUS_NO_MEMORY : STATUS_OK;
}

/* The words that the script shows, as attributes of <body>. */
static void add_body(struct page *page) {
    static const struct {
        const char *attribute;
        enum review_word_name word;
    } WORDS[] = {{"data-word-all", REVIEW_ALL_WORD},        {"data-word-search", REVIEW_SEARCH_WORD},
                 {"data-word-kind", REVIEW_KIND_WORD},      {"data-word-target", REVIEW_TARGETS_WORD},
                 {"data-word-actual", REVIEW_ACTUALS_WORD}, {"data-word-project", REVIEW_PROJECTS_WORD},
                 {"data-word-most", REVIEW_MOST_WORD},      {"data-word-code", REVIEW_CODE_WORD},
                 {"data-word-flag", REVIEW_FLAG_WORD},      {"data-word-section", REVIEW_SECTION_WORD},
                 {"data-word-shown", REVIEW_SHOWN_WORD},    {"data-word-right", REVIEW_RIGHT_WORD},
                 {"data-word-wrong", REVIEW_WRONG_WORD},    {"data-word-amend", REVIEW_AMEND_WORD},
                 {"data-word-save", REVIEW_SAVE_WORD},      {"data-word-saved", REVIEW_SAVED_WORD},
                 {"data-word-keys", REVIEW_KEYS_WORD},      {"data-word-field", REVIEW_FIELD_WORD},
                 {"data-word-value", REVIEW_VALUE_WORD},    {"data-word-apply", REVIEW_APPLY_WORD}};
    text_add(page->html, SLICE("<body class=\"report\""));
    html_add_attribute(page->html, "data-document", page->report->document.name);
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        html_add_attribute(page->html, WORDS[i].attribute,
                           slice_from_string(review_word(page->options, WORDS[i].word)));
    text_add(page->html, SLICE(">\n"));
}

static void add_landmark(struct page *page, const char *open, enum review_word_name word) {
    text_add_string(page->html, open);
    html_add_attribute(page->html, "aria-label", slice_from_string(review_word(page->options, word)));
    text_add(page->html, SLICE(">\n"));
}

static enum status take_document(void *context, enum table_name table, const struct slice *cells) {
    struct page *page = context;
    (void)table;
    text_add(page->html, SLICE("<a class=\"skip\" href=\"#text\">"));
    html_add_string(page->html, review_word(page->options, REVIEW_SKIP_WORD));
    text_add(page->html, SLICE("</a>\n<header><h1><bdi>"));
    html_add(page->html, cells[DOCUMENTS_TITLE].size ? cells[DOCUMENTS_TITLE] : cells[DOCUMENTS_DOCUMENT]);
    text_add(page->html, SLICE("</bdi></h1>\n<p><a href=\"index.html\">"));
    html_add_string(page->html, review_word(page->options, REVIEW_BACK_WORD));
    text_add(page->html, SLICE("</a> <bdi>"));
    html_add(page->html, cells[DOCUMENTS_DOCUMENT]);
    text_add(page->html, SLICE("</bdi> "));
    html_add(page->html, cells[DOCUMENTS_REGION]);
    text_add(page->html, SLICE(" "));
    html_add(page->html, cells[DOCUMENTS_YEAR]);
    text_add(page->html, SLICE("</p></header>\n"));
    return page->html->failed ? STATUS_NO_MEMORY : STATUS_OK;
}

enum status review_add_page(struct text *html, struct report *report, const struct write_options *options) {
    size_t most = report->targets.count + report->projects.count;
    struct page page = {.html = html, .rows = {.arena = html->arena}, .report = report, .options = options};
    page.marks = arena_take(html->arena, (most ? most : 1) * sizeof *page.marks);
    enum status status = page.marks ? rows_give(report, TABLE_TARGETS, take_row, &page) : STATUS_NO_MEMORY;
    if (status == STATUS_OK)
        status = rows_give(report, TABLE_PROJECTS, take_row, &page);
    if (status != STATUS_OK)
        return status;
    qsort(page.marks, page.mark_count, sizeof *page.marks, compare_marks);
    review_add_head(html, options, report->document.title.size ? report->document.title : report->document.name);
    add_body(&page);
    status = rows_give(report, TABLE_DOCUMENTS, take_document, &page);
    text_add(html, SLICE("<div class=\"columns\">\n"));
    add_landmark(&page, "<nav class=\"outline\"", REVIEW_OUTLINE_WORD);
    text_add(html, SLICE("<ol>\n"));
    if (status == STATUS_OK)
        status = rows_give(report, TABLE_SECTIONS, take_section, &page);
    text_add(html, SLICE("</ol>\n</nav>\n"));
    add_landmark(&page, "<main id=\"text\" tabindex=\"-1\"", REVIEW_TEXT_WORD);
    add_text(&page);
    text_add(html, SLICE("</main>\n"));
    add_landmark(&page, "<aside class=\"rows\"", REVIEW_ROWS_WORD);
    text_add(html, SLICE("<ol id=\"rows\""));
    add_fields(&page, TABLE_TARGETS);
    add_fields(&page, TABLE_PROJECTS);
    text_add(html, SLICE(">\n"));
    text_add(html, text_slice(&page.rows));
    text_add(html, SLICE("</ol>\n</aside>\n</div>\n</body>\n</html>\n"));
    return status == STATUS_OK && html->failed ? STATUS_NO_MEMORY : status;
}
