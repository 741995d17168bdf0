/* The charts of the overview, native ones, drawn from tidy numbers on a sheet of their own: headline goals by region,
 * goals against outcomes, projects by sector and stage, how firm the goals are. One that has nothing to show is left
 * out. */
#include "stages/write/labels.h"
#include "stages/write/workbook.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stages/model/lexicon.h"

enum { MOST_SERIES = 5, MOST_BARS = 24, MOST_REGIONS_SHOWN = 15, LEAST_BARS = 2, FEW_BARS = 6, COUNTED_BARS = 10 };
enum { CHART_PIXELS_WIDE = 590, CHART_PIXELS_HIGH = 420, CHART_ROWS = 21, CHART_COLUMNS = 10, CHARTS_ACROSS = 2 };

/* What one chart shows, before it is drawn. */
struct figure {
    struct slice title, value_name; /* of the axis, with the unit */
    enum book_word_name category_name;
    enum table_name source;
    bool stacked;    /* counts */
    bool ranged;     /* the second series goes on where the first ends: from 5 to 6 */
    size_t left_out; /* bars that it has no room for */
    size_t series;
    struct slice names[MOST_SERIES];
    lxw_color_t colors[MOST_SERIES];
    size_t bars;
    struct bar {
        struct slice name, values[MOST_SERIES]; /* plain decimals, empty for none */
        struct slice label;                     /* of the first value: ≥5.5; empty: the value itself */
    } items[MOST_BARS];
};

/* Where the next chart and its numbers go. */
struct gallery {
    struct book *book;
    lxw_worksheet *data;
    uint32_t row;
    uint16_t column;
    size_t charts;
    uint16_t data_column;
};

static struct slice word(const struct gallery *gallery, enum book_word_name name) {
    return slice_from_string(book_word(gallery->book, name));
}

static struct slice label(const struct gallery *gallery, const struct column *column, const char *code) {
    struct slice text = slice_from_string(code);
    return gallery->book->english ? text : column_label(column, text);
}

static struct slice join(struct gallery *gallery, const struct slice *pieces, size_t count) {
    struct slice joined = arena_join(&gallery->book->arena, pieces, count);
    if (!joined.start)
        book_fail(gallery->book, STATUS_NO_MEMORY, "out of memory");
    return joined;
}

static struct slice count_text(struct gallery *gallery, size_t count) {
    char text[DECIMAL_TEXT_BYTES];
    return join(gallery, (struct slice[]){decimal_print(decimal_from_integer((int64_t)count), text)}, 1);
}

/* ---- the numbers ---- */

static void write_numbers(struct gallery *gallery, const struct figure *figure) {
    struct book *book = gallery->book;
    lxw_format *header = book_format(book, LOOK_HEADER, true, NUMBER_NONE);
    lxw_format *plain = book_format(book, LOOK_PLAIN, false, NUMBER_NONE);
    uint16_t first = gallery->data_column;
    worksheet_set_column(gallery->data, first, first, 30, NULL);
    sheet_write_text(book, gallery->data, 0, first, figure->title, book_format(book, LOOK_TOPIC, false, NUMBER_NONE));
    sheet_write_text(book, gallery->data, 1, first, word(gallery, figure->category_name), header);
    for (size_t s = 0; s < figure->series; s++) {
        worksheet_set_column(gallery->data, (uint16_t)(first + 1 + s), (uint16_t)(first + 1 + s), 11, NULL);
        sheet_write_text(book, gallery->data, 1, (uint16_t)(first + 1 + s), figure->names[s], header);
    }
    for (size_t i = 0; i < figure->bars; i++) {
        uint32_t row = (uint32_t)(i + 2);
        sheet_write_text(book, gallery->data, row, first, figure->items[i].name, plain);
        for (size_t s = 0; s < figure->series; s++)
            if (figure->items[i].values[s].size)
                sheet_write_number(book, gallery->data, row, (uint16_t)(first + 1 + s), figure->items[i].values[s],
                                   LOOK_PLAIN, NUMBER_DECIMALS, 0);
    }
    gallery->data_column = (uint16_t)(first + figure->series + 2);
}

