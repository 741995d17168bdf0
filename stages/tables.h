/* Tables: the cells that the file's format gives, and in text those that arrive as cells one a line led by a tab, or
 * several on a line divided by tabs, | or wide gaps.
 *
 * Reads the paragraphs, the source map (for gaps that clean closed), and the outline's table and box sections. Leaves
 * `cells` and `paragraph.cell`; a table's section ends with its last note. Rows of one column more or less stay as they
 * are: what has no heading gets none. Footnotes (备注：带*为年均…) are no cells; what they say of * and 【】 is set on
 * the cells that carry the mark. Prose that merely begins with a tab, as in boxes, is left alone. Linear in the text.
 */
#ifndef BAOGAO_STAGES_TABLES_H
#define BAOGAO_STAGES_TABLES_H

#include "stages/model/report.h"

enum status stage_tables(struct report *report);

#endif
