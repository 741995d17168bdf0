/* Looks through each sentence for words of account and of plan, sums them up, and takes the turn where the sums differ
 * most. */
#include "stages/targets/course.h"

#include "stages/model/times.h"

/* How sure the words must be, as a difference of sums. */
enum { CLEAR_PARAGRAPH = EVIDENCE_SUM_ONE, CLEAR_TURN = 3 * EVIDENCE_SUM_ONE };

enum { NO_FACT = EVIDENCE_KIND_LINES };

static unsigned fact_of_years(const struct calendar *calendar, struct years years) {
    if (!years.end || !calendar->plan.start)
        return NO_FACT;
    return years.end < calendar->plan.start ? EVIDENCE_KIND_PAST_TIME : EVIDENCE_KIND_PLAN_TIME;
}

static unsigned fact_of_time(const struct calendar *calendar, const struct time_word *time) {
    switch (time->kind) {
    case TIME_YEARS: return fact_of_years(calendar, (struct years){time->start, time->end});
    case TIME_PAST: return EVIDENCE_KIND_PAST_TIME;
    case TIME_COMING: return EVIDENCE_KIND_COMING;
    default: return NO_FACT;
    }
}

static unsigned fact_of_word(const struct calendar *calendar, const struct period_word *word) {
    switch (word->role) {
    case ROLE_YEAR:
        if (word->value == 0 && !calendar->given)
            return NO_FACT; /* 今年 may be either */
        return fact_of_years(calendar, calendar_relative(calendar, word, TENSE_UNKNOWN));
    case ROLE_EXPECTED: return EVIDENCE_KIND_GOAL_NAMED;
    case ROLE_AIM: return word->value ? EVIDENCE_KIND_PROMISED : EVIDENCE_KIND_AIMED;
    case ROLE_FIRM: return EVIDENCE_KIND_FIRM;
    case ROLE_MODAL: return EVIDENCE_KIND_MODAL;
    case ROLE_PLANNING: return EVIDENCE_KIND_PLANNING;
    case ROLE_COMING: return EVIDENCE_KIND_COMING;
    case ROLE_PAST: return EVIDENCE_KIND_PAST_MARK;
    case ROLE_DONE: return EVIDENCE_KIND_DONE;
    case ROLE_ACCOUNT:
    case ROLE_RECORD:
    case ROLE_CUMULATIVE: return EVIDENCE_KIND_ACCOUNT;
    default: return NO_FACT;
    }
}

/* What the words of a sentence say. */
static struct evidence_facts facts_of_sentence(const struct calendar *calendar, struct slice text, size_t at) {
    struct period_words *words = calendar->words;
    struct evidence_facts facts = {0};
    while ((at = period_place(words, text, at, text.size)) < text.size) {
        size_t behind = at;
        unsigned may = period_beginning(words, text, at, slice_next(text, &behind)), fact;
        struct time_word time = {.size = behind - at};
        struct period_word word = {0};
        if (may & MAY_BE_TIME)
            time_scan(text, at, &time);
        if (!time.kind && may & MAY_BE_WORD && period_word(words, text, at, &word))
            fact = fact_of_word(calendar, &word);
        else
            fact = fact_of_time(calendar, &time);
        if (fact != NO_FACT)
            evidence_add(&facts, fact);
        at += word.size > time.size ? word.size : time.size;
    }
    return facts;
}

static enum status read_sentence(struct course *course, struct report *report, const struct report_sentence *read,
                                 const struct calendar *calendar) {
    struct course_sentence *sentence = LIST_ADD(&report->scratch, &course->sentences);
    if (!sentence)
        return STATUS_NO_MEMORY;
    sentence->paragraph = read->paragraph;
    sentence->end = (uint32_t)read->span.end;
    sentence->facts = facts_of_sentence(calendar, slice_part(report->text, 0, read->span.end), read->span.start);
    sentence->sum = evidence_sum(report->lexicon, EVIDENCE_KIND, &sentence->facts);
    return STATUS_OK;
}

/* The account ends where what is said before it leans to account, and what is said behind it to plan, the most. */
static void find_turn(struct course *course) {
    int64_t sum = 0, least = 0;
    course->turn = 0;
    for (size_t i = 0; i < course->sentences.count; i++) {
        const struct course_sentence *sentence = &course->sentences.items[i];
        sum += sentence->sum;
        if (sum < least) {
            least = sum;
            course->turn = sentence->end;
        }
    }
    course->turns = -least > CLEAR_TURN || sum - least > CLEAR_TURN;
}

enum status course_read(struct course *course, struct report *report, const struct calendar *calendar) {
    *course = (struct course){.report = report};
    for (size_t i = 0; i < report->sentences.count; i++) {
        const struct report_sentence *sentence = &report->sentences.items[i];
        if (!report->paragraphs.items[sentence->paragraph].cell &&
            read_sentence(course, report, sentence, calendar) != STATUS_OK)
            return STATUS_NO_MEMORY;
    }
    find_turn(course);
    return STATUS_OK;
}

/* The sum of the other sentences of its paragraph. */
static int64_t around(const struct course *course, size_t index) {
    const struct course_sentence *sentences = course->sentences.items;
    enum { MOST_SENTENCES = 8 }; /* a paragraph may be a whole report */
    size_t paragraph = sentences[index].paragraph, from = index > MOST_SENTENCES ? index - MOST_SENTENCES : 0;
    int64_t sum = -(int64_t)sentences[index].sum;
    for (size_t i = from; i < course->sentences.count && i <= index + MOST_SENTENCES; i++)
        if (sentences[i].paragraph == paragraph)
            sum += sentences[i].sum;
    return sum;
}

void course_add_facts(struct course *course, size_t text_offset, struct evidence_facts *facts) {
    while (course->next < course->sentences.count && course->sentences.items[course->next].end <= text_offset)
        course->next++;
    if (course->next == course->sentences.count)
        return;
    *facts = course->sentences.items[course->next].facts;
    int64_t sum = around(course, course->next);
    evidence_add_if(facts, EVIDENCE_KIND_PARAGRAPH_PLANS, sum > CLEAR_PARAGRAPH);
    evidence_add_if(facts, EVIDENCE_KIND_PARAGRAPH_ACCOUNTS, sum < -CLEAR_PARAGRAPH);
    if (course->turns)
        evidence_add(facts, text_offset < course->turn ? EVIDENCE_KIND_BEFORE_TURN : EVIDENCE_KIND_BEHIND_TURN);
}
