/* SIGINT, SIGTERM and SIGHUP at any moment: what was written is taken away and the program ends with 128 + the signal.
 */
#ifndef BAOGAO_PIPELINE_INTERRUPTION_H
#define BAOGAO_PIPELINE_INTERRUPTION_H

#include <stdatomic.h>

#include "pipeline/output_set.h"

struct interruption {
    struct output_set *set;
    pthread_t thread;
    bool watching;     /* false: there was no thread for it, and the signals do what they did */
    atomic_bool ended; /* nothing is left to watch */
};

/* Takes the signals for this process from now on. Call it before any other thread is made. */
void interruption_watch(struct interruption *interruption, struct output_set *set);
/* From now on the signals wait: the run is over. `set` may go after it. */
void interruption_end(struct interruption *interruption);

#endif
