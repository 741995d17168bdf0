/* Cuts a clause at its 、 and its verbs, frees each name from counts and from the words that only close the list, and
 * gives back to each member what the list shares. Judges nothing. */
#include "stages/project_lists.h"

#include "model/lexicon.h"

struct cutting {
    struct report *report;
    const struct lexicon *lexicon;
    struct slice text; /* the report's, up to the clause's end */
    struct project_list *list;
    struct list_group *group;
};

static uint32_t closing_of(uint32_t open) {
    switch (open) {
    case 0x201C: return 0x201D; /* “ ” */
    case 0x300A: return 0x300B; /* 《 》 */
    case 0x300C: return 0x300D; /* 「 」 */
    case 0xFF08: return 0xFF09; /* （ ） */
    case 0x3010: return 0x3011; /* 【 】 */
    case '(': return ')';
    default: return 0;
    }
}

enum { LONGEST_BRACKET_BYTES = 300 };

/* Behind a bracket that opens before `at`, or `at` where nothing closes it nearby. */
static size_t behind_bracket(struct slice text, size_t at, uint32_t open) {
    uint32_t close = closing_of(open);
    size_t depth = 1;
    for (size_t i = at; i < text.size && i - at < LONGEST_BRACKET_BYTES;) {
        uint32_t code = slice_next(text, &i);
        depth += code == open;
        depth -= code == close;
        if (depth == 0)
            return i;
    }
    return at;
}

/* The end of the piece that begins at `from`: a 、 outside brackets and quotes, or the end of the text. */
static size_t piece_end(struct slice text, size_t from) {
    for (size_t at = from; at < text.size;) {
        size_t start = at;
        uint32_t code = slice_next(text, &at);
        if (code == 0x3001) /* 、 */
            return start;
        if (closing_of(code))
            at = behind_bracket(text, at, code);
    }
    return text.size;
}

static struct slice span_text(const struct cutting *cutting, struct span span) {
    return slice_part(cutting->text, span.start, span.end);
}

static size_t span_chars(const struct cutting *cutting, struct span span) {
    return slice_characters(span_text(cutting, span));
}

/* Spaces around a piece, and a list number or dash at its head, belong to no name. */
static struct span trim_span(const struct cutting *cutting, struct span span) {
    struct slice text = span_text(cutting, span), trimmed = slice_trim(text);
    if (trimmed.size == 0)
        return (struct span){span.end, span.end};
    span.start += (size_t)(trimmed.start - text.start);
    span.end = span.start + trimmed.size;
    return span;
}

static bool open_group(struct cutting *cutting) {
    cutting->group = LIST_ADD(&cutting->report->arena, &cutting->list->groups);
    if (cutting->group)
        cutting->group->first = cutting->list->items.count;
    return cutting->group != NULL;
}

static bool add_item(struct cutting *cutting, struct span span) {
    span = trim_span(cutting, span);
    if (span.start == span.end)
        return true;
    struct list_item *item = LIST_ADD(&cutting->report->arena, &cutting->list->items);
    if (!item)
        return false;
    *item = (struct list_item){.span = span, .name = span_text(cutting, span)};
    cutting->group->count++;
    return true;
}

/* ---- the end of a list ---- */

/* Whether the 等 at byte `at` closes a list: that of 高等教育 and 等级 does not. */
static bool is_etc(const struct cutting *cutting, struct span span, size_t at) {
    struct lexicon_hit hit;
    size_t behind = at + sizeof "等" - 1;
    if (lexicon_match(cutting->lexicon, LEXICON_COMMON_WORDS, TRIE_FORWARD, cutting->text, at, &hit) &&
        hit.size > sizeof "等" - 1 && at + hit.size <= span.end)
        return false;
    struct slice before = slice_part(cutting->text, 0, behind);
    return !(lexicon_match(cutting->lexicon, LEXICON_COMMON_WORDS, TRIE_BACKWARD, before, behind, &hit) &&
             hit.size > sizeof "等" - 1 && behind - hit.size >= span.start);
}

/* The last 等 of a piece outside brackets that closes a list; SIZE_MAX where there is none. */
static size_t find_etc(const struct cutting *cutting, struct span span) {
    size_t found = SIZE_MAX;
    struct slice text = slice_part(cutting->text, 0, span.end);
    for (size_t at = span.start; at < span.end;) {
        size_t start = at;
        uint32_t code = slice_next(text, &at);
        if (closing_of(code))
            at = behind_bracket(text, at, code);
        else if (code == 0x7B49 && start > span.start && is_etc(cutting, span, start)) /* 等 */
            found = start;
    }
    return found;
}

