/* A line of the source in the making, shared by the parts of clean that write its text. Nobody else reads this. */
#ifndef BAOGAO_STAGES_CLEAN_FOLD_H
#define BAOGAO_STAGES_CLEAN_FOLD_H

#include "stages/clean/clean_characters.h"
#include "stages/clean/clean_lines.h"

/* Whether gaps between words part the paragraphs of a line, which then holds several. */
enum gap_meaning {
    GAPS_UNKNOWN,
    GAPS_ARE_LAYOUT,
    GAPS_WIDE_PART,   /* the wide ones: 。　　二、… */
    GAPS_NARROW_PART, /* any behind a stop or beside a heading: a whole report on one line */
};

struct folding {
    struct cleaning *cleaning;
    struct slice source;
    struct line line;
    size_t at;                /* the byte of the source that comes next */
    size_t plain;             /* where the run of plain text that is not yet copied begins */
    size_t spaced_digits_end; /* spaces before this byte of the source only set digits apart */
    size_t formula_end;       /* the second $ of the formula that `at` is in */
    int depth;                /* quotes and brackets that are open */
    uint32_t indent_columns;  /* of the spaces at its head */
    uint32_t space_columns;   /* of the spaces just passed, 0 for none */
    size_t space_start;       /* where they begin */
    uint32_t number;          /* of the line, from 0; counts lines of the source where that has blocks */
    enum gap_meaning gaps;    /* of the line of the source that `at` is in */
    bool spaces_digits;       /* the report sets digits apart: 1 9 9 8 年 */
    bool bulleted;            /* a bullet stood at the head of the line */
    uint64_t noted;           /* the marks of notes met so far */
    bool circled;             /* a circled number stood in the line */
    bool cut;                 /* the line begins behind a mark or gap that ended the one before */
    bool failed;
};

/* The text of the line so far. */
static inline struct slice folding_text(const struct folding *folding) {
    size_t start = folding->line.text.start;
    return (struct slice){folding->cleaning->text + start, folding->cleaning->text_size - start};
}

/* Copies bytes [from, to) of the source into the text as they are. */
void clean_keep(struct folding *folding, size_t from, size_t to);
/* Writes `bytes`, not more than the source has there, in place of the character or the spaces at byte `from`. */
void clean_write(struct folding *folding, size_t from, const char *bytes, size_t size);

/* clean_spaces: */
/* Takes note of the space of `size` bytes at `at` and moves past it. */
void clean_pass_space(struct folding *folding, uint32_t code, size_t size);
/* Writes or drops the spaces that stand before the character at byte `at`. */
void clean_end_spaces(struct folding *folding, size_t at);
/* Whether the gap that begins at `at` ends a paragraph of a line that holds several. */
bool clean_gap_ends_line(struct folding *folding);
/* Whether the report sets its digits apart. */
bool clean_finds_spaced_digits(struct slice source);

/* clean_numbers: */
/* A year or a decimal written with a sign that only looks like a digit or a point: 二00六年, 2OO5年, 5·5%. Writes it
 * from the character at `at` on and returns true, or false where none stands here. */
bool clean_pass_year(struct folding *folding);
bool clean_is_point(const struct folding *folding, size_t size);

#endif
