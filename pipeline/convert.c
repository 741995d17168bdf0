/* baogao convert: reports in, tables out. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "pipeline/commands.h"
#include "pipeline/conversion.h"
#include "pipeline/interruption.h"
#include "pipeline/launcher.h"
#include "pipeline/lexicon_folder.h"
#include "pipeline/panel_codes.h"
#include "pipeline/run_facts.h"
#include "pipeline/stream.h"
#include "stages/decode.h"
#include "stages/model/lexicon.h"

enum {
    OPTION_OUTPUT,
    OPTION_THREADS,
    OPTION_FORMAT,
    OPTION_TABLE,
    OPTION_META,
    OPTION_CORRECTIONS,
    OPTION_ENCODING,
    OPTION_TEXT_COLUMN,
    OPTION_READINGS,
    OPTION_LEXICON,
    OPTION_HEADERS,
    OPTION_PANEL,
    OPTION_BOM,
    OPTION_CSV_RAW,
    OPTION_MAX_SIZE,
    OPTION_MAX_MEMORY,
    OPTION_MAX_ROWS,
    OPTION_MAX_OUTPUT,
    OPTION_MIN_CONVERTED,
    OPTION_ALL,
    OPTION_LOG,
    OPTION_LOG_FORMAT,
    OPTION_QUIET,
    OPTION_STREAM,
};

static const struct option_line lines[] = {
    [OPTION_OUTPUT] = {'o', "output", "DIR",
                       "the folder for the tables, made where it is missing; - is standard\n"
                       "output, for one format"},
    [OPTION_THREADS] = {'j', "jobs", "N",
                        "reports converted at the same time (default: the processor's cores);\n"
                        "the output is the same whatever it is"},
    [OPTION_FORMAT] = {'f', "format", "LIST", "formats with commas between (default: csv,xlsx)"},
    [OPTION_TABLE] = {'t', "table", "NAME", "the table that goes to standard output as CSV (default: targets)"},
    [OPTION_META] = {'m', "meta", "FILE.csv",
                     "what the reports do not say of themselves: a row a report, with the\n"
                     "columns document, title, region, year, report_type; an empty cell\n"
                     "leaves it to the text"},
    [OPTION_CORRECTIONS] = {0, "corrections", "FILE.csv",
                            "what readers of the review pages found: rows right, wrong or amended"},
    [OPTION_ENCODING] = {'e', "encoding", "NAME", "read all reports as this encoding (default: found in each)"},
    [OPTION_TEXT_COLUMN] = {0, "text-column", "NAME",
                            "the column of a CSV, JSON or XLSX file that holds the reports' texts\n"
                            "(default: the longest)"},
    [OPTION_READINGS] = {0, "readings", "DIR",
                         "write what each report was read as into DIR, as text: the lines and\n"
                         "columns of the tables are its"},
    [OPTION_LEXICON] = {'l', "lexicon", "DIR",
                        "a folder of CSV files named as those of schemas/, whose words are\n"
                        "added to those built in or take their place"},
    [OPTION_HEADERS] = {0, "headers", "zh|en",
                        "header rows in Chinese or as English identifiers in every format\n"
                        "(default: Chinese in the workbook, English elsewhere)"},
    [OPTION_PANEL] = {0, "panel", "CODE,...",
                      "the indicators that the workbook's panel shows, by their codes (default:\n"
                      "those with at least three cells); panel.csv has all"},
    [OPTION_BOM] = {0, "bom", NULL, "CSV begins with a byte order mark, for Excel's double click"},
    [OPTION_CSV_RAW] = {0, "csv-raw", NULL, "CSV without the apostrophe before text that a spreadsheet would run"},
    [OPTION_MAX_SIZE] = {0, "max-size", "MIB", "refuse larger files, by name (default: 256)"},
    [OPTION_MAX_MEMORY] = {0, "max-memory", "MIB", "refuse reports that need more, by name (default: 1024)"},
    [OPTION_MAX_ROWS] = {0, "max-rows", "N", "refuse reports of more rows, by name (default: 2000000)"},
    [OPTION_MAX_OUTPUT] = {0, "max-output", "MIB", "refuse reports whose rows hold more text, by name (default: 256)"},
    [OPTION_MIN_CONVERTED] = {0, "min-converted", "N[%]",
                              "replace the tables only where so many inputs, or so many in a hundred,\n"
                              "are converted (default: 1)"},
    [OPTION_ALL] = {0, "all", NULL, "convert though nothing has changed since the run before"},
    [OPTION_LOG] = {0, "log", "FILE",
                    "add a line an event to FILE: time, severity, code, document, message; - is\n"
                    "standard error, whose messages are such lines where it is no terminal"},
    [OPTION_LOG_FORMAT] = {0, "log-format", "text|json", "lines as text (default) or as JSON Lines"},
    [OPTION_QUIET] = {'q', "quiet", NULL, "only messages of what failed"},
    [OPTION_STREAM] = {0, "stream", NULL, "answer documents that come framed on standard input, until it ends"},
};

enum {
    DEFAULT_MOST_ROWS = 2000000,
    MOST_THREADS = 256,
};

/* Of files that carry a time: the same input gives the same bytes. 2000-01-01. */
#define FIXED_TIME_SECONDS 946684800

