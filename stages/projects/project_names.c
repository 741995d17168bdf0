/* Tells by a name's words what it names: what no common word covers is proper. The head noun at its end comes from
 * schemas/project_heads.csv. Keeps nothing. */
#include "stages/projects/project_names.h"

#include "stages/projects/project_words.h"

static bool is_digit(uint32_t code) {
    return code >= '0' && code <= '9';
}

static bool is_latin(uint32_t code) {
    return (code >= 'A' && code <= 'Z') || (code >= 'a' && code <= 'z');
}

/* Where two letters or more that no word covers begin, one of them at least not a word of its own: 榆皂坪, but not
 * 个市. `to` where there are none. */
static size_t uncovered_run(const struct letters *letters, size_t from, size_t to) {
    size_t run = 0;
    bool unknown = false;
    for (size_t i = from; i < to;) {
        bool alone = letters->word[i] == 0 && letters_is_han(letters->code[i]);
        run = alone ? run + 1 : 0;
        unknown = alone && (unknown || !letters->plain[i]);
        if (run >= 2 && unknown)
            return i + 1 - run;
        i += letters->word[i] ? letters->word[i] : 1;
    }
    return to;
}

/* The same, what stands in quotes left out. */
static bool has_unquoted_run(const struct letters *letters, size_t from) {
    for (size_t start = from, i = from; i <= letters->count; i++) {
        bool opens = i < letters->count && letters->code[i] == 0x201C;
        if (!opens && i < letters->count)
            continue;
        if (uncovered_run(letters, start, i) < i)
            return true;
        while (i < letters->count && letters->code[i] != 0x201D)
            i++;
        start = i + 1;
    }
    return false;
}

/* G348, S303: letters with digits behind them; 5G and IPv6 are none. */
static bool has_road_code(const struct letters *letters) {
    for (size_t i = 0; i + 2 < letters->count; i++) {
        bool begins = i == 0 || !is_latin(letters->code[i - 1]);
        if (begins && is_latin(letters->code[i]) && is_digit(letters->code[i + 1]) && is_digit(letters->code[i + 2]))
            return true;
    }
    return false;
}

/* 二期, 3号, 东延段, 第四: which one of several it is. */
static bool phase_is(const struct lexicon *lexicon, const struct lexicon_hit *hit, struct slice kind) {
    return slice_equal(lexicon_cell(lexicon, LEXICON_PROJECT_PHASES, hit->row, PROJECT_PHASES_KIND), kind);
}

static bool has_ordinal(const struct lexicon *lexicon, const struct letters *letters) {
    struct lexicon_hit hit;
    for (size_t i = 0; i < letters->count; i++)
        if (letters_hit(letters, lexicon, LETTERS_PHASE, i, &hit) && phase_is(lexicon, &hit, SLICE("phase")))
            return true;
    return false;
}

static bool is_place_letter(const struct lexicon *lexicon, struct slice letter) {
    struct lexicon_hit hit;
    return lexicon_find(lexicon, LEXICON_PROJECT_PHASES, letter, &hit) && phase_is(lexicon, &hit, SLICE("place"));
}

/* 狮子山, 书香路: a letter of places on its own behind a word. */
static bool has_place_letter(const struct lexicon *lexicon, struct slice name, const struct letters *letters) {
    for (size_t i = 1; i < letters->count; i++) {
        bool inside = letters->word[i] != 0 || letters->inside[i];
        struct slice letter = slice_part(name, letters->start[i], letters->start[i + 1]);
        if (!inside && letters_is_han(letters->code[i - 1]) && is_place_letter(lexicon, letter))
            return true;
    }
    return false;
}

/* 区图书馆, 省融资平台: the one of this government. */
static bool names_own_government(const struct letters *letters) {
    if (letters->count < 4 || letters->word[0] != 0)
        return false;
    switch (letters->code[0]) {
    case 0x533A: /* 区 */
    case 0x5E02: /* 市 */
    case 0x53BF: /* 县 */
    case 0x7701: /* 省 */ return letters->word[1] >= 2;
    default: return false;
    }
}

/* 国家…中心: the one of the whole state; 国家级 is only a rank. */
static bool names_state(struct slice name) {
    return slice_starts(name, SLICE(ZH_NATION)) && !slice_starts(name, SLICE(ZH_NATIONAL));
}

