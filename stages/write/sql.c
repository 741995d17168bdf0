/* Prints SQL from the schemas, one dialect each for psql and sqlite3. Opens no database. */
#include "stages/write/sql.h"

#include <stdio.h>
#include <string.h>

#include "stages/model/sha256.h"

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

/* `mark` stands behind the comment of a table that tells whether it has this program's present definition. */
static void add_comment(struct text *sql, const struct table *table, const struct column *column, const char *mark) {
    const char *title = column ? column->title : table->title;
    const char *description = column ? column->description : table->description;
    struct slice pieces[] = {
        slice_from_string(title), SLICE(": "), slice_from_string(description), slice_from_string(mark), {"", 1}};
    struct slice comment = arena_join(sql->arena, pieces, 5);
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
        add_comment(sql, table, NULL, "");
        for (size_t i = 0; i < table->column_count; i++)
            add_comment(sql, table, &table->columns[i], "");
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

/* The tables so that each comes after those it refers to. */
static void find_order(enum table_name order[TABLES]) {
    bool given[TABLES] = {false};
    for (size_t count = 0, pass = 0; pass < TABLES; pass++)
        for (enum table_name name = 0; name < TABLES; name++) {
            bool ready = !given[name];
            for (size_t i = 0; i < tables[name].foreign_key_count; i++) {
                int other = tables[name].foreign_keys[i].table;
                ready = ready && (given[other] || other == (int)name);
            }
            if (ready)
                order[count++] = name;
            given[name] = given[name] || ready;
        }
}

void sql_add_definitions(struct text *sql, enum sql_dialect dialect) {
    enum table_name order[TABLES];
    find_order(order);
    for (size_t i = 0; i < TABLES; i++)
        add_table(sql, order[i], dialect);
    add_indexes(sql);
    if (dialect == SQL_SQLITE) /* three characters and more are found, without any word list; datasette knows the index
                                  by content="sentences" */
        text_add(sql, SLICE("create virtual table \"sentences_search\" using fts5(\"text\", content=\"sentences\", "
                            "tokenize='trigram');\n"));
}

/* The statement for each table, those that refer to others first. */
static void add_backwards(struct text *sql, const char *statement) {
    enum table_name order[TABLES];
    find_order(order);
    for (size_t i = TABLES; i-- > 0;) {
        text_add_string(sql, statement);
        add_quoted(sql, '"', tables[order[i]].name);
        text_add(sql, SLICE(";\n"));
    }
}

static void add_copy(struct text *sql, enum table_name table) {
    text_add(sql, SLICE("\\copy "));
    add_quoted(sql, '"', tables[table].name);
    text_add(sql, SLICE(" from '"));
    text_add_string(sql, tables[table].name);
    text_add(sql, SLICE(".csv' with (format csv, header true, encoding 'UTF8')\n"));
}

/* The shell of SQLite takes every cell as text: an empty one is unknown, true is 1. */
static void add_import(struct text *sql, enum table_name name) {
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

static void add_loads(struct text *sql, enum sql_dialect dialect) {
    enum table_name order[TABLES];
    find_order(order);
    for (size_t i = 0; i < TABLES; i++)
        if (dialect == SQL_SQLITE)
            add_import(sql, order[i]);
        else
            add_copy(sql, order[i]);
}

/* Tables of the present definition are emptied, those of an older one made anew, and what is no table of this program
 * is left alone: then the definition fails, and nothing has changed. A delete leaves the old rows to who reads them. */
static void add_postgresql_script(struct text *sql, const char *schema) {
    struct text definitions = {.arena = sql->arena};
    char hash[SHA256_TEXT_BYTES], mark[32];
    sql_add_definitions(&definitions, SQL_POSTGRESQL);
    sha256_of_bytes(text_slice(&definitions), hash);
    snprintf(mark, sizeof mark, " [baogao %.12s]", hash);
    text_add(sql, SLICE("\\set ON_ERROR_STOP on\n\\set schema "));
    add_quoted(sql, '\'', schema);
    text_add(sql, SLICE("\nbegin;\nset local client_min_messages to warning;\n"
                        "select to_regnamespace(quote_ident(:'schema')) is null as missing \\gset baogao_\n"
                        "\\if :baogao_missing\ncreate schema :\"schema\";\n\\endif\n"
                        "set local search_path to :\"schema\";\n"
                        "select coalesce(obj_description(to_regclass(quote_ident(:'schema') || '.documents'), "
                        "'pg_class'), '') as comment \\gset baogao_\n"
                        "select :'baogao_comment' like '%"));
    text_add_string(sql, mark);
    text_add(sql, SLICE("' as same, :'baogao_comment' like '%[baogao %]' as ours \\gset baogao_\n"
                        "\\if :baogao_same\nlock table \"documents\" in exclusive mode;\n"));
    add_backwards(sql, "delete from ");
    text_add(sql, SLICE("\\else\n\\if :baogao_ours\n"));
    add_backwards(sql, "drop table if exists ");
    text_add(sql, SLICE("\\endif\n\n"));
    text_add(sql, text_slice(&definitions));
    add_comment(sql, &tables[TABLE_DOCUMENTS], NULL, mark);
    text_add(sql, SLICE("\\endif\n"));
    add_loads(sql, SQL_POSTGRESQL);
    text_add(sql, SLICE("commit;\n"));
    sql->failed = sql->failed || definitions.failed;
}

/* With the write-ahead log readers go on with the old tables until the new ones are complete. */
static void add_sqlite_script(struct text *sql) {
    text_add(sql, SLICE(".bail on\n.mode csv\n.once /dev/null\npragma journal_mode = wal;\nbegin immediate;\n"
                        "drop table if exists \"sentences_search\";\n"));
    add_backwards(sql, "drop table if exists ");
    text_add(sql, SLICE("\n"));
    sql_add_definitions(sql, SQL_SQLITE);
    add_loads(sql, SQL_SQLITE);
    text_add(sql, SLICE(SQL_INDEX_SENTENCES "commit;\n"));
}

void sql_add_script(struct text *sql, enum sql_dialect dialect, const char *schema) {
    if (dialect == SQL_SQLITE)
        add_sqlite_script(sql);
    else
        add_postgresql_script(sql, schema);
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
