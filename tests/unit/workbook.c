/* The workbook's limits, its failures and its sameness from run to run. What its cells say is the business of
 * tests/e2e/workbook.py; here small limits stand for Excel's. */
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cmocka.h>

#include "stages/write/workbook.h"

static char folder[] = "/tmp/baogao-workbook-XXXXXX";

static const char *path_of(const char *name) {
    static char path[2][128];
    static int turn;
    turn = !turn;
    snprintf(path[turn], sizeof path[turn], "%s/%s", folder, name);
    return path[turn];
}

static int make_folder(void **state) {
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state) {
    (void)state;
    unlink(path_of("one.xlsx"));
    unlink(path_of("two.xlsx"));
    return rmdir(folder); /* fails where the writer left anything else */
}

static struct book *open_book(const char *name, struct book_limits limits) {
    struct write_options options = {.time_seconds = 1000000000};
    struct book *book;
    assert_int_equal(book_open(&book, path_of(name), &options, &limits), STATUS_OK);
    return book;
}

/* What the row written last has in a cell: <v>5.5</v>. */
static void cell_is(const struct book *book, enum table_name table, size_t column, const char *wanted,
                    const char *number_format) {
    const lxw_format *format;
    const lxw_worksheet *worksheet = book->sheets[table].worksheet;
    struct slice inside = row_open_cell(book->rows.items[worksheet->index], (uint16_t)column, &format);
    char text[512];
    snprintf(text, sizeof text, "%.*s", (int)inside.size, inside.start);
    assert_string_equal(text, wanted);
    if (number_format)
        assert_string_equal(format->num_format, number_format);
}

static void close_book(struct book *book) {
    char message[WRITE_MESSAGE_BYTES];
    assert_int_equal(book_close(book, true, message), STATUS_OK);
}

static void add_section(struct book *book, const char *document, const char *title, const struct sheet_link *link) {
    struct slice cells[SECTIONS_COLUMNS] = {[SECTIONS_DOCUMENT] = slice_from_string(document),
                                            [SECTIONS_SECTION] = SLICE("1"),
                                            [SECTIONS_LEVEL] = SLICE("1"),
                                            [SECTIONS_KIND] = SLICE("part"),
                                            [SECTIONS_TITLE] = slice_from_string(title)};
    struct cell_link links[1] = {0};
    if (link)
        links[0] = (struct cell_link){SECTIONS_SECTION, *link};
    sheet_write_row(book, TABLE_SECTIONS, cells, links, link != NULL);
}

static void a_full_sheet_goes_on_in_the_next(void **state) {
    (void)state;
    struct book_limits limits = BOOK_LIMITS;
    limits.rows = 4;
    struct book *book = open_book("one.xlsx", limits);
    for (int i = 0; i < 7; i++)
        add_section(book, "松河.txt", "一、工作安排", NULL);
    assert_int_equal(book->sheets[TABLE_SECTIONS].part, 3);
    assert_int_equal(book->sheets[TABLE_SECTIONS].row, 2);
    assert_int_equal(book->sheets[TABLE_SECTIONS].count, 7);
    assert_int_equal(sheet_part(book, 2), 1);
    assert_int_equal(sheet_part(book, 3), 2);
    assert_int_equal(sheet_part(book, 6), 3);
    assert_non_null(workbook_get_worksheet_by_name(book->file, "章节 (3)"));
    close_book(book);
}

static struct sheet_link link_to(const char *key) {
    return (struct sheet_link){.table = TABLE_SECTIONS, .key = slice_from_string(key)};
}

