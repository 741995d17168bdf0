/* Reads how a report opens. Looks at a few lines below the title only: as far as the first sentences. */
#include "stages/outline/outline_openings.h"

#include "stages/outline/document_region.h"
#include "stages/outline/document_years.h"

enum {
    MOST_BELOW = 16,         /* lines below a title up to the text: date, speaker, a page's links */
    MOST_RUNNING = 2,        /* paragraphs of sentences that are read */
    LONGEST_DATE = 240,      /* bytes of a line that gives the date */
    LONGEST_HEADING = 320,   /* bytes of a heading that tells the year */
    LONGEST_OPENING = 900,   /* of the paragraph that gives the report to the congress */
    LAST_SESSION_MONTH = 10, /* a congress that meets later in the year hears the report for the next */
};

/* The year of the report that its title names: the last of 2024年计划执行情况与2025年计划; of a plan its first. */
static int year_of_title(struct slice title) {
    int latest = 0;
    size_t at = 0;
    for (struct year_mention m = year_next(title, &at); m.kind != YEAR_NONE; m = year_next(title, &at)) {
        if (m.kind == YEAR_FIVE_YEAR || m.kind == YEAR_RANGE)
            return m.year;
        if (m.year > latest)
            latest = m.year;
    }
    return latest;
}

/* 一、2025年工作回顾 is of a report of 2026, and so is 二、2026年工作安排. */
static int year_of_heading(const struct report *report, struct slice text) {
    heading_roles roles = heading_roles_in(report, text);
    int year = roles & (HEADING_ROLE(ROLE_REVIEW) | HEADING_ROLE(ROLE_PLAN)) ? year_of_title(text) : 0;
    return year && (roles & HEADING_ROLE(ROLE_REVIEW)) && !(roles & HEADING_ROLE(ROLE_PLAN)) ? year + 1 : year;
}

/* The day that a line of the head names: kind YEAR_NONE without one. */
static struct year_mention day_in(struct slice text) {
    size_t at = 0;
    struct year_mention mention = year_next(text, &at);
    while (mention.kind != YEAR_NONE && mention.kind != YEAR_DATE)
        mention = year_next(text, &at);
    return mention;
}

static void read_date(const struct outline *outline, const struct outline_line *line, struct opening *opening) {
    struct slice text = report_text(outline->report, line->text);
    if (opening->dated || line->mark || text.size > LONGEST_DATE)
        return;
    struct year_mention day = day_in(text);
    opening->dated = day.kind == YEAR_DATE;
    if (!opening->dated || !heading_has_role(outline->report, text, ROLE_SESSION))
        return;
    if (!opening->year)
        opening->year = day.month > LAST_SESSION_MONTH ? day.year + 1 : day.year;
    if (line->dashed)
        opening->session = text;
}

static void read_label(const struct outline *outline, const struct outline_line *line, struct opening *opening) {
    bool heads = line->label.style >= LABEL_VOLUME && line->label.style <= LABEL_PART;
    if (!heads || line->text.end - line->text.start > LONGEST_HEADING)
        return;
    if (!opening->ordinal)
        opening->ordinal = line->label.ordinal;
    if (!opening->year)
        opening->year = year_of_heading(outline->report, report_text(outline->report, line->text));
}

/* Who speaks to the congress, and of what. */
static void read_speech(const struct outline *outline, const struct outline_line *line, struct opening *opening) {
    const struct report *report = outline->report;
    struct slice text = report_text(report, line->text);
    if (text.size > LONGEST_OPENING)
        text.size = LONGEST_OPENING;
    opening->greets = opening->greets || line->role == ROLE_ADDRESS;
    if (opening->region == SIZE_MAX && !opening->region_written.size)
        opening->region = region_find(report, text, REGION_OF_SPEECH);
    if (opening->presents || !heading_has_role(report, text, ROLE_PRESENTS))
        return;
    enum report_type type = title_report_type(report, text);
    if (type == REPORT_UNKNOWN || type == REPORT_OTHER)
        return; /* 以上报告，请予审议 ends one */
    opening->presents = true;
    opening->behind = (uint32_t)(line - outline->lines) + 1;
    if (opening->type == REPORT_UNKNOWN)
        opening->type = type;
}