/* ---- the drawing ---- */

static const char *chart_text(struct gallery *gallery, struct slice text) {
    struct slice pieces[] = {text, {"", 1}};
    struct slice terminated = join(gallery, pieces, 2);
    return terminated.start ? terminated.start : "";
}

/* The longest bar of a chart of counts; -1 where a value is below zero. */
static double longest_bar(const struct figure *figure) {
    double longest = 0;
    for (size_t i = 0; i < figure->bars; i++) {
        double length = 0;
        for (size_t s = 0; s < figure->series; s++) {
            struct decimal value = decimal_from_text(figure->items[i].values[s]);
            if (value.known && value.digits < 0)
                return -1;
            length += value.known ? (double)value.digits : 0;
        }
        longest = length > longest ? length : longest;
    }
    return longest;
}

static void set_axes(struct gallery *gallery, const struct figure *figure, lxw_chart *chart) {
    lxw_chart_font small = {.size = 8, .bold = LXW_EXPLICIT_FALSE};
    lxw_chart_font name = {.size = 9, .bold = LXW_EXPLICIT_FALSE};
    /* In a bar chart libxlsxwriter's x axis is the one of the values, at the foot. */
    lxw_chart_axis *values = chart->x_axis, *bars = chart->y_axis;
    chart_axis_set_num_font(values, &small);
    chart_axis_set_num_font(bars, &small);
    chart_axis_set_name(values, chart_text(gallery, figure->value_name));
    chart_axis_set_name_font(values, &name);
    chart_axis_set_interval_unit(bars, 1); /* every bar has its name */
    /* The first bar on top, and the values at the foot all the same. */
    chart_axis_set_reverse(bars);
    chart_axis_set_crossing_max(bars);
    double longest = longest_bar(figure);
    if (longest >= 0)
        chart_axis_set_min(values, 0); /* a bar's length is its value */
    if (figure->stacked && longest < COUNTED_BARS)
        chart_axis_set_major_unit(values, 1); /* there is no half project */
    lxw_chart_line grid = {.color = 0xE0E0E0, .width = 0.5F};
    chart_axis_major_gridlines_set_visible(bars, LXW_FALSE);
    chart_axis_major_gridlines_set_visible(values, LXW_TRUE);
    chart_axis_major_gridlines_set_line(values, &grid);
}

/* The values beside their bars; those of goals with their comparators. */
static void set_labels(struct gallery *gallery, const struct figure *figure, lxw_chart_series *series, bool goals) {
    lxw_chart_font small = {.size = 8, .color = figure->ranged ? 0xFFFFFF : 0x000001}; /* inside a bar, or beside it */
    lxw_chart_data_label labels[MOST_BARS] = {{0}}, *list[MOST_BARS + 1] = {NULL};
    chart_series_set_labels(series);
    chart_series_set_labels_font(series, &small);
    for (size_t i = 0; goals && i < figure->bars; i++) {
        if (figure->items[i].label.size)
            labels[i].value = (char *)chart_text(gallery, figure->items[i].label); /* copied, not changed */
        list[i] = &labels[i];
    }
    if (goals)
        chart_series_set_labels_custom(series, list);
}

static void add_series(struct gallery *gallery, const struct figure *figure, lxw_chart *chart, uint16_t first) {
    const char *data = book_word(gallery->book, BOOK_CHART_DATA_WORD);
    uint32_t last = (uint32_t)figure->bars + 1;
    for (size_t s = 0; s < figure->series; s++) {
        uint16_t column = (uint16_t)(first + 1 + s);
        lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
        if (!series) {
            book_fail(gallery->book, STATUS_NO_MEMORY, "out of memory");
            return;
        }
        chart_series_set_categories(series, data, 2, first, last, first);
        chart_series_set_values(series, data, 2, column, last, column);
        chart_series_set_name_range(series, data, 1, column);
        lxw_chart_fill fill = {.color = figure->colors[s]};
        chart_series_set_fill(series, &fill);
        if (!figure->stacked && (s == 0 || !figure->ranged))
            set_labels(gallery, figure, series, s == 0);
    }
    chart_set_series_gap(chart, figure->bars < FEW_BARS ? 200 : 50);
    if (figure->stacked || figure->ranged)
        chart_set_series_overlap(chart, 100);
}

