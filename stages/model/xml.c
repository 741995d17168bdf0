/* expat behind limits. A block of its memory begins with its size, which an arena does not keep. */
#include "stages/model/xml.h"

#include <expat.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

enum { SEPARATOR = '\x1F', BLOCK_HEAD = 16, STEP_BYTES = 1 << 20 };

struct parse {
    const struct xml_reader *reader;
    struct xml_problem *problem;
    XML_Parser parser;
    int depth;
};

/* expat gives its memory functions no context: the arena of the document that this thread reads. */
static _Thread_local struct arena *memory;

static void *take(size_t size) {
    char *room = size > SIZE_MAX - BLOCK_HEAD ? NULL : arena_room(memory, size + BLOCK_HEAD);
    if (!room)
        return NULL;
    memcpy(room, &size, sizeof size);
    return room + BLOCK_HEAD;
}

static void *resize(void *old, size_t size) {
    char *room = take(size);
    size_t before = 0;
    if (old)
        memcpy(&before, (char *)old - BLOCK_HEAD, sizeof before);
    if (room && old)
        memcpy(room, old, before < size ? before : size);
    return room;
}

static void give_back(void *room) {
    (void)room; /* with the arena */
}

static struct xml_element element_of(const char *name) {
    const char *end = strchr(name, SEPARATOR);
    if (!end)
        return (struct xml_element){.name = slice_from_string(name)};
    return (struct xml_element){.space = {name, (size_t)(end - name)}, .name = slice_from_string(end + 1)};
}

static void refuse(struct parse *parse, const char *code, const char *message) {
    if (!parse->problem->code)
        snprintf(parse->problem->message, sizeof parse->problem->message, "%s", message);
    parse->problem->code = parse->problem->code ? parse->problem->code : code;
    XML_StopParser(parse->parser, XML_FALSE);
}

static void XMLCALL start(void *context, const XML_Char *name, const XML_Char **attributes) {
    struct parse *parse = context;
    if (parse->problem->code)
        return;
    if (++parse->depth > MOST_XML_DEPTH) {
        refuse(parse, "xml_depth", "XML elements more than 200 deep");
        return;
    }
    struct xml_element element = element_of(name);
    element.attributes = (const char *const *)attributes;
    parse->reader->open(parse->reader->context, &element);
}

static void XMLCALL end(void *context, const XML_Char *name) {
    struct parse *parse = context;
    if (parse->problem->code)
        return;
    parse->depth--;
    struct xml_element element = element_of(name);
    parse->reader->close(parse->reader->context, &element);
}

static void XMLCALL characters(void *context, const XML_Char *text, int size) {
    struct parse *parse = context;
    if (!parse->problem->code)
        parse->reader->text(parse->reader->context, (struct slice){text, (size_t)size});
}

static void XMLCALL doctype(void *context, const XML_Char *name, const XML_Char *system, const XML_Char *public,
                            int subset) {
    (void)name, (void)system, (void)public, (void)subset;
    refuse(context, "xml_doctype", "XML with a DOCTYPE, which no document needs; not read");
}

static enum status parse_all(struct parse *parse, struct slice bytes) {
    for (size_t at = 0;;) {
        size_t size = bytes.size - at < STEP_BYTES ? bytes.size - at : STEP_BYTES;
        bool last = at + size == bytes.size;
        if (XML_Parse(parse->parser, size ? bytes.start + at : "", (int)size, last) != XML_STATUS_OK)
            break;
        at += size;
        if (last)
            return STATUS_OK;
    }
    enum XML_Error error = XML_GetErrorCode(parse->parser);
    if (error == XML_ERROR_NO_MEMORY && !parse->problem->code)
        return STATUS_NO_MEMORY;
    if (!parse->problem->code) {
        parse->problem->code = "xml_damaged";
        snprintf(parse->problem->message, sizeof parse->problem->message, "damaged XML: %s at line %lu",
                 XML_ErrorString(error), (unsigned long)XML_GetCurrentLineNumber(parse->parser));
    }
    return STATUS_INPUT;
}

enum status xml_read(struct arena *arena, struct slice bytes, const struct xml_reader *reader,
                     struct xml_problem *problem) {
    static const XML_Memory_Handling_Suite suite = {take, resize, give_back};
    static const XML_Char separator[] = {SEPARATOR, '\0'};
    struct parse parse = {.reader = reader, .problem = problem};
    struct arena *before = memory;
    memory = arena;
    *problem = (struct xml_problem){0};
    parse.parser = XML_ParserCreate_MM(NULL, &suite, separator);
    enum status status = STATUS_NO_MEMORY;
    if (parse.parser) {
        XML_SetUserData(parse.parser, &parse);
        XML_SetElementHandler(parse.parser, start, end);
        XML_SetCharacterDataHandler(parse.parser, characters);
        XML_SetStartDoctypeDeclHandler(parse.parser, doctype);
        status = parse_all(&parse, bytes);
        XML_ParserFree(parse.parser);
    }
    memory = before;
    return status;
}

struct slice xml_attribute(const struct xml_element *element, const char *name) {
    for (const char *const *at = element->attributes; at && at[0]; at += 2) {
        const char *end = strchr(at[0], SEPARATOR);
        if (strcmp(end ? end + 1 : at[0], name) == 0)
            return slice_from_string(at[1]);
    }
    return (struct slice){0};
}

long xml_number(const struct xml_element *element, const char *name, long otherwise) {
    struct slice value = xml_attribute(element, name);
    char *end = NULL;
    long number = value.size ? strtol(value.start, &end, 10) : 0; /* expat ends it with NUL */
    return end && end != value.start && number > -INT_MAX && number < INT_MAX ? number : otherwise;
}
