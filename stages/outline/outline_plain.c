/* Headings without number, and the topic sentences that open paragraphs. Reads `outline.lines`, changes nothing. */
#include "stages/outline/document_years.h"
#include "stages/outline/outline_parts.h"

enum {
    LONGEST_PLAIN = 40,      /* characters of a heading without number */
    LONGEST_PARALLEL = 60,   /* of one that is a sentence */
    LONGEST_GROUP = 20,      /* of one that a colon ends */
    LONGEST_LEAD = 40,       /* of a topic sentence */
    LONGEST_BOX_LEAD = 24,   /* of an item's name in a box */
    LONGEST_OVER_ITEMS = 20, /* of one that stands over 一是, 二是 */
    LONGEST_ALONE = 20,      /* of one that stands alone on its line, without another like it nearby */
    PARALLEL_PARAGRAPHS = 6, /* how far another like it may be */
    LEAST_TEXT_AFTER = 10,   /* characters that follow a topic sentence */
    LONGEST_CHARACTER_BYTES = 4,
};

size_t outline_characters(const struct outline *outline, size_t from, size_t to) {
    return slice_characters(slice_trim(slice_part(outline->report->text, from, to)));
}

/* Whether text[from, to) holds so many characters without the spaces at its ends: a look at its head tells. */
static bool has_characters(const struct outline *outline, size_t from, size_t to, size_t least) {
    struct slice text = slice_trim(slice_part(outline->report->text, from, to));
    return slice_characters(slice_part(text, 0, least * LONGEST_CHARACTER_BYTES)) >= least;
}

static bool ends_sentence(uint32_t last) {
    switch (last) {
    case 0x3002: /* 。 */
    case 0xFF01: /* ！ */
    case 0xFF1F: /* ？ */
    case 0xFF1B: /* ； */
    case 0xFF1A: /* ： */
    case '!':
    case '?':
    case ';':
    case ':':
    case 0x201D: /* ” */
    case 0xFF09: /* ） */
    case ')':
    case 0x3011:              /* 】 */
    case 0x2026: return true; /* … */
    default: return false;
    }
}

bool outline_is_open(const struct outline *outline, uint32_t i) {
    return !ends_sentence(outline->lines[i].last);
}

uint32_t outline_blank_lines(const struct outline *outline, uint32_t i) {
    const struct report *report = outline->report;
    if (i == 0 || !report->paragraphs.items[i].blank_before)
        return 0;
    uint32_t line = report_line(report, report->paragraphs.items[i].span.start);
    struct span above = report->paragraphs.items[i - 1].span;
    uint32_t before = report_line(report, above.end > above.start ? above.end - 1 : above.start);
    return line > before ? line - before - 1 : 0;
}

/* At least two ideographs, and no tab or | of a table. */
static bool is_worded(struct slice text) {
    size_t ideographs = 0;
    for (size_t at = 0; at < text.size;) {
        uint32_t code = slice_next(text, &at);
        if (code == '\t' || code == '|' || code == 0xFF5C)
            return false;
        ideographs += is_ideograph(code);
    }
    return ideographs >= 2;
}

/* 结束语, 名词解释 and such, with nothing else on the line. */
static bool is_named(const struct outline_line *line) {
    size_t end = line->text.start + line->role_size;
    return line->role == ROLE_ALONE &&
           (end == line->text.end || (line->whole && end == line->sentence_end) || end == line->colon);
}

/* Text follows on the next lines: the next line, or the one after a heading there, holds a sentence. */
static bool has_text_below(const struct outline *outline, uint32_t i) {
    uint32_t count = (uint32_t)outline->report->paragraphs.count;
    for (uint32_t k = i + 1; k < count && k <= i + 2; k++) {
        const struct outline_line *below = &outline->lines[k];
        if (below->mark || below->label.style != LABEL_NONE)
            return true;
        if (!is_worded(report_text(outline->report, below->text)))
            return false;
    }
    return false;
}

static bool starts_in_sentence(const struct outline *outline, uint32_t i) {
    struct slice text = report_text(outline->report, outline->lines[i].text);
    size_t at = 0;
    if (text.size == 0)
        return false;
    uint32_t code = slice_next(text, &at);
    return code == 0xFF0C || code == 0x3002 || code == 0x3001 || code == 0xFF1A || code == 0xFF1B || code == 0xFF09 ||
           code == 0x300B || outline->lines[i].role == ROLE_JOINER;
}

