/* Old Word files (.doc, .wps) and RTF, which LibreOffice makes Word files (.docx) where it is installed. Only decode
 * reads this. */
#ifndef BAOGAO_STAGES_DECODE_OFFICE_H
#define BAOGAO_STAGES_DECODE_OFFICE_H

#include "stages/model/report.h"
#include "stages/model/zip.h"

/* Whether bytes begin as such a file does. */
bool office_is(struct slice bytes);
/* The report's bytes as a Word file, in `scratch`, by LibreOffice in a folder that is gone afterwards. STATUS_INPUT
 * with a diagnostic where it is not installed or cannot read them. */
enum status office_make_docx(struct report *report, struct slice *docx);
/* The format by the file's first bytes and its name, and the reader as the Word file that it wrote names it. */
enum status office_name(struct report *report, const struct zip *docx);

#endif
