/* Walks the targets in the order of the text, with one reader over the sentences and one over the outline. */
#include "stages/targets/period.h"

#include "stages/targets.h"
#include "stages/targets/course.h"
#include "stages/targets/period_cell.h"
#include "stages/targets/period_sentence.h"
#include "stages/targets/target_flags.h"

/* What the dating of all targets of a report needs. */
struct dating {
    struct calendar calendar;
    struct frames frames;
    struct reader reader;
    struct course course;
};

/* Whether the number is where a change starts (从71户压降至40户; 从5家、3个增至9家、6个): what follows it in its clause
 * leads to another number. */
static bool leads_on(const struct report *report, struct period_words *words, uint32_t index) {
    enum { MOST_NUMBERS = 6, LONGEST_WAY_BYTES = 60 };
    for (uint32_t i = index; i + 1 < report->quantities.count && i < index + MOST_NUMBERS; i++) {
        size_t from = report->quantities.items[i].whole.end, to = report->quantities.items[i + 1].whole.start;
        if (to < from || to - from > LONGEST_WAY_BYTES)
            return false;
        struct slice way = slice_part(report->text, from, to);
        /* Words such as 超过 belong to the number they stand before. */
        struct slice number = report_text(report, report->quantities.items[i + 1].whole);
        if (slice_find(way, SLICE("，"), 0) != SIZE_MAX || slice_find(way, SLICE("。"), 0) != SIZE_MAX ||
            slice_find(way, SLICE("\n"), 0) != SIZE_MAX)
            return false;
        if (period_role_in(words, way, ROLE_REACH) || period_role_at(words, number, 0, ROLE_REACH))
            return true;
        if (!slice_starts(way, SLICE("、")) && !slice_starts(way, SLICE(ZH_AND)))
            return false;
    }
    return false;
}

static bool is_change(enum measure measure) {
    return measure == MEASURE_GROWTH || measure == MEASURE_CHANGE || measure == MEASURE_MULTIPLE;
}

static void add_facts_of_years(const struct calendar *calendar, const struct sentence_dates *sentence,
                               struct years years, struct evidence_facts *facts) {
    if (!years.end || !calendar->plan.start)
        return;
    if (sentence->this_year)
        evidence_add(facts, EVIDENCE_KIND_YEARS_THIS);
    else if (years.end < calendar->plan.start)
        evidence_add(facts, EVIDENCE_KIND_YEARS_PAST);
    else
        evidence_add(facts, years.end > calendar->plan.end ? EVIDENCE_KIND_YEARS_AFTER : EVIDENCE_KIND_YEARS_PLAN);
}

/* A sentence that names years of its own (“九五”期间…。“十五”期间…) goes on from no paragraph's head. */
static void add_facts_of_frame(struct frame frame, bool own_years, struct evidence_facts *facts) {
    bool plan = frame.tense == TENSE_PLAN;
    if (frame.tense == TENSE_UNKNOWN || (frame.marked && own_years))
        return;
    if (frame.marked)
        evidence_add(facts, plan ? EVIDENCE_KIND_MARK_PLANS : EVIDENCE_KIND_MARK_REVIEWS);
    else if (frame.guessed)
        evidence_add(facts, plan ? EVIDENCE_KIND_SECTION_GUESSED_PLAN : EVIDENCE_KIND_SECTION_GUESSED_REVIEW);
    else
        evidence_add(facts, plan ? EVIDENCE_KIND_SECTION_PLANS : EVIDENCE_KIND_SECTION_REVIEWS);
}

static bool is_limit(enum comparator comparator) {
    return comparator != COMPARATOR_EQUAL && comparator != COMPARATOR_ABOVE;
}

/* Promise or achievement: what the sentence, the frame and the course of the report say at a byte of the text; `years`
 * are those the sentence names. */
static struct evidence_facts facts_of_kind(struct dating *dating, size_t text_offset, struct years years,
                                           struct frame frame) {
    const struct sentence_dates *sentence = &dating->reader.sentence;
    const struct calendar *calendar = &dating->calendar;
    struct evidence_facts facts = {{0}};
    course_add_facts(&dating->course, text_offset, &facts);
    add_facts_of_years(calendar, sentence, years, &facts);
    add_facts_of_frame(frame, years.end && !sentence->this_year, &facts);
    evidence_add_if(&facts, EVIDENCE_KIND_CLAUSE_DONE, sentence->done);
    evidence_add_if(&facts, EVIDENCE_KIND_CLAUSE_PROMISED, sentence->clause_firmness != FIRMNESS_NONE);
    evidence_add_if(&facts, EVIDENCE_KIND_GOAL_LIST, sentence->expected);
    evidence_add_if(&facts, EVIDENCE_KIND_LONG_PLAN, calendar->many_years);
    evidence_add_if(&facts, EVIDENCE_KIND_BULLETIN, calendar->past_only);
    return facts;
}

