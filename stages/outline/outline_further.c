/* Other reports in the same file. One is told by its title over an opening of its own, by the greeting and the sentence
 * that give it to the congress, by a notice that issues it, by a numbering that begins anew with a review, or by
 * 上接第1版 that no 下转 announced. The file stays one document; a diagnostic names where each begins. */
#include "stages/model/times.h"
#include "stages/outline/outline_openings.h"

enum {
    LONGEST_TITLE = 320, /* bytes of its first line */
    MOST_NAMED = 20,     /* reports that are named one by one */
    MOST_READ = 200,     /* openings that are read: each may ask the whole text for its region */
    SHOWN_CHARACTERS = 30,
    MOST_HEAD_LINES = 12, /* in which a report gives itself to the congress */
    LEAST_CUT = 60,       /* bytes of a paragraph that stops in the middle of a sentence: a page's link is shorter */
    MOST_GREETING = 3,    /* paragraphs from the greeting to the end of that sentence */
    LEAST_RUNNING = 3,    /* paragraphs from one such sentence to another report's: a page may give the head twice */
    LEAST_BETWEEN =
        600, /* bytes from an opening to one that tells nothing else: less is a cover or a list of contents */
};

/* What was met since the last report began. */
struct course {
    struct opening last;
    size_t began;        /* byte of the text behind its opening */
    uint32_t first_line; /* the same as a paragraph */
    uint32_t parts;      /* the highest 一、 since a heading above it */
    uint32_t running;    /* paragraphs of sentences: the text has begun */
    bool numbered;       /* headings were met: its own opening is passed */
    bool plans;          /* 三、今年工作安排: what follows it reviews no more */
    bool annexed;        /* 附件1: what follows numbers itself anew */
    bool turned;         /* 下转第3版 whose 上接 has not come */
    int page;            /* of the last 上接第1版; 0: none */
    size_t furniture;    /* the first that stands behind what was read */
    size_t others, read;
};

/* ---- under a title ---- */

/* 政府工作报告 inside and 松谷县政府工作报告 on the cover are one title. */
static bool titles_agree(struct slice one, struct slice other) {
    return slice_ends(one, other) || slice_ends(other, one);
}

/* Whether the title says whose it is, is one that only reports have, or is followed by a greeting: 2026年预算草案 heads
 * a part of a report as well. */
static bool is_specific(const struct opening *found) {
    return found->region != SIZE_MAX || found->region_written.size || found->type == REPORT_WORK || found->greets ||
           found->presents;
}

/* Whether more than a title stands there: a cover and a list of links have no more. */
static bool begins_text(const struct course *course, const struct opening *found) {
    bool anew = found->ordinal && found->ordinal <= course->parts;
    return found->greets || found->presents || found->dated || found->ordinal == 1 || anew;
}

/* Whether an opening that tells no other kind, region or year than the last is another's nevertheless. */
static bool opens_anew(const struct course *course, const struct opening *found) {
    const struct opening *last = &course->last;
    bool sessions = last->session.size && found->session.size && !slice_equal(last->session, found->session);
    bool again = found->presents && last->presents && found->first >= last->behind + LEAST_RUNNING;
    return sessions || again || !last->title.size || !titles_agree(last->title, found->title);
}

/* Whether what was found under a title opens another report than the last; `bytes` stand between. */
static bool is_another(const struct course *course, const struct opening *found, size_t bytes) {
    if (found->type == REPORT_UNKNOWN || !found->runs || openings_agree(&course->last, found))
        return false;
    if (openings_differ(&course->last, found) && is_specific(found))
        return true;
    return bytes >= LEAST_BETWEEN && begins_text(course, found) && opens_anew(course, found);
}

/* ---- without a title ---- */

/* A heading 一、 on a line of its own with words of that role. */
static bool heads(const struct outline *outline, uint32_t i, enum heading_role role, bool first) {
    const struct outline_line *line = &outline->lines[i];
    struct span span = line->text;
    return line->label.style == LABEL_PART && (line->label.ordinal == 1) == first && !line->mark &&
           span.end - span.start <= LONGEST_TITLE &&
           heading_has_role(outline->report, report_text(outline->report, span), role);
}

