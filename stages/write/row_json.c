/* Each value is written by its column's type. Chooses neither rows nor columns. */
#include "stages/write/row_json.h"

static void add_value(struct text *text, const struct column *column, struct slice cell) {
    if (cell.size == 0)
        text_add(text, SLICE("null"));
    else if (column->type == COLUMN_STRING)
        text_add_json(text, cell);
    else
        text_add(text, cell);
}

void row_add_json(struct text *text, enum table_name table, const struct slice *cells, enum header_names headers,
                  bool names_table) {
    const char *before = "{";
    if (names_table) {
        text_add(text, SLICE("{\"_table\":"));
        text_add_json(text, slice_from_string(tables[table].name));
        before = ",";
    }
    for (size_t i = 0; i < tables[table].column_count; i++) {
        const struct column *column = &tables[table].columns[i];
        text_add_string(text, before);
        text_add_json(text, slice_from_string(headers == HEADERS_CHINESE ? column->title : column->name));
        text_add(text, SLICE(":"));
        add_value(text, column, cells[i]);
        before = ",";
    }
    text_add(text, SLICE("}"));
}
