/* Looks indicators up in the catalogue: exact words only, in the few forms one thing is worded. */
#include "stages/targets/catalogue.h"

#include <string.h>

#include "stages/model/lexicon.h"
#include "stages/quantities/units.h"
#include "stages/targets/catalogue_conflicts.h"

/* Longer than any word of the catalogue may be; an indicator beyond it has no code. */
enum { LONGEST_INDICATOR_BYTES = 240 };
/* How far before its number 高于全国 stands at most. */
enum { DISTANCE_BYTES = 45 };

/* An indicator in the making: short, so that a fixed room does. */
struct wording {
    char bytes[LONGEST_INDICATOR_BYTES];
    size_t size;
};

static struct slice as_slice(const struct wording *wording) {
    return (struct slice){wording->bytes, wording->size};
}

static bool append(struct wording *wording, struct slice text) {
    if (text.size > sizeof wording->bytes - wording->size)
        return false;
    if (text.size)
        memcpy(wording->bytes + wording->size, text.start, text.size);
    wording->size += text.size;
    return true;
}

/* Spaces and quotation marks tell nothing apart: “四好农村路” is 四好农村路. */
static bool is_silent(uint32_t code) {
    return code == ' ' || code == '\t' || code == '"' || code == '\'' || code == 0x3000 ||
           (code >= 0x2018 && code <= 0x201D) || (code >= 0x300A && code <= 0x300F);
}

static bool is_affix(const struct lexicon *lexicon, const struct lexicon_hit *hit, struct slice kind) {
    return slice_equal(lexicon_cell(lexicon, LEXICON_INDICATOR_AFFIXES, hit->row, INDICATOR_AFFIXES_KIND), kind);
}

/* 改造, and 新增 or what is the same in other words. */
static bool is_addition(const struct lexicon *lexicon, const struct lexicon_hit *hit) {
    return is_affix(lexicon, hit, SLICE("addition")) || is_affix(lexicon, hit, SLICE("increase"));
}

/* The bytes of a bracket that opens before byte `at` whose content and close narrow nothing: 固定资产投资（不含农户）,
 * 地区生产总值(GDP); else 0. */
static size_t idle_bracket(const struct lexicon *lexicon, struct slice text, size_t at, struct slice close) {
    struct lexicon_hit hit;
    size_t end = slice_find(text, close, at);
    if (end == SIZE_MAX || !lexicon_find(lexicon, LEXICON_INDICATOR_AFFIXES, slice_part(text, at, end), &hit) ||
        !is_affix(lexicon, &hit, SLICE("bracket")))
        return 0;
    return end + close.size - at;
}

/* Without silent marks and idle brackets. */
static bool copy_plain(const struct lexicon *lexicon, struct slice text, struct wording *out) {
    out->size = 0;
    for (size_t at = 0; at < text.size;) {
        size_t from = at, bracket = 0;
        uint32_t code = slice_next(text, &at);
        if (code == '(' || code == 0xFF08)
            bracket = idle_bracket(lexicon, text, at, code == '(' ? SLICE(")") : SLICE("）"));
        at += bracket;
        if (!bracket && !is_silent(code) && !append(out, slice_part(text, from, at)))
            return false;
    }
    return out->size > 0;
}

/* In the catalogue's wording: 规上工业增加值 is 规模以上工业增加值. False where it has that wording already. */
static bool reword(const struct lexicon *lexicon, struct slice text, struct wording *out) {
    size_t kept = 0;
    out->size = 0;
    for (size_t at = 0; at < text.size;) {
        struct lexicon_hit hit;
        if (!lexicon_match(lexicon, LEXICON_WORDINGS, TRIE_FORWARD, text, at, &hit)) {
            slice_next(text, &at);
            continue;
        }
        if (!append(out, slice_part(text, kept, at)) ||
            !append(out, lexicon_cell(lexicon, LEXICON_WORDINGS, hit.row, WORDINGS_NORMAL)))
            return false;
        kept = at += hit.size;
    }
    return kept > 0 && append(out, slice_part(text, kept, text.size));
}

/* The text without one modifier more at its head or end; false where it has none, or is nothing else. */
static bool strip_affix(const struct lexicon *lexicon, struct slice *text) {
    struct lexicon_hit hit;
    if (lexicon_match(lexicon, LEXICON_INDICATOR_AFFIXES, TRIE_FORWARD, *text, 0, &hit) && hit.size < text->size &&
        is_affix(lexicon, &hit, SLICE("prefix"))) {
        *text = slice_part(*text, hit.size, text->size);
        return true;
    }
    if (lexicon_match(lexicon, LEXICON_INDICATOR_AFFIXES, TRIE_BACKWARD, *text, text->size, &hit) &&
        hit.size < text->size && is_affix(lexicon, &hit, SLICE("suffix"))) {
        *text = slice_part(*text, 0, text->size - hit.size);
        return true;
    }
    return false;
}

