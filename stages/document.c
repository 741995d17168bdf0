#include "stages/document.h"

#include "stages/outline_parts.h"

enum status document_read(struct report *report, struct slice title, uint32_t front) {
    (void)front;
    struct document *document = &report->document;
    const struct document *given = &report->given;
    document->title = given->title.size ? given->title : title;
    document->type = given->type ? given->type : title_report_type(report, document->title);
    document->region = given->region;
    document->year = given->year;
    return STATUS_OK;
}
