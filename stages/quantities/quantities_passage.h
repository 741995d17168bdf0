/* A paragraph while its numbers are read, and what the words right before and right behind a number say of it. */
#ifndef BAOGAO_STAGES_QUANTITIES_PASSAGE_H
#define BAOGAO_STAGES_QUANTITIES_PASSAGE_H

#include "stages/model/report.h"

/* What the words around a number say of it: column `cue` of the lists before_number and after_number. */
enum cue {
    CUE_NOTHING,
    CUE_ABOVE,
    CUE_AT_LEAST,
    CUE_AT_MOST,
    CUE_BELOW,
    CUE_ABOUT,
    CUE_PAST,     /* 过: above, before a bare 万亿 only */
    CUE_VALUE,    /* 达到, 为: a number follows that needs no unit */
    CUE_GAIN,     /* 增长, 新增: as VALUE, but no noun may follow: 新增5G基站 */
    CUE_FIELD,    /* 全国, 位居: 第 then counts places */
    CUE_CAPACITY, /* 年产: what a work can do, where a work follows */
    CUE_START,    /* 从, 由: what 到 then leads to is another number */
    CUE_ORDINAL,  /* 第 */
    CUE_FIRST,    /* 前: 前三名 is a rank, 前三季度 a time */
    CUE_NAME,
    CUE_TITLE, /* 强, 版: right behind a number without unit makes it a name: 百强, 2.0版 */
    CUE_PERIOD,
    CUE_VAGUE, /* 几十, 数百: no number is meant */
    CUE_MORE,  /* 余, 多 */
    CUE_RANGE, /* 之间 */
    CUE_WORK,  /* 项目: what is built, behind its capacity */
    CUE_OWNER, /* 企业: who has what is told before: 过10亿元企业 */
    CUE_OF,    /* 的 */
    CUE_HALF,  /* 半, behind a unit */
    CUE_JOIN,  /* 和, 用于: the claim ends before it */
    CUE_NONE,  /* a longer word that only looks like one of the others: 签约, 成立 */
};

/* What the rows of before_number and after_number say. */
struct number_cues {
    const enum cue *before, *after;
};

/* A paragraph while its numbers are read. */
struct passage {
    struct report *report;
    struct number_cues cues;
    struct slice text; /* the report's text up to the paragraph's end */
    size_t start;
    bool title;              /* it names the report, a box or a table */
    size_t number_end;       /* where the number before ends, with its unit */
    size_t quote_end;        /* up to here the text is a name or slogan in quotation marks */
    bool chinese;            /* the report writes its numbers in Chinese */
    const struct cell *cell; /* NULL outside tables */
};

/* Reads the two lexicons, once a report. */
enum status number_cues_read(struct report *report, struct number_cues *cues);

/* What the longest word that begins (before a number: ends) at byte `at` says, and its bytes. */
enum cue cue_after(const struct passage *passage, size_t at, size_t *size);
enum cue cue_before(const struct passage *passage, size_t at, size_t *size);
/* The comparing word that holds over a few characters for the number at byte `at`: 不低于户籍人口2‰, 至少培育10家. */
enum cue cue_over(const struct passage *passage, size_t at);
/* Does it compare: 超过, 不低于, 约? */
bool cue_compare(enum cue cue);

/* The code point at, and before, byte `at`; 0 outside the paragraph. */
static inline uint32_t passage_code(const struct passage *passage, size_t at) {
    return at < passage->text.size ? slice_next(passage->text, &at) : 0;
}
uint32_t passage_code_before(const struct passage *passage, size_t at);
static inline bool passage_has(const struct passage *passage, size_t at, struct slice mark) {
    return slice_starts(slice_part(passage->text, at, passage->text.size), mark);
}

static inline bool is_ideograph(uint32_t code) {
    return code >= 0x4E00 && code <= 0x9FFF;
}
static inline bool is_latin(uint32_t code) {
    return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z');
}
static inline bool is_digit(uint32_t code) {
    return code >= '0' && code <= '9';
}

#endif
