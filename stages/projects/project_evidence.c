/* Looks at each finished project: its name, its verb, where it stands, and the projects beside it. Changes no cell, and
 * drops the rows that are more likely wrong than right. */
#include "stages/projects/project_evidence.h"

#include "stages/model/lexicon.h"
#include "stages/projects/project_boxes.h"
#include "stages/projects/project_names.h"
#include "stages/projects/project_verbs.h"

/* One project as the functions below look at it. */
struct project_sight {
    const struct report *report;
    size_t index;
    const struct project *project;
    struct name_signs signs;
    struct evidence_facts *facts;
};

static void see_length(const struct project_sight *sight) {
    static const struct {
        size_t most;
        unsigned evidence;
    } lengths[] = {{6, EVIDENCE_PROJECTS_SHORT_NAME},
                   {12, EVIDENCE_PROJECTS_MIDDLING_NAME},
                   {20, EVIDENCE_PROJECTS_LONG_NAME},
                   {SIZE_MAX, EVIDENCE_PROJECTS_ENDLESS_NAME}};
    size_t i = 0, characters = slice_characters(sight->project->name);
    while (characters > lengths[i].most)
        i++;
    evidence_add(sight->facts, lengths[i].evidence);
}

static void see_name(const struct project_sight *sight) {
    static const unsigned heads[HEAD_VAGUE + 1] = {
        [HEAD_NONE] = EVIDENCE_PROJECTS_HEAD_UNKNOWN,  [HEAD_MODIFIER] = EVIDENCE_PROJECTS_HEAD_WORK,
        [HEAD_THING] = EVIDENCE_PROJECTS_HEAD_THING,   [HEAD_NAME] = EVIDENCE_PROJECTS_HEAD_NAME,
        [HEAD_ACTION] = EVIDENCE_PROJECTS_HEAD_ACTION, [HEAD_SOFT] = EVIDENCE_PROJECTS_HEAD_SOFT};
    const struct name_signs *signs = &sight->signs;
    struct slice name = sight->project->name;
    struct evidence_facts *facts = sight->facts;
    struct lexicon_hit hit;
    if (signs->head != HEAD_NEVER && signs->head != HEAD_VAGUE)
        evidence_add(facts, heads[signs->head]);
    evidence_add_if(facts, EVIDENCE_PROJECTS_PROPER_NAME, signs->proper);
    evidence_add_if(facts, EVIDENCE_PROJECTS_PROPER_FIRST, signs->proper_first);
    evidence_add_if(facts, EVIDENCE_PROJECTS_QUOTED_NAME, signs->quoted);
    evidence_add_if(facts, EVIDENCE_PROJECTS_NAME_IS_COUNTED, signs->counted);
    evidence_add_if(facts, EVIDENCE_PROJECTS_OF_STATE, signs->of_state);
    evidence_add_if(facts, EVIDENCE_PROJECTS_SHORT_MODIFIER, signs->modifier_chars < 4);
    evidence_add_if(facts, EVIDENCE_PROJECTS_NAME_IS_JOINT,
                    slice_find(name, SLICE("和"), 0) != SIZE_MAX || slice_find(name, SLICE("及"), 0) != SIZE_MAX);
    evidence_add_if(facts, EVIDENCE_PROJECTS_NAME_HOLDS_LIST, slice_find(name, SLICE("、"), 0) != SIZE_MAX);
    evidence_add_if(facts, EVIDENCE_PROJECTS_NAME_HOLDS_BRACKET, slice_find(name, SLICE("（"), 0) != SIZE_MAX);
    evidence_add_if(facts, EVIDENCE_PROJECTS_BEGINS_WITH_REGION,
                    lexicon_match(sight->report->lexicon, LEXICON_REGIONS, TRIE_FORWARD, name, 0, &hit));
}

static void see_verb(const struct project_sight *sight) {
    static const unsigned stages[] = {[STAGE_UNKNOWN] = EVIDENCE_PROJECTS_STAGE_UNKNOWN,
                                      [STAGE_PLANNED] = EVIDENCE_PROJECTS_STAGE_PLANNED,
                                      [STAGE_STARTING] = EVIDENCE_PROJECTS_STAGE_STARTING,
                                      [STAGE_UNDERWAY] = EVIDENCE_PROJECTS_STAGE_UNDERWAY,
                                      [STAGE_COMPLETED] = EVIDENCE_PROJECTS_STAGE_COMPLETED};
    static const unsigned strengths[] = {[VERB_WEAK] = EVIDENCE_PROJECTS_VERB_WEAK,
                                         [VERB_MID] = EVIDENCE_PROJECTS_VERB_MIDDLING,
                                         [VERB_FIRM] = EVIDENCE_PROJECTS_VERB_FIRM};
    const struct project *project = sight->project;
    struct verb_phrase verb;
    evidence_add(sight->facts, stages[project->stage_code]);
    evidence_add_if(sight->facts, EVIDENCE_PROJECTS_NO_VERB, !project->stage.size);
    if (project->stage.size && project_verb_before(sight->report->lexicon, project->stage, 0, &verb) &&
        strengths[verb.strength])
        evidence_add(sight->facts, strengths[verb.strength]);
    struct slice quote = report_text(sight->report, project->quote);
    size_t there = project->stage.size ? slice_find(quote, project->stage, 0) : SIZE_MAX;
    bool behind = there != SIZE_MAX && project->quote.start + there > project->at;
    evidence_add_if(sight->facts, EVIDENCE_PROJECTS_VERB_BEHIND, behind);
}

