/* Takes words off both ends of a phrase by the lexicons openers, predicates, verbs and compounds, then looks for a verb
 * inside. Knows nothing of other phrases of the sentence. */
#include "stages/phrase.h"

#include "stages/openers.h"

static struct slice rest_of(struct slice text, size_t from) {
    return slice_part(text, from, text.size);
}

static struct slice without_end(struct slice text, size_t size) {
    return slice_part(text, 0, text.size - size);
}

/* The bytes of a compound noun at the head or end: 建设用地 begins with a verb and is none. */
static size_t compound_size(const struct lexicon *lexicon, struct slice text, enum trie_way way) {
    struct lexicon_hit hit;
    size_t from = way == TRIE_FORWARD ? 0 : text.size;
    return lexicon_match(lexicon, LEXICON_COMPOUNDS, way, text, from, &hit) ? hit.size : 0;
}

static struct slice opener_kind(const struct lexicon *lexicon, struct lexicon_hit hit) {
    return lexicon_cell(lexicon, LEXICON_OPENERS, hit.row, OPENERS_KIND);
}

/* The kind of the opener that begins `text`, and its bytes. */
static struct slice opener_at(const struct lexicon *lexicon, struct slice text, size_t *size) {
    struct lexicon_hit hit;
    *size = opener_time_size(text);
    if (*size)
        return SLICE("time");
    if (!lexicon_match(lexicon, LEXICON_OPENERS, TRIE_FORWARD, text, 0, &hit) ||
        compound_size(lexicon, text, TRIE_FORWARD) > hit.size)
        return (struct slice){0};
    *size = hit.size;
    return opener_kind(lexicon, hit);
}

/* The verb that begins `text`; with `role` one of that role only. */
static size_t verb_at(const struct lexicon *lexicon, struct slice text, struct slice role) {
    struct lexicon_hit hit;
    if (!lexicon_match(lexicon, LEXICON_VERBS, TRIE_FORWARD, text, 0, &hit))
        return 0;
    struct slice behind = rest_of(text, hit.size);
    struct lexicon_hit attribute; /* 拓展面积 is a noun */
    if (lexicon_match(lexicon, LEXICON_ATTRIBUTES, TRIE_FORWARD, text, 0, &attribute) && attribute.size > hit.size)
        return 0;
    if (compound_size(lexicon, text, TRIE_FORWARD) > hit.size || slice_starts(behind, SLICE("化")) ||
        slice_starts(behind, SLICE("性"))) /* 规范化管理, 补贴性培训 */
        return 0;
    do {
        if (slice_equal(lexicon_cell(lexicon, LEXICON_VERBS, hit.row, VERBS_ROLE), role))
            return hit.size;
    } while (lexicon_next_same(lexicon, LEXICON_VERBS, &hit));
    return 0;
}

static size_t commitment_at(const struct lexicon *lexicon, struct slice text) {
    return verb_at(lexicon, text, SLICE("commitment"));
}

static size_t governing_at(const struct lexicon *lexicon, struct slice text) {
    size_t size = verb_at(lexicon, text, SLICE("object"));
    if (!size)
        size = verb_at(lexicon, text, SLICE("object_inside"));
    if (!size)
        size = verb_at(lexicon, text, SLICE("causative"));
    return size ? size : verb_at(lexicon, text, SLICE("flow"));
}

static bool verb_is(const struct lexicon *lexicon, struct slice verb, struct slice role) {
    return verb.size && verb_at(lexicon, verb, role) == verb.size;
}

bool phrase_verb_flows(const struct lexicon *lexicon, struct slice verb, struct slice object) {
    enum { BARE_OBJECT_CHARACTERS = 2 };
    return object.size && slice_characters(object) <= BARE_OBJECT_CHARACTERS && verb_is(lexicon, verb, SLICE("flow"));
}

bool phrase_verb_causes(const struct lexicon *lexicon, struct slice verb) {
    return verb_is(lexicon, verb, SLICE("causative"));
}

/* A verb right behind another may belong to the noun: 推进[补短板村], but 招募[留用]银龄人才. A noun is left long
 * enough. */
