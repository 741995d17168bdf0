/* One report on its way through the stages: an arena, the text, and the arrays that the stages append to. */
#ifndef BAOGAO_MODEL_REPORT_H
#define BAOGAO_MODEL_REPORT_H

#include "enums_generated.h" /* enums whose words stand in columns, from the tables of schemas */
#include "stages/model/arena.h"
#include "stages/model/decimal.h"
#include "stages/model/evidence.h"
#include "stages/model/slice.h"
#include "stages/model/status.h"
#include "stages/model/word_classes.h"

struct lexicon;

/* A place for people: line from 1 (LF, CRLF and CR end one), column in code points from 1, of the decoded source. */
struct place {
    uint32_t line, column;
};

/* Bytes [start, end) of a text: of `report.text` where nothing else is said. */
struct span {
    size_t start, end;
};

struct diagnostic {
    enum severity severity;
    uint32_t line;     /* 0: the whole file */
    const char *stage; /* its name in the array of stages */
    const char *code;  /* a fixed word: bad_byte, empty, not_text … */
    struct slice message;
};

/* ---- decode: `source`, with where its lines begin ---- */

/* What a line of `source` is, as the file's format tells it. */
enum block_kind {
    BLOCK_PARAGRAPH,
    BLOCK_BLANK, /* stands between paragraphs or the rows of a table */
    BLOCK_HEADING,
    BLOCK_CELL,
    BLOCK_NOTE,      /* a footnote or endnote */
    BLOCK_TEXT_BOX,  /* text that stands beside the paragraphs */
    BLOCK_PAGE_EDGE, /* the head or foot of a page */
    BLOCK_OUTSIDE,   /* of a web page, what is not its content: navigation, other articles */
};

struct block {
    enum block_kind kind;
    bool real_end;                  /* the format ends the line here; else layout may have cut it */
    uint8_t level;                  /* of a heading, from 1; 0: unknown */
    uint32_t table, row, column;    /* of a cell, each from 1 */
    uint32_t row_span, column_span; /* of a cell; the cells it covers stand as empty ones */
    uint32_t page;                  /* from 1; 0: the format has no pages */
    size_t byte;                    /* of the decoded file, where the line begins; 0: not known */
};

/* ---- clean: `text`, made of paragraphs, with the way back to `source` ---- */

/* From byte `text_start` of the text on, bytes come from `source_start` on: one to one, or, where `folded`, all from
 * the one character there (full-width ５ is 5). Runs stand in order; each holds until the next begins. */
struct map_run {
    size_t text_start, source_start;
    bool folded;
};

enum furniture_kind {
    FURNITURE_LAYOUT, /* line ends inside paragraphs, blank lines, layout spaces, invisible characters */
    FURNITURE_MARK,   /* [bookmark: …], 上接1版 */
    FURNITURE_CHROME, /* 下载 打印 【字号】, source lines, page addresses */
};

struct furniture {
    struct span source; /* bytes of `source` */
    enum furniture_kind kind;
};

/* A paragraph's text is text[span]; a line feed that belongs to none stands after each. */
struct paragraph {
    struct span span;
    bool tab_led;      /* the source line begins with a tab: a table cell */
    bool blank_before; /* blank lines stand before it in the source */
    bool indented;     /* ideographic or other spaces stood at its head */
    uint32_t block;    /* the index of its first line's block; see report_block */
    uint32_t section;  /* outline: the index of the section whose body or heading it is */
    bool heading;      /* outline: the whole paragraph is a heading (or a part of one) */
    bool cell;         /* tables: it is a cell of a table */
};

/* ---- outline ---- */

#define NO_SECTION UINT32_MAX

struct section {
    enum section_kind kind;
    int level;           /* depth in what the file holds, title 0 */
    uint32_t parent;     /* index, NO_SECTION for none */
    struct slice number; /* its key: s2.3.1; s0 the title, f1 the first furniture */
    struct slice label;  /* 第一章, 一、, （一）, 专栏1 */
    struct slice title;  /* joined where the source breaks it */
    struct span heading; /* its heading in the text, label included; for furniture empty */
    struct span body;    /* from its heading to the next heading of its level or above */
    enum tense tense;
    bool tense_told; /* a heading says so, its own or one above it; else its text was counted */
    bool citizens;   /* a 民生实事 list: each deliverable is a project */
    uint32_t line, line_end;
};

