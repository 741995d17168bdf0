/* Prints; knows no command but by its lines. */
#include "pipeline/documentation.h"

#include <stdio.h>
#include <string.h>

/* Text in roff: a backslash is escaped, a hyphen is a minus, and no line begins a request. */
static void print_roff(const char *text, size_t size) {
    bool begins = true;
    for (size_t i = 0; i < size; i++) {
        if (begins && (text[i] == '.' || text[i] == '\''))
            fputs("\\&", stdout);
        if (text[i] == '\\')
            fputs("\\(rs", stdout);
        else if (text[i] == '-')
            fputs("\\-", stdout);
        else
            putchar(text[i]);
        begins = text[i] == '\n';
    }
}

static void print_roff_text(const char *text) {
    print_roff(text, strlen(text));
    if (*text && text[strlen(text) - 1] != '\n')
        putchar('\n');
}

/* Up to the first full stop or line end: for the list of a page's name. */
static void print_summary(const char *about) {
    size_t size = strcspn(about, ".\n(:");
    while (size && about[size - 1] == ' ')
        size--;
    print_roff(about, size);
    putchar('\n');
}

static void print_man_options(const struct command *command) {
    if (command->option_count)
        puts(".SH OPTIONS");
    for (size_t i = 0; i < command->option_count; i++) {
        const struct option_line *line = &command->options[i];
        puts(".TP");
        if (line->letter)
            printf("\\fB\\-%c\\fR, ", line->letter);
        fputs("\\fB\\-\\-", stdout);
        print_roff(line->name, strlen(line->name));
        fputs("\\fR", stdout);
        if (line->value) {
            fputs(" \\fI", stdout);
            print_roff(line->value, strlen(line->value));
            fputs("\\fR", stdout);
        }
        putchar('\n');
        print_roff_text(line->help);
    }
}

static void print_man_command(const struct command_list *commands, const struct command *command) {
    printf(".TH BAOGAO\\-%s 1 \"\" \"baogao " BAOGAO_VERSION "\"\n.SH NAME\nbaogao\\-%s \\- ", command->name,
           command->name);
    print_summary(command->about);
    printf(".SH SYNOPSIS\n.B baogao %s\n", command->name);
    print_roff_text(command->usage);
    puts(".SH DESCRIPTION");
    print_roff_text(command->about);
    print_man_options(command);
    if (command->more) {
        puts(".SH NOTES");
        print_roff_text(command->more);
    }
    puts(".SH SEE ALSO\n.BR baogao (1)");
    for (size_t i = 0; i < commands->count; i++)
        if (commands->items[i] != command)
            printf(".BR baogao\\-%s (1)\n", commands->items[i]->name);
}

void documentation_print_man(const struct command_list *commands, const struct command *command) {
    if (command) {
        print_man_command(commands, command);
        return;
    }
    puts(".TH BAOGAO 1 \"\" \"baogao " BAOGAO_VERSION
         "\"\n.SH NAME\nbaogao \\- turn Chinese government reports into tables\n"
         ".SH SYNOPSIS\n.B baogao\n.I COMMAND\n[\\fIoption\\fR ...]\n.SH DESCRIPTION\n"
         "Sections, projects, targets and results of government reports as CSV, workbook, SQLite and JSON Lines,\n"
         "each number with the line and column it stands on.\n.SH COMMANDS");
    for (size_t i = 0; i < commands->count; i++) {
        printf(".TP\n.BR baogao\\-%s (1)\n", commands->items[i]->name);
        print_summary(commands->items[i]->about);
    }
    puts(".SH EXAMPLES\n.nf\nbaogao convert REPORTS \\-o OUT\n.fi");
}

/* What a shell offers for the value of an option. */
enum value_kind { VALUE_NONE, VALUE_FOLDER, VALUE_FILE, VALUE_WORD };

static enum value_kind kind_of(const struct option_line *line) {
    if (!line->value)
        return VALUE_NONE;
    if (strcmp(line->value, "DIR") == 0)
        return VALUE_FOLDER;
    return strncmp(line->value, "FILE", 4) == 0 ? VALUE_FILE : VALUE_WORD;
}

static void print_bash_values(const struct command *command, enum value_kind kind, const char *action) {
    const char *before = "";
    for (size_t i = 0; i < command->option_count; i++) {
        const struct option_line *line = &command->options[i];
        if (kind_of(line) != kind)
            continue;
        printf("%s%s:--%s", before, command->name, line->name);
        if (line->letter)
            printf("|%s:-%c", command->name, line->letter);
        before = "|";
    }
    if (*before)
        printf(") %s; return ;;\n", action);
}

