/* Ruling lines in pictures of pages: long thin runs of dark pixels. A pixel is a point. */
#include "stages/decode/pdf.h"

enum {
    LEAST_ACROSS = 18, /* pixels of a line across; characters have shorter strokes */
    LEAST_DOWN = 9,
    DARK = 215, /* a hair line in grey is no darker */
    MOST_RULES = 1200,
};

struct image {
    const unsigned char *pixels;
    size_t width, height;
};

/* A number of a PGM's head; at moves behind it. */
static size_t read_number(struct slice bytes, size_t *at) {
    size_t number = 0;
    while (*at < bytes.size && (bytes.start[*at] < '0' || bytes.start[*at] > '9'))
        *at += 1;
    while (*at < bytes.size && bytes.start[*at] >= '0' && bytes.start[*at] <= '9' && number < 100000)
        number = number * 10 + (size_t)(bytes.start[(*at)++] - '0');
    return number;
}

static bool read_image(struct slice bytes, size_t *at, struct image *image) {
    if (!slice_starts(slice_part(bytes, *at, bytes.size), SLICE("P5")))
        return false;
    *at += 2;
    image->width = read_number(bytes, at);
    image->height = read_number(bytes, at);
    read_number(bytes, at);
    *at += 1;
    if (*at > bytes.size || image->width == 0 || image->height > (bytes.size - *at) / image->width)
        return false;
    image->pixels = (const unsigned char *)bytes.start + *at;
    *at += image->width * image->height;
    return true;
}

/* A short run inside a word is a stroke of a character. */
static bool is_stroke(const struct pdf *pdf, const struct pdf_page *page, struct box rule) {
    for (size_t i = page->first_word; i < page->word_end; i++) {
        struct box word = pdf->words.items[i].box;
        float longest = (word.bottom - word.top) * 0.95F; /* characters are lower than their lines */
        if (rule.left >= word.left - 1 && rule.right <= word.right + 1 && rule.top >= word.top - 1 &&
            rule.bottom <= word.bottom + 1 && rule.right - rule.left < longest && rule.bottom - rule.top < longest)
            return true;
    }
    return false;
}

static void add_rule(struct pdf *pdf, size_t page, struct box box, bool across) {
    struct pdf_rules *rules = &pdf->rules[page];
    if (rules->across.count + rules->down.count >= MOST_RULES || is_stroke(pdf, &pdf->pages.items[page], box))
        return;
    struct box *room =
        across ? LIST_ADD(&pdf->report->scratch, &rules->across) : LIST_ADD(&pdf->report->scratch, &rules->down);
    pdf->failed |= !room;
    if (room)
        *room = box;
}

/* Runs along one row (or column) of pixels; one that lies on a run of the row before belongs to it. */
static void read_runs(struct pdf *pdf, const struct image *image, size_t page, size_t row, bool across) {
    size_t length = across ? image->width : image->height, step = across ? 1 : image->width;
    const unsigned char *pixel = image->pixels + (across ? row * image->width : row);
    size_t least = across ? LEAST_ACROSS : LEAST_DOWN, run = 0;
    for (size_t i = 0; i <= length; i++) {
        if (i < length && pixel[i * step] < DARK) {
            run++;
            continue;
        }
        if (run >= least) {
            float from = (float)(i - run), to = (float)i, at = (float)row;
            add_rule(pdf, page, across ? (struct box){from, at, to, at + 1} : (struct box){at, from, at + 1, to},
                     across);
        }
        run = 0;
    }
}

void pdf_read_rules(struct pdf *pdf, size_t first, struct slice images) {
    struct image image;
    size_t at = 0;
    for (size_t page = first; page < pdf->pages.count && read_image(images, &at, &image); page++) {
        for (size_t row = 0; row < image.height; row++)
            read_runs(pdf, &image, page, row, true);
        for (size_t column = 0; column < image.width; column++)
            read_runs(pdf, &image, page, column, false);
    }
}
