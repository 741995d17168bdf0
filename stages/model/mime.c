/* One pass over the lines of a message with a stack of the boundaries that are open. */
#include "stages/model/mime.h"

#include <ctype.h>

enum { LONGEST_BOUNDARY = 200, LONGEST_NAME = 1024, MOST_HEADERS = 1000 };

enum coding { CODING_NONE, CODING_BASE64, CODING_QUOTED };

/* A boundary that is open, and how the part in the making is written. */
struct message {
    struct arena *arena;
    struct slice bytes;
    struct mime *mime;
    struct slice boundaries[MOST_MIME_DEPTH];
    size_t depth;
    struct mime_part *part; /* whose content is being passed; NULL: none */
    size_t content;         /* where it begins */
    enum coding coding;
    bool failed, too_many, too_deep;
};

/* What the headers of a part say. */
struct headers {
    struct mime_part part;
    enum coding coding;
    struct slice boundary;
};

/* ---- headers ---- */

static bool same_word(struct slice one, struct slice other) {
    for (size_t i = 0; i < other.size && one.size == other.size; i++)
        if (tolower((unsigned char)one.start[i]) != other.start[i])
            return false;
    return one.size == other.size;
}

/* The end of the line at byte `at`, with `*next` behind its line end. */
static size_t line_end(struct slice bytes, size_t at, size_t *next) {
    const char *feed = at < bytes.size ? memchr(bytes.start + at, '\n', bytes.size - at) : NULL;
    size_t end = feed ? (size_t)(feed - bytes.start) : bytes.size;
    *next = feed ? end + 1 : bytes.size;
    return end > at && bytes.start[end - 1] == '\r' ? end - 1 : end;
}

/* One header with the lines that continue it: name and value. False at the end of the headers, which is passed. */
static bool next_header(struct slice bytes, size_t *at, struct slice *name, struct slice *value) {
    size_t next, from = *at, end = line_end(bytes, from, &next);
    if (end == from) {
        *at = next;
        return false;
    }
    *at = next;
    while (next < bytes.size && (bytes.start[next] == ' ' || bytes.start[next] == '\t')) {
        end = line_end(bytes, next, &next);
        *at = next;
    }
    struct slice whole = slice_part(bytes, from, end);
    const char *colon = memchr(whole.start, ':', whole.size);
    size_t size = colon ? (size_t)(colon - whole.start) : whole.size;
    *name = slice_trim(slice_part(whole, 0, size));
    *value = slice_trim(slice_part(whole, size + 1, whole.size));
    return true;
}

/* Passes one parameter of a header's value: `; name="value"`. False where none follows. */
static bool next_parameter(struct slice header, size_t *at, struct slice *name, struct slice *value) {
    while (*at < header.size && (header.start[*at] == ';' || isspace((unsigned char)header.start[*at])))
        *at += 1;
    size_t from = *at;
    while (*at < header.size && header.start[*at] != '=' && header.start[*at] != ';')
        *at += 1;
    *name = slice_trim(slice_part(header, from, *at));
    *value = (struct slice){0};
    if (*at < header.size && header.start[*at] == '=') {
        from = *at += 1;
        bool quoted = from < header.size && header.start[from] == '"';
        *at += quoted;
        while (*at < header.size && header.start[*at] != (quoted ? '"' : ';'))
            *at += 1;
        *value = slice_trim(slice_part(header, from + quoted, *at));
        *at += quoted && *at < header.size;
    }
    return *at > from || from < header.size;
}

