/* Prints the panel and the indicators as rows by their schemas, in order. */
#include "stages/link/panel.h"

#include <stdlib.h>

#include "stages/model/regions.h"

struct cell_reference {
    const struct panel_cell *cell;
};

static int compare_cells(const void *one, const void *other) {
    const struct panel_cell *a = ((const struct cell_reference *)one)->cell;
    const struct panel_cell *b = ((const struct cell_reference *)other)->cell;
    int order = slice_compare(a->region_code, b->region_code);
    if (!order)
        order = slice_compare(a->region, b->region);
    if (!order)
        order = (a->year > b->year) - (a->year < b->year);
    return order ? order : slice_compare(a->indicator->code, b->indicator->code);
}

/* A row in the making; `numbers` is the room of its printed numbers. */
struct row {
    struct slice cells[MOST_COLUMNS];
    char numbers[MOST_COLUMNS][DECIMAL_TEXT_BYTES];
};

static void put_decimal(struct row *row, int column, struct decimal value) {
    row->cells[column] = decimal_print(value, row->numbers[column]);
}

static void put_count(struct row *row, int column, size_t count) {
    put_decimal(row, column, decimal_from_integer((int64_t)count));
}

/* The columns of a claim: those of the target and of the actual have the same order. */
struct claim_columns {
    int comparator, value, value2, document, row, printed, why;
};

static const struct claim_columns TARGET_COLUMNS = {PANEL_TARGET_COMPARATOR, PANEL_TARGET,     PANEL_TARGET2,
                                                    PANEL_TARGET_DOCUMENT,   PANEL_TARGET_ROW, PANEL_TARGET_PRINTED,
                                                    PANEL_TARGET_WHY};
static const struct claim_columns ACTUAL_COLUMNS = {PANEL_ACTUAL_COMPARATOR, PANEL_ACTUAL,     PANEL_ACTUAL2,
                                                    PANEL_ACTUAL_DOCUMENT,   PANEL_ACTUAL_ROW, PANEL_ACTUAL_PRINTED,
                                                    PANEL_ACTUAL_WHY};

/* The strongest thing that the winner has and the next best lacks. */
static struct slice reason_of(const struct claim *claim) {
    unsigned decided = claim->rank ^ claim->next_rank;
    if (claim->count == 1)
        return SLICE("only");
    if (decided & LACKS_OWN_REPORT)
        return SLICE("own_report");
    if (decided & LACKS_EXACT)
        return SLICE("exact");
    if (decided & LACKS_HEADLINE)
        return SLICE("headline");
    return decided & LACKS_WHOLE ? SLICE("whole") : SLICE("first");
}

static void put_claim(struct row *row, const struct claim *claim, const struct claim_columns *columns) {
    if (!claim->count)
        return;
    row->cells[columns->comparator] = slice_from_string(comparator_words[claim->comparator]);
    put_decimal(row, columns->value, claim->value);
    put_decimal(row, columns->value2, claim->value2);
    row->cells[columns->document] = claim->document;
    put_count(row, columns->row, claim->row);
    row->cells[columns->printed] = claim->printed;
    row->cells[columns->why] = reason_of(claim);
}

/* The least sure of the claims that fill the cell; not known where one of them does not say. */
static struct decimal confidence_of(const struct panel_cell *cell) {
    struct decimal target = cell->target.confidence, actual = cell->actual.confidence;
    if (!cell->target.count)
        return actual;
    if (!cell->actual.count || !target.known)
        return target;
    return actual.known && decimal_compare(target, actual) < 0 ? target : actual;
}

static void put_outcome(struct row *row, const struct panel_cell *cell) {
    static const struct slice WORDS[] = {{"", 0}, {"yes", 3}, {"no", 2}};
    const struct claim *target = &cell->target, *actual = &cell->actual;
    row->cells[PANEL_MET] = WORDS[goal_is_met(cell->indicator->direction, target, actual)];
    if (target->count && actual->count && target->comparator != COMPARATOR_RANGE &&
        actual->comparator == COMPARATOR_EQUAL)
        put_decimal(row, PANEL_GAP, decimal_add(actual->value, decimal_negate(target->value)));
}

