/* Which look a cell has: what an analyst tells apart at a glance. Reads the codes of the row; most cells are plain. */
#include "stages/write/workbook.h"

static char first_of(struct slice cell) {
    static const char nothing;
    return *(cell.size ? cell.start : &nothing);
}

static bool is_zero(struct slice cell) {
    return cell.size == 0 || slice_equal(cell, SLICE("0"));
}

/* A confidence that asks for a check. */
static enum look look_of_confidence(struct slice cell) {
    struct decimal least = decimal_shift(decimal_from_integer(CONFIDENCE_TO_CHECK), -2);
    return decimal_compare(decimal_from_text(cell), least) < 0 ? LOOK_CHECK : LOOK_PLAIN;
}

static enum look look_of_document(size_t column, const struct slice *cells) {
    switch (column) {
    case DOCUMENTS_TITLE: return LOOK_STRONG;
    case DOCUMENTS_PARTIAL: return first_of(cells[column]) == 't' ? LOOK_CHECK : LOOK_MUTED;
    case DOCUMENTS_REPLACED:
    case DOCUMENTS_WARNINGS: return is_zero(cells[column]) ? LOOK_MUTED : LOOK_CHECK;
    default: return LOOK_PLAIN;
    }
}

static enum look look_of_target(size_t column, const struct slice *cells) {
    switch (column) {
    case TARGETS_INDICATOR:
    case TARGETS_VALUE:
    case TARGETS_VALUE2: return LOOK_STRONG;
    case TARGETS_KIND: return first_of(cells[column]) == 't' ? LOOK_TARGET : LOOK_ACTUAL;
    case TARGETS_AVERAGE:
    case TARGETS_CUMULATIVE: return first_of(cells[column]) == 't' ? LOOK_PLAIN : LOOK_MUTED;
    case TARGETS_ATTRIBUTE: return first_of(cells[column]) == 'b' ? LOOK_FIRM : LOOK_PLAIN;
    case TARGETS_FIRMNESS:
        switch (first_of(cells[column])) {
        case 'f': return LOOK_FIRM;
        case 'a': return LOOK_AIM;
        default: return LOOK_SOFT;
        }
    case TARGETS_CONFIDENCE: return look_of_confidence(cells[column]);
    case TARGETS_FLAGS: return LOOK_CHECK;
    default: return LOOK_PLAIN;
    }
}

static enum look look_of_project(size_t column, const struct slice *cells) {
    if (column == PROJECTS_NAME)
        return LOOK_STRONG;
    if (column == PROJECTS_CONFIDENCE)
        return look_of_confidence(cells[column]);
    if (column != PROJECTS_STAGE_CODE)
        return LOOK_PLAIN;
    switch (first_of(cells[column])) {
    case 'p': return LOOK_PLANNED;
    case 's': return LOOK_STARTING;
    case 'u': return LOOK_UNDERWAY;
    default: return LOOK_COMPLETED;
    }
}

static enum look look_of_section(size_t column, const struct slice *cells) {
    if (slice_equal(cells[SECTIONS_KIND], SLICE("furniture")))
        return LOOK_MUTED;
    if (column == SECTIONS_TITLE) {
        switch (first_of(cells[SECTIONS_LEVEL])) {
        case '0': return LOOK_STRONG;
        case '1': return LOOK_LEVEL_1;
        case '2': return LOOK_LEVEL_2;
        case '3': return LOOK_LEVEL_3;
        default: return LOOK_LEVEL_4;
        }
    }
    if (column == SECTIONS_TENSE)
        return first_of(cells[column]) == 'p' ? LOOK_TARGET : LOOK_ACTUAL;
    return LOOK_PLAIN;
}

static enum look look_of_diagnostic(size_t column, const struct slice *cells) {
    if (column != DIAGNOSTICS_SEVERITY)
        return LOOK_PLAIN;
    switch (first_of(cells[column])) {
    case 'e': return LOOK_ERROR;
    case 'w': return LOOK_CHECK;
    default: return LOOK_MUTED;
    }
}

enum look look_of_cell(enum table_name table, size_t column, const struct slice *cells) {
    switch (table) {
    case TABLE_DOCUMENTS: return look_of_document(column, cells);
    case TABLE_TARGETS: return look_of_target(column, cells);
    case TABLE_PROJECTS: return look_of_project(column, cells);
    case TABLE_SECTIONS: return look_of_section(column, cells);
    case TABLE_DIAGNOSTICS: return look_of_diagnostic(column, cells);
    default: return LOOK_PLAIN;
    }
}
