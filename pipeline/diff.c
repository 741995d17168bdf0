/* baogao diff: what changed between two output folders, row by row. */
#include <csv.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "pipeline/causes.h"
#include "pipeline/changes.h"
#include "pipeline/commands.h"

/* One table on its way through both folders. */
struct difference {
    struct table_file old, fresh;
    struct table_file old_documents, fresh_documents; /* by their names */
    struct memory then, now;                          /* what the runs remember; empty where one remembers nothing */
    const char *cause;                                /* of a change in a report that is as it was */
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

/* Of a report of the new folder; of one that is gone, of the old. Without memories only its text is known. */
static const char *cause_of_document(const struct difference *difference, struct slice document) {
    const struct memory_report *then = memory_find(&difference->then, document);
    const struct memory_report *now = memory_find(&difference->now, document);
    if (now)
        return cause_of_report(then, now, difference->cause);
    const struct file_row *one = find_row(&difference->old_documents, document);
    const struct file_row *other = find_row(&difference->fresh_documents, document);
    bool same = one && other && slice_equal(one->cells[DOCUMENTS_SHA256], other->cells[DOCUMENTS_SHA256]);
    return same ? difference->cause : cause_text;
}

/* A row of the panel is made of two reports: a cause that is a report's own is the cause. */
static const char *find_cause(const struct difference *difference, const struct change *change) {
    static const int sources[] = {PANEL_TARGET_DOCUMENT, PANEL_ACTUAL_DOCUMENT};
    const struct file_row *row = change->fresh ? change->fresh : change->old;
    const char *cause = difference->cause;
    if (change->table != TABLE_PANEL)
        return cause_of_document(difference, row->cells[0]);
    for (size_t i = 0; i < 2 && cause == difference->cause; i++)
        if (row->cells[sources[i]].size)
            cause = cause_of_document(difference, row->cells[sources[i]]);
    return cause;
}

static void print_cell(struct slice cell, const char *behind) {
    csv_fwrite(stdout, cell.size ? cell.start : "", cell.size);
    fputs(behind, stdout);
}

static enum status print_change(void *context, const struct change *change) {
    struct difference *difference = context;
    print_cell(slice_from_string(tables[change->table].name), ",");
    print_cell(change->key, ",");
    print_cell(slice_from_string(change->column), ",");
    print_cell(change->was, ",");
    print_cell(change->is, ",");
    print_cell(slice_from_string(find_cause(difference, change)), "\r\n");
    difference->changes++;
    return STATUS_OK;
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

/* What differs between two runs as they tell it themselves. */
static const char *cause_of_descriptions(struct arena *arena, char *const *folders) {
    static const char *const members[][2] = {
        {"lexicon_sha256", "lexicon"}, {"version", "program"}, {"options", "options"}};
    struct slice old = read_description(arena, folders[0]), fresh = read_description(arena, folders[1]);
    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        if (!slice_equal(run_member(old, members[i][0]), run_member(fresh, members[i][0])))
            return members[i][1];
    return "program";
}

/* Memories of both runs know more than their descriptions. */
static const char *read_memories(struct difference *difference, struct arena *arena, char *const *folders) {
    if (memory_read(folders[0], &difference->then) == STATUS_OK &&
        memory_read(folders[1], &difference->now) == STATUS_OK)
        return cause_of_run(&difference->then.run, &difference->now.run);
    memory_free(&difference->then);
    memory_free(&difference->now);
    return cause_of_descriptions(arena, folders);
}

static enum status compare_tables(struct difference *difference, enum table_name table, char *const *folders,
                                  struct table_file *old, struct table_file *fresh, char *message,
                                  size_t message_size) {
    enum status status = table_file_read(folders[0], table, old, message, message_size);
    if (status == STATUS_OK)
        status = table_file_read(folders[1], table, fresh, message, message_size);
    if (status == STATUS_OK && table == TABLE_DOCUMENTS && !(old->found && fresh->found)) {
        snprintf(message, message_size, "%s: no documents.csv; tables to compare are CSV",
                 old->found ? folders[1] : folders[0]);
        return STATUS_INPUT;
    }
    if (status != STATUS_OK)
        return status;
    if (table == TABLE_DOCUMENTS)
        puts("table,key,column,was,is,cause\r");
    status = changes_find(table, old, fresh, print_change, difference);
    if (status != STATUS_OK)
        snprintf(message, message_size, "out of memory");
    return status;
}

static enum status compare_folders(struct difference *difference, char *const *folders, char *message,
                                   size_t message_size) {
    enum status status = STATUS_OK;
    for (size_t i = 0; i < COMPARED_TABLES && status == STATUS_OK; i++) {
        enum table_name table = changes_tables[i];
        bool documents = table == TABLE_DOCUMENTS; /* they stay, for the causes */
        struct table_file old = {.found = false}, fresh = {.found = false};
        status = compare_tables(difference, table, folders, documents ? &difference->old_documents : &old,
                                documents ? &difference->fresh_documents : &fresh, message, message_size);
        arena_free(&old.arena);
        arena_free(&fresh.arena);
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
    difference.cause = read_memories(&difference, &arena, argv + operands);
    enum status status = compare_folders(&difference, argv + operands, message, sizeof message);
    arena_free(&arena);
    memory_free(&difference.then);
    memory_free(&difference.now);
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
             "A number is found again by its sentence, or where that was edited by what it measures, and a\n"
             "project by its name, not by their lines. A row that is new or gone has no column. The cause is the "
             "report's text where that changed, else\n"
             "a reader's correction, the lexicon, the program or an option.",
    .more = "Exit status: 0 nothing changed; 1 something did; 2 a folder holds no tables; 3 the output could\n"
            "not be written.\n",
    .run = run_command,
};
