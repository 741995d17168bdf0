/* Cuts paragraphs into sentences and clauses; clause_lists reads what stands in a clause. */
#include "stages/clauses.h"

#include "stages/clauses/clauses_parts.h"

enum { LONGEST_LABEL_BYTES = 90 };

uint32_t words_behind(const struct report *report, uint32_t at, uint32_t end) {
    uint32_t partner = report->words.items[at].partner;
    return partner != NO_WORD && partner > at && partner < end ? partner + 1 : at + 1;
}

struct span words_span(const struct report *report, struct word_range words) {
    const struct word *items = report->words.items;
    if (words.first >= report->words.count)
        return (struct span){report->text.size, report->text.size};
    size_t start = items[words.first].start;
    return (struct span){start, words.end > words.first ? items[words.end - 1].end : start};
}

word_classes words_classes(const struct report *report, struct word_range words) {
    word_classes classes = 0;
    for (uint32_t i = words.first; i < words.end; i++)
        classes |= report->words.items[i].classes;
    return classes;
}

/* The last item of an ordered list that begins at or before a word. */
#define LAST_AT(list, member, word, found)                                                                             \
    do {                                                                                                               \
        size_t low = 0, high = (list)->count;                                                                          \
        while (low < high) {                                                                                           \
            size_t middle = low + (high - low) / 2;                                                                    \
            if ((list)->items[middle].member <= (word))                                                                \
                low = middle + 1;                                                                                      \
            else                                                                                                       \
                high = middle;                                                                                         \
        }                                                                                                              \
        (found) = low ? (uint32_t)low - 1 : NO_INDEX;                                                                  \
    } while (0)

uint32_t clause_of_word(const struct report *report, uint32_t word) {
    uint32_t found;
    LAST_AT(&report->clauses, words.first, word, found);
    return found;
}

static uint32_t predicate_start(const struct report *report, const struct predicate *predicate) {
    uint32_t start = predicate->verb.first;
    if (predicate->cause.end > predicate->cause.first && predicate->cause.first < start)
        start = predicate->cause.first;
    if (predicate->subjects_end > predicate->subjects && report->phrases.items[predicate->subjects].words.first < start)
        start = report->phrases.items[predicate->subjects].words.first;
    return start;
}

uint32_t predicate_of_word(const struct report *report, uint32_t clause, uint32_t word) {
    const struct clause *at = &report->clauses.items[clause];
    uint32_t found = at->predicates, end = at->predicates_end;
    if (found == end)
        return NO_INDEX;
    while (end - found > 1) {
        uint32_t middle = found + (end - found) / 2;
        if (predicate_start(report, &report->predicates.items[middle]) <= word)
            found = middle;
        else
            end = middle;
    }
    return found;
}

bool word_is_mark(const struct parse *parse, uint32_t word, uint32_t code) {
    size_t at = parse->words[word].start;
    return parse->words[word].kind == WORD_MARK && slice_next(parse->report->text, &at) == code;
}

static uint32_t mark_code(const struct report *report, const struct word *word) {
    size_t at = word->start;
    return word->kind == WORD_MARK ? slice_next(report->text, &at) : 0;
}

/* Whether the mark stands between two numbers without a space: 1:2. */
static bool between_numbers(const struct report *report, uint32_t at, struct word_range paragraph) {
    return at > paragraph.first && at + 1 < paragraph.end && report->words.items[at - 1].kind == WORD_NUMBER &&
           report->words.items[at + 1].kind == WORD_NUMBER;
}

/* Whether the word at `at` ends a clause, and which way. */
static bool ends_clause(const struct report *report, uint32_t at, struct word_range paragraph, enum clause_mark *mark) {
    switch (mark_code(report, &report->words.items[at])) {
    case 0xFF0C: *mark = MARK_COMMA; return true; /* ， */
    case ',': *mark = MARK_COMMA; return !between_numbers(report, at, paragraph);
    case 0xFF1B:
    case ';': *mark = MARK_SEMICOLON; return true; /* ； */
    case 0xFF1A:
    case ':': *mark = MARK_COLON; return !between_numbers(report, at, paragraph);
    case 0x3002:
    case 0xFF01:
    case '!':
    case 0xFF1F:
    case '?': *mark = MARK_STOP; return true; /* 。！？ */
    default: return false;
    }
}

static enum commitment commitment_of(const struct report *report, struct word_range words) {
    const word_classes verbs = VERBS_IN_FRONT | WORD_CLASS(REACH) | WORD_CLASS(RISE) | WORD_CLASS(ADVERB);
    word_classes classes = 0;
    for (uint32_t i = words.first; i < words.end; i++) {
        word_classes own = report->words.items[i].classes;
        bool handles = (own & WORD_CLASS(HANDLING)) && /* 将 before a noun takes it, before a verb it promises */
                       (i + 1 == words.end || !(report->words.items[i + 1].classes & verbs));
        classes |= handles ? 0 : own;
    }
    if (classes & (WORD_CLASS(COMMITMENT) | WORD_CLASS(ASSURANCE)))
        return COMMITMENT_PROMISED;
    return classes & (WORD_CLASS(DONE) | WORD_CLASS(PAST) | WORD_CLASS(ASPECT)) ? COMMITMENT_ACHIEVED : COMMITMENT_NONE;
}