static enum status decide_kind(struct report *report, struct dating *dating, struct years years, struct frame frame,
                               struct target *target) {
    const struct quantity *quantity = &report->quantities.items[target->quantity];
    struct evidence_facts facts = facts_of_kind(dating, quantity->mention.start, years, frame);
    evidence_add_if(&facts, EVIDENCE_KIND_LIMIT, is_limit(target->comparator));
    int32_t sum = evidence_sum(report->lexicon, EVIDENCE_KIND, &facts);
    target->kind = sum > 0 ? KIND_TARGET : KIND_ACTUAL;
    target->kind_sum = sum;
    struct candidate candidate = {.table = EVIDENCE_KIND,
                                  .span = quantity->mention,
                                  .name = sum > 0 ? SLICE("target") : SLICE("actual"),
                                  .quantity = target->quantity,
                                  .facts = facts,
                                  .sum = sum,
                                  .taken = true};
    return report_explain(report, &candidate) ? STATUS_OK : STATUS_NO_MEMORY;
}

/* The years of a number whose sentence names none. */
static struct years inherited_years(const struct calendar *calendar, const struct target *target, struct frame frame,
                                    struct years mark) {
    struct years years = mark.end ? mark : frame.years;
    bool dated = calendar->plan.start > 0, past = dated && years.end && years.end < calendar->plan.start;
    /* 已 in a plan, 力争 in a review: the other part's years. */
    if (dated && target->kind == KIND_ACTUAL && !past)
        years = calendar->past;
    else if (dated && target->kind == KIND_TARGET && (past || !years.end))
        years = calendar->plan;
    bool whole = target->average || target->cumulative || is_change(target->measure);
    if (calendar->many_years && !whole)
        years.start = years.end;
    return years;
}

/* 今年 in an account is the year that the report accounts for. */
static struct years this_year(const struct calendar *calendar, const struct target *target, struct frame frame) {
    bool account = target->kind == KIND_ACTUAL && frame.tense == TENSE_REVIEW;
    return account ? calendar->past : (struct years){calendar->this_year, calendar->this_year};
}

static void date_start(const struct sentence_dates *sentence, struct years years, struct frame frame,
                       struct target *target) {
    target->kind = KIND_ACTUAL;
    struct years stretch = sentence->mark.end ? sentence->mark : frame.years;
    int year = 0;
    if (sentence->next_years.end)
        year = sentence->next_years.end;
    else if (sentence->year_start && stretch.start == stretch.end)
        year = years.end ? years.end : stretch.end; /* 由年初的X降至Y */
    else if (sentence->start_year)
        year = sentence->start_year;
    else if (years.end > years.start)
        year = years.start - 1;
    else if (!years.end && frame.tense == TENSE_REVIEW && stretch.end > stretch.start)
        year = stretch.start - 1; /* 五年来…从X提高到Y: the year before the five */
    target->period_start = target->period_end = year;
}

static bool is_start(const struct report *report, const struct reader *reader, const struct target *target) {
    return reader->sentence.starts && leads_on(report, reader->calendar->words, target->quantity);
}

/* What the sentence says of the number beside its years. */
static void take_attributes(const struct reader *reader, struct target *target) {
    const struct sentence_dates *sentence = &reader->sentence;
    target->average = sentence->average || reader->listed_average;
    target->cumulative = sentence->cumulative && !target->average;
    target->expected = sentence->expected;
    target->binding = sentence->binding;
}

/* 比2020年增长, 年均增长: the years of a change begin behind the year that it is compared with. */
static int first_year(const struct sentence_dates *sentence, const struct target *target, struct years years) {
    int base = target->average && years.start == years.end ? sentence->last_base : sentence->base;
    bool changes = target->cumulative || is_change(target->measure);
    return base && base < years.end && changes ? base + 1 : years.start;
}

static enum status flag_years(struct report *report, const struct sentence_dates *sentence, bool guessed,
                              struct target *target) {
    if (guessed && !target_flag(report, target, SLICE("period_inherited")))
        return STATUS_NO_MEMORY;
    if (sentence->part_year && !target_flag(report, target, SLICE("part_of_year")))
        return STATUS_NO_MEMORY;
    return STATUS_OK;
}

static enum status date_text(struct report *report, struct dating *dating, struct target *target) {
    const struct reader *reader = &dating->reader;
    const struct sentence_dates *sentence = &reader->sentence;
    const struct quantity *quantity = &report->quantities.items[target->quantity];
    struct frame frame = frames_now(reader->frames, quantity->mention.start);
    struct years years = sentence->next_years.end ? sentence->next_years : sentence->years;
    take_attributes(reader, target);
    if (is_start(report, reader, target)) {
        date_start(sentence, years, frame, target);
        return STATUS_OK;
    }
    if (decide_kind(report, dating, years, frame, target) != STATUS_OK)
        return STATUS_NO_MEMORY;
    target->expected &= target->kind == KIND_TARGET;
    if (sentence->this_year && !sentence->next_years.end)
        years = this_year(reader->calendar, target, frame);
    bool inherited = !years.end;
    if (inherited)
        years = inherited_years(reader->calendar, target, frame, sentence->mark);
    target->period_start = first_year(sentence, target, years);
    target->period_end = years.end;
    return flag_years(report, sentence, inherited && frame.guessed, target);
}

