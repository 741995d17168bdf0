/* The classes of words: what a word of schemas/words.csv can be in a sentence. A word has one or more of them; its
 * token carries them as the bits of one number. The names are those of the column `classes`. */
#ifndef BAOGAO_MODEL_WORD_CLASSES_H
#define BAOGAO_MODEL_WORD_CLASSES_H

#include <stdint.h>

/* In the order of their names, which is how words finds one. */
#define WORD_CLASSES(X)                                                                                                \
    X(ADVANCE, "advance")                                                                                              \
    X(ADVERB, "adverb")                                                                                                \
    X(AMONG, "among")                                                                                                  \
    X(ASPECT, "aspect")                                                                                                \
    X(ASSURANCE, "assurance")                                                                                          \
    X(ATTACHED, "attached")                                                                                            \
    X(BENEATH, "beneath")                                                                                              \
    X(BENEFICIARY, "beneficiary")                                                                                      \
    X(BENEFIT, "benefit")                                                                                              \
    X(BEYOND, "beyond")                                                                                                \
    X(BODY, "body")                                                                                                    \
    X(BOUND, "bound")                                                                                                  \
    X(BRANCH, "branch")                                                                                                \
    X(BUILD, "build")                                                                                                  \
    X(CAUSATIVE, "causative")                                                                                          \
    X(CLOSING, "closing")                                                                                              \
    X(CLOSING_LED, "closing_led")                                                                                      \
    X(COMMITMENT, "commitment")                                                                                        \
    X(COMPLETED, "completed")                                                                                          \
    X(CONSTRUCT, "construct")                                                                                          \
    X(CUMULATIVE, "cumulative")                                                                                        \
    X(DONE, "done")                                                                                                    \
    X(ETC, "etc")                                                                                                      \
    X(FALL, "fall")                                                                                                    \
    X(FOSTER, "foster")                                                                                                \
    X(HANDLING, "handling")                                                                                            \
    X(JOINT, "joint")                                                                                                  \
    X(LEADING, "leading")                                                                                              \
    X(MEASURE, "measure")                                                                                              \
    X(NEGATION, "negation")                                                                                            \
    X(NUMERAL, "numeral")                                                                                              \
    X(OPENING, "opening")                                                                                              \
    X(ORDINAL, "ordinal")                                                                                              \
    X(PAST, "past")                                                                                                    \
    X(PHASE, "phase")                                                                                                  \
    X(PLACE_ENDING, "place_ending")                                                                                    \
    X(PLANNED, "planned")                                                                                              \
    X(POLICY, "policy")                                                                                                \
    X(PORTION, "portion")                                                                                              \
    X(PREDICATE, "predicate")                                                                                          \
    X(PREPOSITION, "preposition")                                                                                      \
    X(RANK, "rank")                                                                                                    \
    X(REACH, "reach")                                                                                                  \
    X(RELATIONAL, "relational")                                                                                        \
    X(RELATIVE, "relative")                                                                                            \
    X(RISE, "rise")                                                                                                    \
    X(SCHEME, "scheme")                                                                                                \
    X(SCOPE, "scope")                                                                                                  \
    X(SELECTING, "selecting")                                                                                          \
    X(SHARING, "sharing")                                                                                              \
    X(SITE, "site")                                                                                                    \
    X(SOURCE, "source")                                                                                                \
    X(STARTING, "starting")                                                                                            \
    X(STATE, "state")                                                                                                  \
    X(STRUCTURE, "structure")                                                                                          \
    X(SUPERLATIVE, "superlative")                                                                                      \
    X(TAIL, "tail")                                                                                                    \
    X(TIME, "time")                                                                                                    \
    X(TITLE, "title")                                                                                                  \
    X(UNDERWAY, "underway")                                                                                            \
    X(VAGUE, "vague")                                                                                                  \
    X(VERB, "verb")                                                                                                    \
    X(WORK_ACTION, "work_action")                                                                                      \
    X(WORKS, "works")

enum word_class {
#define WORD_CLASS_NAME(name, text) CLASS_##name,
    WORD_CLASSES(WORD_CLASS_NAME)
#undef WORD_CLASS_NAME
        ALL_WORD_CLASSES
};

_Static_assert((int)ALL_WORD_CLASSES <= 64, "a bit for each class");

typedef uint64_t word_classes;
#define WORD_CLASS(name) (UINT64_C(1) << CLASS_##name)

#endif
