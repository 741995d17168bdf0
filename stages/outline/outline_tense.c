/* Whether a section reviews or plans. The order of the sources: the words of its own heading, the years it names, the
 * heading above it, the wording of its text, and that the plan follows the review. Reads the sections, their headings
 * and the document's type and year; leaves `section.tense`. Each byte of text is read at most once. */
#include "stages/outline/document_years.h"
#include "stages/outline/outline_parts.h"

enum {
    SHORT_HEADING = 12,  /* characters: such a heading is about what its words say */
    LEAST_CUES = 6,      /* of a text, to decide by them */
    PLAN_CUES_TO_ONE = 3 /* parts that plan hold at least so many cues of planning to one of review, see below */
};

/* The roles of the words that end the title: …主要目标. */
static heading_roles roles_at_end(const struct report *report, struct slice title) {
    heading_roles roles = 0;
    for (size_t at = 0; at < title.size; slice_next(title, &at)) {
        size_t size;
        enum heading_role role = heading_role_at(report, title, at, &size);
        if (at + size == title.size)
            roles |= HEADING_ROLE(role);
    }
    return roles;
}

static enum tense one_of(heading_roles roles, enum heading_role review, enum heading_role plan) {
    bool reviews = roles & HEADING_ROLE(review), plans = roles & HEADING_ROLE(plan);
    return reviews == plans ? TENSE_UNKNOWN : reviews ? TENSE_REVIEW : TENSE_PLAN;
}

/* Each heading has become a section. */
static bool is_topic(const struct outline *outline, size_t i) {
    return outline->headings.items[i].topic || outline->headings.items[i].kind == SECTION_LEAD;
}

/* What the heading's words say: 回顾, 工作安排, 过去一年; unknown where they say both or nothing. Below a heading whose
 * tense is known, words count only where they are what the heading is about: 目标任务全面完成 in a review plans
 * nothing. */
static enum tense tense_of_words(const struct outline *outline, size_t i, bool under_known) {
    const struct section *section = &outline->report->sections.items[i];
    struct slice title = section->title;
    heading_roles roles = outline->headings.items[i].roles;
    enum tense time = one_of(roles, ROLE_PAST, ROLE_FUTURE);
    if (is_topic(outline, i) || section->kind == SECTION_ITEM || section->kind == SECTION_POINT)
        return time;
    if (under_known && slice_characters(title) > SHORT_HEADING)
        roles = roles_at_end(outline->report, title);
    enum tense topic = one_of(roles, ROLE_REVIEW, ROLE_PLAN);
    return topic != TENSE_UNKNOWN ? topic : time;
}

/* 2026年, “十五五” in a report of 2026 plan, 2025年 and “十四五” review: the latest year named decides. */
static enum tense tense_of_years(const struct report *report, struct slice title) {
    int year = report->document.year, latest = 0;
    size_t at = 0;
    for (struct year_mention m = year_next(title, &at); m.kind != YEAR_NONE; m = year_next(title, &at)) {
        int end = m.last ? m.last : m.year;
        latest = end > latest ? end : latest;
    }
    if (!year || !latest)
        return TENSE_UNKNOWN;
    return latest < year ? TENSE_REVIEW : TENSE_PLAN;
}

/* 2026年：冲刺收官: what stands before a colon tells the time, whatever is said behind it. */
static enum tense tense_before_colon(const struct report *report, struct slice title) {
    size_t colon = slice_find(title, SLICE("："), 0);
    return colon == SIZE_MAX ? TENSE_UNKNOWN : tense_of_years(report, slice_part(title, 0, colon));
}

struct cues {
    size_t past, future;
};

/* Counts the words that parts of one tense hold much oftener than those of the other: 确保, 完善 against 居全, 获评. */
static struct cues count_cues(const struct report *report, struct span span) {
    struct slice text = report_text(report, span);
    struct cues cues = {0, 0};
    size_t at = 0;
    for (enum heading_role role; (role = heading_role_next(report, text, &at)) != ROLE_NONE;) {
        cues.past += role == ROLE_PAST || role == ROLE_PAST_CUE;
        cues.future += role == ROLE_FUTURE || role == ROLE_FUTURE_CUE;
    }
    return cues;
}

/* In reports whose parts are known, those that plan hold seven cues of planning to one of review, those that review one
 * to two: between lies a wide gap. */
static enum tense tense_of_cues(struct cues cues) {
    if (cues.past + cues.future < LEAST_CUES)
        return TENSE_UNKNOWN;
    if (cues.future >= PLAN_CUES_TO_ONE * cues.past)
        return TENSE_PLAN;
    return cues.past > cues.future ? TENSE_REVIEW : TENSE_UNKNOWN;
}

static bool is_top(const struct section *section) {
    return section->parent == NO_SECTION && section->kind != SECTION_TITLE && section->kind != SECTION_FURNITURE;
}

