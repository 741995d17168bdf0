/* Looks at each candidate: its name, its verb, where it stands, what its clause says of it, and the candidates beside
 * it. Keeps those that the evidence speaks for. Changes no cell. */
#include "stages/projects/project_evidence.h"

#include "stages/model/lexicon.h"
#include "stages/projects/project_boxes.h"
#include "stages/projects/project_names.h"
#include "stages/projects/project_phrases.h"
#include "stages/projects/project_verbs.h"

/* One project as the functions below look at it. */
struct project_sight {
    struct report *report;
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
    struct word_range own = {report_word(sight->report, sight->project->at),
                             report_word(sight->report, sight->project->end)};
    evidence_add_if(facts, EVIDENCE_PROJECTS_NAME_IS_JOINT, words_classes(sight->report, own) & WORD_CLASS(JOINT));
    evidence_add_if(facts, EVIDENCE_PROJECTS_BARE_HEAD, signs->head_start == 0 && signs->characters > 0);
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
    size_t end = project->at + project->name.size;
    bool whole = end <= report->text.size && slice_equal(slice_part(report->text, project->at, end), project->name);
    evidence_add_if(facts, EVIDENCE_PROJECTS_MADE_WHOLE, !whole);
    struct slice next = slice_part(report->text, end, end + HAN_BYTES);
    evidence_add_if(facts, EVIDENCE_PROJECTS_ETC_FOLLOWS, whole && slice_equal(next, SLICE(ZH_ETC)));
    evidence_add_if(facts, EVIDENCE_PROJECTS_LIST_FOLLOWS, whole && slice_equal(next, SLICE("、")));
}

/* What the clause's reading says of the words that stand of the name. */
static int32_t see_phrase(const struct project_sight *sight) {
    static const struct {
        int32_t most;
        unsigned evidence;
    } steps[] = {{-2 * EVIDENCE_SUM_ONE, EVIDENCE_PROJECTS_PHRASE_HARDLY},
                 {-1 * EVIDENCE_SUM_ONE, EVIDENCE_PROJECTS_PHRASE_UNLIKELY},
                 {0, EVIDENCE_PROJECTS_PHRASE_DOUBTFUL},
                 {1 * EVIDENCE_SUM_ONE, EVIDENCE_PROJECTS_PHRASE_PERHAPS},
                 {2 * EVIDENCE_SUM_ONE, EVIDENCE_PROJECTS_PHRASE_LIKELY},
                 {3 * EVIDENCE_SUM_ONE, EVIDENCE_PROJECTS_PHRASE_VERY_LIKELY},
                 {INT32_MAX, EVIDENCE_PROJECTS_PHRASE_SURE}};
    struct report *report = sight->report;
    uint32_t first = report_word(report, sight->project->at);
    struct word_range own = {first, report_word(report, sight->project->end)};
    uint32_t phrase = own.end > own.first ? project_phrase_at(report, first) : NO_INDEX;
    struct project_candidate candidate;
    if (phrase == NO_INDEX || !project_read_candidate(report, phrase, &own, &candidate)) {
        evidence_add(sight->facts, EVIDENCE_PROJECTS_NO_PHRASE);
        return 0;
    }
    const struct noun_phrase *read = &report->phrases.items[phrase];
    evidence_add_if(sight->facts, EVIDENCE_PROJECTS_BEGINS_INSIDE_PHRASE, own.first > read->core.first);
    evidence_add_if(sight->facts, EVIDENCE_PROJECTS_ENDS_INSIDE_PHRASE, own.end < read->core.end);
    evidence_add_if(sight->facts, EVIDENCE_PROJECTS_ENDS_BEHIND_PHRASE, own.end > read->words.end);
    bool alone = evidence_holds(sight->facts, EVIDENCE_PROJECTS_MADE_WHOLE) && read->tail_lender == NO_INDEX &&
                 read->front_lender == NO_INDEX;
    evidence_add_if(sight->facts, EVIDENCE_PROJECTS_NOT_SHARED_IN_CLAUSE, alone);
    size_t i = 0;
    while (candidate.sum > steps[i].most)
        i++;
    evidence_add(sight->facts, steps[i].evidence);
    return candidate.sum;
}

static bool overlap(const struct project *one, const struct project *other) {
    return one->at < other->end && other->at < one->end;
}

