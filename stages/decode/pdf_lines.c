/* Words into lines, lines into columns, in the order in which they are read. */
#include <stdlib.h>

#include "stages/decode/pdf.h"

enum { MOST_COLUMNS = 4, MOST_WIDTH = 4096, LEAST_ROWS = 6, LEAST_GUTTER = 5 };

/* A piece of a row: words with no wide gap between them. */
struct piece {
    struct box box;
    size_t first, end; /* words */
};

struct row {
    float top, bottom;
    size_t first, end; /* pieces */
};

struct page_layout {
    struct pdf *pdf;
    uint32_t page;
    LIST(struct piece) pieces;
    LIST(struct row) rows;
    float gutters[MOST_COLUMNS]; /* the middle of each strip between columns */
    size_t gutter_count;
    struct box columns[MOST_COLUMNS + 1]; /* left and right margins */
    struct box whole;
    size_t first_table; /* of the page */
};

static int compare_words(const void *one, const void *other) {
    const struct pdf_word *a = one, *b = other;
    float above = a->box.top + a->box.bottom, below = b->box.top + b->box.bottom;
    if (above != below)
        return above < below ? -1 : 1;
    return a->box.left < b->box.left ? -1 : a->box.left > b->box.left;
}

static int compare_lefts(const void *one, const void *other) {
    const struct pdf_word *a = one, *b = other;
    return a->box.left < b->box.left ? -1 : a->box.left > b->box.left;
}

/* Words of one height, now from left to right, as pieces of a row. */
static void add_row(struct page_layout *layout, size_t first, size_t end) {
    struct pdf *pdf = layout->pdf;
    struct pdf_word *words = pdf->words.items;
    struct row *row = LIST_ADD(&pdf->report->scratch, &layout->rows);
    pdf->failed |= !row;
    if (!row)
        return;
    *row = (struct row){words[first].box.top, words[first].box.bottom, layout->pieces.count, 0};
    qsort(words + first, end - first, sizeof *words, compare_lefts);
    struct piece *piece = NULL;
    for (size_t i = first; i < end; i++) {
        struct box box = words[i].box;
        float height = box.bottom - box.top;
        if (!piece || box.left - piece->box.right > height * 0.9F) {
            piece = LIST_ADD(&pdf->report->scratch, &layout->pieces);
            pdf->failed |= !piece;
            if (!piece)
                return;
            *piece = (struct piece){box, i, i};
        }
        piece->end = i + 1;
        piece->box.right = box.right > piece->box.right ? box.right : piece->box.right;
        piece->box.top = box.top < piece->box.top ? box.top : piece->box.top;
        piece->box.bottom = box.bottom > piece->box.bottom ? box.bottom : piece->box.bottom;
        row->top = box.top < row->top ? box.top : row->top;
        row->bottom = box.bottom > row->bottom ? box.bottom : row->bottom;
    }
    row->end = layout->pieces.count;
}

static void find_rows(struct page_layout *layout, size_t first, size_t end) {
    struct pdf_word *words = layout->pdf->words.items;
    if (end > first)
        qsort(words + first, end - first, sizeof *words, compare_words);
    for (size_t from = first, i = first; i < end && !layout->pdf->failed; i++) {
        struct box lead = words[from].box, box = words[i].box;
        float middle = (box.top + box.bottom) / 2, least = box.bottom - box.top;
        least = lead.bottom - lead.top < least ? lead.bottom - lead.top : least;
        bool last = i + 1 == end;
        if (i > from && middle - (lead.top + lead.bottom) / 2 > least * 0.45F) {
            add_row(layout, from, i);
            from = i;
        }
        if (last)
            add_row(layout, from, end);
    }
}

/* ---- columns ---- */

/* For every point across the page, rows that have text there. */
static void count_crossings(const struct page_layout *layout, uint32_t *crossed, size_t width) {
    for (size_t i = 0; i < layout->pieces.count; i++) {
        struct box box = layout->pieces.items[i].box;
        for (size_t x = box.left > 0 ? (size_t)box.left : 0; x < width && (float)x < box.right; x++)
            crossed[x]++;
    }
}

