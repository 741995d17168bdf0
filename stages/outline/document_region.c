/* Resolves names of administrative divisions as they were in the report's year. Codes tell who belongs to whom: 510104
 * lies in 510100 lies in 510000. A row is one of schemas/regions.csv, or behind them one of former_regions.csv. */
#include "stages/outline/document_region.h"

#include <string.h>

#include "stages/model/lexicon_index.h"
#include "stages/outline/outline_parts.h"

enum { CODE_SIZE = 6, MOST_NAMESAKES = 32, MOST_CHAIN = 3, MOST_CHANCE_CHARACTERS = 3 };

static size_t current_rows(const struct report *report) {
    return lexicon_rows(report->lexicon, LEXICON_REGIONS);
}

/* The first columns of both files are the same. */
static struct slice cell(const struct report *report, size_t row, int column) {
    size_t current = current_rows(report);
    return row < current ? lexicon_cell(report->lexicon, LEXICON_REGIONS, row, column)
                         : lexicon_cell(report->lexicon, LEXICON_FORMER_REGIONS, row - current, column);
}

static int year_in(const struct report *report, size_t row, int column) {
    return (int)decimal_from_text(cell(report, row, column)).digits;
}

/* Whether a row of former_regions.csv held in the report's year. */
static bool held(const struct report *report, size_t row) {
    int year = report->document.year;
    return year && year_in(report, row, FORMER_REGIONS_FIRST_YEAR) <= year &&
           year <= year_in(report, row, FORMER_REGIONS_LAST_YEAR);
}

/* The first of the words of a row: its full name. */
static struct slice name_of(const struct report *report, size_t row) {
    struct slice words = cell(report, row, REGIONS_WORD);
    size_t bar = slice_find(words, SLICE("|"), 0);
    return bar == SIZE_MAX ? words : slice_part(words, 0, bar);
}

/* 51 of 510000, 5101 of 510100: what the codes of all that lies in it begin with. Nothing for the nation. */
static struct slice prefix_of(struct slice code) {
    if (slice_equal(code, SLICE("100000")))
        return (struct slice){0};
    size_t size = code.size < CODE_SIZE ? code.size : CODE_SIZE;
    while (size >= 2 && code.start[size - 1] == '0' && code.start[size - 2] == '0')
        size -= 2;
    return slice_part(code, 0, size);
}

static bool lies_in(const struct report *report, size_t row, size_t outer) {
    return row != outer && slice_starts(cell(report, row, REGIONS_CODE), prefix_of(cell(report, outer, REGIONS_CODE)));
}

/* The row that had this code in the report's year, else today's, else any; SIZE_MAX for none. */
static size_t row_of_code(const struct report *report, struct slice code) {
    size_t current = current_rows(report), found = SIZE_MAX;
    for (uint32_t row = lexicon_region_row(report->lexicon, code); row != LEXICON_NO_ROW;
         row = lexicon_next_region_row(report->lexicon, row)) {
        if (row >= current && held(report, row))
            return row;
        if (found == SIZE_MAX)
            found = row;
    }
    return found;
}

/* The divisions of a name. */
struct namesakes {
    size_t rows[MOST_NAMESAKES];
    size_t mentions[MOST_NAMESAKES]; /* of what they lie in */
    size_t count;
};

static void add_row(struct namesakes *found, size_t row) {
    if (found->count < MOST_NAMESAKES)
        found->rows[found->count++] = row;
}

/* Whether a division that is on today's list had another code in the report's year: 132423 for 130609. Then its former
 * row lies in the same prefecture, or in one that is no more. */
static bool is_later_row(const struct report *report, size_t row, const struct namesakes *former) {
    struct slice parent = cell(report, row, REGIONS_PARENT);
    for (size_t i = 0; i < former->count; i++) {
        struct slice other = cell(report, former->rows[i], REGIONS_PARENT);
        if (slice_equal(parent, other) || row_of_code(report, other) >= current_rows(report))
            return true;
    }
    return false;
}

/* The rows of former_regions.csv with that name that held in the report's year; with `lately` those that ended just
 * before it, or where the year is not known, all. */
