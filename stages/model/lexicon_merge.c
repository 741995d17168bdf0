/* Sorts the words of the rows above and goes over the rows below once. */
#include "stages/model/lexicon_merge.h"

#include <stdlib.h>
#include <string.h>

#include "stages/model/decimal.h"

/* A column below is a vocabulary where its values are at most so many, and each stands for so many words or more on
 * average. */
enum { MOST_VALUES = 48, LEAST_WORDS_A_VALUE = 5, MOST_SAME = 128, LONGEST_WORD_BYTES = 192 };

/* A word of the rows above, and one of its rows. */
struct word_above {
    struct slice word;
    size_t row;
};

struct words_above {
    LIST(struct word_above) items;
};

/* What the rows below have in a column. */
struct column_below {
    struct slice values[MOST_VALUES];
    size_t value_count, words;
    bool numbers, few, codes;
};

static bool removes(const struct lexicon_row *row) {
    return row->cells[0].size > 1 && row->cells[0].start[0] == '-';
}

static int compare_words(const void *one, const void *other) {
    const struct word_above *a = one, *b = other;
    int order = slice_compare(a->word, b->word);
    return order ? order : a->row < b->row ? -1 : a->row > b->row;
}

static size_t count_words(struct slice words) {
    size_t count = 0, from = 0;
    for (struct slice word; lexicon_next_word(words, &from, &word);)
        count++;
    return count;
}

static enum status collect_words(const struct lexicon_rows *above, struct arena *arena, struct words_above *words,
                                 const struct lexicon_fault *fault) {
    for (size_t i = 0; i < above->items.count; i++) {
        const struct lexicon_row *row = &above->items.items[i];
        struct slice cell = slice_part(row->cells[0], removes(row), row->cells[0].size), word;
        for (size_t from = 0; lexicon_next_word(cell, &from, &word);) {
            if (word.size > LONGEST_WORD_BYTES)
                return lexicon_fail(fault, row->line, STATUS_INPUT, "a word longer than 64 characters", word);
            struct word_above *added = LIST_ADD(arena, &words->items);
            if (!added)
                return lexicon_fail(fault, row->line, STATUS_NO_MEMORY, "out of memory", (struct slice){0});
            *added = (struct word_above){word, i};
        }
    }
    if (words->items.count)
        qsort(words->items.items, words->items.count, sizeof *words->items.items, compare_words);
    for (size_t i = MOST_SAME; i < words->items.count; i++) {
        const struct word_above *word = &words->items.items[i];
        if (slice_equal(word->word, words->items.items[i - MOST_SAME].word))
            return lexicon_fail(fault, above->items.items[word->row].line, STATUS_INPUT, "a word in too many rows",
                                word->word);
    }
    return STATUS_OK;
}

