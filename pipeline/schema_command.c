/* baogao schema: what columns the tables have. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "pipeline/commands.h"
#include "stages/write/sql.h"

enum { OPTION_SQL, OPTION_INTO, OPTION_MARKDOWN };

static const struct option_line lines[] = {
    [OPTION_SQL] = {0, "sql", "NAME",
                    "postgresql or sqlite: a script for psql or sqlite3 that loads the CSV files into\n"
                    "tables with keys and comments; it may run every night"},
    [OPTION_INTO] = {0, "into", "SCHEMA", "the schema of PostgreSQL that holds the tables (default: public)"},
    [OPTION_MARKDOWN] = {0, "markdown", NULL, "a list of the tables with their columns, as README has it"},
};

static int finish_output(void) {
    if (fflush(stdout) == 0 && !ferror(stdout))
        return EXIT_DONE;
    fprintf(stderr, "standard output: %s\n", strerror(errno));
    return EXIT_OUTPUT;
}

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
    return finish_output();
}

static int print_sql(const struct command *command, const char *dialect, const char *schema) {
    bool sqlite = strcmp(dialect, "sqlite") == 0;
    if (!sqlite && strcmp(dialect, "postgresql") != 0)
        return command_line_wrong(command, "--sql is postgresql or sqlite, not %s", dialect);
    if (sqlite && schema)
        return command_line_wrong(command, "--into names a schema of PostgreSQL; SQLite has none");
    struct arena arena = {0};
    struct text sql = {.arena = &arena};
    text_add_string(&sql, sqlite ? "-- In the folder of the tables: sqlite3 DATABASE < THIS_FILE\n"
                                 : "-- In the folder of the tables: psql -q -d DATABASE -f THIS_FILE\n");
    text_add(&sql,
             SLICE("-- The tables are best made with --csv-raw: a database runs no formula, so none needs a guard.\n"));
    sql_add_script(&sql, sqlite ? SQL_SQLITE : SQL_POSTGRESQL, schema ? schema : "public");
    if (!sql.failed)
        fwrite(sql.start, 1, sql.size, stdout);
    arena_free(&arena);
    return sql.failed ? EXIT_OUTPUT : finish_output();
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

static int print_markdown(void) {
    printf("| table | sheet | holds | columns |\n| --- | --- | --- | --- |\n");
    for (size_t i = 0; i < TABLES; i++) {
        printf("| %s | %s | %s |", tables[i].name, tables[i].title, tables[i].description);
        for (size_t column = 0; column < tables[i].column_count; column++)
            printf("%s%s", column ? ", " : " ", tables[i].columns[column].name);
        printf(" |\n");
    }
    return finish_output();
}

/* What is asked for beside JSON. */
struct wish {
    const char *dialect, *schema;
    bool markdown;
};

static int take_option(void *context, size_t option, const char *value) {
    struct wish *wish = context;
    if (option == OPTION_SQL)
        wish->dialect = value;
    else if (option == OPTION_INTO)
        wish->schema = value;
    else
        wish->markdown = true;
    return EXIT_DONE;
}

static int run_command(const struct command *command, int argc, char **argv) {
    struct wish wish = {.dialect = NULL};
    int operands;
    int result = options_read(command, argc, argv, take_option, &wish, &operands);
    if (result != EXIT_DONE)
        return result;
    if (argc - operands > 1)
        return command_line_wrong(command, "name one table, not %d", argc - operands);
    if ((wish.dialect || wish.markdown) && operands < argc)
        return command_line_wrong(command, "--sql and --markdown give all tables; leave %s out", argv[operands]);
    if (wish.schema && !wish.dialect)
        return command_line_wrong(command, "--into belongs to --sql postgresql");
    if (wish.dialect)
        return print_sql(command, wish.dialect, wish.schema);
    if (wish.markdown)
        return print_markdown();
    return operands < argc ? print_named(command, argv[operands]) : print_schemas(0, TABLES);
}

const struct command schema_command = {
    .name = "schema",
    .usage = "[TABLE] [--sql postgresql|sqlite [--into SCHEMA]] [--markdown]",
    .about = "Prints the schema of a table, or of all that convert writes: columns, types, keys (Frictionless Table\n"
             "Schema, JSON).",
    .options = lines,
    .option_count = sizeof lines / sizeof *lines,
    .run = run_command,
};
