/* One numeric expression on its way to a quantity: what its words say, before anyone decides whether it measures. */
#ifndef BAOGAO_STAGES_QUANTITIES_EXPRESSION_H
#define BAOGAO_STAGES_QUANTITIES_EXPRESSION_H

#include "stages/quantities_scanner.h"
#include "stages/units.h"

/* What the words around a number say of it: column `says` of the lexicons before_number and after_number. */
enum says {
    SAYS_NOTHING,
    SAYS_ABOVE,
    SAYS_AT_LEAST,
    SAYS_AT_MOST,
    SAYS_BELOW,
    SAYS_ABOUT,
    SAYS_PAST,    /* 过: above, before a bare 万亿 only */
    SAYS_VALUE,   /* 达到, 增长: a number follows that needs no unit */
    SAYS_START,   /* 从, 由: what 到 then leads to is another number */
    SAYS_ORDINAL, /* 第 */
    SAYS_FIRST,   /* 前: 前三名 is a rank, 前三季度 a time */
    SAYS_NAME,
    SAYS_TITLE, /* 强, 版: right behind a number without unit makes it a name: 百强, 2.0版 */
    SAYS_PERIOD,
    SAYS_VAGUE, /* 几十, 数百: no number is meant */
    SAYS_MORE,  /* 余, 多 */
    SAYS_RANGE, /* 之间 */
    SAYS_WORK,  /* 项目: what is built, behind its capacity */
    SAYS_OF,    /* 的 */
    SAYS_JOIN,  /* 和, 用于: the claim ends before it */
    SAYS_NONE,  /* a longer word that only looks like one of the others: 签约, 成立 */
};

/* A paragraph while its numbers are read. */
struct passage {
    struct report *report;
    struct slice text; /* the report's text up to the paragraph's end */
    size_t start;
    size_t quote_end;        /* up to here the text is a name or slogan in quotation marks */
    bool chinese;            /* the report writes its numbers in Chinese */
    const struct cell *cell; /* NULL outside tables */
};

struct expression {
    enum numeral_token kind;
    struct span mention, whole;
    struct decimal value, value2;
    int power;               /* of the multiplier */
    struct slice multiplier; /* 万, 千亿 */
    struct unit unit;
    struct slice given_unit; /* where it is not the text's: a ratio's rest, %, one shared from a neighbour */
    enum says head, tail;    /* the word before the number, and the one behind number and unit */
    enum comparator comparator;
    enum measure measure;
    bool bare_multiplier;      /* 百亿, 万: no digit */
    bool range, ratio, closed; /* closed: the comparator stands behind: 以上 */
    bool rank, more;           /* more: 余 or 多 follows */
    size_t numeral_end;        /* behind number and multiplier */
};

/* Reads the expression of a token that is a numeral; its class is not its business. False: out of memory. */
bool expression_read(const struct passage *passage, const struct token *token, struct expression *expression);

/* What the longest word that begins (or, before a number, ends) at byte `at` says, and its bytes. */
enum says says_after(const struct passage *passage, size_t at, size_t *size);
enum says says_before(const struct passage *passage, size_t at, size_t *size);

/* Does it measure, or what else is it? Reads the expression and the text around it. */
enum quantity_class expression_class(const struct passage *passage, const struct expression *expression);
/* Is it a number with neither unit nor anything else that says what it is? A neighbour may tell: 15、22个百分点. */
bool expression_is_bare(const struct expression *expression);

#endif
