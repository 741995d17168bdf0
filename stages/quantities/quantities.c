/* Walks the paragraphs from numeral to numeral, keeps what each is, then lets the members of a list share what only one
 * of them says: 4、6个百分点; 分别达到93%、91%以上. */
#include "stages/quantities.h"

#include <string.h>

#include "stages/model/lexicon.h"
#include "stages/quantities/numerals.h"
#include "stages/quantities/quantities_expression.h"

/* A quotation up to so many bytes is a name or slogan, and no number in it measures: “15分钟生活圈”. */
enum { LONGEST_SLOGAN_BYTES = 75, LONGEST_TITLE_BYTES = 240 };

/* So many large Chinese numerals with units make a report one that writes its numbers in Chinese. */
enum { CHINESE_REPORT_NUMERALS = 5, SHORT_NUMERAL_BYTES = 9 };

/* The expressions of one paragraph, beside their quantities. */
typedef LIST(struct expression) expression_list;

struct walk {
    struct passage passage;
    LIST(struct token) tokens; /* of the whole report, in the order of the text */
    size_t next_token;
    expression_list expressions;
    size_t first;     /* the index of the paragraph's first quantity */
    size_t next_cell; /* cells stand in the order of the text */
    uint32_t section;
};

static bool stands_at(struct slice text, size_t at, const char *mark) {
    return slice_starts(slice_part(text, at, text.size), slice_from_string(mark));
}

/* Where the quotation that opens at `at` ends; `at` where it is too long to be a name. */
static size_t quotation_end(struct slice text, size_t at) {
    bool title = stands_at(text, at, "《");
    size_t most = title ? LONGEST_TITLE_BYTES : LONGEST_SLOGAN_BYTES;
    struct slice close = title                       ? SLICE("》")
                         : stands_at(text, at, "“")  ? SLICE("”")
                         : stands_at(text, at, "「") ? SLICE("」")
                                                     : SLICE("』");
    size_t end = slice_find(slice_part(text, 0, at + most), close, at);
    return end == SIZE_MAX ? at : end;
}

/* The unit that a table's head gives in brackets: 常住人口（万人）, 劳动生产率（万元/人·年）. */
static bool read_cell_unit(const struct passage *passage, struct slice head, struct expression *expression) {
    size_t open = slice_find_last(head, SLICE("（")), close = slice_find_last(head, SLICE("）"));
    if (open == SIZE_MAX || close == SIZE_MAX || close < open)
        return false;
    struct slice text = slice_part(head, open + strlen("（"), close);
    struct slice multiplier = multiplier_read(passage->report->lexicon, text, 0);
    struct unit unit = unit_read(passage->report->lexicon, text, multiplier.size);
    if (!text.size || unit.span.end != text.size)
        return false;
    expression->given_unit = text;
    expression->multiplier = multiplier;
    expression->power = numeral_power(multiplier);
    expression->unit = unit;
    return true;
}

/* A column of rates has percents, whatever unit its rows have: 粮食（万吨） has 1.3 under 比上年增长. */
static void take_cell_unit(const struct passage *passage, struct expression *expression) {
    const struct cell *cell = passage->cell;
    if (!expression_is_bare(expression) || expression->ratio)
        return;
    bool rate = cell->growth && !cell->cumulative;
    if (!read_cell_unit(passage, rate ? SLICE("（%）") : cell->row_head, expression) &&
        !read_cell_unit(passage, cell->column_head, expression))
        read_cell_unit(passage, cell->title, expression);
}

static struct slice joined_unit(struct report *report, const struct expression *expression) {
    if (expression->given_unit.size)
        return expression->given_unit;
    struct slice unit = report_text(report, expression->unit.span);
    struct slice pieces[] = {expression->multiplier, unit};
    if (!unit.size || !expression->multiplier.size)
        return unit.size ? unit : expression->multiplier;
    if (unit.start == expression->multiplier.start + expression->multiplier.size)
        return (struct slice){expression->multiplier.start, expression->multiplier.size + unit.size};
    return arena_join(&report->arena, pieces, 2);
}

