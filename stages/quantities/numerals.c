/* Numerals to decimals. A Chinese numeral is read once from left to right: digits wait for their 十百千, what these
 * give waits for its 万 or 亿. */
#include "stages/quantities/numerals.h"

enum { NOT_A_DIGIT = -1, MOST_DIGITS = 18 };

struct decimal numeral_arabic(struct slice text) {
    char plain[MOST_DIGITS + 1];
    size_t size = 0;
    for (size_t at = 0; at < text.size;) {
        uint32_t code = slice_next(text, &at);
        if (code == ',' || code == 0xFF0C)
            continue;
        if (size == sizeof plain)
            return (struct decimal){0};
        plain[size++] = (char)(code == 0xFF0E ? '.' : code);
    }
    return decimal_from_text((struct slice){plain, size});
}

static int digit_of(uint32_t code) {
    switch (code) {
    case 0x96F6: /* 零 */
    case 0x3007: /* 〇 */
    case 0x25CB: /* ○ */ return 0;
    case 0x4E00: return 1;
    case 0x4E8C: /* 二 */
    case 0x4E24: /* 两 */
    case 0x5169: /* 兩 */ return 2;
    case 0x4E09: return 3;
    case 0x56DB: return 4;
    case 0x4E94: return 5;
    case 0x516D: return 6;
    case 0x4E03: return 7;
    case 0x516B: return 8;
    case 0x4E5D: return 9;
    default: return NOT_A_DIGIT;
    }
}

static int power_of(uint32_t code) {
    switch (code) {
    case 0x5341: return 1; /* 十 */
    case 0x767E: return 2; /* 百 */
    case 0x5343: return 3; /* 千 */
    case 0x4E07:           /* 万 */
    case 0x842C: return 4; /* 萬 */
    case 0x4EBF:           /* 亿 */
    case 0x5104: return 8; /* 億 */
    default: return 0;
    }
}

int numeral_power(struct slice multiplier) {
    int power = 0;
    for (size_t at = 0; at < multiplier.size;) {
        int more = power_of(slice_next(multiplier, &at));
        if (!more)
            return 0;
        power += more;
    }
    return power;
}

static int64_t power_of_ten(int power) {
    int64_t value = 1;
    while (power-- > 0)
        value *= 10;
    return value;
}

/* A numeral half read. */
struct reading {
    int64_t high;    /* what a 万 or 亿 has closed */
    int64_t section; /* below the next 万: what 十百千 have closed */
    int64_t digits;  /* digits that wait for their multiplier */
    int digit_count, last_power, power;
    int first, second;            /* two digits side by side: 七八 */
    bool zero, failed, any_digit; /* any_digit: or 十, which counts on its own */
    struct decimal fraction;
    int64_t spread; /* what the second of the two digits adds */
};

static void take_digit(struct reading *reading, int digit) {
    if (reading->digit_count >= MOST_DIGITS || reading->spread) {
        reading->failed = true;
        return;
    }
    reading->first = reading->digit_count == 1 ? (int)reading->digits : NOT_A_DIGIT;
    reading->second = digit;
    reading->digits = reading->digits * 10 + digit;
    reading->digit_count++;
    reading->any_digit = true;
    if (digit == 0 && reading->digit_count == 1) { /* 零 only fills a place: 五百零五 */
        reading->zero = reading->high > 0 || reading->section > 0;
        reading->digit_count = reading->zero ? 0 : 1;
    }
}

/* 七八 stands for 7 to 8, 三五 for 3 to 5: the lower one counts, the other gives the spread. */
static bool close_pair(struct reading *reading) {
    if (reading->digit_count != 2 || reading->first < 1)
        return reading->digit_count <= 1;
    int step = reading->second - reading->first;
    if (step != 1 && !(reading->first == 3 && reading->second == 5))
        return false;
    reading->digits = reading->first;
    reading->spread = step;
    reading->digit_count = 1;
    return true;
}

/* 十百千 close the digit before them; 十 and a bare 百 stand for one of themselves. */
static void take_small_power(struct reading *reading, int power) {
    if (!close_pair(reading)) {
        reading->failed = true;
        return;
    }
    int64_t count = reading->digit_count ? reading->digits : 1;
    reading->any_digit |= power == 1;
    reading->section += count * power_of_ten(power);
    reading->spread *= power_of_ten(power);
    reading->digits = 0;
    reading->digit_count = 0;
    reading->last_power = power;
    reading->zero = false;
}

