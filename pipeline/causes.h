/* Why a row of one run is another in the next, as schemas/changes.json has the words, by what both runs remember. */
#ifndef BAOGAO_PIPELINE_CAUSES_H
#define BAOGAO_PIPELINE_CAUSES_H

#include "pipeline/memory.h"

extern const char cause_text[], cause_correction[];

/* Of what changes in a report that is as it was: the lexicon, else the program, else the options. */
const char *cause_of_run(const struct memory_run *then, const struct memory_run *now);
/* Of what changes in a report: its text, else what readers corrected, else the cause of the run. `then` is NULL where
 * it is new. */
const char *cause_of_report(const struct memory_report *then, const struct memory_report *now, const char *of_run);

#endif
