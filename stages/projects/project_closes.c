/* How a list closes: 等项目, 等7座水电站, 临江3个加油站, and the words behind the last name that belong to its verb.
 * Judges nothing but whether the close calls its members projects. */
#include "stages/model/lexicon.h"
#include "stages/projects/project_cutting.h"

/* Whether the 等 at byte `at` closes a list: that of 高等教育 and 等级 does not. */
static bool is_etc(const struct cutting *cutting, struct span span, size_t at) {
    struct lexicon_hit hit;
    size_t behind = at + HAN_BYTES;
    if (lexicon_match(cutting->lexicon, LEXICON_COMMON_WORDS, TRIE_FORWARD, cutting->text, at, &hit) &&
        hit.size > HAN_BYTES && at + hit.size <= span.end)
        return false;
    struct slice before = slice_part(cutting->text, span.start, behind);
    size_t start = before.size - HAN_BYTES;
    for (int length = 2; length <= LONGEST_LENGTH && start > 0; length++) {
        slice_previous(before, &start);
        if (lexicon_find(cutting->lexicon, LEXICON_COMMON_WORDS, slice_part(before, start, before.size), &hit))
            return false;
    }
    return true;
}

/* The last 等 of a piece outside brackets that closes a list; SIZE_MAX where there is none. */
static size_t find_etc(const struct cutting *cutting, struct span span) {
    size_t found = SIZE_MAX;
    if (!cutting->marks.etc)
        return found;
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

struct span cutting_without_tail(const struct cutting *cutting, struct span span) {
    while (span.end > span.start) {
        size_t tail = project_head_size(cutting->lexicon, TRIE_BACKWARD, cutting->text, span.end, SLICE("tail"));
        if (tail == 0 || tail > span.end - span.start)
            break;
        span.end -= tail;
    }
    return span;
}

/* Without counts and vague words at the head: 14座大中型水电站 is 水电站. */
static struct span without_vague(const struct cutting *cutting, struct span span) {
    while (span.start < span.end) {
        size_t count = project_count_before(cutting->lexicon, cutting_text(cutting, span));
        if (count == 0)
            count = project_head_size(cutting->lexicon, TRIE_FORWARD, cutting->text, span.start, SLICE("vague"));
        if (count == 0 || count > span.end - span.start)
            break;
        span.start += count;
    }
    return span;
}

/* 两大, 三大: the only counts in Chinese numerals that stand inside a name's list. */
static bool is_great_count(struct slice text) {
    return slice_starts_among(text, SLICE(ZH_GREAT_COUNTS)) > 0;
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
        if (count > 0 && rest.start < rest.end &&
            cutting_is_name_head(cutting_head(cutting, cutting_without_tail(cutting, rest))))
            return at;
    }
    return SIZE_MAX;
}

/* What the members are called behind the close; a 和 there begins another member (等水电站和蓄能项目). */
static struct span class_of(const struct cutting *cutting, struct span rest) {
    struct span kind = without_vague(cutting, cutting_without_tail(cutting, rest));
    size_t count = project_count_behind(cutting_text(cutting, kind));
    kind.end = kind.start + count;
    struct verb_phrase verb;
    struct slice text = slice_part(cutting->text, 0, kind.end);
    if (kind.start < kind.end && project_verb_before(cutting->lexicon, text, kind.start, &verb) &&
        cutting_signs(cutting, (struct span){verb.end, kind.end}).modifier_chars == 0 &&
        !project_head_is(cutting->lexicon, slice_part(text, kind.start, verb.end), SLICE("action")))
        kind.start = verb.end; /* 等3个拟开工项目; but 扩建工程 says what is done */
    size_t behind = 0, at = cutting_find_conjunction(cutting, kind, &behind);
    if (at != SIZE_MAX && cutting_is_name_head(cutting_head(cutting, (struct span){kind.start, at})))
        kind.end = at;
    return kind;
}

/* 等市推进…, 等县(区)打造…: governments, and what they do. */
static bool is_governments(const struct cutting *cutting, struct span rest) {
    struct verb_phrase verb;
    size_t size = slice_starts_among(cutting_text(cutting, rest), SLICE(ZH_DIVISIONS));
    if (!size || rest.end - rest.start == size)
        return size > 0;
    return project_verb_before(cutting->lexicon, slice_part(cutting->text, 0, rest.end), rest.start + size, &verb);
}

/* 等领域专项整治, 等行业治理: branches of policy are listed. */
static bool begins_with_kind(const struct cutting *cutting, struct span rest) {
    struct slice text = slice_part(cutting->text, 0, rest.end);
    return project_head_size(cutting->lexicon, TRIE_FORWARD, text, rest.start, SLICE("kind")) > 0;
}

/* 等工作, 等产业, 等打造…小镇: what is listed are no projects. */
static bool names_no_projects(const struct cutting *cutting, struct span rest, struct span kind) {
    struct verb_phrase verb;
    enum name_head whole = cutting_head(cutting, rest);
    enum name_head object = cutting_head(cutting, cutting_without_tail(cutting, rest));
    return whole == HEAD_SOFT || object == HEAD_NEVER || begins_with_kind(cutting, rest) || object == HEAD_SOFT ||
           cutting_signs(cutting, kind).phrase || is_governments(cutting, rest) ||
           (kind.end > kind.start &&
            project_verb_before(cutting->lexicon, slice_part(cutting->text, 0, kind.end), kind.start, &verb) &&
            cutting_signs(cutting, (struct span){verb.end, kind.end}).modifier_chars >= 2 && verb.strength >= VERB_MID);
}

/* How a list closes whose last words name `kind`. */
static enum list_close close_of(const struct cutting *cutting, struct span rest, struct span kind,
                                enum name_head head) {
    bool others = head == HEAD_NEVER || head == HEAD_VAGUE || head == HEAD_SOFT;
    if (others || names_no_projects(cutting, rest, kind))
        return CLOSE_OTHERS;
    return head == HEAD_NONE ? CLOSE_ETC : CLOSE_PROJECTS;
}

void cutting_read_close(const struct cutting *cutting, struct list_group *group, struct list_item *item,
                        struct span *class) {
    size_t close = find_etc(cutting, item->span), behind = close + HAN_BYTES;
    if (close == SIZE_MAX && group->count > 1)
        behind = close = find_inner_count(cutting, item->span);
    *class = (struct span){0};
    if (close == SIZE_MAX) {
        struct span shorter = cutting_without_tail(cutting, item->span);
        if (slice_characters(cutting_text(cutting, shorter)) >= 2)
            item->span = shorter;
        return;
    }
    struct span rest = {behind, item->span.end}, kind = class_of(cutting, rest);
    group->counted = project_count_behind(cutting_text(cutting, rest)) < rest.end - rest.start &&
                     !project_is_extent(cutting_text(cutting, rest)) && kind.end > kind.start &&
                     cutting_head(cutting, kind) == HEAD_NONE;
    item->span.end = close;
    struct name_signs signs = cutting_signs(cutting, kind);
    group->close = close_of(cutting, rest, kind, signs.head);
    bool says_kind = !(signs.head == HEAD_MODIFIER && signs.modifier_chars == 0);
    group->of_kind = group->close == CLOSE_PROJECTS && says_kind && kind.end > kind.start;
    group->kind_head = signs.head;
    group->of_others = kind.end > kind.start && signs.head == HEAD_NONE;
    if (group->of_kind)
        *class = kind;
}
