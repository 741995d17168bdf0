/* Finds where the front matter ends and which lines are the title: at the head, over several lines, quoted in a notice
 * that issues the document, or on the last line of a newspaper page. Reads `outline.lines`. */
#include "stages/model/lexicon.h"
#include "stages/outline/outline_parts.h"

enum {
    MOST_FRONT_PARAGRAPHS = 40,
    MOST_TITLE_LINES = 3,
    MOST_TITLE_CHARACTERS = 80,
    LAST_LINES = 3, /* where a newspaper page prints its title below */
    LEAST_WRAPPED_CHARACTERS = 8,
    LONG_PARAGRAPH_BYTES = 240, /* a paragraph of running text */
};

/* Whether nothing but a colon follows the label. */
static bool stands_alone(const struct outline *outline, const struct outline_line *line) {
    struct slice rest = slice_trim(report_text(outline->report, line->rest));
    return !rest.size || slice_equal(rest, SLICE("：")) || slice_equal(rest, SLICE(":"));
}

/* Whether the numbering shows a heading of the text itself, which no front matter has. */
static bool begins_body(const struct outline *outline, uint32_t i) {
    const struct outline_line *line = &outline->lines[i];
    if (line->role == ROLE_ADDRESS)
        return true;
    if (line->label.style == LABEL_ANNEX && stands_alone(outline, line))
        return false; /* 附件1 over the title of what is annexed */
    if (line->role == ROLE_ALONE && line->role_size == line->text.end - line->text.start)
        return true;
    if (line->text.end - line->text.start > LONG_PARAGRAPH_BYTES && line->mark == 0x3002)
        return true;
    return line->label.style != LABEL_NONE && line->label.style != LABEL_BARE_PART && line->mark != 0xFF1B;
}

/* The paragraph that addresses the congress, where only lines without sentences stand before it: a table of contents
 * lists headings there. SIZE_MAX where there is none. */
static size_t find_address(const struct outline *outline) {
    for (uint32_t i = 0; i < outline->report->paragraphs.count && i < MOST_FRONT_PARAGRAPHS; i++) {
        const struct outline_line *line = &outline->lines[i];
        if (line->role == ROLE_ADDRESS)
            return i;
        if (line->mark)
            break;
    }
    return SIZE_MAX;
}

static void find_front(struct outline *outline) {
    uint32_t count = (uint32_t)outline->report->paragraphs.count;
    size_t address = find_address(outline);
    if (address != SIZE_MAX) {
        outline->front = (uint32_t)address;
        return;
    }
    for (uint32_t i = 0; i < count && i < MOST_FRONT_PARAGRAPHS; i++)
        if (begins_body(outline, i)) {
            outline->front = i;
            return;
        }
    outline->front = 0;
}

/* The bytes of `text` that a trailing （草案） or （摘要） takes up. */
static size_t bracket_at_end(struct slice text) {
    if (!slice_ends(text, SLICE("）")) && !slice_ends(text, SLICE(")")))
        return 0;
    size_t open = slice_find_last(text, SLICE("（"));
    if (open == SIZE_MAX)
        open = slice_find_last(text, SLICE("("));
    return open == SIZE_MAX ? 0 : text.size - open;
}

/* Whether `text` is worded as a title: it ends with the name of a kind of report and holds no sentence. */
static bool is_title(const struct report *report, struct slice text) {
    struct lexicon_hit hit;
    text = slice_trim(text);
    text.size -= bracket_at_end(text);
    return report->lexicon && slice_characters(text) <= MOST_TITLE_CHARACTERS &&
           lexicon_match(report->lexicon, LEXICON_REPORTS, TRIE_BACKWARD, text, text.size, &hit) &&
           lexicon_cell(report->lexicon, LEXICON_REPORTS, hit.row, REPORTS_ENDS_TITLE).size;
}

/* A line that joins on to the title before it: 和二〇三五年远景目标纲要 behind 第十四个五年规划. */
static bool joins_on(const struct outline *outline, uint32_t i) {
    return i < outline->front && outline->lines[i].role == ROLE_JOINER;
}