/* What the file says of itself, or `--meta` of it. */
struct document {
    struct slice name; /* the path given, relative to its INPUT folder: the key */
    struct slice title;
    enum report_type type; /* REPORT_BULLETIN, 统计公报: all its figures are achievements of its year */
    struct slice region, region_code;
    enum region_level region_level;
    int year;                     /* 0: unknown */
    int period_start, period_end; /* of a five-year plan; 0: unknown */
    bool partial;
    struct slice format; /* text, html, docx … */
    struct slice reader; /* the program that read it and its version; empty: this one */
    size_t pages;        /* 0: the format has none */
    struct slice encoding;
    double encoding_confidence; /* 0 to 1 */
    size_t bytes, characters, replaced, lines_dropped;
    char sha256[65];
};

/* ---- tables ---- */

struct cell {
    struct slice table; /* its key in the document: the number of the table, 1, 2 … */
    uint32_t section;   /* the table's or box's section, NO_SECTION for none */
    struct slice title;
    uint32_t row, column; /* from 1; header rows count */
    bool header;
    bool describes;                     /* it names its row, or numbers it, groups it, tells its unit or attribute */
    bool growth;                        /* of a column of rates: 年均增速, 比上年增长 */
    struct slice row_head, column_head; /* the indicator (with its unit) and the column's title */
    struct slice group;                 /* the group row above: 一 综合发展质效 */
    struct span span;                   /* where it stands; may reach over lines */
    struct slice text;                  /* joined where it was wrapped */
    bool average, cumulative;           /* a footnote gives * or 【】 that meaning */
    enum { ATTRIBUTE_NONE, ATTRIBUTE_EXPECTED, ATTRIBUTE_BINDING } attribute;
};

/* ---- words ---- */

enum word_kind { WORD_KNOWN, WORD_PLACE, WORD_UNKNOWN, WORD_NUMBER, WORD_LATIN, WORD_MARK };

#define NO_WORD UINT32_MAX

struct word {
    word_classes classes;
    uint32_t start, end; /* bytes of `text` */
    uint32_t partner;    /* index of the other mark of a pair of brackets or quotes; NO_WORD for none */
    enum word_kind kind;
};

/* ---- quantities ---- */

/* enum quantity_class: QUANTITY_MEASURED a measurement; _YEAR a year, date or time; _ORDINAL 第三届, 一是, list
 * numbers; _NAME part of a name or code: 5G, PM2.5, G246, 4A级, 220千伏变电站, 1+4+13; _PHRASE part of a fixed phrase
 * or slogan: 三个作用, 两个确立; _DURATION 五年来, 连续3年, 三年行动. */

struct quantity {
    enum quantity_class class;
    struct span mention; /* the number as written: digits, separators and point, or Chinese numerals */
    struct span whole;   /* with comparator words, magnitude, unit and the rest of a range or ratio */
    size_t signed_start; /* where the number begins with its sign and the bracket of its unit: 为负3%, （亿元）320 */
    struct decimal value, value2;
    struct slice unit; /* as written with its magnitude: 万人, 亿元, %, 个百分点; for a ratio its rest */
    bool unit_unknown; /* no line of the lexicon has it */
    struct decimal base_value, base_value2; /* in base_unit */
    struct slice base_unit;
    enum comparator comparator;
    enum measure measure; /* what the expression itself says (倍, 个百分点, 第3位); else MEASURE_UNKNOWN */
    uint32_t section;     /* where it stands, NO_SECTION for none */
};

/* ---- clauses ---- */

#define NO_INDEX UINT32_MAX /* of a phrase, a predicate, a clause */

/* Words [first, end) of the report; equal: none. */
struct word_range {
    uint32_t first, end;
};

enum phrase_role {
    PHRASE_SUBJECT,
    PHRASE_OBJECT,
    PHRASE_LIST_NAME, /* what follows 等: 重点项目 */
    PHRASE_ADJUNCT, /* what a preposition in front of the verb brings: 在…, 围绕…; for 把, 将 and 对 it is an object */
};

/* A noun phrase; of a list each member is one. */
struct noun_phrase {
    enum phrase_role role;
    uint32_t predicate;
    struct word_range words; /* as written, with counts and brackets, without the verb, 等 and what follows it */
    struct word_range core;  /* without counts at its ends and the words that belong to the verb (…建设) */
    struct word_range count; /* the quantity at its head or end: 3个, 40个 */
    uint32_t head;           /* its head noun: the last word of `core` outside brackets but for a phase (二期) */
    uint32_t relative_end;   /* behind the last 的 of `core` outside brackets; core.first where none stands there */
    uint32_t tail_lender;    /* the phrase that lends it its end (墨溪 of 墨溪、岑口水库); NO_INDEX for none */
    uint32_t tail_first;     /* the lender's word where what it lends begins; it goes to the end of the lender's core */
    uint32_t front_lender;   /* the phrase that lends it its beginning (三期 of 水库二期投产、三期启动) */
    uint32_t front_end;      /* the lender's word where that ends; it begins with the lender's core */
};

