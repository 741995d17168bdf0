/* One file for a person to look at: what inspect and quantities share. */
#ifndef BAOGAO_PIPELINE_ONE_REPORT_H
#define BAOGAO_PIPELINE_ONE_REPORT_H

#include "pipeline/meta.h"
#include "stages/model/lexicon.h"
#include "stages/model/report.h"

struct one_report {
    const char *path;      /* "-" is standard input */
    const char *encoding;  /* NULL: found */
    const char *meta_path; /* NULL: none */
    const char *lexicons;  /* a folder; NULL: those compiled in */
    const char *stage;     /* the last to run; NULL: all */
    size_t most_bytes;     /* of the file; 0: the default */
    struct arena_limit memory;
    struct lexicon *lexicon;
    struct meta *meta;
    struct report report;
};

/* Reads the file and runs the stages; what is wrong goes to stderr. Gives the exit status; the report may be looked at
 * where that is EXIT_DONE. one_report_close must follow. */
int one_report_open(struct one_report *one);
void one_report_close(struct one_report *one);

#endif