static void a_link_is_found_by_its_key_whatever_the_order(void **state) {
    (void)state;
    struct book *book = open_book("one.xlsx", BOOK_LIMITS);
    struct sheet_link link = link_to("松\"河.txt#s1");
    add_section(book, "松\"河.txt", "一、工作安排", &link);
    char wanted[256], key[8];
    lxw_col_to_name(key, SECTIONS_COLUMNS, LXW_FALSE);
    snprintf(
        wanted, sizeof wanted,
        " t=\"str\"><f>HYPERLINK(\"#'章节'!A\"&amp;MATCH(\"松\"\"河.txt#s1\",'章节'!$%s:$%s,0),\"1\")</f><v>1</v></c>",
        key, key);
    cell_is(book, TABLE_SECTIONS, SECTIONS_SECTION, wanted, NULL);
    close_book(book);
}

static void marks_of_xml_are_escaped_and_outer_spaces_kept(void **state) {
    (void)state;
    struct book *book = open_book("one.xlsx", BOOK_LIMITS);
    add_section(book, "松河.txt", " <松>&\"", NULL);
    cell_is(book, TABLE_SECTIONS, SECTIONS_TITLE,
            " t=\"inlineStr\"><is><t xml:space=\"preserve\"> &lt;松&gt;&amp;\"</t></is></c>", NULL);
    close_book(book);
}

static void a_name_too_long_for_a_formula_has_no_link_and_is_counted(void **state) {
    (void)state;
    struct book *book = open_book("one.xlsx", BOOK_LIMITS);
    char name[800] = "";
    for (size_t i = 0; i < 251; i++)
        snprintf(name + i * 3, sizeof name - i * 3, "松");
    struct sheet_link link = link_to(name);
    add_section(book, "松河.txt", "一、工作安排", &link);
    cell_is(book, TABLE_SECTIONS, SECTIONS_SECTION, " t=\"inlineStr\"><is><t>1</t></is></c>", NULL);
    assert_int_equal(book->sheets[TABLE_SECTIONS].unlinked, 1);
    close_book(book);
}

static void a_cut_cell_is_told_in_the_diagnostics(void **state) {
    (void)state;
    struct book_limits limits = BOOK_LIMITS;
    limits.characters = 100;
    char title[400] = "";
    for (size_t i = 0; i < 101; i++)
        snprintf(title + i * 3, sizeof title - i * 3, "长");
    struct book *book = open_book("one.xlsx", limits);
    add_section(book, "松河.txt", "短", NULL);
    assert_int_equal(book->counts.cut, 0);
    add_section(book, "松河.txt", title, NULL);
    assert_int_equal(book->counts.cut, 1);
    assert_int_equal(book->sheets[TABLE_DIAGNOSTICS].count, 1);
    close_book(book);
}

/* Two indicators in three regions, with a target and an actual each. */
static void fill_panel(struct book *book) {
    static const char *const REGIONS[] = {"松河县", "白渡县", "青岚区"};
    static const char *const CODES[] = {"gdp_growth", "grain_output"};
    for (size_t region = 0; region < 3; region++)
        for (size_t code = 0; code < 2; code++) {
            struct panel_row *row = LIST_ADD(&book->arena, &book->panel);
            assert_non_null(row);
            row->cells[PANEL_REGION] = slice_from_string(REGIONS[region]);
            row->cells[PANEL_YEAR] = SLICE("2026");
            row->cells[PANEL_INDICATOR_CODE] = row->cells[PANEL_INDICATOR_NAME] = slice_from_string(CODES[code]);
            row->cells[PANEL_TARGET_COMPARATOR] = SLICE(">=");
            row->cells[PANEL_TARGET] = SLICE("5.5");
            row->cells[PANEL_ACTUAL_COMPARATOR] = SLICE("=");
            row->cells[PANEL_ACTUAL] = SLICE("6");
        }
}

static void give_up(struct book *book) {
    char message[WRITE_MESSAGE_BYTES];
    book->panel.count = 0;
    book_close(book, false, message);
}

static void a_panel_too_long_for_a_sheet_goes_on_in_the_next(void **state) {
    (void)state;
    struct book_limits limits = BOOK_LIMITS;
    limits.rows = 4; /* a header, three lines */
    struct book *book = open_book("one.xlsx", limits);
    fill_panel(book);
    book_write_panel(book);
    assert_int_equal(book->status, STATUS_OK);
    assert_int_equal(book->sheets[TABLE_PANEL].part, 2);
    assert_int_equal(book->sheets[TABLE_PANEL].count, 6);
    give_up(book);
}

