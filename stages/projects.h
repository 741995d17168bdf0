/* Projects: named undertakings that could be ticked off, with stage, category, year and money.
 *
 * Reads the paragraphs, the outline (boxes, lists of 民生实事, headings), the cells of project tables and the
 * quantities. Leaves `projects` in the order of the text. In running text a name needs a verb of projects and a proper
 * part, or a list closed by 等项目; in a box whose title promises projects every listed item is one; in a list of
 * 民生实事 every deliverable. What shares a head or a tail gets it back (新建甲、乙水库 gives 甲水库, 乙水库). The
 * words are data: schemas/project_*.csv and schemas/common_words.csv. Time and memory are linear in the text.
 *
 * Then the subjects and objects of the clauses are weighed as candidates (project_phrases, with the evidence of
 * schemas/evidence_undertakings.csv); those above the line that no row stands in become rows too
 * (project_undertakings). A list of 民生实事 inside one paragraph is read clause by clause (project_deeds). Rows of
 * running text that are more likely wrong than right are dropped at the end (project_evidence).
 *
 * How it is made: project_lists cuts a clause by its verbs (project_verbs) and 、; project_closes, project_members,
 * project_shares and project_places make each name whole; project_names tells what a name's words say; project_boxes
 * knows where a paragraph stands; project_facts reads year and money, project_tables the tables. */
#ifndef BAOGAO_STAGES_PROJECTS_H
#define BAOGAO_STAGES_PROJECTS_H

#include "stages/model/report.h"

enum status stage_projects(struct report *report);

#endif
