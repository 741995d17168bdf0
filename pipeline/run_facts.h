/* What a run tells of itself in datapackage.json and on the workbook's first page. */
#ifndef BAOGAO_PIPELINE_RUN_FACTS_H
#define BAOGAO_PIPELINE_RUN_FACTS_H

#include "stages/model/lexicon.h"
#include "stages/write.h"

/* Adds an option as the command line gave it; `value` may be NULL. Of a path only the last name is told: where a
 * machine keeps its files is nobody's business. Too many options are cut at a whole one. */
void run_facts_add_option(struct run_facts *facts, const char *name, const char *value);
/* SOURCE_DATE_EPOCH; 0 where it is not set. */
int64_t run_facts_time(void);
/* The rest, once all is known. */
void run_facts_complete(struct run_facts *facts, const struct lexicon *lexicon, size_t inputs, int64_t time_seconds);

#endif
