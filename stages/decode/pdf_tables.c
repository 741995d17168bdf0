/* Tables between ruling lines: rules that touch are one frame; their positions are rows and columns; a rule that is
 * missing between two cells makes them one. */
#include <stdlib.h>

#include "stages/decode/pdf.h"

enum { MOST_LINES_OF_GRID = 512, MOST_GRID_COLUMNS_HERE = MOST_TABLE_COLUMNS };

static const float touch = 3; /* points that rules which meet may lie apart */

struct frame {
    struct pdf *pdf;
    const struct pdf_rules *rules;
    const uint32_t *part; /* of each rule, those across first: the frame it belongs to */
    uint32_t number;
    struct box box;
    float xs[MOST_GRID_COLUMNS_HERE + 1], ys[MOST_LINES_OF_GRID];
    size_t columns, rows;
};

/* ---- frames ---- */

static bool meet(struct box across, struct box down) {
    return down.left >= across.left - touch && down.left <= across.right + touch && down.top <= across.top + touch &&
           down.bottom >= across.top - touch;
}

static uint32_t root_of(uint32_t *parent, uint32_t i) {
    while (parent[i] != i)
        i = parent[i] = parent[parent[i]];
    return i;
}

/* The frame of each rule, as the smallest rule in it. */
static uint32_t *find_frames(struct pdf *pdf, const struct pdf_rules *rules) {
    size_t across = rules->across.count, all = across + rules->down.count;
    uint32_t *parent = arena_room(&pdf->report->scratch, (all + 1) * sizeof *parent);
    pdf->failed |= !parent;
    for (uint32_t i = 0; parent && i < all; i++)
        parent[i] = i;
    for (uint32_t i = 0; parent && i < across; i++)
        for (uint32_t k = 0; k < rules->down.count; k++)
            if (meet(rules->across.items[i], rules->down.items[k])) {
                uint32_t one = root_of(parent, i), other = root_of(parent, (uint32_t)across + k);
                parent[one > other ? one : other] = one > other ? other : one;
            }
    for (uint32_t i = 0; parent && i < all; i++)
        parent[i] = root_of(parent, i);
    return parent;
}

static int compare_floats(const void *one, const void *other) {
    float a = *(const float *)one, b = *(const float *)other;
    return a < b ? -1 : a > b;
}

/* Sorts positions and takes those that touch as one; how many are left. */
static size_t distinct(float *positions, size_t count) {
    size_t kept = 0;
    if (count)
        qsort(positions, count, sizeof *positions, compare_floats);
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || positions[i] > positions[kept - 1] + touch)
            positions[kept++] = positions[i];
    return kept;
}

/* The positions of rows and columns; false where they make no table. */
static bool measure(struct frame *frame) {
    const struct pdf_rules *rules = frame->rules;
    size_t across = rules->across.count, xs = 0, ys = 0, all = across + rules->down.count;
    float *x = arena_room(&frame->pdf->report->scratch, (all + 2) * 2 * sizeof *x), *y = x + all + 2;
    frame->pdf->failed |= !x;
    if (!x)
        return false;
    frame->box = (struct box){1e6F, 1e6F, 0, 0};
    for (size_t i = 0; i < all; i++) {
        if (frame->part[i] != frame->number)
            continue;
        struct box rule = i < across ? rules->across.items[i] : rules->down.items[i - across];
        if (i < across)
            y[ys++] = rule.top;
        else
            x[xs++] = rule.left;
        frame->box.left = rule.left < frame->box.left ? rule.left : frame->box.left;
        frame->box.top = rule.top < frame->box.top ? rule.top : frame->box.top;
        frame->box.right = rule.right > frame->box.right ? rule.right : frame->box.right;
        frame->box.bottom = rule.bottom > frame->box.bottom ? rule.bottom : frame->box.bottom;
    }
    if (xs == 0 || ys < 2)
        return false;
    x[xs++] = frame->box.left, x[xs++] = frame->box.right; /* a table may be open at its sides */
    xs = distinct(x, xs);
    ys = distinct(y, ys);
    if (xs < 3 || ys < 2 || xs > MOST_GRID_COLUMNS_HERE + 1 || ys > MOST_LINES_OF_GRID)
        return false;
    memcpy(frame->xs, x, xs * sizeof *x);
    memcpy(frame->ys, y, ys * sizeof *y);
    frame->columns = xs - 1;
    frame->rows = ys - 1;
    return true;
}

/* ---- cells ---- */

/* Whether a rule stands at `x` beside the height `y`, or lies at `y` over `x`. */
static bool is_ruled_down(const struct frame *frame, float x, float y) {
    for (size_t i = 0; i < frame->rules->down.count; i++) {
        struct box rule = frame->rules->down.items[i];
        if (rule.left >= x - touch && rule.left <= x + touch && rule.top <= y && rule.bottom >= y)
            return true;
    }
    return false;
}

