/* --lexicon: a folder of CSV files named as those of schemas/, in any encoding that reports may have. */
#ifndef BAOGAO_PIPELINE_LEXICON_FOLDER_H
#define BAOGAO_PIPELINE_LEXICON_FOLDER_H

#include "stages/model/lexicon.h"

/* Opens the lexicons with the files of the folder over them, or without where it is NULL. A file that is no lexicon's,
 * a folder without any, and whatever cannot be read or meant is a failure that `message` names with file and line. */
enum status lexicon_folder_open(const char *folder, struct lexicon **lexicon, char *message, size_t message_size);

#endif
