/* Heads and feet of pages, and paragraphs out of lines: an indent begins one, a line that ends early ends one. */
#include <stdlib.h>

#include "stages/decode/pdf.h"

enum { LONGEST_EDGE = 120 };

static const float indent = 1.1F;   /* characters that a first line is set in */
static const float short_by = 2.2F; /* characters that a last line is shorter than its column */

/* ---- heads and feet ---- */

/* A line without its digits: 第 3 页 and 第 4 页 are alike. */
static uint64_t likeness(struct slice text) {
    uint64_t hash = 14695981039346656037U; /* FNV-1a */
    for (size_t at = 0; at < text.size;) {
        uint32_t code = slice_next(text, &at);
        bool digit = (code >= '0' && code <= '9') || (code >= 0xFF10 && code <= 0xFF19);
        if (code != ' ' && code != 0x3000 && !digit)
            hash = (hash ^ code) * 1099511628211U;
    }
    return hash;
}

/* Nothing but a number with dashes, dots, 第, 页, 共 or / about it. */
static bool is_page_number(struct slice text) {
    enum { LONGEST_NUMBER = 40 };
    size_t digits = 0;
    if (text.size > LONGEST_NUMBER)
        return false;
    for (size_t at = 0; at < text.size;) {
        uint32_t code = slice_next(text, &at);
        bool digit = (code >= '0' && code <= '9') || (code >= 0xFF10 && code <= 0xFF19);
        bool mark = code == ' ' || code == '-' || code == '/' || code == 0x2014 || code == 0x2013 || code == 0x2012 ||
                    code == 0xB7 || code == 0x3000 || code == 0x7B2C || code == 0x9875 || code == 0x5171 ||
                    code == 0xFF0D || code == '~' || code == '|';
        if (!digit && !mark)
            return false;
        digits += digit;
    }
    return digits > 0 && digits <= 4;
}

struct edge {
    uint64_t hash;
    size_t line;
};

static int compare_edges(const void *one, const void *other) {
    const struct edge *a = one, *b = other;
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    return a->line < b->line ? -1 : 1;
}

/* The lines near the upper or lower border of their page. */
static size_t collect_edges(const struct pdf *pdf, struct edge *edges) {
    size_t count = 0;
    for (size_t i = 0; i < pdf->lines.count; i++) {
        const struct pdf_line *line = &pdf->lines.items[i];
        float height = pdf->pages.items[line->page].height;
        bool near = line->box.bottom < height * 0.12F || line->box.top > height * 0.88F;
        if (near && !line->table && line->text.size <= LONGEST_EDGE)
            edges[count++] = (struct edge){likeness(line->text), i};
    }
    return count;
}

/* A head cannot repeat on a file's only page; it stands where no margin begins the text, apart from what follows. */
static void mark_lone_head(struct pdf *pdf) {
    const float share = 0.065F; /* of the page's height: margins are wider */
    struct pdf_line *line = pdf->lines.items;
    if (pdf->pages.count != 1 || pdf->lines.count < 2 || line->table || line->text.size > LONGEST_EDGE)
        return;
    line->edge = line->edge || (line->box.bottom < pdf->pages.items[0].height * share && line[1].size >= line->size &&
                                line[1].box.top - line->box.bottom > line->size);
}

void pdf_mark_edges(struct pdf *pdf) {
    struct edge *edges = arena_room(&pdf->report->scratch, (pdf->lines.count + 1) * sizeof *edges);
    pdf->failed |= !edges;
    if (!edges)
        return;
    size_t count = collect_edges(pdf, edges), pages = pdf->pages.count;
    size_t least = pages < 6 ? 2 : 3; /* of pages that have the line */
    if (count)
        qsort(edges, count, sizeof *edges, compare_edges);
    for (size_t from = 0, to; from < count; from = to) {
        for (to = from; to < count && edges[to].hash == edges[from].hash;)
            to++;
        for (size_t i = from; i < to; i++) {
            struct pdf_line *line = &pdf->lines.items[edges[i].line];
            line->edge = is_page_number(line->text) || to - from >= least;
        }
    }
    mark_lone_head(pdf);
}

