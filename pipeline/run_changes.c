/* Reads the rows of the run before out of its CSV files and holds those of this run against them. */
#include "pipeline/run_changes.h"

#include <stdlib.h>
#include <string.h>

#include "pipeline/causes.h"
#include "pipeline/changes.h"

enum status run_changes_open(struct run_changes *changes, const struct earlier *earlier, const struct memory_run *run) {
    *changes = (struct run_changes){.earlier = earlier, .cause = cause_of_run(&earlier->memory.run, run)};
    changes->held = tmpfile();
    changes->met = arena_take(&changes->arena, earlier->memory.reports.count + 1);
    if (!changes->held)
        return STATUS_OUTPUT;
    return changes->met ? STATUS_OK : STATUS_NO_MEMORY;
}

void run_changes_close(struct run_changes *changes) {
    if (changes->held)
        fclose(changes->held);
    arena_free(&changes->panel.arena);
    arena_free(&changes->arena);
}

void run_changes_pass(struct run_changes *changes, const struct memory_report *report) {
    changes->met[report - changes->earlier->memory.reports.items] = true;
}

/* ---- the temporary file: of each row the sizes of its cells, then the cells ---- */

static bool hold_row(FILE *file, const struct slice *cells) {
    size_t sizes[CHANGES_COLUMNS];
    for (size_t i = 0; i < CHANGES_COLUMNS; i++)
        sizes[i] = cells[i].size;
    bool good = fwrite(sizes, sizeof *sizes, CHANGES_COLUMNS, file) == CHANGES_COLUMNS;
    for (size_t i = 0; i < CHANGES_COLUMNS && good; i++)
        good = cells[i].size == 0 || fwrite(cells[i].start, 1, cells[i].size, file) == cells[i].size;
    return good;
}

static enum status give_held_row(FILE *file, const size_t *sizes, row_taker *take, void *context) {
    struct arena arena = {0};
    struct slice cells[CHANGES_COLUMNS];
    enum status status = STATUS_OK;
    for (size_t i = 0; i < CHANGES_COLUMNS && status == STATUS_OK; i++) {
        char *bytes = arena_room(&arena, sizes[i] + 1);
        if (!bytes)
            status = STATUS_NO_MEMORY;
        else if (fread(bytes, 1, sizes[i], file) != sizes[i])
            status = STATUS_OUTPUT;
        cells[i] = (struct slice){bytes, sizes[i]};
    }
    if (status == STATUS_OK)
        status = take(context, TABLE_CHANGES, cells);
    arena_free(&arena);
    return status;
}

static enum status give_held_rows(FILE *file, row_taker *take, void *context) {
    size_t sizes[CHANGES_COLUMNS];
    if (fflush(file) != 0 || fseek(file, 0, SEEK_SET) != 0)
        return STATUS_OUTPUT;
    while (fread(sizes, sizeof *sizes, CHANGES_COLUMNS, file) == CHANGES_COLUMNS) {
        enum status status = give_held_row(file, sizes, take, context);
        if (status != STATUS_OK)
            return status;
    }
    return ferror(file) ? STATUS_OUTPUT : STATUS_OK;
}

static enum status give_change(struct run_changes *changes, const struct change *change, const char *cause) {
    struct slice cells[CHANGES_COLUMNS] = {
        [CHANGES_TABLE] = slice_from_string(tables[change->table].name),
        [CHANGES_KEY] = change->key,
        [CHANGES_COLUMN] = slice_from_string(change->column),
        [CHANGES_WAS] = change->was,
        [CHANGES_IS] = change->is,
        [CHANGES_CAUSE] = slice_from_string(cause),
    };
    changes->changes++;
    return hold_row(changes->held, cells) ? STATUS_OK : STATUS_OUTPUT;
}

/* ---- one report ---- */

/* A report's changes on their way out, all of one cause. */
struct caused {
    struct run_changes *changes;
    const char *cause;
};

static enum status take_change(void *context, const struct change *change) {
    const struct caused *caused = context;
    return give_change(caused->changes, change, caused->cause);
}

