/* Reads each paragraph as a line that may be a heading: its label, its first sentence, how it ends.
 * Leaves `outline.lines`. Decides nothing. */
#include <stdio.h>
#include <string.h>

#include "stages/model/lexicon.h"
#include "stages/outline/outline_parts.h"

static enum heading_role role_of_row(const struct report *report, uint32_t row) {
    static const char *const names[] = {[ROLE_ALONE] = "alone",
                                        [ROLE_ADDRESS] = "address",
                                        [ROLE_REVIEW] = "review",
                                        [ROLE_PLAN] = "plan",
                                        [ROLE_PAST] = "past",
                                        [ROLE_FUTURE] = "future",
                                        [ROLE_PAST_CUE] = "past_cue",
                                        [ROLE_FUTURE_CUE] = "future_cue",
                                        [ROLE_CITIZENS] = "citizens",
                                        [ROLE_COUNTED] = "counted",
                                        [ROLE_NOTICE] = "notice",
                                        [ROLE_JOINER] = "joiner",
                                        [ROLE_SESSION] = "session",
                                        [ROLE_OFFICE] = "office",
                                        [ROLE_PRESENTS] = "presents",
                                        [ROLE_ANNOUNCE] = "announce",
                                        [ROLE_NOT_LEAD] = "not_lead",
                                        [ROLE_DIVISION] = "division",
                                        [ROLE_WORKS] = "works",
                                        [ROLE_PAGE_TURN] = "page_turn",
                                        [ROLE_PAGE_TURNED] = "page_turned",
                                        [ROLE_ISSUES] = "issues",
                                        [ROLE_TITLE_LABEL] = "title_label",
                                        [ROLE_BEFORE_NAME] = "before_name",
                                        [ROLE_PRAISE] = "praise",
                                        [ROLE_GLOSSARY] = "glossary"};
    struct slice name = lexicon_cell(report->lexicon, LEXICON_HEADINGS, row, HEADINGS_ROLE);
    enum heading_role role = (enum heading_role)slice_number_among(name, names, sizeof names / sizeof *names);
    return role == ROLE_GLOSSARY ? ROLE_ALONE : role;
}

enum heading_role heading_role_at(const struct report *report, struct slice text, size_t at, size_t *size) {
    struct lexicon_hit hit;
    *size = 0;
    if (!report->lexicon || !lexicon_match(report->lexicon, LEXICON_HEADINGS, TRIE_FORWARD, text, at, &hit))
        return ROLE_NONE;
    *size = hit.size;
    return role_of_row(report, hit.row);
}

bool heading_opens_glossary(const struct report *report, struct slice title) {
    struct lexicon_hit hit;
    return report->lexicon && lexicon_match(report->lexicon, LEXICON_HEADINGS, TRIE_FORWARD, title, 0, &hit) &&
           slice_equal(lexicon_cell(report->lexicon, LEXICON_HEADINGS, hit.row, HEADINGS_ROLE), SLICE("glossary"));
}

enum heading_role heading_role_next(const struct report *report, struct slice text, size_t *at) {
    enum heading_role role = ROLE_NONE;
    size_t next = report->lexicon ? *at : text.size;
    while (role == ROLE_NONE && next < text.size) {
        struct lexicon_hit hit;
        if (lexicon_match(report->lexicon, LEXICON_HEADINGS, TRIE_FORWARD, text, next, &hit)) {
            next += hit.size;
            role = role_of_row(report, hit.row);
        } else {
            slice_next(text, &next);
        }
    }
    *at = next;
    return role;
}

heading_roles heading_roles_in(const struct report *report, struct slice text) {
    heading_roles roles = 0;
    size_t at = 0;
    for (enum heading_role role; (role = heading_role_next(report, text, &at)) != ROLE_NONE;)
        roles |= HEADING_ROLE(role);
    return roles;
}

bool heading_has_role(const struct report *report, struct slice text, enum heading_role role) {
    return heading_roles_in(report, text) & HEADING_ROLE(role);
}