/* 三成 is written as 30 %, as 五分之一 is as 20 %. */
static void write_tenths(struct quantity *quantity) {
    quantity->value = quantity->base_value;
    quantity->value2 = quantity->base_value2;
    quantity->unit = quantity->base_unit;
}

static bool write_quantity(struct report *report, const struct expression *expression, struct quantity *quantity) {
    const struct unit *unit = &expression->unit;
    struct slice unit_text = expression->given_unit.size ? expression->given_unit : report->text;
    quantity->mention = expression->mention;
    quantity->whole = expression->whole;
    quantity->signed_start = expression->signed_start ? expression->signed_start : expression->mention.start;
    quantity->value = expression->value;
    quantity->value2 = expression->value2;
    quantity->comparator = expression->comparator;
    quantity->measure = expression->rank ? MEASURE_RANK : expression->measure;
    quantity->unit_unknown = expression->unit_unknown;
    if (quantity->class != QUANTITY_MEASURED)
        return true;
    quantity->unit = joined_unit(report, expression);
    quantity->base_unit = unit_base_name(unit, unit_text, &report->arena);
    quantity->base_value = unit_base_value(unit, expression->value, expression->power);
    quantity->base_value2 = unit_base_value(unit, expression->value2, expression->power);
    if (unit_is(unit, SLICE("share")) && slice_equal(unit->factor, SLICE("10")))
        write_tenths(quantity);
    return quantity->unit.start || !quantity->unit.size;
}

static bool add_quantity(struct walk *walk, const struct expression *expression, enum quantity_class class) {
    struct report *report = walk->passage.report;
    struct quantity *quantity = LIST_ADD(&report->scratch, &report->quantities);
    struct expression *kept = LIST_ADD(&report->scratch, &walk->expressions);
    if (!quantity || !kept)
        return false;
    *kept = *expression;
    *quantity = (struct quantity){.class = class, .section = walk->section};
    return true;
}

/* 第3, 第十四: read as its number with 第 before it. */
static struct token inner_token(const struct passage *passage, struct token token) {
    token.span.start += strlen(ZH_ORDINAL);
    token.kind = is_digit(passage_code(passage, token.span.start)) ? NUMERAL_ARABIC : NUMERAL_CHINESE;
    return token;
}

static void warn_of_size(const struct passage *passage, const struct expression *expression) {
    struct place place = report_place(passage->report, expression->mention.start);
    report_note(passage->report, SEVERITY_WARNING, place.line, "quantities", "number_too_long",
                "a number of %zu bytes is too long to be read", expression->mention.end - expression->mention.start);
}

/* 9/10万 is 9 of 100,000, no fraction. */
static struct token cut_fraction(const struct passage *passage, struct token token) {
    struct slice text = slice_part(passage->text, token.span.start, token.span.end);
    size_t slash = slice_find(text, SLICE("/"), 0);
    if (token.kind == NUMERAL_FRACTION && slash != SIZE_MAX &&
        multiplier_read(passage->report->lexicon, passage->text, token.span.end).size) {
        token.kind = NUMERAL_ARABIC;
        token.span.end = token.span.start + slash;
    }
    return token;
}

/* A Chinese numeral that surely counts nothing: in a name, or one digit between two words with no unit behind it, as in
 * 进一步, 三农. Most of them are such; the others are read to tell. */
static bool is_word_part(const struct passage *passage, const struct token *token) {
    if (token->kind != NUMERAL_CHINESE)
        return false;
    size_t start = token->span.start, end = token->span.end, size;
    if (start < passage->quote_end || passage->title)
        return true;
    uint32_t before = passage_code_before(passage, start), next = passage_code(passage, end);
    struct slice behind = slice_part(passage->text, end, passage->text.size);
    bool joins =
        slice_starts_among(behind, SLICE(ZH_RANGE_JOINTS)) || slice_starts_among(behind, SLICE(ZH_PAIR_JOINTS));
    if (passage->cell || end - start > strlen(ZH_ONE) || numeral_power(slice_part(passage->text, start, end)) ||
        joins || !is_ideograph(before) || !is_ideograph(next) ||
        lexicon_beginning(passage->report->lexicon, TRIE_FORWARD, next) & LEXICON_BIT(LEXICON_UNITS))
        return false;
    enum cue cue = cue_before(passage, start, &size);
    return cue != CUE_ORDINAL && cue != CUE_FIRST && cue != CUE_PERIOD;
}

