/* libFuzzer targets of the formats, one a format (FUZZ_FORMAT): html, docx, odt, xlsx, zip, mail, pdf. Of the packed
 * ones the input is what the parts hold, with a byte 0xFF between them, and the packing is done here: a fuzzer that
 * changes packed bytes finds damaged files only. Of pdf it is the words and pictures that poppler gives. */
#include <string.h>
#include <zlib.h>

#include "pipeline/inputs_collection.h"
#include "pipeline/stages.h"
#include "stages/decode/pdf.h"
#include "stages/model/mime.h"
#include "stages/model/zip.h"
#include "tests/fuzz/target.h"

enum { MOST_PARTS = 4 };

/* ---- packing ---- */

static void add_number(struct text *out, uint32_t number, int bytes) {
    char room[4];
    for (int i = 0; i < bytes; i++)
        room[i] = (char)(unsigned char)(number >> 8 * i & 0xFF);
    text_add(out, (struct slice){room, (size_t)bytes});
}

/* What the local header and the directory say alike of a stored part. */
static void add_facts(struct text *out, struct slice name, struct slice part) {
    uint32_t sum = (uint32_t)crc32(0, (const Bytef *)part.start, (uInt)part.size), size = (uint32_t)part.size;
    const uint32_t facts[][2] = {
        {20, 2}, {0, 2}, {0, 2}, {0, 4}, {sum, 4}, {size, 4}, {size, 4}, {(uint32_t)name.size, 2}, {0, 2}};
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        add_number(out, facts[i][0], (int)facts[i][1]);
}

static struct slice pack(struct arena *arena, const struct slice *names, const struct slice *parts, size_t count) {
    struct text out = {.arena = arena}, directory = {.arena = arena};
    for (size_t i = 0; i < count; i++) {
        uint32_t at = (uint32_t)out.size;
        text_add(&out, SLICE("PK\3\4"));
        add_facts(&out, names[i], parts[i]);
        text_add(&out, names[i]);
        text_add(&out, parts[i]);
        text_add(&directory, SLICE("PK\1\2"));
        add_number(&directory, 20, 2);
        add_facts(&directory, names[i], parts[i]);
        add_number(&directory, 0, 2); /* comment, disk, attributes */
        add_number(&directory, 0, 4);
        add_number(&directory, 0, 4);
        add_number(&directory, at, 4);
        text_add(&directory, names[i]);
    }
    uint32_t at = (uint32_t)out.size;
    text_add(&out, text_slice(&directory));
    text_add(&out, SLICE("PK\5\6"));
    add_number(&out, 0, 4);
    add_number(&out, (uint32_t)count, 2);
    add_number(&out, (uint32_t)count, 2);
    add_number(&out, (uint32_t)directory.size, 4);
    add_number(&out, at, 4);
    add_number(&out, 0, 2);
    demand(!out.failed && !directory.failed);
    return text_slice(&out);
}

/* The input's parts under their names; `fixed` more stand behind them, empty. */
static struct slice pack_input(struct arena *arena, struct slice input, const struct slice *names, size_t count,
                               size_t fixed) {
    struct slice parts[MOST_PARTS] = {{0}};
    for (size_t i = 0, from = 0; i < count && from < input.size; i++) {
        const char *mark = i + 1 < count ? memchr(input.start + from, '\xFF', input.size - from) : NULL;
        size_t end = mark ? (size_t)(mark - input.start) : input.size;
        parts[i] = slice_part(input, from, end);
        from = end + 1;
    }
    return pack(arena, names, parts, count + fixed);
}

/* ---- targets ---- */

/* Through decode, clean, outline and tables; a reading has a block a line. */
static void read_document(struct report *report) {
    if (stages_run(report, "tables") != STATUS_OK)
        return;
    for (size_t i = 0; i < report->paragraphs.count; i++)
        demand(report->paragraphs.items[i].span.end <= report->text.size);
    for (size_t i = 0; i < report->furniture.count; i++)
        demand(report->furniture.items[i].source.end <= report->source.size);
    demand(report->blocks.count <= report->line_starts.count);
}

static void read_collection(struct arena *arena, struct slice bytes) {
    struct collection collection = {.arena = arena};
    struct collection_facts facts = {0};
    const char *problem = NULL;
    if (collection_from_xlsx(&collection, bytes, &problem) == STATUS_OK)
        collection_read(&collection, shared_lexicon(), NULL, &facts);
}

static void read_members(struct arena *arena, struct slice bytes) {
    struct zip zip;
    struct zip_problem problem;
    struct slice content;
    if (zip_open(arena, bytes, &zip, &problem) != STATUS_OK)
        return;
    for (size_t i = 0; i < zip.members.count && i < 100; i++)
        zip_read(arena, &zip, &zip.members.items[i], &content, &problem);
}

static void read_words(struct report *report) {
    const char *mark = report->bytes.size ? memchr(report->bytes.start, '\xFF', report->bytes.size) : NULL;
    size_t end = mark ? (size_t)(mark - report->bytes.start) : report->bytes.size;
    struct slice images = slice_part(report->bytes, end + 1, report->bytes.size);
    if (pdf_lay_out(report, slice_part(report->bytes, 0, end), images) == STATUS_OK)
        demand(report->blocks.count <= report->line_starts.count);
}

static void read_mail(struct report *report) {
    struct slice pieces[] = {SLICE("MIME-Version: 1.0\r\nContent-Type: "), report->bytes};
    struct mime mime;
    struct mime_problem problem;
    report->bytes = arena_join(&report->arena, pieces, 2);
    mime_read(&report->scratch, report->bytes, &mime, &problem);
    read_document(report);
}

static void read_page(struct report *report) {
    struct slice pieces[] = {SLICE("<html><p></p>"), report->bytes};
    report->bytes = arena_join(&report->arena, pieces, 2);
    read_document(report);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const struct slice word[] = {
        {"word/document.xml", 17}, {"word/styles.xml", 15}, {"word/numbering.xml", 18}, {"[Content_Types].xml", 19}};
    static const struct slice sheet[] = {
        {"xl/worksheets/sheet1.xml", 24}, {"xl/sharedStrings.xml", 20}, {"xl/workbook.xml", 15}};
    static const struct slice odf[] = {{"content.xml", 11}, {"styles.xml", 10}, {"mimetype", 8}};
    struct report report = {.lexicon = shared_lexicon(), .bytes = {(const char *)data, size}};
    struct slice input = report.bytes;
    struct arena arena = {0};
    report.document.name = SLICE("fuzz");
    if (strcmp(FUZZ_FORMAT, "html") == 0) {
        read_page(&report);
    } else if (strcmp(FUZZ_FORMAT, "mail") == 0) {
        read_mail(&report);
    } else if (strcmp(FUZZ_FORMAT, "pdf") == 0) {
        read_words(&report);
    } else if (strcmp(FUZZ_FORMAT, "zip") == 0) {
        read_members(&arena, input);
    } else if (strcmp(FUZZ_FORMAT, "xlsx") == 0) {
        read_collection(&arena, pack_input(&arena, input, sheet, 2, 1));
    } else {
        bool is_word = strcmp(FUZZ_FORMAT, "docx") == 0;
        report.bytes = is_word ? pack_input(&arena, input, word, 3, 1) : pack_input(&arena, input, odf, 2, 1);
        read_document(&report);
    }
    arena_free(&report.scratch);
    arena_free(&report.arena);
    arena_free(&arena);
    return 0;
}