/* The nearest clause of the sentence, this one first, that has a subject of its own. */
static uint32_t find_subject(const struct report *report, const struct report_sentence *sentence, uint32_t clause) {
    const struct clause *at = &report->clauses.items[clause];
    for (uint32_t i = at->predicates; i < at->predicates_end; i++)
        if (report->predicates.items[i].subjects_end > report->predicates.items[i].subjects)
            return clause;
    return clause > sentence->clauses ? report->clauses.items[clause - 1].subject_clause : NO_INDEX;
}

static void read_clause(struct parse *parse, uint32_t sentence, struct word_range words, enum clause_mark mark,
                        bool first) {
    struct report *report = parse->report;
    while (words.first < words.end && report->words.items[words.first].kind == WORD_MARK &&
           report->words.items[words.first].partner == NO_WORD)
        words.first++; /* spaces and bullets */
    struct clause *clause = words.first < words.end ? LIST_ADD(&report->syntax, &report->clauses) : NULL;
    if (!clause) {
        parse->failed |= words.first < words.end;
        return;
    }
    struct span span = words_span(report, words);
    *clause = (struct clause){.sentence = sentence, .words = words, .mark = mark};
    clause->label = first && mark == MARK_COLON && span.end - span.start <= LONGEST_LABEL_BYTES;
    clause->commitment = commitment_of(report, words);
    clause->predicates = (uint32_t)report->predicates.count;
    parse->clause = (uint32_t)report->clauses.count - 1;
    parse->end = words.end;
    parse->predicate = NO_INDEX;
    clause->body = (struct word_range){behind_opening(parse, words.first, &clause->time), words.end};
    if (clause->time.end >= words.end) /* nothing but a time: 到2027年底 */
        clause->body.first = words.end;
    read_predicates(parse, clause->body.first);
    clause = &report->clauses.items[parse->clause];
    clause->predicates_end = (uint32_t)report->predicates.count;
    clause->subject_clause = find_subject(report, &report->sentences.items[sentence], parse->clause);
}

static struct report_sentence *add_sentence(struct parse *parse, uint32_t paragraph) {
    struct report *report = parse->report;
    struct report_sentence *sentence = LIST_ADD(&report->scratch, &report->sentences);
    parse->failed |= !sentence;
    if (!sentence)
        return NULL;
    uint32_t section = report->paragraphs.items[paragraph].section, clauses = (uint32_t)report->clauses.count;
    *sentence = (struct report_sentence){.paragraph = paragraph, .clauses = clauses, .clauses_end = clauses};
    sentence->tense = section < report->sections.count ? report->sections.items[section].tense : TENSE_UNKNOWN;
    return sentence;
}

/* The cell of a table is one sentence without clauses: it has no grammar. */
static void add_cell(struct parse *parse, uint32_t paragraph, struct word_range words) {
    struct report_sentence *sentence = words.first < words.end ? add_sentence(parse, paragraph) : NULL;
    if (!sentence)
        return;
    sentence->words = words;
    sentence->span = words_span(parse->report, words);
}

/* Reads the sentence that begins at word `at`; gives the word behind it. */
static uint32_t read_sentence(struct parse *parse, uint32_t paragraph, uint32_t at, struct word_range words) {
    struct report *report = parse->report;
    struct report_sentence *sentence = add_sentence(parse, paragraph);
    if (!sentence)
        return words.end;
    uint32_t index = (uint32_t)report->sentences.count - 1;
    uint32_t first = at, clause = at;
    enum clause_mark mark = MARK_COMMA;
    while (at < words.end && mark != MARK_STOP && !parse->failed) {
        if (ends_clause(report, at, words, &mark)) {
            read_clause(parse, index, (struct word_range){clause, at}, mark, clause == words.first);
            clause = ++at;
        } else {
            at = words_behind(report, at, words.end);
        }
    }
    if (clause < at)
        read_clause(parse, index, (struct word_range){clause, at}, MARK_STOP, false);
    sentence->words = (struct word_range){first, at};
    sentence->span = words_span(report, sentence->words);
    sentence->clauses_end = (uint32_t)report->clauses.count;
    return at;
}

/* Marks the words of quantities that measure something, from the number on. */
static uint8_t *mark_counted(struct report *report) {
    uint8_t *counted = arena_take(&report->scratch, report->words.count + 1);
    for (size_t i = 0; counted && i < report->quantities.count; i++) {
        const struct quantity *quantity = &report->quantities.items[i];
        if (quantity->class != QUANTITY_MEASURED)
            continue;
        size_t end = quantity->unit_unknown ? quantity->mention.end : quantity->whole.end;
        for (uint32_t w = report_word(report, quantity->mention.start);
             w < report->words.count && report->words.items[w].start < end; w++)
            counted[w] = 1;
    }
    return counted;
}

enum status stage_clauses(struct report *report) {
    struct parse parse = {.report = report, .words = report->words.items, .counted = mark_counted(report)};
    parse.failed = !parse.counted;
    for (uint32_t i = 0; !parse.failed && i < report->paragraphs.count; i++) {
        struct word_range words = {report->paragraph_words.items[i], report->paragraph_words.items[i + 1]};
        if (report->paragraphs.items[i].cell) {
            add_cell(&parse, i, words);
            continue;
        }
        for (uint32_t at = words.first; at < words.end && !parse.failed;)
            at = read_sentence(&parse, i, at, words);
    }
    return LIST_KEEP(&report->arena, &report->sentences) && !parse.failed ? STATUS_OK : STATUS_NO_MEMORY;
}