/* A title of the kinds that open a report. */
static bool is_next_title(struct outline *outline, uint32_t i) {
    struct outline_heading title;
    return outline->lines[i].role != ROLE_JOINER && outline_take_title(outline, i, &title) &&
           title_report_type(outline->report, title.title) != REPORT_OTHER;
}

static void read_below(struct outline *outline, struct opening *opening) {
    uint32_t count = (uint32_t)outline->report->paragraphs.count, running = 0;
    for (uint32_t i = opening->body;
         i < count && (i < opening->body + MOST_BELOW || i < outline->front) && running < MOST_RUNNING; i++) {
        const struct outline_line *line = &outline->lines[i];
        bool greets_late = running && opening->ordinal && line->role == ROLE_ADDRESS;
        if (greets_late || (i > opening->first && is_next_title(outline, i)))
            break; /* of another report */
        read_date(outline, line, opening);
        read_label(outline, line, opening);
        read_speech(outline, line, opening);
        running += line->mark != 0;
    }
    opening->runs = running > 0;
}

struct opening opening_of_title(struct outline *outline, const struct outline_heading *title) {
    struct opening opening = {.title = title->title,
                              .first = title->first,
                              .body = title->last + 1,
                              .type = title_report_type(outline->report, title->title),
                              .region = region_find(outline->report, title->title, REGION_OF_TITLE),
                              .year = year_of_title(title->title)};
    if (opening.region == SIZE_MAX)
        opening.region_written = region_name_written(outline->report, title->title);
    if (opening.type == REPORT_OTHER)
        opening.type = REPORT_UNKNOWN;
    if (title->run_in)
        read_date(outline, &outline->lines[title->last], &opening);
    read_below(outline, &opening);
    return opening;
}

struct opening opening_of_nothing(uint32_t i) {
    return (struct opening){.first = i, .body = i, .region = SIZE_MAX};
}

struct opening opening_of_line(struct outline *outline, uint32_t i) {
    struct opening opening = opening_of_nothing(i);
    read_below(outline, &opening);
    return opening;
}

void opening_complete(struct opening *opening, struct opening other) {
    if (opening->region == SIZE_MAX && !opening->region_written.size) {
        opening->region = other.region;
        opening->region_written = other.region_written;
    }
    if (!opening->year)
        opening->year = other.year;
    if (opening->type == REPORT_UNKNOWN)
        opening->type = other.type;
}

/* 县 in 市县 is the same division, with what it lies in. */
static bool names_agree(struct slice one, struct slice other) {
    return slice_ends(one, other) || slice_ends(other, one);
}

enum likeness { UNLIKE, ALIKE, UNTOLD };

static enum likeness compare_regions(const struct opening *one, const struct opening *other) {
    if (one->region != SIZE_MAX && other->region != SIZE_MAX)
        return one->region == other->region ? ALIKE : UNLIKE;
    if (one->region_written.size && other->region_written.size)
        return names_agree(one->region_written, other->region_written) ? ALIKE : UNLIKE;
    bool untold = (one->region == SIZE_MAX && !one->region_written.size) ||
                  (other->region == SIZE_MAX && !other->region_written.size);
    return untold ? UNTOLD : UNLIKE;
}

static enum likeness compare_numbers(int one, int other) {
    return !one || !other ? UNTOLD : one == other ? ALIKE : UNLIKE;
}

bool openings_differ(const struct opening *one, const struct opening *other) {
    return compare_regions(one, other) == UNLIKE || compare_numbers(one->year, other->year) == UNLIKE ||
           compare_numbers((int)one->type, (int)other->type) == UNLIKE;
}

bool openings_agree(const struct opening *one, const struct opening *other) {
    return compare_regions(one, other) == ALIKE && compare_numbers(one->year, other->year) == ALIKE &&
           compare_numbers((int)one->type, (int)other->type) == ALIKE;
}
