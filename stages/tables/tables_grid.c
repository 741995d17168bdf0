/* Finds the rows and cells of a table among the paragraphs. Knows no meaning of any column. */
#include "stages/tables/tables_grid.h"

#include "stages/model/lexicon.h"
#include "stages/model/variants.h"

enum {
    LEAST_CELL_LINES = 4,     /* tab-led lines in a row that make a table; a box has one or two */
    LONGEST_SHORT_CELL = 40,  /* characters; most cells are shorter */
    LONGEST_WRAP = 24,        /* characters of a cell's second line */
    LONGEST_LINE_BYTES = 600, /* of a line of cells */
    LEAST_GAP_BYTES = 2,      /* spaces of the source that divide cells on one line */
};

enum table_role table_role_at(const struct report *report, struct slice text, size_t at, size_t *size) {
    static const char *const names[] = {"",          "average", "cumulative", "note",      "expected",
                                        "binding",   "ordinal", "unit",       "attribute", "among",
                                        "continued", "name",    "category",   "growth",    "change"};
    struct lexicon_hit hit;
    *size = 0;
    if (!report->lexicon || !lexicon_match(report->lexicon, LEXICON_TABLES, TRIE_FORWARD, text, at, &hit))
        return TABLE_ROLE_NONE;
    *size = hit.size;
    struct slice role = lexicon_cell(report->lexicon, LEXICON_TABLES, hit.row, TABLES_ROLE);
    return (enum table_role)slice_number_among(role, names, sizeof names / sizeof *names);
}

bool table_has_role(const struct report *report, struct slice text, enum table_role role) {
    for (size_t at = 0; at < text.size;) {
        size_t size;
        if (table_role_at(report, text, at, &size) == role)
            return true;
        if (size)
            at += size;
        else
            slice_next(text, &at);
    }
    return false;
}

bool table_holds_words(struct slice text) {
    size_t ideographs = 0, digits = 0;
    for (size_t at = 0; at < text.size;) {
        uint32_t code = slice_next(text, &at);
        ideographs += code >= FIRST_IDEOGRAPH && code <= LAST_IDEOGRAPH;
        digits += code >= '0' && code <= '9';
    }
    return ideographs > digits;
}

static const struct paragraph *paragraph_at(const struct grid *grid, size_t i) {
    return &grid->report->paragraphs.items[i];
}

static struct slice text_at(const struct grid *grid, size_t i) {
    return report_text(grid->report, paragraph_at(grid, i)->span);
}

static struct grid_cell *add_cell(struct grid *grid, struct span span) {
    struct grid_cell *cell = LIST_ADD(&grid->report->scratch, &grid->cells);
    if (!cell)
        return NULL;
    struct slice text = report_text(grid->report, span), trimmed = slice_trim(text);
    size_t lead = trimmed.size ? (size_t)(trimmed.start - text.start) : 0;
    *cell = (struct grid_cell){{span.start + lead, span.start + lead + trimmed.size}, trimmed};
    grid->rows.items[grid->rows.count - 1].count++;
    return cell;
}

static bool add_row(struct grid *grid) {
    struct grid_row *row = LIST_ADD(&grid->report->scratch, &grid->rows);
    if (!row)
        return false;
    *row = (struct grid_row){grid->cells.count, 0};
    return true;
}

/* ---- cells one a line ---- */

static bool is_cell_line(const struct grid *grid, size_t i) {
    const struct paragraph *paragraph = paragraph_at(grid, i);
    return paragraph->tab_led && !paragraph->heading;
}

static bool holds_sentence(struct slice text) {
    return slice_find(text, SLICE("。"), 0) != SIZE_MAX || slice_find(text, SLICE("；"), 0) != SIZE_MAX;
}

/* “十四五” / 预期目标: the second line of a cell has no tab; a blank line or another cell follows it. */
static bool is_wrapped_line(const struct grid *grid, size_t i) {
    const struct paragraph *paragraph = paragraph_at(grid, i);
    if (paragraph->tab_led || paragraph->blank_before || paragraph->heading ||
        paragraph->span.start == paragraph->span.end)
        return false;
    struct slice text = text_at(grid, i);
    if (holds_sentence(text) || slice_characters(text) > LONGEST_WRAP)
        return false;
    return i + 1 < grid->report->paragraphs.count &&
           (paragraph_at(grid, i + 1)->tab_led || paragraph_at(grid, i + 1)->blank_before);
}

