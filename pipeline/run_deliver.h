/* What the first thread does with each report, in input order: links it with those before it, writes its rows, and
 * keeps what the next run and the table of changes need of it. */
#ifndef BAOGAO_PIPELINE_RUN_DELIVER_H
#define BAOGAO_PIPELINE_RUN_DELIVER_H

#include "pipeline/run_changes.h"
#include "pipeline/run_report.h"

struct delivery {
    struct run *run;
    struct panel *panel;
    struct run_changes changes; /* where it compares */
    bool compares;              /* the run before left rows to compare with */
};

/* The formats are open. delivery_close must follow, whatever comes of it. */
enum status delivery_open(struct delivery *delivery, struct run *run);
enum status delivery_report(struct delivery *delivery, const struct input *input, struct run_report *one);
/* After all reports: what no report matched, what is gone, the panel. */
enum status delivery_end(struct delivery *delivery);
void delivery_close(struct delivery *delivery);

#endif
