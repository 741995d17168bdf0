/* Looks up what each word can do: opens a phrase, governs a noun, ends what is measured. Decides nothing. */
#include "stages/targets/terms_parts.h"

static const char *const opener_names[] = {"",       "link",   "scope",       "nation",   "time",
                                           "aspect", "adverb", "preposition", "standard", "comparing"};
static const char *const motion_names[] = {"",      "up",    "down", "above",   "below",
                                           "level", "added", "rank", "portion", "work"};

struct listed terms_find_listed(const struct lexicon *lexicon, uint32_t lists, struct slice text, size_t at) {
    const struct trie *trie = &lexicon->trie;
    struct listed listed = {0, 0};
    uint32_t node = TRIE_FORWARD;
    if (!(lexicon_beginning_at(lexicon, TRIE_FORWARD, text, at) & lists))
        return listed;
    for (size_t next = at; next < text.size;) {
        node = trie_step(trie, TRIE_FORWARD, node, text, &next);
        if (!node || !(trie_sets_of(trie, node)->below & lists))
            break;
        if (trie_sets_of(trie, node)->ends & lists)
            listed = (struct listed){next - at, node};
    }
    return listed;
}

static void read_opener(const struct lexicon *lexicon, struct lexicon_hit hit, struct term *term) {
    struct slice kind = lexicon_cell(lexicon, LEXICON_OPENERS, hit.row, OPENERS_KIND);
    term->opener = (enum opener)slice_number_among(kind, opener_names, sizeof opener_names / sizeof *opener_names);
    do {
        kind = lexicon_cell(lexicon, LEXICON_OPENERS, hit.row, OPENERS_KIND);
        term->compares |= slice_equal(kind, SLICE("comparing"));
        if (term->opener == OPENER_ADVERB && slice_equal(kind, SLICE("preposition")))
            term->opener = OPENER_PREPOSITION; /* 围绕 */
    } while (lexicon_next_same(lexicon, LEXICON_OPENERS, &hit));
}

static unsigned role_named(struct slice word) {
    static const char *const names[] = {"", "commitment", "object", "object_inside", "causative", "flow"};
    static const unsigned roles[] = {0, VERB_COMMITMENT, VERB_OBJECT, VERB_OBJECT_INSIDE, VERB_CAUSATIVE, VERB_FLOW};
    return roles[slice_number_among(word, names, sizeof names / sizeof *names)];
}

static void read_verb(const struct lexicon *lexicon, struct lexicon_hit hit, struct term *term) {
    do
        term->verbs |= role_named(lexicon_cell(lexicon, LEXICON_VERBS, hit.row, VERBS_ROLE));
    while (lexicon_next_same(lexicon, LEXICON_VERBS, &hit));
}

static void read_deed(const struct lexicon *lexicon, struct lexicon_hit hit, struct term *term) {
    static const char *const names[] = {"", "skip", "no", "yes"};
    struct slice selects = lexicon_cell(lexicon, LEXICON_CLAUSE_VERBS, hit.row, CLAUSE_VERBS_SELECTS);
    term->deed = (enum deed)slice_number_among(selects, names, sizeof names / sizeof *names);
}

static void read_predicate(const struct lexicon *lexicon, struct lexicon_hit hit, struct term *term) {
    static const char *const parts[] = {"", "", "adverb", "tail", "event", "arranged"};
    struct slice said = lexicon_cell(lexicon, LEXICON_PREDICATES, hit.row, PREDICATES_MOTION);
    term->motion = (enum motion)slice_number_among(said, motion_names, sizeof motion_names / sizeof *motion_names);
    if (slice_equal(said, SLICE("saved")))
        term->motion = MOTION_DOWN; /* 造价节约15% */
    size_t part = slice_number_among(said, parts, sizeof parts / sizeof *parts);
    term->predicate = part ? (enum predicate_part)part : PREDICATE_VERB;
    if (term->predicate == PREDICATE_ARRANGED)
        term->verbs |= VERB_OBJECT; /* 拟安排国债投资 */
}

/* ——, ① and such before a phrase. */
static bool is_bullet(struct slice word) {
    size_t at = 0;
    uint32_t code = slice_next(word, &at);
    bool circled = code >= CODE_CIRCLED_ONE && code <= CODE_CIRCLED_TWENTY;
    return circled || slice_is_among(word, SLICE("—|─"));
}

