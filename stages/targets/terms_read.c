/* Cuts a passage into terms: the words of the stage words, joined where a longer one is in a list of this stage, parted
 * where only a part of an unknown word is. */
#include "stages/targets/terms_parts.h"

#include "stages/model/lexicon_index.h"
#include "stages/model/times.h"

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
    if (*next == report->quantities.count)
        return NULL;
    const struct quantity *quantity = &report->quantities.items[*next];
    return quantity->whole.start == byte ? quantity : NULL;
}

static size_t listed_size(const struct report *report, size_t at, size_t end) {
    return terms_find_listed(report->lexicon, TERM_LISTS, slice_part(report->text, 0, end), at).size;
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

/* ---- words that are taken apart ---- */

/* Verbs of works that are no verbs of numbers: long ones are no part of a name. */
#define DEEDS (WORD_CLASS(BUILD) | WORD_CLASS(CONSTRUCT) | WORD_CLASS(ADVANCE))
#define BECOMING (DEEDS | WORD_CLASS(CLOSING) | WORD_CLASS(COMPLETED) | WORD_CLASS(UNDERWAY))
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
    size_t count = 0;
    for (size_t at = 0; at < text.size; count++) {
        size_t from = at;
        slice_next(text, &at);
        if (at - from != HAN_BYTES || !terms_find_listed(lexicon, ROLE_LISTS, slice_part(text, 0, at), from).size)
            return false;
    }
    return count > 1 && count <= MOST_CHARACTERS;
}

/* Whether an unknown word begins with what is done to the noun before it: 获文华奖, 在粤. */
static bool begins_with_deed(const struct lexicon *lexicon, struct slice text) {
    struct lexicon_hit hit;
    return text.size > HAN_BYTES && lexicon_match(lexicon, LEXICON_CLAUSE_VERBS, TRIE_FORWARD, text, 0, &hit) &&
           hit.size == HAN_BYTES;
}

/* The bytes of the piece that a word in no list begins with: 预计|全年, 成功|创建, 即|比, 获|文华奖; 0 for none.
 * `first`: no noun stands before it. */
static size_t leading_piece(const struct lexicon *lexicon, const struct term *term, bool first) {
    if (term->opener || term->verbs || term->predicate)
        return 0;
    if (term->classes & WORD_CLASS(TIME)) {
        size_t size = terms_find_listed(lexicon, ROLE_LISTS, term->text, 0).size;
        return size < term->text.size ? size : 0;
    }
    if (term->kind == WORD_UNKNOWN)
        return (!first && begins_with_deed(lexicon, term->text)) || is_small_words(lexicon, term->text) ? HAN_BYTES : 0;
    bool deed = term->classes & DEEDS && slice_characters(term->text) >= SHORTEST_DEED_CHARACTERS;
    return deed ? adverb_size(lexicon, term->text) : 0;
}

/* What its classes make of a word that is in no list. */
static void read_classes(struct term *term) {
    bool named = term->opener || term->verbs || term->predicate;
    bool deed = slice_characters(term->text) >= SHORTEST_DEED_CHARACTERS;
    if (!named && term->classes & WORD_CLASS(TIME))
        term->opener = OPENER_TIME;
    if (!named && term->classes & (WORD_CLASS(LEADING) | WORD_CLASS(ADVERB)))
        term->opener = OPENER_ADVERB;
    if (!named && deed && term->classes & DEEDS)
        term->verbs = VERB_OBJECT; /* 启动实施, 新改扩建 */
    if (!term->deed && deed && term->classes & BECOMING)
        term->deed = DEED_STATE; /* 揭牌运行 */
}

static bool add_term(struct terms *terms, const struct word *word, struct span span);

/* Adds a piece of a word, with the classes that it has as a word of its own. */
static bool add_piece(struct terms *terms, enum word_kind kind, struct span span) {
    struct word piece = {.kind = kind};
    struct lexicon_hit hit;
    if (lexicon_find(terms->report->lexicon, LEXICON_WORDS, report_text(terms->report, span), &hit))
        piece.classes = lexicon_word_classes(terms->report->lexicon, hit.word);
    return add_term(terms, &piece, span);
}

static bool add_term(struct terms *terms, const struct word *word, struct span span) {
    struct term term = term_of_word(terms->report->lexicon, report_text(terms->report, span));
    term.kind = word->kind;
    term.classes = word->classes;
    size_t piece = leading_piece(terms->report->lexicon, &term, !terms->items.count);
    if (piece) {
        return add_piece(terms, word->kind, (struct span){span.start, span.start + piece}) &&
               add_piece(terms, word->kind, (struct span){span.start + piece, span.end});
    }
    read_classes(&term);
    struct slice behind = slice_part(terms->report->text, span.end, terms->report->text.size);
    if (term.verbs & VERB_GOVERNING && slice_starts_among(behind, SLICE(ZH_NOUN_SUFFIXES)))
        term.verbs &= VERB_COMMITMENT; /* 规范化管理, 补贴性培训, 建成后增加的能力 */
    struct term *added = LIST_ADD(&terms->report->scratch, &terms->items);
    if (added)
        *added = term;
    return added != NULL;
}

