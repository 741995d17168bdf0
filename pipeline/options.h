/* The command line of one command, read by the same lines that make its --help. */
#ifndef BAOGAO_PIPELINE_OPTIONS_H
#define BAOGAO_PIPELINE_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct option_line {
    char letter;       /* 0: it has none */
    const char *name;  /* without its -- */
    const char *value; /* what stands for its value in --help; NULL: it takes none */
    const char *help;  /* lines, each but the first to be indented */
};

/* What a command takes. */
struct command {
    const char *name;  /* convert */
    const char *usage; /* INPUT... -o DIR */
    const char *about; /* what it does, lines */
    const struct option_line *options;
    size_t option_count;
    const char *more; /* what --help says after the options; may be NULL */
    int (*run)(const struct command *command, int argc, char **argv);
};

/* Where --help was asked for and printed: no exit status. */
enum { HELP_PRINTED = -1 };

/* Takes an option by its index among the command's, with its value; anything but EXIT_DONE ends the reading. */
typedef int option_taker(void *context, size_t option, const char *value);

/* Gives every option to `take` and leaves in `*operands` where in argv the rest begins. --help is printed here, and so
 * is, for what is wrong, one line that says what is right; an option with a value given twice is wrong. Returns
 * EXIT_DONE, HELP_PRINTED or EXIT_COMMAND_LINE. */
int options_read(const struct command *command, int argc, char **argv, option_taker *take, void *context,
                 int *operands);
/* Prints "baogao NAME: message", in one line with the way to --help, and returns the exit status for it. */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
int command_line_wrong(const struct command *command, const char *format, ...);

/* A whole number from `least` to `most`; false where the text is none. */
bool option_number(const char *text, size_t least, size_t most, size_t *number);
/* The value of an option that is a number of MiB, as bytes; gives an exit status. */
int option_mebibytes(const struct command *command, const char *option, const char *value, size_t *bytes);

/* What a report may have where the command line does not say. */
enum { DEFAULT_MOST_MEBIBYTES = 256, DEFAULT_MOST_MEMORY_MEBIBYTES = 1024 };

/* The one of `names` that a word that is none of them was meant to be; NULL where none is near. */
const char *nearest_name(const char *word, const char *const *names, size_t count);

enum exit_status {
    EXIT_DONE = 0,
    EXIT_INPUTS_FAILED = 1,
    EXIT_COMMAND_LINE = 2,
    EXIT_OUTPUT = 3,
    EXIT_TOO_FEW = 4, /* converted, for the output to be replaced */
    EXIT_SIGNAL = 128
};

#endif
