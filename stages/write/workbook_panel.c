/* The panel as a matrix: region and year down, indicators across, the commonest first, each with its target, its actual
 * and the gap side by side. Reads the rows of the panel that the book kept, sorted by region and year. */
#include "stages/write/workbook.h"

#include <stdlib.h>
#include <string.h>

#include "stages/model/lexicon.h"

enum { KEY_COLUMNS = 3 /* code, region, year */, SOURCE_COLUMNS = 2, HEADER_ROWS = 2 };

/* One indicator in one unit (grain is given in 万吨 and in 亿斤), with those of target, actual and gap that any row
 * has. */
struct indicator {
    struct slice code, name, unit;
    size_t order;    /* its row in the catalogue */
    size_t known;    /* regions and years that have it */
    size_t together; /* the same in all its units */
    bool lower_is_better, higher_is_better;
    bool parts[3];
    size_t chunk;    /* which of the matrix's sheets side by side */
    uint16_t column; /* of its first part there */
};

static const enum panel_column PART_COLUMNS[] = {PANEL_TARGET, PANEL_ACTUAL, PANEL_GAP};
static const enum book_word_name PART_NAMES[] = {BOOK_TARGET_WORD, BOOK_ACTUAL_WORD, BOOK_GAP_WORD};

struct matrix {
    struct book *book;
    struct indicator *indicators; /* by code and unit */
    struct indicator **shown;     /* in the order of the columns */
    size_t count, chunks;
};

static int compare_keys(struct slice code, struct slice unit, struct slice other_code, struct slice other_unit) {
    int order = slice_compare(code, other_code);
    return order ? order : slice_compare(unit, other_unit);
}

static int compare_rows(const void *one, const void *other) {
    const struct slice *a = (*(const struct panel_row *const *)one)->cells;
    const struct slice *b = (*(const struct panel_row *const *)other)->cells;
    return compare_keys(a[PANEL_INDICATOR_CODE], a[PANEL_UNIT], b[PANEL_INDICATOR_CODE], b[PANEL_UNIT]);
}

static int compare_shown(const void *one, const void *other) {
    const struct indicator *a = *(struct indicator *const *)one, *b = *(struct indicator *const *)other;
    if (a->together != b->together)
        return a->together > b->together ? -1 : 1;
    if (a->order != b->order)
        return a->order < b->order ? -1 : 1;
    int order = slice_compare(a->code, b->code);
    if (order == 0 && a->known != b->known)
        return a->known > b->known ? -1 : 1;
    return order ? order : slice_compare(a->unit, b->unit);
}

