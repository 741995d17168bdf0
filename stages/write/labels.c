#include "stages/write/labels.h"

struct slice column_label(const struct column *column, struct slice code) {
    for (size_t i = 0; i < column->label_count; i++)
        if (slice_equal(slice_from_string(column->labels[i].code), code))
            return slice_from_string(column->labels[i].text);
    return code;
}

static struct slice flag_meaning(const struct column *column, struct slice flag) {
    struct slice description = slice_from_string(column->description), comma = SLICE("，");
    size_t at = slice_find(description, flag, 0), from = at + flag.size;
    if (at == SIZE_MAX || !slice_starts(slice_part(description, from, description.size), SLICE(" ")))
        return flag;
    size_t end = slice_find(description, comma, from);
    return slice_part(description, from + 1, end < description.size ? end : description.size);
}

void add_flag_meanings(struct text *text, const struct column *column, struct slice flags) {
    for (size_t from = 0; from < flags.size;) {
        size_t space = slice_find(flags, SLICE(" "), from), to = space < flags.size ? space : flags.size;
        text_add(text, from ? SLICE("；") : SLICE(""));
        text_add(text, flag_meaning(column, slice_part(flags, from, to)));
        from = to + 1;
    }
}
