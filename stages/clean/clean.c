/* Puts the cleaned lines together: paragraphs, their text, its map, and the furniture, which is all of the source that
 * the map does not reach. */
#include "stages/clean.h"

#include <string.h>

#include "stages/clean/clean_lines.h"

static bool is_dropped(const struct line *line) {
    return line->chrome || line->marked;
}

/* ---- paragraphs ---- */

/* The text and map are moved down over what was dropped. */
struct assembly {
    struct cleaning *cleaning;
    size_t text_size, map_count;
};

static bool is_word(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static void add_run(struct assembly *assembly, struct map_run run) {
    struct map_run *runs = assembly->cleaning->report->map.items;
    if (assembly->map_count > 0) {
        struct map_run last = runs[assembly->map_count - 1];
        if (last.text_start == run.text_start && assembly->map_count > 1)
            last = runs[--assembly->map_count - 1];
        if (!last.folded && !run.folded && last.source_start + (run.text_start - last.text_start) == run.source_start)
            return;
    }
    runs[assembly->map_count++] = run;
}

/* A space between two words of letters that stood on two lines; clean_fold left a run that leads to the line's end. */
static void add_space(struct assembly *assembly, const struct line *line) {
    char *text = assembly->cleaning->text;
    if (assembly->text_size > 0 && is_word(text[assembly->text_size - 1]) && is_word(text[line->text.start]))
        text[assembly->text_size++] = ' ';
}

static void add_line(struct assembly *assembly, const struct line *line, size_t map_end) {
    struct cleaning *cleaning = assembly->cleaning;
    size_t moved = line->text.start - assembly->text_size;
    size_t size = line->text.end - line->text.start;
    for (size_t i = line->map_start; i < map_end; i++) {
        struct map_run run = cleaning->report->map.items[i];
        run.text_start -= moved;
        add_run(assembly, run);
    }
    if (moved && size)
        memmove(cleaning->text + assembly->text_size, cleaning->text + line->text.start, size);
    assembly->text_size += size;
}

static enum status assemble(struct cleaning *cleaning) {
    struct report *report = cleaning->report;
    struct assembly assembly = {.cleaning = cleaning};
    struct paragraph *paragraph = NULL;
    bool blank_before = false;
    for (size_t i = 0; i < cleaning->lines.count; i++) {
        const struct line *line = &cleaning->lines.items[i];
        size_t map_end = i + 1 < cleaning->lines.count ? line[1].map_start : report->map.count;
        blank_before = blank_before || line->blank_before;
        if (is_dropped(line))
            continue;
        if (line->continues && paragraph) {
            assembly.text_size = paragraph->span.end;
            add_space(&assembly, line);
        } else {
            paragraph = LIST_ADD(&report->arena, &report->paragraphs);
            if (!paragraph)
                return STATUS_NO_MEMORY;
            *paragraph = (struct paragraph){.span = {assembly.text_size, assembly.text_size},
                                            .tab_led = line->tab_led,
                                            .indented = line->indented,
                                            .blank_before = blank_before,
                                            .block = line->block,
                                            .section = NO_SECTION};
        }
        blank_before = false;
        add_line(&assembly, line, map_end);
        paragraph->span.end = assembly.text_size;
        cleaning->text[assembly.text_size++] = '\n';
    }
    report->text = (struct slice){cleaning->text, assembly.text_size};
    report->map.count = assembly.map_count;
    return STATUS_OK;
}

/* ---- furniture ---- */

/* Bytes [start, end) of the source, merged with the run before where that is of the same kind and touches it. */
static enum status add_furniture(struct report *report, size_t start, size_t end, enum furniture_kind kind) {
    if (start >= end)
        return STATUS_OK;
    if (report->furniture.count > 0) {
        struct furniture *last = &report->furniture.items[report->furniture.count - 1];
        if (last->kind == kind && last->source.end == start) {
            last->source.end = end;
            return STATUS_OK;
        }
    }
    struct furniture *furniture = LIST_ADD(&report->arena, &report->furniture);
    if (!furniture)
        return STATUS_NO_MEMORY;
    *furniture = (struct furniture){{start, end}, kind};
    return STATUS_OK;
}

/* What the lines dropped whole and the marks leave of [start, end) is layout. */
struct dropping {
    struct cleaning *cleaning;
    size_t line, mark;
};

/* The first part of [start, end) that is of one kind. */
static struct furniture first_part(struct dropping *dropping, size_t start, size_t end) {
    struct cleaning *cleaning = dropping->cleaning;
    while (dropping->mark < cleaning->marks.count && cleaning->marks.items[dropping->mark].source.end <= start)
        dropping->mark++;
    while (dropping->line < cleaning->lines.count && (!is_dropped(&cleaning->lines.items[dropping->line]) ||
                                                      cleaning->lines.items[dropping->line].source.end <= start))
        dropping->line++;
    struct furniture part = {{start, end}, FURNITURE_LAYOUT};
    if (dropping->mark < cleaning->marks.count) {
        struct span mark = cleaning->marks.items[dropping->mark].source;
        if (mark.start <= start)
            return (struct furniture){{start, mark.end < end ? mark.end : end}, FURNITURE_MARK};
        part.source.end = mark.start < end ? mark.start : end;
    }
    if (dropping->line < cleaning->lines.count) {
        const struct line *line = &cleaning->lines.items[dropping->line];
        if (line->source.start <= start)
            return (struct furniture){{start, line->source.end < part.source.end ? line->source.end : part.source.end},
                                      line->chrome ? FURNITURE_CHROME : FURNITURE_MARK};
        if (line->source.start < part.source.end)
            part.source.end = line->source.start;
    }
    return part;
}

static enum status add_gap(struct dropping *dropping, size_t start, size_t end) {
    while (start < end) {
        struct furniture part = first_part(dropping, start, end);
        enum status status = add_furniture(dropping->cleaning->report, part.source.start, part.source.end, part.kind);
        if (status != STATUS_OK)
            return status;
        start = part.source.end;
    }
    return STATUS_OK;
}

/* The end in the source of the map's run `i`, of which the text up to `text_end` belongs to a paragraph. */
static size_t source_end(const struct report *report, size_t i, size_t text_end) {
    struct map_run run = report->map.items[i];
    if (!run.folded)
        return run.source_start + (text_end - run.text_start);
    size_t at = run.source_start;
    slice_next(report->source, &at);
    return at;
}

/* Walks the paragraphs and the map side by side; what the map leaves out of the source is furniture. */
static enum status collect_furniture(struct cleaning *cleaning) {
    struct report *report = cleaning->report;
    struct dropping dropping = {.cleaning = cleaning};
    size_t reached = 0, run = 0;
    for (size_t i = 0; i < report->paragraphs.count; i++) {
        struct span span = report->paragraphs.items[i].span;
        for (size_t at = span.start; at < span.end;) {
            while (run + 1 < report->map.count && report->map.items[run + 1].text_start <= at)
                run++;
            size_t to = run + 1 < report->map.count ? report->map.items[run + 1].text_start : span.end;
            if (to > span.end)
                to = span.end;
            size_t from = report_source_offset(report, at);
            enum status status = add_gap(&dropping, reached, from);
            if (status != STATUS_OK)
                return status;
            reached = source_end(report, run, to);
            at = to;
        }
    }
    return add_gap(&dropping, reached, report->source.size);
}

/* Lines of the source of which nothing but marks or chrome stood in. */
static size_t count_dropped(const struct cleaning *cleaning) {
    size_t count = 0;
    for (size_t i = 0; i < cleaning->lines.count; i++)
        count += is_dropped(&cleaning->lines.items[i]);
    return count;
}

enum status stage_clean(struct report *report) {
    struct cleaning cleaning = {.report = report};
    cleaning.text = arena_room(&report->arena, report->source.size + 1);
    if (!cleaning.text)
        return STATUS_NO_MEMORY;
    enum status status = clean_fold_lines(&cleaning);
    if (status != STATUS_OK)
        return status;
    clean_note_doubts(&cleaning);
    clean_find_chrome(&cleaning);
    clean_find_mastheads(&cleaning);
    status = clean_join_lines(&cleaning);
    if (status != STATUS_OK)
        return status;
    report->document.lines_dropped = count_dropped(&cleaning);
    status = assemble(&cleaning);
    return status == STATUS_OK ? collect_furniture(&cleaning) : status;
}