static void write_source(struct gallery *gallery, const struct figure *figure, uint32_t row, uint16_t column) {
    char name[SHEET_NAME_BYTES];
    sheet_name(gallery->book, figure->source, 1, name);
    struct slice pieces[] = {
        word(gallery, BOOK_SOURCE_WORD),     slice_from_string(name),           SLICE(" · "),
        word(gallery, BOOK_CHART_DATA_WORD), word(gallery, BOOK_LEFT_OUT_WORD), count_text(gallery, figure->left_out)};
    sheet_write_text(gallery->book, gallery->book->overview, row, column,
                     join(gallery, pieces, figure->left_out ? 6 : 4),
                     book_format(gallery->book, LOOK_MUTED, false, NUMBER_NONE));
}

/* A stage that no project has needs no entry in the legend. */
static void drop_empty_series(struct figure *figure) {
    size_t kept = 0;
    for (size_t s = 0; s < figure->series; s++) {
        bool empty = true;
        for (size_t i = 0; i < figure->bars; i++) {
            struct slice value = figure->items[i].values[s];
            empty = empty && value.size == 0;
            figure->items[i].values[kept] = value;
        }
        figure->names[kept] = figure->names[s];
        figure->colors[kept] = figure->colors[s];
        kept += !empty;
    }
    figure->series = kept;
}

static void draw(struct gallery *gallery, struct figure *figure) {
    struct book *book = gallery->book;
    drop_empty_series(figure);
    if (figure->bars < LEAST_BARS || figure->series == 0 || book->status != STATUS_OK)
        return;
    uint16_t first = gallery->data_column;
    write_numbers(gallery, figure);
    lxw_chart *chart =
        workbook_add_chart(book->file, figure->stacked || figure->ranged ? LXW_CHART_BAR_STACKED : LXW_CHART_BAR);
    if (!chart) {
        book_fail(book, STATUS_NO_MEMORY, "out of memory");
        return;
    }
    lxw_chart_font bold = {.size = 12, .bold = LXW_TRUE, .color = 0x1F3864};
    chart_title_set_name(chart, chart_text(gallery, figure->title));
    chart_title_set_name_font(chart, &bold);
    add_series(gallery, figure, chart, first);
    set_axes(gallery, figure, chart);
    if (figure->series == 1)
        chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    else
        chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    lxw_chart_options place = {.x_scale = CHART_PIXELS_WIDE / 480.0, .y_scale = CHART_PIXELS_HIGH / 288.0};
    uint32_t row = gallery->row + (uint32_t)(gallery->charts / CHARTS_ACROSS) * (CHART_ROWS + 2);
    uint16_t column = (uint16_t)(gallery->column + gallery->charts % CHARTS_ACROSS * CHART_COLUMNS);
    book_check(book, worksheet_insert_chart_opt(book->overview, row, column, chart, &place));
    write_source(gallery, figure, row + CHART_ROWS, column);
    gallery->charts++;
}

/* ---- what the charts show ---- */

static bool is_goal(const struct slice *cells) {
    return cells[PANEL_TARGET].size > 0;
}

static bool is_outcome(const struct slice *cells) {
    return cells[PANEL_TARGET].size > 0 && cells[PANEL_ACTUAL].size > 0;
}

/* Rows of the panel in which `counts` holds, with equal keys beside each other. */
typedef int row_order(const void *one, const void *other);

static const struct slice *cells_of(const void *row) {
    return (*(const struct panel_row *const *)row)->cells;
}

static int order_by_indicator(const void *one, const void *other) {
    int order = slice_compare(cells_of(one)[PANEL_INDICATOR_CODE], cells_of(other)[PANEL_INDICATOR_CODE]);
    return order ? order : slice_compare(cells_of(one)[PANEL_UNIT], cells_of(other)[PANEL_UNIT]);
}

