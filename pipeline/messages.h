/* What a person at the terminal sees on stderr: messages as file:line: message, progress, the summary. */
#ifndef BAOGAO_PIPELINE_MESSAGES_H
#define BAOGAO_PIPELINE_MESSAGES_H

#include <time.h>

#include "pipeline/event_log.h"
#include "pipeline/run.h"

struct messages {
    bool quiet;            /* only what failed */
    bool terminal;         /* stderr is one: progress is shown */
    bool line_shown;       /* a progress line stands there */
    struct timespec shown; /* when it was */
    struct timespec began; /* the first report was done */
    bool silent;           /* the log stands where messages would */
    struct event_log log;
};

void messages_open(struct messages *messages, bool quiet);
/* Keeps a log as well; one on standard error takes the place of messages and progress. False and errno: it cannot be
 * opened. */
bool messages_open_log(struct messages *messages, const char *path, bool json);
void messages_close(struct messages *messages);
/* A report_listener: its errors and warnings, and the progress. */
void messages_take(void *context, const struct run *run, const struct input *input, const struct report *report);
/* Told of a report that the run before had and this one has not. */
void messages_take_gone(void *context, struct slice document);
/* A line of its own, of an event of the run. */
#if defined(__GNUC__)
__attribute__((format(printf, 4, 5)))
#endif
void messages_print(struct messages *messages, enum severity severity, const char *code, const char *format, ...);
void messages_summary(struct messages *messages, const struct run *run, const char *where);

#endif
