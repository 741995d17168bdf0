/* Looks at the quantities, times and words around each project's name. Changes no name. */
#include "stages/projects/project_facts.h"

#include "stages/clauses.h"
#include "stages/model/lexicon.h"
#include "stages/targets.h"

/* A project and what bounds the words that can speak of it alone. */
struct project_place {
    const struct report *report;
    struct project *project;
    struct span sentence, clause; /* where its name stands; empty in a table */
    size_t before, behind;        /* the names before and behind it, no further than the sentence */
    size_t next_clause;           /* the first name behind its clause, no further than the sentence */
    bool sole;                    /* no other project stands in its clause */
};

int project_last_year(struct slice text) {
    int year = 0;
    for (size_t at = 0; at < text.size;) {
        int number = 0;
        size_t digits = 0;
        while (at < text.size && text.start[at] >= '0' && text.start[at] <= '9' && digits <= 4) {
            number = number * 10 + (text.start[at++] - '0');
            digits++;
        }
        if (digits == 4 && number >= 1900 && number < 2100)
            year = number;
        at += digits == 0;
    }
    return year;
}

/* ---- money ---- */

static bool is_money(const struct quantity *quantity) {
    return quantity->class == QUANTITY_MEASURED && slice_ends(quantity->unit, SLICE(ZH_YUAN));
}

static void take_amount(const struct quantity *quantity, struct project *project) {
    project->amount = quantity->value;
    project->amount_unit = quantity->unit;
    if (slice_equal(quantity->base_unit, SLICE(ZH_YUAN)))
        project->amount_base = quantity->base_value;
}

bool project_take_amount(const struct report *report, struct span span, struct project *project) {
    for (size_t i = report_first_quantity(report, span.start); i < report->quantities.count; i++) {
        if (report->quantities.items[i].mention.start >= span.end)
            return false;
        if (is_money(&report->quantities.items[i])) {
            take_amount(&report->quantities.items[i], project);
            return true;
        }
    }
    return false;
}

/* Whether words [from, to) end with one that calls the number behind them a project's money: 总投资, 投资达到; not
 * 完成投资. */
static bool calls_amount(const struct report *report, size_t from, size_t to) {
    struct slice text = slice_part(report->text, 0, to);
    bool amount = false;
    size_t end = from;
    for (size_t at = from; at < to;) {
        struct lexicon_hit hit;
        if (lexicon_match(report->lexicon, LEXICON_PROJECT_FACTS, TRIE_FORWARD, text, at, &hit)) {
            struct slice column = lexicon_cell(report->lexicon, LEXICON_PROJECT_FACTS, hit.row, PROJECT_FACTS_COLUMN);
            amount = slice_equal(column, SLICE("amount"));
            end = at += hit.size;
        } else {
            slice_next(text, &at);
        }
    }
    struct lexicon_hit link;
    return amount &&
           (end == to || (lexicon_match(report->lexicon, LEXICON_BEFORE_NUMBER, TRIE_FORWARD, text, end, &link) &&
                          end + link.size == to));
}

/* Where the clause of a byte begins, no further back than `least`. */
static size_t clause_start(const struct report *report, size_t at, size_t least) {
    uint32_t clause = clause_of_word(report, report_word(report, at));
    size_t start = clause == NO_INDEX ? least : words_span(report, report->clauses.items[clause].words).start;
    return start > least ? start : least;
}

/* 投资50亿元建设甲, 投资50亿元，建设甲; 总投资50亿元的甲, 50亿元的甲. */
static bool read_amount_before(const struct project_place *place, const struct quantity *quantity) {
    const struct report *report = place->report;
    size_t end = quantity->whole.end;
    struct slice between = slice_part(report->text, end, place->project->at);
    if (!between.size || slice_equal(between, SLICE(ZH_OF)))
        return true;
    if (slice_find(between, SLICE("、"), 0) != SIZE_MAX || slice_find(between, SLICE("）"), 0) != SIZE_MAX)
        return false; /* of the name before it */
    size_t from = clause_start(report, quantity->mention.start, place->before);
    bool earlier = quantity->mention.start < place->clause.start;
    bool leads = from == place->sentence.start || slice_ends(slice_part(report->text, 0, from), SLICE("；"));
    if (earlier && (!leads || slice_find(between, SLICE("；"), 0) != SIZE_MAX))
        return false; /* 建设丙，总投资8亿元，建设甲; 引进项目64个，总投资95亿元，甲投产 */
    return calls_amount(report, from, quantity->signed_start);
}

