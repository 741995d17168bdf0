/* The characters of each line: leaves out what is invisible, what layout put in and what a converter marked, makes
 * full-width digits and letters plain, and keeps the map from each byte of the text to the source. A line of the source
 * that holds several, with line ends written out or gaps between paragraphs, becomes as many. It joins no lines and
 * drops none. */
#include "stages/clean/clean_fold.h"

#include <string.h>

#include "stages/clean/clean_marks.h"

/* What a byte of UTF-8 asks for. Most text is PLAIN and is copied in runs. */
enum byte_class {
    BYTE_PLAIN,
    BYTE_SPACE,   /* space, tab */
    BYTE_CONTROL, /* and DEL */
    BYTE_BREAK,   /* ends a line */
    BYTE_BRACKET, /* may open a mark */
    BYTE_STOP,    /* ! ? */
    BYTE_ZERO,    /* 0 o O: may be the zero of a year */
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
    ['<'] = BYTE_BRACKET,  ['&'] = BYTE_BRACKET,  ['\\'] = BYTE_BRACKET, ['*'] = BYTE_BRACKET,  ['$'] = BYTE_BRACKET,
    [0xEE] = BYTE_LEAD,    ['0'] = BYTE_ZERO,     ['o'] = BYTE_ZERO,     ['O'] = BYTE_ZERO,
};

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

