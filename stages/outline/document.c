/* What the document is. What --meta gives goes before what the text says, and that before the file's name. */
#include "stages/outline/document.h"

#include "stages/model/lexicon.h"
#include "stages/outline/document_region.h"
#include "stages/outline/document_years.h"
#include "stages/outline/outline_parts.h"

enum {
    OPENING_PARAGRAPHS = 6,  /* after the front matter: the address, and who reports what on whose behalf */
    OPENING_BYTES = 600,     /* of each of them */
    LEAST_CUT_BYTES = 60,    /* of a last paragraph that stops in the middle of a sentence; a signature is shorter */
    LAST_SESSION_MONTH = 10, /* a congress that meets later in the year hears the report for the next */
};

/* The head of the document, a paragraph at a time: front matter, then the opening. */
static struct slice opening_line(const struct report *report, uint32_t i) {
    struct span span = report->paragraphs.items[i].span;
    if (span.end - span.start > OPENING_BYTES)
        span.end = span.start + OPENING_BYTES;
    return report_text(report, span);
}

static uint32_t opening_end(const struct report *report, uint32_t front) {
    size_t end = (size_t)front + OPENING_PARAGRAPHS;
    return end < report->paragraphs.count ? (uint32_t)end : (uint32_t)report->paragraphs.count;
}

static bool is_plan_period(const struct report *report) {
    return report->document.type == REPORT_FIVE_YEAR;
}

/* What the headings show: one may name the type; a review of work with a plan behind it is a work report. */
static enum report_type type_of_headings(const struct report *report) {
    heading_roles roles = 0;
    for (size_t i = 0; i < report->sections.count; i++) {
        const struct section *section = &report->sections.items[i];
        if (section->parent != NO_SECTION || section->kind == SECTION_TITLE)
            continue;
        enum report_type type = title_report_type(report, section->title);
        if (type != REPORT_UNKNOWN && type != REPORT_OTHER && type != REPORT_FIVE_YEAR)
            return type;
        roles |= heading_roles_in(report, section->title);
    }
    bool both = (roles & HEADING_ROLE(ROLE_REVIEW)) && (roles & HEADING_ROLE(ROLE_PLAN));
    return both ? REPORT_WORK : REPORT_UNKNOWN;
}

static void find_type(struct report *report, uint32_t front) {
    struct document *document = &report->document;
    document->type = report->given.type ? report->given.type : title_report_type(report, document->title);
    for (uint32_t i = front; i < opening_end(report, front) && !document->type; i++) {
        enum report_type type = title_report_type(report, opening_line(report, i));
        if (type != REPORT_OTHER)
            document->type = type;
    }
    if (!document->type) {
        enum report_type type = title_report_type(report, document->name);
        document->type = type == REPORT_OTHER ? REPORT_UNKNOWN : type;
    }
    if (!document->type) {
        document->type = type_of_headings(report);
    }
}

/* The name as written of a division that is on no list: the title's, or the longer one that the opening says of it
 * (乙区 of 甲市乙区), else the opening's or the file's. */
static struct slice region_written(const struct report *report, uint32_t front) {
    struct slice name = region_name_written(report, report->document.title);
    for (uint32_t i = 0; i < opening_end(report, front); i++) {
        struct slice spoken = region_name_spoken(report, opening_line(report, i));
        if (name.size == 0 || region_name_lies_in(report, name, spoken))
            name = spoken;
    }
    return name.size ? name : region_name_written(report, report->document.name);
}

static enum status find_region(struct report *report, uint32_t front) {
    size_t row = report->given.region.size ? region_find(report, report->given.region, REGION_OF_TITLE) : SIZE_MAX;
    if (row == SIZE_MAX && report->given.region.size) {
        report->document.region = report->given.region;
        return STATUS_OK;
    }
    if (row == SIZE_MAX)
        row = region_find(report, report->document.title, REGION_OF_TITLE);
    for (uint32_t i = 0; i < opening_end(report, front) && row == SIZE_MAX; i++)
        row = region_find(report, opening_line(report, i), REGION_OF_SPEECH);
    if (row == SIZE_MAX)
        row = region_find(report, report->document.name, REGION_OF_TITLE);
    if (row != SIZE_MAX)
        return region_fill(report, row);
    report->document.region = region_written(report, front);
    row = report->document.region.size == 0 ? region_find_praised(report) : SIZE_MAX;
    return row == SIZE_MAX ? STATUS_OK : region_fill(report, row);
}

