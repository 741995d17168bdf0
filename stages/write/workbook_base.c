/* What all files of the workbook stand on: its failures, its words, its looks. Calls none of them. */
#include "stages/write/workbook.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* Restrained: pale grounds for what must be told apart at a glance, darker letters for shades of it. */
struct look_style {
    lxw_color_t letters, ground; /* 0: as Excel has it */
    bool bold, italic, left;
    uint8_t indent, size;
};

static const struct look_style STYLES[LOOKS] = {
    [LOOK_STRONG] = {.bold = true},
    [LOOK_MUTED] = {.letters = 0x8C8C8C},
    [LOOK_LINK] = {.letters = 0x0563C1},
    [LOOK_HEADER] = {.letters = 0xFFFFFF, .ground = 0x44546A, .bold = true},
    [LOOK_TARGET] = {.letters = 0x1F4E79, .ground = 0xDDEBF7},
    [LOOK_ACTUAL] = {.letters = 0x375623, .ground = 0xE2EFDA},
    [LOOK_FIRM] = {.letters = 0x1F4E79, .bold = true},
    [LOOK_AIM] = {.letters = 0x2E75B6},
    [LOOK_SOFT] = {.letters = 0x7F7F7F, .italic = true},
    [LOOK_PLANNED] = {.letters = 0x7F7F7F},
    [LOOK_STARTING] = {.letters = 0x2E75B6},
    [LOOK_UNDERWAY] = {.letters = 0x9C6500},
    [LOOK_COMPLETED] = {.letters = 0x548235},
    [LOOK_CHECK] = {.letters = 0x7F6000, .ground = 0xFFF2CC},
    [LOOK_ERROR] = {.letters = 0x9C0006, .ground = 0xFBE0DD},
    [LOOK_MET] = {.letters = 0x375623, .ground = 0xC6E0B4},
    [LOOK_MISSED] = {.letters = 0x9C3A00, .ground = 0xF8CBAD},
    [LOOK_NAME] = {.letters = 0x1F3864, .bold = true, .size = 20},
    [LOOK_REMARK] = {.letters = 0x7F7F7F, .left = true, .indent = 1},
    [LOOK_TOPIC] = {.letters = 0x1F3864, .bold = true, .size = 12},
    [LOOK_LEVEL_1] = {.bold = true, .indent = 1},
    [LOOK_LEVEL_2] = {.indent = 2},
    [LOOK_LEVEL_3] = {.indent = 3},
    [LOOK_LEVEL_4] = {.indent = 4},
};

/* Wide enough letters for Chinese: the face of Chinese Excel, by the name it has on every system. */
static const char FACE[] = "DengXian";
enum { FACE_SIZE = 10 };

/* Around a goal of the panel. Of a range the panel has the lower end. */
static const char *const GOAL_SIGNS[COMPARATOR_WORDS][2] = {{"", ""},      {"\"≥\"", ""}, {"\">\"", ""}, {"\"≤\"", ""},
                                                            {"\"<\"", ""}, {"\"≈\"", ""}, {"", "\"～\""}};

void book_fail(struct book *book, enum status status, const char *message) {
    if (book->status != STATUS_OK)
        return;
    book->status = status;
    snprintf(book->message, sizeof book->message, "%s", message);
}

/* libxlsxwriter goes on without what it had no memory for, often without a word; errno, which is cleared before its
 * first call, keeps that. */
void book_check(struct book *book, lxw_error error) {
    if (error == LXW_ERROR_MEMORY_MALLOC_FAILED || errno == ENOMEM)
        book_fail(book, STATUS_NO_MEMORY, "out of memory");
    else if (error != LXW_NO_ERROR)
        book_fail(book, STATUS_OUTPUT, lxw_strerror(error));
}

const char *book_word(const struct book *book, enum book_word_name name) {
    return book->english ? book_words[name].english : book_words[name].chinese;
}