/* A verb with what it governs. */
struct predicate {
    uint32_t clause;
    struct word_range verb; /* with its adverbs: 加快推进; for a verb behind its subject 相继投产. May be empty */
    struct word_range cause;         /* a verb in front of the list whose own verb stands behind it: 推动, 力争 */
    struct word_range frame;         /* the preposition that brought an adjunct: 把, 为, 围绕 */
    uint32_t subjects, subjects_end; /* its phrases */
    uint32_t objects, objects_end;
    uint32_t adjunct;       /* a phrase, NO_INDEX for none */
    bool etc;               /* 等 closes the list */
    uint32_t list_name;     /* a phrase: what follows 等; NO_INDEX for none */
    struct word_range tail; /* the words behind the object that belong to the verb: 加快…建设 */
};

enum clause_mark { MARK_COMMA, MARK_SEMICOLON, MARK_COLON, MARK_STOP };
enum commitment { COMMITMENT_NONE, COMMITMENT_PROMISED, COMMITMENT_ACHIEVED };

struct clause {
    uint32_t sentence;
    struct word_range words; /* without the mark behind it */
    struct word_range body;  /* without list number, opening words and times at its head */
    struct word_range time;  /* the first words that say when: 2027年底 */
    enum clause_mark mark;   /* that ends it */
    bool label;              /* a short clause with a colon behind it at the head of its paragraph: a run-in label */
    enum commitment commitment;
    uint32_t predicates, predicates_end;
    uint32_t
        subject_clause; /* whose subject it speaks of: its own index, an earlier clause's of its sentence, NO_INDEX */
};

struct report_sentence {
    uint32_t paragraph;
    enum tense tense; /* of its section */
    struct word_range words;
    struct span span; /* with the stop that ends it */
    uint32_t clauses, clauses_end;
};

/* ---- targets ---- */

struct target {
    uint32_t quantity; /* its index: value, unit, mention and place are the quantity's */
    struct slice indicator;
    struct slice subject_region;                 /* where it speaks of only part of the report's region: 兰州新区 */
    struct slice indicator_code, indicator_name; /* the catalogue's, empty where it has none */
    enum target_kind kind;
    int32_t kind_sum; /* of the evidence of EVIDENCE_KIND; 0 where something else decides */
    enum measure measure;
    enum comparator comparator;
    struct decimal value, value2, base_value, base_value2;
    struct slice unit, base_unit;
    int period_start, period_end; /* 0: unknown */
    bool average, cumulative, expected, binding;
    struct slice verb;
    enum firmness firmness;
    struct span quote;
    struct slice flags;          /* words with a space between */
    struct evidence_facts facts; /* EVIDENCE_TARGETS_…; whoever decides something of the target adds what it saw */
    int32_t sum;                 /* of the evidence, when all is decided */
    bool corrected;              /* a reader looked at it: it is as sure as can be */
};

/* ---- projects ---- */

struct project {
    uint32_t section;
    struct slice category, name, stage;
    enum stage_code stage_code;
    enum project_sector sector;
    enum target_kind kind;
    bool kind_known; /* something tells whether it is planned or done */
    int year;
    struct decimal amount, amount_base; /* amount_base: in 元 */
    struct slice amount_unit;
    struct span quote;
    size_t at, end;              /* bytes of the text where the name begins, and behind what stands there of it */
    struct evidence_facts facts; /* EVIDENCE_PROJECTS_… */
    int32_t sum;
    bool corrected; /* as a target's */
};

/* ---- corrections ---- */

/* What a reader found of a row, from --corrections. `key` says where its number or name stands and how it reads:
 * "12:34 5.5". `field` is a column, or "row" for all of it (then `is` is right or wrong). */
struct correction {
    struct slice document, table, key, field, was, is;
    size_t file_line;
};

/* ---- candidates ---- */

/* A phrase that could be a project, or what a number measures: those that lost as well. Kept only where someone asks
 * why (report->explains): a stage decides on its own candidates and hands them over with report_explain. */
struct candidate {
    enum evidence_table table;
    struct span span;  /* where it stands in the text */
    struct slice name; /* as its row has it or would have it */
    uint32_t quantity; /* the index of the number it competes for; NO_QUANTITY for none */
    struct evidence_facts facts;
    int32_t sum;
    bool taken; /* it is a row */
};

#define NO_QUANTITY UINT32_MAX

/* ---- the report ---- */

