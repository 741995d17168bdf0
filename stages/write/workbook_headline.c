/* The sheet 要目: the indicators that most regions and years have, targets and actuals side by side, the newest year
 * first; as much as one screen shows and one page holds. */
#include "stages/write/workbook_panel.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_INDICATORS = 8,
    MOST_LINES = 36, /* of a page of A4 across, in a size that can be read */
    KEY_COLUMNS = 2, /* region, year */
    TITLE_ROW = 0,
    NOTE_ROW = 1,
    NAME_ROW = 2,
    PART_ROW = 3,
    FIRST_ROW = 4,
};

struct headline {
    struct panel_view view;
    lxw_worksheet *worksheet;
    struct panel_indicator *shown[MOST_INDICATORS];
    size_t count;
    uint32_t row;
    size_t left_out; /* regions and years */
};

static bool stands_before(const struct panel_indicator *one, const struct panel_indicator *other) {
    return one->known != other->known ? one->known > other->known : one->order < other->order;
}

/* Those with the most cells, the catalogue's first among equals. */
static void choose_indicators(struct headline *headline) {
    struct panel_indicator *best[MOST_INDICATORS + 1];
    size_t count = 0;
    for (size_t i = 0; i < headline->view.indicator_count; i++) {
        struct panel_indicator *indicator = &headline->view.indicators[i];
        size_t at = count;
        while (at > 0 && stands_before(indicator, best[at - 1]))
            at--;
        memmove(&best[at + 1], &best[at], (count - at) * sizeof(void *));
        best[at] = indicator;
        count += count < MOST_INDICATORS;
    }
    for (size_t i = 0; i < count; i++)
        best[i]->shown = true;
    headline->count = panel_list_shown(&headline->view, headline->shown);
    for (size_t i = 0; i < headline->count; i++)
        headline->shown[i]->column = (uint16_t)(KEY_COLUMNS + 2 * i);
}

static void write_words(const struct headline *headline, uint32_t row, uint16_t column, const char *words,
                        enum look look, bool wrap) {
    struct book *book = headline->view.book;
    lxw_format *format = book_format(book, look, wrap, NUMBER_NONE);
    book_check(book, worksheet_write_string(headline->worksheet, row, column, words, format));
}

static void write_heads(const struct headline *headline) {
    static const enum panel_column KEYS[KEY_COLUMNS] = {PANEL_REGION, PANEL_YEAR};
    static const int WIDTHS[KEY_COLUMNS] = {22, 7};
    enum { VALUE_WIDTH = 10, NAME_POINTS = 46 };
    struct book *book = headline->view.book;
    lxw_format *header = book_format(book, LOOK_HEADER, true, NUMBER_NONE);
    write_words(headline, TITLE_ROW, 0, book_word(book, BOOK_HEADLINE_TITLE_WORD), LOOK_NAME, false);
    write_words(headline, NOTE_ROW, 0, book_word(book, BOOK_HEADLINE_NOTE_WORD), LOOK_MUTED, false);
    worksheet_set_row(headline->worksheet, TITLE_ROW, 30, NULL);
    worksheet_set_row(headline->worksheet, NOTE_ROW, 18, NULL);
    worksheet_set_row(headline->worksheet, NAME_ROW, NAME_POINTS, NULL);
    for (int k = 0; k < KEY_COLUMNS; k++) {
        uint16_t i = (uint16_t)k;
        const struct column *column = &tables[TABLE_PANEL].columns[KEYS[k]];
        worksheet_set_column(headline->worksheet, (lxw_col_t)i, (lxw_col_t)i, WIDTHS[i], NULL);
        book_check(book, worksheet_merge_range(headline->worksheet, NAME_ROW, i, PART_ROW, i,
                                               book->english ? column->name : column->title, header));
    }
    for (size_t i = 0; i < headline->count; i++) {
        uint16_t column = headline->shown[i]->column;
        worksheet_set_column(headline->worksheet, column, (uint16_t)(column + 1), VALUE_WIDTH, NULL);
        book_check(book, worksheet_merge_range(headline->worksheet, NAME_ROW, column, NAME_ROW, (uint16_t)(column + 1),
                                               panel_title(&headline->view, headline->shown[i]).start, header));
        write_words(headline, PART_ROW, column, book_word(book, BOOK_TARGET_WORD), LOOK_HEADER, true);
        write_words(headline, PART_ROW, (uint16_t)(column + 1), book_word(book, BOOK_ACTUAL_WORD), LOOK_HEADER, true);
    }
}

static bool has_shown(const struct headline *headline, size_t first, size_t end) {
    for (size_t i = first; i < end; i++)
        if (panel_indicator_of(&headline->view, headline->view.rows[i])->shown)
            return true;
    return false;
}

static void write_line(struct headline *headline, size_t first, size_t end) {
    struct book *book = headline->view.book;
    const struct slice *keys = headline->view.rows[first]->cells;
    sheet_write_text(book, headline->worksheet, headline->row, 0, keys[PANEL_REGION],
                     book_format(book, LOOK_STRONG, false, NUMBER_NONE));
    sheet_write_number(book, headline->worksheet, headline->row, 1, keys[PANEL_YEAR], LOOK_PLAIN, NUMBER_PLAIN, 0);
    for (size_t i = first; i < end; i++) {
        const struct panel_row *row = headline->view.rows[i];
        const struct panel_indicator *indicator = panel_indicator_of(&headline->view, row);
        if (!indicator->shown)
            continue;
        panel_write_target(&headline->view, headline->worksheet, headline->row, indicator->column, row);
        panel_write_actual(&headline->view, headline->worksheet, headline->row, (uint16_t)(indicator->column + 1), row);
    }
    headline->row++;
}

static void write_remark(const struct headline *headline) {
    char text[256];
    if (!headline->left_out)
        return;
    snprintf(text, sizeof text, "%s%zu", book_word(headline->view.book, BOOK_HEADLINE_MORE_WORD), headline->left_out);
    write_words(headline, headline->row + 1, 0, text, LOOK_MUTED, false);
}

void book_write_headline(struct book *book) {
    struct headline headline = {.worksheet = book->headline, .row = FIRST_ROW};
    if (!panel_view_open(&headline.view, book))
        return;
    choose_indicators(&headline);
    write_heads(&headline);
    for (size_t first = 0, end; first < headline.view.row_count && book->status == STATUS_OK; first = end) {
        end = panel_group_end(&headline.view, first);
        if (!has_shown(&headline, first, end))
            continue;
        if (headline.row < FIRST_ROW + MOST_LINES)
            write_line(&headline, first, end);
        else
            headline.left_out++;
    }
    write_remark(&headline);
    worksheet_freeze_panes(headline.worksheet, FIRST_ROW, KEY_COLUMNS);
    worksheet_gridlines(headline.worksheet, LXW_HIDE_ALL_GRIDLINES);
    book_set_up_print(book, headline.worksheet, 0);
    worksheet_fit_to_pages(headline.worksheet, 1, 1);
}