static bool leaves_noun(struct slice text, size_t verb) {
    enum { SHORTEST_OBJECT_CHARACTERS = 3 };
    return slice_characters(rest_of(text, verb)) >= SHORTEST_OBJECT_CHARACTERS;
}

size_t phrase_joint_size(struct slice text) {
    static const char *const joints[] = {"、", "以及", "和", "及", "与", "并", "或"};
    for (size_t i = 0; i < sizeof joints / sizeof *joints; i++) {
        struct slice joint = slice_from_string(joints[i]);
        if (slice_starts(text, joint))
            return joint.size;
    }
    return 0;
}

size_t phrase_verb_size(const struct lexicon *lexicon, struct slice text) {
    size_t end = governing_at(lexicon, text);
    while (end && end < text.size) {
        size_t joint = phrase_joint_size(rest_of(text, end));
        size_t skipped = end + joint;
        size_t next = governing_at(lexicon, rest_of(text, skipped));
        if (!next || (!joint && !leaves_noun(rest_of(text, skipped), next) && skipped + next < text.size))
            break;
        end = skipped + next;
    }
    return end;
}

enum motion phrase_verb_motion(const struct lexicon *lexicon, struct slice verb) {
    static const struct {
        const char *word;
        enum motion motion;
    } motions[] = {{"up", MOTION_UP}, {"down", MOTION_DOWN}, {"added", MOTION_ADDED}};
    struct lexicon_hit hit;
    if (!lexicon_find(lexicon, LEXICON_PREDICATES, verb, &hit))
        return MOTION_NONE;
    struct slice word = lexicon_cell(lexicon, LEXICON_PREDICATES, hit.row, PREDICATES_MOTION);
    for (size_t i = 0; i < sizeof motions / sizeof *motions; i++)
        if (slice_equal(word, slice_from_string(motions[i].word)))
            return motions[i].motion;
    return MOTION_NONE;
}

/* Whether `text` is nothing but times, standards and scopes, as behind 比, 较 and 由: 上年末, 2020年, 全国平均水平. */
static bool is_standard(const struct lexicon *lexicon, struct slice text) {
    while (text.size) {
        size_t size;
        struct slice kind = opener_at(lexicon, text, &size);
        if (!size && slice_starts(text, SLICE("的")))
            size = sizeof "的" - 1;
        if (!size || slice_equal(kind, SLICE("preposition")))
            return false;
        text = rest_of(text, size);
    }
    return true;
}

/* The bytes of a comparison before its subject: 比一九五二年 in 比一九五二年棉布产量增长; 0 where 年初的 and the like
 * go on. */
static size_t leading_comparison_size(const struct lexicon *lexicon, struct slice text, size_t word) {
    size_t end = word;
    for (size_t size = 1; size && end < text.size; end += size) {
        struct slice kind = opener_at(lexicon, rest_of(text, end), &size);
        bool standard = slice_equal(kind, SLICE("time")) || slice_equal(kind, SLICE("standard")) ||
                        slice_equal(kind, SLICE("scope")) || slice_equal(kind, SLICE("nation"));
        size = standard ? size : 0;
    }
    bool whole = end > word && end < text.size;
    return whole && !slice_starts(rest_of(text, end), SLICE("的")) ? end : 0;
}

/* How far the openers at the head of `text` reach. An adverb opens only before a verb: 全面 in 全面推进, not 全面小康.
 */
