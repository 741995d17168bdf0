/* XLSX files as collections: the first sheet that has rows; its first row names the columns. */
#include <stdio.h>

#include "pipeline/inputs_collection.h"
#include "stages/model/text.h"
#include "stages/model/xml.h"
#include "stages/model/zip.h"

enum cell_type { CELL_VALUE, CELL_SHARED, CELL_INLINE };

struct xlsx {
    struct collection *collection;
    LIST(struct slice) shared;
    struct text text; /* of the string or cell being read */
    bool in_text, in_phonetic, headed;
    enum cell_type type;
    size_t column, next_column;
    uint32_t row;
};

/* ---- the shared strings ---- */

static void open_string(void *context, const struct xml_element *element) {
    struct xlsx *xlsx = context;
    if (xml_is(element, "si"))
        xlsx->text.size = 0;
    xlsx->in_phonetic = xlsx->in_phonetic || xml_is(element, "rPh");
    xlsx->in_text = xml_is(element, "t") && !xlsx->in_phonetic;
}

static void close_string(void *context, const struct xml_element *element) {
    struct xlsx *xlsx = context;
    xlsx->in_text = false;
    if (xml_is(element, "rPh"))
        xlsx->in_phonetic = false;
    if (!xml_is(element, "si"))
        return;
    struct slice copy = arena_copy(xlsx->collection->arena, text_slice(&xlsx->text));
    struct slice *room = LIST_ADD(xlsx->collection->arena, &xlsx->shared);
    if (room && copy.start)
        *room = copy;
    else
        xlsx->collection->failed = true;
}

static void take_text(void *context, struct slice text) {
    struct xlsx *xlsx = context;
    if (xlsx->in_text)
        text_add(&xlsx->text, text);
}

/* ---- the rows ---- */

/* The column of a reference: C7 is 2. */
static size_t column_of(struct slice reference, size_t otherwise) {
    size_t column = 0, i = 0;
    for (; i < reference.size && reference.start[i] >= 'A' && reference.start[i] <= 'Z' && i < 3; i++)
        column = column * 26 + (size_t)(reference.start[i] - 'A' + 1);
    return i ? column - 1 : otherwise;
}

static void open_cell(void *context, const struct xml_element *element) {
    struct xlsx *xlsx = context;
    if (xml_is(element, "row")) {
        xlsx->row = (uint32_t)xml_number(element, "r", (long)xlsx->row + 1);
        xlsx->next_column = 0;
        if (xlsx->headed)
            collection_begin_row(xlsx->collection, xlsx->row);
    } else if (xml_is(element, "c")) {
        struct slice type = xml_attribute(element, "t");
        xlsx->column = column_of(xml_attribute(element, "r"), xlsx->next_column);
        xlsx->next_column = xlsx->column + 1;
        xlsx->type = slice_equal(type, SLICE("s"))           ? CELL_SHARED
                     : slice_equal(type, SLICE("inlineStr")) ? CELL_INLINE
                                                             : CELL_VALUE;
        xlsx->text.size = 0;
    }
    xlsx->in_phonetic = xlsx->in_phonetic || xml_is(element, "rPh");
    xlsx->in_text = (xml_is(element, "v") || xml_is(element, "t")) && !xlsx->in_phonetic;
}

static struct slice cell_text(const struct xlsx *xlsx) {
    struct slice text = text_slice(&xlsx->text);
    if (xlsx->type != CELL_SHARED)
        return text;
    size_t number = 0;
    for (size_t i = 0; i < text.size && text.start[i] >= '0' && text.start[i] <= '9' && number < SIZE_MAX / 16; i++)
        number = number * 10 + (size_t)(text.start[i] - '0');
    return text.size && number < xlsx->shared.count ? xlsx->shared.items[number] : (struct slice){0};
}

static void take_cell(struct xlsx *xlsx) {
    struct collection *collection = xlsx->collection;
    struct slice text = cell_text(xlsx);
    if (xlsx->type != CELL_SHARED)
        text = arena_copy(collection->arena, text);
    collection->failed |= text.size && !text.start;
    if (text.size == 0 || xlsx->column >= MOST_COLLECTION_COLUMNS)
        return;
    if (xlsx->headed) {
        collection_set(collection, xlsx->column, text);
        return;
    }
    while (collection->columns.count <= xlsx->column && !collection->failed)
        collection->failed |= !LIST_ADD(collection->arena, &collection->columns);
    if (!collection->failed)
        collection->columns.items[xlsx->column] = text;
}

static void close_cell(void *context, const struct xml_element *element) {
    struct xlsx *xlsx = context;
    xlsx->in_text = false;
    if (xml_is(element, "rPh"))
        xlsx->in_phonetic = false;
    else if (xml_is(element, "c"))
        take_cell(xlsx);
    else if (xml_is(element, "row"))
        xlsx->headed = xlsx->headed || xlsx->collection->columns.count > 0;
}

/* ---- the file ---- */

/* The message, kept with the collection. */
static const char *keep_problem(struct xlsx *xlsx, const char *message) {
    struct slice copy = arena_copy(xlsx->collection->arena, slice_from_string(message));
    return copy.start ? copy.start : "damaged";
}

static enum status read_part(struct xlsx *xlsx, const struct zip *zip, const struct zip_member *member,
                             const struct xml_reader *events, const char **problem) {
    struct zip_problem damage = {0};
    struct xml_problem fault = {0};
    struct slice content;
    enum status status = zip_read(xlsx->collection->arena, zip, member, &content, &damage);
    if (status == STATUS_OK)
        status = xml_read(xlsx->collection->arena, content, events, &fault);
    if (status == STATUS_INPUT)
        *problem = keep_problem(xlsx, damage.code ? damage.message : fault.message);
    return xlsx->collection->failed || xlsx->text.failed ? STATUS_NO_MEMORY : status;
}

enum status collection_from_xlsx(struct collection *collection, struct slice bytes, const char **problem) {
    struct xlsx xlsx = {.collection = collection, .text = {.arena = collection->arena}};
    struct xml_reader strings = {open_string, close_string, take_text, &xlsx};
    struct xml_reader cells = {open_cell, close_cell, take_text, &xlsx};
    struct zip zip;
    struct zip_problem damage;
    enum status status = zip_open(collection->arena, bytes, &zip, &damage);
    if (status == STATUS_INPUT)
        *problem = keep_problem(&xlsx, damage.message);
    if (status != STATUS_OK)
        return status;
    const struct zip_member *member = zip_find(&zip, SLICE("xl/sharedStrings.xml"));
    if (member)
        status = read_part(&xlsx, &zip, member, &strings, problem);
    for (int sheet = 1; status == STATUS_OK && collection->numbers.count == 0 && sheet < 20; sheet++) {
        char name[48];
        snprintf(name, sizeof name, "xl/worksheets/sheet%d.xml", sheet);
        member = zip_find(&zip, slice_from_string(name));
        xlsx.row = 0;
        if (member)
            status = read_part(&xlsx, &zip, member, &cells, problem);
    }
    return status;
}
