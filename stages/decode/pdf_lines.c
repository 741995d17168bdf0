/* Words into lines, lines into columns, in the order in which they are read. */
#include <stdlib.h>

#include "stages/decode/pdf.h"

enum {
    MOST_WIDTH = 4096,
    LEAST_ROWS = 6,
    LEAST_FULL = 12,
    LEAST_GUTTER = 5,
    LEAST_SHARE = 8, /* one in so many lines ends or begins at a strip: of four columns each has a quarter, less its
                        short lines */
};

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
    LIST(struct box) boxes;          /* what tells columns: the pieces, and each row of a table that is narrow */
    float gutters[MOST_PDF_COLUMNS]; /* the middle of each strip between columns */
    size_t gutter_count;
    bool sparse;                              /* a column holds too little to be judged by */
    struct box columns[MOST_PDF_COLUMNS + 1]; /* left and right margins */
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

static float middle_of(struct box box) {
    return (box.top + box.bottom) / 2;
}

/* Whether a word begins a row: it stands lower than the row's first word, and not about as high as the word before it,
 * as the digits of a line do whose Chinese has another font. */
static bool begins_row(struct box first, struct box before, struct box box) {
    const float lower = 0.45F, alike = 0.2F; /* of the smaller height */
    float height = first.bottom - first.top < box.bottom - box.top ? first.bottom - first.top : box.bottom - box.top;
    return middle_of(box) - middle_of(first) > height * lower && middle_of(box) - middle_of(before) > height * alike;
}

static void find_rows(struct page_layout *layout, size_t first, size_t end) {
    struct pdf_word *words = layout->pdf->words.items;
    if (end > first)
        qsort(words + first, end - first, sizeof *words, compare_words);
    for (size_t from = first, i = first; i < end && !layout->pdf->failed; i++) {
        if (i > from && begins_row(words[from].box, words[i - 1].box, words[i].box)) {
            add_row(layout, from, i);
            from = i;
        }
        if (i + 1 == end)
            add_row(layout, from, end);
    }
}

/* ---- columns ---- */

static bool add_box(struct page_layout *layout, struct box box) {
    struct box *room = LIST_ADD(&layout->pdf->report->scratch, &layout->boxes);
    layout->pdf->failed |= !room;
    if (room)
        *room = box;
    return room != NULL;
}

/* A table wider than this share of the page stands over the columns. */
static void collect_boxes(struct page_layout *layout) {
    const struct pdf *pdf = layout->pdf;
    float widest = pdf->pages.items[layout->page].width * 0.55F;
    for (size_t i = 0; i < layout->pieces.count && add_box(layout, layout->pieces.items[i].box);)
        i++;
    for (size_t i = layout->first_table; i < pdf->tables.count; i++) {
        const struct pdf_table *table = &pdf->tables.items[i];
        size_t rows = table->box.right - table->box.left < widest ? table->rows.row_starts.count : 0;
        for (size_t row = 0; row < rows && add_box(layout, table->box);)
            row++;
    }
}

/* For every point across the page, rows that have text there. */
static void count_crossings(const struct page_layout *layout, uint32_t *crossed, size_t width) {
    for (size_t i = 0; i < layout->boxes.count; i++) {
        struct box box = layout->boxes.items[i];
        for (size_t x = box.left > 0 ? (size_t)box.left : 0; x < width && (float)x < box.right; x++)
            crossed[x]++;
    }
}

/* Whether many lines end just before the strip and many begin just behind it: lines of columns do. */
static bool divides(const struct page_layout *layout, float from, float to, size_t least_behind) {
    const float ragged = 40, set_in = 36; /* points that a line may end early or be set in */
    size_t before = 0, behind = 0;
    for (size_t i = 0; i < layout->boxes.count; i++) {
        struct box box = layout->boxes.items[i];
        before += box.right <= from + 2 && box.right >= from - ragged;
        behind += box.left >= to - 2 && box.left <= to + set_in;
    }
    return before * LEAST_SHARE >= layout->boxes.count && behind >= least_behind;
}

/* The last lines of a text stand in a second column, for which the first leaves half of the page. */
static void split_half(struct page_layout *layout, const uint32_t *crossed, size_t width) {
    size_t from = width / 2, to = width / 2;
    uint32_t heads = crossed[width / 2]; /* and a title over both */
    while (from > 0 && crossed[from - 1] <= heads)
        from--;
    while (to < width && crossed[to] <= heads)
        to++;
    bool empty = (size_t)heads * 10 <= layout->boxes.count && to - from >= LEAST_GUTTER && to < width;
    if (layout->boxes.count < LEAST_FULL || !empty || !divides(layout, (float)from, (float)to, 1))
        return;
    layout->gutters[layout->gutter_count++] = (float)(from + to) / 2;
    layout->sparse = true;
}

/* The last page of a text in columns may hold too little in one of them to show it: the columns are those of the page
 * before, unless rows cross what stands between them. */
