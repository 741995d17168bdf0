/* Each field has its own way of being read; what depends on it is made anew or emptied. */
#include "stages/correct/amend.h"

#include "stages/model/lexicon.h"

enum { FIRST_YEAR = 1900, LAST_YEAR = 2200 };

/* Above every sum that evidence makes: such a row has the greatest confidence there is. */
enum { SURE_SUM = INT32_MAX / 2 };

/* The column of a name; the table's column count where there is none. */
static size_t find_column(enum table_name table, struct slice field) {
    size_t i = 0;
    while (i < tables[table].column_count && !slice_equal(field, slice_from_string(tables[table].columns[i].name)))
        i++;
    return i;
}

/* The code of a closed column, given itself or by what people read in its place. */
static struct slice code_of(const struct column *column, struct slice is) {
    for (size_t i = 0; i < column->label_count; i++)
        if (slice_equal(is, slice_from_string(column->labels[i].text)))
            return slice_from_string(column->labels[i].code);
    return is;
}

/* The number of a word of a closed column; false where it is none of them. */
static bool read_word(enum table_name table, int column, struct slice is, const char *const *words, size_t count,
                      size_t *number) {
    struct slice code = code_of(&tables[table].columns[column], is);
    for (*number = 0; *number < count; ++*number)
        if (words[*number] && slice_equal(code, slice_from_string(words[*number])))
            return true;
    return false;
}

static bool read_year(struct slice is, int *year) {
    struct decimal value = decimal_from_text(is);
    if (is.size == 0) {
        *year = 0;
        return true;
    }
    if (!value.known || value.scale != 0 || value.digits < FIRST_YEAR || value.digits > LAST_YEAR)
        return false;
    *year = (int)value.digits;
    return true;
}

static bool read_decimal(struct slice is, struct decimal *value) {
    *value = decimal_from_text(is);
    return value->known || is.size == 0;
}

/* By how many places the base value stands above the value: 万人 and 人 are 4 apart. False where it is no power of ten.
 */
static bool magnitude_of(struct decimal value, struct decimal base, int *power) {
    enum { MOST_POWER = 18 };
    for (*power = 0; *power <= MOST_POWER && value.known && base.known; ++*power)
        if (decimal_compare(decimal_shift(value, *power), base) == 0)
            return true;
    return false;
}

static bool amend_value(struct target *target, struct slice is, bool upper) {
    int power;
    bool known = magnitude_of(target->value, target->base_value, &power);
    struct decimal *value = upper ? &target->value2 : &target->value;
    struct decimal *base = upper ? &target->base_value2 : &target->base_value;
    if (!read_decimal(is, value))
        return false;
    *base = known ? decimal_shift(*value, power) : (struct decimal){0};
    return true;
}

static void amend_unit(struct target *target, struct slice unit) {
    target->unit = unit;
    target->base_unit = (struct slice){0};
    target->base_value = target->base_value2 = (struct decimal){0};
}

static void amend_code(struct report *report, struct target *target, struct slice code) {
    target->indicator_code = code;
    target->indicator_name = (struct slice){0};
    for (size_t row = 0; row < lexicon_rows(report->lexicon, LEXICON_INDICATORS); row++)
        if (slice_equal(code, lexicon_cell(report->lexicon, LEXICON_INDICATORS, row, INDICATORS_CODE)))
            target->indicator_name = lexicon_cell(report->lexicon, LEXICON_INDICATORS, row, INDICATORS_NAME);
}

static bool amend_closed(struct target *target, int column, struct slice is) {
    size_t number;
    switch (column) {
    case TARGETS_KIND:
        if (!read_word(TABLE_TARGETS, column, is, target_kind_words, TARGET_KIND_WORDS, &number))
            return false;
        target->kind = (enum target_kind)number;
        return true;
    case TARGETS_MEASURE:
        if (!read_word(TABLE_TARGETS, column, is, measure_words, MEASURE_WORDS, &number))
            return false;
        target->measure = (enum measure)number;
        return true;
    default:
        if (!read_word(TABLE_TARGETS, column, is, comparator_words, COMPARATOR_WORDS, &number))
            return false;
        target->comparator = (enum comparator)number;
        return true;
    }
}

