/* What stands on stderr: for a person at a terminal messages as file:line: message, progress and the summary; where it
 * is no terminal the same as lines of events (event_log.h), whose documents are named by their paths. */
#ifndef BAOGAO_PIPELINE_MESSAGES_H
#define BAOGAO_PIPELINE_MESSAGES_H

#include <time.h>

#include "pipeline/event_log.h"
#include "pipeline/run.h"

struct messages {
    bool quiet;              /* only what failed */
    bool terminal;           /* stderr is one: progress is shown */
    bool line_shown;         /* a progress line stands there */
    struct timespec shown;   /* when it was */
    struct timespec began;   /* the first report was done */
    bool silent;             /* the log stands where messages would */
    struct event_log events; /* messages on a stderr that is no terminal */
    struct event_log log;
};

/* `json`: the log, or where none is kept the events on stderr, are JSON Lines. `path` is of the log that is kept as
 * well, NULL for none; one on standard error takes the place of messages and progress. False and errno: it cannot be
 * opened. */
bool messages_open(struct messages *messages, bool quiet, const char *path, bool json);
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
