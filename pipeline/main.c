/* baogao: which command, and what there is. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "pipeline/commands.h"
#include "pipeline/documentation.h"
#include "pipeline/launcher.h"
#include "stages/model/lexicon_hash.h"

static const struct command *const commands[] = {&convert_command, &inspect_command, &diff_command, &quantities_command,
                                                 &schema_command};

static void print_overview(void) {
    printf("baogao turns Chinese government reports into tables.\n\n");
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        printf("  baogao %s %s\n", commands[i]->name, commands[i]->usage);
    printf("\nStart with: baogao convert REPORTS -o OUT\nand open OUT/reports.xlsx. "
           "baogao COMMAND --help says more.\n");
}

/* Whoever closed a standard stream must not find its number again on a table, with messages inside: the null device
 * takes its place, opened so that reading from standard input and writing to standard output fail as they would. */
static bool fill_standard_streams(void) {
    static const int modes[] = {[STDIN_FILENO] = O_WRONLY, [STDOUT_FILENO] = O_RDONLY, [STDERR_FILENO] = O_WRONLY};
    for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; stream++)
        if (fcntl(stream, F_GETFD) < 0 && open("/dev/null", modes[stream]) != stream)
            return false;
    return true;
}

/* The version is not all that tells one program's tables from another's: so do the words it was built with. */
static int print_version(void) {
    char hash[SHA256_TEXT_BYTES], message[256];
    struct lexicon *lexicon;
    printf("baogao %s\n", BAOGAO_VERSION);
    if (lexicon_open(NULL, &lexicon, message, sizeof message) != STATUS_OK) {
        fprintf(stderr, "%s\n", message);
        return EXIT_OUTPUT;
    }
    lexicon_hash(lexicon, hash);
    lexicon_free(lexicon);
    printf("lexicons %s\n", hash);
    return fflush(stdout) == 0 ? EXIT_DONE : EXIT_OUTPUT;
}

static const struct command *find_command(const char *name) {
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (strcmp(name, commands[i]->name) == 0)
            return commands[i];
    return NULL;
}

/* --man [COMMAND] and --completion SHELL: for whoever installs the program. */
static int print_documentation(int argc, char **argv) {
    const struct command_list list = {commands, sizeof commands / sizeof *commands};
    const struct command *command = argc > 2 ? find_command(argv[2]) : NULL;
    bool man = strcmp(argv[1], "--man") == 0;
    if (man && (argc == 2 || command)) {
        documentation_print_man(&list, command);
    } else if (man || argc != 3 || !documentation_print_completion(&list, argv[2])) {
        fprintf(stderr, "usage: baogao --man [COMMAND]\n       baogao --completion bash|zsh|fish\n");
        return EXIT_COMMAND_LINE;
    }
    return fflush(stdout) == 0 ? EXIT_DONE : EXIT_OUTPUT;
}

static int no_such_command(const char *name) {
    const char *names[sizeof commands / sizeof *commands];
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        names[i] = commands[i]->name;
    const char *near = nearest_name(name, names, sizeof commands / sizeof *commands);
    fprintf(stderr, "baogao: there is no command %s%s%s; see baogao --help\n", name, near ? ", but " : "",
            near ? near : "");
    return EXIT_COMMAND_LINE;
}

int main(int argc, char **argv) {
    if (argc > 1 && strcmp(argv[1], "--confined") == 0)
        return launcher_main(argc - 1, argv + 1);
    if (!fill_standard_streams())
        return EXIT_OUTPUT;
    signal(SIGPIPE, SIG_IGN); /* a reader that went away is an error of writing, with a message */
    signal(SIGXFSZ, SIG_IGN); /* and so is a file that may grow no further */
    const char *name = argc > 1 ? argv[1] : "";
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 || strcmp(name, "help") == 0) {
        print_overview();
        return EXIT_DONE;
    }
    if (strcmp(name, "--version") == 0)
        return print_version();
    if (strcmp(name, "--man") == 0 || strcmp(name, "--completion") == 0)
        return print_documentation(argc, argv);
    const struct command *command = find_command(name);
    if (command) {
        int result = command->run(command, argc - 1, argv + 1);
        return result == HELP_PRINTED ? EXIT_DONE : result;
    }
    if (argc > 1)
        return no_such_command(name);
    fprintf(stderr, "baogao: no command given; see baogao --help\n");
    return EXIT_COMMAND_LINE;
}
