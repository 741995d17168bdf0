/* Reads year and money of a project from the quantities that stand in its name's piece and before it in its sentence.
 */
#include "stages/projects/project_facts.h"

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

/* The index of the first quantity whose number begins at or after a byte. */
size_t project_first_quantity(const struct report *report, size_t at) {
    size_t low = 0, high = report->quantities.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (report->quantities.items[middle].mention.start < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The first sum of money in a span (总投资35亿元). */
static void read_amount(const struct report *report, struct span span, struct project *project) {
    for (size_t i = project_first_quantity(report, span.start); i < report->quantities.count; i++) {
        const struct quantity *quantity = &report->quantities.items[i];
        if (quantity->mention.start >= span.end)
            return;
        if (quantity->class != QUANTITY_MEASURED || !slice_ends(quantity->unit, SLICE("元")))
            continue;
        project->amount = quantity->value;
        project->amount_unit = quantity->unit;
        return;
    }
}

/* 2028, 2028年, 2028年3月: 0 where it begins with no year. */
static int year_of(struct slice date) {
    int year = 0;
    size_t digits = 0;
    while (digits < date.size && date.start[digits] >= '0' && date.start[digits] <= '9' && digits < 5)
        year = year * 10 + (date.start[digits++] - '0');
    return digits == 4 && year >= 1900 && year < 2100 ? year : 0;
}

/* The year nearest before the name in its sentence (到2028年底，建成…); no more than a few quantities are looked at. */
static int read_year(const struct report *report, struct span sentence, size_t name_start) {
    enum { MOST_QUANTITIES = 8 };
    size_t end = project_first_quantity(report, name_start);
    for (size_t i = end; i > 0 && end - i < MOST_QUANTITIES; i--) {
        const struct quantity *quantity = &report->quantities.items[i - 1];
        if (quantity->mention.start < sentence.start)
            return 0;
        int year = quantity->class == QUANTITY_YEAR ? year_of(report_text(report, quantity->mention)) : 0;
        if (year)
            return year;
    }
    return 0;
}

void project_read_facts(const struct report *report, struct span piece, struct span sentence, struct project *project) {
    read_amount(report, piece, project);
    project->year = read_year(report, sentence, project->at);
}