/* 亿元 without its magnitude, as units.csv has it. */
static struct slice without_magnitude(struct slice unit) {
    const size_t size = strlen(ZH_TEN_THOUSAND);
    struct slice head = slice_part(unit, 0, size);
    bool magnified = slice_equal(head, SLICE(ZH_TEN_THOUSAND)) || slice_equal(head, SLICE(ZH_HUNDRED_MILLION));
    return slice_part(unit, magnified ? size : 0, unit.size);
}

static bool same_dimension(const struct lexicon *lexicon, struct slice wanted, const struct target *target) {
    wanted = without_magnitude(wanted);
    if (slice_equal(wanted, target->unit) || slice_equal(wanted, target->base_unit))
        return true;
    if (!wanted.size || !target->base_unit.size)
        return false;
    struct unit one = unit_read(lexicon, wanted, 0), other = unit_read(lexicon, target->base_unit, 0);
    return one.known && other.known && slice_equal(one.dimension, other.dimension);
}

/* Ten jin a head are no harvest: a level is at least a ten-thousandth of the unit its line counts in. */
static bool is_large_enough(const struct lexicon *lexicon, struct slice unit, const struct target *target) {
    struct slice base = without_magnitude(unit);
    bool hundred_million = slice_equal(slice_part(unit, 0, strlen(ZH_HUNDRED_MILLION)), SLICE(ZH_HUNDRED_MILLION));
    if (base.size == unit.size || !target->base_value.known)
        return true;
    struct unit counted = unit_read(lexicon, base, 0);
    struct decimal least = unit_base_value(&counted, decimal_from_integer(1), hundred_million ? 4 : 0);
    return !least.known || !slice_equal(counted.base, target->base_unit) ||
           decimal_compare(target->base_value, least) >= 0;
}

static bool row_fits(const struct lexicon *lexicon, size_t row, const struct target *target) {
    struct slice measure = lexicon_cell(lexicon, LEXICON_INDICATORS, row, INDICATORS_MEASURE);
    if (slice_number_among(measure, measure_words, MEASURE_WORDS) != (size_t)target->measure)
        return false;
    if (target->measure == MEASURE_RATIO || target->measure == MEASURE_RANK)
        return true;
    struct slice unit = lexicon_cell(lexicon, LEXICON_INDICATORS, row, INDICATORS_UNIT);
    return same_dimension(lexicon, unit, target) && is_large_enough(lexicon, unit, target);
}

static bool find_row(const struct lexicon *lexicon, struct slice word, const struct target *target, size_t *row) {
    struct lexicon_hit hit;
    if (!lexicon_find(lexicon, LEXICON_INDICATORS, word, &hit))
        return false;
    do {
        if (row_fits(lexicon, hit.row, target)) {
            *row = hit.row;
            return true;
        }
    } while (lexicon_next_same(lexicon, LEXICON_INDICATORS, &hit));
    return false;
}

/* The text, then with ever fewer modifiers. */
static bool find_stripped(const struct lexicon *lexicon, struct slice text, const struct target *target, size_t *row) {
    do
        if (find_row(lexicon, text, target, row))
            return true;
    while (strip_affix(lexicon, &text));
    return false;
}

static bool find_worded(const struct lexicon *lexicon, struct slice text, const struct target *target, size_t *row) {
    struct wording worded;
    return find_stripped(lexicon, text, target, row) ||
           (reword(lexicon, text, &worded) && find_stripped(lexicon, as_slice(&worded), target, row));
}

static bool ends_in_reaching(const struct lexicon *lexicon, struct slice text) {
    struct lexicon_hit hit;
    return lexicon_match(lexicon, LEXICON_INDICATOR_AFFIXES, TRIE_BACKWARD, text, text.size, &hit) &&
           is_affix(lexicon, &hit, SLICE("reach"));
}

/* 新增 50家 says nothing of how many there are, 增加到 50家 does. */
static bool adds(const struct report *report, const struct target *target) {
    const struct lexicon *lexicon = report->lexicon;
    struct span whole = report->quantities.items[target->quantity].whole;
    struct slice verb = target->verb, number = report_text(report, whole);
    struct lexicon_hit hit;
    if (ends_in_reaching(lexicon, verb) || ends_in_reaching(lexicon, slice_part(report->text, 0, whole.start)))
        return false;
    if (lexicon_match(lexicon, LEXICON_INDICATOR_AFFIXES, TRIE_FORWARD, number, 0, &hit) &&
        is_affix(lexicon, &hit, SLICE("reach")))
        return false;
    for (size_t at = 0; at < verb.size;) {
        if (lexicon_match(lexicon, LEXICON_INDICATOR_AFFIXES, TRIE_FORWARD, verb, at, &hit) &&
            is_addition(lexicon, &hit))
            return true;
        slice_next(verb, &at);
    }
    return false;
}

static bool find_joined(const struct lexicon *lexicon, struct slice head, struct slice text,
                        const struct target *target, size_t *row) {
    struct wording whole = {.size = 0};
    return append(&whole, head) && append(&whole, text) && find_worded(lexicon, as_slice(&whole), target, row);
}