static size_t openers_end(const struct lexicon *lexicon, struct slice text, struct phrase *phrase) {
    size_t end = 0, adverbs = SIZE_MAX;
    for (;;) {
        struct slice rest = rest_of(text, end);
        size_t size = 0, commitment = commitment_at(lexicon, rest);
        struct slice kind = opener_at(lexicon, rest, &size);
        if (commitment && commitment >= size) {
            if (phrase)
                phrase->commitment = slice_part(rest, 0, commitment);
            size = commitment;
            kind = SLICE("aspect");
        }
        bool adverb = slice_equal(kind, SLICE("adverb"));
        if (size && slice_equal(kind, SLICE("comparing"))) {
            size = leading_comparison_size(lexicon, rest, size);
            kind = SLICE("time");
        }
        bool opens = size && !slice_equal(kind, SLICE("preposition")) && !slice_equal(kind, SLICE("standard")) &&
                     !slice_equal(kind, SLICE("comparing"));
        if (!opens || governing_at(lexicon, rest) > size)
            break;
        if (adverb && adverbs == SIZE_MAX)
            adverbs = end;
        if (!adverb)
            adverbs = SIZE_MAX;
        if (phrase && slice_equal(slice_part(rest, 0, size), SLICE("分别")))
            phrase->each = true;
        end += size;
    }
    bool before_verb = end == text.size || governing_at(lexicon, rest_of(text, end));
    return adverbs != SIZE_MAX && !before_verb ? adverbs : end;
}

struct slice phrase_skip_openers(const struct lexicon *lexicon, struct slice text) {
    return rest_of(text, openers_end(lexicon, text, NULL));
}

static enum motion motion_named(struct slice word) {
    static const char *const names[] = {"",      "up",    "down", "above",   "below",
                                        "level", "added", "rank", "portion", "work"};
    for (size_t i = 1; i < sizeof names / sizeof *names; i++)
        if (slice_equal(word, slice_from_string(names[i])))
            return (enum motion)i;
    return slice_equal(word, SLICE("saved")) ? MOTION_DOWN : MOTION_NONE; /* 造价节约15% */
}

static enum motion predicate_motion(const struct lexicon *lexicon, struct lexicon_hit hit) {
    return motion_named(lexicon_cell(lexicon, LEXICON_PREDICATES, hit.row, PREDICATES_MOTION));
}

/* The bytes of a comparison that ends `text`: 比上年末, 由年初的, 较2020年, 优于全国; 0 for none. `*motion` is what it
 * says. */
static size_t comparison_size(const struct lexicon *lexicon, struct slice text, enum motion *motion) {
    enum { LONGEST_COMPARISON_CHARACTERS = 14 };
    size_t at = text.size;
    for (int i = 0; i < LONGEST_COMPARISON_CHARACTERS && at > 0; i++) {
        struct lexicon_hit hit;
        slice_previous(text, &at);
        size_t word = 0;
        if (lexicon_match(lexicon, LEXICON_OPENERS, TRIE_FORWARD, text, at, &hit) &&
            slice_equal(opener_kind(lexicon, hit), SLICE("comparing"))) {
            *motion = MOTION_LEVEL;
            word = hit.size;
        } else if (lexicon_match(lexicon, LEXICON_PREDICATES, TRIE_FORWARD, text, at, &hit)) {
            *motion = predicate_motion(lexicon, hit);
            bool measured = *motion == MOTION_ABOVE || *motion == MOTION_BELOW;
            word = measured && hit.size > sizeof "低" - 1 ? hit.size : 0; /* 最低标准 compares nothing */
        }
        if (word && at + word < text.size && is_standard(lexicon, rest_of(text, at + word)))
            return text.size - at;
    }
    return 0;
}

/* Whether the whole of `text` is a preposition. */
static bool is_preposition(const struct lexicon *lexicon, struct slice text) {
    struct lexicon_hit hit;
    return lexicon_find(lexicon, LEXICON_OPENERS, text, &hit) &&
           slice_equal(opener_kind(lexicon, hit), SLICE("preposition"));
}

