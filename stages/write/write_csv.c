/* CSV, a file a table: RFC 4180, UTF-8, lines end with CR LF, quotes only where a cell needs them, an unknown value is
 * an empty cell without quotes.
 *
 * A text that a spreadsheet would run as a formula, one that begins with = + - @ tab or CR, gets an apostrophe in
 * front, and so does one that has apostrophes before such a character. To have the text back, take one apostrophe from
 * every cell that begins with apostrophes and then such a character. Left alone are numbers (-12.5) and the columns of
 * a closed vocabulary (comparator), whose words this program chose. */
#include <csv.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/text.h"
#include "stages/write.h"

struct csv {
    FILE *files[TABLES];
};

/* Where take_row puts the rows of one report. */
struct rows_text {
    struct text *text;
    const struct write_options *options;
};

static bool runs_in_spreadsheet(struct slice cell) {
    size_t at = 0;
    while (at < cell.size && cell.start[at] == '\'')
        at++;
    if (at == cell.size || !memchr("=+-@\t\r", cell.start[at], 6))
        return false;
    return at > 0 || !decimal_from_text(cell).known;
}

static bool needs_quotes(struct slice cell) {
    for (size_t i = 0; i < cell.size; i++)
        if (cell.start[i] == '"' || cell.start[i] == ',' || cell.start[i] == '\n' || cell.start[i] == '\r')
            return true;
    return cell.start[0] == ' ' || cell.start[cell.size - 1] == ' ';
}

static void add_cell(struct text *text, struct slice cell) {
    if (!needs_quotes(cell)) {
        text_add(text, cell);
        return;
    }
    if (cell.size > (SIZE_MAX - 2) / 2) {
        text->failed = true;
        return;
    }
    size_t most = 2 * cell.size + 2;
    char *room = text_room(text, most);
    if (room)
        text->size += csv_write(room, most, cell.start, cell.size);
}

/* An apostrophe before the cell's text, in the same arena. */
static struct slice guard(struct text *text, struct slice cell) {
    struct slice guarded = arena_join(text->arena, (struct slice[]){SLICE("'"), cell}, 2);
    text->failed = text->failed || !guarded.start;
    return guarded.start ? guarded : cell;
}

static enum status take_row(void *context, enum table_name table, const struct slice *cells) {
    struct rows_text *rows = context;
    for (size_t i = 0; i < tables[table].column_count; i++) {
        const struct column *column = &tables[table].columns[i];
        struct slice cell = cells[i];
        if (i)
            text_add(rows->text, SLICE(","));
        if (cell.size == 0)
            continue;
        if (!rows->options->raw_cells && column->type == COLUMN_STRING && column->label_count == 0 &&
            runs_in_spreadsheet(cell))
            cell = guard(rows->text, cell);
        add_cell(rows->text, cell);
    }
    text_add(rows->text, SLICE("\r\n"));
    return rows->text->failed ? STATUS_NO_MEMORY : STATUS_OK;
}

static enum status fail(struct writing *writing, enum table_name table) {
    writing->failed_file = table;
    snprintf(writing->message, sizeof writing->message, "%s", strerror(errno));
    return STATUS_OUTPUT;
}

static enum status put(struct writing *writing, enum table_name table, struct slice text) {
    struct csv *csv = writing->state;
    if (text.size && csv->files[table] && fwrite(text.start, 1, text.size, csv->files[table]) != text.size)
        return fail(writing, table);
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
        const char *path = writing->paths[table];
        if (!path)
            continue;
        csv->files[table] = strcmp(path, "-") == 0 ? stdout : fopen(path, "wb");
        if (!csv->files[table])
            return fail(writing, table);
        enum status status = put_header(writing, table);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

static enum status format_csv(const struct writing *writing, struct report *report, struct slice texts[TABLES]) {
    for (enum table_name table = 0; table < TABLES; table++) {
        struct text text = {.arena = &report->arena};
        struct rows_text rows = {&text, writing->options};
        enum status status = writing->paths[table] ? rows_give(report, table, take_row, &rows) : STATUS_OK;
        if (status != STATUS_OK)
            return status;
        texts[table] = text_slice(&text);
    }
    return STATUS_OK;
}

static enum status put_report(struct writing *writing, struct report *report, const struct slice texts[TABLES]) {
    (void)report;
    enum status status = STATUS_OK;
    for (enum table_name table = 0; table < TABLES && status == STATUS_OK; table++)
        status = put(writing, table, texts[table]);
    return status;
}

static enum status put_panel(struct writing *writing, const struct slice *cells) {
    struct arena arena = {0};
    struct text text = {.arena = &arena};
    struct rows_text rows = {&text, writing->options};
    enum status status = take_row(&rows, TABLE_PANEL, cells);
    if (status == STATUS_OK)
        status = put(writing, TABLE_PANEL, text_slice(&text));
    arena_free(&arena);
    return status;
}

static enum status close_csv(struct writing *writing, bool complete) {
    struct csv *csv = writing->state;
    enum status status = STATUS_OK;
    for (enum table_name table = 0; csv && table < TABLES; table++) {
        FILE *file = csv->files[table];
        int failed = !file ? 0 : file == stdout ? fflush(file) : fclose(file);
        if (failed && complete && status == STATUS_OK)
            status = fail(writing, table);
    }
    free(csv);
    return status;
}

const struct writer write_csv = {
    .name = "csv",
    .media_type = "text/csv",
    .streams = true,
    .open = open_csv,
    .format = format_csv,
    .report = put_report,
    .panel = put_panel,
    .close = close_csv,
};
