/* Looks for years with the grammar of times. */
#include "stages/outline/document_years.h"

#include "stages/model/report.h"
#include "stages/model/times.h"

/* 一月, 12月 behind a year: the month; 0 where none is. */
static int month_behind(struct slice text, size_t at) {
    enum { LONGEST_MONTH_BYTES = sizeof ZH_NUMERALS, MONTHS = 12 };
    struct slice rest = slice_part(text, at, at + LONGEST_MONTH_BYTES);
    size_t sign = slice_find(rest, SLICE(ZH_MONTH), 0), behind = 0;
    struct slice number = slice_trim(slice_part(rest, 0, sign));
    if (sign == SIZE_MAX || number.size == 0)
        return 0;
    int month = time_next_number(number, &behind);
    return behind == number.size && month >= 1 && month <= MONTHS ? month : 0;
}

static struct year_mention mention_of(struct slice text, size_t start, size_t end, const struct time_word *time) {
    struct year_mention mention = {.kind = YEAR_ALONE, .year = time->start, .start = start, .end = end};
    if (time->passed) /* 刚刚过去的2025年 */
        mention.start = start + slice_find_last(slice_part(text, start, end), SLICE(ZH_OF)) + sizeof ZH_OF - 1;
    if (time->plan || time->end != time->start) {
        mention.kind = time->plan ? YEAR_FIVE_YEAR : YEAR_RANGE;
        mention.last = time->end;
        return mention;
    }
    mention.month = month_behind(text, end);
    if (mention.month)
        mention.kind = YEAR_DATE;
    return mention;
}

struct year_mention year_next(struct slice text, size_t *at) {
    while (*at < text.size) {
        struct time_word time;
        size_t start = *at;
        if (!time_may_begin(text, start)) {
            slice_next(text, at);
            continue;
        }
        time_scan(text, start, &time);
        *at += time.size;
        if (time.kind == TIME_YEARS || time.kind == TIME_NAME)
            return mention_of(text, start, *at, &time);
    }
    return (struct year_mention){.kind = YEAR_NONE};
}
