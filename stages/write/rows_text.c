/* Makes the texts of rows and hands them on. Knows no format. */
#include "stages/write/rows_text.h"

/* ---- one report ---- */

void rows_texts_begin(struct rows_texts *texts, struct report *report, const struct writing *writings, size_t count) {
    *texts = (struct rows_texts){.report = report, .writings = writings, .count = count};
    bool many = rows_are_many(report);
    for (size_t i = 0; i < count; i++) {
        texts->texts[i].arena = &report->scratch;
        texts->skipped[i] = many || !writings[i].writer->text;
    }
}

enum status rows_texts_add(void *context, enum table_name table, const struct slice *cells) {
    struct rows_texts *texts = context;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < texts->count && status == STATUS_OK; i++) {
        const struct writing *writing = &texts->writings[i];
        if (texts->skipped[i] || !writing->paths[writing->writer->file ? 0 : table])
            continue;
        status = writing->writer->text->add_row(&(struct rows_text){&texts->texts[i], writing->options}, table, cells);
        texts->ends[i][table] = texts->texts[i].size;
    }
    return status;
}

enum status rows_texts_keep(struct rows_texts *texts, struct slice kept[][TABLES]) {
    for (size_t i = 0; i < texts->count; i++) {
        if (texts->skipped[i])
            continue;
        struct slice all = arena_copy(&texts->report->arena, text_slice(&texts->texts[i]));
        if (!all.start)
            return STATUS_NO_MEMORY;
        size_t start = 0;
        for (enum table_name table = 0; table < TABLES; table++) {
            kept[i][table] = slice_part(all, start, texts->ends[i][table]);
            start += kept[i][table].size;
        }
    }
    return STATUS_OK;
}

enum status rows_texts_make(struct rows_texts *texts, struct slice kept[][TABLES]) {
    enum status status = STATUS_OK;
    bool wanted = false;
    for (size_t i = 0; i < texts->count; i++)
        wanted = wanted || !texts->skipped[i];
    if (!wanted) /* rows of an earlier run need not be read for nobody */
        return STATUS_OK;
    for (enum table_name table = 0; table < TABLES && status == STATUS_OK; table++)
        status = rows_give(texts->report, table, rows_texts_add, texts);
    return status == STATUS_OK ? rows_texts_keep(texts, kept) : status;
}

/* ---- into the files ---- */

/* A row on its way into its file, in the same room each time. */
struct row_on_its_way {
    struct writing *writing;
    struct rows_text rows;
};

static enum status put_row(void *context, enum table_name table, const struct slice *cells) {
    struct row_on_its_way *row = context;
    const struct text_format *format = row->writing->writer->text;
    enum status status = format->add_row(&row->rows, table, cells);
    if (status == STATUS_OK)
        status = format->put(row->writing, table, text_slice(row->rows.text));
    row->rows.text->size = 0;
    return status;
}

enum status rows_text_put_report(struct writing *writing, struct report *report, const struct slice texts[TABLES]) {
    struct arena arena = {0};
    struct text text = {.arena = &arena};
    struct row_on_its_way row = {writing, {&text, writing->options}};
    bool many = rows_are_many(report);
    enum status status = STATUS_OK;
    for (enum table_name table = 0; table < TABLES && status == STATUS_OK; table++)
        status =
            many ? rows_give(report, table, put_row, &row) : writing->writer->text->put(writing, table, texts[table]);
    arena_free(&arena);
    return status;
}

enum status rows_text_put_row(struct writing *writing, enum table_name table, const struct slice *cells) {
    struct arena arena = {0};
    struct text text = {.arena = &arena};
    struct row_on_its_way row = {writing, {&text, writing->options}};
    enum status status = put_row(&row, table, cells);
    arena_free(&arena);
    return status;
}
