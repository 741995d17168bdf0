/* The outline of a report: its title, its tree of headings, what the document is, whether each part reviews or plans.
 * Each step is a file of its own. */
#include "stages/outline.h"

#include "stages/outline/document.h"
#include "stages/outline/outline_parts.h"

/* Puts the title where its line stands among the headings. */
static enum status insert_title(struct outline *outline, const struct outline_heading *title) {
    struct outline_heading *added = LIST_ADD(&outline->report->scratch, &outline->headings);
    if (!added)
        return STATUS_NO_MEMORY;
    struct outline_heading *headings = outline->headings.items;
    size_t at = outline->headings.count - 1;
    while (at > 0 && headings[at - 1].span.start > title->span.start) {
        headings[at] = headings[at - 1];
        at--;
    }
    headings[at] = *title;
    return STATUS_OK;
}

static enum status read_outline(struct report *report) {
    struct outline outline = {.report = report};
    struct outline_titles titles;
    enum status status = outline_read_lines(&outline);
    if (status == STATUS_OK)
        status = outline_find_titles(&outline, &titles);
    if (status == STATUS_OK)
        outline_note_further(&outline, &titles);
    if (status == STATUS_OK)
        status = outline_find_headings(&outline);
    for (size_t i = 0; status == STATUS_OK && i < titles.count; i++)
        status = insert_title(&outline, &titles.items[i]);
    if (status == STATUS_OK)
        status = outline_build_tree(&outline);
    if (status == STATUS_OK)
        status = document_read(report, titles.count ? titles.items[0].title : (struct slice){0}, outline.front);
    if (status != STATUS_OK)
        return status;
    outline_set_tenses(&outline);
    return outline_add_furniture(report);
}

enum status stage_outline(struct report *report) {
    enum status status = read_outline(report);
    return LIST_KEEP(&report->arena, &report->sections) ? status : STATUS_NO_MEMORY;
}