enum report_type title_report_type(const struct report *report, struct slice title) {
    static const char *const names[] = {[REPORT_WORK] = "work_report",
                                        [REPORT_PLAN] = "plan_report",
                                        [REPORT_FIVE_YEAR] = "five_year_plan",
                                        [REPORT_BUDGET] = "budget_report",
                                        [REPORT_BULLETIN] = "statistical_bulletin",
                                        [REPORT_OTHER] = "other"};
    size_t best = SIZE_MAX;
    for (size_t at = 0; report->lexicon && at < title.size;) {
        struct lexicon_hit hit;
        if (lexicon_match(report->lexicon, LEXICON_REPORTS, TRIE_FORWARD, title, at, &hit) && hit.row < best)
            best = hit.row; /* the rows stand with the telling words first */
        slice_next(title, &at);
    }
    if (best == SIZE_MAX)
        return REPORT_UNKNOWN;
    struct slice name = lexicon_cell(report->lexicon, LEXICON_REPORTS, best, REPORTS_TYPE);
    return (enum report_type)slice_number_among(name, names, sizeof names / sizeof *names);
}

static bool is_blank(uint32_t code) {
    return code == ' ' || code == '\t' || code == 0x3000 || code == 0xA0 || code == 0x2002 || code == 0x2003;
}

static bool is_dash(uint32_t code) {
    return code == 0x2014 || code == 0x2015 || code == 0x2500 || code == '-' || code == 0xFF0D || code == 0x2013;
}

/* Behind the characters at `at` of which `wanted` is true. */
static size_t skip(struct slice text, size_t at, bool (*wanted)(uint32_t)) {
    while (at < text.size) {
        size_t next = at;
        if (!wanted(slice_next(text, &next)))
            break;
        at = next;
    }
    return at;
}

/* Marks inside （） 《》 “” end no sentence, as long as these close nearby. */
static int depth_change(uint32_t code) {
    switch (code) {
    case 0x201C:
    case 0xFF08:
    case 0x300A:
    case '(': return 1;
    case 0x201D:
    case 0xFF09:
    case 0x300B:
    case ')': return -1;
    default: return 0;
    }
}

enum { LONGEST_SENTENCE_BYTES = 1200 };

static bool ends_sentence(uint32_t code) {
    return code == 0x3002 || code == 0xFF01 || code == 0xFF1F || code == 0xFF1B || code == ';' || code == '!' ||
           code == '?';
}

/* Fills sentence_end, mark, colon and whole; with `nested` it honours brackets. False: a bracket never closed. */
static bool read_sentence(struct slice text, struct outline_line *line, bool nested) {
    size_t limit = text.size; /* where the rest of the line ends */
    if (limit > line->rest.start + LONGEST_SENTENCE_BYTES)
        limit = line->rest.start + LONGEST_SENTENCE_BYTES;
    int depth = 0;
    line->sentence_end = line->rest.end;
    line->mark = 0;
    line->colon = 0;
    for (size_t at = line->rest.start; (at = utf8_chinese_end(text, at)) < limit;) {
        size_t start = at;
        uint32_t code = slice_next(text, &at);
        depth += nested ? depth_change(code) : 0;
        if (depth < 0)
            depth = 0;
        if (depth)
            continue;
        if ((code == 0xFF1A || code == ':') && !line->colon)
            line->colon = start;
        if (ends_sentence(code)) {
            line->sentence_end = start;
            line->mark = code == ';' ? 0xFF1B : code;
            line->whole = skip(text, at, is_blank) >= line->rest.end;
            return true;
        }
    }
    line->whole = true;
    return depth == 0;
}

