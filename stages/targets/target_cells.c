/* Reads cells that the tables stage left. Column heads decide kind and period, which is period.c's business. */
#include "stages/targets/target_cells.h"

#include "stages/model/lexicon.h"
#include "stages/targets/coordination.h"
#include "stages/targets/measure.h"
#include "stages/targets/target_flags.h"

/* 地区生产总值（亿元） is the indicator and its unit: the last bracket, where it ends the head. */
static struct slice split_unit(struct slice head, struct slice *unit) {
    static const char *const brackets[][2] = {{"（", "）"}, {"(", ")"}, {"[", "]"}, {"【", "】"}, {"〔", "〕"}};
    *unit = (struct slice){0};
    for (size_t i = 0; i < sizeof brackets / sizeof *brackets; i++) {
        struct slice open = slice_from_string(brackets[i][0]), close = slice_from_string(brackets[i][1]);
        size_t at = slice_find_last(head, open);
        if (!slice_ends(head, close) || at == SIZE_MAX)
            continue;
        *unit = slice_trim(slice_part(head, at + open.size, head.size - close.size));
        return slice_trim(slice_part(head, 0, at));
    }
    return head;
}

/* 1. （2） and ③ before a row's name number it. */
static struct slice without_number(struct slice head) {
    size_t at = slice_starts(head, SLICE(ZH_OPEN_BRACKET)) ? HAN_BYTES : 0, digits = at, circle = 0;
    while (at < head.size && head.start[at] >= '0' && head.start[at] <= '9')
        at++;
    struct slice behind = slice_part(head, at, head.size);
    uint32_t code = head.size ? slice_next(head, &circle) : 0;
    if (code >= CODE_CIRCLED_ONE && code <= CODE_CIRCLED_TWENTY)
        behind = slice_part(head, circle, head.size);
    else if (at > digits && slice_starts_among(behind, digits ? SLICE(ZH_CLOSE_BRACKET) : SLICE(".|．|、")))
        behind = slice_part(behind, slice_starts_among(behind, SLICE(".|．|、|" ZH_CLOSE_BRACKET)), behind.size);
    else
        return head;
    bool decimal = behind.size && behind.start[0] >= '0' && behind.start[0] <= '9'; /* 3.5米以上 */
    return behind.size && !decimal ? slice_trim(behind) : head;
}

static bool same_row(const struct cell *one, const struct cell *other) {
    return one->row == other->row && slice_equal(one->table, other->table);
}

/* A column 总投资 or 产量 says of each row what is measured: 城东水厂总投资. A column 比上年增长 beside it goes on with
 * it.
 */
static enum status add_column_attribute(struct report *report, const struct cell *cell, struct slice *head) {
    const struct cell *told = cell;
    while (told->growth && told > report->cells.items && same_row(told - 1, cell) && !told[-1].describes)
        told--;
    struct slice unit, column = split_unit(slice_trim(told->column_head), &unit);
    struct lexicon_hit hit;
    bool rate = lexicon_match(report->lexicon, LEXICON_MEASURE_WORDS, TRIE_BACKWARD, column, column.size, &hit);
    if (!head->size || rate || !coordination_has_attribute(report->lexicon, column) ||
        coordination_names_plan(report->lexicon, column))
        return STATUS_OK; /* 年均增速 and 全年目标 tell of when and how, not of what */
    struct slice pieces[] = {*head, column};
    *head = arena_join(&report->arena, pieces, 2);
    return head->start ? STATUS_OK : STATUS_NO_MEMORY;
}

/* Whether another cell of the row tells a level: then a sum of years is by how much it changes, not how much it is. */
static bool row_tells_level(const struct report *report, const struct cell *cell) {
    const struct cell *first = report->cells.items, *end = first + report->cells.count, *other = cell;
    while (other > first && same_row(other - 1, cell))
        other--;
    for (; other < end && same_row(other, cell); other++) {
        size_t digits = 0;
        while (digits < other->text.size && (other->text.start[digits] < '0' || other->text.start[digits] > '9'))
            digits++;
        if (other != cell && !other->describes && !other->growth && digits < other->text.size)
            return true;
    }
    return false;
}

/* What the number of a cell does: a rate in a column of rates rises, a sum there beside levels is a change. */
static enum motion cell_motion(const struct report *report, const struct cell *cell, const struct quantity *quantity,
                               struct slice unit) {
    bool share = slice_equal(unit, SLICE("%"));
    if (cell->growth && cell->cumulative && row_tells_level(report, cell))
        return MOTION_ABOVE;
    if (!slice_equal(quantity->unit, SLICE("%")) || !(cell->growth || (unit.size && !share)))
        return MOTION_NONE;
    return share ? (row_tells_level(report, cell) ? MOTION_ABOVE : MOTION_NONE) : MOTION_UP;
}

static enum status add_target(struct report *report, const struct cell *cell, uint32_t number) {
    struct finding finding = {.quantity = number};
    struct slice unit;
    struct slice head = without_number(split_unit(slice_trim(cell->row_head), &unit));
    struct target *target = LIST_ADD(&report->scratch, &report->targets);
    struct quantity quantity = report->quantities.items[number]; /* with the unit that the row's head gives */
    if (!target || add_column_attribute(report, cell, &head) != STATUS_OK)
        return STATUS_NO_MEMORY;
    finding.motion = cell_motion(report, cell, &quantity, unit);
    finding.indicator = head;
    target->quantity = number;
    target->indicator = head;
    target->quote = cell->span;
    if (!quantity.unit.size)
        quantity.unit = unit;
    measure_decide(report->lexicon, &quantity, &finding, target);
    if (!head.size && !target_flag(report, target, SLICE("indicator_weak")))
        return STATUS_NO_MEMORY;
    return STATUS_OK;
}

enum status targets_of_cell(struct report *report, struct span paragraph, size_t *cell, size_t *next) {
    while (*cell < report->cells.count && report->cells.items[*cell].span.end <= paragraph.start &&
           report->cells.items[*cell].span.start < paragraph.start)
        *cell += 1;
    const struct cell *here = *cell < report->cells.count ? &report->cells.items[*cell] : NULL;
    bool value = here && here->span.start < paragraph.end && !here->header && !here->describes && here->row_head.size;
    for (; *next < report->quantities.count; *next += 1) {
        const struct quantity *quantity = &report->quantities.items[*next];
        if (quantity->mention.start >= paragraph.end)
            break;
        if (!value || quantity->class != QUANTITY_MEASURED)
            continue;
        enum status status = add_target(report, here, (uint32_t)*next);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}
