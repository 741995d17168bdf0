/* Runs one file of tests/cases: each case's text through all stages, its rows against the rows that are written there.
 * The format is told in tests/README.md. Prints a line a failed expectation; exits 1 when there is one. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/stages.h"
#include "stages/model/lexicon.h"
#include "stages/write/rows.h"

enum { MOST_LINES = 4096 };

/* A file as lines, without their ends. */
struct lines {
    struct slice items[MOST_LINES];
    size_t count;
};

struct row_text {
    enum table_name table;
    struct slice cells[MOST_COLUMNS];
};

struct case_run {
    const char *path;
    const struct lexicon *lexicon;
    struct slice name;
    size_t line;     /* of the case's heading, from 1 */
    size_t from, to; /* its lines, the heading not among them */
    struct arena arena;
    LIST(struct row_text) rows;
    size_t faults;
};

static bool is_compared(enum table_name table, const struct slice *cells, bool furniture) {
    return table != TABLE_SECTIONS || furniture || !slice_equal(cells[SECTIONS_KIND], SLICE("furniture"));
}

static enum status keep_row(void *context, enum table_name table, const struct slice *cells) {
    struct case_run *run = context;
    struct row_text *row = LIST_ADD(&run->arena, &run->rows);
    if (!row)
        return STATUS_NO_MEMORY;
    row->table = table;
    for (size_t i = 0; i < tables[table].column_count; i++)
        row->cells[i] = arena_copy(&run->arena, cells[i]);
    return STATUS_OK;
}

/* The text of the case: its lines behind "> ". */
static struct slice case_text(struct case_run *run, const struct lines *lines, struct slice *file_name) {
    LIST(struct slice) pieces = {0};
    *file_name = SLICE("case.txt");
    for (size_t i = run->from; i < run->to; i++) {
        struct slice line = lines->items[i];
        if (slice_starts(line, SLICE("@ ")))
            *file_name = slice_trim(slice_part(line, 2, line.size));
        if (!slice_starts(line, SLICE(">")))
            continue;
        struct slice *piece = LIST_ADD(&run->arena, &pieces);
        struct slice *end = LIST_ADD(&run->arena, &pieces);
        if (!piece || !end)
            return (struct slice){0};
        pieces.items[pieces.count - 2] = slice_part(line, line.size > 1 && line.start[1] == ' ' ? 2 : 1, line.size);
        *end = SLICE("\n");
    }
    return arena_join(&run->arena, pieces.items, pieces.count);
}

static int table_of(struct slice name) {
    for (int i = 0; i < ALL_TABLES; i++)
        if (slice_equal(name, slice_from_string(tables[i].name)))
            return i;
    return -1;
}

static void fault(struct case_run *run, size_t line, const char *what, struct slice wanted, struct slice found) {
    run->faults++;
    printf("%s:%zu: %.*s: %s: wants \"%.*s\", found \"%.*s\"\n", run->path, line, (int)run->name.size, run->name.start,
           what, (int)wanted.size, wanted.start ? wanted.start : "", (int)found.size, found.start ? found.start : "");
}

/* The next of `line`'s parts between bars, trimmed; false at the end. */
static bool next_part(struct slice line, size_t *at, struct slice *part) {
    if (*at > line.size)
        return false;
    size_t bar = slice_find(line, SLICE("|"), *at);
    size_t end = bar == SIZE_MAX ? line.size : bar;
    *part = slice_trim(slice_part(line, *at, end));
    *at = end + 1;
    return true;
}

static void compare_cell(struct case_run *run, size_t line, const struct row_text *row, struct slice part) {
    size_t sign = slice_find(part, SLICE("="), 0);
    struct slice name = slice_part(part, 0, sign);
    struct slice wanted = sign == SIZE_MAX ? SLICE("") : slice_part(part, sign + 1, part.size);
    const struct table *table = &tables[row->table];
    for (size_t i = 0; i < table->column_count; i++)
        if (slice_equal(name, slice_from_string(table->columns[i].name))) {
            if (!slice_equal(wanted, row->cells[i]))
                fault(run, line, table->columns[i].name, wanted, row->cells[i]);
            return;
        }
    fault(run, line, "no such column", name, SLICE(""));
}

static bool names_furniture(const struct case_run *run, const struct lines *lines) {
    for (size_t i = run->from; i < run->to; i++)
        if (slice_find(lines->items[i], SLICE("kind=furniture"), 0) != SIZE_MAX)
            return true;
    return false;
}

/* The `number`th row of a table, from 0; NULL where there are fewer. */
static const struct row_text *row_at(const struct case_run *run, enum table_name table, size_t number, bool furniture) {
    for (size_t i = 0; i < run->rows.count; i++) {
        const struct row_text *row = &run->rows.items[i];
        if (row->table == table && is_compared(table, row->cells, furniture) && number-- == 0)
            return row;
    }
    return NULL;
}

