#include "tests/fuzz/written.h"

#include <csv.h>
#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "stages/link.h"
#include "stages/write.h"
#include "stages/write/rows_check.h"
#include "stages/write/rows_text.h"
#include "tests/fuzz/target.h"

enum { PATH_BYTES = 64, FILES_EVERY = 64 };

static const struct write_options options = {0};

/* ---- what a text holds ---- */

/* UTF-8 without NUL, and no control character but a tab or a line end: so that a database and a spreadsheet read it. */
static void check_text(struct slice text) {
    for (size_t at = 0; at < text.size;) {
        size_t from = at;
        uint32_t code = slice_next(text, &at);
        demand(code != 0xFFFD || at - from == 3);
        demand(code == '\t' || code == '\n' || (code >= 0x20 && (code < 0x7F || code >= 0xA0)));
    }
}

struct csv_shape {
    struct csv_parser parser;
    size_t cells, columns;
};

static void check_cell(void *bytes, size_t size, void *context) {
    struct csv_shape *shape = context;
    check_text((struct slice){bytes, size});
    shape->cells++;
}

static void check_row_end(int mark, void *context) {
    struct csv_shape *shape = context;
    (void)mark;
    demand(shape->cells == shape->columns);
    shape->cells = 0;
}

static void csv_begin(struct csv_shape *shape, enum table_name table) {
    *shape = (struct csv_shape){.columns = tables[table].column_count};
    demand(csv_init(&shape->parser, CSV_STRICT | CSV_STRICT_FINI) == 0);
}

static void csv_add(struct csv_shape *shape, const char *bytes, size_t size) {
    demand(csv_parse(&shape->parser, bytes, size, check_cell, check_row_end, shape) == size);
}

static void csv_end(struct csv_shape *shape) {
    demand(csv_fini(&shape->parser, check_cell, check_row_end, shape) == 0);
    csv_free(&shape->parser);
}

/* Every line is an object, and nothing in it ends a line. */
static void check_json_lines(struct slice text) {
    check_text(text);
    for (size_t at = 0; at < text.size;) {
        size_t end = slice_find(text, SLICE("\n"), at);
        demand(end != SIZE_MAX && end - at > 2 && text.start[at] == '{' && text.start[end - 1] == '}');
        at = end + 1;
    }
}

/* ---- in memory ---- */

struct linked_rows {
    const struct text_format *format;
    struct rows_text rows;
};

/* The catalogue's rows are the same each time but for a number: they go into files only. */
static enum status take_linked(void *context, enum table_name table, const struct slice *cells) {
    struct linked_rows *linked = context;
    char fault[ROWS_FAULT_BYTES];
    if (table != TABLE_PANEL)
        return STATUS_OK;
    if (rows_find_fault(table, cells, fault)) {
        fprintf(stderr, "%s: %s\n", tables[table].name, fault);
        abort();
    }
    return linked->format->add_row(&linked->rows, table, cells);
}

static void check_csv_text(enum table_name table, struct slice text) {
    struct csv_shape shape;
    csv_begin(&shape, table);
    csv_add(&shape, text.start, text.size);
    csv_end(&shape);
}

static void check_in_memory(const struct writer *writer, struct report *report, struct panel *panel) {
    struct arena arena = {0};
    struct text text = {.arena = &arena};
    struct linked_rows linked = {.format = writer->text, .rows = {&text, &options}};
    for (enum table_name table = 0; table < TABLES; table++) {
        text.size = 0;
        if (table == TABLE_PANEL)
            demand(!panel || link_give(panel, take_linked, &linked) == STATUS_OK);
        else
            demand(rows_give(report, table, writer->text->add_row, &linked.rows) == STATUS_OK);
        if (writer == &write_csv)
            check_csv_text(table, text_slice(&text));
        else
            check_json_lines(text_slice(&text));
    }
    arena_free(&arena);
}

/* ---- in files ---- */

static void check_csv_file(const char *path, enum table_name table) {
    struct csv_shape shape;
    char bytes[1 << 14];
    FILE *file = fopen(path, "rb");
    demand(file);
    csv_begin(&shape, table);
    for (size_t size; (size = fread(bytes, 1, sizeof bytes, file)) > 0;)
        csv_add(&shape, bytes, size);
    csv_end(&shape);
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

static enum status put_linked(void *context, enum table_name table, const struct slice *cells) {
    struct writing *writing = context;
    char fault[ROWS_FAULT_BYTES];
    demand(!rows_find_fault(table, cells, fault));
    return writing->writer->linked(writing, table, cells);
}

/* The files lie in memory until the end. */
static void check_in_files(const struct writer *writer, struct report *report, struct panel *panel) {
    struct writing writing = {.writer = writer, .options = &options};
    struct rows_texts made;
    struct slice texts[1][TABLES] = {{{0}}};
    char paths[TABLES][PATH_BYTES];
    for (int i = 0; i < TABLES; i++) {
        snprintf(paths[i], PATH_BYTES, "/dev/shm/baogao_fuzz_%ld_%d.%s", (long)getpid(), i, writer->name);
        writing.paths[i] = paths[i];
    }
    demand(writer->open(&writing) == STATUS_OK);
    rows_texts_begin(&made, report, &writing, 1);
    demand(rows_texts_make(&made, texts) == STATUS_OK);
    demand(!writer->format || writer->format(&writing, report, texts[0]) == STATUS_OK);
    demand(writer->report(&writing, report, texts[0]) == STATUS_OK);
    demand(link_give(panel, put_linked, &writing) == STATUS_OK);
    demand(writer->close(&writing, true) == STATUS_OK);
    for (int i = 0; i < TABLES; i++) {
        if (writer == &write_csv)
            check_csv_file(paths[i], (enum table_name)i);
        remove_output(paths[i]);
    }
}

/* A number below `end`, a power of two, from the bytes. */
static size_t choose(struct slice bytes, size_t end) {
    uint32_t hash = 2166136261U; /* FNV-1a */
    for (size_t i = 0; i < bytes.size; i++)
        hash = (hash ^ (unsigned char)bytes.start[i]) * 16777619U;
    return (hash ^ hash >> 16) & (end - 1);
}

/* The panel of a run that the report is alone in. */
static struct panel *make_panel(struct report *report) {
    struct panel *panel = NULL;
    struct text_identity identity = link_identify(report);
    struct slice first;
    struct link_claims claims;
    demand(link_open(report->lexicon, &panel) == STATUS_OK);
    demand(link_find_twin(panel, report->document.name, &identity, &first) == STATUS_OK && !first.size);
    demand(link_read(panel, report, &claims) == STATUS_OK && link_take(panel, &claims) == STATUS_OK);
    return panel;
}

static bool has_claims(const struct report *report) {
    for (size_t i = 0; i < report->targets.count; i++)
        if (report->targets.items[i].indicator_code.size)
            return true;
    return false;
}

void written_check(struct report *report) {
    size_t choice = choose(report->bytes, (size_t)FILES_EVERY * 4);
    bool files = choice % FILES_EVERY == 0;
    /* A panel sorts the whole catalogue first, and without claims nothing is in it. */
    struct panel *panel = files || has_claims(report) ? make_panel(report) : NULL;
    check_in_memory(&write_csv, report, panel);
    check_in_memory(&write_jsonl, report, panel);
    if (files) {
        check_in_files(&write_csv, report, panel);
        check_in_files(writers[choice / FILES_EVERY + 1], report, panel);
    }
    link_close(panel);
}
