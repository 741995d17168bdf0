/* The numbering at the head of a line: 第一章, 一、, （一）, 1., 一是, 专栏1, 表1, 附件2. */
#ifndef BAOGAO_STAGES_OUTLINE_LABELS_H
#define BAOGAO_STAGES_OUTLINE_LABELS_H

#include "stages/model/slice.h"

enum label_style {
    LABEL_NONE,
    LABEL_ANNEX,           /* 附件1 */
    LABEL_VOLUME,          /* 第一篇 */
    LABEL_DIVISION,        /* 第一部分 */
    LABEL_CHAPTER,         /* 第一章 */
    LABEL_SECTION,         /* 第一节 */
    LABEL_PART,            /* 一、 */
    LABEL_BARE_PART,       /* 一 and a space */
    LABEL_SUBPART,         /* （一） */
    LABEL_POINT,           /* 1. */
    LABEL_DECIMAL,         /* 1.1, or a number: its line tells */
    LABEL_BRACKETED_POINT, /* （1） */
    LABEL_CIRCLED_POINT,   /* ① */
    LABEL_ITEM,            /* 一是 */
    LABEL_DEMAND,          /* 一要 */
    LABEL_ORDER,           /* 第一， */
    LABEL_BOX,             /* 专栏1 */
    LABEL_TABLE,           /* 表1 */
};

struct label {
    enum label_style style;
    uint32_t ordinal; /* 3 of 第三章; 0 where it has none */
    size_t size;      /* bytes of the label as written */
    size_t rest;      /* bytes up to what follows it: behind colons and spaces */
};

/* The label at the start of `text`; style LABEL_NONE where none stands there. */
struct label label_read(struct slice text);

#endif
