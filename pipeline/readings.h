/* --readings DIR: what each report was read as, line by line, so that a row's line and column can be looked up. */
#ifndef BAOGAO_PIPELINE_READINGS_H
#define BAOGAO_PIPELINE_READINGS_H

#include "stages/model/report.h"

/* Writes the report's source to DIR/KEY.txt, making folders as its key has them. No key leads out of DIR and no link in
 * it is followed. What cannot be written is a warning of the report, reading_not_written; then false. */
bool reading_write(const char *folder, struct report *report);
/* Whether DIR/KEY.txt holds what has this hash. */
bool reading_is_there(const char *folder, struct slice key, const char *sha256);

#endif
