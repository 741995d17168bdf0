/* The years and the tense that hold at a place of a report where its sentence names none.
 *
 * A heading frames its section (一、2025年工作回顾); the head of a paragraph frames what follows in the section
 * (五年来，我们…), as reports that review a year and a five-year plan in one part do. */
#ifndef BAOGAO_STAGES_PERIOD_FRAME_H
#define BAOGAO_STAGES_PERIOD_FRAME_H

#include "stages/targets/period_calendar.h"

struct frame {
    struct years years;
    enum tense tense;
    bool guessed; /* neither a heading nor a paragraph's head says so: by where the part stands in the report */
    bool marked;  /* the head of a paragraph says so: 五年来， */
    size_t until; /* the byte of the text where it ends */
};

struct frames {
    struct report *report;
    const struct calendar *calendar;
    LIST(struct frame) stack;
    size_t section;                /* the next one to enter */
    size_t first_plan, any_review; /* the byte where the first planning section begins; SIZE_MAX, 0: there is none */
};

void frames_open(struct frames *frames, struct report *report, const struct calendar *calendar);
/* Moves to a byte of the text, never back. */
enum status frames_enter(struct frames *frames, size_t text_offset);
/* What holds where frames_enter moved last; tense is TENSE_UNKNOWN where nothing tells. */
struct frame frames_now(const struct frames *frames, size_t text_offset);
/* How far the years at the head of a paragraph hold. */
enum reach { REACH_PARAGRAPH, REACH_SECTION, REACH_PART };

/* The head of the paragraph names these years. */
enum status frames_mark(struct frames *frames, const struct paragraph *paragraph, struct years years, enum reach reach);

#endif
