/* Counts the places each character takes, cuts cells that are too wide and fills up the others. */
#include "pipeline/grid.h"

#include <string.h>
#include <utf8proc.h>

#include "pipeline/paths.h"

static int width_of(struct slice text) {
    int width = 0;
    for (size_t at = 0; at < text.size;)
        width += utf8proc_charwidth((utf8proc_int32_t)slice_next(text, &at));
    return width;
}

/* The head of `text` that is at most `most` wide. */
static struct slice cut(struct slice text, int most) {
    int width = 0;
    for (size_t at = 0; at < text.size;) {
        size_t from = at;
        width += utf8proc_charwidth((utf8proc_int32_t)slice_next(text, &at));
        if (width > most)
            return slice_part(text, 0, from);
    }
    return text;
}

bool grid_add(struct grid *grid, struct slice cell) {
    const char *line = name_as_line(grid->arena, cell);
    struct slice *room = line ? LIST_ADD(grid->arena, &grid->cells) : NULL;
    if (room)
        *room = slice_from_string(line);
    return room != NULL;
}

static void print_row(const struct grid *grid, size_t row, const int *widths, size_t last, FILE *file) {
    for (size_t i = 0; i <= last; i++) {
        struct slice cell = grid->cells.items[row * grid->columns + i];
        if (widths[i] == 0)
            continue;
        bool whole = i == last || width_of(cell) <= WIDEST_GRID_CELL;
        struct slice shown = whole ? cell : cut(cell, WIDEST_GRID_CELL - 1);
        fwrite(shown.start, 1, shown.size, file);
        if (i == last)
            break;
        if (!whole)
            fputs("…", file);
        int left = widths[i] - width_of(shown) - !whole;
        fprintf(file, "%*s  ", left > 0 ? left : 0, "");
    }
    fputc('\n', file);
}

void grid_print(const struct grid *grid, bool headed, FILE *file) {
    int widths[MOST_GRID_COLUMNS] = {0};
    size_t rows = grid->columns ? grid->cells.count / grid->columns : 0, last = 0;
    for (size_t i = 0; i < grid->columns && i < MOST_GRID_COLUMNS; i++) {
        for (size_t row = headed; row < rows; row++) {
            int width = width_of(grid->cells.items[row * grid->columns + i]);
            widths[i] = width > WIDEST_GRID_CELL ? WIDEST_GRID_CELL : width > widths[i] ? width : widths[i];
        }
        int head = headed && rows ? width_of(grid->cells.items[i]) : 0;
        if (widths[i])
            last = i;
        if (widths[i] && head > widths[i])
            widths[i] = head;
    }
    for (size_t row = 0; row < rows && rows > headed; row++)
        print_row(grid, row, widths, last, file);
}
