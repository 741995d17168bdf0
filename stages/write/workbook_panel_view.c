/* Sorts the rows of the panel for readers and writes their values. */
#include "stages/write/workbook_panel.h"

#include <stdlib.h>
#include <string.h>

#include "stages/model/lexicon.h"

static const struct slice *cells_of(const void *row) {
    return (*(const struct panel_row *const *)row)->cells;
}

static int compare_codes(const void *one, const void *other) {
    return slice_compare(cells_of(one)[PANEL_INDICATOR_CODE], cells_of(other)[PANEL_INDICATOR_CODE]);
}

/* Years have four digits. */
static int compare_newest(const void *one, const void *other) {
    static const enum panel_column KEYS[] = {PANEL_REGION_CODE, PANEL_REGION, PANEL_INDICATOR_CODE};
    int order = slice_compare(cells_of(other)[PANEL_YEAR], cells_of(one)[PANEL_YEAR]);
    for (size_t i = 0; order == 0 && i < sizeof KEYS / sizeof *KEYS; i++)
        order = slice_compare(cells_of(one)[KEYS[i]], cells_of(other)[KEYS[i]]);
    return order;
}

static struct panel_indicator *find_indicator(const struct panel_view *view, struct slice code) {
    size_t low = 0, high = view->indicator_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = slice_compare(view->indicators[middle].code, code);
        if (order == 0)
            return &view->indicators[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

struct panel_indicator *panel_indicator_of(const struct panel_view *view, const struct panel_row *row) {
    return find_indicator(view, row->cells[PANEL_INDICATOR_CODE]);
}

static void count_indicators(struct panel_view *view) {
    for (size_t i = 0; i < view->row_count; i++) {
        const struct slice *cells = view->rows[i]->cells;
        struct panel_indicator *last = view->indicator_count ? &view->indicators[view->indicator_count - 1] : NULL;
        if (!last || !slice_equal(last->code, cells[PANEL_INDICATOR_CODE])) {
            last = &view->indicators[view->indicator_count++];
            *last = (struct panel_indicator){.code = cells[PANEL_INDICATOR_CODE],
                                             .unit = cells[PANEL_UNIT],
                                             .name = cells[PANEL_INDICATOR_NAME],
                                             .order = SIZE_MAX};
        }
        last->known++;
    }
}

/* Their place in the catalogue, and their English names. */
static void read_catalogue(struct panel_view *view) {
    const struct lexicon *lexicon = view->book->lexicon;
    size_t lines = lexicon ? lexicon_rows(lexicon, LEXICON_INDICATORS) : 0;
    for (size_t line = 0; line < lines; line++) {
        struct panel_indicator *indicator =
            find_indicator(view, lexicon_cell(lexicon, LEXICON_INDICATORS, line, INDICATORS_CODE));
        if (!indicator || indicator->order != SIZE_MAX)
            continue;
        indicator->order = line;
        if (view->book->english)
            indicator->name = lexicon_cell(lexicon, LEXICON_INDICATORS, line, INDICATORS_NAME_EN);
    }
}

bool panel_view_open(struct panel_view *view, struct book *book) {
    size_t count = book->panel.count;
    *view = (struct panel_view){.book = book, .row_count = count};
    view->rows = arena_take(&book->arena, (count + 1) * sizeof(void *));
    view->indicators = arena_take(&book->arena, (count + 1) * sizeof *view->indicators);
    if (!view->rows || !view->indicators) {
        book_fail(book, STATUS_NO_MEMORY, "out of memory");
        return false;
    }
    for (size_t i = 0; i < count; i++)
        view->rows[i] = &book->panel.items[i];
    qsort(view->rows, count, sizeof(void *), compare_codes);
    count_indicators(view);
    read_catalogue(view);
    qsort(view->rows, count, sizeof(void *), compare_newest);
    return true;
}

static int compare_orders(const void *one, const void *other) {
    const struct panel_indicator *a = *(struct panel_indicator *const *)one;
    const struct panel_indicator *b = *(struct panel_indicator *const *)other;
    return a->order != b->order ? (a->order < b->order ? -1 : 1) : slice_compare(a->code, b->code);
}

size_t panel_list_shown(const struct panel_view *view, struct panel_indicator **list) {
    size_t count = 0;
    for (size_t i = 0; i < view->indicator_count; i++)
        if (view->indicators[i].shown)
            list[count++] = &view->indicators[i];
    qsort(list, count, sizeof(void *), compare_orders);
    return count;
}

size_t panel_group_end(const struct panel_view *view, size_t first) {
    const struct slice *cells = view->rows[first]->cells;
    size_t end = first + 1;
    while (end < view->row_count && slice_equal(view->rows[end]->cells[PANEL_YEAR], cells[PANEL_YEAR]) &&
           slice_equal(view->rows[end]->cells[PANEL_REGION], cells[PANEL_REGION]) &&
           slice_equal(view->rows[end]->cells[PANEL_REGION_CODE], cells[PANEL_REGION_CODE]))
        end++;
    return end;
}

struct slice panel_title(const struct panel_view *view, const struct panel_indicator *indicator) {
    bool english = view->book->english;
    struct slice pieces[] = {indicator->name,
                             english ? SLICE(" (") : SLICE("（"),
                             indicator->unit,
                             english ? SLICE(")") : SLICE("）"),
                             {"", 1}};
    struct slice bare[] = {indicator->name, {"", 1}};
    struct slice title =
        indicator->unit.size ? arena_join(&view->book->arena, pieces, 5) : arena_join(&view->book->arena, bare, 2);
    if (!title.start) {
        book_fail(view->book, STATUS_NO_MEMORY, "out of memory");
        return SLICE("");
    }
    return slice_part(title, 0, title.size - 1); /* terminated for libxlsxwriter */
}

/* ---- values ---- */

struct value_columns {
    enum panel_column comparator, value, value2, document, row;
};

static size_t comparator_of(struct slice code) {
    for (size_t i = 0; i < COMPARATOR_WORDS; i++)
        if (slice_equal(slice_from_string(comparator_words[i]), code))
            return i;
    return COMPARATOR_EQUAL;
}

bool panel_is_doubtful(const struct slice *cells) {
    struct decimal least = decimal_shift(decimal_from_integer(CONFIDENCE_TO_CHECK), -2);
    struct decimal confidence = decimal_from_text(cells[PANEL_CONFIDENCE]);
    return confidence.known && decimal_compare(confidence, least) < 0;
}

static enum look look_of_actual(const struct slice *cells) {
    if (slice_equal(cells[PANEL_MET], SLICE("yes")))
        return LOOK_MET;
    return slice_equal(cells[PANEL_MET], SLICE("no")) ? LOOK_MISSED : LOOK_ACTUAL;
}

static void write_value(const struct panel_view *view, lxw_worksheet *worksheet, uint32_t row, uint16_t column,
                        const struct slice *cells, const struct value_columns *columns, enum look look) {
    struct book *book = view->book;
    if (!cells[columns->value].size)
        return;
    size_t comparator = comparator_of(cells[columns->comparator]);
    struct goal goal = {.text = cells[columns->value],
                        .upper = cells[columns->value2],
                        .look = panel_is_doubtful(cells) ? LOOK_CHECK : look,
                        .comparator = comparator};
    struct sheet_link link = {.table = TABLE_TARGETS,
                              .key = sheet_key(&book->arena, cells[columns->document], cells[columns->row])};
    bool linked = link.key.start && book->sheets[TABLE_TARGETS].part == 1;
    sheet_write_goal(book, worksheet, row, column, &goal, linked ? &link : NULL);
}

void panel_write_target(const struct panel_view *view, lxw_worksheet *worksheet, uint32_t row, uint16_t column,
                        const struct panel_row *cells) {
    static const struct value_columns COLUMNS = {PANEL_TARGET_COMPARATOR, PANEL_TARGET, PANEL_TARGET2,
                                                 PANEL_TARGET_DOCUMENT, PANEL_TARGET_ROW};
    write_value(view, worksheet, row, column, cells->cells, &COLUMNS, LOOK_TARGET);
}

void panel_write_actual(const struct panel_view *view, lxw_worksheet *worksheet, uint32_t row, uint16_t column,
                        const struct panel_row *cells) {
    static const struct value_columns COLUMNS = {PANEL_ACTUAL_COMPARATOR, PANEL_ACTUAL, PANEL_ACTUAL2,
                                                 PANEL_ACTUAL_DOCUMENT, PANEL_ACTUAL_ROW};
    write_value(view, worksheet, row, column, cells->cells, &COLUMNS, look_of_actual(cells->cells));
}
