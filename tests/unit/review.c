/* stages/write/review: the names of pages and places, which links from other files rely on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "stages/write/review.h"

enum { HASH_AND_ENDING = sizeof "-0123456789ab.html" - 1 };

/* The name without its hash. */
static void reads(const char *document, const char *wanted) {
    char name[PAGE_NAME_BYTES];
    review_page_name(slice_from_string(document), name);
    size_t size = strlen(name);
    assert_true(size >= HASH_AND_ENDING);
    assert_string_equal(name + size - strlen(".html"), ".html");
    name[size - HASH_AND_ENDING] = '\0';
    assert_string_equal(name, wanted);
}

static void letters_digits_and_han_stay_and_all_else_is_one_dash(void **state) {
    (void)state;
    reads("AZaz09一鿿.txt", "AZaz09一鿿-txt");
    reads("@[`{/:㍿ꀀ", "");
    reads("重庆/永川 区  2024.txt", "重庆-永川-区-2024-txt");
    reads("../../etc/passwd", "etc-passwd");
}

static void a_long_name_is_cut_at_a_character(void **state) {
    (void)state;
    enum { GIVEN = 60, KEPT = 32 };
    char document[GIVEN * HAN_BYTES + 1] = "", wanted[KEPT * HAN_BYTES + 1] = "";
    for (size_t i = 0; i < GIVEN; i++)
        memcpy(document + i * HAN_BYTES, "区", HAN_BYTES);
    memcpy(wanted, document, sizeof wanted - 1);
    reads(document, wanted);
}

static void names_that_read_alike_have_other_hashes(void **state) {
    (void)state;
    char one[PAGE_NAME_BYTES], other[PAGE_NAME_BYTES];
    review_page_name(SLICE("a b.txt"), one);
    review_page_name(SLICE("a/b.txt"), other);
    assert_string_not_equal(one, other);
    review_page_name(SLICE("a/b.txt"), one);
    assert_string_equal(one, other);
}

static void a_place_is_the_kind_of_row_and_its_number_from_one(void **state) {
    (void)state;
    char place[REVIEW_PLACE_BYTES];
    review_place(TABLE_TARGETS, 0, place);
    assert_string_equal(place, "t1");
    review_place(TABLE_PROJECTS, 11, place);
    assert_string_equal(place, "p12");
}

static void below_seven_in_ten_is_doubtful_and_what_is_not_known_is_not(void **state) {
    (void)state;
    assert_true(review_is_doubtful(SLICE("0.69")));
    assert_false(review_is_doubtful(SLICE("0.7")));
    assert_false(review_is_doubtful(SLICE("0.70")));
    assert_false(review_is_doubtful(SLICE("1")));
    assert_false(review_is_doubtful(SLICE("")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_digits_and_han_stay_and_all_else_is_one_dash),
        cmocka_unit_test(a_long_name_is_cut_at_a_character),
        cmocka_unit_test(names_that_read_alike_have_other_hashes),
        cmocka_unit_test(a_place_is_the_kind_of_row_and_its_number_from_one),
        cmocka_unit_test(below_seven_in_ten_is_doubtful_and_what_is_not_known_is_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
