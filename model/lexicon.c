/* Reads the CSV files with libcsv into rows and tries. Knows no meaning of any column but the first. */
#include "model/lexicon.h"

#include <csv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "model/variants.h"

struct word {
    uint32_t row, next_same; /* next_same: number of the next word of the same letters plus one */
};

struct sheet {
    LIST(struct slice) cells; /* row by row, without the header */
    size_t columns;
    struct trie forward, backward;
    LIST(struct word) words;
};

enum { BASIC_PLANE = 0x10000 };

struct lexicon {
    struct arena arena;
    struct sheet sheets[LEXICONS];
    /* By way and code point: a bit for each lexicon in which a word begins with it, either form of it. */
    uint64_t begins[2][BASIC_PLANE];
};

_Static_assert(LEXICONS <= 64, "a bit for each lexicon");

/* What libcsv's callbacks need. */
struct reading {
    struct lexicon *lexicon;
    const struct lexicon_source *source;
    struct sheet *sheet;
    size_t line, column;
    char *message;
    size_t message_size;
    enum status status;
};

static void fail(struct reading *reading, enum status status, const char *what) {
    if (reading->status != STATUS_OK)
        return;
    reading->status = status;
    snprintf(reading->message, reading->message_size, "%s.csv:%zu: %s", reading->source->name, reading->line, what);
}

static void check_header(struct reading *reading, struct slice text) {
    if (reading->column >= reading->sheet->columns ||
        !slice_equal(text, slice_from_string(reading->source->columns[reading->column])))
        fail(reading, STATUS_INPUT, "the header row is not the one this version knows");
}

static void take_cell(void *bytes, size_t size, void *context) {
    struct reading *reading = context;
    struct slice text = {bytes, size};
    if (reading->line == 1) {
        check_header(reading, text);
    } else if (reading->column >= reading->sheet->columns) {
        fail(reading, STATUS_INPUT, "more cells than the header row");
    } else {
        struct slice *cell = LIST_ADD(&reading->lexicon->arena, &reading->sheet->cells);
        struct slice copy = arena_copy(&reading->lexicon->arena, text);
        if (!cell || !copy.start)
            fail(reading, STATUS_NO_MEMORY, "out of memory");
        else
            *cell = copy;
    }
    reading->column++;
}

static void end_row(int mark, void *context) {
    struct reading *reading = context;
    (void)mark;
    if (reading->column != reading->sheet->columns)
        fail(reading, STATUS_INPUT, "not as many cells as the header row");
    reading->line++;
    reading->column = 0;
}

static void mark_beginning(struct lexicon *lexicon, const struct sheet *sheet, enum trie_way way, uint32_t code) {
    uint32_t known = variant_simplified(code);
    if (known < BASIC_PLANE)
        lexicon->begins[way][known] |= UINT64_C(1) << (sheet - lexicon->sheets);
}

/* Large lexicons whose words are only looked for from their beginning: no backward trie is made of them. */
static bool is_forward_only(const struct lexicon *lexicon, const struct sheet *sheet) {
    enum lexicon_name name = (enum lexicon_name)(sheet - lexicon->sheets);
    return name == LEXICON_COMMON_WORDS || name == LEXICON_INDICATORS || name == LEXICON_REGIONS;
}

static bool add_word(struct lexicon *lexicon, struct sheet *sheet, struct slice text, uint32_t row) {
    struct word *word = LIST_ADD(&lexicon->arena, &sheet->words);
    if (!word)
        return false;
    uint32_t number = (uint32_t)sheet->words.count - 1;
    word->row = row;
    uint32_t first = trie_add(&sheet->forward, &lexicon->arena, text, number);
    if (first == TRIE_NONE)
        return false;
    if (first != number) {
        while (sheet->words.items[first].next_same)
            first = sheet->words.items[first].next_same - 1;
        sheet->words.items[first].next_same = number + 1;
        return true;
    }
    size_t start = 0, end = text.size;
    mark_beginning(lexicon, sheet, TRIE_FORWARD, slice_next(text, &start));
    if (is_forward_only(lexicon, sheet))
        return true;
    mark_beginning(lexicon, sheet, TRIE_BACKWARD, slice_previous(text, &end));
    return trie_add(&sheet->backward, &lexicon->arena, text, number) != TRIE_NONE;
}

/* What begins with a simplified form may begin with its traditional ones. */
static void mark_variants(struct lexicon *lexicon) {
    for (uint32_t code = FIRST_IDEOGRAPH; code <= LAST_IDEOGRAPH; code++) {
        lexicon->begins[TRIE_FORWARD][code] |= lexicon->begins[TRIE_FORWARD][variant_simplified(code)];
        lexicon->begins[TRIE_BACKWARD][code] |= lexicon->begins[TRIE_BACKWARD][variant_simplified(code)];
    }
}

/* The words of the first column, cut at |. */
static bool add_words(struct lexicon *lexicon, struct sheet *sheet) {
    sheet->backward.way = TRIE_BACKWARD;
    for (size_t row = 0; row < sheet->cells.count / sheet->columns; row++) {
        struct slice words = sheet->cells.items[row * sheet->columns];
        for (size_t from = 0; from <= words.size;) {
            size_t bar = slice_find(words, SLICE("|"), from);
            size_t to = bar == SIZE_MAX ? words.size : bar;
            if (to > from && !add_word(lexicon, sheet, slice_part(words, from, to), (uint32_t)row))
                return false;
            from = to + 1;
        }
    }
    return true;
}

