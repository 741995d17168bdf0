/* The formats the tables are written in. A format is one struct of functions over rows (stages/write/rows.h) and the
 * table schemas; it knows no stage and no report layout. Files are made under temporary names that the caller gives;
 * putting them in their place is the caller's business (pipeline/output_set.h). */
#ifndef BAOGAO_STAGES_WRITE_H
#define BAOGAO_STAGES_WRITE_H

#include "stages/model/sha256.h"
#include "stages/write/rows.h"

enum header_names {
    HEADERS_OF_FORMAT, /* Chinese titles in the workbook, identifiers elsewhere */
    HEADERS_CHINESE,   /* column.title */
    HEADERS_ENGLISH,   /* column.name */
};

enum { RUN_OPTIONS_BYTES = 512, MOST_FORMATS = 8 };

/* What a run was, for those who find its tables later. */
struct run_facts {
    const char *version;
    char options[RUN_OPTIONS_BYTES]; /* those that change what is written, as given; a file by its last name */
    char lexicon_sha256[SHA256_TEXT_BYTES];
    size_t inputs;        /* files given */
    size_t failed;        /* of them, that were not converted */
    int64_t time_seconds; /* SOURCE_DATE_EPOCH; 0: not set, and no time is told */
};

enum { RUN_TIME_BYTES = 32 };
/* The time of the run, 2026-01-31T08:00:00Z; false where none is told. */
bool run_time_print(const struct run_facts *run, char out[RUN_TIME_BYTES]);

struct write_options {
    struct run_facts run;
    enum header_names headers;
    bool byte_order_mark;    /* CSV: U+FEFF in front */
    bool review_pages;       /* review/ is written by the same run, for links to it */
    bool raw_cells;          /* CSV: text that a spreadsheet would run is left as it is */
    size_t threads;          /* that a format may use to close its file; 0 is 1 */
    const char *panel_codes; /* of the workbook's panel, with commas between; NULL: those with a few cells */
    int64_t time_seconds;    /* of the files that carry a time, since 1970: SOURCE_DATE_EPOCH, or a fixed one */
};

enum { WRITE_MESSAGE_BYTES = 512 };

/* What is known of a complete file. */
struct file_facts {
    bool known;
    uintmax_t bytes;
    char sha256[SHA256_TEXT_BYTES];
};

/* One format in one run. */
struct writing {
    const struct writer *writer;
    const struct write_options *options;
    const char *paths[TABLES]; /* where to write: one a table, or only the first where the format has one file; "-" is
                                  standard output (only formats that stream), NULL a table that is not
                                  wanted. Nothing is there yet. */
    struct file_facts facts[TABLES];   /* by path, of formats that know them when they have closed the file; of CSV
                                          the bytes so far at any time */
    void *state;                       /* the format's own, from open to close */
    char message[WRITE_MESSAGE_BYTES]; /* on failure: what could not be done and why, without the file's name */
    size_t failed_file;                /* on failure: the index of the path it is about */
};

struct text_format;

enum { PAGE_NAME_BYTES = 160 };

/* All calls but `format` come from one thread, in the order open, report (each report in input order, the failed ones
 * too), linked (each row), close. Whatever failed, close follows an open that was called. */
struct writer {
    const char *name;  /* as --format names it: csv */
    const char *file;  /* the name of its one file: reports.xlsx; NULL: a file a table, named TABLE.NAME */
    const char *index; /* not NULL: `file` is a folder that the format makes, and this its page to begin with */
    const char *media_type;
    /* Of a folder with a file a report: its name; NULL elsewhere. `format` leaves the file in texts[0], and where the
     * rows are an earlier run's the caller leaves there what that run wrote. */
    void (*name_page)(struct slice document, char name[PAGE_NAME_BYTES]);
    bool streams;                   /* it writes from front to end and so to standard output as well */
    const struct text_format *text; /* how a row is text (stages/write/rows_text.h); NULL: the file is no text */
    enum status (*open)(struct writing *writing);
    /* NULL for text. Called on any thread before `report`, to take work off the one thread: leaves in the report's
     * arena what `report` writes; nothing where rows_are_many, and `report` makes it itself. The caller frees the
     * report's scratch. */
    enum status (*format)(const struct writing *writing, struct report *report, struct slice texts[TABLES]);
    /* The rows of one report: rows_give gives them for every table that link does not. A report that failed has only
     * rows of diagnostics. `texts` is what `format` left, of text its rows by table. */
    enum status (*report)(struct writing *writing, struct report *report, const struct slice texts[TABLES]);
    /* One row of a table that link makes over all reports; `cells` as row_taker has them. */
    enum status (*linked)(struct writing *writing, enum table_name table, const struct slice *cells);
    /* Completes the file where `complete` (and says so only once every byte is with the system), else gives up;
     * releases the state in both cases. */
    enum status (*close)(struct writing *writing, bool complete);
};

extern const struct writer write_csv, write_xlsx, write_jsonl, write_sqlite, write_html;

/* All formats in the order --help names them. */
extern const struct writer *const writers[];
extern const size_t writer_count;

#endif
