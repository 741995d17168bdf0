/* stages/write/workbook_package: a whole package is found whole wherever its pieces end, a cut one is not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <zlib.h>

#include "stages/write/workbook.h"

/* The part is read and unpacked in pieces of this many bytes. */
enum { PIECE_BYTES = 1 << 15, REMAINDERS = 256, MOST_PART_BYTES = 1 << 18 };

static char path[] = "/tmp/baogao-package-XXXXXX";

static void put_number(unsigned char *bytes, size_t at, uint32_t number, int size) {
    for (int i = 0; i < size; i++)
        bytes[at + (size_t)i] = (unsigned char)(number >> 8 * i);
}

/* An element with `packed_well` bytes that shrink to next to nothing, then `stored` bytes that stay as they are: what
 * is read falls behind what is unpacked by about the first, so that one number of it ends both pieces at once. */
static size_t pack(size_t packed_well, size_t stored, unsigned char *out) {
    static unsigned char text[MOST_PART_BYTES];
    size_t size = 0;
    z_stream stream = {0};
    memcpy(text, "<a>", 3);
    memset(text + 3, 'x', packed_well);
    size = 3 + packed_well;
    assert_int_equal(deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY), Z_OK);
    stream.next_in = text;
    stream.avail_in = (uInt)size;
    stream.next_out = out;
    stream.avail_out = MOST_PART_BYTES;
    assert_int_equal(deflate(&stream, Z_FULL_FLUSH), Z_OK);
    assert_int_equal(deflateParams(&stream, 0, Z_DEFAULT_STRATEGY), Z_OK);
    memset(text, 'y', stored);
    memcpy(text + stored, "</a>", 4);
    stream.next_in = text;
    stream.avail_in = (uInt)(stored + 4);
    assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
    size = stream.total_out;
    deflateEnd(&stream);
    return size;
}

/* A package of one part: local header, part, directory, end (PKWARE's APPNOTE, 4.3). */
static void write_package(const unsigned char *part, size_t size) {
    unsigned char local[31] = "PK\3\4", entry[47] = "PK\1\2", end[22] = "PK\5\6";
    put_number(local, 8, Z_DEFLATED, 2);
    put_number(local, 18, (uint32_t)size, 4);
    put_number(local, 26, 1, 2);
    put_number(entry, 10, Z_DEFLATED, 2);
    put_number(entry, 20, (uint32_t)size, 4);
    put_number(entry, 28, 1, 2);
    local[30] = entry[46] = 'a';
    put_number(end, 10, 1, 2);
    put_number(end, 12, sizeof entry, 4);
    put_number(end, 16, (uint32_t)(sizeof local + size), 4);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(local, sizeof local, 1, file), 1);
    assert_int_equal(fwrite(part, size, 1, file), 1);
    assert_int_equal(fwrite(entry, sizeof entry, 1, file), 1);
    assert_int_equal(fwrite(end, sizeof end, 1, file), 1);
    assert_int_equal(fclose(file), 0);
}

static bool is_whole(void) {
    struct sheet_rows none = {0};
    return package_is_whole(path, &none, 1);
}

static void a_package_is_whole_wherever_its_pieces_end(void **state) {
    static unsigned char part[MOST_PART_BYTES];
    (void)state;
    for (size_t more = 0; more < REMAINDERS; more++) {
        size_t size = pack(PIECE_BYTES + more, (size_t)(size_t)2 * PIECE_BYTES, part);
        write_package(part, size);
        if (!is_whole())
            fail_msg("%zu bytes that shrink: taken for broken", (size_t)PIECE_BYTES + more);
    }
}

static void a_package_that_ends_early_is_broken(void **state) {
    static unsigned char part[MOST_PART_BYTES];
    (void)state;
    for (size_t more = 0; more < REMAINDERS; more += 16) {
        size_t size = pack(PIECE_BYTES + more, (size_t)(size_t)2 * PIECE_BYTES, part);
        write_package(part, size / 2);
        assert_false(is_whole());
        write_package(part, size - 1);
        assert_false(is_whole());
    }
}

static int make_file(void **state) {
    (void)state;
    int file = mkstemp(path);
    return file < 0 ? -1 : close(file);
}

static int remove_file(void **state) {
    (void)state;
    return unlink(path);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_package_is_whole_wherever_its_pieces_end),
        cmocka_unit_test(a_package_that_ends_early_is_broken),
    };
    return cmocka_run_group_tests_name("package", tests, make_file, remove_file);
}