/* Without the words that close a verb's object: …建设, …前期工作. */
static struct span without_tail(const struct cutting *cutting, struct span span) {
    struct lexicon_hit hit;
    while (span.end > span.start) {
        struct slice text = slice_part(cutting->text, 0, span.end);
        if (!lexicon_match(cutting->lexicon, LEXICON_PROJECT_HEADS, TRIE_BACKWARD, text, span.end, &hit) ||
            hit.size > span.end - span.start)
            break;
        struct slice word = slice_part(text, span.end - hit.size, span.end);
        if (!project_head_is(cutting->lexicon, word, SLICE("tail")))
            break;
        span.end -= hit.size;
    }
    return span;
}

/* Without counts and vague words at the head: 14座大中型水电站 is 水电站. */
static struct span without_vague(const struct cutting *cutting, struct span span) {
    while (span.start < span.end) {
        struct lexicon_hit hit;
        size_t count = project_count_before(cutting->lexicon, span_text(cutting, span));
        if (count == 0 &&
            lexicon_match(cutting->lexicon, LEXICON_PROJECT_HEADS, TRIE_FORWARD, cutting->text, span.start, &hit) &&
            project_head_is(cutting->lexicon, slice_part(cutting->text, span.start, span.start + hit.size),
                            SLICE("vague")))
            count = hit.size;
        if (count == 0 || count > span.end - span.start)
            break;
        span.start += count;
    }
    return span;
}

/* What a list calls its members behind 等, and so whether they are projects. */
static enum list_close judge_class(const struct cutting *cutting, struct span class) {
    if (class.start == class.end)
        return CLOSE_ETC;
    struct name_signs signs = project_name_signs(cutting->lexicon, span_text(cutting, class));
    return signs.head == HEAD_NEVER || signs.head == HEAD_NONE ? CLOSE_OTHERS : CLOSE_PROJECTS;
}

/* ---- what a list shares ---- */

static bool is_complete_head(enum name_head head) {
    return head == HEAD_MODIFIER || head == HEAD_THING || head == HEAD_NAME || head == HEAD_ACTION;
}

static bool is_complete(const struct list_item *item) {
    return is_complete_head(item->signs.head);
}

static enum status join_tail(struct cutting *cutting, struct list_item *item, struct span tail) {
    struct slice pieces[] = {item->name, span_text(cutting, tail)};
    struct slice joined = arena_join(&cutting->report->arena, pieces, 2);
    if (!joined.start)
        return STATUS_NO_MEMORY;
    item->name = joined;
    item->signs = project_name_signs(cutting->lexicon, joined);
    return STATUS_OK;
}

enum { LONGEST_SHARED_BYTES = 90 };

