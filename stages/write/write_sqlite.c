/* A SQLite database: the tables with keys and indexes; numbers are numbers,
 * booleans 0 and 1. One transaction; what is on the disk when is the business of whoever puts the file in its place. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#include "stages/write.h"
#include "stages/write/sql.h"

struct database {
    sqlite3 *connection;
    sqlite3_stmt *inserts[TABLES];
};

static enum status fail(struct writing *writing) {
    struct database *database = writing->state;
    if (sqlite3_errcode(database->connection) == SQLITE_NOMEM)
        return STATUS_NO_MEMORY;
    snprintf(writing->message, sizeof writing->message, "%s", sqlite3_errmsg(database->connection));
    return STATUS_OUTPUT;
}

static enum status execute(struct writing *writing, const char *sql) {
    struct database *database = writing->state;
    return sqlite3_exec(database->connection, sql, NULL, NULL, NULL) == SQLITE_OK ? STATUS_OK : fail(writing);
}

static enum status define_tables(struct writing *writing, struct arena *arena) {
    struct text sql = {.arena = arena};
    /* No journal: the file is nobody's before it is complete. */
    text_add(&sql, SLICE("pragma page_size = 4096; pragma journal_mode = off; pragma synchronous = off;\n"
                         "pragma locking_mode = exclusive; pragma temp_store = memory; begin;\n"));
    sql_add_definitions(&sql, SQL_SQLITE);
    text_add(&sql, (struct slice){"", 1});
    return sql.failed ? STATUS_NO_MEMORY : execute(writing, sql.start);
}

static enum status prepare_inserts(struct writing *writing, struct arena *arena) {
    struct database *database = writing->state;
    for (enum table_name table = 0; table < TABLES; table++) {
        struct text sql = {.arena = arena};
        sql_add_insert(&sql, table);
        if (sql.failed)
            return STATUS_NO_MEMORY;
        if (sqlite3_prepare_v2(database->connection, sql.start, (int)sql.size, &database->inserts[table], NULL) !=
            SQLITE_OK)
            return fail(writing);
    }
    return STATUS_OK;
}

static enum status open_sqlite(struct writing *writing) {
    struct database *database = calloc(1, sizeof *database);
    if (!database)
        return STATUS_NO_MEMORY;
    writing->state = database;
    if (sqlite3_open(writing->paths[0], &database->connection) != SQLITE_OK)
        return database->connection ? fail(writing) : STATUS_NO_MEMORY;
    struct arena arena = {0};
    enum status status = define_tables(writing, &arena);
    if (status == STATUS_OK)
        status = prepare_inserts(writing, &arena);
    arena_free(&arena);
    return status;
}

static int bind_cell(sqlite3_stmt *insert, int place, enum column_type type, struct slice cell) {
    char number[DECIMAL_TEXT_BYTES + 1];
    if (cell.size == 0)
        return sqlite3_bind_null(insert, place);
    if (type == COLUMN_STRING)
        return sqlite3_bind_text64(insert, place, cell.start, cell.size, SQLITE_STATIC, SQLITE_UTF8);
    if (type == COLUMN_BOOLEAN)
        return sqlite3_bind_int(insert, place, *cell.start == 't');
    snprintf(number, sizeof number, "%.*s", (int)cell.size, cell.start);
    return type == COLUMN_INTEGER ? sqlite3_bind_int64(insert, place, strtoll(number, NULL, 10))
                                  : sqlite3_bind_double(insert, place, strtod(number, NULL));
}

static enum status take_row(void *context, enum table_name table, const struct slice *cells) {
    struct writing *writing = context;
    struct database *database = writing->state;
    sqlite3_stmt *insert = database->inserts[table];
    for (size_t i = 0; i < tables[table].column_count; i++)
        if (bind_cell(insert, (int)i + 1, tables[table].columns[i].type, cells[i]) != SQLITE_OK)
            return fail(writing);
    if (sqlite3_step(insert) != SQLITE_DONE)
        return fail(writing);
    sqlite3_reset(insert);
    return STATUS_OK;
}

static enum status put_report(struct writing *writing, struct report *report, const struct slice texts[TABLES]) {
    (void)texts;
    enum status status = STATUS_OK;
    for (enum table_name table = 0; table < TABLES && status == STATUS_OK; table++)
        status = rows_give(report, table, take_row, writing);
    return status;
}

static enum status put_linked(struct writing *writing, enum table_name table, const struct slice *cells) {
    return take_row(writing, table, cells);
}

static enum status close_sqlite(struct writing *writing, bool complete) {
    struct database *database = writing->state;
    if (!database)
        return STATUS_OK;
    for (enum table_name table = 0; table < TABLES; table++)
        sqlite3_finalize(database->inserts[table]);
    enum status status = complete ? execute(writing, SQL_INDEX_SENTENCES "commit; pragma optimize") : STATUS_OK;
    if (sqlite3_close(database->connection) != SQLITE_OK && complete && status == STATUS_OK)
        status = fail(writing);
    free(database);
    return status;
}

const struct writer write_sqlite = {
    .name = "sqlite",
    .file = "reports.sqlite",
    .media_type = "application/vnd.sqlite3",
    .open = open_sqlite,
    .report = put_report,
    .linked = put_linked,
    .close = close_sqlite,
};
