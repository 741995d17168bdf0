/* A libFuzzer target: any bytes through the stages up to FUZZ_STAGE, and the rows of what they left. Built once a
 * stage; with FUZZ_STAGE "write" the rows go into the panel and every output format as well. Memory errors are the
 * sanitizers' to find; what the stages promise of their spans, and
 * the schemas of the rows, is checked here. */
#include <csv.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "pipeline/stages.h"
#include "stages/link.h"
#include "stages/model/lexicon.h"
#include "stages/write.h"
#include "stages/write/rows_check.h"

static const struct lexicon *shared_lexicon(void) {
    static struct lexicon *lexicon;
    char message[256];
    if (!lexicon && lexicon_open(NULL, &lexicon, message, sizeof message) != STATUS_OK)
        abort();
    return lexicon;
}

static enum status take_nothing(void *context, enum table_name table, const struct slice *cells) {
    size_t *bytes = context;
    for (size_t i = 0; i < tables[table].column_count; i++)
        for (size_t k = 0; k < cells[i].size; k++)
            *bytes += (unsigned char)cells[i].start[k];
    return STATUS_OK;
}

static void demand(bool holds) {
    if (!holds)
        abort();
}

static bool span_holds(struct span span, size_t size) {
    return span.start <= span.end && span.end <= size;
}

/* Spans lie inside their texts, and the arrays are in the order that headers promise. */
static void check_report(const struct report *report) {
    for (size_t i = 0; i < report->paragraphs.count; i++) {
        demand(span_holds(report->paragraphs.items[i].span, report->text.size));
        demand(i == 0 || report->paragraphs.items[i - 1].span.end <= report->paragraphs.items[i].span.start);
    }
    for (size_t i = 0; i < report->furniture.count; i++)
        demand(span_holds(report->furniture.items[i].source, report->source.size));
    for (size_t i = 0; i < report->sections.count; i++)
        demand(report->sections.items[i].parent == NO_SECTION || report->sections.items[i].parent < i);
    for (size_t i = 0; i < report->quantities.count; i++) {
        demand(span_holds(report->quantities.items[i].mention, report->text.size));
        demand(i == 0 || report->quantities.items[i - 1].mention.start < report->quantities.items[i].mention.start);
    }
    for (size_t i = 0; i < report->targets.count; i++)
        demand(report->targets.items[i].quantity < report->quantities.count);
    for (size_t i = 0; i < report->projects.count; i++)
        demand(report->projects.items[i].name.size > 0 && report->projects.items[i].at < report->text.size);
}

/* The source, read at a row's line and column, is where the text was: one character is the other, or was folded. */
static void check_place(const struct report *report, size_t at) {
    struct place place = report_place(report, at);
    size_t source = report_source_offset(report, at), text = at;
    demand(place.line >= 1 && place.line <= report->line_starts.count && place.column >= 1);
    demand(source < report->source.size);
    size_t line = report->line_starts.items[place.line - 1];
    demand(line <= source && slice_characters(slice_part(report->source, line, source)) == place.column - 1);
    uint32_t written = slice_next(report->source, &source), read = slice_next(report->text, &text);
    demand(written == read || written >= 0x80);
}

/* What the rows promise: the schemas' own constraints, and that number and name stand where the row says, the number in
 * its quote. */
static void check_rows(struct report *report) {
    struct rows_facts facts;
    demand(rows_check(report, &facts) == STATUS_OK);
    if (facts.fault[0])
        fprintf(stderr, "%s\n", facts.fault);
    demand(facts.fault[0] == '\0');
    for (size_t i = 0; i < report->targets.count; i++) {
        const struct target *target = &report->targets.items[i];
        struct span mention = report->quantities.items[target->quantity].mention;
        check_place(report, mention.start);
        demand(span_holds(target->quote, report->text.size));
        demand(target->quote.start <= mention.start && mention.start < target->quote.end);
    }
    for (size_t i = 0; i < report->projects.count; i++) {
        check_place(report, report->projects.items[i].at);
        demand(span_holds(report->projects.items[i].quote, report->text.size));
    }
}

enum { PATH_BYTES = 64 };

static enum status put_panel(void *context, enum table_name table, const struct slice *cells) {
    struct writing *writing = context;
    char fault[ROWS_FAULT_BYTES];
    if (rows_find_fault(table, cells, fault)) {
        fprintf(stderr, "%s: %s\n", tables[table].name, fault);
        abort();
    }
    return writing->writer->linked(writing, table, cells);
}

/* A cell as a database or a spreadsheet reads it: UTF-8 without NUL, and no control character but a tab or a line end.
 */
