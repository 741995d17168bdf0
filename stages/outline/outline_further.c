/* Other reports in the same file: their titles stand over a date and place or a greeting of their own, or over a
 * numbering that begins anew. The file stays one document; a diagnostic names where each begins. */
#include "stages/outline/document_years.h"
#include "stages/outline/outline_parts.h"

enum {
    MOST_BETWEEN = 4,      /* lines between a title and the date, the greeting or the first heading below it */
    LONGEST_TITLE = 320,   /* bytes of its first line */
    LONGEST_DATE = 240,    /* bytes of a line that gives the date */
    MOST_NAMED = 20,       /* reports that are named one by one */
    LONGEST_OPENING = 900, /* of the paragraph that gives the report to the congress */
    SHOWN_CHARACTERS = 30,
    MOST_HEAD_LINES = 12, /* in which a report gives itself to the congress */
    LEAST_BETWEEN = 600,  /* bytes from one report's title to the next one's: less is a cover or a list of contents */
};

/* How a report opens. */
struct opening {
    struct outline_heading title;
    struct slice session;        /* the line that gives date and place, where dashes lead it; empty: none */
    struct year_mention date;    /* kind YEAR_NONE: none below the title */
    struct year_mention of_year; /* the year that the title names */
    bool greets, numbered;
};

static struct year_mention first_of(struct slice text, bool dates) {
    size_t at = 0;
    struct year_mention mention = year_next(text, &at);
    while (mention.kind != YEAR_NONE && (mention.kind == YEAR_DATE) != dates)
        mention = year_next(text, &at);
    return mention;
}

/* Reads on below the title. */
static void read_below(const struct outline *outline, struct opening *opening) {
    uint32_t count = (uint32_t)outline->report->paragraphs.count;
    for (uint32_t i = opening->title.last + 1; i < count && i <= opening->title.last + MOST_BETWEEN; i++) {
        const struct outline_line *line = &outline->lines[i];
        struct slice text = report_text(outline->report, line->text);
        opening->greets = opening->greets || line->role == ROLE_ADDRESS;
        opening->numbered = opening->numbered || (line->label.style == LABEL_PART && line->label.ordinal == 1);
        if (opening->date.kind != YEAR_NONE || line->mark || text.size > LONGEST_DATE)
            continue;
        opening->date = first_of(text, true);
        if (opening->date.kind != YEAR_NONE && line->dashed)
            opening->session = text;
    }
}

static struct opening read_opening(const struct outline *outline, const struct outline_heading *title) {
    struct opening opening = {.title = *title, .of_year = first_of(title->title, false)};
    read_below(outline, &opening);
    return opening;
}

/* 政府工作报告 inside and 松谷县政府工作报告 on the cover are one title. */
static bool titles_agree(struct slice one, struct slice other) {
    return slice_ends(one, other) || slice_ends(other, one);
}

static bool is_opening(const struct opening *found) {
    return found->greets || found->numbered || found->date.kind != YEAR_NONE;
}

/* Whether what was found opens another report than the first. */
static bool is_another(const struct report *report, const struct opening *first, const struct opening *found) {
    bool dated = first->date.kind != YEAR_NONE && found->date.kind != YEAR_NONE;
    bool years = first->of_year.kind != YEAR_NONE && found->of_year.kind != YEAR_NONE;
    enum report_type type = title_report_type(report, found->title.title);
    if (type == REPORT_UNKNOWN || type == REPORT_OTHER || !is_opening(found))
        return false;
    if (years && first->of_year.year != found->of_year.year)
        return true;
    if (dated && (first->date.year != found->date.year || first->date.month != found->date.month))
        return true;
    if (!first->title.title.size || !titles_agree(first->title.title, found->title.title))
        return true;
    return first->session.size && found->session.size && !slice_equal(first->session, found->session);
}

