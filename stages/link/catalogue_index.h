/* The catalogue by its codes: what the panel asks for each target, found by bisection. Only link reads it. */
#ifndef BAOGAO_STAGES_CATALOGUE_INDEX_H
#define BAOGAO_STAGES_CATALOGUE_INDEX_H

#include "stages/model/arena.h"
#include "stages/model/lexicon.h"

enum direction { DIRECTION_NONE, DIRECTION_UP, DIRECTION_DOWN };

/* One code: several lines of indicators.csv may share it, with other words and another measure. */
struct indicator {
    struct slice code, name, name_en, sector; /* the lexicon's own texts */
    struct slice unit;                        /* of the first line that has one */
    enum direction direction;                 /* which way is better */
    size_t line;                              /* its first line in the catalogue: the headline ones stand first */
    size_t rows;                              /* targets of the run that have the code */
};

struct catalogue_index {
    struct indicator *indicators; /* by code */
    size_t count;
};

/* False where memory ran out. */
bool catalogue_index_open(const struct lexicon *lexicon, struct arena *arena, struct catalogue_index *index);
/* NULL for a code the catalogue does not have. */
struct indicator *catalogue_index_find(const struct catalogue_index *index, struct slice code);

#endif
