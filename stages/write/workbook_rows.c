/* Collects the inside of a row's cells, and puts their addresses and looks around it when the row is closed. Escapes
 * what XML asks for; what a text may hold is workbook_text's business. */
#include "stages/write/workbook_rows.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "stages/write/rows.h"

enum {
    PIECE_BYTES = 1 << 17,         /* what goes to the deflater at once */
    MOST_CELLS = MOST_COLUMNS + 1, /* with that of the key */
    ADDRESS_BYTES = 48,            /* of a cell around its inside, at most: <c r="AA1048576" s="12345" … */
    ROW_BYTES = 96,                /* of a row around its cells, at most */
    NUMBER_BYTES = 32,
    LETTERS = 26,
};

/* Bytes that grow at their end. */
struct bytes {
    char *start;
    size_t size, capacity;
};

struct row_cell {
    uint16_t column;
    lxw_format *format;
    size_t end; /* of its inside */
};

struct row_stream {
    lxw_worksheet *worksheet;
    struct deflater *deflater;
    size_t number;       /* of the deflater's stream */
    struct bytes xml;    /* closed rows */
    struct bytes inside; /* of the open row's cells, one behind the other */
    struct row_cell cells[MOST_CELLS];
    size_t count;
    uint32_t row; /* the open one; 0, that of the headers, for none */
    unsigned height;
    bool failed; /* memory ran out */
};

struct row_stream *row_stream_open(lxw_worksheet *worksheet, struct deflater *deflater) {
    struct row_stream *rows = calloc(1, sizeof *rows);
    if (!rows)
        return NULL;
    rows->worksheet = worksheet;
    rows->deflater = deflater;
    rows->number = deflater_add(deflater);
    rows->failed = rows->number == SIZE_MAX;
    return rows;
}

void row_stream_free(struct row_stream *rows) {
    if (!rows)
        return;
    free(rows->xml.start);
    free(rows->inside.start);
    free(rows);
}

const lxw_worksheet *row_stream_sheet(const struct row_stream *rows) {
    return rows->worksheet;
}

size_t row_stream_number(const struct row_stream *rows) {
    return rows->number;
}

/* Room for `more` bytes behind the end; NULL where memory ran out. */
static char *room(struct row_stream *rows, struct bytes *bytes, size_t more) {
    if (bytes->capacity - bytes->size < more) {
        size_t capacity = 2 * (bytes->size + more);
        char *start = realloc(bytes->start, capacity);
        rows->failed |= !start;
        if (!start)
            return NULL;
        bytes->start = start;
        bytes->capacity = capacity;
    }
    return bytes->start + bytes->size;
}

static char *put(char *end, struct slice piece) {
    memcpy(end, piece.start, piece.size);
    return end + piece.size;
}

static char *put_decimal(char *end, unsigned long value) {
    char digits[NUMBER_BYTES], *start = digits + sizeof digits;
    do
        *--start = (char)('0' + value % 10);
    while (value /= 10);
    return put(end, (struct slice){start, (size_t)(digits + sizeof digits - start)});
}

/* ---- what stands in a cell ---- */

enum { LONGEST_ESCAPE = sizeof "&amp;" - 1 };

/* Room for it has to be there: LONGEST_ESCAPE bytes a byte. */
static char *put_escaped(char *end, struct slice text) {
    for (size_t at = 0; at < text.size;) {
        size_t plain = at;
        while (plain < text.size && text.start[plain] != '&' && text.start[plain] != '<' && text.start[plain] != '>')
            plain++;
        end = put(end, slice_part(text, at, plain));
        if (plain < text.size)
            end = put(end, text.start[plain] == '&'   ? SLICE("&amp;")
                           : text.start[plain] == '<' ? SLICE("&lt;")
                                                      : SLICE("&gt;"));
        at = plain + 1;
    }
    return end;
}

/* As libxlsxwriter prints them; whole numbers, which nearly all are, without printf. */
static char *put_number(char *end, double value) {
    enum { MOST_WHOLE = 1000000000 };
    if (value >= 0 && value < MOST_WHOLE && value == (double)(unsigned long)value)
        return put_decimal(end, (unsigned long)value);
    int size = snprintf(end, NUMBER_BYTES, "%.16G", value);
    return end + (size > 0 ? size : 0);
}

static void close_row(struct row_stream *rows);

/* The open row is the one asked for. */
static void open_row(struct row_stream *rows, uint32_t row) {
    if (rows->row == row)
        return;
    if (rows->row == 0)
        lxw_worksheet_write_single_row(rows->worksheet); /* the headers, which it still holds */
    close_row(rows);
    rows->row = row;
}

/* A new cell of the row, with room for so many bytes inside; NULL where memory ran out. */
static char *open_cell(struct row_stream *rows, uint32_t row, uint16_t column, lxw_format *format, size_t bytes) {
    open_row(rows, row);
    char *end = rows->count < MOST_CELLS ? room(rows, &rows->inside, bytes) : NULL;
    if (end)
        rows->cells[rows->count++] = (struct row_cell){.column = column, .format = format};
    return end;
}

static void close_cell(struct row_stream *rows, const char *end) {
    rows->inside.size = (size_t)(end - rows->inside.start);
    rows->cells[rows->count - 1].end = rows->inside.size;
}