static enum name_head head_of(const struct lexicon *lexicon, size_t row) {
    static const char *const names[] = {"", "modifier", "thing", "name", "action", "soft", "never", "vague"};
    struct slice cell = lexicon_cell(lexicon, LEXICON_PROJECT_HEADS, row, PROJECT_HEADS_EVIDENCE);
    return (enum name_head)slice_number_among(cell, names, sizeof names / sizeof *names);
}

/* Where a closing （…） at the end begins: 工程（二期）; the size where none stands there. */
static size_t before_bracket(struct slice name) {
    struct slice wide = SLICE("）"), narrow = SLICE(")");
    if (!slice_ends(name, wide) && !slice_ends(name, narrow))
        return name.size;
    size_t open = slice_find_last(name, SLICE("（"));
    if (open == SIZE_MAX)
        open = slice_find_last(name, SLICE("("));
    return open == SIZE_MAX || open == 0 ? name.size : open;
}

/* Takes a phase that ends before byte `*end` off: 产业园一期, 大道东延段. */
static bool take_phase(const struct lexicon *lexicon, struct slice name, size_t *end) {
    struct lexicon_hit hit;
    if (*end == 0 ||
        !lexicon_match(lexicon, LEXICON_PROJECT_PHASES, TRIE_BACKWARD, slice_part(name, 0, *end), *end, &hit) ||
        !phase_is(lexicon, &hit, SLICE("phase")) || hit.size >= *end)
        return false;
    *end -= hit.size;
    return true;
}

/* Without what may close a name behind its phases: a bracket, a quote (“云网工程”). */
static size_t before_marks(struct slice name) {
    size_t end = before_bracket(name);
    return slice_ends(slice_part(name, 0, end), SLICE("”")) ? end - (sizeof "”" - 1) : end;
}

/* Phases and quotes behind the head: 产业园一期, 大道东延段, “云网工程”. */
static size_t before_phase(const struct lexicon *lexicon, struct slice name) {
    size_t end = before_marks(name);
    while (take_phase(lexicon, name, &end))
        continue;
    return end;
}

static bool take_head(const struct lexicon *lexicon, struct slice name, size_t end, struct name_signs *signs) {
    struct lexicon_hit hit;
    if (!lexicon_match(lexicon, LEXICON_PROJECT_HEADS, TRIE_BACKWARD, slice_part(name, 0, end), end, &hit) ||
        head_of(lexicon, hit.row) == HEAD_NONE)
        return false;
    signs->head = head_of(lexicon, hit.row);
    signs->head_start = end - hit.size;
    return true;
}

/* The head stands at the end, before phases and brackets, or before a closing quote (服务平台“一点通”). */
static void find_head(const struct lexicon *lexicon, struct slice name, struct name_signs *signs) {
    size_t end = before_phase(lexicon, name), quote = slice_find_last(name, SLICE("“"));
    signs->head_start = name.size;
    bool slogan = quote == 0 && slice_ends(name, SLICE("”")); /* the last letter of “一带一路” is no head */
    if (slogan && take_head(lexicon, name, end, signs) && end - signs->head_start <= HAN_BYTES) {
        signs->head = HEAD_NONE;
        signs->head_start = name.size;
    }
    if (slogan)
        return;
    if (!take_head(lexicon, name, end, signs) && slice_ends(name, SLICE("”")) && quote != SIZE_MAX)
        take_head(lexicon, name, quote, signs);
}

/* Whether any word that ends before byte `end`, however short, is a head that names of projects have. */
static bool may_end_with_head(const struct lexicon *lexicon, struct slice name, size_t end, bool works_only) {
    uint32_t node = TRIE_BACKWARD, bit = LEXICON_BIT(LEXICON_PROJECT_HEADS);
    for (size_t at = end; at > 0;) {
        node = trie_step(&lexicon->trie, TRIE_BACKWARD, node, name, &at);
        if (!node || !(trie_sets_of(&lexicon->trie, node)->below & bit))
            return false;
        struct lexicon_hit hit;
        if (!(trie_sets_of(&lexicon->trie, node)->ends & bit))
            continue;
        lexicon_take(lexicon, LEXICON_PROJECT_HEADS, node, &hit);
        switch (head_of(lexicon, hit.row)) {
        case HEAD_MODIFIER: return true;
        case HEAD_THING:
        case HEAD_NAME:
        case HEAD_ACTION:
            if (!works_only)
                return true;
            break;
        default: break;
        }
    }
    return false;
}