/* ---- paragraphs ---- */

/* The free room between two lines of a column, as a share of the first one's height; below 0: they are no neighbours.
 */
static float gap_between(const struct pdf_line *last, const struct pdf_line *line) {
    bool below = line->page == last->page && line->left == last->left && line->box.top >= last->box.bottom;
    return below && last->size > 0 ? (line->box.top - last->box.bottom) / last->size : -1;
}

/* The gap that most lines keep. */
static float usual_gap(const struct pdf *pdf) {
    enum { STEPS = 40, STEPS_A_LINE = 10 }; /* tenths of a line's height; wider gaps divide parts of a page */
    size_t found[STEPS] = {0}, most = 0;
    for (size_t i = 1; i < pdf->lines.count; i++) {
        float gap = gap_between(&pdf->lines.items[i - 1], &pdf->lines.items[i]);
        if (gap >= 0 && gap * STEPS_A_LINE < STEPS)
            found[(size_t)(gap * STEPS_A_LINE)]++;
    }
    for (size_t i = 1; i < STEPS; i++)
        if (found[i] > found[most])
            most = i;
    return (float)most / STEPS_A_LINE;
}

/* A paragraph in the making. */
struct paragraph_text {
    struct pdf *pdf;
    float usual_gap; /* between lines */
    struct text text;
    const struct pdf_line *last;
    struct block block;
    size_t first_waiting; /* the head and foot lines met inside it follow it */
};

static void add_edge(struct pdf *pdf, const struct pdf_line *line) {
    reading_add(&pdf->reading, (struct block){.kind = BLOCK_PAGE_EDGE, .real_end = true, .page = line->page + 1},
                line->text);
}

static void end_paragraph(struct paragraph_text *paragraph, size_t end) {
    struct pdf *pdf = paragraph->pdf;
    reading_add(&pdf->reading, paragraph->block, text_slice(&paragraph->text));
    pdf->failed |= paragraph->text.failed;
    paragraph->text.size = 0;
    paragraph->last = NULL;
    for (size_t i = paragraph->first_waiting; i < end; i++)
        if (pdf->lines.items[i].edge)
            add_edge(pdf, &pdf->lines.items[i]);
    paragraph->first_waiting = end;
}

static uint32_t last_character(struct slice text) {
    size_t at = text.size;
    return at ? slice_previous(text, &at) : 0;
}

static bool ends_sentence(struct slice text) {
    uint32_t code = last_character(text);
    return code == 0x3002 || code == 0xFF01 || code == 0xFF1F || code == 0x201D || code == 0xFF1B || code == 0xFF1A;
}

/* The left margin of the column that most lines of a page keep: margins take indents of a whole page for it. */
static bool is_indented(const struct pdf_line *line) {
    return line->box.left > line->left + line->size * 0.75F * indent;
}

static bool is_short(const struct pdf_line *line) {
    return line->box.right < line->right - line->size * 0.75F * short_by;
}

/* The room that the letters and digits at the head of a line take, about: no program breaks a line inside them. */
static float head_width(const struct pdf_line *line) {
    size_t letters = 0;
    while (letters < line->text.size && (unsigned char)line->text.start[letters] > ' ' &&
           (unsigned char)line->text.start[letters] < 0x80)
        letters++;
    return (float)letters * line->size * 0.5F;
}

/* The line ends though what follows would have found room. */
static bool ends_early(const struct pdf_line *last, const struct pdf_line *line) {
    return last->box.right + head_width(line) < last->right - last->size * 0.75F * short_by;
}

/* Set in on both sides by about as much: a title. */
static bool is_centred(const struct pdf_line *line) {
    float left = line->box.left - line->left, right = line->right - line->box.right;
    float difference = left > right ? left - right : right - left;
    return left > line->size * 3 && difference < line->size * 1.5F;
}

