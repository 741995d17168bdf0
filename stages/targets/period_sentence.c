/* Reads paragraphs once, from one place where a word of time or of firmness can stand to the next; decides nothing. */
#include "stages/targets/period_sentence.h"

#include <string.h>

/* Characters that may stand before the word of time at the head of a paragraph: 回顾过去五年，, ——这五年， */
enum { HEAD_BYTES = 24 };

static struct slice paragraph_text(const struct reader *reader) {
    return slice_part(reader->report->text, 0, reader->report->paragraphs.items[reader->paragraph].span.end);
}

static void begin_clause(struct reader *reader) {
    struct sentence_dates *sentence = &reader->sentence;
    sentence->done = sentence->starts = sentence->year_start = sentence->average = sentence->cumulative =
        sentence->binding = false;
    sentence->clause_firmness = FIRMNESS_NONE;
    sentence->base = sentence->colon_base;
    sentence->next_years = (struct years){0};
    reader->listed_average = false;
}

static void begin_sentence(struct reader *reader) {
    struct sentence_dates *sentence = &reader->sentence;
    sentence->colon_base = 0;
    begin_clause(reader);
    sentence->years = (struct years){0};
    sentence->part_year = sentence->this_year = false;
    sentence->start_year = sentence->last_base = 0;
    sentence->firmness = FIRMNESS_NONE;
    reader->sentence_start = reader->at;
    reader->sentence_head = true;
}

static bool begins_item(struct slice text) {
    static const char *const HEADS[] = {"—", "-", "（", "(", "·", "●"};
    for (size_t i = 0; i < sizeof HEADS / sizeof *HEADS; i++)
        if (slice_starts(text, slice_from_string(HEADS[i])))
            return true;
    return text.size > 0 && text.start[0] >= '0' && text.start[0] <= '9';
}

/* Whether the targets of a paragraph are the expected ones before its text says so: its section is headed 主要预期目标,
 * or the paragraph before ends 主要预期目标是： and this is an item of the list. */
static void inherit_expected(struct reader *reader, size_t index, bool leads) {
    const struct report *report = reader->report;
    const struct paragraph *paragraph = &report->paragraphs.items[index];
    bool item = begins_item(report_text(report, paragraph->span));
    if (paragraph->section != reader->section) {
        reader->section = paragraph->section;
        reader->expected =
            reader->section < report->sections.count &&
            period_role_in(reader->calendar->words, report->sections.items[reader->section].title, ROLE_EXPECTED);
        reader->expected_list = false;
    }
    reader->expected_list = leads || (item && reader->expected_list);
    reader->sentence.expected = reader->expected || reader->expected_list;
}

static bool ends_with_colon(struct slice text) {
    return slice_ends(text, SLICE("：")) || slice_ends(text, SLICE(":"));
}

/* 今年主要预期目标是： at the end of a paragraph dates the list below it. */
static void inherit_years(struct reader *reader, size_t index, bool colon, bool goals) {
    const struct sentence_dates *sentence = &reader->sentence;
    bool item = begins_item(report_text(reader->report, reader->report->paragraphs.items[index].span));
    if (colon && sentence->years.end)
        reader->list_years = goals && sentence->this_year ? reader->calendar->plan : sentence->years;
    else if (!item)
        reader->list_years = (struct years){0};
}

static enum status begin_paragraph(struct reader *reader, size_t index) {
    const struct paragraph *paragraph = &reader->report->paragraphs.items[index];
    struct slice before = slice_part(reader->report->text, 0, reader->at);
    bool colon = ends_with_colon(before), leads = colon && reader->sentence.expected;
    inherit_years(reader, index, colon, leads);
    reader->paragraph = index;
    reader->at = paragraph->span.start;
    reader->sentence = (struct sentence_dates){0};
    begin_sentence(reader);
    inherit_expected(reader, index, leads);
    reader->paragraph_head = reader->no_number = true;
    reader->address = reader->bracket = false;
    enum status status = frames_enter(reader->frames, paragraph->span.start);
    if (status == STATUS_OK && reader->list_years.end)
        status = frames_mark(reader->frames, paragraph, reader->list_years, REACH_PARAGRAPH);
    return status;
}

enum status reader_open(struct reader *reader, struct report *report, const struct calendar *calendar,
                        struct frames *frames) {
    *reader = (struct reader){
        .report = report, .calendar = calendar, .frames = frames, .base_word = SIZE_MAX, .addressed = SIZE_MAX};
    reader->section = NO_SECTION;
    return report->paragraphs.count ? begin_paragraph(reader, 0) : STATUS_OK;
}

static bool stands_before(struct slice text, size_t at, struct slice word) {
    return slice_starts(slice_part(text, at, text.size), word);
}

