/* Reads backward from a number to the head of its clause for names of places and words such as 其中 (the list scopes).
 */
#include "stages/targets/catalogue_scope.h"

#include "stages/model/lexicon.h"

enum { WAY_BACK_BYTES = 240, SCOPE_LEXICONS = LEXICON_BIT(LEXICON_SCOPES) | LEXICON_BIT(LEXICON_REGIONS) };

/* Where the clause of the number begins: behind the last mark that ends one, 、 not among them. */
static size_t clause_start(struct slice text, size_t least, size_t at) {
    while (at > least) {
        size_t before = at;
        uint32_t code = slice_previous(text, &before);
        if (code == '\n' || code == 0xFF0C || code == ',' || code == 0xFF1B || code == ';' || code == 0x3002 ||
            code == 0xFF01)
            return at;
        at = before;
    }
    return at;
}

/* The word names a level that is not the report's: 全国 in a province's report. A county-level city says 全市 of
 * itself, an autonomous region 全区. */
static bool other_level(const struct document *document, struct slice kind) {
    enum region_level level = document->region_level;
    if (slice_equal(kind, SLICE("nation")))
        return level != REGION_NATION;
    if (slice_equal(kind, SLICE("province")))
        return level == REGION_PREFECTURE || level == REGION_COUNTY;
    if (slice_equal(kind, SLICE("prefecture")))
        return level == REGION_COUNTY && !slice_ends(document->region, SLICE(ZH_CITY));
    return false;
}

static enum scope scope_of_word(const struct report *report, struct slice text, size_t at, size_t *size) {
    struct lexicon_hit hit;
    *size = 0;
    if (lexicon_match(report->lexicon, LEXICON_SCOPES, TRIE_FORWARD, text, at, &hit)) {
        struct slice kind = lexicon_cell(report->lexicon, LEXICON_SCOPES, hit.row, SCOPES_KIND);
        *size = hit.size;
        if (slice_equal(kind, SLICE("among")))
            return SCOPE_AMONG;
        if (slice_equal(kind, SLICE("part")))
            return SCOPE_PART;
        return other_level(&report->document, kind) ? SCOPE_PART : SCOPE_WHOLE;
    }
    if (lexicon_match(report->lexicon, LEXICON_REGIONS, TRIE_FORWARD, text, at, &hit)) {
        *size = hit.size;
        struct slice name = slice_part(text, at, at + hit.size);
        bool own = slice_find(report->document.region, name, 0) != SIZE_MAX ||
                   slice_equal(report->document.region_code,
                               lexicon_cell(report->lexicon, LEXICON_REGIONS, hit.row, REGIONS_CODE));
        return own ? SCOPE_WHOLE : SCOPE_PART;
    }
    return SCOPE_WHOLE;
}

enum scope target_scope(const struct report *report, const struct target *target) {
    size_t end = report->quantities.items[target->quantity].mention.start;
    const struct paragraph *paragraph = report_paragraph(report, end);
    if (!paragraph || paragraph->cell)
        return SCOPE_WHOLE;
    size_t least = paragraph->span.start;
    if (end - least > WAY_BACK_BYTES) {
        least = end - WAY_BACK_BYTES;
        while (((unsigned char)report->text.start[least] & 0xC0) == 0x80)
            least++;
    }
    struct slice text = slice_part(report->text, 0, end);
    enum scope scope = SCOPE_WHOLE;
    for (size_t at = clause_start(text, least, text.size); at < text.size;) {
        size_t size = 0, from = at;
        uint32_t code = slice_next(text, &at);
        if (!(lexicon_beginning(report->lexicon, TRIE_FORWARD, code) & SCOPE_LEXICONS))
            continue;
        enum scope word = scope_of_word(report, text, from, &size);
        if (word > scope)
            scope = word;
        if (size)
            at = from + size;
    }
    return scope;
}
