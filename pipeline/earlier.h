/* The tables of the run before in the folder of this one: what may be taken over, and what is compared. */
#ifndef BAOGAO_PIPELINE_EARLIER_H
#define BAOGAO_PIPELINE_EARLIER_H

#include "pipeline/memory.h"
#include "stages/write/rows_kept.h"

struct earlier {
    const char *folder;
    struct memory memory;
    int files[TABLES]; /* the CSV files, open; -1 where there are none to read */
    bool has_rows;     /* the CSV files are as the run left them */
    bool may_take;     /* rows of an input that is as it was are what this run would make … */
    bool same_sides;   /* … also those made of lines of --meta and --corrections */
};

/* Reads what the run before left in the folder (NULL: there is none); `run` is what decides this one. Without a memory,
 * or where a file is not as it was, there is nothing to take and nothing to compare: STATUS_OK all the same.
 * earlier_close must follow. */
enum status earlier_open(struct earlier *earlier, const char *folder, const struct memory_run *run);
void earlier_close(struct earlier *earlier);

/* Bytes of a report's rows in a table; its start is NULL where they cannot be read. May be called on any thread. */
struct slice earlier_text(const struct earlier *earlier, const struct memory_report *report, enum table_name table,
                          struct arena *arena);
/* What the run wrote as the file of this name; its start is NULL where that is not there, or not of this hash. */
struct slice earlier_page(const struct earlier *earlier, const char *name, const char *sha256, struct arena *arena);
/* All of a file, its header row left out. */
struct slice earlier_table(const struct earlier *earlier, enum table_name table, struct arena *arena);
/* The report whose rows stand for those of an input with this name and hash; NULL where it is to be converted. */
const struct memory_report *earlier_find(const struct earlier *earlier, struct slice key, const char *input_sha256);

/* Whether the folder holds just what this run would write, and the inputs, read once more, are as they were. `*failed`
 * is how many of them failed. */
struct run;
struct destination;
bool earlier_is_current(const struct destination *destination, const struct run *run, const struct memory_run *now,
                        size_t *failed);

#endif
