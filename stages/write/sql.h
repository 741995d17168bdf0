/* The tables as SQL: definitions with keys, constraints, comments and indexes, and the script that loads a run's CSV
 * files, for the shells psql and sqlite3. All from the schemas. */
#ifndef BAOGAO_STAGES_SQL_H
#define BAOGAO_STAGES_SQL_H

#include "schemas_generated.h"
#include "stages/model/text.h"

enum sql_dialect { SQL_POSTGRESQL, SQL_SQLITE };

/* The tables in an order in which each comes after those it refers to. */
void sql_add_definitions(struct text *sql, enum sql_dialect dialect);
/* Fills the full-text index of the sentences that a SQLite database has. */
#define SQL_INDEX_SENTENCES "insert into \"sentences_search\" (\"sentences_search\") values ('rebuild');\n"
/* A script for psql or sqlite3 that reads TABLE.csv of the current folder into the tables, makes them where they are
 * missing, and may run every night: one transaction, so that readers see the old rows or the new ones. `schema` is the
 * one of PostgreSQL; SQLite has none. */
void sql_add_script(struct text *sql, enum sql_dialect dialect, const char *schema);
/* insert into "documents" values (?1, …) */
void sql_add_insert(struct text *sql, enum table_name table);

#endif