/* 按2020年价格, 以2020年为基期; 是2020年的2倍, 是前53年总和的…: the year is what is compared with. */
static bool is_base(const struct reader *reader, struct slice text, size_t behind) {
    if (reader->base_word == reader->at || period_role_at(reader->calendar->words, text, behind, ROLE_BASE_BEHIND))
        return true;
    enum { NUMBER_BYTES = 24 };
    return period_role_in(reader->calendar->words, slice_part(text, behind, behind + NUMBER_BYTES), ROLE_TIMES);
}

/* 从2018年的81%, 由2002年7703元 name the year of the number behind; 从2018年起, 从2018年1月1日起 do not. */
static bool is_start_year(const struct reader *reader, struct slice text, size_t behind) {
    if (!reader->sentence.starts || period_role_at(reader->calendar->words, text, behind, ROLE_SINCE_BEHIND))
        return false;
    size_t digits = behind;
    while (digits < text.size && text.start[digits] >= '0' && text.start[digits] <= '9')
        digits++;
    return !stands_before(text, digits, SLICE(ZH_MONTH));
}

/* Whether years stand so near the head of a sentence, with a mark behind them, that they are told of all of it. */
static bool is_head(const struct reader *reader, struct slice text, bool stretch, size_t behind) {
    size_t before = reader->at - reader->sentence_start;
    bool comma = slice_starts_among(slice_part(text, behind, text.size), SLICE("，|,|：|" ZH_IS)) > 0;
    if (before > HEAD_BYTES || !stretch)
        return before == 0 && comma;
    /* 编制“十六五”村庄规划 tells of a plan, not of when */
    bool opens = before == 0 || before == 0 ||
                 slice_ends_among(slice_part(text, 0, reader->at), SLICE("、|）")); /* 一、“十一五”时期 */
    return opens || comma;
}

/* How far years at the head of a paragraph hold: those of the review and of the plan further than others. */
static enum reach reach_of(const struct reader *reader, struct years years) {
    enum { PLAN_YEARS = 5 };
    const struct calendar *calendar = reader->calendar;
    int length = years.end - years.start + 1;
    bool plan = years.start == calendar->plan.start;
    bool usual = (length == 1 || length == PLAN_YEARS) && (years.end == calendar->past.end || plan);
    /* 今后五年，… in a report of one year: the next paragraph may plan the year again */
    bool horizon = !calendar->many_years && length > 1 && plan;
    if (!usual || horizon)
        return REACH_PARAGRAPH;
    return reader->address ? REACH_PART : REACH_SECTION;
}

/* Years at the head of a paragraph or sentence hold on behind it: 2025年，…。…。 and 五年来，…。…。, but not 到2030年.
 * The years of the review or the plan hold to the end of the section, others (近三年) to that of the paragraph. */
static enum status mark_head(struct reader *reader, struct slice text, struct years years, bool stretch,
                             size_t behind) {
    const struct paragraph *paragraph = &reader->report->paragraphs.items[reader->paragraph];
    if (paragraph->heading || !reader->sentence_head || !is_head(reader, text, stretch, behind))
        return STATUS_OK;
    /* …收官之年。五年来，…: the first sentence of a paragraph may only lead up to it. */
    bool first = reader->paragraph_head || (stretch && reader->no_number);
    reader->sentence.mark = years;
    if (!first)
        return STATUS_OK;
    return frames_mark(reader->frames, paragraph, years, reach_of(reader, years));
}

/* 2007年…开展以来，: what began in the year goes on. */
static bool goes_on(const struct reader *reader, struct slice text, size_t behind) {
    enum { CLAUSE_BYTES = 60 };
    struct slice near = slice_part(text, behind, behind + CLAUSE_BYTES);
    size_t comma = slice_find(near, SLICE("，"), 0);
    size_t end = comma == SIZE_MAX ? 0 : comma;
    struct period_word word;
    for (size_t at = 0; at < end; slice_next(near, &at))
        if (period_word(reader->calendar->words, near, at, &word) && word.role == ROLE_SINCE_BEHIND && word.value &&
            at + word.size == end)
            return true;
    return false;
}

static enum status take_years(struct reader *reader, struct slice text, struct years years, bool stretch, size_t size) {
    struct sentence_dates *sentence = &reader->sentence;
    size_t behind = reader->at + size;
    if (!years.end)
        return STATUS_OK;
    if (is_base(reader, text, behind)) {
        sentence->base = sentence->last_base = years.end;
        return STATUS_OK;
    }
    if (is_start_year(reader, text, behind)) {
        sentence->next_years = years;
        sentence->start_year = years.end;
        return STATUS_OK;
    }
    if (years.end < reader->calendar->past.end && goes_on(reader, text, behind))
        years.end = reader->calendar->past.end;
    enum status status = mark_head(reader, text, years, stretch, behind);
    sentence->years = years;
    sentence->this_year = false;
    return status;
}

