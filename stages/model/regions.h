/* Where a region lies, by the GB/T 2260 codes of regions.csv. */
#ifndef BAOGAO_MODEL_REGIONS_H
#define BAOGAO_MODEL_REGIONS_H

#include "stages/model/lexicon.h"

/* What a region of that code lies in, itself included: 保定市阜平县 lies in 河北省 and in 保定市. Names are the
 * lexicon's own texts, empty where the code is not known or nothing of that level is above it. */
struct region_names {
    struct slice province, prefecture;
};
struct region_names region_names_of(const struct lexicon *lexicon, struct slice code);

#endif