struct term term_of_word(const struct lexicon *lexicon, struct slice word) {
    static void (*const readers[])(const struct lexicon *, struct lexicon_hit,
                                   struct term *) = {read_opener, read_verb, read_predicate, read_deed};
    static const enum lexicon_name lists[] = {LEXICON_OPENERS, LEXICON_VERBS, LEXICON_PREDICATES, LEXICON_CLAUSE_VERBS};
    struct term term = {.text = word};
    struct listed listed = word.size ? terms_find_listed(lexicon, ROLE_LISTS, word, 0) : (struct listed){0, 0};
    for (size_t i = 0; word.size && listed.size == word.size && i < sizeof lists / sizeof *lists; i++) {
        struct lexicon_hit hit = {.size = word.size};
        if (!(trie_sets_of(&lexicon->trie, listed.node)->ends & LEXICON_BIT(lists[i])))
            continue;
        lexicon_take(lexicon, lists[i], listed.node, &hit);
        readers[i](lexicon, hit, &term);
    }
    bool mark = word.size && !utf8_chinese_end(word, 0);
    term.of = slice_equal(word, SLICE(ZH_OF));
    term.joint = word.size && word.size <= 2 * (size_t)HAN_BYTES && text_joint_size(word) == word.size;
    term.space = mark && (!slice_trim(word).size || is_bullet(word));
    return term;
}

struct slice terms_text(const struct terms *terms, struct term_range range) {
    if (range.first >= terms->items.count)
        return (struct slice){0};
    const struct term *first = term_at(terms, range.first);
    if (range.end <= range.first)
        return slice_part(first->text, 0, 0);
    const struct term *last = term_at(terms, range.end - 1);
    return (struct slice){first->text.start, (size_t)(last->text.start + last->text.size - first->text.start)};
}

struct term_range terms_trim(const struct terms *terms, struct term_range range) {
    while (range.first < range.end && (term_at(terms, range.first)->space || term_at(terms, range.first)->of))
        range.first++;
    while (range.first < range.end && (term_at(terms, range.end - 1)->space || term_at(terms, range.end - 1)->of))
        range.end--;
    return range;
}

size_t text_verb_size(const struct lexicon *lexicon, struct slice text) {
    struct lexicon_hit hit, other;
    if (!lexicon_match(lexicon, LEXICON_VERBS, TRIE_FORWARD, text, 0, &hit) ||
        (lexicon_match(lexicon, LEXICON_ATTRIBUTES, TRIE_FORWARD, text, 0, &other) && other.size > hit.size) ||
        (lexicon_match(lexicon, LEXICON_COMPOUNDS, TRIE_FORWARD, text, 0, &other) && other.size > hit.size) ||
        slice_starts_among(slice_part(text, hit.size, text.size), SLICE(ZH_NOUN_SUFFIXES)))
        return 0; /* 拓展面积, 建设用地, 规范化管理 */
    return term_of_word(lexicon, slice_part(text, 0, hit.size)).verbs & VERB_GOVERNING ? hit.size : 0;
}

bool text_flows(const struct lexicon *lexicon, struct slice verb, struct slice object) {
    enum { BARE_OBJECT_CHARACTERS = 2 };
    return object.size && slice_characters(object) <= BARE_OBJECT_CHARACTERS &&
           term_of_word(lexicon, verb).verbs & VERB_FLOW;
}

size_t text_joint_size(struct slice text) {
    return slice_starts_among(text, SLICE(ZH_CLAUSE_JOINTS "|" ZH_AND_WITH));
}

/* A bracket that is not closed nearby opens nothing: the search stays short. */
enum { LONGEST_BRACKET_BYTES = 600 };

/* What closes a bracket; empty where the character opens none. */
static struct slice closing_of(uint32_t open) {
    switch (open) {
    case CODE_OPEN_QUOTE: return SLICE(ZH_CLOSE_QUOTE);
    case CODE_OPEN_BRACKET: return SLICE(ZH_CLOSE_BRACKET);
    case CODE_OPEN_TITLE: return SLICE(ZH_CLOSE_TITLE);
    case '(': return SLICE(")");
    case CODE_OPEN_CORNER: return SLICE(ZH_CLOSE_CORNER);
    case CODE_OPEN_HEAVY: return SLICE(ZH_CLOSE_HEAVY);
    default: return (struct slice){0};
    }
}

size_t text_behind_bracket(struct slice text, size_t from) {
    size_t inside = from;
    struct slice character = slice_part(text, from, from + HAN_BYTES);
    bool mark = character.size && !utf8_chinese_end(character, 0); /* most characters are none */
    struct slice close = mark ? closing_of(slice_next(text, &inside)) : (struct slice){0};
    if (!close.size)
        return from;
    size_t at = slice_find(slice_part(text, 0, from + LONGEST_BRACKET_BYTES), close, inside);
    return at == SIZE_MAX ? from : at + close.size;
}
