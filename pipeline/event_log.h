/* --log: what happens in a run, a line an event, for those who were not there.
 *
 * As text: 2026-11-28T02:00:03Z warning bad_byte 松谷县.txt:11: a byte that is no GB18030 …
 * As JSON Lines: {"time": …, "severity": …, "code": …, "document": …, "line": 11, "message": …}, unknown members null.
 */
#ifndef BAOGAO_PIPELINE_EVENT_LOG_H
#define BAOGAO_PIPELINE_EVENT_LOG_H

#include <stdio.h>

#include "stages/model/report.h"

struct event_log {
    FILE *file; /* NULL: no log is kept */
    bool json;
};

struct event {
    enum severity severity;
    const char *code;      /* of a diagnostic; else start, unchanged, waiting, gone, failed, too_few, done */
    struct slice document; /* empty: the event is of the run */
    uint32_t line;         /* 0: of all of the document */
    struct slice message;
};

/* Lines are added to a file that is there; "-" is standard error. False and errno where it cannot be opened. */
bool event_log_open(struct event_log *log, const char *path, bool json);
void event_log_add(struct event_log *log, const struct event *event);
void event_log_close(struct event_log *log);

#endif
