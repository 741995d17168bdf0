/* Reads the CSV files with libcsv into cells, words and a trie. Knows no meaning of any column but the first. */
#include "stages/model/lexicon_read.h"

#include <csv.h>
#include <stdio.h>
#include <sys/stat.h>

/* The arrays of a lexicon under way, and what libcsv's callbacks need. */
struct reading {
    struct arena *arena;
    LIST(struct lexicon_text) cells;
    LIST(char) bytes;
    LIST(struct lexicon_word) words;
    struct trie_builder builder;
    const struct lexicon_source *source;
    enum lexicon_name name;
    struct lexicon_sheet *sheet;
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

static bool add_byte(struct reading *reading, char byte) {
    char *room = LIST_ADD(reading->arena, &reading->bytes);
    if (room)
        *room = byte;
    return room;
}

/* Adds the bytes of a cell and a NUL; false where memory ran out. */
static bool add_cell(struct reading *reading, struct slice text) {
    struct lexicon_text *cell = LIST_ADD(reading->arena, &reading->cells);
    if (!cell || reading->bytes.count > UINT32_MAX - text.size - 1)
        return false;
    *cell = (struct lexicon_text){(uint32_t)reading->bytes.count, (uint32_t)text.size};
    for (size_t i = 0; i < text.size; i++)
        if (!add_byte(reading, text.start[i]))
            return false;
    return add_byte(reading, '\0');
}

static void take_cell(void *bytes, size_t size, void *context) {
    struct reading *reading = context;
    struct slice text = {bytes, size};
    if (reading->line == 1)
        check_header(reading, text);
    else if (reading->column >= reading->sheet->columns)
        fail(reading, STATUS_INPUT, "more cells than the header row");
    else if (!add_cell(reading, text))
        fail(reading, STATUS_NO_MEMORY, "out of memory");
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

/* Large lexicons, whose words are only looked for from their beginning: they are not read backward. They come last, so
 * that what is looked for most lies together in the trie. */
static bool is_large(enum lexicon_name name) {
    return name == LEXICON_COMMON_WORDS || name == LEXICON_INDICATORS || name == LEXICON_REGIONS;
}

static bool add_word(struct reading *reading, struct slice text, uint32_t row) {
    struct lexicon_word *word = LIST_ADD(reading->arena, &reading->words);
    if (!word)
        return false;
    uint32_t number = (uint32_t)reading->words.count - 1;
    word->row = row;
    uint32_t first = trie_add(&reading->builder, reading->name, TRIE_FORWARD, text, number);
    if (first == TRIE_NONE)
        return false;
    if (first != number) {
        while (reading->words.items[first].next_same)
            first = reading->words.items[first].next_same - 1;
        reading->words.items[first].next_same = number + 1;
        return true;
    }
    return is_large(reading->name) ||
           trie_add(&reading->builder, reading->name, TRIE_BACKWARD, text, number) != TRIE_NONE;
}

/* The words of the first column, cut at |. */
static bool add_words(struct reading *reading) {
    const struct lexicon_sheet *sheet = reading->sheet;
    for (uint32_t row = 0; row < sheet->rows; row++) {
        const struct lexicon_text *cell = &reading->cells.items[sheet->first_cell + (size_t)row * sheet->columns];
        struct slice words = {reading->bytes.items + cell->start, cell->size};
        for (size_t from = 0; from <= words.size;) {
            size_t bar = slice_find(words, SLICE("|"), from);
            size_t to = bar == SIZE_MAX ? words.size : bar;
            if (to > from && !add_word(reading, slice_part(words, from, to), row))
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
    struct lexicon_sheet *sheet = reading->sheet;
    sheet->columns = (uint32_t)reading->source->column_count;
    sheet->first_cell = (uint32_t)reading->cells.count;
    reading->line = 1;
    reading->column = 0;
    if (csv_parse(&parser, bytes.start, bytes.size, take_cell, end_row, reading) != bytes.size)
        fail(reading, STATUS_INPUT, csv_strerror(csv_error(&parser)));
    csv_fini(&parser, take_cell, end_row, reading);
    csv_free(&parser);
    sheet->rows = (uint32_t)(reading->cells.count - sheet->first_cell) / sheet->columns;
    if (reading->status == STATUS_OK && reading->name < LEXICONS_OF_WORDS && !add_words(reading))
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

static void read_source(struct reading *reading, const char *directory) {
    struct slice bytes = {0};
    if (directory && !read_file(reading->arena, directory, reading->source->name, &bytes))
        fail(reading, STATUS_INPUT, "cannot be read");
    if (!bytes.start)
        bytes = (struct slice){(const char *)reading->source->bytes, reading->source->size};
    if (reading->status == STATUS_OK)
        read_sheet(reading, bytes);
}

enum status lexicon_read(const char *directory, struct lexicon *lexicon, struct lexicon_sizes *sizes, char *message,
                         size_t message_size) {
    struct stat facts;
    if (directory && (stat(directory, &facts) != 0 || !S_ISDIR(facts.st_mode))) {
        snprintf(message, message_size, "%s: no folder of lexicons", directory);
        return STATUS_INPUT;
    }
    *lexicon = (struct lexicon){.arena = {0}};
    struct reading reading = {.arena = &lexicon->arena, .message = message, .message_size = message_size};
    struct lexicon_sizes made = {{0}, 0, 0, 0};
    bool good = trie_builder_open(&reading.builder, reading.arena);
    for (int large = 0; large <= 1; large++)
        for (int i = 0; good && i < LEXICONS && reading.status == STATUS_OK; i++) {
            reading.name = (enum lexicon_name)i;
            reading.source = &lexicon_sources[i];
            reading.sheet = &lexicon->sheets[i];
            if (is_large(reading.name) == (large == 1))
                read_source(&reading, directory);
        }
    if (reading.status == STATUS_OK && !(good && trie_finish(&reading.builder, &lexicon->trie, &made.trie))) {
        snprintf(message, message_size, "lexicons: out of memory");
        return STATUS_NO_MEMORY;
    }
    made.words = reading.words.count;
    made.cells = reading.cells.count;
    made.bytes = reading.bytes.count;
    lexicon->words = reading.words.items;
    lexicon->cells = reading.cells.items;
    lexicon->bytes = reading.bytes.items;
    if (sizes)
        *sizes = made;
    return reading.status;
}
