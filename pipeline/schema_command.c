/* baogao schema: what columns the tables have. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "pipeline/commands.h"
#include "schemas_generated.h"

static int print_schemas(size_t from, size_t to) {
    bool list = to - from > 1;
    if (list)
        puts("[");
    for (size_t i = from; i < to; i++) {
        size_t size = strlen(tables[i].schema);
        while (size && tables[i].schema[size - 1] == '\n')
            size--;
        printf("%.*s%s\n", (int)size, tables[i].schema, list && i + 1 < to ? "," : "");
    }
    if (list)
        puts("]");
    if (fflush(stdout) == 0 && !ferror(stdout))
        return EXIT_DONE;
    fprintf(stderr, "standard output: %s\n", strerror(errno));
    return EXIT_OUTPUT;
}

static int print_named(const struct command *command, const char *name) {
    char known[256] = "";
    for (size_t i = 0, size = 0; i < ALL_TABLES && size < sizeof known; i++) {
        if (strcmp(name, tables[i].name) == 0)
            return print_schemas(i, i + 1);
        size += (size_t)snprintf(known + size, sizeof known - size, "%s%s", i ? ", " : "", tables[i].name);
    }
    return command_line_wrong(command, "the tables are %s; not %s", known, name);
}

static int run_command(const struct command *command, int argc, char **argv) {
    int operands;
    int result = options_read(command, argc, argv, NULL, NULL, &operands);
    if (result != EXIT_DONE)
        return result;
    if (argc - operands > 1)
        return command_line_wrong(command, "name one table, not %d", argc - operands);
    return operands < argc ? print_named(command, argv[operands]) : print_schemas(0, TABLES);
}

const struct command schema_command = {
    .name = "schema",
    .usage = "[TABLE]",
    .about = "Prints the schema of a table, or of all that convert writes: columns, types, keys (Frictionless Table\n"
             "Schema, JSON).",
    .run = run_command,
};
