/* One pass over the rows of every table. Keys are kept as hashes of 64 bits: of the rows one report may have, two fall
 * together once in millions of reports. */
#include "stages/write/rows_check.h"

#include <stdio.h>

/* Hashes of the keys of a table, in open addressing; 0 is a free slot. */
struct key_set {
    uint64_t *slots;
    size_t count, capacity; /* a power of two */
};

/* The key of a row that another row names. */
struct reference {
    uint64_t hash;
    size_t row;
    enum table_name from;
    int to; /* the table */
};

struct check {
    struct report *report;
    struct rows_facts *facts;
    struct key_set keys[TABLES];
    LIST(struct reference) references;
    size_t row;         /* of the table under way, from 1 */
    struct slice sound; /* the report's text, where it has no fault: most cells are cut from it */
    row_taker *take;    /* the next one; NULL: none */
    void *context;      /* its */
};

/* A tab or a line end may stand in a quote. */
static bool is_control(uint32_t code) {
    return (code < 0x20 && code != '\t' && code != '\n') || (code >= 0x7F && code < 0xA0);
}

/* Behind the printable ASCII characters and then the Chinese ones at byte `at`. */
static size_t plain_end(struct slice text, size_t at) {
    while (at < text.size && text.start[at] >= ' ' && text.start[at] <= '~')
        at++;
    return utf8_chinese_end(text, at);
}

/* What is wrong with a text; NULL where nothing is. */
static const char *text_fault(struct slice text, bool name) {
    for (size_t at = 0; (at = plain_end(text, at)) < text.size;) {
        size_t from = at;
        uint32_t code = slice_next(text, &at);
        if (code == 0xFFFD && at - from == 1)
            return "is not UTF-8";
        if (code == 0 || (!name && is_control(code)))
            return "holds a control character";
    }
    return NULL;
}

/* Whether a cell is cut from a text between two of its characters. */
static bool is_cut_from(struct slice text, struct slice cell) {
    uintptr_t start = (uintptr_t)text.start, from = (uintptr_t)cell.start;
    if (text.size == 0 || from < start || from - start > text.size || cell.size > text.size - (from - start))
        return false;
    const char *end = cell.start + cell.size;
    return ((unsigned char)*cell.start & 0xC0) != 0x80 &&
           (end == text.start + text.size || ((unsigned char)*end & 0xC0) != 0x80);
}

static bool is_digits(struct slice cell, bool fraction) {
    size_t at = cell.size && cell.start[0] == '-', digits = 0;
    for (; at < cell.size; at++) {
        bool point = cell.start[at] == '.' && fraction && digits;
        fraction = fraction && !point;
        digits = point ? 0 : digits + 1;
        if (!point && (cell.start[at] < '0' || cell.start[at] > '9'))
            return false;
    }
    return digits > 0;
}

static bool is_label(const struct column *column, struct slice cell) {
    for (size_t i = 0; i < column->label_count; i++)
        if (column->labels[i].code[0] == cell.start[0] && slice_equal(cell, slice_from_string(column->labels[i].code)))
            return true;
    return false;
}

/* `name`: the cell is the name of a file, which may hold anything but NUL. `sound`: a text without a fault. */
static const char *cell_fault(const struct column *column, struct slice cell, bool name, struct slice sound) {
    if (cell.size == 0)
        return column->required ? "is empty" : NULL;
    switch (column->type) {
    case COLUMN_INTEGER: return is_digits(cell, false) ? NULL : "is no whole number";
    case COLUMN_NUMBER: return is_digits(cell, true) ? NULL : "is no number";
    case COLUMN_BOOLEAN:
        return slice_equal(cell, SLICE("true")) || slice_equal(cell, SLICE("false")) ? NULL
                                                                                     : "is neither true nor false";
    default:
        if (column->label_count)
            return is_label(column, cell) ? NULL : "is none of its words";
        return is_cut_from(sound, cell) ? NULL : text_fault(cell, name);
    }
}

/* Names of files stand in the column document, and in what is said of a report. */
static bool holds_name(enum table_name table, size_t column) {
    return column == 0 || (table == TABLE_DIAGNOSTICS && column == DIAGNOSTICS_MESSAGE);
}

static const char *row_fault(enum table_name table, const struct slice *cells, struct slice sound,
                             const struct column **column) {
    for (size_t i = 0; i < tables[table].column_count; i++) {
        *column = &tables[table].columns[i];
        const char *fault = cell_fault(*column, cells[i], holds_name(table, i), sound);
        if (fault)
            return fault;
    }
    return NULL;
}

bool rows_find_fault(enum table_name table, const struct slice *cells, char fault[ROWS_FAULT_BYTES]) {
    const struct column *column = NULL;
    const char *what = row_fault(table, cells, (struct slice){0}, &column);
    if (what)
        snprintf(fault, ROWS_FAULT_BYTES, "%s %s", column->name, what);
    return what != NULL;
}

