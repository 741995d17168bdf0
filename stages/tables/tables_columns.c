/* Which rows of a table are its header, and what each column is for: the names of the rows, their numbers and units,
 * what groups them. Titles of columns decide where schemas/tables.csv knows them, else what the cells hold. */
#include "stages/tables/tables_columns.h"

enum { MOST_HEADER_ROWS = 2, LONGEST_ORDINAL_HEAD = 12, LONGEST_ATTRIBUTE_HEAD = 18 };

/* ASCII digits with at most a sign, point or mark: a value, not a title. */
static bool is_number(struct slice text) {
    size_t digits = 0;
    for (size_t i = 0; i < text.size; i++)
        digits += text.start[i] >= '0' && text.start[i] <= '9';
    return digits > 0 && digits * 2 >= slice_characters(text);
}

bool table_is_ordinal(struct slice text, bool *chinese) {
    *chinese = slice_is_among(text, SLICE(ZH_NUMERALS));
    if (*chinese)
        return true;
    for (size_t i = 0; i < text.size; i++)
        if (text.start[i] < '0' || text.start[i] > '9')
            return false;
    return text.size > 0 && text.size <= 3;
}

size_t table_unit_start(struct slice name) {
    if (!slice_ends(name, SLICE("）")) && !slice_ends(name, SLICE(")")))
        return name.size;
    size_t open = slice_find_last(name, SLICE("（"));
    if (open == SIZE_MAX)
        open = slice_find_last(name, SLICE("("));
    return open == SIZE_MAX ? name.size : open;
}

/* Header rows hold no values; a second one leaves its first column empty, because the first spans it. */
static void find_header(struct table_reading *table) {
    const struct report *report = table->grid.report;
    table->header_rows = 0;
    for (size_t row = 0; row < table->grid.rows.count && row < MOST_HEADER_ROWS; row++) {
        if (row > 0 && cell_text(table, row, 0).size > 0)
            return;
        for (size_t column = 0; column < table->grid.columns; column++) {
            struct slice text = cell_text(table, row, column);
            bool attribute = table_has_role(report, text, TABLE_ROLE_EXPECTED) && text.size <= 9 && row > 0;
            if (attribute || (is_number(text) && slice_find(text, SLICE(ZH_YEAR), 0) == SIZE_MAX && text.size != 4))
                return;
        }
        if (row > 0 && slice_starts(cell_text(table, row, 1), SLICE("#")))
            return;
        table->header_rows = row + 1;
    }
}

/* 年均增速, 比上年增长%, 增减（%）: rates, but 增长（万人） and 增减 alone are none. */
static bool tells_rates(const struct report *report, struct slice head) {
    bool percent = slice_find(head, SLICE("%"), 0) != SIZE_MAX || slice_find(head, SLICE("‰"), 0) != SIZE_MAX;
    struct slice unit = slice_part(head, table_unit_start(head), head.size);
    bool amount = unit.size && !percent && !table_has_role(report, unit, TABLE_ROLE_CUMULATIVE);
    return !amount && (table_has_role(report, head, TABLE_ROLE_GROWTH) ||
                       (percent && table_has_role(report, head, TABLE_ROLE_CHANGE)));
}

/* The titles of the columns; of two header rows, the upper carried over the columns it spans. */
static enum status read_heads(struct table_reading *table) {
    for (size_t column = 0; column < table->grid.columns && column < MOST_COLUMNS_OF_TABLE; column++) {
        struct slice head = table->header_rows ? cell_text(table, 0, column) : (struct slice){0};
        if (table->header_rows > 1) {
            struct slice lower = cell_text(table, 1, column);
            if (head.size == 0 && lower.size && column > 0) {
                size_t upper = column;
                while (upper > 0 && head.size == 0)
                    head = cell_text(table, 0, --upper);
            }
            struct slice pieces[] = {head, lower};
            head = arena_join(&table->grid.report->arena, pieces, 2);
            if (!head.start)
                return STATUS_NO_MEMORY;
        }
        table->heads[column] = head;
        table->growth[column] = tells_rates(table->grid.report, head);
    }
    return STATUS_OK;
}

static size_t columns_of(const struct table_reading *table) {
    return table->grid.columns < MOST_COLUMNS_OF_TABLE ? table->grid.columns : MOST_COLUMNS_OF_TABLE;
}