/* 发展的 / 主要目标 / 是：…: a line that ends so, or is no more than 关于, goes on below. */
static bool goes_on_below(const struct outline *outline, const struct outline_line *line) {
    struct slice text = report_text(outline->report, line->text);
    size_t size, last = text.size;
    if (last == 0)
        return true;
    slice_previous(text, &last);
    return heading_role_at(outline->report, text, last, &size) == ROLE_JOINER ||
           (line->role == ROLE_NOT_LEAD && line->role_size == text.size);
}

bool outline_is_figure_line(const struct outline *outline, uint32_t i) {
    if (i >= outline->report->paragraphs.count)
        return false;
    struct slice text = report_text(outline->report, outline->report->paragraphs.items[i].span);
    bool digit = false;
    for (size_t at = 0; at < text.size;) {
        uint32_t code = slice_next(text, &at);
        if (is_ideograph(code) || (code >= 'A' && code <= 'Z') || (code >= 'a' && code <= 'z'))
            return false;
        digit |= code >= '0' && code <= '9';
    }
    return digit;
}

bool outline_stands_by_figures(const struct outline *outline, uint32_t i) {
    return outline_is_figure_line(outline, i + 1) || outline_is_figure_line(outline, i + 2);
}

/* A claim with a share or a decimal names no topic. */
static bool states_share(struct slice text) {
    for (size_t at = 0; at < text.size;) {
        uint32_t code = slice_next(text, &at);
        if (code == '%' || code == 0xFF05 || code == 0x2030 || (code == '.' && at < text.size))
            return true;
    }
    return false;
}

/* 站在新起点：2012年工作回顾: behind the colon stands what the part is about, and a year. */
static bool names_part(const struct outline *outline, const struct outline_line *line) {
    struct slice text = report_text(outline->report, (struct span){line->colon, line->text.end});
    size_t at = 0;
    bool year = year_next(text, &at).kind != YEAR_NONE;
    heading_roles roles = heading_roles_in(outline->report, text);
    return year && (roles & (HEADING_ROLE(ROLE_REVIEW) | HEADING_ROLE(ROLE_PLAN)));
}

static bool ends_with_colon(const struct outline_line *line) {
    return line->last == 0xFF1A && line->colon && line->colon + 3 >= line->text.end;
}

/* 【稳增长：聚力兴业】 */
static bool is_framed(const struct outline_line *line, struct slice text) {
    return line->last == 0x3011 && slice_starts(text, SLICE("【")) &&
           slice_find(text, SLICE("】"), 0) + sizeof "】" - 1 == text.size;
}

static bool ends_like_word(const struct outline_line *line) {
    return is_ideograph(line->last) || line->last == 0x201D || line->last == 0xFF09; /* ” ） */
}

/* Words of at most so many characters that state no share. */
static bool is_short_wording(const struct outline *outline, const struct outline_line *line, size_t most) {
    struct slice text = report_text(outline->report, line->text);
    return !states_share(text) && is_worded(text) &&
           outline_characters(outline, line->text.start, line->text.end) <= most;
}

bool outline_colon_divides_title(const struct outline *outline, const struct outline_line *line) {
    bool part = line->label.style == LABEL_PART || line->label.style == LABEL_SUBPART;
    return part && !line->mark && ends_like_word(line) && is_short_wording(outline, line, LONGEST_PLAIN);
}

bool outline_numbers_note(const struct outline *outline, const struct outline_line *line) {
    return slice_starts(report_text(outline->report, line->text), SLICE("〔"));
}

/* ▍产业立区：缺什么补什么: a sign that leads headings only. */
static bool is_signed(const struct outline *outline, const struct outline_line *line) {
    return slice_starts_among(report_text(outline->report, line->text), SLICE("▍|▌|▎|▶|►"));
}

/* A paragraph follows line `i`, and neither of them begins inside a sentence. */
static bool divides_sentences(const struct outline *outline, uint32_t i) {
    return i + 1 < outline->report->paragraphs.count && !starts_in_sentence(outline, i) &&
           !starts_in_sentence(outline, i + 1);
}

/* 主导产业： over 1. 2. 3. */
static bool stands_over_points(const struct outline *outline, uint32_t i) {
    const struct label *below = &outline->lines[i + 1].label;
    return below->style == LABEL_POINT && below->ordinal == 1 && outline->lines[i].role != ROLE_NOT_LEAD;
}

/* A colon ends the line or parts a title, as a sign or a year shows; 主要目标：… runs in. */
static bool fits_colon(const struct outline *outline, const struct outline_line *line, struct slice text) {
    return !line->colon || ends_with_colon(line) || is_framed(line, text) || is_signed(outline, line) ||
           names_part(outline, line);
}

