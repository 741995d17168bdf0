/* baogao: which command, and what there is. */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "pipeline/commands.h"

static const struct command *const commands[] = {&convert_command, &inspect_command, &quantities_command,
                                                 &schema_command};

static void print_overview(void) {
    printf("baogao turns Chinese government reports into tables.\n\n");
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        printf("  baogao %s %s\n", commands[i]->name, commands[i]->usage);
    printf("\nStart with: baogao convert REPORTS -o OUT\nand open OUT/reports.xlsx. "
           "baogao COMMAND --help says more.\n");
}

int main(int argc, char **argv) {
    signal(SIGPIPE, SIG_IGN); /* a reader that went away is an error of writing, with a message */
    const char *name = argc > 1 ? argv[1] : "";
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 || strcmp(name, "help") == 0) {
        print_overview();
        return EXIT_DONE;
    }
    if (strcmp(name, "--version") == 0) {
        printf("baogao %s\n", BAOGAO_VERSION);
        return EXIT_DONE;
    }
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        if (strcmp(name, commands[i]->name) != 0)
            continue;
        int result = commands[i]->run(commands[i], argc - 1, argv + 1);
        return result == HELP_PRINTED ? EXIT_DONE : result;
    }
    fprintf(stderr, "baogao: %s%s; see baogao --help\n", argc > 1 ? "there is no command " : "no command given", name);
    return EXIT_COMMAND_LINE;
}
