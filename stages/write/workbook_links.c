/* Cells that jump to a row of a sheet, by the row's key:
 * =HYPERLINK("#'指标'!A"&MATCH("川.txt#12",'指标'!$AD:$AD,0),"5"). The key is found where it stands, however either
 * sheet was sorted or filtered. Or to a place on a page of review/:
 * =HYPERLINK("review/川-txt-0123456789ab.html#t12",12). */
#include "stages/write/workbook.h"

#include <stdio.h>
#include <string.h>

enum { MOST_LITERAL = 250 }; /* characters of a text inside a formula; Excel takes 255 */

bool sheet_has_keys(enum table_name table) {
    return table == TABLE_SECTIONS || table == TABLE_TARGETS || table == TABLE_PROJECTS;
}

/* The number of the row inside its document, which is the second column. */
struct slice sheet_key(struct arena *arena, struct slice document, struct slice number) {
    struct slice pieces[] = {document, SLICE("#"), number};
    return number.size ? arena_join(arena, pieces, 3) : document;
}

/* Text as it stands in a formula, between quotes that are doubled inside it. */
static bool add_literal(struct text *formula, const char *text) {
    text_add(formula, SLICE("\""));
    for (const char *at = text; *at; at++) {
        text_add(formula, (struct slice){at, 1});
        if (*at == '"')
            text_add(formula, SLICE("\""));
    }
    text_add(formula, SLICE("\""));
    return slice_characters(slice_from_string(text)) <= MOST_LITERAL;
}

/* =HYPERLINK("…", for an address that the program made. */
static bool add_address(struct book *book, struct text *formula, struct slice address) {
    if (!cell_text_set(&book->text, address, book->limits.characters)) {
        book_fail(book, STATUS_NO_MEMORY, "out of memory");
        return false;
    }
    text_add(formula, SLICE("=HYPERLINK("));
    bool fits = add_literal(formula, book->text.bytes);
    text_add(formula, SLICE(","));
    return fits;
}

/* All of the formula but what the cell shows. */
static bool add_jump(struct book *book, struct text *formula, const struct sheet_link *link) {
    if (link->address.size)
        return add_address(book, formula, link->address);
    char name[SHEET_NAME_BYTES], column[8];
    sheet_name(book, link->table, sheet_part(book, link->index), name);
    uint16_t key = sheet_has_keys(link->table) ? (uint16_t)tables[link->table].column_count : 0;
    lxw_col_to_name(column, key, LXW_FALSE);
    if (!cell_text_set(&book->text, link->key, book->limits.characters)) {
        book_fail(book, STATUS_NO_MEMORY, "out of memory");
        return false;
    }
    text_add(formula, SLICE("=HYPERLINK(\"#'"));
    text_add_string(formula, name);
    text_add(formula, SLICE("'!A\"&MATCH("));
    bool fits = add_literal(formula, book->text.bytes);
    text_add(formula, SLICE(",'"));
    text_add_string(formula, name);
    text_add(formula, SLICE("'!$"));
    text_add_string(formula, column);
    text_add(formula, SLICE(":$"));
    text_add_string(formula, column);
    text_add(formula, SLICE(",0),"));
    return fits;
}

static bool end_formula(struct book *book, struct text *formula) {
    text_add(formula, (struct slice){")", 2});
    if (formula->failed)
        book_fail(book, STATUS_NO_MEMORY, "out of memory");
    return !formula->failed;
}

bool sheet_write_link(struct book *book, lxw_worksheet *worksheet, uint32_t row, uint16_t column, struct slice shown,
                      lxw_format *format, const struct sheet_link *link) {
    struct arena arena = {0};
    struct text formula = {.arena = &arena};
    bool fits = add_jump(book, &formula, link);
    if (book->status == STATUS_OK && !cell_text_set(&book->text, shown, book->limits.characters))
        book_fail(book, STATUS_NO_MEMORY, "out of memory");
    if (book->status == STATUS_OK)
        fits = add_literal(&formula, book->text.bytes) && fits;
    bool written = book->status == STATUS_OK && fits && end_formula(book, &formula);
    if (written)
        cell_put_formula(book, worksheet, row, column, formula.start, book->text.bytes, format);
    arena_free(&arena);
    return written;
}

bool sheet_write_linked_number(struct book *book, lxw_worksheet *worksheet, uint32_t row, uint16_t column, double value,
                               struct slice printed, lxw_format *format, const struct sheet_link *link) {
    struct arena arena = {0};
    struct text formula = {.arena = &arena};
    bool fits = add_jump(book, &formula, link);
    text_add(&formula, printed);
    bool written = book->status == STATUS_OK && fits && end_formula(book, &formula);
    if (written)
        cell_put_number_formula(book, worksheet, row, column, formula.start, value, format);
    arena_free(&arena);
    return written;
}