/* The verb as the head of a word of the catalogue, without what only promises: 力争新增 is 新增, and so is 新培育 where
 * the catalogue has no word of its own for it. */
static bool find_with_verb(const struct lexicon *lexicon, struct slice verb, struct slice text,
                           const struct target *target, size_t *row) {
    struct lexicon_hit hit = {0};
    size_t at = 0;
    while (at < verb.size && !(lexicon_match(lexicon, LEXICON_INDICATOR_AFFIXES, TRIE_FORWARD, verb, at, &hit) &&
                               is_addition(lexicon, &hit)))
        slice_next(verb, &at);
    if (find_joined(lexicon, slice_part(verb, at, verb.size), text, target, row))
        return true;
    return at < verb.size && is_affix(lexicon, &hit, SLICE("increase")) &&
           find_joined(lexicon, lexicon_cell(lexicon, LEXICON_INDICATOR_AFFIXES, hit.row, INDICATOR_AFFIXES_NORMAL),
                       text, target, row);
}

/* 高于全国2个百分点 is a distance from others, no change of one's own. */
static bool is_distance(const struct report *report, const struct target *target) {
    size_t end = report->quantities.items[target->quantity].whole.start;
    size_t at = end > DISTANCE_BYTES ? end - DISTANCE_BYTES : 0;
    while (at < end && ((unsigned char)report->text.start[at] & 0xC0) == 0x80)
        at++;
    struct slice text = slice_part(report->text, 0, end);
    struct lexicon_hit hit;
    for (; at < end; slice_next(text, &at))
        if (lexicon_match(report->lexicon, LEXICON_INDICATOR_AFFIXES, TRIE_FORWARD, text, at, &hit) &&
            is_affix(report->lexicon, &hit, SLICE("distance")))
            return true;
    return false;
}

/* 老旧小区改造: the deed itself is counted, so that 实施 before it adds nothing. */
static bool is_deed(const struct lexicon *lexicon, struct slice text) {
    struct lexicon_hit hit;
    return lexicon_match(lexicon, LEXICON_INDICATOR_AFFIXES, TRIE_BACKWARD, text, text.size, &hit) &&
           is_affix(lexicon, &hit, SLICE("addition"));
}

/* The target of the same indicator told last before `target` in its sentence; NULL where none is. */
static const struct target *told_before(const struct report *report, const struct target *target) {
    enum { MOST_BACK = 8 };
    size_t to = report->quantities.items[target->quantity].whole.start;
    for (size_t back = 1; back <= MOST_BACK && back <= (size_t)(target - report->targets.items); back++) {
        const struct target *before = target - back;
        size_t from = report->quantities.items[before->quantity].whole.end;
        if (from > to || slice_find(slice_part(report->text, from, to), SLICE("。"), 0) != SIZE_MAX)
            return NULL;
        if (slice_equal(before->indicator, target->indicator))
            return before;
    }
    return NULL;
}

/* 固定资产投资增长6%，居全国第四: the rank is that of the growth, not of the indicator. 新设经营主体3万户、增长4%: what
 * grows are those newly set up. */
static bool speaks_of_other(const struct report *report, const struct target *target) {
    bool rank = target->measure == MEASURE_RANK, growth = target->measure == MEASURE_GROWTH;
    const struct target *before = rank || growth ? told_before(report, target) : NULL;
    if (!before)
        return false;
    return rank ? before->measure == MEASURE_GROWTH : before->measure == MEASURE_LEVEL && adds(report, before);
}

static bool find(const struct report *report, struct slice text, const struct target *target, size_t *row) {
    if (target->measure == MEASURE_LEVEL && adds(report, target))
        return find_with_verb(report->lexicon, target->verb, text, target, row) ||
               (is_deed(report->lexicon, text) && find_worded(report->lexicon, text, target, row));
    if (speaks_of_other(report, target))
        return false;
    if (target->measure == MEASURE_CHANGE && is_distance(report, target))
        return false;
    return find_worded(report->lexicon, text, target, row);
}

static void name_target(const struct report *report, struct target *target) {
    const struct lexicon *lexicon = report->lexicon;
    struct wording plain;
    size_t row;
    if (target->indicator.size > LONGEST_INDICATOR_BYTES || target->measure == MEASURE_UNKNOWN)
        return;
    if (!copy_plain(lexicon, target->indicator, &plain) || !find(report, as_slice(&plain), target, &row))
        return;
    target->indicator_code = lexicon_cell(lexicon, LEXICON_INDICATORS, row, INDICATORS_CODE);
    target->indicator_name = lexicon_cell(lexicon, LEXICON_INDICATORS, row, INDICATORS_NAME);
}

enum status targets_catalogue(struct report *report) {
    for (size_t i = 0; i < report->targets.count; i++)
        name_target(report, &report->targets.items[i]);
    return catalogue_flag_conflicts(report);
}
