/* Where a region lies, by the GB/T 2260 codes of regions.csv. */
#ifndef BAOGAO_MODEL_REGIONS_H
#define BAOGAO_MODEL_REGIONS_H

#include "stages/model/lexicon.h"

/* What a region lies in, itself included: 河北省保定市阜平县 lies in 河北省 and in 保定市. Empty where nothing of that
 * level is above it. By its code the names are the lexicon's own texts; a region without one, which --meta gave, is
 * read as its name is written, and the names are parts of it. */
struct region_names {
    struct slice province, prefecture;
};
struct region_names region_names_of(const struct lexicon *lexicon, struct slice code, struct slice region);

#endif
