/* Looks into a file and gives its documents one by one. The bytes of such a file stay in memory until the run ends:
 * what they are is only known when their turn comes. */
#include "pipeline/inputs_documents.h"

#include <ctype.h>
#include <stdio.h>

#include "pipeline/inputs_collection.h"
#include "pipeline/paths.h"
#include "stages/decode.h"
#include "stages/model/mime.h"
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

/* What may hold other files that hold files. */
static bool may_be_deep(struct slice name) {
    return ends_with(name, ".zip") || ends_with(name, ".eml");
}

bool documents_may_hold(struct slice name) {
    return may_be_deep(name) || collection_format(name);
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
    static const char *const endings[] = {".png",  ".jpg", ".jpeg",     ".gif", ".bmp", ".ico",  ".svg", ".url",
                                          ".lnk",  ".db",  ".ini",      ".exe", ".ttf", ".woff", ".mp3", ".mp4",
                                          ".webp", ".tmp", ".DS_Store", ".p7s", ".ics", ".vcf"};
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

/* Gives the documents in a member or attachment; STATUS_INPUT: it is a document itself. */
static enum status look_into_member(const struct source *source, struct slice key, struct slice bytes) {
    struct source inner = *source;
    inner.key = key;
    inner.bytes = bytes;
    inner.depth++;
    if (inner.depth >= MOST_ARCHIVES_DEEP && may_be_deep(key))
        return give_problem(source, key, "zip_nested", "an archive in an archive in an archive; not read");
    return look_into(&inner);
}

static struct slice member_key(const struct source *source, struct slice name) {
    struct slice pieces[] = {source->key, SLICE("/"), name};
    return arena_join(source->arena, pieces, 3);
}

static enum status find_member(const struct source *source, const struct zip *zip, const struct zip_member *member,
                               struct slice name) {
    struct slice key = member_key(source, name), bytes;
    if (!key.start)
        return STATUS_NO_MEMORY;
    if (documents_may_hold(name)) {
        struct zip_problem problem;
        enum status status = zip_read(source->arena, zip, member, &bytes, &problem);
        if (status == STATUS_INPUT)
            return give_problem(source, key, problem.code, problem.message);
        if (status == STATUS_OK)
            status = look_into_member(source, key, bytes);
        if (status != STATUS_INPUT)
            return status;
    }
    return give_member(source, key, (struct input_member){.zip = zip, .member = member}, (size_t)member->size);
}

static bool is_folder(struct slice name) {
    return name.size == 0 || slice_ends(name, SLICE("/"));
}

static void note_left_out(const struct source *source, size_t left_out, const char *what) {
    char note[96];
    snprintf(note, sizeof note, "%zu %s that are no reports were left out: pictures, scripts and such", left_out, what);
    if (left_out)
        source->documents->note = keep_note(source, note);
}

static enum status give_members(const struct source *source, const struct zip *zip) {
    size_t left_out = 0, given = source->documents->given;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < zip->members.count; i++)
        left_out += is_left_out(zip->members.items[i].name);
    note_left_out(source, left_out, "members");
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

/* ---- mail ---- */

/* A file that came with the mail, by its name or, where it has none, its number; empty where it is part of the mail's
 * own text, or no report. */
static struct slice attachment_name(const struct source *source, const struct mime *mime, size_t i) {
    const struct mime_part *part = &mime->parts.items[i];
    bool mail = slice_equal(part->type, SLICE("message/rfc822"));
    char number[32];
    int size = snprintf(number, sizeof number, "%zu%s", i + 1, mail ? ".eml" : "");
    if (part->name.size == 0)
        return arena_copy(source->arena, part->attached || mail ? (struct slice){number, (size_t)size} : SLICE(""));
    struct slice name = decode_named_as_utf8(source->arena, part->name, part->name_charset);
    if (!name.start)
        name = name_as_text(source->arena, part->name);
    return is_left_out(name) ? SLICE("") : name;
}

static enum status find_attachment(const struct source *source, const struct mime_part *part, struct slice name) {
    struct slice key = member_key(source, name);
    if (!key.start)
        return STATUS_NO_MEMORY;
    if (documents_may_hold(name)) {
        enum status status = look_into_member(source, key, part->content);
        if (status != STATUS_INPUT)
            return status;
    }
    return give_member(source, key, (struct input_member){.text = part->content}, part->content.size);
}

/* A saved web page and a mail without attachments are documents themselves. */
static enum status find_attachments(const struct source *source) {
    struct mime mime;
    struct mime_problem problem;
    if (!mime_is(source->bytes))
        return STATUS_INPUT;
    enum status status = mime_read(source->arena, source->bytes, &mime, &problem);
    const struct mime_part *body = status == STATUS_OK ? mime_body(&mime) : NULL;
    if (status != STATUS_OK || mime_is_page(&mime))
        return status == STATUS_OK ? STATUS_INPUT : status;
    struct slice *names = arena_take(source->arena, (mime.parts.count + 1) * sizeof *names);
    size_t left_out = 0, given = source->documents->given;
    for (size_t i = 0; names && i < mime.parts.count; i++) {
        const struct mime_part *part = &mime.parts.items[i];
        names[i] = part == body ? SLICE("") : attachment_name(source, &mime, i);
        left_out += part != body && part->name.size && names[i].size == 0;
    }
    note_left_out(source, left_out, "attachments");
    if (body && slice_trim(body->content).size)
        status = give_member(source, source->key, (struct input_member){.text = source->bytes}, source->bytes.size);
    for (size_t i = 0; names && i < mime.parts.count && status == STATUS_OK; i++)
        if (names[i].size)
            status = find_attachment(source, &mime.parts.items[i], names[i]);
    if (status == STATUS_OK && source->documents->given == given)
        return STATUS_INPUT; /* decode says that it is empty */
    return names ? status : STATUS_NO_MEMORY;
}

static enum status look_into(struct source *source) {
    const char *format = collection_format(source->key);
    if (format)
        return find_rows(source, format);
    if (ends_with(source->key, ".eml"))
        return find_attachments(source);
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