/* The latest single year that a text names; 0 for none. */
static int latest_year(struct slice text) {
    int latest = 0;
    size_t at = 0;
    for (struct year_mention mention = year_next(text, &at); mention.kind != YEAR_NONE; mention = year_next(text, &at))
        if ((mention.kind == YEAR_ALONE || mention.kind == YEAR_DATE) && mention.year > latest)
            latest = mention.year;
    return latest;
}

/* The year that headings plan for: 2026年工作安排 says 2026, and so does 2025年工作回顾. */
static int year_of_headings(const struct report *report) {
    for (size_t i = 0; i < report->sections.count; i++) {
        const struct section *section = &report->sections.items[i];
        int year = section->parent == NO_SECTION && section->kind != SECTION_LEAD ? latest_year(section->title) : 0;
        heading_roles roles = year ? heading_roles_in(report, section->title) : 0;
        bool review = roles & HEADING_ROLE(ROLE_REVIEW), plan = roles & HEADING_ROLE(ROLE_PLAN);
        if (review || plan)
            return review && !plan ? year + 1 : year;
    }
    return 0;
}

/* The latest year that a heading of the first level names: 过去五年的工作, 2003年的主要工作. */
static int latest_year_of_headings(const struct report *report) {
    int latest = 0;
    for (size_t i = 0; i < report->sections.count; i++) {
        const struct section *section = &report->sections.items[i];
        bool top = section->parent == NO_SECTION && section->kind != SECTION_LEAD && section->kind != SECTION_FURNITURE;
        int year = top ? latest_year(section->title) : 0;
        latest = year > latest ? year : latest;
    }
    return latest;
}

/* The year of the report by a day of the front matter: that of the session, ——2026年2月3日在…会议上, or else of the
 * paper that prints it. */
static int year_of_day(const struct report *report, uint32_t front, bool of_session) {
    for (uint32_t i = 0; i < front; i++) {
        struct slice text = opening_line(report, i);
        size_t at = 0;
        struct year_mention mention = year_next(text, &at);
        if (mention.kind == YEAR_DATE && (!of_session || heading_has_role(report, text, ROLE_SESSION)))
            return mention.month > LAST_SESSION_MONTH ? mention.year + 1 : mention.year;
    }
    return 0;
}

/* 刚刚过去的1984年: the report is of the year after. */
static int year_of_opening(const struct report *report, uint32_t front) {
    for (uint32_t i = front; i < opening_end(report, front); i++) {
        struct slice text = opening_line(report, i);
        size_t at = 0;
        for (struct year_mention m = year_next(text, &at); m.kind != YEAR_NONE; m = year_next(text, &at)) {
            size_t size, before = m.start;
            for (int back = 0; back < 6 && before > 0; back++) {
                slice_previous(text, &before);
                if (heading_role_at(report, text, before, &size) == ROLE_PAST && before + size == m.start)
                    return m.year + 1;
            }
        }
    }
    return 0;
}

/* 2024 of 2024某县.txt; a longer number is none. */
static int year_of_name(struct slice name) {
    for (size_t i = 0; i < name.size;) {
        size_t end = i;
        int year = 0;
        while (end < name.size && end - i < 8 && name.start[end] >= '0' && name.start[end] <= '9')
            year = year * 10 + (name.start[end++] - '0');
        if (end - i == 4 && year >= 1949 && year < 2100)
            return year;
        i = end > i ? end : i + 1;
    }
    return 0;
}

static void find_period(struct report *report) {
    struct document *document = &report->document;
    size_t at = 0;
    for (struct year_mention m = year_next(document->title, &at); m.kind != YEAR_NONE;
         m = year_next(document->title, &at))
        if (m.kind == YEAR_FIVE_YEAR || m.kind == YEAR_RANGE) {
            document->period_start = m.year;
            document->period_end = m.last;
            return;
        }
}

/* Reports that a congress hears in the year that they plan. */
static bool is_session_report(const struct report *report) {
    enum report_type type = report->document.type;
    return type == REPORT_WORK || type == REPORT_PLAN || type == REPORT_BUDGET;
}

