/* The panel's memory: rows and texts in two hash tables, filled report by report, given in order at the end. */
#include "stages/link.h"

#include <stdlib.h>
#include <string.h>

#include "stages/targets/catalogue_scope.h"

/* What a report said for a cell; the lower its rank, the better. */
struct statement {
    bool known;
    int rank;
    enum comparator comparator;
    struct decimal value, base_value;
    struct slice unit, base_unit, document;
};

struct panel_row {
    struct slice region_code, region;
    struct slice code, name; /* the lexicon's own texts */
    int year;
    struct statement target, actual;
};

struct met_text {
    struct text_identity identity;
    struct slice document;
};

/* Open addressing: an item's index plus one, 0 for a free place. */
struct places {
    uint32_t *items;
    size_t size; /* a power of two */
};

struct panel {
    struct arena arena;
    const struct lexicon *lexicon;
    LIST(struct panel_row) rows;
    LIST(struct met_text) texts;
    struct places row_places, text_places;
};

/* A report's facts, copied into the panel when first needed. */
struct source {
    struct panel *panel;
    const struct report *report;
    struct slice region_code, region, document;
};

enum status link_open(const struct lexicon *lexicon, struct panel **panel) {
    *panel = calloc(1, sizeof **panel);
    if (!*panel)
        return STATUS_NO_MEMORY;
    (*panel)->lexicon = lexicon;
    return STATUS_OK;
}

void link_close(struct panel *panel) {
    if (!panel)
        return;
    arena_free(&panel->arena);
    free(panel);
}

/* FNV-1a. */
static uint64_t hash_more(uint64_t hash, struct slice text) {
    for (size_t i = 0; i < text.size; i++)
        hash = (hash ^ (unsigned char)text.start[i]) * 0x100000001B3u;
    return (hash ^ 0xFF) * 0x100000001B3u;
}

static uint64_t hash_of_row(struct slice region_code, struct slice region, int year, struct slice code) {
    uint64_t hash = hash_more(hash_more(hash_more(0xCBF29CE484222325u, region_code), region), code);
    return (hash ^ (uint64_t)year) * 0x100000001B3u;
}

static uint64_t hash_of_text(const struct text_identity *identity) {
    return hash_more(0xCBF29CE484222325u, slice_from_string(identity->sha256));
}

static void place(struct places *places, uint64_t hash, uint32_t index) {
    size_t at = (size_t)(hash ^ hash >> 29) & (places->size - 1);
    while (places->items[at])
        at = (at + 1) & (places->size - 1);
    places->items[at] = index + 1;
}

/* Room for one item more at a load of at most one half; false: out of memory. The caller places again what is there. */
static bool grow(struct panel *panel, struct places *places, size_t count, bool *grown) {
    *grown = (count + 1) * 2 > places->size;
    if (!*grown)
        return true;
    size_t size = places->size ? places->size * 2 : 64;
    uint32_t *items = size > SIZE_MAX / sizeof *items ? NULL : arena_take(&panel->arena, size * sizeof *items);
    if (!items)
        return false;
    *places = (struct places){items, size};
    return true;
}

static struct met_text *find_text(struct panel *panel, const struct text_identity *wanted) {
    const struct places *places = &panel->text_places;
    if (!places->size)
        return NULL;
    uint64_t hash = hash_of_text(wanted);
    for (size_t at = (size_t)(hash ^ hash >> 29) & (places->size - 1); places->items[at];
         at = (at + 1) & (places->size - 1)) {
        struct met_text *text = &panel->texts.items[places->items[at] - 1];
        if (strcmp(text->identity.sha256, wanted->sha256) == 0)
            return text;
    }
    return NULL;
}

struct text_identity link_identify(const struct report *report) {
    struct text_identity identity;
    sha256_of_bytes(report->text, identity.sha256);
    return identity;
}

enum status link_twin(struct panel *panel, struct report *report, const struct text_identity *identity, bool *twin) {
    *twin = false;
    if (report->text.size == 0)
        return STATUS_OK;
    const struct met_text *first = find_text(panel, identity);
    if (first) {
        *twin = true;
        report_note(report, SEVERITY_NOTE, 0, "link", "twin", "the same text as %.*s; converted once",
                    (int)first->document.size, first->document.start);
        return STATUS_OK;
    }
    bool grown;
    struct slice document = arena_copy(&panel->arena, report->document.name);
    if (!document.start || !grow(panel, &panel->text_places, panel->texts.count, &grown))
        return STATUS_NO_MEMORY;
    for (uint32_t i = 0; grown && i < panel->texts.count; i++)
        place(&panel->text_places, hash_of_text(&panel->texts.items[i].identity), i);
    struct met_text *text = LIST_ADD(&panel->arena, &panel->texts);
    if (!text)
        return STATUS_NO_MEMORY;
    *text = (struct met_text){*identity, document};
    place(&panel->text_places, hash_of_text(identity), (uint32_t)panel->texts.count - 1);
    return STATUS_OK;
}

