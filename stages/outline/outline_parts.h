/* What the files of the outline stage give each other; no other stage reads it. */
#ifndef BAOGAO_STAGES_OUTLINE_PARTS_H
#define BAOGAO_STAGES_OUTLINE_PARTS_H

#include "stages/model/report.h"
#include "stages/outline/outline_labels.h"

/* In the order in which their words are frequent: a role is found in it. */
enum heading_role {
    ROLE_NONE,
    ROLE_JOINER,      /* 和: a line that begins so goes on with the one before */
    ROLE_DIVISION,    /* 县: what a division's name ends with */
    ROLE_FUTURE_CUE,  /* 确保: told of what is to be reached */
    ROLE_NOT_LEAD,    /* 我们: a sentence that begins so names no topic */
    ROLE_WORKS,       /* 开工建设: a sentence that begins so tells of works and names no topic */
    ROLE_BEFORE_NAME, /* 代表: a division's name may begin behind it */
    ROLE_TITLE_LABEL, /* 标题 in front of the title */
    ROLE_PAGE_TURN,   /* 下转 */
    ROLE_PAGE_TURNED, /* 上接 */
    ROLE_ISSUES,      /* 印发给你们: a notice gives out what it quotes */
    ROLE_OFFICE,      /* 人民政府: behind a region's name, it speaks for the region */
    ROLE_ALONE,       /* 结束语, 名词解释: a heading without number */
    ROLE_ADDRESS,     /* 各位代表 */
    ROLE_REVIEW,      /* 回顾: what a heading is about */
    ROLE_PLAN,        /* 工作安排 */
    ROLE_PAST,        /* 过去一年: when */
    ROLE_FUTURE,      /* 今年 */
    ROLE_PAST_CUE,    /* 居全: told of what was reached */
    ROLE_CITIZENS,    /* 民生实事 */
    ROLE_COUNTED,     /* 件, 清单: with 民生实事, a list of them */
    ROLE_NOTICE,      /* …的通知 */
    ROLE_SESSION,     /* 会议: the line that says where and when */
    ROLE_PRESENTS,    /* 请予审议: the sentence gives the report to the congress */
    ROLE_ANNOUNCE,    /* 以下: the sentence announces a list and names no topic */
    ROLE_PRAISE,      /* 和谐: a division's name without its 县 may stand behind it */
    ROLE_GLOSSARY,    /* 名词解释: given as ROLE_ALONE, heading_opens_glossary tells it apart */
};

/* Several of them, a bit for each. */
typedef uint32_t heading_roles;
#define HEADING_ROLE(role) (UINT32_C(1) << (role))

/* A paragraph seen as a line that may be a heading. Spans are bytes of `report.text`. */
struct outline_line {
    struct label label;
    struct span text;    /* the paragraph without the spaces and dashes that lead it */
    struct span rest;    /* what follows the label */
    size_t sentence_end; /* before the first 。！？； outside brackets and quotes; rest.end where none stands there */
    uint32_t mark;       /* that mark, 0 for none */
    size_t colon;        /* before the first ：of the sentence, 0 for none */
    uint32_t last;       /* the last character */
    enum heading_role role; /* of the word that begins it, which has `role_size` bytes */
    size_t role_size;
    bool whole;   /* nothing follows the sentence */
    bool dashed;  /* —— leads it */
    bool tabular; /* a row of a table: cells divided by tabs */
};

struct outline_heading {
    enum section_kind kind;
    enum label_style style;
    uint32_t ordinal;
    uint32_t next_item;   /* the ordinal of the next 一是 below the same numbered heading; 0 for none */
    uint32_t first, last; /* the paragraphs that hold it */
    struct slice label, title;
    heading_roles roles; /* of the words of its title */
    struct span span;
    size_t end;     /* where its body is known to end (a box, a lead); 0: at the next heading of its level or above */
    bool topic;     /* a topic sentence alone on its line: 一是 may stand below it */
    bool run_in;    /* text follows in its last paragraph */
    bool in_box;    /* an item's name in a box */
    bool top;       /* stands at the first level whatever comes before: 名词解释, 附件1 */
    bool citizens;  /* 民生实事 */
    bool announced; /* the first of a numbered list of 民生实事 that the paragraph before it announces */
};

struct outline {
    struct report *report;
    struct outline_line *lines; /* one a paragraph */
    uint32_t front;             /* the paragraphs before it are front matter: title, date, speaker */
    bool tabs_indent;           /* tabs lead ordinary paragraphs: they make no cells */
    LIST(struct outline_heading) headings;
};

static inline bool is_ideograph(uint32_t code) {
    return (code >= 0x4E00 && code <= 0x9FFF) || (code >= 0x3400 && code <= 0x4DBF);
}