/* “十五五”时期的主要目标 on a line of its own, without punctuation at its end. */
static bool is_bare_heading(const struct outline *outline, uint32_t i) {
    const struct outline_line *line = &outline->lines[i];
    struct slice text = report_text(outline->report, line->text);
    bool group = ends_with_colon(line);
    if (line->mark || line->dashed || !fits_colon(outline, line, text) || goes_on_below(outline, line))
        return false;
    if (outline_stands_by_figures(outline, i) ||
        !is_short_wording(outline, line, group ? LONGEST_GROUP : LONGEST_PLAIN))
        return false;
    bool ends = group || is_framed(line, text) || ends_like_word(line);
    if (!ends || !divides_sentences(outline, i))
        return false;
    return group ? stands_over_points(outline, i) : has_text_below(outline, i);
}

/* One sentence alone on its line over a longer paragraph. */
static bool stands_over_text(const struct outline *outline, uint32_t i) {
    if (i + 1 >= outline->report->paragraphs.count)
        return false;
    const struct outline_line *line = &outline->lines[i], *below = &outline->lines[i + 1];
    return line->mark == 0x3002 && line->whole && line->label.style == LABEL_NONE && !line->dashed && !line->colon &&
           !states_share(report_text(outline->report, line->text)) && below->label.style == LABEL_NONE && below->mark &&
           below->text.end - below->text.start > 2 * (line->text.end - line->text.start) &&
           outline_characters(outline, line->text.start, line->text.end) <= LONGEST_PARALLEL;
}

/* 这五年，…迈上新台阶。 over a paragraph, and again two lines above or below: headings though they end with 。 */
static bool is_parallel(const struct outline *outline, uint32_t i) {
    if (!stands_over_text(outline, i))
        return false;
    struct slice text = report_text(outline->report, outline->lines[i].text);
    size_t begin = 0;
    slice_next(text, &begin);
    if (begin < text.size)
        slice_next(text, &begin);
    struct slice head = slice_part(text, 0, begin);
    for (int step = -2; step <= 2; step += 4) {
        if (step < 0 && i < 2)
            continue;
        uint32_t other = step < 0 ? i - 2 : i + 2;
        if (other < outline->report->paragraphs.count &&
            (stands_over_text(outline, other) || is_bare_heading(outline, other)) &&
            slice_starts(report_text(outline->report, outline->lines[other].text), head))
            return true;
    }
    return false;
}

static bool ends_heading(uint32_t code) {
    return is_ideograph(code) || code == 0xFF09 || code == ')' || code == 0x201D || code == 0x300B; /* ） ” 》 */
}

/* A heading by the file's format. What ends as a sentence or is long only looks like one: whole paragraphs have the
 * style of a heading in many files. */
static bool is_styled_heading(const struct outline *outline, uint32_t i) {
    const struct block *block = report_block(outline->report, &outline->report->paragraphs.items[i]);
    const struct outline_line *line = &outline->lines[i];
    return block && block->kind == BLOCK_HEADING && !line->mark && !line->colon && ends_heading(line->last) &&
           is_worded(report_text(outline->report, line->text)) &&
           outline_characters(outline, line->text.start, line->text.end) <= LONGEST_PLAIN;
}

bool outline_is_plain_heading(const struct outline *outline, uint32_t i) {
    const struct outline_line *line = &outline->lines[i];
    if (line->role == ROLE_ADDRESS)
        return false;
    if (report_is_note(outline->report, &outline->report->paragraphs.items[i]))
        return false;
    if (is_styled_heading(outline, i))
        return true;
    return is_named(line) || is_bare_heading(outline, i) || is_parallel(outline, i);
}

/* A topic names what the paragraph is about: neither a claim with a share or a decimal, nor the start of a list. The
 * roles of its words come out too. */
static bool is_topic(const struct outline *outline, const struct outline_line *line, struct outline_lead *lead) {
    struct slice text = report_text(outline->report, lead->span);
    if (line->role == ROLE_ADDRESS || line->role == ROLE_NOT_LEAD || line->role == ROLE_WORKS)
        return false;
    if (states_share(text) || !is_worded(text))
        return false;
    lead->roles = heading_roles_in(outline->report, text);
    return !(lead->roles & HEADING_ROLE(ROLE_ANNOUNCE));
}

