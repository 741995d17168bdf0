/* Looks into a file and gives its documents one by one. The bytes of such a file stay in memory until the run ends:
 * what they are is only known when their turn comes. */
#include "pipeline/inputs_documents.h"

#include <ctype.h>
#include <stdio.h>

#include "pipeline/inputs_collection.h"
#include "pipeline/paths.h"
#include "stages/decode.h"
#include "stages/model/text.h"
#include "stages/model/zip.h"

enum { MOST_ARCHIVES_DEEP = 2 };

/* A file or member that is looked into. */
struct source {
    struct documents *documents;
    struct arena *arena;
    const struct input *input; /* the file */
    struct slice key;
    struct slice bytes;
    int depth; /* of archives in archives */
};

static bool ends_with(struct slice name, const char *ending) {
    size_t size = strlen(ending);
    if (name.size < size)
        return false;
    for (size_t i = 0; i < size; i++)
        if (tolower((unsigned char)name.start[name.size - size + i]) != ending[i])
            return false;
    return true;
}

static const char *const collection_endings[] = {".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".xlsx"};

/* Its ending as the documents' format; NULL: no collection. */
static const char *collection_format(struct slice name) {
    static const char *const formats[] = {"csv", "csv", "json", "json", "json", "xlsx"};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (ends_with(name, collection_endings[i]))
            return formats[i];
    return NULL;
}

bool documents_may_hold(struct slice name) {
    return ends_with(name, ".zip") || collection_format(name);
}

static struct input *new_input(const struct source *source, struct slice key, struct input *input) {
    *input = *source->input;
    input->key = key;
    input->note = source->documents->note;
    source->documents->note = NULL;
    source->documents->given++;
    return input;
}

static enum status give_problem(const struct source *source, struct slice key, const char *code, const char *problem) {
    struct input input;
    new_input(source, key, &input);
    struct slice copy = arena_copy(source->arena, slice_from_string(problem));
    if (!copy.start)
        return STATUS_NO_MEMORY;
    input.code = code;
    input.problem = copy.start;
    return source->documents->take(source->documents->context, &input) ? STATUS_OK : STATUS_NO_MEMORY;
}

static enum status give_member(const struct source *source, struct slice key, struct input_member member,
                               size_t bytes) {
    struct input input;
    struct input_member *room = arena_take(source->arena, sizeof *room);
    if (!room || !key.start)
        return STATUS_NO_MEMORY;
    *room = member;
    new_input(source, key, &input);
    input.member = room;
    input.bytes = bytes;
    return source->documents->take(source->documents->context, &input) ? STATUS_OK : STATUS_NO_MEMORY;
}

static const char *keep_note(const struct source *source, const char *note) {
    struct slice copy = arena_copy(source->arena, slice_from_string(note));
    return copy.start;
}

/* ---- collections ---- */

static enum status fill_collection(const struct source *source, struct collection *collection, const char *format,
                                   const char **problem) {
    if (*format == 'x')
        return collection_from_xlsx(collection, source->bytes, problem);
    struct slice text = decode_as_utf8(source->arena, source->bytes);
    if (!text.start)
        return STATUS_INPUT;
    if (*format == 'j')
        return collection_from_json(collection, text, problem);
    return collection_from_csv(collection, text, ends_with(source->key, ".tsv") ? '\t' : ',', problem);
}

static enum status find_rows(const struct source *source, const char *format) {
    struct collection collection = {.arena = source->arena};
    struct collection_facts facts = {0};
    const char *problem = NULL;
    enum status status = fill_collection(source, &collection, format, &problem);
    if (status == STATUS_INPUT && *format == 'x')
        return give_problem(source, source->key, "not_text", problem ? problem : "a damaged workbook");
    if (status != STATUS_OK)
        return status;
    const struct inputs_search *search = source->documents->search;
    if (!collection_read(&collection, search->lexicon, search->text_column, &facts)) {
        if (*format != 'x')
            return STATUS_INPUT;
        return give_problem(source, source->key, "no_text_column",
                            "no column of this workbook holds reports; --text-column names it");
    }
    source->documents->note = keep_note(source, facts.message);
    for (size_t i = 0; i < facts.reports.count && status == STATUS_OK; i++) {
        const struct collected *found = &facts.reports.items[i];
        char number[24];
        int size = snprintf(number, sizeof number, "#%u", (unsigned)found->number);
        struct slice pieces[] = {source->key, {number, (size_t)size}};
        struct input_member member = {.text = found->text, .given = found->given, .format = format};
        status = give_member(source, arena_join(source->arena, pieces, 2), member, found->text.size);
    }
    return collection.failed ? STATUS_NO_MEMORY : status;
}

/* ---- archives ---- */

static struct slice last_part(struct slice name) {
    size_t slash = slice_find_last(name, SLICE("/"));
    return slash == SIZE_MAX ? name : slice_part(name, slash + 1, name.size);
}

bool name_is_no_report(struct slice name) {
    struct slice last = last_part(name);
    return ends_with(name, ".js") || ends_with(name, ".css") || slice_starts(last, SLICE("README")) ||
           slice_equal(last, SLICE("meta.csv"));
}

/* What an archive holds besides: pictures and what the system that packed it left. */
static bool is_left_out(struct slice name) {
    static const char *const endings[] = {".png", ".jpg", ".jpeg", ".gif", ".bmp",     ".ico", ".svg",
                                          ".url", ".lnk", ".db",   ".ini", ".exe",     ".ttf", ".woff",
                                          ".mp3", ".mp4", ".webp", ".tmp", ".DS_Store"};
    struct slice last = last_part(name);
    if (name_is_no_report(name) || slice_starts(name, SLICE("__MACOSX/")) || slice_starts(last, SLICE(".")) ||
        slice_starts(last, SLICE("~$")))
        return true;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (ends_with(name, endings[i]))
            return true;
    return false;
}

/* A member's name as UTF-8 with / between its parts; programs of Chinese systems write GBK. */
static struct slice member_name(struct arena *arena, const struct zip_member *member) {
    struct slice name = member->utf8 ? name_as_text(arena, member->name) : decode_as_utf8(arena, member->name);
    if (!name.start)
        name = name_as_text(arena, member->name);
    struct slice copy = arena_copy(arena, name);
    for (size_t i = 0; copy.start && i < copy.size; i++)
        if (copy.start[i] == '\\')
            ((char *)(uintptr_t)copy.start)[i] = '/';
    return copy;
}

static enum status look_into(struct source *source);

static enum status find_member(const struct source *source, const struct zip *zip, const struct zip_member *member,
                               struct slice name) {
    struct slice pieces[] = {source->key, SLICE("/"), name};
    struct slice key = arena_join(source->arena, pieces, 3);
    if (!key.start)
        return STATUS_NO_MEMORY;
    if (documents_may_hold(name)) {
        struct source inner = *source;
        struct zip_problem problem;
        inner.key = key;
        inner.depth++;
        if (inner.depth >= MOST_ARCHIVES_DEEP && ends_with(name, ".zip"))
            return give_problem(source, key, "zip_nested", "an archive in an archive in an archive; not read");
        enum status status = zip_read(source->arena, zip, member, &inner.bytes, &problem);
        if (status == STATUS_INPUT)
            return give_problem(source, key, problem.code, problem.message);
        if (status == STATUS_OK)
            status = look_into(&inner);
        if (status != STATUS_INPUT)
            return status;
    }
    return give_member(source, key, (struct input_member){.zip = zip, .member = member}, (size_t)member->size);
}

static bool is_folder(struct slice name) {
    return name.size == 0 || slice_ends(name, SLICE("/"));
}

static enum status give_members(const struct source *source, const struct zip *zip) {
    size_t left_out = 0, given = source->documents->given;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < zip->members.count; i++)
        left_out += is_left_out(zip->members.items[i].name);
    if (left_out) {
        char note[96];
        snprintf(note, sizeof note, "%zu members that are no reports were left out: pictures, scripts and such",
                 left_out);
        source->documents->note = keep_note(source, note);
    }
    for (size_t i = 0; i < zip->members.count && status == STATUS_OK; i++) {
        struct slice name = member_name(source->arena, &zip->members.items[i]);
        if (!name.start)
            return STATUS_NO_MEMORY;
        if (!is_folder(name) && !is_left_out(name))
            status = find_member(source, zip, &zip->members.items[i], name);
    }
    if (status == STATUS_OK && source->documents->given == given)
        return give_problem(source, source->key, "empty_folder", "no report in this archive");
    return status;
}

