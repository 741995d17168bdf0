/* stages/decode: which encoding bytes are in, and what is said of bad ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <iconv.h>
#include <string.h>

#include "stages/decode.h"

/* Bytes in the encoding, from UTF-8. */
static struct slice encoded(const char *encoding, struct slice text, char *room, size_t size) {
    iconv_t converter = iconv_open(encoding, "UTF-8");
    assert_true(converter != (iconv_t)-1);
    char *in = (char *)(uintptr_t)text.start, *out = room;
    size_t left = text.size;
    assert_true(iconv(converter, &in, &left, &out, &size) != (size_t)-1);
    iconv_close(converter);
    return (struct slice){room, (size_t)(out - room)};
}

static enum status decode(struct report *report, struct slice bytes) {
    *report = (struct report){.bytes = bytes};
    return stage_decode(report);
}

/* The diagnostic with this code, NULL where there is none. */
static const struct diagnostic *find_code(const struct report *report, const char *code) {
    for (size_t i = 0; i < report->diagnostics.count; i++)
        if (strcmp(report->diagnostics.items[i].code, code) == 0)
            return &report->diagnostics.items[i];
    return NULL;
}

/* The bytes are found to be in `name` and give the text without a complaint. */
static void gives(struct slice bytes, const char *name, struct slice text) {
    struct report report;
    assert_int_equal(decode(&report, bytes), STATUS_OK);
    assert_true(slice_equal(report.document.encoding, slice_from_string(name)));
    assert_true(slice_equal(report.source, text));
    assert_int_equal(report.document.replaced, 0);
    assert_int_equal(report.diagnostics.count, 0);
    arena_free(&report.arena);
}

static void fails(struct slice bytes, const char *code) {
    struct report report;
    assert_int_equal(decode(&report, bytes), STATUS_INPUT);
    assert_non_null(find_code(&report, code));
    assert_int_equal(find_code(&report, code)->severity, SEVERITY_ERROR);
    arena_free(&report.arena);
}

/* The text comes out as `text`, so many bytes are replaced, and `code` stands at `line`. */
static void complains(struct slice bytes, struct slice text, size_t replaced, const char *code, uint32_t line) {
    struct report report;
    assert_int_equal(decode(&report, bytes), STATUS_OK);
    assert_true(slice_equal(report.source, text));
    assert_int_equal(report.document.replaced, replaced);
    const struct diagnostic *diagnostic = find_code(&report, code);
    assert_non_null(diagnostic);
    assert_int_equal(diagnostic->line, line);
    arena_free(&report.arena);
}

static const struct slice simplified = {"地区生产总值增长5.5%，完成投资120亿元。\n",
                                        sizeof "地区生产总值增长5.5%，完成投资120亿元。\n" - 1};
static const struct slice traditional = {"地區生產總值增長5.5%，完成投資120億元。\n",
                                         sizeof "地區生產總值增長5.5%，完成投資120億元。\n" - 1};

static void every_encoding_is_found(void **state) {
    (void)state;
    static const char *const pairs[][2] = {{"GB18030", "GB18030"},   {"GB2312", "GB18030"},    {"UTF-16LE", "UTF-16LE"},
                                           {"UTF-16BE", "UTF-16BE"}, {"UTF-32LE", "UTF-32LE"}, {"UTF-32BE", "UTF-32BE"},
                                           {"UTF-8", "UTF-8"}};
    char room[512];
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        gives(encoded(pairs[i][0], simplified, room, sizeof room), pairs[i][1], simplified);
    gives(encoded("BIG5", traditional, room, sizeof room), "BIG5", traditional);
    gives(SLICE("~{5XGx~}5%~~\n"), "HZ", SLICE("地区5%~\n"));
}

static void a_byte_order_mark_is_no_text(void **state) {
    (void)state;
    char room[512], marked[520];
    gives(SLICE("\xEF\xBB\xBF增长5%"), "UTF-8", SLICE("增长5%"));
    struct slice bytes = encoded("UTF-16BE", simplified, room, sizeof room);
    memcpy(marked, "\xFE\xFF", 2);
    memcpy(marked + 2, bytes.start, bytes.size);
    gives((struct slice){marked, bytes.size + 2}, "UTF-16BE", simplified);
    gives(SLICE("\x84\x31\x95\x33\xD4\xF6\xB3\xA4"), "GB18030", SLICE("增长"));
}

static void four_byte_characters_of_gb18030_are_read(void **state) {
    (void)state;
    struct slice text = SLICE("𠮷林省𬭩业增加值增长5%，比上年提高。");
    char room[512];
    gives(encoded("GB18030", text, room, sizeof room), "GB18030", text);
}

static void a_euro_sign_of_windows_is_no_bad_byte_of_gbk(void **state) {
    (void)state;
    gives(SLICE("\xC0\xFB\xD3\xC3\xCD\xE2\xD7\xCA\x80"
                "12\xD2\xDA\xA1\xA3"),
          "GB18030", SLICE("利用外资€12亿。"));
    gives(SLICE("\xC0\xFB\xD3\xC3\xCD\xE2\xD7\xCA\xA3\xBA\x80"), "GB18030", SLICE("利用外资：€"));
    complains(SLICE("\xC0\xFB\xD3\xC3\xCD\xE2\xD7\xCA\xFF"
                    "12\xD2\xDA\xA1\xA3"),
              SLICE("利用外资\xEF\xBF\xBD"
                    "12亿。"),
              1, "bad_byte", 1);
}