/* Whether a column's title is a word of that role and nothing else but a bracket: 指标（单位）, not 指标值. */
static bool head_is(const struct table_reading *table, size_t column, enum table_role role) {
    struct slice head = slice_part(table->heads[column], 0, table_unit_start(table->heads[column]));
    size_t size;
    return table_role_at(table->grid.report, head, 0, &size) == role && size == head.size && size > 0;
}

static size_t column_headed(const struct table_reading *table, enum table_role role) {
    size_t column = 0;
    while (column < columns_of(table) && !head_is(table, column, role))
        column++;
    return column < columns_of(table) ? column : NO_COLUMN;
}

/* The column whose short title holds a word of that role. */
static size_t column_with_role(const struct table_reading *table, enum table_role role, size_t longest_bytes) {
    for (size_t column = 0; column < columns_of(table); column++)
        if (table->heads[column].size <= longest_bytes &&
            table_has_role(table->grid.report, table->heads[column], role))
            return column;
    return NO_COLUMN;
}

/* ---- which column names the rows ---- */

/* Whether most cells of a column that are not empty hold words. */
static bool holds_words(const struct table_reading *table, size_t column) {
    size_t words = 0, filled = 0;
    for (size_t row = table->header_rows; row < table->grid.rows.count; row++) {
        struct slice text = cell_text(table, row, column);
        filled += text.size > 0;
        words += table_holds_words(text);
    }
    return words * 2 > filled;
}

/* Can the column name rows: it is none that numbers or describes them, and its title or its cells say so. */
static bool may_name(const struct table_reading *table, size_t column, bool headed) {
    if (column == table->ordinal_column || column == table->unit_column || column == table->attribute_column)
        return false;
    return headed ? head_is(table, column, TABLE_ROLE_NAME) : holds_words(table, column);
}

/* 类别: a column whose cells repeat or are left out where the column behind it names a row. */
static bool is_category(const struct table_reading *table, size_t column, size_t name) {
    if (head_is(table, column, TABLE_ROLE_CATEGORY))
        return true;
    for (size_t row = table->header_rows; row < table->grid.rows.count; row++) {
        struct slice text = cell_text(table, row, column);
        bool repeats =
            text.size == 0 || (row > table->header_rows && slice_equal(text, cell_text(table, row - 1, column)));
        if (repeats && table_holds_words(cell_text(table, row, name)))
            return true;
    }
    return false;
}

/* The last of the columns that can name rows, as long as each before it is a category. */
static void find_name_column(struct table_reading *table) {
    bool headed = column_headed(table, TABLE_ROLE_NAME) != NO_COLUMN;
    table->name_column = table->category_column = NO_COLUMN;
    if (headed)
        table->category_column = column_headed(table, TABLE_ROLE_CATEGORY);
    for (size_t column = 0; column < columns_of(table); column++) {
        if (!may_name(table, column, headed))
            continue;
        if (table->name_column != NO_COLUMN && !is_category(table, table->name_column, column))
            return;
        if (table->name_column != NO_COLUMN)
            table->category_column = table->name_column;
        table->name_column = column;
    }
    if (table->name_column != NO_COLUMN)
        return;
    table->name_column = 0;
    while (table->name_column == table->ordinal_column || table->name_column == table->unit_column ||
           table->name_column == table->attribute_column)
        table->name_column++;
}

enum status table_read_columns(struct table_reading *table) {
    enum status status = grid_restore_first_cells(&table->grid);
    find_header(table);
    if (status == STATUS_OK)
        status = read_heads(table);
    if (status != STATUS_OK)
        return status;
    table->ordinal_column = column_with_role(table, TABLE_ROLE_ORDINAL, LONGEST_ORDINAL_HEAD);
    table->unit_column = column_headed(table, TABLE_ROLE_UNIT);
    table->attribute_column = column_with_role(table, TABLE_ROLE_ATTRIBUTE, LONGEST_ATTRIBUTE_HEAD);
    bool chinese;
    if (table->ordinal_column == NO_COLUMN && table->grid.rows.count > table->header_rows && table->grid.columns > 2 &&
        table_is_ordinal(cell_text(table, table->header_rows, 0), &chinese))
        table->ordinal_column = 0;
    find_name_column(table);
    return STATUS_OK;
}