/* 甲（总投资50亿元）, 甲（50亿元）; 甲总投资50亿元; 甲，投资50亿元. Outside brackets several projects share the sum. */
static bool read_amount_behind(const struct project_place *place, const struct quantity *quantity) {
    const struct report *report = place->report;
    size_t from = clause_start(report, quantity->mention.start, place->project->at);
    const struct word *words = report->words.items;
    uint32_t first = report_word(report, quantity->signed_start);
    uint32_t least = report_word(report, place->project->at);
    for (uint32_t i = first; i > least; i--)
        if (words[i - 1].partner != NO_WORD && words[i - 1].partner >= first && words[i - 1].partner > i - 1) {
            bool bare = words[i - 1].end == quantity->signed_start;
            return bare || calls_amount(report, words[i - 1].end, quantity->signed_start);
        }
    return place->sole && calls_amount(report, from, quantity->signed_start);
}

static void read_amount(const struct project_place *place) {
    enum { MOST_QUANTITIES = 8 };
    const struct report *report = place->report;
    size_t at = place->project->at, middle = report_first_quantity(report, at);
    for (size_t i = middle; i > 0 && middle - i < MOST_QUANTITIES; i--) {
        const struct quantity *quantity = &report->quantities.items[i - 1];
        if (quantity->mention.start < place->before)
            break;
        if (is_money(quantity) && quantity->whole.end <= at && read_amount_before(place, quantity)) {
            take_amount(quantity, place->project);
            return;
        }
    }
    for (size_t i = middle; i < report->quantities.count && i - middle < MOST_QUANTITIES; i++) {
        const struct quantity *quantity = &report->quantities.items[i];
        if (quantity->mention.start >= place->behind)
            return;
        if (is_money(quantity) && read_amount_behind(place, quantity)) {
            take_amount(quantity, place->project);
            return;
        }
    }
}

/* ---- years ---- */

/* The last year that is written out in [from, to); `nearest` asks for the first one instead. */
static int written_year(const struct report *report, size_t from, size_t to, bool first, size_t *at) {
    enum { MOST_QUANTITIES = 16 };
    int year = 0;
    size_t i = report_first_quantity(report, from);
    for (size_t seen = 0; i < report->quantities.count && seen < MOST_QUANTITIES; i++, seen++) {
        const struct quantity *quantity = &report->quantities.items[i];
        if (quantity->mention.start >= to)
            break;
        int found = quantity->class == QUANTITY_YEAR ? project_last_year(report_text(report, quantity->mention)) : 0;
        if (!found)
            continue;
        year = found;
        *at = quantity->mention.start;
        if (first)
            break;
    }
    return year;
}

/* 甲，2014年底前完工: the year of a later clause that says when the project is begun or done. */
static int year_behind(const struct project_place *place) {
    const struct report *report = place->report;
    size_t at;
    int year = written_year(report, place->clause.end, place->next_clause, true, &at);
    uint32_t clause = year ? clause_of_word(report, report_word(report, at)) : NO_INDEX;
    if (clause == NO_INDEX)
        return 0;
    struct word_range words = report->clauses.items[clause].words;
    bool closes = words_classes(report, (struct word_range){report_word(report, at), words.end}) & WORD_CLASS(CLOSING);
    return closes && words_span(report, words).end <= place->next_clause ? year : 0;
}

static int read_year(const struct project_place *place, const struct dated *dated) {
    size_t name = place->project->at, at,
           own = place->clause.start > place->before ? place->clause.start : place->before;
    int year = written_year(place->report, own, name, false, &at);
    if (!year)
        year = written_year(place->report, name, place->clause.end, true, &at);
    if (!year)
        year = year_behind(place);
    if (!year)
        year = written_year(place->report, place->sentence.start, name, false, &at);
    return year ? year : dated->year;
}

/* ---- what it is for ---- */

