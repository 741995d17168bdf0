/* One row of a table as a JSON object: numbers as numbers, booleans as true and false, unknown as null. */
#ifndef BAOGAO_STAGES_ROW_JSON_H
#define BAOGAO_STAGES_ROW_JSON_H

#include "stages/model/text.h"
#include "stages/write.h"

/* {"_table": "targets", "document": …} without a line end; the member `_table` only where `names_table`. */
void row_add_json(struct text *text, enum table_name table, const struct slice *cells, enum header_names headers,
                  bool names_table);

#endif
