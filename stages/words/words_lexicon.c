/* Reads the names in the column `classes` of schemas/words.csv. */
#include "stages/words/words_lexicon.h"

#include "stages/model/word_lists.h"

static word_classes read_classes(struct slice cell) {
    word_classes classes = 0;
    for (size_t from = 0; from < cell.size;) {
        size_t space = slice_find(cell, SLICE(" "), from), to = space == SIZE_MAX ? cell.size : space;
        int class = word_class_of(slice_part(cell, from, to));
        if (class >= 0)
            classes |= UINT64_C(1) << class;
        from = to + 1;
    }
    return classes;
}

word_classes *words_lexicon_read(const struct lexicon *lexicon, struct arena *arena) {
    size_t rows = lexicon_rows(lexicon, LEXICON_WORDS);
    word_classes *of_row = arena_take(arena, (rows + 1) * sizeof *of_row);
    for (size_t row = 0; of_row && row < rows; row++)
        of_row[row] = read_classes(lexicon_cell(lexicon, LEXICON_WORDS, row, WORDS_CLASSES));
    return of_row;
}

word_classes words_lexicon_classes(const struct lexicon *lexicon, const word_classes *of_row, uint32_t word) {
    word_classes classes = 0;
    for (uint32_t next = word + 1; next; next = lexicon->words[next - 1].next_same)
        classes |= of_row[lexicon->words[next - 1].row];
    return classes;
}
