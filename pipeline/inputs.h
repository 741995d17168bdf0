/* What the command line names, as a list of files in a fixed order, and the bytes of one of them.
 *
 * Archives (.zip), collections (.csv, .tsv, .json, .jsonl, .xlsx) and mail (.eml) are files that hold documents: each
 * is an input of its own, with the key reports.zip/重庆/a.docx or reports.csv#12 (the row as the file counts it).
 *
 * A folder is taken whole, in the order of its names' bytes; names that begin with a dot are left out. Links are
 * followed, but no folder is entered twice. Paths may be longer than PATH_MAX. */
#ifndef BAOGAO_PIPELINE_INPUTS_H
#define BAOGAO_PIPELINE_INPUTS_H

#include <sys/types.h>

#include "stages/model/report.h"

struct lexicon;
struct zip;
struct zip_member;

/* A document inside a file: the member of an archive, a row of a collection. */
struct input_member {
    const struct zip *zip; /* NULL: `text` is what it holds */
    const struct zip_member *member;
    struct slice text;
    struct document given; /* what the file's other columns say */
    const char *format;    /* of a collection; NULL: decode finds it */
};

struct input {
    const char *path;                  /* "-" is standard input */
    struct slice key;                  /* relative to the folder it was found in, UTF-8, no other input has it */
    const char *code;                  /* NULL, or why it is no file to read: a diagnostic's code … */
    const char *problem;               /* … and its message */
    const char *note;                  /* of the file it stands in, for people; NULL: none */
    size_t bytes;                      /* that the file had when it was found; 0 where that is not known */
    const struct input_member *member; /* NULL: the file itself */
};

struct inputs {
    struct arena arena;
    LIST(struct input) items;
    LIST(struct arena) held; /* of the files that hold documents: they stay in memory */
};

/* How inputs are looked for. */
struct inputs_search {
    const char *left_out[5]; /* what is met inside a folder: the output, the --meta file, the corrections, the readings,
                                the log; NULL: nothing */
    size_t most_bytes;       /* of one file, and of all members of an archive together */
    const char *text_column; /* --text-column: the column of a collection that holds the texts; NULL: it is found */
    const struct lexicon *lexicon;
};

/* Lists all files of `given`. What cannot be listed becomes an item with a `problem`. Only STATUS_NO_MEMORY fails. */
enum status inputs_find(struct inputs *inputs, char *const *given, size_t count, const struct inputs_search *search);
/* The same for one input whose bytes are at hand (`given->member->text`): itself, or the documents it holds. What
 * `given` points at must stay where it is. */
enum status inputs_expand(struct inputs *inputs, const struct input *given, const struct inputs_search *search);
void inputs_free(struct inputs *inputs);

/* What to say of a file that is no regular file. */
const char *input_kind_problem(mode_t mode);

/* Reads a file whole into report->bytes and sets the report's name. Where it cannot be read, is no regular file, is
 * larger than `most_bytes` or changes meanwhile: STATUS_INPUT and a diagnostic. */
enum status input_read(const struct input *input, size_t most_bytes, struct report *report);

#endif
