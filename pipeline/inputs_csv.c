/* CSV and JSON files as collections. */
#include <csv.h>

#include "pipeline/inputs_collection.h"
#include "stages/model/text.h"

/* ---- CSV ---- */

struct csv_reading {
    struct collection *collection;
    size_t column;
    uint32_t row; /* from 1, the header row's */
};

static void take_cell(void *bytes, size_t size, void *context) {
    struct csv_reading *reading = context;
    struct collection *collection = reading->collection;
    size_t column = reading->column++;
    if (size == 0)
        return;
    struct slice copy = arena_copy(collection->arena, (struct slice){bytes, size});
    collection->failed |= !copy.start;
    if (!copy.start || column >= MOST_COLLECTION_COLUMNS)
        return;
    if (reading->row > 1) {
        collection_set(collection, column, copy);
        return;
    }
    while (collection->columns.count <= column && !collection->failed) {
        struct slice *room = LIST_ADD(collection->arena, &collection->columns);
        collection->failed |= !room;
    }
    if (!collection->failed)
        collection->columns.items[column] = copy;
}

static void end_row(int mark, void *context) {
    struct csv_reading *reading = context;
    (void)mark;
    reading->row++;
    reading->column = 0;
    collection_begin_row(reading->collection, reading->row);
}

enum status collection_from_csv(struct collection *collection, struct slice text, char delimiter,
                                const char **problem) {
    struct csv_reading reading = {.collection = collection, .row = 1};
    struct csv_parser parser;
    if (csv_init(&parser, CSV_APPEND_NULL) != 0)
        return STATUS_NO_MEMORY;
    csv_set_delim(&parser, (unsigned char)delimiter);
    size_t read = csv_parse(&parser, text.start, text.size, take_cell, end_row, &reading);
    int error = csv_error(&parser);
    if (read == text.size)
        csv_fini(&parser, take_cell, end_row, &reading);
    csv_free(&parser);
    if (collection->failed || error == CSV_ENOMEM)
        return STATUS_NO_MEMORY;
    *problem = read == text.size ? NULL : csv_strerror(error);
    return *problem ? STATUS_INPUT : STATUS_OK;
}

/* ---- JSON ---- */

enum { MOST_JSON_DEPTH = 64 };

struct json {
    struct collection *collection;
    struct slice text;
    size_t at;
    int depth;
    uint32_t row;
    const char *problem;
};

static void pass_white(struct json *json) {
    while (json->at < json->text.size && memchr(" \t\r\n", json->text.start[json->at], 4))
        json->at++;
}

static char next_byte(struct json *json) {
    pass_white(json);
    char byte = '\0';
    if (json->at < json->text.size)
        byte = json->text.start[json->at];
    return byte;
}

static bool expect(struct json *json, char byte) {
    if (next_byte(json) == byte) {
        json->at++;
        return true;
    }
    json->problem = "no JSON: a mark is missing";
    return false;
}

/* Four hexadecimal digits; UINT32_MAX where they are none. */
static uint32_t hexadecimal(struct json *json) {
    uint32_t code = 0;
    for (int i = 0; i < 4; i++, json->at++) {
        char digit = '\0';
        if (json->at < json->text.size)
            digit = json->text.start[json->at];
        const char *found = digit ? strchr("0123456789abcdefABCDEF", digit) : NULL;
        if (!found)
            return UINT32_MAX;
        uint32_t value = (uint32_t)(found - "0123456789abcdefABCDEF");
        code = code * 16 + (value > 15 ? value - 6 : value);
    }
    return code;
}

static void add_escape(struct json *json, struct text *text) {
    static const char names[] = "nrtbf", values[] = "\n\r\t\b\f";
    char byte = '\0', bytes[4];
    if (json->at < json->text.size)
        byte = json->text.start[json->at++];
    const char *named = byte ? strchr(names, byte) : NULL;
    if (byte != 'u') {
        text_add(text, (struct slice){named ? values + (named - names) : &byte, byte != '\0'});
        return;
    }
    uint32_t code = hexadecimal(json);
    bool pair = code >= 0xD800 && code < 0xDC00 &&
                slice_starts(slice_part(json->text, json->at, json->text.size), SLICE("\\u"));
    if (pair) {
        json->at += 2;
        uint32_t low = hexadecimal(json);
        code = low >= 0xDC00 && low < 0xE000 ? 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00) : 0xFFFD;
    }
    if (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
        code = 0xFFFD;
    text_add(text, (struct slice){bytes, utf8_write(code, bytes)});
}

static struct slice read_string(struct json *json) {
    struct text text = {.arena = json->collection->arena};
    if (!expect(json, '"'))
        return (struct slice){0};
    size_t from = json->at;
    while (json->at < json->text.size && json->text.start[json->at] != '"') {
        if (json->text.start[json->at] != '\\') {
            json->at++;
            continue;
        }
        text_add(&text, slice_part(json->text, from, json->at++));
        add_escape(json, &text);
        from = json->at;
    }
    if (json->at >= json->text.size)
        json->problem = "no JSON: a text that does not end";
    struct slice last = slice_part(json->text, from, json->at++);
    if (text.size == 0)
        return last; /* as it stands in the file */
    text_add(&text, last);
    json->collection->failed |= text.failed;
    return text_slice(&text);
}

static void read_value(struct json *json, size_t column);

static void read_object(struct json *json, bool row) {
    if (!expect(json, '{'))
        return;
    if (row)
        collection_begin_row(json->collection, ++json->row);
    while (!json->problem && next_byte(json) == '"') {
        struct slice name = read_string(json);
        if (!expect(json, ':'))
            return;
        read_value(json, row ? collection_column(json->collection, name) : SIZE_MAX);
        if (next_byte(json) != ',')
            break;
        json->at++;
    }
    expect(json, '}');
}

/* `rows`: the objects in it are reports. */
static void read_array(struct json *json, bool rows) {
    if (!expect(json, '['))
        return;
    while (!json->problem && next_byte(json) != ']') {
        if (rows && next_byte(json) == '{')
            read_object(json, true);
        else
            read_value(json, SIZE_MAX);
        if (next_byte(json) != ',')
            break;
        json->at++;
    }
    expect(json, ']');
}

static void read_scalar(struct json *json, size_t column) {
    size_t from = json->at;
    while (json->at < json->text.size && !memchr(",]} \t\r\n", json->text.start[json->at], 7))
        json->at++;
    struct slice word = slice_part(json->text, from, json->at);
    if (word.size == 0)
        json->problem = "no JSON: a value is missing";
    else if (!slice_equal(word, SLICE("null")))
        collection_set(json->collection, column, word);
}

static void read_value(struct json *json, size_t column) {
    char byte = next_byte(json);
    if (++json->depth > MOST_JSON_DEPTH) {
        json->problem = "JSON more than 64 deep";
    } else if (byte == '"') {
        struct slice text = read_string(json);
        collection_set(json->collection, column, text);
    } else if (byte == '{') {
        read_object(json, false);
    } else if (byte == '[') {
        read_array(json, false);
    } else {
        read_scalar(json, column);
    }
    json->depth--;
}

enum status collection_from_json(struct collection *collection, struct slice text, const char **problem) {
    struct json json = {.collection = collection, .text = text};
    while (!json.problem && !collection->failed && next_byte(&json)) {
        if (next_byte(&json) == '[')
            read_array(&json, true);
        else
            read_object(&json, true);
    }
    *problem = json.problem;
    return collection->failed ? STATUS_NO_MEMORY : json.problem ? STATUS_INPUT : STATUS_OK;
}
