/* The review pages: a page a report with its text, its rows beside it and links both ways, and an index of all. Private
 * to write_html.c, but for the names of pages and places, to which workbooks link. A page works without its script,
 * which adds filters, keys and corrections. */
#ifndef BAOGAO_STAGES_WRITE_REVIEW_H
#define BAOGAO_STAGES_WRITE_REVIEW_H

#include "stages/model/text.h"
#include "stages/write.h"

/* The two files that every page uses, embedded by the build. */
extern const struct slice review_css, review_js;

/* The name of a report's page: the letters and digits of its key, cut where they are many, and a hash of the key, so
 * that no two keys share a page and no key leads out of the folder. */
void review_page_name(struct slice document, char name[PAGE_NAME_BYTES]);

enum { REVIEW_PLACE_BYTES = 32 };
/* Where the row `row` (from 0) of a report's targets or projects is marked on its page: t12. */
void review_place(enum table_name table, size_t row, char place[REVIEW_PLACE_BYTES]);

const char *review_word(const struct write_options *options, enum review_word_name name);
/* The title of a column, and what a cell's code means to people, in the language of the pages. */
const char *review_title(const struct write_options *options, const struct column *column);
struct slice review_label(const struct write_options *options, const struct column *column, struct slice cell);
/* The number of a table's column of this name; -1 where the table has none. */
int review_column(enum table_name table, const char *name);
/* Whether a confidence is below 0.7, as the workbook's overview counts it; an empty one is not. */
bool review_is_doubtful(struct slice confidence);

/* Everything up to the end of <head>; `title` is text. */
void review_add_head(struct text *html, const struct write_options *options, struct slice title);

/* The whole page of a report that did not fail. */
enum status review_add_page(struct text *html, struct report *report, const struct write_options *options);

/* The row of the index for a report, also for one that failed; and, over all, what stands around these rows. */
void review_add_index_head(struct text *html, const struct write_options *options);
enum status review_add_index_row(struct text *html, struct report *report, const struct write_options *options);
void review_add_panel_head(struct text *html, const struct write_options *options);
void review_add_panel_row(struct text *html, const struct slice *cells, const struct write_options *options);
void review_add_list_end(struct text *html);
void review_add_index_end(struct text *html);

#endif
