/* Man pages and completions for shells, from the lines that make --help. */
#ifndef BAOGAO_PIPELINE_DOCUMENTATION_H
#define BAOGAO_PIPELINE_DOCUMENTATION_H

#include "pipeline/options.h"

struct command_list {
    const struct command *const *items;
    size_t count;
};

/* A page of section 1 (man(7)) on standard output: of one command, or, where `command` is NULL, of all. */
void documentation_print_man(const struct command_list *commands, const struct command *command);
/* What bash, zsh or fish reads to complete commands and options. False where the shell is none of them. */
bool documentation_print_completion(const struct command_list *commands, const char *shell);

#endif