/* Where the run of cell lines from `first` on ends; `first` where it is prose. */
static size_t cell_lines_end(struct grid *grid, size_t first) {
    size_t i = first, cells = 0, short_cells = 0;
    for (; i < grid->report->paragraphs.count; i++) {
        if (is_cell_line(grid, i)) {
            cells++;
            short_cells += slice_characters(text_at(grid, i)) <= LONGEST_SHORT_CELL;
        } else if (cells == 0 || !is_wrapped_line(grid, i)) {
            break;
        }
    }
    grid->searched = (uint32_t)i;
    return cells >= LEAST_CELL_LINES && short_cells * 10 >= cells * 7 ? i : first;
}

static enum status join_wrapped(struct grid *grid, size_t i) {
    struct grid_cell *cell = &grid->cells.items[grid->cells.count - 1];
    struct slice pieces[] = {cell->text, slice_trim(text_at(grid, i))};
    cell->span.end = paragraph_at(grid, i)->span.end;
    cell->text = arena_join(&grid->report->arena, pieces, 2);
    return cell->text.start ? STATUS_OK : STATUS_NO_MEMORY;
}

static enum status read_cell_lines(struct grid *grid, size_t end) {
    for (size_t i = grid->first; i < end; i++) {
        const struct paragraph *paragraph = paragraph_at(grid, i);
        if (!paragraph->tab_led) {
            enum status status = join_wrapped(grid, i);
            if (status != STATUS_OK)
                return status;
            continue;
        }
        if ((grid->rows.count == 0 || paragraph->blank_before) && !add_row(grid))
            return STATUS_NO_MEMORY;
        if (!add_cell(grid, paragraph->span))
            return STATUS_NO_MEMORY;
    }
    grid->end = (uint32_t)end;
    return STATUS_OK;
}

/* ---- cells that the file's format gives ---- */

static const struct block *cell_block(const struct grid *grid, size_t i) {
    if (i >= grid->report->paragraphs.count)
        return NULL;
    const struct block *block = report_block(grid->report, paragraph_at(grid, i));
    return block && block->kind == BLOCK_CELL ? block : NULL;
}

static enum status read_block_cells(struct grid *grid) {
    const struct block *first = cell_block(grid, grid->first), *block = first;
    uint32_t row = 0;
    size_t i = grid->first;
    for (; block && block->table == first->table; block = cell_block(grid, ++i)) {
        if (block->row != row && !add_row(grid))
            return STATUS_NO_MEMORY;
        row = block->row;
        if (!add_cell(grid, paragraph_at(grid, i)->span))
            return STATUS_NO_MEMORY;
    }
    grid->end = (uint32_t)i;
    return STATUS_OK;
}

/* 1, 2, 3 in cells of their own: what lies between them is a row. 0 where the numbering does not tell. */
static size_t columns_of_ordinals(const struct grid *grid) {
    size_t one = SIZE_MAX, columns = 0, wanted = 2;
    for (size_t i = 0; i < grid->cells.count && wanted < 4; i++) {
        struct slice text = grid->cells.items[i].text;
        bool digit = text.size == 1 && text.start[0] >= '1' && text.start[0] <= '9';
        if (digit && one == SIZE_MAX && text.start[0] == '1')
            one = i;
        else if (digit && one != SIZE_MAX && (size_t)(text.start[0] - '0') == wanted) {
            size_t width = i - one;
            if (columns && width != columns)
                return 0;
            columns = width;
            one = i;
            wanted++;
        }
    }
    return columns > 1 ? columns : 0;
}

/* Rows that no blank line divides. */
static enum status divide_by_ordinals(struct grid *grid) {
    size_t columns = columns_of_ordinals(grid);
    if (grid->rows.count != 1 || columns == 0)
        return STATUS_OK;
    grid->rows.count = 0;
    for (size_t at = 0; at < grid->cells.count; at += columns) {
        struct grid_row *row = LIST_ADD(&grid->report->scratch, &grid->rows);
        if (!row)
            return STATUS_NO_MEMORY;
        *row = (struct grid_row){at, grid->cells.count - at < columns ? grid->cells.count - at : columns};
    }
    return STATUS_OK;
}