/* "#,##0" with as many decimals as the number has: "#,##0.####" would show 5 as "5.". */
static void set_number_look(lxw_format *format, enum number_look number) {
    char text[64] = "0";
    if (number == NUMBER_FIXED)
        memcpy(text, "0.00", sizeof "0.00");
    if (number == NUMBER_PERCENT)
        memcpy(text, "0.0%", sizeof "0.0%");
    if (number >= NUMBER_DECIMALS) {
        bool goal = number >= NUMBER_GOALS;
        int decimals = goal ? (int)(number - NUMBER_GOALS) / COMPARATOR_WORDS : (int)(number - NUMBER_DECIMALS);
        const char *const *signs = GOAL_SIGNS[goal ? (number - NUMBER_GOALS) % COMPARATOR_WORDS : COMPARATOR_EQUAL];
        snprintf(text, sizeof text, "%s#,##0%s%.*s%s", signs[0], decimals ? "." : "", decimals, "000000000000000",
                 signs[1]);
    }
    format_set_num_format(format, text);
}

static lxw_format *add_format(struct book *book, enum look look, bool wrap, enum number_look number) {
    lxw_format *format = workbook_add_format(book->file);
    if (!format) {
        book_fail(book, STATUS_NO_MEMORY, "out of memory");
        return NULL;
    }
    const struct look_style *style = &STYLES[look];
    format_set_font_name(format, FACE);
    format_set_font_size(format, style->size ? style->size : FACE_SIZE);
    format_set_align(format, look == LOOK_HEADER ? LXW_ALIGN_VERTICAL_CENTER : LXW_ALIGN_VERTICAL_TOP);
    if (look == LOOK_HEADER || number == NUMBER_PLAIN) /* keys, years and lines are read, not compared */
        format_set_align(format, LXW_ALIGN_CENTER);
    if (style->letters)
        format_set_font_color(format, style->letters);
    if (style->ground) {
        format_set_pattern(format, LXW_PATTERN_SOLID);
        format_set_fg_color(format, style->ground);
    }
    if (style->bold)
        format_set_bold(format);
    if (style->italic)
        format_set_italic(format);
    if (style->left)
        format_set_align(format, LXW_ALIGN_LEFT);
    if (style->indent)
        format_set_indent(format, style->indent);
    if (wrap)
        format_set_text_wrap(format);
    if (number != NUMBER_NONE)
        set_number_look(format, number);
    return format;
}

lxw_format *book_format(struct book *book, enum look look, bool wrap, enum number_look number) {
    lxw_format **format = &book->formats[look][wrap][number];
    if (!*format)
        *format = add_format(book, look, wrap, number);
    return *format;
}

lxw_format *book_range_format(struct book *book, enum look look, int decimals, struct slice upper) {
    enum { MOST_RANGES = 200 };
    for (size_t i = 0; i < book->ranges.count; i++) {
        const struct range_format *range = &book->ranges.items[i];
        if (range->look == look && range->decimals == decimals && slice_equal(range->upper, upper))
            return range->format;
    }
    struct range_format *range = book->ranges.count < MOST_RANGES ? LIST_ADD(&book->arena, &book->ranges) : NULL;
    if (!range)
        return NULL;
    char text[96];
    snprintf(text, sizeof text, "#,##0%s%.*s\"～%.*s\"", decimals ? "." : "", decimals, "000000000000000",
             (int)upper.size, upper.start);
    *range = (struct range_format){look, decimals, upper, add_format(book, look, false, NUMBER_DECIMALS)};
    if (range->format)
        format_set_num_format(range->format, text);
    return range->format;
}

lxw_worksheet *book_add_sheet(struct book *book, const char *name) {
    book->file->options.constant_memory = LXW_FALSE; /* read by workbook_add_worksheet only */
    lxw_worksheet *worksheet = workbook_add_worksheet(book->file, name);
    book->file->options.constant_memory = LXW_TRUE;
    if (!worksheet)
        book_fail(book, STATUS_NO_MEMORY, "out of memory");
    return worksheet;
}

enum { PAPER_A3 = 8 };

void book_set_up_print(struct book *book, lxw_worksheet *worksheet, uint32_t rows) {
    worksheet_set_landscape(worksheet);
    worksheet_set_paper(worksheet, PAPER_A3);
    worksheet_set_margins(worksheet, 0.4, 0.4, 0.5, 0.6);
    worksheet_fit_to_pages(worksheet, 1, 0);
    worksheet_set_footer(worksheet, book_word(book, BOOK_PAGE_WORD));
    if (rows)
        worksheet_repeat_rows(worksheet, 0, rows - 1);
}