static struct namesakes former_namesakes(const struct report *report, struct slice name, bool lately) {
    struct namesakes found = {.count = 0};
    struct lexicon_hit hit;
    if (!lexicon_find(report->lexicon, LEXICON_FORMER_REGIONS, name, &hit))
        return found;
    do {
        size_t row = current_rows(report) + hit.row;
        int year = report->document.year;
        if (held(report, row) || (lately && (!year || year == year_in(report, row, FORMER_REGIONS_LAST_YEAR) + 1)))
            add_row(&found, row);
    } while (lexicon_next_same(report->lexicon, LEXICON_FORMER_REGIONS, &hit));
    return found;
}

/* The divisions that had the name in the report's year. */
static struct namesakes namesakes_of(const struct report *report, struct slice name) {
    struct namesakes found = former_namesakes(report, name, false), former = found;
    struct lexicon_hit hit;
    if (lexicon_find(report->lexicon, LEXICON_REGIONS, name, &hit))
        do
            if (!is_later_row(report, hit.row, &former))
                add_row(&found, hit.row);
        while (lexicon_next_same(report->lexicon, LEXICON_REGIONS, &hit));
    return found.count ? found : former_namesakes(report, name, true);
}

/* Which of the namesakes the report is about: the one whose province or prefecture it names most. */
static size_t resolve_by_text(const struct report *report, struct namesakes *found) {
    struct lexicon_hit hit;
    for (size_t at = 0; at < report->text.size;) {
        if (!lexicon_match(report->lexicon, LEXICON_REGIONS, TRIE_FORWARD, report->text, at, &hit)) {
            slice_next(report->text, &at);
            continue;
        }
        bool nation = slice_equal(cell(report, hit.row, REGIONS_LEVEL), SLICE("nation"));
        for (size_t i = 0; i < found->count && !nation; i++)
            found->mentions[i] += lies_in(report, found->rows[i], hit.row);
        at += hit.size;
    }
    size_t best = 0;
    bool tied = false;
    for (size_t i = 1; i < found->count; i++) {
        tied = found->mentions[i] == found->mentions[best] || (tied && found->mentions[i] < found->mentions[best]);
        if (found->mentions[i] > found->mentions[best])
            best = i;
    }
    return tied || found->mentions[best] == 0 ? SIZE_MAX : found->rows[best];
}

static size_t choose(const struct report *report, struct slice name, size_t outer) {
    struct namesakes found = namesakes_of(report, name);
    if (outer == SIZE_MAX)
        return found.count == 1 ? found.rows[0] : found.count ? resolve_by_text(report, &found) : SIZE_MAX;
    for (size_t i = 0; i < found.count; i++)
        if (lies_in(report, found.rows[i], outer))
            return found.rows[i];
    return SIZE_MAX;
}

size_t region_of_name(const struct report *report, struct slice name) {
    return choose(report, name, SIZE_MAX);
}

/* Whether a name goes on behind the short name: 乙镇 is not 乙区, 乙丙县 is not 乙县. 乙县 may have become 乙区 or 乙市
 * since. */
static bool is_other_division(const struct report *report, struct slice text, size_t end) {
    enum { MOST_MORE_CHARACTERS = 2 };
    struct slice county = SLICE(ZH_COUNTY);
    if (slice_starts(slice_part(text, end, text.size), county))
        return false;
    size_t size;
    for (int more = 0; more <= MOST_MORE_CHARACTERS && end < text.size; more++) {
        if (heading_role_at(report, text, end, &size) == ROLE_DIVISION)
            return true;
        slice_next(text, &end);
    }
    return false;
}

/* 代表 in front of a name, 在, or what another name ends with. */
static bool stands_before_names(enum heading_role role) {
    return role == ROLE_BEFORE_NAME || role == ROLE_NOT_LEAD;
}

/* Whether a name of that many bytes may begin at byte `at`: 岚县 in 青岚县 is no name nor is 市南区 in 云湖市南汀区,
 * while 年, 省, 代表 or no ideograph may stand before one. Longer names are hardly met by chance. */
static bool may_begin_name(const struct report *report, struct slice text, size_t at, size_t size) {
    if (at == 0 || slice_characters(slice_part(text, at, at + size)) > MOST_CHANCE_CHARACTERS)
        return true;
    size_t from = at, before;
    if (!is_ideograph(slice_previous(text, &from)))
        return true;
    for (int i = 0; i < 2; i++) {
        enum heading_role role = heading_role_at(report, text, from, &before);
        if ((stands_before_names(role) || role == ROLE_DIVISION) && from + before == at)
            return true;
        if (from > 0)
            slice_previous(text, &from);
    }
    return false;
}