/* Names stand together: what its clause's reading says of the candidates around this one. */
static void see_neighbours(struct report *report, const int32_t *sums, size_t index) {
    enum { MOST_NEIGHBOURS = 12, NEAR_BYTES = 120 };
    const struct project *projects = report->projects.items, *project = &projects[index];
    size_t others = 0, likely = 0;
    for (size_t i = index > MOST_NEIGHBOURS ? index - MOST_NEIGHBOURS : 0;
         i < report->projects.count && i <= index + MOST_NEIGHBOURS; i++) {
        size_t gap = projects[i].at >= project->end ? projects[i].at - project->end : project->at - projects[i].end;
        if (i == index || overlap(project, &projects[i]) || gap > NEAR_BYTES)
            continue;
        others++;
        likely += sums[i] > 0;
    }
    evidence_add(&report->projects.items[index].facts, others == 0           ? EVIDENCE_PROJECTS_NO_NEIGHBOUR
                                                       : likely == 0         ? EVIDENCE_PROJECTS_NEIGHBOURS_UNLIKELY
                                                       : 2 * likely < others ? EVIDENCE_PROJECTS_NEIGHBOURS_DOUBTFUL
                                                                             : EVIDENCE_PROJECTS_NEIGHBOURS_LIKELY);
}

/* ---- the choice ---- */

/* Candidates of running text: evidence decides on them. The others stand where projects are listed. */
static bool is_candidate(const struct project *project) {
    return evidence_holds(&project->facts, EVIDENCE_PROJECTS_LISTED) ||
           evidence_holds(&project->facts, EVIDENCE_PROJECTS_PHRASE_OF_CLAUSE);
}

static int32_t weigh(struct report *report, size_t index) {
    struct project *project = &report->projects.items[index];
    struct project_sight sight = {report, index, project, project_name_signs(report->lexicon, project->name),
                                  &project->facts};
    see_length(&sight);
    see_name(&sight);
    see_verb(&sight);
    see_place(&sight);
    return is_candidate(project) ? see_phrase(&sight) : 0;
}

/* A candidate of running text is a row where more than this speaks for it. */
enum { LEAST_SUM = -800 };

/* Whether a candidate that overlaps this one has more evidence, or as much and stands before it. */
static bool is_beaten(const struct report *report, size_t index) {
    enum { MOST_NEIGHBOURS = 8 };
    const struct project *projects = report->projects.items, *project = &projects[index];
    for (size_t i = index > MOST_NEIGHBOURS ? index - MOST_NEIGHBOURS : 0;
         i < report->projects.count && i <= index + MOST_NEIGHBOURS; i++)
        if (i != index && overlap(project, &projects[i]) &&
            (projects[i].sum > project->sum || (projects[i].sum == project->sum && i < index)))
            return true;
    return false;
}

static bool explain(struct report *report, const struct project *project, bool taken) {
    struct candidate candidate = {.table = EVIDENCE_PROJECTS,
                                  .span = {project->at, project->end},
                                  .name = project->name,
                                  .quantity = NO_QUANTITY,
                                  .facts = project->facts,
                                  .sum = project->sum,
                                  .taken = taken};
    return report_explain(report, &candidate);
}

enum status projects_weigh(struct report *report) {
    struct project *projects = report->projects.items;
    bool *taken = arena_take(&report->scratch, report->projects.count + 1);
    int32_t *sums = arena_take(&report->scratch, (report->projects.count + 1) * sizeof *sums);
    if (!taken || !sums)
        return STATUS_NO_MEMORY;
    for (size_t i = 0; i < report->projects.count; i++)
        sums[i] = weigh(report, i);
    for (size_t i = 0; i < report->projects.count; i++) {
        if (is_candidate(&projects[i]))
            see_neighbours(report, sums, i);
        projects[i].sum = evidence_sum(report->lexicon, EVIDENCE_PROJECTS, &projects[i].facts);
    }
    for (size_t i = 0; i < report->projects.count; i++)
        taken[i] = !is_candidate(&projects[i]) || (projects[i].sum > LEAST_SUM && !is_beaten(report, i));
    size_t kept = 0;
    for (size_t i = 0; i < report->projects.count; i++) {
        if (!explain(report, &projects[i], taken[i]))
            return STATUS_NO_MEMORY;
        if (taken[i])
            projects[kept++] = projects[i];
    }
    report->projects.count = kept;
    return STATUS_OK;
}
