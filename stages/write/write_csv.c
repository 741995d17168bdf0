/* CSV, a file a table: RFC 4180, UTF-8, lines end with CR LF, quotes only where a cell needs them, an unknown value is
 * an empty cell without quotes.
 *
 * A text that a spreadsheet would run as a formula, one that begins with = + - @ tab or CR, gets an apostrophe in
 * front, and so does one that has apostrophes before such a character. To have the text back, take one apostrophe from
 * every cell that begins with apostrophes and then such a character. Left alone are numbers (-12.5) and the columns of
 * a closed vocabulary (comparator), whose words this program chose. */
#include <csv.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "stages/write/rows_text.h"
#include "stages/write/stream.h"

struct csv {
    struct stream files[TABLES];
};

static bool begins_formula(char byte) {
    return byte == '=' || byte == '+' || byte == '-' || byte == '@' || byte == '\t' || byte == '\r';
}

static bool runs_in_spreadsheet(struct slice cell) {
    size_t at = 0;
    while (at < cell.size && cell.start[at] == '\'')
        at++;
    if (at == cell.size || !begins_formula(cell.start[at]))
        return false;
    return at > 0 || !decimal_from_text(cell).known;
}

/* The marks that need quotes (" , CR LF) are all below '-', and hardly a byte of a Chinese text is. */
static bool has_low_byte(struct slice cell) {
    const uint64_t ones = UINT64_C(0x0101010101010101); /* the lowest bit of each of eight bytes */
    size_t i = 0;
    for (uint64_t eight; i + sizeof eight <= cell.size; i += sizeof eight) {
        memcpy(&eight, cell.start + i, sizeof eight);
        if ((eight - ones * '-') & ~eight & ones << 7)
            return true;
    }
    for (; i < cell.size; i++)
        if ((unsigned char)cell.start[i] < '-')
            return true;
    return false;
}

static bool needs_quotes(struct slice cell) {
    if (!has_low_byte(cell))
        return false;
    for (size_t i = 0; i < cell.size; i++)
        if (cell.start[i] == '"' || cell.start[i] == ',' || cell.start[i] == '\n' || cell.start[i] == '\r')
            return true;
    return cell.start[0] == ' ' || cell.start[cell.size - 1] == ' ';
}

/* Room for a whole row at its longest: each byte of it twice, and around a cell quotes, an apostrophe, a comma or half
 * a line end. NULL where memory ran out. */
static char *row_room(struct text *text, enum table_name table, const struct slice *cells) {
    uint64_t half = 0;
    for (size_t i = 0; i < tables[table].column_count; i++)
        half += cells[i].size + 3;
    text->failed = text->failed || half > SIZE_MAX / 2;
    return text_room(text, 2 * (size_t)half);
}

/* Writes a cell of text, guarded by an apostrophe or not, and gives the end. */
static char *write_text(char *end, struct slice cell, bool guarded) {
    if (needs_quotes(cell)) {
        size_t size = csv_write(end + guarded, 2 * cell.size + 2, cell.start, cell.size);
        if (guarded)
            memcpy(end, "\"'", 2); /* the apostrophe takes the place of the quote, which moves before it */
        return end + guarded + size;
    }
    *end = '\'';
    memcpy(end + guarded, cell.start, cell.size);
    return end + guarded + cell.size;
}

static char *write_cell(char *end, const struct column *column, struct slice cell, bool raw) {
    if (column->type == COLUMN_STRING)
        return write_text(end, cell, !raw && column->label_count == 0 && runs_in_spreadsheet(cell));
    memcpy(end, cell.start, cell.size);
    return end + cell.size;
}

static enum status take_row(void *context, enum table_name table, const struct slice *cells) {
    const struct rows_text *rows = context;
    const struct column *columns = tables[table].columns;
    char *start = row_room(rows->text, table, cells), *end = start;
    if (!start)
        return STATUS_NO_MEMORY;
    for (size_t i = 0; i < tables[table].column_count; i++) {
        if (i)
            *end++ = ',';
        if (cells[i].size)
            end = write_cell(end, &columns[i], cells[i], rows->options->raw_cells);
    }
    *end++ = '\r';
    *end++ = '\n';
    rows->text->size += (size_t)(end - start);
    return STATUS_OK;
}

static enum status fail(struct writing *writing, enum table_name table) {
    writing->failed_file = table;
    snprintf(writing->message, sizeof writing->message, "%s", strerror(errno));
    return STATUS_OUTPUT;
}

static enum status put(struct writing *writing, enum table_name table, struct slice text) {
    struct csv *csv = writing->state;
    if (csv->files[table].file && !stream_put(&csv->files[table], text))
        return fail(writing, table);
    writing->facts[table].bytes = csv->files[table].hash.bytes;
    return STATUS_OK;
}

static enum status put_header(struct writing *writing, enum table_name table) {
    struct arena arena = {0};
    struct text text = {.arena = &arena};
    if (writing->options->byte_order_mark)
        text_add(&text, SLICE("\xEF\xBB\xBF"));
    for (size_t i = 0; i < tables[table].column_count; i++) {
        const struct column *column = &tables[table].columns[i];
        text_add_string(&text, i ? "," : "");
        text_add_string(&text, writing->options->headers == HEADERS_CHINESE ? column->title : column->name);
    }
    text_add(&text, SLICE("\r\n"));
    enum status status = text.failed ? STATUS_NO_MEMORY : put(writing, table, text_slice(&text));
    arena_free(&arena);
    return status;
}

static enum status open_csv(struct writing *writing) {
    struct csv *csv = calloc(1, sizeof *csv);
    if (!csv)
        return STATUS_NO_MEMORY;
    writing->state = csv;
    for (enum table_name table = 0; table < TABLES; table++) {
        if (!writing->paths[table])
            continue;
        if (!stream_open(&csv->files[table], writing->paths[table]))
            return fail(writing, table);
        enum status status = put_header(writing, table);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

static const struct text_format csv_format = {take_row, put};

static enum status close_csv(struct writing *writing, bool complete) {
    struct csv *csv = writing->state;
    enum status status = STATUS_OK;
    for (enum table_name table = 0; csv && table < TABLES; table++) {
        bool good = stream_close(&csv->files[table], &writing->facts[table]);
        if (!good && complete && status == STATUS_OK)
            status = fail(writing, table);
    }
    free(csv);
    return status;
}

const struct writer write_csv = {
    .name = "csv",
    .media_type = "text/csv",
    .streams = true,
    .text = &csv_format,
    .open = open_csv,
    .report = rows_text_put_report,
    .linked = rows_text_put_row,
    .close = close_csv,
};
