/* Walks paragraphs clause by clause and the cells of tables; indicator.c and measure.c decide what each number is. */
#include "stages/targets.h"

#include "stages/outline/outline_parts.h"
#include "stages/targets/candidates.h"
#include "stages/targets/catalogue.h"
#include "stages/targets/measure.h"
#include "stages/targets/period.h"
#include "stages/targets/phrase.h"
#include "stages/targets/subject_region.h"
#include "stages/targets/target_cells.h"
#include "stages/targets/target_evidence.h"
#include "stages/targets/target_flags.h"

/* The quantities of one clause, kept from clause to clause so that their room is reused. */
struct clause_numbers {
    LIST(uint32_t) quantities;
    LIST(struct finding) findings;
    struct chooser chooser;
    struct terms terms;
};

static bool flag_target(struct report *report, const struct finding *finding, struct target *target) {
    const struct quantity *quantity = &report->quantities.items[finding->quantity];
    return (!finding->weak || target_flag(report, target, SLICE("indicator_weak"))) &&
           (!finding->inherited || target_flag(report, target, SLICE("subject_inherited"))) &&
           (!finding->shared || target_flag(report, target, SLICE("shared_parts"))) &&
           (!quantity->unit_unknown || target_flag(report, target, SLICE("unit_unknown")));
}

/* A number that only describes the noun of another is no claim. */
static void drop_modifiers(struct clause_numbers *numbers) {
    size_t kept = 0;
    for (size_t i = 0; i < numbers->findings.count; i++)
        if (!numbers->findings.items[i].modifier)
            numbers->findings.items[kept++] = numbers->findings.items[i];
    numbers->findings.count = kept;
}

static enum status add_targets(struct report *report, struct clause_numbers *numbers) {
    size_t first = report->targets.count;
    drop_modifiers(numbers);
    for (size_t i = 0; i < numbers->findings.count; i++) {
        struct finding *finding = &numbers->findings.items[i];
        if (candidates_choose(&numbers->chooser, finding) != STATUS_OK)
            return STATUS_NO_MEMORY;
        struct target *target = LIST_ADD(&report->scratch, &report->targets);
        if (!target)
            return STATUS_NO_MEMORY;
        target->quantity = finding->quantity;
        target->indicator = finding->indicator;
        target->verb = finding->verb;
        target->quote = finding->quote;
        evidence_add_if(&target->facts, EVIDENCE_TARGETS_INDICATOR_EXCHANGED, finding->exchanged);
        evidence_add_if(&target->facts, EVIDENCE_TARGETS_INDICATOR_CONTESTED, finding->contested);
        measure_decide(report->lexicon, &report->quantities.items[finding->quantity], finding, target);
        if (!flag_target(report, finding, target))
            return STATUS_NO_MEMORY;
    }
    if (numbers->findings.count)
        measure_close_list(report, numbers->findings.items, report->targets.items + first, numbers->findings.count);
    return STATUS_OK;
}

/* Takes the quantities whose number begins before `end`; `*next` moves behind them. */
static enum status collect(struct report *report, size_t end, size_t *next, struct clause_numbers *numbers) {
    numbers->quantities.count = 0;
    numbers->findings.count = 0;
    for (; *next < report->quantities.count; *next += 1) {
        const struct quantity *quantity = &report->quantities.items[*next];
        if (quantity->mention.start >= end)
            break;
        if (quantity->class != QUANTITY_MEASURED)
            continue;
        uint32_t *place = LIST_ADD(&report->scratch, &numbers->quantities);
        struct finding *finding = LIST_ADD(&report->scratch, &numbers->findings);
        if (!place || !finding)
            return STATUS_NO_MEMORY;
        *place = (uint32_t)*next;
    }
    return STATUS_OK;
}

