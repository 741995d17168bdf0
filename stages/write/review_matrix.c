/* Rows are kept until the end: which indicators have the most cells is known only then. */
#include "stages/write/review_matrix.h"

#include <stdlib.h>

#include "stages/write/html.h"

/* A value as a cell shows it: comparator, number or range. */
static struct slice shown_value(struct arena *arena, const struct slice *cells, const int parts[3],
                                const struct write_options *options) {
    struct slice comparator = cells[parts[0]];
    bool plain = slice_equal(comparator, SLICE("=")) || slice_equal(comparator, SLICE("range"));
    struct slice pieces[] = {plain ? SLICE("")
                                   : review_label(options, &tables[TABLE_PANEL].columns[parts[0]], comparator),
                             cells[parts[1]], cells[parts[2]].size ? SLICE("–") : SLICE(""), cells[parts[2]]};
    return arena_join(arena, pieces, sizeof pieces / sizeof *pieces);
}

bool review_matrix_take(struct review_matrix *matrix, const struct slice *cells, const struct write_options *options) {
    static const int TARGET[] = {PANEL_TARGET_COMPARATOR, PANEL_TARGET, PANEL_TARGET2};
    static const int ACTUAL[] = {PANEL_ACTUAL_COMPARATOR, PANEL_ACTUAL, PANEL_ACTUAL2};
    struct matrix_cell *cell = LIST_ADD(&matrix->arena, &matrix->cells);
    if (!cell)
        return false;
    cell->region = arena_copy(&matrix->arena, cells[PANEL_REGION]);
    cell->year = arena_copy(&matrix->arena, cells[PANEL_YEAR]);
    cell->indicator = arena_copy(&matrix->arena, cells[PANEL_INDICATOR_NAME]);
    cell->met = arena_copy(&matrix->arena, cells[PANEL_MET]);
    cell->target = shown_value(&matrix->arena, cells, TARGET, options);
    cell->actual = shown_value(&matrix->arena, cells, ACTUAL, options);
    return cell->region.start && cell->year.start && cell->indicator.start && cell->met.start && cell->target.start &&
           cell->actual.start;
}

static int compare_indicators(const void *one, const void *other) {
    const struct matrix_cell *const *a = one, *const *b = other;
    return slice_compare((*a)->indicator, (*b)->indicator);
}

/* The most cells first; as many by name. */
static int compare_columns(const void *one, const void *other) {
    const struct matrix_column *a = one, *b = other;
    if (a->cells != b->cells)
        return a->cells > b->cells ? -1 : 1;
    return slice_compare(a->indicator, b->indicator);
}

/* Every indicator with its cells' count, the most first. NULL where memory ran out. */
static struct matrix_column *count_columns(struct review_matrix *matrix, size_t *count) {
    struct matrix_cell **order = arena_take(&matrix->arena, matrix->cells.count * sizeof *order);
    struct matrix_column *columns = arena_take(&matrix->arena, matrix->cells.count * sizeof *columns);
    *count = 0;
    if (!order || !columns)
        return NULL;
    for (size_t i = 0; i < matrix->cells.count; i++)
        order[i] = &matrix->cells.items[i];
    qsort(order, matrix->cells.count, sizeof *order, compare_indicators);
    for (size_t i = 0; i < matrix->cells.count; i++) {
        if (i == 0 || compare_indicators(&order[i - 1], &order[i]) != 0)
            columns[(*count)++].indicator = order[i]->indicator;
        columns[*count - 1].cells++;
    }
    qsort(columns, *count, sizeof *columns, compare_columns);
    return columns;
}

static void choose_columns(struct review_matrix *matrix, const struct matrix_column *columns, size_t count) {
    for (size_t i = 0; i < matrix->cells.count; i++) {
        struct matrix_cell *cell = &matrix->cells.items[i];
        cell->column = 0;
        while (cell->column < count && !slice_equal(columns[cell->column].indicator, cell->indicator))
            cell->column++;
    }
}

static void add_cell(struct text *html, const struct matrix_cell *cell, const struct write_options *options) {
    if (!cell) {
        text_add(html, SLICE("<td></td>"));
        return;
    }
    text_add(html, SLICE("<td"));
    html_add_attribute(html, "class", cell->met.size ? cell->met : SLICE("open"));
    text_add(html, SLICE(">"));
    if (cell->actual.size) {
        text_add(html, SLICE("<b>"));
        html_add(html, cell->actual);
        text_add(html, SLICE("</b>"));
    }
    if (cell->target.size) {
        text_add(html, SLICE(" <small>"));
        html_add_string(html, review_word(options, REVIEW_TARGET_WORD));
        html_add(html, cell->target);
        text_add(html, SLICE("</small>"));
    }
    if (cell->met.size) {
        bool met = slice_equal(cell->met, SLICE("yes"));
        text_add(html, SLICE("<span class=\"hidden\"> "));
        html_add_string(html, review_word(options, met ? REVIEW_MET_WORD : REVIEW_MISSED_WORD));
        text_add(html, SLICE("</span>"));
    }
    text_add(html, SLICE("</td>"));
}

/* The row of the cells [first, last), which share region and year. */
static void add_row(struct text *html, const struct matrix_cell *first, const struct matrix_cell *last, size_t columns,
                    const struct write_options *options) {
    const struct matrix_cell *shown[MATRIX_COLUMNS] = {NULL};
    for (const struct matrix_cell *cell = first; cell < last; cell++)
        if (cell->column < columns)
            shown[cell->column] = cell;
    text_add(html, SLICE("<tr><th scope=\"row\">"));
    html_add(html, first->region);
    text_add(html, SLICE(" "));
    html_add(html, first->year);
    text_add(html, SLICE("</th>"));
    for (size_t i = 0; i < columns; i++)
        add_cell(html, shown[i], options);
    text_add(html, SLICE("</tr>\n"));
}

static bool same_row(const struct matrix_cell *one, const struct matrix_cell *other) {
    return slice_equal(one->region, other->region) && slice_equal(one->year, other->year);
}

bool review_matrix_write(struct review_matrix *matrix, struct text *html, const struct write_options *options) {
    size_t count;
    if (matrix->cells.count == 0)
        return true;
    const struct matrix_column *columns = count_columns(matrix, &count);
    if (!columns)
        return false;
    count = count < MATRIX_COLUMNS ? count : MATRIX_COLUMNS;
    choose_columns(matrix, columns, count);
    text_add(html, SLICE("<div class=\"scroll\" tabindex=\"0\">"
                         "<table class=\"heat\" id=\"heat\"><thead><tr><td></td>"));
    for (size_t i = 0; i < count; i++) {
        text_add(html, SLICE("<th scope=\"col\">"));
        html_add(html, columns[i].indicator);
        text_add(html, SLICE("</th>"));
    }
    text_add(html, SLICE("</tr></thead>\n<tbody>\n"));
    const struct matrix_cell *end = matrix->cells.items + matrix->cells.count;
    for (const struct matrix_cell *first = matrix->cells.items, *last; first < end; first = last) {
        for (last = first + 1; last < end && same_row(first, last); last++)
            continue;
        add_row(html, first, last, count, options);
    }
    text_add(html, SLICE("</tbody></table></div>\n"));
    return !html->failed;
}

void review_matrix_free(struct review_matrix *matrix) {
    arena_free(&matrix->arena);
}