static void tell(struct check *check, enum table_name table, size_t row, const char *column, const char *what) {
    if (check->facts->fault[0] == '\0')
        snprintf(check->facts->fault, ROWS_FAULT_BYTES, "row %zu of %s: %s %s", row, tables[table].name, column, what);
}

/* Of the cells of a key but for the document, which all rows of a report share; 0 where one of them is empty. */
static uint64_t key_hash(const struct slice *cells, const int *columns, size_t count) {
    uint64_t hash = UINT64_C(0xCBF29CE484222325); /* FNV-1a */
    for (size_t i = 0; i < count; i++) {
        struct slice cell = cells[columns[i]];
        if (cell.size == 0)
            return 0;
        for (size_t k = 0; columns[i] != 0 && k <= cell.size; k++)
            hash = (hash ^ (k < cell.size ? (unsigned char)cell.start[k] : 0)) * UINT64_C(0x100000001B3);
    }
    hash ^= hash >> 32; /* the low bits choose the slot */
    return hash ? hash : 1;
}

/* The slot of the hash, or the free one where it belongs. */
static uint64_t *key_slot(const struct key_set *set, uint64_t hash) {
    size_t at = (size_t)hash & (set->capacity - 1);
    while (set->slots[at] && set->slots[at] != hash)
        at = (at + 1) & (set->capacity - 1);
    return &set->slots[at];
}

static bool key_grow(struct arena *arena, struct key_set *set) {
    enum { FIRST_CAPACITY = 64 };
    struct key_set grown = {.count = set->count, .capacity = set->capacity ? 2 * set->capacity : FIRST_CAPACITY};
    grown.slots = arena_take(arena, grown.capacity * sizeof *grown.slots);
    if (!grown.slots)
        return false;
    for (size_t i = 0; i < set->capacity; i++)
        if (set->slots[i])
            *key_slot(&grown, set->slots[i]) = set->slots[i];
    *set = grown;
    return true;
}

static enum status add_key(struct check *check, enum table_name table, const struct slice *cells) {
    struct key_set *set = &check->keys[table];
    uint64_t hash = key_hash(cells, tables[table].key, tables[table].key_count);
    if (hash == 0)
        return STATUS_OK; /* a required cell is empty, which is told already */
    if (2 * set->count >= set->capacity && !key_grow(&check->report->scratch, set))
        return STATUS_NO_MEMORY;
    uint64_t *slot = key_slot(set, hash);
    if (*slot)
        tell(check, table, check->row, tables[table].columns[tables[table].key[tables[table].key_count - 1]].name,
             "is not unique");
    set->count += *slot == 0;
    *slot = hash;
    return STATUS_OK;
}

static enum status add_references(struct check *check, enum table_name table, const struct slice *cells) {
    for (size_t i = 0; i < tables[table].foreign_key_count; i++) {
        const struct foreign_key *key = &tables[table].foreign_keys[i];
        bool elsewhere = key->table == TABLE_DOCUMENTS || rows_are_linked((enum table_name)key->table);
        uint64_t hash = elsewhere ? 0 : key_hash(cells, key->columns, key->column_count);
        if (hash == 0)
            continue;
        struct reference *reference = LIST_ADD(&check->report->scratch, &check->references);
        if (!reference)
            return STATUS_NO_MEMORY;
        *reference = (struct reference){hash, check->row, table, key->table};
    }
    return STATUS_OK;
}

static enum status take_row(void *context, enum table_name table, const struct slice *cells) {
    struct check *check = context;
    const struct column *column = NULL;
    check->row++;
    for (size_t i = 0; i < tables[table].column_count; i++)
        check->facts->bytes += cells[i].size;
    const char *fault = row_fault(table, cells, check->sound, &column);
    if (fault)
        tell(check, table, check->row, column->name, fault);
    enum status status = tables[table].key_count ? add_key(check, table, cells) : STATUS_OK;
    if (status == STATUS_OK)
        status = add_references(check, table, cells);
    return status == STATUS_OK && check->take ? check->take(check->context, table, cells) : status;
}

static void resolve_references(struct check *check) {
    for (size_t i = 0; i < check->references.count; i++) {
        const struct reference *reference = &check->references.items[i];
        const struct key_set *set = &check->keys[reference->to];
        if (set->capacity == 0 || *key_slot(set, reference->hash) == 0)
            tell(check, reference->from, reference->row, tables[reference->to].name, "has no such row");
    }
}

enum status rows_check(struct report *report, struct rows_facts *facts, row_taker *take, void *context) {
    struct check check = {.report = report, .facts = facts, .take = take, .context = context};
    if (!text_fault(report->text, false))
        check.sound = report->text;
    enum status status = STATUS_OK;
    *facts = (struct rows_facts){0};
    for (enum table_name table = 0; table < TABLES && status == STATUS_OK; table++) {
        check.row = 0;
        status = rows_give(report, table, take_row, &check);
    }
    if (status == STATUS_OK)
        resolve_references(&check);
    return status;
}