/* Takes one predicate, adverb or comparison off the end; false where none stands there. */
static bool strip_predicate(const struct lexicon *lexicon, struct phrase *phrase) {
    struct slice *noun = &phrase->noun;
    struct lexicon_hit hit;
    if (is_preposition(lexicon, *noun)) /* 为3000户企业放贷: 为 is no predicate */
        return false;
    if (!lexicon_match(lexicon, LEXICON_PREDICATES, TRIE_BACKWARD, *noun, noun->size, &hit) ||
        compound_size(lexicon, *noun, TRIE_BACKWARD) > hit.size) {
        enum motion said = MOTION_NONE;
        size_t size = comparison_size(lexicon, *noun, &said);
        *noun = without_end(*noun, size);
        if (size && phrase->motion == MOTION_NONE)
            phrase->motion = said; /* 由年初的400万人 is a level */
        return size > 0;
    }
    struct slice said = lexicon_cell(lexicon, LEXICON_PREDICATES, hit.row, PREDICATES_MOTION);
    enum motion motion = motion_named(said);
    if (slice_equal(said, SLICE("event")) || slice_equal(said, SLICE("tail")))
        return false;
    struct slice word = slice_part(*noun, noun->size - hit.size, noun->size);
    if (motion == MOTION_WORK && (phrase->verb.size || noun->size == hit.size))
        return false;
    if (slice_starts(word, SLICE("分别")))
        phrase->each = true;
    bool rises = motion == MOTION_UP || motion == MOTION_DOWN || motion == MOTION_ABOVE || motion == MOTION_BELOW;
    if (motion != MOTION_NONE && (phrase->motion == MOTION_NONE || (phrase->motion == MOTION_LEVEL && rises))) {
        phrase->motion = motion;
        phrase->predicate = word;
    }
    *noun = without_end(*noun, hit.size);
    return true;
}

/* The bytes of a time that ends `text`: 一九五四年 in 上升到一九五四年. */
static size_t time_at_end(struct slice text) {
    enum { LONGEST_TIME_CHARACTERS = 14 };
    static const char *const endings[] = {"年", "底", "末", "初", "月", "日", "间", "期"};
    bool possible = false;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        possible = possible || slice_ends(text, slice_from_string(endings[i]));
    size_t at = text.size, found = 0;
    for (int i = 0; possible && i < LONGEST_TIME_CHARACTERS && at > 0; i++) {
        slice_previous(text, &at);
        if (opener_time_size(rest_of(text, at)) == text.size - at)
            found = text.size - at;
    }
    struct slice time = rest_of(text, text.size - found);
    bool led = slice_starts(time, SLICE("到")) || slice_starts(time, SLICE("至")); /* 上升到 keeps its 到 */
    return led ? found - (sizeof "到" - 1) : found;
}

/* Times, scopes and adverbs that stand behind the noun: 利润总额五年分别增长. */
static bool strip_adverbial(const struct lexicon *lexicon, struct phrase *phrase) {
    struct slice *noun = &phrase->noun;
    struct lexicon_hit hit;
    size_t time = time_at_end(*noun);
    *noun = without_end(*noun, time);
    if (time)
        return true;
    if (!lexicon_match(lexicon, LEXICON_OPENERS, TRIE_BACKWARD, *noun, noun->size, &hit) ||
        compound_size(lexicon, *noun, TRIE_BACKWARD) > hit.size)
        return false;
    struct slice kind = opener_kind(lexicon, hit);
    bool place =
        slice_equal(kind, SLICE("standard")) || slice_equal(kind, SLICE("nation")) || slice_equal(kind, SLICE("scope"));
    if (!slice_equal(kind, SLICE("time")) && !slice_equal(kind, SLICE("aspect")) && !(place && phrase->rank))
        return false; /* a rank is one among places: 居全国第5位 */
    *noun = without_end(*noun, hit.size);
    return true;
}

/* A bracket that is not closed nearby opens nothing: the search stays short. */
enum { LONGEST_BRACKET_BYTES = 600 };