static bool is_ruled_across(const struct frame *frame, float y, float x) {
    for (size_t i = 0; i < frame->rules->across.count; i++) {
        struct box rule = frame->rules->across.items[i];
        if (rule.top >= y - touch && rule.top <= y + touch && rule.left <= x && rule.right >= x)
            return true;
    }
    return false;
}

/* The cells as owners: each place names the place of the upper left corner of its cell. */
static uint32_t *find_owners(const struct frame *frame) {
    size_t count = frame->rows * frame->columns;
    uint32_t *owner = arena_room(&frame->pdf->report->scratch, (count + 1) * sizeof *owner);
    for (size_t i = 0; owner && i < count; i++)
        owner[i] = UINT32_MAX;
    for (size_t row = 0; owner && row < frame->rows; row++)
        for (size_t column = 0; column < frame->columns; column++) {
            size_t place = row * frame->columns + column, right = column + 1, down = row + 1;
            if (owner[place] != UINT32_MAX)
                continue;
            float x = (frame->xs[column] + frame->xs[column + 1]) / 2, y = (frame->ys[row] + frame->ys[row + 1]) / 2;
            while (right < frame->columns && owner[row * frame->columns + right] == UINT32_MAX &&
                   !is_ruled_down(frame, frame->xs[right], y))
                right++;
            while (down < frame->rows && !is_ruled_across(frame, frame->ys[down], x))
                down++;
            for (size_t r = row; r < down; r++)
                for (size_t c = column; c < right; c++)
                    owner[r * frame->columns + c] = (uint32_t)place;
        }
    return owner;
}

/* The place of a point among rising positions; SIZE_MAX outside them. */
static size_t place_of(const float *positions, size_t count, float at) {
    for (size_t i = 0; i + 1 < count; i++)
        if (at >= positions[i] - 1 && at < positions[i + 1] + (i + 2 == count ? 1.0F : 0.0F))
            return i;
    return SIZE_MAX;
}

struct placed_word {
    uint32_t owner;
    struct pdf_word word;
};

/* By cell, then by line, then from left to right. */
static int compare_placed(const void *one, const void *other) {
    const struct placed_word *a = one, *b = other;
    if (a->owner != b->owner)
        return a->owner < b->owner ? -1 : 1;
    float above = (a->word.box.top + a->word.box.bottom) / 2, below = (b->word.box.top + b->word.box.bottom) / 2;
    float third = (a->word.box.bottom - a->word.box.top + b->word.box.bottom - b->word.box.top) / 6;
    if (above < below - third || above > below + third)
        return above < below ? -1 : 1;
    return a->word.box.left < b->word.box.left ? -1 : a->word.box.left > b->word.box.left;
}

static bool in_number(char byte) {
    return (byte >= '0' && byte <= '9') || byte == '.';
}

/* A number that found no room for its next digit: 0.01 over 9 in a narrow cell. `right` is the cell's edge. */
static bool breaks_number(const struct pdf_word *before, const struct pdf_word *word, float right) {
    const float digit = 0.6F, padding = 6; /* of the height, which is about a character's width; points */
    float height = before->box.bottom - before->box.top;
    return in_number(before->text.start[before->text.size - 1]) && in_number(word->text.start[0]) &&
           right - before->box.right < height * digit + padding;
}

static struct slice cell_text(struct pdf *pdf, const struct placed_word *words, size_t count, float right) {
    struct text text = {.arena = &pdf->report->scratch};
    for (size_t i = 0; i < count; i++) {
        const struct pdf_word *before = i ? &words[i - 1].word : NULL;
        bool below = before && (words[i].word.box.top + words[i].word.box.bottom) / 2 > before->box.bottom;
        if (below && !breaks_number(before, &words[i].word, right))
            text_add(&text, SLICE("\n"));
        pdf_add_word(&text, below ? NULL : before, &words[i].word);
    }
    pdf->failed |= text.failed;
    return text_slice(&text);
}

/* Whether the last line of a cell's words reaches its right edge: another character would find no room. */
static bool fills_line(const struct placed_word *words, size_t count, float right) {
    const float padding = 6; /* points, on both sides */
    struct box last = count ? words[count - 1].word.box : (struct box){0};
    return count && right - last.right < last.bottom - last.top + padding;
}

static void add_rows(const struct frame *frame, struct pdf_table *table, const uint32_t *owner,
                     const struct placed_word *words, size_t count) {
    struct pdf *pdf = frame->pdf;
    size_t next = 0, columns = frame->columns;
    for (size_t row = 0; row < frame->rows; row++) {
        table_add_row(&pdf->reading, &table->rows);
        table->full = 0;
        for (size_t column = 0, ordinal = 0; column < columns; column++) {
            size_t place = row * columns + column, from = next;
            if (owner[place] != place)
                continue;
            struct table_cell cell = {.row_span = 1, .column_span = 1, .page = table->page + 1};
            while (column + cell.column_span < columns && owner[place + cell.column_span] == place)
                cell.column_span++;
            while (row + cell.row_span < frame->rows && owner[place + cell.row_span * columns] == place)
                cell.row_span++;
            while (next < count && words[next].owner == place)
                next++;
            float right = frame->xs[column + cell.column_span];
            const struct placed_word *held = next > from ? words + from : words;
            cell.text = cell_text(pdf, held, next - from, right);
            table->full |= (uint64_t)fills_line(held, next - from, right) << ordinal++;
            table_add_cell(&pdf->reading, &table->rows, cell);
        }
    }
}