/* Lines [i, i + n) could be one title broken over lines. */
static bool may_join(const struct outline *outline, uint32_t i, uint32_t n) {
    for (uint32_t k = i; k < i + n; k++) {
        const struct outline_line *line = &outline->lines[k];
        if (line->mark || line->colon || line->dashed || line->label.style != LABEL_NONE)
            return false;
        if (k > i && outline->report->paragraphs.items[k].blank_before)
            return false;
    }
    return true;
}

/* The first line of a broken title is long, or names the region or the year; a menu's 要闻 is neither. */
static bool may_begin(const struct outline *outline, uint32_t i) {
    struct slice text = report_text(outline->report, outline->lines[i].text);
    struct lexicon_hit hit;
    return slice_characters(text) >= LEAST_WRAPPED_CHARACTERS ||
           (text.size && text.start[0] >= '0' && text.start[0] <= '9') ||
           lexicon_match(outline->report->lexicon, LEXICON_REGIONS, TRIE_FORWARD, text, 0, &hit);
}

static bool take_title(struct outline *outline, uint32_t i, uint32_t n, struct outline_heading *title) {
    struct report *report = outline->report;
    struct span span = {outline->lines[i].text.start, outline->lines[i + n - 1].text.end};
    if (n > 1 && !may_begin(outline, i))
        return false;
    if (!may_join(outline, i, n) || !is_title(report, report_text(report, span)))
        return false;
    *title = (struct outline_heading){
        .kind = SECTION_TITLE, .first = i, .last = i + n - 1, .title = outline_title_text(report, span), .span = span};
    return true;
}

/* 《…纲要》已经…批准，现印发给你们: a notice quotes the title of what it issues. */
static bool take_quoted_title(struct outline *outline, uint32_t i, struct outline_heading *title) {
    struct report *report = outline->report;
    struct slice text = report_text(report, outline->lines[i].text);
    if (!slice_starts(text, SLICE("《")))
        return false;
    size_t close = slice_find(text, SLICE("》"), 0);
    if (close == SIZE_MAX || !is_title(report, slice_part(text, 3, close)))
        return false;
    struct span span = {outline->lines[i].text.start + 3, outline->lines[i].text.start + close};
    *title = (struct outline_heading){.kind = SECTION_TITLE,
                                      .first = i,
                                      .last = i,
                                      .title = outline_title_text(report, span),
                                      .span = span,
                                      .run_in = true};
    return true;
}

/* 2026年工作回顾 without a number below the title begins the text. */
static void end_front(struct outline *outline, const struct outline_heading *title) {
    const struct report *report = outline->report;
    for (uint32_t i = title->last + 1; i < outline->front; i++) {
        struct slice text = report_text(report, outline->lines[i].text);
        heading_roles part = HEADING_ROLE(ROLE_REVIEW) | HEADING_ROLE(ROLE_PLAN);
        if (!(heading_roles_in(report, text) & part) || is_title(report, text) || !outline_is_plain_heading(outline, i))
            continue;
        outline->front = i;
        return;
    }
}

enum status outline_find_title(struct outline *outline, struct outline_heading *title, bool *found) {
    uint32_t count = (uint32_t)outline->report->paragraphs.count;
    find_front(outline);
    *found = false;
    for (uint32_t i = 0; i < outline->front && !*found; i++)
        for (uint32_t n = 1; n <= MOST_TITLE_LINES && i + n <= outline->front && !*found; n++)
            *found = take_title(outline, i, n, title);
    if (*found && joins_on(outline, title->last + 1))
        take_title(outline, title->first, title->last - title->first + 2, title);
    if (*found)
        end_front(outline, title);
    for (uint32_t i = 0; i <= outline->front && i < count && !*found; i++)
        *found = take_quoted_title(outline, i, title);
    for (uint32_t i = count; i-- > outline->front && count - i <= LAST_LINES && !*found;)
        *found = take_title(outline, i, 1, title);
    return *found && !title->title.start ? STATUS_NO_MEMORY : STATUS_OK;
}
