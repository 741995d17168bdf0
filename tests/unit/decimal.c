/* stages/model/decimal: exact text in, exact text out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

#include "stages/model/decimal.h"

static void check_shift(const char *text, int power, const char *wanted) {
    char out[DECIMAL_TEXT_BYTES];
    decimal_print(decimal_shift(decimal_from_text(slice_from_string(text)), power), out);
    assert_string_equal(out, wanted);
}

static void a_shift_moves_the_point(void **state) {
    (void)state;
    check_shift("2.4", 4, "24000");
    check_shift("-0.05", 0, "-0.05");
    check_shift("0.060", 2, "6");
    check_shift("12", -3, "0.012");
    check_shift("100", 0, "100");
}

static void what_is_no_number_is_not_known(void **state) {
    (void)state;
    const char *wrong[] = {"", "-", ".", "1.2.3", "1,2", "1234567890123456789"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(decimal_from_text(slice_from_string(wrong[i])).known);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_shift_moves_the_point),
        cmocka_unit_test(what_is_no_number_is_not_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
