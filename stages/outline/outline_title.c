/* Finds where the front matter ends and which lines are titles: at the head, over several lines, behind 标题： in a
 * list of facts, quoted in a notice that issues the document, or on the last line of a newspaper page. Reads
 * `outline.lines`. */
#include "stages/model/lexicon.h"
#include "stages/outline/document_years.h"
#include "stages/outline/outline_parts.h"

enum {
    MOST_FRONT_PARAGRAPHS = 40,
    MOST_TITLE_LINES = 3,
    MOST_TITLE_CHARACTERS = 80,
    LAST_LINES = 3, /* where a newspaper page prints its title below */
    LEAST_WRAPPED_CHARACTERS = 8,
    LONG_PARAGRAPH_BYTES = 240, /* a paragraph of running text */
    LEAST_TITLE_CHARACTERS = 6, /* 工作报告 alone names a page's channel where another title follows */
    HEAD_LINES = 3,             /* where a title stands in a text without greeting and numbering */
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

/* ——2004年2月1日在某省第十届人民代表大会第二次会议上, 第二次会议文件（一）: where the report was given. What ends with
 * 的 goes on with the title. */
static bool names_session(const struct outline *outline, uint32_t i) {
    struct slice text = report_text(outline->report, outline->lines[i].text);
    return !slice_ends(text, SLICE(ZH_OF)) && heading_has_role(outline->report, text, ROLE_SESSION) &&
           !is_title(outline->report, text);
}

/* Lines [i, i + n) could be one title broken over lines. */
static bool may_join(const struct outline *outline, uint32_t i, uint32_t n) {
    for (uint32_t k = i; k < i + n; k++) {
        const struct outline_line *line = &outline->lines[k];
        if (line->mark || line->colon || line->dashed || line->label.style != LABEL_NONE)
            return false;
        if (n > 1 && names_session(outline, k))
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

/* Before the space, dash or bracket that opens what stands behind the title: …报告（2014年2月10日. */
static size_t before_opening(struct slice text, size_t end) {
    while (end > 0) {
        size_t at = end;
        uint32_t code = slice_previous(text, &at);
        if (code != 0xFF08 && code != '(' && code != ' ' && code != 0x3000 && code != 0x2014)
            break;
        end = at;
    }
    return end;
}

/* Where a title ends that goes on with when and where it was given: …工作报告——2014年2月10日在…会议上. */
static size_t title_end(struct slice text) {
    size_t end = slice_find(text, SLICE("——"), 0), at = 0;
    if (end == SIZE_MAX)
        end = text.size;
    for (struct year_mention m = year_next(text, &at); m.kind != YEAR_NONE; m = year_next(text, &at))
        if (m.kind == YEAR_DATE && m.start > 0 && m.start < end)
            return before_opening(text, m.start);
    return end;
}

/* The title in the span without 标题： before it and the session behind it; empty where the span is none. */
static struct span title_span(const struct outline *outline, uint32_t i, uint32_t n) {
    struct span span = {outline->lines[i].text.start, outline->lines[i + n - 1].text.end};
    struct slice text = report_text(outline->report, span);
    size_t label;
    bool labelled = n == 1 && heading_role_at(outline->report, text, 0, &label) == ROLE_TITLE_LABEL;
    if (outline->lines[i].tabular || (!labelled && !may_join(outline, i, n)))
        return (struct span){0};
    span.start += labelled ? label : 0;
    span.end = span.start + title_end(report_text(outline->report, span));
    return span;
}

/* The text of a title without ? between its characters, which stand for spaces that were lost: 政??府. */
static struct slice title_text(struct report *report, struct span span) {
    struct slice text = outline_title_text(report, span);
    if (slice_find(text, SLICE("?"), 0) == SIZE_MAX)
        return text;
    char *out = arena_room(&report->arena, text.size + 1);
    size_t size = 0;
    for (size_t i = 0; out && i < text.size; i++)
        if (text.start[i] != '?')
            out[size++] = text.start[i];
    return (struct slice){out, size};
}

/* 政府工 / 作报告: the word that ends the title begins on the line before its last. */
static bool breaks_word(const struct outline *outline, uint32_t last, struct slice title) {
    struct report *report = outline->report;
    struct lexicon_hit hit;
    title.size -= bracket_at_end(title);
    struct slice end = outline_title_text(report, outline->lines[last].text);
    return lexicon_match(report->lexicon, LEXICON_REPORTS, TRIE_BACKWARD, title, title.size, &hit) &&
           hit.size > end.size - bracket_at_end(end);
}

static bool take_title(struct outline *outline, uint32_t i, uint32_t n, struct outline_heading *title) {
    struct report *report = outline->report;
    struct span span = title_span(outline, i, n);
    if (span.end <= span.start)
        return false;
    struct slice text = title_text(report, span);
    if (!is_title(report, text) || (n > 1 && !may_begin(outline, i) && !breaks_word(outline, i + n - 1, text)))
        return false;
    *title = (struct outline_heading){.kind = SECTION_TITLE,
                                      .first = i,
                                      .last = i + n - 1,
                                      .title = text,
                                      .span = span,
                                      .run_in = span.end < outline->lines[i + n - 1].text.end};
    return true;
}

/* The title that begins with line `i` and ends before line `end`. */
static bool take_title_at(struct outline *outline, uint32_t i, uint32_t end, struct outline_heading *title) {
    for (uint32_t n = 1; n <= MOST_TITLE_LINES && i + n <= end; n++)
        if (take_title(outline, i, n, title))
            return true;
    return false;
}

bool outline_take_title(struct outline *outline, uint32_t i, struct outline_heading *title) {
    return take_title_at(outline, i, (uint32_t)outline->report->paragraphs.count, title);
}

/* Whether a title stands in lines [from, to). */
static bool holds_title(struct outline *outline, uint32_t from, uint32_t to) {
    struct outline_heading title;
    for (uint32_t i = from; i < to; i++)
        if (take_title(outline, i, 1, &title))
            return true;
    return false;
}

/* The paragraph that addresses the congress, where only lines without sentences stand before it: a table of contents
 * lists headings there. A page's summary may stand before the title. SIZE_MAX where there is none. */
static size_t find_address(struct outline *outline) {
    uint32_t after_sentence = 0;
    bool labelled = false;
    for (uint32_t i = 0; i < outline->report->paragraphs.count && i < MOST_FRONT_PARAGRAPHS; i++) {
        const struct outline_line *line = &outline->lines[i];
        if (labelled && line->mark == 0x3002) /* 。 */
            return SIZE_MAX;                  /* sentences below 一、 are the text of a report without an address */
        labelled = labelled || line->label.style == LABEL_PART || line->label.style == LABEL_CHAPTER;
        if (line->role == ROLE_ADDRESS)
            return after_sentence == 0 || holds_title(outline, after_sentence, i) ? i : SIZE_MAX;
        if (line->mark)
            after_sentence = i + 1;
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

/* 《…纲要》已经…批准，现印发给你们: a notice quotes the title of what it issues. */
bool outline_take_quoted_title(const struct outline *outline, uint32_t i, struct outline_heading *title) {
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

/* The first title in lines [from, front). */
static bool take_first_title(struct outline *outline, uint32_t from, struct outline_heading *title) {
    for (uint32_t i = from; i < outline->front; i++)
        if (take_title_at(outline, i, outline->front, title)) {
            if (joins_on(outline, title->last + 1))
                take_title(outline, title->first, title->last - title->first + 2, title);
            return true;
        }
    return false;
}

/* The title of the front matter, and behind it the same report's title again where the page repeats it. The one that
 * names a region or a year is the page's and comes first. */
static bool take_front_titles(struct outline *outline, struct outline_titles *titles) {
    struct outline_heading title;
    for (uint32_t from = 0; titles->count < MOST_TITLES && take_first_title(outline, from, &title);
         from = title.last + 1) {
        bool first_is_channel = titles->count == 1 && slice_characters(titles->items[0].title) < LEAST_TITLE_CHARACTERS;
        titles->count -= first_is_channel;
        titles->items[titles->count++] = title;
    }
    if (titles->count)
        end_front(outline, &titles->items[titles->count - 1]);
    return titles->count > 0;
}

/* 2026年甘肃省政府工作报告 on the first lines of a text that has neither greeting nor numbering. */
static void find_front_by_title(struct outline *outline) {
    uint32_t count = (uint32_t)outline->report->paragraphs.count;
    struct outline_heading title;
    for (uint32_t i = 0; outline->front == 0 && i + 1 < count && i < HEAD_LINES; i++)
        if (take_title(outline, i, 1, &title))
            outline->front = i + 1;
}

/* Whether line `i` says when the congress met that heard the report. */
static bool tells_session(const struct outline *outline, uint32_t i) {
    struct slice text = report_text(outline->report, outline->lines[i].text);
    size_t at = 0;
    return names_session(outline, i) && year_next(text, &at).kind == YEAR_DATE;
}

/* 当前的经济形势和今后的工作 / ——1986年3月27日在…会议上: the line above the session is the title, however it is worded.
 */
static bool take_title_above_session(struct outline *outline, struct outline_heading *title) {
    struct report *report = outline->report;
    for (uint32_t i = 0; i + 1 < outline->front; i++) {
        const struct outline_line *line = &outline->lines[i];
        size_t size = slice_characters(report_text(report, line->text));
        bool worded = line->label.style == LABEL_NONE && !line->mark && !line->colon && !line->tabular;
        if (!worded || size < LEAST_TITLE_CHARACTERS || size > MOST_TITLE_CHARACTERS || names_session(outline, i) ||
            !tells_session(outline, i + 1))
            continue;
        *title = (struct outline_heading){
            .kind = SECTION_TITLE, .first = i, .last = i, .title = title_text(report, line->text), .span = line->text};
        return true;
    }
    return false;
}

enum status outline_find_titles(struct outline *outline, struct outline_titles *titles) {
    uint32_t count = (uint32_t)outline->report->paragraphs.count;
    titles->count = 0;
    find_front(outline);
    if (outline->front == 0 && (!count || outline->lines[0].role != ROLE_ADDRESS))
        find_front_by_title(outline);
    bool found = take_front_titles(outline, titles);
    for (uint32_t i = 0; i <= outline->front && i < count && !found; i++)
        found = outline_take_quoted_title(outline, i, &titles->items[0]);
    for (uint32_t i = count; i-- > outline->front && count - i <= LAST_LINES && !found;)
        found = take_title(outline, i, 1, &titles->items[0]);
    found = found || take_title_above_session(outline, &titles->items[0]);
    if (found && titles->count == 0)
        titles->count = 1;
    for (size_t i = 0; i < titles->count; i++)
        if (!titles->items[i].title.start)
            return STATUS_NO_MEMORY;
    return STATUS_OK;
}
