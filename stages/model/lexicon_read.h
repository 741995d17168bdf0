/* Reads the CSV files of schemas into a lexicon: when the program is built, for the one that is compiled in; when it
 * runs, for --lexicon. */
#ifndef BAOGAO_MODEL_LEXICON_READ_H
#define BAOGAO_MODEL_LEXICON_READ_H

#include "stages/model/lexicon.h"
#include "stages/model/trie_build.h"

/* What schemas/build/make_lexicons.c made of schemas, in lexicons_generated.c. */
extern const struct lexicon compiled_lexicon;

/* How many items each array of a lexicon has, for who writes them down. */
struct lexicon_sizes {
    struct trie_sizes trie;
    size_t words, cells, bytes;
};

/* Fills `lexicon` from the files as they were when the program was built, with those of `overlay` (NULL: none) over
 * them as lexicon_merge.h says. What was in it is not freed; `sizes` may be NULL. On failure `message` (of
 * `message_size` bytes) names the file and line. */
enum status lexicon_read(const struct lexicon_overlay *overlay, struct lexicon *lexicon, struct lexicon_sizes *sizes,
                         char *message, size_t message_size);

#endif
