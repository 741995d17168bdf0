/* What the words of a name say: is it the name of one thing, and of what kind. */
#ifndef BAOGAO_STAGES_PROJECT_NAMES_H
#define BAOGAO_STAGES_PROJECT_NAMES_H

#include "stages/model/report.h"
#include "stages/model/trie.h"

/* What the head noun of a name asks for before the name is taken for a project (schemas/project_heads.csv). */
enum name_head {
    HEAD_NONE,     /* it ends with no head the lexicon knows */
    HEAD_MODIFIER, /* 工程, 项目: a modifier that says something */
    HEAD_THING,    /* 水库, 变电站: a firm verb is enough */
    HEAD_NAME,     /* 中心, 公路: a proper name */
    HEAD_ACTION,   /* 改造, 治理: a proper name, or a list of works */
    HEAD_SOFT,     /* 行动, 示范区: none but in a box of projects */
    HEAD_NEVER,    /* 产业, 水平: a policy, whatever stands before it */
    HEAD_VAGUE,    /* 重点, 基础设施: no name at all */
};

struct name_signs {
    enum name_head head;
    size_t head_start;     /* byte where the head begins; the size of the name where it has none */
    bool proper;           /* a place, a code, a phase: something that no common word explains */
    bool of_state;         /* 国家…中心: the one of the whole state, unless it is counted */
    bool proper_first;     /* the proper part stands at its head: 北门水厂改造 */
    bool quoted;           /* it holds “…” */
    bool phrase;           /* it opens with a verb, or holds 的 or a predicate: more than a name */
    bool counted;          /* it begins with a count: 3个, 一批 */
    size_t modifier_chars; /* characters before the head that are more than vague words */
    size_t characters;
};

/* Longer texts are no names: their signs are empty but for `characters`. */
enum { LONGEST_NAME_CHARS = 80 };

struct name_signs project_name_signs(const struct lexicon *lexicon, struct slice name);
/* Whether a word that could be the head of the name, or of a part of it at its end, is one that names of projects have:
 * a cheap look, before the signs. `works_only`: of those 工程 and 项目 alone. */
bool project_may_have_head(const struct lexicon *lexicon, struct slice name, bool works_only);
/* The head alone, which costs much less. */
enum name_head project_name_head(const struct lexicon *lexicon, struct slice name);
/* Whether a word at byte `at` stands in schemas/project_openings.csv as one of `kind`; `size` is then its bytes. */
bool project_opening(const struct lexicon *lexicon, struct slice text, size_t at, struct slice kind, size_t *size);
/* Whether a line of schemas/project_heads.csv says `evidence` of the word. */
bool project_head_is(const struct lexicon *lexicon, struct slice word, struct slice evidence);
/* The bytes of the longest head noun that begins at byte `at` (or ends before it), if a line of the file says
 * `evidence` of it; else 0. */
size_t project_head_size(const struct lexicon *lexicon, enum trie_way way, struct slice text, size_t at,
                         struct slice evidence);
/* Bytes of a count with its measure word at the head of `text` (3个, 426个, 一批, 1—2座, 五大); 0 where there is none.
 */
size_t project_count_before(const struct lexicon *lexicon, struct slice text);
/* The byte where a count at the end of `text` begins (4.2万座, 5个); its size where there is none. */
size_t project_count_behind(struct slice text);
/* Whether a count at the end measures one thing (6000公里, 30亩), not several. */
bool project_is_extent(struct slice text);
/* Where the words that a following member of a list shares begin: 6 for 墨溪国家湿地公园 after members of two
 * characters. 0 where none is found. */
size_t project_shared_tail(const struct lexicon *lexicon, struct slice name, size_t member_chars);

#endif
