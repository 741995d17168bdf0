/* The characters of each line: leaves out what is invisible, what layout put in and what a converter marked, makes
 * full-width digits and letters plain, and keeps the map from each byte of the text to the source. It joins no lines
 * and drops none. */
#include <string.h>
#include <utf8proc.h>

#include "stages/clean/clean_lines.h"
#include "stages/clean/clean_marks.h"

/* What a byte of UTF-8 asks for. Most text is PLAIN and is copied in runs. */
enum byte_class {
    BYTE_PLAIN,
    BYTE_SPACE,   /* space, tab */
    BYTE_CONTROL, /* and DEL */
    BYTE_BREAK,   /* ends a line */
    BYTE_BRACKET, /* may open a mark */
    BYTE_STOP,    /* ! ? */
    BYTE_LEAD,    /* leads characters of which some are looked at */
};

static const unsigned char byte_classes[256] = {
    [0x00] = BYTE_CONTROL, [0x01] = BYTE_CONTROL, [0x02] = BYTE_CONTROL, [0x03] = BYTE_CONTROL, [0x04] = BYTE_CONTROL,
    [0x05] = BYTE_CONTROL, [0x06] = BYTE_CONTROL, [0x07] = BYTE_CONTROL, [0x08] = BYTE_CONTROL, ['\t'] = BYTE_SPACE,
    ['\n'] = BYTE_BREAK,   [0x0B] = BYTE_BREAK,   [0x0C] = BYTE_BREAK,   ['\r'] = BYTE_BREAK,   [0x0E] = BYTE_CONTROL,
    [0x0F] = BYTE_CONTROL, [0x10] = BYTE_CONTROL, [0x11] = BYTE_CONTROL, [0x12] = BYTE_CONTROL, [0x13] = BYTE_CONTROL,
    [0x14] = BYTE_CONTROL, [0x15] = BYTE_CONTROL, [0x16] = BYTE_CONTROL, [0x17] = BYTE_CONTROL, [0x18] = BYTE_CONTROL,
    [0x19] = BYTE_CONTROL, [0x1A] = BYTE_CONTROL, [0x1B] = BYTE_CONTROL, [0x1C] = BYTE_CONTROL, [0x1D] = BYTE_CONTROL,
    [0x1E] = BYTE_CONTROL, [0x1F] = BYTE_CONTROL, [' '] = BYTE_SPACE,    ['!'] = BYTE_STOP,     ['('] = BYTE_BRACKET,
    ['?'] = BYTE_STOP,     ['['] = BYTE_BRACKET,  [0x7F] = BYTE_CONTROL, [0xC2] = BYTE_LEAD,    [0xE1] = BYTE_LEAD,
    [0xE2] = BYTE_LEAD,    [0xE3] = BYTE_LEAD,    [0xEF] = BYTE_LEAD,    [0xF0] = BYTE_LEAD,    [0xF3] = BYTE_LEAD,
    ['<'] = BYTE_BRACKET,  ['&'] = BYTE_BRACKET,
};

/* One character of the source as the text sees it. */
enum glyph {
    GLYPH_PLAIN,
    GLYPH_STOP,  /* 。！？ */
    GLYPH_PAUSE, /* ，、；： */
    GLYPH_OPEN,  /* “《 */
    GLYPH_CLOSE, /* ”》） */
    /* those above stay as they are */
    GLYPH_BRACKET, /* may open a mark: （ */
    GLYPH_SPACE,
    GLYPH_INVISIBLE,
    GLYPH_BREAK,
    GLYPH_FOLD, /* stands for another */
};

/* A line in the making. */
struct folding {
    struct cleaning *cleaning;
    struct slice source;
    struct line line;
    size_t at;                /* the byte of the source that comes next */
    size_t plain;             /* where the run of plain text that is not yet copied begins */
    size_t spaced_digits_end; /* spaces before this byte of the source only set digits apart */
    int depth;                /* quotes and brackets that are open */
    uint32_t indent_columns;  /* of the spaces at its head */
    uint32_t space_columns;   /* of the spaces just passed, 0 for none */
    size_t space_start;       /* where they begin */
    uint32_t number;          /* of the line, from 0; counts lines of the source where that has blocks */
    bool failed;
};

