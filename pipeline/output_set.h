/* The files of one run in their folder, all of them or none: each is written in the hidden folder .baogao-new there,
 * and when all are complete they take the place of those of the run before, in the order they were asked for.
 *
 * While they do, the old files stand in .baogao-old, which is the sign for the next run to put them back, should this
 * one be killed; once all is done it is renamed to .baogao-done, which is only rubbish. Two runs into one folder keep
 * each other out by a lock on the folder itself, which leaves no file. */
#ifndef BAOGAO_PIPELINE_OUTPUT_SET_H
#define BAOGAO_PIPELINE_OUTPUT_SET_H

#include <pthread.h>

#include "stages/model/arena.h"
#include "stages/model/status.h"

struct output_file {
    const char *name, *path; /* its last name, and where it is written before it takes its place; NULL: it goes away */
    bool folder;             /* of files, which come and go together */
};

struct output_set {
    pthread_mutex_t lock; /* between the run and the thread that abandons it on a signal */
    enum { OUTPUT_NONE, OUTPUT_OPEN, OUTPUT_COMPLETE } state;
    struct arena arena;
    const char *folder;
    int folder_file;     /* open on the folder, and locked; -1 before */
    char *part;          /* room for a part of the path: the abandoning thread cannot share the arena */
    size_t created_from; /* parts of the path `folder` longer than this were made by this run */
    LIST(struct output_file) files;
    char message[1024]; /* on failure: the file and the reason */
};

void output_prepare(struct output_set *set);
/* Makes the folder where it is missing, locks it, and cleans up after a run that was killed. Where another run has it,
 * `*busy` is set and STATUS_OUTPUT returned, or, with `wait`, waits until that one ends. */
enum status output_open(struct output_set *set, const char *folder, bool wait, bool *busy);
/* Makes a folder of its own where temporary files belong, for output_abandon to remove again. */
enum status output_open_temporary(struct output_set *set);
/* Where the file `name` is to be written; NULL where memory ran out. */
const char *output_path(struct output_set *set, const char *name, bool folder);
/* The file `name`, which a run before this one made, goes away with those that are replaced. STATUS_NO_MEMORY or
 * STATUS_OK, also where it is not there. */
enum status output_remove(struct output_set *set, const char *name, bool folder);
/* Every file is on the disk and takes its place. On failure all are as they were before. */
enum status output_complete(struct output_set *set);
/* Removes all that was written, and the folder where this run made it. May be called at any time from any thread; false
 * where the output is complete already and stays. With `ends`, the process ends after it: whoever else would use the
 * set waits for that, so that no other failure is told. */
bool output_abandon(struct output_set *set, bool ends);
void output_free(struct output_set *set);

#endif
