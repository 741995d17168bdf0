/* getopt_long, with the lines of the command as its table. */
#include "pipeline/options.h"

#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_OPTIONS = 32, HELP_COLUMN = 26, LONG_ONLY = 256 };

/* The lines as getopt_long wants them; each long option gives LONG_ONLY plus its index. */
struct getopt_table {
    char letters[2 * MOST_OPTIONS + 4];
    struct option names[MOST_OPTIONS + 2];
};

static void fill_table(const struct command *command, struct getopt_table *table) {
    char *letter = table->letters;
    *letter++ = ':'; /* a missing value gives ':' */
    for (size_t i = 0; i < command->option_count; i++) {
        const struct option_line *line = &command->options[i];
        table->names[i] =
            (struct option){line->name, line->value ? required_argument : no_argument, NULL, LONG_ONLY + (int)i};
        if (line->letter)
            *letter++ = line->letter;
        if (line->letter && line->value)
            *letter++ = ':';
    }
    table->names[command->option_count] = (struct option){"help", no_argument, NULL, 'h'};
    *letter = 'h';
}

static void print_lines(const char *lines, int column) {
    for (const char *end; *lines; lines = end + 1) {
        end = strchr(lines, '\n');
        if (!end) {
            printf("%s\n", lines);
            return;
        }
        printf("%.*s\n%*s", (int)(end - lines), lines, column, "");
    }
}

static void print_help(const struct command *command) {
    printf("usage: baogao %s %s\n\n%s\n", command->name, command->usage, command->about);
    if (command->option_count)
        printf("\noptions:\n");
    for (size_t i = 0; i < command->option_count; i++) {
        const struct option_line *line = &command->options[i];
        int printed = line->letter ? printf("  -%c, --%s", line->letter, line->name) : printf("      --%s", line->name);
        if (line->value)
            printed += printf(" %s", line->value);
        if (printed >= HELP_COLUMN)
            printf("\n%*s", HELP_COLUMN, "");
        else
            printf("%*s", HELP_COLUMN - printed, "");
        print_lines(line->help, HELP_COLUMN);
    }
    if (command->more)
        printf("\n%s", command->more);
}

int command_line_wrong(const struct command *command, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fprintf(stderr, "baogao %s: ", command->name);
    vfprintf(stderr, format, arguments);
    fprintf(stderr, "; see baogao %s --help\n", command->name);
    va_end(arguments);
    return EXIT_COMMAND_LINE;
}

/* How many letters must be put in, left out or exchanged to make one word of the other (Levenshtein). */
static size_t distance(const char *one, const char *other) {
    enum { LONGEST_NAME = 24 };
    size_t row[LONGEST_NAME + 1], width = strlen(other);
    if (width > LONGEST_NAME || strlen(one) > LONGEST_NAME)
        return LONGEST_NAME;
    for (size_t i = 0; i <= width; i++)
        row[i] = i;
    for (size_t line = 1; *one; one++, line++) {
        size_t corner = row[0];
        row[0] = line;
        for (size_t i = 1; i <= width; i++) {
            size_t exchanged = corner + (*one != other[i - 1]);
            corner = row[i];
            size_t least = row[i] < row[i - 1] ? row[i] + 1 : row[i - 1] + 1;
            row[i] = least < exchanged ? least : exchanged;
        }
    }
    return row[width];
}

const char *nearest_name(const char *word, const char *const *names, size_t count) {
    const char *nearest = NULL;
    size_t least = strlen(word) < 4 ? 2 : 4; /* three letters of max-memroy may be wrong, one of scv */
    for (size_t i = 0; i < count; i++) {
        size_t letters = distance(word, names[i]);
        if (letters >= least)
            continue;
        least = letters;
        nearest = names[i];
    }
    return nearest;
}

static int tell_unknown(const struct command *command, const char *word) {
    const char *names[MOST_OPTIONS];
    for (size_t i = 0; i < command->option_count; i++)
        names[i] = command->options[i].name;
    const char *near = nearest_name(word + strspn(word, "-"), names, command->option_count);
    if (near && strncmp(word, "--", 2) == 0)
        return command_line_wrong(command, "there is no option %s, but --%s", word, near);
    return command_line_wrong(command, "there is no option %s", word);
}

/* The word of the command line that an option of getopt_long's was: for a letter in a group, -x. */
static int tell_wrong(const struct command *command, int found, const char *word) {
    char letter[] = {'-', (char)optopt, '\0'};
    bool is_letter = optopt > 0 && optopt < LONG_ONLY;
    const char *shown = is_letter ? letter : word;
    if (found == ':')
        return command_line_wrong(command, "%s needs a value", shown);
    if (optopt >= LONG_ONLY)
        return command_line_wrong(command, "%s takes no value", shown);
    return tell_unknown(command, shown);
}

/* The index of the line that an option of getopt_long's belongs to. */
static size_t line_of(const struct command *command, int found) {
    if (found >= LONG_ONLY)
        return (size_t)(found - LONG_ONLY);
    size_t i = 0;
    while (command->options[i].letter != found)
        i++;
    return i;
}

int options_read(const struct command *command, int argc, char **argv, option_taker *take, void *context,
                 int *operands) {
    struct getopt_table table = {0};
    bool given[MOST_OPTIONS] = {false};
    fill_table(command, &table);
    opterr = 0;
    for (;;) {
        int at = optind;
        int found = getopt_long(argc, argv, table.letters, table.names, NULL);
        *operands = optind;
        if (found == -1)
            return EXIT_DONE;
        if (found == 'h') {
            print_help(command);
            return HELP_PRINTED;
        }
        if (found == ':' || found == '?')
            return tell_wrong(command, found, argv[optind > at ? optind - 1 : at]);
        size_t line = line_of(command, found);
        if (given[line] && command->options[line].value)
            return command_line_wrong(command, "--%s is given twice", command->options[line].name);
        given[line] = true;
        int taken = take(context, line, optarg);
        if (taken != EXIT_DONE)
            return taken;
    }
}

bool option_number(const char *text, size_t least, size_t most, size_t *number) {
    char *end;
    errno = 0;
    unsigned long long value = strtoull(text, &end, 10);
    *number = (size_t)value;
    return *text >= '0' && *text <= '9' && !*end && errno == 0 && value >= least && value <= most;
}

int option_mebibytes(const struct command *command, const char *option, const char *value, size_t *bytes) {
    if (!option_number(value, 1, SIZE_MAX >> 24, bytes))
        return command_line_wrong(command, "--%s is a number of MiB from 1, not %s", option, value);
    *bytes <<= 20;
    return EXIT_DONE;
}
