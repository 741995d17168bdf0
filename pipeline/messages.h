/* What a person at the terminal sees on stderr: messages as file:line: message, progress, the summary. */
#ifndef BAOGAO_PIPELINE_MESSAGES_H
#define BAOGAO_PIPELINE_MESSAGES_H

#include <time.h>

#include "pipeline/run.h"

struct messages {
    bool quiet;            /* only what failed */
    bool terminal;         /* stderr is one: progress is shown */
    bool line_shown;       /* a progress line stands there */
    struct timespec shown; /* when it was */
};

void messages_open(struct messages *messages, bool quiet);
/* A report_listener: its errors and warnings, and the progress. */
void messages_take(void *context, const struct run *run, const struct input *input, const struct report *report);
/* Told of a report that the run before had and this one has not. */
void messages_take_gone(void *context, struct slice document);
/* A line of its own. */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
void messages_print(struct messages *messages, const char *format, ...);
void messages_summary(struct messages *messages, const struct run *run, const char *where);

#endif