/* name, or name* (RFC 2231: charset'language'%E6…), or its pieces name*0*, name*1, which stand in order. */
static void add_name(struct arena *arena, struct headers *headers, struct slice name, struct slice value) {
    bool coded = slice_ends(name, SLICE("*")), pieces = false;
    for (size_t i = 0; i < name.size; i++)
        pieces = pieces || isdigit((unsigned char)name.start[i]);
    struct slice charset = {0}, *known = &headers->part.name_charset;
    size_t quote = coded ? slice_find(value, SLICE("'"), 0) : SIZE_MAX;
    size_t second = quote == SIZE_MAX ? SIZE_MAX : slice_find(value, SLICE("'"), quote + 1);
    if (second != SIZE_MAX) {
        charset = slice_part(value, 0, quote);
        value = slice_part(value, second + 1, value.size);
    }
    value = coded ? percent_decode(arena, value) : encoded_words_decode(arena, value, &charset);
    struct slice joined[] = {slice_part(headers->part.name, 0, pieces ? LONGEST_NAME : 0),
                             slice_part(value, 0, LONGEST_NAME)};
    headers->part.name = arena_join(arena, joined, 2);
    if (charset.size)
        *known = charset;
}

static void read_type(struct arena *arena, struct headers *headers, struct slice value) {
    size_t at = 0;
    while (at < value.size && value.start[at] != ';')
        at++;
    struct slice type = arena_copy(arena, slice_trim(slice_part(value, 0, at))), name, given;
    for (size_t i = 0; type.start && i < type.size; i++)
        ((char *)(uintptr_t)type.start)[i] = (char)tolower((unsigned char)type.start[i]);
    headers->part.type = type;
    while (next_parameter(value, &at, &name, &given)) {
        if (same_word(name, SLICE("boundary")))
            headers->boundary = slice_part(given, 0, LONGEST_BOUNDARY);
        else if (same_word(name, SLICE("charset")))
            headers->part.charset = given;
        else if (same_word(slice_part(name, 0, 4), SLICE("name")))
            add_name(arena, headers, name, given);
    }
}

static void read_disposition(struct arena *arena, struct headers *headers, struct slice value) {
    struct slice name, given, first = {0};
    size_t at = 0;
    headers->part.attached = same_word(slice_part(value, 0, 10), SLICE("attachment"));
    while (at < value.size && value.start[at] != ';')
        at++;
    while (next_parameter(value, &at, &name, &given)) {
        if (!same_word(slice_part(name, 0, 8), SLICE("filename")))
            continue;
        if (!first.size)
            headers->part.name = (struct slice){0}; /* goes before the name of the type */
        first = name;
        add_name(arena, headers, name, given);
    }
}

static enum coding coding_of(struct slice value) {
    return same_word(value, SLICE("base64"))             ? CODING_BASE64
           : same_word(value, SLICE("quoted-printable")) ? CODING_QUOTED
                                                         : CODING_NONE;
}

/* Reads the headers at byte `*at`, which moves behind them. */
static struct headers read_headers(struct arena *arena, struct slice bytes, size_t *at) {
    struct headers headers = {.part.type = SLICE("text/plain")};
    struct slice name, value, disposition = {0};
    while (next_header(bytes, at, &name, &value)) {
        if (same_word(name, SLICE("content-type")))
            read_type(arena, &headers, value);
        else if (same_word(name, SLICE("content-disposition")))
            disposition = value;
        else if (same_word(name, SLICE("content-transfer-encoding")))
            headers.coding = coding_of(value);
        else if (same_word(name, SLICE("content-location")))
            headers.part.located = true;
    }
    if (disposition.size)
        read_disposition(arena, &headers, disposition);
    return headers;
}

bool mime_is(struct slice bytes) {
    struct slice name, value;
    bool version = false, type = false;
    size_t at = 0;
    if (slice_starts(bytes, SLICE("From "))) /* as mailboxes have it */
        line_end(bytes, 0, &at);
    for (int i = 0; i < MOST_HEADERS && next_header(bytes, &at, &name, &value); i++) {
        for (size_t k = 0; k < name.size; k++)
            if (!isalnum((unsigned char)name.start[k]) && name.start[k] != '-' && name.start[k] != '_')
                return false;
        version = version || same_word(name, SLICE("mime-version"));
        type = type || same_word(name, SLICE("content-type"));
        if (name.size == 0 || at >= bytes.size)
            return false;
    }
    return version && type;
}

/* ---- parts ---- */