static int order_by_year(const void *one, const void *other) {
    int order = slice_compare(cells_of(one)[PANEL_YEAR], cells_of(other)[PANEL_YEAR]);
    return order ? order : order_by_indicator(one, other);
}

static int order_by_place(const void *one, const void *other) {
    const struct panel_row *a = *(const struct panel_row *const *)one, *b = *(const struct panel_row *const *)other;
    return (a > b) - (a < b); /* the panel's own order */
}

static int order_by_target(const void *one, const void *other) {
    int order = decimal_compare(decimal_from_text(cells_of(other)[PANEL_TARGET]),
                                decimal_from_text(cells_of(one)[PANEL_TARGET]));
    return order ? order : order_by_place(one, other);
}

struct rows {
    const struct panel_row **items;
    size_t count;
};

static struct rows select_rows(struct gallery *gallery, bool (*counts)(const struct slice *cells)) {
    struct book *book = gallery->book;
    struct rows rows = {arena_take(&book->arena, book->panel.count * sizeof(void *)), 0};
    if (!rows.items)
        book_fail(book, STATUS_NO_MEMORY, "out of memory");
    for (size_t i = 0; rows.items && i < book->panel.count; i++)
        if (counts(book->panel.items[i].cells))
            rows.items[rows.count++] = &book->panel.items[i];
    return rows;
}

/* Where the catalogue has an indicator: it begins with the headline ones. */
static size_t catalogue_place(const struct gallery *gallery, struct slice code) {
    const struct lexicon *lexicon = gallery->book->lexicon;
    size_t count = lexicon ? lexicon_rows(lexicon, LEXICON_INDICATORS) : 0, row = 0;
    while (row < count && !slice_equal(lexicon_cell(lexicon, LEXICON_INDICATORS, row, INDICATORS_CODE), code))
        row++;
    return row;
}

/* `newest`: a later year goes before a longer run, where it has bars enough for a chart. */
static bool leads(const struct gallery *gallery, struct rows run, struct rows best, bool newest) {
    const struct slice *cells = run.items[0]->cells, *others = best.items[0]->cells;
    int order = slice_compare(cells[PANEL_YEAR], others[PANEL_YEAR]);
    if (newest && order && run.count >= LEAST_BARS && best.count >= LEAST_BARS)
        return order > 0;
    if (run.count != best.count)
        return run.count > best.count;
    return order ? order > 0
                 : catalogue_place(gallery, cells[PANEL_INDICATOR_CODE]) <
                       catalogue_place(gallery, others[PANEL_INDICATOR_CODE]);
}

/* The longest run of rows that are equal by `order`; of equally long ones the later year, then the catalogue's first.
 */
static struct rows longest_run(const struct gallery *gallery, struct rows rows, row_order *order, bool newest) {
    struct rows best = {rows.items, 0};
    if (rows.count)
        qsort(rows.items, rows.count, sizeof(void *), order);
    for (size_t first = 0, end; first < rows.count; first = end) {
        for (end = first + 1; end < rows.count && order(&rows.items[first], &rows.items[end]) == 0; end++)
            ;
        struct rows run = {rows.items + first, end - first};
        if (best.count == 0 || leads(gallery, run, best, newest))
            best = run;
    }
    return best;
}

/* ≥5.5, 5～6 */
static struct slice goal_label(struct gallery *gallery, const struct slice *cells) {
    const struct column *comparator = &tables[TABLE_PANEL].columns[PANEL_TARGET_COMPARATOR];
    struct slice sign = column_label(comparator, cells[PANEL_TARGET_COMPARATOR]);
    if (slice_equal(cells[PANEL_TARGET_COMPARATOR], SLICE("=")) || cells[PANEL_TARGET2].size)
        sign = (struct slice){0};
    struct slice pieces[] = {sign, cells[PANEL_TARGET], SLICE("～"), cells[PANEL_TARGET2]};
    return join(gallery, pieces, cells[PANEL_TARGET2].size ? 4 : 2);
}