/* 名词解释, 附件2 名词解释: definitions neither review nor plan. */
static bool is_timeless(const struct report *report, const struct section *section) {
    size_t size;
    return section->kind == SECTION_HEADING && heading_role_at(report, section->title, 0, &size) == ROLE_ALONE &&
           size == section->title.size;
}

/* The sections before and behind a run of sections: what they are, and whether a heading has told that the plan began.
 */
struct around {
    enum tense before, behind;
    bool plan_told;
};

/* Wording may show the plan, or the review before a heading opens the plan: nothing is reviewed behind that. */
static enum tense tense_by_cues(struct cues cues, struct around around) {
    enum tense tense = tense_of_cues(cues);
    return tense == TENSE_REVIEW && around.plan_told ? TENSE_PLAN : tense;
}

/* Gives one tense to the top sections [first, end) that nothing else has told: that of all their text, else that of the
 * review which they stand in, else the plan's, which comes after the review. */
static void give_run_tense(struct report *report, size_t first, size_t end, struct cues cues, struct around around) {
    enum tense tense = tense_by_cues(cues, around);
    if (tense == TENSE_UNKNOWN && around.before == TENSE_REVIEW)
        tense = around.behind == TENSE_REVIEW ? TENSE_REVIEW : TENSE_PLAN;
    for (size_t i = first; i < end; i++)
        if (is_top(&report->sections.items[i]) && !is_timeless(report, &report->sections.items[i]) &&
            report->sections.items[i].tense == TENSE_UNKNOWN)
            report->sections.items[i].tense = tense;
}

/* 共享发展成果 below the plan's heading is an aim: where the plan has begun, a long heading reviews only where it names
 * a time that has passed. */
static bool is_aim(const struct outline *outline, size_t i, enum tense before) {
    heading_roles roles = outline->headings.items[i].roles;
    struct slice title = outline->report->sections.items[i].title;
    return before == TENSE_PLAN && slice_characters(title) > SHORT_HEADING && !(roles & HEADING_ROLE(ROLE_PAST)) &&
           tense_of_years(outline->report, title) == TENSE_UNKNOWN;
}

static void set_top_tenses(const struct outline *outline) {
    struct report *report = outline->report;
    struct cues run = {0, 0};
    size_t first = 0;
    struct around around = {TENSE_UNKNOWN, TENSE_UNKNOWN, false};
    for (size_t i = 0; i < report->sections.count; i++) {
        struct section *section = &report->sections.items[i];
        if (!is_top(section) || is_timeless(report, section))
            continue;
        enum tense tense = tense_before_colon(report, section->title);
        if (tense == TENSE_UNKNOWN)
            tense = tense_of_words(outline, i, false);
        if (tense == TENSE_REVIEW && is_aim(outline, i, around.before))
            tense = TENSE_UNKNOWN;
        if (tense == TENSE_UNKNOWN && !is_topic(outline, i))
            tense = tense_of_years(report, section->title);
        section->tense_told = tense != TENSE_UNKNOWN;
        if (tense == TENSE_UNKNOWN && report->document.type == REPORT_FIVE_YEAR)
            tense = TENSE_PLAN;
        if (tense == TENSE_UNKNOWN) {
            struct cues own = count_cues(report, section->body);
            run.past += own.past;
            run.future += own.future;
            tense = tense_by_cues(own, around);
        }
        section->tense = tense;
        if (tense == TENSE_UNKNOWN)
            continue;
        around.behind = tense;
        give_run_tense(report, first, i, run, around);
        run = (struct cues){0, 0};
        first = i + 1;
        around.before = tense;
        around.plan_told = around.plan_told || (tense == TENSE_PLAN && section->tense_told);
    }
    around.behind = TENSE_UNKNOWN;
    give_run_tense(report, first, report->sections.count, run, around);
}

void outline_set_tenses(const struct outline *outline) {
    struct report *report = outline->report;
    if (report->document.type == REPORT_BULLETIN) { /* it states what its year has brought, and plans nothing */
        for (size_t i = 0; i < report->sections.count; i++)
            report->sections.items[i].tense = TENSE_REVIEW;
        return;
    }
    set_top_tenses(outline);
    for (size_t i = 0; i < report->sections.count; i++) {
        struct section *section = &report->sections.items[i];
        if (section->parent == NO_SECTION)
            continue;
        enum tense above = report->sections.items[section->parent].tense;
        enum tense own = tense_of_words(outline, i, above != TENSE_UNKNOWN);
        if (own == TENSE_UNKNOWN && above == TENSE_UNKNOWN && !is_topic(outline, i))
            own = tense_of_years(report, section->title);
        section->tense = own != TENSE_UNKNOWN ? own : above;
        section->tense_told = own != TENSE_UNKNOWN || report->sections.items[section->parent].tense_told;
    }
}