/* 昌东、白雪等公办幼儿园: the members that are not whole names by themselves get the tail. */
static enum status restore_tail(struct cutting *cutting, size_t first, size_t last, struct span tail) {
    if (tail.end - tail.start > LONGEST_SHARED_BYTES)
        return STATUS_OK;
    for (size_t i = first; i < last; i++) {
        struct list_item *item = &cutting->list->items.items[i];
        if (is_complete(item) || item->name.size > LONGEST_SHARED_BYTES)
            continue;
        enum status status = join_tail(cutting, item, tail);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

/* 石桥、龙井综合服务站: the tail stands in the last member itself. */
static enum status share_last(struct cutting *cutting, struct list_group *group) {
    if (group->count < 2)
        return STATUS_OK;
    size_t last = group->first + group->count - 1, bare = 0, longest = 0;
    for (size_t i = group->first; i < last; i++) {
        const struct list_item *item = &cutting->list->items.items[i];
        bare += !is_complete(item);
        if (item->signs.characters > longest)
            longest = item->signs.characters;
    }
    struct list_item *item = &cutting->list->items.items[last];
    if (bare < last - group->first || longest > 10 || !is_complete(item))
        return STATUS_OK;
    size_t previous = cutting->list->items.items[last - 1].signs.characters;
    size_t from = project_shared_tail(cutting->lexicon, item->name, previous);
    if (from == 0)
        return STATUS_OK;
    return restore_tail(cutting, group->first, last, (struct span){item->span.start + from, item->span.end});
}

/* ---- the members ---- */

/* Where 和, 及 or 以及 parts a piece into two names; SIZE_MAX where it stands inside one. `behind` is the byte after
 * it. */
static size_t find_conjunction(const struct cutting *cutting, struct span span, size_t *behind) {
    static const char *const words[] = {"以及", "和", "及"};
    struct slice text = slice_part(cutting->text, 0, span.end);
    for (size_t at = span.start; at < span.end;) {
        size_t start = at;
        uint32_t code = slice_next(text, &at);
        if (closing_of(code)) {
            at = behind_bracket(text, at, code);
            continue;
        }
        if (code != 0x4EE5 && code != 0x548C && code != 0x53CA) /* 以 和 及 */
            continue;
        for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
            struct slice word = slice_from_string(words[i]);
            struct slice rest = slice_part(text, start, text.size);
            if (start > span.start && slice_starts(rest, word) && start + word.size < span.end) {
                *behind = start + word.size;
                return start;
            }
        }
    }
    return SIZE_MAX;
}

/* 配套设施, 附属工程: what belongs to the name before it. */
static bool starts_vague(const struct cutting *cutting, struct span span) {
    return without_vague(cutting, span).start > span.start;
}

/* Whether both sides of a conjunction are names: 骨干工程和南坪水库, but not 保护和修复. In a list the last 和 parts
 * members even where they are short (A、B和C). */
static bool parts_names(const struct cutting *cutting, struct span left, struct span right, bool in_list) {
    struct name_signs one = project_name_signs(cutting->lexicon, span_text(cutting, left));
    struct name_signs other = project_name_signs(cutting->lexicon, span_text(cutting, right));
    bool whole = is_complete_head(one.head), other_whole = is_complete_head(other.head);
    if (one.head == HEAD_NEVER || other.head == HEAD_NEVER || one.phrase || other.phrase || one.characters < 2 ||
        other.characters < 3 || starts_vague(cutting, right))
        return false;
    if (in_list)
        return other_whole && (other.proper || other.modifier_chars >= 2);
    return whole && other_whole && one.modifier_chars >= 2 && (other.proper || other.modifier_chars >= 3) &&
           (one.proper || other.proper || one.head == HEAD_THING);
}

static bool add_piece(struct cutting *cutting, struct span piece) {
    size_t behind = 0, at = find_conjunction(cutting, piece, &behind);
    if (at != SIZE_MAX) {
        struct span left = {piece.start, at}, right = {behind, piece.end};
        bool plain_and = slice_equal(slice_part(cutting->text, at, behind), SLICE("和"));
        if (parts_names(cutting, left, right, plain_and && cutting->group->count > 0))
            return add_item(cutting, left) && add_item(cutting, right);
    }
    return add_item(cutting, piece);
}

/* Counts leave the name, vague ones take it from what a single project may be called. */
static void free_from_counts(struct cutting *cutting, struct list_item *item) {
    size_t before = project_count_before(cutting->lexicon, item->name);
    if (before > 0 && before < item->name.size) {
        item->span.start += before;
        item->counted = true;
    }
    item->name = span_text(cutting, item->span);
    size_t behind = project_count_behind(item->name);
    if (behind < item->name.size && behind > 0) {
        item->span.end = item->span.start + behind;
        item->name = span_text(cutting, item->span);
        item->counted = true;
    }
    item->signs = project_name_signs(cutting->lexicon, item->name);
}

/* Reads 等… behind the last member; what it calls the members goes to `class`. */
static void read_close(const struct cutting *cutting, struct list_group *group, struct list_item *item,
                       struct span *class) {
    size_t etc = find_etc(cutting, item->span);
    *class = (struct span){0};
    if (etc == SIZE_MAX) {
        struct span shorter = without_tail(cutting, item->span);
        if (shorter.end > shorter.start && span_chars(cutting, shorter) >= 2)
            item->span = shorter;
        return;
    }
    struct span rest = {etc + sizeof "等" - 1, item->span.end};
    struct span tailless = without_tail(cutting, rest);
    struct span kind = without_vague(cutting, tailless);
    item->span.end = etc;
    if (kind.start == kind.end)
        group->close = rest.end > rest.start ? CLOSE_PROJECTS : CLOSE_ETC;
    else
        group->close = judge_class(cutting, kind);
    struct name_signs signs = project_name_signs(cutting->lexicon, span_text(cutting, kind));
    if (group->close == CLOSE_PROJECTS && !(signs.head == HEAD_MODIFIER && signs.modifier_chars == 0))
        *class = kind;
}

/* The group is whole: its last piece is cut, its names are made. */
static enum status close_group(struct cutting *cutting) {
    struct list_group *group = cutting->group;
    if (group->count == 0)
        return STATUS_OK;
    struct list_item *last = &cutting->list->items.items[group->first + group->count - 1];
    struct span class = {0};
    read_close(cutting, group, last, &class);
    struct span piece = trim_span(cutting, last->span);
    cutting->list->items.count--;
    group->count--;
    if (!add_piece(cutting, piece))
        return STATUS_NO_MEMORY;
    for (size_t i = group->first; i < group->first + group->count; i++)
        free_from_counts(cutting, &cutting->list->items.items[i]);
    if (class.end > class.start)
        return restore_tail(cutting, group->first, group->first + group->count, class);
    return group->close == CLOSE_PLAIN ? share_last(cutting, group) : STATUS_OK;
}

/* ---- the clause ---- */

static size_t behind_year(struct slice text, size_t at) {
    size_t i = at;
    while (i < text.size && text.start[i] >= '0' && text.start[i] <= '9')
        i++;
    if (i == at || !slice_starts(slice_part(text, i, text.size), SLICE("年")))
        return at;
    i += sizeof "年" - 1;
    static const char *const ends[] = {"底前", "年底", "底", "末", "内", "前", "，"};
    for (size_t k = 0; k < sizeof ends / sizeof *ends; k++) {
        struct slice end = slice_from_string(ends[k]);
        if (slice_starts(slice_part(text, i, text.size), end))
            return i + end.size;
    }
    return i;
}

/* Behind what may stand before the verb: 今年, 全市, 到2027年. */
static size_t behind_opening(const struct cutting *cutting, size_t at) {
    for (;;) {
        size_t size, next = behind_year(cutting->text, at);
        if (next == at && project_opening(cutting->lexicon, cutting->text, at, SLICE("skip"), &size))
            next = at + size;
        if (next == at)
            return at;
        at = next;
    }
}

enum { LONGEST_ADJUNCT_BYTES = 150 };

/* 在某地新建…, 依托某校建设…: the verb stands behind an adjunct. */
static bool verb_behind_adjunct(const struct cutting *cutting, size_t from, struct verb_phrase *phrase) {
    size_t size;
    if (!project_opening(cutting->lexicon, cutting->text, from, SLICE("adjunct"), &size))
        return false;
    size_t limit =
        cutting->text.size - from > LONGEST_ADJUNCT_BYTES ? from + LONGEST_ADJUNCT_BYTES : cutting->text.size;
    for (size_t at = from + size; at < limit;) {
        if (project_verb_before(cutting->lexicon, cutting->text, at, phrase) && phrase->strength >= VERB_MID &&
            phrase->end < cutting->text.size)
            return true;
        /* Whole words are passed over, so that no verb is found inside one. */
        struct lexicon_hit word;
        if (lexicon_match(cutting->lexicon, LEXICON_COMMON_WORDS, TRIE_FORWARD, cutting->text, at, &word))
            at += word.size;
        else
            slice_next(cutting->text, &at);
    }
    return false;
}

/* The verb that opens a piece, as long as it leaves a name. */
static bool opens_with_verb(const struct cutting *cutting, struct span piece, struct verb_phrase *phrase) {
    return project_verb_before(cutting->lexicon, slice_part(cutting->text, 0, piece.end), piece.start, phrase) &&
           piece.end - phrase->end >= 2 * (sizeof "名" - 1);
}

/* 推动…, 确保… and names without a verb wait for the verb behind them. */
static bool awaits_verb(const struct verb_phrase *before) {
    return before->end == before->start || before->strength <= VERB_AIM;
}

static enum status take_piece(struct cutting *cutting, struct span piece) {
    struct verb_phrase behind;
    struct list_group *group = cutting->group;
    bool closes = awaits_verb(&group->before) &&
                  project_verb_behind(cutting->lexicon, cutting->text, piece.end, &behind) &&
                  behind.start >= piece.start + 2 * (sizeof "名" - 1);
    if (closes)
        piece.end = behind.start;
    if (!add_item(cutting, piece))
        return STATUS_NO_MEMORY;
    if (!closes)
        return STATUS_OK;
    group->behind = behind;
    struct verb_phrase before = group->before;
    enum status status = close_group(cutting);
    if (status == STATUS_OK && !open_group(cutting))
        status = STATUS_NO_MEMORY;
    if (status == STATUS_OK)
        cutting->group->before = before;
    return status;
}

enum status project_list_read(struct report *report, struct span clause, struct project_list *list) {
    struct cutting cutting = {report, report->lexicon, slice_part(report->text, 0, clause.end), list, NULL};
    list->items.count = list->groups.count = 0;
    size_t at = behind_opening(&cutting, clause.start);
    if (!open_group(&cutting))
        return STATUS_NO_MEMORY;
    for (bool first = true; at < clause.end; first = false) {
        struct span piece = {at, piece_end(cutting.text, at)};
        struct verb_phrase before;
        if (opens_with_verb(&cutting, piece, &before) || (first && verb_behind_adjunct(&cutting, at, &before))) {
            enum status status = close_group(&cutting);
            if (status != STATUS_OK)
                return status;
            if (cutting.group->count > 0 && !open_group(&cutting))
                return STATUS_NO_MEMORY;
            cutting.group->before = before;
            at = before.end;
            piece = (struct span){at, piece_end(cutting.text, at)};
        }
        enum status status = take_piece(&cutting, piece);
        if (status != STATUS_OK)
            return status;
        at = piece.end < clause.end ? piece.end + sizeof "、" - 1 : clause.end;
    }
    return close_group(&cutting);
}
