#ifndef BAOGAO_STAGES_TABLES_H
#define BAOGAO_STAGES_TABLES_H

#include "model/report.h"

enum status stage_tables(struct report *report);

#endif
