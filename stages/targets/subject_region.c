/* Looks at the head of each indicator and of its clause; reads regions, places and scopes, changes no other cell. */
#include "stages/targets/subject_region.h"

#include "stages/model/lexicon.h"
#include "stages/targets/phrase.h"

/* A part of a region by its kind alone: 高新区, 经济开发区. Sectors such as 乡村 are none. */
static size_t part_size(const struct lexicon *lexicon, struct slice text, size_t at) {
    struct lexicon_hit scope, place;
    bool part = lexicon_match(lexicon, LEXICON_SCOPES, TRIE_FORWARD, text, at, &scope) &&
                slice_equal(lexicon_cell(lexicon, LEXICON_SCOPES, scope.row, SCOPES_KIND), SLICE("part"));
    bool named = part && lexicon_match(lexicon, LEXICON_PLACES, TRIE_BACKWARD, text, at + scope.size, &place) &&
                 place.size <= scope.size && place.size > HAN_BYTES;
    return named ? scope.size : 0;
}

static bool is_own(const struct document *document, const struct lexicon *lexicon, struct slice name, size_t row) {
    return slice_find(document->region, name, 0) != SIZE_MAX ||
           slice_equal(document->region_code, lexicon_cell(lexicon, LEXICON_REGIONS, row, REGIONS_CODE));
}

/* The place that begins `text`, other than the report's own region. A short name of a division counts only with a part
 * behind it (兰州新区): 和平, 城关 are words too. */
static struct slice place_at(const struct report *report, struct slice text) {
    enum { SHORTEST_NAME_CHARACTERS = 3 };
    const struct lexicon *lexicon = report->lexicon;
    struct lexicon_hit hit;
    size_t region = 0;
    bool own = true;
    if (lexicon_match(lexicon, LEXICON_REGIONS, TRIE_FORWARD, text, 0, &hit)) {
        region = hit.size;
        own = is_own(&report->document, lexicon, slice_part(text, 0, region), hit.row);
    }
    size_t part = region < text.size ? part_size(lexicon, text, region) : 0;
    bool whole = region && !own && slice_characters(slice_part(text, 0, region)) >= SHORTEST_NAME_CHARACTERS;
    return part || whole ? slice_part(text, 0, region + part) : (struct slice){0};
}

/* Whether a clause says that it speaks of the whole region (全省, 全市). */
static bool says_whole(const struct lexicon *lexicon, struct slice text) {
    struct lexicon_hit hit;
    return lexicon_match(lexicon, LEXICON_OPENERS, TRIE_FORWARD, text, 0, &hit) &&
           slice_equal(lexicon_cell(lexicon, LEXICON_OPENERS, hit.row, OPENERS_KIND), SLICE("scope"));
}

/* The place that begins the clause of an indicator without one, where the indicator itself begins the clause. */
static enum status place_of_clause(struct terms *terms, const struct target *target, struct slice *place) {
    enum { LONGEST_OPENING_BYTES = 120 };
    struct span opening = target->quote;
    struct slice head;
    if (opening.end > opening.start + LONGEST_OPENING_BYTES)
        opening.end = opening.start + LONGEST_OPENING_BYTES;
    struct slice text = report_text(terms->report, opening);
    size_t at = slice_find(text, target->indicator, 0);
    struct slice found = at == SIZE_MAX ? (struct slice){0} : place_at(terms->report, slice_part(text, at, text.size));
    if (!found.size)
        return STATUS_OK;
    enum status status = phrase_skip_openers(terms, opening, &head);
    if (status == STATUS_OK && slice_starts(head, target->indicator))
        *place = found;
    return status;
}

enum status targets_place(struct report *report) {
    struct terms terms = {.report = report};
    size_t sentence = 0, held_until = 0;
    struct slice held = {0};
    for (size_t i = 0; i < report->targets.count; i++) {
        struct target *target = &report->targets.items[i];
        size_t at = report->quantities.items[target->quantity].mention.start;
        while (sentence < report->sentences.count && report->sentences.items[sentence].span.end <= at)
            sentence++;
        if (sentence == report->sentences.count || report->sentences.items[sentence].span.start > at)
            continue; /* a cell */
        struct slice clause = report_text(report, target->quote);
        struct slice place = place_at(report, target->indicator);
        if (place.size && place.size == target->indicator.size) /* 建设5个园区 counts them */
            place = (struct slice){0};
        else if (!place.size && place_of_clause(&terms, target, &place) != STATUS_OK)
            return STATUS_NO_MEMORY;
        if (at >= held_until || says_whole(report->lexicon, clause))
            held = (struct slice){0};
        if (place.size)
            held = place;
        held_until = report->sentences.items[sentence].span.end;
        target->subject_region = held;
    }
    return STATUS_OK;
}