/* A short line over one that is set in by two characters ends its paragraph; a title's lines are set in by more. */
static bool is_last_line(const struct pdf_line *last, const struct pdf_line *line) {
    const float most_indent = 3.2F;
    return is_indented(line) && line->box.left < line->left + line->size * most_indent && ends_early(last, line) &&
           !is_centred(last) && !is_centred(line);
}

/* Room for an empty paragraph stands between the lines. */
static bool is_set_off(const struct paragraph_text *paragraph, const struct pdf_line *line) {
    const float least = 0.75F; /* lines: less is a paragraph's own distance */
    return paragraph->last && gap_between(paragraph->last, line) > paragraph->usual_gap + least;
}

static bool goes_on(const struct pdf_line *last, const struct pdf_line *line) {
    float ratio = last->size > line->size ? last->size / line->size : line->size / last->size;
    if (is_indented(line) || ratio > 1.2F || ends_early(last, line) || is_centred(line) || is_centred(last))
        return false;
    bool below = line->page == last->page && line->box.top >= last->box.top;
    if (below && line->box.top - last->box.bottom > last->size * 1.6F)
        return false;
    return true;
}

static bool is_repeated_head(const struct pdf_table *table, const struct pdf_table *first) {
    size_t columns = table->rows.row_starts.count > 1 ? table->rows.row_starts.items[1] : 0;
    if (columns == 0 || first->rows.row_starts.count < 2 || first->rows.row_starts.items[1] != columns)
        return false;
    for (size_t i = 0; i < columns; i++)
        if (!slice_equal(table->rows.cells.items[i].text, first->rows.cells.items[i].text))
            return false;
    return true;
}

/* A table that goes on at the head of the next page or column is one. */
static bool continues(const struct pdf_table *first, const struct pdf_table *last, const struct pdf_table *table) {
    float difference = (first->box.right - first->box.left) - (table->box.right - table->box.left);
    bool next_column = table->page == last->page && table->box.left > last->box.right;
    return (table->page == last->page + 1 || next_column) && table->column_count == first->column_count &&
           difference > -6 && difference < 6;
}

static struct table_cell *last_row(struct table_rows *rows, size_t *count) {
    size_t start = rows->row_starts.count ? rows->row_starts.items[rows->row_starts.count - 1] : 0;
    *count = rows->cells.count - start;
    return rows->cells.items + start;
}

/* All of the row that goes on is one cell's text: 主要污染物排放总量减少率 over （%）. */
static bool is_rest_of_cell(bool full, struct slice text) {
    return full || slice_starts(text, SLICE("（")) || slice_starts(text, SLICE("("));
}

/* The page cut a row: on the next page its first cell is empty, and so is another that held something above. */
static bool is_rest_of_row(const struct table_cell *above, uint64_t full, const struct table_cell *cells,
                           size_t count) {
    bool missing = false;
    size_t some = 0, held = 0;
    if (count < 2 || cells[0].text.size)
        return false;
    for (size_t i = 1; i < count; i++) {
        struct slice text = cells[i].text;
        if (cells[i].column_span > 1 || slice_starts(text, SLICE("#")) || (text.size && !above[i].text.size))
            return false;
        some += text.size > 0;
        held = text.size ? i : held;
        missing = missing || (!text.size && above[i].text.size);
    }
    return (some && missing) ||
           (some == 1 && above[0].text.size && is_rest_of_cell(full >> held & 1, cells[held].text));
}

/* Adds what the page cut off to the row above; false where nothing was cut. */
static bool join_row(struct pdf *pdf, struct pdf_table *first, uint64_t full, const struct table_cell *cells,
                     size_t count) {
    size_t above_count;
    struct table_cell *above = last_row(&first->rows, &above_count);
    if (above_count != count || !is_rest_of_row(above, full, cells, count))
        return false;
    for (size_t i = 0; i < count; i++) {
        struct slice pieces[] = {above[i].text, SLICE("\n"), cells[i].text};
        if (cells[i].text.size)
            above[i].text = arena_join(&pdf->report->scratch, pieces, 3);
        pdf->failed |= cells[i].text.size && !above[i].text.start;
    }
    return true;
}

