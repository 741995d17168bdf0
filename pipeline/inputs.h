/* What the command line names, as a list of files in a fixed order, and the bytes of one of them.
 *
 * A folder is taken whole, in the order of its names' bytes; names that begin with a dot are left out. Links are
 * followed, but no folder is entered twice. Paths may be longer than PATH_MAX. */
#ifndef BAOGAO_PIPELINE_INPUTS_H
#define BAOGAO_PIPELINE_INPUTS_H

#include <sys/types.h>

#include "stages/model/report.h"

struct input {
    const char *path;    /* "-" is standard input */
    struct slice key;    /* relative to the folder it was found in, UTF-8, no other input has it */
    const char *code;    /* NULL, or why it is no file to read: a diagnostic's code … */
    const char *problem; /* … and its message */
    size_t bytes;        /* that the file had when it was found; 0 where that is not known */
};

struct inputs {
    struct arena arena;
    LIST(struct input) items;
};

/* A file or folder that is left out where it is met inside a folder: the output, the --meta file. */
struct left_out {
    const char *paths[2]; /* NULL or not there: leaves nothing out */
};

/* Lists all files of `given`. What cannot be listed becomes an item with a `problem`. Only STATUS_NO_MEMORY fails. */
enum status inputs_find(struct inputs *inputs, char *const *given, size_t count, const struct left_out *left_out);
void inputs_free(struct inputs *inputs);

/* What to say of a file that is no regular file. */
const char *input_kind_problem(mode_t mode);

/* Reads a file whole into report->bytes and sets the report's name. Where it cannot be read, is no regular file, is
 * larger than `most_bytes` or changes meanwhile: STATUS_INPUT and a diagnostic. */
enum status input_read(const struct input *input, size_t most_bytes, struct report *report);

#endif
