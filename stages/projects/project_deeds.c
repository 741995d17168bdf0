/* Reads a list of 民生实事 that stands in one paragraph, clause by clause. */
#include "stages/outline/outline_parts.h"
#include "stages/projects/project_phrases.h"
#include "stages/projects/project_undertakings.h"

/* Whether a clause begins with a list number: （1）, ①, 1. or 一是. */
static bool is_numbered(const struct report *report, uint32_t clause) {
    const struct clause *at = &report->clauses.items[clause];
    const struct word *first = &report->words.items[at->words.first];
    size_t byte = first->start;
    uint32_t code = slice_next(report->text, &byte);
    if (code >= 0x2460 && code <= 0x2473) /* ① to ⑳ */
        return true;
    bool bracket = (code == 0xFF08 || code == '(') && first->partner != NO_WORD;
    bool number = first->kind == WORD_NUMBER || (first->classes & (WORD_CLASS(NUMERAL) | WORD_CLASS(OPENING)));
    return at->body.first > at->words.first && (bracket || number);
}

/* Whether clauses [first, end) speak of 民生实事. */
static bool speaks_of_citizens(const struct report *report, uint32_t first, uint32_t end) {
    for (uint32_t i = first; i < end; i++)
        if (heading_has_role(report, report_text(report, words_span(report, report->clauses.items[i].words)),
                             ROLE_CITIZENS))
            return true;
    return false;
}

uint32_t project_find_deeds(const struct report *report, uint32_t first, uint32_t end) {
    for (uint32_t i = first; i < end; i++) {
        uint32_t opening = i; /* clauses with commas between, and the one behind them that a list may follow */
        while (i + 1 < end && report->clauses.items[i].mark == MARK_COMMA)
            i++;
        bool listed = i + 1 < end && (report->clauses.items[i].mark == MARK_COLON || is_numbered(report, i + 1));
        if (listed && speaks_of_citizens(report, opening, i + 1))
            return i + 1;
    }
    return end;
}

bool project_announces_deeds(const struct report *report, uint32_t first, uint32_t end) {
    if (first == end || report->clauses.items[end - 1].mark != MARK_COLON)
        return false;
    uint32_t opening = end - 1;
    while (opening > first && report->clauses.items[opening - 1].mark == MARK_COMMA)
        opening--;
    return speaks_of_citizens(report, opening, end);
}

bool project_is_listed_deed(const struct report *report, uint32_t clause) {
    return is_numbered(report, clause);
}

static enum status add_deliverable(struct report *report, uint32_t clause, struct slice category,
                                   struct word_range verb, struct word_range name) {
    struct project *project = name.end > name.first ? LIST_ADD(&report->scratch, &report->projects) : NULL;
    if (!project)
        return name.end > name.first ? STATUS_NO_MEMORY : STATUS_OK;
    const struct report_sentence *sentence = &report->sentences.items[report->clauses.items[clause].sentence];
    struct span span = words_span(report, name);
    *project = (struct project){
        .section = report->paragraphs.items[sentence->paragraph].section,
        .category = category,
        .name = slice_trim(report_text(report, span)),
        .stage = report_text(report, words_span(report, verb)),
        .stage_code = project_stage_of(report, verb),
        .quote = words_span(report, report->clauses.items[clause].words),
        .at = span.start,
        .end = span.end,
    };
    evidence_add(&project->facts, EVIDENCE_PROJECTS_IN_CITIZENS_LIST);
    return STATUS_OK;
}

/* Whether a predicate is a deliverable: a verb that makes something, with its object. */
static bool delivers(const struct report *report, const struct predicate *predicate, bool first) {
    const word_classes makes = WORD_CLASS(BUILD) | WORD_CLASS(CONSTRUCT) | WORD_CLASS(CLOSING);
    word_classes classes = words_classes(report, predicate->verb);
    bool counted = false;
    for (uint32_t i = predicate->objects; i < predicate->objects_end; i++)
        counted |= report->phrases.items[i].count.end > report->phrases.items[i].count.first;
    if (predicate->adjunct != NO_INDEX && words_classes(report, predicate->frame) & WORD_CLASS(BENEFICIARY))
        counted |=
            report->phrases.items[predicate->adjunct].count.end > report->phrases.items[predicate->adjunct].count.first;
    if (predicate->objects_end == predicate->objects || predicate->subjects_end > predicate->subjects)
        return false;
    return first || (classes & makes) ||
           (counted && predicate->verb.end > predicate->verb.first &&
            !(classes & (WORD_CLASS(BENEFIT) | WORD_CLASS(REACH) | WORD_CLASS(RISE))));
}

/* 服务点20个、养老中心2家: several objects that each have a count. */
static bool counts_each(const struct report *report, const struct predicate *predicate) {
    bool each = predicate->objects_end > predicate->objects + 1;
    for (uint32_t i = predicate->objects; each && i < predicate->objects_end; i++)
        each = report->phrases.items[i].count.end > report->phrases.items[i].count.first;
    return each;
}

static enum status add_each(struct report *report, uint32_t clause, struct slice category,
                            const struct predicate *predicate) {
    enum status status = STATUS_OK;
    for (uint32_t i = predicate->objects; status == STATUS_OK && i < predicate->objects_end; i++)
        status = add_deliverable(report, clause, category, predicate->verb, report->phrases.items[i].words);
    return status;
}

static enum status read_predicates_of(struct report *report, uint32_t clause, struct slice category, bool first) {
    const struct clause at = report->clauses.items[clause];
    enum status status = STATUS_OK;
    for (uint32_t i = at.predicates; status == STATUS_OK && i < at.predicates_end; i++) {
        const struct predicate *predicate = &report->predicates.items[i];
        if (!delivers(report, predicate, first && i == at.predicates))
            continue;
        if (counts_each(report, predicate)) {
            status = add_each(report, clause, category, predicate);
            continue;
        }
        bool framed = predicate->frame.end > predicate->frame.first;
        struct word_range name = {framed ? predicate->frame.first
                                         : report->phrases.items[predicate->objects].words.first,
                                  report->phrases.items[predicate->objects_end - 1].words.end};
        if (predicate->tail.end > name.end)
            name.end = predicate->tail.end;
        if (i + 1 == at.predicates_end)
            name.end = at.words.end;
        status = add_deliverable(report, clause, category, predicate->verb, name);
    }
    return status;
}

/* A clause without a verb behind a list number: the category of what follows (（1）便利就医，…). */
static bool is_category(const struct report *report, uint32_t clause, uint32_t end) {
    const struct clause *at = &report->clauses.items[clause];
    if (at->predicates_end != at->predicates + 1 || at->mark == MARK_STOP || at->mark == MARK_SEMICOLON ||
        clause + 1 >= end)
        return false;
    const struct predicate *predicate = &report->predicates.items[at->predicates];
    return predicate->verb.end == predicate->verb.first &&
           report->phrases.items[predicate->objects].count.end == report->phrases.items[predicate->objects].count.first;
}

enum status project_read_deeds(struct report *report, uint32_t first, uint32_t end) {
    enum status status = STATUS_OK;
    struct slice category = {0};
    bool opens = true;
    for (uint32_t i = first; status == STATUS_OK && i < end; i++) {
        opens |= is_numbered(report, i) || (i > first && report->clauses.items[i - 1].mark == MARK_SEMICOLON);
        if (is_numbered(report, i))
            category = (struct slice){0};
        if (opens && is_category(report, i, end)) {
            category = report_text(report, words_span(report, report->clauses.items[i].body));
            continue;
        }
        status = read_predicates_of(report, i, category, opens);
        opens = false;
    }
    return status;
}