static struct slice range_width(struct gallery *gallery, const struct slice *cells) {
    char text[DECIMAL_TEXT_BYTES];
    if (!cells[PANEL_TARGET2].size)
        return (struct slice){0};
    struct decimal least = decimal_from_text(cells[PANEL_TARGET]), most = decimal_from_text(cells[PANEL_TARGET2]);
    return join(gallery, (struct slice[]){decimal_print(decimal_add(most, decimal_negate(least)), text)}, 1);
}

static void draw_headline(struct gallery *gallery) {
    struct rows rows = longest_run(gallery, select_rows(gallery, is_goal), order_by_year, true);
    if (rows.count < LEAST_BARS)
        return;
    qsort(rows.items, rows.count, sizeof(void *), order_by_target);
    const struct slice *cells = rows.items[0]->cells;
    struct slice title[] = {cells[PANEL_YEAR], SLICE(" "), cells[PANEL_INDICATOR_NAME], SLICE("："),
                            word(gallery, BOOK_CHART_HEADLINE_WORD)};
    struct slice value[] = {word(gallery, BOOK_TARGET_WORD), SLICE("（"), cells[PANEL_UNIT], SLICE("）")};
    struct figure figure = {.title = join(gallery, title, 5),
                            .value_name = join(gallery, value, 4),
                            .category_name = BOOK_REGION_WORD,
                            .source = TABLE_PANEL,
                            .ranged = true,
                            .left_out = rows.count > MOST_BARS ? rows.count - MOST_BARS : 0,
                            .series = 2,
                            .names = {word(gallery, BOOK_TARGET_WORD), word(gallery, BOOK_RANGE_WORD)},
                            .colors = {0x2E75B6, 0x9DC3E6}};
    for (size_t i = 0; i < rows.count && figure.bars < MOST_BARS; i++) {
        cells = rows.items[i]->cells;
        figure.items[figure.bars++] = (struct bar){
            cells[PANEL_REGION], {cells[PANEL_TARGET], range_width(gallery, cells)}, goal_label(gallery, cells)};
    }
    draw(gallery, &figure);
}

static void draw_outcome(struct gallery *gallery) {
    struct rows rows = longest_run(gallery, select_rows(gallery, is_outcome), order_by_indicator, false);
    if (rows.count < LEAST_BARS)
        return;
    qsort(rows.items, rows.count, sizeof(void *), order_by_place);
    const struct slice *cells = rows.items[0]->cells;
    struct slice title[] = {cells[PANEL_INDICATOR_NAME], SLICE("："), word(gallery, BOOK_CHART_OUTCOME_WORD)};
    struct slice value[] = {cells[PANEL_INDICATOR_NAME], SLICE("（"), cells[PANEL_UNIT], SLICE("）")};
    struct figure figure = {.title = join(gallery, title, 3),
                            .value_name = join(gallery, value, 4),
                            .category_name = BOOK_REGION_WORD,
                            .source = TABLE_PANEL,
                            .series = 2,
                            .names = {word(gallery, BOOK_TARGET_WORD), word(gallery, BOOK_ACTUAL_WORD)},
                            .colors = {0x9DC3E6, 0x70AD47}};
    size_t skipped = rows.count > MOST_BARS / 2 ? rows.count - MOST_BARS / 2 : 0; /* the last are the latest */
    figure.left_out = skipped;
    for (size_t i = skipped; i < rows.count; i++) {
        cells = rows.items[i]->cells;
        struct slice name[] = {cells[PANEL_REGION], SLICE(" "), cells[PANEL_YEAR]};
        figure.items[figure.bars++] = (struct bar){
            join(gallery, name, 3), {cells[PANEL_TARGET], cells[PANEL_ACTUAL]}, goal_label(gallery, cells)};
    }
    draw(gallery, &figure);
}

