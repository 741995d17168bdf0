/* baogao diff: what changed between two output folders, row by row. A row is found again by what it says, not by its
 * number or line: a paragraph added above changes nothing. */
#include <csv.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/commands.h"
#include "pipeline/table_file.h"

enum { MOST_KEY_PARTS = 4 };

/* How the rows of a table are found again, and the columns that say where a row stands and not what it says. */
struct comparison {
    enum table_name table;
    size_t key_count;
    int key[MOST_KEY_PARTS];
    uint64_t places; /* a bit a column */
};

#define BIT(column) (UINT64_C(1) << (column))

static const struct comparison comparisons[] = {
    {TABLE_DOCUMENTS, 1, {DOCUMENTS_DOCUMENT}, 0},
    {TABLE_TARGETS,
     3,
     {TARGETS_DOCUMENT, TARGETS_QUOTE, TARGETS_MENTION},
     BIT(TARGETS_TARGET) | BIT(TARGETS_SECTION) | BIT(TARGETS_SENTENCE) | BIT(TARGETS_LINE) | BIT(TARGETS_COL)},
    {TABLE_PROJECTS,
     3,
     {PROJECTS_DOCUMENT, PROJECTS_QUOTE, PROJECTS_NAME},
     BIT(PROJECTS_PROJECT) | BIT(PROJECTS_SECTION) | BIT(PROJECTS_SENTENCE) | BIT(PROJECTS_LINE) | BIT(PROJECTS_COL)},
    {TABLE_PANEL, 3, {PANEL_REGION, PANEL_YEAR, PANEL_INDICATOR_CODE}, BIT(PANEL_TARGET_ROW) | BIT(PANEL_ACTUAL_ROW)},
};

/* One table on its way through both folders. */
struct difference {
    const struct comparison *comparison;
    struct table_file old, fresh;
    struct table_file old_documents, fresh_documents;
    const char *cause; /* of a change in a report whose text is the same */
    size_t changes;
};

