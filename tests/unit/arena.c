/* stages/model/arena: lists that settle, and what a limit leaves of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

#include "stages/model/arena.h"

enum { NUMBERS = 1000 };

struct numbers {
    LIST(size_t) list;
};

static struct numbers grown_list(struct arena *scratch) {
    struct numbers numbers = {0};
    for (size_t i = 0; i < NUMBERS; i++) {
        size_t *added = LIST_ADD(scratch, &numbers.list);
        if (added)
            *added = i;
    }
    return numbers;
}

static void a_settled_list_outlives_where_it_grew(void **state) {
    (void)state;
    struct arena arena = {0}, scratch = {0};
    struct numbers numbers = grown_list(&scratch);
    assert_true(LIST_KEEP(&arena, &numbers.list));
    arena_free(&scratch);
    assert_int_equal(numbers.list.count, NUMBERS);
    for (size_t i = 0; i < NUMBERS; i++)
        assert_int_equal(numbers.list.items[i], i);
    assert_int_equal(arena.used_bytes, NUMBERS * sizeof(size_t)); /* not a byte for more */
    size_t *added = LIST_ADD(&arena, &numbers.list);
    assert_non_null(added);
    assert_int_equal(numbers.list.items[NUMBERS - 1], NUMBERS - 1);
    arena_free(&arena);
}

static void a_list_that_finds_no_room_is_empty(void **state) {
    (void)state;
    struct arena_limit limit = {.most_bytes = NUMBERS};
    struct arena arena = {.limit = &limit}, scratch = {0};
    struct numbers numbers = grown_list(&scratch);
    assert_false(LIST_KEEP(&arena, &numbers.list));
    arena_free(&scratch);
    assert_true(limit.reached);
    assert_null(numbers.list.items);
    assert_int_equal(numbers.list.count, 0);
    assert_int_equal(numbers.list.capacity, 0);
}

static void an_empty_list_is_kept_without_memory(void **state) {
    (void)state;
    struct arena arena = {0};
    struct numbers numbers = {0};
    assert_true(LIST_KEEP(&arena, &numbers.list));
    assert_null(arena.last);
}

static void long_room_grows_where_it_stands(void **state) {
    enum { LONG_BYTES = 5 << 20 };
    (void)state;
    struct arena arena = {0};
    char *room = arena_room(&arena, LONG_BYTES);
    assert_non_null(room);
    memset(room, 'a', LONG_BYTES);
    assert_non_null(arena_take(&arena, 1)); /* something stands behind it */
    room = arena_resize(&arena, room, LONG_BYTES, (size_t)2 * LONG_BYTES);
    assert_non_null(room);
    assert_int_equal(room[0], 'a');
    assert_int_equal(room[LONG_BYTES - 1], 'a');
    assert_true(arena.used_bytes < 2 * LONG_BYTES + LONG_BYTES / 2); /* without a copy of it */
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_settled_list_outlives_where_it_grew),
        cmocka_unit_test(a_list_that_finds_no_room_is_empty),
        cmocka_unit_test(an_empty_list_is_kept_without_memory),
        cmocka_unit_test(long_room_grows_where_it_stands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
