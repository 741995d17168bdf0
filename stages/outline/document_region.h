/* Which administrative division a text names: schemas/regions.csv (GB/T 2260). */
#ifndef BAOGAO_STAGES_DOCUMENT_REGION_H
#define BAOGAO_STAGES_DOCUMENT_REGION_H

#include "stages/model/report.h"

enum region_source {
    REGION_OF_TITLE, /* a title or file name: a name may stand without its 区 or 县 */
    REGION_OF_SPEECH, /* the opening: only who speaks or meets counts, 甲省人民政府, 甲县第十届人民代表大会 */
};

/* The row of the first division that `text` names, with those written right behind it (甲市乙区 is the district). A
 * name of several divisions is the one whose province or prefecture the report speaks of. SIZE_MAX where there is none.
 */
size_t region_find(const struct report *report, struct slice text, enum region_source source);
/* The division of that full name in the report's year, told from its namesakes by the text; SIZE_MAX where there is
 * none.
 */
size_t region_of_name(const struct report *report, struct slice name);
/* The division whose short name the body praises at least twice (建设和谐乙, “平安乙”), of the level that it speaks of
 * as its own (全县). SIZE_MAX where there is none, or where it praises two. */
size_t region_find_praised(const struct report *report);
/* The name that a title or file name begins with where no division of the list is in it: one that was renamed or merged
 * since, or is younger than the list (2024年某省某市某区政府工作报告). Empty where what stands there is no such name.
 */
struct slice region_name_written(const struct report *report, struct slice title);
/* The same in a line of the opening: who meets or speaks there (在某县第十届人民代表大会上, 我代表某县人民政府). */
struct slice region_name_spoken(const struct report *report, struct slice line);
/* Whether `longer` is `name` with the divisions that it lies in before it. */
bool region_name_lies_in(const struct report *report, struct slice name, struct slice longer);
/* Writes the division into the document: name from the province down, code, level. */
enum status region_fill(struct report *report, size_t row);

#endif