/* The role of the longest word of schemas/headings.csv at byte `at`; `*size` is its bytes. */
enum heading_role heading_role_at(const struct report *report, struct slice text, size_t at, size_t *size);
/* The role of the next word at or after byte `*at`, which moves behind it; ROLE_NONE where none is left. */
enum heading_role heading_role_next(const struct report *report, struct slice text, size_t *at);
/* The roles of all words that stand in `text`. */
heading_roles heading_roles_in(const struct report *report, struct slice text);
/* Whether a word of that role stands anywhere in `text`. */
bool heading_has_role(const struct report *report, struct slice text, enum heading_role role);
/* Whether `title` heads definitions of words: 名词解释. */
bool heading_opens_glossary(const struct report *report, struct slice title);
/* The type of report that a title names; REPORT_UNKNOWN where it names none. */
enum report_type title_report_type(const struct report *report, struct slice title);

/* Reads every paragraph as a line. */
enum status outline_read_lines(struct outline *outline);
/* Reads one line: text[span]. */
struct outline_line outline_read_line(const struct report *report, struct span span);
/* The text of a title: spaces of layout and punctuation at its ends taken away; its start is NULL without memory. */
struct slice outline_title_text(struct report *report, struct span span);
/* The text of a label: spaces of layout taken away. */
struct slice outline_label_text(struct report *report, struct span span);

/* The titles of a report: a page may give it twice. */
enum { MOST_TITLES = 2 };
struct outline_titles {
    struct outline_heading items[MOST_TITLES];
    size_t count;
};
/* Finds the end of the front matter and the titles. */
enum status outline_find_titles(struct outline *outline, struct outline_titles *titles);
/* A title that begins with paragraph `i`, wherever that stands. */
bool outline_take_title(struct outline *outline, uint32_t i, struct outline_heading *title);
/* The title of the document that paragraph `i` quotes at its head: 《…纲要》已经批准. */
bool outline_take_quoted_title(const struct outline *outline, uint32_t i, struct outline_heading *title);
/* Names the other reports that the file holds behind the first. */
void outline_note_further(struct outline *outline, const struct outline_titles *titles);
/* Whether paragraph `i`, which has no label, is a heading on a line of its own: by its form, or as one of several
 * parallel sentences that each stand over a paragraph. */
bool outline_is_plain_heading(const struct outline *outline, uint32_t i);
/* Whether paragraph `i`, which has no label, opens with a topic: the sentence before 。, in a box the name before ：.
 */
struct outline_lead {
    struct span span;
    heading_roles roles; /* of its words */
};
bool outline_has_lead(const struct outline *outline, uint32_t i, bool in_box, struct outline_lead *lead);
/* Whether paragraph `i`, which has no label, is a topic sentence alone on its line over its text. */
bool outline_is_lead_line(const struct outline *outline, uint32_t i);
/* Whether paragraph `i` holds a figure and no word: 392.66, -0.5%, <5.5, 【3】. */
bool outline_is_figure_line(const struct outline *outline, uint32_t i);
/* A table whose cells came a line each: the line below paragraph `i`, or the one behind it, is a figure. */
bool outline_stands_by_figures(const struct outline *outline, uint32_t i);
/* 一、2012年工作回顾 过去一年，…: where the paragraph follows its heading on one line, the title ends with what it is
 * about, before a space of the source, which the text has lost. SIZE_MAX where the line is not such a one. */
size_t outline_title_before_space(const struct outline *outline, const struct outline_line *line);
/* A row of a table: cells divided by tabs, or a short line such as 创新驱动 that heads a group of such rows. */
bool outline_is_row(const struct outline *outline, uint32_t i);
/* 第一章 发展环境……12: a line of the table of contents ends with its page. */
bool outline_is_contents(const struct outline *outline, uint32_t i);
/* 一、2019年：在攻坚中爬坡: whether the title of a part goes on behind its colon to the end of the line. */
bool outline_colon_divides_title(const struct outline *outline, const struct outline_line *line);
/* 〔1〕 numbers a note. */
bool outline_numbers_note(const struct outline *outline, const struct outline_line *line);
/* Whether paragraph `i` ends in the middle of a sentence. */
bool outline_is_open(const struct outline *outline, uint32_t i);
/* Blank lines of the source before paragraph `i`. */
uint32_t outline_blank_lines(const struct outline *outline, uint32_t i);
/* Characters of text[from, to) without spaces at its ends. */
size_t outline_characters(const struct outline *outline, size_t from, size_t to);

/* Finds the headings, in their order. */
enum status outline_find_headings(struct outline *outline);
/* Makes sections of the headings: levels, parents, numbers, bodies. */
enum status outline_build_tree(struct outline *outline);
/* Whether each section reviews or plans; needs the document's type and year. The sections are those of the headings, in
 * their order. */
void outline_set_tenses(const struct outline *outline);
/* Puts a row for each run of dropped lines among the sections. */
enum status outline_add_furniture(struct report *report);

/* 二是 for 一是, 第二 for 第一: what the next of the list begins with, where its numeral is one of the first ten. */
bool outline_next_item_stands_in(const struct outline_line *line, struct slice text);

static inline bool is_box_label(enum label_style style) {
    return style == LABEL_BOX || style == LABEL_TABLE || style == LABEL_ANNEX;
}

#endif
