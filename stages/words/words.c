/* Reads each paragraph from left to right: runs of Chinese characters are cut into words, all else by its kind. */
#include "stages/words.h"

#include "stages/model/lexicon_index.h"

/* A run of Chinese characters is cut in pieces of at most so many. */
enum { RUN_CHARACTERS = 512, LONGEST_WORD_CHARACTERS = 24 };

/* What a cut costs: characters left over count most, then the number of words. */
enum {
    COST_WORD = 4,
    COST_SHORT_PLACE = 6, /* 建成|县, not 建|成县 */
    COST_JOINT = 4,
    COST_FUNCTION_WORD = 5,
    COST_UNKNOWN = 7,
    COST_MORE_UNKNOWN = 5,
    COST_LETTER = 8
};

/* Words of one character that stand on their own in any sentence; others most often belong to a name. */
#define JOINTS (WORD_CLASS(JOINT) | WORD_CLASS(RELATIVE) | WORD_CLASS(ETC))
#define FUNCTION_WORDS                                                                                                 \
    (WORD_CLASS(SHARING) | WORD_CLASS(NEGATION) | WORD_CLASS(HANDLING) | WORD_CLASS(SOURCE) |                          \
     WORD_CLASS(BENEFICIARY) | WORD_CLASS(PREPOSITION) | WORD_CLASS(ASPECT) | WORD_CLASS(REACH) | WORD_CLASS(NUMERAL))

/* How many words a text is expected to have, so that their list need not grow; that of a long text grows anyway. */
enum { BYTES_A_WORD = 4, MOST_EXPECTED_WORDS = 1 << 14 };

/* How far a bracket or quote may reach: a mark that nobody closes holds up no more than this. */
enum { LONGEST_BRACKET_BYTES = 600, DEEPEST_BRACKETS = 16 };

/* The best cut of a run from each of its characters on. */
struct run {
    size_t count;
    bool behind_number;                 /* 2026年, 8件 */
    uint32_t start[RUN_CHARACTERS + 1]; /* byte of the text */
    uint16_t letter[RUN_CHARACTERS];    /* of the trie */
    uint32_t cost[RUN_CHARACTERS + 1];  /* of the rest from here */
    uint8_t characters[RUN_CHARACTERS]; /* of the word chosen here */
    uint8_t kind[RUN_CHARACTERS];       /* enum word_kind */
    uint32_t word[RUN_CHARACTERS];      /* in schemas/words.csv, TRIE_NONE for none */
};

struct reader {
    struct report *report;
    struct run run;
    uint32_t open[DEEPEST_BRACKETS]; /* words: the opening marks that wait for their closing ones */
    size_t depth;
};

static bool is_han(uint32_t code) {
    return (code >= 0x3400 && code <= 0x9FFF) || (code >= 0x20000 && code < 0x30000) || code == 0x3007; /* 〇 */
}

static bool is_latin(uint32_t code) {
    return (code >= 'A' && code <= 'Z') || (code >= 'a' && code <= 'z') || (code >= 0xC0 && code < 0x250) ||
           (code >= 0x391 && code < 0x3CA);
}

static bool is_digit(uint32_t code) {
    return code >= '0' && code <= '9';
}

static bool is_space(uint32_t code) {
    return code == ' ' || code == '\t' || code == 0x3000 || code == 0xA0;
}

static struct word *add_word(struct reader *reader, size_t start, size_t end, enum word_kind kind) {
    struct word *word = LIST_ADD(&reader->report->syntax, &reader->report->words);
    if (word)
        *word = (struct word){.start = (uint32_t)start, .end = (uint32_t)end, .partner = NO_WORD, .kind = kind};
    return word;
}

/* ---- runs of Chinese characters ---- */

/* Takes the word of `characters` characters at character `i` if that is the cheapest so far; of two words that cost
 * the same the longer stays, which is offered last, and an unknown character goes before a word. */
static void offer(struct run *run, size_t i, size_t characters, enum word_kind kind, uint32_t word, uint32_t cost) {
    cost += run->cost[i + characters];
    if (kind != WORD_UNKNOWN && /* which is offered first, and finds nothing there */
        (cost > run->cost[i] || (cost == run->cost[i] && run->kind[i] == WORD_UNKNOWN)))
        return;
    run->cost[i] = cost;
    run->characters[i] = (uint8_t)characters;
    run->kind[i] = (uint8_t)kind;
    run->word[i] = word;
}

