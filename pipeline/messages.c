/* Prints to stderr; on a terminal the last line is the progress, cleared before each message. Decides nothing. */
#include "pipeline/messages.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "pipeline/paths.h"
#include "stages/model/text.h"

enum { PROGRESS_MILLISECONDS = 100, MOST_MESSAGE_BYTES = 2048 };

bool messages_open(struct messages *messages, bool quiet, const char *path, bool json) {
    bool terminal = isatty(STDERR_FILENO);
    *messages = (struct messages){.quiet = quiet, .silent = path && strcmp(path, "-") == 0};
    messages->terminal = terminal && !quiet && !messages->silent;
    if (!terminal && !messages->silent)
        event_log_open(&messages->events, "-", json && !path);
    return !path || event_log_open(&messages->log, path, json);
}

void messages_close(struct messages *messages) {
    event_log_close(&messages->log);
}

static void clear_progress(struct messages *messages) {
    if (messages->line_shown)
        fputs("\r\033[K", stderr);
    messages->line_shown = false;
}

static long milliseconds_between(const struct timespec *from, const struct timespec *to) {
    return (long)(to->tv_sec - from->tv_sec) * 1000 + (to->tv_nsec - from->tv_nsec) / 1000000;
}

/* 12 of 420 reports, 60 a second, 0:07 left: as fast as it was so far. */
static void show_progress(struct messages *messages, const struct run *run) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (messages->began.tv_sec == 0)
        messages->began = now;
    if (milliseconds_between(&messages->shown, &now) < PROGRESS_MILLISECONDS)
        return;
    messages->shown = now;
    messages->line_shown = true;
    fprintf(stderr, "\r\033[K%zu of %zu reports", run->done, run->inputs->items.count);
    double seconds = (double)milliseconds_between(&messages->began, &now) / 1000;
    if (seconds > 0 && run->done > 1) {
        double rate = (double)(run->done - 1) / seconds;
        unsigned long left = (unsigned long)((double)(run->inputs->items.count - run->done) / rate + 0.5);
        fprintf(stderr, ", %.*f a second, %lu:%02lu left", rate < 10 ? 1 : 0, rate, left / 60, left % 60);
    }
    fflush(stderr);
}

/* One message, `what` in front of it at a terminal. */
static void print_message(struct messages *messages, const struct event *event, const char *what) {
    if (messages->silent)
        return;
    if (messages->events.file) {
        event_log_add(&messages->events, event);
        return;
    }
    struct arena arena = {0};
    const char *document = name_as_line(&arena, event->document), *text = name_as_line(&arena, event->message);
    clear_progress(messages);
    if (event->document.size)
        fprintf(stderr, "%s:", document ? document : "?");
    if (event->line)
        fprintf(stderr, "%u:", (unsigned)event->line);
    fprintf(stderr, "%s%s%s\n", event->document.size ? " " : "", what, text ? text : "out of memory");
    arena_free(&arena);
}

void messages_take(void *context, const struct run *run, const struct input *input, const struct report *report) {
    static const char *const severities[] = {"note: ", "warning: ", ""};
    struct messages *messages = context;
    for (size_t i = 0; i < report->diagnostics.count; i++) {
        const struct diagnostic *diagnostic = &report->diagnostics.items[i];
        struct event event = {.severity = diagnostic->severity,
                              .code = diagnostic->code,
                              .document = slice_from_string(input->path),
                              .line = diagnostic->line,
                              .message = diagnostic->message};
        if (event.severity >= (messages->quiet ? SEVERITY_ERROR : SEVERITY_WARNING))
            print_message(messages, &event, severities[event.severity]);
        event.document = report->document.name;
        event_log_add(&messages->log, &event);
    }
    if (messages->terminal)
        show_progress(messages, run);
}

void messages_take_gone(void *context, struct slice document) {
    struct messages *messages = context;
    struct event event = {.severity = SEVERITY_WARNING,
                          .code = "gone",
                          .document = document,
                          .message = SLICE("gone since the run before, and its rows with it")};
    if (!messages->quiet)
        print_message(messages, &event, "");
    event_log_add(&messages->log, &event);
}

void messages_print(struct messages *messages, enum severity severity, const char *code, const char *format, ...) {
    char text[MOST_MESSAGE_BYTES];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    struct event event = {.severity = severity, .code = code, .message = slice_from_string(text)};
    if (!messages->quiet || severity != SEVERITY_NOTE)
        print_message(messages, &event, "");
    event_log_add(&messages->log, &event);
}

#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
static void
add(struct text *text, const char *format, ...) {
    char piece[96];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(piece, sizeof piece, format, arguments);
    va_end(arguments);
    text_add_string(text, piece);
}

static void add_counts(struct text *text, const struct run *run) {
    add(text, "%zu %s, %zu converted", run->done, run->done == 1 ? "report" : "reports",
        run->done - run->failed - run->twins);
    if (run->twins)
        add(text, ", %zu given twice", run->twins);
    if (run->failed)
        add(text, ", %zu failed", run->failed);
    if (run->taken)
        add(text, ", %zu as they were", run->taken);
    const char *before = ":";
    for (enum table_name table = 0; table < TABLES; table++) {
        if (table == TABLE_DOCUMENTS || table == TABLE_INDICATORS) /* the catalogue is as long in every run */
            continue;
        add(text, "%s %zu %s", before, run->rows[table], tables[table].name);
        before = ",";
    }
}

void messages_summary(struct messages *messages, const struct run *run, const char *where) {
    struct arena arena = {0};
    struct text text = {.arena = &arena};
    add_counts(&text, run);
    bool stream = strcmp(where, "-") == 0;
    struct event event = {.code = "done", .message = text_slice(&text)};
    event_log_add(&messages->log, &event);
    text_add_string(&text, stream ? "; to standard output" : "; in ");
    text_add_string(&text, stream ? "" : where);
    event.message = text_slice(&text);
    if (!messages->quiet && !text.failed)
        print_message(messages, &event, "");
    arena_free(&arena);
}