static struct panel_row *find_row(struct panel *panel, const struct document *document, int year, struct slice code) {
    const struct places *places = &panel->row_places;
    if (!places->size)
        return NULL;
    uint64_t hash = hash_of_row(document->region_code, document->region, year, code);
    for (size_t at = (size_t)(hash ^ hash >> 29) & (places->size - 1); places->items[at];
         at = (at + 1) & (places->size - 1)) {
        struct panel_row *row = &panel->rows.items[places->items[at] - 1];
        if (row->year == year && slice_equal(row->code, code) && slice_equal(row->region, document->region) &&
            slice_equal(row->region_code, document->region_code))
            return row;
    }
    return NULL;
}

/* Copies a text of the report into the panel, once. */
static bool keep(struct source *source, struct slice text, struct slice *kept) {
    if (!kept->start)
        *kept = arena_copy(&source->panel->arena, text);
    return kept->start != NULL;
}

static struct panel_row *add_row(struct source *source, int year, const struct target *target) {
    struct panel *panel = source->panel;
    const struct document *document = &source->report->document;
    bool grown;
    if (!keep(source, document->region_code, &source->region_code) ||
        !keep(source, document->region, &source->region) || !grow(panel, &panel->row_places, panel->rows.count, &grown))
        return NULL;
    for (uint32_t i = 0; grown && i < panel->rows.count; i++) {
        const struct panel_row *old = &panel->rows.items[i];
        place(&panel->row_places, hash_of_row(old->region_code, old->region, old->year, old->code), i);
    }
    struct panel_row *row = LIST_ADD(&panel->arena, &panel->rows);
    if (!row)
        return NULL;
    *row = (struct panel_row){
        source->region_code, source->region, target->indicator_code, target->indicator_name, year, {0}, {0}};
    place(&panel->row_places, hash_of_row(row->region_code, row->region, year, row->code),
          (uint32_t)panel->rows.count - 1);
    return row;
}

/* A single year's value of the whole region. */
static bool has_cell(const struct report *report, const struct target *target, enum scope *scope) {
    if (!target->indicator_code.size || !target->value.known || !target->period_end ||
        target->period_start != target->period_end || target->average ||
        slice_find(target->flags, SLICE("part_of_year"), 0) != SIZE_MAX)
        return false;
    *scope = target_scope(report, target);
    return *scope != SCOPE_PART;
}

static int rank_of(const struct report *report, const struct target *target, enum scope scope) {
    int year = report->document.year,
        own = target->kind == KIND_TARGET || report->document.type == REPORT_BULLETIN ? year : year - 1;
    bool other_report = target->period_end != own || report->document.type == REPORT_FIVE_YEAR;
    bool bound = target->kind == KIND_ACTUAL && target->comparator != COMPARATOR_EQUAL;
    return other_report * 8 + bound * 4 + !target->expected * 2 + (scope == SCOPE_AMONG);
}

static enum status take_target(struct source *source, const struct target *target, enum scope scope) {
    struct panel_row *row =
        find_row(source->panel, &source->report->document, target->period_end, target->indicator_code);
    if (!row)
        row = add_row(source, target->period_end, target);
    if (!row)
        return STATUS_NO_MEMORY;
    struct statement *best = target->kind == KIND_TARGET ? &row->target : &row->actual;
    int rank = rank_of(source->report, target, scope);
    if (best->known && best->rank <= rank)
        return STATUS_OK;
    struct panel *panel = source->panel;
    struct statement statement = {.known = true,
                                  .rank = rank,
                                  .comparator = target->comparator,
                                  .value = target->value,
                                  .base_value = target->base_value};
    if (!keep(source, source->report->document.name, &source->document))
        return STATUS_NO_MEMORY;
    statement.document = source->document;
    statement.unit = arena_copy(&panel->arena, target->unit);
    statement.base_unit = arena_copy(&panel->arena, target->base_unit);
    if (!statement.unit.start || !statement.base_unit.start)
        return STATUS_NO_MEMORY;
    *best = statement;
    return STATUS_OK;
}