static void find_year(struct report *report, uint32_t front) {
    struct document *document = &report->document;
    document->year = report->given.year;
    if (is_plan_period(report)) {
        find_period(report);
        if (!document->year)
            document->year = document->period_start;
    }
    if (!document->year && !is_plan_period(report))
        document->year = latest_year(document->title);
    int years[] = {year_of_day(report, front, true), year_of_headings(report),
                   year_of_opening(report, front),   latest_year_of_headings(report),
                   year_of_name(document->name),     is_session_report(report) ? year_of_day(report, front, false) : 0};
    for (size_t i = 0; i < sizeof years / sizeof *years && !document->year; i++)
        document->year = years[i];
}

static bool is_addressed(const struct report *report, uint32_t front) {
    size_t size;
    for (uint32_t i = 0; i < opening_end(report, front); i++)
        if (heading_role_at(report, slice_trim(opening_line(report, i)), 0, &size) == ROLE_ADDRESS)
            return true;
    return false;
}

/* Whether a mark such as 上接第1版 stands before all text of the body, or 下转第3版 behind it: the rest stands
 * elsewhere. */
static bool turns_at_edge(const struct report *report, uint32_t front) {
    size_t last = report->text.size;
    while (last > 0 && report->text.start[last - 1] == '\n')
        last--;
    size_t end = last ? report_source_offset(report, last - 1) : 0;
    size_t begin =
        front < report->paragraphs.count ? report_source_offset(report, report->paragraphs.items[front].span.start) : 0;
    for (size_t i = 0; i < report->furniture.count; i++) {
        struct span source = report->furniture.items[i].source;
        bool edge = source.start > end || source.end <= begin;
        heading_roles turns = HEADING_ROLE(ROLE_PAGE_TURN) | HEADING_ROLE(ROLE_PAGE_TURNED);
        if (edge && (heading_roles_in(report, slice_part(report->source, source.start, source.end)) & turns))
            return true;
    }
    return false;
}

/* Whether the last paragraph is running text that stops in the middle of a sentence. */
static bool is_cut_off(const struct report *report) {
    const struct paragraph *last = &report->paragraphs.items[report->paragraphs.count - 1];
    struct slice text = slice_trim(report_text(report, last->span));
    if (last->heading || last->tab_led || text.size < LEAST_CUT_BYTES || slice_find(text, SLICE("\t"), 0) != SIZE_MAX)
        return false;
    size_t at = text.size;
    uint32_t code = slice_previous(text, &at);
    return is_ideograph(code) || code == 0xFF0C || code == 0x3001;
}

/* Whether the numbering begins in the middle, or at its first number without a title above it. */
static bool lacks_head(const struct report *report) {
    for (size_t i = 0; i < report->sections.count; i++) {
        const struct section *section = &report->sections.items[i];
        if (section->kind > SECTION_SUBPART || section->label.size == 0)
            continue;
        bool first = section->kind == SECTION_PART && section->heading.start == report->paragraphs.items[0].span.start;
        return label_read(section->label).ordinal > 1 || (first && report->document.title.size == 0);
    }
    return false;
}

/* clean has seen the marks 上接 and 下转: inside a report with its opening and its end they only turn the page. */
static void find_partial(struct report *report, uint32_t front) {
    struct document *document = &report->document;
    if (report->paragraphs.count == 0)
        return;
    bool addressed = is_addressed(report, front);
    bool whole = addressed || document->title.size > 0;
    bool marked = document->partial && (!whole || turns_at_edge(report, front));
    document->partial = marked || is_cut_off(report) || (!addressed && lacks_head(report));
}

/* What nobody can tell from the file is empty in the tables; who reads them should know. */
static void note_missing_facts(struct report *report) {
    const struct document *document = &report->document;
    if (document->type == REPORT_UNKNOWN && report->sections.count == 0)
        return; /* no report at all, or nothing that looks like one */
    if (document->title.size == 0)
        report_note(report, SEVERITY_NOTE, 0, "outline", "no_title", "no line of it is worded as a report's title");
    if (document->region.size == 0)
        report_note(report, SEVERITY_NOTE, 0, "outline", "no_region",
                    "it names no region that it speaks for; --meta can give it");
    if (document->year == 0)
        report_note(report, SEVERITY_NOTE, 0, "outline", "no_year",
                    "neither its title nor its headings tell its year; --meta can give it");
}

enum status document_read(struct report *report, struct slice title, uint32_t front) {
    struct document *document = &report->document;
    document->title = report->given.title.size ? report->given.title : title;
    find_type(report, front);
    find_year(report, front); /* a division's name and code are those of the year */
    enum status status = find_region(report, front);
    find_partial(report, front);
    note_missing_facts(report);
    return status;
}
