/* The rows of the panel as the sheets 要目 and 面板 show them. Only the workbook_*.c files of those two read it. */
#ifndef BAOGAO_STAGES_WORKBOOK_PANEL_H
#define BAOGAO_STAGES_WORKBOOK_PANEL_H

#include "stages/write/workbook.h"

/* One code; its unit is the same in all rows. */
struct panel_indicator {
    struct slice code, unit;
    struct slice name; /* in the book's language */
    size_t order;      /* its line in the catalogue */
    size_t known;      /* regions and years that have it */
    bool shown;        /* on the sheet under way … */
    uint16_t column;   /* … there */
};

/* The rows of the panel, the newest year first, then by region; and their indicators. */
struct panel_view {
    struct book *book;
    const struct panel_row **rows;
    size_t row_count;
    struct panel_indicator *indicators; /* by code */
    size_t indicator_count;
};

/* False, and the book failed, where memory ran out. */
bool panel_view_open(struct panel_view *view, struct book *book);
struct panel_indicator *panel_indicator_of(const struct panel_view *view, const struct panel_row *row);
/* Those that are shown, in the catalogue's order, into `list`, which has room for all; gives how many. */
size_t panel_list_shown(const struct panel_view *view, struct panel_indicator **list);
/* The row behind the last one of the region and year that row `first` has. */
size_t panel_group_end(const struct panel_view *view, size_t first);
/* 粮食产量（万吨） */
struct slice panel_title(const struct panel_view *view, const struct panel_indicator *indicator);
/* Is one of its two rows less sure than what should be checked? */
bool panel_is_doubtful(const struct slice *cells);
/* The target or the actual of a row, with its comparator, in the look that tells whether it was met and how sure it is;
 * it jumps to the number it comes from. Nothing where the row has none. */
void panel_write_target(const struct panel_view *view, lxw_worksheet *worksheet, uint32_t row, uint16_t column,
                        const struct panel_row *cells);
void panel_write_actual(const struct panel_view *view, lxw_worksheet *worksheet, uint32_t row, uint16_t column,
                        const struct panel_row *cells);

#endif
