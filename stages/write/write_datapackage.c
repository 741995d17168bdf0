/* Writes JSON from the schemas and the list of files made. Hashes the files, changes none. */
#include "stages/write/write_datapackage.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "stages/model/sha256.h"
#include "stages/model/text.h"

static const char *const TYPE_WORDS[] = {"string", "integer", "number", "boolean"};

static const char *last_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static const char *column_name(const struct column *column, const struct write_options *options) {
    return options->headers == HEADERS_CHINESE ? column->title : column->name;
}

static void add_member(struct text *json, const char *name, const char *value) {
    text_add_json(json, slice_from_string(name));
    text_add(json, SLICE(": "));
    text_add_json(json, slice_from_string(value));
}

/* A reference that a row may leave open in part: a number that stands in no section has a document all the same. SQL
 * takes such a row, frictionless does not. */
static bool is_partly_open(const struct table *table, const struct foreign_key *key) {
    bool open = false, filled = false;
    for (size_t i = 0; i < key->column_count; i++) {
        bool required = table->columns[key->columns[i]].required;
        open = open || !required;
        filled = filled || required;
    }
    return open && filled;
}

/* A key's columns of a table: ["document", "section"]. */
static void add_columns(struct text *json, const struct table *table, const int *columns, size_t count,
                        const struct write_options *options) {
    text_add(json, SLICE("["));
    for (size_t i = 0; i < count; i++) {
        text_add_string(json, i ? ", " : "");
        text_add_json(json, slice_from_string(column_name(&table->columns[columns[i]], options)));
    }
    text_add(json, SLICE("]"));
}

static void add_constraints(struct text *json, const struct column *column) {
    bool closed = column->type == COLUMN_STRING && column->label_count;
    if (!column->required && !closed)
        return;
    text_add(json, SLICE(", \"constraints\": {"));
    if (column->required)
        text_add(json, SLICE("\"required\": true"));
    if (closed) {
        text_add_string(json, column->required ? ", \"enum\": [" : "\"enum\": [");
        for (size_t i = 0; i < column->label_count; i++) {
            text_add_string(json, i ? ", " : "");
            text_add_json(json, slice_from_string(column->labels[i].code));
        }
        text_add(json, SLICE("]"));
    }
    text_add(json, SLICE("}"));
}

static void add_field(struct text *json, const struct column *column, const struct write_options *options) {
    text_add(json, SLICE("          {"));
    add_member(json, "name", column_name(column, options));
    text_add(json, SLICE(", "));
    add_member(json, "title", column->title);
    text_add(json, SLICE(", "));
    add_member(json, "type", TYPE_WORDS[column->type]);
    text_add(json, SLICE(", "));
    add_member(json, "description", column->description);
    add_constraints(json, column);
    text_add(json, SLICE("}"));
}

static void add_foreign_key(struct text *json, const struct table *table, const struct foreign_key *key,
                            const struct write_options *options) {
    const struct table *other = &tables[key->table];
    text_add(json, SLICE("          {\"fields\": "));
    add_columns(json, table, key->columns, key->column_count, options);
    text_add(json, SLICE(", \"reference\": {"));
    add_member(json, "resource", other == table ? "" : other->name);
    text_add(json, SLICE(", \"fields\": "));
    add_columns(json, other, key->table_columns, key->column_count, options);
    text_add(json, SLICE("}}"));
}

/* Those that always hold, and under a name of their own those that hold where they are filled. */
static void add_foreign_keys(struct text *json, const struct table *table, bool open,
                             const struct write_options *options) {
    size_t added = 0;
    for (size_t i = 0; i < table->foreign_key_count; i++) {
        const struct foreign_key *key = &table->foreign_keys[i];
        if (is_partly_open(table, key) != open)
            continue;
        text_add_string(json, added++ ? ",\n"
                              : open  ? ",\n        \"foreignKeysWhereFilled\": [\n"
                                      : ",\n        \"foreignKeys\": [\n");
        add_foreign_key(json, table, key, options);
    }
    text_add_string(json, added ? "\n        ]" : "");
}

static void add_schema(struct text *json, const struct table *table, const struct write_options *options) {
    text_add(json, SLICE(",\n      \"schema\": {\n        \"fields\": [\n"));
    for (size_t i = 0; i < table->column_count; i++) {
        add_field(json, &table->columns[i], options);
        text_add_string(json, i + 1 < table->column_count ? ",\n" : "\n");
    }
    text_add(json, SLICE("        ],\n        \"missingValues\": [\"\"]"));
    if (table->key_count) {
        text_add(json, SLICE(",\n        \"primaryKey\": "));
        add_columns(json, table, table->key, table->key_count, options);
    }
    add_foreign_keys(json, table, false, options);
    add_foreign_keys(json, table, true, options);
    text_add(json, SLICE("\n      }"));
}

