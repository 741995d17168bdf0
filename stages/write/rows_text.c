/* Makes the text of a row and hands it on, in the same room each time. Knows no format. */
#include "stages/write/rows_text.h"

/* A row on its way into its file. */
struct row_on_its_way {
    struct writing *writing;
    const struct text_format *format;
    struct rows_text rows;
};

static enum status put_row(void *context, enum table_name table, const struct slice *cells) {
    struct row_on_its_way *row = context;
    enum status status = row->format->add_row(&row->rows, table, cells);
    if (status == STATUS_OK)
        status = row->format->put(row->writing, table, text_slice(row->rows.text));
    row->rows.text->size = 0;
    return status;
}

enum status rows_text_put_report(struct writing *writing, const struct text_format *format, struct report *report) {
    struct arena arena = {0};
    struct text text = {.arena = &arena};
    struct row_on_its_way row = {writing, format, {&text, writing->options}};
    enum status status = STATUS_OK;
    for (enum table_name table = 0; table < TABLES && status == STATUS_OK; table++)
        status = rows_give(report, table, put_row, &row);
    arena_free(&arena);
    return status;
}

enum status rows_text_put_row(struct writing *writing, const struct text_format *format, enum table_name table,
                              const struct slice *cells) {
    struct arena arena = {0};
    struct text text = {.arena = &arena};
    struct row_on_its_way row = {writing, format, {&text, writing->options}};
    enum status status = put_row(&row, table, cells);
    arena_free(&arena);
    return status;
}
