/* review/: a page a report, the index, one style sheet and one script. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "stages/write/review_matrix.h"
#include "stages/write/stream.h"

/* A report's row of the index, kept until all are known: they stand by region and year. */
struct index_row {
    struct slice region, html;
    int year;
    size_t number; /* of the report in the run */
};

struct review {
    struct stream index;
    struct arena arena; /* of what is being written; emptied after each report */
    struct arena kept;  /* of the rows */
    LIST(struct index_row) rows;
    struct review_matrix matrix;
    bool panel_began;
};

static enum status fail(struct writing *writing, const char *name) {
    snprintf(writing->message, sizeof writing->message, "%s: %s", name, strerror(errno));
    return STATUS_OUTPUT;
}

/* The path of a file in the folder; NULL where memory ran out. */
static char *path_of(const struct writing *writing, const char *name) {
    size_t size = strlen(writing->paths[0]) + strlen(name) + 2;
    char *path = malloc(size);
    if (path)
        snprintf(path, size, "%s/%s", writing->paths[0], name);
    return path;
}

static enum status write_file(struct writing *writing, const char *name, struct slice bytes) {
    char *path = path_of(writing, name);
    if (!path)
        return STATUS_NO_MEMORY;
    FILE *file = fopen(path, "wb");
    free(path);
    if (!file)
        return fail(writing, name);
    bool good = bytes.size == 0 || fwrite(bytes.start, 1, bytes.size, file) == bytes.size;
    int error = errno;
    if (fclose(file) == 0 && good)
        return STATUS_OK;
    errno = good ? errno : error;
    return fail(writing, name);
}

static enum status put_index(struct writing *writing, struct text *html) {
    struct review *review = writing->state;
    enum status status = html->failed                                   ? STATUS_NO_MEMORY
                         : stream_put(&review->index, text_slice(html)) ? STATUS_OK
                                                                        : fail(writing, "index.html");
    arena_empty(&review->arena);
    return status;
}

static enum status open_html(struct writing *writing) {
    struct review *review = calloc(1, sizeof *review);
    writing->state = review;
    char *path = path_of(writing, "index.html");
    if (!review || !path) {
        free(path);
        return STATUS_NO_MEMORY;
    }
    enum status status = mkdir(writing->paths[0], 0777) == 0 ? STATUS_OK : fail(writing, "review");
    if (status == STATUS_OK && !stream_open(&review->index, path))
        status = fail(writing, "index.html");
    free(path);
    if (status == STATUS_OK)
        status = write_file(writing, "review.css", review_css);
    if (status == STATUS_OK)
        status = write_file(writing, "review.js", review_js);
    if (status != STATUS_OK)
        return status;
    struct text html = {.arena = &review->arena};
    review_add_index_head(&html, writing->options);
    return put_index(writing, &html);
}

/* The page, made on the report's own thread. */
static enum status format_html(const struct writing *writing, struct report *report, struct slice texts[TABLES]) {
    struct text html = {.arena = &report->scratch};
    if (report->failed || rows_are_many(report))
        return STATUS_OK;
    enum status status = review_add_page(&html, report, writing->options);
    texts[0] = arena_copy(&report->arena, text_slice(&html));
    return texts[0].start ? status : STATUS_NO_MEMORY;
}

static enum status put_page(struct writing *writing, struct report *report, struct slice page) {
    struct review *review = writing->state;
    char name[PAGE_NAME_BYTES];
    review_page_name(report->document.name, name);
    if (page.size)
        return write_file(writing, name, page);
    struct text html = {.arena = &review->arena};
    enum status status = review_add_page(&html, report, writing->options);
    if (status == STATUS_OK)
        status = write_file(writing, name, text_slice(&html));
    arena_empty(&review->arena);
    return status;
}

static enum status keep_row(struct review *review, const struct report *report, struct text *html) {
    struct index_row *row = LIST_ADD(&review->kept, &review->rows);
    if (html->failed || !row)
        return STATUS_NO_MEMORY;
    row->region = arena_copy(&review->kept, report->document.region);
    row->html = arena_copy(&review->kept, text_slice(html));
    row->year = report->document.year;
    row->number = review->rows.count;
    arena_empty(&review->arena);
    return row->html.start && (row->region.start || row->region.size == 0) ? STATUS_OK : STATUS_NO_MEMORY;
}

/* By region, the newest first; those without a region last, as they were given. */
static int compare_rows(const void *one, const void *other) {
    const struct index_row *a = one, *b = other;
    if ((a->region.size == 0) != (b->region.size == 0))
        return a->region.size == 0 ? 1 : -1;
    int order = slice_compare(a->region, b->region);
    if (order == 0 && a->year != b->year)
        order = a->year > b->year ? -1 : 1;
    return order ? order : (a->number > b->number) - (a->number < b->number);
}

static void add_rows(struct review *review, struct text *html) {
    qsort(review->rows.items, review->rows.count, sizeof *review->rows.items, compare_rows);
    for (size_t i = 0; i < review->rows.count; i++)
        text_add(html, review->rows.items[i].html);
}

static enum status put_report(struct writing *writing, struct report *report, const struct slice texts[TABLES]) {
    struct review *review = writing->state;
    struct text html = {.arena = &review->arena};
    enum status status = report->failed ? STATUS_OK : put_page(writing, report, texts[0]);
    if (status == STATUS_OK)
        status = review_add_index_row(&html, report, writing->options);
    return status == STATUS_OK ? keep_row(review, report, &html) : status;
}

static void begin_panel(struct review *review, struct text *html, const struct write_options *options) {
    if (review->panel_began)
        return;
    add_rows(review, html);
    review_add_panel_head(html, options);
    review->panel_began = true;
}

static enum status put_linked(struct writing *writing, enum table_name table, const struct slice *cells) {
    struct review *review = writing->state;
    if (table != TABLE_PANEL)
        return STATUS_OK;
    struct text html = {.arena = &review->arena};
    begin_panel(review, &html, writing->options);
    review_add_panel_row(&html, cells, writing->options);
    if (!review_matrix_take(&review->matrix, cells, writing->options))
        return STATUS_NO_MEMORY;
    return put_index(writing, &html);
}

static enum status close_html(struct writing *writing, bool complete) {
    struct review *review = writing->state;
    enum status status = STATUS_OK;
    if (!review)
        return status;
    if (complete) {
        struct text html = {.arena = &review->arena};
        begin_panel(review, &html, writing->options);
        review_add_list_end(&html);
        bool written = review_matrix_write(&review->matrix, &html, writing->options);
        review_add_index_end(&html);
        status = written ? put_index(writing, &html) : STATUS_NO_MEMORY;
    }
    if (!stream_close(&review->index, &writing->facts[0]) && complete && status == STATUS_OK)
        status = fail(writing, "index.html");
    arena_free(&review->arena);
    arena_free(&review->kept);
    review_matrix_free(&review->matrix);
    free(review);
    writing->state = NULL;
    return status;
}

const struct writer write_html = {
    .name = "html",
    .file = "review",
    .index = "index.html",
    .media_type = "text/html",
    .name_page = review_page_name,
    .open = open_html,
    .format = format_html,
    .report = put_report,
    .linked = put_linked,
    .close = close_html,
};
