#include "stages/decode.h"

/* First step only: the file is taken for UTF-8. */
enum status stage_decode(struct report *report) {
    report->source = report->bytes;
    if (slice_starts(report->source, SLICE("\xEF\xBB\xBF")))
        report->source = slice_part(report->source, 3, report->source.size);
    report->document.bytes = report->bytes.size;
    report->document.encoding = SLICE("UTF-8");
    return report_index_source(report);
}
