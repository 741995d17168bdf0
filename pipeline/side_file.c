/* Reads the file as a report is read and decoded. Knows nothing of what it holds. */
#include "pipeline/side_file.h"

#include <stdio.h>
#include <string.h>

#include "pipeline/inputs.h"
#include "pipeline/paths.h"
#include "stages/decode.h"

/* The first thing that reading or decoding found wrong. Decode repairs what it can, and says so in a note or a warning;
 * only what it finds odd for a report, and is not for such a file, is no fault. */
static const struct diagnostic *find_fault(const struct report *report) {
    for (size_t i = 0; i < report->diagnostics.count; i++) {
        const struct diagnostic *diagnostic = &report->diagnostics.items[i];
        if (diagnostic->severity != SEVERITY_NOTE && strcmp(diagnostic->code, "not_chinese") != 0)
            return diagnostic;
    }
    return NULL;
}

static enum status tell(const char *path, const struct diagnostic *fault, char *message, size_t message_size) {
    struct arena arena = {0};
    const char *shown = name_as_line(&arena, slice_from_string(path));
    const char *what = fault ? name_as_line(&arena, fault->message) : NULL;
    char line[16] = "";
    if (fault && fault->line)
        snprintf(line, sizeof line, ":%u", (unsigned)fault->line);
    snprintf(message, message_size, "%s%s: %s", shown ? shown : "?", line, what ? what : "out of memory");
    arena_free(&arena);
    return STATUS_INPUT;
}

enum status side_file_read(const char *path, size_t most_bytes, struct arena *arena, struct slice *text, char *message,
                           size_t message_size) {
    struct report report = {.failed = false};
    struct input input = {.path = path, .key = slice_from_string(path)};
    enum status status = input_read(&input, most_bytes, &report);
    if (status == STATUS_OK)
        status = stage_decode(&report);
    const struct diagnostic *fault = find_fault(&report);
    if (status == STATUS_NO_MEMORY)
        snprintf(message, message_size, "%s: out of memory", path);
    else if (fault && strcmp(fault->code, "too_large") == 0)
        snprintf(message, message_size, "%s: larger than %zu MiB, which such a file may have", path, most_bytes >> 20);
    else if (fault)
        status = tell(path, fault, message, message_size);
    if (status == STATUS_OK) {
        *text = arena_copy(arena, report.source);
        status = text->start ? STATUS_OK : STATUS_NO_MEMORY;
    }
    arena_free(&report.scratch);
    arena_free(&report.arena);
    return status;
}