/* A short clause before a colon at the head of a paragraph names what the paragraph is about: 茶产业：…. */
static struct slice run_in_label(struct report *report, struct clause_numbers *numbers, struct span clause,
                                 enum clause_end end, bool first) {
    enum { LONGEST_LABEL_BYTES = 60 };
    struct slice text = report_text(report, clause);
    if (!first || end != CLAUSE_COLON || text.size > LONGEST_LABEL_BYTES)
        return (struct slice){0};
    size_t at = 0;
    while (at < text.size && ((text.start[at] >= '0' && text.start[at] <= '9') || text.start[at] == '.'))
        at++;
    struct slice label = slice_trim(slice_part(text, at, text.size));
    bool deed;
    struct terms *terms = &numbers->terms;
    terms->report = report;
    if (phrase_is_clause(terms, clause, &deed) != STATUS_OK || deed)
        return (struct slice){0};
    return label;
}

/* Behind the last measured quantity that begins before `end`; `next` where none does. */
static size_t behind_measured(const struct report *report, size_t next, size_t end) {
    size_t behind = next;
    for (; next < report->quantities.count && report->quantities.items[next].mention.start < end; next++)
        if (report->quantities.items[next].class == QUANTITY_MEASURED)
            behind = next + 1;
    return behind;
}

/* Up to its last measured quantity: what stands behind it tells nothing of any. */
static enum status read_paragraph(struct report *report, const struct paragraph *paragraph, size_t *next,
                                  struct clause_numbers *numbers) {
    struct sentence sentence = {0};
    size_t behind = behind_measured(report, *next, paragraph->span.end);
    struct slice label = {0};
    struct span clause;
    enum clause_end end;
    size_t at = paragraph->span.start;
    bool first = true;
    sentence_begin(&sentence, report, label);
    while (*next < behind && clause_next(report, paragraph->span, &at, &clause, &end)) {
        enum status status = collect(report, clause.end, next, numbers);
        if (status == STATUS_OK)
            status = indicator_read_clause(&sentence, clause, numbers->quantities.items, numbers->quantities.count,
                                           numbers->findings.items);
        if (status == STATUS_OK)
            status = add_targets(report, numbers);
        if (status != STATUS_OK)
            return status;
        struct slice named =
            numbers->quantities.count ? (struct slice){0} : run_in_label(report, numbers, clause, end, first);
        if (named.size)
            label = named;
        if (end == CLAUSE_STOP || named.size)
            sentence_begin(&sentence, report, label);
        first = false;
    }
    return STATUS_OK;
}

/* Those outside paragraphs (there are none but in damaged input) have no sentence and give no target. */
static void skip_before(const struct report *report, size_t start, size_t *next) {
    while (*next < report->quantities.count && report->quantities.items[*next].mention.start < start)
        *next += 1;
}

/* 名词解释 defines words; its numbers claim nothing. `*section` and `*defines` keep the last answer. */
static bool is_definition(const struct report *report, const struct paragraph *paragraph, uint32_t *section,
                          bool *defines) {
    if (*section == paragraph->section)
        return *defines;
    *section = paragraph->section;
    *defines = false;
    for (uint32_t at = paragraph->section; at < report->sections.count && !*defines;) {
        const struct section *found = &report->sections.items[at];
        *defines = heading_opens_glossary(report, found->title);
        if (found->parent >= at)
            break;
        at = found->parent;
    }
    return *defines;
}

enum status stage_targets(struct report *report) {
    struct clause_numbers numbers = {.chooser = {.report = report}};
    size_t next = 0, cell = 0;
    uint32_t section = NO_SECTION;
    bool defines = false;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < report->paragraphs.count && status == STATUS_OK; i++) {
        const struct paragraph *paragraph = &report->paragraphs.items[i];
        skip_before(report, paragraph->span.start, &next);
        if (paragraph->cell)
            status = targets_of_cell(report, paragraph->span, &cell, &next);
        else if (!report_is_note(report, paragraph) && !is_definition(report, paragraph, &section, &defines))
            status = read_paragraph(report, paragraph, &next, &numbers);
    }
    if (status == STATUS_OK)
        status = targets_date(report);
    if (status == STATUS_OK)
        status = targets_place(report);
    if (status == STATUS_OK)
        status = targets_catalogue(report);
    if (status == STATUS_OK)
        status = targets_weigh(report);
    return LIST_KEEP(&report->arena, &report->targets) ? status : STATUS_NO_MEMORY;
}
