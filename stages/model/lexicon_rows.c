/* Reads CSV with libcsv. Knows no meaning of any column. */
#include "stages/model/lexicon_rows.h"

#include <csv.h>
#include <stdio.h>

enum { COLUMN_MISSING = -1, SHOWN_BYTES = 60 };

struct parsing {
    struct arena *arena;
    const struct lexicon_source *source;
    const struct lexicon_fault *fault;
    struct lexicon_rows *rows;
    int columns[LEXICON_MOST_COLUMNS]; /* the source's column that each column of the file is */
    size_t width, column, line;
    struct lexicon_row row;
    bool filled; /* the row has a cell that is not empty */
    bool header_read;
    enum status status;
};

enum status lexicon_fail(const struct lexicon_fault *fault, size_t line, enum status status, const char *what,
                         struct slice cell) {
    char shown[SHOWN_BYTES + 1];
    size_t size = 0;
    for (size_t at = 0; at < cell.size && size + 4 <= SHOWN_BYTES;) {
        uint32_t code = slice_next(cell, &at);
        bool control = code < 0x20 || (code >= 0x7F && code < 0xA0);
        size += utf8_write(control ? 0xFFFD : code, shown + size);
    }
    shown[size] = '\0';
    snprintf(fault->message, fault->message_size, "%s:%zu: %s%s%s", fault->path, line, what, size ? ": " : "", shown);
    return status;
}

static void fail(struct parsing *parsing, enum status status, const char *what, struct slice cell) {
    if (parsing->status == STATUS_OK)
        parsing->status = lexicon_fail(parsing->fault, parsing->line, status, what, cell);
}

static void take_name(struct parsing *parsing, struct slice name) {
    const struct lexicon_source *source = parsing->source;
    if (parsing->column == 0 && slice_starts(name, SLICE("\xEF\xBB\xBF")))
        name = slice_part(name, 3, name.size);
    for (size_t i = 0; i < source->column_count; i++) {
        if (!slice_equal(name, slice_from_string(source->columns[i])))
            continue;
        for (size_t k = 0; k < parsing->column; k++)
            if (parsing->columns[k] == (int)i)
                fail(parsing, STATUS_INPUT, "a column twice", name);
        parsing->columns[parsing->column] = (int)i;
        return;
    }
    fail(parsing, STATUS_INPUT, "the header row names a column that this version does not know", name);
}

static bool holds_control(struct slice text) {
    for (size_t at = 0; at < text.size;) {
        uint32_t code = slice_next(text, &at);
        if ((code < 0x20 && code != '\t') || (code >= 0x7F && code < 0xA0) || code == 0xFFFD)
            return true;
    }
    return false;
}

static void take_cell(void *bytes, size_t size, void *context) {
    struct parsing *parsing = context;
    struct slice text = {bytes, size};
    if (parsing->status != STATUS_OK)
        return;
    if (parsing->column >= parsing->width) {
        fail(parsing, STATUS_INPUT, "more cells than the header row", text);
    } else if (!parsing->header_read) {
        take_name(parsing, text);
    } else if (holds_control(text)) {
        fail(parsing, STATUS_INPUT, "a control character, or bytes that are no text", text);
    } else {
        struct slice copy = arena_copy(parsing->arena, text);
        if (!copy.start)
            fail(parsing, STATUS_NO_MEMORY, "out of memory", (struct slice){0});
        parsing->row.cells[parsing->columns[parsing->column]] = copy;
        parsing->filled = parsing->filled || size;
    }
    parsing->column++;
}

static void end_header(struct parsing *parsing) {
    parsing->width = parsing->column;
    parsing->header_read = true;
    for (size_t i = 0; i < parsing->width; i++)
        if (parsing->columns[i] == 0)
            return;
    fail(parsing, STATUS_INPUT, "the header row must name the column", slice_from_string(parsing->source->columns[0]));
}

static void end_row(int mark, void *context) {
    struct parsing *parsing = context;
    (void)mark;
    if (parsing->status == STATUS_OK && !parsing->header_read) {
        end_header(parsing);
    } else if (parsing->status == STATUS_OK && parsing->filled) {
        struct lexicon_row *row = LIST_ADD(parsing->arena, &parsing->rows->items);
        parsing->row.line = parsing->line;
        if (parsing->column != parsing->width)
            fail(parsing, STATUS_INPUT, "not as many cells as the header row", (struct slice){0});
        else if (parsing->row.cells[0].size == 0)
            fail(parsing, STATUS_INPUT, "a row without a word", (struct slice){0});
        else if (!row)
            fail(parsing, STATUS_NO_MEMORY, "out of memory", (struct slice){0});
        else
            *row = parsing->row;
    }
    parsing->row = (struct lexicon_row){0};
    parsing->filled = false;
    parsing->column = 0;
}

enum status lexicon_rows_read(struct slice bytes, const struct lexicon_source *source, struct arena *arena,
                              struct lexicon_rows *rows, const struct lexicon_fault *fault) {
    struct parsing parsing = {
        .arena = arena, .source = source, .fault = fault, .rows = rows, .width = source->column_count, .line = 0};
    struct csv_parser parser;
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL) != 0)
        return lexicon_fail(fault, 1, STATUS_NO_MEMORY, "out of memory", (struct slice){0});
    for (size_t at = 0; at < bytes.size && parsing.status == STATUS_OK;) { /* by lines, which failures name */
        size_t end = slice_find(bytes, SLICE("\n"), at), next = end == SIZE_MAX ? bytes.size : end + 1;
        parsing.line++;
        if (csv_parse(&parser, bytes.start + at, next - at, take_cell, end_row, &parsing) != next - at)
            fail(&parsing, STATUS_INPUT, csv_strerror(csv_error(&parser)), (struct slice){0});
        at = next;
    }
    if (parsing.status == STATUS_OK && csv_fini(&parser, take_cell, end_row, &parsing) != 0)
        fail(&parsing, STATUS_INPUT, "a quote that does not end", (struct slice){0});
    csv_free(&parser);
    if (parsing.status == STATUS_OK && !parsing.header_read)
        fail(&parsing, STATUS_INPUT, "an empty file", (struct slice){0});
    return parsing.status;
}

bool lexicon_next_word(struct slice words, size_t *from, struct slice *word) {
    while (*from < words.size) {
        size_t bar = slice_find(words, SLICE("|"), *from);
        size_t to = bar == SIZE_MAX ? words.size : bar;
        *word = slice_part(words, *from, to);
        *from = to + 1;
        if (word->size)
            return true;
    }
    return false;
}
