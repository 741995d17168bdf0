/* Prints to stderr; on a terminal the last line is the progress, cleared before each message. Decides nothing. */
#include "pipeline/messages.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "pipeline/paths.h"

enum { PROGRESS_MILLISECONDS = 100 };

void messages_open(struct messages *messages, bool quiet) {
    *messages = (struct messages){.quiet = quiet, .terminal = !quiet && isatty(STDERR_FILENO)};
}

static void clear_progress(struct messages *messages) {
    if (messages->line_shown)
        fputs("\r\033[K", stderr);
    messages->line_shown = false;
}

static void show_progress(struct messages *messages, const struct run *run) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    long passed =
        (long)(now.tv_sec - messages->shown.tv_sec) * 1000 + (now.tv_nsec - messages->shown.tv_nsec) / 1000000;
    if (passed < PROGRESS_MILLISECONDS)
        return;
    messages->shown = now;
    messages->line_shown = true;
    fprintf(stderr, "\r\033[K%zu of %zu reports", run->done, run->inputs->items.count);
    fflush(stderr);
}

void messages_take(void *context, const struct run *run, const struct input *input, const struct report *report) {
    static const char *const severities[] = {"note: ", "warning: ", ""};
    struct messages *messages = context;
    struct arena arena = {0};
    for (size_t i = 0; i < report->diagnostics.count; i++) {
        const struct diagnostic *diagnostic = &report->diagnostics.items[i];
        if (diagnostic->severity == SEVERITY_NOTE || (messages->quiet && diagnostic->severity != SEVERITY_ERROR))
            continue;
        const char *path = name_as_line(&arena, slice_from_string(input->path));
        const char *text = name_as_line(&arena, diagnostic->message);
        clear_progress(messages);
        fprintf(stderr, "%s:", path ? path : "?");
        if (diagnostic->line)
            fprintf(stderr, "%u:", (unsigned)diagnostic->line);
        fprintf(stderr, " %s%s\n", severities[diagnostic->severity], text ? text : "out of memory");
    }
    arena_free(&arena);
    if (messages->terminal)
        show_progress(messages, run);
}

void messages_take_gone(void *context, struct slice document) {
    struct messages *messages = context;
    struct arena arena = {0};
    const char *name = name_as_line(&arena, document);
    if (!messages->quiet)
        messages_print(messages, "%s: gone since the run before, and its rows with it", name ? name : "?");
    arena_free(&arena);
}

void messages_print(struct messages *messages, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    clear_progress(messages);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
}

void messages_summary(struct messages *messages, const struct run *run, const char *where) {
    clear_progress(messages);
    if (messages->quiet)
        return;
    fprintf(stderr, "%zu %s, %zu converted", run->done, run->done == 1 ? "report" : "reports",
            run->done - run->failed - run->twins);
    if (run->twins)
        fprintf(stderr, ", %zu given twice", run->twins);
    if (run->failed)
        fprintf(stderr, ", %zu failed", run->failed);
    if (run->taken)
        fprintf(stderr, ", %zu as they were", run->taken);
    const char *before = ":";
    for (enum table_name table = 0; table < TABLES; table++) {
        if (table != TABLE_DOCUMENTS && table != TABLE_INDICATORS) /* the catalogue is as long in every run */
            fprintf(stderr, "%s %zu %s", before, run->rows[table], tables[table].name);
        before = table == TABLE_DOCUMENTS ? before : ",";
    }
    fprintf(stderr, "\n%s%s\n", strcmp(where, "-") == 0 ? "" : "in ",
            strcmp(where, "-") == 0 ? "to standard output" : where);
}