/* A word of schemas/words.csv. */
static void offer_word(struct reader *reader, size_t i, size_t characters, uint32_t word) {
    uint32_t cost = COST_WORD;
    if (characters == 1) {
        word_classes classes = lexicon_word_classes(reader->report->lexicon, word);
        bool counts = i == 0 && reader->run.behind_number && (classes & WORD_CLASS(MEASURE));
        cost = counts ? COST_WORD : classes & FUNCTION_WORDS ? COST_FUNCTION_WORD : COST_LETTER;
        bool opens = i == 0 && (classes & FUNCTION_WORDS);  /* 在, 将 at the head of a run */
        bool counted = reader->run.behind_number && i <= 1; /* 14个和睦楼栋: nothing to join */
        cost = opens || ((classes & JOINTS) && !counted) ? COST_JOINT : cost;
    }
    offer(&reader->run, i, characters, WORD_KNOWN, word, cost);
}

/* All words that begin at character `i`, in one walk of the trie. */
static void offer_words(struct reader *reader, size_t i) {
    const struct lexicon *lexicon = reader->report->lexicon;
    struct run *run = &reader->run;
    const struct trie *trie = &lexicon->trie;
    const uint32_t sets = LEXICON_BIT(LEXICON_WORDS) | LEXICON_BIT(LEXICON_COMMON_WORDS) | LEXICON_BIT(LEXICON_REGIONS);
    bool runs_on = i + 1 < run->count && run->kind[i + 1] == WORD_UNKNOWN;
    offer(run, i, 1, WORD_UNKNOWN, TRIE_NONE, runs_on ? COST_MORE_UNKNOWN : COST_UNKNOWN);
    uint32_t node = TRIE_FORWARD;
    for (size_t n = 0; n < LONGEST_WORD_CHARACTERS && i + n < run->count; n++) {
        node = trie_follow(trie, node, run->letter[i + n]);
        if (!node || !(trie_sets_of(trie, node)->below & sets))
            return;
        uint32_t ends = trie_sets_of(trie, node)->ends & sets;
        if (ends & LEXICON_BIT(LEXICON_WORDS))
            offer_word(reader, i, n + 1, trie_value(trie, node, LEXICON_WORDS));
        else if ((ends & LEXICON_BIT(LEXICON_REGIONS)) && n > 0)
            offer(run, i, n + 1, WORD_PLACE, TRIE_NONE, n == 1 ? COST_SHORT_PLACE : COST_WORD);
        else if (ends && n > 0)
            offer(run, i, n + 1, WORD_KNOWN, TRIE_NONE, COST_WORD);
    }
}

/* An unknown name may end with a word of one character that says what it is: 月湖湾, 岑口库. One character alone has
 * all classes that it has as a word. */
static word_classes ending_classes(const struct reader *reader, size_t start, size_t end, bool alone) {
    const word_classes endings = WORD_CLASS(SITE) | WORD_CLASS(STRUCTURE) | WORD_CLASS(PLACE_ENDING);
    struct lexicon_hit hit;
    struct slice letter = slice_part(reader->report->text, start, end);
    if (!lexicon_find(reader->report->lexicon, LEXICON_WORDS, letter, &hit))
        return 0;
    word_classes classes = lexicon_word_classes(reader->report->lexicon, hit.word);
    return alone ? classes : classes & endings;
}

static enum status keep_run(struct reader *reader) {
    struct run *run = &reader->run;
    for (size_t i = 0; i < run->count;) {
        size_t first = i;
        enum word_kind kind = (enum word_kind)run->kind[i];
        uint32_t number = run->word[i];
        i += run->characters[i];
        while (kind == WORD_UNKNOWN && i < run->count && run->kind[i] == WORD_UNKNOWN)
            i++;
        struct word *word = add_word(reader, run->start[first], run->start[i], kind);
        if (!word)
            return STATUS_NO_MEMORY;
        if (number != TRIE_NONE)
            word->classes = lexicon_word_classes(reader->report->lexicon, number);
        else if (kind == WORD_UNKNOWN)
            word->classes = ending_classes(reader, run->start[i - 1], run->start[i], i - first == 1);
    }
    return STATUS_OK;
}

/* Reads the run at byte `*at`, which moves behind it (or behind the first RUN_CHARACTERS of it). */
static enum status read_run(struct reader *reader, struct slice text, size_t *at) {
    struct run *run = &reader->run;
    const struct lexicon *lexicon = reader->report->lexicon;
    run->count = 0;
    run->behind_number = reader->report->words.count > 0 &&
                         reader->report->words.items[reader->report->words.count - 1].kind == WORD_NUMBER;
    while (*at < text.size && run->count < RUN_CHARACTERS) {
        size_t next = *at;
        uint32_t code = slice_next(text, &next);
        if (!is_han(code))
            break;
        run->start[run->count] = (uint32_t)*at;
        run->letter[run->count++] = (uint16_t)trie_letter(&lexicon->trie, code);
        *at = next;
    }
    run->start[run->count] = (uint32_t)*at;
    run->cost[run->count] = 0;
    for (size_t i = run->count; i-- > 0;)
        offer_words(reader, i);
    return keep_run(reader);
}

