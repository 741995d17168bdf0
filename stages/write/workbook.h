/* The workbook in the making, shared by the workbook_*.c files that write_xlsx.c puts together. It knows rows, table
 * schemas and libxlsxwriter; it knows no stage.
 *
 * Data sheets are written in libxlsxwriter's constant memory: a row once left is on disk. The overview and the numbers
 * of its charts are small and stay in memory, so that the charts carry their values with them.
 *
 * The first failure is kept in the book (status, message); later calls then do nothing of use. */
#ifndef BAOGAO_STAGES_WORKBOOK_H
#define BAOGAO_STAGES_WORKBOOK_H

#include <xlsxwriter.h>

#include "stages/model/text.h"
#include "stages/write.h"
#include "stages/write/workbook_rows.h"
#include "stages/write/workbook_tally.h"
#include "stages/write/workbook_text.h"

/* What one file may hold. Tests use small ones. */
struct book_limits {
    uint32_t rows;       /* of a sheet, its headers included */
    uint32_t columns;    /* of a sheet */
    uint32_t characters; /* UTF-16 units of a cell */
};

extern const struct book_limits BOOK_LIMITS;

/* How a cell looks. */
enum look {
    LOOK_PLAIN,
    LOOK_STRONG,
    LOOK_MUTED,
    LOOK_LINK,
    LOOK_HEADER,
    LOOK_TARGET,
    LOOK_ACTUAL,
    LOOK_FIRM,
    LOOK_AIM,
    LOOK_SOFT,
    LOOK_PLANNED,
    LOOK_STARTING,
    LOOK_UNDERWAY,
    LOOK_COMPLETED,
    LOOK_CHECK, /* something to check, a warning */
    LOOK_ERROR,
    LOOK_MET,
    LOOK_MISSED,
    LOOK_NAME, /* of the workbook, on its first page */
    LOOK_TOPIC,
    LOOK_REMARK,  /* beside a count */
    LOOK_LEVEL_1, /* indented by the depth of a heading */
    LOOK_LEVEL_2,
    LOOK_LEVEL_3,
    LOOK_LEVEL_4,
    LOOKS
};

/* How a number is shown. NUMBER_DECIMALS + n has thousands separators and n decimals; the goals of the panel have
 * their comparator in front (≥5.5), NUMBER_GOALS + n × COMPARATOR_WORDS + comparator. */
enum { MOST_DECIMALS = 15 };
enum number_look {
    NUMBER_NONE,
    NUMBER_PLAIN,   /* 2026 */
    NUMBER_FIXED,   /* 0.97 */
    NUMBER_PERCENT, /* 12.5% */
    NUMBER_DECIMALS,
    NUMBER_GOALS = NUMBER_DECIMALS + MOST_DECIMALS + 1,
    NUMBER_LOOKS = NUMBER_GOALS + (MOST_DECIMALS + 1) * COMPARATOR_WORDS
};

/* A table's sheet, or the last of its sheets where one did not hold its rows. */
struct sheet {
    lxw_worksheet *worksheet;
    uint32_t part; /* from 1 */
    uint32_t row;  /* the next free one */
    size_t count;  /* rows of the table in all its sheets */
    size_t unlinked;
};

struct panel_row {
    struct slice cells[PANEL_COLUMNS];
};

/* What the overview says, counted as rows go by. */
enum { REGION_REPORTS, REGION_FIRM, REGION_AIM, REGION_SOFT };
struct book_counts {
    size_t goals, results, doubtful, doubtful_cells, catalogued, partial, cut;
    size_t severities[SEVERITY_ERROR + 1];
    struct tally years, regions; /* by REGION_… */
    struct tally sectors;        /* by enum stage_code */
};

/* 5～6 is the number 5 in a format of its own. */
struct range_format {
    enum look look;
    int decimals;
    struct slice upper;
    lxw_format *format;
};

