/* Reads a name word by word. Judges nothing. */
#include "stages/projects/phrase_signs.h"

enum phrase_head phrase_head_of(word_classes classes) {
    static const struct {
        word_classes class;
        enum phrase_head head;
    } heads[] = {{WORD_CLASS(WORKS), PHRASE_HEAD_WORKS},       {WORD_CLASS(STRUCTURE), PHRASE_HEAD_STRUCTURE},
                 {WORD_CLASS(POLICY), PHRASE_HEAD_POLICY},     {WORD_CLASS(SITE), PHRASE_HEAD_SITE},
                 {WORD_CLASS(SCHEME), PHRASE_HEAD_SCHEME},     {WORD_CLASS(WORK_ACTION), PHRASE_HEAD_ACTION},
                 {WORD_CLASS(RELATIONAL), PHRASE_HEAD_POLICY}, {WORD_CLASS(BRANCH), PHRASE_HEAD_POLICY},
                 {WORD_CLASS(TAIL), PHRASE_HEAD_ACTION},       {WORD_CLASS(VAGUE), PHRASE_HEAD_VAGUE}};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (classes & heads[i].class)
            return heads[i].head;
    return PHRASE_HEAD_NONE;
}

static uint32_t mark_of(const struct report *report, const struct word *word) {
    size_t at = word->start;
    return word->kind == WORD_MARK ? slice_next(report->text, &at) : 0;
}

static size_t characters_of(const struct report *report, struct word_range words) {
    return words.first < words.end ? slice_characters(report_text(report, words_span(report, words))) : 0;
}

static bool is_letter(const struct report *report, uint32_t at) {
    const struct word *word = &report->words.items[at];
    return word->end - word->start == HAN_BYTES && word->kind != WORD_MARK;
}

/* 康|达|饲料: two words of one character side by side, of which one is unknown, are part of a proper name. */
static bool stands_by_letter(const struct report *report, uint32_t at, struct word_range own) {
    return (at > own.first && is_letter(report, at - 1)) || (at + 1 < own.end && is_letter(report, at + 1));
}

/* Whether no lexicon knows the word: it is part of a proper name. */
static bool is_unknown(const struct report *report, uint32_t at, struct word_range own) {
    const struct word *word = &report->words.items[at];
    return word->kind == WORD_UNKNOWN && (word->end - word->start > HAN_BYTES || stands_by_letter(report, at, own));
}

/* What one word outside quotes says of the name. */
static void read_word(const struct report *report, uint32_t at, struct word_range own, struct phrase_signs *signs) {
    const struct word *word = &report->words.items[at];
    const word_classes verbs = WORD_CLASS(VERB) | WORD_CLASS(RISE) | WORD_CLASS(FALL) | WORD_CLASS(ADVERB) |
                               WORD_CLASS(SELECTING) | WORD_CLASS(PREDICATE);
    const word_classes nouns = WORD_CLASS(WORK_ACTION) | WORD_CLASS(SITE) | WORD_CLASS(STRUCTURE) | WORD_CLASS(POLICY) |
                               WORD_CLASS(VAGUE) | WORD_CLASS(SCHEME) | WORD_CLASS(TAIL);
    bool code = word->kind == WORD_LATIN || word->kind == WORD_NUMBER || (word->classes & WORD_CLASS(ORDINAL));
    signs->phase |= (word->classes & WORD_CLASS(PHASE)) != 0;
    signs->place |= word->kind == WORD_PLACE;
    signs->coded |= code;
    if (is_unknown(report, at, own) || word->kind == WORD_PLACE || (word->classes & WORD_CLASS(PHASE)) ||
        (word->classes & WORD_CLASS(PLACE_ENDING) && !(word->classes & nouns))) {
        signs->proper = true;
        signs->proper_first |= at == own.first;
    }
    signs->clause |= (word->classes & WORD_CLASS(RELATIVE)) != 0 && at > own.first;
    signs->clause |= at > own.first && at + 1 < own.end && (word->classes & verbs) && !(word->classes & nouns);
    signs->verb_first |= at == own.first && (word->classes & verbs) && !(word->classes & nouns);
    signs->joint |= (word->classes & WORD_CLASS(JOINT)) != 0;
    signs->negated |= (word->classes & WORD_CLASS(NEGATION)) != 0;
}

static void read_words(const struct report *report, struct word_range own, struct phrase_signs *signs) {
    for (uint32_t i = own.first; i < own.end; i = words_behind(report, i, own.end)) {
        uint32_t mark = mark_of(report, &report->words.items[i]);
        signs->quoted |= mark == 0x201C || mark == 0x300A || mark == 0x300C; /* “ 《 「 */
        signs->bracket |= mark == 0xFF08 || mark == '(';
        signs->listed |= mark == 0x3001; /* 、 */
        if (mark != 0xFF08 && mark != '(')
            read_word(report, i, own, signs);
    }
}

struct phrase_signs phrase_signs_read(const struct report *report, struct word_range own, struct word_range lent,
                                      uint32_t head) {
    while (head > own.first && head < own.end && (report->words.items[head].classes & WORD_CLASS(TAIL)))
        head--; /* 基地建设 has the head 基地 */
    struct phrase_signs signs = {.tail = (report->words.items[own.end - 1].classes & WORD_CLASS(TAIL)) != 0,
                                 .head = phrase_head_of(report->words.items[head].classes)};
    read_words(report, own, &signs);
    const struct word *first = &report->words.items[own.first], *last = &report->words.items[own.end - 1];
    signs.own_government = (first->classes & WORD_CLASS(BODY)) != 0 && own.end > own.first + 1;
    signs.vague_first = (first->classes & WORD_CLASS(VAGUE)) != 0;
    signs.ends_with_place = own.end > own.first + 1 && lent.end == lent.first && first->kind == WORD_KNOWN &&
                            (last->kind == WORD_UNKNOWN || last->kind == WORD_PLACE) && signs.head == PHRASE_HEAD_NONE;
    signs.characters = signs.modifier_chars = characters_of(report, own);
    if (head >= own.first && head < own.end) {
        signs.modifier_chars = characters_of(report, (struct word_range){own.first, head});
        for (uint32_t i = own.first; i < head; i++)
            if (report->words.items[i].classes & WORD_CLASS(VAGUE))
                signs.modifier_chars -= characters_of(report, (struct word_range){i, i + 1});
    }
    signs.characters += characters_of(report, lent);
    return signs;
}
