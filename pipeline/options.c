/* getopt_long, with the lines of the command as its table. */
#include "pipeline/options.h"

#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
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

/* How many letters two names share at their heads: enough to guess what was meant. */
static size_t shared_letters(const char *one, const char *other) {
    size_t count = 0;
    while (one[count] && one[count] == other[count])
        count++;
    return count;
}

static void tell_unknown(const struct command *command, const char *word) {
    const char *near = NULL;
    size_t most = 0;
    const char *name = word + strspn(word, "-");
    for (size_t i = 0; i < command->option_count; i++) {
        size_t shared = shared_letters(name, command->options[i].name);
        if (shared > most) {
            most = shared;
            near = command->options[i].name;
        }
    }
    if (near && strncmp(word, "--", 2) == 0)
        command_line_wrong(command, "there is no option %s; did you mean --%s?", word, near);
    else
        command_line_wrong(command, "there is no option %s", word);
}

enum option_result option_next(const struct command *command, int argc, char **argv, size_t *index, const char **value,
                               int *operands) {
    struct getopt_table table = {0};
    fill_table(command, &table);
    opterr = 0;
    int at = optind;
    int found = getopt_long(argc, argv, table.letters, table.names, NULL);
    *operands = optind;
    *value = optarg;
    if (found == -1)
        return OPTION_END;
    if (found == 'h') {
        print_help(command);
        return OPTION_HELP;
    }
    char word[] = {'-', (char)optopt, '\0'};
    const char *shown = optopt > 0 && optopt < LONG_ONLY ? word : argv[optind > at ? optind - 1 : at];
    if (found == ':')
        command_line_wrong(command, "%s needs a value", shown);
    else if (found == '?' && optopt >= LONG_ONLY)
        command_line_wrong(command, "%s takes no value", shown);
    else if (found == '?')
        tell_unknown(command, shown);
    if (found == ':' || found == '?')
        return OPTION_WRONG;
    *index = found >= LONG_ONLY ? (size_t)(found - LONG_ONLY) : 0;
    for (size_t i = 0; found < LONG_ONLY && i < command->option_count; i++)
        if (command->options[i].letter == found)
            *index = i;
    return OPTION_FOUND;
}
