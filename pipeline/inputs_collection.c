/* Which column is the text and what the others give. */
#include "pipeline/inputs_collection.h"

#include <stdio.h>

#include "stages/model/decimal.h"
#include "stages/model/lexicon.h"
#include "stages/write/rows.h"

enum { LEAST_TEXT_BYTES = 180, FIRST_YEAR = 1949, LAST_YEAR = 2100 };

enum column_role {
    COLUMN_ROLE_NONE,
    COLUMN_ROLE_TITLE,
    COLUMN_ROLE_REGION,
    COLUMN_ROLE_CITY,
    COLUMN_ROLE_COUNTY,
    COLUMN_ROLE_YEAR,
    COLUMN_ROLE_TYPE,
    COLUMN_ROLE_TEXT,
    COLUMN_ROLES,
};

size_t collection_column(struct collection *collection, struct slice name) {
    for (size_t i = 0; i < collection->columns.count; i++)
        if (slice_equal(collection->columns.items[i], name))
            return i;
    if (collection->columns.count == MOST_COLLECTION_COLUMNS)
        return SIZE_MAX;
    struct slice *room = LIST_ADD(collection->arena, &collection->columns);
    if (!room) {
        collection->failed = true;
        return SIZE_MAX;
    }
    *room = name;
    return collection->columns.count - 1;
}

void collection_begin_row(struct collection *collection, uint32_t number) {
    uint32_t *room = LIST_ADD(collection->arena, &collection->numbers);
    if (room)
        *room = number;
    collection->failed |= !room;
}

void collection_set(struct collection *collection, size_t column, struct slice text) {
    if (column >= MOST_COLLECTION_COLUMNS || collection->numbers.count == 0 || text.size == 0)
        return;
    struct collection_cell *cell = LIST_ADD(collection->arena, &collection->cells);
    if (cell)
        *cell = (struct collection_cell){(uint32_t)(collection->numbers.count - 1), (uint32_t)column, text};
    collection->failed |= !cell;
}

static enum column_role role_of(const struct lexicon *lexicon, struct slice name) {
    static const char *const names[] = {"", "title", "region", "city", "county", "year", "type", "text"};
    struct lexicon_hit hit;
    name = slice_trim(name);
    if (!lexicon_match(lexicon, LEXICON_COLLECTIONS, TRIE_FORWARD, name, 0, &hit) || hit.size != name.size)
        return COLUMN_ROLE_NONE;
    struct slice role = lexicon_cell(lexicon, LEXICON_COLLECTIONS, hit.row, COLLECTIONS_ROLE);
    return (enum column_role)slice_number_among(role, names, COLUMN_ROLES);
}

/* ---- the column of the texts ---- */

struct column_size {
    size_t bytes, rows, sentences;
};

static bool holds_texts(const struct column_size *size) {
    return size->rows && size->bytes / size->rows >= (size_t)LEAST_TEXT_BYTES && size->sentences * 2 >= size->rows;
}

static size_t find_text_column(const struct collection *collection, const enum column_role *roles,
                               const char *text_column) {
    struct column_size sizes[MOST_COLLECTION_COLUMNS] = {{0}};
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < collection->cells.count; i++) {
        const struct collection_cell *cell = &collection->cells.items[i];
        struct column_size *size = &sizes[cell->column];
        size->bytes += cell->text.size;
        size->rows++;
        size->sentences += slice_find(cell->text, SLICE("。"), 0) != SIZE_MAX;
    }
    for (size_t i = 0; i < collection->columns.count; i++) {
        struct slice name = slice_trim(collection->columns.items[i]);
        if (text_column && slice_equal(name, slice_from_string(text_column)))
            return i;
        if (text_column || !holds_texts(&sizes[i]))
            continue;
        bool named = roles[i] == COLUMN_ROLE_TEXT, best_named = best != SIZE_MAX && roles[best] == COLUMN_ROLE_TEXT;
        if (best == SIZE_MAX || named > best_named || (named == best_named && sizes[i].bytes > sizes[best].bytes))
            best = i;
    }
    return best;
}

/* ---- what the others give ---- */

static void give_year(struct document *given, struct slice text) {
    struct decimal year = decimal_from_text(slice_part(text, 0, 4));
    struct slice rest = slice_part(text, 4, text.size);
    bool plain = rest.size == 0 || slice_starts(rest, SLICE(ZH_YEAR)) || slice_starts(rest, SLICE("-")) ||
                 slice_starts(rest, SLICE(".0")) || slice_starts(rest, SLICE("/"));
    if (plain && year.known && year.scale == 0 && year.digits >= FIRST_YEAR && year.digits <= LAST_YEAR)
        given->year = (int)year.digits;
}

static void give(struct document *given, enum column_role role, struct slice text, enum column_role *region) {
    text = slice_trim(text);
    switch (role) {
    case COLUMN_ROLE_TITLE: given->title = text; break;
    case COLUMN_ROLE_REGION:
    case COLUMN_ROLE_CITY:
    case COLUMN_ROLE_COUNTY: /* the smallest names the report's region */
        if (role > *region && text.size)
            given->region = text, *region = role;
        break;
    case COLUMN_ROLE_YEAR: give_year(given, text); break;
    case COLUMN_ROLE_TYPE: rows_find_report_type(text, &given->type); break;
    default: break;
    }
}

static void describe(struct collection_facts *facts, const struct collection *collection,
                     const enum column_role *roles) {
    static const char *const names[] = {"", "title", "region", "region", "region", "year", "report_type", ""};
    int size = snprintf(facts->message, sizeof facts->message, "%zu reports in column %.*s", facts->reports.count,
                        (int)(facts->text_column.size < 60 ? facts->text_column.size : 60), facts->text_column.start);
    const char *before = " (";
    for (size_t i = 0; i < collection->columns.count && size > 0 && size < (int)sizeof facts->message - 1; i++) {
        struct slice name = collection->columns.items[i];
        if (!*names[roles[i]] || name.size > 40)
            continue;
        size += snprintf(facts->message + size, sizeof facts->message - (size_t)size, "%s%s %.*s", before,
                         names[roles[i]], (int)name.size, name.start);
        before = ", ";
    }
    if (*before == ',' && size > 0 && size < (int)sizeof facts->message - 1)
        snprintf(facts->message + size, sizeof facts->message - (size_t)size, ")");
}

bool collection_read(struct collection *collection, const struct lexicon *lexicon, const char *text_column,
                     struct collection_facts *facts) {
    enum column_role roles[MOST_COLLECTION_COLUMNS];
    for (size_t i = 0; i < collection->columns.count; i++)
        roles[i] = role_of(lexicon, collection->columns.items[i]);
    size_t text = find_text_column(collection, roles, text_column), cell = 0;
    if (text == SIZE_MAX)
        return false;
    facts->text_column = collection->columns.items[text];
    for (size_t row = 0; row < collection->numbers.count; row++) {
        struct collected found = {.number = collection->numbers.items[row]};
        enum column_role region = COLUMN_ROLE_NONE;
        for (; cell < collection->cells.count && collection->cells.items[cell].row == row; cell++) {
            const struct collection_cell *at = &collection->cells.items[cell];
            if (at->column == text)
                found.text = at->text;
            else if (at->column < collection->columns.count)
                give(&found.given, roles[at->column], at->text, &region);
        }
        if (slice_trim(found.text).size == 0)
            continue;
        struct collected *room = LIST_ADD(collection->arena, &facts->reports);
        if (room)
            *room = found;
        collection->failed |= !room;
    }
    describe(facts, collection, roles);
    return facts->reports.count > 0;
}
