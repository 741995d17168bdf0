/* datapackage.json (Frictionless Data Package): what files a run made, each with its size and hash, and for the CSV
 * files the tables' schemas with types, constraints and keys, so that a loader needs nothing else. */
#ifndef BAOGAO_STAGES_WRITE_DATAPACKAGE_H
#define BAOGAO_STAGES_WRITE_DATAPACKAGE_H

#include "stages/write.h"

/* Describes the files of all `writings`, which are complete and stand at their paths, in a file at `path`. On failure
 * `message` says which file and why. */
enum status write_datapackage(const char *path, const struct writing *writings, size_t count, char *message,
                              size_t message_size);

#endif
