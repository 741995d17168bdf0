/* What `convert` was asked for, and the run that does it. */
#ifndef BAOGAO_PIPELINE_CONVERSION_H
#define BAOGAO_PIPELINE_CONVERSION_H

#include "pipeline/destination.h"
#include "pipeline/options.h"

struct conversion {
    const struct command *command;
    const char *text_column, *readings, *meta, *corrections, *lexicon, *encoding, *formats, *table, *log;
    size_t most_bytes, most_memory_bytes, most_rows, most_output_bytes;
    size_t least_converted; /* reports, for the output to be replaced … */
    bool least_percent;     /* … or so many of a hundred */
    bool log_json;
    bool quiet, all, stream;
    struct write_options options;
    struct messages messages;
    struct destination destination;
};

/* Converts the inputs of `run` into the destination, beside what the run before left there, and tells what came of it;
 * gives the exit status. */
int conversion_run(struct conversion *conversion, struct run *run);

#endif