static enum status give_cell(const struct panel_cell *cell, const struct region_names *names, row_taker *take,
                             void *context) {
    static const struct slice LEVELS[] = {{"", 0}, {"nation", 6}, {"province", 8}, {"prefecture", 10}, {"county", 6}};
    struct row row = {0};
    row.cells[PANEL_REGION_CODE] = cell->region_code;
    row.cells[PANEL_REGION] = cell->region;
    row.cells[PANEL_REGION_LEVEL] = LEVELS[cell->region_level];
    row.cells[PANEL_PROVINCE] = names->province;
    row.cells[PANEL_PREFECTURE] = names->prefecture;
    put_count(&row, PANEL_YEAR, (size_t)cell->year);
    row.cells[PANEL_INDICATOR_CODE] = cell->indicator->code;
    row.cells[PANEL_INDICATOR_NAME] = cell->indicator->name;
    row.cells[PANEL_UNIT] = cell->indicator->unit;
    put_claim(&row, &cell->target, &TARGET_COLUMNS);
    put_claim(&row, &cell->actual, &ACTUAL_COLUMNS);
    put_outcome(&row, cell);
    put_count(&row, PANEL_CLAIMS, cell->target.count + cell->actual.count);
    put_decimal(&row, PANEL_CONFIDENCE, confidence_of(cell));
    return take(context, TABLE_PANEL, row.cells);
}

static enum status give_cells(struct panel *panel, row_taker *take, void *context) {
    size_t count = panel->cells.count;
    struct cell_reference *sorted = arena_take(&panel->arena, (count ? count : 1) * sizeof *sorted);
    struct region_names names = {0};
    enum status status = sorted ? STATUS_OK : STATUS_NO_MEMORY;
    for (size_t i = 0; sorted && i < count; i++)
        sorted[i].cell = &panel->cells.items[i];
    if (sorted)
        qsort(sorted, count, sizeof *sorted, compare_cells);
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        const struct panel_cell *cell = sorted[i].cell;
        if (i == 0 || !slice_equal(cell->region, sorted[i - 1].cell->region))
            names = region_names_of(panel->lexicon, cell->region_code, cell->region);
        status = give_cell(sorted[i].cell, &names, take, context);
    }
    return status;
}

static enum status give_indicator(const struct indicator *indicator, row_taker *take, void *context) {
    static const struct slice DIRECTIONS[] = {{"", 0}, {"up", 2}, {"down", 4}};
    struct row row = {0};
    row.cells[INDICATORS_TABLE_INDICATOR_CODE] = indicator->code;
    row.cells[INDICATORS_TABLE_INDICATOR_NAME] = indicator->name;
    row.cells[INDICATORS_TABLE_NAME_EN] = indicator->name_en;
    row.cells[INDICATORS_TABLE_UNIT] = indicator->unit;
    row.cells[INDICATORS_TABLE_DIRECTION] = DIRECTIONS[indicator->direction];
    row.cells[INDICATORS_TABLE_SECTOR] = indicator->sector;
    put_count(&row, INDICATORS_TABLE_ROWS, indicator->rows);
    return take(context, TABLE_INDICATORS, row.cells);
}

static int compare_lines(const void *one, const void *other) {
    const struct indicator *a = one, *b = other;
    return (a->line > b->line) - (a->line < b->line);
}

enum status link_give(struct panel *panel, row_taker *take, void *context) {
    enum status status = give_cells(panel, take, context);
    /* Nothing asks the catalogue by its codes any more: it may take the order of its file. */
    qsort(panel->catalogue.indicators, panel->catalogue.count, sizeof *panel->catalogue.indicators, compare_lines);
    for (size_t i = 0; i < panel->catalogue.count && status == STATUS_OK; i++)
        status = give_indicator(&panel->catalogue.indicators[i], take, context);
    return status;
}
