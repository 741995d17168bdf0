/* Opens the lexicons, reads the file and runs the stages as far as asked. Prints nothing but what went wrong. */
#include "pipeline/one_report.h"

#include <stdio.h>
#include <string.h>

#include "pipeline/launcher.h"
#include "pipeline/lexicon_folder.h"
#include "pipeline/messages.h"
#include "pipeline/options.h"
#include "pipeline/stages.h"
#include "stages/decode.h"

int one_report_open(struct one_report *one) {
    char message[1024];
    if (one->encoding && !decode_knows(one->encoding)) {
        fprintf(stderr, "--encoding is one that iconv --list names, not %s\n", one->encoding);
        return EXIT_COMMAND_LINE;
    }
    if (lexicon_folder_open(one->lexicons, &one->lexicon, message, sizeof message) != STATUS_OK) {
        fprintf(stderr, "%s\n", message);
        return EXIT_COMMAND_LINE;
    }
    if (one->meta_path && meta_open(one->meta_path, &one->meta, message, sizeof message) != STATUS_OK) {
        fprintf(stderr, "%s\n", message);
        return EXIT_COMMAND_LINE;
    }
    const char *slash = strrchr(one->path, '/');
    struct input input = {.path = one->path, .key = slice_from_string(slash && slash[1] ? slash + 1 : one->path)};
    struct inputs inputs = {.items = {&input, 1, 1}};
    struct run run = {.inputs = &inputs, .done = 1};
    struct messages messages = {.quiet = true};
    one->report.lexicon = one->lexicon;
    one->report.forced_encoding = one->encoding;
    one->report.launcher = LAUNCHER;
    one->memory.most_bytes = (size_t)DEFAULT_MOST_MEMORY_MEBIBYTES << 20;
    one->report.arena.limit = one->report.scratch.limit = one->report.syntax.limit = &one->memory;
    size_t most_bytes = one->most_bytes ? one->most_bytes : (size_t)DEFAULT_MOST_MEBIBYTES << 20;
    enum status status = input_read(&input, most_bytes, &one->report);
    meta_give(one->meta, &one->report);
    if (status == STATUS_OK)
        status = stages_run(&one->report, one->stage);
    one->report.arena.limit = one->report.scratch.limit = one->report.syntax.limit = NULL;
    if (status == STATUS_NO_MEMORY)
        report_note(&one->report, SEVERITY_ERROR, 0, "run", "no_memory",
                    one->memory.reached ? "needs more than 1024 MiB of memory" : "out of memory");
    messages_take(&messages, &run, &input, &one->report);
    return status == STATUS_OK ? EXIT_DONE : EXIT_INPUTS_FAILED;
}

void one_report_close(struct one_report *one) {
    arena_free(&one->report.scratch);
    arena_free(&one->report.syntax);
    arena_free(&one->report.arena);
    meta_free(one->meta);
    lexicon_free(one->lexicon);
}