static int take_least(struct conversion *conversion, const char *value) {
    char number[24];
    size_t size = strlen(value);
    bool percent = size > 0 && value[size - 1] == '%';
    snprintf(number, sizeof number, "%.*s", (int)(size - percent), value);
    if (size >= sizeof number || !option_number(number, 1, percent ? 100 : SIZE_MAX, &conversion->least_converted))
        return command_line_wrong(conversion->command,
                                  "--min-converted is a number from 1 or one from 1%% to 100%%, not %s", value);
    conversion->least_percent = percent;
    return EXIT_DONE;
}

static int take_encoding(struct conversion *conversion, const char *value) {
    conversion->encoding = value;
    if (!decode_knows(value))
        return command_line_wrong(conversion->command, "--encoding is one that iconv --list names, not %s",
                                  *value ? value : "empty");
    return EXIT_DONE;
}

/* What a report may have. */
static int take_limit(struct conversion *conversion, size_t option, const char *value) {
    const struct command *command = conversion->command;
    switch (option) {
    case OPTION_MAX_SIZE: return option_mebibytes(command, "max-size", value, &conversion->most_bytes);
    case OPTION_MAX_MEMORY: return option_mebibytes(command, "max-memory", value, &conversion->most_memory_bytes);
    case OPTION_MAX_OUTPUT: return option_mebibytes(command, "max-output", value, &conversion->most_output_bytes);
    default:
        if (!option_number(value, 1, SIZE_MAX, &conversion->most_rows))
            return command_line_wrong(command, "--max-rows is a number from 1, not %s", value);
        return EXIT_DONE;
    }
}

static void take_flag(struct conversion *conversion, size_t option) {
    conversion->options.byte_order_mark = conversion->options.byte_order_mark || option == OPTION_BOM;
    conversion->options.raw_cells = conversion->options.raw_cells || option == OPTION_CSV_RAW;
    conversion->quiet = conversion->quiet || option == OPTION_QUIET;
    conversion->all = conversion->all || option == OPTION_ALL;
    conversion->stream = conversion->stream || option == OPTION_STREAM;
}

static int take_log_format(struct conversion *conversion, const char *value) {
    conversion->log_json = strcmp(value, "json") == 0;
    if (!conversion->log_json && strcmp(value, "text") != 0)
        return command_line_wrong(conversion->command, "--log-format is text or json, not %s", value);
    return EXIT_DONE;
}

