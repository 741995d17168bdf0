/* What a report's targets say for cells of the panel, and how strongly. Knows no other report. */
#include "stages/link/panel.h"
#include "stages/link/unit_convert.h"
#include "stages/model/variants.h"
#include "stages/targets/catalogue_scope.h"

/* A single year's value of the whole region. */
static bool has_cell(const struct report *report, const struct target *target, enum scope *scope) {
    if (!target->value.known || !target->period_end || target->period_start != target->period_end || target->average ||
        target->cumulative || slice_find(target->flags, SLICE("part_of_year"), 0) != SIZE_MAX)
        return false;
    *scope = target_scope(report, target);
    return *scope != SCOPE_PART && !target->subject_region.size;
}

static unsigned rank_of(const struct report *report, const struct target *target, enum scope scope) {
    int year = report->document.year;
    bool of_year = target->kind == KIND_TARGET || report->document.type == REPORT_BULLETIN;
    unsigned rank = 0;
    if (target->period_end != (of_year ? year : year - 1) || report->document.type == REPORT_FIVE_YEAR)
        rank += LACKS_OWN_REPORT;
    if (target->kind == KIND_ACTUAL && target->comparator != COMPARATOR_EQUAL)
        rank += LACKS_EXACT;
    if (!target->expected)
        rank += LACKS_HEADLINE;
    return rank + (scope == SCOPE_AMONG ? LACKS_WHOLE : 0);
}

/* The number as written, with its unit; its start is NULL only where memory ran out. */
static struct slice print_number(struct report *report, const struct target *target) {
    const struct quantity *quantity = &report->quantities.items[target->quantity];
    struct slice whole = report_text(report, quantity->whole), mention = report_text(report, quantity->mention);
    bool has_unit = slice_find(whole, target->unit, 0) != SIZE_MAX; /* a table has it in the head of the row */
    for (size_t at = 0; !has_unit && at < mention.size;)
        has_unit = slice_next(mention, &at) >= FIRST_IDEOGRAPH; /* 百分之五, 三成, 一半 */
    return arena_join(&report->arena, (struct slice[]){whole, target->unit}, has_unit ? 1 : 2);
}

/* What a target says, in the catalogue's unit; nothing where it is measured in something else. */
static enum status read_claim(const struct panel *panel, struct report *report, const struct target *target,
                              const struct indicator *indicator, struct link_claim *claim) {
    enum scope scope;
    struct unit_ratio ratio;
    if (!has_cell(report, target, &scope) || !unit_ratio_find(panel->lexicon, target->unit, indicator->unit, &ratio))
        return STATUS_OK;
    claim->value = unit_ratio_apply(&ratio, target->value);
    claim->value2 = unit_ratio_apply(&ratio, target->value2);
    if (!claim->value.known)
        return STATUS_OK;
    claim->year = target->period_end;
    claim->kind = target->kind;
    claim->rank = rank_of(report, target, scope);
    claim->comparator = target->comparator;
    int confidence = evidence_confidence(panel->lexicon, EVIDENCE_TARGETS, target->sum);
    claim->confidence = decimal_shift(decimal_from_integer(confidence), -2);
    claim->printed = print_number(report, target);
    return claim->printed.start ? STATUS_OK : STATUS_NO_MEMORY;
}

enum status link_read(const struct panel *panel, struct report *report, struct link_claims *claims) {
    const struct document *document = &report->document;
    bool placed = document->year && document->region.size;
    *claims = (struct link_claims){.document = document->name,
                                   .region_code = document->region_code,
                                   .region = document->region,
                                   .region_level = document->region_level};
    enum status status = STATUS_OK;
    for (size_t i = 0; i < report->targets.count && status == STATUS_OK; i++) {
        const struct target *target = &report->targets.items[i];
        const struct indicator *indicator = catalogue_index_find(&panel->catalogue, target->indicator_code);
        if (!indicator)
            continue;
        struct link_claim *claim = LIST_ADD(&report->arena, &claims->items);
        if (!claim)
            return STATUS_NO_MEMORY;
        claim->indicator_code = indicator->code;
        claim->row = (uint32_t)i + 1;
        if (placed)
            status = read_claim(panel, report, target, indicator, claim);
    }
    return status;
}