bool project_may_have_head(const struct lexicon *lexicon, struct slice name, bool works_only) {
    size_t end = before_marks(name), quote = end < name.size ? slice_find_last(name, SLICE("“")) : SIZE_MAX;
    if (may_end_with_head(lexicon, name, name.size, works_only) ||
        (end < name.size && may_end_with_head(lexicon, name, end, works_only)) ||
        (quote != SIZE_MAX && may_end_with_head(lexicon, name, quote, works_only)))
        return true;
    while (take_phase(lexicon, name, &end))
        if (may_end_with_head(lexicon, name, end, works_only))
            return true;
    return false;
}

enum name_head project_name_head(const struct lexicon *lexicon, struct slice name) {
    struct name_signs signs = {.head = HEAD_NONE};
    if (name.size > LONGEST_NAME_CHARS && slice_characters(name) > LONGEST_NAME_CHARS)
        return HEAD_NONE;
    find_head(lexicon, name, &signs);
    return signs.head;
}

/* Whether a line of the word's says `kind`. */
static bool opening_is(const struct lexicon *lexicon, struct lexicon_hit hit, struct slice kind) {
    do
        if (slice_equal(lexicon_cell(lexicon, LEXICON_PROJECT_OPENINGS, hit.row, PROJECT_OPENINGS_KIND), kind))
            return true;
    while (lexicon_next_same(lexicon, LEXICON_PROJECT_OPENINGS, &hit));
    return false;
}

bool project_opening(const struct lexicon *lexicon, struct slice text, size_t at, struct slice kind, size_t *size) {
    struct lexicon_hit hit;
    if (!lexicon_match(lexicon, LEXICON_PROJECT_OPENINGS, TRIE_FORWARD, text, at, &hit))
        return false;
    *size = hit.size;
    return opening_is(lexicon, hit, kind);
}

static bool evidence_is(const struct lexicon *lexicon, struct lexicon_hit hit, struct slice evidence) {
    do
        if (slice_equal(lexicon_cell(lexicon, LEXICON_PROJECT_HEADS, hit.row, PROJECT_HEADS_EVIDENCE), evidence))
            return true;
    while (lexicon_next_same(lexicon, LEXICON_PROJECT_HEADS, &hit));
    return false;
}

bool project_head_is(const struct lexicon *lexicon, struct slice word, struct slice evidence) {
    struct lexicon_hit hit;
    return lexicon_find(lexicon, LEXICON_PROJECT_HEADS, word, &hit) && evidence_is(lexicon, hit, evidence);
}

size_t project_head_size(const struct lexicon *lexicon, enum trie_way way, struct slice text, size_t at,
                         struct slice evidence) {
    struct lexicon_hit hit;
    return lexicon_match(lexicon, LEXICON_PROJECT_HEADS, way, text, at, &hit) && evidence_is(lexicon, hit, evidence)
               ? hit.size
               : 0;
}

/* 积极融入, 依托: a verb that governs no project, adverbs before it passed over. */
static bool opens_with_other_verb(const struct lexicon *lexicon, struct slice name) {
    for (size_t at = 0; at < name.size;) {
        struct lexicon_hit hit;
        size_t size;
        bool longer = false;
        if (project_opening(lexicon, name, at, SLICE("other"), &size)) {
            longer = lexicon_match(lexicon, LEXICON_COMMON_WORDS, TRIE_FORWARD, name, at, &hit) && hit.size > size;
            if (!longer)
                return true;
        }
        if (longer || !lexicon_match(lexicon, LEXICON_PROJECT_VERBS, TRIE_FORWARD, name, at, &hit) ||
            !slice_equal(lexicon_cell(lexicon, LEXICON_PROJECT_VERBS, hit.row, PROJECT_VERBS_BEFORE), SLICE("lead")))
            return false;
        at += hit.size;
    }
    return false;
}

/* Whether what stands behind a character is quoted; `quoted`: what stood before it was. */
static bool stays_quoted(bool quoted, uint32_t code) {
    if (code == 0x201C || code == 0x300A) /* “ 《 */
        return true;
    return quoted && code != 0x201D && code != 0x300B; /* ” 》 */
}