/* 国内生产总值（亿元）	120	135: at least two tabs divide cells, and no sentence ends. */
static bool is_tabular(struct slice text) {
    size_t divided = 0;
    bool cell = false;
    if (text.size == 0 || !memchr(text.start, '\t', text.size))
        return false;
    for (size_t i = 0; i < text.size; i++) {
        if (text.start[i] != '\t') {
            cell = cell || text.start[i] != ' ';
            continue;
        }
        divided += cell && i + 1 < text.size;
        cell = false;
    }
    return divided > 1 && slice_find(text, SLICE("。"), 0) == SIZE_MAX;
}

struct outline_line outline_read_line(const struct report *report, struct span span) {
    struct slice text = slice_part(report->text, 0, span.end);
    struct outline_line line = {.text = span};
    line.text.start = skip(text, span.start, is_blank);
    size_t undashed = skip(text, line.text.start, is_dash);
    if (undashed > line.text.start + 2) { /* —— and longer, not the minus of a number */
        line.dashed = true;
        line.text.start = skip(text, undashed, is_blank);
    }
    struct slice whole = slice_part(text, line.text.start, span.end);
    line.role = heading_role_at(report, whole, 0, &line.role_size);
    line.label = label_read(whole);
    line.tabular = is_tabular(whole);
    line.rest = (struct span){line.text.start + line.label.rest, span.end};
    if (line.rest.start > line.rest.end)
        line.rest.start = line.rest.end;
    if (!read_sentence(text, &line, true))
        read_sentence(text, &line, false);
    size_t end = text.size;
    while (end > line.text.start) {
        line.last = slice_previous(text, &end);
        if (!is_blank(line.last))
            break;
    }
    return line;
}

enum status outline_read_lines(struct outline *outline) {
    struct report *report = outline->report;
    size_t count = report->paragraphs.count, indented = 0, plain = 0;
    outline->lines = arena_take(&report->scratch, (count + 1) * sizeof *outline->lines);
    if (!outline->lines)
        return STATUS_NO_MEMORY;
    for (size_t i = 0; i < count; i++) {
        const struct paragraph *paragraph = &report->paragraphs.items[i];
        outline->lines[i] = outline_read_line(report, paragraph->span);
        if (report_is_note(report, paragraph))
            outline->lines[i].label = (struct label){0}; /* 1. numbers a note, not a heading */
        bool sentence = outline->lines[i].mark == 0x3002;
        indented += paragraph->tab_led && sentence;
        plain += !paragraph->tab_led && sentence;
    }
    outline->tabs_indent = indented > 3 && indented > plain;
    return STATUS_OK;
}

/* Punctuation and spaces that end or begin a title in print but are not of it. */
static bool is_trimmed(uint32_t code) {
    return is_blank(code) || code == 0x3002 || code == 0xFF1A || code == ':' || code == 0xFF1B || code == ';' ||
           code == '.' || code == 0xFF0C || code == 0x3001 || code == '\n' || code == '\r';
}

/* Whether a byte that begins a space stands in the text: ASCII, U+00A0, U+2000 and on, U+3000. */
static bool may_hold_space(struct slice text) {
    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = (unsigned char)text.start[i];
        if (byte <= ' ' || byte == 0xC2 || byte == 0xE2 ||
            slice_starts(slice_part(text, i, text.size), SLICE("\xE3\x80\x80")))
            return true;
    }
    return false;
}

/* `text` without the spaces that layout put between its characters; they stay between Latin words. */
static struct slice close_up(struct report *report, struct slice text) {
    if (!may_hold_space(text))
        return text;
    char *out = arena_room(&report->arena, text.size + 1);
    if (!out)
        return (struct slice){0};
    size_t size = 0;
    uint32_t before = 0x3000;
    for (size_t at = 0; at < text.size;) {
        size_t start = at;
        uint32_t code = slice_next(text, &at);
        if (is_blank(code) || code == '\n' || code == '\r') {
            at = skip(text, at, is_blank);
            if (before < 0x80 && at < text.size && (unsigned char)text.start[at] < 0x80 && text.start[at] > ' ')
                out[size++] = ' ';
            continue;
        }
        for (size_t i = start; i < at; i++)
            out[size++] = text.start[i];
        before = code;
    }
    return (struct slice){out, size};
}