static bool is_invisible(uint32_t code) {
    return (code >= 0x80 && code <= 0x9F) || code == 0xAD || code == 0x180E || (code >= 0x200B && code <= 0x200F) ||
           (code >= 0x202A && code <= 0x202E) || (code >= 0x2060 && code <= 0x206F) ||
           (code >= 0xFE00 && code <= 0xFE0F) || code == 0xFEFF || (code >= 0xFFF9 && code <= 0xFFFB) ||
           (code >= 0xE0000 && code <= 0xE01FF);
}

static bool is_space(uint32_t code) {
    return code == ' ' || code == '\t' || code == 0xA0 || code == 0x3000 || (code >= 0x2000 && code <= 0x200A) ||
           code == 0x202F || code == 0x205F || code == 0x1680;
}

static bool is_break(uint32_t code) {
    return code == 0x85 || code == 0x2028 || code == 0x2029;
}

/* Forms of a character that mean the character itself: full-width ５Ａ％, the radicals ⽅ and compatibility ideographs
 * that PDF files give, mathematical digits. Chinese punctuation stays as written, so （ is not ( afterwards. */
static bool is_foldable(uint32_t code) {
    return (code >= 0xFF10 && code <= 0xFF19) || (code >= 0xFF21 && code <= 0xFF3A) ||
           (code >= 0xFF41 && code <= 0xFF5A) || code == 0xFF05 || (code >= 0x2E80 && code <= 0x2FD5) ||
           (code >= 0xF900 && code <= 0xFAFF) || (code >= 0x1D7CE && code <= 0x1D7FF) ||
           (code >= 0x2F800 && code <= 0x2FA1F);
}

static enum glyph glyph_of(uint32_t code) {
    switch (code) {
    case 0x3002:
    case 0xFF01:
    case 0xFF1F:
    case '!':
    case '?': return GLYPH_STOP;
    case 0xFF0C:
    case 0x3001:
    case 0xFF1B:
    case 0xFF1A: return GLYPH_PAUSE;
    case 0x201C:
    case 0x300A:
    case 0x300C:
    case 0x300E: return GLYPH_OPEN;
    case 0x201D:
    case 0x300B:
    case 0x300D:
    case 0x300F:
    case 0xFF09: return GLYPH_CLOSE;
    case 0xFF08:
    case 0x3010:
    case 0x3014:
    case '(':
    case '[':
    case '<':
    case '&': return GLYPH_BRACKET;
    default: break;
    }
    if (is_space(code))
        return GLYPH_SPACE;
    if (is_break(code))
        return GLYPH_BREAK;
    if (is_invisible(code))
        return GLYPH_INVISIBLE;
    return is_foldable(code) || code == 0xFF0E ? GLYPH_FOLD : GLYPH_PLAIN;
}

/* ---- the map ---- */

static struct map_run *add_run(struct folding *folding, size_t source_start, bool folded) {
    struct report *report = folding->cleaning->report;
    struct map_run *run = LIST_ADD(&report->arena, &report->map);
    if (run)
        *run = (struct map_run){folding->cleaning->text_size, source_start, folded};
    else
        folding->failed = true;
    return run;
}

/* Copies bytes [from, to) of the source into the text as they are. */
static void keep(struct folding *folding, size_t from, size_t to) {
    struct cleaning *cleaning = folding->cleaning;
    struct report *report = cleaning->report;
    if (from >= to)
        return;
    bool follows = false;
    if (report->map.count > folding->line.map_start) {
        struct map_run *last = &report->map.items[report->map.count - 1];
        follows = !last->folded && last->source_start + (cleaning->text_size - last->text_start) == from;
    }
    if (!follows && !add_run(folding, from, false))
        return;
    memcpy(cleaning->text + cleaning->text_size, folding->source.start + from, to - from);
    cleaning->text_size += to - from;
}

/* Writes `bytes` in place of the character or the spaces at byte `from` of the source. */
static void fold(struct folding *folding, size_t from, const char *bytes, size_t size) {
    if (!add_run(folding, from, true))
        return;
    memcpy(folding->cleaning->text + folding->cleaning->text_size, bytes, size);
    folding->cleaning->text_size += size;
}

static struct slice text_so_far(const struct folding *folding) {
    size_t start = folding->line.text.start;
    return (struct slice){folding->cleaning->text + start, folding->cleaning->text_size - start};
}

/* ---- spaces ---- */