static int take_option(void *context, size_t option, const char *value) {
    struct conversion *conversion = context;
    const struct command *command = conversion->command;
    switch (option) {
    case OPTION_OUTPUT: conversion->destination.name = value; break;
    case OPTION_FORMAT: conversion->formats = value; break;
    case OPTION_TABLE: conversion->table = value; break;
    case OPTION_META: conversion->meta = value; break;
    case OPTION_CORRECTIONS: conversion->corrections = value; break;
    case OPTION_READINGS: conversion->readings = value; break;
    case OPTION_TEXT_COLUMN: conversion->text_column = value; break;
    case OPTION_LEXICON: conversion->lexicon = value; break;
    case OPTION_LOG: conversion->log = value; break;
    case OPTION_LOG_FORMAT: return take_log_format(conversion, value);
    case OPTION_PANEL: conversion->options.panel_codes = value; break;
    case OPTION_ENCODING: return take_encoding(conversion, value);
    case OPTION_MIN_CONVERTED: return take_least(conversion, value);
    case OPTION_THREADS:
        if (!option_number(value, 1, MOST_THREADS, &conversion->options.threads))
            return command_line_wrong(command, "--jobs is a number from 1 to %d, not %s", MOST_THREADS, value);
        break;
    case OPTION_HEADERS:
        if (strcmp(value, "zh") != 0 && strcmp(value, "en") != 0)
            return command_line_wrong(command, "--headers is zh or en, not %s", value);
        conversion->options.headers = *value == 'z' ? HEADERS_CHINESE : HEADERS_ENGLISH;
        break;
    case OPTION_BOM:
    case OPTION_CSV_RAW:
    case OPTION_QUIET:
    case OPTION_ALL:
    case OPTION_STREAM: take_flag(conversion, option); break;
    default: return take_limit(conversion, option, value);
    }
    return EXIT_DONE;
}

/* Takes an option and notes it for whoever finds the tables, unless a table is the same without it. */
static int take_and_note_option(void *context, size_t option, const char *value) {
    struct conversion *conversion = context;
    int result = take_option(context, option, value);
    bool same = option == OPTION_OUTPUT || option == OPTION_FORMAT || option == OPTION_THREADS ||
                option == OPTION_TABLE || option == OPTION_QUIET || option == OPTION_MIN_CONVERTED ||
                option == OPTION_ALL || option == OPTION_STREAM || option == OPTION_LOG || option == OPTION_LOG_FORMAT;
    if (result == EXIT_DONE && !same)
        run_facts_add_option(&conversion->options.run, lines[option].name, value);
    return result;
}

/* The number of the writer named; writer_count for none. */
static size_t find_writer(struct slice name) {
    size_t i = 0;
    while (i < writer_count && !slice_equal(name, slice_from_string(writers[i]->name)))
        i++;
    return i;
}

static int wrong_format(const struct conversion *conversion, struct slice name) {
    char known[128] = "";
    for (size_t i = 0, size = 0; i < writer_count && size < sizeof known; i++)
        size += (size_t)snprintf(known + size, sizeof known - size, "%s%s", i ? ", " : "", writers[i]->name);
    return command_line_wrong(conversion->command, "--format is a list of %s, not %.*s", known, (int)name.size,
                              name.start);
}

/* The formats named, each once. */
static int choose_formats(struct conversion *conversion) {
    struct slice list = slice_from_string(conversion->formats);
    for (size_t from = 0; from <= list.size;) {
        size_t comma = slice_find(list, SLICE(","), from);
        size_t to = comma == SIZE_MAX ? list.size : comma;
        struct slice name = slice_part(list, from, to);
        size_t number = find_writer(name);
        if (number == writer_count)
            return wrong_format(conversion, name);
        const struct writer *writer = writers[number];
        bool known = false;
        for (size_t i = 0; i < conversion->destination.writing_count; i++)
            known = known || conversion->destination.writings[i].writer == writer;
        if (!known)
            conversion->destination.writings[conversion->destination.writing_count++] =
                (struct writing){.writer = writer, .options = &conversion->options};
        conversion->options.review_pages = conversion->options.review_pages || writer == &write_html;
        from = to + 1;
    }
    return EXIT_DONE;
}

/* Standard output takes one format, and of CSV one table. */
static int choose_stream(struct conversion *conversion) {
    const struct writer *writer = conversion->destination.writings[0].writer;
    if (conversion->destination.writing_count != 1)
        return command_line_wrong(conversion->command, "-o - takes one format: --format csv, for one");
    if (conversion->stream && !writer->text)
        return command_line_wrong(conversion->command, "--stream gives rows as text, csv or jsonl, not %s",
                                  writer->name);
    if (conversion->stream && conversion->table)
        return command_line_wrong(conversion->command, "--stream answers with all tables; leave --table out");
    if (!writer->streams && isatty(STDOUT_FILENO))
        return command_line_wrong(conversion->command, "a terminal cannot show %s; name a folder, or a pipe after it",
                                  writer->file);
    if (conversion->table && writer->file)
        return command_line_wrong(conversion->command, "--table chooses among CSV files; %s has all tables",
                                  writer->file);
    return EXIT_DONE;
}

