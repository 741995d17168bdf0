/* The end of a list and what its members share: 等项目, 等7座水电站, A、B和C公园. Frees names from counts. Judges
 * nothing. */
#include "model/lexicon.h"
#include "stages/project_cutting.h"

/* Spaces around a piece belong to no name. */
static struct span trim_span(const struct cutting *cutting, struct span span) {
    struct slice text = cutting_text(cutting, span), trimmed = slice_trim(text);
    if (trimmed.size == 0)
        return (struct span){span.end, span.end};
    span.start += (size_t)(trimmed.start - text.start);
    span.end = span.start + trimmed.size;
    return span;
}

static struct name_signs signs_of(const struct cutting *cutting, struct span span) {
    return project_name_signs(cutting->lexicon, cutting_text(cutting, span));
}

static bool add_item(struct cutting *cutting, struct span span) {
    span = trim_span(cutting, span);
    if (span.start == span.end)
        return true;
    struct list_item *item = LIST_ADD(&cutting->report->arena, &cutting->list->items);
    if (!item)
        return false;
    *item = (struct list_item){.span = span, .piece = span, .name = cutting_text(cutting, span)};
    cutting->group->count++;
    return true;
}

static struct list_item *last_item(struct cutting *cutting) {
    return &cutting->list->items.items[cutting->list->items.count - 1];
}

/* ---- words that close a list ---- */

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
        if (cutting_closing_of(code))
            at = cutting_behind_bracket(text, at, code);
        else if (code == 0x7B49 && start > span.start && is_etc(cutting, span, start)) /* 等 */
            found = start;
    }
    return found;
}

