/* What a page or a web site says more than once: page numbers, running titles, and a report that stands twice in one
 * file. Reads the lines with their text; marks those that are page furniture and takes out what is a copy. */
#include <string.h>

#include "stages/clean/clean_lines.h"
#include "stages/clean/clean_marks.h"

enum { NO_LINE = UINT32_MAX };

/* ---- page numbers ---- */

/* A line that is a number alone, or one of many: 12, 3/28. */
struct folio {
    uint32_t line; /* its index */
    uint32_t page, pages;
    size_t bytes; /* of text before it */
};

typedef LIST(struct folio) folio_list;

static bool is_slash(uint32_t code) {
    return code == '/' || code == 0xFF0F; /* ／ */
}

/* Reads 12 or 3/28, the whole text; `*pages` is 0 where only one number stands. */
static bool read_folio(struct slice text, uint32_t *page, uint32_t *pages) {
    enum { MOST_DIGITS = 4, LONGEST_FOLIO_BYTES = 12 };
    uint32_t numbers[2] = {0}, part = 0;
    int digits = 0;
    if (text.size == 0 || text.size > LONGEST_FOLIO_BYTES)
        return false;
    for (size_t at = 0; at < text.size;) {
        uint32_t code = slice_next(text, &at);
        if (code >= '0' && code <= '9' && digits < MOST_DIGITS) {
            numbers[part] = numbers[part] * 10 + (code - '0');
            digits++;
        } else if (is_slash(code) && part == 0 && digits) {
            part = 1;
            digits = 0;
        } else if (code != ' ') {
            return false;
        }
    }
    *page = numbers[0];
    *pages = part ? numbers[1] : 0;
    return digits > 0 && numbers[0] > 0 && (!part || numbers[0] <= numbers[1]);
}

/* The line before breaks off inside a sentence at the width of its column, and the line behind begins no paragraph: a
 * short line between them is none of the text. What stood lower in its line (PM / 2.5) follows a letter. */
static bool cuts_sentence(const struct cleaning *cleaning, size_t i) {
    const struct line *items = cleaning->lines.items, *before, *next;
    if (i == 0 || i + 1 >= cleaning->lines.count)
        return false;
    before = &items[i - 1];
    next = &items[i + 1];
    struct slice text = line_text(cleaning, before);
    unsigned char last = text.size ? (unsigned char)text.start[text.size - 1] : 0;
    bool letter = (last | 32) >= 'a' && (last | 32) <= 'z';
    bool open = before->ending == ENDING_OPEN || before->ending == ENDING_PAUSE;
    return before->wrapped && next->wrapped && open && !letter && !next->indented && next->form == FORM_NONE &&
           before->width + CUT_SLACK >= before->column && (before->pause || before->stops > 0);
}

/* The same of lines that are paragraphs: the one before breaks off in a sentence, and the one behind ends one. */
static bool cuts_paragraph(const struct cleaning *cleaning, size_t i) {
    const struct line *items = cleaning->lines.items;
    if (i == 0 || i + 1 >= cleaning->lines.count)
        return false;
    const struct line *before = &items[i - 1], *next = &items[i + 1];
    bool open = before->ending == ENDING_OPEN || before->ending == ENDING_PAUSE;
    return open && (before->pause || before->stops > 0) && !before->tab_led && !next->indented &&
           next->form == FORM_NONE && (next->pause || next->stops > 0);
}

static bool follows(const struct folio *one, const struct folio *other) {
    enum { LEAST_PAGE_BYTES = 200 };
    bool of_many = one->pages > 0 && one->pages == other->pages;
    return one->page + 1 == other->page && one->pages == other->pages &&
           (of_many || other->bytes - one->bytes >= LEAST_PAGE_BYTES);
}

/* Pages count on: one after the other, three in a row, or two where each says of how many. */
static void mark_counted_pages(struct cleaning *cleaning, const folio_list *folios) {
    for (size_t from = 0, to; from < folios->count; from = to) {
        to = from + 1;
        while (to < folios->count && follows(&folios->items[to - 1], &folios->items[to]))
            to++;
        if (to - from < (folios->items[from].pages ? 2U : 3U))
            continue;
        for (size_t i = from; i < to; i++)
            cleaning->lines.items[folios->items[i].line].marked = true;
    }
}

static enum status find_page_numbers(struct cleaning *cleaning) {
    folio_list folios = {0};
    size_t bytes = 0;
    for (size_t i = 0; i < cleaning->lines.count; i++) {
        struct line *line = &cleaning->lines.items[i];
        struct folio folio = {(uint32_t)i, 0, 0, bytes};
        bytes += line->text.end - line->text.start;
        if (line->tab_led || line->chrome || line->marked ||
            !read_folio(line_text(cleaning, line), &folio.page, &folio.pages))
            continue;
        if (cuts_sentence(cleaning, i))
            line->marked = true;
        struct folio *kept = LIST_ADD(&cleaning->report->scratch, &folios);
        if (!kept)
            return STATUS_NO_MEMORY;
        *kept = folio;
    }
    mark_counted_pages(cleaning, &folios);
    return STATUS_OK;
}

/* ---- lines with the same text ---- */

/* The lines that hold text, in order, and for each the one before it with the same text. */
struct twins {
    uint32_t *lines, *before;
    size_t count;
};

static uint64_t hash_of(struct slice text) {
    uint64_t hash = UINT64_C(1469598103934665603);
    for (size_t i = 0; i < text.size; i++)
        hash = (hash ^ (unsigned char)text.start[i]) * UINT64_C(1099511628211);
    return hash;
}