static enum status find_members(const struct source *source) {
    struct zip *zip = arena_take(source->arena, sizeof *zip);
    struct zip_problem problem;
    if (!zip)
        return STATUS_NO_MEMORY;
    enum status status = zip_open(source->arena, source->bytes, zip, &problem);
    if (status == STATUS_INPUT)
        return give_problem(source, source->key, problem.code, problem.message);
    if (status == STATUS_OK && zip_find(zip, SLICE("[Content_Types].xml")))
        return STATUS_INPUT; /* a document, whatever its name */
    uint64_t bytes = 0;
    for (size_t i = 0; i < zip->members.count; i++)
        bytes += zip->members.items[i].size;
    if (bytes > source->documents->search->most_bytes)
        return give_problem(source, source->key, "zip_total", "unpacks to more than --max-size; not read");
    return give_members(source, zip);
}

static enum status look_into(struct source *source) {
    const char *format = collection_format(source->key);
    if (format)
        return find_rows(source, format);
    return ends_with(source->key, ".zip") ? find_members(source) : STATUS_INPUT;
}

enum status documents_find(struct documents *documents, const struct input *input) {
    struct report file = {0}; /* only to be read into */
    struct arena *held = LIST_ADD(&documents->inputs->arena, &documents->inputs->held);
    if (!held)
        return STATUS_NO_MEMORY;
    enum status status = input_read(input, documents->search->most_bytes, &file);
    *held = file.arena;
    if (status != STATUS_OK)
        return status;
    struct source source = {documents, held, input, input->key, file.bytes, 0};
    return look_into(&source);
}