bool cutting_closes(const struct cutting *cutting, struct span piece) {
    return find_etc(cutting, piece) != SIZE_MAX;
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
        size_t count = project_count_before(cutting->lexicon, cutting_text(cutting, span));
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

/* ---- conjunctions ---- */

/* Where 和, 及 or 以及 stands outside brackets; SIZE_MAX where none does. `behind` is the byte after it. */
static size_t find_conjunction(const struct cutting *cutting, struct span span, size_t *behind) {
    static const char *const words[] = {"以及", "和", "及"};
    struct slice text = slice_part(cutting->text, 0, span.end);
    for (size_t at = span.start; at < span.end;) {
        size_t start = at;
        uint32_t code = slice_next(text, &at);
        if (cutting_closing_of(code)) {
            at = cutting_behind_bracket(text, at, code);
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

static bool is_name_head(enum name_head head) {
    return head == HEAD_MODIFIER || head == HEAD_THING || head == HEAD_NAME || head == HEAD_ACTION;
}

/* 配套设施, 附属工程, 三期: what belongs to the name before it. */
static bool starts_attached(const struct cutting *cutting, struct span span) {
    struct lexicon_hit hit;
    if (lexicon_match(cutting->lexicon, LEXICON_PROJECT_PHASES, TRIE_FORWARD, cutting->text, span.start, &hit) &&
        slice_equal(lexicon_cell(cutting->lexicon, LEXICON_PROJECT_PHASES, hit.row, PROJECT_PHASES_KIND),
                    SLICE("phase")))
        return true;
    return lexicon_match(cutting->lexicon, LEXICON_PROJECT_HEADS, TRIE_FORWARD, cutting->text, span.start, &hit) &&
           hit.size <= span.end - span.start &&
           project_head_is(cutting->lexicon, slice_part(cutting->text, span.start, span.start + hit.size),
                           SLICE("attached"));
}

/* 退耕还林和天然林保护工程: two works that share their last word. 保护和修复工程 is one. */
static bool is_listed_work(const struct name_signs *one, const struct name_signs *other, bool plain_and) {
    return plain_and && other->head == HEAD_MODIFIER && other->modifier_chars >= 5 && one->characters >= 4 &&
           one->head != HEAD_THING && one->head != HEAD_NAME && one->head != HEAD_MODIFIER && one->head != HEAD_SOFT;
}

/* Whether both sides of a conjunction are names: 骨干工程和南坪水库, but not 保护和修复, nor a thing with 配套设施. In
 * a list the last 和 parts members even where they are short (A、B和C). */
static bool parts_names(const struct cutting *cutting, struct span left, struct span right, bool plain_and,
                        bool in_list) {
    struct name_signs one = signs_of(cutting, left), other = signs_of(cutting, right);
    if (one.phrase || other.phrase || one.characters < 2 || other.characters < 3 || starts_attached(cutting, right))
        return false;
    if (one.head == HEAD_SOFT || other.head == HEAD_SOFT)
        return plain_and &&
               ((is_name_head(one.head) && one.proper) || (is_name_head(other.head) && other.modifier_chars >= 4));
    if (is_listed_work(&one, &other, plain_and))
        return true;
    if (in_list && one.head == HEAD_ACTION && other.head != HEAD_ACTION)
        return false;
    if (in_list)
        return (is_name_head(one.head) || one.proper || one.characters >= 4) && is_name_head(other.head) &&
               (other.proper || other.modifier_chars >= 2);
    if (!is_name_head(one.head) || !is_name_head(other.head) || one.modifier_chars < 2)
        return false;
    if (one.head == HEAD_ACTION && other.head != HEAD_ACTION)
        return false;
    if (!plain_and)
        return one.head == HEAD_MODIFIER || (one.proper && other.proper);
    return (other.proper || other.modifier_chars >= 3) &&
           (one.proper || other.proper || one.head == HEAD_THING || one.head == HEAD_MODIFIER);
}

bool cutting_add_piece(struct cutting *cutting, struct span piece, bool last) {
    size_t behind = 0, at = find_conjunction(cutting, piece, &behind);
    if (at == SIZE_MAX)
        return add_item(cutting, piece);
    struct span left = {piece.start, at}, right = {behind, piece.end};
    bool plain_and = slice_equal(slice_part(cutting->text, at, behind), SLICE("和"));
    if (plain_and)
        left = without_tail(cutting, left);
    bool in_list = last && plain_and && cutting->group->count > 0;
    /* The close of a list is read first: 和 behind 等 is the class's. */
    if ((!last && find_etc(cutting, piece) != SIZE_MAX) || !parts_names(cutting, left, right, plain_and, in_list))
        return add_item(cutting, piece);
    struct name_signs one = signs_of(cutting, left), other = signs_of(cutting, right);
    if (!add_item(cutting, left))
        return false;
    if (is_listed_work(&one, &other, plain_and))
        last_item(cutting)->shares = (struct span){right.start + other.head_start, right.end};
    return add_item(cutting, right);
}

/* ---- what a list shares ---- */

enum { LONGEST_SHARED_BYTES = 90 };

static enum status join_names(struct cutting *cutting, struct list_item *item, struct slice head, struct slice tail) {
    struct slice pieces[] = {head, tail};
    struct slice joined = arena_join(&cutting->report->arena, pieces, 2);
    if (!joined.start)
        return STATUS_NO_MEMORY;
    item->name = joined;
    item->signs = project_name_signs(cutting->lexicon, joined);
    item->restored = true;
    return STATUS_OK;
}

/* 机场 among the filling stations to be, 凤湖路 among the police stations: a place that could have a project's name. */
static bool is_place(const struct name_signs *signs, struct slice name) {
    return signs->head == HEAD_NAME && (signs->head_start == 0 || name.size - signs->head_start <= sizeof "路" - 1);
}

/* Whether a member is a whole name before a tail of this kind: 成渝扩能 is one among 工程, but none among 高速公路. */
static bool is_whole(const struct list_item *item, enum name_head tail) {
    switch (item->signs.head) {
    case HEAD_NONE:
    case HEAD_VAGUE: return false;
    case HEAD_NAME: return tail == HEAD_NAME || tail == HEAD_MODIFIER ? !is_place(&item->signs, item->name) : false;
    case HEAD_THING: return tail != HEAD_ACTION;
    case HEAD_ACTION: return tail == HEAD_MODIFIER || tail == HEAD_ACTION;
    default: return item->name.size - item->signs.head_start > sizeof "节" - 1; /* the 节 of a town's name */
    }
}

/* 昌东、白雪等公办幼儿园: the members that are not whole names by themselves get the tail. */
static enum status restore_tail(struct cutting *cutting, size_t first, size_t last, struct span tail) {
    struct name_signs signs = signs_of(cutting, tail);
    struct span works = {tail.start, tail.start + signs.head_start};
    /* 扩建工程, 修复项目: works on the members, whatever they are. */
    if (signs.head == HEAD_MODIFIER && signs_of(cutting, works).head == HEAD_ACTION)
        signs.head = HEAD_ACTION;
    for (size_t i = first; i < last && tail.end - tail.start <= LONGEST_SHARED_BYTES; i++) {
        struct list_item *item = &cutting->list->items.items[i];
        if (item->own.phrase || is_whole(item, signs.head) || item->name.size > LONGEST_SHARED_BYTES)
            continue;
        enum status status = join_names(cutting, item, item->name, cutting_text(cutting, tail));
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

/* 石桥、龙井综合服务站: the tail stands in the last member itself. */
static enum status share_last_tail(struct cutting *cutting, struct list_group *group) {
    size_t last = group->first + group->count - 1, bare = 0, longest = 0;
    struct list_item *item = &cutting->list->items.items[last];
    if (group->count < 2 || !is_name_head(item->signs.head) || item->signs.phrase)
        return STATUS_OK;
    for (size_t i = group->first; i < last; i++) {
        const struct list_item *member = &cutting->list->items.items[i];
        bare += member->signs.head == HEAD_NONE;
        if (member->signs.characters > longest)
            longest = member->signs.characters;
    }
    if (bare * 2 < last - group->first || longest > 10)
        return STATUS_OK;
    size_t previous = cutting->list->items.items[last - 1].signs.characters;
    size_t from = project_shared_tail(cutting->lexicon, item->name, previous);
    if (from == 0)
        return STATUS_OK;
    return restore_tail(cutting, group->first, last, (struct span){item->span.start + from, item->span.end});
}

/* What the first member says of place for those after it: 南坪大剧院、美术馆; 甲至乙的铁路、快速路. */
static size_t shared_head_bytes(const struct list_item *first) {
    size_t of = slice_find(first->name, SLICE("的"), 0);
    if (of != SIZE_MAX && !first->signs.phrase)
        return of + sizeof "的" - 1;
    size_t chars = slice_characters(slice_part(first->name, 0, first->signs.head_start));
    bool short_name = first->signs.head == HEAD_THING && first->signs.proper && chars >= 2 && chars <= 4;
    return short_name ? first->signs.head_start : 0;
}

static enum status share_first_head(struct cutting *cutting, struct list_group *group) {
    struct slice first = cutting->list->items.items[group->first].name;
    size_t bytes = shared_head_bytes(&cutting->list->items.items[group->first]);
    for (size_t i = 1; bytes > 0 && i < group->count; i++) {
        struct list_item *item = &cutting->list->items.items[group->first + i];
        bool whole = slice_ends(slice_part(first, 0, bytes), SLICE("的")) || item->signs.head_start == 0;
        if (item->signs.proper || !is_name_head(item->signs.head) || !whole)
            continue;
        enum status status = join_names(cutting, item, slice_part(first, 0, bytes), item->name);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

/* ---- the members ---- */

/* 水库（总投资35亿元）: the bracket tells of the project, it names it not. */
static void free_from_money(const struct cutting *cutting, struct list_item *item) {
    struct slice text = cutting_text(cutting, item->span);
    size_t open = slice_find_last(text, SLICE("（"));
    if (open == SIZE_MAX)
        open = slice_find_last(text, SLICE("("));
    if (open == SIZE_MAX || open == 0 || !(slice_ends(text, SLICE("）")) || slice_ends(text, SLICE(")"))))
        return;
    size_t money = slice_find(text, SLICE("元"), open);
    bool digit = false;
    for (size_t i = open; money != SIZE_MAX && i < money; i++)
        digit |= text.start[i] >= '0' && text.start[i] <= '9';
    if (digit) {
        item->span.end = item->span.start + open;
        item->name = cutting_text(cutting, item->span);
    }
}

static void free_from_counts(struct cutting *cutting, struct list_item *item) {
    size_t before = project_count_before(cutting->lexicon, item->name);
    if (before > 0 && before < item->name.size) {
        item->span.start += before;
        item->counted = true;
    }
    item->name = cutting_text(cutting, item->span);
    size_t behind = project_count_behind(item->name);
    if (behind < item->name.size && behind > 0) {
        item->measured = true;
        item->extent = project_is_extent(item->name);
        item->span.end = item->span.start + behind;
        item->name = cutting_text(cutting, item->span);
    }
    item->signs = project_name_signs(cutting->lexicon, item->name);
}

/* 通道重点工程甲乙铁路: of a name with a title before it, the name. */
static void free_from_title(struct cutting *cutting, struct list_item *item) {
    for (size_t at = 0, size; at < item->name.size; slice_next(item->name, &at)) {
        if (!project_opening(cutting->lexicon, item->name, at, SLICE("title"), &size) || at + size >= item->name.size)
            continue;
        struct span rest = {item->span.start + at + size, item->span.end};
        struct name_signs signs = signs_of(cutting, rest);
        if (!signs.proper || !is_name_head(signs.head) || signs.phrase || signs.modifier_chars < 2 ||
            !signs.proper_first)
            continue;
        item->span = rest;
        item->name = cutting_text(cutting, rest);
        item->signs = signs;
        return;
    }
}

/* 多年谋划、惠及千万人的引沅工程: of a name with a clause before it the part behind the last 的, where that is a proper
 * name. */
static bool free_from_clause(struct cutting *cutting, struct list_item *item) {
    size_t of = slice_find_last(item->name, SLICE("的"));
    if (!item->signs.phrase || of == SIZE_MAX || of + sizeof "的" - 1 >= item->name.size)
        return false;
    struct span rest = {item->span.start + of + sizeof "的" - 1, item->span.end};
    struct name_signs signs = signs_of(cutting, rest);
    if (!signs.proper || !is_name_head(signs.head) || signs.phrase)
        return false;
    item->span = rest;
    item->name = cutting_text(cutting, rest);
    item->signs = signs;
    return true;
}

/* The members before the one whose clause was taken off belong to that clause. */
static void give_to_clause(struct cutting *cutting, size_t index) {
    for (size_t i = cutting->group->first; i < index; i++)
        cutting->list->items.items[i].signs.phrase = cutting->list->items.items[i].own.phrase = true;
}

/* 两大, 三大: the only counts in Chinese numerals that stand inside a name's list. */
static bool is_great_count(struct slice text) {
    static const char *const counts[] = {"两大", "三大", "四大", "五大", "六大", "七大", "八大", "九大", "十大"};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        if (slice_starts(text, slice_from_string(counts[i])))
            return true;
    return false;
}

/* Where 3个 of 临江3个加油站 begins: a count inside the last member closes a list as 等 does. SIZE_MAX for none. */
static size_t find_inner_count(const struct cutting *cutting, struct span span) {
    for (size_t at = span.start + 1; at < span.end; at++) {
        unsigned char byte = (unsigned char)cutting->text.start[at],
                      before = (unsigned char)cutting->text.start[at - 1];
        bool digit = byte >= '0' && byte <= '9' && before >= 0x80;
        if (!digit && (byte < 0xE0 || !is_great_count(slice_part(cutting->text, at, span.end))))
            continue;
        size_t count = project_count_before(cutting->lexicon, slice_part(cutting->text, at, span.end));
        struct span rest = {at + count, span.end};
        if (count > 0 && rest.start < rest.end && is_name_head(signs_of(cutting, without_tail(cutting, rest)).head))
            return at;
    }
    return SIZE_MAX;
}

/* What the members are called behind the close; a 和 there begins another member (等水电站和蓄能项目). */
static struct span class_of(const struct cutting *cutting, struct span rest) {
    struct span kind = without_vague(cutting, without_tail(cutting, rest));
    size_t count = project_count_behind(cutting_text(cutting, kind));
    kind.end = kind.start + count;
    size_t behind = 0, at = find_conjunction(cutting, kind, &behind);
    if (at != SIZE_MAX && is_name_head(signs_of(cutting, (struct span){kind.start, at}).head))
        kind.end = at;
    return kind;
}

/* 等市推进…, 等县(区)打造…: governments, and what they do. */
static bool is_governments(const struct cutting *cutting, struct span rest) {
    static const char *const words[] = {"市", "县", "区", "州", "省", "镇", "地"};
    struct verb_phrase verb;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct slice word = slice_from_string(words[i]);
        if (slice_starts(cutting_text(cutting, rest), word))
            return rest.end - rest.start == word.size ||
                   project_verb_before(cutting->lexicon, slice_part(cutting->text, 0, rest.end), rest.start + word.size,
                                       &verb);
    }
    return false;
}

/* 等领域专项整治, 等行业治理: branches of policy are listed. */
static bool begins_with_kind(const struct cutting *cutting, struct span rest) {
    struct lexicon_hit hit;
    struct slice text = slice_part(cutting->text, 0, rest.end);
    return lexicon_match(cutting->lexicon, LEXICON_PROJECT_HEADS, TRIE_FORWARD, text, rest.start, &hit) &&
           project_head_is(cutting->lexicon, slice_part(text, rest.start, rest.start + hit.size), SLICE("kind"));
}

/* 等工作, 等产业, 等打造…小镇: what is listed are no projects. */
static bool names_no_projects(const struct cutting *cutting, struct span rest, struct span kind) {
    struct verb_phrase verb;
    enum name_head whole = signs_of(cutting, rest).head;
    enum name_head object = signs_of(cutting, without_tail(cutting, rest)).head;
    return whole == HEAD_SOFT || object == HEAD_NEVER || begins_with_kind(cutting, rest) || object == HEAD_SOFT ||
           signs_of(cutting, kind).phrase || is_governments(cutting, rest) ||
           (kind.end > kind.start &&
            project_verb_before(cutting->lexicon, slice_part(cutting->text, 0, kind.end), kind.start, &verb) &&
            signs_of(cutting, (struct span){verb.end, kind.end}).modifier_chars >= 2 && verb.strength >= VERB_MID);
}

/* Reads the close of a list behind its last member; what it calls the members goes to `class`. */
static void read_close(const struct cutting *cutting, struct list_group *group, struct list_item *item,
                       struct span *class) {
    size_t close = find_etc(cutting, item->span), behind = close + sizeof "等" - 1;
    if (close == SIZE_MAX && group->count > 1)
        behind = close = find_inner_count(cutting, item->span);
    *class = (struct span){0};
    if (close == SIZE_MAX) {
        struct span shorter = without_tail(cutting, item->span);
        if (slice_characters(cutting_text(cutting, shorter)) >= 2)
            item->span = shorter;
        return;
    }
    struct span rest = {behind, item->span.end}, kind = class_of(cutting, rest);
    group->counted = project_count_behind(cutting_text(cutting, rest)) < rest.end - rest.start &&
                     !project_is_extent(cutting_text(cutting, rest)) && kind.end > kind.start &&
                     signs_of(cutting, kind).head == HEAD_NONE;
    item->span.end = close;
    struct name_signs signs = signs_of(cutting, kind);
    if (names_no_projects(cutting, rest, kind))
        group->close = CLOSE_OTHERS;
    else if (kind.start >= kind.end)
        group->close = CLOSE_ETC;
    else if (signs.head == HEAD_NEVER || signs.head == HEAD_VAGUE || signs.head == HEAD_SOFT)
        group->close = CLOSE_OTHERS;
    else
        group->close = signs.head == HEAD_NONE ? CLOSE_ETC : CLOSE_PROJECTS;
    bool says_kind = !(signs.head == HEAD_MODIFIER && signs.modifier_chars == 0);
    group->of_kind = group->close == CLOSE_PROJECTS && says_kind && kind.end > kind.start;
    group->kind_head = signs.head;
    group->of_others = kind.end > kind.start && signs.head == HEAD_NONE;
    if (group->of_kind)
        *class = kind;
}

/* 遗址发掘、保护与利用: what follows the first are bare works of the same thing, and one name with it. */
static void merge_works(struct cutting *cutting, struct list_group *group) {
    struct list_item *items = &cutting->list->items.items[group->first];
    enum { LONGEST_WORK_BYTES = 5 * (sizeof "利" - 1) };
    if (group->count < 2 || group->close != CLOSE_PLAIN || items->span.end - items->span.start <= LONGEST_WORK_BYTES)
        return;
    for (size_t i = 1; i < group->count; i++) {
        struct name_signs signs = signs_of(cutting, items[i].span);
        bool work = items[i].span.end - items[i].span.start <= LONGEST_WORK_BYTES && !signs.proper &&
                    (signs.head == HEAD_ACTION || (signs.head == HEAD_NONE && signs.characters == 2));
        if (!work || (i + 1 == group->count && signs.head != HEAD_ACTION))
            return;
    }
    items->span.end = items[group->count - 1].span.end;
    items->piece = items->span;
    items->name = cutting_text(cutting, items->span);
    cutting->list->items.count -= group->count - 1;
    group->count = 1;
}

enum status cutting_close_group(struct cutting *cutting) {
    struct list_group *group = cutting->group;
    if (group->count == 0)
        return STATUS_OK;
    struct list_item *last = &cutting->list->items.items[group->first + group->count - 1];
    struct span class = {0};
    read_close(cutting, group, last, &class);
    struct span piece = trim_span(cutting, last->span);
    cutting->list->items.count--;
    group->count--;
    if (!cutting_add_piece(cutting, piece, true))
        return STATUS_NO_MEMORY;
    if (group->count == 0)
        return STATUS_OK;
    merge_works(cutting, group);
    for (size_t i = group->first; i < group->first + group->count; i++) {
        free_from_money(cutting, &cutting->list->items.items[i]);
        free_from_counts(cutting, &cutting->list->items.items[i]);
        if (free_from_clause(cutting, &cutting->list->items.items[i]))
            give_to_clause(cutting, i);
        free_from_title(cutting, &cutting->list->items.items[i]);
        cutting->list->items.items[i].own = cutting->list->items.items[i].signs;
    }
    for (size_t i = group->first; i < group->first + group->count; i++) {
        struct list_item *item = &cutting->list->items.items[i];
        enum status status = item->shares.end > item->shares.start
                                 ? join_names(cutting, item, item->name, cutting_text(cutting, item->shares))
                                 : STATUS_OK;
        if (status != STATUS_OK)
            return status;
    }
    enum status status;
    if (class.end > class.start) {
        status = restore_tail(cutting, group->first, group->first + group->count, class);
    } else {
        status = group->close == CLOSE_PROJECTS ? STATUS_OK : share_last_tail(cutting, group);
        if (status == STATUS_OK)
            status = share_first_head(cutting, group);
    }
    return status == STATUS_OK ? cutting_name_places(cutting) : status;
}
