/* Follows the parents of regions.csv and former_regions.csv up from a code. Each step reads the file's rows once. */
#include "stages/model/regions.h"

/* County, prefecture, province, nation. */
enum { MOST_LEVELS = 4 };

/* A row of one of the two files, whose first columns are the same. */
struct region_row {
    enum lexicon_name file;
    size_t row;
};

static bool find_code(const struct lexicon *lexicon, struct slice code, struct region_row *found) {
    static const enum lexicon_name files[] = {LEXICON_REGIONS, LEXICON_FORMER_REGIONS};
    for (size_t i = 0; code.size && i < sizeof files / sizeof *files; i++) {
        found->file = files[i];
        size_t count = lexicon_rows(lexicon, found->file);
        for (found->row = 0; found->row < count; found->row++)
            if (slice_equal(lexicon_cell(lexicon, found->file, found->row, REGIONS_CODE), code))
                return true;
    }
    return false;
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
