/* What terms.c and terms_read.c share; for them alone. */
#ifndef BAOGAO_STAGES_TERMS_PARTS_H
#define BAOGAO_STAGES_TERMS_PARTS_H

#include "stages/targets/terms.h"

/* The lists whose words are terms. */
enum {
    ROLE_LISTS = LEXICON_BIT(LEXICON_OPENERS) | LEXICON_BIT(LEXICON_VERBS) | LEXICON_BIT(LEXICON_PREDICATES) |
                 LEXICON_BIT(LEXICON_CLAUSE_VERBS),
    TERM_LISTS = ROLE_LISTS | LEXICON_BIT(LEXICON_COMPOUNDS) | LEXICON_BIT(LEXICON_ATTRIBUTES)
};

/* The longest word of some lists that begins at a byte: its bytes and where it ends in the trie; of size 0 for none. */
struct listed {
    size_t size;
    uint32_t node;
};

struct listed terms_find_listed(const struct lexicon *lexicon, uint32_t lists, struct slice text, size_t at);

#endif
