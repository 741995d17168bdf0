/* Cuts a clause at its 、 and its verbs into groups, each a list of names that one verb governs. The names are made
 * whole by project_shares. Judges nothing. */
#include "stages/projects/project_cutting.h"

#include "stages/model/lexicon.h"

enum { LONGEST_BRACKET_BYTES = 300 };

size_t cutting_behind_bracket(struct slice text, size_t at, uint32_t open) {
    uint32_t close = cutting_closing_of(open);
    size_t depth = 1, i = at;
    while ((i = utf8_chinese_end(text, i)) < text.size && i - at < LONGEST_BRACKET_BYTES) {
        uint32_t code = slice_next(text, &i);
        depth += code == open;
        depth -= code == close;
        if (depth == 0)
            return i;
    }
    return at;
}

/* The end of the piece that begins at `from`: a 、 outside brackets and quotes, or the end of the text. */
static size_t piece_end(const struct cutting *cutting, size_t from) {
    struct slice text = cutting->text;
    for (size_t at = cutting->marks.lists ? from : text.size; (at = utf8_chinese_end(text, at)) < text.size;) {
        size_t start = at;
        uint32_t code = slice_next(text, &at);
        if (code == 0x3001) /* 、 */
            return start;
        if (cutting_closing_of(code))
            at = cutting_behind_bracket(text, at, code);
    }
    return text.size;
}

struct slice cutting_text(const struct cutting *cutting, struct span span) {
    return slice_part(cutting->text, span.start, span.end);
}

static bool open_group(struct cutting *cutting) {
    cutting->group = LIST_ADD(&cutting->report->scratch, &cutting->list->groups);
    if (cutting->group)
        cutting->group->first = cutting->list->items.count;
    return cutting->group != NULL;
}

/* ---- the clause ---- */

static struct clause_marks read_marks(struct slice text, size_t from) {
    struct clause_marks marks = {0};
    for (size_t at = from; at < text.size;)
        switch (slice_next(text, &at)) {
        case 0x3001: marks.lists = true; break; /* 、 */
        case 0x7B49: marks.etc = true; break;   /* 等 */
        case 0x548C:                            /* 和 */
        case 0x53CA:                            /* 及 */
        case 0x4EE5: marks.joins = true; break; /* 以 */
        default: break;
        }
    return marks;
}

