/* What a run changed in the tables, as rows of the table changes: report by report as they come, then what is gone,
 * then the panel. They wait in a temporary file until the other tables are written. Where nothing changed, the changes
 * that the tables came with are given once more: the table always says what the last run changed that changed
 * something. */
#ifndef BAOGAO_PIPELINE_RUN_CHANGES_H
#define BAOGAO_PIPELINE_RUN_CHANGES_H

#include "pipeline/earlier.h"
#include "pipeline/table_file.h"

/* A report that is new, gone, or not as it was, and why. */
struct changed_report {
    struct slice document;
    const char *cause;
};

struct run_changes {
    const struct earlier *earlier; /* has rows */
    const char *cause;             /* of what changes in a report that is as it was */
    FILE *held;                    /* the rows so far */
    struct arena arena;
    bool *met; /* by report of the run before: this run has it too */
    LIST(struct changed_report) reports;
    struct table_file panel; /* the rows of one region */
    struct slice old_panel;  /* of the run before, as CSV */
    size_t old_panel_at, changes, gone;
    bool texts_changed, corrections_changed; /* of any report */
};

/* STATUS_OUTPUT, here and below, where the temporary file cannot be written; errno says why. run_changes_close must
 * follow. */
enum status run_changes_open(struct run_changes *changes, const struct earlier *earlier, const struct memory_run *run);
void run_changes_close(struct run_changes *changes);
/* The report's rows are those of the run before. */
void run_changes_pass(struct run_changes *changes, const struct memory_report *report);
/* The report was converted; `facts` is what is remembered of it. */
enum status run_changes_compare(struct run_changes *changes, struct report *report, const struct memory_report *facts);
/* After all reports: those that are gone. `listener` is told of each. */
enum status run_changes_end_reports(struct run_changes *changes, void (*listener)(void *context, struct slice document),
                                    void *listener_context);
/* A row of the panel, in order. */
enum status run_changes_take_panel(struct run_changes *changes, const struct slice *cells);
/* After all rows of the panel: gives the rows of the table changes. */
enum status run_changes_end(struct run_changes *changes, row_taker *take, void *context);

#endif
