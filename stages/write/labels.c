#include "stages/write/labels.h"

#include "schemas_generated.h"
#include "stages/model/evidence.h"
#include "stages/write/translation.h"

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

static void add_flag_meanings(struct text *text, const struct column *column, struct slice flags) {
    for (size_t from = 0; from < flags.size;) {
        size_t space = slice_find(flags, SLICE(" "), from), to = space < flags.size ? space : flags.size;
        text_add(text, from ? SLICE("；") : SLICE(""));
        text_add(text, flag_meaning(column, slice_part(flags, from, to)));
        from = to + 1;
    }
}

/* The name of the evidence that says this to Chinese readers; empty where none does. */
static struct slice evidence_saying(const struct lexicon *lexicon, enum evidence_table table, struct slice words) {
    for (unsigned i = 0; i < evidence_tables[table].count; i++)
        if (slice_equal(evidence_words(lexicon, table, i), words))
            return evidence_name(table, i);
    return (struct slice){0};
}

static void add_evidence_name(struct text *text, struct slice name) {
    for (size_t from = 0; from < name.size;) {
        size_t line = slice_find(name, SLICE("_"), from), to = line < name.size ? line : name.size;
        text_add(text, slice_part(name, from, to));
        text_add(text, to < name.size ? SLICE(" ") : SLICE(""));
        from = to + 1;
    }
}

/* ＋指标在目录中 －没有单位: + in catalogue; - no unit. */
static void add_reasons(struct text *text, const struct lexicon *lexicon, enum evidence_table table, struct slice why) {
    size_t sign_bytes = SLICE("＋").size;
    for (size_t from = 0; from < why.size;) {
        size_t space = slice_find(why, SLICE(" "), from), to = space < why.size ? space : why.size;
        struct slice reason = slice_part(why, from, to);
        bool good = slice_starts(reason, SLICE("＋"));
        size_t sign = good || slice_starts(reason, SLICE("－")) ? sign_bytes : 0;
        struct slice words = slice_part(reason, sign, reason.size), name = evidence_saying(lexicon, table, words);
        text_add(text, from ? SLICE("; ") : SLICE(""));
        text_add(text, sign == 0 ? SLICE("") : good ? SLICE("+ ") : SLICE("- "));
        if (name.size)
            add_evidence_name(text, name);
        else
            text_add(text, words);
        from = to + 1;
    }
}

bool cell_is_translated(enum table_name table, size_t column, bool english) {
    switch (table) {
    case TABLE_TARGETS: return column == (english ? TARGETS_WHY : TARGETS_FLAGS);
    case TABLE_PROJECTS: return column == (english ? PROJECTS_WHY : PROJECTS_FLAGS);
    case TABLE_DIAGNOSTICS: return !english && (column == DIAGNOSTICS_STAGE || column == DIAGNOSTICS_MESSAGE);
    default: return false;
    }
}

void add_reader_text(struct text *text, enum table_name table, size_t column, struct slice cell,
                     const struct lexicon *lexicon) {
    bool targets = table == TABLE_TARGETS;
    if (table == TABLE_DIAGNOSTICS && column == DIAGNOSTICS_MESSAGE)
        add_translation(text, cell);
    else if (column == (targets ? (size_t)TARGETS_WHY : (size_t)PROJECTS_WHY) && table != TABLE_DIAGNOSTICS)
        add_reasons(text, lexicon, targets ? EVIDENCE_TARGETS : EVIDENCE_PROJECTS, cell);
    else
        add_flag_meanings(text, &tables[table].columns[column], cell);
}