static void compare_rows(struct case_run *run, const struct lines *lines) {
    size_t given[ALL_TABLES] = {0}, expectations = 0;
    bool named[ALL_TABLES] = {false}, furniture = names_furniture(run, lines);
    for (size_t i = run->from; i < run->to; i++) {
        struct slice line = slice_trim(lines->items[i]), part;
        size_t at = 0;
        if (line.size == 0 || strchr("#>@", line.start[0]))
            continue;
        next_part(line, &at, &part);
        int table = table_of(part);
        if (table < 0) {
            fault(run, i + 1, "no such table", part, SLICE(""));
            continue;
        }
        expectations++;
        named[table] = true;
        if (slice_equal(line, part) || slice_ends(line, SLICE("| none")))
            continue;
        const struct row_text *row = row_at(run, (enum table_name)table, given[table]++, furniture);
        if (!row)
            fault(run, i + 1, "the row is missing", line, SLICE(""));
        while (row && next_part(line, &at, &part))
            compare_cell(run, i + 1, row, part);
    }
    for (int table = 0; table < ALL_TABLES; table++) {
        const struct row_text *extra =
            named[table] ? row_at(run, (enum table_name)table, given[table], furniture) : NULL;
        if (extra)
            fault(run, run->line, tables[table].name, SLICE("no more rows"),
                  table == TABLE_TARGETS ? extra->cells[TARGETS_QUOTE] : extra->cells[tables[table].column_count / 2]);
    }
    if (!expectations)
        fault(run, run->line, "the case", SLICE("an expected row"), SLICE("none"));
}

static void run_case(struct case_run *run, const struct lines *lines) {
    struct report report = {.lexicon = run->lexicon};
    report.bytes = case_text(run, lines, &report.document.name);
    enum status status = stages_run(&report, NULL);
    for (int table = 0; status == STATUS_OK && table < ALL_TABLES; table++)
        status = rows_give(&report, (enum table_name)table, keep_row, run);
    if (status != STATUS_OK && report.diagnostics.count)
        status = rows_give(&report, TABLE_DIAGNOSTICS, keep_row, run);
    if (status == STATUS_NO_MEMORY)
        fault(run, run->line, "the stages", SLICE("memory"), SLICE("none"));
    compare_rows(run, lines);
    arena_free(&report.syntax);
    arena_free(&report.scratch);
    arena_free(&report.arena);
}

static size_t run_cases(const char *path, const struct lexicon *lexicon, const struct lines *lines) {
    size_t faults = 0, cases = 0;
    for (size_t i = 0; i < lines->count;) {
        if (!slice_starts(lines->items[i], SLICE("## "))) {
            i++;
            continue;
        }
        struct case_run run = {.path = path, .lexicon = lexicon, .line = i + 1, .from = i + 1};
        run.name = slice_part(lines->items[i], 3, lines->items[i].size);
        for (i++; i < lines->count && !slice_starts(lines->items[i], SLICE("## ")); i++)
            ;
        run.to = i;
        run_case(&run, lines);
        arena_free(&run.arena);
        faults += run.faults;
        cases++;
    }
    printf("%s: %zu cases, %zu faults\n", path, cases, faults);
    return cases ? faults : 1;
}

static bool read_lines(const char *path, struct arena *arena, struct lines *lines) {
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    LIST(char) bytes = {0};
    for (int byte; (byte = getc(file)) != EOF;) {
        char *room = LIST_ADD(arena, &bytes);
        if (!room)
            break;
        *room = (char)byte;
    }
    fclose(file);
    struct slice text = {bytes.items, bytes.count};
    for (size_t from = 0; from < text.size && lines->count < MOST_LINES;) {
        size_t end = slice_find(text, SLICE("\n"), from);
        if (end == SIZE_MAX)
            end = text.size;
        lines->items[lines->count++] = slice_part(text, from, end);
        from = end + 1;
        if (lines->count == MOST_LINES)
            fprintf(stderr, "%s: more than %d lines; split the file\n", path, MOST_LINES);
    }
    return lines->count < MOST_LINES;
}

int main(int argc, char **argv) {
    static struct lines lines;
    struct lexicon *lexicon;
    struct arena arena = {0};
    char message[256];
    if (argc != 2 || lexicon_open(NULL, &lexicon, message, sizeof message) != STATUS_OK) {
        fprintf(stderr, "usage: cases FILE\n");
        return 2;
    }
    if (!read_lines(argv[1], &arena, &lines)) {
        fprintf(stderr, "cases: %s: %s\n", argv[1], strerror(errno));
        return 2;
    }
    size_t faults = run_cases(argv[1], lexicon, &lines);
    arena_free(&arena);
    lexicon_free(lexicon);
    return faults != 0;
}