/* Takes the last term apart, `size` bytes behind and the rest before. */
static bool part_term(struct terms *terms, size_t size) {
    struct term last = terms->items.items[--terms->items.count];
    size_t start = (size_t)(last.text.start - terms->report->text.start), end = start + last.text.size;
    return add_piece(terms, last.kind, (struct span){start, end - size}) &&
           add_piece(terms, last.kind, (struct span){end - size, end});
}

static size_t ending_size(const struct lexicon *lexicon, enum lexicon_name list, struct slice text) {
    struct lexicon_hit hit;
    return lexicon_match(lexicon, list, TRIE_BACKWARD, text, text.size, &hit) ? hit.size : 0;
}

/* The bytes at the end of a word in no list that a list has: 产值[占], 数据[均] before a number or predicate, 即[比]
 * before a time, 精品力作[获] before a noun. `next`: the term behind it, NULL for none. */
static size_t trailing_piece(const struct lexicon *lexicon, const struct term *term, const struct term *next) {
    bool ends = !next || next->predicate || next->opener;
    size_t size = ends ? ending_size(lexicon, LEXICON_PREDICATES, term->text) : 0;
    if (!size && next && next->opener == OPENER_TIME)
        size = ending_size(lexicon, LEXICON_OPENERS, term->text);
    if (!ends && term->kind == WORD_UNKNOWN)
        size = ending_size(lexicon, LEXICON_CLAUSE_VERBS, term->text);
    size_t shortest = term->kind == WORD_UNKNOWN ? HAN_BYTES : 2 * HAN_BYTES;
    return size >= shortest && size < term->text.size ? size : 0;
}

/* Parts the last term where what follows tells that its end is a word of its own. */
static bool part_last(struct terms *terms, const struct term *next) {
    const struct lexicon *lexicon = terms->report->lexicon;
    const struct term *last = terms->items.count ? &terms->items.items[terms->items.count - 1] : NULL;
    struct lexicon_hit hit;
    if (!last || (last->opener && last->opener != OPENER_LINK) || last->verbs || last->predicate ||
        last->kind > WORD_UNKNOWN || lexicon_find(lexicon, LEXICON_COMPOUNDS, last->text, &hit))
        return true;
    size_t size = trailing_piece(lexicon, last, next);
    return !size || part_term(terms, size);
}

/* 收入[比降]至, [居中]西部: the last word takes what is its own by a list from the word before. */
static bool join_last(struct terms *terms, enum lexicon_name list) {
    size_t count = terms->items.count;
    if (count < 2)
        return true;
    struct term *last = term_at(terms, (uint32_t)count - 1), *before = last - 1;
    struct slice both = {before->text.start, before->text.size + last->text.size};
    size_t size = before->verbs || before->opener ? 0 : ending_size(terms->report->lexicon, list, both);
    if (size <= last->text.size || size >= both.size)
        return true;
    last->text = both;
    *before = *last;
    terms->items.count--;
    return part_term(terms, size);
}

/* Puts the term that was added last behind the one before it, which is parted where that tells: 证书数[居]全国. */
static bool fit_last(struct terms *terms) {
    if (terms->items.count < 2)
        return true;
    struct term term = terms->items.items[--terms->items.count];
    bool tells = term.kind <= WORD_UNKNOWN && !term.joint && !term.of;
    bool parted = !(tells || term.opener || term.predicate) || part_last(terms, &term);
    struct term *added = parted ? LIST_ADD(&terms->report->scratch, &terms->items) : NULL;
    if (added)
        *added = term;
    return added && (term.opener != OPENER_STANDARD || join_last(terms, LEXICON_OPENERS));
}

static bool add_time(struct terms *terms, const struct word *word, struct span span) {
    struct term *added = LIST_ADD(&terms->report->scratch, &terms->items);
    if (added)
        *added = (struct term){.text = report_text(terms->report, span), .kind = word->kind, .opener = OPENER_TIME};
    return added != NULL;
}

enum status terms_read(struct terms *terms, struct span span) {
    const struct report *report = terms->report;
    terms->items.count = 0;
    size_t at = span.start, next = report_first_quantity(report, span.start);
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
        struct span piece = {at, end};
        if (!(dated > at ? add_time(terms, &word, piece) : add_term(terms, &word, piece)) || !fit_last(terms))
            return STATUS_NO_MEMORY;
        at = end;
        while (i < report->words.count && report->words.items[i].end <= at)
            i++;
    }
    return part_last(terms, NULL) && join_last(terms, LEXICON_PREDICATES) ? STATUS_OK : STATUS_NO_MEMORY;
}