static void valid_utf8_is_not_copied(void **state) {
    (void)state;
    struct report report;
    assert_int_equal(decode(&report, simplified), STATUS_OK);
    assert_ptr_equal(report.source.start, simplified.start);
    assert_string_equal(report.document.sha256, "7fcf3014ec4b13268a156601a22200d2d6870694614774323477b745bb94327d");
    arena_free(&report.arena);
}

static void a_forced_encoding_is_obeyed(void **state) {
    (void)state;
    struct report report = {.bytes = SLICE("\xD4\xF6\xB3\xA4"), .forced_encoding = "big5"};
    assert_int_equal(stage_decode(&report), STATUS_OK);
    assert_true(slice_equal(report.document.encoding, SLICE("BIG5")));
    arena_free(&report.arena);
    report = (struct report){.bytes = SLICE("x"), .forced_encoding = "no such encoding"};
    assert_int_equal(stage_decode(&report), STATUS_INPUT);
    assert_non_null(find_code(&report, "unknown_encoding"));
    arena_free(&report.arena);
}

static void bad_bytes_are_replaced_one_by_one_and_placed(void **state) {
    (void)state;
    complains(SLICE("增长5%。\n第二\xE5\x8F行"), SLICE("增长5%。\n第二\xEF\xBF\xBD\xEF\xBF\xBD行"), 2, "bad_byte", 2);
}

static void a_cut_character_at_the_end_is_told(void **state) {
    (void)state;
    complains(SLICE("增长\xE5\x8F"), SLICE("增长\xEF\xBF\xBD\xEF\xBF\xBD"), 2, "bad_byte", 1);
    complains(SLICE("\xD4\xF6\xB3\xA4\xB5\xD8\xC7\xF8\xD4"), SLICE("增长地区\xEF\xBF\xBD"), 1, "bad_byte", 1);
}

static void overlong_forms_and_surrogates_are_bad_bytes(void **state) {
    (void)state;
    complains(SLICE("增长地区\xC0\xAF发展"), SLICE("增长地区\xEF\xBF\xBD\xEF\xBF\xBD发展"), 2, "bad_byte", 1);
    complains(SLICE("增长地区\xED\xA0\x80发展"), SLICE("增长地区\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD发展"), 3,
              "bad_byte", 1);
}

static void lines_of_two_encodings_are_each_read_as_their_own(void **state) {
    (void)state;
    complains(SLICE("增长地区\n\xD4\xF6\xB3\xA4\xB5\xD8\xC7\xF8\n"), SLICE("增长地区\n增长地区\n"), 0, "mixed_encoding",
              0);
}

static void utf8_encoded_twice_is_restored(void **state) {
    (void)state;
    complains(SLICE("\xC3\xA5\xC2\xA2\xC5\xBE\xC3\xA9\xE2\x80\xA2\xC2\xBF"), SLICE("增长"), 0, "repaired", 0);
}

static void gbk_taken_for_latin1_is_restored(void **state) {
    (void)state;
    complains(SLICE("Ôö³¤µØÇøÉú²ú×ÜÖµ"), SLICE("增长地区生产总值"), 0, "repaired", 0);
}

static void unassigned_and_lost_characters_are_told(void **state) {
    (void)state;
    complains(SLICE("增长\xCD\xB8\n"), SLICE("增长\xCD\xB8\n"), 0, "unassigned", 1);
    complains(SLICE("增长\n\xEF\xBF\xBD\n"), SLICE("增长\n\xEF\xBF\xBD\n"), 0, "lost_character", 2);
}

static void a_nul_is_told_and_kept(void **state) {
    (void)state;
    complains(SLICE("增长\0发展"), SLICE("增长\0发展"), 0, "nul_byte", 1);
}

static void what_is_not_chinese_is_told(void **state) {
    (void)state;
    complains(SLICE("Work report of the county.\n"), SLICE("Work report of the county.\n"), 0, "not_chinese", 0);
}

static void empty_files_and_files_that_are_no_text_fail(void **state) {
    (void)state;
    fails(SLICE(""), "empty");
    fails(SLICE(" \r\n\t\xE3\x80\x80\n"), "empty");
    fails(SLICE("%PDF-1.4\n"), "no_reader"); /* decode starts no program by itself */
    fails(SLICE("{\\rtf1 }"), "no_reader");
    fails(SLICE("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), "no_reader");
    fails(SLICE("\x89PNG\r\n\x1A\n\0\0\0\rIHDR"), "not_text");
    fails(SLICE("\x01\x02\x03\xFF\x80\x00\xFE\xC1\x05\x06\x90\x1B\x08\xF9"), "unknown_encoding");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_encoding_is_found),
        cmocka_unit_test(a_byte_order_mark_is_no_text),
        cmocka_unit_test(four_byte_characters_of_gb18030_are_read),
        cmocka_unit_test(a_euro_sign_of_windows_is_no_bad_byte_of_gbk),
        cmocka_unit_test(valid_utf8_is_not_copied),
        cmocka_unit_test(a_forced_encoding_is_obeyed),
        cmocka_unit_test(bad_bytes_are_replaced_one_by_one_and_placed),
        cmocka_unit_test(a_cut_character_at_the_end_is_told),
        cmocka_unit_test(overlong_forms_and_surrogates_are_bad_bytes),
        cmocka_unit_test(lines_of_two_encodings_are_each_read_as_their_own),
        cmocka_unit_test(utf8_encoded_twice_is_restored),
        cmocka_unit_test(gbk_taken_for_latin1_is_restored),
        cmocka_unit_test(unassigned_and_lost_characters_are_told),
        cmocka_unit_test(a_nul_is_told_and_kept),
        cmocka_unit_test(what_is_not_chinese_is_told),
        cmocka_unit_test(empty_files_and_files_that_are_no_text_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
