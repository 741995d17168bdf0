/* The patterns that clean knows: marks inside lines, lines that are page furniture whole, labels at the head of a line.
 * Each function reads UTF-8 that is cleaned or not, and takes time in proportion to what it matches. */
#ifndef BAOGAO_STAGES_CLEAN_MARKS_H
#define BAOGAO_STAGES_CLEAN_MARKS_H

#include "stages/clean/clean_lines.h"

/* Bytes of the mark that stands at byte `at` of the text: [bookmark: _Toc1], （上接1版）. 0: none. `*jump` is set for
 * one that says that the report began or goes on elsewhere. */
size_t clean_mark_size(struct slice text, size_t at, bool *jump);
/* The whole line is a page number (— 12 —) or a jump without brackets (▲上接第一版). */
bool clean_line_is_mark(struct slice line, bool *jump);
/* The whole line is the time at which a page was put up: 2026-02-03 09:02:33. */
bool clean_line_is_time(struct slice line);
/* The whole line is what stands under a photograph: …。本报记者 张三 摄 */
bool clean_line_is_caption(struct slice line);
/* The label form at the head of a line, and in `*size` the bytes of the label. */
enum line_form clean_line_form(struct slice line, size_t *size);

#endif