static void keep_gutters(struct page_layout *layout, const uint32_t *crossed, size_t width, size_t rows) {
    const struct pdf *pdf = layout->pdf;
    bool behind = false;
    for (size_t i = 0; i < pdf->gutter_count; i++) {
        size_t at = (size_t)pdf->gutters[i];
        if (at + 2 >= width || at < 2 || (size_t)crossed[at] * 10 > rows)
            return;
        for (size_t k = 0; k < layout->boxes.count && i + 1 == pdf->gutter_count; k++)
            behind = behind || layout->boxes.items[k].left > pdf->gutters[i];
    }
    if (!behind) /* nothing stands in the last column: the page may have one only */
        return;
    memcpy(layout->gutters, pdf->gutters, sizeof layout->gutters);
    layout->gutter_count = pdf->gutter_count;
    layout->sparse = true;
}

/* A strip that hardly a row crosses, between texts on both sides of it. */
static void find_gutters(struct page_layout *layout) {
    struct pdf *pdf = layout->pdf;
    float page_width = pdf->pages.items[layout->page].width;
    size_t width = page_width > 0 && page_width < MOST_WIDTH ? (size_t)page_width : MOST_WIDTH;
    uint32_t *crossed = arena_take(&pdf->report->scratch, (width + 1) * sizeof *crossed);
    pdf->failed |= !crossed;
    size_t rows = layout->rows.count + layout->boxes.count - layout->pieces.count;
    if (!crossed || rows < LEAST_ROWS)
        return;
    count_crossings(layout, crossed, width);
    for (size_t x = 0; x < width; x++) {
        size_t from = x;
        while (x < width && (size_t)crossed[x] * 10 <= rows)
            x++;
        if (x - from >= LEAST_GUTTER && layout->gutter_count < MOST_PDF_COLUMNS - 1 &&
            divides(layout, (float)from, (float)x, (layout->boxes.count + LEAST_SHARE - 1) / LEAST_SHARE))
            layout->gutters[layout->gutter_count++] = (float)(from + x) / 2;
    }
    if (layout->gutter_count == 0)
        keep_gutters(layout, crossed, width, rows);
    if (layout->gutter_count == 0)
        split_half(layout, crossed, width);
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
    for (size_t i = 0; i < layout->boxes.count; i++) {
        struct box box = layout->boxes.items[i];
        widen(&layout->whole, box);
        if (!crosses(layout, box))
            widen(&layout->columns[column_of(layout, box)], box);
    }
}

/* The right margin that most lines of a column keep: a comma may hang over it. */
static void draw_in_margin(struct page_layout *layout, size_t column) {
    enum { WIDEST_HANG = 14, LEAST_LINES = 4, SHARE = 5 }; /* points; lines that keep the margin; one in so many */
    struct box *margins = &layout->columns[column];
    size_t ends[WIDEST_HANG + 2] = {0}, lines = 0, best = 0;
    for (size_t i = 0; i < layout->boxes.count; i++) {
        struct box box = layout->boxes.items[i];
        if (crosses(layout, box) || column_of(layout, box) != column)
            continue;
        float from_edge = margins->right - box.right;
        lines++;
        if (from_edge >= 0 && from_edge <= WIDEST_HANG)
            ends[(size_t)from_edge]++;
    }
    for (size_t i = 0; i < WIDEST_HANG; i++)
        if (ends[i] + ends[i + 1] > ends[best] + ends[best + 1])
            best = i;
    size_t keep = ends[best] + ends[best + 1];
    if (keep >= LEAST_LINES && keep * SHARE >= lines)
        margins->right -= (float)best;
}

/* Columns of which one is narrow or mostly empty are those of a table without rules. */
static bool are_columns(const struct page_layout *layout) {
    float used = 0, room = 0;
    for (size_t i = 0; i < layout->boxes.count; i++) {
        struct box box = layout->boxes.items[i], margins = layout->columns[column_of(layout, box)];
        if (crosses(layout, box))
            continue;
        used += box.right - box.left;
        room += margins.right - margins.left;
    }
    for (size_t i = 0; i <= layout->gutter_count; i++)
        if (!layout->sparse &&
            layout->columns[i].right - layout->columns[i].left < (layout->whole.right - layout->whole.left) / 6)
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
    collect_boxes(&layout);
    if (pdf->failed)
        return;
    find_gutters(&layout);
    find_margins(&layout);
    if (layout.gutter_count && !are_columns(&layout)) {
        layout.gutter_count = 0;
        layout.columns[0] = layout.whole;
    }
    if (layout.gutter_count)
        memcpy(pdf->gutters, layout.gutters, sizeof layout.gutters);
    pdf->gutter_count = layout.gutter_count;
    for (size_t column = 0; column <= layout.gutter_count; column++)
        draw_in_margin(&layout, column);
    add_bands(&layout);
}