size_t phrase_behind_bracket(struct slice text, size_t from) {
    static const char *const pairs[][2] = {{"“", "”"}, {"（", "）"}, {"《", "》"},
                                           {"(", ")"}, {"「", "」"}, {"【", "】"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct slice open = slice_from_string(pairs[i][0]), close = slice_from_string(pairs[i][1]);
        if (slice_starts(rest_of(text, from), open)) {
            struct slice near = slice_part(text, 0, from + LONGEST_BRACKET_BYTES);
            size_t at = slice_find(near, close, from + open.size);
            return at == SIZE_MAX ? from : at + close.size;
        }
    }
    return from;
}

/* A name that ends as a rate does is whole: 城镇新建绿色建筑占比. */
static bool ends_as_measure(const struct lexicon *lexicon, struct slice noun) {
    struct lexicon_hit hit;
    return lexicon_match(lexicon, LEXICON_MEASURE_WORDS, TRIE_BACKWARD, noun, noun.size, &hit);
}

/* The verb at byte `at` of a noun that begins the noun's real head: 园区[新增]企业; 在城东[修建]学校, where a
 * preposition tells that a verb must come. */
static size_t inner_verb(const struct lexicon *lexicon, struct slice noun, size_t at, bool prepositional) {
    struct slice rest = rest_of(noun, at), before = slice_part(noun, 0, at);
    if (!at || slice_ends(before, SLICE("、")))
        return 0;
    size_t verb = verb_at(lexicon, rest, SLICE("object_inside"));
    if (!verb && prepositional)
        verb = governing_at(lexicon, rest);
    size_t chain = verb ? phrase_verb_size(lexicon, rest) : 0;
    return chain < rest.size ? chain : 0;
}

static bool starts_with_preposition(const struct lexicon *lexicon, struct slice text) {
    size_t size;
    return slice_equal(opener_at(lexicon, text, &size), SLICE("preposition")) && size;
}

/* A verb inside the noun makes what stands before it the owner. One before 的 belongs to a clause about the noun. */
static void split_at_verb(const struct lexicon *lexicon, struct phrase *phrase) {
    struct slice noun = phrase->noun;
    size_t of = slice_find_last(noun, SLICE("的"));
    bool prepositional = starts_with_preposition(lexicon, noun);
    if (ends_as_measure(lexicon, noun))
        return;
    for (size_t at = 0; at < noun.size;) {
        size_t behind = phrase_behind_bracket(noun, at);
        if (behind > at) {
            at = behind;
            continue;
        }
        struct slice rest = rest_of(noun, at);
        size_t compound = compound_size(lexicon, rest, TRIE_FORWARD);
        size_t verb = inner_verb(lexicon, noun, at, prepositional);
        if (at && verb_at(lexicon, rest, SLICE("object_inside")) == rest.size)
            phrase->last_verb = rest;
        if (verb && (of == SIZE_MAX || of < at)) {
            phrase->owner = slice_part(noun, 0, at);
            phrase->verb = slice_part(noun, at, at + verb);
            phrase->noun = rest_of(noun, at + verb);
            prepositional = false;
            at += verb;
        } else if (compound) {
            at += compound;
        } else {
            slice_next(noun, &at);
        }
    }
}

/* An owner is a noun: 在城东新区 gives 城东新区; 通过技术改造 is none. */
static struct slice owner_noun(const struct lexicon *lexicon, struct slice owner) {
    enum { LONGEST_OWNER_BYTES = 75 };
    struct phrase inner = {.noun = owner};
    while (inner.noun.size && (strip_predicate(lexicon, &inner) || strip_adverbial(lexicon, &inner)))
        continue;
    owner = inner.noun;
    if (slice_starts(owner, SLICE("在")))
        return phrase_skip_openers(lexicon, rest_of(owner, sizeof "在" - 1));
    size_t size;
    bool adverbial = slice_equal(opener_at(lexicon, owner, &size), SLICE("adverb")); /* 集中资源打造 */
    bool prepositional = starts_with_preposition(lexicon, owner);
    return adverbial || prepositional || owner.size > LONGEST_OWNER_BYTES ? (struct slice){0} : owner;
}

/* Noun endings that name nothing: 的, a space. */
static struct slice trim_noun(struct slice noun) {
    noun = slice_trim(noun);
    if (slice_ends(noun, SLICE("的")))
        noun = without_end(noun, sizeof "的" - 1);
    if (slice_starts(noun, SLICE("的")))
        noun = rest_of(noun, sizeof "的" - 1);
    return slice_trim(noun);
}

/* A clause of its own before the last 、 speaks of another thing: 粉尘浓度下降、优良天数300天. */
static struct slice behind_other_clause(const struct lexicon *lexicon, struct slice text) {
    size_t mark = slice_find_last(text, SLICE("、"));
    if (mark == SIZE_MAX || mark == 0)
        return text;
    struct phrase before = {.noun = slice_part(text, 0, mark)};
    struct slice behind = rest_of(text, mark + sizeof "、" - 1);
    bool stripped = strip_predicate(lexicon, &before);
    struct phrase after = {.noun = behind};
    while (after.noun.size && strip_predicate(lexicon, &after))
        continue;
    bool clause = stripped && before.motion != MOTION_NONE && before.noun.size;
    /* 建设展示馆、精准服务企业60家: a verb of its own behind the mark, and no chain of verbs before it */
    bool listed = slice_find(text, SLICE("分别"), 0) != SIZE_MAX || phrase_verb_size(lexicon, text) >= mark;
    bool acts = !listed && governing_at(lexicon, rest_of(behind, openers_end(lexicon, behind, NULL))) > 0 &&
                slice_characters(slice_part(text, 0, mark)) > 2 && leaves_noun(text, 0);
    return (clause || acts) && after.noun.size ? behind : text;
}

/* Behind 新建、美化提升 a verb with words of its own before it goes on: what follows it is the noun. */
static struct slice behind_marks(const struct lexicon *lexicon, struct slice noun) {
    enum { LONGEST_ADVERB_CHARACTERS = 4 };
    if (!slice_starts(noun, SLICE("、")))
        return noun;
    noun = rest_of(noun, sizeof "、" - 1);
    size_t at = 0;
    for (int i = 0; i < LONGEST_ADVERB_CHARACTERS && at < noun.size; i++) {
        size_t verb = governing_at(lexicon, rest_of(noun, at));
        if (verb && at + verb < noun.size)
            return rest_of(noun, at + verb);
        slice_next(noun, &at);
    }
    return noun;
}

/* 接待游客, 扶持创业: the verb names the measured thing together with its bare object. */
static void keep_flow(const struct lexicon *lexicon, struct phrase *phrase) {
    size_t mark = slice_find(phrase->noun, SLICE("、"), 0);
    struct slice object = slice_part(phrase->noun, 0, mark == SIZE_MAX ? phrase->noun.size : mark);
    bool together = phrase->verb.size && phrase->verb.start + phrase->verb.size == phrase->noun.start;
    if (together && phrase_verb_flows(lexicon, phrase->verb, object))
        phrase->noun = (struct slice){phrase->verb.start, phrase->verb.size + phrase->noun.size};
}

/* Times and such words between a verb and its noun: 推进2024年度任务, 实施新一轮行动. */
static struct slice behind_times(const struct lexicon *lexicon, struct slice noun) {
    for (;;) {
        size_t size;
        struct slice kind = opener_at(lexicon, noun, &size);
        if (!size || size >= noun.size || !(slice_equal(kind, SLICE("time")) || slice_equal(kind, SLICE("aspect"))))
            return noun;
        noun = rest_of(noun, size);
    }
}

/* `noun` without all that may be taken off its end. */
static struct slice strip_all(const struct lexicon *lexicon, struct phrase *phrase, struct slice noun) {
    phrase->noun = noun;
    while (phrase->noun.size && (strip_predicate(lexicon, phrase) || strip_adverbial(lexicon, phrase)))
        phrase->noun = trim_noun(phrase->noun);
    return phrase->noun;
}

/* Where a fact holds is no part of what it is about: 产值[在上年基数上]增长, [在调整初期]由36%降到28%. */
static struct slice without_circumstance(struct slice noun) {
    static const char *const endings[] = {"上", "中", "下", "内", "间", "里", "时", "期", "后", "前"};
    size_t at = slice_find_last(noun, SLICE("在"));
    for (size_t i = 0; at != SIZE_MAX && i < sizeof endings / sizeof *endings; i++)
        if (slice_ends(noun, slice_from_string(endings[i])))
            return slice_part(noun, 0, at);
    return noun;
}

/* A predicate without a noun is in the lexicon of verbs too: 增长, 完成. */
static void read_bare_predicate(const struct lexicon *lexicon, struct slice text, struct phrase *phrase) {
    struct phrase bare = {0};
    if (!strip_all(lexicon, &bare, trim_noun(text)).size && bare.motion != MOTION_NONE) {
        phrase->motion = bare.motion;
        phrase->predicate = bare.predicate;
    }
}

/* The subject of a clause whose predicate has more behind it: 产量 in 产量跨过40万吨大关. */
static struct slice before_predicate(const struct lexicon *lexicon, struct slice clause) {
    size_t at = 0;
    while (at < clause.size) {
        struct lexicon_hit hit;
        bool predicate =
            at && lexicon_match(lexicon, LEXICON_PREDICATES, TRIE_FORWARD, clause, at, &hit) &&
            hit.size > sizeof "达" - 1 &&
            motion_named(lexicon_cell(lexicon, LEXICON_PREDICATES, hit.row, PREDICATES_MOTION)) != MOTION_NONE;
        if (predicate)
            return trim_noun(slice_part(clause, 0, at));
        slice_next(clause, &at);
    }
    return trim_noun(clause);
}

struct slice phrase_read_topic(const struct lexicon *lexicon, struct slice clause) {
    struct phrase phrase;
    struct lexicon_hit hit;
    phrase_read(lexicon, clause, false, &phrase);
    if (phrase.prepositional) /* 就全国来说 speaks of nothing */
        return (struct slice){0};
    struct slice noun = before_predicate(lexicon, phrase.noun);
    if (lexicon_match(lexicon, LEXICON_PREDICATES, TRIE_BACKWARD, noun, noun.size, &hit) && hit.size < noun.size &&
        slice_equal(lexicon_cell(lexicon, LEXICON_PREDICATES, hit.row, PREDICATES_MOTION), SLICE("event")))
        noun = without_end(noun, hit.size);
    return noun;
}

void phrase_read(const struct lexicon *lexicon, struct slice text, bool rank, struct phrase *phrase) {
    *phrase = (struct phrase){.rank = rank};
    text = slice_trim(text);
    bool item = phrase_joint_size(text) > 0;
    text = behind_other_clause(lexicon, text);
    struct slice said = rest_of(text, openers_end(lexicon, text, phrase));
    size_t verb = phrase_verb_size(lexicon, said);
    if (verb < said.size && item && !leaves_noun(said, verb) && !verb_at(lexicon, said, SLICE("object_inside")))
        verb = 0; /* an item of a list has its verb before the list: 、入户便道80公里 */
    phrase->verb = slice_part(said, 0, verb);
    phrase->noun = behind_marks(lexicon, trim_noun(rest_of(said, verb)));
    phrase->noun = verb ? behind_times(lexicon, phrase->noun) : phrase->noun;
    phrase->noun = strip_all(lexicon, phrase, phrase->noun);
    if (phrase->motion != MOTION_NONE && !verb)
        phrase->noun = strip_all(lexicon, phrase, without_circumstance(phrase->noun));
    bool moves = phrase->motion == MOTION_UP || phrase->motion == MOTION_DOWN;
    if (verb && phrase->noun.size && moves && verb_is(lexicon, phrase->verb, SLICE("object"))) {
        /* 办理时限缩短12天: a subject, its verb is part of the name */
        phrase->noun = (struct slice){said.start, (size_t)(phrase->noun.start - said.start) + phrase->noun.size};
        phrase->verb = (struct slice){0};
    }
    if (verb && !phrase->noun.size)
        read_bare_predicate(lexicon, said, phrase);
    if (slice_ends(phrase->noun, SLICE("、"))) /* 产量跨过40万吨、突破50万吨: the subject stands before the mark */
        phrase->noun = before_predicate(lexicon, without_end(phrase->noun, sizeof "、" - 1));
    split_at_verb(lexicon, phrase);
    phrase->owner = owner_noun(lexicon, phrase->owner);
    phrase->noun = trim_noun(phrase->noun);
    phrase->prepositional = starts_with_preposition(lexicon, phrase->noun);
    keep_flow(lexicon, phrase);
}