/* `full`: of the last row before the table. */
static void append(struct pdf *pdf, struct pdf_table *first, uint64_t full, const struct pdf_table *table) {
    size_t from = is_repeated_head(table, first) ? 1 : 0;
    size_t first_end =
        table->rows.row_starts.count > from + 1 ? table->rows.row_starts.items[from + 1] : table->rows.cells.count;
    if (from < table->rows.row_starts.count) {
        size_t start = table->rows.row_starts.items[from];
        from += join_row(pdf, first, full, table->rows.cells.items + start, first_end - start);
    }
    for (size_t row = from; row < table->rows.row_starts.count; row++) {
        size_t end =
            row + 1 < table->rows.row_starts.count ? table->rows.row_starts.items[row + 1] : table->rows.cells.count;
        table_add_row(&pdf->reading, &first->rows);
        for (size_t i = table->rows.row_starts.items[row]; i < end; i++)
            table_add_cell(&pdf->reading, &first->rows, table->rows.cells.items[i]);
    }
}

/* The next line that is no head or foot; lines.count at the end. */
static size_t next_line(const struct pdf *pdf, size_t i) {
    while (i < pdf->lines.count && pdf->lines.items[i].edge)
        i++;
    return i;
}

/* Writes the table of line `i` with what continues it; the line behind. */
static size_t write_table(struct pdf *pdf, size_t i) {
    struct pdf_table *first = &pdf->tables.items[pdf->lines.items[i].table - 1];
    const struct pdf_table *last = first;
    size_t next = next_line(pdf, i + 1);
    while (next < pdf->lines.count && pdf->lines.items[next].table) {
        const struct pdf_table *table = &pdf->tables.items[pdf->lines.items[next].table - 1];
        if (!continues(first, last, table))
            break;
        append(pdf, first, last->full, table);
        last = table;
        i = next;
        next = next_line(pdf, next + 1);
    }
    reading_add_table(&pdf->reading, &first->rows);
    return i + 1;
}

static void begin_paragraph(struct paragraph_text *paragraph, const struct pdf_line *line) {
    paragraph->block = (struct block){.kind = BLOCK_PARAGRAPH, .page = line->page + 1};
    text_add(&paragraph->text, line->text);
    paragraph->last = line;
}

static void add_line(struct paragraph_text *paragraph, const struct pdf_line *line) {
    bool latin = last_character(text_slice(&paragraph->text)) < 0x80 && line->text.size &&
                 (unsigned char)line->text.start[0] < 0x80;
    if (latin)
        text_add(&paragraph->text, SLICE(" "));
    text_add(&paragraph->text, line->text);
    paragraph->last = line;
}

void pdf_write(struct pdf *pdf) {
    struct paragraph_text paragraph = {
        .pdf = pdf, .usual_gap = usual_gap(pdf), .text = {.arena = &pdf->report->scratch}};
    for (size_t i = 0; i < pdf->lines.count && !pdf->failed;) {
        const struct pdf_line *line = &pdf->lines.items[i];
        if (line->edge) {
            i++;
            continue;
        }
        if (line->table) {
            end_paragraph(&paragraph, i);
            i = write_table(pdf, i);
            continue;
        }
        bool set_off = is_set_off(&paragraph, line);
        if (paragraph.last && (set_off || !goes_on(paragraph.last, line) ||
                               (ends_sentence(paragraph.last->text) && is_short(paragraph.last)))) {
            paragraph.block.real_end = is_last_line(paragraph.last, line);
            end_paragraph(&paragraph, i);
        }
        if (set_off)
            reading_add_blank(&pdf->reading);
        if (paragraph.last)
            add_line(&paragraph, line);
        else
            begin_paragraph(&paragraph, line);
        i++;
    }
    end_paragraph(&paragraph, pdf->lines.count);
}