/* Bars of the greatest entries of a tally that have a name, stacked; series s shows counts[first + s]. */
static void add_tally(struct gallery *gallery, struct figure *figure, const struct tally *tally, size_t first,
                      size_t most) {
    const struct tally_entry *entries[MOST_BARS + 1];
    size_t count = tally_greatest(tally, first, first + figure->series - 1, entries, MOST_BARS);
    figure->stacked = true;
    for (const struct tally_entry *entry = tally->first; entry; entry = entry->next)
        figure->left_out += entry->name.size && tally_sum(entry, first, first + figure->series - 1);
    for (size_t i = 0; i < count && figure->bars < most; i++) {
        if (entries[i]->name.size == 0)
            continue;
        struct bar *bar = &figure->items[figure->bars++];
        figure->left_out--;
        bar->name = entries[i]->name;
        for (size_t s = 0; s < figure->series; s++)
            if (entries[i]->counts[first + s])
                bar->values[s] = count_text(gallery, entries[i]->counts[first + s]);
    }
}

/* Some projects have no sector: the title says how many the chart is about. */
static void draw_projects(struct gallery *gallery) {
    const struct column *stage = &tables[TABLE_PROJECTS].columns[PROJECTS_STAGE_CODE];
    struct tally *sectors = &gallery->book->counts.sectors;
    size_t all = gallery->book->sheets[TABLE_PROJECTS].count, named = all;
    for (const struct tally_entry *entry = sectors->first; entry; entry = entry->next)
        if (entry->name.size == 0)
            named -= tally_sum(entry, STAGE_UNKNOWN, STAGE_COMPLETED);
    struct slice title[] = {word(gallery, BOOK_CHART_PROJECTS_WORD),
                            SLICE("（"),
                            count_text(gallery, named),
                            SLICE(" / "),
                            count_text(gallery, all),
                            SLICE("）")};
    struct figure figure = {.title = join(gallery, title, 6),
                            .value_name = word(gallery, BOOK_NUMBER_OF_PROJECTS_WORD),
                            .category_name = BOOK_SECTOR_WORD,
                            .source = TABLE_PROJECTS,
                            .series = 5,
                            .names = {word(gallery, BOOK_UNKNOWN_WORD), label(gallery, stage, "planned"),
                                      label(gallery, stage, "starting"), label(gallery, stage, "underway"),
                                      label(gallery, stage, "completed")},
                            .colors = {0xD9D9D9, 0xBDD7EE, 0x2E75B6, 0xF4B183, 0x70AD47}};
    add_tally(gallery, &figure, sectors, STAGE_UNKNOWN, MOST_BARS);
    draw(gallery, &figure);
}

static void draw_firmness(struct gallery *gallery) {
    const struct column *firmness = &tables[TABLE_TARGETS].columns[TARGETS_FIRMNESS];
    struct figure figure = {
        .title = word(gallery, BOOK_CHART_FIRMNESS_WORD),
        .value_name = word(gallery, BOOK_NUMBER_OF_GOALS_WORD),
        .category_name = BOOK_REGION_WORD,
        .source = TABLE_TARGETS,
        .series = 3,
        .names = {label(gallery, firmness, "firm"), label(gallery, firmness, "aim"), label(gallery, firmness, "soft")},
        .colors = {0x1F4E79, 0x9DC3E6, 0xD9D9D9}};
    add_tally(gallery, &figure, &gallery->book->counts.regions, REGION_FIRM, MOST_REGIONS_SHOWN);
    draw(gallery, &figure);
}

void book_write_charts(struct book *book, uint32_t row, uint16_t column) {
    struct gallery gallery = {.book = book, .row = row, .column = column};
    gallery.data = book_add_sheet(book, book_word(book, BOOK_CHART_DATA_WORD));
    if (!gallery.data)
        return;
    worksheet_set_row(gallery.data, 0, 20, NULL);
    draw_headline(&gallery);
    draw_outcome(&gallery);
    draw_projects(&gallery);
    draw_firmness(&gallery);
    if (gallery.charts == 0)
        worksheet_hide(gallery.data);
    book_set_up_print(book, gallery.data, 2);
}
