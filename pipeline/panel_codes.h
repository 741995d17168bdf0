/* --panel: which indicators the workbook's panel shows. */
#ifndef BAOGAO_PIPELINE_PANEL_CODES_H
#define BAOGAO_PIPELINE_PANEL_CODES_H

#include "stages/model/lexicon.h"

/* STATUS_INPUT, and what is wrong, where one of `codes` (commas between; NULL: none) is not in the catalogue. */
enum status panel_codes_check(const struct lexicon *lexicon, const char *codes, char *message, size_t message_size);

#endif