void row_put_text(struct row_stream *rows, uint32_t row, uint16_t column, const char *text, lxw_format *format) {
    struct slice slice = slice_from_string(text);
    char *end = open_cell(rows, row, column, format, LONGEST_ESCAPE * slice.size + ROW_BYTES);
    if (!end)
        return;
    if (slice.size == 0) {
        close_cell(rows, put(end, SLICE("/>")));
        return;
    }
    bool spaced = isspace((unsigned char)text[0]) || isspace((unsigned char)text[slice.size - 1]);
    end = put(end, SLICE(" t=\"inlineStr\"><is><t"));
    end = put(end, spaced ? SLICE(" xml:space=\"preserve\">") : SLICE(">"));
    end = put_escaped(end, slice);
    close_cell(rows, put(end, SLICE("</t></is></c>")));
}

void row_put_number(struct row_stream *rows, uint32_t row, uint16_t column, double value, lxw_format *format) {
    char *end = open_cell(rows, row, column, format, NUMBER_BYTES + ROW_BYTES);
    if (!end)
        return;
    end = put(end, SLICE("><v>"));
    end = put_number(end, value);
    close_cell(rows, put(end, SLICE("</v></c>")));
}

void row_put_boolean(struct row_stream *rows, uint32_t row, uint16_t column, bool value, lxw_format *format) {
    char *end = open_cell(rows, row, column, format, ROW_BYTES);
    if (!end)
        return;
    end = put(end, SLICE(" t=\"b\"><v>"));
    end = put(end, value ? SLICE("1") : SLICE("0"));
    close_cell(rows, put(end, SLICE("</v></c>")));
}

/* The formula without its = in an element of its own. */
static char *put_formula(char *end, struct slice formula) {
    end = put(end, SLICE("<f>"));
    end = put_escaped(end, slice_part(formula, 1, formula.size));
    return put(end, SLICE("</f><v>"));
}

void row_put_formula(struct row_stream *rows, uint32_t row, uint16_t column, const char *formula, const char *result,
                     lxw_format *format) {
    struct slice said = slice_from_string(formula), shown = slice_from_string(result);
    char *end = open_cell(rows, row, column, format, LONGEST_ESCAPE * (said.size + shown.size) + ROW_BYTES);
    if (!end)
        return;
    end = put_formula(put(end, SLICE(" t=\"str\">")), said);
    end = put_escaped(end, shown);
    close_cell(rows, put(end, SLICE("</v></c>")));
}

void row_put_number_formula(struct row_stream *rows, uint32_t row, uint16_t column, const char *formula, double result,
                            lxw_format *format) {
    struct slice said = slice_from_string(formula);
    char *end = open_cell(rows, row, column, format, LONGEST_ESCAPE * said.size + NUMBER_BYTES + ROW_BYTES);
    if (!end)
        return;
    end = put_formula(put(end, SLICE(">")), said);
    end = put_number(end, result);
    close_cell(rows, put(end, SLICE("</v></c>")));
}

struct slice row_open_cell(const struct row_stream *rows, uint16_t column, const lxw_format **format) {
    *format = NULL;
    for (size_t i = 0; i < rows->count; i++) {
        size_t from = i ? rows->cells[i - 1].end : 0;
        if (rows->cells[i].column != column)
            continue;
        *format = rows->cells[i].format;
        return (struct slice){rows->inside.start + from, rows->cells[i].end - from};
    }
    return (struct slice){0};
}

void row_set_height(struct row_stream *rows, unsigned points) {
    rows->height = points;
}

/* ---- rows ---- */

/* A, Z, AA: of the column and the row, from 0. */
static char *put_address(char *end, uint16_t column, uint32_t row) {
    if (column >= LETTERS)
        *end++ = (char)('A' + column / LETTERS - 1);
    *end++ = (char)('A' + column % LETTERS);
    return put_decimal(end, row + 1UL);
}

static char *put_row_tag(char *end, const struct row_stream *rows) {
    end = put(end, SLICE("<row r=\""));
    end = put_decimal(end, rows->row + 1UL);
    if (rows->height) {
        end = put(end, SLICE("\" ht=\""));
        end = put_decimal(end, rows->height);
        end = put(end, SLICE("\" customHeight=\"1"));
    }
    return put(end, SLICE("\">"));
}

static void give(struct row_stream *rows) {
    if (rows->xml.size && !rows->failed)
        deflater_give(rows->deflater, rows->number, rows->xml.start, rows->xml.size);
    else
        free(rows->xml.start);
    rows->xml = (struct bytes){0};
}

static void close_row(struct row_stream *rows) {
    _Static_assert(MOST_CELLS <= LETTERS * (LETTERS + 1), "an address has two letters at most");
    if (rows->row == 0)
        return;
    char *end = room(rows, &rows->xml, rows->inside.size + rows->count * ADDRESS_BYTES + ROW_BYTES);
    if (!end)
        return;
    end = put_row_tag(end, rows);
    for (size_t i = 0, from = 0; i < rows->count; i++) {
        const struct row_cell *cell = &rows->cells[i];
        int32_t look = lxw_format_get_xf_index(cell->format);
        end = put_address(put(end, SLICE("<c r=\"")), cell->column, rows->row);
        *end++ = '"';
        if (look) {
            end = put_decimal(put(end, SLICE(" s=\"")), (unsigned long)look);
            *end++ = '"';
        }
        end = put(end, (struct slice){rows->inside.start + from, cell->end - from});
        from = cell->end;
    }
    end = put(end, SLICE("</row>"));
    rows->xml.size = (size_t)(end - rows->xml.start);
    rows->worksheet->dim_rowmax = rows->row;
    rows->count = rows->inside.size = rows->height = 0;
    if (rows->xml.size >= PIECE_BYTES)
        give(rows);
}

bool row_stream_end(struct row_stream *rows) {
    close_row(rows);
    rows->row = 0;
    give(rows);
    return !rows->failed;
}
