/* What a sentence says of when and how firmly, up to the number that is asked for. */
#ifndef BAOGAO_STAGES_PERIOD_SENTENCE_H
#define BAOGAO_STAGES_PERIOD_SENTENCE_H

#include "stages/targets/period_frame.h"

/* What was read before a number and still holds at it. */
struct sentence_dates {
    struct years years;      /* named in the sentence; 0: none */
    struct years next_years; /* of the next number alone: 由2020年的… */
    struct years mark;       /* named at the head of a sentence: to the end of the paragraph */
    bool this_year;          /* the years are those of a 今年 that may mean the year of the account or of the plan */
    int start_year;  /* of a change before in the sentence: 从2020年的…增长到2025年的…，税收从… */
    int base;        /* compared with this year: 比2020年; 0: none */
    int last_base;   /* compared with before in the sentence: 比2020年增长40%，年均增长7% */
    int colon_base;  /* the same, before a colon of its sentence */
    bool done;       /* 已, 目前, 截至 in its clause */
    bool year_start; /* 年初 before it in its clause */
    bool starts;     /* 从, 由 before it in its clause */
    bool average, cumulative;
    bool part_year; /* 1—11月, 上半年 in its sentence, and no 全年 since */
    bool expected;  /* 预期目标 before it in its paragraph */
    bool binding;
    enum firmness firmness;        /* of its sentence */
    enum firmness clause_firmness; /* of its clause */
};

struct reader {
    struct report *report;
    const struct calendar *calendar;
    struct frames *frames;
    struct sentence_dates sentence;
    struct years outside;    /* before a bracket opened */
    bool bracket;            /* one is open in the paragraph */
    size_t paragraph;        /* the index of the one that is being read */
    size_t at;               /* the next byte of the text to read */
    size_t base_word;        /* the byte behind a word such as 比 */
    uint32_t section;        /* whose heading was looked at last */
    bool expected;           /* its heading speaks of 预期目标 */
    bool expected_list;      /* the list being read was led to by 主要预期目标是： */
    struct years list_years; /* of the line that leads to the list being read */
    size_t addressed;        /* the byte behind an address of the meeting */
    size_t sentence_start;
    bool paragraph_head; /* nothing but an address or a label was read of it yet */
    bool no_number;      /* no number was passed in it yet */
    bool address;        /* it addresses the meeting: 各位代表！ */
    bool sentence_head;
    bool listed_average; /* 年均增长5%、6%: the list goes on */
};

/* Begins with the first paragraph. */
enum status reader_open(struct reader *reader, struct report *report, const struct calendar *calendar,
                        struct frames *frames);
/* Reads on to byte `to` of the text, which lies in the paragraph with that index, never back: the paragraphs between
 * are read too, for their heads may frame what follows. */
enum status reader_advance(struct reader *reader, size_t paragraph, size_t to);
/* Passes a number: what held for it alone is over. `start`: a change starts at it. */
void reader_pass(struct reader *reader, const struct quantity *quantity, bool start);

#endif