/* Whether many lines end just before the strip and many begin just behind it: lines of columns do. */
static bool divides(const struct page_layout *layout, float from, float to) {
    const float ragged = 40, set_in = 36; /* points that a line may end early or be set in */
    size_t before = 0, behind = 0;
    for (size_t i = 0; i < layout->pieces.count; i++) {
        struct box box = layout->pieces.items[i].box;
        before += box.right <= from + 2 && box.right >= from - ragged;
        behind += box.left >= to - 2 && box.left <= to + set_in;
    }
    return before * 5 >= layout->pieces.count && behind * 5 >= layout->pieces.count;
}

/* A strip that hardly a row crosses, between texts on both sides of it. */
static void find_gutters(struct page_layout *layout) {
    struct pdf *pdf = layout->pdf;
    float page_width = pdf->pages.items[layout->page].width;
    size_t width = page_width > 0 && page_width < MOST_WIDTH ? (size_t)page_width : MOST_WIDTH;
    uint32_t *crossed = arena_take(&pdf->report->scratch, (width + 1) * sizeof *crossed);
    pdf->failed |= !crossed;
    if (!crossed || layout->rows.count < LEAST_ROWS)
        return;
    count_crossings(layout, crossed, width);
    for (size_t x = 0; x < width; x++) {
        size_t from = x;
        while (x < width && (size_t)crossed[x] * 10 <= layout->rows.count)
            x++;
        if (x - from >= LEAST_GUTTER && layout->gutter_count < MOST_COLUMNS - 1 &&
            divides(layout, (float)from, (float)x))
            layout->gutters[layout->gutter_count++] = (float)(from + x) / 2;
    }
}

static size_t column_of(const struct page_layout *layout, struct box box) {
    size_t column = 0;
    while (column < layout->gutter_count && (box.left + box.right) / 2 > layout->gutters[column])
        column++;
    return column;
}

static bool crosses(const struct page_layout *layout, struct box box) {
    for (size_t i = 0; i < layout->gutter_count; i++)
        if (box.left < layout->gutters[i] - 2 && box.right > layout->gutters[i] + 2)
            return true;
    return false;
}

static void widen(struct box *margins, struct box box) {
    if (margins->right <= margins->left) {
        *margins = box;
        return;
    }
    margins->left = box.left < margins->left ? box.left : margins->left;
    margins->right = box.right > margins->right ? box.right : margins->right;
}

static void find_margins(struct page_layout *layout) {
    for (size_t i = 0; i < layout->pieces.count; i++) {
        struct box box = layout->pieces.items[i].box;
        widen(&layout->whole, box);
        if (!crosses(layout, box))
            widen(&layout->columns[column_of(layout, box)], box);
    }
}

/* Columns of which one is narrow or mostly empty are those of a table without rules. */
static bool are_columns(const struct page_layout *layout) {
    float used = 0, room = 0;
    for (size_t i = 0; i < layout->pieces.count; i++) {
        struct box box = layout->pieces.items[i].box, margins = layout->columns[column_of(layout, box)];
        if (crosses(layout, box))
            continue;
        used += box.right - box.left;
        room += margins.right - margins.left;
    }
    for (size_t i = 0; i <= layout->gutter_count; i++)
        if (layout->columns[i].right - layout->columns[i].left < (layout->whole.right - layout->whole.left) / 6)
            return false;
    return used >= room * 0.6F;
}

/* ---- lines ---- */

static void add_line(struct page_layout *layout, size_t first, size_t end, struct box margins) {
    struct pdf *pdf = layout->pdf;
    struct text text = {.arena = &pdf->report->scratch};
    struct pdf_line *line = LIST_ADD(&pdf->report->scratch, &pdf->lines);
    pdf->failed |= !line;
    if (!line)
        return;
    const struct piece *pieces = layout->pieces.items;
    struct box box = pieces[first].box;
    for (size_t i = first; i < end; i++) {
        bool gap =
            i > first && pieces[i].box.left - pieces[i - 1].box.right > (pieces[i].box.bottom - pieces[i].box.top) * 2;
        if (gap && layout->gutter_count == 0)
            text_add(&text, SLICE("   ")); /* cells of a table without rules stand so far apart */
        else if (i > first)
            text_add(&text, SLICE(" "));
        for (size_t word = pieces[i].first; word < pieces[i].end; word++)
            pdf_add_word(&text, word > pieces[i].first ? &pdf->words.items[word - 1] : NULL, &pdf->words.items[word]);
        widen(&box, pieces[i].box);
        box.bottom = pieces[i].box.bottom > box.bottom ? pieces[i].box.bottom : box.bottom;
    }
    pdf->failed |= text.failed;
    *line = (struct pdf_line){.box = box,
                              .text = text_slice(&text),
                              .size = box.bottom - box.top,
                              .page = layout->page,
                              .left = margins.left,
                              .right = margins.right};
}