/* Whether paragraph `i` greets the congress and a sentence right below, or in it, gives it the report. */
static bool greets_and_presents(const struct outline *outline, uint32_t i) {
    uint32_t count = (uint32_t)outline->report->paragraphs.count;
    if (outline->lines[i].role != ROLE_ADDRESS)
        return false;
    for (uint32_t k = i; k < count && k < i + MOST_GREETING && (k == i || outline->lines[k].role != ROLE_ADDRESS); k++)
        if (heading_has_role(outline->report, report_text(outline->report, outline->lines[k].text), ROLE_PRESENTS))
            return true;
    return false;
}

/* 各位代表：我代表县人民政府报告工作，请予审议 behind another report's own, far behind its head, or behind a page of
 * one.
 */
static bool presents_another(struct outline *outline, struct course *course, uint32_t i, struct opening *found) {
    if (i < course->last.behind || !greets_and_presents(outline, i))
        return false;
    *found = opening_of_line(outline, i);
    course->read++;
    bool behind_head = course->numbered && i >= course->first_line + MOST_HEAD_LINES;
    bool again = course->last.presents && i >= course->last.behind + LEAST_RUNNING;
    return found->presents && !openings_agree(&course->last, found) &&
           (behind_head || again || course->page || openings_differ(&course->last, found));
}

/* 《…纲要》已经批准，现印发给你们. */
static bool issues_another(struct outline *outline, const struct course *course, uint32_t i, struct opening *found) {
    struct outline_heading title;
    if (!outline_take_quoted_title(outline, i, &title) ||
        !heading_has_role(outline->report, report_text(outline->report, outline->lines[i].text), ROLE_ISSUES))
        return false;
    *found = opening_of_title(outline, &title);
    return openings_differ(&course->last, found) || (!course->last.title.size && course->running >= LEAST_RUNNING);
}

/* A review that is numbered as the first part, behind plans or behind further parts; 一、过去五年工作回顾 also behind
 * chapters and annexes. */
static bool reviews_anew(const struct outline *outline, const struct course *course, uint32_t i) {
    if (course->running < 2 || !heads(outline, i, ROLE_REVIEW, true))
        return false;
    uint32_t least = course->numbered ? LEAST_RUNNING : MOST_HEAD_LINES;
    bool years = course->running >= least && heads(outline, i, ROLE_PAST, true);
    return years || (!course->annexed && (course->plans || course->parts > 1));
}

/* ---- the pages of a newspaper ---- */

/* 上接第1版 that no 下转 announced, or of a page that was gone on from already. */
static bool turns_from_elsewhere(struct course *course, struct slice mark) {
    size_t at = 0;
    int page = time_next_number(mark, &at);
    bool again = course->page && page == course->page, elsewhere = course->running && (again || !course->turned);
    course->turned = false;
    course->page = page > 0 ? page : 0;
    return elsewhere;
}

/* Running text that stops in the middle of a sentence. */
static bool breaks_off(const struct outline *outline, uint32_t i) {
    struct span span = outline->lines[i].text;
    return outline_is_open(outline, i) && span.end - span.start >= LEAST_CUT;
}

/* Whether marks before paragraph `i` say that what follows goes on with a text of another page. */
static bool turns_before(const struct outline *outline, struct course *course, uint32_t i) {
    const struct report *report = outline->report;
    size_t begin = report_source_offset(report, report->paragraphs.items[i].span.start);
    bool elsewhere = false;
    for (; course->furniture < report->furniture.count; course->furniture++) {
        const struct furniture *item = &report->furniture.items[course->furniture];
        if (item->source.start >= begin)
            break;
        if (item->kind != FURNITURE_MARK)
            continue;
        struct slice mark = slice_part(report->source, item->source.start, item->source.end);
        if (heading_has_role(report, mark, ROLE_PAGE_TURN))
            course->turned = true;
        else if (heading_has_role(report, mark, ROLE_PAGE_TURNED))
            elsewhere = turns_from_elsewhere(course, mark) && !breaks_off(outline, i - 1);
    }
    return elsewhere;
}

/* ---- all of them ---- */

