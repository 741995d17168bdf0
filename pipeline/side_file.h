/* A file beside the reports that says something of them, --meta or a lexicon, as text. */
#ifndef BAOGAO_PIPELINE_SIDE_FILE_H
#define BAOGAO_PIPELINE_SIDE_FILE_H

#include "stages/model/arena.h"
#include "stages/model/status.h"

/* Reads a regular file of at most `most_bytes` whole into `arena`, in any encoding that reports may have, as UTF-8
 * without a byte order mark. Bytes that are no text of it are a failure: what is given by hand must not be guessed.
 * `message` names the file, the line where that is known, and what is wrong. */
enum status side_file_read(const char *path, size_t most_bytes, struct arena *arena, struct slice *text, char *message,
                           size_t message_size);

#endif
