/* What a diagnostic says, in Chinese: schemas/messages.json. */
#ifndef BAOGAO_STAGES_WRITE_TRANSLATION_H
#define BAOGAO_STAGES_WRITE_TRANSLATION_H

#include "stages/model/text.h"

/* Adds the Chinese of an English message; the message itself where the table does not have it. */
void add_translation(struct text *text, struct slice message);

#endif
