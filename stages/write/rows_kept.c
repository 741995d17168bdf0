/* Reads with libcsv and takes back the apostrophes of guarded cells. Knows the tables by their schemas only. */
#include "stages/write/rows_kept.h"

#include <csv.h>
#include <string.h>

#include "stages/model/text.h"

/* The row under way: its cells one after the other in `text`. */
struct kept_row {
    enum table_name table;
    bool raw;
    row_taker *take;
    void *context;
    struct text text;
    size_t ends[MOST_COLUMNS], count; /* cells: where each ends in `text` */
    enum status status;
};

/* A text that a spreadsheet would run, and one that looks like a guarded one, was written with an apostrophe more. */
static struct slice take_guard(const struct kept_row *row, size_t column, struct slice cell) {
    const struct column *facts = &tables[row->table].columns[column];
    size_t at = 0;
    if (row->raw || facts->type != COLUMN_STRING || facts->label_count)
        return cell;
    while (at < cell.size && cell.start[at] == '\'')
        at++;
    bool guarded = at > 0 && at < cell.size && memchr("=+-@\t\r", cell.start[at], 6);
    return slice_part(cell, guarded, cell.size);
}

static void take_cell(void *bytes, size_t size, void *context) {
    struct kept_row *row = context;
    if (row->count == tables[row->table].column_count) {
        row->status = STATUS_INPUT;
        return;
    }
    text_add(&row->text, take_guard(row, row->count, (struct slice){bytes, size}));
    row->ends[row->count++] = row->text.size;
}

static void end_row(int mark, void *context) {
    struct kept_row *row = context;
    struct slice cells[MOST_COLUMNS];
    (void)mark;
    if (row->status == STATUS_OK && row->text.failed)
        row->status = STATUS_NO_MEMORY;
    if (row->status == STATUS_OK && row->count != tables[row->table].column_count)
        row->status = STATUS_INPUT;
    for (size_t i = 0; i < row->count; i++)
        cells[i] = slice_part(text_slice(&row->text), i ? row->ends[i - 1] : 0, row->ends[i]);
    if (row->status == STATUS_OK)
        row->status = row->take(row->context, row->table, cells);
    row->count = row->text.size = 0;
}

/* libcsv leaves out spaces and tabs around a cell without quotes; here they are its text. */
static int is_space(unsigned char byte) {
    (void)byte;
    return 0;
}

enum status rows_kept_read(struct slice text, bool raw, enum table_name table, row_taker *take, void *context) {
    struct arena arena = {0};
    struct csv_parser parser;
    struct kept_row row = {.table = table, .raw = raw, .take = take, .context = context, .text = {.arena = &arena}};
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
        return STATUS_NO_MEMORY;
    csv_set_space_func(&parser, is_space);
    bool good = csv_parse(&parser, text.start, text.size, take_cell, end_row, &row) == text.size &&
                csv_fini(&parser, take_cell, end_row, &row) == 0;
    csv_free(&parser);
    arena_free(&arena);
    return row.status == STATUS_OK && !good ? STATUS_INPUT : row.status;
}

enum status rows_kept_give(const struct kept_rows *kept, enum table_name table, row_taker *take, void *context) {
    return rows_kept_read(kept->texts[table], kept->raw, table, take, context);
}