struct book {
    lxw_workbook *file;
    bool english;
    size_t threads; /* that it may use when it is closed */
    struct book_limits limits;
    lxw_format *formats[LOOKS][2][NUMBER_LOOKS]; /* made when first used; [1] wraps */
    LIST(struct range_format) ranges;
    struct run_facts run;
    bool review_pages;       /* stand beside the book, and its rows link to them */
    const char *panel_codes; /* with commas between; NULL: none were asked for */
    lxw_worksheet *overview, *headline;
    struct sheet sheets[TABLES];
    char *folder;                   /* where rows lie on their way, with its / */
    struct deflater *deflater;      /* of all rows */
    LIST(struct row_stream *) rows; /* by worksheet->index; NULL where libxlsxwriter writes all rows itself */
    struct arena arena;
    LIST(struct panel_row) panel;
    struct book_counts counts;
    const struct lexicon *lexicon; /* of the reports; NULL before the first */
    struct cell_text text;
    enum status status;
    char message[WRITE_MESSAGE_BYTES];
};

/* Excel is no place to search a text: the sentences stand in the other formats. */
static inline bool book_has_sheet(enum table_name table) {
    return table != TABLE_SENTENCES;
}

/* ---- workbook_base.c: failures, words and looks, which all others use ---- */

void book_fail(struct book *book, enum status status, const char *message);
/* Fails where libxlsxwriter did. */
void book_check(struct book *book, lxw_error error);
const char *book_word(const struct book *book, enum book_word_name name);
/* Of a range's lower end, which shows both: 5～6. NULL where there are too many such formats. */
lxw_format *book_range_format(struct book *book, enum look look, int decimals, struct slice upper);
lxw_format *book_format(struct book *book, enum look look, bool wrap, enum number_look number);
/* A sheet that is not of a table: in memory. */
lxw_worksheet *book_add_sheet(struct book *book, const char *name);
/* A3 across, as wide as the page, the first `rows` rows repeated, page numbers. */
void book_set_up_print(struct book *book, lxw_worksheet *worksheet, uint32_t rows);

/* ---- workbook.c: the book from opening to closing, which calls the others ---- */

/* A new book that will stand at `path`. On failure `*book` is there all the same, for book_close; NULL only without
 * memory. */
enum status book_open(struct book **book, const char *path, const struct write_options *options,
                      const struct book_limits *limits);
/* Writes the file where `complete` and nothing failed; frees the book. The message of a failure goes to `message`. */
enum status book_close(struct book *book, bool complete, char message[WRITE_MESSAGE_BYTES]);

/* ---- workbook_sheet.c: the sheet of a table ---- */

enum { SHEET_NAME_BYTES = 64 };

/* The name of a table's sheet, NUL-terminated: 指标, 指标 (2). */
void sheet_name(const struct book *book, enum table_name table, uint32_t part, char out[SHEET_NAME_BYTES]);
/* Which of a table's sheets, from 1, holds its row `index`, from 0. */
uint32_t sheet_part(const struct book *book, size_t index);
/* Adds the table's next sheet: columns, header, notes, print set-up. */
void sheet_add(struct book *book, enum table_name table);
/* What a sheet needs once its last row stands. */
void sheet_finish(struct book *book, enum table_name table);
/* Where a cell jumps to: the row of a table that has this key, or a place outside the book. */
struct sheet_link {
    enum table_name table;
    size_t index; /* of the row in its table, from 0: tells the sheet */
    struct slice key;
    struct slice address; /* relative to the book's folder; empty: the row */
};

/* What one cell of a row jumps to. */
struct cell_link {
    size_t column;
    struct sheet_link to;
};

/* Writes one row; each of its `links` is of another column. */
void sheet_write_row(struct book *book, enum table_name table, const struct slice *cells, const struct cell_link *links,
                     size_t link_count);
/* Text of any length; `column` is for the message where it is cut. */
void sheet_write_text(struct book *book, lxw_worksheet *worksheet, uint32_t row, uint16_t column, struct slice text,
                      lxw_format *format);
/* A note on a header cell. */
void sheet_write_note(struct book *book, lxw_worksheet *worksheet, uint32_t row, uint16_t column, const char *title,
                      const char *description);
/* A number as printed, with at least `decimals` decimals, where NUMBER_DECIMALS and NUMBER_GOALS + comparator show
 * them; what a double cannot hold is written as text. */
void sheet_write_number(struct book *book, lxw_worksheet *worksheet, uint32_t row, uint16_t column, struct slice text,
                        enum look look, enum number_look number, int decimals);