/* Either of them may be NULL: there is none. */
static enum status compare_table(struct caused *caused, enum table_name table, const struct memory_report *then,
                                 struct report *report) {
    const struct earlier *earlier = caused->changes->earlier;
    struct table_file old = {.found = false}, fresh = {.found = false};
    enum status status = STATUS_OK;
    if (then && then->csv_sizes[table]) {
        struct slice text = earlier_text(earlier, then, table, &old.arena);
        status = text.start ? rows_kept_read(text, earlier->memory.run.raw_cells, table, table_file_take, &old)
                            : STATUS_NO_MEMORY;
    }
    if (status == STATUS_OK && report)
        status = rows_give(report, table, table_file_take, &fresh);
    if (status == STATUS_OK)
        status = changes_find(table, &old, &fresh, take_change, caused);
    arena_free(&old.arena);
    arena_free(&fresh.arena);
    return status;
}

static enum status compare_report(struct caused *caused, const struct memory_report *then, struct report *report) {
    enum status status = STATUS_OK;
    for (size_t i = 0; i < COMPARED_TABLES && status == STATUS_OK; i++)
        if (!rows_are_linked(changes_tables[i]))
            status = compare_table(caused, changes_tables[i], then, report);
    return status;
}

/* A report that is as it was causes no change in the panel. */
static enum status remember(struct run_changes *changes, struct slice document, const char *cause) {
    if (cause == changes->cause)
        return STATUS_OK;
    struct changed_report *changed = LIST_ADD(&changes->arena, &changes->reports);
    if (!changed)
        return STATUS_NO_MEMORY;
    *changed = (struct changed_report){arena_copy(&changes->arena, document), cause};
    changes->texts_changed = changes->texts_changed || cause == cause_text;
    changes->corrections_changed = changes->corrections_changed || cause == cause_correction;
    return changed->document.start ? STATUS_OK : STATUS_NO_MEMORY;
}

enum status run_changes_compare(struct run_changes *changes, struct report *report, const struct memory_report *facts) {
    const struct memory_report *then = memory_find(&changes->earlier->memory, report->document.name);
    struct caused caused = {changes, cause_of_report(then, facts, changes->cause)};
    if (then)
        run_changes_pass(changes, then);
    enum status status = remember(changes, report->document.name, caused.cause);
    return status == STATUS_OK ? compare_report(&caused, then, report) : status;
}

enum status run_changes_end_reports(struct run_changes *changes, void (*listener)(void *context, struct slice document),
                                    void *listener_context) {
    const struct memory *memory = &changes->earlier->memory;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < memory->reports.count && status == STATUS_OK; i++) {
        const struct memory_report *gone = &memory->reports.items[i];
        struct caused caused = {changes, cause_text};
        if (changes->met[i])
            continue;
        changes->gone++;
        listener(listener_context, gone->key);
        status = remember(changes, gone->key, cause_text);
        if (status == STATUS_OK)
            status = compare_report(&caused, gone, NULL);
    }
    return status;
}

/* ---- the panel ---- */

static int compare_documents(const void *one, const void *other) {
    return slice_compare(((const struct changed_report *)one)->document,
                         ((const struct changed_report *)other)->document);
}

static const char *cause_of_document(const struct run_changes *changes, struct slice document) {
    struct changed_report wanted = {.document = document};
    const struct changed_report *found =
        bsearch(&wanted, changes->reports.items, changes->reports.count, sizeof wanted, compare_documents);
    return found ? found->cause : NULL;
}

/* A cell of the panel changes with the reports that it was and is made of; where these are as they were, another
 * report lost or won against them. */
static const char *cause_of_cell(const struct run_changes *changes, const struct change *change) {
    static const int sources[] = {PANEL_TARGET_DOCUMENT, PANEL_ACTUAL_DOCUMENT};
    const struct file_row *rows[] = {change->fresh, change->old};
    const char *cause = NULL;
    for (size_t i = 0; i < 4 && changes->reports.count; i++) {
        const struct file_row *row = rows[i / 2];
        if (row && row->cells[sources[i % 2]].size && !cause)
            cause = cause_of_document(changes, row->cells[sources[i % 2]]);
    }
    if (cause)
        return cause;
    return changes->texts_changed ? cause_text : changes->corrections_changed ? cause_correction : changes->cause;
}

