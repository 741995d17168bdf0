/* The peer of the workbook: a bare libxlsxwriter program in constant memory that writes the cells of a run's CSV files,
 * numbers as numbers, wrapped text wrapped, an internal link in each section cell up to as many as the workbook has,
 * and nothing else. usage: bare_xlsx CSV_DIR BOOK.xlsx   prints the seconds that writing took; reading the cells is not
 * counted. */
#include <csv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <xlsxwriter.h>

#include "model/arena.h"
#include "schemas_generated.h"

/* All cells of one file, row by row, the header row first; each text ends with NUL. */
struct sheet_cells {
    struct arena *arena;
    LIST(struct slice) cells;
};

static void take_cell(void *bytes, size_t size, void *context) {
    struct sheet_cells *sheet = context;
    struct slice *cell = LIST_ADD(sheet->arena, &sheet->cells);
    if (!cell)
        abort();
    *cell = arena_copy(sheet->arena, (struct slice){bytes, size});
}

static void read_cells(const char *directory, const char *name, struct sheet_cells *sheet) {
    static char buffer[1 << 16];
    struct csv_parser parser;
    snprintf(buffer, sizeof buffer, "%s/%s.csv", directory, name);
    FILE *file = fopen(buffer, "rb");
    if (!file || csv_init(&parser, 0) != 0)
        abort();
    for (size_t size; (size = fread(buffer, 1, sizeof buffer, file)) > 0;)
        csv_parse(&parser, buffer, size, take_cell, NULL, sheet);
    csv_fini(&parser, take_cell, NULL, sheet);
    csv_free(&parser);
    fclose(file);
}

static void write_cell(lxw_worksheet *worksheet, size_t row, size_t i, const struct column *column, const char *text,
                       lxw_format *format) {
    lxw_row_t at = (lxw_row_t)row;
    lxw_col_t col = (lxw_col_t)i;
    if (row > 0 && text[0] && (column->type == COLUMN_INTEGER || column->type == COLUMN_NUMBER))
        worksheet_write_number(worksheet, at, col, strtod(text, NULL), format);
    else if (text[0])
        worksheet_write_string(worksheet, at, col, text, format);
}

enum { MOST_LINKS = 12000 }; /* the workbook's limit of all sheets, stages/write/workbook.c */

static void write_sheet(lxw_workbook *book, const struct table *table, const struct sheet_cells *sheet, size_t *links) {
    lxw_worksheet *worksheet = workbook_add_worksheet(book, table->name);
    lxw_format *formats[64];
    for (size_t i = 0; i < table->column_count; i++) {
        formats[i] = workbook_add_format(book);
        if (table->columns[i].wrap)
            format_set_text_wrap(formats[i]);
        if (table->columns[i].format[0])
            format_set_num_format(formats[i], table->columns[i].format);
    }
    size_t rows = sheet->cells.count / table->column_count;
    for (size_t row = 0; row < rows; row++)
        for (size_t i = 0; i < table->column_count; i++) {
            const char *text = sheet->cells.items[row * table->column_count + i].start;
            bool linked = row > 0 && text[0] && *links < MOST_LINKS && strcmp(table->columns[i].name, "section") == 0;
            *links += linked;
            if (linked)
                worksheet_write_url_opt(worksheet, (lxw_row_t)row, (lxw_col_t)i, "internal:'sections'!A2", NULL, text,
                                        NULL);
            else
                write_cell(worksheet, row, i, &table->columns[i], text, formats[i]);
        }
}

int main(int argc, char **argv) {
    if (argc != 3)
        return 2;
    struct arena arena = {0};
    static struct sheet_cells sheets[TABLES];
    for (int i = 0; i < TABLES; i++) {
        sheets[i].arena = &arena;
        char path[4096];
        snprintf(path, sizeof path, "%s/%s.csv", argv[1], tables[i].name);
        FILE *there = fopen(path, "rb");
        if (there) {
            fclose(there);
            read_cells(argv[1], tables[i].name, &sheets[i]);
        }
    }
    struct timespec begin, end;
    timespec_get(&begin, TIME_UTC);
    lxw_workbook_options options = {.constant_memory = LXW_TRUE};
    lxw_workbook *book = workbook_new_opt(argv[2], &options);
    size_t links = 0;
    for (int i = 0; i < TABLES; i++)
        if (sheets[i].cells.count)
            write_sheet(book, &tables[i], &sheets[i], &links);
    if (workbook_close(book) != LXW_NO_ERROR)
        return 3;
    timespec_get(&end, TIME_UTC);
    printf("%.6f\n", (double)(end.tv_sec - begin.tv_sec) + (double)(end.tv_nsec - begin.tv_nsec) / 1e9);
    arena_free(&arena);
    return 0;
}
