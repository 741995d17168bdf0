/* Reads with libcsv. Knows columns by their names and titles only. */
#include "pipeline/table_file.h"

#include <csv.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "stages/write/rows.h"

enum { PIECE_BYTES = 1 << 16, NO_COLUMN = -1, MOST_FILE_COLUMNS = 64 };

struct reading {
    struct table_file *file;
    const struct table *table;
    int columns[MOST_FILE_COLUMNS]; /* of the schema, by place in the file */
    size_t column;
    bool header_read, failed;
    struct slice row[MOST_COLUMNS];
};

static int find_column(const struct table *table, struct slice name) {
    if (slice_starts(name, SLICE("\xEF\xBB\xBF")))
        name = slice_part(name, 3, name.size);
    for (size_t i = 0; i < table->column_count; i++)
        if (slice_equal(name, slice_from_string(table->columns[i].name)) ||
            slice_equal(name, slice_from_string(table->columns[i].title)))
            return (int)i;
    return NO_COLUMN; /* of another version */
}

static void take_cell(void *bytes, size_t size, void *context) {
    struct reading *reading = context;
    struct slice cell = {bytes, size};
    size_t place = reading->column++;
    if (place >= MOST_FILE_COLUMNS)
        return;
    if (!reading->header_read) {
        reading->columns[place] = find_column(reading->table, cell);
    } else if (reading->columns[place] != NO_COLUMN && size) {
        struct slice copy = arena_copy(&reading->file->arena, cell);
        reading->row[reading->columns[place]] = copy;
        reading->failed = reading->failed || !copy.start;
    }
}

/* The cells' texts stand in the arena already. */
static bool add_row(struct table_file *file, const struct table *table, const struct slice *cells) {
    struct file_row *row = LIST_ADD(&file->arena, &file->rows);
    struct slice *copy = arena_room(&file->arena, table->column_count * sizeof *copy);
    if (!row || !copy)
        return false;
    memcpy(copy, cells, table->column_count * sizeof *copy);
    *row = (struct file_row){.cells = copy, .number = file->rows.count - 1};
    return true;
}

enum status table_file_take(void *context, enum table_name table, const struct slice *cells) {
    struct table_file *file = context;
    struct slice copies[MOST_COLUMNS];
    for (size_t i = 0; i < tables[table].column_count; i++) {
        copies[i] = cells[i].size ? arena_copy(&file->arena, cells[i]) : (struct slice){0};
        if (cells[i].size && !copies[i].start)
            return STATUS_NO_MEMORY;
    }
    return add_row(file, &tables[table], copies) ? STATUS_OK : STATUS_NO_MEMORY;
}

static void end_row(int mark, void *context) {
    struct reading *reading = context;
    (void)mark;
    if (!reading->header_read) {
        for (size_t i = reading->column; i < MOST_FILE_COLUMNS; i++)
            reading->columns[i] = NO_COLUMN;
        reading->header_read = true;
    } else {
        reading->failed = !add_row(reading->file, reading->table, reading->row) || reading->failed;
    }
    memset(reading->row, 0, sizeof reading->row);
    reading->column = 0;
}

static enum status read_pieces(struct reading *reading, FILE *stream) {
    struct csv_parser parser;
    char bytes[PIECE_BYTES];
    if (csv_init(&parser, CSV_STRICT | CSV_APPEND_NULL) != 0)
        return STATUS_NO_MEMORY;
    bool good = true;
    for (size_t size; good && (size = fread(bytes, 1, sizeof bytes, stream)) > 0;)
        good = csv_parse(&parser, bytes, size, take_cell, end_row, reading) == size;
    good = good && !ferror(stream) && csv_fini(&parser, take_cell, end_row, reading) == 0;
    csv_free(&parser);
    return reading->failed ? STATUS_NO_MEMORY : good ? STATUS_OK : STATUS_INPUT;
}

enum status table_file_read(const char *folder, enum table_name table, struct table_file *file, char *message,
                            size_t message_size) {
    char name[64];
    snprintf(name, sizeof name, "/%s.csv", tables[table].name);
    struct slice pieces[] = {slice_from_string(folder), slice_from_string(name), {"", 1}};
    struct slice path = arena_join(&file->arena, pieces, 3);
    if (!path.start) {
        snprintf(message, message_size, "out of memory");
        return STATUS_NO_MEMORY;
    }
    FILE *stream = fopen(path.start, "rb");
    if (!stream && errno == ENOENT)
        return STATUS_OK;
    struct reading reading = {.file = file, .table = &tables[table]};
    enum status status = stream ? read_pieces(&reading, stream) : STATUS_INPUT;
    if (status != STATUS_OK)
        snprintf(message, message_size, "%s: %s", path.start,
                 status == STATUS_NO_MEMORY ? "out of memory"
                 : stream                   ? "not a CSV file"
                                            : strerror(errno));
    if (stream)
        fclose(stream);
    file->found = true;
    return status;
}