/* A page break cuts a row in two: two short rows that make a whole one are one. */
static void join_broken_rows(struct grid *grid) {
    size_t kept = 0;
    for (size_t i = 0; i < grid->rows.count; i++) {
        struct grid_row *before = kept ? &grid->rows.items[kept - 1] : NULL;
        if (before && before->count < grid->columns && before->count + grid->rows.items[i].count == grid->columns)
            before->count = grid->columns;
        else
            grid->rows.items[kept++] = grid->rows.items[i];
    }
    grid->rows.count = kept;
}

/* ---- several cells on a line ---- */

/* The byte of the text after `at` where the next cell begins, with `*end` where this one ends; SIZE_MAX for the last.
 */
static size_t next_cell(const struct report *report, struct span line, size_t at, bool gaps, size_t *end) {
    struct slice text = slice_part(report->text, 0, line.end);
    while (at < line.end) {
        size_t start = at;
        uint32_t code = slice_next(text, &at);
        if (code == '\t' || code == '|' || code == 0xFF5C || code == 0x2502) {
            *end = start;
            return at;
        }
        if (!gaps || at >= line.end)
            continue;
        size_t behind = at;
        while (behind < line.end && text.start[behind] == ' ')
            behind++;
        size_t from = report_source_offset(report, start) + (at - start), to = report_source_offset(report, behind);
        if (code != ' ' && behind < line.end && to >= from + LEAST_GAP_BYTES &&
            slice_trim(slice_part(report->source, from, to)).size == 0) {
            *end = at;
            return behind;
        }
    }
    *end = line.end;
    return SIZE_MAX;
}

/* How many cells a line holds; 1 for a sentence. */
static size_t count_cells(const struct grid *grid, size_t i, bool gaps) {
    const struct paragraph *paragraph = paragraph_at(grid, i);
    if (paragraph->heading || paragraph->span.end - paragraph->span.start > LONGEST_LINE_BYTES ||
        holds_sentence(text_at(grid, i)))
        return 1;
    size_t count = 0, end;
    for (size_t at = paragraph->span.start; at != SIZE_MAX;
         at = next_cell(grid->report, paragraph->span, at, gaps, &end))
        count++;
    return count;
}

/* |---|---| */
static bool is_rule(struct slice text) {
    for (size_t i = 0; i < text.size; i++)
        if (text.start[i] != '-' && text.start[i] != '|' && text.start[i] != ':' && text.start[i] != ' ')
            return false;
    return text.size > 0;
}

static enum status read_line(struct grid *grid, size_t i, bool gaps) {
    struct span line = paragraph_at(grid, i)->span;
    struct slice text = report_text(grid->report, line);
    if (is_rule(text))
        return STATUS_OK;
    bool piped = slice_starts(text, SLICE("|"));
    if (piped)
        line.start++;
    if (piped && slice_ends(text, SLICE("|")))
        line.end--;
    if (!add_row(grid))
        return STATUS_NO_MEMORY;
    if (grid->some_led && paragraph_at(grid, i)->tab_led && !add_cell(grid, (struct span){line.start, line.start}))
        return STATUS_NO_MEMORY;
    for (size_t at = line.start, next, end; at != SIZE_MAX; at = next) {
        next = next_cell(grid->report, line, at, gaps, &end);
        if (!add_cell(grid, (struct span){at, end}))
            return STATUS_NO_MEMORY;
    }
    return STATUS_OK;
}

/* Whether line `i` has about as many cells as the first. */
static bool is_like_first(const struct grid *grid, size_t i, size_t cells, bool gaps) {
    size_t here = count_cells(grid, i, gaps);
    return is_rule(text_at(grid, i)) || (here + 1 >= cells && here <= cells + 1 && here > 1);
}

/* 民生福祉 on a line of its own between rows names a group of them. */
static bool is_group_line(const struct grid *grid, size_t i, size_t cells) {
    const struct paragraph *paragraph = paragraph_at(grid, i);
    struct slice text = text_at(grid, i);
    if (paragraph->heading || !text.size || slice_characters(text) > LONGEST_WRAP || holds_sentence(text) ||
        slice_find(text, SLICE("\t"), 0) != SIZE_MAX || cells < 3)
        return false;
    return i + 1 < grid->report->paragraphs.count && is_like_first(grid, i + 1, cells, false);
}

