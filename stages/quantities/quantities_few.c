/* Chinese numerals that count things. A small numeral is part of a word more often than not (三个方面, 两个文明,
 * 一个中心), so a verb that gains or makes things must stand before it, or one of becoming behind what it counts. */
#include "stages/model/lexicon.h"
#include "stages/quantities/quantities_class.h"

/* The numeral, the clause around it, and its unit. */
struct few {
    const struct passage *passage;
    struct slice before, behind; /* of the clause: before the numeral, and behind its unit */
    struct slice unit;
    uint32_t end; /* the mark that ends the clause; 0 at the end of the paragraph */
    int64_t value;
};

/* Words that name something which stands somewhere or is built. */
static const word_classes concrete = WORD_CLASS(STRUCTURE) | WORD_CLASS(SITE) | WORD_CLASS(WORKS);

static struct few few_read(const struct passage *passage, const struct expression *expression) {
    struct span clause = report_clause(passage->report, expression->whole);
    size_t start = clause.start > passage->start ? clause.start : passage->start;
    size_t end = clause.end < passage->text.size ? clause.end : passage->text.size;
    size_t comma = slice_find(slice_part(passage->text, 0, end), SLICE(","), expression->whole.end);
    end = comma == SIZE_MAX ? end : comma;
    comma = slice_find_last(slice_part(passage->text, start, expression->mention.start), SLICE(","));
    start += comma == SIZE_MAX ? 0 : comma + 1;
    return (struct few){
        .passage = passage,
        .before = slice_part(passage->text, start, expression->mention.start),
        .behind = slice_part(passage->text, expression->whole.end, end),
        .unit = slice_part(passage->text, expression->unit.span.start, expression->unit.span.end),
        .end = passage_code(passage, end),
        .value = expression_whole_value(expression),
    };
}

/* 座, 台, 家: what counts things that can be touched; 个 and 项 count anything. */
static bool counts_things(const struct few *few) {
    return slice_is_among(few->unit, SLICE(ZH_THING_UNITS));
}

/* A verb before the numeral whose object is what it counts: 新建, 引进, 举办. */
static bool is_object(const struct few *few) {
    struct lexicon_hit hit;
    const struct lexicon *lexicon = few->passage->report->lexicon;
    struct slice before = few->before;
    size_t adverb = slice_ends_among(before, SLICE(ZH_BEFORE_COUNTS)); /* 再新建, 新建了, 引进至少 */
    before = slice_part(before, 0, before.size - adverb);
    if (slice_ends_among(before, SLICE(ZH_MAKES)))
        return true;
    return lexicon_match(lexicon, LEXICON_VERBS, TRIE_BACKWARD, before, before.size, &hit) &&
           slice_equal(lexicon_cell(lexicon, LEXICON_VERBS, hit.row, VERBS_ROLE), SLICE("object_inside"));
}

/* Whether what is counted ends with something that stands somewhere: 园区, 学校, not 高地 or 突破. The list that a
 * bracket or a colon unfolds names what is told before. */
static bool has_concrete_head(const struct few *few) {
    const struct report *report = few->passage->report;
    struct slice behind = few->behind;
    size_t size, list = slice_find_among(behind, SLICE("、|（"), &size);
    if (list != SIZE_MAX && slice_starts(slice_part(behind, list, behind.size), SLICE("（")))
        return false;
    behind = slice_part(behind, 0, list);
    if (slice_ends_among(behind, SLICE(ZH_COUNTED_HEADS)))
        return true;
    uint32_t last =
        behind.size ? report_word(report, (size_t)(behind.start - report->text.start) + behind.size - 1) : NO_WORD;
    return last < report->words.count && (report->words.items[last].classes & concrete);
}

/* 每个县建成一所, 至少引进一家, 新增一家: one in each, one at least, one more; 一 is a word elsewhere. */
static bool counts_one(const struct few *few) {
    size_t size;
    return slice_ends(few->before, SLICE(ZH_ADDED)) ||
           slice_find_among(few->before, SLICE(ZH_EVERY "|" ZH_AT_LEAST), &size) != SIZE_MAX;
}

