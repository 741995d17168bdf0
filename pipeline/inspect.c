/* baogao inspect: one report as a stage leaves it. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "pipeline/commands.h"
#include "pipeline/inspect_views.h"
#include "pipeline/inspect_why.h"
#include "pipeline/one_report.h"

enum { OPTION_STAGE, OPTION_JSON, OPTION_WHY, OPTION_ENCODING, OPTION_META, OPTION_LEXICON, OPTION_MAX_SIZE };

static const struct option_line lines[] = {
    [OPTION_STAGE] = {'s', "stage", "NAME",
                      "decode, clean, outline, tables, words, quantities, clauses, targets or projects\n"
                      "(default: outline, tables, targets and projects)"},
    [OPTION_JSON] = {0, "json", NULL, "JSON Lines instead of columns"},
    [OPTION_WHY] = {'w', "why", "LINE[:COL]",
                    "why a row is there, or is not: each candidate of the line (or of the\n"
                    "clause at the column), also those that lost, with its evidence"},
    [OPTION_ENCODING] = {'e', "encoding", "NAME", "read the file as this encoding (default: found)"},
    [OPTION_META] = {'m', "meta", "FILE.csv", "what the report does not say of itself, as for convert"},
    [OPTION_LEXICON] = {'l', "lexicon", "DIR",
                        "a folder of CSV files named as those of schemas/, whose words are\n"
                        "added to those built in or take their place"},
    [OPTION_MAX_SIZE] = {0, "max-size", "MIB", "refuse a larger file (default: 256)"},
};

struct inspection {
    struct one_report one;
    bool json;
    const char *why;
    struct why_place place;
};

static int take_option(void *context, size_t option, const char *value) {
    struct inspection *inspection = context;
    switch (option) {
    case OPTION_STAGE: inspection->one.stage = value; break;
    case OPTION_JSON: inspection->json = true; break;
    case OPTION_WHY: inspection->why = value; break;
    case OPTION_META: inspection->one.meta_path = value; break;
    case OPTION_ENCODING: inspection->one.encoding = value; break;
    case OPTION_MAX_SIZE: return option_mebibytes(&inspect_command, "max-size", value, &inspection->one.most_bytes);
    default: inspection->one.lexicons = value;
    }
    return EXIT_DONE;
}

/* The views that show a whole report. */
static bool in_summary(const char *stage) {
    return strcmp(stage, "outline") == 0 || strcmp(stage, "tables") == 0 || strcmp(stage, "targets") == 0 ||
           strcmp(stage, "projects") == 0;
}

static int end_printing(enum status status) {
    if (status != STATUS_OK)
        fprintf(stderr, "out of memory\n");
    else if (fflush(stdout) == 0 && !ferror(stdout))
        return EXIT_DONE;
    else
        fprintf(stderr, "standard output: %s\n", strerror(errno));
    return EXIT_OUTPUT;
}

static int print_views(struct inspection *inspection) {
    const char *stage = inspection->one.stage;
    enum status status = STATUS_OK;
    if (inspection->why) {
        struct report *report = &inspection->one.report;
        return end_printing(inspection->json ? why_print_json(report, inspection->place)
                                             : why_print(report, inspection->place));
    }
    for (size_t i = 0; i < view_count && status == STATUS_OK; i++) {
        if (stage ? strcmp(stage, views[i].stage) != 0 : !in_summary(views[i].stage))
            continue;
        if (!stage && !inspection->json)
            printf("\n== %s\n", views[i].stage);
        status = (inspection->json ? views[i].print_json : views[i].print)(&inspection->one.report);
    }
    return end_printing(status);
}

/* Whether there is such a stage; says what was meant where there is none. */
static int check_stage(const struct command *command, const char *stage) {
    enum { MOST_VIEWS = 16 };
    const char *names[MOST_VIEWS];
    size_t count = 0;
    for (; count < view_count && count < MOST_VIEWS; count++) {
        names[count] = views[count].stage;
        if (strcmp(stage, names[count]) == 0)
            return EXIT_DONE;
    }
    const char *near = nearest_name(stage, names, count);
    return command_line_wrong(command, "there is no stage %s%s%s", stage, near ? ", but " : "", near ? near : "");
}

static int run_command(const struct command *command, int argc, char **argv) {
    struct inspection inspection = {.json = false};
    int operands;
    int result = options_read(command, argc, argv, take_option, &inspection, &operands);
    if (result != EXIT_DONE)
        return result;
    if (argc - operands != 1)
        return command_line_wrong(command, "name one report, not %d", argc - operands);
    if (inspection.one.stage && check_stage(command, inspection.one.stage) != EXIT_DONE)
        return EXIT_COMMAND_LINE;
    if (inspection.why && !why_place_read(inspection.why, &inspection.place))
        return command_line_wrong(command, "--why takes a line, 12 or 12:7, or all, not %s", inspection.why);
    inspection.one.report.explains = inspection.why;
    inspection.one.path = argv[operands];
    result = one_report_open(&inspection.one);
    if (result == EXIT_DONE)
        result = print_views(&inspection);
    one_report_close(&inspection.one);
    return result;
}

const struct command inspect_command = {
    .name = "inspect",
    .usage = "FILE [--stage NAME | --why LINE[:COL]] [--json]",
    .about =
        "Prints one report as a stage leaves it: its lines, paragraphs, headings, tables, numbers, targets or\n"
        "projects, each with the line of the file it comes from. Or says why: what was taken for a row there and what\n"
        "was not, and the evidence, each piece with its weight (schemas/evidence_*.csv). A sum above 0 speaks for\n"
        "it. The confidence is how many of a hundred rows with such a sum are right.",
    .options = lines,
    .option_count = sizeof lines / sizeof *lines,
    .run = run_command,
};
