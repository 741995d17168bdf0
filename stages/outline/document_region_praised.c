/* Finds the region of a report whose title and opening do not name it, by what its body praises: 建设和谐乙, “平安乙”.
 */
#include <string.h>

#include "stages/outline/document_region.h"
#include "stages/outline/outline_parts.h"

enum { LEAST_PRAISES = 2, LEAST_NAME_CHARACTERS = 2, MOST_NAME_CHARACTERS = 3, CHARACTER_BYTES = 3 };

static size_t count_of(struct slice text, struct slice word) {
    size_t count = 0;
    for (size_t at = slice_find(text, word, 0); at != SIZE_MAX; at = slice_find(text, word, at + word.size))
        count++;
    return count;
}

/* 县 where the text says 全县 more often than 全市 or 全区; empty where it says none of them, or two as often. */
static struct slice own_suffix(struct slice text) {
    enum { WORD_BYTES = 2 * CHARACTER_BYTES };
    struct slice words = SLICE(ZH_OWN_DIVISIONS), suffix = {0};
    size_t most = 0;
    for (size_t at = 0; at < words.size; at += WORD_BYTES + 1) {
        struct slice word = slice_part(words, at, at + WORD_BYTES);
        size_t count = count_of(text, word);
        if (count == most)
            suffix = (struct slice){0};
        if (count > most) {
            most = count;
            suffix = slice_part(word, CHARACTER_BYTES, WORD_BYTES);
        }
    }
    return suffix;
}

/* The division whose name without its suffix stands at byte `at`. */
static size_t division_at(const struct report *report, size_t at, struct slice suffix) {
    char name[(MOST_NAME_CHARACTERS + 1) * CHARACTER_BYTES];
    size_t end = at;
    for (int characters = 1; characters <= MOST_NAME_CHARACTERS && end < report->text.size; characters++) {
        slice_next(report->text, &end);
        if (characters < LEAST_NAME_CHARACTERS || end - at > (size_t)characters * CHARACTER_BYTES)
            continue;
        memcpy(name, report->text.start + at, end - at);
        memcpy(name + (end - at), suffix.start, suffix.size);
        size_t row = region_of_name(report, (struct slice){name, end - at + suffix.size});
        if (row != SIZE_MAX)
            return row;
    }
    return SIZE_MAX;
}

size_t region_find_praised(const struct report *report) {
    struct slice suffix = report->lexicon ? own_suffix(report->text) : (struct slice){0};
    size_t found = SIZE_MAX, praises = 0, size;
    for (size_t at = 0; suffix.size && at < report->text.size;) {
        if (heading_role_at(report, report->text, at, &size) != ROLE_PRAISE) {
            slice_next(report->text, &at);
            continue;
        }
        at += size;
        size_t row = division_at(report, at, suffix);
        if (row == SIZE_MAX)
            continue;
        if (found != SIZE_MAX && row != found)
            return SIZE_MAX;
        found = row;
        praises++;
    }
    return praises >= LEAST_PRAISES ? found : SIZE_MAX;
}
