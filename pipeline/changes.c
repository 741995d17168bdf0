/* Rows sorted by key and merged, first by the key that tells them apart best, then, of those that found no other, by
 * what an edit of their sentence leaves as it is. Reads no file. */
#include "pipeline/changes.h"

#include <stdio.h>
#include <stdlib.h>

enum { MOST_KEY_PARTS = 6, KEYS = 2 };

/* How the rows of a table are found again, and the columns that say where a row stands and not what it says. */
struct comparison {
    size_t part_counts[KEYS]; /* 0: there is no second key */
    int parts[KEYS][MOST_KEY_PARTS];
    uint64_t places; /* a bit a column */
};

#define BIT(column) (UINT64_C(1) << (column))

const enum table_name changes_tables[COMPARED_TABLES] = {TABLE_DOCUMENTS, TABLE_TARGETS, TABLE_PROJECTS, TABLE_PANEL};

static const struct comparison comparisons[TABLES] = {
    [TABLE_DOCUMENTS] = {.part_counts = {1}, .parts = {{DOCUMENTS_DOCUMENT}}},
    [TABLE_TARGETS] = {.part_counts = {3, 6},
                       .parts = {{TARGETS_DOCUMENT, TARGETS_QUOTE, TARGETS_MENTION},
                                 {TARGETS_DOCUMENT, TARGETS_INDICATOR, TARGETS_KIND, TARGETS_MEASURE,
                                  TARGETS_PERIOD_END, TARGETS_BASE_UNIT}},
                       .places = BIT(TARGETS_TARGET) | BIT(TARGETS_SECTION) | BIT(TARGETS_SENTENCE) |
                                 BIT(TARGETS_LINE) | BIT(TARGETS_COL) | BIT(TARGETS_PAGE)},
    [TABLE_PROJECTS] = {.part_counts = {3, 2},
                        .parts = {{PROJECTS_DOCUMENT, PROJECTS_QUOTE, PROJECTS_NAME},
                                  {PROJECTS_DOCUMENT, PROJECTS_NAME}},
                        .places = BIT(PROJECTS_PROJECT) | BIT(PROJECTS_SECTION) | BIT(PROJECTS_SENTENCE) |
                                  BIT(PROJECTS_LINE) | BIT(PROJECTS_COL) | BIT(PROJECTS_PAGE)},
    [TABLE_PANEL] = {.part_counts = {3},
                     .parts = {{PANEL_REGION, PANEL_YEAR, PANEL_INDICATOR_CODE}},
                     .places = BIT(PANEL_TARGET_ROW) | BIT(PANEL_ACTUAL_ROW)},
};

/* One table on its way through both runs. */
struct comparing {
    enum table_name table;
    const struct comparison *comparison;
    change_taker *take;
    void *context;
    enum status status;
};

static void give(struct comparing *comparing, struct change change) {
    change.table = comparing->table;
    if (comparing->status == STATUS_OK)
        comparing->status = comparing->take(comparing->context, &change);
}

static int compare_rows(const void *one, const void *other) {
    const struct file_row *a = one, *b = other;
    int order = slice_compare(a->key, b->key);
    return order ? order : a->number < b->number ? -1 : a->number > b->number;
}

static void sort_rows(struct table_file *file) {
    if (file->rows.count)
        qsort(file->rows.items, file->rows.count, sizeof *file->rows.items, compare_rows);
}

/* Keys are the key cells joined. */
static bool make_keys(struct table_file *file, const int *parts, size_t count) {
    for (size_t i = 0; i < file->rows.count; i++) {
        struct file_row *row = &file->rows.items[i];
        struct slice pieces[2 * MOST_KEY_PARTS];
        for (size_t k = 0; k < count; k++) {
            pieces[2 * k] = row->cells[parts[k]];
            pieces[2 * k + 1] = SLICE(" | ");
        }
        row->key = arena_join(&file->arena, pieces, 2 * count - 1);
        if (!row->key.start)
            return false;
    }
    return true;
}

/* Of rows sorted by key: the second of one key gets ` (2)` behind it, the last first so that the keys compared are
 * bare. */
static bool number_keys(struct table_file *file) {
    struct file_row *rows = file->rows.items;
    for (size_t end = file->rows.count; end > 0;) {
        size_t start = end - 1;
        while (start > 0 && slice_equal(rows[start - 1].key, rows[start].key))
            start--;
        for (size_t i = start + 1; i < end; i++) {
            char number[32];
            snprintf(number, sizeof number, " (%zu)", i - start + 1);
            struct slice pieces[] = {rows[i].key, slice_from_string(number)};
            rows[i].key = arena_join(&file->arena, pieces, 2);
            if (!rows[i].key.start)
                return false;
        }
        end = start;
    }
    return true;
}

