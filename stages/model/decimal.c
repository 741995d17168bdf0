/* Exact decimals on 64-bit integers; what does not fit is not known rather than rounded. */
#include "stages/model/decimal.h"

#include <string.h>

enum { MOST_DIGITS = 18 };
static const int64_t LIMIT = INT64_C(1000000000000000000);

struct decimal decimal_from_integer(int64_t value) {
    return (struct decimal){.known = value > -LIMIT && value < LIMIT, .digits = value};
}

struct decimal decimal_from_text(struct slice text) {
    struct decimal value = {.known = text.size > 0};
    bool negative = text.size > 0 && text.start[0] == '-', point = false;
    size_t digits = 0;
    for (size_t i = negative; i < text.size; i++) {
        char byte = text.start[i];
        if (byte == '.' && !point) {
            point = true;
        } else if (byte >= '0' && byte <= '9' && digits < MOST_DIGITS) {
            value.digits = value.digits * 10 + (byte - '0');
            digits += value.digits != 0;
            value.scale = (int8_t)(value.scale + point);
            if (value.scale > MOST_DIGITS)
                return (struct decimal){0};
        } else {
            return (struct decimal){0};
        }
    }
    if (text.size == (size_t)negative + point)
        return (struct decimal){0};
    return negative ? decimal_negate(value) : value;
}

/* Trailing zeros after the point carry nothing. */
static struct decimal normal(struct decimal value) {
    while (value.scale > 0 && value.digits % 10 == 0) {
        value.digits /= 10;
        value.scale--;
    }
    return value;
}

struct decimal decimal_shift(struct decimal value, int power) {
    value = normal(value);
    for (; power > 0; power--) {
        if (value.scale > 0) {
            value.scale--;
        } else if (value.digits > -LIMIT / 10 && value.digits < LIMIT / 10) {
            value.digits *= 10;
        } else {
            return (struct decimal){0};
        }
    }
    for (; power < 0; power++) {
        if (value.scale == MOST_DIGITS)
            return (struct decimal){0};
        value.scale++;
    }
    return normal(value);
}

struct decimal decimal_negate(struct decimal value) {
    value.digits = -value.digits;
    return value;
}

/* Brings both to one scale; false where that overflows. */
static bool align(struct decimal *one, struct decimal *other) {
    struct decimal *shorter = one->scale < other->scale ? one : other;
    const struct decimal *longer = shorter == one ? other : one;
    for (; shorter->scale < longer->scale; shorter->scale++) {
        if (shorter->digits <= -LIMIT / 10 || shorter->digits >= LIMIT / 10)
            return false;
        shorter->digits *= 10;
    }
    return true;
}

struct decimal decimal_add(struct decimal one, struct decimal other) {
    if (!one.known || !other.known || !align(&one, &other))
        return (struct decimal){0};
    one.digits += other.digits;
    one.known = one.digits > -LIMIT && one.digits < LIMIT;
    return normal(one);
}

int decimal_compare(struct decimal one, struct decimal other) {
    one = normal(one);
    other = normal(other);
    /* Where they cannot be aligned the one with the shorter scale is far the larger in size. */
    if (!align(&one, &other))
        return one.scale < other.scale ? (one.digits < 0 ? -1 : 1) : (other.digits < 0 ? 1 : -1);
    return (one.digits > other.digits) - (one.digits < other.digits);
}

struct slice decimal_print(struct decimal value, char out[DECIMAL_TEXT_BYTES]) {
    out[0] = '\0';
    if (!value.known)
        return (struct slice){out, 0};
    value = normal(value);
    char text[DECIMAL_TEXT_BYTES], *end = text + sizeof text, *start = end;
    uint64_t rest = value.digits < 0 ? -(uint64_t)value.digits : (uint64_t)value.digits;
    for (int printed = 0; rest || printed <= value.scale; printed++) { /* from the last digit on: 0.05 has three */
        if (printed && printed == value.scale)
            *--start = '.';
        *--start = (char)('0' + rest % 10);
        rest /= 10;
    }
    if (value.digits < 0)
        *--start = '-';
    size_t size = (size_t)(end - start);
    memcpy(out, start, size);
    out[size] = '\0';
    return (struct slice){out, size};
}