static int choose_table(struct conversion *conversion) {
    const char *names[TABLES];
    conversion->destination.table = TABLE_TARGETS;
    for (enum table_name table = 0; conversion->table && table < TABLES; table++) {
        names[table] = tables[table].name;
        if (strcmp(conversion->table, names[table]) != 0)
            continue;
        conversion->destination.table = table;
        return EXIT_DONE;
    }
    if (!conversion->table)
        return EXIT_DONE;
    const char *near = nearest_name(conversion->table, names, TABLES);
    return command_line_wrong(conversion->command, "there is no table %s%s%s", conversion->table, near ? ", but " : "",
                              near ? near : "");
}

static int read_options(struct conversion *conversion, int argc, char **argv, int *operands) {
    int result = options_read(conversion->command, argc, argv, take_and_note_option, conversion, operands);
    if (result != EXIT_DONE)
        return result;
    if (conversion->stream && !conversion->destination.name)
        conversion->destination.name = "-";
    if (!conversion->formats)
        conversion->formats = conversion->stream ? "csv" : "csv,xlsx";
    const char *name = conversion->destination.name;
    if (conversion->stream && (argc - *operands != 1 || strcmp(argv[*operands], "-") != 0 || strcmp(name, "-") != 0))
        return command_line_wrong(conversion->command, "--stream reads - and writes - alone: convert - --stream");
    if (*operands == argc)
        return command_line_wrong(conversion->command, "name the reports to convert: files, folders or -");
    if (!name || !*name)
        return command_line_wrong(conversion->command, "%sname the folder for the tables with -o DIR",
                                  name ? "-o is empty: " : "");
    result = choose_formats(conversion);
    if (result == EXIT_DONE)
        result = choose_table(conversion);
    if (result != EXIT_DONE)
        return result;
    if (strcmp(name, "-") == 0)
        return choose_stream(conversion);
    if (conversion->table)
        return command_line_wrong(conversion->command, "--table chooses what -o - gives; a folder gets all tables");
    return EXIT_DONE;
}

/* The tables in a folder of reports would be read as reports the next time, and what they replace is no table. */
static int keep_inputs_apart(const struct conversion *conversion, char *const *given, size_t count) {
    struct stat output, input;
    if (stat(conversion->destination.name, &output) != 0)
        return EXIT_DONE;
    for (size_t i = 0; i < count; i++)
        if (stat(given[i], &input) == 0 && input.st_dev == output.st_dev && input.st_ino == output.st_ino)
            return command_line_wrong(conversion->command, "%s is an input; the tables need a folder of their own",
                                      conversion->destination.name);
    return EXIT_DONE;
}

/* With the facts and the lexicons read: what is wrong in them is wrong on the command line. */
static int convert_with_facts(struct conversion *conversion, char *const *given, size_t given_count) {
    char message[1024] = "";
    struct lexicon *lexicon = NULL;
    struct meta *meta = NULL;
    struct corrections *corrections = NULL;
    struct inputs inputs = {0};
    struct inputs_search search = {.left_out = {conversion->meta, conversion->corrections, conversion->destination.name,
                                                conversion->readings, conversion->log},
                                   .most_bytes = conversion->most_bytes,
                                   .text_column = conversion->text_column};
    enum status status = conversion->meta ? meta_open(conversion->meta, &meta, message, sizeof message) : STATUS_OK;
    if (status == STATUS_OK && conversion->corrections)
        status = corrections_open(conversion->corrections, &corrections, message, sizeof message);
    if (status == STATUS_OK)
        status = lexicon_folder_open(conversion->lexicon, &lexicon, message, sizeof message);
    if (status == STATUS_OK)
        status = panel_codes_check(lexicon, conversion->options.panel_codes, message, sizeof message);
    search.lexicon = lexicon;
    if (status == STATUS_OK && !conversion->stream)
        status = inputs_find(&inputs, given, given_count, &search);
    int result = EXIT_COMMAND_LINE;
    if (status != STATUS_OK) {
        messages_print(&conversion->messages, SEVERITY_ERROR, "failed", "%s", *message ? message : "out of memory");
    } else {
        run_facts_complete(&conversion->options.run, lexicon, inputs.items.count, run_facts_time());
        struct run run = {
            .inputs = &inputs,
            .lexicon = lexicon,
            .launcher = LAUNCHER,
            .readings = conversion->readings,
            .meta = meta,
            .corrections = corrections,
            .forced_encoding = conversion->encoding,
            .most_bytes = conversion->most_bytes,
            .most_memory_bytes = conversion->most_memory_bytes,
            .most_rows = conversion->most_rows,
            .most_output_bytes = conversion->most_output_bytes,
            .threads = conversion->options.threads,
            .writings = conversion->destination.writings,
            .writing_count = conversion->destination.writing_count,
            .listener = messages_take,
            .gone_listener = messages_take_gone,
            .listener_context = &conversion->messages,
        };
        result = conversion->stream ? stream_convert(&run, &search, &conversion->messages)
                                    : conversion_run(conversion, &run);
    }
    inputs_free(&inputs);
    lexicon_free(lexicon);
    meta_free(meta);
    corrections_free(corrections);
    return result;
}

