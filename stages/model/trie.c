/* Walks a trie along a text, one step a character, as long as a word of the set asked for lies ahead. */
#include "stages/model/trie.h"

HOT_INLINE uint32_t longest(const struct trie *trie, unsigned set, enum trie_way way, struct slice text, size_t from,
                            uint32_t letter, size_t *size) {
    uint32_t bit = UINT32_C(1) << set, node = trie->nodes[way].children + letter, found = 0;
    size_t end = way == TRIE_FORWARD ? text.size : 0, found_at = from;
    size_t at = way == TRIE_FORWARD ? from + *size : from - *size;
    for (;;) {
        if (trie_sets_of(trie, node)->ends & bit) {
            found = node;
            found_at = at;
        }
        if (at == end)
            break;
        node = trie_step(trie, way, node, text, &at);
        if (!node || !(trie_sets_of(trie, node)->below & bit))
            break;
    }
    *size = found_at > from ? found_at - from : from - found_at;
    return found ? trie_value(trie, found, set) : TRIE_NONE;
}

uint32_t trie_longest_forward(const struct trie *trie, unsigned set, struct slice text, size_t from, uint32_t letter,
                              size_t *size) {
    return longest(trie, set, TRIE_FORWARD, text, from, letter, size);
}

uint32_t trie_longest_backward(const struct trie *trie, unsigned set, struct slice text, size_t from, uint32_t letter,
                               size_t *size) {
    return longest(trie, set, TRIE_BACKWARD, text, from, letter, size);
}

uint64_t trie_lengths(const struct trie *trie, unsigned set, struct slice text, size_t from, unsigned longest) {
    uint32_t node = TRIE_FORWARD, bit = UINT32_C(1) << set;
    uint64_t lengths = 0;
    size_t at = from;
    for (unsigned length = 1; length <= longest && at != text.size; length++) {
        node = trie_step(trie, TRIE_FORWARD, node, text, &at);
        if (!node || !(trie_sets_of(trie, node)->below & bit))
            break;
        lengths |= (uint64_t)((trie_sets_of(trie, node)->ends & bit) != 0) << length;
    }
    return lengths;
}

uint32_t trie_find(const struct trie *trie, unsigned set, struct slice word) {
    uint32_t node = TRIE_FORWARD, bit = UINT32_C(1) << set;
    for (size_t at = 0; at != word.size;) {
        node = trie_step(trie, TRIE_FORWARD, node, word, &at);
        if (!node || !(trie_sets_of(trie, node)->below & bit))
            return TRIE_NONE;
    }
    return trie_sets_of(trie, node)->ends & bit ? trie_value(trie, node, set) : TRIE_NONE;
}
