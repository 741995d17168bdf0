/* What is made of the one lexicon of words (schemas/words.csv): the classes of a word, and lists of the words of some
 * classes (schemas/word_lists.csv), each of which is looked up like a file of its own: verbs, predicates, openers … */
#ifndef BAOGAO_MODEL_WORD_LISTS_H
#define BAOGAO_MODEL_WORD_LISTS_H

#include "stages/model/lexicon_rows.h"

/* The number of a class that the stage words reads (enum word_class); -1 for any other name. */
int word_class_of(struct slice name);
/* Whether `classes`, names with a space between, hold one that the stage words reads. */
bool word_classes_are_read(struct slice classes);
/* Refuses a row of words.csv with a class that schemas/word_classes.csv does not have. */
enum status word_classes_check(const struct lexicon_rows *words, const struct lexicon_fault *fault);

/* Adds to `rows` a row for each line of word_lists.csv about `list`, in their order: the words that have
 * all the line's classes, in the order of `words`, the rows of words.csv, and the line's cells. False where memory ran
 * out. */
bool word_list_make(enum lexicon_name list, const struct lexicon_rows *words, struct arena *arena,
                    struct lexicon_rows *rows);

#endif
