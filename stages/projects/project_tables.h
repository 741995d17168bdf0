/* Tables of projects: a column of names, others for money, years and stages. */
#ifndef BAOGAO_STAGES_PROJECT_TABLES_H
#define BAOGAO_STAGES_PROJECT_TABLES_H

#include "stages/model/report.h"

/* Adds a project for each row of report.cells whose table has a column of project names (schemas/project_facts.csv).
 * The rows of `projects` stay in the order of the text when it is called where the table stands: it takes the cells
 * from index `*next` on that stand before byte `until`, and moves `*next` behind them. */
enum status project_tables_read(struct report *report, size_t *next, size_t until);

#endif
