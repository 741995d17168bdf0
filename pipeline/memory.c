/* Packs and unpacks numbers (digits and a space) and texts (their size, a space, their bytes). Compares nothing. */
#include "pipeline/memory.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Changes with the layout below. */
#define LAYOUT "baogao memory 2"

enum { MOST_MEMORY_BYTES = 1 << 30 };

/* ---- packing ---- */

static void pack_number(struct text *out, int64_t number) {
    char text[DECIMAL_TEXT_BYTES];
    text_add(out, decimal_print(decimal_from_integer(number), text));
    text_add(out, SLICE(" "));
}

static void pack_text(struct text *out, struct slice text) {
    pack_number(out, (int64_t)text.size);
    text_add(out, text);
}

static void pack_string(struct text *out, const char *text) {
    pack_text(out, slice_from_string(text));
}

static void pack_decimal(struct text *out, struct decimal value) {
    pack_number(out, value.known ? value.scale : -1);
    pack_number(out, value.known ? value.digits : 0);
}

static void pack_claims(struct text *out, const struct link_claims *claims) {
    pack_text(out, claims->region_code);
    pack_text(out, claims->region);
    pack_number(out, (int64_t)claims->region_level);
    pack_number(out, (int64_t)claims->items.count);
    for (size_t i = 0; i < claims->items.count; i++) {
        const struct link_claim *claim = &claims->items.items[i];
        pack_text(out, claim->indicator_code);
        pack_number(out, claim->year);
        if (!claim->year)
            continue;
        pack_number(out, (int64_t)claim->kind);
        pack_number(out, claim->rank);
        pack_number(out, (int64_t)claim->comparator);
        pack_decimal(out, claim->value);
        pack_decimal(out, claim->value2);
        pack_decimal(out, claim->confidence);
        pack_text(out, claim->printed);
        pack_number(out, claim->row);
    }
}

bool memory_add(struct memory_writing *writing, const struct memory_report *report) {
    struct text *out = &writing->reports;
    out->arena = &writing->arena;
    pack_text(out, report->key);
    pack_text(out, report->twin_of);
    pack_string(out, report->input_sha256);
    pack_string(out, report->bytes_sha256);
    pack_string(out, report->corrections_sha256);
    pack_string(out, report->page_sha256);
    pack_string(out, report->reading_sha256);
    pack_string(out, report->identity.sha256);
    pack_number(out, report->failed);
    for (size_t i = 0; i < TABLES; i++) {
        pack_number(out, (int64_t)report->counts[i]);
        pack_number(out, (int64_t)report->csv_sizes[i]);
    }
    pack_claims(out, &report->claims);
    return !out->failed;
}

static void pack_run(struct text *out, const struct memory_run *run) {
    pack_string(out, LAYOUT);
    pack_number(out, TABLES);
    pack_string(out, run->program_sha256);
    pack_string(out, run->options_sha256);
    pack_string(out, run->lexicon_sha256);
    pack_string(out, run->sides_sha256);
    pack_string(out, run->formats_sha256);
    pack_number(out, run->raw_cells);
    pack_number(out, (int64_t)run->failed);
    pack_number(out, (int64_t)run->files.count);
    for (size_t i = 0; i < run->files.count; i++) {
        pack_text(out, run->files.items[i].name);
        pack_number(out, (int64_t)run->files.items[i].bytes);
    }
    pack_number(out, run->has_csv);
    for (size_t i = 0; i < TABLES; i++) {
        pack_number(out, (int64_t)run->csv_begins[i]);
        pack_string(out, run->csv_sha256[i]);
    }
}

bool memory_write(struct memory_writing *writing, const struct memory_run *run, const char *path) {
    struct text head = {.arena = &writing->arena};
    struct sha256 hash;
    char sha256[SHA256_TEXT_BYTES];
    pack_run(&head, run);
    if (head.failed || writing->reports.failed) {
        errno = ENOMEM;
        return false;
    }
    sha256_begin(&hash);
    sha256_add(&hash, text_slice(&head));
    sha256_add(&hash, text_slice(&writing->reports));
    sha256_end(&hash, sha256);
    FILE *file = fopen(path, "wb");
    bool good = file && fwrite(head.start, 1, head.size, file) == head.size;
    if (writing->reports.size)
        good = good && fwrite(writing->reports.start, 1, writing->reports.size, file) == writing->reports.size;
    good = good && fwrite(sha256, 1, SHA256_TEXT_BYTES - 1, file) == SHA256_TEXT_BYTES - 1;
    int error = errno;
    if (file && fclose(file) != 0 && good) {
        good = false;
        error = errno;
    }
    errno = error;
    return good;
}