static bool is_digit(uint32_t code) {
    return (code >= '0' && code <= '9') || (code >= 0xFF10 && code <= 0xFF19);
}

static bool is_letter(uint32_t code) {
    return (code >= 'A' && code <= 'Z') || (code >= 'a' && code <= 'z') || (code >= 0xFF21 && code <= 0xFF3A) ||
           (code >= 0xFF41 && code <= 0xFF5A);
}

static bool is_chinese_numeral(uint32_t code) {
    static const uint32_t numerals[] = {0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341};
    for (size_t i = 0; i < sizeof numerals / sizeof *numerals; i++)
        if (code == numerals[i])
            return true;
    return false;
}

/* From a digit at byte `at` of the source, the end of a row of single digits with a space between each (1 9 9 8 年,
 * 1 5 . 3); `at` itself where there are fewer than three. */
static size_t spaced_digits(struct slice source, size_t at) {
    size_t end = at;
    int count = 0;
    for (size_t next = at; next < source.size;) {
        size_t after = next;
        uint32_t code = slice_next(source, &after);
        if (!is_digit(code) && code != '.' && code != 0xFF0E)
            break;
        count++;
        end = after;
        if (after >= source.size)
            break;
        next = after;
        uint32_t gap = slice_next(source, &next);
        if (is_digit(gap))
            return at; /* a longer number: 12 34 */
        if (!is_space(gap) || gap == '\t')
            break;
    }
    return count >= 3 ? end : at;
}

/* Whether the line so far is a label that only its space sets off from the title: 一　总则, 第一章　总则, 专栏1 … */
static bool is_label(struct slice line) {
    enum { LONGEST_LABEL_BYTES = 24, LONGEST_NUMERAL_BYTES = 9 };
    if (line.size == 0 || line.size > LONGEST_LABEL_BYTES)
        return false;
    size_t size = 0;
    enum line_form form = clean_line_form(line, &size);
    if (size == line.size && (form == FORM_CHAPTER || form == FORM_SECTION || form == FORM_BOX))
        return true;
    for (size_t at = 0; at < line.size;)
        if (!is_chinese_numeral(slice_next(line, &at)))
            return false;
    return line.size <= LONGEST_NUMERAL_BYTES;
}

/* Whether the spaces before the character `next` keep words, numbers or columns apart: GDP growth, 2025 2026, a row of
 * names. All others are layout: 一、 工作回顾, 增长 5.5%. */
static bool space_means(const struct folding *folding, uint32_t next) {
    struct slice before = text_so_far(folding);
    if (before.size == 0 || folding->space_start < folding->spaced_digits_end)
        return false;
    size_t at = before.size;
    uint32_t previous = slice_previous(before, &at);
    if (previous == '\t')
        return false;
    bool word_before = is_digit(previous) || is_letter(previous), word_next = is_digit(next) || is_letter(next);
    if (word_next && (word_before || (previous < 0x80 && memchr("%.,;:)", (int)previous, 6))))
        return true;
    if (is_label(before))
        return true;
    return folding->space_columns > 2 && previous >= 0x4E00 && previous <= 0x9FFF && next >= 0x4E00 && next <= 0x9FFF &&
           before.size > 6;
}

/* Settles the spaces that stand before the character at byte `at`. */
static void settle_spaces(struct folding *folding, size_t at) {
    if (folding->space_columns == 0)
        return;
    size_t next = at;
    if (space_means(folding, slice_next(folding->source, &next))) {
        if (folding->source.start[folding->space_start] == ' ')
            keep(folding, folding->space_start, folding->space_start + 1);
        else
            fold(folding, folding->space_start, " ", 1);
    }
    folding->space_columns = 0;
}

/* ---- characters ---- */

static void flush(struct folding *folding) {
    if (folding->plain < folding->at) {
        settle_spaces(folding, folding->plain);
        keep(folding, folding->plain, folding->at);
    }
}

