/* stages/words: which marks are the two of a pair. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "pipeline/stages.h"
#include "stages/model/lexicon.h"

enum { MOST_TEXT_BYTES = 4096 };

static struct lexicon *lexicon;

static int open_lexicon(void **state) {
    char message[256];
    (void)state;
    return lexicon_open(NULL, &lexicon, message, sizeof message) == STATUS_OK ? 0 : -1;
}

static int close_lexicon(void **state) {
    (void)state;
    lexicon_free(lexicon);
    return 0;
}

/* The letter under a mark, a-z: marks of a pair have the same one. */
static char letter_of(const struct report *report, uint32_t word, const char *letters) {
    return letters[slice_characters(slice_part(report->text, 0, report->words.items[word].start))];
}

/* `letters` has a letter for each character of the text: the same one under two marks that are a pair, another letter
 * under one that has no other, '-' under what is no mark. */
static void pairs(const char *text, const char *letters) {
    struct report report = {.lexicon = lexicon, .bytes = slice_from_string(text), .document.name = SLICE("words.txt")};
    assert_int_equal(stages_run(&report, "words"), STATUS_OK);
    for (uint32_t i = 0; i < report.words.count; i++) {
        char letter = letter_of(&report, i, letters);
        uint32_t partner = report.words.items[i].partner;
        bool paired = letter != '-' && strchr(letters, letter) != strrchr(letters, letter);
        assert_int_equal(partner != NO_WORD, paired);
        if (!paired)
            continue;
        assert_int_equal(letter_of(&report, partner, letters), letter);
        assert_int_equal(report.words.items[partner].partner, i);
        assert_int_not_equal(partner, i);
    }
    arena_free(&report.syntax);
    arena_free(&report.scratch);
    arena_free(&report.arena);
}

static void a_mark_closes_the_last_one_of_its_kind(void **state) {
    (void)state;
    pairs("建设（东湖（南湖））大桥。", "--a--b--ba---");
    pairs("建设“东湖”和《南湖》大桥。", "--a--a-b--b---");
    pairs("建设【东湖〔南湖〕】大桥。", "--a--b--ba---");
}

static void what_waits_inside_a_pair_is_given_up(void **state) {
    (void)state;
    pairs("建设《东湖（南湖》大桥）。", "--a--b--a--c-");
    pairs("建设）东湖（大桥。", "--a--b---");
}

static void straight_quotes_open_and_close_in_turn(void **state) {
    (void)state;
    pairs("建设\"东湖\"和\"南湖\"大桥。", "--a--a-b--b---");
    pairs("建设“东湖”\"南湖\"大桥。", "--a--ab--b---");
}

/* Beyond the deepest the outermost are forgotten, and those inside still find each other. */
static void of_too_many_the_inner_ones_are_pairs(void **state) {
    enum { DEEPEST = 16, DEPTH = 20, HAN = 3 };
    char text[MOST_TEXT_BYTES] = "", letters[2 * DEPTH + 3] = "";
    (void)state;
    for (size_t i = 0; i < DEPTH; i++) {
        memcpy(text + i * HAN, "（", HAN);
        memcpy(text + ((size_t)DEPTH + 1 + i) * HAN, "）", HAN);
        letters[i] = (char)('A' + i);
        letters[(size_t)2 * DEPTH - i] = (char)(i < DEPTH - DEEPEST ? 'a' + i : 'A' + i);
    }
    memcpy(text + (size_t)DEPTH * HAN, "湖", HAN);
    letters[DEPTH] = '-';
    pairs(text, letters);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mark_closes_the_last_one_of_its_kind),
        cmocka_unit_test(what_waits_inside_a_pair_is_given_up),
        cmocka_unit_test(straight_quotes_open_and_close_in_turn),
        cmocka_unit_test(of_too_many_the_inner_ones_are_pairs),
    };
    return cmocka_run_group_tests(tests, open_lexicon, close_lexicon);
}
