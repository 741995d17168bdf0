/* The words of schemas/periods.csv, and where in a text words of time can begin at all.
 *
 * Nearly all characters begin none. Which do is learned as they are met, once a report, and from then on a character
 * that begins none is passed at a glance. */
#ifndef BAOGAO_STAGES_PERIOD_WORDS_H
#define BAOGAO_STAGES_PERIOD_WORDS_H

#include "stages/model/report.h"

/* What a word of schemas/periods.csv is for. */
enum period_role {
    ROLE_NONE,         /* shields a longer word from a shorter one: 年均浓度 is no average over years */
    ROLE_YEAR,         /* 今年: 0, 去年: -1 */
    ROLE_YEAR_START,   /* 年初: of the year that is spoken of */
    ROLE_CENTURY,      /* 本世纪末: 100, 本世纪中叶: 50 */
    ROLE_PART_YEAR,    /* 上半年: what follows is of a part of the year */
    ROLE_WHOLE_YEAR,   /* 全年: what follows is of all of it again */
    ROLE_BASE,         /* 比: the year behind it is what is compared with */
    ROLE_BASE_BEHIND,  /* 不变价: the year before it is what is compared with */
    ROLE_TIMES,        /* 倍, 总和: the years not far before it are what is compared with */
    ROLE_SINCE_BEHIND, /* 起: the year before it begins what is spoken of */
    ROLE_START,        /* 从: the number behind it may be where a change began */
    ROLE_REACH,        /* 到: the number behind it is where a change leads */
    ROLE_RECORD,       /* 首次: the years before it say how rare it is, not when it was */
    ROLE_AVERAGE,      /* 年均 */
    ROLE_CUMULATIVE,   /* 累计 */
    ROLE_DONE,         /* 已, 目前, 截至: what follows is reached, in a plan too */
    ROLE_PAST,         /* 同比, 了: a sign of an account where the outline gives none */
    ROLE_FIRM,         /* 确保 */
    ROLE_AIM,          /* 力争; 1: a commitment even in an account */
    ROLE_EXPECTED,     /* 预期目标 */
    ROLE_BINDING,      /* 约束性 */
    ROLE_GOAL,         /* of a column: 目标, 计划 */
    ROLE_RESULT,       /* of a column: 完成, 预计 */
    ROLE_ADDRESS,      /* 各位代表 */
    ROLE_SESSION,      /* 会议: the date in its sentence is when the report was given */
    ROLE_COMING,       /* 新的一年, 年内: of the plan; 1: its year is meant */
    ROLE_MODAL,        /* 要, 将 */
    ROLE_PLANNING,     /* 加快, 培育: commoner in plans */
    ROLE_ACCOUNT,      /* 荣获, 成效: commoner in accounts */
};

struct period_word {
    enum period_role role;
    int value;
    size_t size;
};

/* What can begin with a character; nothing is known of it before it was met. */
enum { MAY_BE_TIME = 1, MAY_BE_WORD = 2, BEGINS_NOTHING = 4 };
enum { LEARNED_CODES = 0x10000, CODES_EACH = 16 };

struct period_words {
    const struct lexicon *lexicon;
    struct period_word *rows;                     /* by row of the file: its role and value */
    uint64_t learned[LEARNED_CODES / CODES_EACH]; /* four bits a code point; 0: not met */
};

/* NULL where memory ran out. */
struct period_words *period_words_open(struct report *report);

/* The longest word of schemas/periods.csv at byte `at`, below text.size. Costs more than period_beginning, which tells
 * where to ask. */
bool period_word(const struct period_words *words, struct slice text, size_t at, struct period_word *word);

/* Whether a text holds a word of that role; whether one begins at a byte of it. */
bool period_role_in(struct period_words *words, struct slice text, enum period_role role);
bool period_role_at(const struct period_words *words, struct slice text, size_t at, enum period_role role);

/* Finds out what a character can begin, and keeps it. */
unsigned period_learn(struct period_words *words, struct slice text, size_t at, uint32_t code);

/* What the character at byte `at` can begin; a mark that ends or turns what was said of time (。，（《) counts as a
 * word. */
static inline unsigned period_beginning(struct period_words *words, struct slice text, size_t at, uint32_t code) {
    unsigned learned = code < LEARNED_CODES ? words->learned[code / CODES_EACH] >> code % CODES_EACH * 4 & 15 : 0;
    return learned ? learned : period_learn(words, text, at, code);
}

/* The first place at or behind byte `at`, below byte `to`, where a word of time, a number or a mark can stand; the end
 * of the character before `to` where there is none. */
static inline size_t period_place(struct period_words *words, struct slice text, size_t at, size_t to) {
    while (at < to) {
        size_t behind = at;
        uint32_t code = slice_next(text, &behind);
        if (period_beginning(words, text, at, code) != BEGINS_NOTHING)
            break;
        at = behind;
    }
    return at;
}

#endif
