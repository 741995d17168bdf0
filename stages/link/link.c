/* Fills the panel's memory report by report: cells and texts in two hash tables. */
#include "stages/link/panel.h"

#include <stdlib.h>
#include <string.h>

/* A report's facts, copied into the panel when first needed. */
struct source {
    struct panel *panel;
    const struct link_claims *claims;
    struct slice region_code, region, document;
};

enum status link_open(const struct lexicon *lexicon, struct panel **panel) {
    *panel = calloc(1, sizeof **panel);
    if (!*panel)
        return STATUS_NO_MEMORY;
    (*panel)->lexicon = lexicon;
    return catalogue_index_open(lexicon, &(*panel)->arena, &(*panel)->catalogue) ? STATUS_OK : STATUS_NO_MEMORY;
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

static uint64_t hash_of_cell(struct slice region_code, struct slice region, int year, struct slice code) {
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
    struct text_identity identity = {""};
    if (report->text.size)
        sha256_of_bytes(report->text, identity.sha256);
    return identity;
}

enum status link_find_twin(struct panel *panel, struct slice document, const struct text_identity *identity,
                           struct slice *first) {
    *first = (struct slice){0};
    if (identity->sha256[0] == '\0') /* a report without text */
        return STATUS_OK;
    const struct met_text *met = find_text(panel, identity);
    if (met) {
        *first = met->document;
        return STATUS_OK;
    }
    bool grown;
    struct slice name = arena_copy(&panel->arena, document);
    if (!name.start || !grow(panel, &panel->text_places, panel->texts.count, &grown))
        return STATUS_NO_MEMORY;
    for (uint32_t i = 0; grown && i < panel->texts.count; i++)
        place(&panel->text_places, hash_of_text(&panel->texts.items[i].identity), i);
    struct met_text *text = LIST_ADD(&panel->arena, &panel->texts);
    if (!text)
        return STATUS_NO_MEMORY;
    *text = (struct met_text){*identity, name};
    place(&panel->text_places, hash_of_text(identity), (uint32_t)panel->texts.count - 1);
    return STATUS_OK;
}

static struct panel_cell *find_cell(struct panel *panel, const struct link_claims *claims, int year,
                                    struct slice code) {
    const struct places *places = &panel->cell_places;
    if (!places->size)
        return NULL;
    uint64_t hash = hash_of_cell(claims->region_code, claims->region, year, code);
    for (size_t at = (size_t)(hash ^ hash >> 29) & (places->size - 1); places->items[at];
         at = (at + 1) & (places->size - 1)) {
        struct panel_cell *cell = &panel->cells.items[places->items[at] - 1];
        if (cell->year == year && slice_equal(cell->indicator->code, code) &&
            slice_equal(cell->region, claims->region) && slice_equal(cell->region_code, claims->region_code))
            return cell;
    }
    return NULL;
}

/* Copies a text of the claims into the panel, once. */
static bool keep(struct source *source, struct slice text, struct slice *kept) {
    if (!kept->start)
        *kept = arena_copy(&source->panel->arena, text);
    return kept->start != NULL;
}

static struct panel_cell *add_cell(struct source *source, int year, struct indicator *indicator) {
    struct panel *panel = source->panel;
    const struct link_claims *claims = source->claims;
    bool grown;
    if (!keep(source, claims->region_code, &source->region_code) || !keep(source, claims->region, &source->region) ||
        !grow(panel, &panel->cell_places, panel->cells.count, &grown))
        return NULL;
    for (uint32_t i = 0; grown && i < panel->cells.count; i++) {
        const struct panel_cell *old = &panel->cells.items[i];
        place(&panel->cell_places, hash_of_cell(old->region_code, old->region, old->year, old->indicator->code), i);
    }
    struct panel_cell *cell = LIST_ADD(&panel->arena, &panel->cells);
    if (!cell)
        return NULL;
    *cell = (struct panel_cell){.region_code = source->region_code,
                                .region = source->region,
                                .region_level = claims->region_level,
                                .indicator = indicator,
                                .year = year};
    place(&panel->cell_places, hash_of_cell(cell->region_code, cell->region, year, indicator->code),
          (uint32_t)panel->cells.count - 1);
    return cell;
}

/* The texts of a claim that wins, in the panel's own memory. */
static bool keep_texts(struct source *source, struct claim *claim) {
    claim->printed = arena_copy(&source->panel->arena, claim->printed);
    if (!claim->printed.start || !keep(source, source->claims->document, &source->document))
        return false;
    claim->document = source->document;
    return true;
}

/* One claim more for a cell; of equal ones the earlier wins. */
static enum status add_claim(struct source *source, struct claim *best, struct claim claim) {
    claim.count = best->count + 1;
    if (best->count && best->rank <= claim.rank) {
        if (best->count == 1 || claim.rank < best->next_rank)
            best->next_rank = claim.rank;
        best->count++;
        return STATUS_OK;
    }
    claim.next_rank = best->rank;
    if (!keep_texts(source, &claim))
        return STATUS_NO_MEMORY;
    *best = claim;
    return STATUS_OK;
}

static enum status take_claim(struct source *source, const struct link_claim *said, struct indicator *indicator) {
    struct claim claim = {.rank = said->rank,
                          .comparator = said->comparator,
                          .value = said->value,
                          .value2 = said->value2,
                          .confidence = said->confidence,
                          .printed = said->printed,
                          .row = said->row};
    struct panel_cell *cell = find_cell(source->panel, source->claims, said->year, indicator->code);
    if (!cell)
        cell = add_cell(source, said->year, indicator);
    if (!cell)
        return STATUS_NO_MEMORY;
    return add_claim(source, said->kind == KIND_TARGET ? &cell->target : &cell->actual, claim);
}

enum status link_take(struct panel *panel, const struct link_claims *claims) {
    struct source source = {.panel = panel, .claims = claims};
    enum status status = STATUS_OK;
    for (size_t i = 0; i < claims->items.count && status == STATUS_OK; i++) {
        const struct link_claim *claim = &claims->items.items[i];
        struct indicator *indicator = catalogue_index_find(&panel->catalogue, claim->indicator_code);
        if (!indicator)
            continue;
        indicator->rows++;
        if (claim->year)
            status = take_claim(&source, claim, indicator);
    }
    return status;
}
