/* Follows the parents of regions.csv and former_regions.csv up from a code. */
#include "stages/model/regions.h"

#include "stages/model/lexicon_index.h"

/* County, prefecture, province, nation. */
enum { MOST_LEVELS = 4 };

/* A row of one of the two files, whose first columns are the same. */
struct region_row {
    enum lexicon_name file;
    size_t row;
};

static bool find_code(const struct lexicon *lexicon, struct slice code, struct region_row *found) {
    uint32_t row = code.size ? lexicon_region_row(lexicon, code) : LEXICON_NO_ROW;
    size_t current = lexicon_rows(lexicon, LEXICON_REGIONS);
    *found = row < current ? (struct region_row){LEXICON_REGIONS, row}
                           : (struct region_row){LEXICON_FORMER_REGIONS, row - current};
    return row != LEXICON_NO_ROW;
}

/* 北京市|北京: the full name comes first. */
static struct slice full_name(const struct lexicon *lexicon, struct region_row at) {
    struct slice words = lexicon_cell(lexicon, at.file, at.row, REGIONS_WORD);
    size_t end = slice_find(words, SLICE("|"), 0);
    return slice_part(words, 0, end == SIZE_MAX ? words.size : end);
}

/* The part of a name up to a character that ends one of that level; empty where none stands inside it. */
static struct slice part_up_to(struct slice name, struct slice end) {
    size_t at = slice_find(name, end, 0);
    return at == SIZE_MAX || at == 0 ? (struct slice){0} : slice_part(name, 0, at + end.size);
}

/* 岚江省澄州市松河县 */
static struct region_names read_name(struct slice region) {
    struct region_names names = {.province = part_up_to(region, SLICE(ZH_PROVINCE))};
    if (names.province.size)
        names.prefecture = part_up_to(slice_part(region, names.province.size, region.size), SLICE(ZH_CITY));
    return names;
}

struct region_names region_names_of(const struct lexicon *lexicon, struct slice code, struct slice region) {
    struct region_names names = {0};
    struct region_row row;
    if (!code.size)
        return read_name(region);
    for (int i = 0; i < MOST_LEVELS && find_code(lexicon, code, &row); i++) {
        struct slice level = lexicon_cell(lexicon, row.file, row.row, REGIONS_LEVEL);
        if (slice_equal(level, SLICE("province")))
            names.province = full_name(lexicon, row);
        else if (slice_equal(level, SLICE("prefecture")))
            names.prefecture = full_name(lexicon, row);
        code = lexicon_cell(lexicon, row.file, row.row, REGIONS_PARENT);
    }
    return names;
}