/* Only CSV is a tabular data resource. */
static void add_table(struct text *json, const struct table *table, const struct write_options *options) {
    text_add(json, SLICE(",\n      "));
    add_member(json, "title", table->title);
    text_add(json, SLICE(",\n      "));
    add_member(json, "description", table->description);
    text_add(json, SLICE(",\n      \"profile\": \"tabular-data-resource\",\n      \"encoding\": "));
    text_add_string(json, options->byte_order_mark ? "\"utf-8-sig\"" : "\"utf-8\"");
    text_add(json, SLICE(",\n      \"dialect\": {\"delimiter\": \",\", \"lineTerminator\": \"\\r\\n\", \"quoteChar\": "
                         "\"\\\"\", \"doubleQuote\": true, \"header\": true}"));
    add_schema(json, table, options);
}

/* A file that its format knows nothing of is read once more. */
static bool find_facts(const struct writing *writing, size_t index, struct file_facts *facts) {
    *facts = writing->facts[index];
    if (facts->known)
        return true;
    FILE *file = fopen(writing->paths[index], "rb");
    if (!file)
        return false;
    facts->known = sha256_of_file(file, facts->sha256, &facts->bytes);
    int error = errno;
    fclose(file);
    errno = error;
    return facts->known;
}

static enum status add_resource(struct text *json, const struct writing *writing, size_t index, char *message,
                                size_t message_size) {
    const char *path = writing->paths[index];
    struct file_facts facts;
    char numbers[128];
    if (!find_facts(writing, index, &facts)) {
        snprintf(message, message_size, "%s: %s", last_name(path), strerror(errno));
        return STATUS_OUTPUT;
    }
    text_add(json, SLICE("    {\n      "));
    add_member(json, "name", writing->writer->file ? writing->writer->name : tables[index].name);
    text_add(json, SLICE(",\n      "));
    char entry[64];
    snprintf(entry, sizeof entry, "%s%s%s", last_name(path), writing->writer->index ? "/" : "",
             writing->writer->index ? writing->writer->index : "");
    add_member(json, "path", entry);
    text_add(json, SLICE(",\n      "));
    add_member(json, "type", writing->writer->file ? "file" : "table"); /* a workbook holds tables, it is none */
    text_add(json, SLICE(",\n      "));
    add_member(json, "format", writing->writer->name);
    text_add(json, SLICE(",\n      "));
    add_member(json, "mediatype", writing->writer->media_type);
    snprintf(numbers, sizeof numbers, ",\n      \"bytes\": %" PRIuMAX ",\n      \"hash\": \"sha256:%s\"", facts.bytes,
             facts.sha256);
    text_add_string(json, numbers);
    if (!writing->writer->file)
        add_table(json, &tables[index], writing->options);
    text_add(json, SLICE("\n    }"));
    return STATUS_OK;
}

/* What made the tables, and of what. */
static void add_run(struct text *json, const struct run_facts *run) {
    char text[RUN_TIME_BYTES];
    if (run_time_print(run, text)) {
        text_add(json, SLICE("  "));
        add_member(json, "created", text);
        text_add(json, SLICE(",\n"));
    }
    text_add(json, SLICE("  \"run\": {\n    "));
    add_member(json, "program", "baogao");
    text_add(json, SLICE(",\n    "));
    add_member(json, "version", run->version ? run->version : "");
    text_add(json, SLICE(",\n    "));
    add_member(json, "options", run->options);
    text_add(json, SLICE(",\n    "));
    add_member(json, "lexicon_sha256", run->lexicon_sha256);
    snprintf(text, sizeof text, "%zu", run->inputs);
    text_add(json, SLICE(",\n    \"inputs\": "));
    text_add_string(json, text);
    snprintf(text, sizeof text, ",\n    \"failed\": %zu\n  },\n", run->failed);
    text_add_string(json, text);
}

static enum status describe(struct text *json, const struct writing *writings, size_t count, char *message,
                            size_t message_size) {
    text_add(json, SLICE("{\n  \"name\": \"reports\",\n  \"profile\": \"data-package\",\n"));
    add_run(json, &writings->options->run);
    text_add(json, SLICE("  \"resources\": [\n"));
    const char *before = "";
    for (size_t i = 0; i < count; i++) {
        for (size_t index = 0; index < (writings[i].writer->file ? 1 : TABLES); index++) {
            if (!writings[i].paths[index])
                continue;
            text_add_string(json, before);
            before = ",\n";
            enum status status = add_resource(json, &writings[i], index, message, message_size);
            if (status != STATUS_OK)
                return status;
        }
    }
    text_add(json, SLICE("\n  ]\n}\n"));
    if (json->failed)
        snprintf(message, message_size, "out of memory");
    return json->failed ? STATUS_NO_MEMORY : STATUS_OK;
}

enum status write_datapackage(const char *path, const struct writing *writings, size_t count, char *message,
                              size_t message_size) {
    struct arena arena = {0};
    struct text json = {.arena = &arena};
    enum status status = describe(&json, writings, count, message, message_size);
    if (status == STATUS_OK) {
        FILE *file = fopen(path, "wb");
        bool written = file && fwrite(json.start, 1, json.size, file) == json.size;
        int error = errno;
        if (file && fclose(file) != 0 && written) {
            written = false;
            error = errno;
        }
        if (!written) {
            snprintf(message, message_size, "%s: %s", last_name(path), strerror(error));
            status = STATUS_OUTPUT;
        }
    }
    arena_free(&arena);
    return status;
}
