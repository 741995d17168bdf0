/* Files that hold documents: archives, collections, mail. */
#ifndef BAOGAO_PIPELINE_INPUTS_DOCUMENTS_H
#define BAOGAO_PIPELINE_INPUTS_DOCUMENTS_H

#include "pipeline/inputs.h"

struct documents {
    struct inputs *inputs;
    const struct inputs_search *search;
    bool (*take)(void *context, const struct input *input); /* false ends the search */
    void *context;
    const char *note; /* for the next document */
    size_t given;     /* documents so far */
};

/* Whether a name is no report's: it belongs to a web page, to a program or to the system that made the folder, or it
 * says what the folder is (README.md, meta.csv). */
bool name_is_no_report(struct slice name);
/* Whether a name is of a kind of file that may hold documents. */
bool documents_may_hold(struct slice name);
/* Gives every document in a file to `take`. STATUS_INPUT: it holds none, and none was given. */
enum status documents_find(struct documents *documents, const struct input *input);

#endif
