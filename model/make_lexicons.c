/* At build time: reads the lexicons of schemas and prints them, trie and all, as C arrays that need no work when the
 * program starts. lexicon_read.h describes what it makes. */
#include <stdio.h>

#include "model/lexicon_read.h"

enum { NUMBERS_A_LINE = 24 };

static void print_numbers16(const char *name, const uint16_t *numbers, size_t count) {
    printf("static const uint16_t %s[] = {", name);
    for (size_t i = 0; i < count; i++)
        printf("%s%u,", i % NUMBERS_A_LINE == 0 ? "\n" : "", (unsigned)numbers[i]);
    printf("\n};\n\n");
}

static void print_trie(const struct trie *trie, const struct trie_sizes *sizes) {
    print_numbers16("pages", trie->pages, TRIE_PAGES);
    print_numbers16("letters", trie->letters, sizes->letters);
    printf("static const uint32_t values[] = {");
    for (size_t i = 0; i < sizes->values; i++)
        printf("%s%u,", i % NUMBERS_A_LINE == 0 ? "\n" : "", (unsigned)trie->values[i]);
    printf("\n};\n\nstatic const struct trie_node nodes[] = {\n");
    for (size_t i = 0; i < sizes->nodes; i++) {
        const struct trie_node *node = &trie->nodes[i];
        printf("{%uU,%uU,%uU,%uU,%uU},\n", (unsigned)node->children, (unsigned)node->parent, (unsigned)node->below,
               (unsigned)node->ends, (unsigned)node->values);
    }
    printf("};\n\n");
}

static void print_rows(const struct lexicon *lexicon, const struct lexicon_sizes *sizes) {
    printf("static const struct lexicon_word words[] = {\n");
    for (size_t i = 0; i < sizes->words; i++)
        printf("{%u,%u},\n", (unsigned)lexicon->words[i].row, (unsigned)lexicon->words[i].next_same);
    printf("};\n\nstatic const struct lexicon_text cells[] = {\n");
    for (size_t i = 0; i < sizes->cells; i++)
        printf("{%u,%u},\n", (unsigned)lexicon->cells[i].start, (unsigned)lexicon->cells[i].size);
    printf("};\n\nstatic const unsigned char bytes[] = {");
    for (size_t i = 0; i < sizes->bytes; i++)
        printf("%s%u,", i % NUMBERS_A_LINE == 0 ? "\n" : "", (unsigned)(unsigned char)lexicon->bytes[i]);
    printf("\n};\n\n");
}

int main(void) {
    struct lexicon lexicon;
    struct lexicon_sizes sizes;
    char message[1024];
    if (lexicon_read(NULL, &lexicon, &sizes, message, sizeof message) != STATUS_OK) {
        fprintf(stderr, "make_lexicons: %s\n", message);
        return 1;
    }
    printf("#include \"model/lexicon_read.h\"\n\n");
    print_trie(&lexicon.trie, &sizes.trie);
    print_rows(&lexicon, &sizes);
    printf("const struct lexicon compiled_lexicon = {{nodes, values, pages, letters}, words, cells, (const char "
           "*)bytes, {\n");
    for (int i = 0; i < LEXICONS; i++)
        printf("{%u,%u,%u},\n", (unsigned)lexicon.sheets[i].first_cell, (unsigned)lexicon.sheets[i].rows,
               (unsigned)lexicon.sheets[i].columns);
    printf("}, {0}};\n");
    arena_free(&lexicon.arena);
    return ferror(stdout) || fflush(stdout) != 0;
}