static void see_place(const struct project_sight *sight) {
    const struct report *report = sight->report;
    const struct project *project = sight->project;
    const struct paragraph *paragraph = report_paragraph(report, project->at);
    struct evidence_facts *facts = sight->facts;
    struct slice category;
    enum project_setting setting = project_setting(report, project->section, &category);
    bool text = setting == SETTING_TEXT;
    evidence_add_if(facts, EVIDENCE_PROJECTS_IN_TEXT, text);
    evidence_add_if(facts, EVIDENCE_PROJECTS_IN_BOX, setting == SETTING_BOX);
    evidence_add_if(facts, EVIDENCE_PROJECTS_IN_BOX_OF_PROJECTS, setting == SETTING_PROJECTS);
    evidence_add_if(facts, EVIDENCE_PROJECTS_IN_CITIZENS_LIST, setting == SETTING_CITIZENS);
    evidence_add_if(facts, EVIDENCE_PROJECTS_IN_TABLE, paragraph && paragraph->cell);
    evidence_add_if(facts, EVIDENCE_PROJECTS_HAS_CATEGORY, project->category.size);
    evidence_add_if(facts, EVIDENCE_PROJECTS_HAS_YEAR, project->year);
    evidence_add_if(facts, EVIDENCE_PROJECTS_HAS_AMOUNT, project->amount.known);
    size_t end = project->at + project->name.size;
    bool whole = end <= report->text.size && slice_equal(slice_part(report->text, project->at, end), project->name);
    evidence_add_if(facts, EVIDENCE_PROJECTS_MADE_WHOLE, !whole);
    struct slice next = slice_part(report->text, end, end + sizeof "等" - 1);
    evidence_add_if(facts, EVIDENCE_PROJECTS_ETC_FOLLOWS, whole && slice_equal(next, SLICE("等")));
    evidence_add_if(facts, EVIDENCE_PROJECTS_LIST_FOLLOWS, whole && slice_equal(next, SLICE("、")));
}

static void see_neighbours(const struct project_sight *sight) {
    const struct report *report = sight->report;
    const struct project *project = sight->project;
    size_t listed = 0;
    for (size_t i = sight->index; i > 0 && report->projects.items[i - 1].quote.start == project->quote.start; i--)
        if (++listed > 1)
            break;
    for (size_t i = sight->index + 1; listed < 2 && i < report->projects.count; i++, listed++)
        if (report->projects.items[i].quote.start != project->quote.start)
            break;
    evidence_add(sight->facts, listed == 0   ? EVIDENCE_PROJECTS_ALONE_IN_SENTENCE
                               : listed == 1 ? EVIDENCE_PROJECTS_ONE_BESIDE_IT
                                             : EVIDENCE_PROJECTS_MORE_BESIDE_IT);
}

/* A row that is right less often than once in five costs more than it brings. The balance of precision and recall lies
 * higher; but the figure is least sure where it is low. */
enum { LEAST_CONFIDENCE = 18 };

/* Boxes, tables and lists of 民生实事 name what they list: only running text is doubted, and there what
 * no other evidence has weighed. */
static bool is_likely(const struct report *report, const struct project *project) {
    return !evidence_holds(&project->facts, EVIDENCE_PROJECTS_IN_TEXT) ||
           evidence_holds(&project->facts, EVIDENCE_PROJECTS_IN_CITIZENS_LIST) ||
           evidence_holds(&project->facts, EVIDENCE_PROJECTS_PHRASE_OF_CLAUSE) ||
           evidence_confidence(report->lexicon, EVIDENCE_PROJECTS, project->sum) >= LEAST_CONFIDENCE;
}

static bool weigh(struct report *report, size_t index) {
    struct project *project = &report->projects.items[index];
    struct project_sight sight = {report, index, project, project_name_signs(report->lexicon, project->name),
                                  &project->facts};
    see_length(&sight);
    see_name(&sight);
    see_verb(&sight);
    see_place(&sight);
    see_neighbours(&sight);
    project->sum = evidence_sum(report->lexicon, EVIDENCE_PROJECTS, &project->facts);
    struct candidate candidate = {.table = EVIDENCE_PROJECTS,
                                  .span = {project->at, project->at},
                                  .name = project->name,
                                  .quantity = NO_QUANTITY,
                                  .facts = project->facts,
                                  .sum = project->sum,
                                  .taken = is_likely(report, project)};
    size_t end = project->at + project->name.size;
    candidate.span.end = end < report->text.size ? end : report->text.size;
    return report_explain(report, &candidate);
}

enum status projects_weigh(struct report *report) {
    for (size_t i = 0; i < report->projects.count; i++)
        if (!weigh(report, i))
            return STATUS_NO_MEMORY;
    size_t kept = 0;
    for (size_t i = 0; i < report->projects.count; i++)
        if (is_likely(report, &report->projects.items[i]))
            report->projects.items[kept++] = report->projects.items[i];
    report->projects.count = kept;
    return STATUS_OK;
}