/* A number with its comparator: ≥5.5, 5～6. */
struct goal {
    struct slice text, upper; /* plain decimals; upper: of a range */
    enum look look;
    size_t comparator;
};
/* `link`: what it jumps to, NULL for nothing. */
void sheet_write_goal(struct book *book, lxw_worksheet *worksheet, uint32_t row, uint16_t column,
                      const struct goal *goal, const struct sheet_link *link);
/* Makes the rows so far of a table's sheet an Excel table; `headers` are those that stand in its first row. */
void sheet_add_table(struct book *book, enum table_name table, const char *const *headers, size_t count);

/* ---- workbook_links.c: cells that jump ---- */

/* Whether the sheet has a column of keys behind its own, folded away. The reports are found by their first column. */
bool sheet_has_keys(enum table_name table);
/* What a row is found by: document#number. Its start is NULL only where memory ran out. */
struct slice sheet_key(struct arena *arena, struct slice document, struct slice number);
/* A cell that jumps to a row; false, and nothing is written, where the key or the text is too long for a formula. */
bool sheet_write_link(struct book *book, lxw_worksheet *worksheet, uint32_t row, uint16_t column, struct slice shown,
                      lxw_format *format, const struct sheet_link *link);
/* The same for a number, which stays one; `printed` is the number as a plain decimal. */
bool sheet_write_linked_number(struct book *book, lxw_worksheet *worksheet, uint32_t row, uint16_t column, double value,
                               struct slice printed, lxw_format *format, const struct sheet_link *link);

/* ---- workbook_looks.c: which look a cell of a table has ---- */

enum look look_of_cell(enum table_name table, size_t column, const struct slice *cells);

/* ---- workbook_headline.c, workbook_panel.c, workbook_overview.c, workbook_charts.c: what stands when all rows are
 * known ---- */

void book_write_headline(struct book *book);
void book_write_panel(struct book *book);
void book_write_overview(struct book *book);
/* The charts from row `row` of the overview on, and the sheet of their numbers. */
void book_write_charts(struct book *book, uint32_t row, uint16_t column);

/* ---- workbook_cells.c: one cell, of a sheet in libxlsxwriter or of rows that go past it ---- */

/* The rows behind the headers of a worksheet go past libxlsxwriter. */
void book_add_rows(struct book *book, lxw_worksheet *worksheet);
void cell_put_text(struct book *book, lxw_worksheet *worksheet, uint32_t row, uint16_t column, const char *text,
                   lxw_format *format);
void cell_put_number(struct book *book, lxw_worksheet *worksheet, uint32_t row, uint16_t column, double value,
                     lxw_format *format);
void cell_put_boolean(struct book *book, lxw_worksheet *worksheet, uint32_t row, uint16_t column, bool value,
                      lxw_format *format);
/* Formulas begin with =; what they give is shown before anything is calculated. */
void cell_put_formula(struct book *book, lxw_worksheet *worksheet, uint32_t row, uint16_t column, const char *formula,
                      const char *result, lxw_format *format);
void cell_put_number_formula(struct book *book, lxw_worksheet *worksheet, uint32_t row, uint16_t column,
                             const char *formula, double result, lxw_format *format);
/* Of the row that was written last. */
void row_put_height(struct book *book, lxw_worksheet *worksheet, uint32_t row, unsigned points);
/* Closes the last row of the worksheet, also where libxlsxwriter holds it. */
void book_end_rows(struct book *book, lxw_worksheet *worksheet);
/* Puts the rows into the finished package at `path`. */
void book_splice_rows(struct book *book, const char *path);
void book_free_rows(struct book *book);

/* ---- workbook_package.c ---- */

#define ROWS_UNKNOWN SIZE_MAX

/* How many bytes the rows of each sheet take; ROWS_UNKNOWN where they were kept in memory. */
struct sheet_rows {
    size_t *items;
    size_t count, capacity;
};

/* Does every part of the package at `path` close what it opens, and does every sheet hold its rows? Unpacks them all,
 * on two threads where `threads` are that many. */
bool package_is_whole(const char *path, const struct sheet_rows *sheets, size_t threads);

#endif