static enum status take_word(struct reader *reader, struct slice text, const struct period_word *word) {
    struct sentence_dates *sentence = &reader->sentence;
    switch (word->role) {
    case ROLE_YEAR:
    case ROLE_CENTURY: {
        enum tense tense = frames_now(reader->frames, reader->at).tense;
        struct years years = calendar_relative(reader->calendar, word, tense);
        enum status status = take_years(reader, text, years, false, word->size);
        sentence->this_year = word->value == 0 && !reader->calendar->given;
        return status;
    }
    case ROLE_COMING:
        return word->value ? take_years(reader, text, reader->calendar->plan, false, word->size) : STATUS_OK;
    case ROLE_YEAR_START: sentence->year_start = true; break;
    case ROLE_PART_YEAR: sentence->part_year = true; break;
    case ROLE_WHOLE_YEAR: sentence->part_year = false; break;
    case ROLE_BASE: reader->base_word = reader->at + word->size; break;
    case ROLE_START: sentence->starts = true; break;
    case ROLE_AVERAGE: sentence->average = true; break;
    case ROLE_CUMULATIVE: sentence->cumulative = true; break;
    case ROLE_DONE: sentence->done = true; break;
    case ROLE_FIRM: sentence->firmness = sentence->clause_firmness = FIRMNESS_FIRM; break;
    case ROLE_AIM: sentence->firmness = sentence->clause_firmness = FIRMNESS_AIM; break;
    case ROLE_EXPECTED: sentence->expected = true; break;
    case ROLE_BINDING: sentence->binding = true; break;
    case ROLE_ADDRESS:
        reader->address |= reader->paragraph_head;
        reader->addressed = reader->at + word->size;
        break;
    default: break;
    }
    return STATUS_OK;
}

static void end_clause(struct reader *reader, uint32_t mark) {
    int base = reader->sentence.base;
    begin_clause(reader);
    if (mark == CODE_COLON)
        reader->sentence.colon_base = base; /* 比2020年有如下增长：… */
    if (mark == CODE_SEMICOLON || mark == ';')
        reader->sentence.firmness = FIRMNESS_NONE;
    reader->sentence_head = reader->paragraph_head = false;
}

/* Punctuation; false where the character is none. */
static bool take_mark(struct reader *reader, uint32_t code, size_t behind) {
    bool comma = code == CODE_COMMA || code == ',';
    if (comma && reader->addressed == reader->at) { /* 各位代表，刚刚过去的2025年 */
        reader->sentence_start = reader->at = behind;
        return true;
    }
    switch (code) {
    case CODE_COMMA:
    case ',':
    case CODE_SEMICOLON:
    case ';':
    case CODE_COLON:
        reader->at = behind;
        end_clause(reader, code);
        return true;
    case CODE_FULL_STOP:
    case '!':
    case CODE_EXCLAMATION:
        /* 各位代表！ is no sentence of the paragraph */
        reader->paragraph_head &= reader->addressed == reader->at;
        reader->at = behind;
        begin_sentence(reader);
        return true;
    case CODE_OPEN_BRACKET: /* years inside say nothing of what follows */
    case '(':
        reader->outside = reader->sentence.years;
        reader->bracket = true;
        break;
    case CODE_CLOSE_BRACKET:
    case ')':
        if (reader->bracket) /* not that of 1） */
            reader->sentence.years = reader->outside;
        reader->bracket = false;
        break;
    case CODE_ENUMERATION_COMMA:
    case CODE_AND: /* it goes on with a list as 、 does */ break;
    default: return false;
    }
    reader->at = behind;
    return true;
}

/* 《…（2023—2027年）》: the years of a title are none of the sentence's. */
static size_t behind_title(struct slice text, size_t at) {
    enum { LONGEST_TITLE_BYTES = 300 };
    struct slice near = slice_part(text, at, at + LONGEST_TITLE_BYTES);
    size_t close = slice_find(near, SLICE("》"), 0);
    return close == SIZE_MAX ? SIZE_MAX : at + close + SLICE("》").size;
}

static enum status take_time(struct reader *reader, struct slice text, struct time_word time) {
    if (time.kind == TIME_THESE && frames_now(reader->frames, reader->at).tense == TENSE_REVIEW)
        time.kind = TIME_PAST;
    if (time.kind == TIME_PAST && period_role_at(reader->calendar->words, text, reader->at + time.size, ROLE_RECORD))
        time.kind = TIME_NONE; /* 30年来首次 */
    bool stretch = time.kind == TIME_PAST || time.kind == TIME_COMING || time.plan || time.passed;
    reader->sentence.part_year |= time.kind == TIME_MONTHS;
    return take_years(reader, text, calendar_years(reader->calendar, &time), stretch, time.size);
}

