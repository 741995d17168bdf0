/* Reads the names in the column `classes` of schemas/words.csv, and puts the codes of regions into a hash table with
 * open addressing, whose rows of one code stand in a chain. */
#include "stages/model/lexicon_index.h"

#include "stages/model/word_lists.h"

/* ---- classes of words ---- */

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

/* Neighbours in the file often have the same classes. */
static bool index_words(struct lexicon *lexicon) {
    size_t rows = lexicon_rows(lexicon, LEXICON_WORDS);
    word_classes *of_row = arena_room(&lexicon->arena, (rows + 1) * sizeof *of_row);
    struct slice before = {0};
    for (size_t row = 0; of_row && row < rows; row++) {
        struct slice cell = lexicon_cell(lexicon, LEXICON_WORDS, row, WORDS_CLASSES);
        of_row[row] = row > 0 && slice_equal(cell, before) ? of_row[row - 1] : read_classes(cell);
        before = cell;
    }
    lexicon->index.classes = of_row;
    return of_row != NULL;
}

word_classes lexicon_word_classes(const struct lexicon *lexicon, uint32_t word) {
    word_classes classes = 0;
    for (uint32_t next = word + 1; next; next = lexicon->words[next - 1].next_same)
        classes |= lexicon->index.classes[lexicon->words[next - 1].row];
    return classes;
}

/* ---- regions by code ---- */

static size_t region_rows(const struct lexicon *lexicon) {
    return lexicon_rows(lexicon, LEXICON_REGIONS) + lexicon_rows(lexicon, LEXICON_FORMER_REGIONS);
}

static struct slice code_of(const struct lexicon *lexicon, size_t row) {
    size_t current = lexicon_rows(lexicon, LEXICON_REGIONS);
    return row < current ? lexicon_cell(lexicon, LEXICON_REGIONS, row, REGIONS_CODE)
                         : lexicon_cell(lexicon, LEXICON_FORMER_REGIONS, row - current, FORMER_REGIONS_CODE);
}

/* The slot that holds the first row of a code plus one, or the free one (0) where it belongs. */
static uint32_t *slot_of(const struct lexicon_index *index, const struct lexicon *lexicon, struct slice code) {
    uint32_t hash = UINT32_C(0x811C9DC5); /* FNV-1a */
    for (size_t i = 0; i < code.size; i++)
        hash = (hash ^ (unsigned char)code.start[i]) * UINT32_C(0x01000193);
    size_t at = (hash ^ hash >> 16) & (index->region_slots - 1);
    while (index->region_of_slot[at] && !slice_equal(code_of(lexicon, index->region_of_slot[at] - 1), code))
        at = (at + 1) & (index->region_slots - 1);
    return &index->region_of_slot[at];
}

static bool index_regions(struct lexicon *lexicon) {
    struct lexicon_index *index = &lexicon->index;
    size_t rows = region_rows(lexicon);
    index->region_slots = 1;
    while (index->region_slots < 2 * rows + 2)
        index->region_slots *= 2;
    index->region_of_slot = arena_take(&lexicon->arena, index->region_slots * sizeof *index->region_of_slot);
    index->next_region = arena_room(&lexicon->arena, (rows + 1) * sizeof *index->next_region);
    if (!index->region_of_slot || !index->next_region)
        return false;
    for (size_t row = rows; row-- > 0;) { /* the first row of a code comes last, and leads its chain */
        uint32_t *slot = slot_of(index, lexicon, code_of(lexicon, row));
        index->next_region[row] = *slot;
        *slot = (uint32_t)row + 1;
    }
    return true;
}

uint32_t lexicon_region_row(const struct lexicon *lexicon, struct slice code) {
    return *slot_of(&lexicon->index, lexicon, code) - 1; /* 0 is a free slot */
}

uint32_t lexicon_next_region_row(const struct lexicon *lexicon, uint32_t row) {
    return lexicon->index.next_region[row] - 1;
}

enum status lexicon_index(struct lexicon *lexicon) {
    return index_words(lexicon) && index_regions(lexicon) ? STATUS_OK : STATUS_NO_MEMORY;
}
