/* The commands, one a file. */
#ifndef BAOGAO_PIPELINE_COMMANDS_H
#define BAOGAO_PIPELINE_COMMANDS_H

#include "pipeline/options.h"

extern const struct command convert_command, inspect_command, diff_command, quantities_command, schema_command;

#endif
