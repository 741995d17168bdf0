/* Follows the parents of regions.csv up from a code. Each step reads the file's rows once. */
#include "stages/model/regions.h"

/* County, prefecture, province, nation. */
enum { MOST_LEVELS = 4 };

static bool find_code(const struct lexicon *lexicon, struct slice code, size_t *row) {
    size_t count = code.size ? lexicon_rows(lexicon, LEXICON_REGIONS) : 0;
    for (*row = 0; *row < count; *row += 1)
        if (slice_equal(lexicon_cell(lexicon, LEXICON_REGIONS, *row, REGIONS_CODE), code))
            return true;
    return false;
}

/* 北京市|北京: the full name comes first. */
static struct slice full_name(const struct lexicon *lexicon, size_t row) {
    struct slice words = lexicon_cell(lexicon, LEXICON_REGIONS, row, REGIONS_WORD);
    size_t end = slice_find(words, SLICE("|"), 0);
    return slice_part(words, 0, end == SIZE_MAX ? words.size : end);
}

struct region_names region_names_of(const struct lexicon *lexicon, struct slice code) {
    struct region_names names = {0};
    size_t row;
    for (int i = 0; i < MOST_LEVELS && find_code(lexicon, code, &row); i++) {
        struct slice level = lexicon_cell(lexicon, LEXICON_REGIONS, row, REGIONS_LEVEL);
        if (slice_equal(level, SLICE("province")))
            names.province = full_name(lexicon, row);
        else if (slice_equal(level, SLICE("prefecture")))
            names.prefecture = full_name(lexicon, row);
        code = lexicon_cell(lexicon, LEXICON_REGIONS, row, REGIONS_PARENT);
    }
    return names;
}
