/* --meta: a CSV file of what the reports do not say of themselves. Its header row names its columns: document (the key
 * or the file's last name), title, region, year, report_type. An empty cell leaves a fact to the text. */
#ifndef BAOGAO_PIPELINE_META_H
#define BAOGAO_PIPELINE_META_H

#include "stages/model/report.h"

struct meta;

/* On failure `message` names the file, the line and what is wrong there. Freed by meta_free. */
enum status meta_open(const char *path, struct meta **meta, char *message, size_t message_size);
void meta_free(struct meta *meta);

/* Sets report->given from the row of the report's name; the texts live as long as `meta`. `meta` may be NULL. */
void meta_give(const struct meta *meta, struct report *report);

#endif
