/* What a sentence says of a project beside its name: the year and the money. */
#ifndef BAOGAO_STAGES_PROJECT_FACTS_H
#define BAOGAO_STAGES_PROJECT_FACTS_H

#include "model/report.h"

/* The sentence of report.text[body] that holds byte `at`. */
struct span project_sentence(const struct report *report, struct span body, size_t at);
/* Year and amount of the project named at `name`, as far as its sentence says them. */
void project_read_facts(const struct report *report, struct span name, struct span sentence, struct project *project);

#endif