/* What a large report needed goes back to the system with it; the C library would keep ever more of it for later. */
static void return_memory(void) {
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, 1 << 20);
    mallopt(M_TRIM_THRESHOLD, 1 << 21);
#endif
}

static int run_command(const struct command *command, int argc, char **argv) {
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    struct conversion conversion = {
        .command = command,
        .options.threads = cores < 1              ? 1
                           : cores > MOST_THREADS ? MOST_THREADS
                                                  : (size_t)cores,
        .most_bytes = (size_t)DEFAULT_MOST_MEBIBYTES << 20,
        .most_memory_bytes = (size_t)DEFAULT_MOST_MEMORY_MEBIBYTES << 20,
        .most_rows = DEFAULT_MOST_ROWS,
        .most_output_bytes = (size_t)DEFAULT_MOST_MEBIBYTES << 20,
        .least_converted = 1,
        .options.time_seconds = run_facts_time() ? run_facts_time() : FIXED_TIME_SECONDS,
    };
    int operands;
    int result = read_options(&conversion, argc, argv, &operands);
    if (result != EXIT_DONE)
        return result;
    result = keep_inputs_apart(&conversion, argv + operands, (size_t)(argc - operands));
    if (result != EXIT_DONE)
        return result;
    return_memory();
    conversion.destination.messages = &conversion.messages;
    if (!messages_open(&conversion.messages, conversion.quiet, conversion.log, conversion.log_json)) {
        fprintf(stderr, "--log %s: %s\n", conversion.log, strerror(errno));
        return EXIT_COMMAND_LINE;
    }
    output_prepare(&conversion.destination.set);
    struct interruption interruption;
    interruption_watch(&interruption, &conversion.destination.set);
    result = convert_with_facts(&conversion, argv + operands, (size_t)(argc - operands));
    interruption_end(&interruption);
    output_free(&conversion.destination.set);
    messages_close(&conversion.messages);
    return result;
}

const struct command convert_command = {
    .name = "convert",
    .usage = "INPUT... -o DIR [options]",
    .about = "Converts reports (text, web pages, Word, OpenDocument, PDF, and ZIP, CSV, JSON, XLSX files of\n"
             "them; a folder is taken whole, - is standard input) into tables\n"
             "in DIR: documents, targets, panel, projects, sections, cells and diagnostics.",
    .options = lines,
    .option_count = sizeof lines / sizeof *lines,
    .more = "Exit status: 0 all converted; 1 some inputs failed, the rest is written and each failure is\n"
            "a row of diagnostics; 2 the command line is wrong; 3 the output could not be written, and\n"
            "what was there before is untouched; 4 no input could be converted, or fewer than\n"
            "--min-converted asks for, and what was there before is untouched; 128 + n ended by signal n.\n\n"
            "convert - --stream: a field is a line `NAME SIZE`, SIZE bytes and a line feed. A document is the\n"
            "fields document (its name), title, region, year, report_type (as --meta; each may be left out),\n"
            "bytes. Its answer is fields named as tables, with rows as --format has them (csv, jsonl) and\n"
            "without a header row, then end: converted, failed or left_out (its name is no report's). In front\n"
            "of all answers stand baogao (the version), lexicon (its hash), options, indicators, end. Besides\n"
            "the tables of a report an answer has claims and texts, of which a panel over many answers is made\n"
            "(baogao schema claims). A frame that is none ends the process, with status 1.\n",
    .run = run_command,
};