/* ---- all else ---- */

/* Behind the digits at `at`, with the points and separators that stand between two of them. */
static size_t number_end(struct slice text, size_t at) {
    while (at < text.size) {
        char mark = text.start[at];
        bool inside = (mark == '.' || mark == ',') && at + 1 < text.size && is_digit((unsigned char)text.start[at + 1]);
        if (!is_digit((unsigned char)mark) && !inside)
            break;
        at++;
    }
    return at;
}

static size_t same_kind_end(struct slice text, size_t at, bool (*belongs)(uint32_t)) {
    while (at < text.size) {
        size_t next = at;
        if (!belongs(slice_next(text, &next)))
            break;
        at = next;
    }
    return at;
}

/* What closes an opening mark; 0 where the character opens nothing. */
static uint32_t closing_of(uint32_t open) {
    static const uint32_t pairs[][2] = {{0x201C, 0x201D}, {0x300A, 0x300B}, {0x300C, 0x300D}, {0x300E, 0x300F},
                                        {0xFF08, 0xFF09}, {0x3010, 0x3011}, {'(', ')'},       {0x2018, 0x2019},
                                        {0x3014, 0x3015}, {'[', ']'},       {'"', '"'}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i][0] == open)
            return pairs[i][1];
    return 0;
}

/* Joins the closing mark that was added last with its opening one, if that waits and stands near. What waits inside is
 * given up: nobody closes it. */
static void join_brackets(struct reader *reader, uint32_t code) {
    struct report *report = reader->report;
    uint32_t last = (uint32_t)report->words.count - 1;
    struct word *words = report->words.items;
    bool straight = code == '"' && reader->depth > 0; /* it closes if one like it waits */
    bool closes = straight && report->text.start[words[reader->open[reader->depth - 1]].start] == '"';
    if (closing_of(code) && !closes) {
        if (reader->depth == DEEPEST_BRACKETS) {
            memmove(reader->open, reader->open + 1, (DEEPEST_BRACKETS - 1) * sizeof *reader->open);
            reader->depth--;
        }
        reader->open[reader->depth++] = last;
        return;
    }
    for (size_t i = reader->depth; i-- > 0;) {
        const struct word *open = &words[reader->open[i]];
        size_t at = open->start;
        if (closing_of(slice_next(report->text, &at)) != code)
            continue;
        if (words[last].end - open->start <= LONGEST_BRACKET_BYTES) {
            words[last].partner = reader->open[i];
            words[reader->open[i]].partner = last;
        }
        reader->depth = i;
        return;
    }
}

static enum status read_word(struct reader *reader, struct slice text, size_t *at) {
    size_t start = *at, next = *at;
    uint32_t code = slice_next(text, &next);
    if (is_han(code))
        return read_run(reader, text, at);
    enum word_kind kind = WORD_MARK;
    if (is_digit(code)) {
        kind = WORD_NUMBER;
        next = number_end(text, start);
    } else if (is_latin(code)) {
        kind = WORD_LATIN;
        next = same_kind_end(text, next, is_latin);
    } else if (is_space(code)) {
        next = same_kind_end(text, next, is_space);
    }
    *at = next;
    if (!add_word(reader, start, next, kind))
        return STATUS_NO_MEMORY;
    if (kind == WORD_MARK)
        join_brackets(reader, code);
    return STATUS_OK;
}

static enum status read_paragraph(struct reader *reader, struct span span) {
    struct slice text = slice_part(reader->report->text, 0, span.end);
    enum status status = STATUS_OK;
    reader->depth = 0;
    for (size_t at = span.start; status == STATUS_OK && at < span.end;)
        status = read_word(reader, text, &at);
    return status;
}

static bool expect_words(struct report *report) {
    size_t expected = report->text.size / BYTES_A_WORD;
    if (expected > MOST_EXPECTED_WORDS)
        expected = MOST_EXPECTED_WORDS;
    return LIST_RESERVE(&report->syntax, &report->words, expected) &&
           LIST_RESERVE(&report->syntax, &report->paragraph_words, report->paragraphs.count + 1);
}

enum status stage_words(struct report *report) {
    struct reader *reader = arena_room(&report->scratch, sizeof *reader);
    if (!reader || report->text.size >= NO_WORD || !expect_words(report))
        return STATUS_NO_MEMORY;
    reader->report = report;
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i <= report->paragraphs.count; i++) {
        uint32_t *first = LIST_ADD(&report->syntax, &report->paragraph_words);
        if (!first)
            return STATUS_NO_MEMORY;
        *first = (uint32_t)report->words.count;
        if (i < report->paragraphs.count)
            status = read_paragraph(reader, report->paragraphs.items[i].span);
    }
    return status == STATUS_OK ? report_index_words(report) : status;
}