static size_t table_columns(const struct book *book) {
    const lxw_table_obj *table = STAILQ_FIRST(book->sheets[TABLE_PANEL].worksheet->table_objs);
    return table->num_cols;
}

static void a_panel_shows_what_has_a_few_cells_or_is_asked_for(void **state) {
    (void)state;
    struct book *book = open_book("one.xlsx", BOOK_LIMITS);
    fill_panel(book);
    book->panel.count--; /* grain_output has two cells */
    book_write_panel(book);
    assert_int_equal(table_columns(book), 4 + 1);
    give_up(book);
    book = open_book("one.xlsx", BOOK_LIMITS);
    fill_panel(book);
    book->panel_codes = "cpi_growth,grain_output";
    book_write_panel(book);
    assert_int_equal(table_columns(book), 4 + 1);
    give_up(book);
    struct book_limits limits = BOOK_LIMITS;
    limits.columns = 5; /* room for one */
    book = open_book("one.xlsx", limits);
    fill_panel(book);
    book_write_panel(book);
    assert_int_equal(table_columns(book), 5);
    give_up(book);
}

static void cell_text_is(const char *text, size_t size, size_t most, const char *expected, bool cut) {
    struct cell_text room = {0};
    assert_true(cell_text_set(&room, (struct slice){text, size}, most));
    assert_string_equal(room.bytes, expected);
    assert_int_equal(room.cut, cut);
    cell_text_free(&room);
}

static void text_that_fits_is_whole(void **state) {
    (void)state;
    cell_text_is("", 0, 5, "", false);
    cell_text_is("增长5%", 8, 4, "增长5%", false);
    cell_text_is("=1+1", 4, 5, "=1+1", false);
    cell_text_is("一\n二\t", 8, 5, "一\n二\t", false);
}

static void text_is_cut_by_utf16_units_and_ends_in_an_ellipsis(void **state) {
    (void)state;
    cell_text_is("增长百分之五", 18, 5, "增长百分…", true);
    /* U+20000 takes two units. */
    cell_text_is("\xF0\xA0\x80\x80\xF0\xA0\x80\x80", 8, 4, "\xF0\xA0\x80\x80\xF0\xA0\x80\x80", false);
    cell_text_is("\xF0\xA0\x80\x80\xF0\xA0\x80\x80", 8, 3, "\xF0\xA0\x80\x80…", true);
    cell_text_is("a\xF0\xA0\x80\x80\xF0\xA0\x80\x80", 9, 3, "a…", true);
}

static void text_that_xml_cannot_hold_is_shown(void **state) {
    (void)state;
    cell_text_is("a\0b", 3, 9,
                 "a\xE2\x90\x80"
                 "b",
                 false);
    cell_text_is("a\x07\r", 3, 9, "a\xE2\x90\x87\xE2\x90\x8D", false);
    cell_text_is("\x7F", 1, 9, "\xE2\x90\xA1", false);
    cell_text_is("\xEF\xBF\xBE", 3, 9, "\xEF\xBF\xBD", false);
    cell_text_is("\xFF"
                 "a\xE4\xB8",
                 4, 9,
                 "\xEF\xBF\xBD"
                 "a\xEF\xBF\xBD\xEF\xBF\xBD",
                 false);
}

static void text_that_looks_like_an_escape_stays_itself(void **state) {
    (void)state;
    cell_text_is("_x0041_", 7, 20, "_x005F_x0041_", false);
    cell_text_is("_x004_", 6, 20, "_x004_", false);
    cell_text_is("_x0041", 6, 20, "_x0041", false);
}