static bool amend_target_field(struct report *report, struct target *target, size_t column, struct slice is) {
    switch (column) {
    case TARGETS_INDICATOR:
        target->indicator = is;
        target->indicator_code = target->indicator_name = (struct slice){0};
        return true;
    case TARGETS_INDICATOR_CODE: amend_code(report, target, is); return !is.size || target->indicator_name.size;
    case TARGETS_KIND:
    case TARGETS_MEASURE:
    case TARGETS_COMPARATOR: return amend_closed(target, (int)column, is);
    case TARGETS_VALUE: return amend_value(target, is, false);
    case TARGETS_VALUE2: return amend_value(target, is, true);
    case TARGETS_UNIT: amend_unit(target, is); return true;
    case TARGETS_PERIOD_START: return read_year(is, &target->period_start);
    case TARGETS_PERIOD_END: return read_year(is, &target->period_end);
    case TARGETS_VERB: target->verb = is; return true;
    default: return false;
    }
}

static bool amend_amount(struct project *project, struct slice is) {
    int power;
    bool known = magnitude_of(project->amount, project->amount_base, &power);
    if (!read_decimal(is, &project->amount))
        return false;
    project->amount_base = known ? decimal_shift(project->amount, power) : (struct decimal){0};
    return true;
}

static bool amend_project_word(struct project *project, size_t column, struct slice is) {
    bool code = column == PROJECTS_STAGE_CODE, kind = column == PROJECTS_KIND;
    const char *const *words = code ? stage_code_words : kind ? target_kind_words : project_sector_words;
    size_t number, count = code ? STAGE_CODE_WORDS : kind ? TARGET_KIND_WORDS : PROJECT_SECTOR_WORDS;
    if (!read_word(TABLE_PROJECTS, (int)column, is, words, count, &number))
        return false;
    if (code)
        project->stage_code = (enum stage_code)number;
    else if (!kind)
        project->sector = (enum project_sector)number;
    else
        project->kind = (enum target_kind)number;
    project->kind_known |= kind;
    return true;
}

static bool amend_project_field(struct project *project, size_t column, struct slice is) {
    switch (column) {
    case PROJECTS_NAME: project->name = is; return is.size != 0;
    case PROJECTS_STAGE: project->stage = is; return true;
    case PROJECTS_CATEGORY: project->category = is; return true;
    case PROJECTS_YEAR: return read_year(is, &project->year);
    case PROJECTS_AMOUNT: return amend_amount(project, is);
    case PROJECTS_AMOUNT_UNIT:
        project->amount_unit = is;
        project->amount_base = (struct decimal){0};
        return true;
    case PROJECTS_STAGE_CODE:
    case PROJECTS_KIND:
    case PROJECTS_SECTOR: return amend_project_word(project, column, is);
    default: return false;
    }
}

static bool is_confirmed(struct slice field, struct slice is) {
    return slice_equal(field, SLICE("row")) && slice_equal(is, SLICE("right"));
}

enum amendment amend_target(struct report *report, size_t row, struct slice field, struct slice is) {
    struct target *target = &report->targets.items[row];
    struct target amended = *target;
    if (!is_confirmed(field, is) && !amend_target_field(report, &amended, find_column(TABLE_TARGETS, field), is))
        return AMENDMENT_UNKNOWN;
    if (!amended.corrected) {
        struct slice pieces[] = {amended.flags, amended.flags.size ? SLICE(" ") : SLICE(""), SLICE("corrected")};
        amended.flags = arena_join(&report->arena, pieces, sizeof pieces / sizeof *pieces);
    }
    amended.corrected = true;
    amended.sum = SURE_SUM;
    *target = amended;
    return amended.flags.start ? AMENDMENT_DONE : AMENDMENT_NO_MEMORY;
}

enum amendment amend_project(struct report *report, size_t row, struct slice field, struct slice is) {
    struct project *project = &report->projects.items[row];
    struct project amended = *project;
    if (!is_confirmed(field, is) && !amend_project_field(&amended, find_column(TABLE_PROJECTS, field), is))
        return AMENDMENT_UNKNOWN;
    amended.corrected = true;
    amended.sum = SURE_SUM;
    *project = amended;
    return AMENDMENT_DONE;
}
