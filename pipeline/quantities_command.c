/* baogao quantities: every number of a text as JSON Lines. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "pipeline/commands.h"
#include "pipeline/one_report.h"
#include "stages/write/row_json.h"

enum { OPTION_ENCODING, OPTION_LEXICON, OPTION_MAX_SIZE };

static const struct option_line lines[] = {
    [OPTION_ENCODING] = {'e', "encoding", "NAME", "read the text as this encoding (default: found)"},
    [OPTION_LEXICON] = {'l', "lexicon", "DIR",
                        "a folder of CSV files named as those of schemas/, whose words are\n"
                        "added to those built in or take their place"},
    [OPTION_MAX_SIZE] = {0, "max-size", "MIB", "refuse a larger text (default: 256)"},
};

static enum status print_row(void *context, enum table_name table, const struct slice *cells) {
    struct arena arena = {0};
    struct text text = {.arena = &arena};
    (void)context;
    row_add_json(&text, table, cells, HEADERS_ENGLISH, false);
    text_add(&text, SLICE("\n"));
    enum status status = text.failed ? STATUS_NO_MEMORY : STATUS_OK;
    if (status == STATUS_OK && fwrite(text.start, 1, text.size, stdout) != text.size)
        status = STATUS_OUTPUT;
    arena_free(&arena);
    return status;
}

static int print_quantities(struct one_report *one) {
    int result = one_report_open(one);
    if (result == EXIT_DONE &&
        (rows_give(&one->report, TABLE_QUANTITIES, print_row, NULL) != STATUS_OK || fflush(stdout) != 0)) {
        fprintf(stderr, "standard output: %s\n", strerror(errno));
        result = EXIT_OUTPUT;
    }
    one_report_close(one);
    return result;
}

static int take_option(void *context, size_t option, const char *value) {
    struct one_report *one = context;
    if (option == OPTION_MAX_SIZE)
        return option_mebibytes(&quantities_command, "max-size", value, &one->most_bytes);
    *(option == OPTION_ENCODING ? &one->encoding : &one->lexicons) = value;
    return EXIT_DONE;
}

static int run_command(const struct command *command, int argc, char **argv) {
    struct one_report one = {.path = "-", .stage = "quantities"};
    int operands;
    int result = options_read(command, argc, argv, take_option, &one, &operands);
    if (result != EXIT_DONE)
        return result;
    if (argc - operands > 1)
        return command_line_wrong(command, "name one text, not %d", argc - operands);
    if (operands < argc)
        one.path = argv[operands];
    return print_quantities(&one);
}

const struct command quantities_command = {
    .name = "quantities",
    .usage = "[FILE|-]",
    .about = "Prints every number of a text as JSON Lines: where it stands, its value, unit and comparator, and what\n"
             "kind it is (measured, year, ordinal, name, phrase, duration). Without FILE it reads standard input.",
    .options = lines,
    .option_count = sizeof lines / sizeof *lines,
    .run = run_command,
};
