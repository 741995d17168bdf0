/* The one array that lists the stages. */
#include "pipeline/stages.h"

#include <string.h>

#include "stages/clauses.h"
#include "stages/clean.h"
#include "stages/correct.h"
#include "stages/decode.h"
#include "stages/outline.h"
#include "stages/projects.h"
#include "stages/quantities.h"
#include "stages/tables.h"
#include "stages/targets.h"
#include "stages/words.h"

const struct stage stages[] = {
    {"decode", stage_decode},   {"clean", stage_clean},     {"outline", stage_outline},
    {"tables", stage_tables},   {"words", stage_words},     {"quantities", stage_quantities},
    {"clauses", stage_clauses}, {"targets", stage_targets}, {"projects", stage_projects},
    {"correct", stage_correct},
};
const size_t stage_count = sizeof stages / sizeof *stages;

enum status stages_run(struct report *report, const char *last) {
    for (size_t i = 0; i < stage_count; i++) {
        enum status status = stages[i].run(report);
        arena_empty(&report->scratch);
        if (status != STATUS_OK || (last && strcmp(stages[i].name, last) == 0))
            return status;
    }
    return STATUS_OK;
}