/* What stands at a place where a word of time or a mark can. */
static enum status step(struct reader *reader, struct slice text) {
    size_t behind = reader->at;
    uint32_t code = slice_next(text, &behind);
    size_t title = code == CODE_OPEN_TITLE ? behind_title(text, reader->at) : SIZE_MAX;
    if (title != SIZE_MAX) {
        reader->at = title;
        return STATUS_OK;
    }
    if (take_mark(reader, code, behind))
        return STATUS_OK;
    struct period_words *words = reader->calendar->words;
    struct time_word time = {.size = behind - reader->at};
    struct period_word word;
    enum status status = STATUS_OK;
    unsigned may = period_beginning(words, text, reader->at, code);
    if (may & MAY_BE_TIME)
        time_scan(text, reader->at, &time);
    size_t size = time.size;
    if (time.kind != TIME_NONE) {
        status = take_time(reader, text, time);
    } else if (may & MAY_BE_WORD && period_word(words, text, reader->at, &word)) {
        size = word.size;
        status = take_word(reader, text, &word);
    }
    reader->listed_average = false;
    reader->at += size;
    return status;
}

/* On to the next place below byte `end` where a word of time or a mark can stand, and past what stands there. */
static enum status advance(struct reader *reader, struct slice text, size_t end) {
    size_t place = period_place(reader->calendar->words, text, reader->at, end);
    reader->listed_average &= place == reader->at;
    reader->at = place;
    return place < end ? step(reader, text) : STATUS_OK;
}

static enum status read_to(struct reader *reader, size_t to) {
    struct slice text = paragraph_text(reader);
    size_t end = to < text.size ? to : text.size;
    enum status status = STATUS_OK;
    while (status == STATUS_OK && reader->at < end)
        status = advance(reader, text, end);
    return status;
}

/* Whether （ or ！ stands in it, or their ASCII forms. */
static bool has_turn(struct slice text) {
    if (!text.size)
        return false;
    const char *at = text.start, *end = text.start + text.size;
    if (memchr(at, '(', text.size) || memchr(at, '!', text.size))
        return true;
    while ((at = memchr(at, 0xEF, (size_t)(end - at))) != NULL) {
        struct slice rest = {at, (size_t)(end - at)};
        if (slice_starts(rest, SLICE("（")) || slice_starts(rest, SLICE("！")))
            return true;
        at++;
    }
    return false;
}

/* Where the next 。 or 《 stands at or behind byte `at`. */
static size_t sentence_end(struct slice text, size_t at) {
    const char *found = text.start + at, *end = text.start + text.size;
    while ((found = memchr(found, 0xE3, (size_t)(end - found))) != NULL) {
        struct slice rest = {found, (size_t)(end - found)};
        if (slice_starts(rest, SLICE("。")) || slice_starts(rest, SLICE("《")))
            return (size_t)(found - text.start);
        found++;
    }
    return text.size;
}

/* Passes what is left of a paragraph in which no number asks any more. Only what outlives it is read: the years at the
 * head of a sentence, before its first comma, where no number was; all of it where a colon may lead to a list, or a
 * bracket keeps the years before it. */
static enum status read_rest(struct reader *reader) {
    const struct paragraph *paragraph = &reader->report->paragraphs.items[reader->paragraph];
    struct slice text = paragraph_text(reader), rest = slice_part(text, reader->at, text.size);
    if (ends_with_colon(text) || has_turn(rest))
        return read_to(reader, text.size);
    enum status status = STATUS_OK;
    while (status == STATUS_OK && reader->no_number && !paragraph->heading && reader->at < text.size) {
        if (!reader->sentence_head)
            reader->at = sentence_end(text, reader->at);
        status = advance(reader, text, text.size);
    }
    reader->at = text.size;
    return status;
}

enum status reader_advance(struct reader *reader, size_t paragraph, size_t to) {
    enum status status = STATUS_OK;
    while (status == STATUS_OK && reader->paragraph < paragraph) {
        if (!reader->report->paragraphs.items[reader->paragraph].cell)
            status = read_rest(reader);
        if (status == STATUS_OK)
            status = begin_paragraph(reader, reader->paragraph + 1);
    }
    return status == STATUS_OK ? read_to(reader, to) : status;
}

void reader_pass(struct reader *reader, const struct quantity *quantity, bool start) {
    struct sentence_dates *sentence = &reader->sentence;
    if (reader->at < quantity->whole.end)
        reader->at = quantity->whole.end;
    /* 从5家、3个增至9家、6个: the second number starts a change too */
    sentence->starts = start && stands_before(reader->report->text, reader->at, SLICE("、"));
    reader->listed_average |= sentence->average;
    sentence->average = false;
    sentence->next_years = (struct years){0};
    reader->sentence_head = reader->paragraph_head = reader->no_number = false;
}
