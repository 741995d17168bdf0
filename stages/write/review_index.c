/* The index of a run: a row a report, then the panel by region and year. */
#include <stdio.h>

#include "stages/write/html.h"
#include "stages/write/review.h"
#include "stages/write/translation.h"

static void add_header_cell(struct text *html, const char *title) {
    text_add(html, SLICE("<th scope=\"col\">"));
    html_add_string(html, title);
    text_add(html, SLICE("</th>"));
}

static void add_cell(struct text *html, struct slice value) {
    text_add(html, SLICE("<td>"));
    html_add(html, value);
    text_add(html, SLICE("</td>"));
}

/* The columns of `documents` that the index shows. */
static const int DOCUMENT_COLUMNS[] = {DOCUMENTS_REGION,   DOCUMENTS_YEAR,     DOCUMENTS_REPORT_TYPE, DOCUMENTS_TARGETS,
                                       DOCUMENTS_PROJECTS, DOCUMENTS_SECTIONS, DOCUMENTS_WARNINGS};
enum { DOCUMENT_COLUMN_COUNT = sizeof DOCUMENT_COLUMNS / sizeof *DOCUMENT_COLUMNS };

static void add_section_head(struct text *html, const struct write_options *options, const char *id,
                             enum review_word_name word) {
    text_add(html, SLICE("<section"));
    html_add_attribute(html, "aria-labelledby", slice_from_string(id));
    text_add(html, SLICE(">\n<h2"));
    html_add_attribute(html, "id", slice_from_string(id));
    text_add(html, SLICE(">"));
    html_add_string(html, review_word(options, word));
    text_add(html, SLICE("</h2>\n"));
}

void review_add_index_head(struct text *html, const struct write_options *options) {
    const char *title = review_word(options, REVIEW_TITLE_WORD);
    review_add_head(html, options, slice_from_string(title));
    text_add(html, SLICE("<body class=\"index\""));
    html_add_attribute(html, "data-word-search", slice_from_string(review_word(options, REVIEW_SEARCH_WORD)));
    html_add_attribute(html, "data-word-shown", slice_from_string(review_word(options, REVIEW_SHOWN_WORD)));
    text_add(html, SLICE(">\n<header><h1>"));
    html_add_string(html, title);
    text_add(html, SLICE("</h1></header>\n<main>\n"));
    add_section_head(html, options, "reports", REVIEW_REPORTS_WORD);
    text_add(html, SLICE("<div class=\"scroll\" tabindex=\"0\"><table><thead><tr>"));
    add_header_cell(html, review_word(options, REVIEW_REPORTS_WORD));
    for (size_t i = 0; i < DOCUMENT_COLUMN_COUNT; i++)
        add_header_cell(html, review_title(options, &tables[TABLE_DOCUMENTS].columns[DOCUMENT_COLUMNS[i]]));
    add_header_cell(html, review_word(options, REVIEW_DOUBTFUL_WORD));
    add_header_cell(html, review_word(options, REVIEW_DIAGNOSTICS_WORD));
    text_add(html, SLICE("</tr></thead>\n<tbody id=\"report-rows\">\n"));
}

struct index_row {
    struct text *html;
    const struct write_options *options;
    size_t doubtful; /* rows below the confidence that is asked of them */
};

static enum status take_document(void *context, enum table_name table, const struct slice *cells) {
    struct index_row *row = context;
    for (size_t i = 0; i < DOCUMENT_COLUMN_COUNT; i++) {
        int column = DOCUMENT_COLUMNS[i];
        add_cell(row->html, review_label(row->options, &tables[table].columns[column], cells[column]));
    }
    return STATUS_OK;
}

static enum status count_doubtful(void *context, enum table_name table, const struct slice *cells) {
    struct index_row *row = context;
    int column = review_column(table, "confidence");
    row->doubtful += column >= 0 && review_is_doubtful(cells[column]);
    return STATUS_OK;
}

static enum status take_diagnostic(void *context, enum table_name table, const struct slice *cells) {
    struct index_row *row = context;
    (void)table;
    text_add(row->html, SLICE("<div"));
    html_add_attribute(row->html, "class", cells[DIAGNOSTICS_SEVERITY]);
    text_add(row->html, SLICE(">"));
    if (cells[DIAGNOSTICS_LINE].size) {
        html_add(row->html, cells[DIAGNOSTICS_LINE]);
        text_add(row->html, SLICE(": "));
    }
    struct text message = {.arena = row->html->arena};
    if (row->options->headers == HEADERS_ENGLISH)
        text_add(&message, cells[DIAGNOSTICS_MESSAGE]);
    else
        add_translation(&message, cells[DIAGNOSTICS_MESSAGE]);
    row->html->failed = row->html->failed || message.failed;
    html_add(row->html, text_slice(&message));
    text_add(row->html, SLICE("</div>"));
    return STATUS_OK;
}

/* A report that failed has no page. */
static void add_report_name(struct text *html, const struct report *report) {
    char name[PAGE_NAME_BYTES];
    struct slice shown = report->document.title.size ? report->document.title : report->document.name;
    text_add(html, SLICE("<tr><th scope=\"row\">"));
    if (!report->failed) {
        review_page_name(report->document.name, name);
        text_add(html, SLICE("<a"));
        html_add_attribute(html, "href", slice_from_string(name));
        text_add(html, SLICE(">"));
    }
    text_add(html, SLICE("<bdi>"));
    html_add(html, shown);
    text_add_string(html, report->failed ? "</bdi>" : "</bdi></a>");
    text_add(html, SLICE("<br><small><bdi>"));
    html_add(html, report->document.name);
    text_add(html, SLICE("</bdi></small></th>"));
}