static void print_bash(const struct command_list *commands) {
    puts("# Completes baogao's commands, options and files for bash.\n_baogao() {\n"
         "    local word=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]}\n    COMPREPLY=()\n"
         "    if [ \"$COMP_CWORD\" = 1 ]; then");
    fputs("        COMPREPLY=($(compgen -W \"", stdout);
    for (size_t i = 0; i < commands->count; i++)
        printf("%s ", commands->items[i]->name);
    puts("--help --version\" -- \"$word\"))\n        return\n    fi\n"
         "    case $command:${COMP_WORDS[COMP_CWORD-1]} in");
    for (size_t i = 0; i < commands->count; i++) {
        print_bash_values(commands->items[i], VALUE_FOLDER, "COMPREPLY=($(compgen -d -- \"$word\"))");
        print_bash_values(commands->items[i], VALUE_FILE, "COMPREPLY=($(compgen -f -- \"$word\"))");
        print_bash_values(commands->items[i], VALUE_WORD, ":");
    }
    puts("    esac\n    case $command:$word in");
    for (size_t i = 0; i < commands->count; i++) {
        printf("    %s:-*) COMPREPLY=($(compgen -W \"", commands->items[i]->name);
        for (size_t k = 0; k < commands->items[i]->option_count; k++)
            printf("--%s ", commands->items[i]->options[k].name);
        puts("--help\" -- \"$word\")) ;;");
    }
    puts("    *) COMPREPLY=($(compgen -f -- \"$word\")) ;;\n    esac\n}\ncomplete -o filenames -F _baogao baogao");
}

/* The first line of a help text inside the single quotes of a shell, without what zsh takes for its own. */
static void print_quoted(const char *text) {
    for (; *text && *text != '\n'; text++) {
        if (*text == '\'')
            fputs("'\\''", stdout);
        else if (*text == '[' || *text == ']' || *text == ':' || *text == '\\')
            printf("\\%c", *text);
        else
            putchar(*text);
    }
}

static void print_zsh_option(const struct option_line *line) {
    static const char *const actions[] = {"", ":folder:_files -/", ":file:_files", ":value: "};
    const char *action = actions[kind_of(line)];
    if (line->letter)
        printf("            '(-%c --%s)'{-%c,--%s}'[", line->letter, line->name, line->letter, line->name);
    else
        printf("            '--%s[", line->name);
    print_quoted(line->help);
    printf("]%s' \\\n", action);
}

static void print_zsh(const struct command_list *commands) {
    puts("#compdef baogao\n_baogao() {\n    if (( CURRENT == 2 )); then\n        local -a commands=(");
    for (size_t i = 0; i < commands->count; i++) {
        printf("            '%s:", commands->items[i]->name);
        print_quoted(commands->items[i]->about);
        puts("'");
    }
    puts("        )\n        _describe command commands\n        return\n    fi\n    local command=$words[2]\n"
         "    shift words\n    (( CURRENT-- ))\n    case $command in");
    for (size_t i = 0; i < commands->count; i++) {
        printf("    %s)\n        _arguments \\\n", commands->items[i]->name);
        for (size_t k = 0; k < commands->items[i]->option_count; k++)
            print_zsh_option(&commands->items[i]->options[k]);
        puts("            '--help[say more]' '*:file:_files' ;;");
    }
    puts("    esac\n}\n_baogao \"$@\"");
}

static void print_fish(const struct command_list *commands) {
    puts("# Completes baogao's commands, options and files for fish.");
    for (size_t i = 0; i < commands->count; i++) {
        const struct command *command = commands->items[i];
        printf("complete -c baogao -f -n __fish_use_subcommand -a %s -d '", command->name);
        print_quoted(command->about);
        puts("'");
        for (size_t k = 0; k < command->option_count; k++) {
            const struct option_line *line = &command->options[k];
            printf("complete -c baogao -n '__fish_seen_subcommand_from %s' -l %s", command->name, line->name);
            if (line->letter)
                printf(" -s %c", line->letter);
            fputs(line->value ? " -r -d '" : " -d '", stdout);
            print_quoted(line->help);
            puts("'");
        }
    }
}

bool documentation_print_completion(const struct command_list *commands, const char *shell) {
    if (strcmp(shell, "bash") == 0)
        print_bash(commands);
    else if (strcmp(shell, "zsh") == 0)
        print_zsh(commands);
    else if (strcmp(shell, "fish") == 0)
        print_fish(commands);
    else
        return false;
    return true;
}
