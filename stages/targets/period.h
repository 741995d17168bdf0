/* When and whether: is a number a commitment or an achievement, for which years, how firmly.
 *
 * Reads targets (quantity, indicator, measure, verb, comparator), the outline's tenses, the cells and the document's
 * facts. Leaves in each target:
 *
 * - kind. target: a commitment or plan for the future. actual: achieved, measured, or the estimated result of a closed
 * or closing period (预计全年…), and the value a change starts from (从X提高到Y).
 *
 * - period: the years its sentence names; else those the head of its paragraph or section names (五年来;
 * 二、2026年重点工作); else of the review the year before the report's, of the plan the report's. In a five-year plan a
 * level is that of the last year. A year compared with (比2020年) is no period, but a change since it begins in the
 * year after. 0 where nothing tells, as for the start of most changes.
 *
 * - average: 年均, or a table's footnote (*). cumulative: 累计, or a footnote (【】).
 *
 * - expected, binding: 预期性 and 约束性, of a table or as the text says (主要预期目标是…).
 *
 * - firmness, of targets only. firm: 确保, 必须, 务必, 严守, or binding. aim: 力争, 争取, 努力. soft: no such word, and
 * the number itself leaves room: 左右, 约, 以上, 以内, or a range.
 *
 * Adds the flags period_inherited where neither sentence nor heading says whether and when, only the part's place in
 * the report, and part_of_year where the number is of some months only (1—11月, 上半年). */
#ifndef BAOGAO_STAGES_PERIOD_H
#define BAOGAO_STAGES_PERIOD_H

#include "stages/model/report.h"

/* Called at the end of stage_targets; targets stand in the order of the text. */
enum status targets_date(struct report *report);

#endif
