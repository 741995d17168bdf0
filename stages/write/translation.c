/* A message is found by the words around its parts: "{1} pages without text: {2}" takes "3 pages without text: run …"
 * apart, and "{1} 页没有文字：{2}" puts it together again. A part that is a message itself is translated as well. */
#include "stages/write/translation.h"

#include "schemas_generated.h"

enum { MOST_PARTS = 9, PART_BYTES = 3 /* {1} */ };

struct parts {
    struct slice items[MOST_PARTS];
    size_t count;
};

/* Where the next part of a pattern begins, at its end where it has none. */
static size_t part_at(struct slice pattern, size_t from) {
    size_t at = slice_find(pattern, SLICE("{"), from);
    return at == SIZE_MAX ? pattern.size : at;
}

/* Takes the message apart by its English pattern, whose parts stand in their order; false where it is another one. */
static bool take_apart(struct slice message, struct slice pattern, struct parts *parts) {
    size_t at = part_at(pattern, 0), from = at;
    parts->count = 0;
    if (!slice_starts(message, slice_part(pattern, 0, at)))
        return false;
    while (at < pattern.size && parts->count < MOST_PARTS) {
        size_t words = at + PART_BYTES, next = part_at(pattern, words);
        struct slice behind = slice_part(pattern, words, next);
        size_t to = next < pattern.size                 ? slice_find(message, behind, from)
                    : message.size < from + behind.size ? SIZE_MAX
                                                        : message.size - behind.size;
        if (to == SIZE_MAX || !slice_starts(slice_part(message, to, message.size), behind))
            return false;
        parts->items[parts->count++] = slice_part(message, from, to);
        from = to + behind.size;
        at = next;
    }
    return from == message.size;
}

/* Which message it is, with its parts; NULL for none. A part of another is looked for by its first words: what begins
 * with a part could be anything. */
static const char *find_chinese(struct slice message, bool whole, struct parts *parts) {
    for (size_t i = 0; i < DIAGNOSTIC_MESSAGES; i++) {
        struct slice pattern = slice_from_string(diagnostic_messages[i].english);
        if ((whole || pattern.start[0] != '{') && take_apart(message, pattern, parts))
            return diagnostic_messages[i].chinese;
    }
    return NULL;
}

static void put_together(struct text *text, struct slice pattern, const struct parts *parts,
                         void (*add)(struct text *text, struct slice part)) {
    for (size_t at = 0; at < pattern.size;) {
        size_t part = part_at(pattern, at);
        text_add(text, slice_part(pattern, at, part));
        size_t number = part < pattern.size ? (size_t)(pattern.start[part + 1] - '1') : parts->count;
        if (number < parts->count)
            add(text, parts->items[number]);
        at = part < pattern.size ? part + PART_BYTES : part;
    }
}

/* The parts of a part stay as they are. */
static void add_part(struct text *text, struct slice part) {
    struct parts parts;
    const char *chinese = find_chinese(part, false, &parts);
    if (chinese)
        put_together(text, slice_from_string(chinese), &parts, text_add);
    else
        text_add(text, part);
}

void add_translation(struct text *text, struct slice message) {
    struct parts parts;
    const char *chinese = find_chinese(message, true, &parts);
    if (chinese)
        put_together(text, slice_from_string(chinese), &parts, add_part);
    else
        text_add(text, message);
}
