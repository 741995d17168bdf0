/* The one array of the formats, and what they tell of the run. */
#include "stages/write.h"

#include <time.h>

const struct writer *const writers[] = {&write_csv, &write_xlsx, &write_jsonl, &write_sqlite, &write_html};
const size_t writer_count = sizeof writers / sizeof *writers;

bool run_time_print(const struct run_facts *run, char out[RUN_TIME_BYTES]) {
    struct tm parts;
    time_t seconds = (time_t)run->time_seconds;
    return run->time_seconds && gmtime_r(&seconds, &parts) &&
           strftime(out, RUN_TIME_BYTES, "%Y-%m-%dT%H:%M:%SZ", &parts) > 0;
}