static enum status find_twins(struct cleaning *cleaning, struct twins *twins) {
    size_t count = cleaning->lines.count, slots = 16;
    while (slots < count * 2)
        slots *= 2;
    struct arena *arena = &cleaning->report->scratch;
    uint32_t *table = arena_take(arena, slots * sizeof *table); /* 1 + the place among `lines`, 0 for none */
    twins->lines = arena_take(arena, (count + 1) * sizeof *twins->lines);
    twins->before = arena_take(arena, (count + 1) * sizeof *twins->before);
    if (!table || !twins->lines || !twins->before)
        return STATUS_NO_MEMORY;
    for (size_t i = 0; i < count; i++) {
        const struct line *line = &cleaning->lines.items[i];
        struct slice text = line_text(cleaning, line);
        if (line->marked || line->chrome || text.size == 0)
            continue;
        size_t slot = (size_t)hash_of(text) & (slots - 1);
        while (table[slot] &&
               !slice_equal(line_text(cleaning, &cleaning->lines.items[twins->lines[table[slot] - 1]]), text))
            slot = (slot + 1) & (slots - 1);
        twins->lines[twins->count] = (uint32_t)i;
        twins->before[twins->count] = table[slot] ? table[slot] - 1 : NO_LINE;
        table[slot] = (uint32_t)++twins->count;
    }
    return STATUS_OK;
}

/* ---- running titles ---- */

static bool is_beside_mark(const struct cleaning *cleaning, size_t i) {
    const struct line *items = cleaning->lines.items;
    return (i > 0 && items[i - 1].marked) || (i + 1 < cleaning->lines.count && items[i + 1].marked);
}

static bool may_be_title(const struct line *line) {
    enum { WIDEST_TITLE = 90, NARROWEST_TITLE = 8 };
    return line->width <= WIDEST_TITLE && line->width >= NARROWEST_TITLE && line->stops == 0 && !line->tab_led &&
           line->form == FORM_NONE && !line->pause;
}

/* A short line that comes back three times, mostly beside page numbers or in the middle of sentences. Its first place
 * may be the title itself and stays. `last` is the last place of the line. */
static void mark_running_title(struct cleaning *cleaning, const struct twins *twins, uint32_t last) {
    enum { LEAST_PLACES = 3 };
    size_t places = 0, odd = 0;
    uint32_t first = last;
    for (uint32_t k = last; k != NO_LINE; k = twins->before[k]) {
        size_t i = twins->lines[k];
        places++;
        odd += is_beside_mark(cleaning, i) || cuts_sentence(cleaning, i) || cuts_paragraph(cleaning, i);
        first = k;
    }
    if (places < LEAST_PLACES || odd * 2 < places)
        return;
    for (uint32_t k = last; k != NO_LINE; k = twins->before[k])
        cleaning->lines.items[twins->lines[k]].marked = k != first || cuts_sentence(cleaning, twins->lines[k]);
}

static enum status mark_running_titles(struct cleaning *cleaning, const struct twins *twins) {
    bool *returns = arena_take(&cleaning->report->scratch, (twins->count + 1) * sizeof *returns);
    if (!returns)
        return STATUS_NO_MEMORY;
    for (size_t k = twins->count; k-- > 0;) {
        if (twins->before[k] != NO_LINE)
            returns[twins->before[k]] = true;
        if (!returns[k] && may_be_title(&cleaning->lines.items[twins->lines[k]]))
            mark_running_title(cleaning, twins, (uint32_t)k);
    }
    return STATUS_OK;
}

/* ---- copies ---- */

/* How many lines from `k` on are those from its twin on; they do not overlap. */
static size_t copied_lines(const struct twins *twins, size_t k) {
    size_t distance = k - twins->before[k], count = 1;
    while (count < distance && k + count < twins->count && twins->before[k + count] == twins->before[k] + count)
        count++;
    return count;
}

/* Enough to be a copy and no chance: several lines with sentences among them. */
static bool is_copy(const struct cleaning *cleaning, const struct twins *twins, size_t k, size_t count) {
    enum { LEAST_LINES = 3, LEAST_SENTENCES = 3, LEAST_BYTES = 150 };
    size_t sentences = 0, bytes = 0;
    for (size_t n = 0; n < count; n++) {
        const struct line *line = &cleaning->lines.items[twins->lines[k + n]];
        sentences += line->stops;
        bytes += line->text.end - line->text.start;
    }
    return count >= LEAST_LINES && sentences >= LEAST_SENTENCES && bytes >= LEAST_BYTES;
}

static void drop_copies(struct cleaning *cleaning, const struct twins *twins) {
    struct report *report = cleaning->report;
    for (size_t k = 0, count = 1; k < twins->count; k += count) {
        count = 1;
        if (twins->before[k] == NO_LINE)
            continue;
        count = copied_lines(twins, k);
        if (!is_copy(cleaning, twins, k, count))
            continue;
        for (size_t n = 0; n < count; n++)
            cleaning->lines.items[twins->lines[k + n]].chrome = true;
        const struct line *items = cleaning->lines.items;
        uint32_t first = report_source_line(report, items[twins->lines[k]].source.start);
        uint32_t last = report_source_line(report, items[twins->lines[k + count - 1]].source.start);
        uint32_t twin = report_source_line(report, items[twins->lines[twins->before[k]]].source.start);
        report_note(report, SEVERITY_WARNING, first, "clean", "repeated_text",
                    "%zu lines up to line %u repeat those from line %u on and are left out", count, last, twin);
    }
}

enum status clean_find_repeats(struct cleaning *cleaning) {
    struct twins twins = {0};
    enum status status = find_page_numbers(cleaning);
    if (status == STATUS_OK)
        status = find_twins(cleaning, &twins);
    if (status == STATUS_OK)
        status = mark_running_titles(cleaning, &twins);
    if (status == STATUS_OK)
        drop_copies(cleaning, &twins);
    return status;
}
