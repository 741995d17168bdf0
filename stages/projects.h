/* Projects: named undertakings that could be ticked off, with stage, category, year and money.
 *
 * Reads the paragraphs, the outline (boxes, lists of 民生实事, headings), the cells of project tables and the
 * quantities. Leaves `projects` in the order of the text. In running text every name that project_lists cuts out and
 * every subject and object of a clause is a candidate; evidence decides which become rows (schemas/
 * evidence_undertakings.csv: what the clause says of a phrase; evidence_projects.csv: that and all else), and of
 * candidates that overlap the one with most evidence. In a box whose title promises projects every listed item is one;
 * in a list of 民生实事 every deliverable, also where the list stands in one paragraph (project_deeds). What shares a
 * head or a tail gets it back (新建甲、乙水库 gives 甲水库, 乙水库). The words are data: schemas/words.csv,
 * project_*.csv and common_words.csv. Time and memory are linear in the text.
 *
 * How it is made: project_lists cuts a clause by its verbs (project_verbs) and 、; project_closes, project_members,
 * project_shares and project_places make each name whole; project_names tells what a name's words say; project_phrases
 * makes candidates of the clauses' phrases; project_boxes knows where a paragraph stands; project_evidence weighs and
 * chooses; project_facts reads year, money, kind and sector, project_tables the tables. */
#ifndef BAOGAO_STAGES_PROJECTS_H
#define BAOGAO_STAGES_PROJECTS_H

#include "stages/model/report.h"

enum status stage_projects(struct report *report);

#endif
