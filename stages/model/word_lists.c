/* Goes over the rows of words.csv once for each class of a list. */
#include "stages/model/word_lists.h"

#include <string.h>

/* The place of a name in an array of names in their order; -1 where it has none. */
static int find_name(const char *const *names, size_t count, struct slice name) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = slice_compare(slice_from_string(names[middle]), name);
        if (order == 0)
            return (int)middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return -1;
}

/* The name of the class at byte `*from` of a cell, which moves behind it; false behind the last. */
static bool next_class(struct slice cell, size_t *from, struct slice *name) {
    while (*from < cell.size) {
        size_t space = slice_find(cell, SLICE(" "), *from), to = space == SIZE_MAX ? cell.size : space;
        *name = slice_part(cell, *from, to);
        *from = to + 1;
        if (name->size)
            return true;
    }
    return false;
}

int word_class_of(struct slice name) {
    return find_name(word_class_names, ALL_WORD_CLASSES, name);
}

bool word_classes_are_read(struct slice classes) {
    struct slice name;
    for (size_t from = 0; next_class(classes, &from, &name);)
        if (word_class_of(name) >= 0)
            return true;
    return false;
}

enum status word_classes_check(const struct lexicon_rows *words, const struct lexicon_fault *fault) {
    for (size_t i = 0; i < words->items.count; i++) {
        const struct lexicon_row *row = &words->items.items[i];
        struct slice name;
        for (size_t from = 0; next_class(row->cells[WORDS_CLASSES], &from, &name);)
            if (find_name(all_word_class_names, EVERY_WORD_CLASS, name) < 0)
                return lexicon_fail(fault, row->line, STATUS_INPUT, "not a class of words", name);
    }
    return STATUS_OK;
}

static bool has_class(const struct lexicon_row *row, struct slice class) {
    struct slice name;
    for (size_t from = 0; next_class(row->cells[WORDS_CLASSES], &from, &name);)
        if (slice_equal(name, class))
            return true;
    return false;
}

static bool has_classes(const struct lexicon_row *row, struct slice classes) {
    struct slice name;
    for (size_t from = 0; next_class(classes, &from, &name);)
        if (!has_class(row, name))
            return false;
    return true;
}

/* The words that have all of the classes as one cell: a|b|c; its start is NULL where memory ran out. */
static struct slice words_of_classes(const struct lexicon_rows *words, struct slice classes, struct arena *arena) {
    size_t room = 1;
    for (size_t i = 0; i < words->items.count; i++)
        room += has_classes(&words->items.items[i], classes) ? words->items.items[i].cells[WORDS_WORDS].size + 1 : 0;
    char *cell = arena_room(arena, room);
    size_t size = 0;
    for (size_t i = 0; cell && i < words->items.count; i++) {
        struct slice more = words->items.items[i].cells[WORDS_WORDS];
        if (!has_classes(&words->items.items[i], classes))
            continue;
        if (size)
            cell[size++] = '|';
        memcpy(cell + size, more.start, more.size);
        size += more.size;
    }
    return (struct slice){cell, size};
}

bool word_list_make(enum lexicon_name list, const struct lexicon_rows *words, struct arena *arena,
                    struct lexicon_rows *rows) {
    _Static_assert((int)MOST_LIST_COLUMNS <= (int)LEXICON_MOST_COLUMNS, "a list is a lexicon");
    for (size_t i = 0; i < WORD_LIST_LINES; i++) {
        const struct word_list_line *line = &word_list_lines[i];
        if (line->list != list)
            continue;
        struct lexicon_row *row = LIST_ADD(arena, &rows->items);
        if (!row)
            return false;
        *row = (struct lexicon_row){.line = 0};
        row->cells[0] = words_of_classes(words, slice_from_string(line->classes), arena);
        if (!row->cells[0].start)
            return false;
        for (size_t column = 1; column < MOST_LIST_COLUMNS; column++)
            if (line->cells[column])
                row->cells[column] = slice_from_string(line->cells[column]);
    }
    return true;
}