/* 乙 for 乙区, where only one division is called so. */
static size_t find_short_name(const struct report *report, struct slice text) {
    enum { SUFFIX_BYTES = sizeof ZH_COUNTY - 1 };
    const struct slice suffixes = SLICE(ZH_SHORT_DIVISIONS);
    for (size_t at = 0; at < text.size; slice_next(text, &at)) {
        size_t end = at, found = SIZE_MAX;
        for (int characters = 1; characters <= 4 && end < text.size; characters++) {
            slice_next(text, &end);
            char word[32];
            if (characters < 2 || end - at + SUFFIX_BYTES > sizeof word || !may_begin_name(report, text, at, end - at))
                continue;
            memcpy(word, text.start + at, end - at);
            for (size_t suffix = 0; suffix < suffixes.size; suffix += sizeof ZH_COUNTY) {
                struct lexicon_hit hit;
                struct slice name = {word, end - at + SUFFIX_BYTES};
                memcpy(word + (end - at), suffixes.start + suffix, SUFFIX_BYTES);
                if (!lexicon_find(report->lexicon, LEXICON_REGIONS, name, &hit))
                    continue;
                if (found != SIZE_MAX || is_other_division(report, text, end))
                    return SIZE_MAX;
                found = choose(report, name, SIZE_MAX);
            }
        }
        if (found != SIZE_MAX)
            return found;
    }
    return SIZE_MAX;
}

/* 第十四届, 人民政府, 省长 behind a name: it speaks or meets. The nation's aliases say so themselves. */
static bool has_office(const struct report *report, size_t row, struct slice text, size_t start, size_t end) {
    size_t size;
    struct slice name = slice_part(text, start, end);
    if (slice_equal(cell(report, row, REGIONS_LEVEL), SLICE("nation")) && !slice_equal(name, name_of(report, row)))
        return true;
    return heading_role_at(report, text, end, &size) == ROLE_OFFICE;
}

/* The bytes of the longest division's name at byte `at`; 0 where none stands there. */
static size_t name_size(const struct report *report, struct slice text, size_t at) {
    static const enum lexicon_name files[] = {LEXICON_REGIONS, LEXICON_FORMER_REGIONS};
    size_t size = 0;
    struct lexicon_hit hit;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (lexicon_match(report->lexicon, files[i], TRIE_FORWARD, text, at, &hit) && hit.size > size &&
            namesakes_of(report, slice_part(text, at, at + hit.size)).count)
            size = hit.size;
    return size;
}

/* The division named at `*at` and right behind it; `*at` moves behind the name. */
static size_t read_chain(const struct report *report, struct slice text, size_t size, size_t *at) {
    size_t found = choose(report, slice_part(text, *at, *at + size), SIZE_MAX);
    *at += size;
    while (found != SIZE_MAX) {
        size_t next = *at;
        if (next < text.size && text.start[next] == ' ')
            next++;
        size = name_size(report, text, next);
        size_t inner = size ? choose(report, slice_part(text, next, next + size), found) : SIZE_MAX;
        if (inner == SIZE_MAX)
            break;
        found = inner;
        *at = next + size;
    }
    return found;
}

size_t region_find(const struct report *report, struct slice text, enum region_source source) {
    if (!report->lexicon)
        return SIZE_MAX;
    for (size_t at = 0; at < text.size;) {
        size_t size = name_size(report, text, at);
        if (!size || !may_begin_name(report, text, at, size)) {
            slice_next(text, &at);
            continue;
        }
        size_t start = at, row = read_chain(report, text, size, &at);
        if (row != SIZE_MAX && (source == REGION_OF_TITLE || has_office(report, row, text, start, at)))
            return row;
    }
    return source == REGION_OF_TITLE ? find_short_name(report, text) : SIZE_MAX;
}

/* The byte behind what may stand before the name: 关于, 2024年. */
static size_t behind_year(struct slice title) {
    size_t at = slice_starts(title, SLICE(ZH_ABOUT)) ? sizeof ZH_ABOUT - 1 : 0, digits = at;
    while (digits < title.size && title.start[digits] >= '0' && title.start[digits] <= '9')
        digits++;
    struct slice year = SLICE(ZH_YEAR);
    return digits > at && slice_starts(slice_part(title, digits, title.size), year) ? digits + year.size : digits;
}

