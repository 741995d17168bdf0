/* Words out of pdftotext's XHTML. It may hold characters that no XML may, so that it is read as text: only the marks
 * that the program itself writes are looked for. */
#include <stdlib.h>

#include "stages/decode/pdf.h"

/* The number of name="…" in a tag; 0 where it has none. Beyond any page it is cut. */
static float number_in(struct slice tag, struct slice name) {
    enum { LARGEST = 20000 };
    char digits[32] = "";
    size_t at = slice_find(tag, name, 0);
    if (at == SIZE_MAX)
        return 0;
    struct slice value = slice_part(tag, at + name.size, at + name.size + sizeof digits - 1);
    memcpy(digits, value.start, value.size);
    double number = strtod(digits, NULL);
    return number > -LARGEST && number < LARGEST ? (float)number : 0;
}

/* &amp; &lt; &gt; &quot; &#…; and what layout never means: soft hyphens and control characters. */
static struct slice plain_text(struct pdf *pdf, struct slice text) {
    static const struct {
        struct slice name;
        char byte;
    } entities[] = {
        {{"&amp;", 5}, '&'}, {{"&lt;", 4}, '<'}, {{"&gt;", 4}, '>'}, {{"&quot;", 6}, '"'}, {{"&apos;", 6}, '\''}};
    if (!text.size || !memchr(text.start, '&', text.size))
        return text;
    char *room = arena_room(&pdf->report->scratch, text.size + 1);
    size_t size = 0;
    pdf->failed |= !room;
    for (size_t at = 0; room && at < text.size;) {
        size_t i = 0;
        while (i < sizeof entities / sizeof *entities &&
               !slice_starts(slice_part(text, at, text.size), entities[i].name))
            i++;
        bool found = i < sizeof entities / sizeof *entities;
        room[size] = text.start[at];
        if (found)
            room[size] = entities[i].byte;
        size++;
        at += found ? entities[i].name.size : 1;
    }
    return (struct slice){room, size};
}

static void begin_page(struct pdf *pdf, struct slice tag) {
    struct pdf_page *page = LIST_ADD(&pdf->report->scratch, &pdf->pages);
    pdf->failed |= !page;
    if (page)
        *page = (struct pdf_page){number_in(tag, SLICE("width=\"")), number_in(tag, SLICE("height=\"")),
                                  pdf->words.count, pdf->words.count};
}

static void add_word(struct pdf *pdf, struct slice tag, struct slice text) {
    struct box box = {number_in(tag, SLICE("xMin=\"")), number_in(tag, SLICE("yMin=\"")),
                      number_in(tag, SLICE("xMax=\"")), number_in(tag, SLICE("yMax=\""))};
    text = plain_text(pdf, slice_trim(text));
    if (text.size == 0 || box.right < box.left || box.bottom <= box.top || pdf->pages.count == 0)
        return;
    struct pdf_word *word = LIST_ADD(&pdf->report->scratch, &pdf->words);
    pdf->failed |= !word;
    if (!word)
        return;
    *word = (struct pdf_word){box, text};
    pdf->pages.items[pdf->pages.count - 1].word_end = pdf->words.count;
}

void pdf_read_words(struct pdf *pdf, struct slice output) {
    for (size_t at = 0; at < output.size && !pdf->failed;) {
        const char *mark = memchr(output.start + at, '<', output.size - at);
        if (!mark)
            break;
        size_t from = (size_t)(mark - output.start);
        const char *close = memchr(mark, '>', output.size - from);
        size_t end = close ? (size_t)(close - output.start) + 1 : output.size;
        struct slice tag = slice_part(output, from, end);
        at = end;
        if (slice_starts(tag, SLICE("<page "))) {
            begin_page(pdf, tag);
        } else if (slice_starts(tag, SLICE("<word "))) {
            const char *next = end < output.size ? memchr(output.start + end, '<', output.size - end) : NULL;
            size_t text_end = next ? (size_t)(next - output.start) : output.size;
            add_word(pdf, tag, slice_part(output, end, text_end));
            at = text_end;
        }
    }
}

void pdf_add_word(struct text *text, const struct pdf_word *before, const struct pdf_word *word) {
    /* programs set Latin letters apart from Chinese by a quarter of a character; that is no space */
    const float latin_gap = 0.12F, chinese_gap = 0.5F;
    if (before) {
        bool latin = (unsigned char)before->text.start[before->text.size - 1] < 0x80 &&
                     (unsigned char)word->text.start[0] < 0x80;
        float height = word->box.bottom - word->box.top;
        if (word->box.left - before->box.right > height * (latin ? latin_gap : chinese_gap))
            text_add(text, SLICE(" "));
    }
    text_add(text, word->text);
}
