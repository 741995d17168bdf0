/* What a sentence says of a project beside its name: the year and the money. */
#ifndef BAOGAO_STAGES_PROJECT_FACTS_H
#define BAOGAO_STAGES_PROJECT_FACTS_H

#include "stages/model/report.h"

/* The sentence of report.text[body] that holds byte `at`. */
struct span project_sentence(const struct report *report, struct span body, size_t at);
/* Year and amount of a project: the money in its piece of the list (brackets included), the year before it in its
 * sentence. `project->at` is set. */
void project_read_facts(const struct report *report, struct span piece, struct span sentence, struct project *project);

/* The index of the first quantity whose number begins at or after a byte. */
size_t project_first_quantity(const struct report *report, size_t at);

#endif