/* Whether paragraph `i` is a title of a kind of report; `*next` is then the paragraph behind it. */
static bool reads_title(struct outline *outline, struct course *course, uint32_t i, struct opening *found,
                        uint32_t *next) {
    struct span span = outline->lines[i].text;
    struct outline_heading title;
    if (span.end - span.start > LONGEST_TITLE || !outline_take_title(outline, i, &title) ||
        title_report_type(outline->report, title.title) == REPORT_OTHER)
        return false;
    *found = opening_of_title(outline, &title);
    *next = title.last + 1;
    course->read++;
    return true;
}

/* Whether the title that begins with paragraph `i` is of another report; if it is of this one, the text begins anew. */
static bool titles_another(const struct outline *outline, struct course *course, uint32_t i,
                           const struct opening *found) {
    bool annex = i > 0 && outline->lines[i - 1].label.style == LABEL_ANNEX && !found->greets;
    if (!annex && is_another(course, found, outline->lines[i].text.start - course->began))
        return true;
    if (openings_agree(&course->last, found)) {
        course->last.behind = found->behind;
        course->parts = 0;
        course->plans = false;
    }
    return false;
}

/* Another report begins with paragraph `i`; `*next` is the first behind what opens it. */
static bool begins_another(struct outline *outline, struct course *course, uint32_t i, uint32_t *next) {
    struct opening found = opening_of_nothing(i);
    bool turns = turns_before(outline, course, i), another = false;
    *next = i + 1;
    if (!course->running || course->read >= MOST_READ)
        return false;
    if (reads_title(outline, course, i, &found, next))
        another = titles_another(outline, course, i, &found);
    else
        another = presents_another(outline, course, i, &found) || issues_another(outline, course, i, &found) ||
                  reviews_anew(outline, course, i) || turns;
    if (another)
        course->last = found;
    return another;
}

/* What paragraph `i`, which begins no report, adds to what was met. */
static void go_on(const struct outline *outline, struct course *course, uint32_t i) {
    const struct label *label = &outline->lines[i].label;
    course->running += outline->lines[i].mark != 0;
    course->plans = course->plans || heads(outline, i, ROLE_PLAN, false);
    course->numbered = course->numbered || label->style != LABEL_NONE;
    course->annexed = course->annexed || label->style == LABEL_ANNEX;
    if (label->style >= LABEL_VOLUME && label->style < LABEL_PART)
        course->parts = 0;
    else if (label->style == LABEL_PART && label->ordinal > course->parts)
        course->parts = label->ordinal;
}

static struct course begin_course(struct opening opening, size_t began, const struct course *before) {
    return (struct course){.last = opening,
                           .began = began,
                           .first_line = opening.body,
                           .page = opening.title.size || opening.presents ? 0 : before->page,
                           .furniture = before->furniture,
                           .others = before->others,
                           .read = before->read};
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

/* The opening of the first report: what its inner title leaves open, the page's title tells. */
static struct opening first_opening(struct outline *outline, const struct outline_titles *titles) {
    if (!titles->count || titles->items[0].first > outline->front) /* a newspaper page's, below its text */
        return opening_of_line(outline, 0);
    struct opening opening = opening_of_title(outline, &titles->items[titles->count - 1]);
    if (titles->count > 1)
        opening_complete(&opening, opening_of_title(outline, &titles->items[0]));
    return opening;
}

void outline_note_further(struct outline *outline, const struct outline_titles *titles) {
    struct report *report = outline->report;
    uint32_t count = (uint32_t)report->paragraphs.count;
    struct opening first = first_opening(outline, titles);
    uint32_t body = first.title.size ? first.body : outline->front;
    size_t began = body < count ? report->paragraphs.items[body].span.start : report->text.size;
    struct course course = begin_course(first, began, &(struct course){0});
    for (uint32_t i = body, next; i < count; i = next) {
        if (!begins_another(outline, &course, i, &next)) {
            go_on(outline, &course, i);
            continue;
        }
        course = begin_course(course.last, report->paragraphs.items[i].span.start, &course);
        if (course.others++ < MOST_NAMED)
            note(report, i);
    }
    if (course.others > MOST_NAMED)
        report_note(report, SEVERITY_WARNING, 0, "outline", "several_reports", "%zu more reports in this file",
                    course.others - MOST_NAMED);
}
