/* Where the tables of a run go: the files of its formats in a folder, all of them or none, or standard output. */
#ifndef BAOGAO_PIPELINE_DESTINATION_H
#define BAOGAO_PIPELINE_DESTINATION_H

#include "pipeline/memory.h"
#include "pipeline/messages.h"
#include "pipeline/output_set.h"

struct destination {
    const char *name;      /* of the folder; "-" is standard output */
    enum table_name table; /* the one that goes to standard output as CSV */
    struct output_set set;
    struct messages *messages;
    struct writing writings[MOST_FORMATS];
    size_t writing_count;
    struct memory_writing *memory; /* what the next run is to know, and … */
    struct memory_run *decides;    /* … what decided this one; completed when the files are */
};

/* All three tell what fails on stderr, leave things as they were before the run, and give the exit status. Opening
 * waits while another run writes into the folder. */
int destination_open(struct destination *destination);
int destination_complete(struct destination *destination);
int destination_fail(struct destination *destination, const struct run *run, enum status status);

#endif