/* What an expression that was read is; it learns its rank and the unit of its cell. */
static enum quantity_class classify(struct passage *passage, struct expression *expression) {
    expression->rank = expression_is_rank(passage, expression);
    if (expression->rank && expression->head == CUE_FIRST)
        expression->comparator = COMPARATOR_AT_MOST;
    enum quantity_class class = expression_class(passage, expression);
    if (class == QUANTITY_MEASURED && passage->cell)
        take_cell_unit(passage, expression);
    if (class == QUANTITY_ORDINAL && !expression->ratio)
        expression->whole.end = expression->mention.end; /* 2.2本年: no unit follows */
    if (!expression->value.known && expression->kind == NUMERAL_ARABIC && !expression->ratio)
        warn_of_size(passage, expression);
    return class;
}

/* Dates and codes have no value of their own; a Chinese numeral that counts nothing is no number at all. */
static enum status take_token(struct walk *walk, struct token token, size_t *at) {
    struct passage *passage = &walk->passage;
    bool ordinal = token.kind == NUMERAL_ORDINAL && stands_at(passage->text, token.span.start, ZH_ORDINAL);
    struct expression expression = {.kind = token.kind, .mention = token.span, .whole = token.span};
    enum quantity_class class = token.kind == NUMERAL_DATE   ? QUANTITY_YEAR
                                : token.kind == NUMERAL_CODE ? QUANTITY_NAME
                                                             : QUANTITY_ORDINAL;
    struct token inner = ordinal ? inner_token(passage, token) : token;
    *at = token.span.end;
    if (inner.kind <= NUMERAL_PLACES) {
        if (!expression_read(passage, &inner, &expression))
            return STATUS_NO_MEMORY;
        if (ordinal)
            expression.whole.start = token.span.start;
        class = classify(passage, &expression);
        *at = expression.whole.end;
        passage->number_end = class == QUANTITY_MEASURED ? expression.whole.end : 0;
    }
    if (token.kind == NUMERAL_CHINESE && (class == QUANTITY_PHRASE || class == QUANTITY_NAME)) {
        *at = token.span.end;
        return STATUS_OK;
    }
    return add_quantity(walk, &expression, class) ? STATUS_OK : STATUS_NO_MEMORY;
}

static bool has_digit(struct slice text) {
    for (size_t i = 0; i < text.size; i++)
        if (text.start[i] >= '0' && text.start[i] <= '9')
            return true;
    return false;
}

/* Does only 、 or 和 stand between two expressions? */
static bool is_linked(struct slice text, const struct expression *one, const struct expression *other) {
    struct slice between = slice_part(text, one->whole.end, other->whole.start);
    return slice_is_among(between, SLICE(ZH_UNIT_JOINTS));
}

/* 高于全市2.4个、2个百分点: the first unit is the head of the second. */
static bool is_unit_begun(struct slice text, const struct expression *one, const struct expression *other) {
    struct slice unit = slice_part(text, one->unit.span.start, one->unit.span.end);
    struct slice longer = slice_part(text, other->unit.span.start, other->unit.span.end);
    return !one->given_unit.size && !other->given_unit.size && unit.size > 0 && longer.size > unit.size &&
           unit_is(&other->unit, SLICE("points")) && slice_starts(longer, unit);
}