struct slice outline_label_text(struct report *report, struct span span) {
    return close_up(report, report_text(report, span));
}

struct slice outline_title_text(struct report *report, struct span span) {
    struct slice text = report_text(report, span);
    size_t from = skip(text, 0, is_trimmed), to = text.size;
    while (to > from) {
        size_t before = to;
        if (!is_trimmed(slice_previous(text, &before)))
            break;
        to = before;
    }
    return close_up(report, slice_part(text, from, to));
}

enum {
    LONGEST_GROUP_ROW = 20,    /* characters */
    LONGEST_BEFORE_SPACE = 30, /* of a title that a space ends */
    LEAST_TEXT_BEHIND = 10,    /* of a paragraph that follows its heading on one line */
};

size_t outline_title_before_space(const struct outline *outline, const struct outline_line *line) {
    const struct report *report = outline->report;
    struct slice text = slice_part(report->text, 0, line->rest.end);
    heading_roles part = HEADING_ROLE(ROLE_REVIEW) | HEADING_ROLE(ROLE_PLAN);
    for (size_t at = line->rest.start;
         at < text.size && outline_characters(outline, line->rest.start, at) <= LONGEST_BEFORE_SPACE;) {
        size_t size, space = at;
        enum heading_role role = heading_role_at(report, text, at, &size);
        space += size;
        bool parted = size && space < text.size &&
                      report_source_offset(report, space) > report_source_offset(report, space - 1) + 1;
        if (parted && (HEADING_ROLE(role) & part))
            return outline_characters(outline, space, line->rest.end) >= LEAST_TEXT_BEHIND ? space : SIZE_MAX;
        slice_next(text, &at);
    }
    return SIZE_MAX;
}

bool outline_is_row(const struct outline *outline, uint32_t i) {
    const struct outline_line *line = &outline->lines[i];
    if (line->tabular)
        return true;
    bool below = i + 1 < outline->report->paragraphs.count && outline->lines[i + 1].tabular;
    bool above = (i > 0 && outline->lines[i - 1].tabular) || (i > 1 && outline->lines[i - 2].tabular);
    return below && above && !line->mark &&
           outline_characters(outline, line->text.start, line->text.end) <= LONGEST_GROUP_ROW;
}

bool outline_is_contents(const struct outline *outline, uint32_t i) {
    const struct outline_line *line = &outline->lines[i];
    struct slice text = report_text(outline->report, line->rest);
    size_t end = text.size;
    while (end > 0 && text.start[end - 1] >= '0' && text.start[end - 1] <= '9')
        end--;
    struct slice title = slice_part(text, 0, end);
    if (end == text.size || text.size - end > 3 || line->mark || !slice_trim(title).size)
        return false;
    return slice_ends(title, SLICE("\t")) || slice_ends(title, SLICE(" ")) || slice_ends(title, SLICE("…")) ||
           slice_ends(title, SLICE("...")) || slice_ends(title, SLICE("··"));
}

bool outline_next_item_stands_in(const struct outline_line *line, struct slice text) {
    enum { NUMERAL_BYTES = sizeof ZH_ONE - 1, NUMERALS = sizeof ZH_NUMERALS / sizeof ZH_ONE };
    char next[16];
    uint32_t ordinal = line->label.ordinal;
    if (ordinal < 1 || ordinal >= NUMERALS)
        return false;
    bool order = line->label.style == LABEL_ORDER;
    const char *numeral = &ZH_NUMERALS[ordinal * sizeof ZH_ONE]; /* each with its bar */
    int size = snprintf(next, sizeof next, "%s%.*s%s", order ? ZH_ORDINAL : "", (int)NUMERAL_BYTES, numeral,
                        order                             ? ""
                        : line->label.style == LABEL_ITEM ? ZH_IS
                                                          : ZH_MUST);
    return slice_find(text, (struct slice){next, (size_t)size}, 0) != SIZE_MAX;
}
