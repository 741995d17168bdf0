/* Sorts the lines of indicators.csv by their code and joins those of one code. */
#include "stages/link/catalogue_index.h"

#include <stdlib.h>

static enum direction read_direction(struct slice word) {
    if (slice_equal(word, SLICE("up")))
        return DIRECTION_UP;
    return slice_equal(word, SLICE("down")) ? DIRECTION_DOWN : DIRECTION_NONE;
}

static int compare_codes(const void *one, const void *other) {
    const struct indicator *a = one, *b = other;
    int order = slice_compare(a->code, b->code);
    return order ? order : (a->line > b->line) - (a->line < b->line);
}

static struct indicator read_line(const struct lexicon *lexicon, size_t line) {
    return (struct indicator){
        .code = lexicon_cell(lexicon, LEXICON_INDICATORS, line, INDICATORS_CODE),
        .name = lexicon_cell(lexicon, LEXICON_INDICATORS, line, INDICATORS_NAME),
        .name_en = lexicon_cell(lexicon, LEXICON_INDICATORS, line, INDICATORS_NAME_EN),
        .sector = lexicon_cell(lexicon, LEXICON_INDICATORS, line, INDICATORS_SECTOR),
        .unit = lexicon_cell(lexicon, LEXICON_INDICATORS, line, INDICATORS_UNIT),
        .direction = read_direction(lexicon_cell(lexicon, LEXICON_INDICATORS, line, INDICATORS_DIRECTION)),
        .line = line,
    };
}

bool catalogue_index_open(const struct lexicon *lexicon, struct arena *arena, struct catalogue_index *index) {
    size_t lines = lexicon_rows(lexicon, LEXICON_INDICATORS);
    *index = (struct catalogue_index){arena_take(arena, (lines ? lines : 1) * sizeof *index->indicators), 0};
    if (!index->indicators)
        return false;
    for (size_t line = 0; line < lines; line++)
        index->indicators[line] = read_line(lexicon, line);
    qsort(index->indicators, lines, sizeof *index->indicators, compare_codes);
    for (size_t line = 0; line < lines; line++) {
        struct indicator *last = index->count ? &index->indicators[index->count - 1] : NULL;
        if (!last || !slice_equal(last->code, index->indicators[line].code))
            index->indicators[index->count++] = index->indicators[line];
        else if (last->unit.size == 0)
            last->unit = index->indicators[line].unit;
    }
    return true;
}

struct indicator *catalogue_index_find(const struct catalogue_index *index, struct slice code) {
    size_t low = 0, high = index->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = slice_compare(index->indicators[middle].code, code);
        if (order == 0)
            return &index->indicators[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}