/* 提高4、6个百分点: the unit stands once, behind the last. */
static void share_units(struct walk *walk) {
    if (walk->expressions.count < 2)
        return;
    struct quantity *quantities = walk->passage.report->quantities.items + walk->first;
    struct expression *items = walk->expressions.items;
    for (size_t i = walk->expressions.count; i-- > 1;) {
        struct expression *one = &items[i - 1], *other = &items[i];
        if (!(expression_is_bare(one) || is_unit_begun(walk->passage.text, one, other)) || one->ratio ||
            !one->value.known || one->kind != NUMERAL_ARABIC || quantities[i].class != QUANTITY_MEASURED ||
            quantities[i - 1].class == QUANTITY_YEAR || quantities[i - 1].class == QUANTITY_ORDINAL ||
            !is_linked(walk->passage.text, one, other))
            continue;
        one->unit = other->unit;
        one->given_unit = other->given_unit;
        one->multiplier = other->multiplier;
        one->power = other->power;
        one->measure = other->measure;
        if (other->closed && one->comparator == COMPARATOR_EQUAL)
            one->comparator = other->comparator;
        quantities[i - 1].class = QUANTITY_MEASURED;
    }
}

/* 分别达到93%、91%以上: the closing word holds for every member of the list. */
static void share_comparator(struct walk *walk, size_t from, size_t to) {
    struct expression *items = walk->expressions.items;
    struct expression *last = &items[to - 1];
    size_t start = from ? items[from - 1].whole.end : walk->passage.start;
    struct slice before = slice_part(walk->passage.text, start, items[from].mention.start);
    bool rank = items[from].rank;
    bool shared = last->closed && slice_find(before, SLICE(ZH_EACH), 0) != SIZE_MAX;
    for (size_t i = from; i < to; i++) {
        if (rank && slice_equal(items[i].unit.base, items[from].unit.base)) { /* 分别居全国第三、第六 */
            items[i].rank = true;
            walk->passage.report->quantities.items[walk->first + i].class = QUANTITY_MEASURED;
        }
        if (shared && items[i].comparator == COMPARATOR_EQUAL)
            items[i].comparator = last->comparator;
    }
}

static void share_comparators(struct walk *walk) {
    struct expression *items = walk->expressions.items;
    size_t count = walk->expressions.count;
    for (size_t from = 0, to; from < count; from = to) {
        to = from + 1;
        while (to < count && is_linked(walk->passage.text, &items[to - 1], &items[to]))
            to++;
        if (to - from > 1)
            share_comparator(walk, from, to);
    }
}

static enum status finish_paragraph(struct walk *walk) {
    struct report *report = walk->passage.report;
    share_units(walk);
    share_comparators(walk);
    for (size_t i = 0; i < walk->expressions.count; i++)
        if (!write_quantity(report, &walk->expressions.items[i], &report->quantities.items[walk->first + i]))
            return STATUS_NO_MEMORY;
    return STATUS_OK;
}

/* The cell that holds a byte of the text; called in the order of the text. */
static const struct cell *cell_at(struct walk *walk, size_t at) {
    const struct report *report = walk->passage.report;
    while (walk->next_cell < report->cells.count && report->cells.items[walk->next_cell].span.end <= at)
        walk->next_cell++;
    if (walk->next_cell == report->cells.count || report->cells.items[walk->next_cell].span.start > at)
        return NULL;
    return &report->cells.items[walk->next_cell];
}

/* The name of the report, of a box or a table, or of a list of deliverables: 2027年8件民生实事. */
static bool is_title(const struct report *report, const struct paragraph *paragraph) {
    if (!paragraph->heading || paragraph->section >= report->sections.count)
        return false;
    const struct section *section = &report->sections.items[paragraph->section];
    return section->kind == SECTION_TITLE || section->kind == SECTION_BOX || section->kind == SECTION_TABLE ||
           (section->kind == SECTION_HEADING && section->citizens);
}

/* [18], 〔5000〕 and nothing behind: 〔2021〕5号 is a document. */
static bool is_bracketed(struct slice text, struct span span) {
    static const char *const brackets[][2] = {{"[", "]"}, {"〔", "〕"}, {"［", "］"}};
    struct slice code = slice_part(text, span.start, span.end);
    for (size_t i = 0; i < sizeof brackets / sizeof *brackets; i++)
        if (slice_starts(code, slice_from_string(brackets[i][0])) &&
            slice_ends(code, slice_from_string(brackets[i][1])))
            return true;
    return false;
}

/* The next token at or after byte `at` of a paragraph that ends at byte `end`. Scanned again only where `at` lies
 * inside one: behind 三百零八万 of 三百零八万千瓦, whose token has the 千 too. */
