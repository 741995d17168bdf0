/* One report of a run: from its input through all stages to the rows of the formats. Called on any thread; what fails
 * stays with the report. */
#ifndef BAOGAO_PIPELINE_RUN_REPORT_H
#define BAOGAO_PIPELINE_RUN_REPORT_H

#include "pipeline/earlier.h"
#include "pipeline/run.h"
#include "stages/link.h"

/* A report, and its rows as each format's `format` left them. */
struct run_report {
    struct report report;
    struct slice texts[MOST_FORMATS][TABLES];
    struct text_identity identity;
    /* For the run after this one. */
    char input_sha256[SHA256_TEXT_BYTES], bytes_sha256[SHA256_TEXT_BYTES], corrections_sha256[SHA256_TEXT_BYTES];
    char page_sha256[SHA256_TEXT_BYTES], reading_sha256[SHA256_TEXT_BYTES];
    const struct memory_report *taken; /* whose rows these are; NULL: the input was converted */
    struct kept_rows kept;             /* they … */
    struct slice page;                 /* … and its page, of a format that has pages */
    struct arena_limit memory;         /* of the report while it is converted */
    enum status status;                /* of its rows: STATUS_OK also where the input failed */
};

/* What a thread uses for one report after the other. */
struct thread_memory {
    struct arena scratch, syntax; /* as those of a report */
};
void thread_memory_free(struct thread_memory *memory);

/* Everything of the report but its arena is made new. Of an input that is as it was in the run before the rows of then
 * are taken over. An input that cannot be read, or that needs what the run does not allow, leaves a report that failed,
 * with diagnostics. */
void run_report_convert(const struct run *run, const struct input *input, struct run_report *one,
                        struct thread_memory *memory);
/* The same for a report whose rows were taken over from the run before: those are of no use. */
void run_report_convert_anew(const struct run *run, const struct input *input, struct run_report *one);
/* The rows of the formats, made again after the report changed. */
enum status run_report_format(const struct run *run, struct run_report *one);
/* Leaves of a report only its document and diagnostics: what a stage that failed left is no result. */
void run_report_drop_rows(struct report *report);

#endif