struct placement {
    const struct frame *frame;
    const uint32_t *owner;
    LIST(struct placed_word) words;
};

static void place_word(struct placement *placement, struct pdf_word word) {
    const struct frame *frame = placement->frame;
    size_t column = place_of(frame->xs, frame->columns + 1, (word.box.left + word.box.right) / 2);
    size_t row = place_of(frame->ys, frame->rows + 1, (word.box.top + word.box.bottom) / 2);
    struct placed_word *room = LIST_ADD(&frame->pdf->report->scratch, &placement->words);
    frame->pdf->failed |= !room;
    if (room && column != SIZE_MAX && row != SIZE_MAX)
        *room = (struct placed_word){placement->owner[row * frame->columns + column], word};
}

/* The rule that cuts a word: what stands in two cells close together came as one word. */
static float cutting_rule(const struct frame *frame, struct box box) {
    const float inside = 2;
    float y = (box.top + box.bottom) / 2;
    for (size_t i = 1; i < frame->columns; i++)
        if (box.left < frame->xs[i] - inside && box.right > frame->xs[i] + inside &&
            is_ruled_down(frame, frame->xs[i], y))
            return frame->xs[i];
    return 0;
}

/* Characters are taken to be as wide as their kind: Latin ones half of Chinese ones. */
static void cut_word(struct placement *placement, struct pdf_word word) {
    float rule = cutting_rule(placement->frame, word.box), units = 0, passed = 0;
    if (rule <= 0) {
        place_word(placement, word);
        return;
    }
    for (size_t at = 0; at < word.text.size;)
        units += slice_next(word.text, &at) < 0x80 ? 0.5F : 1;
    float unit = (word.box.right - word.box.left) / (units > 0 ? units : 1);
    struct pdf_word part = word;
    size_t from = 0, at = 0;
    while (at < word.text.size) {
        size_t next = at;
        float wide = slice_next(word.text, &next) < 0x80 ? 0.5F : 1;
        float end = word.box.left + (passed + wide / 2) * unit;
        if (end > rule && at > from) {
            part.text = slice_part(word.text, from, at);
            part.box.right = word.box.left + passed * unit;
            place_word(placement, part);
            from = at;
            part.box.left = part.box.right;
            part.box.right = word.box.right;
            rule = cutting_rule(placement->frame, part.box);
            rule = rule > 0 ? rule : word.box.right + 1;
        }
        passed += wide;
        at = next;
    }
    part.text = slice_part(word.text, from, word.text.size);
    part.box.right = word.box.right;
    place_word(placement, part);
}

static bool is_in_frame(const struct frame *frame, struct box box) {
    float x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2;
    return place_of(frame->xs, frame->columns + 1, x) != SIZE_MAX &&
           place_of(frame->ys, frame->rows + 1, y) != SIZE_MAX;
}

static void add_table(const struct frame *frame, uint32_t page, size_t *word_end) {
    struct pdf *pdf = frame->pdf;
    size_t first = pdf->pages.items[page].first_word, kept = first;
    struct placement placement = {.frame = frame, .owner = find_owners(frame)};
    struct pdf_table *table = LIST_ADD(&pdf->report->scratch, &pdf->tables);
    pdf->failed |= !placement.owner || !table;
    for (size_t i = first; !pdf->failed && i < *word_end; i++) {
        struct pdf_word word = pdf->words.items[i];
        if (is_in_frame(frame, word.box))
            cut_word(&placement, word);
        else
            pdf->words.items[kept++] = word;
    }
    if (pdf->failed)
        return;
    *word_end = kept;
    if (placement.words.count)
        qsort(placement.words.items, placement.words.count, sizeof *placement.words.items, compare_placed);
    *table = (struct pdf_table){.page = page, .box = frame->box, .column_count = frame->columns};
    add_rows(frame, table, placement.owner, placement.words.items, placement.words.count);
}

void pdf_find_tables(struct pdf *pdf, uint32_t page, size_t *word_end) {
    const struct pdf_rules *rules = pdf->rules ? &pdf->rules[page] : NULL;
    *word_end = pdf->pages.items[page].word_end;
    if (!rules || rules->across.count < 2 || rules->down.count == 0)
        return;
    const uint32_t *part = find_frames(pdf, rules);
    for (uint32_t i = 0; !pdf->failed && i < rules->across.count; i++) {
        struct frame *frame = arena_room(&pdf->report->scratch, sizeof *frame);
        if (part[i] != i || !frame)
            continue;
        *frame = (struct frame){.pdf = pdf, .rules = rules, .part = part, .number = i};
        if (measure(frame))
            add_table(frame, page, word_end);
    }
}