enum status link_take(struct panel *panel, const struct report *report) {
    struct source source = {.panel = panel, .report = report};
    if (!report->document.year || !report->document.region.size)
        return STATUS_OK;
    for (size_t i = 0; i < report->targets.count; i++) {
        enum scope scope;
        const struct target *target = &report->targets.items[i];
        if (!has_cell(report, target, &scope))
            continue;
        enum status status = take_target(&source, target, scope);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

struct row_reference {
    const struct panel_row *row;
};

static int compare_rows(const void *one, const void *other) {
    const struct panel_row *a = ((const struct row_reference *)one)->row;
    const struct panel_row *b = ((const struct row_reference *)other)->row;
    int order = slice_compare(a->region_code, b->region_code);
    if (!order)
        order = slice_compare(a->region, b->region);
    if (!order)
        order = (a->year > b->year) - (a->year < b->year);
    return order ? order : slice_compare(a->code, b->code);
}

/* The power of ten between a statement's unit and its base unit (万人: 4); false where it is no power of ten. */
static bool unit_power(const struct statement *statement, int *power) {
    enum { MOST = 16 };
    for (*power = -MOST; *power <= MOST; *power += 1) {
        struct decimal shifted = decimal_shift(statement->value, *power);
        if (statement->value.digits && shifted.known && statement->base_value.known &&
            decimal_compare(shifted, statement->base_value) == 0)
            return true;
    }
    return false;
}

/* Brings the actual into the target's unit, or both into the base unit (亿斤 and 万吨); drops an actual that is
 * measured in something else. */
static void settle_unit(struct statement *target, struct statement *actual) {
    int power;
    if (!target->known || !actual->known || slice_equal(target->unit, actual->unit))
        return;
    if (!slice_equal(target->base_unit, actual->base_unit) || !target->base_value.known || !actual->base_value.known) {
        actual->known = false;
        return;
    }
    if (unit_power(target, &power)) {
        struct decimal value = decimal_shift(actual->base_value, -power);
        if (value.known) {
            actual->value = value;
            actual->unit = target->unit;
            return;
        }
    }
    target->value = target->base_value;
    actual->value = actual->base_value;
    target->unit = actual->unit = target->base_unit;
}

static enum status give_row(const struct panel_row *row, row_taker *take, void *context) {
    static const char *const COMPARATORS[] = {"=", ">=", ">", "<=", "<", "~", "range"};
    struct slice cells[MOST_COLUMNS] = {{0}};
    char year[DECIMAL_TEXT_BYTES], wanted[DECIMAL_TEXT_BYTES], reached[DECIMAL_TEXT_BYTES], gap[DECIMAL_TEXT_BYTES];
    struct statement target = row->target, actual = row->actual;
    settle_unit(&target, &actual);
    cells[PANEL_REGION_CODE] = row->region_code;
    cells[PANEL_REGION] = row->region;
    cells[PANEL_YEAR] = decimal_print(decimal_from_integer(row->year), year);
    cells[PANEL_INDICATOR_CODE] = row->code;
    cells[PANEL_INDICATOR_NAME] = row->name;
    cells[PANEL_UNIT] = target.known ? target.unit : actual.unit;
    if (target.known) {
        cells[PANEL_TARGET_COMPARATOR] = slice_from_string(COMPARATORS[target.comparator]);
        cells[PANEL_TARGET] = decimal_print(target.value, wanted);
        cells[PANEL_TARGET_DOCUMENT] = target.document;
    }
    if (actual.known) {
        cells[PANEL_ACTUAL] = decimal_print(actual.value, reached);
        cells[PANEL_ACTUAL_DOCUMENT] = actual.document;
    }
    if (target.known && actual.known && target.comparator != COMPARATOR_RANGE && actual.comparator == COMPARATOR_EQUAL)
        cells[PANEL_GAP] = decimal_print(decimal_add(actual.value, decimal_negate(target.value)), gap);
    return take(context, TABLE_PANEL, cells);
}

enum status link_give(struct panel *panel, row_taker *take, void *context) {
    size_t count = panel->rows.count;
    struct row_reference *sorted = arena_take(&panel->arena, (count ? count : 1) * sizeof *sorted);
    if (!sorted)
        return STATUS_NO_MEMORY;
    for (size_t i = 0; i < count; i++)
        sorted[i].row = &panel->rows.items[i];
    qsort(sorted, count, sizeof *sorted, compare_rows);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < count && status == STATUS_OK; i++)
        status = give_row(sorted[i].row, take, context);
    return status;
}
