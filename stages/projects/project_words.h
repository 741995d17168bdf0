/* A name letter by letter: which lexicons have a word that begins at each, and its cut into common words. Private to
 * project_names. */
#ifndef BAOGAO_STAGES_PROJECT_WORDS_H
#define BAOGAO_STAGES_PROJECT_WORDS_H

#include "stages/model/lexicon.h"
#include "stages/projects/project_names.h"

/* The lexicons whose longest word at each letter is kept. */
enum letters_lexicon { LETTERS_PHASE, LETTERS_OPENING, LETTERS_HEAD, LETTERS_LEXICONS };

/* The node of the trie where the longest word of one lexicon ends that begins at a letter, and how many letters that
 * word has; 0: none begins there. */
struct letters_word {
    uint32_t node, letters;
};

struct letters {
    size_t count;
    size_t start[LONGEST_NAME_CHARS + 1]; /* bytes of the name */
    uint32_t code[LONGEST_NAME_CHARS];
    uint16_t letter[LONGEST_NAME_CHARS]; /* of the trie */
    struct letters_word longest[LETTERS_LEXICONS][LONGEST_NAME_CHARS];
    uint8_t word[LONGEST_NAME_CHARS]; /* characters of the common word chosen here, 0: a letter on its own */
    bool inside[LONGEST_NAME_CHARS];  /* within a word that begins before it */
    bool plain[LONGEST_NAME_CHARS];   /* on its own, but a common word of one letter: 区, 第 */
};

static inline bool letters_is_han(uint32_t code) {
    return code >= 0x3400 && code <= 0x9FFF;
}

/* Reads a name and cuts it into the common words that leave the fewest letters over. False: it has more than
 * LONGEST_NAME_CHARS. */
bool letters_read(const struct lexicon *lexicon, struct slice name, struct letters *letters);
/* The longest word of a lexicon that begins at letter `i`. */
bool letters_hit(const struct letters *letters, const struct lexicon *lexicon, enum letters_lexicon name, size_t i,
                 struct lexicon_hit *hit);

#endif