/* The open part ends before the line that begins at byte `at`: the line end before a boundary belongs to it. */
static void end_part(struct message *message, size_t at) {
    if (!message->part)
        return;
    size_t end = at;
    end -= end > message->content && message->bytes.start[end - 1] == '\n';
    end -= end > message->content && message->bytes.start[end - 1] == '\r';
    struct slice content = slice_part(message->bytes, message->content, end);
    if (message->coding == CODING_BASE64)
        content = base64_decode(message->arena, content);
    else if (message->coding == CODING_QUOTED)
        content = quoted_printable_decode(message->arena, content, false);
    message->failed |= content.size && !content.start;
    message->part->content = content;
    message->part = NULL;
}

/* Reads the headers of a part at byte `at`; gives where its content begins. */
static size_t begin_part(struct message *message, size_t at) {
    struct headers headers = read_headers(message->arena, message->bytes, &at);
    if (slice_starts(headers.part.type, SLICE("multipart/")) && headers.boundary.size) {
        if (message->depth == MOST_MIME_DEPTH)
            message->too_deep = true;
        else
            message->boundaries[message->depth++] = headers.boundary;
        return at;
    }
    if (message->mime->parts.count == MOST_MIME_PARTS) {
        message->too_many = true;
        return at;
    }
    message->part = LIST_ADD(message->arena, &message->mime->parts);
    message->failed |= !message->part;
    if (message->part)
        *message->part = headers.part;
    message->coding = headers.coding;
    message->content = at;
    return at;
}

/* The depth of the boundary that a line is, from 1; 0: it is none. */
static size_t boundary_of(const struct message *message, struct slice line, bool *last) {
    if (!slice_starts(line, SLICE("--")))
        return 0;
    line = slice_part(line, 2, line.size);
    for (size_t i = message->depth; i > 0; i--) {
        struct slice boundary = message->boundaries[i - 1];
        if (!slice_starts(line, boundary))
            continue;
        struct slice rest = slice_trim(slice_part(line, boundary.size, line.size));
        *last = slice_equal(rest, SLICE("--"));
        if (rest.size == 0 || *last)
            return i;
    }
    return 0;
}

enum status mime_read(struct arena *arena, struct slice bytes, struct mime *mime, struct mime_problem *problem) {
    struct message message = {.arena = arena, .bytes = bytes, .mime = mime};
    size_t at = 0;
    *mime = (struct mime){0};
    if (slice_starts(bytes, SLICE("From ")))
        line_end(bytes, 0, &at);
    at = begin_part(&message, at);
    while (at < bytes.size && message.depth && !message.failed && !message.too_many && !message.too_deep) {
        size_t next, end = line_end(bytes, at, &next);
        bool last = false;
        size_t depth = boundary_of(&message, slice_part(bytes, at, end), &last);
        if (depth) {
            end_part(&message, at);
            message.depth = depth - last;
            if (!last)
                next = begin_part(&message, next);
        }
        at = next;
    }
    if (message.too_many || message.too_deep) {
        *problem = message.too_many ? (struct mime_problem){"mail_parts", "a message of more than 1000 parts; not read"}
                                    : (struct mime_problem){"mail_depth", "parts more than 8 deep; not read"};
        return STATUS_INPUT;
    }
    end_part(&message, bytes.size);
    return message.failed ? STATUS_NO_MEMORY : STATUS_OK;
}

/* The longest part of a type that is no attachment. */
static const struct mime_part *longest(const struct mime *mime, struct slice type) {
    const struct mime_part *found = NULL;
    for (size_t i = 0; i < mime->parts.count; i++) {
        const struct mime_part *part = &mime->parts.items[i];
        if (!part->attached && slice_equal(part->type, type) && (!found || part->content.size > found->content.size))
            found = part;
    }
    return found;
}

const struct mime_part *mime_body(const struct mime *mime) {
    const struct mime_part *page = longest(mime, SLICE("text/html"));
    return page ? page : longest(mime, SLICE("text/plain"));
}

bool mime_is_page(const struct mime *mime) {
    const struct mime_part *body = mime_body(mime);
    return body && body->located;
}