static bool multiply(int64_t *value, int power) {
    int64_t factor = power_of_ten(power);
    if (*value > INT64_MAX / factor)
        return false;
    *value *= factor;
    return true;
}

/* 万 and 亿 close all below them; 万亿 closes what 万 has closed once more. */
static void take_large_power(struct reading *reading, int power) {
    if (!close_pair(reading)) {
        reading->failed = true;
        return;
    }
    int64_t below = reading->section + reading->digits;
    bool twice = below == 0 && reading->high > 0;
    if (below == 0 && !twice)
        below = 1;
    if (twice || (reading->high > 0 && power == 8)) { /* 三万亿; 一万五千亿 */
        below += reading->high;
        reading->high = 0;
        reading->power = reading->power + power > 12 ? 12 : reading->power + power;
    } else if (power > reading->power) {
        reading->power = power;
    }
    if (!multiply(&below, power) || !multiply(&reading->spread, power) || below > INT64_MAX - reading->high) {
        reading->failed = true;
        return;
    }
    reading->high += below;
    reading->section = reading->digits = 0;
    reading->digit_count = 0;
    reading->last_power = power;
    reading->zero = false;
}

static void take_fraction(struct reading *reading, struct slice text, size_t at) {
    int64_t digits = 0;
    int8_t scale = 0;
    while (at < text.size) {
        int digit = digit_of(slice_next(text, &at));
        if (digit == NOT_A_DIGIT || scale == MOST_DIGITS) {
            reading->failed = true;
            return;
        }
        digits = digits * 10 + digit;
        scale++;
    }
    reading->failed |= scale == 0 || !reading->any_digit;
    reading->fraction = (struct decimal){true, scale, digits};
}

static void read_all(struct reading *reading, struct slice text) {
    for (size_t at = 0; at < text.size && !reading->failed;) {
        uint32_t code = slice_next(text, &at);
        int power = power_of(code);
        if (code == 0x70B9 || code == 0x9EDE || code == 0xB7) { /* 点 點 · */
            take_fraction(reading, text, at);
            return;
        }
        if (digit_of(code) != NOT_A_DIGIT)
            take_digit(reading, digit_of(code));
        else if (power >= 4)
            take_large_power(reading, power);
        else if (power)
            take_small_power(reading, power);
        else
            reading->failed = true;
    }
}

/* The digits at the end: 三万五 is 35000, 二〇二五 and 一八五 are read digit by digit, 七八 is a pair. */
static void close_digits(struct reading *reading) {
    bool alone = reading->high == 0 && reading->section == 0;
    if (reading->digit_count >= 2 && !close_pair(reading) && !alone)
        reading->failed = true;
    if (reading->digit_count == 1 && !alone && !reading->zero && reading->last_power > 1)
        reading->failed |= !multiply(&reading->digits, reading->last_power - 1);
    reading->section += reading->digits;
}

/* 百, 千, 万 or 亿 with no digit before it. */
static bool begins_with_multiplier(struct slice text) {
    size_t at = 0;
    return power_of(slice_next(text, &at)) > 1;
}

struct numeral numeral_chinese(struct slice text, int more) {
    struct reading reading = {.first = NOT_A_DIGIT};
    struct numeral numeral = {0};
    read_all(&reading, text);
    if (reading.failed || text.size == 0 || (reading.any_digit && begins_with_multiplier(text))) /* 万一 */
        return numeral;
    close_digits(&reading);
    if (more && reading.power == 0)
        more = 0;
    if (reading.failed || !multiply(&reading.section, more) || reading.section > INT64_MAX - reading.high)
        return numeral;
    int64_t total = reading.high + reading.section;
    numeral.power = reading.power;
    numeral.bare = !reading.any_digit;
    numeral.value = decimal_shift(decimal_from_integer(total), -reading.power);
    if (reading.fraction.known)
        numeral.value = decimal_add(numeral.value, reading.fraction);
    if (reading.spread && reading.spread <= INT64_MAX - total)
        numeral.upper = decimal_shift(decimal_from_integer(total + reading.spread), -reading.power);
    return numeral;
}
