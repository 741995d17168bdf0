/* Rows for what clean dropped, so that nothing is lost silently: one for each run of lines with marks and chrome, one
 * for each run of lines where only layout went. Reads `report.furniture`; puts the rows among `report.sections` by
 * line. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "stages/outline/outline_parts.h"

enum { LONGEST_MARK_BYTES = 72 };

/* Neighbouring lines with dropped text of one sort. */
struct run {
    uint32_t line, line_end;
    uint32_t entries;
    bool layout;
    struct span source; /* of its only entry */
    enum furniture_kind kind;
};

struct runs {
    LIST(struct run) found;
    size_t last[2]; /* index plus 1 of the newest run of each sort */
};

/* [bookmark: …], <br>, &nbsp;: a mark that no reader ever saw counts as layout. */
static bool is_converter_mark(const struct report *report, const struct furniture *entry) {
    char first = report->source.start[entry->source.start];
    return entry->kind == FURNITURE_MARK && (first == '[' || first == '<' || first == '&');
}

static enum status find_runs(struct report *report, struct runs *runs) {
    for (size_t i = 0; i < report->furniture.count; i++) {
        const struct furniture *entry = &report->furniture.items[i];
        if (entry->source.end <= entry->source.start)
            continue;
        bool layout = entry->kind == FURNITURE_LAYOUT || is_converter_mark(report, entry);
        uint32_t line = report_source_line(report, entry->source.start);
        uint32_t line_end = report_source_line(report, entry->source.end - 1);
        size_t last = runs->last[layout];
        if (runs->found.count && last && line <= runs->found.items[last - 1].line_end + 1) {
            struct run *run = &runs->found.items[last - 1];
            run->entries++;
            if (line_end > run->line_end)
                run->line_end = line_end;
            continue;
        }
        struct run *run = LIST_ADD(&report->scratch, &runs->found);
        if (!run)
            return STATUS_NO_MEMORY;
        *run = (struct run){line, line_end, 1, layout, entry->source, entry->kind};
        runs->last[layout] = runs->found.count;
    }
    return STATUS_OK;
}

/* The mark as it was written, （上接1版）, where the run is nothing else; without the control characters that the
 * source may hold. */
static struct slice run_label(struct report *report, const struct run *run) {
    if (run->layout)
        return SLICE("layout");
    struct slice text = slice_trim(slice_part(report->source, run->source.start, run->source.end));
    if (run->entries > 1 || run->kind != FURNITURE_MARK || text.size > LONGEST_MARK_BYTES)
        return SLICE("");
    char label[LONGEST_MARK_BYTES];
    size_t size = 0;
    for (size_t at = 0; at < text.size;) {
        size_t from = at;
        uint32_t code = slice_next(text, &at);
        if (code < ' ' || (code >= 0x7F && code < 0xA0))
            continue;
        memcpy(label + size, text.start + from, at - from);
        size += at - from;
    }
    return arena_copy(&report->arena, (struct slice){label, size});
}

static enum status fill_row(struct report *report, const struct run *run, size_t ordinal, struct section *section) {
    char title[32], number[32];
    int title_size = snprintf(title, sizeof title, "L%" PRIu32 "-L%" PRIu32, run->line, run->line_end);
    int number_size = snprintf(number, sizeof number, "f%zu", ordinal);
    *section = (struct section){
        .kind = SECTION_FURNITURE,
        .parent = NO_SECTION,
        .number = arena_copy(&report->arena, (struct slice){number, (size_t)number_size}),
        .label = run_label(report, run),
        .title = arena_copy(&report->arena, (struct slice){title, (size_t)title_size}),
        .line = run->line,
        .line_end = run->line_end,
    };
    bool filled = section->number.start && section->title.start && section->label.start;
    return filled ? STATUS_OK : STATUS_NO_MEMORY;
}

static void remap(uint32_t *section, const uint32_t *moved) {
    if (*section != NO_SECTION)
        *section = moved[*section];
}

/* Merges the rows in by line. */
static enum status merge_runs(struct report *report, const struct runs *runs) {
    size_t headings = report->sections.count, total = headings + runs->found.count, h = 0;
    struct section *merged = arena_take(&report->scratch, (total + 1) * sizeof *merged);
    uint32_t *moved = arena_take(&report->scratch, (headings + 1) * sizeof *moved);
    if (!merged || !moved)
        return STATUS_NO_MEMORY;
    size_t r = 0;
    for (size_t i = 0; i < total; i++) {
        bool row =
            r < runs->found.count && (h == headings || runs->found.items[r].line <= report->sections.items[h].line);
        if (row) {
            enum status status = fill_row(report, &runs->found.items[r], r + 1, &merged[i]);
            if (status != STATUS_OK)
                return status;
            r++;
        } else {
            moved[h] = (uint32_t)i;
            merged[i] = report->sections.items[h++];
        }
    }
    for (size_t i = 0; i < total; i++)
        remap(&merged[i].parent, moved);
    for (size_t i = 0; i < report->paragraphs.count; i++)
        remap(&report->paragraphs.items[i].section, moved);
    report->sections.items = merged;
    report->sections.count = total;
    report->sections.capacity = total + 1;
    return STATUS_OK;
}

enum status outline_add_furniture(struct report *report) {
    struct runs runs = {0};
    enum status status = find_runs(report, &runs);
    return status == STATUS_OK && runs.found.count ? merge_runs(report, &runs) : status;
}