static const struct file_row *find_row(const struct table_file *file, struct slice key) {
    size_t from = 0, to = file->rows.count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (slice_compare(file->rows.items[middle].key, key) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from < file->rows.count && slice_equal(file->rows.items[from].key, key) ? &file->rows.items[from] : NULL;
}

/* Whether both folders know the same text under this name. */
static bool is_same_text(const struct difference *difference, struct slice document) {
    const struct file_row *one = find_row(&difference->old_documents, document);
    const struct file_row *other = find_row(&difference->fresh_documents, document);
    return one && other && slice_equal(one->cells[DOCUMENTS_SHA256], other->cells[DOCUMENTS_SHA256]);
}

/* A row of the panel is made of two reports. */
static const char *find_cause(const struct difference *difference, const struct file_row *row) {
    if (difference->comparison->table != TABLE_PANEL)
        return is_same_text(difference, row->cells[0]) ? difference->cause : "text";
    static const int sources[] = {PANEL_TARGET_DOCUMENT, PANEL_ACTUAL_DOCUMENT};
    for (size_t i = 0; i < 2; i++)
        if (row->cells[sources[i]].size && !is_same_text(difference, row->cells[sources[i]]))
            return "text";
    return difference->cause;
}

static void print_cell(struct slice cell, const char *behind) {
    csv_fwrite(stdout, cell.size ? cell.start : "", cell.size);
    fputs(behind, stdout);
}

static void print_change(struct difference *difference, const struct file_row *row, const char *column,
                         struct slice was, struct slice is) {
    print_cell(slice_from_string(tables[difference->comparison->table].name), ",");
    print_cell(row->key, ",");
    print_cell(slice_from_string(column), ",");
    print_cell(was, ",");
    print_cell(is, ",");
    print_cell(slice_from_string(find_cause(difference, row)), "\r\n");
    difference->changes++;
}

static int compare_rows(const void *one, const void *other) {
    const struct file_row *a = one, *b = other;
    int order = slice_compare(a->key, b->key);
    return order ? order : a->number < b->number ? -1 : a->number > b->number;
}

static void sort_rows(struct table_file *file) {
    if (file->rows.count)
        qsort(file->rows.items, file->rows.count, sizeof *file->rows.items, compare_rows);
}

/* Keys are the key cells joined; the second row of a key in the order of the file has ` (2)` behind it. */
static bool make_keys(struct table_file *file, const struct comparison *comparison) {
    for (size_t i = 0; i < file->rows.count; i++) {
        struct file_row *row = &file->rows.items[i];
        struct slice pieces[2 * MOST_KEY_PARTS];
        for (size_t k = 0; k < comparison->key_count; k++) {
            pieces[2 * k] = row->cells[comparison->key[k]];
            pieces[2 * k + 1] = SLICE(" | ");
        }
        row->key = arena_join(&file->arena, pieces, 2 * comparison->key_count - 1);
        if (!row->key.start)
            return false;
    }
    return true;
}

/* Of rows sorted by key: the second of one key gets ` (2)` behind it, the last first so that the keys compared are
 * bare. */
static bool number_keys(struct table_file *file) {
    struct file_row *rows = file->rows.items;
    for (size_t end = file->rows.count; end > 0;) {
        size_t start = end - 1;
        while (start > 0 && slice_equal(rows[start - 1].key, rows[start].key))
            start--;
        for (size_t i = start + 1; i < end; i++) {
            char number[32];
            snprintf(number, sizeof number, " (%zu)", i - start + 1);
            struct slice pieces[] = {rows[i].key, slice_from_string(number)};
            rows[i].key = arena_join(&file->arena, pieces, 2);
            if (!rows[i].key.start)
                return false;
        }
        end = start;
    }
    return true;
}

static bool order_rows(struct table_file *file, const struct comparison *comparison) {
    if (!make_keys(file, comparison))
        return false;
    sort_rows(file);
    if (!number_keys(file))
        return false;
    sort_rows(file);
    return true;
}

static void compare_cells(struct difference *difference, const struct file_row *old, const struct file_row *fresh) {
    const struct table *table = &tables[difference->comparison->table];
    for (size_t i = 0; i < table->column_count; i++)
        if (!(difference->comparison->places >> i & 1) && !slice_equal(old->cells[i], fresh->cells[i]))
            print_change(difference, fresh, table->columns[i].name, old->cells[i], fresh->cells[i]);
}

static void compare_tables(struct difference *difference) {
    const struct table_file *old = &difference->old, *fresh = &difference->fresh;
    size_t i = 0, k = 0;
    while (i < old->rows.count || k < fresh->rows.count) {
        const struct file_row *gone = i < old->rows.count ? &old->rows.items[i] : NULL;
        const struct file_row *come = k < fresh->rows.count ? &fresh->rows.items[k] : NULL;
        int order = !gone ? 1 : !come ? -1 : slice_compare(gone->key, come->key);
        if (gone && come && order == 0)
            compare_cells(difference, gone, come);
        else if (gone && order < 0)
            print_change(difference, gone, "", SLICE("row"), SLICE(""));
        else if (come)
            print_change(difference, come, "", SLICE(""), SLICE("row"));
        i += order <= 0;
        k += order >= 0;
    }
}

/* A member of the run in datapackage.json, as it is written there. */
static struct slice run_member(struct slice description, const char *name) {
    char wanted[64];
    snprintf(wanted, sizeof wanted, "\"%s\": \"", name);
    size_t start = slice_find(description, slice_from_string(wanted), 0);
    if (start == SIZE_MAX)
        return (struct slice){0};
    start += strlen(wanted);
    size_t end = slice_find(description, SLICE("\""), start);
    return slice_part(description, start, end);
}

static struct slice read_description(struct arena *arena, const char *folder) {
    enum { MOST_BYTES = 1 << 20 };
    struct slice pieces[] = {slice_from_string(folder), SLICE("/datapackage.json"), {"", 1}};
    struct slice path = arena_join(arena, pieces, 3);
    char *bytes = arena_room(arena, MOST_BYTES);
    FILE *file = path.start && bytes ? fopen(path.start, "rb") : NULL;
    struct slice description = {bytes, file ? fread(bytes, 1, MOST_BYTES, file) : 0};
    if (file)
        fclose(file);
    return description;
}

/* What differs between the two runs where a text is the same. */
static const char *cause_of_runs(struct arena *arena, char *const *folders) {
    static const char *const members[][2] = {
        {"lexicon_sha256", "lexicon"}, {"version", "program"}, {"options", "options"}};
    struct slice old = read_description(arena, folders[0]), fresh = read_description(arena, folders[1]);
    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        if (!slice_equal(run_member(old, members[i][0]), run_member(fresh, members[i][0])))
            return members[i][1];
    return "program";
}

/* Both folders' rows of one table, in the order of their keys. */
static enum status read_both(const struct comparison *comparison, char *const *folders, struct table_file *old,
                             struct table_file *fresh, char *message, size_t message_size) {
    enum status status = table_file_read(folders[0], comparison->table, old, message, message_size);
    if (status == STATUS_OK)
        status = table_file_read(folders[1], comparison->table, fresh, message, message_size);
    if (status == STATUS_OK && !(order_rows(old, comparison) && order_rows(fresh, comparison))) {
        snprintf(message, message_size, "out of memory");
        status = STATUS_NO_MEMORY;
    }
    return status;
}

static enum status compare_folders(struct difference *difference, char *const *folders, char *message,
                                   size_t message_size) {
    enum status status = read_both(&comparisons[0], folders, &difference->old_documents, &difference->fresh_documents,
                                   message, message_size);
    const char *missing = !difference->old_documents.found ? folders[0] : folders[1];
    if (status == STATUS_OK && !(difference->old_documents.found && difference->fresh_documents.found)) {
        snprintf(message, message_size, "%s: no documents.csv; tables to compare are CSV", missing);
        return STATUS_INPUT;
    }
    puts("table,key,column,was,is,cause\r");
    for (size_t i = 0; i < sizeof comparisons / sizeof *comparisons && status == STATUS_OK; i++) {
        difference->comparison = &comparisons[i];
        difference->old = difference->fresh = (struct table_file){.found = false};
        status = read_both(&comparisons[i], folders, &difference->old, &difference->fresh, message, message_size);
        if (status == STATUS_OK)
            compare_tables(difference);
        arena_free(&difference->old.arena);
        arena_free(&difference->fresh.arena);
    }
    return status;
}

static int run_command(const struct command *command, int argc, char **argv) {
    struct difference difference = {.changes = 0};
    struct arena arena = {0};
    char message[1024];
    int operands;
    int result = options_read(command, argc, argv, NULL, NULL, &operands);
    if (result != EXIT_DONE)
        return result;
    if (argc - operands != 2)
        return command_line_wrong(command, "name two folders of tables, not %d", argc - operands);
    difference.cause = cause_of_runs(&arena, argv + operands);
    enum status status = compare_folders(&difference, argv + operands, message, sizeof message);
    arena_free(&arena);
    arena_free(&difference.old_documents.arena);
    arena_free(&difference.fresh_documents.arena);
    if (status != STATUS_OK) {
        fprintf(stderr, "%s\n", message);
        return EXIT_COMMAND_LINE;
    }
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fprintf(stderr, "standard output: %s\n", strerror(errno));
        return EXIT_OUTPUT;
    }
    return difference.changes ? EXIT_INPUTS_FAILED : EXIT_DONE;
}

const struct command diff_command = {
    .name = "diff",
    .usage = "OLD NEW",
    .about = "Prints as CSV what changed between two output folders: table, key, column, was, is, cause.\n"
             "A number is found again by its sentence and a project by its name, not by their lines. A row\n"
             "that is new or gone has no column. The cause is the report's text where that changed, else\n"
             "the lexicon, the options or the program.",
    .more = "Exit status: 0 nothing changed; 1 something did; 2 a folder holds no tables; 3 the output could\n"
            "not be written.\n",
    .run = run_command,
};
