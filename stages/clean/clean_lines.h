/* What the parts of clean share: the lines of the source with their cleaned text, and what is known of each. */
#ifndef BAOGAO_STAGES_CLEAN_LINES_H
#define BAOGAO_STAGES_CLEAN_LINES_H

#include "stages/model/report.h"

/* The mark a line ends with, closing quotes and brackets aside. */
enum line_ending {
    ENDING_OPEN,  /* none: the sentence is not over, or it is a heading */
    ENDING_PAUSE, /* ，、 */
    ENDING_COLON, /* ：； */
    ENDING_STOP,  /* 。！？… */
};

/* How a line begins: the label forms that begin a paragraph of their own. */
enum line_form {
    FORM_NONE,
    FORM_CHAPTER, /* 第一章, 第二篇 */
    FORM_SECTION, /* 第一节 */
    FORM_PART,    /* 一、 */
    FORM_SUBPART, /* （一） */
    FORM_BOX,     /* 专栏1, 表2, 附件3 */
    FORM_POINT,   /* 1. 1、 （1） */
    FORM_ITEM,    /* 一是, 第一， */
    FORM_DASH,    /* ——, ● */
    FORM_ADDRESS, /* 各位代表 */
    LINE_FORMS,
};

/* Columns of a line: a Chinese character has two. Wider lines than a page has are all LINE_LONG. */
enum { LINE_LONG = 250 };
/* How much shorter than its column a line may be that a sentence goes on behind: two characters of a lost indent, two
 * of hung punctuation. */
enum { CUT_SLACK = 8 };

/* A line that is not blank. */
struct line {
    struct span source; /* without its line end */
    struct span text;   /* in the text before it is assembled; what follows it is free room of one byte */
    size_t map_start;   /* its first run */
    size_t marks;       /* bytes of `source` taken out as marks */
    uint8_t width;
    uint8_t ending; /* enum line_ending */
    uint8_t form;   /* enum line_form */
    bool tab_led, indented, blank_before;
    uint8_t stops;  /* the 。！？ in it, 255 for more */
    bool pause;     /* a ，、；：stands in it */
    bool inside;    /* it begins with a mark that begins no sentence: ，。、； */
    bool bare;      /* no character beyond ASCII stands in it */
    bool open;      /* a quote or bracket is not closed in it */
    bool marked;    /* nothing but marks stood in it */
    bool chrome;    /* it is taken out whole */
    bool real_end;  /* the file's format ends it: no paragraph goes on behind it */
    uint32_t block; /* its number among the lines of the source, from 0 */
    bool continues; /* its paragraph began on a line before it */
    bool wrapped;   /* it stands among lines that a column wraps */
    uint8_t column; /* the width of that column */
};

struct cleaning {
    struct report *report;
    char *text; /* report.text in the making */
    size_t text_size;
    LIST(struct line) lines;
    LIST(struct furniture) marks; /* in order */
    size_t lost_spaces, first_lost_space;
};

/* clean_fold: the lines of the source with their text and map. */
enum status clean_fold_lines(struct cleaning *cleaning);
/* clean_lines: the width, the ending and whether `line` is bare, from its text. */
void clean_describe_line(struct line *line, struct slice text);
/* clean_chrome: which lines are chrome. */
void clean_find_chrome(struct cleaning *cleaning);
/* clean_newspaper: which lines between the columns of a newspaper are chrome. */
void clean_find_mastheads(struct cleaning *cleaning);
/* clean_repeats: which lines are page numbers and running titles, which a copy of others; called by clean_wrap, which
 * knows the columns. */
enum status clean_find_repeats(struct cleaning *cleaning);
/* clean_doubts: diagnostics on what earlier conversions did to the text. */
void clean_note_doubts(struct cleaning *cleaning);
/* clean_wrap: which lines continue the paragraph of the line before. */
enum status clean_join_lines(struct cleaning *cleaning);

static inline struct slice line_text(const struct cleaning *cleaning, const struct line *line) {
    return (struct slice){cleaning->text + line->text.start, line->text.end - line->text.start};
}

#endif
