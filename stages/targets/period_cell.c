/* Reads column heads (2020年实际, “十四五”预期目标, 年均增速) and the table's title; changes one target at a time. */
#include "stages/targets/period_cell.h"

struct head {
    struct years years;
    bool goal, result, average, cumulative;
};

const struct cell *cell_at(const struct report *report, size_t text_offset) {
    size_t low = 0, high = report->cells.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (report->cells.items[middle].span.end <= text_offset)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == report->cells.count || report->cells.items[low].span.start > text_offset)
        return NULL;
    return &report->cells.items[low];
}

/* A head that is nothing but 2025. */
static struct years bare_year(struct slice text) {
    struct decimal year = decimal_from_text(slice_trim(text));
    if (!year.known || year.scale || year.digits < 1900 || year.digits > 2100)
        return (struct years){0};
    return (struct years){(int)year.digits, (int)year.digits};
}

static struct head read_head(const struct calendar *calendar, struct slice text, enum tense tense) {
    struct head head = {.years = bare_year(text)};
    struct period_words *words = calendar->words;
    size_t base_end = SIZE_MAX; /* of 比: the year right behind it is what is compared with */
    for (size_t at = period_place(words, text, 0, text.size); at < text.size;) {
        struct time_word time;
        struct period_word word = {0};
        time_scan(text, at, &time);
        struct years years = {0};
        if (time.kind == TIME_NAME)
            years = (struct years){time.start, time.end};
        else if (time.kind)
            years = calendar_years(calendar, &time);
        else if (period_word(words, text, at, &word)) {
            if (word.role == ROLE_YEAR)
                years = calendar_relative(calendar, &word, tense);
            head.goal |= word.role == ROLE_GOAL || word.role == ROLE_EXPECTED;
            head.result |= word.role == ROLE_RESULT;
            head.average |= word.role == ROLE_AVERAGE;
            head.cumulative |= word.role == ROLE_CUMULATIVE;
            if (word.role == ROLE_BASE)
                base_end = at + word.size;
        }
        if (years.end && at != base_end)
            head.years = years; /* the last: 2025年比2020年 is none, “十四五”末（2025年） the same */
        at = period_place(words, text, at + (time.size > word.size ? time.size : word.size), text.size);
    }
    return head;
}

static enum target_kind kind_of(const struct calendar *calendar, const struct head *head, struct frame frame) {
    bool known = head->years.end && calendar->plan.start;
    if (calendar->past_only)
        return KIND_ACTUAL;
    if (head->result && !(known && head->years.end > calendar->plan.start))
        return KIND_ACTUAL;
    if (head->goal)
        return KIND_TARGET;
    if (known)
        return head->years.end < calendar->plan.start ? KIND_ACTUAL : KIND_TARGET;
    return frame.tense == TENSE_REVIEW ? KIND_ACTUAL : KIND_TARGET;
}

static bool holds_bracket(struct slice text) {
    return slice_find(text, SLICE("["), 0) != SIZE_MAX || slice_find(text, SLICE("【"), 0) != SIZE_MAX ||
           slice_find(text, SLICE("〔"), 0) != SIZE_MAX;
}

/* Whether the number is an average or a sum of years, by its row and the head of its column. */
static void take_attributes(const struct cell *cell, const struct head *head, struct target *target) {
    bool marked = holds_bracket(cell->text);
    bool sum = cell->cumulative || (head->average && head->cumulative && marked); /* a column 年均增速[累计] */
    target->average = cell->average || (head->average && !sum);
    target->cumulative = cell->cumulative || (head->cumulative && !target->average);
    if (target->average && target->cumulative) /* a column 年均增速[累计]: the brackets mark the sums */
        target->average = false;
    target->expected = cell->attribute == ATTRIBUTE_EXPECTED;
    target->binding = cell->attribute == ATTRIBUTE_BINDING;
}

/* The years of a column whose head names none: those of the table's title, of the plan, or of the section. */
static struct years years_of_title(const struct calendar *calendar, const struct cell *cell, const struct head *head,
                                   struct frame frame) {
    struct head title = read_head(calendar, cell->title, frame.tense);
    bool plans = head->average || head->cumulative || head->goal;
    if (title.years.end)
        return title.years;
    return plans && calendar->many_years ? calendar->plan : frame.years;
}

void cell_date(const struct calendar *calendar, const struct cell *cell, struct frame frame, struct target *target) {
    struct head head = read_head(calendar, cell->column_head, frame.tense);
    take_attributes(cell, &head, target);
    if (!head.years.end)
        head.years = years_of_title(calendar, cell, &head, frame);
    target->kind = kind_of(calendar, &head, frame);
    bool rates = target->kind == KIND_TARGET && !target->cumulative; /* 地区生产总值年均增速 under 2025年目标 */
    target->average |= rates && read_head(calendar, cell->row_head, frame.tense).average;
    bool whole = target->average || target->cumulative;
    if (whole && calendar->many_years && head.years.start == head.years.end)
        head.years.start = head.years.end - 4; /* a five-year sum stands under the last year */
    if (!whole && head.years.end - head.years.start == 4)
        head.years.start = head.years.end; /* a level of a five-year plan is that of its end */
    target->period_start = head.years.start;
    target->period_end = head.years.end;
}
