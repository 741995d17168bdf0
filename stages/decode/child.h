/* Another program that reads a format for us, confined (pipeline/launcher.h says how). The document is its standard
 * input; it learns no name and opens no file of ours. */
#ifndef BAOGAO_STAGES_DECODE_CHILD_H
#define BAOGAO_STAGES_DECODE_CHILD_H

#include "stages/model/arena.h"
#include "stages/model/status.h"

enum child_end {
    CHILD_DONE,
    CHILD_MISSING,   /* the program is not installed */
    CHILD_AGAIN,     /* it asks to be run once more */
    CHILD_FAILED,    /* it ended with an error, or was ended by a limit */
    CHILD_TIMEOUT,   /* it took longer than `seconds` */
    CHILD_TOO_LARGE, /* it gave more than `most_bytes` */
};

struct child {
    const char *launcher;         /* this program */
    const char *profile;          /* reader or office */
    const char *const *arguments; /* the program and its arguments, NULL behind the last */
    const char *home;             /* a folder it may write; NULL: none */
    struct slice input;
    size_t most_bytes; /* of its output */
    int seconds;
    bool errors; /* what it says on standard error is output as well */
};

/* Runs it to its end; nothing of it is left. STATUS_NO_MEMORY where the system had no room for it. */
enum status child_run(struct arena *arena, const struct child *child, struct slice *output, enum child_end *end);

/* Which program that is: its path, size and time of change, in `out`; empty where it is not installed. */
struct slice child_describe(const char *program, char *out, size_t room);

#endif