static struct token next_token(struct walk *walk, size_t at, size_t end) {
    const struct token *items = walk->tokens.items;
    size_t count = walk->tokens.count;
    while (walk->next_token < count && items[walk->next_token].span.start < at)
        walk->next_token++;
    size_t next = walk->next_token;
    if (next > 0 && items[next - 1].span.end > at)
        return quantities_scan(walk->passage.text, at, end);
    if (next == count || items[next].span.start >= end)
        return (struct token){NUMERAL_NONE, {end, end}};
    return items[next];
}

static enum status walk_paragraph(struct walk *walk, const struct paragraph *paragraph) {
    struct passage *passage = &walk->passage;
    passage->text = slice_part(passage->report->text, 0, paragraph->span.end);
    passage->start = paragraph->span.start;
    passage->quote_end = passage->number_end = 0;
    passage->cell = cell_at(walk, passage->start);
    passage->title = is_title(walk->passage.report, paragraph);
    walk->section = passage->report->sections.count ? paragraph->section : NO_SECTION;
    walk->expressions.count = 0;
    walk->first = passage->report->quantities.count;
    for (size_t at = passage->start; at < paragraph->span.end;) {
        struct token token = next_token(walk, at, paragraph->span.end);
        at = token.span.end;
        if (token.kind == NUMERAL_NONE)
            break;
        if (token.kind == NUMERAL_QUOTE) {
            size_t end = quotation_end(passage->text, token.span.start);
            passage->quote_end = end > passage->quote_end ? end : passage->quote_end;
            continue;
        }
        if ((token.kind == NUMERAL_CODE && !has_digit(slice_part(passage->text, token.span.start, token.span.end))) ||
            is_word_part(passage, &token))
            continue;
        if (token.kind == NUMERAL_CODE && passage->cell && is_bracketed(passage->text, token.span)) {
            at = token.span.start;
            slice_next(passage->text, &at); /* [18] in a cell is a sum of years, in a text a note */
            continue;
        }
        token = cut_fraction(passage, token);
        enum status status = take_token(walk, token, &at);
        if (status != STATUS_OK)
            return status;
    }
    return finish_paragraph(walk);
}

/* Finds the numerals of the report. */
static enum status scan_report(struct walk *walk) {
    struct report *report = walk->passage.report;
    for (size_t i = 0; i < report->paragraphs.count; i++) {
        struct span span = report->paragraphs.items[i].span;
        for (size_t at = span.start; at < span.end;) {
            struct token token = quantities_scan(report->text, at, span.end);
            if (token.kind == NUMERAL_NONE)
                break;
            struct token *kept = LIST_ADD(&report->scratch, &walk->tokens);
            if (!kept)
                return STATUS_NO_MEMORY;
            *kept = token;
            at = token.span.end;
        }
    }
    return STATUS_OK;
}

/* Does the report write its numbers in Chinese? Old ones do: 五百七十亿元, 一百五十六个. */
static bool writes_chinese(const struct walk *walk) {
    const struct report *report = walk->passage.report;
    size_t found = 0;
    for (size_t i = 0; i < walk->tokens.count && found < CHINESE_REPORT_NUMERALS; i++) {
        struct span span = walk->tokens.items[i].span;
        if (walk->tokens.items[i].kind != NUMERAL_CHINESE || span.end - span.start <= SHORT_NUMERAL_BYTES)
            continue;
        found += unit_read(report->lexicon, report->text, span.end).known;
    }
    return found == CHINESE_REPORT_NUMERALS;
}

enum status stage_quantities(struct report *report) {
    struct walk walk = {.passage = {.report = report}};
    enum status status = scan_report(&walk);
    if (status == STATUS_OK)
        status = number_cues_read(report, &walk.passage.cues);
    walk.passage.chinese = status == STATUS_OK && writes_chinese(&walk);
    for (size_t i = 0; status == STATUS_OK && i < report->paragraphs.count; i++)
        status = walk_paragraph(&walk, &report->paragraphs.items[i]);
    return LIST_KEEP(&report->arena, &report->quantities) ? status : STATUS_NO_MEMORY;
}
