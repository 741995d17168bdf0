/* Looks up what each word can do: opens a phrase, governs a noun, ends what is measured. Decides nothing. */
#include "stages/targets/terms.h"

#include "stages/model/times.h"

enum { CIRCLED_ONE = 0x2460, CIRCLED_TWENTY = 0x2473 };

static const char *const opener_names[] = {"",       "link",   "scope",       "nation",   "time",
                                           "aspect", "adverb", "preposition", "standard", "comparing"};
static const char *const motion_names[] = {"",      "up",    "down", "above",   "below",
                                           "level", "added", "rank", "portion", "work"};

/* The lists whose words are terms. */
enum {
    ROLE_LISTS = LEXICON_BIT(LEXICON_OPENERS) | LEXICON_BIT(LEXICON_VERBS) | LEXICON_BIT(LEXICON_PREDICATES) |
                 LEXICON_BIT(LEXICON_CLAUSE_VERBS),
    TERM_LISTS = ROLE_LISTS | LEXICON_BIT(LEXICON_COMPOUNDS) | LEXICON_BIT(LEXICON_ATTRIBUTES)
};

/* The longest word of some lists that begins at a byte: its bytes and where it ends in the trie; of size 0 for none. */
struct listed {
    size_t size;
    uint32_t node;
};

static struct listed find_listed(const struct lexicon *lexicon, uint32_t lists, struct slice text, size_t at) {
    const struct trie *trie = &lexicon->trie;
    struct listed listed = {0, 0};
    uint32_t node = TRIE_FORWARD;
    if (!(lexicon_beginning_at(lexicon, TRIE_FORWARD, text, at) & lists))
        return listed;
    for (size_t next = at; next < text.size;) {
        node = trie_step(trie, TRIE_FORWARD, node, text, &next);
        if (!node || !(trie->nodes[node].below & lists))
            break;
        if (trie->nodes[node].ends & lists)
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
    bool circled = code >= CIRCLED_ONE && code <= CIRCLED_TWENTY;
    return circled || slice_is_among(word, SLICE("—|─"));
}

struct term term_of_word(const struct lexicon *lexicon, struct slice word) {
    static void (*const readers[])(const struct lexicon *, struct lexicon_hit,
                                   struct term *) = {read_opener, read_verb, read_predicate, read_deed};
    static const enum lexicon_name lists[] = {LEXICON_OPENERS, LEXICON_VERBS, LEXICON_PREDICATES, LEXICON_CLAUSE_VERBS};
    struct term term = {.text = word};
    struct listed listed = word.size ? find_listed(lexicon, ROLE_LISTS, word, 0) : (struct listed){0, 0};
    for (size_t i = 0; word.size && listed.size == word.size && i < sizeof lists / sizeof *lists; i++) {
        struct lexicon_hit hit = {.size = word.size};
        if (!(lexicon->trie.nodes[listed.node].ends & LEXICON_BIT(lists[i])))
            continue;
        lexicon_take(lexicon, lists[i], listed.node, &hit);
        readers[i](lexicon, hit, &term);
    }
    bool mark = word.size && !utf8_chinese_end(word, 0);
    term.of = slice_equal(word, SLICE(ZH_OF));
    term.joint = word.size && word.size <= 2 * HAN_BYTES && text_joint_size(word) == word.size;
    term.space = mark && (!slice_trim(word).size || is_bullet(word));
    return term;
}

/* Verbs of works that are no verbs of numbers: long ones are no part of a name. */
#define DEEDS (WORD_CLASS(BUILD) | WORD_CLASS(CONSTRUCT) | WORD_CLASS(ADVANCE))
enum { SHORTEST_DEED_CHARACTERS = 4 };

/* The bytes of the adverb that opens a long verb; 0 for none. */
static size_t adverb_size(const struct lexicon *lexicon, struct slice verb) {
    struct lexicon_hit hit;
    bool opens = lexicon_match(lexicon, LEXICON_OPENERS, TRIE_FORWARD, verb, 0, &hit) &&
                 slice_equal(lexicon_cell(lexicon, LEXICON_OPENERS, hit.row, OPENERS_KIND), SLICE("adverb"));
    return opens && hit.size < verb.size ? hit.size : 0;
}

/* Whether an unknown word is two or three words of one character that open or end phrases. */
static bool is_small_words(const struct lexicon *lexicon, struct slice text) {
    enum { MOST_CHARACTERS = 3 };
    struct lexicon_hit hit;
    size_t count = 0;
    for (size_t at = 0; at < text.size; count++) {
        size_t from = at;
        slice_next(text, &at);
        struct slice letter = slice_part(text, from, at);
        if (letter.size != HAN_BYTES || (!lexicon_find(lexicon, LEXICON_OPENERS, letter, &hit) &&
                                         !lexicon_find(lexicon, LEXICON_VERBS, letter, &hit) &&
                                         !lexicon_find(lexicon, LEXICON_PREDICATES, letter, &hit)))
            return false;
    }
    return count > 1 && count <= MOST_CHARACTERS;
}

static bool add_term(struct terms *terms, const struct word *word, struct span span) {
    struct slice text = report_text(terms->report, span);
    struct term *term = LIST_ADD(&terms->report->scratch, &terms->items);
    if (!term)
        return false;
    *term = term_of_word(terms->report->lexicon, text);
    term->kind = word->kind;
    term->classes = word->classes;
    bool named = term->opener || term->verbs || term->predicate;
    if (!named && term->classes & WORD_CLASS(TIME)) {
        size_t head = find_listed(terms->report->lexicon, ROLE_LISTS, text, 0).size;
        if (head && head < text.size) { /* 预计全年 */
            terms->items.count--;
            struct word part = {.kind = word->kind};
            return add_term(terms, &part, (struct span){span.start, span.start + head}) &&
                   add_term(terms, &part, (struct span){span.start + head, span.end});
        }
        term->opener = OPENER_TIME;
    }
    const word_classes becoming = DEEDS | WORD_CLASS(CLOSING) | WORD_CLASS(COMPLETED) | WORD_CLASS(UNDERWAY);
    if (!term->deed && slice_characters(text) >= SHORTEST_DEED_CHARACTERS && term->classes & becoming)
        term->deed = DEED_STATE; /* 揭牌运行 */
    struct lexicon_hit hit;
    if (!named && word->kind == WORD_UNKNOWN && terms->items.count > 1 && text.size > HAN_BYTES &&
        lexicon_match(terms->report->lexicon, LEXICON_CLAUSE_VERBS, TRIE_FORWARD, text, 0, &hit) &&
        hit.size == HAN_BYTES) {
        terms->items.count--; /* 获文华奖, 在粤 */
        return add_term(terms, word, (struct span){span.start, span.start + HAN_BYTES}) &&
               add_term(terms, word, (struct span){span.start + HAN_BYTES, span.end});
    }
    if (!named && word->kind == WORD_UNKNOWN && is_small_words(terms->report->lexicon, text)) {
        terms->items.count--; /* 即比, 将共, 要再 */
        return add_term(terms, word, (struct span){span.start, span.start + HAN_BYTES}) &&
               add_term(terms, word, (struct span){span.start + HAN_BYTES, span.end});
    }
    if (!named && slice_characters(text) >= SHORTEST_DEED_CHARACTERS && term->classes & DEEDS) {
        size_t adverb = adverb_size(terms->report->lexicon, text);
        if (adverb) { /* 成功创建 */
            terms->items.count--;
            struct word part = *word;
            part.classes = 0;
            return add_term(terms, &part, (struct span){span.start, span.start + adverb}) &&
                   add_term(terms, &part, (struct span){span.start + adverb, span.end});
        }
        term->verbs = VERB_OBJECT; /* 启动实施, 新改扩建 */
    }
    struct slice behind = slice_part(terms->report->text, span.end, terms->report->text.size);
    if (term->verbs & VERB_GOVERNING && slice_starts_among(behind, SLICE(ZH_NOUN_SUFFIXES)))
        term->verbs &= VERB_COMMITMENT; /* 规范化管理, 补贴性培训, 建成后增加的能力 */
    return true;
}

/* The byte behind the time that begins at one; the same byte where none does. */
static size_t behind_time(const struct report *report, size_t at, size_t end) {
    struct slice text = slice_part(report->text, 0, end);
    struct time_word time;
    if (!time_may_begin(text, at))
        return at;
    time_scan(text, at, &time);
    bool dates = time.kind == TIME_YEARS || time.kind == TIME_NAME || time.kind == TIME_MONTHS;
    return dates ? at + time.size : at; /* 过去几年 may belong to what was done then */
}

/* The quantity that begins at a byte of the text, NULL for none; `*next` moves on. */
static const struct quantity *quantity_at(const struct report *report, size_t byte, size_t *next) {
    while (*next < report->quantities.count && report->quantities.items[*next].whole.start < byte)
        *next += 1;
    const struct quantity *quantity = &report->quantities.items[*next];
    return *next < report->quantities.count && quantity->whole.start == byte ? quantity : NULL;
}

static size_t first_quantity(const struct report *report, size_t byte) {
    size_t low = 0, high = report->quantities.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (report->quantities.items[middle].whole.start < byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static size_t listed_size(const struct report *report, size_t at, size_t end) {
    return find_listed(report->lexicon, TERM_LISTS, slice_part(report->text, 0, end), at).size;
}

/* Behind the longest listed word that begins at a byte and ends with a word: 生产总值, 预计全年. */
static size_t behind_listed(const struct report *report, uint32_t word, size_t at, size_t end) {
    size_t behind = at + listed_size(report, at, end);
    uint32_t last = word;
    while (last < report->words.count && report->words.items[last].end < behind)
        last++;
    return last < report->words.count && report->words.items[last].end == behind ? behind
                                                                                 : report->words.items[word].end;
}

/* Where a time or a listed word of two characters begins inside an unknown word; its end for none. */
static size_t unknown_end(const struct report *report, size_t at, size_t end) {
    size_t listed = listed_size(report, at, end);
    if (listed > HAN_BYTES)
        return at + listed;
    for (size_t next = at + HAN_BYTES; next < end; next += HAN_BYTES)
        if (behind_time(report, next, end) > next || listed_size(report, next, end) > HAN_BYTES)
            return next;
    return end;
}

/* Behind 3. or 3、 at the head; the word's start for none. */
static size_t behind_list_number(const struct report *report, uint32_t at) {
    const struct word *word = &report->words.items[at];
    bool number = word->kind == WORD_NUMBER && at + 1 < report->words.count;
    struct slice mark = number ? report_text(report, (struct span){word[1].start, word[1].end}) : (struct slice){0};
    return slice_is_among(mark, SLICE(".|．|、")) ? word[1].end : word->start;
}

/* Behind the time that begins at a byte of word `word`, by its pattern or as a quantity; `at` where none does. */
static size_t dated_end(const struct report *report, uint32_t word, size_t at, struct span span, size_t *next) {
    const struct quantity *quantity = quantity_at(report, at, next);
    size_t dated = behind_time(report, at, span.end);
    bool numbers = at == span.start && behind_list_number(report, word) > report->words.items[word].end;
    if (quantity && (quantity->class == QUANTITY_YEAR || quantity->class == QUANTITY_DURATION) &&
        quantity->whole.end > dated)
        dated = quantity->whole.end;
    return numbers ? behind_list_number(report, word) : dated;
}

/* Behind the bracket, quote, list's word or plain word that begins at a byte of word `at`. */
static size_t word_end(const struct report *report, uint32_t index, size_t at, size_t end) {
    const struct word *word = &report->words.items[index];
    if (word->partner != NO_WORD && word->partner > index && report->words.items[word->partner].end <= end)
        return report->words.items[word->partner].end;
    if (word->kind == WORD_MARK || word->kind == WORD_NUMBER)
        return word->end;
    if (word->kind == WORD_UNKNOWN && at > word->start)
        return unknown_end(report, at, word->end < end ? word->end : end);
    size_t listed = behind_listed(report, index, at, end);
    return word->kind == WORD_UNKNOWN && listed == word->end ? unknown_end(report, at, listed < end ? listed : end)
                                                             : listed;
}

/* Takes the last term apart, `size` bytes behind and the rest before. */
static bool part_term(struct terms *terms, size_t size) {
    struct term last = terms->items.items[--terms->items.count];
    size_t start = (size_t)(last.text.start - terms->report->text.start), end = start + last.text.size;
    const struct word piece = {.kind = last.kind};
    return add_term(terms, &piece, (struct span){start, end - size}) &&
           add_term(terms, &piece, (struct span){end - size, end});
}

/* 产值占, 汽车达, 数据均: a predicate ends a word that is in no list, before a number or another predicate; with a time
 * behind it 比 does. */
static bool part_last(struct terms *terms, const struct term *next) {
    enum { SHORTEST_PREDICATE_BYTES = 2 * HAN_BYTES };
    const struct lexicon *lexicon = terms->report->lexicon;
    const struct term *last = terms->items.count ? &terms->items.items[terms->items.count - 1] : NULL;
    struct lexicon_hit hit;
    bool dated = next && next->opener == OPENER_TIME;
    if (!last || (last->opener && last->opener != OPENER_LINK) || last->verbs || last->predicate ||
        last->kind > WORD_UNKNOWN || lexicon_find(lexicon, LEXICON_COMPOUNDS, last->text, &hit))
        return true;
    size_t shortest = last->kind == WORD_UNKNOWN ? HAN_BYTES : SHORTEST_PREDICATE_BYTES;
    bool ends = !next || next->predicate || next->opener;
    bool noun = !ends && last->kind == WORD_UNKNOWN; /* 精品力作[获]国家级大奖 */
    bool found =
        (ends && lexicon_match(lexicon, LEXICON_PREDICATES, TRIE_BACKWARD, last->text, last->text.size, &hit)) ||
        (dated && lexicon_match(lexicon, LEXICON_OPENERS, TRIE_BACKWARD, last->text, last->text.size, &hit)) ||
        (noun && lexicon_match(lexicon, LEXICON_CLAUSE_VERBS, TRIE_BACKWARD, last->text, last->text.size, &hit));
    return !found || hit.size < shortest || hit.size >= last->text.size || part_term(terms, hit.size);
}

/* 收入[比降]至, [居中]西部: the last word takes what is its own by a list from the word before. */
static bool join_last(struct terms *terms, enum lexicon_name list) {
    size_t count = terms->items.count;
    if (count < 2)
        return true;
    struct term *last = term_at(terms, (uint32_t)count - 1), *before = last - 1;
    struct slice both = {before->text.start, before->text.size + last->text.size};
    struct lexicon_hit hit;
    bool longer = lexicon_match(terms->report->lexicon, list, TRIE_BACKWARD, both, both.size, &hit) &&
                  hit.size > last->text.size && hit.size < both.size && !before->verbs && !before->opener;
    if (!longer)
        return true;
    last->text = both;
    *before = *last;
    terms->items.count--;
    return part_term(terms, hit.size);
}

/* Adds the term that stands at [at, end), and takes off the one before what belongs to it: 证书数[居]全国, [居]中西部.
 */
static bool add_behind(struct terms *terms, const struct word *word, struct span span, bool time) {
    if (time) {
        struct term *added = LIST_ADD(&terms->report->scratch, &terms->items);
        if (!added)
            return false;
        *added = (struct term){.text = report_text(terms->report, span), .kind = word->kind, .opener = OPENER_TIME};
    } else if (!add_term(terms, word, span)) {
        return false;
    }
    struct term term = terms->items.items[terms->items.count - 1];
    bool place = term.opener >= OPENER_SCOPE && term.opener <= OPENER_TIME;
    bool ends = term.predicate || place || term.opener == OPENER_STANDARD;
    if (terms->items.count < 2 || !(ends || (term.kind <= WORD_UNKNOWN && !term.joint && !term.of)))
        return true;
    terms->items.count--;
    struct term *added = part_last(terms, &term) ? LIST_ADD(&terms->report->scratch, &terms->items) : NULL;
    if (added)
        *added = term;
    return added && (term.opener != OPENER_STANDARD || join_last(terms, LEXICON_OPENERS));
}

enum status terms_read(struct terms *terms, struct span span) {
    const struct report *report = terms->report;
    terms->items.count = 0;
    size_t at = span.start, next = first_quantity(report, span.start);
    for (uint32_t i = report_word(report, span.start); at < span.end && i < report->words.count;) {
        struct word word = report->words.items[i];
        if (at < word.start) /* no word: damaged text */
            at = word.start;
        size_t dated = dated_end(report, i, at, span, &next);
        size_t end = dated > at ? dated : word_end(report, i, at, span.end);
        if (dated > at && end < word.end && at == word.start && word.classes & WORD_CLASS(TIME))
            end = word.end; /* 五年来 */
        if (end > span.end)
            end = span.end;
        word.classes = at == word.start && end == word.end ? word.classes : 0;
        if (end <= at || !add_behind(terms, &word, (struct span){at, end}, dated > at))
            return end <= at ? STATUS_OK : STATUS_NO_MEMORY;
        at = end;
        while (i < report->words.count && report->words.items[i].end <= at)
            i++;
    }
    return part_last(terms, NULL) && join_last(terms, LEXICON_PREDICATES) ? STATUS_OK : STATUS_NO_MEMORY;
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
    case 0x201C: return SLICE("”");
    case 0xFF08: return SLICE("）");
    case 0x300A: return SLICE("》");
    case '(': return SLICE(")");
    case 0x300C: return SLICE("」");
    case 0x3010: return SLICE("】");
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
