/* Writes words and predicates as text for people and for test cases. */
#include "stages/write/rows_reading.h"

#include "stages/clauses.h"

static struct slice print_line(struct report *report, size_t at, char *room) {
    return decimal_print(decimal_from_integer((int64_t)report_line(report, at)), room);
}

static void add_classes(struct text *text, word_classes classes) {
    bool first = true;
    for (int i = 0; i < ALL_WORD_CLASSES; i++)
        if (classes >> i & 1) {
            text_add_string(text, first ? "" : "+");
            text_add_string(text, word_class_names[i]);
            first = false;
        }
    text_add_string(text, first ? "-" : "");
}

enum status reading_give_words(struct report *report, size_t paragraph, struct slice *cells, row_taker *take,
                               void *context) {
    struct text words = {.arena = &report->arena}, kinds = {.arena = &report->arena};
    uint32_t first = report->paragraph_words.items[paragraph], end = report->paragraph_words.items[paragraph + 1];
    char line[DECIMAL_TEXT_BYTES];
    for (uint32_t i = first; i < end; i++) {
        const struct word *word = &report->words.items[i];
        text_add_string(&words, i > first ? " " : "");
        text_add(&words, report_text(report, (struct span){word->start, word->end}));
        text_add_string(&words, word->kind == WORD_UNKNOWN ? "?" : word->kind == WORD_PLACE ? "@" : "");
        text_add_string(&kinds, i > first ? " " : "");
        add_classes(&kinds, word->classes);
    }
    cells[TOKENS_LINE] = print_line(report, report->paragraphs.items[paragraph].span.start, line);
    cells[TOKENS_TEXT] = text_slice(&words);
    cells[TOKENS_KINDS] = text_slice(&kinds);
    return words.failed || kinds.failed ? STATUS_NO_MEMORY : take(context, TABLE_TOKENS, cells);
}

/* Members one behind the other, each made whole. */
static struct slice print_members(struct report *report, uint32_t first, uint32_t end) {
    struct text text = {.arena = &report->arena};
    for (uint32_t i = first; i < end; i++) {
        text_add_string(&text, i > first ? " + " : "");
        text_add(&text, phrase_text(report, i));
    }
    return text_slice(&text);
}

static struct slice print_counts(struct report *report, uint32_t first, uint32_t end) {
    struct text text = {.arena = &report->arena};
    for (uint32_t i = first; i < end; i++) {
        struct word_range count = report->phrases.items[i].count;
        text_add_string(&text, text.size && count.end > count.first ? " + " : "");
        text_add(&text, report_text(report, words_span(report, count)));
    }
    return text_slice(&text);
}

static struct slice print_words(const struct report *report, struct word_range words) {
    return report_text(report, words_span(report, words));
}

/* The subject that a clause carries on from an earlier one. */
static struct slice print_carried(struct report *report, uint32_t clause) {
    uint32_t from = report->clauses.items[clause].subject_clause;
    if (from == NO_INDEX || from == clause)
        return SLICE("");
    const struct clause *earlier = &report->clauses.items[from];
    for (uint32_t i = earlier->predicates_end; i > earlier->predicates; i--) {
        const struct predicate *predicate = &report->predicates.items[i - 1];
        if (predicate->subjects_end > predicate->subjects)
            return print_members(report, predicate->subjects, predicate->subjects_end);
    }
    return SLICE("");
}

enum status reading_give_predicate(struct report *report, size_t index, struct slice *cells, row_taker *take,
                                   void *context) {
    static const char *const commitments[] = {"", "promised", "achieved"};
    const struct predicate *predicate = &report->predicates.items[index];
    const struct clause *clause = &report->clauses.items[predicate->clause];
    char line[DECIMAL_TEXT_BYTES];
    cells[CLAUSES_LINE] = print_line(report, words_span(report, clause->words).start, line);
    cells[CLAUSES_SUBJECT] = print_members(report, predicate->subjects, predicate->subjects_end);
    cells[CLAUSES_OBJECT] = print_members(report, predicate->objects, predicate->objects_end);
    cells[CLAUSES_COUNT] = print_counts(report, predicate->objects, predicate->objects_end);
    cells[CLAUSES_FRAME] = print_words(report, predicate->frame);
    if (predicate->adjunct != NO_INDEX && report->phrases.items[predicate->adjunct].role == PHRASE_ADJUNCT)
        cells[CLAUSES_ADJUNCT] = phrase_text(report, predicate->adjunct);
    cells[CLAUSES_CAUSE] = print_words(report, predicate->cause);
    cells[CLAUSES_VERB] = print_words(report, predicate->verb);
    if (predicate->list_name != NO_INDEX)
        cells[CLAUSES_LIST_NAME] = phrase_text(report, predicate->list_name);
    cells[CLAUSES_TAIL] = print_words(report, predicate->tail);
    cells[CLAUSES_TIME] = print_words(report, clause->time);
    cells[CLAUSES_COMMITMENT] = slice_from_string(commitments[clause->commitment]);
    cells[CLAUSES_CARRIED] = print_carried(report, predicate->clause);
    cells[CLAUSES_LABEL] = clause->label ? SLICE("yes") : SLICE("");
    return take(context, TABLE_CLAUSES, cells);
}