static void check_cell(void *bytes, size_t size, void *context) {
    struct slice cell = {bytes, size};
    size_t *cells = context;
    for (size_t at = 0; at < size;) {
        size_t from = at;
        uint32_t code = slice_next(cell, &at);
        demand(code != 0xFFFD || at - from == 3);
        demand(code == '\t' || code == '\n' || (code >= 0x20 && (code < 0x7F || code >= 0xA0)));
    }
    *cells += 1;
}

struct csv_shape {
    size_t cells, columns;
};

static void check_row_end(int mark, void *context) {
    struct csv_shape *shape = context;
    (void)mark;
    demand(shape->cells == shape->columns);
    shape->cells = 0;
}

/* What stands in a file of CSV: every row has the columns of its table. */
static void check_csv(const char *path, enum table_name table) {
    struct csv_parser parser;
    struct csv_shape shape = {.columns = tables[table].column_count};
    char bytes[1 << 14];
    FILE *file = fopen(path, "rb");
    demand(file && csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) == 0);
    for (size_t size; (size = fread(bytes, 1, sizeof bytes, file)) > 0;)
        demand(csv_parse(&parser, bytes, size, check_cell, check_row_end, &shape) == size);
    demand(csv_fini(&parser, check_cell, check_row_end, &shape) == 0);
    csv_free(&parser);
    fclose(file);
}

/* A file, or a folder of files. */
static void remove_output(const char *path) {
    DIR *folder = opendir(path);
    if (!folder) {
        unlink(path);
        return;
    }
    for (const struct dirent *entry; (entry = readdir(folder));)
        if (entry->d_name[0] != '.')
            unlinkat(dirfd(folder), entry->d_name, 0);
    closedir(folder);
    rmdir(path);
}

/* The report as the one of its run in one format; the files lie in memory until the end. */
static void write_report(const struct writer *writer, struct report *report, struct panel *panel) {
    static const struct write_options options = {0};
    struct writing writing = {.writer = writer, .options = &options};
    struct slice texts[TABLES] = {{0}};
    char paths[TABLES][PATH_BYTES];
    for (int i = 0; i < TABLES; i++) {
        snprintf(paths[i], PATH_BYTES, "/dev/shm/baogao_fuzz_%ld_%d.%s", (long)getpid(), i, writer->name);
        writing.paths[i] = paths[i];
    }
    demand(writer->open(&writing) == STATUS_OK);
    if (writer->format)
        demand(writer->format(&writing, report, texts) == STATUS_OK);
    arena_free(&report->scratch);
    demand(writer->report(&writing, report, texts) == STATUS_OK);
    demand(link_give(panel, put_panel, &writing) == STATUS_OK);
    demand(writer->close(&writing, true) == STATUS_OK);
    for (int i = 0; i < TABLES; i++) {
        if (writer == &write_csv)
            check_csv(paths[i], (enum table_name)i);
        remove_output(paths[i]);
    }
}

/* What a run makes of its reports: the panel, then CSV, and one more format that `choice` names: the others cost more
 * than all stages do, and one input always goes the same way. */
static void write_formats(struct report *report, size_t choice) {
    struct panel *panel = NULL;
    struct text_identity identity = link_identify(report);
    struct slice first;
    struct link_claims claims;
    demand(link_open(report->lexicon, &panel) == STATUS_OK);
    demand(link_find_twin(panel, report->document.name, &identity, &first) == STATUS_OK && !first.size);
    demand(link_read(panel, report, &claims) == STATUS_OK && link_take(panel, &claims) == STATUS_OK);
    write_report(&write_csv, report, panel);
    if (choice < writer_count && writers[choice] != &write_csv)
        write_report(writers[choice], report, panel);
    link_close(panel);
}

/* A number below 32 from the bytes. */
static size_t choose_format(struct slice bytes) {
    uint32_t hash = 2166136261U; /* FNV-1a */
    for (size_t i = 0; i < bytes.size; i++)
        hash = (hash ^ (unsigned char)bytes.start[i]) * 16777619U;
    return hash >> 27;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct report report = {.lexicon = shared_lexicon()};
    report.bytes = (struct slice){(const char *)data, size};
    report.document.name = SLICE("fuzz.txt");
    if (stages_run(&report, FUZZ_STAGE) == STATUS_OK)
        check_report(&report);
    check_rows(&report);
    size_t bytes = 0;
    for (int table = 0; table < TABLES; table++)
        if (rows_give(&report, (enum table_name)table, take_nothing, &bytes) != STATUS_OK)
            abort();
    if (strcmp(FUZZ_STAGE, "write") == 0)
        write_formats(&report, choose_format((struct slice){(const char *)data, size}));
    arena_free(&report.scratch);
    arena_free(&report.arena);
    return 0;
}
