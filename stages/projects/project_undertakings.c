/* Makes rows of candidates, beside those that stand there. */
#include "stages/projects/project_undertakings.h"

#include "stages/model/clause.h"
#include "stages/projects/project_phrases.h"

enum { LONGEST_QUOTE_BYTES = 3000 };

static enum status write_stage(struct report *report, const struct project_candidate *candidate, struct slice *stage) {
    const struct word_range parts[] = {candidate->cause, candidate->verb, candidate->tail};
    struct slice pieces[3];
    size_t count = 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i].end > parts[i].first)
            pieces[count++] = report_text(report, words_span(report, parts[i]));
    *stage = count == 1 ? pieces[0] : count ? arena_join(&report->arena, pieces, count) : SLICE("");
    return stage->start ? STATUS_OK : STATUS_NO_MEMORY;
}

/* The candidates of a paragraph: those of the lists, in the order of the text, before those of its phrases. */
struct paragraph_rows {
    size_t first, listed_end;
    struct slice category;
};

/* The candidate of the same words that the lists gave; NULL for none. */
static struct project *find_same(struct report *report, const struct project_candidate *candidate, struct span own,
                                 const struct paragraph_rows *rows) {
    struct project *projects = report->projects.items;
    size_t low = rows->first, high = rows->listed_end;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (projects[middle].at < own.start)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < rows->listed_end && projects[low].at == own.start; low++)
        if (slice_equal(projects[low].name, candidate->name))
            return &projects[low];
    return NULL;
}

/* Puts the phrases' candidates, which are nearly in the order of the text, among those of the lists. */
static enum status put_in_order(struct report *report, const struct paragraph_rows *rows) {
    struct project *projects = report->projects.items;
    size_t first = rows->first, middle = rows->listed_end, end = report->projects.count, out = 0;
    for (size_t i = middle + 1; i < end; i++) {
        struct project moved = projects[i];
        size_t k = i;
        for (; k > middle && projects[k - 1].at > moved.at; k--)
            projects[k] = projects[k - 1];
        projects[k] = moved;
    }
    if (middle == end || first == middle)
        return STATUS_OK;
    struct project *merged = arena_room(&report->scratch, (end - first) * sizeof *merged);
    if (!merged)
        return STATUS_NO_MEMORY;
    for (size_t i = first, k = middle; i < middle || k < end;) {
        bool listed = k == end || (i < middle && projects[i].at <= projects[k].at);
        merged[out++] = listed ? projects[i++] : projects[k++];
    }
    memcpy(projects + first, merged, out * sizeof *merged);
    return STATUS_OK;
}

static enum status add_project(struct report *report, const struct project_candidate *candidate,
                               struct slice category) {
    const struct noun_phrase *phrase = &report->phrases.items[candidate->phrase];
    const struct clause *clause = &report->clauses.items[report->predicates.items[phrase->predicate].clause];
    const struct report_sentence *sentence = &report->sentences.items[clause->sentence];
    struct slice stage;
    enum status status = write_stage(report, candidate, &stage);
    struct project *project = LIST_ADD(&report->scratch, &report->projects);
    if (!project || status != STATUS_OK)
        return STATUS_NO_MEMORY;
    struct span own = words_span(report, candidate->own);
    *project = (struct project){
        .section = report->paragraphs.items[sentence->paragraph].section,
        .category = category,
        .name = candidate->name,
        .stage = stage,
        .stage_code = candidate->code,
        .quote = clause_quote(report->text, sentence->span, own, LONGEST_QUOTE_BYTES),
        .at = own.start,
        .end = own.end,
    };
    evidence_add(&project->facts, EVIDENCE_PROJECTS_PHRASE_OF_CLAUSE);
    return STATUS_OK;
}

/* What no more than so much speaks for is no candidate. */
enum { LEAST_SUM = -4 * EVIDENCE_SUM_ONE };

static enum status take_phrase(struct report *report, uint32_t phrase, const struct paragraph_rows *rows) {
    struct project_candidate candidate;
    if (!project_read_candidate(report, phrase, NULL, &candidate))
        return STATUS_OK;
    struct span own = words_span(report, candidate.own);
    struct candidate shown = {.table = EVIDENCE_UNDERTAKINGS,
                              .span = own,
                              .name = candidate.name,
                              .quantity = NO_QUANTITY,
                              .facts = candidate.facts,
                              .sum = candidate.sum,
                              .taken = candidate.sum > 0};
    if (!report_explain(report, &shown))
        return STATUS_NO_MEMORY;
    struct project *same = find_same(report, &candidate, own, rows);
    if (same)
        evidence_add(&same->facts, EVIDENCE_PROJECTS_PHRASE_OF_CLAUSE);
    return !same && candidate.sum > LEAST_SUM ? add_project(report, &candidate, rows->category) : STATUS_OK;
}

enum status project_add_undertakings(struct report *report, uint32_t first, uint32_t end, struct slice category,
                                     size_t first_row) {
    const struct paragraph_rows rows = {first_row, report->projects.count, category};
    enum status status = STATUS_OK;
    uint32_t predicates = first < end ? report->clauses.items[first].predicates : 0;
    uint32_t predicates_end = first < end ? report->clauses.items[end - 1].predicates_end : 0;
    for (uint32_t i = predicates; status == STATUS_OK && i < predicates_end; i++) {
        const struct predicate predicate = report->predicates.items[i];
        for (uint32_t k = predicate.subjects; status == STATUS_OK && k < predicate.subjects_end; k++)
            status = take_phrase(report, k, &rows);
        for (uint32_t k = predicate.objects; status == STATUS_OK && k < predicate.objects_end; k++)
            status = take_phrase(report, k, &rows);
    }
    return status == STATUS_OK ? put_in_order(report, &rows) : status;
}