static void pass_space(struct folding *folding, uint32_t code, size_t size) {
    bool in_line = text_so_far(folding).size > 0;
    if (code == '\t' && in_line) {
        folding->space_columns = 0;
        keep(folding, folding->at, folding->at + 1); /* a tab inside a line separates cells */
    } else if (in_line) {
        if (folding->space_columns == 0) {
            folding->space_start = folding->at;
            struct slice before = text_so_far(folding);
            if (folding->at >= folding->spaced_digits_end && is_digit((unsigned char)before.start[before.size - 1])) {
                /* the digit before is the first of a row only where it stands alone */
                size_t digit = folding->at;
                slice_previous(folding->source, &digit);
                size_t end = spaced_digits(folding->source, digit);
                size_t earlier = before.size - 1;
                bool alone = before.size == 1 || !is_digit(slice_previous(before, &earlier));
                bool whole_line =
                    before.size == 1 && (end >= folding->source.size || folding->source.start[end] == '\n' ||
                                         folding->source.start[end] == '\r');
                if (end > digit && alone && !whole_line)
                    folding->spaced_digits_end = end;
            }
        }
        folding->space_columns += code == 0x3000 ? 2 : 1;
    } else {
        folding->line.tab_led = folding->line.tab_led || (code == '\t' && folding->indent_columns == 0);
        folding->indent_columns += code == 0x3000 ? 2 : code != '\t';
    }
    folding->at += size;
    folding->plain = folding->at;
}

static void pass_fold(struct folding *folding, uint32_t code, size_t size) {
    struct slice before = text_so_far(folding);
    size_t next = folding->at + size;
    uint32_t follows = next < folding->source.size ? slice_next(folding->source, &next) : 0;
    char bytes[8];
    size_t folded = 0;
    if (code == 0xFF0E) { /* ．is a point between digits only */
        if (before.size && is_digit((unsigned char)before.start[before.size - 1]) && is_digit(follows))
            bytes[folded++] = '.';
    } else if (code >= 0xFF00 && code <= 0xFFEF) {
        folded = utf8_write(code - 0xFEE0, bytes);
    } else {
        utf8proc_int32_t to[4];
        int boundary = 0;
        utf8proc_ssize_t count =
            utf8proc_decompose_char((utf8proc_int32_t)code, to, 4, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT, &boundary);
        if (count == 1 && to[0] != (utf8proc_int32_t)code)
            folded = utf8_write((uint32_t)to[0], bytes);
    }
    settle_spaces(folding, folding->at);
    if (folded && folded <= size)
        fold(folding, folding->at, bytes, folded);
    else
        keep(folding, folding->at, folding->at + size);
    folding->at += size;
    folding->plain = folding->at;
}

/* A mark is taken out with the spaces around it; false where none stands here. */
static bool pass_mark(struct folding *folding) {
    bool jump = false;
    size_t size = clean_mark_size(folding->source, folding->at, &jump);
    if (size == 0)
        return false;
    struct report *report = folding->cleaning->report;
    struct furniture *mark = LIST_ADD(&report->scratch, &folding->cleaning->marks);
    if (!mark) {
        folding->failed = true;
        return true;
    }
    *mark = (struct furniture){{folding->at, folding->at + size}, FURNITURE_MARK};
    report->document.partial = report->document.partial || jump;
    folding->line.marks += size;
    folding->at += size;
    folding->plain = folding->at;
    return true;
}

/* Counts what stays as it is. */
static void note_glyph(struct folding *folding, enum glyph glyph) {
    struct line *line = &folding->line;
    line->stops = (uint8_t)(line->stops + (glyph == GLYPH_STOP && line->stops < UINT8_MAX));
    line->pause = line->pause || glyph == GLYPH_PAUSE;
    folding->depth += (glyph == GLYPH_OPEN) - (glyph == GLYPH_CLOSE);
}

/* The character of `size` bytes at byte `at`, which does not stay, or may not; false where it ends the line. */
static bool pass_glyph(struct folding *folding, uint32_t code, enum glyph glyph, size_t size) {
    if (glyph == GLYPH_BREAK)
        return false;
    flush(folding);
    if (glyph == GLYPH_SPACE) {
        pass_space(folding, code, size);
    } else if (glyph == GLYPH_FOLD) {
        pass_fold(folding, code, size);
    } else if (glyph == GLYPH_INVISIBLE) {
        folding->plain = folding->at += size;
    } else {
        folding->plain = folding->at;
        if (pass_mark(folding))
            return true;
        folding->depth += code != '[' && code != '<' && code != '&';
        folding->at += size;
    }
    return true;
}

