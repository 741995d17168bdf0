/* XML as events, for documents that nobody trusts: no DOCTYPE, so no entities of its own; at most 200 elements deep;
 * expat's memory comes from an arena, so that the limit of the arena holds for it. */
#ifndef BAOGAO_MODEL_XML_H
#define BAOGAO_MODEL_XML_H

#include "stages/model/arena.h"
#include "stages/model/status.h"

enum { MOST_XML_DEPTH = 200 };

struct xml_element {
    struct slice space, name;      /* the namespace's address and the local name */
    const char *const *attributes; /* for xml_attribute */
};

struct xml_reader {
    void (*open)(void *context, const struct xml_element *element);
    void (*close)(void *context, const struct xml_element *element); /* its attributes are NULL */
    void (*text)(void *context, struct slice text);
    void *context;
};

/* Why a document is refused: code is a diagnostic's (xml_doctype, xml_depth, xml_damaged) with its message. */
struct xml_problem {
    const char *code;
    char message[160];
};

/* STATUS_INPUT: `problem` says why; what was read before it was given to the reader. */
enum status xml_read(struct arena *arena, struct slice bytes, const struct xml_reader *reader,
                     struct xml_problem *problem);
/* The attribute of a local name, whatever its namespace; its start is NULL where there is none. */
struct slice xml_attribute(const struct xml_element *element, const char *name);
/* A number in an attribute; `otherwise` where there is none. */
long xml_number(const struct xml_element *element, const char *name, long otherwise);
static inline bool xml_is(const struct xml_element *element, const char *name) {
    return slice_equal(element->name, slice_from_string(name));
}

#endif
