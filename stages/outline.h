/* The outline: title, tree of headings, what the document is, whether each part reviews or plans.
 *
 * Reads the paragraphs, `furniture`, `given` (--meta) and the lexicons headings, reports and regions. Leaves
 *   sections   in the order of their lines: headings in all forms (第一章, 第一节, 一、, （一）, 1., （1）, 一是 at the
 * head of a paragraph, 第一，, 专栏1, 表1, 附件1, lines without number, sentences that stand over paragraphs), topic
 *              sentences (kind lead), the title (number 0, level 0), and one row for each run of dropped lines (kind
 *              furniture, numbers f1, f2 …, title `LINE-LINE`; label `layout` where only layout went)
 *   paragraphs `section` (the deepest that holds it) and `heading`
 *   document   title, type, region with code and level, year, period and partial; empty where nothing tells
 *
 * A lead ends with its paragraph, unless it stands on a line of its own; a box ends at the gap or heading below it. A
 * title broken over lines is whole; its trailing 。and ：are not of it. Numbered sentences of a list (一、…；二、…。)
 * and inline 一是 … 二是 … are no headings. A report that begins behind the first is told
 * by a title whose kind, region or year is another or that has a date, a greeting or 一、 of its own, by 请予审议
 * behind a greeting, by a notice that issues a document, by a review behind the plans or by 上接第1版 without its 下转;
 * the file stays one document and a warning (several_reports) names each. Time is linear in the text; levels are at
 * most 12. */
#ifndef BAOGAO_STAGES_OUTLINE_H
#define BAOGAO_STAGES_OUTLINE_H

#include "stages/model/report.h"

enum status stage_outline(struct report *report);

#endif
