/* At build time: reads the lexicons of schemas and prints them, trie and all, as C arrays that need no work when the
 * program starts. lexicon_read.h describes what it makes. */
#include <stdio.h>

#include "stages/model/lexicon_read.h"

enum { NUMBERS_A_LINE = 24 };

static void print_numbers16(const char *name, const uint16_t *numbers, size_t count) {
    printf("static const uint16_t %s[] = {", name);
    for (size_t i = 0; i < count; i++)
        printf("%s%u,", i % NUMBERS_A_LINE == 0 ? "\n" : "", (unsigned)numbers[i]);
    printf("\n};\n\n");
}

static void print_numbers32(const char *name, const uint32_t *numbers, size_t count) {
    printf("static const uint32_t %s[] = {", name);
    for (size_t i = 0; i < count; i++)
        printf("%s%uU,", i % NUMBERS_A_LINE == 0 ? "\n" : "", (unsigned)numbers[i]);
    printf("\n};\n\n");
}

static void print_trie(const struct trie *trie, const struct trie_sizes *sizes) {
    print_numbers16("pages", trie->pages, TRIE_PAGES);
    print_numbers16("letters", trie->letters, sizes->letters);
    print_numbers32("places", trie->places, sizes->nodes);
    print_numbers32("values", trie->values, sizes->values);
    print_numbers32("begins", trie->begins, (size_t)2 * trie->letter_count);
    printf("static const struct trie_node nodes[] = {\n");
    for (size_t i = 0; i < sizes->nodes; i++) {
        const struct trie_node *node = &trie->nodes[i];
        printf("{%uU,%uU,%uU},\n", (unsigned)node->children, (unsigned)node->letter, (unsigned)node->sets);
    }
    printf("};\n\nstatic const struct trie_sets sets[] = {\n");
    for (size_t i = 0; i < sizes->sets; i++)
        printf("{%uU,%uU},\n", (unsigned)trie->sets[i].below, (unsigned)trie->sets[i].ends);
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
    printf("#include \"stages/model/lexicon_read.h\"\n\n");
    print_trie(&lexicon.trie, &sizes.trie);
    print_rows(&lexicon, &sizes);
    printf(
        "const struct lexicon compiled_lexicon = {{.nodes = nodes, .sets = sets, .places = places, .values = values, "
        ".begins = begins, .letter_count = %u, .pages = pages, .letters = letters}, words, cells, (const char *)bytes, "
        "{\n",
        (unsigned)lexicon.trie.letter_count);
    for (int i = 0; i < LEXICONS; i++)
        printf("{%u,%u,%u},\n", (unsigned)lexicon.sheets[i].first_cell, (unsigned)lexicon.sheets[i].rows,
               (unsigned)lexicon.sheets[i].columns);
    printf("}, .arena = {0}};\n");
    arena_free(&lexicon.arena);
    return ferror(stdout) || fflush(stdout) != 0;
}