/* 完成四座危桥改造, 引进两家企业, 每个县建成一所学校. */
static bool is_gained(const struct few *few) {
    if (few->end == 0xFF1A || !is_object(few)) /* 办好十件实事：… */
        return false;
    return (few->value > 1 || counts_one(few)) &&
           (counts_things(few) || (slice_is_among(few->unit, SLICE(ZH_ANY_UNITS)) && has_concrete_head(few)));
}

/* The members before it are what is counted: 铁西、沙河两座跨线桥; and what 这 or 上述 counts is told before. */
static bool unfolds_names(const struct few *few) {
    size_t size;
    return slice_find_among(few->before, SLICE(ZH_MEMBER_JOINTS), &size) != SIZE_MAX ||
           slice_ends_among(few->before, SLICE(ZH_THESE));
}

/* 四台机组全部投产, 六个市县被命名为…, 有七部作品获奖: what became of the things counted. */
static bool is_become(const struct few *few) {
    const word_classes became = WORD_CLASS(COMPLETED) | WORD_CLASS(SELECTING);
    const struct report *report = few->passage->report;
    bool described = slice_find(few->behind, SLICE(ZH_OF), 0) != SIZE_MAX; /* 分两个步骤实现的 */
    bool counts = counts_things(few) || (slice_is_among(few->unit, SLICE(ZH_MEMBER_UNITS)) && !described);
    if (few->value < 2 || !counts || !few->behind.size || unfolds_names(few))
        return false;
    size_t size, at = slice_find_among(few->behind, SLICE(ZH_BECOMES), &size);
    if (at != SIZE_MAX && at > 0)
        return true;
    size_t start = (size_t)(few->behind.start - report->text.start), end = start + few->behind.size;
    uint32_t first = report_word(report, start);
    for (uint32_t i = first; i < report->words.count && report->words.items[i].start < end; i++)
        if (i > first && (report->words.items[i].classes & became))
            return true;
    return false;
}

/* 要有五家； and 幼儿园六所由…: the count ends the clause, behind 有 or behind what is counted. */
static bool is_told_behind(const struct few *few) {
    const struct report *report = few->passage->report;
    bool ends = few->end != 0xFF1A && (!few->behind.size || slice_starts(few->behind, SLICE(ZH_BY)));
    if (few->value < 2 || !ends || !few->before.size || !counts_things(few) || unfolds_names(few))
        return false;
    uint32_t last = report_word(report, (size_t)(few->before.start - report->text.start) + few->before.size - 1);
    return slice_ends(few->before, SLICE(ZH_HAVE)) ||
           (last < report->words.count && (report->words.items[last].classes & concrete));
}

/* 十六座, 八百户: too many for a word; 二十条 may be measures. */
static bool is_many(const struct few *few) {
    enum { MOST_OF_A_WORD = 10 };
    return few->value > MOST_OF_A_WORD && counts_things(few) && !slice_is_among(few->unit, SLICE(ZH_CLAUSE_UNITS));
}

/* 举办两届创业大赛, 承办一次论坛: events that are held are counted. */
static bool is_held(const struct few *few, const struct unit *unit) {
    bool event = slice_is_among(few->unit, SLICE(ZH_EVENT_UNITS));
    return slice_ends(few->before, SLICE(ZH_HOLDS)) && few->value > 0 &&
           (event || (few->value > 1 && unit_counts(unit)));
}

bool expression_counts_few(const struct passage *passage, const struct expression *expression) {
    if (expression_whole_value(expression) < 1 || !expression_has_unit(expression) || expression->bare_multiplier)
        return false;
    struct few few = few_read(passage, expression);
    return is_held(&few, &expression->unit) || is_gained(&few) || is_become(&few) || is_told_behind(&few) ||
           is_many(&few);
}
