/* The patterns that clean knows: marks inside lines, lines that are page furniture whole, labels at the head of a line.
 * Each function reads UTF-8 that is cleaned or not, and takes time in proportion to what it matches. */
#ifndef BAOGAO_STAGES_CLEAN_MARKS_H
#define BAOGAO_STAGES_CLEAN_MARKS_H

#include "stages/clean/clean_lines.h"

/* What stands in a line without being part of its text, or in place of it. */
enum mark_kind {
    MARK_NONE,
    MARK_DROPPED,    /* [bookmark: _Toc1], <span>, the backslash of \% */
    MARK_JUMP,       /* （上接1版）: the report began or goes on elsewhere */
    MARK_BREAK,      /* <p>, <br>: ends the line */
    MARK_NEWLINE,    /* \n written out: ends the line, and two of them leave a blank one */
    MARK_SPACE,      /* &nbsp; */
    MARK_CHARACTER,  /* &mdash;: stands for `code` */
    MARK_NOTE,       /* [1], ①, *: the mark of a footnote, where the text around it says so */
    MARK_EMPHASIS,   /* ** of Markdown */
    MARK_FORMULA,    /* $5%$: only its two signs are marks */
    MARK_LOST_SPACE, /* ??: spaces that a conversion could not write, between Chinese characters */
};

struct mark {
    enum mark_kind kind;
    size_t size; /* bytes */
    uint32_t code;
};

/* The mark at byte `at` of the text. */
struct mark clean_mark_read(struct slice text, size_t at);
/* Bytes of what stands at the head of a line at byte `at` to set it off: •, ◆, "- ", "## ". 0: none. */
size_t clean_head_mark_size(struct slice text, size_t at);
/* The whole line is a page number (— 12 —) or a jump without brackets (▲上接第一版). */
bool clean_line_is_mark(struct slice line, bool *jump);
/* A day stands in the line behind the first 年: 某日报　2003年1月22日. */
bool clean_line_names_day(struct slice line);
/* The whole line is the time at which a page was put up: 2026-02-03 09:02:33. */
bool clean_line_is_time(struct slice line);
/* The whole line is what stands under a photograph: …。本报记者 张三 摄 */
bool clean_line_is_caption(struct slice line);
/* The label form at the head of a line, and in `*size` the bytes of the label. */
enum line_form clean_line_form(struct slice line, size_t *size);

#endif
