/* Cuts paragraphs at punctuation outside brackets and quotes; reads the text, keeps nothing. */
#include "stages/model/clause.h"

/* What closes an opening mark; 0 where the character opens nothing. */
static uint32_t closing_of(uint32_t open) {
    switch (open) {
    case 0x201C: return 0x201D; /* “ ” */
    case 0x300A: return 0x300B; /* 《 》 */
    case 0x300C: return 0x300D; /* 「 」 */
    case 0x300E: return 0x300F; /* 『 』 */
    case 0xFF08: return 0xFF09; /* （ ） */
    case 0x3010: return 0x3011; /* 【 】 */
    case '(': return ')';
    default: return 0;
    }
}

/* How far an opening mark may reach: a mark that nobody closes holds up no more than this. */
enum { LONGEST_BRACKET_BYTES = 600 };

/* The byte behind the mark that closes the one just read, SIZE_MAX where none does nearby. */
static size_t behind_closing(struct slice text, size_t at, uint32_t open) {
    uint32_t close = closing_of(open);
    char mark[4];
    size_t size = utf8_write(close, mark);
    struct slice near = slice_part(text, 0, at + LONGEST_BRACKET_BYTES);
    int depth = 1;
    if (slice_find(slice_part(text, 0, near.size + size - 1), (struct slice){mark, size}, at) == SIZE_MAX)
        return SIZE_MAX; /* （（（ without a ）: what follows need not be read for each */
    while ((at = utf8_chinese_end(near, at)) < near.size) {
        uint32_t code = slice_next(text, &at);
        depth += code == open;
        depth -= code == close;
        if (depth == 0)
            return at;
    }
    return SIZE_MAX;
}

static bool is_digit_at(struct slice text, size_t at) {
    return at < text.size && text.start[at] >= '0' && text.start[at] <= '9';
}

/* Whether the mark at [start, at) stands between digits: 1,200 and 1:2 are one number. */
static bool between_digits(struct slice text, size_t start, size_t at) {
    return start > 0 && is_digit_at(text, start - 1) && is_digit_at(text, at);
}

/* Whether `code`, read at [start, at), ends a clause, and which way. */
static bool ends_clause(struct slice text, size_t start, size_t at, uint32_t code, enum clause_end *end) {
    switch (code) {
    case 0xFF0C: *end = CLAUSE_COMMA; return true;
    case ',': *end = CLAUSE_COMMA; return !between_digits(text, start, at);
    case 0xFF1B:
    case ';': *end = CLAUSE_SEMICOLON; return true;
    case 0xFF1A:
    case ':': *end = CLAUSE_COLON; return !between_digits(text, start, at);
    case 0x3002:
    case 0xFF01:
    case '!':
    case 0xFF1F:
    case '?': *end = CLAUSE_STOP; return true;
    default: return false;
    }
}

bool clause_next(const struct report *report, struct span whole, size_t *at, struct span *clause,
                 enum clause_end *end) {
    struct slice text = slice_part(report->text, 0, whole.end);
    if (*at < whole.start)
        *at = whole.start;
    while (*at < text.size && (text.start[*at] == ' ' || text.start[*at] == '\t'))
        *at += 1;
    if (*at >= text.size)
        return false;
    clause->start = *at;
    *end = CLAUSE_STOP;
    size_t next = *at; /* a copy, so that the place is kept in a register */
    while ((next = utf8_chinese_end(text, next)) < text.size) {
        size_t start = next;
        uint32_t code = slice_next(text, &next);
        if (closing_of(code)) {
            size_t behind = behind_closing(text, next, code);
            next = behind == SIZE_MAX ? next : behind;
        } else if (ends_clause(text, start, next, code, end)) {
            clause->end = start;
            *at = next;
            return true;
        }
    }
    *at = text.size;
    clause->end = text.size;
    *end = CLAUSE_STOP;
    return true;
}

struct span clause_quote(struct slice text, struct span passage, struct span thing, size_t most_bytes) {
    if (passage.end - passage.start <= most_bytes)
        return passage;
    if (thing.start > passage.start + most_bytes / 2)
        passage.start = thing.start - most_bytes / 2;
    if (passage.end > thing.end + most_bytes / 2)
        passage.end = thing.end + most_bytes / 2;
    while (passage.start < thing.start && ((unsigned char)text.start[passage.start] & 0xC0) == 0x80)
        passage.start++;
    while (passage.end > thing.end && ((unsigned char)text.start[passage.end] & 0xC0) == 0x80)
        passage.end--;
    return passage;
}