/* The first item of the word; the count where there is none. */
static size_t find_word(const struct words_above *words, struct slice word) {
    size_t from = 0, to = words->items.count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (slice_compare(words->items.items[middle].word, word) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from < words->items.count && slice_equal(words->items.items[from].word, word) ? from : words->items.count;
}

/* planned, >=: no word of the reports. */
static bool is_code(struct slice cell) {
    for (size_t i = 0; i < cell.size; i++)
        if ((unsigned char)cell.start[i] >= 0x80)
            return false;
    return cell.size > 0;
}

/* 0.001, -2, 200000/3. */
static bool is_number(struct slice cell) {
    size_t slash = slice_find(cell, SLICE("/"), 0);
    if (slash == SIZE_MAX)
        return decimal_from_text(cell).known;
    return decimal_from_text(slice_part(cell, 0, slash)).known &&
           decimal_from_text(slice_part(cell, slash + 1, cell.size)).known;
}

static void look_at(struct column_below *column, struct slice cell, size_t words) {
    column->numbers = column->numbers && is_number(cell);
    column->codes = column->codes && is_code(cell);
    column->words += words;
    for (size_t i = 0; i < column->value_count; i++)
        if (slice_equal(column->values[i], cell))
            return;
    column->few = column->few && column->value_count < MOST_VALUES;
    if (column->few)
        column->values[column->value_count++] = cell;
}

static const char *cell_fault(const struct column_below *column, struct slice cell) {
    if (cell.size == 0 || column->words == 0)
        return NULL;
    if (column->numbers)
        return is_number(cell) ? NULL : "not a number";
    if (!column->few || !column->codes || column->words < LEAST_WORDS_A_VALUE * column->value_count)
        return NULL;
    for (size_t i = 0; i < column->value_count; i++)
        if (slice_equal(column->values[i], cell))
            return NULL;
    return "not a word that this column knows";
}

static enum status check_column(const struct lexicon_rows *below, const struct lexicon_rows *above, size_t number,
                                const struct lexicon_fault *fault) {
    struct column_below column = {.numbers = true, .few = true, .codes = true};
    for (size_t i = 0; i < below->items.count; i++)
        if (below->items.items[i].cells[number].size)
            look_at(&column, below->items.items[i].cells[number], count_words(below->items.items[i].cells[0]));
    for (size_t i = 0; i < above->items.count; i++) {
        const struct lexicon_row *row = &above->items.items[i];
        const char *what = cell_fault(&column, row->cells[number]);
        if (what)
            return lexicon_fail(fault, row->line, STATUS_INPUT, what, row->cells[number]);
    }
    return STATUS_OK;
}

/* The words of a row below that no row above has; its start is NULL where memory ran out. */
static struct slice words_left(struct slice words, const struct words_above *above, struct arena *arena) {
    char *left = arena_room(arena, words.size + 1);
    size_t size = 0, from = 0;
    for (struct slice word; left && lexicon_next_word(words, &from, &word);) {
        if (find_word(above, word) < above->items.count)
            continue;
        if (size)
            left[size++] = '|';
        memcpy(left + size, word.start, word.size);
        size += word.size;
    }
    return (struct slice){left, size};
}

/* The rows above that add words, by their first cells. */
static enum status collect_cells(const struct lexicon_rows *above, struct arena *arena, struct words_above *cells,
                                 const struct lexicon_fault *fault) {
    for (size_t i = 0; i < above->items.count; i++) {
        const struct lexicon_row *row = &above->items.items[i];
        struct word_above *added = removes(row) ? NULL : LIST_ADD(arena, &cells->items);
        if (!added && !removes(row))
            return lexicon_fail(fault, row->line, STATUS_NO_MEMORY, "out of memory", (struct slice){0});
        if (added)
            *added = (struct word_above){row->cells[0], i};
    }
    if (cells->items.count)
        qsort(cells->items.items, cells->items.count, sizeof *cells->items.items, compare_words);
    return STATUS_OK;
}

/* The next row above with the same first cell that has no place yet; the count where there is none. */
static size_t find_replacement(const struct words_above *cells, const bool *placed, struct slice cell, size_t none) {
    for (size_t i = find_word(cells, cell); i < cells->items.count && slice_equal(cells->items.items[i].word, cell);
         i++)
        if (!placed[cells->items.items[i].row])
            return cells->items.items[i].row;
    return none;
}

/* Adds a row unless no word is left of it; false where memory ran out. */
static bool add_row(struct lexicon_rows *rows, const struct lexicon_row *row, struct arena *arena) {
    if (!row->cells[0].size)
        return true;
    struct lexicon_row *added = LIST_ADD(arena, &rows->items);
    if (added)
        *added = *row;
    return added != NULL;
}

static enum status merge_rows(struct lexicon_rows *below, const struct lexicon_rows *above,
                              const struct words_above *words, struct arena *arena, const struct lexicon_fault *fault) {
    struct lexicon_rows merged = {{0}};
    struct words_above cells = {{0}};
    bool *placed = arena_take(arena, above->items.count + 1);
    bool good = placed != NULL && collect_cells(above, arena, &cells, fault) == STATUS_OK;
    for (size_t i = 0; good && i < below->items.count; i++) {
        struct lexicon_row row = below->items.items[i];
        size_t instead = find_replacement(&cells, placed, row.cells[0], above->items.count);
        if (instead < above->items.count) {
            placed[instead] = true;
            row = above->items.items[instead];
        } else {
            row.cells[0] = words_left(row.cells[0], words, arena);
        }
        good = row.cells[0].start && add_row(&merged, &row, arena);
    }
    for (size_t i = 0; good && i < above->items.count; i++)
        if (!placed[i] && !removes(&above->items.items[i]))
            good = add_row(&merged, &above->items.items[i], arena);
    *below = merged;
    return good ? STATUS_OK : lexicon_fail(fault, 1, STATUS_NO_MEMORY, "out of memory", (struct slice){0});
}

enum status lexicon_merge(struct lexicon_rows *below, const struct lexicon_rows *above,
                          const struct lexicon_source *source, struct arena *arena, const struct lexicon_fault *fault) {
    struct words_above words = {{0}};
    enum status status = collect_words(above, arena, &words, fault);
    for (size_t i = 1; i < source->column_count && status == STATUS_OK; i++)
        status = check_column(below, above, i, fault);
    return status == STATUS_OK ? merge_rows(below, above, &words, arena, fault) : status;
}