/* 依托某地建设, 功能完善的…, 集…于一体: what is more than a name. Quoted words are never read; 甲至乙的铁路 and
 * 与某站连接的公路 are names although they hold 的. */
static bool is_phrase(const struct lexicon *lexicon, struct slice name, const struct letters *letters) {
    struct lexicon_hit hit;
    if (opens_with_other_verb(lexicon, name))
        return true;
    bool quoted = false, joins = false;
    for (size_t i = 0; i < letters->count; i++) {
        uint32_t code = letters->code[i];
        quoted = stays_quoted(quoted, code);
        joins |= code == 0x81F3 || code == 0x4E0E; /* 至 与 */
        if (quoted)
            continue;
        if (code == 0x7684 && !joins) /* 的 */
            return true;
        bool behind_word = i > 0 && (letters->inside[i - 1] || letters->word[i] > 0); /* not the 为 of a proper name */
        if (behind_word && !letters->inside[i] && letters_hit(letters, lexicon, LETTERS_OPENING, i, &hit) &&
            opening_is(lexicon, hit, SLICE("predicate")))
            return true;
    }
    return false;
}

/* Characters of the modifier, vague words left out: 重点产业项目 has none, 厨余垃圾处理项目 has six. */
static size_t count_modifier(const struct lexicon *lexicon, struct slice name, const struct letters *letters,
                             size_t head_start) {
    struct slice modifier = slice_part(name, 0, head_start);
    size_t characters = 0, i = 0;
    while (i < letters->count && letters->start[i] < head_start) {
        struct lexicon_hit hit;
        size_t at = letters->start[i];
        bool begins = letters_hit(letters, lexicon, LETTERS_HEAD, i, &hit);
        if (begins && at + hit.size > head_start) /* it reaches into the head: a shorter one may stand before that */
            begins = lexicon_match(lexicon, LEXICON_PROJECT_HEADS, TRIE_FORWARD, modifier, at, &hit);
        bool vague = begins && evidence_is(lexicon, hit, SLICE("vague"));
        characters += !vague;
        for (size_t end = vague ? at + hit.size : at + 1; i < letters->count && letters->start[i] < end;)
            i++;
    }
    return characters;
}

struct name_signs project_name_signs(const struct lexicon *lexicon, struct slice name) {
    struct name_signs signs = {.head_start = name.size};
    struct letters letters;
    if (name.size == 0 || !letters_read(lexicon, name, &letters)) {
        signs.characters = name.size == 0 ? 0 : LONGEST_NAME_CHARS + 1;
        return signs;
    }
    signs.characters = letters.count;
    find_head(lexicon, name, &signs);
    signs.quoted = slice_find(name, SLICE("“"), 0) != SIZE_MAX;
    signs.proper = uncovered_run(&letters, 0, letters.count) < letters.count || has_road_code(&letters) ||
                   has_ordinal(lexicon, &letters) || has_place_letter(lexicon, name, &letters) ||
                   names_own_government(&letters);
    signs.phrase = is_phrase(lexicon, name, &letters);
    signs.of_state = names_state(name);
    signs.proper_first = uncovered_run(&letters, 0, letters.count) < 2 || letters.word[0] == 0;
    signs.counted = project_count_before(lexicon, name) > 0;
    signs.modifier_chars = count_modifier(lexicon, name, &letters, signs.head_start);
    return signs;
}

size_t project_shared_tail(const struct lexicon *lexicon, struct slice name, size_t member_chars) {
    struct letters letters;
    if (name.size == 0 || !letters_read(lexicon, name, &letters))
        return 0;
    size_t best = 0, best_distance = SIZE_MAX;
    for (size_t i = 2; i + 2 <= letters.count; i++) {
        /* The tail is made of common words alone; of all such cuts the one whose name is as long as the members'. */
        struct slice tail = slice_part(name, letters.start[i], name.size);
        struct name_signs signs = project_name_signs(lexicon, tail);
        if (letters.inside[i] || is_place_letter(lexicon, slice_part(name, letters.start[i], letters.start[i + 1])) ||
            signs.head == HEAD_NONE || signs.head == HEAD_VAGUE || has_unquoted_run(&letters, i))
            continue;
        size_t distance = i > member_chars ? i - member_chars : member_chars - i;
        if (distance < best_distance) {
            best_distance = distance;
            best = letters.start[i];
        }
    }
    return best;
}
