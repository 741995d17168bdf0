#include "stages/write.h"

/* First step only. */
const struct writer write_csv = {.name = "csv", .streams = true};
