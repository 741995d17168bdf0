/* Many reports through all stages on threads, and in input order into the formats. */
#ifndef BAOGAO_PIPELINE_RUN_H
#define BAOGAO_PIPELINE_RUN_H

#include "pipeline/corrections.h"
#include "pipeline/inputs.h"
#include "pipeline/meta.h"
#include "stages/write.h"

struct run;
struct earlier;
struct memory_run;
struct memory_writing;

/* Told of each report in input order, from the thread that called run_convert; `report` holds its diagnostics. */
typedef void report_listener(void *context, const struct run *run, const struct input *input,
                             const struct report *report);

struct run {
    const struct inputs *inputs;
    const struct lexicon *lexicon;
    const struct meta *meta;               /* NULL: none */
    const struct corrections *corrections; /* NULL: none */
    const char *forced_encoding;
    const char *launcher;     /* see report.h */
    const char *readings;     /* the folder for the readings; NULL: none are written */
    size_t most_bytes;        /* of one input */
    size_t most_memory_bytes; /* that one report may need */
    size_t most_rows;         /* of one report in all tables */
    size_t most_output_bytes; /* of the cells of those rows */
    size_t threads;           /* 1 and more */
    struct writing *writings;
    size_t writing_count;
    report_listener *listener;
    /* Told of each report of the run before that this one has not. */
    void (*gone_listener)(void *context, struct slice document);
    void *listener_context;
    const struct earlier *earlier;    /* the tables of the run before in the same place; NULL: none are known */
    const struct memory_run *decides; /* what decides this run's rows */
    struct memory_writing *memory;    /* filled for the next run; NULL: nothing is remembered */
    /* What came of it. */
    size_t done, failed, twins; /* reports */
    size_t rows[TABLES];        /* but of the panel */
    size_t taken;               /* reports whose rows are those of the run before */
    size_t csv_begins[TABLES];  /* bytes before the first report's rows in the files of CSV */
    size_t failed_writing;      /* on STATUS_OUTPUT: the index of the writing that failed */
};

/* Converts all inputs and closes the writings. The rows are the same whatever `threads` is. An input that fails is
 * counted and its diagnostics are written; STATUS_OUTPUT and STATUS_NO_MEMORY end the run. */
enum status run_convert(struct run *run);

#endif
