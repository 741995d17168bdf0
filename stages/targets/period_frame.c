/* Walks the outline once beside the text and keeps the frames that are open; reads headings, not sentences. */
#include "stages/targets/period_frame.h"

void frames_open(struct frames *frames, struct report *report, const struct calendar *calendar) {
    *frames = (struct frames){.report = report, .calendar = calendar, .first_plan = SIZE_MAX};
    for (size_t i = 0; i < report->sections.count; i++) {
        const struct section *section = &report->sections.items[i];
        if (section->kind == SECTION_FURNITURE)
            continue;
        if (section->tense == TENSE_PLAN && section->heading.start < frames->first_plan)
            frames->first_plan = section->heading.start;
        frames->any_review |= section->tense == TENSE_REVIEW;
    }
}

static enum tense tense_of_years(const struct calendar *calendar, struct years years) {
    if (!years.end || !calendar->plan.start)
        return TENSE_UNKNOWN;
    return years.end < calendar->plan.start ? TENSE_REVIEW : TENSE_PLAN;
}

static struct years years_of_tense(const struct calendar *calendar, enum tense tense) {
    switch (tense) {
    case TENSE_REVIEW: return calendar->past;
    case TENSE_PLAN: return calendar->plan;
    default: return (struct years){0};
    }
}

/* Years a section can be about: those of the review or the plan, or a stretch; 2030年前 in the name of a task frames
 * nothing in a report of one year. */
static bool frames_section(const struct calendar *calendar, struct years years) {
    if (!years.end)
        return false;
    return calendar->many_years || years.end > years.start || years.end == calendar->past.end ||
           years.end == calendar->plan.start;
}

/* The first years a heading names: “十四五”时期和2025年工作回顾 begins with the plan's. */
static struct years heading_years(const struct frames *frames, const struct section *section) {
    struct slice title = section->title;
    struct period_words *words = frames->calendar->words;
    for (size_t at = period_place(words, title, 0, title.size); at < title.size;) {
        struct time_word time;
        struct period_word word = {0};
        time_scan(title, at, &time);
        if (time.kind == TIME_NAME && frames->calendar->plan.start && time.end >= frames->calendar->plan.start)
            time.kind = TIME_YEARS; /* “十五五”规划的主要目标 */
        if (time.kind == TIME_THESE && section->tense == TENSE_REVIEW)
            time.kind = TIME_PAST; /* 这是改革不断深化的五年 */
        struct years years = calendar_years(frames->calendar, &time);
        if (!time.kind && period_word(words, title, at, &word) && word.role == ROLE_YEAR)
            years = calendar_relative(frames->calendar, &word, section->tense);
        if (frames_section(frames->calendar, years))
            return years;
        at = period_place(words, title, at + (time.size > word.size ? time.size : word.size), title.size);
    }
    return (struct years){0};
}

static enum status push(struct frames *frames, struct frame frame) {
    if (frames->stack.count && frames->stack.items[frames->stack.count - 1].until == frame.until)
        frames->stack.count--; /* it takes the place of that */
    struct frame *top = LIST_ADD(&frames->report->scratch, &frames->stack);
    if (!top)
        return STATUS_NO_MEMORY;
    *top = frame;
    return STATUS_OK;
}

static void leave(struct frames *frames, size_t text_offset) {
    while (frames->stack.count && frames->stack.items[frames->stack.count - 1].until <= text_offset)
        frames->stack.count--;
}

/* The tense of a section whose heading names `years`, inside a part of tense `now`. */
static enum tense tense_of_section(const struct frames *frames, const struct section *section, struct years years,
                                   enum tense now) {
    /* A point of a review is review, whatever it is worded like. */
    bool point = section->kind == SECTION_LEAD || section->kind == SECTION_ITEM || section->kind == SECTION_POINT;
    if (point && now != TENSE_UNKNOWN && !years.end)
        return now;
    if (section->tense)
        return section->tense;
    return years.end ? tense_of_years(frames->calendar, years) : now;
}

static enum status enter_section(struct frames *frames, const struct section *section) {
    const struct paragraph *paragraph = report_paragraph(frames->report, section->heading.start);
    /* The years of a run-in heading are read with its paragraph. */
    struct years years = paragraph && paragraph->heading ? heading_years(frames, section) : (struct years){0};
    struct frame outer = {0};
    if (frames->stack.count)
        outer = frames->stack.items[frames->stack.count - 1];
    enum tense tense = tense_of_section(frames, section, years, outer.tense);
    bool guessed = !section->tense_told && tense == section->tense;
    if (!years.end && tense == outer.tense && guessed == outer.guessed)
        return STATUS_OK;
    if (!years.end)
        years = years_of_tense(frames->calendar, tense);
    return push(frames, (struct frame){.years = years, .tense = tense, .guessed = guessed, .until = section->body.end});
}

enum status frames_enter(struct frames *frames, size_t text_offset) {
    for (; frames->section < frames->report->sections.count; frames->section++) {
        const struct section *section = &frames->report->sections.items[frames->section];
        if (section->kind == SECTION_FURNITURE || section->kind == SECTION_TITLE)
            continue;
        if (section->heading.start > text_offset)
            break;
        leave(frames, section->heading.start);
        if (enter_section(frames, section) != STATUS_OK)
            return STATUS_NO_MEMORY;
    }
    leave(frames, text_offset);
    return STATUS_OK;
}

struct frame frames_now(const struct frames *frames, size_t text_offset) {
    const struct calendar *calendar = frames->calendar;
    struct frame frame = {.until = frames->report->text.size};
    if (frames->stack.count)
        frame = frames->stack.items[frames->stack.count - 1];
    if (frame.tense == TENSE_UNKNOWN) {
        frame.guessed = !calendar->past_only;
        /* What stands before the plan is account, if the report is one of a year; a five-year plan plans. */
        bool planned = frames->first_plan != SIZE_MAX;
        bool before_plan = !calendar->many_years && planned && text_offset < frames->first_plan;
        if (calendar->past_only || before_plan)
            frame.tense = TENSE_REVIEW;
        else if (calendar->many_years || planned || frames->any_review)
            frame.tense = TENSE_PLAN;
    }
    if (!frame.years.end)
        frame.years = years_of_tense(calendar, frame.tense);
    return frame;
}

/* The section whose body a mark at the head of this paragraph governs: a topic sentence hands it on to the section it
 * stands in, a paragraph that addresses the meeting (各位代表！) to the part. */
static size_t mark_end(const struct frames *frames, const struct paragraph *paragraph, enum reach reach) {
    enum { MOST_LEVELS = 16 };
    const struct report *report = frames->report;
    uint32_t index = paragraph->section;
    for (int i = 0; i < MOST_LEVELS && index < report->sections.count; i++) {
        const struct section *section = &report->sections.items[index];
        bool top = section->parent >= report->sections.count || report->sections.items[section->parent].level == 0;
        if (top || (reach == REACH_SECTION && section->kind != SECTION_LEAD))
            return section->body.end;
        index = section->parent;
    }
    return report->text.size;
}

enum status frames_mark(struct frames *frames, const struct paragraph *paragraph, struct years years,
                        enum reach reach) {
    struct frame frame = {.years = years, .tense = tense_of_years(frames->calendar, years), .marked = true};
    frame.until = reach == REACH_PARAGRAPH ? paragraph->span.end : mark_end(frames, paragraph, reach);
    if (frame.tense == TENSE_UNKNOWN)
        frame.tense = frames_now(frames, paragraph->span.start).tense;
    if (frame.until <= paragraph->span.start)
        return STATUS_OK;
    return push(frames, frame);
}
