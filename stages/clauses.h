/* Each sentence as its clauses, predicates and phrases. Reads paragraphs, sections, words and quantities; leaves
 * `sentences`, `clauses`, `predicates` and `phrases`, each in the order of the text (but that the
 * adjunct of 将甲由A提高到B stands before 甲). Cells of tables are left out.
 *
 * What holds:
 * - A sentence ends at 。！？ or with its paragraph, and a cell is one, without clauses; a clause at ，；： or with its
 * sentence. Marks in brackets and quotes that are closed nearby, and those between digits, end nothing. The clauses of
 * a sentence are clauses[sentence.clauses, sentence.clauses_end), in the same way its predicates and their phrases.
 * - A clause has at least one predicate unless it is nothing but a time. One that no verb was found in has one
 * predicate with an empty verb, whose objects are the members of its list.
 * - A verb in front governs the members behind it until another verb comes: 新建甲、乙，改造丙 has two predicates; so
 * has 新建甲、改造乙. A verb behind its list has the members as subjects: 甲、乙投产. The value that it reaches is no
 * phrase.
 * - 推动甲投产: the verb is 投产, `cause` is 推动. 把甲建成乙: `frame` is 把, 甲 and 乙 are objects. 为甲提供乙:
 * `frame` is 为, 甲 the adjunct. 由A提高到B: `frame` is 由.
 * - A member that lacks its end or its beginning points at the phrase that lends it: phrase_text makes it whole. The
 *   text itself is never changed.
 *
 * Work is linear in the text: a member looks at no more than the members of its list's last phrase. */
#ifndef BAOGAO_STAGES_CLAUSES_H
#define BAOGAO_STAGES_CLAUSES_H

#include "stages/model/report.h"
#include "stages/model/text.h"

enum status stage_clauses(struct report *report);

/* The clause that holds a word (or the last one before it), NO_INDEX where there is none. */
uint32_t clause_of_word(const struct report *report, uint32_t word);
/* The predicate of a clause whose words hold `word`: the last one that begins at or before it; NO_INDEX for none. */
uint32_t predicate_of_word(const struct report *report, uint32_t clause, uint32_t word);
/* The bytes of words [first, end); an empty range gives an empty span at its first word. */
struct span words_span(const struct report *report, struct word_range words);
/* The classes of any word of the range, together. */
word_classes words_classes(const struct report *report, struct word_range words);
/* A phrase made whole: its core with what its lenders lend it. In the arena where it had to be joined. */
struct slice phrase_text(struct report *report, uint32_t phrase);
/* Behind a bracket or quote that opens at word `at` and closes before `end`; else the next word. */
uint32_t words_behind(const struct report *report, uint32_t at, uint32_t end);

#endif