/* The character of more than one byte, or the bracket or stop, at byte `at`; false where it ends the line. */
static inline bool pass_character(struct folding *folding) {
    size_t next = folding->at;
    uint32_t code = slice_next(folding->source, &next);
    enum glyph glyph = glyph_of(code);
    if (glyph >= GLYPH_BRACKET)
        return pass_glyph(folding, code, glyph, next - folding->at);
    note_glyph(folding, glyph);
    folding->at = next;
    return true;
}

/* Runs over one line of the source and writes its text; leaves `at` at what ends the line. */
static void pass_line(struct folding *folding) {
    const unsigned char *bytes = (const unsigned char *)folding->source.start;
    size_t size = folding->source.size;
    folding->plain = folding->at;
    for (bool ended = false; !ended && !folding->failed;) {
        folding->at = utf8_chinese_end(folding->source, folding->at); /* these stay */
        if (folding->at >= size)
            break;
        unsigned char byte = bytes[folding->at];
        switch ((enum byte_class)byte_classes[byte]) {
        case BYTE_PLAIN: folding->at++; break;
        case BYTE_SPACE:
            flush(folding);
            pass_space(folding, byte, 1);
            break;
        case BYTE_CONTROL:
            flush(folding);
            folding->plain = ++folding->at;
            break;
        case BYTE_BREAK: ended = true; break;
        case BYTE_BRACKET:
        case BYTE_STOP:
        case BYTE_LEAD: ended = !pass_character(folding); break;
        }
    }
    flush(folding);
}

/* ---- lines ---- */

/* What the format says of the line: where it has blocks, every line of the source is one. */
static void heed_block(struct folding *folding) {
    const struct block *block = report_line_block(folding->cleaning->report, folding->number + 1);
    folding->line.block = folding->number++;
    folding->line.real_end = block && block->real_end;
    folding->line.chrome = block && (block->kind == BLOCK_OUTSIDE || block->kind == BLOCK_PAGE_EDGE);
}

static void finish_line(struct folding *folding) {
    struct line *line = &folding->line;
    struct slice text = text_so_far(folding);
    size_t label = 0;
    line->source.end = folding->at;
    if (text.size > 0 && is_letter((unsigned char)text.start[text.size - 1]))
        add_run(folding, folding->at, true); /* where the line is joined to another a space stands for its end */
    line->text.end = folding->cleaning->text_size;
    clean_describe_line(line, text);
    line->form = (uint8_t)clean_line_form(text, &label);
    line->indented = line->indented || folding->indent_columns >= 2;
    line->open = folding->depth > 0;
    heed_block(folding);
    bool jump = false;
    line->marked = text.size == 0 ? line->marks > 0 : line->width < LINE_LONG && clean_line_is_mark(text, &jump);
    if (jump)
        folding->cleaning->report->document.partial = true;
}

/* Moves past what ends a line. */
static void pass_break(struct folding *folding) {
    if (folding->at >= folding->source.size)
        return;
    size_t next = folding->at;
    uint32_t code = slice_next(folding->source, &next);
    if (code == '\r' && next < folding->source.size && folding->source.start[next] == '\n')
        next++;
    folding->at = next;
}

enum status clean_fold_lines(struct cleaning *cleaning) {
    struct report *report = cleaning->report;
    struct folding folding = {.cleaning = cleaning, .source = report->source};
    bool blank_before = false, indented = false;
    while (folding.at < report->source.size) {
        folding.line = (struct line){.source = {folding.at, folding.at},
                                     .text = {cleaning->text_size, cleaning->text_size},
                                     .map_start = report->map.count,
                                     .blank_before = blank_before,
                                     .indented = indented};
        folding.depth = 0;
        folding.space_columns = 0;
        folding.indent_columns = 0;
        pass_line(&folding);
        finish_line(&folding);
        pass_break(&folding);
        bool empty = folding.line.text.end == folding.line.text.start;
        if (empty && folding.line.tab_led && !folding.line.marked && !add_run(&folding, folding.line.source.end, false))
            return STATUS_NO_MEMORY;
        if (empty && !folding.line.tab_led && !folding.line.marked) {
            blank_before = true;
            indented = folding.line.indented;
            continue;
        }
        struct line *line = LIST_ADD(&report->scratch, &cleaning->lines);
        if (!line || folding.failed)
            return STATUS_NO_MEMORY;
        *line = folding.line;
        blank_before = empty && line->marked; /* a line of bookmarks is a blank one */
        indented = false;
        cleaning->text_size++; /* room for the line feed */
    }
    return STATUS_OK;
}
