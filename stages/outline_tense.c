/* Whether a section reviews or plans: from its own heading, else from the heading above it, else from what the report
 * is. Reads `report.sections` and the document's type and year; leaves `section.tense`. */
#include "stages/outline_parts.h"

/* What the words of a heading say: 回顾, 工作安排; unknown where it says both or nothing. */
static enum tense tense_of_words(const struct report *report, struct slice title) {
    bool review = heading_has_role(report, title, ROLE_REVIEW), plan = heading_has_role(report, title, ROLE_PLAN);
    return review == plan ? TENSE_UNKNOWN : review ? TENSE_REVIEW : TENSE_PLAN;
}

/* 2026年重点工作 in a report of 2026 plans, 2025年 reviews. */
static enum tense tense_of_years(const struct report *report, struct slice title) {
    int year = report->document.year, last = 0;
    for (size_t at = 0; at + 4 < title.size; at++) {
        int value = 0;
        size_t k = at;
        while (k < title.size && k < at + 4 && title.start[k] >= '0' && title.start[k] <= '9')
            value = value * 10 + (title.start[k++] - '0');
        if (k == at + 4 && slice_starts(slice_part(title, k, title.size), SLICE("年")) && value > last)
            last = value;
    }
    if (!year || !last)
        return TENSE_UNKNOWN;
    return last < year ? TENSE_REVIEW : TENSE_PLAN;
}

void outline_set_tenses(struct report *report) {
    enum tense first = report->document.type == REPORT_FIVE_YEAR ? TENSE_PLAN : TENSE_UNKNOWN, before = first;
    for (size_t i = 0; i < report->sections.count; i++) {
        struct section *section = &report->sections.items[i];
        if (section->kind == SECTION_TITLE)
            continue;
        enum tense own = tense_of_words(report, section->title);
        if (own == TENSE_UNKNOWN)
            own = tense_of_years(report, section->title);
        if (own == TENSE_UNKNOWN && section->parent != NO_SECTION)
            own = report->sections.items[section->parent].tense;
        if (own == TENSE_UNKNOWN && section->level == 1) /* after the review comes the plan */
            own = before == TENSE_REVIEW ? TENSE_PLAN : before;
        section->tense = own;
        if (section->level == 1)
            before = own;
    }
}
