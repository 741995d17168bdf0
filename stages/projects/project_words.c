/* One walk of the trie at each letter of a name finds the words of all lexicons that names are judged by; the cut into
 * common words is made of them on the way back from the end. Judges nothing. */
#include "stages/projects/project_words.h"

static const enum lexicon_name KEPT[LETTERS_LEXICONS] = {LEXICON_PROJECT_PHASES, LEXICON_PROJECT_OPENINGS,
                                                         LEXICON_PROJECT_HEADS};

static bool read_codes(const struct trie *trie, struct slice name, struct letters *letters) {
    letters->count = 0;
    for (size_t at = 0; at < name.size;) {
        if (letters->count == LONGEST_NAME_CHARS)
            return false;
        letters->start[letters->count] = at;
        uint32_t code = slice_next(name, &at);
        letters->code[letters->count] = code;
        letters->letter[letters->count++] = (uint16_t)trie_letter(trie, code);
    }
    letters->start[letters->count] = name.size;
    return true;
}

/* The words that begin at letter `i`: the longest of each lexicon that is kept, and by a bit for each length those of
 * the language, up to LONGEST_LENGTH letters. */
static uint32_t find_words(const struct trie *trie, struct letters *letters, size_t i) {
    enum {
        MAY_FOLLOW = LEXICON_BIT(LEXICON_COMMON_WORDS) | LEXICON_BIT(LEXICON_PROJECT_PHASES) |
                     LEXICON_BIT(LEXICON_PROJECT_OPENINGS) | LEXICON_BIT(LEXICON_PROJECT_HEADS)
    };
    uint32_t node = TRIE_FORWARD, common = 0;
    for (int k = 0; k < LETTERS_LEXICONS; k++)
        letters->longest[k][i] = (struct letters_word){0, 0};
    for (size_t end = i; end < letters->count;) {
        node = trie_follow(trie, node, letters->letter[end++]);
        if (!node || !(trie_sets_of(trie, node)->below & MAY_FOLLOW))
            break;
        uint32_t ends = trie_sets_of(trie, node)->ends & MAY_FOLLOW;
        if (!ends)
            continue;
        if ((ends & LEXICON_BIT(LEXICON_COMMON_WORDS)) && end - i <= LONGEST_LENGTH)
            common |= UINT32_C(1) << (end - i);
        for (int k = 0; k < LETTERS_LEXICONS; k++)
            if (ends & LEXICON_BIT(KEPT[k]))
                letters->longest[k][i] = (struct letters_word){node, (uint32_t)(end - i)};
    }
    return common;
}

/* What is left uncovered costs most, letters that are words of their own less, each word a little. */
enum { COST_WORD = 1, COST_PLAIN = 3, COST_UNKNOWN = 6 };

/* The cut into words that leaves the fewest letters over, found from the end; of equal ones the longest word's. */
static void cut_words(const struct trie *trie, struct letters *letters) {
    unsigned cost[LONGEST_NAME_CHARS + 1] = {0};
    for (size_t i = letters->count; i-- > 0;) {
        uint32_t common = find_words(trie, letters, i);
        letters->plain[i] = common >> 1 & 1;
        letters->word[i] = 0;
        cost[i] = cost[i + 1] + (!letters_is_han(letters->code[i]) ? 0U
                                 : letters->plain[i]               ? (unsigned)COST_PLAIN
                                                                   : (unsigned)COST_UNKNOWN);
        unsigned best = cost[i];
        common >>= 2;
        for (size_t length = 2; common; length++, common >>= 1)
            if ((common & 1) && cost[i + length] + COST_WORD <= best && cost[i + length] + COST_WORD < cost[i]) {
                best = cost[i + length] + COST_WORD;
                letters->word[i] = (uint8_t)length;
            }
        cost[i] = best;
    }
}

static void mark_inside(struct letters *letters) {
    size_t end = 0;
    for (size_t i = 0; i < letters->count; i++) {
        letters->inside[i] = i < end;
        if (i >= end)
            end = i + letters->word[i];
    }
}

bool letters_read(const struct lexicon *lexicon, struct slice name, struct letters *letters) {
    if (!read_codes(&lexicon->trie, name, letters))
        return false;
    cut_words(&lexicon->trie, letters);
    mark_inside(letters);
    return true;
}

bool letters_hit(const struct letters *letters, const struct lexicon *lexicon, enum letters_lexicon name, size_t i,
                 struct lexicon_hit *hit) {
    const struct letters_word *word = &letters->longest[name][i];
    if (!word->letters)
        return false;
    lexicon_take(lexicon, KEPT[name], word->node, hit);
    hit->size = letters->start[i + word->letters] - letters->start[i];
    return true;
}