bool outline_has_lead(const struct outline *outline, uint32_t i, bool in_box, struct outline_lead *lead) {
    const struct outline_line *line = &outline->lines[i];
    size_t end = line->sentence_end, most = LONGEST_LEAD;
    if (in_box && line->colon && line->colon < end) {
        end = line->colon;
        most = LONGEST_BOX_LEAD;
    } else if (line->mark != 0x3002 || (line->colon && line->colon < end)) {
        return false;
    }
    size_t size = outline_characters(outline, line->text.start, end);
    if (size < 2 || size > most || !has_characters(outline, end, line->text.end, LEAST_TEXT_AFTER))
        return false;
    *lead = (struct outline_lead){.span = {line->text.start, end}};
    return is_topic(outline, line, lead);
}

/* Blank lines part line `i` from what stands above and nothing parts it from the one paragraph below: layout shows a
 * heading, whatever word begins it. */
static bool is_attached_below(const struct outline *outline, uint32_t i) {
    const struct paragraph *paragraphs = outline->report->paragraphs.items;
    return paragraphs[i].blank_before && !paragraphs[i + 1].blank_before &&
           (i + 2 >= outline->report->paragraphs.count || paragraphs[i + 2].blank_before);
}

/* A paragraph of running text, also one that breaks off at a colon or inside a bracket. */
static bool is_running_text(const struct outline_line *line) {
    return line->label.style == LABEL_NONE && (line->mark || line->last == 0xFF1A || line->last == 0x300A);
}

/* One plain sentence and nothing else. */
static bool is_sentence_alone(const struct outline_line *line) {
    return line->mark == 0x3002 && line->whole && !line->colon && !line->dashed && line->label.style == LABEL_NONE;
}

/* 一是, 一要 */
static bool begins_items(const struct outline_line *line) {
    return (line->label.style == LABEL_ITEM || line->label.style == LABEL_DEMAND) && line->label.ordinal == 1;
}

/* A topic's sentence alone on line `i` over a paragraph, by its own form. */
static bool may_be_lead_line(const struct outline *outline, uint32_t i) {
    const struct outline_line *line = &outline->lines[i];
    if (!is_sentence_alone(line) || i + 1 >= outline->report->paragraphs.count)
        return false;
    size_t size = outline_characters(outline, line->text.start, line->sentence_end);
    const struct outline_line *below = &outline->lines[i + 1];
    bool over_text = is_running_text(below) && below->text.end - below->text.start > line->text.end - line->text.start;
    bool over_items = begins_items(below) && size <= LONGEST_OVER_ITEMS;
    struct outline_lead lead = {.span = {line->text.start, line->sentence_end}};
    struct outline_line plain = *line;
    if (plain.role == ROLE_NOT_LEAD && is_attached_below(outline, i))
        plain.role = ROLE_NONE;
    if (size < 4 || size > LONGEST_LEAD || !(over_text || over_items))
        return false;
    return line->role != ROLE_FUTURE && line->role != ROLE_PAST && below->role != ROLE_ADDRESS &&
           is_topic(outline, &plain, &lead);
}

/* Another such line stands near `i` over a text of its own. */
static bool has_parallel_line(const struct outline *outline, uint32_t i) {
    uint32_t count = (uint32_t)outline->report->paragraphs.count;
    for (uint32_t step = 2; step <= PARALLEL_PARAGRAPHS; step++)
        if ((i >= step && may_be_lead_line(outline, i - step)) ||
            (i + step < count && may_be_lead_line(outline, i + step)))
            return true;
    return false;
}

/* 成绩是巨大的，问题也不少: a judgement or a longer sentence that stands alone is a short paragraph. */
static bool names_topic_shortly(const struct outline *outline, uint32_t i) {
    const struct outline_line *line = &outline->lines[i];
    struct slice text = report_text(outline->report, (struct span){line->text.start, line->sentence_end});
    for (size_t at = 0; at < text.size;) {
        uint32_t code = slice_next(text, &at);
        if (code == 0xFF0C || code == 0x662F) /* ，是 */
            return false;
    }
    return slice_characters(text) <= LONGEST_ALONE;
}

/* One paragraph of several that each open with a topic, and no more than that: its topic is all of it. */
static bool stands_among_leads(const struct outline *outline, uint32_t i) {
    struct outline_lead lead;
    return i > 0 && outline->lines[i - 1].label.style == LABEL_NONE && outline_has_lead(outline, i + 1, false, &lead) &&
           outline_has_lead(outline, i - 1, false, &lead);
}

bool outline_is_lead_line(const struct outline *outline, uint32_t i) {
    if (!may_be_lead_line(outline, i))
        return false;
    if (is_attached_below(outline, i) || has_parallel_line(outline, i))
        return true;
    return names_topic_shortly(outline, i) && !stands_among_leads(outline, i);
}