static bool order_rows(struct table_file *file, const struct comparison *comparison, size_t key) {
    if (!make_keys(file, comparison->parts[key], comparison->part_counts[key]))
        return false;
    sort_rows(file);
    if (!number_keys(file))
        return false;
    sort_rows(file);
    for (size_t i = 0; key == 0 && i < file->rows.count; i++)
        file->rows.items[i].name = file->rows.items[i].key;
    return true;
}

static void compare_cells(struct comparing *comparing, const struct file_row *old, const struct file_row *fresh) {
    const struct table *table = &tables[comparing->table];
    for (size_t i = 0; i < table->column_count; i++)
        if (!(comparing->comparison->places >> i & 1) && !slice_equal(old->cells[i], fresh->cells[i]))
            give(comparing, (struct change){.key = fresh->name,
                                            .column = table->columns[i].name,
                                            .was = old->cells[i],
                                            .is = fresh->cells[i],
                                            .old = old,
                                            .fresh = fresh});
}

static void keep(struct comparing *comparing, struct table_file *left, const struct file_row *row) {
    struct file_row *copy = LIST_ADD(&left->arena, &left->rows);
    if (copy)
        *copy = (struct file_row){.cells = row->cells, .name = row->name, .number = left->rows.count - 1};
    else
        comparing->status = STATUS_NO_MEMORY;
}

/* Goes through both sorted lists; rows of one key are compared, the others are left over. */
static void merge(struct comparing *comparing, const struct table_file *old, const struct table_file *fresh,
                  struct table_file left[2]) {
    size_t i = 0, k = 0;
    while ((i < old->rows.count || k < fresh->rows.count) && comparing->status == STATUS_OK) {
        const struct file_row *gone = i < old->rows.count ? &old->rows.items[i] : NULL;
        const struct file_row *come = k < fresh->rows.count ? &fresh->rows.items[k] : NULL;
        int order = !gone ? 1 : !come ? -1 : slice_compare(gone->key, come->key);
        if (gone && order < 0)
            keep(comparing, &left[0], gone);
        else if (come && order > 0)
            keep(comparing, &left[1], come);
        else if (gone && come)
            compare_cells(comparing, gone, come);
        i += order <= 0;
        k += order >= 0;
    }
}

/* What is left over of both is gone and come. */
static void give_rows(struct comparing *comparing, const struct table_file left[2]) {
    for (size_t side = 0; side < 2; side++)
        for (size_t i = 0; i < left[side].rows.count; i++) {
            const struct file_row *row = &left[side].rows.items[i];
            give(comparing, (struct change){.key = row->name,
                                            .column = "",
                                            .was = side ? SLICE("") : SLICE("row"),
                                            .is = side ? SLICE("row") : SLICE(""),
                                            .old = side ? NULL : row,
                                            .fresh = side ? row : NULL});
        }
}

/* What the first key left over meets by the second one. */
static void match_left_over(struct comparing *comparing, struct table_file left[2]) {
    struct table_file last[2] = {{.found = false}, {.found = false}};
    for (size_t side = 0; side < 2; side++)
        if (!order_rows(&left[side], comparing->comparison, 1))
            comparing->status = STATUS_NO_MEMORY;
    merge(comparing, &left[0], &left[1], last);
    give_rows(comparing, last);
    for (size_t side = 0; side < 2; side++)
        arena_free(&last[side].arena);
}

enum status changes_find(enum table_name table, struct table_file *old, struct table_file *fresh, change_taker *take,
                         void *context) {
    struct comparing comparing = {.table = table, .comparison = &comparisons[table], .take = take, .context = context};
    struct table_file left[2] = {{.found = false}, {.found = false}};
    if (!order_rows(old, comparing.comparison, 0) || !order_rows(fresh, comparing.comparison, 0))
        return STATUS_NO_MEMORY;
    merge(&comparing, old, fresh, left);
    if (comparing.comparison->part_counts[1])
        match_left_over(&comparing, left);
    else
        give_rows(&comparing, left);
    for (size_t side = 0; side < 2; side++)
        arena_free(&left[side].arena);
    return comparing.status;
}
