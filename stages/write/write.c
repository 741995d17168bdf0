/* The one array of the formats. */
#include "stages/write.h"

const struct writer *const writers[] = {&write_csv, &write_xlsx, &write_jsonl, &write_sqlite};
const size_t writer_count = sizeof writers / sizeof *writers;