/* Whether paragraph `i` gives the report to the congress at its head: 各位代表：我代表县人民政府报告工作，请予审议. */
static bool presents(const struct outline *outline, uint32_t i) {
    struct span span = outline->lines[i].text;
    if (span.end - span.start > LONGEST_OPENING ||
        !heading_has_role(outline->report, report_text(outline->report, span), ROLE_PRESENTS))
        return false;
    for (uint32_t k = i > MOST_BETWEEN ? i - MOST_BETWEEN : 0; k <= i; k++)
        if (outline->lines[k].role == ROLE_ADDRESS)
            return true;
    return false;
}

/* A heading 一、 on a line of its own with words of that role. */
static bool heads(const struct outline *outline, uint32_t i, enum heading_role role, bool first) {
    const struct outline_line *line = &outline->lines[i];
    struct span span = line->text;
    return line->label.style == LABEL_PART && (line->label.ordinal == 1) == first && !line->mark &&
           span.end - span.start <= LONGEST_TITLE &&
           heading_has_role(outline->report, report_text(outline->report, span), role);
}

/* What was met since the last report began. */
struct course {
    struct opening last;
    size_t began;        /* byte of the text behind its opening */
    uint32_t first_line; /* the same as a paragraph */
    bool numbered;       /* headings were met: its own opening is passed */
    bool plans;          /* 三、今年工作安排: what follows it reviews no more */
    size_t others;
};

/* Another report begins with paragraph `i`; `*next` is the first behind what opens it. */
static bool begins_another(struct outline *outline, struct course *course, uint32_t i, uint32_t *next) {
    const struct report *report = outline->report;
    struct span span = outline->lines[i].text;
    struct outline_heading title;
    *next = i + 1;
    if (span.start < course->began + LEAST_BETWEEN)
        return false;
    if (span.end - span.start <= LONGEST_TITLE && outline_take_title(outline, i, &title)) {
        struct opening found = read_opening(outline, &title);
        *next = title.last + 1;
        if (!is_another(report, &course->last, &found))
            return false;
        course->last = found;
        return true;
    }
    bool behind_head = course->numbered && i >= course->first_line + MOST_HEAD_LINES;
    return (behind_head && presents(outline, i)) || (course->plans && heads(outline, i, ROLE_REVIEW, true));
}

static void note(struct report *report, uint32_t i) {
    struct slice text = report_text(report, report->paragraphs.items[i].span);
    size_t size = 0;
    for (int characters = 0; characters < SHOWN_CHARACTERS && size < text.size; characters++)
        slice_next(text, &size);
    report_note(report, SEVERITY_WARNING, report_place(report, report->paragraphs.items[i].span.start).line, "outline",
                "several_reports",
                "another report seems to begin here (%.*s); its rows are counted to the first: give each a file",
                (int)size, text.start);
}

void outline_note_further(struct outline *outline, const struct outline_titles *titles) {
    struct report *report = outline->report;
    uint32_t count = (uint32_t)report->paragraphs.count;
    struct course course = {0};
    if (titles->count)
        course.last = read_opening(outline, &titles->items[titles->count - 1]);
    uint32_t body = titles->count ? titles->items[titles->count - 1].last + 1 : outline->front;
    course.began = body < count ? report->paragraphs.items[body].span.start : report->text.size;
    course.first_line = body;
    for (uint32_t i = body, next; i < count; i = next) {
        bool another = begins_another(outline, &course, i, &next);
        course.plans = !another && (course.plans || heads(outline, i, ROLE_PLAN, false));
        course.numbered = !another && (course.numbered || outline->lines[i].label.style != LABEL_NONE);
        if (!another)
            continue;
        course.first_line = i;
        course.began = report->paragraphs.items[i].span.start;
        if (course.others++ < MOST_NAMED)
            note(report, i);
    }
    if (course.others > MOST_NAMED)
        report_note(report, SEVERITY_WARNING, 0, "outline", "several_reports", "%zu more reports in this file",
                    course.others - MOST_NAMED);
}
