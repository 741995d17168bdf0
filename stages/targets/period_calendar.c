/* Reads the document's facts and the words of time in its first lines; resolves words of time into years. */
#include "stages/targets/period_calendar.h"

/* The year in which the report was given, 0 where its first lines do not say:
 * （2024年12月27日在某县第十八届人民代表大会第四次会议上）. */
static int year_given(const struct report *report, struct period_words *words) {
    enum { FIRST_LINES = 15, LONGEST_LINE_BYTES = 400 };
    for (size_t i = 0; i < report->paragraphs.count && i < FIRST_LINES; i++) {
        struct slice text = report_text(report, report->paragraphs.items[i].span);
        int year = 0;
        if (text.size >= LONGEST_LINE_BYTES)
            continue;
        for (size_t at = period_place(words, text, 0, text.size); at < text.size;) {
            struct time_word time;
            struct period_word word = {0};
            time_scan(text, at, &time);
            if (time.kind == TIME_YEARS && !time.plan && !year)
                year = time.start;
            else if (year && period_word(words, text, at, &word) && word.role == ROLE_SESSION)
                return year;
            at = period_place(words, text, at + (time.size > word.size ? time.size : word.size), text.size);
        }
    }
    return 0;
}

/* The years of a five-year plan: as the document says, or by the plan its title names. */
static struct years plan_years(const struct document *document) {
    if (document->period_start && document->period_end)
        return (struct years){document->period_start, document->period_end};
    for (size_t at = 0; at < document->title.size;) {
        struct time_word time;
        time_scan(document->title, at, &time);
        if (time.plan)
            return (struct years){time.start, time.end};
        at += time.size;
    }
    return document->year ? (struct years){document->year, document->year + 4} : (struct years){0};
}

struct calendar calendar_of(const struct report *report, struct period_words *words) {
    const struct document *document = &report->document;
    struct calendar calendar = {.words = words, .year = document->year, .this_year = document->year};
    calendar.many_years = document->type == REPORT_FIVE_YEAR;
    if (calendar.many_years) {
        calendar.plan = plan_years(document);
        if (calendar.plan.start) {
            calendar.past = (struct years){calendar.plan.start - 5, calendar.plan.start - 1};
            calendar.year = calendar.this_year = calendar.plan.start;
        }
        return calendar;
    }
    if (!calendar.year)
        return calendar;
    if (document->type == REPORT_BULLETIN) {
        calendar.year = document->year + 1;
        calendar.past = (struct years){document->year, document->year};
        calendar.plan = (struct years){calendar.year, calendar.year};
        calendar.past_only = true;
        calendar.given = true; /* 今年 is the year it accounts for */
        return calendar;
    }
    int given = year_given(report, words);
    calendar.given = given == calendar.year || given == calendar.year - 1;
    if (calendar.given)
        calendar.this_year = given;
    calendar.past = (struct years){calendar.year - 1, calendar.year - 1};
    calendar.plan = (struct years){calendar.year, calendar.year};
    return calendar;
}

struct years calendar_years(const struct calendar *calendar, const struct time_word *word) {
    int year = calendar->year;
    switch (word->kind) {
    case TIME_YEARS:
        /* 2012年以来: until the end of what is reviewed */
        if (word->since && year - 1 > word->start)
            return (struct years){word->start, year - 1};
        return (struct years){word->start, word->end};
    case TIME_PAST: return year && word->end ? (struct years){year - word->end, year - 1} : (struct years){0};
    case TIME_COMING: return year && word->end ? (struct years){year, year + word->end - 1} : (struct years){0};
    default: return (struct years){0};
    }
}

struct years calendar_relative(const struct calendar *calendar, const struct period_word *word, enum tense tense) {
    int year = calendar->this_year;
    if (!year)
        return (struct years){0};
    if (word->role == ROLE_CENTURY) {
        /* 到本世纪末 said in 1985 is 2000 */
        int end = (calendar->year - 1) / 100 * 100 + word->value;
        return (struct years){end, end};
    }
    /* A plan report laid before a meeting in December reviews 今年; where no day is stated, its review means the year
     * before the plan's. */
    if (tense == TENSE_REVIEW && !calendar->given && word->value == 0)
        year = calendar->year - 1;
    return (struct years){year + word->value, year + word->value};
}
