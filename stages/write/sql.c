/* Prints SQL from the schemas, one dialect each for psql and sqlite3. Opens no database. */
#include "stages/write/sql.h"

#include <stdio.h>
#include <string.h>

static const char *const TYPES[][4] = {
    /* string, integer, number, boolean as in enum column_type */
    [SQL_POSTGRESQL] = {"text", "bigint", "numeric", "boolean"},
    [SQL_SQLITE] = {"text", "integer", "real", "integer"}, /* its boolean is 0 or 1 */
};

/* Columns that people look rows up by, beside the keys, foreign ones among them. */
static const struct {
    enum table_name table;
    int column;
} LOOKED_UP[] = {
    {TABLE_DOCUMENTS, DOCUMENTS_REGION_CODE},
    {TABLE_PROJECTS, PROJECTS_STAGE_CODE},
    {TABLE_DIAGNOSTICS, DIAGNOSTICS_DOCUMENT},
};

/* `text` between marks, which are doubled inside it: "name", 'text'. */
static void add_quoted(struct text *sql, char mark, const char *text) {
    struct slice quote = {&mark, 1};
    text_add(sql, quote);
    for (; *text; text++) {
        if (*text == mark)
            text_add(sql, quote);
        text_add(sql, (struct slice){text, 1});
    }
    text_add(sql, quote);
}

static void add_columns(struct text *sql, const struct table *table, const int *columns, size_t count) {
    text_add(sql, SLICE("("));
    for (size_t i = 0; i < count; i++) {
        text_add_string(sql, i ? ", " : "");
        add_quoted(sql, '"', table->columns[columns[i]].name);
    }
    text_add(sql, SLICE(")"));
}

static void add_column(struct text *sql, const struct column *column, enum sql_dialect dialect) {
    text_add(sql, SLICE("    "));
    add_quoted(sql, '"', column->name);
    text_add(sql, SLICE(" "));
    text_add_string(sql, TYPES[dialect][column->type]);
    if (column->required)
        text_add(sql, SLICE(" not null"));
    if (column->type == COLUMN_STRING && column->label_count) {
        text_add(sql, SLICE(" check ("));
        add_quoted(sql, '"', column->name);
        text_add(sql, SLICE(" in ("));
        for (size_t i = 0; i < column->label_count; i++) {
            text_add_string(sql, i ? ", " : "");
            add_quoted(sql, '\'', column->labels[i].code);
        }
        text_add(sql, SLICE("))"));
    }
}

static void add_keys(struct text *sql, const struct table *table) {
    if (table->key_count) {
        text_add(sql, SLICE(",\n    primary key "));
        add_columns(sql, table, table->key, table->key_count);
    }
    for (size_t i = 0; i < table->foreign_key_count; i++) {
        const struct foreign_key *key = &table->foreign_keys[i];
        text_add(sql, SLICE(",\n    foreign key "));
        add_columns(sql, table, key->columns, key->column_count);
        text_add(sql, SLICE(" references "));
        add_quoted(sql, '"', tables[key->table].name);
        text_add(sql, SLICE(" "));
        add_columns(sql, &tables[key->table], key->table_columns, key->column_count);
    }
}

/* SQLite keeps comments inside a definition; it has no other. */
static void add_inner_comment(struct text *sql, enum sql_dialect dialect, const char *title, const char *description) {
    if (dialect != SQL_SQLITE)
        return;
    text_add(sql, SLICE(" -- "));
    text_add_string(sql, title);
    text_add(sql, SLICE(": "));
    text_add_string(sql, description);
}

static void add_comment(struct text *sql, const struct table *table, const struct column *column) {
    const char *title = column ? column->title : table->title;
    const char *description = column ? column->description : table->description;
    struct slice pieces[] = {slice_from_string(title), SLICE(": "), slice_from_string(description), {"", 1}};
    struct slice comment = arena_join(sql->arena, pieces, 4);
    text_add_string(sql, column ? "comment on column " : "comment on table ");
    add_quoted(sql, '"', table->name);
    if (column) {
        text_add(sql, SLICE("."));
        add_quoted(sql, '"', column->name);
    }
    text_add(sql, SLICE(" is "));
    add_quoted(sql, '\'', comment.start ? comment.start : "");
    text_add(sql, SLICE(";\n"));
    sql->failed = sql->failed || !comment.start;
}

static void add_table(struct text *sql, enum table_name name, enum sql_dialect dialect) {
    const struct table *table = &tables[name];
    text_add(sql, SLICE("create table "));
    add_quoted(sql, '"', table->name);
    text_add(sql, SLICE(" ("));
    add_inner_comment(sql, dialect, table->title, table->description);
    text_add(sql, SLICE("\n"));
    for (size_t i = 0; i < table->column_count; i++) {
        bool last = i + 1 == table->column_count && !table->key_count && !table->foreign_key_count;
        add_column(sql, &table->columns[i], dialect);
        text_add_string(sql, i + 1 < table->column_count ? "," : "");
        if (i + 1 < table->column_count || last)
            add_inner_comment(sql, dialect, table->columns[i].title, table->columns[i].description);
        text_add_string(sql, i + 1 < table->column_count ? "\n" : "");
    }
    add_keys(sql, table);
    text_add(sql, SLICE("\n);\n"));
    if (dialect == SQL_POSTGRESQL) {
        add_comment(sql, table, NULL);
        for (size_t i = 0; i < table->column_count; i++)
            add_comment(sql, table, &table->columns[i]);
    }
    text_add(sql, SLICE("\n"));
}

