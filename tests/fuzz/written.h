/* The fuzz target of the whole way: a report into the panel and into the formats, and what they wrote looked through.
 */
#ifndef BAOGAO_FUZZ_WRITTEN_H
#define BAOGAO_FUZZ_WRITTEN_H

#include "stages/model/report.h"

/* A report that has gone through the stages as the only one of its run. Its rows and those of the panel become CSV and
 * JSON Lines in memory; one input in FILES_EVERY goes into the files of all tables of CSV and of one more format,
 * which cost far more than all stages do. The same input goes the same way each time. */
void written_check(struct report *report);

#endif
