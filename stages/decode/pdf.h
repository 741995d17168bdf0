/* PDF files: words with their boxes and ruling lines, as poppler's programs give them, made into lines, columns,
 * paragraphs and tables. Lengths are points (1/72 inch) from the upper left corner. Only decode reads this. */
#ifndef BAOGAO_STAGES_DECODE_PDF_H
#define BAOGAO_STAGES_DECODE_PDF_H

#include "stages/decode/reading.h"

enum { MOST_PDF_COLUMNS = 4, MOST_PDF_PAGES = 5000, MOST_PDF_WORD_BYTES = 64 << 20 };

struct box {
    float left, top, right, bottom;
};

struct pdf_word {
    struct box box;
    struct slice text;
};

/* A ruling line: its box is one or two points thin. */
struct pdf_rules {
    LIST(struct box) across, down;
};

struct pdf_page {
    float width, height;
    size_t first_word, word_end;
};

/* Words of one column that stand on one base line. */
struct pdf_line {
    struct box box;
    struct slice text;
    float size;        /* of its characters */
    uint32_t page;     /* index */
    float left, right; /* of the column it stands in */
    bool edge;         /* the head or foot of the page */
    uint32_t table;    /* index plus 1 of the table whose place the line marks; 0: text */
};

struct pdf_table {
    uint32_t page;
    struct box box;
    size_t column_count;
    struct table_rows rows;
    uint64_t full; /* a bit for each cell of the last row: its text may go on at the head of the next page */
    bool placed;   /* it stands among the lines of its column */
};

struct pdf {
    struct report *report;
    LIST(struct pdf_word) words;
    LIST(struct pdf_page) pages;
    struct pdf_rules *rules;     /* one a page; NULL: none known */
    LIST(struct pdf_line) lines; /* in reading order */
    LIST(struct pdf_table) tables;
    float gutters[MOST_PDF_COLUMNS]; /* between the columns of the page before */
    size_t gutter_count;
    struct reading reading;
    bool failed;
};

/* pdf_words: the words of `pdftotext -bbox`. */
void pdf_read_words(struct pdf *pdf, struct slice output);
/* pdf_rules: the rules of pages [first, …) as `pdftoppm -gray -r 72` draws them. */
void pdf_read_rules(struct pdf *pdf, size_t first, struct slice images);
/* pdf_tables: the ruled tables of a page; the words in them are moved behind `*word_end`, which moves down. */
void pdf_find_tables(struct pdf *pdf, uint32_t page, size_t *word_end);
/* pdf_lines: the lines of a page in reading order, from its words [first, end). */
void pdf_find_lines(struct pdf *pdf, uint32_t page, size_t first, size_t end);
/* pdf_text: heads and feet; paragraphs into the reading. */
void pdf_mark_edges(struct pdf *pdf);
void pdf_write(struct pdf *pdf);

/* Joins words that stand in one line, from left to right. */
void pdf_add_word(struct text *text, const struct pdf_word *before, const struct pdf_word *word);

/* Everything between the programs' output and the reading; `images` may be empty. */
enum status pdf_lay_out(struct report *report, struct slice words, struct slice images);
enum { PAGES_AT_A_TIME = 50 }; /* of a run of pdftoppm */

bool pdf_is(struct slice bytes);
/* Makes the reading. STATUS_INPUT with a diagnostic where the file cannot be read. */
enum status pdf_read(struct report *report);

#endif