/* ---- unpacking ---- */

/* What is left of the file; nothing more comes of it once it `failed`. */
struct unpacking {
    struct slice text;
    size_t at;
    bool failed;
};

static int64_t unpack_number(struct unpacking *in) {
    enum { MOST_DIGITS = 20 };
    char digits[MOST_DIGITS + 1] = "";
    size_t size = 0;
    while (in->at < in->text.size && in->text.start[in->at] != ' ' && size < MOST_DIGITS)
        digits[size++] = in->text.start[in->at++];
    if (in->failed || size == 0 || in->at == in->text.size || in->text.start[in->at] != ' ') {
        in->failed = true;
        return 0;
    }
    in->at++;
    return strtoll(digits, NULL, 10);
}

static size_t unpack_size(struct unpacking *in) {
    int64_t number = unpack_number(in);
    in->failed = in->failed || number < 0;
    return in->failed ? 0 : (size_t)number;
}

/* Below `end`, which is beyond the last value of an enumeration. */
static unsigned unpack_choice(struct unpacking *in, unsigned end) {
    size_t number = unpack_size(in);
    in->failed = in->failed || number >= end;
    return in->failed ? 0 : (unsigned)number;
}

static struct slice unpack_text(struct unpacking *in) {
    size_t size = unpack_size(in);
    if (in->failed || size > in->text.size - in->at) {
        in->failed = true;
        return (struct slice){0};
    }
    in->at += size;
    return slice_part(in->text, in->at - size, in->at);
}

static void unpack_hash(struct unpacking *in, char out[SHA256_TEXT_BYTES]) {
    struct slice text = unpack_text(in);
    in->failed = in->failed || text.size >= SHA256_TEXT_BYTES;
    memset(out, 0, SHA256_TEXT_BYTES);
    if (!in->failed && text.size)
        memcpy(out, text.start, text.size);
}

static struct decimal unpack_decimal(struct unpacking *in) {
    int64_t scale = unpack_number(in), digits = unpack_number(in);
    struct decimal value = {.known = scale >= 0 && scale <= 18};
    if (value.known) {
        value.scale = (int8_t)scale;
        value.digits = digits;
    }
    return value;
}

static bool unpack_claims(struct unpacking *in, struct arena *arena, struct link_claims *claims) {
    claims->region_code = unpack_text(in);
    claims->region = unpack_text(in);
    claims->region_level = (enum region_level)unpack_choice(in, REGION_LEVEL_WORDS);
    size_t count = unpack_size(in);
    for (size_t i = 0; i < count && !in->failed; i++) {
        struct link_claim *claim = LIST_ADD(arena, &claims->items);
        if (!claim)
            return false;
        claim->indicator_code = unpack_text(in);
        claim->year = (int)unpack_size(in);
        if (!claim->year)
            continue;
        claim->kind = (enum target_kind)unpack_choice(in, TARGET_KIND_WORDS);
        claim->rank = (unsigned)unpack_size(in);
        claim->comparator = (enum comparator)unpack_choice(in, COMPARATOR_WORDS);
        claim->value = unpack_decimal(in);
        claim->value2 = unpack_decimal(in);
        claim->confidence = unpack_decimal(in);
        claim->printed = unpack_text(in);
        claim->row = (uint32_t)unpack_size(in);
    }
    return true;
}

/* False only where memory ran out. */
static bool unpack_report(struct unpacking *in, struct arena *arena, struct memory_report *report, size_t *ends) {
    report->key = unpack_text(in);
    report->twin_of = unpack_text(in);
    unpack_hash(in, report->input_sha256);
    unpack_hash(in, report->bytes_sha256);
    unpack_hash(in, report->corrections_sha256);
    unpack_hash(in, report->page_sha256);
    unpack_hash(in, report->reading_sha256);
    unpack_hash(in, report->identity.sha256);
    report->failed = unpack_choice(in, 2);
    for (size_t i = 0; i < TABLES; i++) {
        report->counts[i] = unpack_size(in);
        report->csv_starts[i] = ends[i];
        report->csv_sizes[i] = unpack_size(in);
        ends[i] += report->csv_sizes[i];
    }
    report->claims.document = report->key;
    return unpack_claims(in, arena, &report->claims);
}