/* The sector of the known word that ends last in a text, the longest of those that end there. */
static enum project_sector sector_of(const struct lexicon *lexicon, struct slice text) {
    enum project_sector sector = SECTOR_UNKNOWN;
    size_t last = 0;
    for (size_t at = 0; at < text.size; slice_next(text, &at)) {
        struct lexicon_hit hit;
        if (!lexicon_match(lexicon, LEXICON_PROJECT_FACTS, TRIE_FORWARD, text, at, &hit) || at + hit.size <= last)
            continue;
        struct slice word = lexicon_cell(lexicon, LEXICON_PROJECT_FACTS, hit.row, PROJECT_FACTS_SECTOR);
        if (!word.size)
            continue;
        last = at + hit.size;
        sector = (enum project_sector)slice_number_among(word, project_sector_words, PROJECT_SECTOR_WORDS);
    }
    return sector;
}

/* ---- all of it ---- */

static struct project_place place_of(struct report *report, size_t index) {
    enum { MOST_LISTED = 32 };
    struct project *projects = report->projects.items, *project = &projects[index];
    struct project_place place = {.report = report, .project = project, .sole = true};
    uint32_t word = report_word(report, project->at), clause = clause_of_word(report, word);
    place.sentence = place.clause = (struct span){project->at, project->at};
    if (clause != NO_INDEX && report->clauses.items[clause].words.end > word) {
        place.clause = words_span(report, report->clauses.items[clause].words);
        place.sentence = report->sentences.items[report->clauses.items[clause].sentence].span;
    }
    place.before = place.sentence.start;
    place.behind = place.next_clause = place.sentence.end;
    for (size_t i = index + 1; i < report->projects.count && i < index + MOST_LISTED; i++)
        if (projects[i].at >= place.clause.end && projects[i].at < place.sentence.end) {
            place.next_clause = projects[i].at;
            break;
        }
    if (index > 0 && projects[index - 1].at >= place.sentence.start) {
        place.before = projects[index - 1].at;
        place.sole &= projects[index - 1].at < place.clause.start;
    }
    if (index + 1 < report->projects.count && projects[index + 1].at < place.sentence.end) {
        place.behind = projects[index + 1].at;
        place.sole &= projects[index + 1].at >= place.clause.end;
    }
    return place;
}

/* 计划建成甲, 力争2027年开工乙: between the name before and this one its clause promises something to be done. */
static bool is_promised(const struct project_place *place) {
    const word_classes done = WORD_CLASS(BUILD) | WORD_CLASS(CONSTRUCT) | WORD_CLASS(ADVANCE) | WORD_CLASS(CLOSING);
    const struct report *report = place->report;
    size_t from = place->clause.start > place->before ? place->clause.start : place->before;
    uint32_t first = report_word(report, from), name = report_word(report, place->project->at);
    bool promised = false;
    for (uint32_t i = first; i < name; i++) {
        word_classes classes = report->words.items[i].classes;
        bool after = i > first && (report->words.items[i - 1].classes & WORD_CLASS(PREPOSITION)); /* 按计划 */
        promised |= (classes & WORD_CLASS(COMMITMENT)) && !after;
        if (promised && (classes & done) && !(classes & WORD_CLASS(COMMITMENT)))
            return true;
    }
    return false;
}

static enum status read_facts(struct report *report, struct dating *dating, size_t index) {
    struct project_place place = place_of(report, index);
    struct project *project = place.project;
    struct dated dated;
    enum status status = dating_read_place(dating, place.clause.end, &dated);
    project->sector = sector_of(report->lexicon, project->name);
    if (project->sector == SECTOR_UNKNOWN)
        project->sector = sector_of(report->lexicon, project->category);
    if (!project->amount.known)
        read_amount(&place);
    if (!project->year)
        project->year = read_year(&place, &dated);
    bool promised = is_promised(&place);
    project->kind = promised ? KIND_TARGET : dated.kind;
    project->kind_known = promised || dated.sum != 0;
    return status;
}

enum status projects_read_facts(struct report *report) {
    struct dating *dating = report->projects.count ? dating_open(report) : NULL;
    if (report->projects.count && !dating)
        return STATUS_NO_MEMORY;
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < report->projects.count; i++)
        status = read_facts(report, dating, i);
    return status;
}
