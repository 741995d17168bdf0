/* Every number of the text. Reads paragraphs, cells and sections; leaves quantities in the order of the text, those
 * that measure nothing (dates, ordinals, names) among them with their class. Works without sections or cells. It does
 * not know whose number it is: that is the targets' business.
 *
 * The lexicons: units, and what the words right before and right behind a number say of it (before_number,
 * after_number). Work is linear in the text. */
#ifndef BAOGAO_STAGES_QUANTITIES_H
#define BAOGAO_STAGES_QUANTITIES_H

#include "stages/model/report.h"

enum status stage_quantities(struct report *report);

#endif