struct report {
    struct arena arena;
    struct arena scratch; /* what a stage needs until it ends, its lists while they grow; stages_run empties it */
    struct arena syntax;  /* what stages need of sentences and rows do not; report_drop_syntax empties it */
    const struct lexicon *lexicon;
    struct slice bytes;          /* the file; only decode looks at it */
    const char *forced_encoding; /* --encoding; NULL: decode finds it */
    const char *launcher;        /* this program, which starts others confined; NULL: none are started */
    struct document given;       /* --meta: its title, type, region and year where known go before those of the text */
    struct document document;
    const struct correction *corrections; /* those of this report */
    size_t correction_count;
    const struct kept_rows *kept; /* not NULL: the rows that an earlier run made of it stand for all below */
    bool failed;                  /* a stage could not go on: it has rows of diagnostics only */

    struct slice source;       /* decode: UTF-8 without a byte order mark, line ends as in the file */
    LIST(struct block) blocks; /* decode: one a line of `source`; none where the file is plain text */
    LIST(size_t) line_starts;  /* decode: the byte of `source` where each line begins */
    LIST(uint32_t) characters; /* decode: code points before byte 64 × i of `source` */

    struct slice text;
    LIST(struct map_run) map;
    LIST(struct paragraph) paragraphs;
    LIST(struct furniture) furniture;

    LIST(struct section) sections;
    LIST(struct cell) cells;

    /* In `syntax`. */
    LIST(struct word) words;        /* in the order of the text */
    LIST(uint32_t) word_steps;      /* by 64 bytes of the text: the first word that ends behind their begin */
    LIST(uint32_t) paragraph_words; /* by paragraph: its first word; one more at the end: the number of words */
    LIST(struct clause) clauses;
    LIST(struct predicate) predicates;
    LIST(struct noun_phrase) phrases;

    LIST(struct quantity) quantities; /* in the order of the text */
    LIST(struct report_sentence) sentences;
    LIST(struct target) targets;
    struct course *course; /* targets: which sentences are account and which plan; projects asks as well */
    LIST(struct project) projects;
    LIST(struct diagnostic) diagnostics;

    bool explains;                     /* someone asks why: candidates are kept */
    LIST(struct candidate) candidates; /* in no order */
};

/* words fills `word_steps` with this once `words` is complete. */
enum status report_index_words(struct report *report);
/* Once the last stage has ended: most of a report's memory is given back, and nobody can ask how it was read. */
void report_drop_syntax(struct report *report);
/* decode fills `line_starts` and `characters` with this once `source` stands. */
enum status report_index_source(struct report *report);
/* Which byte of `source` the byte `text_offset` of the text comes from. */
size_t report_source_offset(const struct report *report, size_t text_offset);
/* The place of a byte of `source`, and of a byte of the text. */
struct place report_source_place(const struct report *report, size_t source_offset);
struct place report_place(const struct report *report, size_t text_offset);
/* Their lines alone, which cost less. */
uint32_t report_source_line(const struct report *report, size_t source_offset);
uint32_t report_line(const struct report *report, size_t text_offset);
struct slice report_text(const struct report *report, struct span span);
/* What the format says of a paragraph, or of a line counted from 1; NULL for plain text. */
const struct block *report_block(const struct report *report, const struct paragraph *paragraph);
const struct block *report_line_block(const struct report *report, uint32_t line);
/* Whether it is a note, which explains and claims nothing. */
bool report_is_note(const struct report *report, const struct paragraph *paragraph);
/* The page of a line counted from 1; 0 where the format has no pages. */
uint32_t report_page(const struct report *report, uint32_t line);
/* The paragraph that holds a byte of the text; NULL where none does. */
struct paragraph *report_paragraph(const struct report *report, size_t text_offset);

/* What stands between the marks that end clauses, before a thing and behind it; no more than a fixed way. */
struct span report_clause(const struct report *report, struct span thing);

/* Keeps a candidate where someone asks why. False: out of memory. */
bool report_explain(struct report *report, const struct candidate *candidate);
/* The index of the word that holds a byte of the text, or of the first one behind it. */
uint32_t report_word(const struct report *report, size_t text_offset);

/* Adds a diagnostic; `format` as printf. Without memory it is lost, as is all else of the report then. */
#if defined(__GNUC__)
__attribute__((format(printf, 6, 7)))
#endif
void report_note(struct report *report, enum severity severity, uint32_t line, const char *stage, const char *code,
                 const char *format, ...);
/* An error of the whole input, and STATUS_INPUT. */
enum status report_refuse(struct report *report, const char *stage, const char *code, const char *message);
/* The first quantity whose mention begins at byte `at` of the text or behind it; the count of them where none does. */
size_t report_first_quantity(const struct report *report, size_t at);

#endif