void clean_keep(struct folding *folding, size_t from, size_t to) {
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

void clean_write(struct folding *folding, size_t from, const char *bytes, size_t size) {
    if (!add_run(folding, from, true))
        return;
    memcpy(folding->cleaning->text + folding->cleaning->text_size, bytes, size);
    folding->cleaning->text_size += size;
}

/* ---- characters ---- */

static void flush(struct folding *folding) {
    if (folding->plain < folding->at) {
        clean_end_spaces(folding, folding->plain);
        clean_keep(folding, folding->plain, folding->at);
    }
}

/* Moves past `size` bytes, of which nothing more is to be copied. */
static void pass(struct folding *folding, size_t size) {
    folding->at += size;
    folding->plain = folding->at;
}

/* Counts what the text holds of sentence marks and brackets. */
static void note_glyph(struct folding *folding, enum glyph glyph) {
    struct line *line = &folding->line;
    line->stops = (uint8_t)(line->stops + (glyph == GLYPH_STOP && line->stops < UINT8_MAX));
    line->pause = line->pause || glyph == GLYPH_PAUSE;
    folding->depth += (glyph == GLYPH_OPEN || glyph == GLYPH_BRACKET) - (glyph == GLYPH_CLOSE);
}

/* Writes the character `code` in place of the `size` bytes at `at`. */
static void pass_form(struct folding *folding, uint32_t code, size_t size) {
    char bytes[CLEAN_FORM_BYTES];
    size_t written = clean_write_form(code, bytes);
    if (!written)
        written = utf8_write(code, bytes);
    clean_end_spaces(folding, folding->at);
    if (written <= size) {
        size_t at = 0;
        note_glyph(folding, clean_glyph(slice_next((struct slice){bytes, written}, &at)));
        clean_write(folding, folding->at, bytes, written);
    } else {
        clean_keep(folding, folding->at, folding->at + size);
    }
    pass(folding, size);
}

static void pass_point(struct folding *folding, size_t size) {
    bool point = clean_is_point(folding, size);
    clean_end_spaces(folding, folding->at);
    if (point)
        clean_write(folding, folding->at, ".", 1);
    else
        clean_keep(folding, folding->at, folding->at + size);
    pass(folding, size);
}

/* ---- marks ---- */

/* Adds bytes [at, at + size) of the source to the marks. */
static void add_mark(struct folding *folding, size_t size) {
    struct furniture *mark = LIST_ADD(&folding->cleaning->report->scratch, &folding->cleaning->marks);
    if (!mark) {
        folding->failed = true;
        return;
    }
    *mark = (struct furniture){{folding->at, folding->at + size}, FURNITURE_MARK};
    folding->line.marks += size;
}

static void drop_mark(struct folding *folding, size_t size) {
    add_mark(folding, size);
    pass(folding, size);
}

static uint32_t code_at(const struct folding *folding, size_t at) {
    return at < folding->source.size ? slice_next(folding->source, &at) : '\n';
}

static uint32_t code_before(const struct folding *folding) {
    struct slice text = folding_text(folding);
    size_t at = text.size;
    return at ? slice_previous(text, &at) : 0;
}

static bool is_closing(uint32_t code) {
    return code == '%' || code == 0x2030 || code == 0xFF09 || code == ')' || code == 0x201D || code == 0x300B;
}

static bool is_circled(uint32_t code) {
    return code >= 0x2460 && code <= 0x2473; /* ① to ⑳ */
}

static bool ends_clause(uint32_t code) {
    enum glyph glyph = clean_glyph(code);
    return glyph == GLYPH_STOP || glyph == GLYPH_PAUSE || glyph == GLYPH_CLOSE;
}

static bool is_line_end(uint32_t code) {
    return code == '\n' || code == '\r';
}

/* Whether another circled number stands in the line behind byte `at`: 包括①扩大…②提升…. */
static bool another_circle_follows(const struct folding *folding, size_t at) {
    while (at < folding->source.size && folding->source.start[at] != '\n')
        if (is_circled(slice_next(folding->source, &at)))
            return true;
    return false;
}

/* A star or circled number before a word may also begin the member of a list; a circled number that is the line's only
 * one does not. */
static bool is_star_or_circle_note(struct folding *folding, struct mark mark, uint32_t before, uint32_t next) {
    bool star = code_at(folding, folding->at) == '*';
    if (ends_clause(next))
        return !star || clean_is_han(before);
    if (star || !clean_is_han(before) || !clean_is_han(next))
        return false;
    bool lone = !folding->circled && !another_circle_follows(folding, folding->at + mark.size);
    folding->circled = true;
    return lone;
}

/* Whether what stands around the mark of a footnote in brackets lets it be one: …公报[1], 生产总值[2]318亿元, 增长[3]。
 */
static bool surrounds_note(const struct folding *folding, uint32_t before, uint32_t next) {
    if (clean_is_han(next) || ends_clause(next))
        return true;
    bool closes_line = next == '\n' && folding->line.pause;
    return closes_line || (clean_is_han(before) && (is_line_end(next) || clean_is_digit(next)));
}

/* A footnote's mark stands behind a word or number, not in a table's cell, where [18] is a sum and * a mean. */
static bool is_note(struct folding *folding, struct mark mark) {
    uint32_t before = code_before(folding), next = code_at(folding, folding->at + mark.size);
    uint32_t code = code_at(folding, folding->at);
    if (folding->line.tab_led || folding->space_columns)
        return false;
    if (is_closing(before))
        return clean_is_han(next) || ends_clause(next);
    if (!clean_is_han(before) && !clean_is_digit(before))
        return false;
    if (code == '*' || is_circled(code))
        return is_star_or_circle_note(folding, mark, before, next);
    return surrounds_note(folding, before, next);
}

/* A bit for the note's number, if that is one of the first 31; those in circles have others. */
static uint64_t note_bit(const struct folding *folding, struct mark mark) {
    enum { MOST_NOTES = 31 };
    uint32_t code = code_at(folding, folding->at), number = 0;
    if (is_circled(code))
        return UINT64_C(1) << (MOST_NOTES + 1 + (code - 0x2460));
    for (size_t i = folding->at; i < folding->at + mark.size; i++)
        if (clean_is_digit((unsigned char)folding->source.start[i]))
            number = number * 10 + (uint32_t)(folding->source.start[i] - '0');
    return number && number <= MOST_NOTES ? UINT64_C(1) << number : 0;
}

/* The note itself, in a line of its own behind the text that refers to it: ①按可比价格计算。 */
static bool begins_note(const struct folding *folding, struct mark mark) {
    return folding_text(folding).size == 0 && !folding->line.tab_led && (folding->noted & note_bit(folding, mark));
}

/* Between Chinese characters, or before the title's date: 政??府, 县长??杨. */
static bool is_lost_space(const struct folding *folding, struct mark mark) {
    uint32_t next = code_at(folding, folding->at + mark.size);
    return folding_text(folding).size == 0 || clean_is_han(next) || clean_is_space(next);
}

/* Does what `mark` tells; false where the character is text. */
static bool heed_mark(struct folding *folding, struct mark mark) {
    switch (mark.kind) {
    case MARK_JUMP:
        folding->cleaning->report->document.partial = true;
        drop_mark(folding, mark.size);
        return true;
    case MARK_DROPPED: drop_mark(folding, mark.size); return true;
    case MARK_EMPHASIS:
        if (folding->line.tab_led)
            return false;
        drop_mark(folding, mark.size);
        return true;
    case MARK_NOTE:
        if (!is_note(folding, mark) && !begins_note(folding, mark))
            return false;
        folding->noted |= note_bit(folding, mark);
        drop_mark(folding, mark.size);
        return true;
    case MARK_FORMULA:
        folding->formula_end = folding->at + mark.size - 1;
        drop_mark(folding, 1);
        return true;
    case MARK_LOST_SPACE:
        if (!is_lost_space(folding, mark))
            return false;
        if (folding->cleaning->lost_spaces++ == 0)
            folding->cleaning->first_lost_space = folding->at;
        clean_pass_space(folding, 0x3000, mark.size);
        return true;
    case MARK_SPACE: clean_pass_space(folding, ' ', mark.size); return true;
    case MARK_CHARACTER:
        if (clean_is_space(mark.code))
            clean_pass_space(folding, mark.code, mark.size);
        else
            pass_form(folding, mark.code, mark.size);
        return true;
    case MARK_BREAK:
    case MARK_NEWLINE:
    case MARK_NONE: break;
    }
    return false;
}

/* ---- lines ---- */

/* The character of `size` bytes at byte `at`, which does not stay, or may not; false where it ends the line. */
static bool pass_glyph(struct folding *folding, uint32_t code, enum glyph glyph, size_t size) {
    if (glyph == GLYPH_BREAK)
        return false;
    flush(folding);
    folding->plain = folding->at;
    if (glyph == GLYPH_SPACE) {
        if (clean_gap_ends_line(folding))
            return false;
        clean_pass_space(folding, code, size);
    } else if (glyph == GLYPH_FOLD) {
        pass_form(folding, code, size);
    } else if (glyph == GLYPH_POINT) {
        pass_point(folding, size);
    } else if (glyph == GLYPH_INVISIBLE) {
        pass(folding, size);
    } else if (folding->formula_end > 0 && folding->at == folding->formula_end) {
        drop_mark(folding, size);
    } else {
        struct mark mark = clean_mark_read(folding->source, folding->at);
        if (mark.kind == MARK_BREAK || mark.kind == MARK_NEWLINE)
            return false;
        if (heed_mark(folding, mark))
            return true;
        note_glyph(folding, code == '?' ? GLYPH_STOP : glyph);
        folding->at += size;
    }
    return true;
}

/* The character of more than one byte, or the bracket or stop, at byte `at`; false where it ends the line. */
static inline bool pass_character(struct folding *folding) {
    size_t next = folding->at;
    uint32_t code = slice_next(folding->source, &next);
    enum glyph glyph = clean_glyph(code);
    if (glyph >= GLYPH_BRACKET) {
        if (glyph == GLYPH_FOLD && clean_pass_year(folding))
            return true;
        return pass_glyph(folding, code, glyph, next - folding->at);
    }
    note_glyph(folding, glyph);
    folding->at = next;
    return true;
}

/* Leaves out the bullets and signs at the head of a line. */
static void pass_head(struct folding *folding) {
    size_t at = folding->at;
    for (size_t next = at; next < folding->source.size; at = next)
        if (!clean_is_space(slice_next(folding->source, &next)) || folding->source.start[at] == '\t')
            break;
    size_t size = at < folding->source.size ? clean_head_mark_size(folding->source, at) : 0;
    if (size == 0)
        return;
    folding->indent_columns = at > folding->at ? 2 : 0;
    folding->at = at;
    drop_mark(folding, size);
    folding->bulleted = true;
}

/* Runs over one line of the source and writes its text; leaves `at` at what ends the line. */
static void pass_line(struct folding *folding) {
    const unsigned char *bytes = (const unsigned char *)folding->source.start;
    size_t size = folding->source.size;
    if (folding->at < size && bytes[folding->at] != '\t')
        pass_head(folding);
    folding->plain = folding->at;
    for (bool ended = false; !ended && !folding->failed;) {
        folding->at = utf8_chinese_end(folding->source, folding->at); /* these stay */
        if (folding->at >= size)
            break;
        unsigned char byte = bytes[folding->at];
        switch ((enum byte_class)byte_classes[byte]) {
        case BYTE_PLAIN: folding->at++; break;
        case BYTE_ZERO:
            if (!clean_pass_year(folding))
                folding->at++;
            break;
        case BYTE_SPACE: ended = !pass_glyph(folding, byte, GLYPH_SPACE, 1); break;
        case BYTE_CONTROL:
            flush(folding);
            pass(folding, 1);
            break;
        case BYTE_BREAK: ended = true; break;
        case BYTE_BRACKET:
        case BYTE_STOP:
        case BYTE_LEAD: ended = !pass_character(folding); break;
        }
    }
    flush(folding);
}

/* What the format says of the line: where it has blocks, every line of the source is one. */
static void heed_block(struct folding *folding) {
    const struct block *block = report_line_block(folding->cleaning->report, folding->number + 1);
    folding->line.block = folding->number;
    folding->line.real_end = block && block->real_end;
    folding->line.chrome = block && (block->kind == BLOCK_OUTSIDE || block->kind == BLOCK_PAGE_EDGE);
}

static void finish_line(struct folding *folding) {
    struct line *line = &folding->line;
    struct slice text = folding_text(folding);
    size_t label = 0;
    line->source.end = folding->at;
    if (text.size > 0 && clean_is_letter((unsigned char)text.start[text.size - 1]))
        add_run(folding, folding->at, true); /* where the line is joined to another a space stands for its end */
    line->text.end = folding->cleaning->text_size;
    clean_describe_line(line, text);
    line->form = (uint8_t)clean_line_form(text, &label);
    if (line->form == FORM_NONE && folding->bulleted)
        line->form = FORM_DASH;
    line->indented = line->indented || folding->indent_columns >= 2;
    line->open = folding->depth > 0;
    heed_block(folding);
    bool jump = false;
    line->marked = text.size == 0 ? line->marks > 0 : line->width < LINE_LONG && clean_line_is_mark(text, &jump);
    if (jump)
        folding->cleaning->report->document.partial = true;
}

/* Moves past what ends a line: a line end, one that is written out, or nothing before a gap. Whether the line of the
 * source goes on behind it. */
static bool pass_break(struct folding *folding) {
    if (folding->at >= folding->source.size)
        return false;
    size_t next = folding->at;
    uint32_t code = slice_next(folding->source, &next);
    if (clean_is_space(code))
        return true;
    if (code == '<' || code == '\\' || code == '&') {
        drop_mark(folding, clean_mark_read(folding->source, folding->at).size);
        return true;
    }
    if (code == '\r' && next < folding->source.size && folding->source.start[next] == '\n')
        next++;
    folding->at = next;
    folding->number++;
    folding->gaps = GAPS_UNKNOWN;
    return false;
}

/* Nothing but a tag stood between the line and the one before: no blank line. */
static bool is_between_tags(const struct folding *folding) {
    size_t at = folding->line.source.end;
    uint32_t end = code_at(folding, at);
    return (folding->cut && end != '\\') || end == '<';
}

static void begin_line(struct folding *folding, bool blank_before, bool indented) {
    folding->line = (struct line){.source = {folding->at, folding->at},
                                  .text = {folding->cleaning->text_size, folding->cleaning->text_size},
                                  .map_start = folding->cleaning->report->map.count,
                                  .blank_before = blank_before,
                                  .indented = indented};
    folding->depth = 0;
    folding->space_columns = 0;
    folding->indent_columns = 0;
    folding->formula_end = 0;
    folding->bulleted = folding->circled = false;
}

enum status clean_fold_lines(struct cleaning *cleaning) {
    struct report *report = cleaning->report;
    struct folding folding = {.cleaning = cleaning, .source = report->source};
    folding.spaces_digits = clean_finds_spaced_digits(report->source);
    bool blank_before = false, indented = false;
    while (folding.at < report->source.size) {
        begin_line(&folding, blank_before, indented);
        pass_line(&folding);
        finish_line(&folding);
        bool tags = is_between_tags(&folding);
        folding.cut = pass_break(&folding);
        bool empty = folding.line.text.end == folding.line.text.start;
        if (empty && (tags || folding.cut) && folding.line.marks > 0 && !folding.line.tab_led) {
            blank_before = blank_before || !tags;
            continue;
        }
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
