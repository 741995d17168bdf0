/* Finds each correction's row, puts the reader's words in, and takes out the rows found wrong. */
#include "stages/correct.h"

#include <stdlib.h>

#include "schemas_generated.h"
#include "stages/correct/amend.h"

/* A row as a correction names it. */
struct named_row {
    struct place place;
    struct slice words;
    size_t row;
};

struct named_rows {
    struct named_row *items; /* by line and column */
    size_t count;
    bool *wrong; /* by row: it goes away */
};

static int compare_places(struct place one, struct place other) {
    if (one.line != other.line)
        return one.line < other.line ? -1 : 1;
    return one.column == other.column ? 0 : one.column < other.column ? -1 : 1;
}

static int compare_named(const void *one, const void *other) {
    const struct named_row *a = one, *b = other;
    int order = compare_places(a->place, b->place);
    return order ? order : (a->row > b->row) - (a->row < b->row);
}

static struct named_row name_target(const struct report *report, size_t row) {
    const struct quantity *quantity = &report->quantities.items[report->targets.items[row].quantity];
    return (struct named_row){report_place(report, quantity->mention.start), report_text(report, quantity->mention),
                              row};
}

static struct named_row name_project(const struct report *report, size_t row) {
    const struct project *project = &report->projects.items[row];
    return (struct named_row){report_place(report, project->at), project->name, row};
}

static bool name_rows(struct report *report, bool targets, struct named_rows *rows) {
    rows->count = targets ? report->targets.count : report->projects.count;
    rows->items = arena_take(&report->scratch, (rows->count + 1) * sizeof *rows->items);
    rows->wrong = arena_take(&report->scratch, rows->count + 1);
    if (!rows->items || !rows->wrong)
        return false;
    for (size_t i = 0; i < rows->count; i++)
        rows->items[i] = targets ? name_target(report, i) : name_project(report, i);
    if (rows->count)
        qsort(rows->items, rows->count, sizeof *rows->items, compare_named);
    return true;
}

/* Reads digits up to `mark` and moves behind it. */
static bool read_number(struct slice *text, char mark, uint32_t *number) {
    size_t at = 0;
    uint64_t value = 0;
    while (at < text->size && text->start[at] >= '0' && text->start[at] <= '9' && value <= UINT32_MAX)
        value = value * 10 + (uint64_t)(text->start[at++] - '0');
    if (at == 0 || at == text->size || text->start[at] != mark || value > UINT32_MAX)
        return false;
    *number = (uint32_t)value;
    *text = slice_part(*text, at + 1, text->size);
    return true;
}

/* "12:34 5.5": the place and the words there. */
static bool read_key(struct slice key, struct named_row *wanted) {
    wanted->words = key;
    return read_number(&wanted->words, ':', &wanted->place.line) &&
           read_number(&wanted->words, ' ', &wanted->place.column);
}

static const struct named_row *find_place(const struct named_rows *rows, const struct named_row *wanted) {
    size_t from = 0, to = rows->count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (compare_places(rows->items[middle].place, wanted->place) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    for (; from < rows->count && compare_places(rows->items[from].place, wanted->place) == 0; from++)
        if (slice_equal(rows->items[from].words, wanted->words))
            return &rows->items[from];
    return NULL;
}

/* The row with these words whose line is nearest. */
static const struct named_row *find_words(const struct named_rows *rows, const struct named_row *wanted) {
    const struct named_row *nearest = NULL;
    uint32_t least = UINT32_MAX;
    for (size_t i = 0; i < rows->count; i++) {
        const struct named_row *row = &rows->items[i];
        uint32_t line = wanted->place.line;
        uint32_t distance = row->place.line > line ? row->place.line - line : line - row->place.line;
        if (!slice_equal(row->words, wanted->words) || distance >= least)
            continue;
        nearest = row;
        least = distance;
    }
    return nearest;
}

static void note(struct report *report, const struct correction *correction, const char *code, const char *what) {
    report_note(report, SEVERITY_WARNING, 0, "correct", code, "corrections, line %zu: %s: %.*s %.*s",
                correction->file_line, what, (int)correction->table.size, correction->table.start,
                (int)correction->key.size, correction->key.start);
}

static enum status apply(struct report *report, const struct correction *correction, bool targets,
                         struct named_rows *rows) {
    struct named_row wanted;
    if (!read_key(correction->key, &wanted)) {
        note(report, correction, "correction_unknown", "a key is LINE:COL and the words there");
        return STATUS_OK;
    }
    const struct named_row *found = find_place(rows, &wanted);
    if (!found)
        found = find_words(rows, &wanted);
    if (!found) {
        note(report, correction, "correction_unused", "no row has these words");
        return STATUS_OK;
    }
    if (slice_equal(correction->field, SLICE("row")) && slice_equal(correction->is, SLICE("wrong"))) {
        rows->wrong[found->row] = true;
        return STATUS_OK;
    }
    enum amendment result = targets ? amend_target(report, found->row, correction->field, correction->is)
                                    : amend_project(report, found->row, correction->field, correction->is);
    if (result == AMENDMENT_UNKNOWN)
        note(report, correction, "correction_unknown", "no such field, or no such value of it");
    return result == AMENDMENT_NO_MEMORY ? STATUS_NO_MEMORY : STATUS_OK;
}

static enum status apply_all(struct report *report, enum table_name table, struct named_rows *rows) {
    bool targets = table == TABLE_TARGETS;
    if (!name_rows(report, targets, rows))
        return STATUS_NO_MEMORY;
    for (size_t i = 0; i < report->correction_count; i++) {
        const struct correction *correction = &report->corrections[i];
        if (!slice_equal(correction->table, slice_from_string(tables[table].name)))
            continue;
        enum status status = apply(report, correction, targets, rows);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

static void drop_targets(struct report *report, const bool *wrong) {
    size_t kept = 0;
    for (size_t i = 0; i < report->targets.count; i++)
        if (!wrong[i])
            report->targets.items[kept++] = report->targets.items[i];
    report->targets.count = kept;
}

static void drop_projects(struct report *report, const bool *wrong) {
    size_t kept = 0;
    for (size_t i = 0; i < report->projects.count; i++)
        if (!wrong[i])
            report->projects.items[kept++] = report->projects.items[i];
    report->projects.count = kept;
}

static void note_unknown_tables(struct report *report) {
    for (size_t i = 0; i < report->correction_count; i++) {
        struct slice table = report->corrections[i].table;
        if (!slice_equal(table, SLICE("targets")) && !slice_equal(table, SLICE("projects")))
            note(report, &report->corrections[i], "correction_unknown", "only targets and projects can be corrected");
    }
}

enum status stage_correct(struct report *report) {
    struct named_rows targets, projects;
    if (report->correction_count == 0)
        return STATUS_OK;
    note_unknown_tables(report);
    enum status status = apply_all(report, TABLE_TARGETS, &targets);
    if (status == STATUS_OK)
        status = apply_all(report, TABLE_PROJECTS, &projects);
    if (status != STATUS_OK)
        return status;
    drop_targets(report, targets.wrong);
    drop_projects(report, projects.wrong);
    return STATUS_OK;
}