static void read_sheet(struct reading *reading, struct slice bytes) {
    struct csv_parser parser;
    if (csv_init(&parser, CSV_STRICT | CSV_APPEND_NULL) != 0) {
        fail(reading, STATUS_NO_MEMORY, "out of memory");
        return;
    }
    if (csv_parse(&parser, bytes.start, bytes.size, take_cell, end_row, reading) != bytes.size)
        fail(reading, STATUS_INPUT, csv_strerror(csv_error(&parser)));
    csv_fini(&parser, take_cell, end_row, reading);
    csv_free(&parser);
    if (reading->status == STATUS_OK && !add_words(reading->lexicon, reading->sheet))
        fail(reading, STATUS_NO_MEMORY, "out of memory");
}

/* The whole file DIRECTORY/NAME.csv; no bytes where it is not there. False: it is there and cannot be read. */
static bool read_file(struct arena *arena, const char *directory, const char *name, struct slice *bytes) {
    char path[4096];
    *bytes = (struct slice){0};
    if (snprintf(path, sizeof path, "%s/%s.csv", directory, name) >= (int)sizeof path)
        return false;
    FILE *file = fopen(path, "rb");
    if (!file)
        return true;
    LIST(char) content = {0};
    int byte;
    while ((byte = getc(file)) != EOF) {
        char *room = LIST_ADD(arena, &content);
        if (!room)
            break;
        *room = (char)byte;
    }
    bool good = byte == EOF && !ferror(file);
    fclose(file);
    *bytes = (struct slice){content.items ? content.items : "", content.count};
    return good;
}

enum status lexicon_open(const char *directory, struct lexicon **lexicon, char *message, size_t message_size) {
    struct stat facts;
    *lexicon = NULL;
    if (directory && (stat(directory, &facts) != 0 || !S_ISDIR(facts.st_mode))) {
        snprintf(message, message_size, "%s: no folder of lexicons", directory);
        return STATUS_INPUT;
    }
    struct lexicon *opened = calloc(1, sizeof *opened);
    if (!opened) {
        snprintf(message, message_size, "lexicons: out of memory");
        return STATUS_NO_MEMORY;
    }
    for (size_t i = 0; i < LEXICONS; i++) {
        struct reading reading = {opened,  &lexicon_sources[i], &opened->sheets[i], 1, 0,
                                  message, message_size,        STATUS_OK};
        reading.sheet->columns = reading.source->column_count;
        struct slice bytes = {0};
        if (directory && !read_file(&opened->arena, directory, reading.source->name, &bytes))
            fail(&reading, STATUS_INPUT, "cannot be read");
        if (!bytes.start)
            bytes = (struct slice){(const char *)reading.source->bytes, reading.source->size};
        if (reading.status == STATUS_OK)
            read_sheet(&reading, bytes);
        if (reading.status != STATUS_OK) {
            lexicon_free(opened);
            return reading.status;
        }
    }
    mark_variants(opened);
    *lexicon = opened;
    return STATUS_OK;
}

void lexicon_free(struct lexicon *lexicon) {
    if (!lexicon)
        return;
    arena_free(&lexicon->arena);
    free(lexicon);
}

size_t lexicon_rows(const struct lexicon *lexicon, enum lexicon_name name) {
    return lexicon->sheets[name].cells.count / lexicon->sheets[name].columns;
}

struct slice lexicon_cell(const struct lexicon *lexicon, enum lexicon_name name, size_t row, int column) {
    const struct sheet *sheet = &lexicon->sheets[name];
    size_t place = row * sheet->columns + (size_t)column;
    return place < sheet->cells.count ? sheet->cells.items[place] : (struct slice){0};
}

static bool fill_hit(const struct sheet *sheet, uint32_t word, struct lexicon_hit *hit) {
    if (word == TRIE_NONE)
        return false;
    hit->word = word;
    hit->row = sheet->words.items[word].row;
    return true;
}

/* Whether a word of the lexicon may begin at `from`: at most places none does. */
static bool may_begin(const struct lexicon *lexicon, enum lexicon_name name, enum trie_way way, struct slice text,
                      size_t from) {
    if (from == (way == TRIE_FORWARD ? text.size : 0))
        return false;
    uint32_t code = way == TRIE_FORWARD ? slice_next(text, &from) : slice_previous(text, &from);
    return code >= BASIC_PLANE || (lexicon->begins[way][code] >> name & 1);
}

bool lexicon_match(const struct lexicon *lexicon, enum lexicon_name name, enum trie_way way, struct slice text,
                   size_t from, struct lexicon_hit *hit) {
    const struct sheet *sheet = &lexicon->sheets[name];
    const struct trie *trie = way == TRIE_FORWARD ? &sheet->forward : &sheet->backward;
    hit->size = 0;
    return may_begin(lexicon, name, way, text, from) &&
           fill_hit(sheet, trie_longest(trie, text, from, &hit->size), hit);
}

uint64_t lexicon_lengths(const struct lexicon *lexicon, enum lexicon_name name, struct slice text, size_t from) {
    bool begins = may_begin(lexicon, name, TRIE_FORWARD, text, from);
    return begins ? trie_lengths(&lexicon->sheets[name].forward, text, from, LONGEST_LENGTH) : 0;
}

bool lexicon_find(const struct lexicon *lexicon, enum lexicon_name name, struct slice word, struct lexicon_hit *hit) {
    const struct sheet *sheet = &lexicon->sheets[name];
    hit->size = word.size;
    return may_begin(lexicon, name, TRIE_FORWARD, word, 0) && fill_hit(sheet, trie_find(&sheet->forward, word), hit);
}

bool lexicon_next_same(const struct lexicon *lexicon, enum lexicon_name name, struct lexicon_hit *hit) {
    const struct sheet *sheet = &lexicon->sheets[name];
    uint32_t next = sheet->words.items[hit->word].next_same;
    return next && fill_hit(sheet, next - 1, hit);
}