static void add_index(struct text *sql, enum table_name name, const int *columns, size_t count) {
    const struct table *table = &tables[name];
    text_add(sql, SLICE("create index \""));
    text_add_string(sql, table->name);
    for (size_t i = 0; i < count; i++) {
        text_add(sql, SLICE("_"));
        text_add_string(sql, table->columns[columns[i]].name);
    }
    text_add(sql, SLICE("\" on "));
    add_quoted(sql, '"', table->name);
    text_add(sql, SLICE(" "));
    add_columns(sql, table, columns, count);
    text_add(sql, SLICE(";\n"));
}

static void add_indexes(struct text *sql) {
    for (enum table_name name = 0; name < TABLES; name++)
        for (size_t i = 0; i < tables[name].foreign_key_count; i++) {
            const struct foreign_key *key = &tables[name].foreign_keys[i];
            if (key->column_count > 1 || key->columns[0] != tables[name].key[0]) /* else the primary key begins so */
                add_index(sql, name, key->columns, key->column_count);
        }
    for (size_t i = 0; i < sizeof LOOKED_UP / sizeof *LOOKED_UP; i++)
        add_index(sql, LOOKED_UP[i].table, &LOOKED_UP[i].column, 1);
}

/* Calls `visit` for the tables so that each comes after those it refers to. */
static void in_order(struct text *sql, enum sql_dialect dialect,
                     void (*visit)(struct text *sql, enum table_name table, enum sql_dialect dialect)) {
    bool given[TABLES] = {false};
    for (size_t pass = 0; pass < TABLES; pass++)
        for (enum table_name name = 0; name < TABLES; name++) {
            bool ready = !given[name];
            for (size_t i = 0; i < tables[name].foreign_key_count; i++) {
                int other = tables[name].foreign_keys[i].table;
                ready = ready && (given[other] || other == (int)name);
            }
            if (ready)
                visit(sql, name, dialect);
            given[name] = given[name] || ready;
        }
}

void sql_add_definitions(struct text *sql, enum sql_dialect dialect) {
    in_order(sql, dialect, add_table);
    add_indexes(sql);
    if (dialect == SQL_SQLITE) /* three characters and more are found, without any word list */
        text_add(sql, SLICE("create virtual table \"sentences_search\" using fts5(\"text\", content = 'sentences', "
                            "tokenize = 'trigram');\n"));
}

static void add_copy(struct text *sql, enum table_name table, enum sql_dialect dialect) {
    (void)dialect;
    text_add(sql, SLICE("\\copy "));
    add_quoted(sql, '"', tables[table].name);
    text_add(sql, SLICE(" from '"));
    text_add_string(sql, tables[table].name);
    text_add(sql, SLICE(".csv' with (format csv, header true, encoding 'UTF8')\n"));
}

/* The shell of SQLite takes every cell as text: an empty one is unknown, true is 1. */
static void add_import(struct text *sql, enum table_name name, enum sql_dialect dialect) {
    (void)dialect;
    const struct table *table = &tables[name];
    text_add(sql, SLICE(".import \""));
    text_add_string(sql, table->name);
    text_add(sql, SLICE(".csv\" \"load_"));
    text_add_string(sql, table->name);
    text_add(sql, SLICE("\"\ninsert into "));
    add_quoted(sql, '"', table->name);
    text_add(sql, SLICE(" select "));
    for (size_t i = 0; i < table->column_count; i++) {
        text_add_string(sql, i ? ", " : "");
        text_add(sql, SLICE("nullif("));
        add_quoted(sql, '"', table->columns[i].name);
        text_add_string(sql, table->columns[i].type == COLUMN_BOOLEAN ? ", '') = 'true'" : ", '')");
    }
    text_add(sql, SLICE(" from \"load_"));
    text_add_string(sql, table->name);
    text_add(sql, SLICE("\";\ndrop table \"load_"));
    text_add_string(sql, table->name);
    text_add(sql, SLICE("\";\n"));
}

void sql_add_loads(struct text *sql, enum sql_dialect dialect) {
    if (dialect == SQL_SQLITE)
        text_add(sql, SLICE(".mode csv\n"));
    in_order(sql, dialect, dialect == SQL_SQLITE ? add_import : add_copy);
    if (dialect == SQL_SQLITE)
        text_add(sql, SLICE(SQL_INDEX_SENTENCES));
}

void sql_add_insert(struct text *sql, enum table_name table) {
    char place[32];
    text_add(sql, SLICE("insert into "));
    add_quoted(sql, '"', tables[table].name);
    text_add(sql, SLICE(" values ("));
    for (size_t i = 0; i < tables[table].column_count; i++) {
        snprintf(place, sizeof place, "%s?%zu", i ? ", " : "", i + 1);
        text_add_string(sql, place);
    }
    text_add(sql, SLICE(")"));
}