/* The name of a division that is written from byte `start` on, before an office, the kind of a report or a number. */
static struct slice name_written_at(const struct report *report, struct slice text, size_t start) {
    enum { MOST_NAME_BYTES = 90 };
    size_t end = 0;
    for (size_t at = start; at < text.size && at - start < MOST_NAME_BYTES;) {
        size_t size, next = at;
        enum heading_role role = heading_role_at(report, text, at, &size);
        struct lexicon_hit hit;
        if (end == at && at > start &&
            (role == ROLE_OFFICE || (text.start[at] >= '0' && text.start[at] <= '9') ||
             lexicon_match(report->lexicon, LEXICON_REPORTS, TRIE_FORWARD, text, at, &hit)))
            return slice_part(text, start, at);
        if (!is_ideograph(slice_next(text, &next)))
            break;
        at = role == ROLE_DIVISION ? at + size : next;
        if (role == ROLE_DIVISION)
            end = at;
    }
    return (struct slice){0};
}

struct slice region_name_written(const struct report *report, struct slice title) {
    return report->lexicon ? name_written_at(report, title, behind_year(title)) : (struct slice){0};
}

/* Whether it is a name alone: 各县 and 我市 are named elsewhere, 日在某县 begins too early. */
static bool is_name_alone(const struct report *report, struct slice name) {
    bool unnamed = slice_characters(name) <= 2 && slice_starts_among(name, SLICE(ZH_WHICH_DIVISION)) > 0;
    return name.size > 0 && !unnamed &&
           !(heading_roles_in(report, name) & (HEADING_ROLE(ROLE_BEFORE_NAME) | HEADING_ROLE(ROLE_NOT_LEAD)));
}

struct slice region_name_spoken(const struct report *report, struct slice line) {
    bool may_begin = true;
    for (size_t at = 0; report->lexicon && at < line.size;) {
        size_t size, next = at;
        enum heading_role role = heading_role_at(report, line, at, &size);
        struct slice name = {0};
        if (may_begin && role != ROLE_DIVISION)
            name = name_written_at(report, line, at);
        if (is_name_alone(report, name))
            return name;
        may_begin = !is_ideograph(slice_next(line, &next)) || stands_before_names(role);
        at = stands_before_names(role) ? at + size : next;
    }
    return (struct slice){0};
}

bool region_name_lies_in(const struct report *report, struct slice name, struct slice longer) {
    size_t size, from = longer.size - name.size;
    if (longer.size <= name.size || !slice_ends(longer, name))
        return false;
    size_t end = from;
    while (from > 0) {
        slice_previous(longer, &from);
        if (heading_role_at(report, longer, from, &size) == ROLE_DIVISION && from + size == end)
            return true;
    }
    return false;
}

static enum region_level level_of(struct slice name) {
    if (slice_equal(name, SLICE("nation")))
        return REGION_NATION;
    if (slice_equal(name, SLICE("province")))
        return REGION_PROVINCE;
    return slice_equal(name, SLICE("prefecture")) ? REGION_PREFECTURE : REGION_COUNTY;
}

enum status region_fill(struct report *report, size_t row) {
    struct document *document = &report->document;
    struct slice chain[MOST_CHAIN];
    size_t first = MOST_CHAIN;
    document->region_code = cell(report, row, REGIONS_CODE);
    document->region_level = level_of(cell(report, row, REGIONS_LEVEL));
    /* 中华人民共和国 is called 全国; a former division has its own name. */
    size_t named = row < current_rows(report) ? row_of_code(report, document->region_code) : row;
    for (size_t at = named; at != SIZE_MAX && first > 0; at = row_of_code(report, cell(report, at, REGIONS_PARENT))) {
        if (at != named && slice_equal(cell(report, at, REGIONS_LEVEL), SLICE("nation")))
            break;
        chain[--first] = name_of(report, at);
    }
    document->region = arena_join(&report->arena, chain + first, MOST_CHAIN - first);
    return document->region.start ? STATUS_OK : STATUS_NO_MEMORY;
}