static void numbers_keep_their_printed_decimals(void **state) {
    (void)state;
    struct book *book = open_book("one.xlsx", BOOK_LIMITS);
    struct slice cells[TARGETS_COLUMNS] = {[TARGETS_DOCUMENT] = SLICE("松河.txt"),
                                           [TARGETS_VALUE] = SLICE("5.5"),
                                           [TARGETS_MENTION] = SLICE("5.50"),
                                           [TARGETS_VALUE2] = SLICE("-12345")};
    sheet_write_row(book, TABLE_TARGETS, cells, NULL, 0);
    cell_is(book, TABLE_TARGETS, TARGETS_VALUE, "><v>5.5</v></c>", "#,##0.00");
    cell_is(book, TABLE_TARGETS, TARGETS_VALUE2, "><v>-12345</v></c>", "#,##0");
    close_book(book);
}

static void a_number_too_long_for_a_double_stays_text(void **state) {
    (void)state;
    struct book *book = open_book("one.xlsx", BOOK_LIMITS);
    struct slice cells[TARGETS_COLUMNS] = {[TARGETS_DOCUMENT] = SLICE("松河.txt"),
                                           [TARGETS_VALUE] = SLICE("1234567890123456.7"),
                                           [TARGETS_VALUE2] = SLICE("0.1")};
    sheet_write_row(book, TABLE_TARGETS, cells, NULL, 0);
    cell_is(book, TABLE_TARGETS, TARGETS_VALUE, " t=\"inlineStr\"><is><t>1234567890123456.7</t></is></c>", NULL);
    cell_is(book, TABLE_TARGETS, TARGETS_VALUE2, "><v>0.1</v></c>", NULL);
    close_book(book);
}

static size_t read_file(const char *path, unsigned char *bytes, size_t most) {
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t size = fread(bytes, 1, most, file);
    fclose(file);
    return size;
}

static void the_same_rows_give_the_same_bytes(void **state) {
    (void)state;
    static unsigned char one[1 << 17], two[1 << 17];
    for (int i = 0; i < 2; i++) {
        struct book *book = open_book(i ? "two.xlsx" : "one.xlsx", BOOK_LIMITS);
        add_section(book, "松河.txt", "一、工作安排", NULL);
        close_book(book);
    }
    size_t size = read_file(path_of("one.xlsx"), one, sizeof one);
    assert_in_range(size, 1000, sizeof one - 1);
    assert_int_equal(read_file(path_of("two.xlsx"), two, sizeof two), size);
    assert_memory_equal(one, two, size);
}

static void giving_up_leaves_no_file_and_no_open_ones(void **state) {
    (void)state;
    unlink(path_of("one.xlsx"));
    int before = dup(0);
    close(before);
    struct book *book = open_book("one.xlsx", BOOK_LIMITS);
    add_section(book, "松河.txt", "一、工作安排", NULL);
    char message[WRITE_MESSAGE_BYTES];
    assert_int_equal(book_close(book, false, message), STATUS_OK);
    int after = dup(0);
    close(after);
    assert_int_equal(before, after);
    assert_int_equal(access(path_of("one.xlsx"), F_OK), -1);
}

static void a_folder_that_is_not_there_is_an_output_error(void **state) {
    (void)state;
    struct write_options options = {0};
    struct book *book;
    char message[WRITE_MESSAGE_BYTES] = "";
    book_open(&book, "/nowhere/at/all/one.xlsx", &options, &BOOK_LIMITS);
    assert_int_equal(book_close(book, true, message), STATUS_OUTPUT);
    assert_string_equal(message, strerror(ENOENT));
}

