/* Looks words up and opens the lexicons: those compiled in stand ready, those of a folder are read. */
#include "stages/model/lexicon.h"

#include <stdio.h>
#include <stdlib.h>

#include "stages/model/lexicon_index.h"
#include "stages/model/lexicon_read.h"

enum status lexicon_open(const struct lexicon_overlay *overlay, struct lexicon **lexicon, char *message,
                         size_t message_size) {
    struct lexicon *opened = malloc(sizeof *opened);
    *lexicon = NULL;
    if (!opened) {
        snprintf(message, message_size, "lexicons: out of memory");
        return STATUS_NO_MEMORY;
    }
    *opened = compiled_lexicon;
    enum status status = overlay ? lexicon_read(overlay, opened, NULL, message, message_size) : STATUS_OK;
    if (status == STATUS_OK)
        status = evidence_weigh(opened, message, message_size);
    if (status == STATUS_OK && lexicon_index(opened) != STATUS_OK) {
        snprintf(message, message_size, "lexicons: out of memory");
        status = STATUS_NO_MEMORY;
    }
    if (status == STATUS_OK)
        *lexicon = opened;
    else
        lexicon_free(opened);
    return status;
}

void lexicon_free(struct lexicon *lexicon) {
    if (!lexicon)
        return;
    arena_free(&lexicon->arena);
    free(lexicon);
}

static bool fill_hit(const struct lexicon *lexicon, uint32_t word, struct lexicon_hit *hit) {
    if (word == TRIE_NONE)
        return false;
    hit->word = word;
    hit->row = lexicon->words[word].row;
    return true;
}

uint64_t lexicon_lengths(const struct lexicon *lexicon, enum lexicon_name name, struct slice text, size_t from) {
    return trie_lengths(&lexicon->trie, name, text, from, LONGEST_LENGTH);
}

bool lexicon_find(const struct lexicon *lexicon, enum lexicon_name name, struct slice word, struct lexicon_hit *hit) {
    hit->size = word.size;
    return fill_hit(lexicon, trie_find(&lexicon->trie, name, word), hit);
}

bool lexicon_next_same(const struct lexicon *lexicon, enum lexicon_name name, struct lexicon_hit *hit) {
    (void)name;
    uint32_t next = lexicon->words[hit->word].next_same;
    return next && fill_hit(lexicon, next - 1, hit);
}