/* Lines of at least two cells each, all with about as many. */
static enum status read_divided_lines(struct grid *grid, bool gaps) {
    size_t count = grid->report->paragraphs.count, cells = count_cells(grid, grid->first, gaps), i = grid->first;
    if (cells < (gaps ? 3 : 2))
        return STATUS_OK;
    while (i < count && (is_like_first(grid, i, cells, gaps) || (!gaps && is_group_line(grid, i, cells))))
        i++;
    if (i - grid->first < 2)
        return STATUS_OK;
    size_t led = 0;
    for (size_t k = grid->first; k < i; k++)
        led += paragraph_at(grid, k)->tab_led;
    grid->some_led = led > 0 && led < i - grid->first;
    for (size_t k = grid->first; k < i; k++) {
        enum status status = read_line(grid, k, gaps);
        if (status != STATUS_OK)
            return status;
    }
    grid->end = (uint32_t)i;
    return STATUS_OK;
}

static void count_columns(struct grid *grid) {
    grid->columns = grid->rows.count ? grid->rows.items[0].count : 0;
    for (size_t i = 1; i < grid->rows.count && i < 3; i++)
        if (grid->rows.items[i].count > grid->columns)
            grid->columns = grid->rows.items[i].count;
}

/* ---- rows that leave a cell out ---- */

/* How many cells of words a row begins with, behind its number. */
static size_t leading_words(const struct grid *grid, const struct grid_row *row, size_t first) {
    size_t column = first;
    while (column < row->count && table_holds_words(grid->cells.items[row->first + column].text))
        column++;
    return column - first;
}

/* 1, 2 …: a cell that numbers its row. */
static bool is_number_cell(struct slice text) {
    for (size_t i = 0; i < text.size; i++)
        if (text.start[i] < '0' || text.start[i] > '9')
            return false;
    return text.size > 0;
}

/* Moves the row's cells behind all others, with an empty one at `column`. */
static enum status insert_empty_cell(struct grid *grid, struct grid_row *row, size_t column) {
    size_t first = row->first, count = row->count + 1;
    row->first = grid->cells.count;
    row->count = count;
    for (size_t i = 0; i < count; i++) {
        struct grid_cell *cell = LIST_ADD(&grid->report->scratch, &grid->cells);
        if (!cell)
            return STATUS_NO_MEMORY;
        *cell = grid->cells.items[first + i - (i > column)];
        if (i == column)
            *cell = (struct grid_cell){.span = {cell->span.start, cell->span.start}};
    }
    return STATUS_OK;
}

/* 民生福祉 | 城镇新增就业 | 1.2 and below it 参保率 | 95: a cell less, and a cell of words less before the figures. */
enum status grid_restore_first_cells(struct grid *grid) {
    const struct grid_row *whole = NULL;
    size_t words = 0;
    for (size_t i = 1; i < grid->rows.count; i++) { /* the first is the header */
        struct grid_row *row = &grid->rows.items[i];
        if (row->count == 0)
            continue;
        size_t first = is_number_cell(grid->cells.items[row->first].text);
        size_t here = leading_words(grid, row, first);
        if (row->count == grid->columns && here > 1 && first + here < row->count) {
            whole = row;
            words = here;
        } else if (whole && row->count + 1 == grid->columns && here + 1 == words && first + here < row->count) {
            enum status status = insert_empty_cell(grid, row, first);
            if (status != STATUS_OK)
                return status;
        }
    }
    return STATUS_OK;
}

enum status grid_read(struct report *report, uint32_t first, struct grid *grid) {
    *grid = (struct grid){.report = report, .first = first, .end = first, .searched = first + 1};
    enum status status = STATUS_OK;
    if (cell_block(grid, first)) {
        status = read_block_cells(grid);
        count_columns(grid);
        return status;
    }
    bool alone = slice_find(text_at(grid, first), SLICE("\t"), 0) == SIZE_MAX;
    size_t end = alone && is_cell_line(grid, first) ? cell_lines_end(grid, first) : first;
    if (end > first) {
        status = read_cell_lines(grid, end);
        if (status == STATUS_OK)
            status = divide_by_ordinals(grid);
        count_columns(grid);
        join_broken_rows(grid);
        return status;
    }
    for (int gaps = 0; gaps < 2 && grid->end == first && status == STATUS_OK; gaps++)
        status = read_divided_lines(grid, gaps);
    count_columns(grid);
    return status;
}
