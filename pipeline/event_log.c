/* Each event is one write: two runs may share a file. */
#include "pipeline/event_log.h"

#include <string.h>
#include <time.h>

#include "pipeline/paths.h"
#include "stages/model/text.h"

bool event_log_open(struct event_log *log, const char *path, bool json) {
    *log = (struct event_log){.file = strcmp(path, "-") == 0 ? stderr : fopen(path, "ae"), .json = json};
    return log->file != NULL;
}

void event_log_close(struct event_log *log) {
    if (log->file && log->file != stderr)
        fclose(log->file);
    log->file = NULL;
}

static void add_member(struct text *line, const char *name, struct slice value) {
    text_add_string(line, ", \"");
    text_add_string(line, name);
    text_add_string(line, "\": ");
    if (value.size)
        text_add_json(line, value);
    else
        text_add_string(line, "null");
}

static void add_json(struct text *line, const struct event *event, const char *time) {
    char number[16] = "null";
    if (event->line)
        snprintf(number, sizeof number, "%u", (unsigned)event->line);
    text_add_string(line, "{\"time\": \"");
    text_add_string(line, time);
    text_add_string(line, "\"");
    add_member(line, "severity", slice_from_string(severity_words[event->severity]));
    add_member(line, "code", slice_from_string(event->code));
    add_member(line, "document", event->document);
    text_add_string(line, ", \"line\": ");
    text_add_string(line, number);
    add_member(line, "message", event->message);
    text_add_string(line, "}\n");
}

/* Names and messages in one line, without what a terminal would run. */
static void add_plain(struct text *line, const struct event *event, const char *time) {
    const char *document = name_as_line(line->arena, event->document);
    const char *message = name_as_line(line->arena, event->message);
    char number[16] = "";
    if (event->line)
        snprintf(number, sizeof number, ":%u", (unsigned)event->line);
    const char *const pieces[] = {time, " ", severity_words[event->severity], " ", event->code, " "};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
        text_add_string(line, pieces[i]);
    if (event->document.size && document) {
        text_add_string(line, document);
        text_add_string(line, number);
        text_add_string(line, ": ");
    }
    text_add_string(line, message ? message : "out of memory");
    text_add_string(line, "\n");
}

void event_log_add(struct event_log *log, const struct event *event) {
    struct arena arena = {0};
    struct text line = {.arena = &arena};
    struct timespec now;
    struct tm parts;
    char text[32] = "";
    if (!log->file)
        return;
    if (clock_gettime(CLOCK_REALTIME, &now) == 0 && gmtime_r(&now.tv_sec, &parts))
        strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
    if (log->json)
        add_json(&line, event, text);
    else
        add_plain(&line, event, text);
    if (!line.failed && line.size)
        fwrite(line.start, 1, line.size, log->file);
    fflush(log->file);
    arena_free(&arena);
}