static size_t behind_year(struct slice text, size_t at) {
    size_t i = at;
    while (i < text.size && text.start[i] >= '0' && text.start[i] <= '9')
        i++;
    if (i == at || !slice_starts(slice_part(text, i, text.size), SLICE(ZH_YEAR)))
        return at;
    i += HAN_BYTES;
    return i + slice_starts_among(slice_part(text, i, text.size), SLICE(ZH_YEAR_PARTS));
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
static bool verb_behind_adjunct(struct cutting *cutting, size_t from, struct verb_phrase *phrase) {
    size_t size;
    if (!project_opening(cutting->lexicon, cutting->text, from, SLICE("adjunct"), &size))
        return false;
    size_t limit =
        cutting->text.size - from > LONGEST_ADJUNCT_BYTES ? from + LONGEST_ADJUNCT_BYTES : cutting->text.size;
    for (size_t at = from + size; at < limit;) {
        if (project_verb_before(cutting->lexicon, cutting->text, at, phrase) && phrase->strength >= VERB_MID &&
            phrase->end < cutting->text.size) {
            if (slice_starts(slice_part(cutting->text, from, from + size), SLICE(ZH_AT)))
                cutting->places = (struct span){from + size, phrase->start};
            return true;
        }
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
    size_t end = cutting->text.size;
    if (!project_verb_before(cutting->lexicon, cutting->text, piece.start, phrase))
        return false;
    /* 新建、改建一批校舍: the phrase may hold a 、 of its own. */
    return phrase->end >= piece.end ? phrase->end < end : piece.end - phrase->end >= (size_t)2 * HAN_BYTES;
}

/* 推动…, 确保… and names without a verb wait for the verb behind them. */
static bool awaits_verb(const struct verb_phrase *before) {
    return before->end == before->start || before->strength <= VERB_AIM;
}

/* Whether a predicate begins at byte `at`: 纳入国家规划 that the list's own verb governs (推动…), or a second one
 * behind a firm verb (建成并投用). */
static bool begins_predicate(const struct cutting *cutting, struct slice text, size_t at, bool governed) {
    struct verb_phrase behind;
    size_t size;
    if (governed && slice_starts(slice_part(text, at, text.size), SLICE(ZH_TAKEN_IN)) &&
        project_opening(cutting->lexicon, text, at, SLICE("turn"), &size))
        return true;
    return project_opening(cutting->lexicon, text, at, SLICE("other"), &size) &&
           project_verb_behind(cutting->lexicon, text, at, &behind) && behind.strength == VERB_FIRM;
}

/* Where a predicate begins: the name ends before it. The piece's end where there is none. */
static size_t name_end(const struct cutting *cutting, struct span piece, const struct verb_phrase *group_verb) {
    const struct trie *trie = &cutting->lexicon->trie;
    struct slice text = slice_part(cutting->text, 0, piece.end);
    bool governed = group_verb->end > group_verb->start;
    size_t least = piece.start + (size_t)2 * HAN_BYTES;
    uint32_t before = 0; /* the letter before the character */
    for (size_t at = piece.start; at < piece.end;) {
        size_t start = at;
        uint32_t code = slice_next(text, &at), letter = trie_letter(trie, code);
        if (cutting_closing_of(code)) {
            at = cutting_behind_bracket(text, at, code);
            size_t close = at;
            letter = trie_letter(trie, slice_previous(text, &close));
        } else if ((trie_beginning(trie, TRIE_FORWARD, letter) & LEXICON_BIT(LEXICON_PROJECT_OPENINGS)) &&
                   ((trie_beginning(trie, TRIE_BACKWARD, before) & LEXICON_BIT(LEXICON_PROJECT_VERBS)) ||
                    (governed && code == 0x7EB3)) && /* 纳 */
                   start >= least &&
                   begins_predicate(cutting, text, start, governed)) {
            return start;
        }
        before = letter;
    }
    return piece.end;
}

/* …中心在我市落地: the place before the verb is no part of the name. */
static size_t without_where(const struct cutting *cutting, struct span name) {
    enum { LONGEST_WHERE_BYTES = 15 };
    size_t from = name.end - name.start > LONGEST_WHERE_BYTES ? name.end - LONGEST_WHERE_BYTES : name.start;
    size_t at = slice_find(slice_part(cutting->text, 0, name.end), SLICE(ZH_AT), from);
    return at != SIZE_MAX && at >= name.start + (size_t)2 * HAN_BYTES ? at : name.end;
}

static enum status begin_next_group(struct cutting *cutting) {
    enum status status = cutting_close_group(cutting);
    return status == STATUS_OK && !open_group(cutting) ? STATUS_NO_MEMORY : status;
}

static enum status take_piece(struct cutting *cutting, struct span piece) {
    struct verb_phrase behind;
    if (cutting->group->before.strength != VERB_FIRM)
        piece.end = name_end(cutting, piece, &cutting->group->before);
    struct list_group *group = cutting->group;
    bool closes = (awaits_verb(&group->before) || group->count > 0) &&
                  project_verb_behind(cutting->lexicon, cutting->text, piece.end, &behind) &&
                  behind.start >= piece.start + (size_t)2 * HAN_BYTES;
    if (closes)
        piece.end = without_where(cutting, (struct span){piece.start, behind.start});
    if (closes && !awaits_verb(&group->before)) {
        /* 谋划多年、惠及万人的引水工程启动建设: the verb behind is the last name's alone. */
        enum status status = begin_next_group(cutting);
        if (status != STATUS_OK)
            return status;
        group = cutting->group;
    }
    if (!cutting_add_item(cutting, piece))
        return STATUS_NO_MEMORY;
    if (!closes && !cutting_closes(cutting, piece))
        return STATUS_OK;
    if (closes)
        group->behind = behind;
    struct verb_phrase before = group->before;
    enum status status = begin_next_group(cutting);
    if (status == STATUS_OK)
        cutting->group->before = before;
    return status;
}

enum status project_list_read(struct report *report, struct span clause, struct project_list *list) {
    struct slice text = slice_part(report->text, 0, clause.end);
    struct cutting cutting = {.report = report, .lexicon = report->lexicon, .text = text, .list = list};
    cutting.marks = read_marks(text, clause.start);
    list->items.count = list->groups.count = 0;
    size_t at = behind_opening(&cutting, clause.start);
    if (!open_group(&cutting))
        return STATUS_NO_MEMORY;
    for (bool first = true; at < clause.end; first = false) {
        struct span piece = {at, piece_end(&cutting, at)};
        struct verb_phrase before;
        if (opens_with_verb(&cutting, piece, &before) || (first && verb_behind_adjunct(&cutting, at, &before))) {
            enum status status = cutting_close_group(&cutting);
            if (status != STATUS_OK)
                return status;
            if (cutting.group->count > 0 && !open_group(&cutting))
                return STATUS_NO_MEMORY;
            at = before.end;
            size_t behind = before.aims ? behind_opening(&cutting, at) : at;
            struct verb_phrase second; /* 力争|2027年|建成: the verb behind the time governs */
            if (behind > at && project_verb_before(cutting.lexicon, cutting.text, behind, &second) &&
                second.end < clause.end) {
                before = second;
                at = second.end;
            }
            cutting.group->before = before;
            if (slice_starts(slice_part(cutting.text, at, cutting.text.size), SLICE(ZH_DONE)))
                at += HAN_BYTES;
            piece = (struct span){at, piece_end(&cutting, at)};
        }
        enum status status = take_piece(&cutting, piece);
        if (status != STATUS_OK)
            return status;
        at = piece.end < clause.end ? piece.end + sizeof "、" - 1 : clause.end;
    }
    return cutting_close_group(&cutting);
}
