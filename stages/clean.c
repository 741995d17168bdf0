#include "stages/clean.h"

/* First step only: each line that is not blank is a paragraph, the text is the source. */
enum status stage_clean(struct report *report) {
    report->text = report->source;
    struct map_run *run = LIST_ADD(&report->arena, &report->map);
    if (!run)
        return STATUS_NO_MEMORY;
    for (size_t i = 0; i < report->line_starts.count; i++) {
        size_t from = report->line_starts.items[i];
        size_t to = i + 1 < report->line_starts.count ? report->line_starts.items[i + 1] : report->source.size;
        struct slice line = slice_trim(slice_part(report->source, from, to));
        if (line.size == 0)
            continue;
        struct paragraph *paragraph = LIST_ADD(&report->arena, &report->paragraphs);
        if (!paragraph)
            return STATUS_NO_MEMORY;
        paragraph->span.start = (size_t)(line.start - report->source.start);
        paragraph->span.end = paragraph->span.start + line.size;
        paragraph->tab_led = report->source.start[from] == '\t';
        paragraph->section = NO_SECTION;
    }
    return STATUS_OK;
}
