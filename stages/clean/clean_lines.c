/* What is seen of a line's text by itself: how wide it is, the mark it ends with, whether it is all ASCII. Knows
 * nothing of the lines beside it. */
#include "stages/clean/clean_lines.h"

/* A character beyond ASCII, of two to four bytes, has two columns. */
static uint8_t width_of(struct slice text) {
    if (text.size / 2 >= LINE_LONG)
        return LINE_LONG;
    size_t width = 0;
    for (size_t at = 0; at < text.size;) {
        size_t run = at;
        at = utf8_chinese_end(text, at);
        width += (at - run) / 3 * 2;
        if (at == text.size)
            break;
        unsigned char byte = (unsigned char)text.start[at++];
        width += byte < 0x80 ? 1 : byte >= 0xC0 ? 2 : 0;
    }
    return (uint8_t)(width < LINE_LONG ? width : LINE_LONG);
}

static bool is_bare(struct slice text) {
    for (size_t at = 0; at < text.size; at++)
        if ((unsigned char)text.start[at] >= 0x80)
            return false;
    return true;
}

static enum line_ending ending_of(struct slice text) {
    for (size_t at = text.size; at > 0;) {
        uint32_t code = slice_previous(text, &at);
        switch (code) {
        case 0x201D:
        case 0x2019:
        case 0x300D:
        case 0x300F:
        case 0xFF09:
        case ')':
        case '"': continue;
        case 0x3002:
        case 0xFF01:
        case 0xFF1F:
        case '!':
        case '?':
        case 0x2026: return ENDING_STOP;
        case 0xFF0C:
        case 0x3001:
        case ',': return ENDING_PAUSE;
        case 0xFF1A:
        case 0xFF1B:
        case ':':
        case ';': return ENDING_COLON;
        default: return ENDING_OPEN;
        }
    }
    return ENDING_OPEN;
}

/* Begins with a mark that stands inside or at the end of a sentence. */
static bool begins_inside(struct slice text) {
    size_t at = 0;
    switch (text.size ? slice_next(text, &at) : 0) {
    case 0xFF0C:
    case 0x3002:
    case 0x3001:
    case 0xFF1B:
    case 0xFF01:
    case 0x201D: return true;
    default: return false;
    }
}

void clean_describe_line(struct line *line, struct slice text) {
    line->width = width_of(text);
    line->ending = (uint8_t)ending_of(text);
    line->bare = is_bare(text);
    line->inside = begins_inside(text);
}