/* What the target's own verb says: 确保, 力争新增. */
static enum firmness firmness_of_verb(struct period_words *words, struct slice verb) {
    for (size_t at = 0; (at = period_place(words, verb, at, verb.size)) < verb.size;) {
        struct period_word word;
        if (!period_word(words, verb, at, &word)) {
            slice_next(verb, &at);
            continue;
        }
        if (word.role == ROLE_FIRM || word.role == ROLE_AIM)
            return word.role == ROLE_FIRM ? FIRMNESS_FIRM : FIRMNESS_AIM;
        at += word.size;
    }
    return FIRMNESS_NONE;
}

static void set_firmness(struct period_words *words, const struct sentence_dates *sentence, struct target *target) {
    if (target->kind == KIND_ACTUAL)
        return;
    target->firmness = firmness_of_verb(words, target->verb);
    /* 力争新增A 50家，新建B 5个: a verb of its own ends what the clause before said. */
    if (!target->firmness && sentence)
        target->firmness = target->verb.size ? sentence->clause_firmness : sentence->firmness;
    if (!target->firmness && target->binding)
        target->firmness = FIRMNESS_FIRM;
    if (!target->firmness && target->comparator == COMPARATOR_ABOUT) /* 以上 and 以内 are limits */
        target->firmness = FIRMNESS_SOFT;
}

static enum status date_target(struct report *report, struct dating *dating, struct target *target) {
    struct reader *reader = &dating->reader;
    const struct quantity *quantity = &report->quantities.items[target->quantity];
    const struct paragraph *paragraph = report_paragraph(report, quantity->mention.start);
    if (!paragraph)
        return STATUS_OK;
    size_t index = (size_t)(paragraph - report->paragraphs.items);
    enum status status =
        reader_advance(reader, index, paragraph->cell ? paragraph->span.start : quantity->mention.start);
    if (status != STATUS_OK)
        return status;
    const struct cell *cell = paragraph->cell ? cell_at(report, quantity->mention.start) : NULL;
    if (cell) {
        struct frame frame = frames_now(reader->frames, quantity->mention.start);
        cell_date(reader->calendar, cell, frame, target);
    } else {
        status = date_text(report, dating, target);
    }
    set_firmness(reader->calendar->words, cell ? NULL : &reader->sentence, target);
    reader_pass(reader, quantity, !cell && is_start(report, reader, target));
    return status;
}

/* The course is read once a report, whoever asks first. */
static enum status read_course(struct dating *dating, struct report *report) {
    if (!report->course) {
        struct course *course = arena_take(&report->arena, sizeof *course);
        if (!course || course_read(course, report, &dating->calendar) != STATUS_OK ||
            !LIST_KEEP(&report->arena, &course->sentences))
            return STATUS_NO_MEMORY;
        report->course = course;
    }
    dating->course = *report->course;
    return STATUS_OK;
}

struct dating *dating_open(struct report *report) {
    struct dating *dating = arena_take(&report->scratch, sizeof *dating);
    struct period_words *words = dating ? period_words_open(report) : NULL;
    if (!words)
        return NULL;
    dating->calendar = calendar_of(report, words);
    frames_open(&dating->frames, report, &dating->calendar);
    enum status status = read_course(dating, report);
    if (status == STATUS_OK)
        status = reader_open(&dating->reader, report, &dating->calendar, &dating->frames);
    return status == STATUS_OK ? dating : NULL;
}

enum status dating_read_place(struct dating *dating, size_t text_offset, struct dated *dated) {
    struct report *report = dating->reader.report;
    const struct paragraph *paragraph = report_paragraph(report, text_offset);
    *dated = (struct dated){.kind = KIND_ACTUAL};
    if (!paragraph)
        return STATUS_OK;
    size_t index = (size_t)(paragraph - report->paragraphs.items);
    enum status status = reader_advance(&dating->reader, index, text_offset);
    const struct sentence_dates *sentence = &dating->reader.sentence;
    struct frame frame = frames_now(&dating->frames, text_offset);
    struct years years = paragraph->cell ? (struct years){0} : sentence->years;
    if (sentence->this_year)
        years = frame.tense == TENSE_REVIEW ? dating->calendar.past
                                            : (struct years){dating->calendar.this_year, dating->calendar.this_year};
    struct evidence_facts facts = facts_of_kind(dating, text_offset, years, frame);
    dated->sum = evidence_sum(report->lexicon, EVIDENCE_KIND, &facts);
    dated->kind = dated->sum > 0 ? KIND_TARGET : KIND_ACTUAL;
    dated->year = years.start == years.end ? years.end : 0;
    return status;
}

enum status targets_date(struct report *report) {
    struct dating *dating = dating_open(report);
    enum status status = dating ? STATUS_OK : STATUS_NO_MEMORY;
    for (size_t i = 0; status == STATUS_OK && i < report->targets.count; i++)
        status = date_target(report, dating, &report->targets.items[i]);
    return status;
}
