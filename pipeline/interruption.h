/* SIGINT, SIGTERM and SIGHUP at any moment: what was written is taken away and the program ends with 128 + the signal.
 */
#ifndef BAOGAO_PIPELINE_INTERRUPTION_H
#define BAOGAO_PIPELINE_INTERRUPTION_H

#include "pipeline/output_set.h"

/* Takes the signals for this process from now on; `set` must be prepared and live until the process ends. Call it
 * before any other thread is made. False: no thread for it, and the signals do what they did. */
bool interruption_watch(struct output_set *set);

#endif