enum status review_add_index_row(struct text *html, struct report *report, const struct write_options *options) {
    struct index_row row = {.html = html, .options = options};
    add_report_name(html, report);
    enum status status = STATUS_OK;
    if (report->failed)
        for (size_t i = 0; i < DOCUMENT_COLUMN_COUNT; i++)
            add_cell(html, (struct slice){0});
    else
        status = rows_give(report, TABLE_DOCUMENTS, take_document, &row);
    if (status == STATUS_OK)
        status = rows_give(report, TABLE_TARGETS, count_doubtful, &row);
    if (status == STATUS_OK)
        status = rows_give(report, TABLE_PROJECTS, count_doubtful, &row);
    text_add(html, SLICE("<td>"));
    html_add_number(html, row.doubtful);
    text_add(html, SLICE("</td><td class=\"diagnostics\">"));
    if (status == STATUS_OK)
        status = rows_give(report, TABLE_DIAGNOSTICS, take_diagnostic, &row);
    text_add(html, SLICE("</td></tr>\n"));
    return status == STATUS_OK && html->failed ? STATUS_NO_MEMORY : status;
}

void review_add_panel_head(struct text *html, const struct write_options *options) {
    static const enum review_word_name TITLES[] = {REVIEW_TARGET_WORD, REVIEW_ACTUAL_WORD, REVIEW_MET_WORD};
    static const int COLUMNS[] = {PANEL_REGION, PANEL_YEAR, PANEL_INDICATOR_NAME};
    text_add(html, SLICE("</tbody></table></div></section>\n"));
    add_section_head(html, options, "panel", REVIEW_PANEL_WORD);
    text_add(html, SLICE("<div class=\"scroll\" tabindex=\"0\"><table><thead><tr>"));
    for (size_t i = 0; i < sizeof COLUMNS / sizeof *COLUMNS; i++)
        add_header_cell(html, review_title(options, &tables[TABLE_PANEL].columns[COLUMNS[i]]));
    for (size_t i = 0; i < sizeof TITLES / sizeof *TITLES; i++)
        add_header_cell(html, review_word(options, TITLES[i]));
    text_add(html, SLICE("</tr></thead>\n<tbody id=\"panel-rows\">\n"));
}

/* A number of the panel, as a link to its row where the panel says which one it is. */
static void add_panel_value(struct text *html, const struct write_options *options, const struct slice *cells,
                            const char *side) {
    char name[64], page[PAGE_NAME_BYTES];
    struct slice parts[5]; /* comparator, value, upper value, document, row */
    static const char *const PATTERNS[] = {"%s_comparator", "%s", "%s2", "%s_document", "%s_row"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        snprintf(name, sizeof name, PATTERNS[i], side);
        int column = review_column(TABLE_PANEL, name);
        parts[i] = column < 0 ? (struct slice){0} : cells[column];
    }
    text_add(html, SLICE("<td>"));
    bool linked = parts[1].size && parts[3].size && parts[4].size;
    if (linked) {
        review_page_name(parts[3], page);
        text_add(html, SLICE("<a href=\""));
        html_add_string(html, page);
        text_add(html, SLICE("#t"));
        html_add(html, parts[4]);
        text_add(html, SLICE("\">"));
    }
    if (!slice_equal(parts[0], SLICE("=")) && !slice_equal(parts[0], SLICE("range")))
        html_add(html, review_label(options, &tables[TABLE_PANEL].columns[PANEL_TARGET_COMPARATOR], parts[0]));
    html_add(html, parts[1]);
    if (parts[2].size)
        text_add(html, SLICE("–"));
    html_add(html, parts[2]);
    if (parts[1].size)
        html_add(html, cells[PANEL_UNIT]);
    text_add_string(html, linked ? "</a></td>" : "</td>");
}

void review_add_panel_row(struct text *html, const struct slice *cells, const struct write_options *options) {
    struct slice met = cells[PANEL_MET];
    enum review_word_name word = slice_equal(met, SLICE("yes")) ? REVIEW_MET_WORD
                                 : met.size                     ? REVIEW_MISSED_WORD
                                                                : REVIEW_OPEN_WORD;
    text_add(html, SLICE("<tr"));
    html_add_attribute(html, "class", met.size ? met : SLICE("open"));
    text_add(html, SLICE("><th scope=\"row\">"));
    html_add(html, cells[PANEL_REGION]);
    text_add(html, SLICE("</th>"));
    add_cell(html, cells[PANEL_YEAR]);
    add_cell(html, cells[PANEL_INDICATOR_NAME]);
    add_panel_value(html, options, cells, "target");
    add_panel_value(html, options, cells, "actual");
    add_cell(html, slice_from_string(review_word(options, word)));
    text_add(html, SLICE("</tr>\n"));
}

void review_add_list_end(struct text *html) {
    text_add(html, SLICE("</tbody></table></div>\n"));
}

void review_add_index_end(struct text *html) {
    text_add(html, SLICE("</section>\n</main>\n</body>\n</html>\n"));
}