/* A file may grow to `most` bytes: a disk that is full from there on. */
static void limit_files(rlim_t most) {
    struct rlimit limit;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = most;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void a_disk_that_is_full_is_an_output_error(void **state) {
    (void)state;
    signal(SIGXFSZ, SIG_IGN);
    const rlim_t sizes[] = {2000, 20000, 60000};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct book *book = open_book("one.xlsx", BOOK_LIMITS);
        limit_files(sizes[i]);
        uint32_t noise = 1; /* digits that deflate to half: the rows alone fill the file */
        for (int row = 0; row < 3000; row++) {
            char title[64];
            for (size_t digit = 0; digit + 1 < sizeof title; digit++, noise = noise * 1103515245 + 12345)
                title[digit] = (char)('0' + (noise >> 16) % 10);
            title[sizeof title - 1] = '\0';
            add_section(book, "松河.txt", title, NULL);
        }
        char message[WRITE_MESSAGE_BYTES] = "";
        enum status status = book_close(book, true, message);
        limit_files(RLIM_INFINITY);
        assert_int_equal(status, STATUS_OUTPUT);
        assert_string_not_equal(message, "");
    }
}

static void the_greatest_of_a_tally_come_first_and_the_rest_is_bounded(void **state) {
    (void)state;
    struct arena arena = {0};
    struct tally tally = {.arena = &arena, .most = 3};
    tally_find(&tally, SLICE("水利"))->counts[1] = 2;
    tally_find(&tally, SLICE("铁路"))->counts[2] = 5;
    tally_find(&tally, SLICE("公路"))->counts[1] = 2;
    tally_find(&tally, SLICE("机场"))->counts[1] = 9;
    assert_ptr_equal(tally_find(&tally, SLICE("港口")), &tally.rest);
    assert_int_equal(tally_find(&tally, SLICE("铁路"))->counts[2], 5);
    const struct tally_entry *greatest[2];
    assert_int_equal(tally_greatest(&tally, 1, 2, greatest, 2), 2);
    assert_true(slice_equal(greatest[0]->name, SLICE("铁路")));
    assert_true(slice_equal(greatest[1]->name, SLICE("公路")));
    assert_int_equal(tally_greatest(&tally, 0, 0, greatest, 2), 0);
    arena_free(&arena);
}

static void a_tally_holds_many_names(void **state) {
    (void)state;
    struct arena arena = {0};
    struct tally tally = {.arena = &arena, .most = 1000};
    char name[16];
    for (int turn = 0; turn < 2; turn++)
        for (int i = 0; i < 900; i++) {
            int size = snprintf(name, sizeof name, "%d", i);
            tally_find(&tally, (struct slice){name, (size_t)size})->counts[0]++;
        }
    assert_int_equal(tally.count, 900);
    for (const struct tally_entry *entry = tally.first; entry; entry = entry->next)
        assert_int_equal(entry->counts[0], 2);
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_full_sheet_goes_on_in_the_next),
        cmocka_unit_test(a_link_is_found_by_its_key_whatever_the_order),
        cmocka_unit_test(marks_of_xml_are_escaped_and_outer_spaces_kept),
        cmocka_unit_test(a_name_too_long_for_a_formula_has_no_link_and_is_counted),
        cmocka_unit_test(a_cut_cell_is_told_in_the_diagnostics),
        cmocka_unit_test(a_panel_too_long_for_a_sheet_goes_on_in_the_next),
        cmocka_unit_test(a_panel_shows_what_has_a_few_cells_or_is_asked_for),
        cmocka_unit_test(text_that_fits_is_whole),
        cmocka_unit_test(text_is_cut_by_utf16_units_and_ends_in_an_ellipsis),
        cmocka_unit_test(text_that_xml_cannot_hold_is_shown),
        cmocka_unit_test(text_that_looks_like_an_escape_stays_itself),
        cmocka_unit_test(numbers_keep_their_printed_decimals),
        cmocka_unit_test(a_number_too_long_for_a_double_stays_text),
        cmocka_unit_test(the_same_rows_give_the_same_bytes),
        cmocka_unit_test(giving_up_leaves_no_file_and_no_open_ones),
        cmocka_unit_test(a_folder_that_is_not_there_is_an_output_error),
        cmocka_unit_test(a_disk_that_is_full_is_an_output_error),
        cmocka_unit_test(the_greatest_of_a_tally_come_first_and_the_rest_is_bounded),
        cmocka_unit_test(a_tally_holds_many_names),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
