/* schemas/indicators.csv: what everything that reads the catalogue may rely on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "stages/model/lexicon.h"
#include "stages/quantities/units.h"

static struct lexicon *lexicon;

static int open_lexicon(void **state) {
    char message[256];
    (void)state;
    return lexicon_open(NULL, &lexicon, message, sizeof message) == STATUS_OK ? 0 : -1;
}

static int free_lexicon(void **state) {
    (void)state;
    lexicon_free(lexicon);
    return 0;
}

static struct slice cell(size_t row, int column) {
    return lexicon_cell(lexicon, LEXICON_INDICATORS, row, column);
}

static bool is_one_of(struct slice text, const char *const *words) {
    for (; *words; words++)
        if (slice_equal(text, slice_from_string(*words)))
            return true;
    return false;
}

static void the_codes_that_others_rely_on_are_there(void **state) {
    (void)state;
    const char *codes[] = {"gdp_growth",
                           "gdp",
                           "gdp_per_capita",
                           "industrial_value_added_growth",
                           "fixed_asset_investment_growth",
                           "retail_sales_growth",
                           "budget_revenue_growth",
                           "trade_growth",
                           "income_growth",
                           "urban_income_growth",
                           "rural_income_growth",
                           "urban_new_jobs",
                           "surveyed_unemployment",
                           "registered_unemployment",
                           "cpi_growth",
                           "grain_output",
                           "rd_intensity",
                           "energy_intensity_change",
                           "urbanization_rate",
                           "forest_coverage",
                           "good_air_days",
                           "good_air_share",
                           "pm25",
                           "life_expectancy",
                           "high_tech_firms",
                           "service_value_added_growth"};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        bool found = false;
        for (size_t row = 0; row < lexicon_rows(lexicon, LEXICON_INDICATORS); row++)
            found |= slice_equal(cell(row, INDICATORS_CODE), slice_from_string(codes[i]));
        if (!found)
            print_error("%s\n", codes[i]);
        assert_true(found);
    }
}

static void every_line_is_whole(void **state) {
    (void)state;
    const char *const measures[] = {"level", "growth", "change", "share", "ratio", "multiple", "rank", NULL};
    const char *const directions[] = {"up", "down", "none", NULL};
    assert_true(lexicon_rows(lexicon, LEXICON_INDICATORS) >= 260);
    for (size_t row = 0; row < lexicon_rows(lexicon, LEXICON_INDICATORS); row++) {
        assert_true(cell(row, INDICATORS_WORD).size > 0);
        assert_true(cell(row, INDICATORS_NAME).size > 0);
        assert_true(cell(row, INDICATORS_NAME_EN).size > 0);
        assert_true(is_one_of(cell(row, INDICATORS_MEASURE), measures));
        assert_true(is_one_of(cell(row, INDICATORS_DIRECTION), directions));
        for (size_t i = 0; i < cell(row, INDICATORS_CODE).size; i++) {
            char c = cell(row, INDICATORS_CODE).start[i];
            assert_true((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_');
        }
    }
}

static void every_unit_is_one_of_the_units(void **state) {
    (void)state;
    for (size_t row = 0; row < lexicon_rows(lexicon, LEXICON_INDICATORS); row++) {
        struct slice unit = cell(row, INDICATORS_UNIT);
        if (slice_starts(unit, SLICE("万")) || slice_starts(unit, SLICE("亿")))
            unit = slice_part(unit, SLICE("万").size, unit.size);
        /* A ratio is counted in :1, or bare. */
        if (unit.size == 0 || unit.start[0] == ':')
            continue;
        if (!unit_read(lexicon, unit, 0).known)
            print_error("%.*s\n", (int)unit.size, unit.start);
        assert_true(unit_read(lexicon, unit, 0).known);
    }
}

/* Two lines with the same word and measure could not be told apart. */
static void a_word_and_a_measure_have_one_code(void **state) {
    (void)state;
    for (size_t row = 0; row < lexicon_rows(lexicon, LEXICON_INDICATORS); row++) {
        struct slice words = cell(row, INDICATORS_WORD);
        for (size_t from = 0, bar; from <= words.size; from = bar + 1) {
            bar = slice_find(words, SLICE("|"), from);
            if (bar == SIZE_MAX)
                bar = words.size;
            struct lexicon_hit hit;
            struct slice word = slice_part(words, from, bar);
            assert_true(lexicon_find(lexicon, LEXICON_INDICATORS, word, &hit));
            do {
                bool same = slice_equal(cell(hit.row, INDICATORS_MEASURE), cell(row, INDICATORS_MEASURE));
                if (same && !slice_equal(cell(hit.row, INDICATORS_CODE), cell(row, INDICATORS_CODE))) {
                    print_error("%.*s\n", (int)word.size, word.start);
                    fail();
                }
            } while (lexicon_next_same(lexicon, LEXICON_INDICATORS, &hit));
        }
    }
}

/* A code has one name: the panel shows it. */
static void a_code_has_one_name(void **state) {
    (void)state;
    for (size_t row = 0; row < lexicon_rows(lexicon, LEXICON_INDICATORS); row++)
        for (size_t other = 0; other < row; other++)
            if (slice_equal(cell(row, INDICATORS_CODE), cell(other, INDICATORS_CODE)))
                assert_true(slice_equal(cell(row, INDICATORS_NAME), cell(other, INDICATORS_NAME)));
}

static void no_word_names_a_place(void **state) {
    (void)state;
    for (size_t row = 0; row < lexicon_rows(lexicon, LEXICON_INDICATORS); row++) {
        struct slice words = cell(row, INDICATORS_WORD);
        for (size_t at = 0; at < words.size; slice_next(words, &at)) {
            struct lexicon_hit hit;
            enum { SHORTEST_NAME_BYTES = 9 }; /* 城区 and 郊区 are names of places too */
            bool place = lexicon_match(lexicon, LEXICON_REGIONS, TRIE_FORWARD, words, at, &hit) &&
                         hit.size >= SHORTEST_NAME_BYTES &&
                         !slice_equal(slice_part(words, at, at + hit.size), SLICE("全国"));
            if (place)
                print_error("%.*s\n", (int)hit.size, words.start + at);
            assert_false(place);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_codes_that_others_rely_on_are_there),
        cmocka_unit_test(every_line_is_whole),
        cmocka_unit_test(every_unit_is_one_of_the_units),
        cmocka_unit_test(a_word_and_a_measure_have_one_code),
        cmocka_unit_test(a_code_has_one_name),
        cmocka_unit_test(no_word_names_a_place),
    };
    return cmocka_run_group_tests(tests, open_lexicon, free_lexicon);
}