/* The first indicator that does not stand before `code` and `unit`. */
static size_t lower_bound(const struct matrix *matrix, struct slice code, struct slice unit) {
    size_t low = 0, high = matrix->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct indicator *indicator = &matrix->indicators[middle];
        if (compare_keys(indicator->code, indicator->unit, code, unit) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static struct indicator *indicator_of(const struct matrix *matrix, const struct panel_row *row) {
    return &matrix->indicators[lower_bound(matrix, row->cells[PANEL_INDICATOR_CODE], row->cells[PANEL_UNIT])];
}

static void add_indicator(struct matrix *matrix, const struct slice *cells) {
    struct indicator *last = matrix->count ? &matrix->indicators[matrix->count - 1] : NULL;
    if (!last || compare_keys(last->code, last->unit, cells[PANEL_INDICATOR_CODE], cells[PANEL_UNIT]) != 0) {
        last = &matrix->indicators[matrix->count++];
        *last = (struct indicator){.code = cells[PANEL_INDICATOR_CODE],
                                   .name = cells[PANEL_INDICATOR_NAME],
                                   .unit = cells[PANEL_UNIT],
                                   .order = SIZE_MAX};
    }
    last->known++;
    for (size_t part = 0; part < 3; part++)
        last->parts[part] |= cells[PART_COLUMNS[part]].size > 0;
}

/* Units of one indicator stand side by side, as far left as it is common in all of them. */
static void count_together(struct matrix *matrix) {
    for (size_t first = 0, end; first < matrix->count; first = end) {
        size_t sum = 0;
        for (end = first;
             end < matrix->count && slice_equal(matrix->indicators[end].code, matrix->indicators[first].code); end++)
            sum += matrix->indicators[end].known;
        for (size_t i = first; i < end; i++)
            matrix->indicators[i].together = sum;
    }
}

static void read_catalogue(struct matrix *matrix) {
    const struct lexicon *lexicon = matrix->book->lexicon;
    size_t rows = lexicon ? lexicon_rows(lexicon, LEXICON_INDICATORS) : 0;
    for (size_t row = 0; row < rows; row++) {
        struct slice code = lexicon_cell(lexicon, LEXICON_INDICATORS, row, INDICATORS_CODE);
        struct slice direction = lexicon_cell(lexicon, LEXICON_INDICATORS, row, INDICATORS_DIRECTION);
        for (size_t i = lower_bound(matrix, code, (struct slice){0});
             i < matrix->count && slice_equal(matrix->indicators[i].code, code); i++) {
            if (matrix->indicators[i].order != SIZE_MAX)
                continue;
            matrix->indicators[i].order = row;
            matrix->indicators[i].lower_is_better = slice_equal(direction, SLICE("down"));
            matrix->indicators[i].higher_is_better = slice_equal(direction, SLICE("up"));
        }
    }
}

/* Gives every indicator its columns; a sheet that has no more room leaves the rest to the next one. */
static void place_indicators(struct matrix *matrix) {
    uint32_t most = matrix->book->limits.columns - SOURCE_COLUMNS, column = KEY_COLUMNS;
    size_t chunk = 0;
    for (size_t i = 0; i < matrix->count; i++) {
        struct indicator *indicator = matrix->shown[i];
        uint32_t width = (uint32_t)indicator->parts[0] + indicator->parts[1] + indicator->parts[2];
        if (column + width > most && column > KEY_COLUMNS) {
            chunk++;
            column = KEY_COLUMNS;
        }
        indicator->chunk = chunk;
        indicator->column = (uint16_t)column;
        column += width;
    }
    matrix->chunks = chunk + 1;
}

static bool find_indicators(struct matrix *matrix) {
    struct book *book = matrix->book;
    size_t count = book->panel.count;
    const struct panel_row **rows = arena_take(&book->arena, count * sizeof(void *));
    matrix->indicators = arena_take(&book->arena, count * sizeof *matrix->indicators);
    matrix->shown = arena_take(&book->arena, count * sizeof(void *));
    if (!rows || !matrix->indicators || !matrix->shown)
        return false;
    for (size_t i = 0; i < count; i++)
        rows[i] = &book->panel.items[i];
    qsort(rows, count, sizeof(void *), compare_rows);
    for (size_t i = 0; i < count; i++)
        add_indicator(matrix, rows[i]->cells);
    count_together(matrix);
    read_catalogue(matrix);
    for (size_t i = 0; i < matrix->count; i++)
        matrix->shown[i] = &matrix->indicators[i];
    qsort(matrix->shown, matrix->count, sizeof(void *), compare_shown);
    place_indicators(matrix);
    return true;
}

static void write_text(const struct matrix *matrix, uint32_t row, uint16_t column, struct slice text,
                       lxw_format *format) {
    struct book *book = matrix->book;
    sheet_write_text(book, book->sheets[TABLE_PANEL].worksheet, row, column, text, format);
    book->counts.cut += book->text.cut;
}

/* 粮食产量（万吨） over its parts. */
static uint16_t write_indicator_header(const struct matrix *matrix, const struct indicator *indicator) {
    struct book *book = matrix->book;
    lxw_worksheet *worksheet = book->sheets[TABLE_PANEL].worksheet;
    lxw_format *format = book_format(book, LOOK_HEADER, true, NUMBER_NONE);
    struct slice pieces[] = {indicator->name, SLICE("（"), indicator->unit, SLICE("）")};
    struct slice title = arena_join(&book->arena, pieces, indicator->unit.size ? 4 : 1);
    struct slice terminated[] = {indicator->code, {"", 1}};
    struct slice code = arena_join(&book->arena, terminated, 2);
    if (!title.start || !code.start) {
        book_fail(book, STATUS_NO_MEMORY, "out of memory");
        return indicator->column;
    }
    uint16_t column = indicator->column, last = column;
    for (size_t part = 0; part < 3; part++) {
        if (!indicator->parts[part])
            continue;
        last = column++;
        worksheet_set_column(worksheet, last, last, 11, NULL);
    }
    if (last > indicator->column)
        book_check(book, worksheet_merge_range(worksheet, 0, indicator->column, 0, last, "", format));
    write_text(matrix, 0, indicator->column, title, format);
    sheet_write_note(book, worksheet, 0, indicator->column, code.start, book_word(book, BOOK_PANEL_NOTE_WORD));
    return column;
}

static void write_part_names(const struct matrix *matrix, const struct indicator *indicator) {
    lxw_format *format = book_format(matrix->book, LOOK_HEADER, true, NUMBER_NONE);
    uint16_t column = indicator->column;
    for (size_t part = 0; part < 3; part++)
        if (indicator->parts[part])
            write_text(matrix, 1, column++, slice_from_string(book_word(matrix->book, PART_NAMES[part])), format);
}

static void write_key_names(const struct matrix *matrix, uint16_t end) {
    static const enum panel_column KEYS[] = {PANEL_REGION_CODE, PANEL_REGION, PANEL_YEAR, PANEL_TARGET_DOCUMENT,
                                             PANEL_ACTUAL_DOCUMENT};
    struct book *book = matrix->book;
    lxw_worksheet *worksheet = book->sheets[TABLE_PANEL].worksheet;
    lxw_format *format = book_format(book, LOOK_HEADER, true, NUMBER_NONE);
    for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++) {
        const struct column *column = &tables[TABLE_PANEL].columns[KEYS[i]];
        uint16_t at = (uint16_t)(i < KEY_COLUMNS ? i : end + i - KEY_COLUMNS);
        worksheet_set_column(worksheet, at, at, column->width, NULL);
        write_text(matrix, 1, at, slice_from_string(book->english ? column->name : column->title), format);
        sheet_write_note(book, worksheet, 1, at, column->name, column->description);
    }
}

/* Over the keys and the sources the first header row is empty. */
static void write_blank_heads(const struct matrix *matrix, uint16_t end) {
    struct book *book = matrix->book;
    lxw_format *format = book_format(book, LOOK_HEADER, true, NUMBER_NONE);
    for (int i = 0; i < KEY_COLUMNS + SOURCE_COLUMNS; i++)
        book_check(book, worksheet_write_blank(book->sheets[TABLE_PANEL].worksheet, 0,
                                               (uint16_t)(i < KEY_COLUMNS ? i : end + i - KEY_COLUMNS), format));
}

/* The two header rows of a sheet; gives the column after the last indicator. */
static uint16_t write_headers(const struct matrix *matrix, size_t chunk) {
    struct book *book = matrix->book;
    struct sheet *sheet = &book->sheets[TABLE_PANEL];
    uint16_t end = KEY_COLUMNS;
    worksheet_set_row(sheet->worksheet, 0, 62, NULL);
    for (size_t i = 0; i < matrix->count; i++)
        if (matrix->shown[i]->chunk == chunk)
            end = write_indicator_header(matrix, matrix->shown[i]);
    write_blank_heads(matrix, end);
    for (size_t i = 0; i < matrix->count; i++)
        if (matrix->shown[i]->chunk == chunk)
            write_part_names(matrix, matrix->shown[i]);
    write_key_names(matrix, end);
    worksheet_freeze_panes(sheet->worksheet, HEADER_ROWS, KEY_COLUMNS);
    book_set_up_print(book, sheet->worksheet, HEADER_ROWS);
    worksheet_fit_to_pages(sheet->worksheet, 0, 0); /* as many pages across as it takes, keys on each */
    worksheet_repeat_columns(sheet->worksheet, 0, KEY_COLUMNS - 1);
    sheet->row = HEADER_ROWS;
    return end;
}

static void finish_sheet(const struct matrix *matrix, uint16_t end) {
    const struct sheet *sheet = &matrix->book->sheets[TABLE_PANEL];
    uint32_t last = sheet->row > HEADER_ROWS ? sheet->row - 1 : HEADER_ROWS;
    book_check(matrix->book,
               worksheet_autofilter(sheet->worksheet, HEADER_ROWS - 1, 0, last, (uint16_t)(end + SOURCE_COLUMNS - 1)));
}

/* Was the goal met? By its comparator (5.5%以内 is met by 5.3) or by which way the indicator is better. */
static enum look look_of_gap(const struct indicator *indicator, const struct slice *cells) {
    int sign = decimal_compare(decimal_from_text(cells[PANEL_GAP]), decimal_from_integer(0));
    switch (slice_number_among(cells[PANEL_TARGET_COMPARATOR], comparator_words, COMPARATOR_WORDS)) {
    case COMPARATOR_AT_LEAST: return sign >= 0 ? LOOK_MET : LOOK_MISSED;
    case COMPARATOR_ABOVE: return sign > 0 ? LOOK_MET : LOOK_MISSED;
    case COMPARATOR_AT_MOST: return sign <= 0 ? LOOK_MET : LOOK_MISSED;
    case COMPARATOR_BELOW: return sign < 0 ? LOOK_MET : LOOK_MISSED;
    default:
        if (indicator->higher_is_better)
            return sign >= 0 ? LOOK_MET : LOOK_MISSED;
        if (indicator->lower_is_better)
            return sign <= 0 ? LOOK_MET : LOOK_MISSED;
        return LOOK_PLAIN;
    }
}

static void write_parts(const struct matrix *matrix, const struct indicator *indicator, const struct slice *cells) {
    struct book *book = matrix->book;
    const struct sheet *sheet = &book->sheets[TABLE_PANEL];
    size_t comparator = slice_number_among(cells[PANEL_TARGET_COMPARATOR], comparator_words, COMPARATOR_WORDS);
    const enum look looks[] = {LOOK_TARGET, LOOK_ACTUAL, look_of_gap(indicator, cells)};
    const enum number_look numbers[] = {(enum number_look)(NUMBER_GOALS + comparator), NUMBER_DECIMALS,
                                        NUMBER_DECIMALS};
    uint16_t column = indicator->column;
    for (size_t part = 0; part < 3; part++) {
        if (!indicator->parts[part])
            continue;
        if (cells[PART_COLUMNS[part]].size)
            sheet_write_number(book, sheet->worksheet, sheet->row, column, cells[PART_COLUMNS[part]], looks[part],
                               numbers[part], 0);
        column++;
    }
}

static bool has_source(const struct panel_row *rows, size_t count, enum panel_column source, struct slice name) {
    for (size_t i = 0; i < count; i++)
        if (slice_equal(rows[i].cells[source], name))
            return true;
    return false;
}

/* The documents that a row's goals, or its actuals, come from, each once. */
static void write_sources(const struct matrix *matrix, const struct panel_row *rows, size_t count,
                          enum panel_column source, uint16_t column) {
    struct book *book = matrix->book;
    struct slice before = {0}, joined = {0};
    for (size_t i = 0; i < count; i++) {
        struct slice name = rows[i].cells[source];
        if (name.size == 0 || slice_equal(name, before) || has_source(rows, i, source, name))
            continue;
        struct slice pieces[] = {joined, SLICE("、"), name};
        joined = joined.size ? arena_join(&book->arena, pieces, 3) : name;
        before = name;
    }
    if (joined.size)
        write_text(matrix, book->sheets[TABLE_PANEL].row, column, joined,
                   book_format(book, LOOK_MUTED, false, NUMBER_NONE));
}

/* One region in one year. */
static void write_group(const struct matrix *matrix, const struct panel_row *rows, size_t count, size_t chunk,
                        uint16_t end) {
    struct book *book = matrix->book;
    struct sheet *sheet = &book->sheets[TABLE_PANEL];
    const struct slice *cells = rows->cells;
    lxw_format *plain = book_format(book, LOOK_PLAIN, false, NUMBER_NONE);
    write_text(matrix, sheet->row, 0, cells[PANEL_REGION_CODE], plain);
    write_text(matrix, sheet->row, 1, cells[PANEL_REGION], book_format(book, LOOK_STRONG, false, NUMBER_NONE));
    sheet_write_number(book, sheet->worksheet, sheet->row, 2, cells[PANEL_YEAR], LOOK_PLAIN, NUMBER_PLAIN, 0);
    for (size_t i = 0; i < count; i++) {
        const struct indicator *indicator = indicator_of(matrix, &rows[i]);
        if (indicator->chunk == chunk)
            write_parts(matrix, indicator, rows[i].cells);
    }
    write_sources(matrix, rows, count, PANEL_TARGET_DOCUMENT, end);
    write_sources(matrix, rows, count, PANEL_ACTUAL_DOCUMENT, (uint16_t)(end + 1));
    sheet->row++;
}

static size_t group_size(const struct book *book, size_t first) {
    const struct slice *cells = book->panel.items[first].cells;
    size_t end = first + 1;
    while (end < book->panel.count && slice_equal(book->panel.items[end].cells[PANEL_REGION], cells[PANEL_REGION]) &&
           slice_equal(book->panel.items[end].cells[PANEL_YEAR], cells[PANEL_YEAR]))
        end++;
    return end - first;
}

void book_write_panel(struct book *book) {
    struct matrix matrix = {.book = book};
    struct sheet *sheet = &book->sheets[TABLE_PANEL];
    if (!find_indicators(&matrix)) {
        book_fail(book, STATUS_NO_MEMORY, "out of memory");
        return;
    }
    for (size_t chunk = 0; chunk < matrix.chunks && book->status == STATUS_OK; chunk++) {
        if (chunk)
            sheet_add(book, TABLE_PANEL);
        uint16_t end = write_headers(&matrix, chunk);
        for (size_t first = 0, count; first < book->panel.count && book->status == STATUS_OK; first += count) {
            if (sheet->row == book->limits.rows) {
                finish_sheet(&matrix, end);
                sheet_add(book, TABLE_PANEL);
                end = write_headers(&matrix, chunk);
            }
            count = group_size(book, first);
            write_group(&matrix, &book->panel.items[first], count, chunk, end);
            sheet->count += chunk == 0;
        }
        finish_sheet(&matrix, end);
    }
}