static enum status take_cell_change(void *context, const struct change *change) {
    struct run_changes *changes = context;
    return give_change(changes, change, cause_of_cell(changes, change));
}

/* The next row of the old panel as it stands in the file; a line end inside quotes ends none. */
static struct slice next_row(struct slice text, size_t *at) {
    size_t start = *at;
    bool quoted = false, ended = false;
    while (*at < text.size && !ended) {
        char byte = text.start[(*at)++];
        quoted = quoted != (byte == '"');
        ended = byte == '\n' && !quoted;
    }
    return slice_part(text, start, *at);
}

static int compare_regions(const struct slice *one, const struct slice *other) {
    int order = slice_compare(one[PANEL_REGION_CODE], other[PANEL_REGION_CODE]);
    return order ? order : slice_compare(one[PANEL_REGION], other[PANEL_REGION]);
}

/* Reads the old rows of the first region that stands there, at most up to the region of `cells`; all rows of `old` are
 * of one region. NULL: of any region. */
static enum status read_old_region(struct run_changes *changes, const struct slice *cells, struct table_file *old) {
    bool raw = changes->earlier->memory.run.raw_cells;
    enum status status = STATUS_OK;
    while (status == STATUS_OK && changes->old_panel_at < changes->old_panel.size) {
        size_t at = changes->old_panel_at;
        struct slice row = next_row(changes->old_panel, &at);
        status = rows_kept_read(row, raw, TABLE_PANEL, table_file_take, old);
        const struct slice *last = status == STATUS_OK ? old->rows.items[old->rows.count - 1].cells : NULL;
        bool other = last && (compare_regions(last, old->rows.items[0].cells) != 0 ||
                              (cells && compare_regions(last, cells) > 0));
        if (other) {
            old->rows.count--;
            return STATUS_OK;
        }
        changes->old_panel_at = at;
    }
    return status;
}

/* Compares the rows of the region under way; before it those of regions that the panel no longer has. */
static enum status compare_region(struct run_changes *changes) {
    enum status status = STATUS_OK;
    struct table_file *fresh = &changes->panel;
    for (bool reached = false; status == STATUS_OK && !reached;) {
        struct table_file old = {.found = false}, none = {.found = false};
        const struct slice *cells = fresh->rows.count ? fresh->rows.items[0].cells : NULL;
        status = read_old_region(changes, cells, &old);
        bool same = old.rows.count && cells && compare_regions(old.rows.items[0].cells, cells) == 0;
        reached = same || !old.rows.count;
        if (status == STATUS_OK)
            status = changes_find(TABLE_PANEL, &old, reached ? fresh : &none, take_cell_change, changes);
        arena_free(&old.arena);
        arena_free(&none.arena);
    }
    arena_free(&fresh->arena);
    *fresh = (struct table_file){.found = false};
    return status;
}

enum status run_changes_take_panel(struct run_changes *changes, const struct slice *cells) {
    enum status status = STATUS_OK;
    if (changes->old_panel.start == NULL) {
        changes->old_panel = earlier_table(changes->earlier, TABLE_PANEL, &changes->arena);
        if (changes->reports.count)
            qsort(changes->reports.items, changes->reports.count, sizeof *changes->reports.items, compare_documents);
        if (!changes->old_panel.start)
            return STATUS_NO_MEMORY;
    }
    if (!cells || (changes->panel.rows.count && compare_regions(changes->panel.rows.items[0].cells, cells) != 0))
        status = compare_region(changes);
    return status == STATUS_OK && cells ? table_file_take(&changes->panel, TABLE_PANEL, cells) : status;
}

enum status run_changes_end(struct run_changes *changes, row_taker *take, void *context) {
    enum status status = run_changes_take_panel(changes, NULL);
    if (status == STATUS_OK)
        status = compare_region(changes); /* regions behind the last one */
    if (status != STATUS_OK)
        return status;
    if (changes->changes)
        return give_held_rows(changes->held, take, context);
    struct slice old = earlier_table(changes->earlier, TABLE_CHANGES, &changes->arena);
    bool raw = changes->earlier->memory.run.raw_cells;
    return old.start ? rows_kept_read(old, raw, TABLE_CHANGES, take, context) : STATUS_NO_MEMORY;
}
