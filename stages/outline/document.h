/* What the document is: title, type, region, year, period, whether it is only a part of a report. A part of the
 * outline.
 *
 * Reads `report.given` (goes before all else), the title, the front matter (paragraphs before `front`), the headings
 * and, as a last resort, the file's name. Leaves `report.document`; what nothing tells stays empty. */
#ifndef BAOGAO_STAGES_DOCUMENT_H
#define BAOGAO_STAGES_DOCUMENT_H

#include "stages/model/report.h"

enum status document_read(struct report *report, struct slice title, uint32_t front);

#endif