/* False only where memory ran out. */
static bool unpack_run(struct unpacking *in, struct arena *arena, struct memory_run *run) {
    in->failed = in->failed || !slice_equal(unpack_text(in), SLICE(LAYOUT)) || unpack_size(in) != TABLES;
    unpack_hash(in, run->program_sha256);
    unpack_hash(in, run->options_sha256);
    unpack_hash(in, run->lexicon_sha256);
    unpack_hash(in, run->sides_sha256);
    unpack_hash(in, run->formats_sha256);
    run->raw_cells = unpack_choice(in, 2);
    run->failed = unpack_size(in);
    size_t files = unpack_size(in);
    for (size_t i = 0; i < files && !in->failed; i++) {
        struct memory_file *file = LIST_ADD(arena, &run->files);
        if (!file)
            return false;
        file->name = unpack_text(in);
        file->bytes = unpack_size(in);
    }
    run->has_csv = unpack_choice(in, 2);
    for (size_t i = 0; i < TABLES; i++) {
        run->csv_begins[i] = unpack_size(in);
        unpack_hash(in, run->csv_sha256[i]);
    }
    return true;
}

static int compare_keys(const void *one, const void *other) {
    const struct memory_report *const *a = one, *const *b = other;
    return slice_compare((*a)->key, (*b)->key);
}

/* The reports stand still from here on. */
static bool sort_keys(struct memory *memory) {
    size_t count = memory->reports.count;
    memory->by_key = arena_take(&memory->arena, (count + 1) * sizeof *memory->by_key);
    for (size_t i = 0; memory->by_key && i < count; i++)
        memory->by_key[i] = &memory->reports.items[i];
    if (memory->by_key && count)
        qsort(memory->by_key, count, sizeof *memory->by_key, compare_keys);
    return memory->by_key != NULL;
}

static enum status unpack_all(struct slice text, struct memory *memory) {
    struct unpacking in = {.text = text};
    size_t ends[TABLES];
    if (!unpack_run(&in, &memory->arena, &memory->run))
        return STATUS_NO_MEMORY;
    memcpy(ends, memory->run.csv_begins, sizeof ends);
    while (!in.failed && in.at < text.size) {
        struct memory_report *report = LIST_ADD(&memory->arena, &memory->reports);
        if (!report || !unpack_report(&in, &memory->arena, report, ends))
            return STATUS_NO_MEMORY;
    }
    if (in.failed)
        return STATUS_INPUT;
    return sort_keys(memory) ? STATUS_OK : STATUS_NO_MEMORY;
}

/* The file whole, but for the hash in its end, which must be its own. */
static enum status read_file(FILE *file, struct arena *arena, struct slice *text) {
    size_t hash_size = SHA256_TEXT_BYTES - 1;
    char sha256[SHA256_TEXT_BYTES];
    if (fseek(file, 0, SEEK_END) != 0)
        return STATUS_INPUT;
    long size = ftell(file);
    rewind(file);
    if (size < (long)hash_size || size > MOST_MEMORY_BYTES)
        return STATUS_INPUT;
    char *bytes = arena_room(arena, (size_t)size);
    if (!bytes)
        return STATUS_NO_MEMORY;
    if (fread(bytes, 1, (size_t)size, file) != (size_t)size)
        return STATUS_INPUT;
    *text = (struct slice){bytes, (size_t)size - hash_size};
    sha256_of_bytes(*text, sha256);
    return memcmp(sha256, bytes + text->size, hash_size) == 0 ? STATUS_OK : STATUS_INPUT;
}

enum status memory_read(const char *folder, struct memory *memory) {
    *memory = (struct memory){.by_key = NULL};
    struct slice pieces[] = {slice_from_string(folder), SLICE("/" MEMORY_FILE), {"", 1}};
    struct slice path = arena_join(&memory->arena, pieces, 3), text;
    if (!path.start)
        return STATUS_NO_MEMORY;
    FILE *file = fopen(path.start, "rb");
    enum status status = file ? read_file(file, &memory->arena, &text) : STATUS_INPUT;
    if (file)
        fclose(file);
    return status == STATUS_OK ? unpack_all(text, memory) : status;
}

void memory_free(struct memory *memory) {
    arena_free(&memory->arena);
    *memory = (struct memory){.by_key = NULL};
}

const struct memory_report *memory_find(const struct memory *memory, struct slice key) {
    size_t from = 0, to = memory->reports.count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (slice_compare(memory->by_key[middle]->key, key) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    bool found = from < memory->reports.count && slice_equal(memory->by_key[from]->key, key);
    return found ? memory->by_key[from] : NULL;
}
