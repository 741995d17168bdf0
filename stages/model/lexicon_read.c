/* Lays the rows of the CSV files out as cells, words and a trie. Knows no meaning of any column but the first. */
#include "stages/model/lexicon_read.h"

#include <stdio.h>

#include "stages/model/lexicon_merge.h"
#include "stages/model/word_lists.h"

/* The arrays of a lexicon under way. */
struct reading {
    struct arena *arena;
    struct arena scratch;       /* the rows of one lexicon */
    struct arena words_scratch; /* those of words.csv, which lists are made of */
    struct lexicon_rows words_rows;
    LIST(struct lexicon_text) cells;
    LIST(char) bytes;
    LIST(struct lexicon_word) words;
    struct trie_builder builder;
    const struct lexicon_source *source;
    enum lexicon_name name;
    struct lexicon_sheet *sheet;
    char *message;
    size_t message_size;
    enum status status;
};

static void fail_memory(struct reading *reading) {
    reading->status = STATUS_NO_MEMORY;
    snprintf(reading->message, reading->message_size, "lexicons: out of memory");
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

/* Large lexicons, whose words are only looked for from their beginning: they are not read backward. They come last, so
 * that what is looked for most lies together in the trie. */
static bool is_large(enum lexicon_name name) {
    return name == LEXICON_COMMON_WORDS || name == LEXICON_INDICATORS || name == LEXICON_REGIONS ||
           name == LEXICON_FORMER_REGIONS;
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

static struct slice cell_of(const struct reading *reading, uint32_t row, uint32_t column) {
    const struct lexicon_sheet *sheet = reading->sheet;
    const struct lexicon_text *cell = &reading->cells.items[sheet->first_cell + (size_t)row * sheet->columns + column];
    return (struct slice){reading->bytes.items + cell->start, cell->size};
}

/* The words of the first column; of words.csv only those that the stage words reads. */
static bool add_words(struct reading *reading) {
    for (uint32_t row = 0; row < reading->sheet->rows; row++) {
        struct slice words = cell_of(reading, row, 0), word;
        if (reading->name == LEXICON_WORDS && !word_classes_are_read(cell_of(reading, row, WORDS_CLASSES)))
            continue;
        for (size_t from = 0; lexicon_next_word(words, &from, &word);)
            if (!add_word(reading, word, row))
                return false;
    }
    return true;
}

static bool add_sheet(struct reading *reading, const struct lexicon_rows *rows) {
    struct lexicon_sheet *sheet = reading->sheet;
    sheet->columns = (uint32_t)reading->source->column_count;
    sheet->first_cell = (uint32_t)reading->cells.count;
    sheet->rows = (uint32_t)rows->items.count;
    for (size_t row = 0; row < rows->items.count; row++)
        for (uint32_t column = 0; column < sheet->columns; column++)
            if (!add_cell(reading, rows->items.items[row].cells[column]))
                return false;
    /* Evidence and confidence are looked up by line, not by word. */
    return reading->name >= LEXICONS_OF_WORDS || add_words(reading);
}

static const struct lexicon_file *find_file(const struct lexicon_overlay *overlay, const char *name) {
    for (size_t i = 0; overlay && i < overlay->count; i++)
        if (slice_equal(overlay->files[i].name, slice_from_string(name)))
            return &overlay->files[i];
    return NULL;
}

static void check_classes(struct reading *reading, const struct lexicon_rows *rows, const struct lexicon_fault *fault) {
    if (reading->status == STATUS_OK && reading->name == LEXICON_WORDS)
        reading->status = word_classes_check(rows, fault);
}

/* The rows that are built in, and over them those of the overlay's file of that name. */
static void read_file(struct reading *reading, const struct lexicon_overlay *overlay, struct arena *arena,
                      struct lexicon_rows *rows) {
    const struct lexicon_source *source = reading->source;
    char path[64];
    snprintf(path, sizeof path, "%s.csv", source->name);
    struct lexicon_fault fault = {path, reading->message, reading->message_size};
    struct lexicon_rows above = {{0}};
    struct slice bytes = {(const char *)source->bytes, source->size};
    reading->status = lexicon_rows_read(bytes, source, arena, rows, &fault);
    check_classes(reading, rows, &fault);
    const struct lexicon_file *file = find_file(overlay, source->name);
    if (!file || reading->status != STATUS_OK)
        return;
    fault.path = file->path;
    reading->status = lexicon_rows_read(file->text, source, arena, &above, &fault);
    check_classes(reading, &above, &fault);
    if (reading->status == STATUS_OK)
        reading->status = lexicon_merge(rows, &above, source, arena, &fault);
}

/* Reads words.csv first, since the lists are made of it. */
static void read_words(struct reading *reading, const struct lexicon_overlay *overlay) {
    reading->name = LEXICON_WORDS;
    reading->source = &lexicon_sources[LEXICON_WORDS];
    read_file(reading, overlay, &reading->words_scratch, &reading->words_rows);
}

static void read_source(struct reading *reading, const struct lexicon_overlay *overlay) {
    struct lexicon_rows own = {{0}}, *rows = &own;
    if (reading->name == LEXICON_WORDS)
        rows = &reading->words_rows;
    else if (reading->source->bytes)
        read_file(reading, overlay, &reading->scratch, rows);
    else if (!word_list_make(reading->name, &reading->words_rows, &reading->scratch, rows))
        fail_memory(reading);
    if (reading->status == STATUS_OK && !add_sheet(reading, rows))
        fail_memory(reading);
    arena_free(&reading->scratch);
}

enum status lexicon_read(const struct lexicon_overlay *overlay, struct lexicon *lexicon, struct lexicon_sizes *sizes,
                         char *message, size_t message_size) {
    *lexicon = (struct lexicon){.arena = {0}};
    struct reading reading = {.arena = &lexicon->arena, .message = message, .message_size = message_size};
    struct lexicon_sizes made = {{0}, 0, 0, 0};
    bool good = trie_builder_open(&reading.builder, reading.arena);
    read_words(&reading, overlay);
    for (int large = 0; large <= 1; large++)
        for (int i = 0; good && i < LEXICONS && reading.status == STATUS_OK; i++) {
            reading.name = (enum lexicon_name)i;
            reading.source = &lexicon_sources[i];
            reading.sheet = &lexicon->sheets[i];
            if (is_large(reading.name) == (large == 1))
                read_source(&reading, overlay);
        }
    arena_free(&reading.words_scratch);
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