static void add_table_line(struct pdf *pdf, uint32_t page, size_t table) {
    struct pdf_line *line = LIST_ADD(&pdf->report->scratch, &pdf->lines);
    pdf->failed |= !line;
    if (line)
        *line = (struct pdf_line){.box = pdf->tables.items[table].box, .page = page, .table = (uint32_t)table + 1};
}

/* A table that stands in one of several columns. */
static bool is_in_column(const struct page_layout *layout, const struct pdf_table *table) {
    return layout->gutter_count > 0 && !crosses(layout, table->box);
}

/* The column's tables that begin above `top` and have no place yet. */
static void add_column_tables(struct page_layout *layout, size_t column, float top) {
    struct pdf *pdf = layout->pdf;
    for (size_t i = layout->first_table; i < pdf->tables.count; i++) {
        struct pdf_table *table = &pdf->tables.items[i];
        if (table->placed || !is_in_column(layout, table) || column_of(layout, table->box) != column ||
            table->box.top > top)
            continue;
        table->placed = true;
        add_table_line(pdf, layout->page, i);
    }
}

/* The rows [first, end) hold no line over several columns: column by column. */
static void add_band(struct page_layout *layout, size_t first, size_t end) {
    float bottom = layout->pdf->pages.items[layout->page].height;
    const struct row *rows = layout->rows.items;
    if (rows && end < layout->rows.count)
        bottom = rows[end].top;
    for (size_t column = 0; column <= layout->gutter_count; column++) {
        for (size_t i = first; rows && i < end; i++) {
            const struct row *row = &rows[i];
            size_t from = row->first;
            while (from < row->end && column_of(layout, layout->pieces.items[from].box) != column)
                from++;
            size_t to = from;
            while (to < row->end && column_of(layout, layout->pieces.items[to].box) == column)
                to++;
            if (to == from)
                continue;
            add_column_tables(layout, column, row->top);
            add_line(layout, from, to, layout->columns[column]);
        }
        add_column_tables(layout, column, bottom);
    }
}

static bool row_crosses(const struct page_layout *layout, const struct row *row) {
    for (size_t i = row->first; i < row->end; i++)
        if (crosses(layout, layout->pieces.items[i].box))
            return true;
    return false;
}

/* The next table from `i` on that has no place in a column. */
static size_t next_table(const struct page_layout *layout, size_t i) {
    while (i < layout->pdf->tables.count && is_in_column(layout, &layout->pdf->tables.items[i]))
        i++;
    return i;
}

/* Tables stand between the bands of rows above and below them. */
static void add_bands(struct page_layout *layout) {
    struct pdf *pdf = layout->pdf;
    size_t band = 0, table = next_table(layout, layout->first_table);
    for (size_t i = 0; i <= layout->rows.count && !pdf->failed; i++) {
        const struct row *row = i < layout->rows.count ? &layout->rows.items[i] : NULL;
        bool table_next = table < pdf->tables.count && (!row || row->top >= pdf->tables.items[table].box.top);
        bool wide = row && layout->gutter_count && row_crosses(layout, row);
        if (row && !table_next && !wide)
            continue;
        add_band(layout, band, i);
        band = i;
        while (table < pdf->tables.count && (!row || row->top >= pdf->tables.items[table].box.top)) {
            add_table_line(pdf, layout->page, table);
            table = next_table(layout, table + 1);
        }
        if (wide) {
            add_line(layout, row->first, row->end, layout->whole);
            band = i + 1;
        }
    }
}

void pdf_find_lines(struct pdf *pdf, uint32_t page, size_t first, size_t end) {
    struct page_layout layout = {.pdf = pdf, .page = page};
    layout.first_table = pdf->tables.count;
    while (layout.first_table > 0 && pdf->tables.items[layout.first_table - 1].page == page)
        layout.first_table--;
    find_rows(&layout, first, end);
    find_gutters(&layout);
    find_margins(&layout);
    if (layout.gutter_count && !are_columns(&layout)) {
        layout.gutter_count = 0;
        layout.columns[0] = layout.whole;
    }
    add_bands(&layout);
}
