#ifndef BAOGAO_STAGES_PROJECTS_H
#define BAOGAO_STAGES_PROJECTS_H

#include "model/report.h"

enum status stage_projects(struct report *report);

#endif
